// The alias table, family by family. Entry: unit_alias.hpp. Tests: tests/patients/unit_test.cpp.
#include "patients/unit_alias.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace eligo::patients {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
std::optional<std::string_view> look_up(const std::array<Pair, N>& table, std::string_view key) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Pair& pair) { return pair.first == key; });
  if (found == table.end()) return std::nullopt;
  return found->second;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Unicode that stands for something plain. Superscripts are marked with \x01 and joined up afterwards.
constexpr std::array<Pair, 24> plain{{
    {"\u00b5", "u"},
    {"\u03bc", "u"},
    {"\u00d7", "x"},
    {"\u00b7", "."},
    {"\u22c5", "."},
    {"\u2212", "-"},
    {"\u2070",
     "\x01"
     "0"},
    {"\u00b9",
     "\x01"
     "1"},
    {"\u00b2",
     "\x01"
     "2"},
    {"\u00b3",
     "\x01"
     "3"},
    {"\u2074",
     "\x01"
     "4"},
    {"\u2075",
     "\x01"
     "5"},
    {"\u2076",
     "\x01"
     "6"},
    {"\u2077",
     "\x01"
     "7"},
    {"\u2078",
     "\x01"
     "8"},
    {"\u2079",
     "\x01"
     "9"},
    {"\u207b",
     "\x01"
     "-"},
    {"\u00a0", " "},
    {"\u202f", " "},
    {"\u2009", " "},
    {"\u2044", "/"},
    {"\u2215", "/"},
    {"\u2113", "L"},
    {"\t", " "},
}};

std::string replace_unicode(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto found = std::find_if(plain.begin(), plain.end(),
                                    [&](const Pair& pair) { return text.starts_with(pair.first); });
    if (found == plain.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += found->second;
      text.remove_prefix(found->first.size());
    }
  }
  return out;
}

// "10" + superscript 9 is 10^9; "mm" + superscript 3 is mm3.
std::string join_superscripts(std::string_view text) {
  std::string out;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\x01') {
      out += text[i];
      inside = false;
      continue;
    }
    if (!inside && !out.empty() && is_digit(out.back())) out += '^';
    inside = true;
    if (++i < text.size()) out += text[i];
  }
  return out;
}

// Drops spaces at the ends and beside an operator, and one after the leading x of "x 10^9".
std::string drop_spaces(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ') {
      out += text[i];
      continue;
    }
    const auto next = text.find_first_not_of(' ', i);
    if (next == std::string_view::npos) break;
    const bool after_x = out == "x" || out == "X";
    const bool separates = !out.empty() && is_word(out.back()) && is_word(text[next]);
    if (separates && !after_x) out += ' ';
    i = next - 1;
  }
  return out;
}

constexpr std::array<Pair, 9> volumes{{
    {"cumm", "mm3"},
    {"cmm", "mm3"},
    {"mm^3", "mm3"},
    {"mcL", "uL"},
    {"mcl", "uL"},
    {"UL", "uL"},
    {"microL", "uL"},
    {"cu mm", "mm3"},
    {"microliter", "uL"},
}};

std::string volume(std::string_view text) { return std::string(look_up(volumes, text).value_or(text)); }

bool is_small_volume(std::string_view ucum) { return ucum == "uL" || ucum == "ul" || ucum == "mm3"; }

// Words for a number of cells that are only used beside a small volume, and those beside a litre.
constexpr std::array<Pair, 9> per_small_volume{{
    {"K", "10*3"},
    {"k", "10*3"},
    {"thou", "10*3"},
    {"Thou", "10*3"},
    {"th", "10*3"},
    {"Th", "10*3"},
    {"THOU", "10*3"},
    {"M", "10*6"},
    {"mill", "10*6"},
}};
constexpr std::array<Pair, 4> per_litre{{{"G", "10*9"}, {"Gpt", "10*9"}, {"T", "10*12"}, {"Tpt", "10*12"}}};

// "x10^9", "10e9", "x10*9": what laboratories write for a power of ten. nullopt: not one.
std::optional<std::string> written_power(std::string_view text) {
  for (const std::string_view sign : {"x", "X", "*"}) {
    if (text.starts_with(sign)) {
      text.remove_prefix(1);
      break;
    }
  }
  if (!text.starts_with("10")) return std::nullopt;
  text.remove_prefix(2);
  for (const std::string_view sign : {"**", "*", "^", "e", "E"}) {
    if (!text.starts_with(sign)) continue;
    const std::string_view exponent = text.substr(sign.size());
    const bool digits =
        !exponent.empty() && exponent.size() <= 2 && std::all_of(exponent.begin(), exponent.end(), is_digit);
    if (!digits) return std::nullopt;
    return "10*" + std::string(exponent);
  }
  return std::nullopt;
}

