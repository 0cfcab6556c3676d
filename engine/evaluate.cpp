#include "engine/evaluate.hpp"

#include <algorithm>
#include <array>

#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

std::string_view to_string(Status status) {
  static constexpr std::array<std::string_view, 3> words{"pass", "fail", "unknown"};
  return words[static_cast<std::size_t>(status)];
}

namespace {
constexpr std::array<std::string_view, 4> verdict_words{"ineligible", "incomplete", "candidate", "eligible"};
}

std::string_view to_string(Verdict verdict) { return verdict_words[static_cast<std::size_t>(verdict)]; }

std::optional<Verdict> parse_verdict(std::string_view word) {
  for (std::size_t i = 0; i < verdict_words.size(); ++i) {
    if (verdict_words[i] == word) return static_cast<Verdict>(i);
  }
  return std::nullopt;
}

Outcome evaluate(const Predicate& predicate, const Context& context, Account* account) {
  return std::visit([&](const auto& typed) { return evaluate(typed, context, account); }, predicate);
}

Evaluator::Evaluator(const Program& program, const BoundRecord& bound, patients::Day as_of,
                     const ReferenceTable* reference)
    : program_(program),
      context_{program.vocabulary, bound, as_of, reference},
      memo_(program.predicates.size()),
      known_(program.predicates.size(), false) {}

Outcome Evaluator::evaluate(PredicateId predicate) {
  if (!known_[predicate]) {
    memo_[predicate] = engine::evaluate(program_.predicates[predicate], context_, nullptr);
    known_[predicate] = true;
  }
  return memo_[predicate];
}

Outcome Evaluator::evaluate(const Trial& trial, NodeId id) {
  const Node& node = trial.nodes[id];
  const auto child = [&](std::size_t i) { return evaluate(trial, node.children[i]); };
  switch (node.kind) {
    case NodeKind::predicate:
      return evaluate(node.predicate);
    case NodeKind::not_:
      return !child(0);
    case NodeKind::and_: {
      Outcome outcome = Outcome::yes();
      for (std::size_t i = 0; i < node.children.size() && !outcome.is_false(); ++i)
        outcome = outcome & child(i);
      return outcome;
    }
    case NodeKind::or_: {
      Outcome outcome = Outcome::no();
      for (std::size_t i = 0; i < node.children.size() && !outcome.is_true(); ++i)
        outcome = outcome | child(i);
      return outcome;
    }
    case NodeKind::if_:
      if (node.children.size() == 2) return (!child(0)) | child(1);
      return choose(child(0), child(1), child(2));
    case NodeKind::at_least: {
      AtLeastCounter counter(node.count);
      for (std::size_t i = 0; i < node.children.size(); ++i) counter.add(child(i));
      return counter.result();
    }
  }
  return Outcome::no();
}

// Does the node speak of this patient at all? Not if a guard is false, or a sex is asked for that the patient
// has not.
bool Evaluator::is_applicable(const Trial& trial, NodeId id) {
  const Node& node = trial.nodes[id];
  const auto applies = [&](NodeId child) { return is_applicable(trial, child); };
  switch (node.kind) {
    case NodeKind::predicate:
      return !std::holds_alternative<SexPredicate>(program_.predicates[node.predicate]) ||
             !evaluate(node.predicate).is_false();
    case NodeKind::not_:
      return applies(node.children[0]);
    case NodeKind::if_:
      return node.children.size() == 3 || !evaluate(trial, node.children[0]).is_false();
    case NodeKind::and_: {
      const auto ruled_out = [&](NodeId child) {
        return evaluate(trial, child).is_false() && !is_applicable(trial, child);
      };
      if (std::any_of(node.children.begin(), node.children.end(), ruled_out)) return false;
      return std::any_of(node.children.begin(), node.children.end(), applies);
    }
    case NodeKind::or_:
    case NodeKind::at_least:
      return std::any_of(node.children.begin(), node.children.end(), applies);
  }
  return true;
}

CriterionResult Evaluator::evaluate(const Trial& trial, const Criterion& criterion) {
  const Outcome outcome = evaluate(trial, criterion.root);
  CriterionResult result;
  result.causes = outcome.causes;
  if (outcome.is_unknown()) return result;
  const bool inclusion = criterion.kind == CriterionKind::inclusion;
  result.status = outcome.is_true() == inclusion ? Status::pass : Status::fail;
  result.applicable = result.status == Status::fail || is_applicable(trial, criterion.root);
  return result;
}

TrialResult Evaluator::verdict(const Trial& trial) {
  TrialResult result;
  result.trial = &trial;
  result.criteria.reserve(trial.criteria.size());
  for (const auto& criterion : trial.criteria) result.criteria.push_back(evaluate(trial, criterion));
  if (trial.unpublished) result.causes = Cause::unpublished;
  result.verdict = verdict_of(trial, result.criteria);
  return result;
}

void Evaluator::assume(PredicateId predicate, Outcome outcome) {
  memo_[predicate] = outcome;
  known_[predicate] = true;
}

Verdict verdict_of(const Trial& trial, std::span<const CriterionResult> criteria) {
  bool unknown = false;
  bool only_attestation = true;
  for (const auto& result : criteria) {
    if (result.status == Status::fail) return Verdict::ineligible;
    if (result.status != Status::unknown) continue;
    unknown = true;
    only_attestation = only_attestation && result.causes.only(Cause::attestation);
  }
  if (trial.unpublished || (unknown && !only_attestation)) return Verdict::incomplete;
  return unknown ? Verdict::candidate : Verdict::eligible;
}

}  // namespace eligo::engine
