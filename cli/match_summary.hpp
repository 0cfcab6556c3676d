// The table of `eligo match` at the end: per trial the verdicts and the criteria that cost most, and what was
// not used of the file. Tests: tests/cli/cases/match.case.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "engine/render_cohort.hpp"

namespace eligo::cli {

std::string match_table(const engine::CohortSummary& summary, const std::vector<engine::TrialTally>& trials,
                        const std::string& file, const Terminal& terminal);

}  // namespace eligo::cli
