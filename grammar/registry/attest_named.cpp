// See attest_named.hpp.
#include "grammar/registry/attest_named.hpp"

#include <algorithm>
#include <array>

#include "grammar/registry/attest_rules.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {

Clause clause_of(const Tokens& tokens, std::string_view text, bool judged, bool exclusion) {
  Clause made{tokens, text, {}, 0, judged, exclusion, false};
  const std::uint32_t begin = tokens.list.front().begin;
  made.low = lowered(text.substr(begin, tokens.list.back().end - begin));
  const auto skipped = [](Part part) {
    return part == Part::lead || part == Part::verb || part == Part::history;
  };
  while (made.first < made.size() && skipped(tokens.list[made.first].part)) ++made.first;
  for (std::size_t i = 0; i < made.size(); ++i)
    made.contraception = made.contraception || (tokens.list[i].part == Part::confirm &&
                                                is_contraception(made.word(i), tokens.pairs));
  return made;
}

bool is_illness_word(std::string_view written) {
  const std::string word = lowered(written);
  static constexpr auto kEnds = std::to_array<std::string_view>(
      {"coma",        "impairment", "injury",        "lesion",   "dementia",    "psychosis", "depression",
       "device",      "itis",       "osis",          "oma",      "emia",        "pathy",     "cancer",
       "disease",     "diseases",   "syndrome",      "disorder", "disorders",   "infection", "infections",
       "burn",        "burns",      "wound",         "wounds",   "ulcer",       "ulcers",    "fracture",
       "hemorrhage",  "damage",     "insufficiency", "failure",  "arthropathy", "deformity", "stricture",
       "dysfunction", "shock",      "fatigue",       "phobia"});
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](auto end) {
                       return word.size() >= end.size() && word.back() == end.back() &&
                              word[word.size() - end.size()] == end.front() && word.ends_with(end);
                     }) &&
         word != "diagnosis" && word != "prognosis" && word != "failure";
}

bool is_generic(std::string_view word) {
  const std::string low = lowered(word);
  for (const std::string_view one : {"disease", "disorder", "infection", "syndrome", "device", "failure"})
    if (low.starts_with(one)) return true;
  return false;
}

bool names_illness(const Clause& clause) {
  for (std::size_t i = 0; i < clause.size(); ++i) {
    if (clause.tokens.list[i].part != Part::word) continue;
    const std::string_view word = clause.word(i);
    const std::size_t hyphen = word.find('-');
    // `Disorders or circumstances that may interfere`: the first word of all is too general to tell
    if (i == 0 && is_generic(word)) continue;
    if (is_illness_word(word) ||
        (hyphen != std::string_view::npos && is_illness_word(word.substr(0, hyphen))))
      return true;
  }
  return false;
}

bool names_treatment(const Clause& clause) {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"treatment", "treatments", "drug", "medication", "medications",
                                       "drugs", "regimen", "therapy", "operated"});
  for (std::size_t i = 0; i < clause.size(); ++i)
    if (clause.tokens.list[i].part == Part::word &&
        std::find(kWords.begin(), kWords.end(), clause.word(i)) != kWords.end())
      return true;
  return false;
}

bool names_a_thing(const Clause& clause) {
  return clause.has("CDR") || names_illness(clause) || names_treatment(clause);
}

bool opens_with_ability(const Clause& clause) {
  static constexpr auto kRoots =
      std::to_array<std::string_view>({"able", "bility", "illing", "cannot", "can not", "can't", "refus",
                                       "mpossib", "capab", "agree", "compl", "accessib"});
  constexpr std::size_t soon = 3;
  for (std::size_t i = clause.first; i < clause.size() && i < clause.first + soon; ++i) {
    if (clause.tokens.list[i].part != Part::confirm) continue;
    const std::string word = lowered(clause.word(i));
    for (const std::string_view root : kRoots)
      if (clause.tokens.pairs.may_hold(root) && word.find(root) != std::string::npos)
        return word != "available";
  }
  return false;
}

}  // namespace eligo::grammar::registry
