// Words as a name of many words sees them. Internal to grammar/registry/.
#pragma once

#include <string>
#include <string_view>

#include "grammar/ast.hpp"
#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {

inline bool is(const Token& token, char mark) { return token.part == static_cast<Part>(mark); }

// What stands between the entries of a list.
inline bool is_join(const Token& token) {
  return token.part == Part::and_ || token.part == Part::or_ || token.part == Part::and_or || is(token, ',');
}

// What ties a noun to the one in front of it.
inline bool is_link(Part part) {
  return part == Part::prep || part == Part::of || part == Part::to || part == Part::with ||
         part == Part::since || part == Part::before;
}

// What somebody has to something, which may stand further on.
inline bool is_allergy(const Token& token) {
  return token.value == "allergy" || token.value == "hypersensitivity";
}

// What a fact is whose name is of this kind; a word that tells no other is of an illness.
inline ast::ConceptKind concept_kind_of(Part kind) {
  if (kind == Part::procedure) return ast::ConceptKind::procedure;
  return kind == Part::medication ? ast::ConceptKind::medication : ast::ConceptKind::condition;
}

// How an illness is said to be behind its name.
inline bool is_treated(std::string_view word) {
  return word == "treated" || word == "controlled" || word == "untreated" || word == "uncontrolled" ||
         word == "not controlled" || word == "stable" || word == "unstable";
}

}  // namespace eligo::grammar::registry
