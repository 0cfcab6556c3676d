// Units of measurement: UCUM codes, what laboratories write instead, and exact conversion.
//
// Entry: conversion() from a unit as recorded to an analyte's canonical unit. An alias is only tried for the
// family of analytes where it is safe ("G/L" is giga per litre for a count; in UCUM it is gauss per litre).
// Mass and amount of substance convert through the analyte's molar mass; copies and [IU] do not convert.
// Dimensions are those of UCUM with three differences, all to avoid nonsense: mol is a dimension of its own
// (not a number), as is every arbitrary unit ([IU], [arb'U]), and `C` is replaced by nothing else. Factors
// are exact. No global mutable state. Tests: tests/patients/unit_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "patients/decimal.hpp"

namespace eligo::patients {

enum class BaseDimension : std::uint8_t {
  length,
  time,
  mass,
  charge,
  temperature,
  luminous_intensity,
  plane_angle,
  amount,
  international_unit,
  arbitrary
};
constexpr std::size_t base_dimension_count = 10;

struct Dimension {
  std::array<std::int8_t, base_dimension_count> exponents{};
  friend bool operator==(const Dimension&, const Dimension&) = default;
  bool is_number() const { return *this == Dimension{}; }
};
// A reader's name where there is one ("mass concentration", "count concentration", "time"), else UCUM base
// units.
std::string describe(const Dimension& dimension);

struct UnitValue {
  Dimension dimension;
  Rational factor;  // one of this unit, in base units
};

// A UCUM code, case-sensitive, with prefixes, powers, annotations and parentheses. nullopt: not a UCUM unit,
// one with an offset or a logarithm (Cel, pH …), or one whose factor is not an exact ratio that fits ([pi]).
std::optional<UnitValue> parse_ucum(std::string_view code);

// What kind of quantity an analyte is; decides which aliases are safe.
enum class UnitFamily : std::uint8_t {
  number,     // 1, %, and nothing written
  score,      // {score}, 1, and nothing written
  class_,     // {class}; Roman numerals I to X are read as values
  count,      // cells per volume: 10*9/L, K/uL, G/L, /uL …
  chemistry,  // mass or substance per volume
  enzyme,     // catalytic activity per volume: U/L, IU/L, ukat/L
  viral,      // [IU]/mL, IU/mL
  time,       // ms, msec, d, wk, mo, a, months …
  other,
};

// A quantity that the vocabulary defines.
struct Analyte {
  UnitFamily family = UnitFamily::other;
  std::string unit;  // canonical, UCUM, as the vocabulary writes it
  UnitValue canonical;
  std::optional<Rational> molar_mass;  // g/mol
};
// nullopt: `unit` is not a UCUM unit. The family follows from the unit ({score}, {class} and dimension).
std::optional<Analyte> make_analyte(std::string_view unit, std::optional<Decimal> molar_mass_g_per_mol);

struct Conversion {
  Rational factor;        // recorded value * factor = value in the canonical unit
  std::string ucum;       // the recorded unit as a UCUM code, after aliases
  bool identity = false;  // factor is one
};
enum class ConversionError { missing_unit, unknown_unit, wrong_dimension, overflow };
struct ConversionResult {
  std::optional<Conversion> conversion;
  ConversionError error = ConversionError::unknown_unit;  // if there is none
  std::optional<Dimension> dimension;                     // of the recorded unit, for wrong_dimension
};
// `unit` empty: missing (an error but for numbers, scores and classes).
ConversionResult conversion(std::string_view unit, const Analyte& analyte);

// `value` units of `from` in units of `to`, with no analyte (no aliases, no molar mass). nullopt: not
// commensurable.
std::optional<Rational> convert(const Decimal& value, std::string_view from, std::string_view to);

}  // namespace eligo::patients
