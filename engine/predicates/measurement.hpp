// Shared by the files that evaluate MeasurementPredicate: dated values and how they agree.
#pragma once

#include <string_view>
#include <vector>

#include "engine/predicates/value_test.hpp"
#include "engine/time_window.hpp"

namespace eligo::engine {

struct DatedValue {
  const BoundObservation* observation = nullptr;
  DayRange day;
  Outcome fresh;
  Outcome outcome;  // of the test, with freshness
};

// Values of the predicate's concept on or before the as-of date, not yet judged.
std::vector<DatedValue> visible_values(const MeasurementPredicate& predicate, const Context& context);

// Several values count as one if they all decide alike or are all undecided; else they conflict (one day) or
// it is not certain which of them counts. `values` is not empty.
Outcome agreement(const std::vector<DatedValue>& values);

Outcome on_day(const MeasurementPredicate& predicate, const Context& context,
               const std::vector<DatedValue>& values, Account* account);
Outcome on_consecutive_days(const MeasurementPredicate& predicate, const Context& context,
                            const std::vector<DatedValue>& values, Account* account);

// Evidence, clauses, causes and distances of the values that decide (or leave open) the outcome.
void explain_values(const MeasurementPredicate& predicate, const Context& context,
                    const std::vector<DatedValue>& values, const Outcome& outcome, std::string_view prefix,
                    std::string_view suffix, Account& account);

}  // namespace eligo::engine
