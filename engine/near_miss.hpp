// Near misses: trials that a single criterion keeps closed, what it wants, and when time alone will do.
//
// Entry: near_misses(). Thread-safe. Tests: tests/engine/near_miss_test.cpp, tests/cli/cases/near.case.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/screen.hpp"

namespace eligo::engine {

// Index of the only criterion that fails; none if none fails, or several do.
std::optional<std::size_t> only_failing(const TrialResult& result);

// The distance that says best how near it was: the smallest share of a limit, else of a limit in time; null
// if there is none.
const Distance* nearest_distance(const CriterionExplanation& criterion);

struct NearMiss {
  const TrialExplanation* trial = nullptr;
  std::size_t criterion = 0;  // index into trial->criteria
  // The first day within the range looked at on which the criterion fails no longer, the facts held as they
  // are; and the verdict of the trial on that day.
  std::optional<patients::Day> from;
  Verdict then = Verdict::ineligible;

  const Criterion& failing() const { return trial->trial->criteria[criterion]; }
  const CriterionExplanation& explanation() const { return trial->criteria[criterion]; }
};

// Of the trials of a screened record, in their order; looks `days` days ahead. `result` must outlive what is
// returned.
std::vector<NearMiss> near_misses(const Program& program, const ScreenResult& result, patients::Day as_of,
                                  std::int32_t days = 365);

}  // namespace eligo::engine
