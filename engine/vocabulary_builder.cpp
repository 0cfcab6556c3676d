// First pass of the vocabulary: which concepts there are, their names, types and codes. See
// vocabulary_builder.hpp.
#include "engine/vocabulary_builder.hpp"

#include <algorithm>
#include <utility>

#include "engine/codes.hpp"
#include "engine/names.hpp"

namespace eligo::engine {

namespace {

FactKind fact_kind(ast::ConceptKind kind) {
  switch (kind) {
    case ast::ConceptKind::observation:
    case ast::ConceptKind::score:
    case ast::ConceptKind::value_set:
      return FactKind::observation;
    case ast::ConceptKind::serology:
      return FactKind::serology;
    case ast::ConceptKind::condition:
      return FactKind::condition;
    case ast::ConceptKind::procedure:
      return FactKind::procedure;
    case ast::ConceptKind::medication:
    case ast::ConceptKind::drug_class:
      return FactKind::medication;
    case ast::ConceptKind::attestation:
      return FactKind::attestation;
  }
  return FactKind::observation;
}

// Whether two definitions say the same: by their dump, so that layout and comments do not count.
bool same_definition(const ast::Concept& a, const ast::Concept& b) {
  auto text = [](const ast::Concept& syntax) {
    ast::File file;
    file.items.emplace_back(syntax);
    return ast::dump(file);
  };
  return text(a) == text(b);
}

}  // namespace

std::vector<VocabularyBuilder::Part> VocabularyBuilder::Entry::parts() const {
  std::vector<Part> all{definition};
  all.insert(all.end(), extensions.begin(), extensions.end());
  return all;
}

void VocabularyBuilder::add(const ast::Concept& syntax, const grammar::Source& source, bool shipped) {
  const Part part{&syntax, &source, shipped};
  if (syntax.extends)
    extensions_.push_back(part);
  else
    define(part);
}

void VocabularyBuilder::define(const Part& part) {
  const auto [found, fresh] = entry_by_name_.emplace(fold_name(part.syntax->name.text), entries_.size());
  if (fresh) {
    entries_.push_back({part, {}, 0});
    return;
  }
  Entry& entry = entries_[found->second];
  const Part first = entry.definition;
  const std::string name = quoted(part.syntax->name.text);
  if (first.shipped == part.shipped) {
    report_.error("E204", *part.source, part.syntax->name.span, name + " is defined twice",
                  "it is first defined in " + place_of(*first.source, first.syntax->name.span) +
                      "; write `extend " + part.syntax->name.text + "` to add to it");
    return;
  }
  if (!same_definition(*first.syntax, *part.syntax))
    report_.warning(
        "W502", *part.source, part.syntax->name.span, name + " replaces the shipped fact of this name",
        "write `extend " + part.syntax->name.text + "` to add codes or synonyms and keep the rest");
  entry.definition = part;
}

void VocabularyBuilder::attach_extensions() {
  std::unordered_map<std::string, std::size_t> by_spelling;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const ast::Concept& syntax = *entries_[i].definition.syntax;
    by_spelling.emplace(fold_name(syntax.phrase.text), i);
    for (const ast::Text& synonym : syntax.synonyms) by_spelling.emplace(fold_name(synonym.text), i);
  }
  for (const auto& [name, index] : entry_by_name_) by_spelling.insert_or_assign(name, index);
  for (const Part& part : extensions_) {
    auto found = by_spelling.find(fold_name(part.syntax->name.text));
    if (found != by_spelling.end()) {
      entries_[found->second].extensions.push_back(part);
      continue;
    }
    NearestNames names(part.syntax->name.text);
    for (const Entry& entry : entries_) names.offer(entry.definition.syntax->name.text);
    const auto near = names.best(3);
    report_.error("E201", *part.source, part.syntax->name.span,
                  "there is no fact " + quoted(part.syntax->name.text) + " to extend",
                  near.empty() ? "define it first, for example `condition NAME \"phrase\"`"
                               : "did you mean " + quoted_list(near) + "?");
  }
}

Vocabulary VocabularyBuilder::build() {
  attach_extensions();
  for (Entry& entry : entries_) {
    if (entry.is_value_set())
      declare_value_set(entry);
    else
      declare(entry);
  }
  for (const Entry& entry : entries_) relate(entry);
  for (const Entry& entry : entries_)
    if (entry.is_value_set()) fill_value_set(entry);
  close_hierarchy();
  index_codes();
  return std::move(out_);
}

void VocabularyBuilder::declare(Entry& entry) {
  const ast::Concept& syntax = *entry.definition.syntax;
  entry.id = static_cast<ConceptId>(out_.concepts_.size());
  FactConcept fact;
  fact.id = entry.id;
  fact.kind = fact_kind(syntax.kind);
  fact.name = syntax.name.text;
  std::ranges::replace(fact.name, ' ', '_');
  fact.phrase = syntax.phrase.text.empty() ? syntax.name.text : syntax.phrase.text;
  fact.is_class = syntax.kind == ast::ConceptKind::drug_class;
  for (const Part& part : entry.parts()) {
    check_properties(entry, part);
    fact.nucleic_acid = fact.nucleic_acid || part.syntax->nucleic_acid;
    for (const ast::Text& synonym : part.syntax->synonyms) fact.synonyms.push_back(synonym.text);
    add_codes(fact, part.syntax->codes, part);
  }
  if (fact.kind == FactKind::observation) set_quantity(fact, entry);
  out_.concepts_.push_back(std::move(fact));
  entry_of_.push_back(&entry);

  name_concept(entry.id, syntax.name.text, entry.definition, syntax.name.span);
  name_concept(entry.id, out_.concepts_[entry.id].phrase, entry.definition, syntax.phrase.span);
  for (const Part& part : entry.parts())
    for (const ast::Text& synonym : part.syntax->synonyms)
      name_concept(entry.id, synonym.text, part, synonym.span);
  declare_types(entry);
}

