// Rational: exact ratios in lowest terms with the powers of ten apart, so that a chain of decimal conversions
// stays small. Entry: decimal.hpp. Tests: tests/patients/rational_test.cpp.
#include <algorithm>
#include <limits>

#include "patients/decimal.hpp"
#include "patients/wide_integer.hpp"

namespace eligo::patients {
namespace {

using wide::Int;

constexpr std::int64_t max_denominator = std::numeric_limits<std::int64_t>::max();
constexpr std::int32_t exponent_limit = 100000;  // a chain of conversions stays far below

// A ratio before it is checked to fit.
struct Parts {
  Int numerator = 0;
  Int denominator = 1;
  std::int64_t exponent = 0;
};

// Takes the powers of ten out of both sides, then makes lowest terms with a positive denominator.
void normalise(Parts& parts) {
  if (parts.numerator == 0) {
    parts = Parts{};
    return;
  }
  for (; parts.numerator % 10 == 0; parts.numerator /= 10) ++parts.exponent;
  for (; parts.denominator % 10 == 0; parts.denominator /= 10) --parts.exponent;
  if (parts.denominator < 0) {
    parts.numerator = -parts.numerator;
    parts.denominator = -parts.denominator;
  }
  const Int divisor = wide::gcd(parts.numerator, parts.denominator);
  parts.numerator /= divisor;
  parts.denominator /= divisor;
}

bool fits(const Parts& parts) {
  return parts.denominator <= max_denominator && parts.numerator != std::numeric_limits<Int>::min() &&
         parts.exponent >= -exponent_limit && parts.exponent <= exponent_limit;
}

// numerator/denominator of both over their common denominator; the exponents stay apart.
struct Aligned {
  Int left;
  Int right;
  Int denominator;
};
std::optional<Aligned> over_common_denominator(Int a, std::int64_t a_denominator, Int b,
                                               std::int64_t b_denominator) {
  const Int shared = wide::gcd(a_denominator, b_denominator);
  const auto left = wide::multiply(a, b_denominator / shared);
  const auto right = wide::multiply(b, a_denominator / shared);
  const auto denominator = wide::multiply(a_denominator, b_denominator / shared);
  if (!left || !right || !denominator) return std::nullopt;
  return Aligned{*left, *right, *denominator};
}

std::strong_ordering order(Int a, Int b) {
  if (a == b) return std::strong_ordering::equal;
  return a < b ? std::strong_ordering::less : std::strong_ordering::greater;
}

// The decimal expansion of a positive ratio, from its first non-zero digit, one digit more than asked for.
struct Expansion {
  std::string digits;
  std::int64_t point = 0;  // the value is 0.digits * 10^point
  bool more = false;       // non-zero digits follow
};

Expansion expand(wide::Unsigned numerator, wide::Unsigned denominator, std::int64_t exponent, int wanted) {
  Expansion out;
  wide::Unsigned whole = numerator / denominator;
  wide::Unsigned rest = numerator % denominator;
  for (; whole != 0; whole /= 10)
    out.digits.insert(out.digits.begin(), static_cast<char>('0' + static_cast<int>(whole % 10)));
  out.point = exponent + static_cast<std::int64_t>(out.digits.size());
  const auto limit = static_cast<std::size_t>(wanted) + 1;
  while (rest != 0 && out.digits.size() < limit) {
    rest *= 10;
    const int digit = static_cast<int>(rest / denominator);
    rest %= denominator;
    if (out.digits.empty() && digit == 0) {
      --out.point;
    } else {
      out.digits += static_cast<char>('0' + digit);
    }
  }
  out.more = rest != 0;
  if (out.digits.size() > limit) {
    out.more = out.more || out.digits.find_first_not_of('0', limit) != std::string::npos;
    out.digits.resize(limit);
  }
  return out;
}

// Rounds half to even to `wanted` digits; true if nothing but zeros was dropped.
bool round_digits(Expansion& expansion, int wanted) {
  const auto keep = static_cast<std::size_t>(wanted);
  if (expansion.digits.size() <= keep) return !expansion.more;
  const char dropped = expansion.digits[keep];
  expansion.digits.resize(keep);
  if (dropped == '0' && !expansion.more) return true;
  const bool odd = (expansion.digits.back() - '0') % 2 != 0;
  const bool up = dropped > '5' || (dropped == '5' && (expansion.more || odd));
  if (!up) return false;
  std::size_t i = keep;
  while (i > 0 && expansion.digits[i - 1] == '9') expansion.digits[--i] = '0';
  if (i > 0) {
    ++expansion.digits[i - 1];
  } else {
    expansion.digits.insert(0, 1, '1');
    ++expansion.point;
  }
  return false;
}

std::string layout(std::string digits, std::int64_t point) {
  constexpr std::int64_t longest_plain = 21;
  digits.erase(digits.find_last_not_of('0') + 1);
  const auto count = static_cast<std::int64_t>(digits.size());
  if (point > longest_plain || point < -longest_plain) {
    if (count > 1) digits.insert(1, 1, '.');
    return digits + "e" + std::to_string(point - 1);
  }
  if (point <= 0) return "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  if (point >= count) return digits.append(static_cast<std::size_t>(point - count), '0');
  return digits.insert(static_cast<std::size_t>(point), 1, '.');
}

}  // namespace

Rational::Rational(const Decimal& decimal) {
  Parts parts{decimal.mantissa(), 1, -std::int64_t{decimal.scale()}};
  normalise(parts);
  numerator_ = parts.numerator;
  exponent_ = static_cast<std::int32_t>(parts.exponent);
}

std::optional<Rational> Rational::make(const Decimal& numerator, const Decimal& denominator) {
  return divide(Rational(numerator), Rational(denominator));
}

std::optional<Rational> multiply(const Rational& a, const Rational& b) {
  if (a.is_zero() || b.is_zero()) return Rational{};
  // Cross-reducing first keeps the products as small as the result allows.
  const Int left = wide::gcd(a.numerator_, b.denominator_);
  const Int right = wide::gcd(b.numerator_, a.denominator_);
  const auto numerator = wide::multiply(a.numerator_ / left, b.numerator_ / right);
  if (!numerator) return std::nullopt;
  Parts parts{*numerator, (a.denominator_ / right) * (b.denominator_ / left),
              std::int64_t{a.exponent_} + b.exponent_};
  normalise(parts);
  if (!fits(parts)) return std::nullopt;
  Rational result;
  result.numerator_ = parts.numerator;
  result.denominator_ = static_cast<std::int64_t>(parts.denominator);
  result.exponent_ = static_cast<std::int32_t>(parts.exponent);
  return result;
}

std::optional<Rational> divide(const Rational& a, const Rational& b) {
  if (b.is_zero()) return std::nullopt;
  Parts parts{b.denominator_, b.numerator_, -std::int64_t{b.exponent_}};
  normalise(parts);
  if (!fits(parts)) return std::nullopt;
  Rational inverse;
  inverse.numerator_ = parts.numerator;
  inverse.denominator_ = static_cast<std::int64_t>(parts.denominator);
  inverse.exponent_ = static_cast<std::int32_t>(parts.exponent);
  return multiply(a, inverse);
}

std::optional<Rational> subtract(const Rational& a, const Rational& b) {
  const auto aligned = over_common_denominator(a.numerator_, a.denominator_, b.numerator_, b.denominator_);
  if (!aligned) return std::nullopt;
  // A zero has no exponent of its own: it takes the other's.
  const std::int32_t exponent_a = a.is_zero() ? b.exponent_ : a.exponent_;
  const std::int32_t exponent_b = b.is_zero() ? a.exponent_ : b.exponent_;
  const std::int32_t lower = std::min(exponent_a, exponent_b);
  const auto left = wide::scale_up(aligned->left, exponent_a - lower);
  const auto right = wide::scale_up(aligned->right, exponent_b - lower);
  if (!left || !right) return std::nullopt;
  Parts parts{0, aligned->denominator, lower};
  if (__builtin_sub_overflow(*left, *right, &parts.numerator)) return std::nullopt;
  normalise(parts);
  if (!fits(parts)) return std::nullopt;
  Rational result;
  result.numerator_ = parts.numerator;
  result.denominator_ = static_cast<std::int64_t>(parts.denominator);
  result.exponent_ = static_cast<std::int32_t>(parts.exponent);
  return result;
}

std::optional<std::strong_ordering> compare(const Rational& a, const Rational& b) {
  const int sign_a = (a.numerator_ > 0) - (a.numerator_ < 0);
  const int sign_b = (b.numerator_ > 0) - (b.numerator_ < 0);
  if (sign_a != sign_b || sign_a == 0) return sign_a <=> sign_b;
  const auto aligned = over_common_denominator(a.numerator_, a.denominator_, b.numerator_, b.denominator_);
  if (!aligned) return std::nullopt;
  // As for Decimal: the order of magnitude decides, or the exponents differ by no more than the digits do.
  const std::int64_t order_a = wide::digit_count(wide::magnitude(aligned->left)) + std::int64_t{a.exponent_};
  const std::int64_t order_b = wide::digit_count(wide::magnitude(aligned->right)) + std::int64_t{b.exponent_};
  if (order_a != order_b) return sign_a > 0 ? order_a <=> order_b : order_b <=> order_a;
  const std::int32_t lower = std::min(a.exponent_, b.exponent_);
  const auto left = wide::scale_up(aligned->left, a.exponent_ - lower);
  const auto right = wide::scale_up(aligned->right, b.exponent_ - lower);
  if (!left || !right) return std::nullopt;
  return order(*left, *right);
}

Rational::Shown Rational::show(int digits) const {
  if (is_zero()) return {"0", true};
  const int wanted = std::max(digits, 1);
  Expansion expansion =
      expand(wide::magnitude(numerator_), static_cast<wide::Unsigned>(denominator_), exponent_, wanted);
  Shown shown;
  shown.exact = round_digits(expansion, wanted);
  if (is_negative()) shown.text = '-';
  shown.text += layout(std::move(expansion.digits), expansion.point);
  return shown;
}

}  // namespace eligo::patients
