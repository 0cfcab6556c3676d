// Checked 128-bit helpers shared by Decimal and Rational. Internal to patients/.
// Tests: through tests/patients/decimal_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace eligo::patients::wide {

__extension__ using Int = __int128;
__extension__ using Unsigned = unsigned __int128;

constexpr int max_power = 38;  // 10^38 is the largest power of ten below 2^127

constexpr std::array<Int, max_power + 1> make_powers() {
  std::array<Int, max_power + 1> powers{};
  Int power = 1;
  for (int i = 0; i < max_power; ++i, power *= 10) powers[static_cast<std::size_t>(i)] = power;
  powers[max_power] = power;
  return powers;
}
inline constexpr auto powers_of_ten = make_powers();

constexpr Int power_of_ten(int exponent) { return powers_of_ten[static_cast<std::size_t>(exponent)]; }

// The absolute value; well defined for the smallest Int too.
constexpr Unsigned magnitude(Int value) {
  return value < 0 ? Unsigned{0} - static_cast<Unsigned>(value) : static_cast<Unsigned>(value);
}

// Decimal digits of a value: 1 for 0.
constexpr int digit_count(Unsigned value) {
  int count = 1;
  while (count <= max_power && value >= static_cast<Unsigned>(power_of_ten(count))) ++count;
  return count;
}

constexpr std::optional<Int> multiply(Int a, Int b) {
  Int result = 0;
  if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
  return result;
}

constexpr std::optional<Int> scale_up(Int value, int power) {
  if (value == 0) return value;
  if (power > max_power) return std::nullopt;
  return multiply(value, power_of_ten(power));
}

// Greatest common divisor, never negative. Division is done in 64 bits as soon as both sides fit.
constexpr Int gcd(Int a, Int b) {
  Unsigned left = magnitude(a);
  Unsigned right = magnitude(b);
  if (left == 1 || right == 1) return 1;
  while ((left >> 64U) != 0 || (right >> 64U) != 0) {
    if (right == 0) return static_cast<Int>(left);
    const Unsigned rest = left % right;
    left = right;
    right = rest;
  }
  auto x = static_cast<std::uint64_t>(left);
  auto y = static_cast<std::uint64_t>(right);
  while (y != 0) {
    const std::uint64_t rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

}  // namespace eligo::patients::wide
