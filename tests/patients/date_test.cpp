// Calendar days, partial dates and durations: rows of dates, then every day of several years against the
// definitions.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "patients/date.hpp"

using namespace eligo::patients;

namespace {

Day day(const std::string& text) {
  const auto parsed = parse_day(text);
  REQUIRE(parsed);
  return *parsed;
}

TimeUnit unit_of(char letter) {
  switch (letter) {
    case 'd':
      return TimeUnit::day;
    case 'w':
      return TimeUnit::week;
    case 'm':
      return TimeUnit::month;
    default:
      return TimeUnit::year;
  }
}

}  // namespace

TEST_CASE("dates are read strictly and shown as written", "[date]") {
  for (const std::string text :
       {"2026-11-25", "2026-11", "2026", "2024-02-29", "1000", "9999-12-31", "2000-02-29"}) {
    CAPTURE(text);
    const auto date = PartialDate::parse(text);
    REQUIRE(date);
    CHECK(to_string(*date) == text);
  }
  for (const std::string text : {"",           "26",
                                 "20261125",   "2026-1",
                                 "2026-11-5",  "2026-13",
                                 "2026-00",    "2026-02-30",
                                 "2025-02-29", "1900-02-29",
                                 "2026-11-31", "2026-11-00",
                                 "2026/11/25", "2026-11-25T00:00",
                                 " 2026",      "2026 ",
                                 "0999",       "-2026",
                                 "+026",       "2026-1a",
                                 "2026-11-2x", "202x",
                                 "\xD9\xA2"}) {
    CAPTURE(text);
    CHECK_FALSE(PartialDate::parse(text));
  }
}

TEST_CASE("a partial date is the interval of its days", "[date]") {
  struct Row {
    std::string text, first, last;
  };
  for (const Row& row : std::vector<Row>{{"2026", "2026-01-01", "2026-12-31"},
                                         {"2026-02", "2026-02-01", "2026-02-28"},
                                         {"2024-02", "2024-02-01", "2024-02-29"},
                                         {"2026-12", "2026-12-01", "2026-12-31"},
                                         {"2026-11-25", "2026-11-25", "2026-11-25"}}) {
    CAPTURE(row.text);
    const auto date = PartialDate::parse(row.text);
    REQUIRE(date);
    CHECK(to_string(date->first) == row.first);
    CHECK(to_string(date->last) == row.last);
    CHECK(date->is_exact() == (row.first == row.last));
  }
  CHECK_FALSE(parse_day("2026-11"));
  CHECK(first_day == day("1000-01-01"));
  CHECK(last_day == day("9999-12-31"));
  CHECK(day("1970-01-01").number == 0);
}

TEST_CASE("adding keeps the day of month or takes the last one", "[date]") {
  struct Row {
    std::string from;
    int count;
    char unit;
    std::string expected;
  };
  // The first rows are the examples of the semantics, the middle ones have their like in CQL's test suite.
  for (const Row& row : std::vector<Row>{
           {"2025-11-30", 3, 'm', "2026-02-28"},          {"2026-02-28", 1, 'm', "2026-03-28"},
           {"2026-01-31", 1, 'm', "2026-02-28"},          {"2012-02-29", 1, 'y', "2013-02-28"},
           {"2012-02-29", 4, 'y', "2016-02-29"},          {"2005-10-10", 5, 'y', "2010-10-10"},
           {"2005-05-10", 5, 'm', "2005-10-10"},          {"2005-05-10", 10, 'm', "2006-03-10"},
           {"2018-05-02", 3, 'w', "2018-05-23"},          {"2018-05-23", -3, 'w', "2018-05-02"},
           {"2016-06-10", 30, 'd', "2016-07-10"},         {"2005-10-10", -5, 'y', "2000-10-10"},
           {"2005-05-10", -6, 'm', "2004-11-10"},         {"2016-02-29", -1, 'y', "2015-02-28"},
           {"2026-03-31", -1, 'm', "2026-02-28"},         {"2026-01-15", -1, 'm', "2025-12-15"},
           {"2026-12-31", 2, 'm', "2027-02-28"},          {"2023-12-31", 2, 'm', "2024-02-29"},
           {"2026-11-25", 0, 'm', "2026-11-25"},          {"9999-12-31", 1, 'd', "9999-12-31"},
           {"9999-06-01", 9, 'm', "9999-12-31"},          {"1000-01-01", -1, 'm', "1000-01-01"},
           {"2026-01-01", 2147483647, 'y', "9999-12-31"}, {"2026-01-01", -2147483647, 'w', "1000-01-01"}}) {
    CAPTURE(row.from, row.count, row.unit);
    CHECK(to_string(add(day(row.from), {row.count, unit_of(row.unit)})) == row.expected);
  }
}

