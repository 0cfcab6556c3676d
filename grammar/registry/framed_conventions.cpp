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

// `Less than 4 weeks since prior radiotherapy` -> `radiotherapy less than 4 weeks ago`; `within 4 weeks of
// major surgery` -> `major surgery within 4 weeks`; `last chemotherapy < 4 weeks ago`: so is any that was
// less ago.
std::string of_time_in_front(const std::string& whole) {
  constexpr std::size_t longest = 120;
  const std::string text = trimmed(whole);
  const std::string low = lowered(text);
  std::string_view rest = low;
  const auto as_written = [&] { return text.substr(text.size() - rest.size()); };
  if (low.size() > longest || holds_any(low, {";", ". ", "unless", "except", " not ", " no "})) return {};
  if (take_people(rest)) take(rest, {"who are ", "who is "});
  if (take(rest, {"last dose of ", "the last dose of ", "last ", "the last "}))
    return holds_any(rest, {" < ", " less than "}) ? as_written() : std::string{};
  const bool within = rest.starts_with("within ");
  if (!within && !take(rest, {"less than ", "< ", "<", "fewer than "})) return {};
  take(rest, {"within "});
  std::string_view behind = rest;
  while (!behind.empty() && is_digit(behind.front())) behind.remove_prefix(1);
  if (behind.size() == rest.size() ||
      !take(behind, {" days ", " weeks ", " months ", " years ", " day ", " week "}))
    return {};
  const std::string time = as_written().substr(0, rest.size() - behind.size() - 1);
  if (!take(behind, {"since ", "from ", "after ", "of ", "following "})) return {};
  while (take(behind, {"the ", "any ", "a ", "last ", "prior ", "previous ", "most recent ", "dose of ",
                       "completion of ", "end of "})) {
  }
  // a day to count from is none
  if (behind.empty() ||
      holds_any(behind, {"enrol", "screen", "randomi", "study", "baseline", "day", "visit", "consent",
                         "registration", "trial", "entry", "diagnos", "onset", "birth", "inclusion"}))
    return {};
  const std::string event = text.substr(text.size() - behind.size());
  return within ? event + " within " + time : event + " less than " + time + " ago";
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
      "all screening baseline average arrival ";
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

namespace {

// `6 weeks`
bool is_time(std::string_view words) {
  const std::size_t blank = std::min(words.find(' '), words.size());
  const std::string_view unit = words.substr(blank);
  return blank > 0 &&
         std::all_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(blank), is_digit) &&
         (unit == " days" || unit == " weeks" || unit == " months");
}

}  // namespace

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
  if (!is_time(time)) return {};
  std::string named(text.substr(drugs + 5, text.size() - drugs - 6));
  for (const std::string_view idle : {"prior ", "a ", "any "})
    if (lowered(named).starts_with(idle)) named.erase(0, idle.size());
  return {text.substr(0, open), std::string(bound) + std::string(time) + " since prior " + named};
}

// `chemotherapy within 4 weeks (6 weeks for mitomycin) prior to entry` -> `chemotherapy within 4 weeks prior
// to entry` and `mitomycin within 6 weeks`
std::pair<std::string, std::string> of_longer_look_back(const std::string& whole) {
  const std::size_t open = whole.find(" (");
  const std::size_t close = whole.find(')', open == std::string::npos ? 0 : open);
  const std::size_t drugs = whole.find(" for ", open == std::string::npos ? 0 : open);
  constexpr std::size_t longest = 200;
  if (close == std::string::npos || drugs > close || whole.size() > longest) return {};
  const std::string front = whole.substr(0, open);
  const std::string time = whole.substr(open + 2, drugs - open - 2);
  const std::size_t within = front.rfind(" within ");
  if (within == std::string::npos || !is_time(front.substr(within + 8)) || !is_time(time)) return {};
  return {front + whole.substr(close + 1), whole.substr(drugs + 5, close - drugs - 5) + " within " + time};
}

// `chemotherapy within 4 weeks or those who have not recovered from …`: the two of them.
std::pair<std::string, std::string> of_unrecovered(const std::string& whole) {
  for (const std::string_view link : {" or those who have not recovered "sv, " or who have not recovered "sv,
                                      " or have not recovered "sv, ", or those who have not recovered "sv}) {
    const std::size_t at = whole.find(link);
    if (at == std::string::npos) continue;
    std::string rest = whole.substr(at + link.size() - " not recovered "sv.size());
    // a person who is asked whether somebody has recovered asks of those
    if (const std::size_t given = rest.find(" due to agents administered more than ");
        given != std::string::npos)
      rest.resize(given);
    return {whole.substr(0, at), "Has" + rest};
  }
  return {};
}

}  // namespace eligo::grammar::registry
