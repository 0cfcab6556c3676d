// See date_set.hpp.
#include "engine/date_set.hpp"

#include <algorithm>

namespace eligo::engine {

bool DateSet::contains(Day day) const {
  const auto found = std::lower_bound(intervals_.begin(), intervals_.end(), day,
                                      [](const DateInterval& interval, Day d) { return interval.last < d; });
  return found != intervals_.end() && found->first <= day;
}

std::int64_t DateSet::days() const {
  std::int64_t sum = 0;
  for (const auto& interval : intervals_) sum += interval.days();
  return sum;
}

void DateSet::append(DateInterval interval) {
  if (!intervals_.empty() && interval.first.number <= intervals_.back().last.number + 1) {
    intervals_.back().last = std::max(intervals_.back().last, interval.last);
  } else {
    intervals_.push_back(interval);
  }
}

DateSet operator|(const DateSet& a, const DateSet& b) {
  std::vector<DateInterval> all(a.intervals_.size() + b.intervals_.size());
  std::merge(a.intervals_.begin(), a.intervals_.end(), b.intervals_.begin(), b.intervals_.end(), all.begin(),
             [](const DateInterval& x, const DateInterval& y) { return x.first < y.first; });
  DateSet result;
  for (const auto& interval : all) result.append(interval);
  return result;
}

DateSet operator&(const DateSet& a, const DateSet& b) {
  DateSet result;
  auto x = a.intervals_.begin();
  auto y = b.intervals_.begin();
  while (x != a.intervals_.end() && y != b.intervals_.end()) {
    const DateInterval both{std::max(x->first, y->first), std::min(x->last, y->last)};
    if (both.first <= both.last) result.append(both);
    if (x->last < y->last) {
      ++x;
    } else {
      ++y;
    }
  }
  return result;
}

DateSet operator-(const DateSet& a, const DateSet& b) {
  DateSet result;
  for (DateInterval rest : a.intervals_) {
    for (const auto& hole : b.intervals_) {
      if (hole.last < rest.first || hole.first > rest.last) continue;
      if (rest.first < hole.first) result.append({rest.first, before(hole.first)});
      rest.first = next(hole.last);
    }
    if (rest.first <= rest.last) result.append(rest);
  }
  return result;
}

}  // namespace eligo::engine
