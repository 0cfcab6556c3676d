// Clauses that the protocols of cooperative groups share: who is left out said once more, an illness of any
// kind with examples, therapies with a longer time for some drugs. See framed_words.hpp.
#include <algorithm>
#include <string>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

using namespace std::string_view_literals;

// `uncontrolled intercurrent illness`: a judgement on whatever illness there is.
bool is_any_illness(std::string_view low) {
  std::string_view rest = low;
  take(rest, {"no ", "patients with ", "subjects with ", "participants with "});
  take(rest, {"any ", "an "});
  std::size_t qualifiers = 0;
  while (take(rest, {"uncontrolled ", "intercurrent ", "concurrent ", "serious ", "severe ", "significant ",
                     "other ", "ongoing "}))
    ++qualifiers;
  return qualifiers > 1 && (rest == "illness" || rest == "illnesses" || rest == "disease" ||
                            rest == "medical illness" || rest == "medical condition");
}

}  // namespace

// `uncontrolled intercurrent illness including, but not limited to, A, B or C`: some of what it may be.
std::string without_open_examples(const std::string& whole) {
  const std::string low = lowered(whole);
  for (const std::string_view link :
       {" including, but not limited to"sv, " including but not limited to"sv,
        ", including, but not limited to"sv, ", including but not limited to"sv,
        " (including, but not limited to"sv, " (including but not limited to"sv}) {
    const std::size_t at = low.find(link);
    if (at == std::string::npos || !is_any_illness(std::string_view(low).substr(0, at))) continue;
    // an example may be followed by what is said of the whole
    // a list below, or what restricts an example
    if (low.ends_with(':') || holds_any(std::string_view(low).substr(at),
                                        {";", ". ", "unless", "except", " within ", "<", ">", "defined",
                                         "other than", "patients", "subjects", "participants"}))
      return {};
    return whole.substr(0, at);
  }
  return {};
}

// `Patients with X are excluded from this study because …`, `X are ineligible` among exclusions.
std::string without_exclusion_again(const std::string& whole) {
  const std::string text = trimmed(whole);
  const std::string low = lowered(text);
  for (const std::string_view verb :
       {" should be excluded"sv, " must be excluded"sv, " will be excluded"sv, " are to be excluded"sv,
        " are excluded"sv, " is excluded"sv, " are ineligible"sv, " are not eligible"sv,
        " will not be eligible"sv}) {
    const std::size_t at = low.find(verb);
    if (at == std::string::npos) continue;
    std::string_view rest = std::string_view(low).substr(at + verb.size());
    take(rest, {" from"sv, " for"sv});
    take(rest, {" this"sv, " the"sv});
    take(rest, {" clinical"sv});
    take(rest, {" trial"sv, " study"sv, " participation"sv});
    const bool reason =
        rest.starts_with(" because ") || rest.starts_with(", because ") || rest.starts_with(" due to ");
    if (!(rest.empty() || reason) || holds_any(rest, {";", ". ", "unless", "except", " if ", " only "}) ||
        holds_any(low.substr(0, at), {". ", ";", "unless", " if ", " only ", " not ", "without"}))
      return {};
    return text.substr(0, at);
  }
  return {};
}

// `On dialysis` -> `currently on dialysis`
std::string of_therapy_under_way(const std::string& whole) {
  constexpr std::size_t longest = 40;
  const std::string text = trimmed(whole);
  std::string_view rest = text;
  if (text.size() > longest || !(take(rest, {"On ", "on "})) ||
      text.find_first_of(",;:(/0123456789") != std::string::npos)
    return {};
  const std::string low = lowered(rest);
  const std::size_t blank = std::min(low.find(' '), low.size());
  static constexpr WordList kNoTherapy =
      " the a an any this that day admission examination exam physical study site both either one two each "
      "all "
      "screening baseline average arrival ";
  if (stands_among(kNoTherapy, std::string_view(low).substr(0, blank)) ||
      holds_any(low, {" list", " and ", " or "}))
    return {};
  return "currently on " + std::string(rest);
}

// `No other concurrent chemotherapy` -> `no concurrent other chemotherapy`
std::string of_other_concurrent(const std::string& whole) {
  // of a list, it is said of each
  if (holds_any(whole, {",", " or ", " and ", ";"})) return {};
  std::string words = whole;
  for (const std::string_view typed : {"ther concurrent "sv, "ther current "sv})
    if (const std::size_t at = words.find(typed);
        at != std::string::npos && at > 0 && (words[at - 1] | 0x20) == 'o')
      return words.replace(at - 1, typed.size() + 1,
                           words[at - 1] == 'O' ? "Concurrent other " : "concurrent other ");
  return {};
}

// `At least 4 weeks since prior chemotherapy (6 weeks for nitrosoureas or mitomycin)` -> the time of the rest
// and `at least 6 weeks since prior nitrosoureas or mitomycin`.
std::pair<std::string, std::string> of_longer_wait(const std::string& whole) {
  const std::string text = trimmed(whole);
  const std::string low = lowered(text);
  constexpr std::size_t longest = 150;
  if (low.size() > longest || !low.ends_with(')')) return {};
  const std::size_t open = low.find(" (");
  const std::size_t drugs = low.find(" for ", open == std::string::npos ? 0 : open);
  const std::size_t since = low.find(" since prior ");
  if (open == std::string::npos || drugs == std::string::npos || since == std::string::npos || since > open ||
      low.find('(', open + 2) != std::string::npos || !is_digit(low[open + 2]))
    return {};
  std::string_view front = low;
  if (!take(front, {"at least ", "more than ", "greater than ", ">= ", "> "})) return {};
  const std::string_view bound = std::string_view(text).substr(0, low.size() - front.size());
  const std::string_view time = std::string_view(text).substr(open + 2, drugs - open - 2);
  for (const std::string_view unit : {" days", " weeks", " months"})
    if (time.ends_with(unit) &&
        std::all_of(time.begin(), time.end() - static_cast<std::ptrdiff_t>(unit.size()), is_digit)) {
      std::string named(text.substr(drugs + 5, text.size() - drugs - 6));
      for (const std::string_view idle : {"prior ", "a ", "any "})
        if (lowered(named).starts_with(idle)) named.erase(0, idle.size());
      return {text.substr(0, open), std::string(bound) + std::string(time) + " since prior " + named};
    }
  return {};
}

}  // namespace eligo::grammar::registry