// Takes "cells" off the end of what is counted: "10^9 cells/L" is 10*9/L, and "cells/L" is /L.
std::string_view without_cells(std::string_view counted) {
  for (const std::string_view word : {"cells", "cell", "Cells"}) {
    if (!counted.ends_with(word)) continue;
    counted.remove_suffix(word.size());
    if (counted.ends_with(' ')) counted.remove_suffix(1);
    break;
  }
  return counted;
}

std::string count_candidate(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::string(text);
  const std::string_view counted = without_cells(text.substr(0, slash));
  const std::string per = volume(text.substr(slash + 1));
  if (counted.empty()) return "/" + per;
  if (const auto power = written_power(counted)) return *power + "/" + per;
  if (is_small_volume(per)) {
    if (const auto word = look_up(per_small_volume, counted)) return std::string(*word) + "/" + per;
  } else if (per == "L" || per == "l") {
    if (const auto word = look_up(per_litre, counted)) return std::string(*word) + "/" + per;
  }
  return std::string(counted) + "/" + per;
}

// Replaces the numerator by `table`, keeping the rest.
template <std::size_t N>
std::string with_numerator(const std::array<Pair, N>& table, std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::string(text);
  const auto word = look_up(table, text.substr(0, slash));
  if (!word) return std::string(text);
  return std::string(*word) + std::string(text.substr(slash));
}

// An international unit of an enzyme is its U; `u` of UCUM (a mass of atoms) is never meant.
constexpr std::array<Pair, 14> enzyme_numerators{{
    {"IU", "U"},
    {"iu", "U"},
    {"UI", "U"},
    {"[IU]", "U"},
    {"[iU]", "U"},
    {"u", "U"},
    {"units", "U"},
    {"Units", "U"},
    {"mIU", "mU"},
    {"miu", "mU"},
    {"m[IU]", "mU"},
    {"m[iU]", "mU"},
    {"kIU", "kU"},
    {"k[IU]", "kU"},
}};

// Copies are recognised so that they are refused as a wrong dimension and not as an unknown word.
constexpr std::array<Pair, 13> viral_numerators{{
    {"IU", "[IU]"},
    {"iu", "[IU]"},
    {"UI", "[IU]"},
    {"Iu", "[IU]"},
    {"kIU", "k[IU]"},
    {"MIU", "M[IU]"},
    {"copies", "{copies}"},
    {"copy", "{copies}"},
    {"cp", "{copies}"},
    {"cps", "{copies}"},
    {"c", "{copies}"},
    {"cop", "{copies}"},
    {"Copies", "{copies}"},
}};

constexpr std::array<Pair, 8> chemistry_numerators{{
    {"mcmol", "umol"},
    {"micromol", "umol"},
    {"mcg", "ug"},
    {"microg", "ug"},
    {"gm", "g"},
    {"mgm", "mg"},
    {"mEq", "meq"},
    {"gms", "g"},
}};

constexpr std::array<Pair, 37> times{{
    {"msec", "ms"},    {"msecs", "ms"},   {"millisecond", "ms"}, {"milliseconds", "ms"},
    {"sec", "s"},      {"secs", "s"},     {"second", "s"},       {"seconds", "s"},
    {"mins", "min"},   {"minute", "min"}, {"minutes", "min"},    {"hour", "h"},
    {"hours", "h"},    {"hr", "h"},       {"hrs", "h"},          {"day", "d"},
    {"days", "d"},     {"D", "d"},        {"week", "wk"},        {"weeks", "wk"},
    {"wks", "wk"},     {"month", "mo"},   {"months", "mo"},      {"mos", "mo"},
    {"year", "a"},     {"years", "a"},    {"yr", "a"},           {"yrs", "a"},
    {"y", "a"},        {"{day}", "d"},    {"{days}", "d"},       {"{week}", "wk"},
    {"{weeks}", "wk"}, {"{month}", "mo"}, {"{months}", "mo"},    {"{year}", "a"},
    {"{years}", "a"},
}};

}  // namespace

std::string normalised_unit(std::string_view text) {
  const bool simple = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (simple) return std::string(text);
  return drop_spaces(join_superscripts(replace_unicode(text)));
}

std::string ucum_candidate(std::string_view normalised, UnitFamily family) {
  switch (family) {
    case UnitFamily::count:
      return count_candidate(normalised);
    case UnitFamily::enzyme:
      return with_numerator(enzyme_numerators, normalised);
    case UnitFamily::viral:
      return with_numerator(viral_numerators, normalised);
    case UnitFamily::chemistry:
      return with_numerator(chemistry_numerators, normalised);
    case UnitFamily::time:
      return std::string(look_up(times, normalised).value_or(normalised));
    case UnitFamily::score:
      return normalised == "points" || normalised == "point" ? "{points}" : std::string(normalised);
    case UnitFamily::number:
    case UnitFamily::class_:
    case UnitFamily::other:
      break;
  }
  return std::string(normalised);
}

}  // namespace eligo::patients
