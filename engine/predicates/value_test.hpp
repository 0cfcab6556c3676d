// One recorded value against one test: interval logic over exact ratios, no selection and no time.
//
// Source: docs/semantics.md, "Values". Tests: tests/conformance/units_and_limits.table, censored.table,
// normal_limits.table.
#pragma once

#include <string>

#include "engine/account.hpp"
#include "engine/context.hpp"

namespace eligo::engine {

using ValueTest = std::variant<std::vector<ValueBound>, Finding>;

// Does the value satisfy the bound?
Outcome satisfies(const BoundObservation& observation, const ValueBound& bound, const Context& context);
// Does it satisfy the whole test (all bounds, or the finding)?
Outcome satisfies(const BoundObservation& observation, const ValueTest& test, const Context& context);

// "24 K/uL (= 24 10*9/L) on 2026-11-20"
std::string value_words(const BoundObservation& observation, const MeasurementPredicate& predicate,
                        const Context& context);
Evidence value_evidence(const BoundObservation& observation, const MeasurementPredicate& predicate,
                        const Context& context);

// "is below 30 10*9/L", "is above 1.2 x ULN (60 U/L)", "is positive"; for an undecided value, why.
std::string value_phrase(const BoundObservation& observation, const MeasurementPredicate& predicate,
                         const Outcome& outcome, const Context& context);
// Why a value leaves the test open, and how far a value is from the limit.
CauseNote value_cause(const BoundObservation& observation, const MeasurementPredicate& predicate,
                      const Outcome& outcome, const Context& context);
void add_distances(Account& account, const BoundObservation& observation,
                   const MeasurementPredicate& predicate, const Context& context);

}  // namespace eligo::engine
