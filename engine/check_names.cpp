// Names in expressions: what a name stands for, and what to write where it does not fit. See lowering.hpp.
#include <string>

#include "engine/lowering.hpp"
#include "engine/names.hpp"
#include "grammar/words.hpp"

namespace eligo::engine {

namespace {

std::string_view with_article(FactKind kind) {
  switch (kind) {
    case FactKind::observation:
      return "a measurement";
    case FactKind::serology:
      return "a test with a finding";
    case FactKind::condition:
      return "a condition";
    case FactKind::procedure:
      return "a procedure";
    case FactKind::medication:
      return "a medication";
    case FactKind::attestation:
      return "an attestation";
  }
  return "a fact";
}

std::string usage_of(const FactConcept& fact, const std::string& name) {
  switch (fact.kind) {
    case FactKind::observation: {
      const bool bare = fact.analyte.unit == "1" || fact.analyte.unit.starts_with('{');
      return "write a limit, for example " + quoted(name + " >= 1" + (bare ? "" : " " + fact.analyte.unit));
    }
    case FactKind::serology:
      return "write " + quoted(name + " positive") + " or " + quoted(name + " negative");
    case FactKind::condition:
      return "write " + quoted("diagnosis of " + name) + " or " + quoted("active " + name);
    case FactKind::procedure:
    case FactKind::medication:
      return "write " + quoted("received " + name) + " or " + quoted("no " + name);
    case FactKind::attestation:
      return "write " + quoted("attest " + name);
  }
  return {};
}

}  // namespace

Definition* Lowering::find_definition(const ast::Name& name) {
  if (globals_.empty() && (locals_ == nullptr || locals_->empty())) return nullptr;
  const std::string folded = fold_name(name.text);
  if (locals_ != nullptr && !in_global_)
    if (auto found = locals_->find(folded); found != locals_->end()) return &found->second;
  auto found = globals_.find(folded);
  return found == globals_.end() ? nullptr : &found->second;
}

std::nullopt_t Lowering::unknown_name(const ast::Name& name) {
  NearestNames names(name.text);
  for (const std::string& near : vocabulary_.nearest(name.text)) names.offer(near);
  for (const auto& [folded, definition] : globals_) names.offer(definition.syntax->name.text);
  if (locals_ != nullptr)
    for (const auto& [folded, definition] : *locals_) names.offer(definition.syntax->name.text);
  const auto best = names.best(3);
  return error("E201", name.span, "unknown name " + quoted(name.text),
               best.empty() ? "define it in the vocabulary, for example `condition NAME \"phrase\"`"
                            : "did you mean " + quoted_list(best) + "?");
}

std::optional<ResolvedName> Lowering::resolve(const ast::Name& name) {
  ResolvedName resolved;
  resolved.written = &name;
  if (const auto id = vocabulary_.find(name.text)) {
    resolved.members = {*id};
    resolved.kind = vocabulary_[*id].kind;
    return resolved;
  }
  if (const ValueSet* set = vocabulary_.find_value_set(name.text)) {
    if (set->members.empty()) return std::nullopt;  // reported where it is defined
    resolved.members = set->members;
    resolved.kind = set->kind;
    resolved.is_set = true;
    return resolved;
  }
  if (Definition* definition = find_definition(name)) {
    definition->used = true;
    return error("E301", name.span, quoted(name.text) + " is a definition, not a fact",
                 "a definition stands by itself, as a whole criterion or an operand of `and` and `or`");
  }
  return unknown_name(name);
}

std::optional<ResolvedSubject> Lowering::resolve(const ast::Subject& subject) {
  ResolvedSubject resolved;
  resolved.all = subject.quantifier == ast::Subject::Quantifier::all;
  bool good = true;
  for (const ast::Name& name : subject.names) {
    auto one = resolve(name);
    if (one)
      resolved.names.push_back(std::move(*one));
    else
      good = false;
  }
  for (const ast::Name& name : subject.except) {
    const auto one = resolve(name);
    if (!one) {
      good = false;
      continue;
    }
    if (!resolved.names.empty() && one->kind != resolved.names.front().kind) {
      error("E301", name.span,
            quoted(name.text) + " is " + std::string(with_article(one->kind)) + " and is never part of " +
                quoted(subject.names.front().text) + ", " +
                std::string(with_article(resolved.names.front().kind)),
            "`except` takes facts of the same kind");
      good = false;
      continue;
    }
    resolved.except.insert(resolved.except.end(), one->members.begin(), one->members.end());
  }
  if (!good) return std::nullopt;
  return resolved;
}

ast::Name Lowering::spelling(const ResolvedName& name, ConceptId member) const {
  if (!name.is_set) return *name.written;
  const std::string& phrase = vocabulary_[member].phrase;
  return {phrase, name.written->span, !grammar::is_bare_name(phrase)};
}

std::nullopt_t Lowering::wrong_kind(const ast::Name& name, FactKind kind, std::string_view but) {
  return error("E301", name.span,
               quoted(name.text) + " is " + std::string(with_article(kind)) + ", " + std::string(but),
               usage(name));
}

std::string Lowering::usage(const ast::Name& name) const {
  if (const auto id = vocabulary_.find(name.text)) return usage_of(vocabulary_[*id], name.text);
  if (const ValueSet* set = vocabulary_.find_value_set(name.text))
    return usage_of(vocabulary_[set->members.front()], name.text);
  return {};
}

// A bare name: a definition, or a fact that lacks its construct.
Lowered lower_node(Lowering& lowering, const ast::Reference& reference, const ast::Expression&) {
  if (lowering.find_definition(reference.name) != nullptr) return lowering.reference(reference.name);
  const auto resolved = lowering.resolve(reference.name);
  if (!resolved) return std::nullopt;
  return lowering.wrong_kind(reference.name, resolved->kind,
                             "and does not say by itself what is asked of it");
}

}  // namespace eligo::engine
