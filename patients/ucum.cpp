// UCUM codes: a recursive-descent parser over the subset that medicine uses.
//
//   main      := ["/"] term            term  := component { ("." | "/") component }   (left to right)
//   component := "(" term ")" | ( factor | [prefix] atom [exponent] ) { annotation } | annotation
//
// Atoms and prefixes are in ucum_atoms.hpp. Entry: parse_ucum() of unit.hpp. Source: ucum.org, the
// specification's sections 2 to 4. Tests: tests/patients/unit_test.cpp.
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <limits>

#include "patients/ucum_atoms.hpp"
#include "patients/unit.hpp"

namespace eligo::patients {
namespace {

constexpr std::size_t max_code_length = 128;
constexpr int max_parentheses = 16;
constexpr int max_exponent = 60;  // of 10*; physical units stay below 9

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<UnitValue> combine(const UnitValue& a, const UnitValue& b, bool dividing) {
  UnitValue out;
  const auto factor = dividing ? divide(a.factor, b.factor) : multiply(a.factor, b.factor);
  if (!factor) return std::nullopt;
  out.factor = *factor;
  for (std::size_t i = 0; i < base_dimension_count; ++i) {
    const int exponent =
        a.dimension.exponents[i] + (dividing ? -b.dimension.exponents[i] : b.dimension.exponents[i]);
    if (std::abs(exponent) > std::numeric_limits<std::int8_t>::max()) return std::nullopt;
    out.dimension.exponents[i] = static_cast<std::int8_t>(exponent);
  }
  return out;
}

UnitValue one() { return {Dimension{}, Rational(Decimal(1))}; }

std::optional<UnitValue> power(const UnitValue& base, int exponent) {
  std::optional<UnitValue> out = one();
  for (int i = 0; out && i < std::abs(exponent); ++i) out = combine(*out, base, exponent < 0);
  return out;
}

std::optional<UnitValue> whole_atom(std::string_view code, bool metric_only) {
  if (code == ucum::enzyme_unit) {
    auto unit = power({Dimension{}, Rational(Decimal(60))}, -1);
    unit->factor = *multiply(unit->factor, Rational(Decimal(1, 6)));
    unit->dimension.exponents[static_cast<std::size_t>(BaseDimension::time)] = -1;
    unit->dimension.exponents[static_cast<std::size_t>(BaseDimension::amount)] = 1;
    return unit;
  }
  for (const auto& atom : ucum::atoms) {
    if (atom.code != code || (metric_only && !atom.metric)) continue;
    UnitValue unit{Dimension{}, Rational(Decimal(atom.mantissa, atom.scale))};
    std::copy(std::begin(atom.exponents), std::end(atom.exponents), unit.dimension.exponents.begin());
    return unit;
  }
  return std::nullopt;
}

// An atom, or a prefix and a metric atom; the whole token is tried first, so that `cd` is candela and `min`
// minutes.
std::optional<UnitValue> prefixed_atom(std::string_view code) {
  if (const auto atom = whole_atom(code, false)) return atom;
  for (const auto& prefix : ucum::prefixes) {
    if (!code.starts_with(prefix.code)) continue;
    const auto atom = whole_atom(code.substr(prefix.code.size()), true);
    if (atom) return combine({Dimension{}, Rational(Decimal(1, prefix.scale))}, *atom, false);
  }
  return std::nullopt;
}

// All digits of `text` (with an optional sign) as a number; nullopt if it is none or absurd.
std::optional<int> small_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > 3) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::optional<UnitValue> ten_to(std::string_view exponent) {
  if (exponent.empty()) return UnitValue{Dimension{}, Rational(Decimal(10))};
  const auto value = small_number(exponent);
  if (!value || std::abs(*value) > max_exponent) return std::nullopt;
  return UnitValue{Dimension{}, Rational(Decimal(1, static_cast<std::int16_t>(-*value)))};
}

class Parser {
 public:
  explicit Parser(std::string_view code) : rest_(code) {}

  std::optional<UnitValue> run() {
    if (rest_.empty()) return std::nullopt;
    const bool inverted = take('/');
    const auto value = term(inverted, 0);
    return rest_.empty() ? value : std::nullopt;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<UnitValue> term(bool inverted, int depth) {
    std::optional<UnitValue> out = one();
    for (bool dividing = inverted;;) {
      const auto next = component(depth);
      if (!next) return std::nullopt;
      out = combine(*out, *next, dividing);
      if (!out) return std::nullopt;
      dividing = take('/');
      if (!dividing && !take('.')) return out;
    }
  }

  std::optional<UnitValue> component(int depth) {
    if (take('(')) {
      if (depth >= max_parentheses) return std::nullopt;
      auto inside = term(false, depth + 1);
      if (!inside || !take(')') || !annotations()) return std::nullopt;
      return inside;
    }
    const std::string_view code = token();
    const bool annotated = !rest_.empty() && rest_.front() == '{';
    if (!annotations()) return std::nullopt;
    if (code.empty()) return annotated ? std::optional(one()) : std::nullopt;
    return simple(code);
  }

  // Everything up to the next operator; brackets protect what they enclose.
  std::string_view token() {
    std::size_t length = 0;
    for (bool bracket = false; length < rest_.size(); ++length) {
      const char c = rest_[length];
      if (c == '[') bracket = true;
      if (c == ']') bracket = false;
      if (!bracket && (c == '.' || c == '/' || c == '(' || c == ')' || c == '{' || c == '}')) break;
    }
    const std::string_view out = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return out;
  }

  bool annotations() {
    while (take('{')) {
      const auto close = rest_.find('}');
      if (close == std::string_view::npos) return false;
      rest_.remove_prefix(close + 1);
    }
    return true;
  }

  static std::optional<UnitValue> simple(std::string_view code) {
    if (code.starts_with("10*") || code.starts_with("10^")) return ten_to(code.substr(3));
    if (is_digit(code.front())) return factor(code);
    std::size_t length = code.size();
    while (length > 0 && is_digit(code[length - 1])) --length;
    if (length < code.size() && length > 0 && (code[length - 1] == '-' || code[length - 1] == '+')) --length;
    const auto atom = prefixed_atom(code.substr(0, length));
    if (!atom || length == code.size()) return atom;
    const auto exponent = small_number(code.substr(length));
    if (!exponent || std::abs(*exponent) > max_exponent) return std::nullopt;
    return power(*atom, *exponent);
  }

  // A whole number is a unit by itself: 4.s/m, mg/(100.mL).
  static std::optional<UnitValue> factor(std::string_view code) {
    if (code.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    if (code.find_first_not_of('0') == std::string_view::npos) return std::nullopt;
    const auto number = Decimal::parse(code);
    const auto* decimal = std::get_if<Decimal>(&number);
    if (decimal == nullptr) return std::nullopt;
    return UnitValue{Dimension{}, Rational(*decimal)};
  }

  std::string_view rest_;
};

}  // namespace

std::optional<UnitValue> parse_ucum(std::string_view code) {
  if (code.size() > max_code_length) return std::nullopt;
  return Parser(code).run();
}

}  // namespace eligo::patients
