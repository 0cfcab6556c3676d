// What a what-if needs to know of a cohort, counted batch by batch in one pass.
//
// Entry: WhatIfCounter::count after each Matcher::judge; one counter a thread, added up at the end in any
// order. Tests: tests/oracle/compare_whatif.py.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/columnar/matcher.hpp"
#include "engine/whatif/curve.hpp"
#include "engine/whatif/limits.hpp"
#include "engine/whatif/other_criteria.hpp"
#include "engine/whatif/packed_patterns.hpp"
#include "engine/whatif/patterns.hpp"

namespace eligo::engine {

class SharedKinds;

// Rules changed: another form of a trial, less some of its criteria.
struct Scenario {
  std::size_t trial = 0;  // index of the plan's trials
  std::size_t form = 0;   // likewise: the trial itself, or the trial with criteria replaced
  CriterionIndices dropped;
};

struct WhatIfPlan {
  const columnar::Plan* plan = nullptr;
  std::size_t trials = 0;           // the first so many of the plan's; behind them stand changed forms
  std::vector<TrialLimits> limits;  // by trial
  std::vector<Scenario> scenarios;
  // By predicate of the program, none of those without limits: what the counters of all threads learn.
  std::vector<std::shared_ptr<SharedKinds>> learned;
};
// The program must outlive it, the plan too; `scenarios` are for the caller to add.
WhatIfPlan make_whatif_plan(const columnar::Plan& plan, std::size_t trials);

using Transitions = std::array<VerdictCounts, 4>;  // [before][after]

struct WhatIfCounts {
  std::vector<PatternCounts> patterns;     // by trial
  std::vector<std::vector<Curve>> curves;  // by trial and limit
  std::vector<Transitions> transitions;    // by scenario

  WhatIfCounts() = default;
  explicit WhatIfCounts(const WhatIfPlan& plan);
};
class AgeTable;
class LimitCounter;

class WhatIfCounter {
 public:
  explicit WhatIfCounter(const WhatIfPlan& plan);  // must outlive the counter
  ~WhatIfCounter();

  void count(columnar::Matcher& matcher, const patients::CellGrid& grid);
  // What all have counted (at least one), on up to `threads` threads; they are used up.
  static WhatIfCounts finish(std::span<const std::unique_ptr<WhatIfCounter>> counters, std::size_t threads);

 private:
  const AgeTable* ages_of(const Limit& limit);
  void note_plain_rows(const columnar::Matcher& matcher);
  void count_patterns(const columnar::Matcher& matcher, std::size_t trial);
  void count_wide_patterns(const columnar::Matcher& matcher, std::size_t trial);
  void count_limits(columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t trial);
  void count_scenario(const columnar::Matcher& matcher, std::size_t index);
  void take_over(WhatIfCounter& other, std::size_t trial);

  const WhatIfPlan& plan_;
  WhatIfCounts counts_;
  std::vector<std::unique_ptr<AgeTable>> ages_;  // by unit
  std::vector<PackedPatterns> packed_;           // by trial; of those with more criteria, unused
  std::vector<std::vector<std::unique_ptr<LimitCounter>>> limits_;
  std::vector<std::uint64_t> plain_;  // rows that the plain path tells, in words
  OthersOf others_;
};

}  // namespace eligo::engine
