// One trial for one patient as text: every criterion down to the facts it rests on.
// Tests: tests/cli/cases/explain.case.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "engine/screen.hpp"

namespace eligo::cli {

std::string explain_text(const engine::ScreenResult& result, const engine::TrialExplanation& trial,
                         patients::Day as_of, const Terminal& terminal);

// The tree below one criterion or expression, each line behind `indent`. A root that is a single test whose
// sentence the caller has already shown can leave it out.
std::string tree_text(const engine::Trial& trial, const engine::NodeExplanation& root,
                      std::string_view indent, bool root_sentence, const Terminal& terminal);

}  // namespace eligo::cli
