// From truths to reasons: which nodes decided, what they saw, and one sentence about it.
//
// A child is decisive if its truth is what made its parent's: every true child of a true `and`, every false
// child of a false one, the unknown ones of an unknown one. Only decisive predicates are in the sentence; the
// tree keeps all. Tests: tests/engine/explain_test.cpp and the golden outputs of tests/cli.

#include <algorithm>
#include <tuple>

#include "engine/evaluate.hpp"
#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

namespace {

// Which children decided an `if`: a false guard alone, or the guard and the branch it leads to.
void mark_if(NodeExplanation& explanation) {
  auto& children = explanation.children;
  const Outcome guard = children[0].outcome;
  const bool has_else = children.size() == 3;
  if (guard.is_true()) {
    children[1].decisive = true;
    return;
  }
  if (guard.is_false()) {
    children[has_else ? 2 : 0].decisive = true;
    return;
  }
  for (auto& child : children) {
    child.decisive = explanation.outcome.is_unknown() ? child.outcome.is_unknown() : &child != &children[0];
  }
}

void mark_decisive(const Node& node, NodeExplanation& explanation) {
  if (node.kind == NodeKind::if_) {
    mark_if(explanation);
    return;
  }
  // A true `or` is decided by its true children, and so on; of `at least N`, false ones decide a false
  // outcome.
  for (auto& child : explanation.children) {
    child.decisive = node.kind == NodeKind::not_ || child.outcome.truth == explanation.outcome.truth;
  }
}

void collect(const NodeExplanation& explanation, std::vector<const NodeExplanation*>& leaves) {
  if (explanation.children.empty()) leaves.push_back(&explanation);
  for (const auto& child : explanation.children) {
    if (child.decisive) collect(child, leaves);
  }
}

std::vector<const NodeExplanation*> decisive_leaves(const NodeExplanation& root) {
  std::vector<const NodeExplanation*> leaves;
  collect(root, leaves);
  return leaves;
}

std::string plural(const std::string& phrase) {
  if (phrase.starts_with("is ")) return "are " + phrase.substr(3);
  return phrase;
}

// A clause with everything that shares its phrase: several values of one subject ("MAP score 0.11 on … and
// 0.12 on … are below 0.14"), or several subjects with nothing seen ("HBcAb and HBV DNA are not recorded").
struct Merged {
  std::vector<std::string> subjects;
  std::vector<std::string> seen;
  std::string phrase;

  bool takes(const Clause& clause) const {
    if (clause.phrase != phrase) return false;
    if (seen.empty() && clause.seen.empty())
      return is_absence(clause.subject) == is_absence(subjects.front());
    return subjects.size() == 1 && clause.subject == subjects.front() && !seen.empty() &&
           !clause.seen.empty();
  }
  static bool is_absence(const std::string& subject) { return subject.starts_with("no "); }
};

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

std::string enumerate(const std::vector<std::string>& items, std::string_view last_word) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? std::string(last_word) : std::string(", ");
    text += items[i];
  }
  return text;
}

std::string words(const Merged& merged) {
  std::string text;
  bool many = merged.seen.size() > 1;
  if (Merged::is_absence(merged.subjects.front()) && merged.subjects.size() > 1) {
    std::vector<std::string> names = merged.subjects;
    for (std::size_t i = 1; i < names.size(); ++i) names[i] = names[i].substr(3);
    text = enumerate(names, " or ");
  } else {
    many = many || merged.subjects.size() > 1;
    text = enumerate(merged.subjects, " and ");
  }
  if (!merged.seen.empty()) text += " " + enumerate(merged.seen, " and ");
  if (!merged.phrase.empty()) text += " " + (many ? plural(merged.phrase) : merged.phrase);
  return text;
}

std::string join(const std::vector<Clause>& clauses) {
  std::vector<Merged> all;
  for (const auto& clause : clauses) {
    auto same =
        std::find_if(all.begin(), all.end(), [&](const Merged& merged) { return merged.takes(clause); });
    if (same == all.end()) {
      all.push_back({{}, {}, clause.phrase});
      same = all.end() - 1;
    }
    add_once(same->subjects, clause.subject);
    add_once(same->seen, clause.seen);
  }
  std::string text;
  for (const auto& merged : all) text += (text.empty() ? "" : "; ") + words(merged);
  return text;
}

auto key(const Evidence& e) { return std::tie(e.source, e.fact, e.value, e.date); }
auto key(const CauseNote& c) { return std::tie(c.cause, c.fact, c.detail); }
auto key(const Distance& d) { return std::tie(d.amount, d.unit, d.limit); }
const std::string& key(const std::string& text) { return text; }

template <class Item>
void add_new(std::vector<Item>& to, const std::vector<Item>& from) {
  for (const auto& item : from) {
    const bool there =
        std::any_of(to.begin(), to.end(), [&](const Item& other) { return key(other) == key(item); });
    if (!there) to.push_back(item);
  }
}

}  // namespace

std::string sentence(const Trial& /*trial*/, const NodeExplanation& explanation) {
  std::vector<Clause> clauses;
  for (const auto* leaf : decisive_leaves(explanation)) {
    clauses.insert(clauses.end(), leaf->account.clauses.begin(), leaf->account.clauses.end());
  }
  return join(clauses);
}

NodeExplanation Evaluator::explain_node(const Trial& trial, NodeId id) {
  const Node& node = trial.nodes[id];
  NodeExplanation explanation;
  explanation.node = id;
  explanation.outcome = evaluate(trial, id);
  if (node.kind == NodeKind::predicate) {
    engine::evaluate(program_.predicates[node.predicate], context_, &explanation.account);
    return explanation;
  }
  explanation.children.reserve(node.children.size());
  for (const NodeId child : node.children) explanation.children.push_back(explain_node(trial, child));
  mark_decisive(node, explanation);
  return explanation;
}

CriterionExplanation Evaluator::explain(const Trial& trial, const Criterion& criterion) {
  CriterionExplanation explanation;
  explanation.result = evaluate(trial, criterion);
  explanation.tree = explain_node(trial, criterion.root);
  explanation.tree.decisive = true;
  explanation.reason = sentence(trial, explanation.tree);
  const Causes causes = explanation.result.causes;
  for (const auto* leaf : decisive_leaves(explanation.tree)) {
    add_new(explanation.evidence, leaf->account.evidence);
    add_new(explanation.assumptions, leaf->account.assumptions);
    if (explanation.result.status != Status::pass) add_new(explanation.distances, leaf->account.distances);
    if (!leaf->outcome.is_unknown() || explanation.result.status != Status::unknown) continue;
    auto notes = leaf->account.causes;
    std::erase_if(notes, [&](const CauseNote& note) { return !causes.contains(note.cause); });
    add_new(explanation.causes, notes);
  }
  return explanation;
}

TrialExplanation Evaluator::explain(const Trial& trial) {
  TrialExplanation explanation;
  explanation.trial = &trial;
  explanation.result = verdict(trial);
  explanation.criteria.reserve(trial.criteria.size());
  for (const auto& criterion : trial.criteria) explanation.criteria.push_back(explain(trial, criterion));
  return explanation;
}

}  // namespace eligo::engine