void VocabularyBuilder::declare_types(const Entry& entry) {
  const ConceptId procedure = entry.id;
  for (const Part& part : entry.parts()) {
    for (const ast::TypeOf& type : part.syntax->types) {
      if (out_.concepts_[procedure].kind != FactKind::procedure) return;  // reported by check_properties
      FactConcept fact;
      fact.id = static_cast<ConceptId>(out_.concepts_.size());
      fact.kind = FactKind::procedure;
      fact.name = out_.concepts_[procedure].name + "." + type.name.text;
      std::ranges::replace(fact.name, ' ', '_');
      fact.phrase = type.phrase.text.empty() ? type.name.text + " " + out_.concepts_[procedure].phrase
                                             : type.phrase.text;
      for (const ast::Text& synonym : type.synonyms) fact.synonyms.push_back(synonym.text);
      fact.parents = {procedure};
      fact.type_of = procedure;
      fact.type = type.name.text;
      add_codes(fact, type.codes, part);
      const ConceptId id = fact.id;
      out_.concepts_.push_back(std::move(fact));
      entry_of_.push_back(&entry);
      name_concept(id, out_.concepts_[id].name, part, type.name.span);
      name_concept(id, out_.concepts_[id].phrase, part, type.phrase.span);
      for (const ast::Text& synonym : type.synonyms) name_concept(id, synonym.text, part, synonym.span);
    }
  }
}

void VocabularyBuilder::declare_value_set(Entry& entry) {
  const ast::Concept& syntax = *entry.definition.syntax;
  const auto index = static_cast<std::uint32_t>(out_.value_sets_.size());
  entry.id = index;
  for (const Part& part : entry.parts()) check_properties(entry, part);
  ValueSet set;
  set.name = syntax.name.text;
  set.phrase = syntax.phrase.text.empty() ? syntax.name.text : syntax.phrase.text;
  out_.value_sets_.push_back(std::move(set));
  name_value_set(index, syntax.name.text, entry.definition, syntax.name.span);
  name_value_set(index, out_.value_sets_[index].phrase, entry.definition, syntax.phrase.span);
  for (const Part& part : entry.parts())
    for (const ast::Text& synonym : part.syntax->synonyms)
      name_value_set(index, synonym.text, part, synonym.span);
}

void VocabularyBuilder::name_concept(ConceptId id, const std::string& spelling, const Part& part,
                                     grammar::Span span) {
  const std::string folded = fold_name(spelling);
  if (folded.empty()) return;
  if (auto set = out_.value_set_by_name_.find(folded); set != out_.value_set_by_name_.end())
    return report_ambiguous(spelling, out_.value_sets_[set->second].name, part, span);
  const auto [found, fresh] = out_.by_name_.emplace(folded, id);
  if (!fresh && found->second != id)
    report_ambiguous(spelling, out_.concepts_[found->second].name, part, span);
}

void VocabularyBuilder::name_value_set(std::uint32_t index, const std::string& spelling, const Part& part,
                                       grammar::Span span) {
  const std::string folded = fold_name(spelling);
  if (folded.empty()) return;
  if (auto fact = out_.by_name_.find(folded); fact != out_.by_name_.end())
    return report_ambiguous(spelling, out_.concepts_[fact->second].name, part, span);
  const auto [found, fresh] = out_.value_set_by_name_.emplace(folded, index);
  if (!fresh && found->second != index)
    report_ambiguous(spelling, out_.value_sets_[found->second].name, part, span);
}

void VocabularyBuilder::report_ambiguous(const std::string& spelling, const std::string& other,
                                         const Part& part, grammar::Span span) {
  report_.error("E205", *part.source, span.begin == span.end ? part.syntax->name.span : span,
                quoted(spelling) + " already stands for " + quoted(other),
                "names fold letter case and treat space, `_` and `-` alike; choose a spelling of its own");
}

void VocabularyBuilder::add_codes(FactConcept& fact, const std::vector<ast::CodeRange>& codes,
                                  const Part& part) {
  for (const ast::CodeRange& code : codes) add_code(fact, fold_system(code.system.text), code, part);
}

void VocabularyBuilder::add_code(FactConcept& fact, const std::string& system, const ast::CodeRange& code,
                                 const Part& part) {
  const std::string first = fold_code(system, code.first);
  const std::string last = code.last.empty() ? first : fold_code(system, code.last);
  if (first != last && !is_prefix_system(system)) {
    report_.error("E401", *part.source, code.span, "a range of codes is understood for ICD-10-CM only",
                  "list the codes of " + quoted(code.system.text) + " one by one");
    return;
  }
  if (last < first || (is_prefix_system(system) && first.size() < 3)) {
    report_.error("E401", *part.source, code.span,
                  quoted(code.first + (code.last.empty() ? "" : "-" + code.last)) +
                      " is not a code or a range of codes",
                  "write a category such as `D69`, or a range such as `C81-C96`");
    return;
  }
  fact.codes.push_back({system, first, last});
}

}  // namespace eligo::engine
