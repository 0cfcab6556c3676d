// The workshop of the checker: one trial at a time, syntax in, nodes and predicates out.
//
// Lowering holds what every family of constructs needs (names, definitions, numbers, sharing, messages); the
// families are free functions, one file each: lower_person, lower_measurement, lower_history, lower_since,
// lower_connectives. Each gives the node, or nullopt after it has reported at least one error. Used by
// compile.cpp only. Tests: tests/engine/compile_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/program.hpp"
#include "engine/report.hpp"
#include "grammar/ast.hpp"

namespace eligo::engine {

using Lowered = std::optional<NodeId>;

// `define NAME as …`, in a trial or before all trials.
struct Definition {
  const ast::Define* syntax = nullptr;
  const grammar::Source* source = nullptr;
  bool shipped = false;
  bool used = false;
  bool checked = false;      // its own mistakes are reported already
  bool in_progress = false;  // being inlined: meeting it again is a cycle
};
using Definitions = std::unordered_map<std::string, Definition>;  // by folded name

// Predicates of the whole program, each once.
class PredicateTable {
 public:
  explicit PredicateTable(Program& program) : program_(program) {}
  PredicateId add(Predicate predicate, std::string text);
  std::size_t size() const { return keys_.size(); }
  void rollback(std::size_t size);  // forgets those of a trial that turned out wrong

 private:
  Program& program_;
  std::unordered_map<std::string, PredicateId> by_dump_;
  std::vector<const std::string*> keys_;
};

// One name of a subject, resolved: a concept, or the members of a value set.
struct ResolvedName {
  const ast::Name* written = nullptr;
  std::vector<ConceptId> members;
  bool is_set = false;
  FactKind kind = FactKind::observation;
};
struct ResolvedSubject {
  std::vector<ResolvedName> names;
  std::vector<ConceptId> except;
  bool all = false;  // all of (…)
};

class Lowering {
 public:
  Lowering(const Vocabulary& vocabulary, Definitions& globals, PredicateTable& predicates, Report& report)
      : vocabulary_(vocabulary), globals_(globals), predicates_(predicates), report_(report) {}

  // Starts a trial; nodes go to `trial`, names are looked up in `locals` first. All three outlive the
  // lowering of it.
  void begin(Trial& trial, Definitions* locals, const grammar::Source& source, std::string own_id);

  // Lowers one criterion; notes of the definitions that it uses are added to `notes`.
  Lowered criterion(const ast::Expression& expression, std::vector<std::string>& notes);
  // Checks a definition that nothing uses.
  void check_definition(Definition& definition);

  Lowered lower(const ast::Expression& expression);

  const Vocabulary& vocabulary() const { return vocabulary_; }
  const FactConcept& fact(ConceptId id) const { return vocabulary_[id]; }
  const std::string& own_id() const { return own_id_; }

  // ---- messages; `error` gives nullopt so that callers can return it
  std::nullopt_t error(std::string_view code, ast::Span span, std::string message, std::string help = {});
  void warning(std::string_view code, ast::Span span, std::string message, std::string help = {});
  std::string text(ast::Span span) const { return std::string(source_->slice(span)); }
  // "`thrombosis` is a condition" … with the help that says how to write it.
  std::nullopt_t wrong_kind(const ast::Name& name, FactKind kind, std::string_view but);
  std::string usage(const ast::Name& name) const;

  // ---- names (check_names.cpp)
  std::optional<ResolvedName> resolve(const ast::Name& name);
  std::optional<ResolvedSubject> resolve(const ast::Subject& subject);
  Definition* find_definition(const ast::Name& name);
  std::nullopt_t unknown_name(const ast::Name& name);
  Lowered reference(const ast::Name& name);
  // How a member of a subject is written by itself.
  ast::Name spelling(const ResolvedName& name, ConceptId member) const;

  // ---- numbers (check_numbers.cpp)
  std::optional<patients::Decimal> decimal(const ast::Number& number);
  std::optional<std::int32_t> whole(const ast::Number& number, std::string_view what);
  std::optional<Duration> duration(const ast::Duration& duration);
  std::optional<Duration> duration(const ast::Number& count, ast::TimeUnit unit);

  // ---- nodes
  NodeId add(Predicate predicate, std::string text);
  NodeId add(NodeKind kind, std::vector<NodeId> children, std::string text, std::int32_t count = 0);
  // And/or over `children`; the child itself if there is one only.
  NodeId join(bool all, std::vector<NodeId> children, const std::string& text);
  // Nodes with the same predicates in the same connectives have equal meanings, whatever the order of
  // operands.
  std::uint64_t meaning(NodeId id) const { return hashes_[id]; }
  const Node& node(NodeId id) const { return trial_->nodes[id]; }

 private:
  struct Inlined {
    Lowered node;  // nullopt: it has errors
    std::vector<std::string> notes;
  };
  Lowered inline_definition(Definition& definition, const ast::Name& use);
  std::nullopt_t too_large(ast::Span span);
  void note_down(const std::vector<std::string>& notes);

  const Vocabulary& vocabulary_;
  Definitions& globals_;
  PredicateTable& predicates_;
  Report& report_;

  Trial* trial_ = nullptr;
  Definitions* locals_ = nullptr;
  const grammar::Source* source_ = nullptr;
  std::string own_id_;
  std::vector<std::uint64_t> hashes_;  // of each node's meaning; parallel to the trial's nodes
  std::vector<std::uint64_t> sizes_;   // nodes below, counted as a tree
  std::unordered_map<const Definition*, Inlined> inlined_;
  std::vector<std::string>* notes_ = nullptr;
  bool in_global_ = false;
  int depth_ = 0;
};

// ---- the families

Lowered lower_node(Lowering& lowering, const ast::AgeTest& age, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::SexTest& sex, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::Attest& attest, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::Unencoded& unencoded, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::OtherTrial& other, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::Measurement& measurement, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::History& history, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::Since& since, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::Count& count, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::Reference& reference, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::And& node, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::Or& node, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::AllOf& node, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::AnyOf& node, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::AtLeast& node, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::Not& node, const ast::Expression& whole);
Lowered lower_node(Lowering& lowering, const ast::If& node, const ast::Expression& whole);

// `no X` of a bare name: an event that did not happen, or a definition that does not hold.
bool is_bare_event(const ast::History& history);
Lowered lower_bare_event(Lowering& lowering, const ast::Name& name, const ast::Expression& whole);

// `less than N ago` as a bound on the time since an entry.
std::optional<TimeBound> lower_ago(Lowering& lowering, const ast::AgoWindow& window);

// One set over all names of a subject of events (since, counts, on day); reports a mixture of kinds.
struct EventSet {
  FactKind kind = FactKind::procedure;
  ConceptSet concepts;
};
std::optional<EventSet> event_set(Lowering& lowering, const ast::Subject& subject,
                                  const ResolvedSubject& resolved, bool onset, std::string_view construct);

// The limits of one comparison or range against one observation (lower_limits.cpp).
std::optional<std::vector<ValueBound>> lower_limits(Lowering& lowering, const FactConcept& fact,
                                                    const ast::Measurement& measurement,
                                                    const std::string& name);

}  // namespace eligo::engine
