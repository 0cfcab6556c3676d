// Numbers and durations in expressions. See lowering.hpp.
#include <limits>

#include "engine/lowering.hpp"
#include "engine/names.hpp"

namespace eligo::engine {

namespace {

constexpr std::int64_t most_whole = 1'000'000;  // days, counts, ages: beyond is a slip of the pen

patients::TimeUnit time_unit(ast::TimeUnit unit) {
  switch (unit) {
    case ast::TimeUnit::day:
      return patients::TimeUnit::day;
    case ast::TimeUnit::week:
      return patients::TimeUnit::week;
    case ast::TimeUnit::month:
      return patients::TimeUnit::month;
    case ast::TimeUnit::year:
      return patients::TimeUnit::year;
  }
  return patients::TimeUnit::day;
}

}  // namespace

std::optional<patients::Decimal> Lowering::decimal(const ast::Number& number) {
  const auto parsed = patients::Decimal::parse(number.text);
  if (const auto* value = std::get_if<patients::Decimal>(&parsed)) return *value;
  const auto problem = std::get<patients::DecimalError>(parsed);
  if (problem == patients::DecimalError::too_many_digits)
    return error("E309", number.span, quoted(number.text) + " has more than 18 digits",
                 "limits are exact: write at most 18 digits");
  return error("E309", number.span, quoted(number.text) + " is not a decimal number",
               "write digits with at most one point, for example `0.14`");
}

std::optional<std::int32_t> Lowering::whole(const ast::Number& number, std::string_view what) {
  const auto value = decimal(number);
  if (!value) return std::nullopt;
  if (value->is_negative())
    return error("E310", number.span, std::string(what) + " cannot be negative",
                 "write a whole number from 0");
  if (!value->is_whole())
    return error("E307", number.span,
                 std::string(what) + " " + quoted(number.text) + " is not a whole number",
                 "write a whole number; a smaller unit of time can make it whole");
  const auto whole_value = value->to_whole();
  if (!whole_value || *whole_value > most_whole)
    return error("E404", number.span, std::string(what) + " " + quoted(number.text) + " is out of range",
                 "write a whole number of at most " + std::to_string(most_whole));
  return static_cast<std::int32_t>(*whole_value);
}

std::optional<Duration> Lowering::duration(const ast::Duration& duration) {
  return this->duration(duration.count, duration.unit);
}

std::optional<Duration> Lowering::duration(const ast::Number& count, ast::TimeUnit unit) {
  const auto value = whole(count, "a span of time");
  if (!value) return std::nullopt;
  return Duration{*value, time_unit(unit)};
}

}  // namespace eligo::engine
