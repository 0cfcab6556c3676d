// Generators of numbers, and the naive arithmetic that exact numbers are compared with. For the tests only.
#pragma once

#include <rapidcheck.h>
#include <boost/multiprecision/cpp_int.hpp>
#include <compare>

#include "patients/decimal.hpp"

namespace eligo::patients {

using BigRatio = boost::multiprecision::cpp_rational;

inline BigRatio big(const Decimal& decimal) {
  using boost::multiprecision::cpp_int;
  const int scale = decimal.scale();
  const cpp_int power =
      boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(scale < 0 ? -scale : scale));
  if (scale < 0) return BigRatio(cpp_int(decimal.mantissa()) * power);
  return BigRatio(cpp_int(decimal.mantissa()), power);
}

inline std::strong_ordering big_order(const BigRatio& a, const BigRatio& b) {
  if (a == b) return std::strong_ordering::equal;
  return a < b ? std::strong_ordering::less : std::strong_ordering::greater;
}

// Up to 18 digits of every length, scales as number text can give them without an exponent beyond 30 when
// shown.
inline rc::Gen<Decimal> gen_decimal() {
  return rc::gen::map(rc::gen::tuple(rc::gen::inRange<std::int64_t>(-999999999999999999, 1000000000000000000),
                                     rc::gen::inRange<int>(0, 18), rc::gen::inRange<int>(-12, 31)),
                      [](const std::tuple<std::int64_t, int, int>& parts) {
                        std::int64_t mantissa = std::get<0>(parts);
                        for (int i = 0; i < std::get<1>(parts); ++i) mantissa /= 10;
                        return Decimal(mantissa, static_cast<std::int16_t>(std::get<2>(parts)));
                      });
}

// The same number in another scale, or one that differs in the last place.
inline rc::Gen<Decimal> near(const Decimal& a) {
  return rc::gen::map(rc::gen::tuple(rc::gen::inRange<int>(0, 6), rc::gen::inRange<int>(-1, 2)),
                      [a](const std::tuple<int, int>& parts) {
                        std::int64_t mantissa = a.mantissa();
                        int scale = a.scale();
                        for (int i = 0; i < std::get<0>(parts); ++i) {
                          if (mantissa > 99999999999999999 || mantissa < -99999999999999999) break;
                          mantissa *= 10;
                          ++scale;
                        }
                        return Decimal(mantissa + std::get<1>(parts), static_cast<std::int16_t>(scale));
                      });
}

}  // namespace eligo::patients
