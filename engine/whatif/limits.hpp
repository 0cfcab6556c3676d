// The numeric limits of a trial's criteria, and what one patient's record makes of every value of a limit.
//
// A limit's place is its predicate: where a criterion asks the same twice, both change together; what other
// criteria ask stays. The truth of a predicate changes only at the recorded values (and at the ends of
// censored ones), so it is asked of the definition at each of these and once between them: exact, whatever
// the selector, timing and freshness. Tests: tests/engine/whatif_test.cpp, tests/oracle/compare_whatif.py.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/context.hpp"
#include "engine/program.hpp"
#include "engine/truth.hpp"

namespace eligo::engine {

struct Limit {
  std::size_t criterion = 0;  // index into the trial's
  PredicateId predicate = 0;
  std::size_t bound = 0;           // index into its bounds
  patients::Rational value;        // as the rules have it, in `unit`
  patients::Rational unit_factor;  // canonical = value * unit_factor
  std::string unit;                // empty: a score
  std::string comparison;          // "platelets <"
};

// Whether they are bounds of the same range.
inline bool is_of_one_predicate(const Limit& a, const Limit& b) {
  return a.criterion == b.criterion && a.predicate == b.predicate;
}

struct TrialLimits {
  std::vector<Limit> limits;  // in the order of the criteria
  // Criteria with a limit that is a multiple of a limit of normal, for which there is no curve.
  std::vector<std::size_t> multiples;
};
TrialLimits limits_of(const Trial& trial, const Program& program);

// Truth against the limit: below all of `at`, at the first, between it and the next, …, above all.
struct TruthSteps {
  std::vector<patients::Rational> at;  // canonical; ascending
  std::vector<Truth> truths;           // 2 * at.size() + 1
};
// None if a number does not fit.
std::optional<TruthSteps> truth_steps(const Predicate& predicate, std::size_t bound, const Context& context);

}  // namespace eligo::engine
