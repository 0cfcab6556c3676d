// Where a fact lies in time, as the interval of days that its recorded date can mean on the as-of date, and
// the tests of such intervals. Windows are measured forward from the event, never backward from the as-of
// date. Source: docs/semantics.md, "Dates". Tests: tests/conformance/windows.table, dates_partial.table.
#pragma once

#include <optional>

#include "engine/program.hpp"
#include "engine/truth.hpp"
#include "patients/date.hpp"

namespace eligo::engine {

using patients::Day;
using patients::PartialDate;

// A closed interval of days; `cause` is why it is not one day (unused when it is).
struct DayRange {
  Day first;
  Day last;
  Cause cause = Cause::missing;

  bool is_exact() const { return first == last; }
  static DayRange of(Day day) { return {day, day, Cause::imprecise}; }
};

// Facts dated after the as-of date are invisible; a fact without a date counts as known.
bool is_visible(const std::optional<PartialDate>& date, Day as_of);

// The days that the date of a visible fact can mean: none after the as-of date, any day up to it if not
// recorded.
DayRange possible_days(const std::optional<PartialDate>& date, Day as_of);

// The end of a course or illness. Ongoing, or an end after the as-of date, counts as today; an end that is
// not recorded is any day from the start; a partial end begins at the start.
DayRange possible_end(const std::optional<PartialDate>& start, const std::optional<PartialDate>& end,
                      bool ongoing, Day as_of);

// Is the event at some day of `event` placed as `bound` asks, seen from the as-of date?
Outcome test(const TimeBound& bound, const DayRange& event, Day as_of);

// a >= b, both uncertain.
Outcome on_or_after(const DayRange& a, const DayRange& b);

// Days from the as-of date to the day on which the answer of `bound` for an event on `event` changes next at
// its limit: positive ahead, negative behind. For near misses.
std::int32_t days_to_limit(const TimeBound& bound, Day event, Day as_of);

}  // namespace eligo::engine
