// The table of `eligo next`: the work list first, then each patient's trials with the cheapest sets.
// Tests: tests/cli/cases/next.case.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "engine/work_list.hpp"

namespace eligo::cli {

std::string next_table(const std::vector<engine::PatientNext>& patients, patients::Day as_of,
                       const Terminal& terminal);

}  // namespace eligo::cli
