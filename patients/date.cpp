// Calendar arithmetic on the proleptic Gregorian calendar, by std::chrono's calendar types (no clock is
// read). Entry: date.hpp. Tests: tests/patients/date_test.cpp.
#include "patients/date.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace eligo::patients {
namespace {

namespace chrono = std::chrono;
constexpr int first_year = 1000;
constexpr int last_year = 9999;

chrono::year_month_day civil(Day day) { return chrono::sys_days{chrono::days{day.number}}; }

Day serial(const chrono::year_month_day& date) {
  return Day{static_cast<std::int32_t>(chrono::sys_days{date}.time_since_epoch().count())};
}

chrono::year_month_day last_of_month(int year, int month) {
  return chrono::year_month_day_last{chrono::year{year},
                                     chrono::month_day_last{chrono::month{static_cast<unsigned>(month)}}};
}

// The digits text[from, from + count) as a number; nullopt if any is not a digit.
std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  for (const char c : text.substr(from, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

void append_padded(std::string& out, int value, int width) {
  std::array<char, 8> buffer{};
  for (int i = width; i-- > 0; value /= 10)
    buffer[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
  out.append(buffer.data(), static_cast<std::size_t>(width));
}

Day clamped(std::int64_t number) {
  return Day{static_cast<std::int32_t>(std::clamp<std::int64_t>(number, first_day.number, last_day.number))};
}

// `months` counted from year 0; the day of month is kept, or the last one taken where there is no such day.
Day in_month(std::int64_t months, int day_of_month) {
  if (months < std::int64_t{first_year} * 12) return first_day;
  if (months > std::int64_t{last_year} * 12 + 11) return last_day;
  const int year = static_cast<int>(months / 12);
  const int month = static_cast<int>(months % 12) + 1;
  const auto last = last_of_month(year, month);
  const auto day = std::min(static_cast<unsigned>(day_of_month), static_cast<unsigned>(last.day()));
  return serial({last.year(), last.month(), chrono::day{day}});
}

std::int32_t completed_months(Day from, Day to) {
  const CalendarFields a = fields(from);
  const CalendarFields b = fields(to);
  return (b.year - a.year) * 12 + (b.month - a.month) - (b.day < a.day ? 1 : 0);
}

}  // namespace

CalendarFields fields(Day day) {
  const auto date = civil(day);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::optional<Day> make_day(int year, int month, int day) {
  if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const chrono::year_month_day date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                    chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return serial(date);
}

std::string to_string(Day day) { return to_string(PartialDate::of(day)); }

std::optional<Day> parse_day(std::string_view text) {
  const auto date = PartialDate::parse(text);
  if (!date || date->precision != DatePrecision::day) return std::nullopt;
  return date->first;
}

std::string to_string(const Duration& duration) {
  constexpr std::array<std::string_view, 4> names{"day", "week", "month", "year"};
  std::string out = std::to_string(duration.count);
  out += ' ';
  out += names[static_cast<std::size_t>(duration.unit)];
  if (duration.count != 1 && duration.count != -1) out += 's';
  return out;
}

Day add(Day day, const Duration& duration) {
  const std::int64_t count = duration.count;
  switch (duration.unit) {
    case TimeUnit::day:
      return clamped(day.number + count);
    case TimeUnit::week:
      return clamped(day.number + 7 * count);
    case TimeUnit::month:
    case TimeUnit::year:
      break;
  }
  const CalendarFields from = fields(day);
  const std::int64_t months = duration.unit == TimeUnit::year ? 12 * count : count;
  return in_month(std::int64_t{from.year} * 12 + (from.month - 1) + months, from.day);
}

std::int32_t completed(Day from, Day to, TimeUnit unit) {
  if (to < from) return -completed(to, from, unit);
  switch (unit) {
    case TimeUnit::day:
      return to.number - from.number;
    case TimeUnit::week:
      return (to.number - from.number) / 7;
    case TimeUnit::month:
      return completed_months(from, to);
    case TimeUnit::year:
      break;
  }
  return completed_months(from, to) / 12;
}

std::optional<PartialDate> PartialDate::parse(std::string_view text) {
  const bool has_month = text.size() == 7 || text.size() == 10;
  const bool has_day = text.size() == 10;
  if (!has_month && text.size() != 4) return std::nullopt;
  if (has_month && text[4] != '-') return std::nullopt;
  if (has_day && text[7] != '-') return std::nullopt;
  const auto year = digits(text, 0, 4);
  const auto month = has_month ? digits(text, 5, 2) : std::optional{1};
  const auto day = has_day ? digits(text, 8, 2) : std::optional{1};
  if (!year || !month || !day) return std::nullopt;
  const auto first = make_day(*year, *month, *day);
  if (!first) return std::nullopt;
  if (has_day) return PartialDate{*first, *first, DatePrecision::day};
  const Day last = serial(last_of_month(*year, has_month ? *month : 12));
  return PartialDate{*first, last, has_month ? DatePrecision::month : DatePrecision::year};
}

std::string to_string(const PartialDate& date) {
  const CalendarFields f = fields(date.first);
  std::string out;
  append_padded(out, f.year, 4);
  if (date.precision == DatePrecision::year) return out;
  out += '-';
  append_padded(out, f.month, 2);
  if (date.precision == DatePrecision::month) return out;
  out += '-';
  append_padded(out, f.day, 2);
  // A computed interval; nobody writes one.
  if (!date.is_exact()) out += " to " + to_string(date.last);
  return out;
}

}  // namespace eligo::patients
