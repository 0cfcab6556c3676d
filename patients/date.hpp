// Calendar days, partial dates and durations.
//
// A Day is a serial number; a PartialDate is the closed interval of the days that `YYYY-MM-DD`, `YYYY-MM` or
// `YYYY` can mean. Adding months or years keeps the day of month or takes the last day of the month.
// Completed units are counted by comparing calendar fields. Proleptic Gregorian calendar, years 1000 to 9999;
// no clock, no time zones. Tests: tests/patients/date_test.cpp and the conformance tables.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eligo::patients {

struct Day {
  std::int32_t number = 0;                                    // days since 1970-01-01
  friend auto operator<=>(const Day&, const Day&) = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14
};

constexpr Day first_day{-354285};  // 1000-01-01
constexpr Day last_day{2932896};   // 9999-12-31

struct CalendarFields {
  int year = 1970;
  int month = 1;
  int day = 1;
};
CalendarFields fields(Day day);
std::optional<Day> make_day(int year, int month,
                            int day);  // nullopt: no such day, or year outside 1000..9999

std::string to_string(Day day);                  // "2026-11-25"
std::optional<Day> parse_day(std::string_view);  // full dates only

enum class TimeUnit { day, week, month, year };

struct Duration {
  std::int32_t count = 0;
  TimeUnit unit = TimeUnit::day;
  friend bool operator==(const Duration&, const Duration&) = default;
};
std::string to_string(const Duration& duration);  // "3 months", "1 day"

// day + duration (or minus, for negative counts); results beyond the calendar are clamped to first_day or
// last_day.
Day add(Day day, const Duration& duration);

// Whole units from `from` to `to`, by calendar fields (weeks: 7 days). Negative when `to` is before `from`:
// completed(a, b) == -completed(b, a).
std::int32_t completed(Day from, Day to, TimeUnit unit);

enum class DatePrecision { year, month, day };

struct PartialDate {
  Day first;
  Day last;
  DatePrecision precision = DatePrecision::day;

  static std::optional<PartialDate> parse(std::string_view text);  // nullopt: not a date, or impossible
  static PartialDate of(Day day) { return {day, day, DatePrecision::day}; }
  bool is_exact() const { return first == last; }
  friend bool operator==(const PartialDate&, const PartialDate&) = default;
};
std::string to_string(const PartialDate& date);  // as written: "2026", "2026-11", "2026-11-25"

}  // namespace eligo::patients
