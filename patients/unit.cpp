// Analytes and conversion to their canonical units. Entry: unit.hpp; codes are parsed in ucum.cpp, aliases
// are in unit_alias.cpp. Tests: tests/patients/unit_test.cpp.
#include "patients/unit.hpp"

#include <algorithm>
#include <utility>

#include "patients/unit_alias.hpp"

namespace eligo::patients {
namespace {

constexpr std::size_t index(BaseDimension dimension) { return static_cast<std::size_t>(dimension); }

Dimension dimension_of(std::initializer_list<std::pair<BaseDimension, int>> exponents) {
  Dimension out;
  for (const auto& [base, exponent] : exponents)
    out.exponents[index(base)] = static_cast<std::int8_t>(exponent);
  return out;
}

struct NamedDimension {
  std::string_view name;
  UnitFamily family;
  Dimension dimension;
};

// What a reader calls it, and the family of an analyte measured so.
const std::array<NamedDimension, 19>& named_dimensions() {
  using B = BaseDimension;
  using F = UnitFamily;
  static const std::array<NamedDimension, 19> table{{
      {"number", F::number, {}},
      {"count concentration", F::count, dimension_of({{B::length, -3}})},
      {"mass concentration", F::chemistry, dimension_of({{B::mass, 1}, {B::length, -3}})},
      {"substance concentration", F::chemistry, dimension_of({{B::amount, 1}, {B::length, -3}})},
      {"catalytic activity concentration", F::enzyme,
       dimension_of({{B::amount, 1}, {B::time, -1}, {B::length, -3}})},
      {"international units per volume", F::viral,
       dimension_of({{B::international_unit, 1}, {B::length, -3}})},
      {"time", F::time, dimension_of({{B::time, 1}})},
      {"length", F::other, dimension_of({{B::length, 1}})},
      {"area", F::other, dimension_of({{B::length, 2}})},
      {"volume", F::other, dimension_of({{B::length, 3}})},
      {"mass", F::other, dimension_of({{B::mass, 1}})},
      {"amount of substance", F::other, dimension_of({{B::amount, 1}})},
      {"catalytic activity", F::other, dimension_of({{B::amount, 1}, {B::time, -1}})},
      {"international units", F::other, dimension_of({{B::international_unit, 1}})},
      {"arbitrary units per volume", F::other, dimension_of({{B::arbitrary, 1}, {B::length, -3}})},
      {"temperature", F::other, dimension_of({{B::temperature, 1}})},
      {"frequency", F::other, dimension_of({{B::time, -1}})},
      {"pressure", F::other, dimension_of({{B::mass, 1}, {B::length, -1}, {B::time, -2}})},
      {"mass per area", F::other, dimension_of({{B::mass, 1}, {B::length, -2}})},
  }};
  return table;
}

const NamedDimension* find_named(const Dimension& dimension) {
  const auto& table = named_dimensions();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const NamedDimension& row) { return row.dimension == dimension; });
  return found == table.end() ? nullptr : &*found;
}

bool is_annotation(std::string_view text) {
  return text.size() >= 2 && text.front() == '{' && text.find('}') == text.size() - 1;
}

bool needs_no_unit(UnitFamily family) {
  return family == UnitFamily::number || family == UnitFamily::score || family == UnitFamily::class_;
}

bool is_one(const Rational& factor) {
  static const Rational one{Decimal(1)};
  return compare(factor, one) == std::strong_ordering::equal;
}

ConversionResult failure(ConversionError error) { return {std::nullopt, error, std::nullopt}; }

ConversionResult success(const std::optional<Rational>& factor, std::string ucum) {
  if (!factor) return failure(ConversionError::overflow);
  return {Conversion{*factor, std::move(ucum), is_one(*factor)}, ConversionError::unknown_unit, std::nullopt};
}

// +1 if `recorded` is per mass what `canonical` is per amount, -1 for the reverse, 0 if it is neither.
int mass_for_amount(const Dimension& recorded, const Dimension& canonical) {
  for (const int sign : {1, -1}) {
    Dimension moved = canonical;
    auto& mass = moved.exponents[index(BaseDimension::mass)];
    auto& amount = moved.exponents[index(BaseDimension::amount)];
    mass = static_cast<std::int8_t>(mass + sign);
    amount = static_cast<std::int8_t>(amount - sign);
    if (moved == recorded) return sign;
  }
  return 0;
}

