// See line_joins.hpp.
#include "grammar/registry/line_joins.hpp"

#include <algorithm>
#include <array>

namespace eligo::grammar::registry {
namespace {

std::string_view text_of(const Tokens& tokens, std::string_view text) {
  const std::uint32_t begin = tokens.list.front().begin;
  return text.substr(begin, tokens.list.back().end - begin);
}

// The words of a question that stands behind an `or` say by themselves that it is one. Others could share
// what follows with the words in front: `disorders or circumstances that may interfere`.
bool goes_on(const Tokens& tokens, std::string_view text) {
  constexpr std::string_view clear = "jPKk1WFZE";
  std::size_t first = 0;
  while (first < tokens.list.size() &&
         (tokens.list[first].part == Part::lead || tokens.list[first].part == Part::verb))
    ++first;
  for (std::size_t i = 0; i < first; ++i)
    if (text.substr(tokens.list[i].begin, 3) == "who") return true;
  if (first == tokens.list.size() || clear.find(tokens.parts[first]) == std::string_view::npos) return true;
  // `any medical or psychological condition`: one of two adjectives
  const Token& token = tokens.list[first];
  if (token.part == Part::confirm && token.entry != nullptr && token.entry->detail == "weak" &&
      text.substr(token.begin, token.end - token.begin).ends_with("al"))
    return true;
  // `, in the opinion of the investigator, …`
  const std::string_view words =
      text.substr(tokens.list[first].begin, tokens.list[first].end - tokens.list[first].begin);
  return words.starts_with("in ") || words.starts_with("judged") || words.starts_with("deemed") ||
         words.starts_with("confound") || words.starts_with("interfere") || words.starts_with("jeopardize");
}

// `recent surgery, planned interventions that, in the opinion of the investigator, …`: said of all in front.
bool judges_what_is_in_front(const Tokens& tokens, std::string_view text) {
  const std::string_view words = text_of(tokens, text);
  // `or any other condition that …` is said of that alone
  if (!words.starts_with("planned")) return false;
  return words.find(" that, in the ") != std::string_view::npos ||
         words.find(" which, in the ") != std::string_view::npos;
}

// `women, not sterile`: the sex is said of what follows.
bool names_only_a_sex(const Tokens& tokens) {
  return std::all_of(tokens.list.begin(), tokens.list.end(), [](const Token& token) {
    return token.part == Part::sex || token.part == Part::any_sex || token.part == Part::age_group ||
           token.part == Part::lead || token.part == Part::verb;
  });
}

// What is asked for, also behind something that is not.
constexpr std::array<std::string_view, 8> kAsked = {"able",   "bility", "illing", "agree",
                                                    "onsent", "nderst", "ompl",   "ooperat"};

// `recipients and donors must be willing`, `no illness and inability to speak`, `all men and women of
// childbearing potential`: the `and` joins less than clauses, or what is turned goes on behind it.
bool joins_within_clause(const Tokens& tokens, bool turned, std::string_view text) {
  const std::string_view opening =
      text.substr(tokens.list.front().begin, tokens.list.front().end - tokens.list.front().begin);
  const bool asks = std::any_of(kAsked.begin(), kAsked.end(), [&](std::string_view root) {
    return opening.find(root) != std::string_view::npos;
  });
  if (turned && tokens.list.front().part == Part::confirm && !asks) return true;
  // `aged 12 or older and parents must consent`: other people are no part of the name in front
  for (const std::string_view other : {"parent", "the parent", "legal", "guardian", "relatives", "family"})
    if (text_of(tokens, text).starts_with(other)) return false;
  return asks_a_person(tokens) && goes_on(tokens, text) && tokens.list.front().part != Part::lead &&
         tokens.list.front().part != Part::verb;
}

// `serious illness or any other condition that may interfere`: said of both, for the first names nothing.
bool shares_relative_clause(std::string_view before, std::string_view words) {
  while (!before.empty() && (before.back() == ' ' || before.back() == ',')) before.remove_suffix(1);
  if (words.find(" that") == std::string_view::npos && words.find(" which") == std::string_view::npos)
    return false;
  for (const std::string_view generic : {" illness", " condition", " conditions", " disease", " disorder"})
    if (before.ends_with(generic)) return true;
  return false;
}

// One word that wants to be said more of: `contraindication or inability to undergo a biopsy`.
bool wants_object(const Tokens& tokens, std::string_view text) {
  if (tokens.list.size() != 1) return false;
  const std::string_view word = text.substr(tokens.list[0].begin, tokens.list[0].end - tokens.list[0].begin);
  for (const std::string_view end :
       {"ontraindication", "ontraindications", "ntolerance", "llergy", "nwillingness"})
    if (word.ends_with(end)) return true;
  return false;
}

}  // namespace

bool or_joins_less(const Tokens& tokens, std::string_view before, std::string_view text) {
  if (tokens.list.empty()) return false;
  if (wants_object(tokens, text) || names_only_a_sex(tokens) || judges_what_is_in_front(tokens, text))
    return true;
  return !before.empty() && asks_a_person(tokens) &&
         (goes_on(tokens, text) || shares_relative_clause(before, text_of(tokens, text)));
}

bool and_joins_less(const Tokens& tokens, std::string_view before, bool turned, std::string_view text) {
  if (tokens.list.empty()) return false;
  return before.empty() ? names_only_a_sex(tokens) : joins_within_clause(tokens, turned, text);
}

}  // namespace eligo::grammar::registry
