// The spelling of enumerations, one place for the dump and the formatter.
#pragma once

#include <string_view>

#include "grammar/ast.hpp"

namespace eligo::grammar::phrases {

inline std::string_view of(ast::Comparator value) {
  constexpr std::string_view kText[] = {"<", "<=", ">", ">=", "="};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::TimeUnit value) {
  constexpr std::string_view kText[] = {"day", "week", "month", "year"};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::Selector value) {
  constexpr std::string_view kText[] = {"latest", "any", "every", "first", "highest", "lowest"};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::Finding value) {
  constexpr std::string_view kText[] = {"positive", "negative", "indeterminate"};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::Sex value) { return value == ast::Sex::female ? "female" : "male"; }
inline std::string_view of(ast::Response value) {
  constexpr std::string_view kText[] = {"failed", "responded", "relapsed"};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::Ago value) {
  constexpr std::string_view kText[] = {"less than", "at most", "at least", "more than"};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::Subject::Quantifier value) {
  constexpr std::string_view kText[] = {"one", "any of", "all of"};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::HistoryKind value) {
  constexpr std::string_view kText[] = {"diagnosis of", "active", "received", "onset of", "event"};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::Since::Bound value) {
  constexpr std::string_view kText[] = {"at least", "more than", "at most", "less than", "range", "exactly"};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::Count::Bound value) { return of(static_cast<ast::Since::Bound>(value)); }
inline std::string_view of(ast::ConceptKind value) {
  constexpr std::string_view kText[] = {"observation", "score",      "serology",    "condition", "procedure",
                                        "medication",  "drug class", "attestation", "value set"};
  return kText[static_cast<int>(value)];
}
inline std::string_view of(ast::CriterionKind value) {
  return value == ast::CriterionKind::inclusion ? "inclusion" : "exclusion";
}

}  // namespace eligo::grammar::phrases
