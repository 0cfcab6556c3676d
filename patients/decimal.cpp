// Decimal: parsing by the JSON number grammar, exact comparison, text.
// Entry: decimal.hpp; Rational is in rational.cpp. Tests: tests/patients/decimal_test.cpp.
#include "patients/decimal.hpp"

#include <limits>

#include "patients/wide_integer.hpp"

namespace eligo::patients {
namespace {

constexpr int max_significant_digits = 18;
constexpr int max_exponent = 30;
constexpr int max_scale = 60;  // an honest number of 18 digits and a written exponent stays well inside
constexpr int max_plain_length = 21;  // decimal places shown without an exponent

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What the digits of a number add up to while its text is walked once.
struct Scan {
  std::string_view rest;
  std::int64_t mantissa = 0;
  int significant = 0;
  std::int64_t scale = 0;

  bool at(char c) const { return !rest.empty() && rest.front() == c; }
  bool at_digit() const { return !rest.empty() && is_digit(rest.front()); }

  void take_digit() {
    const int digit = rest.front() - '0';
    rest.remove_prefix(1);
    if (significant == 0 && digit == 0) return;
    ++significant;  // beyond 18 only counted
    if (significant <= max_significant_digits) mantissa = mantissa * 10 + digit;
  }
  bool take_whole_part() {
    if (!at_digit()) return false;
    if (at('0')) {
      rest.remove_prefix(1);
      return true;
    }
    while (at_digit()) take_digit();
    return true;
  }
  bool take_fraction() {
    if (!at('.')) return true;
    rest.remove_prefix(1);
    if (!at_digit()) return false;
    for (; at_digit(); ++scale) take_digit();
    return true;
  }
  // The written exponent, held at 1000 when larger.
  bool take_exponent(int& exponent) {
    if (!at('e') && !at('E')) return true;
    rest.remove_prefix(1);
    const bool negative = at('-');
    if (negative || at('+')) rest.remove_prefix(1);
    if (!at_digit()) return false;
    for (; at_digit(); rest.remove_prefix(1)) {
      if (exponent < 1000) exponent = exponent * 10 + (rest.front() - '0');
    }
    if (negative) exponent = -exponent;
    return true;
  }
};

std::string digits_of(wide::Unsigned value) {
  std::string out;
  do {
    out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  return out;
}

}  // namespace

std::variant<Decimal, DecimalError> Decimal::parse(std::string_view text) {
  Scan scan{text};
  const bool negative = scan.at('-');
  if (negative) scan.rest.remove_prefix(1);
  int exponent = 0;
  if (!scan.take_whole_part() || !scan.take_fraction() || !scan.take_exponent(exponent) ||
      !scan.rest.empty()) {
    return DecimalError::not_a_number;
  }
  if (scan.significant > max_significant_digits) return DecimalError::too_many_digits;
  if (exponent < -max_exponent || exponent > max_exponent) return DecimalError::exponent_out_of_range;
  const std::int64_t scale = scan.scale - exponent;
  if (scale < -max_scale || scale > max_scale) return DecimalError::exponent_out_of_range;
  return Decimal(negative ? -scan.mantissa : scan.mantissa, static_cast<std::int16_t>(scale));
}

bool Decimal::is_whole() const {
  if (mantissa_ == 0 || scale_ <= 0) return true;
  return scale_ <= max_significant_digits && mantissa_ % wide::power_of_ten(scale_) == 0;
}

std::optional<std::int64_t> Decimal::to_whole() const {
  if (mantissa_ == 0) return 0;
  if (!is_whole()) return std::nullopt;
  if (scale_ > 0) return static_cast<std::int64_t>(mantissa_ / wide::power_of_ten(scale_));
  const auto whole = wide::scale_up(mantissa_, -scale_);
  if (!whole || *whole > std::numeric_limits<std::int64_t>::max() ||
      *whole < std::numeric_limits<std::int64_t>::min()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*whole);
}

std::string Decimal::to_string() const {
  std::string digits = digits_of(wide::magnitude(mantissa_));
  const std::string sign = is_negative() ? "-" : "";
  const int count = static_cast<int>(digits.size());
  if (scale_ <= 0) {
    if (is_zero()) return "0";
    // More digits than that would not read back.
    if (count - scale_ <= max_significant_digits) {
      return sign + digits.append(static_cast<std::size_t>(-scale_), '0');
    }
  } else if (scale_ < max_plain_length) {
    if (scale_ >= count) digits.insert(0, static_cast<std::size_t>(scale_ - count) + 1, '0');
    return sign + digits.insert(digits.size() - static_cast<std::size_t>(scale_), 1, '.');
  }
  const int exponent = count - 1 - scale_;
  if (count > 1) digits.insert(1, 1, '.');
  return sign + digits + "e" + std::to_string(exponent);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const int sign_a = (a.mantissa_ > 0) - (a.mantissa_ < 0);
  const int sign_b = (b.mantissa_ > 0) - (b.mantissa_ < 0);
  if (sign_a != sign_b || sign_a == 0) return sign_a <=> sign_b;
  // Equal signs. Different orders of magnitude decide; with equal ones the scales differ by no more than the
  // digits do, so that aligning them fits 128 bits.
  const int order_a = wide::digit_count(wide::magnitude(a.mantissa_)) - a.scale_;
  const int order_b = wide::digit_count(wide::magnitude(b.mantissa_)) - b.scale_;
  if (order_a != order_b) return sign_a > 0 ? order_a <=> order_b : order_b <=> order_a;
  wide::Int left = a.mantissa_;
  wide::Int right = b.mantissa_;
  if (a.scale_ < b.scale_) left *= wide::power_of_ten(b.scale_ - a.scale_);
  if (b.scale_ < a.scale_) right *= wide::power_of_ten(a.scale_ - b.scale_);
  if (left == right) return std::strong_ordering::equal;
  return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace eligo::patients
