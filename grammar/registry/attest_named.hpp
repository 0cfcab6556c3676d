// A clause that may be a question, and what it names. Internal to grammar/registry/.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

struct Clause {
  const Tokens& tokens;
  std::string_view text;  // of the whole line
  std::string low;        // of the clause, in lower case
  std::size_t first = 0;  // where the words begin that are no `patients with`, `history of`
  bool judged = false;
  bool exclusion = false;
  bool contraception = false;  // a method is named

  // Without an abbreviation in brackets.
  std::string_view word(std::size_t i) const {
    const Token& token = tokens.list[i];
    return text.substr(token.begin,
                       (token.name_end > token.begin ? token.name_end : token.end) - token.begin);
  }
  Part opening() const { return tokens.list[first].part; }
  std::size_t size() const { return tokens.list.size(); }
  bool has(PartSet parts) const { return any_of_parts(tokens, parts); }
  bool says(std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(), [&](auto one) {
      return tokens.pairs.may_hold(one) && low.find(one) != std::string::npos;
    });
  }
};

Clause clause_of(const Tokens& tokens, std::string_view text, bool judged, bool exclusion);

// A word that cannot be but an illness: `dermatitis`, `fracture`.
bool is_illness_word(std::string_view word);

// Of any illness: `disease`, `infection`.
bool is_generic(std::string_view word);

bool names_illness(const Clause& clause);
bool names_treatment(const Clause& clause);

// A condition, drug or procedure, known or by its words.
bool names_a_thing(const Clause& clause);

// `willing`, `unable`: what follows is what somebody can or will do.
bool opens_with_ability(const Clause& clause);

}  // namespace eligo::grammar::registry
