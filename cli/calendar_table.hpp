// The table of `eligo calendar`: each trial's verdicts by days, why they change, and what to do by when.
// Tests: tests/cli/cases/calendar.case.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "engine/render_calendar.hpp"

namespace eligo::cli {

std::string calendar_table(const engine::CalendarOf& of, const Terminal& terminal);

}  // namespace eligo::cli
