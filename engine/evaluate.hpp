// The plain evaluator: the definition of what a program means for one patient on one day.
//
// Entry: Evaluator. Truths of predicates are computed once and shared by all criteria and trials that use
// them. verdict() computes truths and causes only; explain() adds, for every node, what it saw. Both agree (a
// test says so). Verdict rules: docs/semantics.md, "Verdict". An Evaluator is used by one thread; program and
// bound record may be shared. Tests: tests/engine/screen_test.cpp, tests/conformance/, tests/rules/.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/account.hpp"
#include "engine/context.hpp"
#include "engine/program.hpp"
#include "engine/truth.hpp"

namespace eligo::engine {

enum class Status : std::uint8_t { pass, fail, unknown };
std::string_view to_string(Status status);

enum class Verdict : std::uint8_t { ineligible, incomplete, candidate, eligible };  // worst first
std::string_view to_string(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view word);

struct CriterionResult {
  Status status = Status::unknown;
  bool applicable = true;  // false: passes because the guard of an `if` is false, or the sex rules it out
  Causes causes;           // non-empty exactly when unknown

  friend bool operator==(const CriterionResult&, const CriterionResult&) = default;
};

struct TrialResult {
  const Trial* trial = nullptr;
  Verdict verdict = Verdict::incomplete;
  Causes causes;                          // what belongs to no criterion: unpublished
  std::vector<CriterionResult> criteria;  // parallel to trial->criteria
};

// One node of the tree with its truth and what it saw. Children stand as in Node::children.
struct NodeExplanation {
  NodeId node = 0;
  Outcome outcome;
  bool decisive = false;  // had a part in the truth of its parent
  Account account;        // of predicate nodes
  std::vector<NodeExplanation> children;
};

struct CriterionExplanation {
  CriterionResult result;
  std::string reason;                    // one sentence without a full stop
  std::vector<Evidence> evidence;        // of the decisive nodes, without repetition
  std::vector<CauseNote> causes;         // likewise; non-empty exactly when unknown
  std::vector<std::string> assumptions;  // likewise
  std::vector<Distance> distances;       // of failed or unknown comparisons
  NodeExplanation tree;
};

struct TrialExplanation {
  const Trial* trial = nullptr;
  TrialResult result;
  std::vector<CriterionExplanation> criteria;
};

// The verdict that the results of a trial's criteria make: the first rule that holds of docs/semantics.md.
Verdict verdict_of(const Trial& trial, std::span<const CriterionResult> criteria);

class Evaluator {
 public:
  // All must outlive the evaluator; `reference` may be null.
  Evaluator(const Program& program, const BoundRecord& bound, patients::Day as_of,
            const ReferenceTable* reference = nullptr);

  Outcome evaluate(PredicateId predicate);
  Outcome evaluate(const Trial& trial, NodeId node);
  CriterionResult evaluate(const Trial& trial, const Criterion& criterion);
  TrialResult verdict(const Trial& trial);

  // From here on the predicate has this outcome, whatever the record says: for the same trees under other
  // truths (the calendar). explain() does not heed it.
  void assume(PredicateId predicate, Outcome outcome);

  TrialExplanation explain(const Trial& trial);
  CriterionExplanation explain(const Trial& trial, const Criterion& criterion);

 private:
  bool is_applicable(const Trial& trial, NodeId node);
  NodeExplanation explain_node(const Trial& trial, NodeId node);

  const Program& program_;
  Context context_;
  std::vector<Outcome> memo_;
  std::vector<bool> known_;
};

// The sentence for a node: clauses of its decisive predicates, equal ones merged.
std::string sentence(const Trial& trial, const NodeExplanation& explanation);

}  // namespace eligo::engine