ConversionResult by_dimension(const UnitValue& recorded, std::string ucum, const Analyte& analyte) {
  const auto ratio = divide(recorded.factor, analyte.canonical.factor);
  if (!ratio) return failure(ConversionError::overflow);
  if (recorded.dimension == analyte.canonical.dimension) return success(ratio, std::move(ucum));
  const int sign = mass_for_amount(recorded.dimension, analyte.canonical.dimension);
  if (sign == 0 || !analyte.molar_mass)
    return {std::nullopt, ConversionError::wrong_dimension, recorded.dimension};
  const auto factor = sign > 0 ? divide(*ratio, *analyte.molar_mass) : multiply(*ratio, *analyte.molar_mass);
  return success(factor, std::move(ucum));
}

// Scores and classes are bare numbers: only ways of writing "one" are taken. 80 % is not a score of 0.8.
ConversionResult bare_number(const UnitValue& recorded, std::string ucum) {
  if (!recorded.dimension.is_number())
    return {std::nullopt, ConversionError::wrong_dimension, recorded.dimension};
  if (!is_one(recorded.factor)) return failure(ConversionError::unknown_unit);
  return success(recorded.factor, std::move(ucum));
}

std::string in_base_units(const Dimension& dimension) {
  constexpr std::array<std::string_view, base_dimension_count> codes{"m",  "s",   "g",   "C",    "K",
                                                                     "cd", "rad", "mol", "[IU]", "[arb'U]"};
  std::string out;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::int8_t exponent = dimension.exponents[i];
    if (exponent == 0) continue;
    if (!out.empty()) out += '.';
    out += codes[i];
    if (exponent != 1) out += std::to_string(exponent);
  }
  return out;
}

}  // namespace

std::string describe(const Dimension& dimension) {
  const NamedDimension* named = find_named(dimension);
  return named != nullptr ? std::string(named->name) : in_base_units(dimension);
}

std::optional<Analyte> make_analyte(std::string_view unit, std::optional<Decimal> molar_mass_g_per_mol) {
  const auto canonical = parse_ucum(unit);
  if (!canonical) return std::nullopt;
  Analyte out;
  out.unit = unit;
  out.canonical = *canonical;
  if (molar_mass_g_per_mol) {
    if (molar_mass_g_per_mol->is_zero() || molar_mass_g_per_mol->is_negative()) return std::nullopt;
    out.molar_mass = Rational(*molar_mass_g_per_mol);
  }
  const NamedDimension* named = find_named(canonical->dimension);
  if (named != nullptr) out.family = named->family;
  if (unit == "{class}") {
    out.family = UnitFamily::class_;
  } else if (is_annotation(unit)) {
    out.family = UnitFamily::score;
  }
  return out;
}

ConversionResult conversion(std::string_view unit, const Analyte& analyte) {
  const auto blank = unit.find_first_not_of(" \t") == std::string_view::npos;
  if (blank && !needs_no_unit(analyte.family)) return failure(ConversionError::missing_unit);
  if (blank || unit == analyte.unit) return success(Rational(Decimal(1)), analyte.unit);
  std::string ucum = ucum_candidate(normalised_unit(unit), analyte.family);
  const auto recorded = parse_ucum(ucum);
  if (!recorded) return failure(ConversionError::unknown_unit);
  if (analyte.family == UnitFamily::score || analyte.family == UnitFamily::class_) {
    return bare_number(*recorded, std::move(ucum));
  }
  return by_dimension(*recorded, std::move(ucum), analyte);
}

std::optional<Rational> convert(const Decimal& value, std::string_view from, std::string_view to) {
  const auto source = parse_ucum(from);
  const auto target = parse_ucum(to);
  if (!source || !target || source->dimension != target->dimension) return std::nullopt;
  const auto ratio = divide(source->factor, target->factor);
  if (!ratio) return std::nullopt;
  return multiply(Rational(value), *ratio);
}

}  // namespace eligo::patients
