// What every family of constructs shares: messages, nodes, sharing, definitions. See lowering.hpp.
#include "engine/lowering.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "engine/names.hpp"
#include "grammar/format.hpp"

namespace eligo::engine {

namespace {

constexpr std::uint64_t most_nodes = 20000;  // of one criterion, as a tree
constexpr int most_nested = 64;              // definitions within definitions

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 6) + (hash >> 2);
  hash *= 0xff51afd7ed558ccdULL;
  return hash ^ (hash >> 32);
}

}  // namespace

PredicateId PredicateTable::add(Predicate predicate, std::string text) {
  const auto next = static_cast<PredicateId>(program_.predicates.size());
  const auto [found, fresh] = by_dump_.emplace(dump(predicate, program_.vocabulary), next);
  if (fresh) {
    program_.predicates.push_back(std::move(predicate));
    program_.predicate_texts.push_back(std::move(text));
    keys_.push_back(&found->first);
  }
  return found->second;
}

void PredicateTable::rollback(std::size_t size) {
  while (keys_.size() > size) {
    by_dump_.erase(by_dump_.find(*keys_.back()));
    keys_.pop_back();
  }
  program_.predicates.erase(program_.predicates.begin() + static_cast<std::ptrdiff_t>(size),
                            program_.predicates.end());
  program_.predicate_texts.resize(size);
}

void Lowering::begin(Trial& trial, Definitions* locals, const grammar::Source& source, std::string own_id) {
  trial_ = &trial;
  locals_ = locals;
  source_ = &source;
  own_id_ = std::move(own_id);
  hashes_.clear();
  sizes_.clear();
  inlined_.clear();
}

std::nullopt_t Lowering::error(std::string_view code, ast::Span span, std::string message, std::string help) {
  report_.error(code, *source_, span, std::move(message), std::move(help));
  return std::nullopt;
}

void Lowering::warning(std::string_view code, ast::Span span, std::string message, std::string help) {
  report_.warning(code, *source_, span, std::move(message), std::move(help));
}

Lowered Lowering::lower(const ast::Expression& expression) {
  return std::visit([&](const auto& node) { return lower_node(*this, node, expression); }, expression.node);
}

Lowered Lowering::criterion(const ast::Expression& expression, std::vector<std::string>& notes) {
  notes_ = &notes;
  const Lowered root = lower(expression);
  notes_ = nullptr;
  if (!root) return root;
  if (sizes_[*root] > most_nodes) return too_large(expression.span);
  return root;
}

std::nullopt_t Lowering::too_large(ast::Span span) {
  return error("E406", span, "this criterion has more than " + std::to_string(most_nodes) + " tests",
               "split it into several criteria, or use fewer definitions within definitions");
}

// ---- nodes

NodeId Lowering::add(Predicate predicate, std::string text) {
  Node made;
  made.predicate = predicates_.add(std::move(predicate), text);
  made.text = std::move(text);
  hashes_.push_back(mix(1, made.predicate));
  sizes_.push_back(1);
  trial_->nodes.push_back(std::move(made));
  return static_cast<NodeId>(trial_->nodes.size() - 1);
}

NodeId Lowering::add(NodeKind kind, std::vector<NodeId> children, std::string text, std::int32_t count) {
  const bool ordered = kind == NodeKind::if_;  // `a and b` means `b and a`
  std::uint64_t hash = mix(mix(2, static_cast<std::uint64_t>(kind)), static_cast<std::uint64_t>(count));
  std::uint64_t sum = 0;
  std::uint64_t size = 1;
  for (NodeId child : children) {
    if (ordered)
      hash = mix(hash, hashes_[child]);
    else
      sum += mix(3, hashes_[child]);
    size = std::min(size + sizes_[child], most_nodes + 1);
  }
  hashes_.push_back(mix(hash, sum));
  sizes_.push_back(size);
  Node made;
  made.kind = kind;
  made.count = count;
  made.children = std::move(children);
  made.text = std::move(text);
  trial_->nodes.push_back(std::move(made));
  return static_cast<NodeId>(trial_->nodes.size() - 1);
}

NodeId Lowering::join(bool all, std::vector<NodeId> children, const std::string& text) {
  if (children.size() == 1) return children.front();
  return add(all ? NodeKind::and_ : NodeKind::or_, std::move(children), text);
}

// ---- definitions

Lowered Lowering::reference(const ast::Name& name) {
  Definition* definition = find_definition(name);
  return definition == nullptr ? Lowered{} : inline_definition(*definition, name);
}

// A definition is lowered once a trial and its node shared from then on, so that definitions of definitions
// cost no more than they say. Its own mistakes are reported the first time only.
Lowered Lowering::inline_definition(Definition& definition, const ast::Name& use) {
  definition.used = true;
  if (auto known = inlined_.find(&definition); known != inlined_.end()) {
    note_down(known->second.notes);
    return known->second.node;
  }
  if (definition.in_progress)
    return error("E206", use.span, "the definition " + quoted(use.text) + " uses itself",
                 "a definition may use others, but never itself, directly or through them");
  if (depth_ == most_nested)
    return error("E406", use.span,
                 "definitions are nested more than " + std::to_string(most_nested) + " deep",
                 "write some of them out");
  if (!definition.syntax->expression) return std::nullopt;  // a syntax error, reported by the parser

  const std::size_t before = report_.list().size();
  const std::size_t errors_before = report_.errors();
  std::vector<std::string> notes;
  for (const ast::Note& note : definition.syntax->notes) notes.push_back(note.text.text);
  const auto local =
      locals_ == nullptr ? Definitions::iterator{} : locals_->find(fold_name(definition.syntax->name.text));
  const bool global = locals_ == nullptr || local == locals_->end() || &local->second != &definition;
  auto* outer_notes = std::exchange(notes_, &notes);
  const auto* outer_source = std::exchange(source_, definition.source);
  const bool outer_global = std::exchange(in_global_, in_global_ || global);
  definition.in_progress = true;
  ++depth_;
  const Lowered made = lower(*definition.syntax->expression);
  --depth_;
  definition.in_progress = false;
  in_global_ = outer_global;
  source_ = outer_source;
  notes_ = outer_notes;
  if (std::exchange(definition.checked, true)) report_.truncate(before, errors_before);
  note_down(notes);
  inlined_.emplace(&definition, Inlined{made, std::move(notes)});
  return made;
}

void Lowering::check_definition(Definition& definition) {
  if (definition.checked || definition.syntax->expression == nullptr) return;
  const bool used = definition.used;
  inline_definition(definition, definition.syntax->name);
  definition.used = used;
}

void Lowering::note_down(const std::vector<std::string>& notes) {
  if (notes_ == nullptr) return;
  for (const std::string& note : notes)
    if (std::ranges::find(*notes_, note) == notes_->end()) notes_->push_back(note);
}

}  // namespace eligo::engine
