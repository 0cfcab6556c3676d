// Lookups in the compiled vocabulary. See vocabulary.hpp; it is built in vocabulary_builder.cpp.
#include "engine/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "engine/codes.hpp"
#include "engine/names.hpp"

namespace eligo::engine {

std::string_view to_string(FactKind kind) {
  static constexpr std::array<std::string_view, 6> words{"observation", "serology",   "condition",
                                                         "procedure",   "medication", "attestation"};
  return words[static_cast<std::size_t>(kind)];
}

std::optional<ConceptId> Vocabulary::find(std::string_view name) const {
  auto found = by_name_.find(fold_name(name));
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

const ValueSet* Vocabulary::find_value_set(std::string_view name) const {
  auto found = value_set_by_name_.find(fold_name(name));
  return found == value_set_by_name_.end() ? nullptr : &value_sets_[found->second];
}

std::vector<ConceptId> Vocabulary::find_code(std::string_view system, std::string_view code) const {
  const std::string folded = fold_system(system);
  const std::string key = fold_code(folded, code);
  std::vector<ConceptId> all;
  auto take = [&](std::string_view exact) {
    auto found = exact_codes_.find(code_key(folded, exact));
    if (found != exact_codes_.end()) all.insert(all.end(), found->second.begin(), found->second.end());
  };
  if (!is_prefix_system(folded)) {
    take(key);
  } else {
    for (std::size_t length = 3; length <= key.size(); ++length)
      take(std::string_view(key).substr(0, length));
    for (const auto& [pattern, id] : code_patterns_)
      if (pattern.system == folded && in_code_range(key, pattern.first, pattern.last)) all.push_back(id);
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::vector<ConceptId> specific;
  for (ConceptId id : all) {
    const bool covered =
        std::ranges::any_of(all, [&](ConceptId other) { return other != id && is_under(other, id); });
    if (!covered) specific.push_back(id);
  }
  return specific;
}

std::optional<ConceptId> Vocabulary::find_type(ConceptId procedure, std::string_view type) const {
  if (!has_types(procedure)) return std::nullopt;
  auto found = by_name_.find(fold_name(concepts_[procedure].name + "." + std::string(type)));
  if (found == by_name_.end()) found = by_name_.find(fold_name(type));  // the type's phrase or a synonym
  if (found == by_name_.end() || concepts_[found->second].type_of != procedure) return std::nullopt;
  return found->second;
}

// The builder puts the types of a procedure right behind it.
bool Vocabulary::has_types(ConceptId procedure) const {
  return procedure + 1 < concepts_.size() && concepts_[procedure + 1].type_of == procedure;
}

std::vector<std::string> Vocabulary::nearest(std::string_view name, std::size_t count) const {
  NearestNames names(name);
  for (const FactConcept& fact : concepts_) {
    names.offer(fact.phrase);
    if (!fact.type_of) names.offer(fact.name);
    for (const std::string& synonym : fact.synonyms) names.offer(synonym);
  }
  for (const ValueSet& set : value_sets_) {
    names.offer(set.phrase);
    names.offer(set.name);
  }
  return names.best(count);
}

}  // namespace eligo::engine
