// See compared_words.hpp.
#include "grammar/registry/compared_words.hpp"

#include <algorithm>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

// Parts (lexicon.hpp) that join words to a time, and name nothing themselves.
constexpr PartSet glue{"mpqSTbge12kKhAH&|\\v,:-/"};
// Where a clause ends.
constexpr PartSet clause_end{";.:()#IX"};

}  // namespace

TokenRange without_glue(const Tokens& tokens, TokenRange range) {
  while (!range.empty() && is_among(tokens.parts[range.begin], glue)) ++range.begin;
  while (!range.empty() && is_among(tokens.parts[range.end - 1], glue)) --range.end;
  return range;
}

TokenRange words_in_front(const Tokens& tokens, std::uint32_t begin, std::uint32_t end) {
  TokenRange range{end, end};
  if (end > begin && tokens.parts[end - 1] == '(') --range.begin, --range.end;  // `steroids (within 4 weeks)`
  while (range.begin > begin && !is_among(tokens.parts[range.begin - 1], clause_end)) --range.begin;
  return without_glue(tokens, range);
}

TokenRange words_behind(const Tokens& tokens, std::uint32_t begin) {
  const auto count = static_cast<std::uint32_t>(tokens.parts.size());
  if (begin < count && tokens.parts[begin] == '/') return {};  // a unit that is not known
  while (begin < count && is_among(tokens.parts[begin], glue)) ++begin;
  constexpr std::uint32_t longest = 100;  // a clause without an end is not searched by each of its numbers
  const std::uint32_t stop = std::min(count, begin + longest);
  TokenRange range{begin, begin};
  while (range.end < stop && !is_among(tokens.parts[range.end], clause_end) && tokens.parts[range.end] != ',')
    ++range.end;
  return without_glue(tokens, range);
}

TokenRange unknown_unit(const Tokens& tokens, std::uint32_t begin) {
  constexpr std::uint32_t most = 3;  // words of what is counted
  const std::string_view parts = tokens.parts;
  std::uint32_t end = begin;
  while (end < parts.size() && end < begin + most && is_among(parts[end], "wVQDR")) ++end;
  if (end == begin) return {};
  if (end < parts.size() && (parts[end] == '/' || parts[end] == 'p')) ++end;
  if (end < parts.size() && parts[end] == 't') return {begin, end + 1};
  if (end == begin + 2 && parts[end - 1] == '/' && end < parts.size() && parts[end] == 'w')
    return {begin, end + 1};
  return {};
}

bool has_grades(std::string_view words, bool one) {
  const std::string_view last = words.substr(words.find_last_of(' ') + 1);
  if (stands_among(" stage stages grade grades class classes asa nyha ", lowered(last))) return true;
  if (one) return false;
  if (stands_among(" score scores scale status index rating classification level levels ", lowered(last)))
    return true;
  // `ASA 1 or 2`
  constexpr std::size_t longest = 8;
  return last.size() > 1 && last.size() <= longest &&
         std::all_of(last.begin(), last.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == ')' || c == '('; }) &&
         last != "IHC" && last != "PTA" && last != "HL";
}

bool is_pressure(std::string_view words) {
  const std::string low = ' ' + lowered(words) + ' ';
  return holds_any(low, {" bp ", "(bp)", "blood pressure", "pressure ", "hypertension"});
}

bool measures_time(std::string_view unit) {
  return time_unit(unit) || unit == "hour" || unit == "minute" || unit == "second" || unit == "half-life";
}

bool is_unit_part(Part part) {
  return part == Part::time || part == Part::unit || part == Part::years_old || part == Part::upper_limit;
}

bool says_no_limit(const Token& unit) {
  if (unit.end - unit.begin == 1 && unit.value != "%") return true;
  if (stands_among(" mg ug mg/m2 mg/kg/d Hz kHz cGy Gy mL/h L/min mL/kg mL/kg/h ug/min ", unit.value))
    return true;
  return unit.entry != nullptr &&
         stands_among(" dose dose-rate dose-per-day mass-rate flow-per-mass ", unit.entry->detail);
}

}  // namespace eligo::grammar::registry
