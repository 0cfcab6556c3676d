// Values as they are typed, and performance status with its scale behind it. See framed_words.hpp.
#include <algorithm>
#include <array>
#include <string>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

using namespace std::string_view_literals;

enum class Scale : std::uint8_t { none, ecog, karnofsky };

// A scale of performance status by its name and nothing else: `the ECOG scale`, `Karnofsky criteria`.
Scale scale_of(std::string_view low) {
  static constexpr std::array kEcog = {"ecog"sv,
                                       "eastern cooperative oncology group"sv,
                                       "eastern cooperative oncology group (ecog)"sv,
                                       "who"sv,
                                       "world health organization"sv,
                                       "world health organization (who)"sv,
                                       "zubrod"sv,
                                       "swog"sv,
                                       "ecog/who"sv,
                                       "who/ecog"sv,
                                       "ecog/zubrod"sv};
  static constexpr std::array kKarnofsky = {"karnofsky"sv, "kps"sv, "karnofsky (kps)"sv};
  take(low, {"the "});
  for (const std::string_view end :
       {" scale", " criteria", " score", " index", " grading", " status", " performance"})
    if (low.ends_with(end)) low.remove_suffix(end.size());
  if (std::find(kEcog.begin(), kEcog.end(), low) != kEcog.end()) return Scale::ecog;
  if (std::find(kKarnofsky.begin(), kKarnofsky.end(), low) != kKarnofsky.end()) return Scale::karnofsky;
  return Scale::none;
}

// Takes `performance status` off the front, and who has it.
bool take_performance(std::string_view& low) {
  take_people(low);
  take(low, {"must have ", "with ", "has ", "have ", "should have "});
  take(low, {"a ", "an ", "good "});
  return take(low, {"performance status (ps)", "performance status", "performance score"});
}

// `- ECOG 0-1`: the scale with its values, behind the dash.
std::string behind_dash(std::string_view rest) {
  while (take(rest, {" ", "-", "–", "—"})) {
  }
  std::string_view low = rest;
  std::string made(rest);
  const std::string small = lowered(rest);
  low = small;
  if (take(low, {"ecog", "eastern cooperative", "world health", "zubrod", "karnofsky", "kps", "lansky"}))
    return made;
  for (const std::string_view scale : {"who ", "swog "})
    if (low.starts_with(scale)) return made.insert(scale.size(), "performance status ");
  return {};
}

}  // namespace

// `Performance status - ECOG 0-1` -> `ECOG 0-1`; `performance status of 0-1 by Zubrod criteria` -> `ECOG
// performance status of 0-1`
std::string of_performance_scale(const std::string& whole) {
  constexpr std::size_t longest = 120;
  const std::string text = trimmed(whole);
  const std::string low = lowered(text);
  std::string_view rest = low;
  if (low.size() > longest || !take_performance(rest)) return {};
  const std::string_view as_written = std::string_view(text).substr(text.size() - rest.size());
  std::string_view dash = rest;
  take(dash, {" "});
  if (dash.starts_with("- ") || dash.starts_with("– ") || dash.starts_with("— "))
    return behind_dash(as_written);
  std::size_t end = rest.find_last_of("0123456789%");
  if (end == std::string_view::npos) return {};
  const std::string_view limit = rest.substr(0, ++end);
  std::string_view scale = rest.substr(end);
  take(scale, {" "});
  take(scale, {"by ", "on ", "according to ", "as per ", "per ", "in ", "using ", "based on ", "("});
  if (scale.ends_with(')') && scale.find('(') == std::string_view::npos) scale.remove_suffix(1);
  const Scale known = scale_of(scale);
  std::string_view values = limit;
  take(values, {" "});
  take(values, {"of "});
  if (known == Scale::none || !is_bare_limit(values)) return {};
  return std::string(known == Scale::ecog ? "ECOG" : "Karnofsky") + " performance status " +
         std::string(values);
}

// `greater than or equal to1,500`, `> than or equal to 80`, `= 0 or 1`
std::string of_typed_value(const std::string& whole) {
  std::string words = trimmed(whole);
  for (std::size_t at = words.find("qual to"); at != std::string::npos; at = words.find("qual to", at + 1))
    if (const std::size_t digit = at + "qual to"sv.size(); digit < words.size() && is_digit(words[digit]))
      words.insert(digit, " ");
  for (const auto& [typed, sign] :
       {std::pair{"> than or equal to "sv, ">= "sv}, std::pair{"< than or equal to "sv, "<= "sv}})
    if (const std::size_t at = words.find(typed); at != std::string::npos)
      words.replace(at, typed.size(), sign);
  // values of a grade, to the end: `= 0, 1 or 2`
  if (const std::size_t at = words.find(" = ");
      at != std::string::npos && words.find('=', at + 2) == std::string::npos) {
    const std::string_view values = std::string_view(words).substr(at + 3);
    std::string_view left = values;
    std::size_t count = 0;
    while (!left.empty() && is_digit(left.front())) {
      left.remove_prefix(1);
      ++count;
      take(left, {", or ", " or ", ", ", ","});
    }
    if (left.empty() && count > 1) words.erase(at + 1, 2);
  }
  return words != trimmed(whole) ? words : std::string{};
}

// `<= 2.5 x ULN unless liver metastases, in which case it must be <= 5 x ULN`, `<= 2.5 x ULN; if liver
// metastases, <= 5 x ULN` -> `<= 2.5 x ULN (<= 5 x ULN if liver metastases)`
std::string of_case_otherwise(const std::string& whole) {
  const std::string text = trimmed(whole);
  if (text.find('(') != std::string::npos && text.find(" (") != std::string::npos &&
      text.find(')', text.find(" (")) > text.find(" if "))
    return {};
  for (const auto& [link, then] :
       {std::pair{" unless "sv, ", in which case "sv}, std::pair{"; if "sv, ", "sv}}) {
    const std::size_t at = text.find(link);
    const std::size_t turn = at == std::string::npos ? at : text.find(then, at + link.size());
    if (turn == std::string::npos) continue;
    std::string_view second = std::string_view(text).substr(turn + then.size());
    take(second, {"it ", "they ", "this "});
    take(second, {"must be ", "should be ", "may be ", "can be ", "is ", "are "});
    if (second.empty() || std::string_view("<>=").find(second.front()) == std::string_view::npos) return {};
    return text.substr(0, at) + " (" + std::string(second) + " if " +
           text.substr(at + link.size(), turn - at - link.size()) + ")";
  }
  return {};
}

// `> 1.5 mg/dL (> 132 umol/L, SI unit equivalent)`
std::string without_si_remark(const std::string& whole) {
  for (const std::string_view remark : {", SI unit equivalent"sv, ", SI units equivalent"sv, ", SI units"sv,
                                        ", SI unit"sv, " SI units"sv, " in SI units"sv}) {
    const std::size_t at = whole.find(remark);
    if (at == std::string::npos || at + remark.size() >= whole.size() || whole[at + remark.size()] != ')')
      continue;
    std::string words = whole;
    return words.erase(at, remark.size());
  }
  return {};
}

}  // namespace eligo::grammar::registry
