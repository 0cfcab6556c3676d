// What the counts of a cohort say: who is lost where, what each criterion costs, which few would have to go,
// and what changed rules bring.
//
// Entry: whatif_of. All counts are patients (rows); "gained" is against the rules as they are. Two verdicts
// are counted side by side: eligible, and not ineligible, since unknowns make the first rare. Thread-safe.
// Shapes: docs/whatif.md. Tests: tests/oracle/compare_whatif.py, tests/cli/cases/whatif.case.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/whatif/counter.hpp"

namespace eligo::engine {

// One criterion changed: another expression in its place, or (none) left out.
struct Change {
  std::size_t criterion = 0;
  std::optional<std::string> expression;
};

struct ScenarioResult {
  std::vector<Change> changes;
  Transitions moved{};
  VerdictCounts verdicts{};  // after
};

// Patients who fail exactly these criteria.
struct Combination {
  CriterionIndices criteria;
  std::uint64_t patients = 0;
};

struct TrialWhatIf {
  const Trial* trial = nullptr;
  VerdictCounts verdicts{};
  std::vector<AttritionStep> steps;    // by criterion
  std::vector<VerdictCounts> without;  // by criterion: the verdicts if it were left out
  std::vector<PairCost> pairs;
  SmallestSets eligible;                  // to double the eligible, or bring the first
  SmallestSets not_ineligible;            // likewise
  std::vector<Combination> combinations;  // of failing criteria, most patients first
  TrialLimits limits;
  std::vector<Curve> curves;  // parallel to limits.limits
  std::vector<ScenarioResult> scenarios;

  std::uint64_t not_failing() const { return verdicts[1] + verdicts[2] + verdicts[3]; }
};

struct WhatIf {
  patients::Day as_of;
  std::string file;
  std::uint64_t rows = 0;      // with a verdict
  std::uint64_t rejected = 0;  // counted nowhere else
  std::vector<TrialWhatIf> trials;
};

// `scenarios`: what each of the plan's changes. Trials are worked out on up to `threads` threads.
WhatIf whatif_of(const WhatIfPlan& plan, WhatIfCounts counts,
                 const std::vector<std::vector<Change>>& scenarios, std::size_t threads);

// "I4"
const std::string& id_of(const TrialWhatIf& trial, std::size_t criterion);
// "I1 and E3"
std::string ids_of(const TrialWhatIf& trial, const CriterionIndices& criteria);
// "age >= 18 years", "platelets < 30 10*9/L": a limit as a person writes it.
std::string words_of(const Limit& limit);
// A canonical limit in the unit of the criterion.
patients::Rational::Shown shown(const Limit& limit, const patients::Rational& canonical);

}  // namespace eligo::engine
