// Sets of days as closed intervals, and values that stay the same for intervals of days.
//
// What the calendar is made of. A DateSet is kept sorted, and its intervals neither overlap nor touch, so
// equal sets are equal values; its operations cost as many steps as there are intervals, never as many as
// there are days. Value types; no clock. Tests: tests/engine/date_set_test.cpp.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "patients/date.hpp"

namespace eligo::engine {

using patients::Day;

inline Day next(Day day) { return Day{day.number + 1}; }
inline Day before(Day day) { return Day{day.number - 1}; }

// Both ends are in; never empty: first <= last.
struct DateInterval {
  Day first;
  Day last;

  bool contains(Day day) const { return first <= day && day <= last; }
  std::int64_t days() const { return std::int64_t{last.number} - first.number + 1; }
  friend bool operator==(const DateInterval&, const DateInterval&) = default;
};

class DateSet {
 public:
  DateSet() = default;
  explicit DateSet(DateInterval interval) : intervals_{interval} {}

  const std::vector<DateInterval>& intervals() const& { return intervals_; }
  const std::vector<DateInterval>& intervals() const&& = delete;  // of a set that is about to go
  bool empty() const { return intervals_.empty(); }
  bool contains(Day day) const;
  std::int64_t days() const;

  // `interval` begins after the first day of the last one.
  void append(DateInterval interval);

  friend DateSet operator|(const DateSet& a, const DateSet& b);
  friend DateSet operator&(const DateSet& a, const DateSet& b);
  friend DateSet operator-(const DateSet& a, const DateSet& b);
  friend bool operator==(const DateSet&, const DateSet&) = default;

 private:
  std::vector<DateInterval> intervals_;
};

// A value for an interval of days. A list of them covers a range of days without gap or overlap, in order,
// and neighbours have different values.
template <class Value>
struct Period {
  DateInterval days;
  Value value;
};
template <class Value>
using Periods = std::vector<Period<Value>>;

// Adds `days`, which begin on the day after the last period; equal neighbours become one.
template <class Value>
void append(Periods<Value>& periods, DateInterval days, Value value) {
  if (!periods.empty() && periods.back().value == value) {
    periods.back().days.last = days.last;
  } else {
    periods.push_back({days, std::move(value)});
  }
}

// The days whose value fits.
template <class Value, class Fits>
DateSet dates_where(const Periods<Value>& periods, Fits fits) {
  DateSet dates;
  for (const auto& period : periods)
    if (fits(period.value)) dates.append(period.days);
  return dates;
}

}  // namespace eligo::engine
