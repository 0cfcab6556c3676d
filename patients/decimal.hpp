// Exact decimal numbers and exact ratios.
//
// A Decimal is a signed 64-bit mantissa of at most 18 significant digits with a decimal scale, kept as
// written
// ("0.1400" stays 0.1400). A Rational carries a Decimal through unit conversions without rounding. Products
// are made in 128 bits and checked: an operation that does not fit gives nullopt, never a wrapped or rounded
// number. No floating point, no locale. Values are immutable and cheap to copy. Source of the rules:
// semantics of values in docs/semantics.md. Tests: tests/patients/decimal_test.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace eligo::patients {

enum class DecimalError {
  not_a_number,           // not of the JSON number grammar
  too_many_digits,        // more than 18 digits from the first non-zero digit on, as written
  exponent_out_of_range,  // |exponent| > 30
};

class Decimal {
 public:
  constexpr Decimal() = default;
  constexpr explicit Decimal(std::int64_t whole) : mantissa_(whole) {}
  // mantissa * 10^-scale
  constexpr Decimal(std::int64_t mantissa, std::int16_t scale) : mantissa_(mantissa), scale_(scale) {}

  // JSON number grammar, nothing around it.
  static std::variant<Decimal, DecimalError> parse(std::string_view text);

  constexpr std::int64_t mantissa() const { return mantissa_; }
  constexpr std::int16_t scale() const { return scale_; }
  constexpr bool is_negative() const { return mantissa_ < 0; }
  constexpr bool is_zero() const { return mantissa_ == 0; }
  bool is_whole() const;                         // 3, 3.0, 1e3
  std::optional<std::int64_t> to_whole() const;  // nullopt if not whole or too large

  // As written, without exponent while that stays short: "0.1400", "1000".
  std::string to_string() const;

  // Exact, whatever the scales.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) {
    return (a <=> b) == std::strong_ordering::equal;
  }

 private:
  std::int64_t mantissa_ = 0;
  std::int16_t scale_ = 0;
};

// Exact ratio numerator/denominator * 10^exponent, in lowest terms; the denominator is positive.
class Rational {
 public:
  Rational() = default;
  explicit Rational(const Decimal& decimal);
  // nullopt if the denominator is zero or the reduced parts do not fit.
  static std::optional<Rational> make(const Decimal& numerator, const Decimal& denominator);

  bool is_zero() const { return numerator_ == 0; }
  bool is_negative() const { return numerator_ < 0; }

  friend std::optional<Rational> multiply(const Rational& a, const Rational& b);
  friend std::optional<Rational> divide(const Rational& a, const Rational& b);  // nullopt also for b == 0
  friend std::optional<Rational> subtract(const Rational& a, const Rational& b);
  friend std::optional<std::strong_ordering> compare(const Rational& a, const Rational& b);

  // Decimal text; exact if the ratio has a finite expansion of at most `digits` significant digits, else
  // rounded half to even to that many. For people to read: never compare the text.
  struct Shown {
    std::string text;
    bool exact = true;
  };
  Shown show(int digits = 6) const;

 private:
  __extension__ using Wide = __int128;
  Wide numerator_ = 0;
  std::int64_t denominator_ = 1;
  std::int32_t exponent_ = 0;
};

}  // namespace eligo::patients
