#include "engine/time_window.hpp"

#include <algorithm>

namespace eligo::engine {

using patients::add;

bool is_visible(const std::optional<PartialDate>& date, Day as_of) { return !date || date->first <= as_of; }

DayRange possible_days(const std::optional<PartialDate>& date, Day as_of) {
  if (!date) return {patients::first_day, as_of, Cause::missing};
  return {date->first, std::min(date->last, as_of), Cause::imprecise};
}

DayRange possible_end(const std::optional<PartialDate>& start, const std::optional<PartialDate>& end,
                      bool ongoing, Day as_of) {
  if (ongoing || (end && end->first > as_of)) return DayRange::of(as_of);
  const Day earliest = start ? start->first : patients::first_day;
  if (!end) return {std::min(earliest, as_of), as_of, Cause::missing};
  const Day last = std::min(end->last, as_of);
  return {std::min(std::max(earliest, end->first), last), last, Cause::imprecise};
}

namespace {

Outcome decide(bool all, bool none, const DayRange& event) {
  if (all) return Outcome::yes();
  if (none) return Outcome::no();
  return Outcome::unknown(event.cause);
}

// D >= E + N, for every E of the range, or for none: E + N never decreases when E grows.
Outcome at_least(const DayRange& event, const Duration& length, Day as_of) {
  return decide(add(event.last, length) <= as_of, add(event.first, length) > as_of, event);
}
Outcome more_than(const DayRange& event, const Duration& length, Day as_of) {
  return decide(add(event.last, length) < as_of, add(event.first, length) >= as_of, event);
}

// E + low <= D <= E + high
Outcome between(const DayRange& event, const Duration& low, const Duration& high, Day as_of) {
  const bool all = add(event.last, low) <= as_of && add(event.first, high) >= as_of;
  const bool none = add(event.first, low) > as_of || add(event.last, high) < as_of;
  return decide(all, none, event);
}

}  // namespace

Outcome test(const TimeBound& bound, const DayRange& event, Day as_of) {
  using Kind = TimeBound::Kind;
  switch (bound.kind) {
    case Kind::within:
      return !more_than(event, bound.length, as_of);
    case Kind::less_than:
      return !at_least(event, bound.length, as_of);
    case Kind::at_least:
      return at_least(event, bound.length, as_of);
    case Kind::more_than:
      return more_than(event, bound.length, as_of);
    case Kind::exactly:
      return between(event, bound.length, bound.length, as_of);
    case Kind::range:
      return between(event, bound.low, bound.length, as_of);
  }
  return Outcome::no();
}

Outcome on_or_after(const DayRange& a, const DayRange& b) {
  if (a.first >= b.last) return Outcome::yes();
  if (a.last < b.first) return Outcome::no();
  Causes causes;
  if (!a.is_exact()) causes |= a.cause;
  if (!b.is_exact()) causes |= b.cause;
  return Outcome::unknown(causes);
}

std::int32_t days_to_limit(const TimeBound& bound, Day event, Day as_of) {
  using Kind = TimeBound::Kind;
  const std::int32_t high = add(event, bound.length).number - as_of.number;
  if (bound.kind != Kind::range) return high;
  const std::int32_t low = add(event, bound.low).number - as_of.number;
  return low > 0 ? low : high;
}

}  // namespace eligo::engine
