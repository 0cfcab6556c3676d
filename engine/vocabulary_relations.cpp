// Second pass of the vocabulary: parents, members, the closure of the hierarchy, the code index.
// See vocabulary_builder.hpp.
#include <algorithm>

#include "engine/codes.hpp"
#include "engine/names.hpp"
#include "engine/vocabulary_builder.hpp"

namespace eligo::engine {

void VocabularyBuilder::relate(const Entry& entry) {
  if (entry.is_value_set()) return;
  for (const Part& part : entry.parts()) {
    relate_parents(entry, part);
    if (out_.concepts_[entry.id].is_class) relate_members(entry, part);
  }
}

void VocabularyBuilder::relate_parents(const Entry& entry, const Part& part) {
  FactConcept& fact = out_.concepts_[entry.id];
  for (const ast::Name& name : part.syntax->parents) {
    const auto parent = resolve(name, part);
    if (!parent) continue;
    if (out_.concepts_[*parent].kind != fact.kind) {
      report_.error("E401", *part.source, name.span,
                    "the " + std::string(to_string(fact.kind)) + " " + quoted(fact.name) +
                        " cannot stand under the " + std::string(to_string(out_.concepts_[*parent].kind)) +
                        " " + quoted(name.text),
                    "parents are of the same kind");
      continue;
    }
    if (std::ranges::find(fact.parents, *parent) == fact.parents.end()) fact.parents.push_back(*parent);
  }
}

void VocabularyBuilder::relate_members(const Entry& entry, const Part& part) {
  for (const ast::Name& name : part.syntax->members) {
    const auto member = resolve(name, part);
    if (!member) continue;
    FactConcept& fact = out_.concepts_[*member];
    if (fact.kind != FactKind::medication) {
      report_.error("E401", *part.source, name.span, quoted(name.text) + " is not a medication",
                    "a drug class has medications and drug classes as members");
      continue;
    }
    if (std::ranges::find(fact.parents, entry.id) == fact.parents.end()) fact.parents.push_back(entry.id);
  }
}

void VocabularyBuilder::fill_value_set(const Entry& entry) {
  ValueSet& set = out_.value_sets_[entry.id];
  for (const Part& part : entry.parts()) {
    for (const ast::Name& name : part.syntax->members) {
      const auto member = resolve(name, part);
      if (!member) continue;
      const FactKind kind = out_.concepts_[*member].kind;
      if (set.members.empty()) set.kind = kind;
      if (kind != set.kind) {
        report_.error("E401", *part.source, name.span,
                      "the value set " + quoted(set.name) + " mixes " + quoted(name.text) + ", of kind " +
                          std::string(to_string(kind)) + ", with facts of kind " +
                          std::string(to_string(set.kind)),
                      "make one value set for each kind");
        continue;
      }
      if (std::ranges::find(set.members, *member) == set.members.end()) set.members.push_back(*member);
    }
  }
  const bool named_any =
      std::ranges::any_of(entry.parts(), [](const Part& p) { return !p.syntax->members.empty(); });
  if (!named_any)
    report_.error("E401", *entry.definition.source, entry.definition.syntax->name.span,
                  "the value set " + quoted(set.name) + " has no members", "add `members NAME, NAME`");
}

std::optional<ConceptId> VocabularyBuilder::resolve(const ast::Name& name, const Part& part) {
  if (auto id = out_.find(name.text)) return id;
  if (out_.find_value_set(name.text) != nullptr) {
    report_.error("E401", *part.source, name.span, quoted(name.text) + " is a value set, not a fact",
                  "name its members one by one");
    return std::nullopt;
  }
  const auto near = out_.nearest(name.text);
  report_.error("E201", *part.source, name.span, "unknown name " + quoted(name.text),
                near.empty() ? "define it first" : "did you mean " + quoted_list(near) + "?");
  return std::nullopt;
}

// Parents before children, so that each row of the ancestry is its parents' rows and itself.
void VocabularyBuilder::close_hierarchy() {
  const std::size_t count = out_.concepts_.size();
  out_.ancestry_.assign(count * count, false);
  state_.assign(count, 0);
  std::vector<ConceptId> path;
  for (ConceptId id = 0; id < count; ++id) visit(id, path);
}

// False if `id` is on the path already; the link that closes a cycle is reported and dropped.
bool VocabularyBuilder::visit(ConceptId id, std::vector<ConceptId>& path) {
  if (state_[id] == 2) return true;
  if (state_[id] == 1) {
    report_cycle(path, id);
    return false;
  }
  state_[id] = 1;
  path.push_back(id);
  const std::size_t count = out_.concepts_.size();
  std::vector<ConceptId> kept;
  for (ConceptId parent : out_.concepts_[id].parents) {
    if (!visit(parent, path)) continue;
    kept.push_back(parent);
    for (std::size_t i = 0; i < count; ++i)
      if (out_.ancestry_[parent * count + i]) out_.ancestry_[id * count + i] = true;
  }
  out_.concepts_[id].parents = std::move(kept);
  out_.ancestry_[id * count + id] = true;
  path.pop_back();
  state_[id] = 2;
  return true;
}

void VocabularyBuilder::report_cycle(const std::vector<ConceptId>& path, ConceptId back_to) {
  std::string chain;
  for (auto it = std::ranges::find(path, back_to); it != path.end(); ++it)
    chain += quoted(out_.concepts_[*it].name) + " under ";
  chain += quoted(out_.concepts_[back_to].name);
  const Part& part = entry_of_[path.back()]->definition;
  report_.error("E402", *part.source, part.syntax->name.span, "the hierarchy runs in a circle: " + chain,
                "take one `under` or `members` out");
}

void VocabularyBuilder::index_codes() {
  for (const FactConcept& fact : out_.concepts_) {
    for (const CodeMatch& code : fact.codes) {
      if (code.first != code.last)
        out_.code_patterns_.emplace_back(code, fact.id);
      else
        out_.exact_codes_[code_key(code.system, code.first)].push_back(fact.id);
    }
  }
}

}  // namespace eligo::engine