TEST_CASE("completed units compare calendar fields", "[date]") {
  struct Row {
    std::string from, to;
    char unit;
    int expected;
  };
  for (const Row& row : std::vector<Row>{{"2008-02-29", "2026-02-28", 'y', 17},
                                         {"2008-02-29", "2026-03-01", 'y', 18},
                                         {"2008-02-29", "2028-02-29", 'y', 20},
                                         {"2026-01-31", "2026-02-28", 'm', 0},
                                         {"2026-01-31", "2026-03-01", 'm', 1},
                                         {"2026-01-31", "2026-03-31", 'm', 2},
                                         {"2026-03-31", "2026-04-30", 'm', 0},
                                         {"2026-03-31", "2026-05-01", 'm', 1},
                                         {"2005-01-01", "2010-01-01", 'y', 5},
                                         {"2005-01-02", "2010-01-01", 'y', 4},
                                         {"2014-01-31", "2014-02-01", 'm', 0},
                                         {"2000-10-15", "2000-10-25", 'd', 10},
                                         {"2000-10-25", "2000-10-15", 'd', -10},
                                         {"2010-01-01", "2005-01-02", 'y', -4},
                                         {"2000-03-15", "2000-03-28", 'w', 1},
                                         {"2000-03-15", "2000-03-29", 'w', 2},
                                         {"2000-03-28", "2000-03-15", 'w', -1},
                                         {"2026-03-01", "2026-01-31", 'm', -1},
                                         {"2026-11-25", "2026-11-25", 'y', 0}}) {
    CAPTURE(row.from, row.to, row.unit);
    CHECK(completed(day(row.from), day(row.to), unit_of(row.unit)) == row.expected);
  }
}

TEST_CASE("every day of four centuries round-trips and follows the one before", "[date]") {
  const Day from = day("1890-01-01");
  const Day to = day("2110-12-31");
  CalendarFields before = fields(Day{from.number - 1});
  for (Day d = from; d <= to; ++d.number) {
    const CalendarFields f = fields(d);
    const bool next_day = f.day == before.day + 1 && f.month == before.month && f.year == before.year;
    const bool next_month =
        f.day == 1 && (f.month == before.month + 1 || (f.month == 1 && before.month == 12));
    if (!(next_day || next_month) || make_day(f.year, f.month, f.day) != d || parse_day(to_string(d)) != d) {
      FAIL("broken at " << to_string(d));
    }
    before = f;
  }
}

// The definition, spelt out: the largest n such that the n-th anniversary by calendar fields is not after
// `to`.
static int naive_completed_months(Day from, Day to) {
  int months = 0;
  const CalendarFields birth = fields(from);
  for (int n = 1;; ++n) {
    const int index = birth.year * 12 + birth.month - 1 + n;
    auto reached = make_day(index / 12, index % 12 + 1, birth.day);
    // No such day: the month is completed on the 1st of the month after.
    if (!reached) reached = make_day((index + 1) / 12, (index + 1) % 12 + 1, 1);
    if (!reached || to < *reached) return months;
    months = n;
  }
}

TEST_CASE("completed months and years agree with the definition on every pair of days", "[date]") {
  const Day end = day("2029-03-05");
  for (Day from = day("2023-12-25"); from < day("2024-03-05"); ++from.number) {
    for (Day to = from; to < end; ++to.number) {
      const int months = naive_completed_months(from, to);
      if (completed(from, to, TimeUnit::month) != months ||
          completed(from, to, TimeUnit::year) != months / 12 ||
          completed(to, from, TimeUnit::month) != -months) {
        FAIL(to_string(from) << " to " << to_string(to));
      }
    }
  }
}

TEST_CASE("adding is monotone and stays within a month's end of its inverse", "[date]") {
  for (Day from = day("2023-01-01"); from < day("2025-01-01"); ++from.number) {
    for (int months = -40; months <= 40; ++months) {
      const Day there = add(from, {months, TimeUnit::month});
      const CalendarFields a = fields(from);
      const CalendarFields b = fields(there);
      const int moved = (b.year - a.year) * 12 + b.month - a.month;
      const bool kept = b.day == a.day;
      const bool last = b.day < a.day && fields(Day{there.number + 1}).day == 1;
      if (moved != months || !(kept || last)) FAIL(to_string(from) << " + " << months << " months");
      if (there < add(Day{from.number - 1}, {months, TimeUnit::month}))
        FAIL("not monotone at " << to_string(from));
    }
  }
}

TEST_CASE("durations are words", "[date]") {
  CHECK(to_string(Duration{1, TimeUnit::day}) == "1 day");
  CHECK(to_string(Duration{3, TimeUnit::month}) == "3 months");
  CHECK(to_string(Duration{0, TimeUnit::week}) == "0 weeks");
  CHECK(to_string(Duration{1, TimeUnit::year}) == "1 year");
}
