// What somebody has or had, said as the age of a finding, as a criterion of diagnosis, or of women who are
// left out. See framed_words.hpp.
#include <algorithm>
#include <string>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// The letters of an abbreviation: `ATG`, `IL-2`.
bool is_abbreviation(std::string_view words) {
  constexpr std::size_t longest = 8;
  return words.size() > 1 && words.size() <= longest && is_capital(words[0]) && !is_digit(words[1]) &&
         std::all_of(words.begin(), words.end(),
                     [](char c) { return is_capital(c) || is_digit(c) || c == '-'; });
}

bool is_of_person(std::string_view low) {
  return holds_any(low,
                   {"patient", "subject", "participant", "person",       "people",       "child", "infant",
                    "neonat",  "newborn", "baby",        "babies",       "adult",        "men",   "man ",
                    "male",    "donor",   "sibling",     "volunteer",    "individual",   "boy",   "girl",
                    " age",    "aged",    "death",       "at least one", "blood product"});
}

}  // namespace

// `Evidence of A or B more than 1 week old` among inclusions: each of them for more than 1 week.
std::string of_finding_old(const std::string& whole) {
  const std::string words = trimmed(whole);
  const std::string low = lowered(words);
  if (!low.ends_with(" old")) return {};
  const std::size_t at = std::min(low.find(" more than "), low.find(" at least "));
  if (at == std::string::npos || is_of_person(low)) return {};
  std::string_view time = std::string_view(low).substr(at + 1, low.size() - at - 5);
  std::string_view length = time;
  take(length, {"more than ", "at least "});
  const std::size_t digits = length.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) return {};
  const std::string_view unit = length.substr(digits);
  if (unit != " day" && unit != " days" && unit != " week" && unit != " weeks" && unit != " month" &&
      unit != " months")
    return {};
  std::string front = words.substr(0, at);
  const std::string behind = " for " + std::string(time);
  if (holds_any(lowered(front), {",", ";", "(", " and ", " not ", "no ", " without ", "unless", "except"}))
    return {};
  if (const std::size_t either = front.find(" or "); either != std::string::npos) {
    if (front.find(" or ", either + 1) != std::string::npos) return {};
    front.insert(either, behind);
  }
  return front + behind;
}

// `globulin(ATG)for` -> `globulin (ATG) for`
std::string with_blanks_at_brackets(const std::string& whole) {
  std::string words = whole;
  for (std::size_t open = words.find('('); open != std::string::npos; open = words.find('(', open + 1)) {
    const std::size_t close = words.find(')', open);
    constexpr std::size_t fewest = 4;
    if (close == std::string::npos || open < fewest ||
        !is_abbreviation(std::string_view(words).substr(open + 1, close - open - 1)))
      continue;
    const std::string_view front = std::string_view(words).substr(open - fewest, fewest);
    if (!std::all_of(front.begin(), front.end(), is_small)) continue;
    if (close + 1 < words.size() && is_small(words[close + 1])) words.insert(close + 1, 1, ' ');
    words.insert(open, 1, ' ');
    ++open;
  }
  return words != whole ? words : std::string{};
}

// `The diagnosis of A is made according to B` among inclusions: A, diagnosed so.
std::string of_criteria_of_diagnosis(const std::string& whole) {
  const std::string words = trimmed(whole);
  const std::string low = lowered(words);
  std::string_view rest = low;
  take(rest, {"the "});
  take(rest, {"standard of ", "standards of ", "standard for "});
  take(rest, {"the "});
  if (!take(rest, {"diagnosis of "})) return {};
  for (const std::string_view link : {" is made according to ", " is according to ",
                                      " was made according to ", " is made in accordance with "}) {
    const std::size_t at = rest.find(link);
    if (at == std::string_view::npos) continue;
    const std::string_view source = rest.substr(at + link.size());
    if (holds_any(rest, {". ", ";", ",", " not ", "unless", "except", " if ", " must "}) ||
        !holds_any(source, {"criteria", "classification", "guideline", "consensus", "definition"}))
      return {};
    const std::size_t from = words.size() - rest.size();
    return "Diagnosis of " + words.substr(from, at) + " according to " +
           words.substr(from + at + link.size());
  }
  return {};
}

// `A; patients that are pregnant or nursing are excluded` among inclusions: these must not be.
std::string of_women_excluded(const std::string& whole) {
  std::string words = trimmed(whole);
  const std::string low = lowered(words);
  for (const std::string_view who : {"patients that are ", "patients who are ", "subjects who are ",
                                     "women who are ", "participants who are "}) {
    const std::size_t at = low.rfind(who);
    if (at == std::string::npos || (at > 0 && (at < 2 || low.substr(at - 2, 2) != "; "))) continue;
    std::string_view state = std::string_view(low).substr(at + who.size());
    if (!take(state, {"pregnant or ", "pregnant and/or "}) ||
        !take(state, {"breast feeding", "breast-feeding", "breastfeeding", "nursing", "lactating"}))
      continue;
    if (state != " are excluded" && state != " are not eligible" && state != " are ineligible") continue;
    const std::size_t from = at + who.size();
    return words.substr(0, at) + "patients must not be " +
           words.substr(from, words.size() - state.size() - from);
  }
  return {};
}

}  // namespace eligo::grammar::registry
