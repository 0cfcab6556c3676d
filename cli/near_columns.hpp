// The columns of `eligo match --detail near`: of each trial the one criterion that keeps it closed, how far
// from its limit, and why. The same by whichever engine. Tests: tests/cli/cases/near.case.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/evaluate.hpp"

namespace eligo::cli {

// Behind the id of a trial: "NCT04014166.near".
constexpr std::array<std::string_view, 5> near_columns{".near", ".distance", ".unit", ".percent", ".reason"};

// The cells, each behind a comma.
std::string near_cells(const engine::Criterion& criterion, const engine::CriterionExplanation& explanation);
// The same where no criterion, or more than one, fails.
constexpr std::string_view no_near_cells = ",,,,,";

}  // namespace eligo::cli
