// The UCUM atoms and prefixes that Eligo knows, as data. Internal to patients/.
//
// An atom is a whole number times a power of ten times powers of the base units of unit.hpp. Left out on
// purpose: units with an offset or a logarithm (Cel, [pH], B), irrational ones ([pi], deg, [mu_0]), and what
// medicine does not measure. Tests: tests/patients/unit_test.cpp.
#pragma once

#include <cstdint>
#include <string_view>

namespace eligo::patients::ucum {

// Exponents in the order of BaseDimension: m, s, g, C, K, cd, rad, mol, [IU], [arb'U].
struct Atom {
  std::string_view code;
  bool metric;  // takes prefixes
  std::int64_t mantissa;
  std::int16_t scale;  // mantissa * 10^-scale
  std::int8_t exponents[10];
};

// clang-format off
inline constexpr Atom atoms[] = {
    //  code     metric  mantissa   scale   m   s   g   C   K  cd rad mol  IU arb
    {"m",        true,          1,    0, {  1,  0,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"s",        true,          1,    0, {  0,  1,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"g",        true,          1,    0, {  0,  0,  1,  0,  0,  0,  0,  0,  0,  0}},
    {"C",        true,          1,    0, {  0,  0,  0,  1,  0,  0,  0,  0,  0,  0}},
    {"K",        true,          1,    0, {  0,  0,  0,  0,  1,  0,  0,  0,  0,  0}},
    {"cd",       true,          1,    0, {  0,  0,  0,  0,  0,  1,  0,  0,  0,  0}},
    {"rad",      true,          1,    0, {  0,  0,  0,  0,  0,  0,  1,  0,  0,  0}},
    {"mol",      true,          1,    0, {  0,  0,  0,  0,  0,  0,  0,  1,  0,  0}},
    {"eq",       true,          1,    0, {  0,  0,  0,  0,  0,  0,  0,  1,  0,  0}},
    {"osm",      true,          1,    0, {  0,  0,  0,  0,  0,  0,  0,  1,  0,  0}},
    {"[IU]",     true,          1,    0, {  0,  0,  0,  0,  0,  0,  0,  0,  1,  0}},
    {"[iU]",     true,          1,    0, {  0,  0,  0,  0,  0,  0,  0,  0,  1,  0}},
    {"[arb'U]",  false,         1,    0, {  0,  0,  0,  0,  0,  0,  0,  0,  0,  1}},
    {"L",        true,          1,    3, {  3,  0,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"l",        true,          1,    3, {  3,  0,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"kat",      true,          1,    0, {  0, -1,  0,  0,  0,  0,  0,  1,  0,  0}},
    {"%",        false,         1,    2, {  0,  0,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"[ppm]",    false,         1,    6, {  0,  0,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"[ppb]",    false,         1,    9, {  0,  0,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"min",      false,        60,    0, {  0,  1,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"h",        false,      3600,    0, {  0,  1,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"d",        false,     86400,    0, {  0,  1,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"wk",       false,    604800,    0, {  0,  1,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"mo",       false,   2629800,    0, {  0,  1,  0,  0,  0,  0,  0,  0,  0,  0}},  // 30.4375 d
    {"mo_j",     false,   2629800,    0, {  0,  1,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"a",        false,  31557600,    0, {  0,  1,  0,  0,  0,  0,  0,  0,  0,  0}},  // 365.25 d
    {"a_j",      false,  31557600,    0, {  0,  1,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"Hz",       true,          1,    0, {  0, -1,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"N",        true,          1,   -3, {  1, -2,  1,  0,  0,  0,  0,  0,  0,  0}},
    {"Pa",       true,          1,   -3, { -1, -2,  1,  0,  0,  0,  0,  0,  0,  0}},
    {"J",        true,          1,   -3, {  2, -2,  1,  0,  0,  0,  0,  0,  0,  0}},
    {"W",        true,          1,   -3, {  2, -3,  1,  0,  0,  0,  0,  0,  0,  0}},
    {"A",        true,          1,    0, {  0, -1,  0,  1,  0,  0,  0,  0,  0,  0}},
    {"V",        true,          1,   -3, {  2, -2,  1, -1,  0,  0,  0,  0,  0,  0}},
    {"Ohm",      true,          1,   -3, {  2, -1,  1, -2,  0,  0,  0,  0,  0,  0}},
    {"ohm",      true,          1,   -3, {  2, -1,  1, -2,  0,  0,  0,  0,  0,  0}},  // as some write it
    {"S",        true,          1,    3, { -2,  1, -1,  2,  0,  0,  0,  0,  0,  0}},
    {"bar",      true,          1,   -8, { -1, -2,  1,  0,  0,  0,  0,  0,  0,  0}},
    {"m[Hg]",    true,     133322,   -3, { -1, -2,  1,  0,  0,  0,  0,  0,  0,  0}},
    {"[in_i]",   false,       254,    4, {  1,  0,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"[ft_i]",   false,      3048,    4, {  1,  0,  0,  0,  0,  0,  0,  0,  0,  0}},
    {"[lb_av]",  false,  45359237,    5, {  0,  0,  1,  0,  0,  0,  0,  0,  0,  0}},
    {"[oz_av]",  false, 28349523125,  9, {  0,  0,  1,  0,  0,  0,  0,  0,  0,  0}},
    {"[ly]",     false, 9460730472580800, 0, {1, 0, 0,  0,  0,  0,  0,  0,  0,  0}},
};
// U is 1 umol/min, the only atom whose factor is not a decimal: 10^-6/60 mol/s.
inline constexpr std::string_view enzyme_unit = "U";

struct Prefix {
  std::string_view code;
  std::int16_t scale;
};
inline constexpr Prefix prefixes[] = {
    {"da", -1}, {"Y", -24}, {"Z", -21}, {"E", -18}, {"P", -15}, {"T", -12}, {"G", -9}, {"M", -6}, {"k", -3}, {"h", -2},
    {"d", 1},   {"c", 2},   {"m", 3},   {"u", 6},   {"n", 9},   {"p", 12},  {"f", 15}, {"a", 18}, {"z", 21}, {"y", 24},
};
// clang-format on

}  // namespace eligo::patients::ucum
