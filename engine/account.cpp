// See account.hpp.
#include "engine/account.hpp"

namespace eligo::engine {

using patients::Decimal;
using patients::Rational;

std::string percent_of(const Rational& difference, const Rational& limit) {
  const auto share = divide(difference, limit);
  const auto percent = share ? multiply(*share, Rational(Decimal(100))) : std::nullopt;
  return percent ? percent->show(3).text : std::string();
}

Distance distance_in_days(std::int32_t days, patients::Day as_of) {
  return {std::to_string(days), "d", patients::to_string(patients::Day{as_of.number + days}), true, ""};
}

Distance distance_from(std::int64_t value, std::int64_t limit, std::string unit) {
  return {std::to_string(value - limit), std::move(unit), std::to_string(limit), false,
          percent_of(Rational(Decimal(value - limit)), Rational(Decimal(limit)))};
}

}  // namespace eligo::engine
