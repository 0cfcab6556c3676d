// Sets of days: the operations against the days they hold.
#include "engine/date_set.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace eligo::engine;

namespace {

DateSet of(const std::vector<bool>& days) {
  DateSet set;
  for (int i = 0; i < static_cast<int>(days.size()); ++i)
    if (days[static_cast<std::size_t>(i)]) set.append({Day{i}, Day{i}});
  return set;
}

}  // namespace

TEST_CASE("intervals that touch or overlap become one", "[date_set]") {
  DateSet set({Day{1}, Day{3}});
  set.append({Day{4}, Day{5}});
  set.append({Day{5}, Day{9}});
  set.append({Day{6}, Day{7}});
  set.append({Day{11}, Day{11}});
  CHECK(set.intervals() == std::vector<DateInterval>{{Day{1}, Day{9}}, {Day{11}, Day{11}}});
  CHECK(set.days() == 10);
}

TEST_CASE("union, intersection and difference are those of the days", "[date_set][property]") {
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::vector<bool> a(12);
    std::vector<bool> b(12);
    std::vector<bool> either(12);
    std::vector<bool> both(12);
    std::vector<bool> only(12);
    for (std::size_t i = 0; i < 12; ++i) {
      a[i] = random() % 2 == 0;
      b[i] = random() % 3 == 0;
      either[i] = a[i] || b[i];
      both[i] = a[i] && b[i];
      only[i] = a[i] && !b[i];
    }
    CHECK((of(a) | of(b)) == of(either));
    CHECK((of(a) & of(b)) == of(both));
    CHECK((of(a) - of(b)) == of(only));
    for (int i = 0; i < 12; ++i) CHECK(of(a).contains(Day{i}) == a[static_cast<std::size_t>(i)]);
  }
}

TEST_CASE("equal neighbours are one period", "[date_set]") {
  Periods<int> periods;
  append(periods, {Day{1}, Day{2}}, 7);
  append(periods, {Day{3}, Day{5}}, 7);
  append(periods, {Day{6}, Day{6}}, 8);
  REQUIRE(periods.size() == 2);
  CHECK(periods[0].days == DateInterval{Day{1}, Day{5}});
  const DateSet sevens = dates_where(periods, [](int value) { return value == 7; });
  CHECK(sevens == DateSet({Day{1}, Day{5}}));
}
