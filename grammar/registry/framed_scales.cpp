// Scales by their letters, and states that are denied by a syllable. See framed_words.hpp.
#include <algorithm>
#include <string>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Letters of a name: `OASIS`, `PHQ-9`.
// `mRS`, `PANSS-EC`: letters of which at least two are capitals.
bool is_abbreviation(std::string_view word) {
  constexpr std::size_t longest = 10;
  return word.size() > 1 && word.size() <= longest &&
         std::count_if(word.begin(), word.end(), is_capital) > 1 &&
         std::all_of(word.begin(), word.end(), [](char c) { return is_word_char(c) || c == '-'; });
}

// Whether the capitals of the letters begin words of the name, in order, and the first begins the first.
bool stands_for(std::string_view letters, std::string_view name) {
  std::size_t at = 0;
  bool first = true;
  for (const char c : letters) {
    if (!is_capital(c)) continue;
    for (;; ++at) {
      if (at >= name.size()) return false;
      const bool begins = at == 0 || !is_word_char(name[at - 1]);
      if (begins && (name[at] & ~0x20) == c) break;
      if (first) return false;
    }
    first = false;
    ++at;
  }
  return !first;
}

bool names_scale(std::string_view low) {
  return holds_any(low, {"scale", "score", "index", "inventory", "questionnaire", "rating", "estimate",
                         "test", "assessment", "examination", "function classification"});
}

}  // namespace

// `Overall Anxiety Severity and Impairment Scale (OASIS) score > 8`: the scale by its letters.
std::string of_scale(const std::string& whole) {
  constexpr std::size_t longest = 110;
  const std::size_t open = whole.find(" (");
  const std::size_t close = whole.find(')', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos || open > longest) return {};
  const std::string_view letters = std::string_view(whole).substr(open + 2, close - open - 2);
  std::string_view name = std::string_view(whole).substr(0, open);
  for (const std::string_view article : {"The ", "A ", "An "})
    if (name.starts_with(article)) name.remove_prefix(article.size());
  const std::string rest = whole.substr(close + 1);
  const std::string low = lowered(rest);
  if (!is_abbreviation(letters) || !stands_for(letters, name) || rest.size() < 4 ||
      name.find_first_of("0123456789<>=,;:") != std::string_view::npos || rest.find('(') != std::string::npos)
    return {};
  const bool scored = holds_any(low.substr(0, 8), {" score", " scale", " index", " total"});
  if (!scored && !names_scale(lowered(name))) return {};
  return std::string(letters) + (scored ? "" : " score") + rest;
}

// `Non-pregnant, non-lactating` -> `not pregnant, not lactating`; `non-smokers` -> `no current smokers`.
std::string of_absent_state(const std::string& whole) {
  std::string words = trimmed(whole);
  const std::string low = lowered(words);
  for (const std::string_view person :
       {"", " only", " patients", " subjects", " participants", " volunteers"})
    for (const std::string_view smoker :
         {"non-smoker", "non-smokers", "nonsmoker", "nonsmokers", "non-smoking", "nonsmoking"})
      if (low.size() == smoker.size() + person.size() && low.starts_with(smoker) && low.ends_with(person))
        return "No current smoker";
  // `non-pregnant women`: of them alone
  if (holds_any(low, {"women", "woman", "female", "girl"}) && !low.starts_with("if ")) return {};
  bool changed = false;
  for (const std::string_view state : {"on-pregnant", "on-lactating", "on-nursing", "on-breastfeeding",
                                       "on-breast-feeding", "on-breast feeding"})
    for (std::size_t at = words.find(state); at != std::string::npos && at > 0; at = words.find(state)) {
      if ((words[at - 1] | 0x20) != 'n') break;
      words.replace(at - 1, 4, "not ");
      changed = true;
    }
  return changed ? words : std::string{};
}

// `At least 40 but less than 70 years`
std::string of_lower_and_upper(const std::string& whole) {
  for (const std::string_view but :
       {" but less than", " but not more than", " but no more than", " but not older than",
        " but no older than", " but younger than", " but under ", " but <"}) {
    const std::size_t at = whole.find(but);
    if (at == std::string::npos || whole.find(" but ", at + 1) != std::string::npos) continue;
    std::string words = whole;
    return words.replace(at + 1, 3, "and");
  }
  return {};
}

}  // namespace eligo::grammar::registry
