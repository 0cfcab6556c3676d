// Questions with the answers that differ, outcomes for given answers, and sums of boxes. See next.hpp.
#include <algorithm>
#include <map>
#include <set>

#include "engine/next.hpp"

namespace eligo::engine::next_parts {

namespace {

using Answers = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // question, answer from 1; by question

// Beyond this a table of a predicate is not filled: combinations count as unknown, so nothing false is
// promised.
constexpr std::size_t largest_table = 20000;
constexpr std::size_t most_partner_answers = 64;

void collect(const Trial& trial, NodeId id, std::vector<PredicateId>& predicates) {
  const Node& node = trial.nodes[id];
  if (node.kind == NodeKind::predicate) predicates.push_back(node.predicate);
  for (const NodeId child : node.children) collect(trial, child, predicates);
}

void tidy(std::vector<PredicateId>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

Possibilities::Possibilities(const Trial& trial, const Program& program, const BoundRecord& bound,
                             const NextOptions& options)
    : trial_(trial),
      program_(program),
      context_{program.vocabulary, bound, options.as_of, options.reference},
      tables_(program.predicates.size()) {
  Evaluator evaluator(program, bound, options.as_of, options.reference);
  for (const auto& criterion : trial.criteria) {
    std::vector<PredicateId> predicates;
    collect(trial, criterion.root, predicates);
    used_.insert(used_.end(), predicates.begin(), predicates.end());
    if (evaluator.evaluate(trial, criterion).status != Status::unknown) continue;
    std::copy_if(predicates.begin(), predicates.end(), std::back_inserter(unknown_),
                 [&](PredicateId id) { return evaluator.evaluate(id).is_unknown(); });
  }
  tidy(used_);
  tidy(unknown_);
  questions_ = questions_for(unknown_, used_, program, context_);
  // Those with few answers first: they are the partners of the others.
  std::stable_sort(questions_.begin(), questions_.end(),
                   [](const Question& a, const Question& b) { return a.answers.size() < b.answers.size(); });
  for (std::uint32_t i = 0; i < questions_.size(); ++i) reduce(i);
  std::erase_if(questions_, [](const Question& question) { return question.answers.empty(); });
}

Truth Possibilities::truth_of(PredicateId predicate, const Answers& answers) {
  Hypothesis made(context_.bound, context_.as_of);
  for (const auto& [question, answer] : answers) questions_[question].answers[answer - 1].apply(made);
  return evaluate(program_.predicates[predicate], made, context_).truth;
}

// Of answers that make no difference to each other, alone and beside the answers of questions that concern
// the same predicates, one is kept; of those that make none at all, none.
void Possibilities::reduce(std::uint32_t at) {
  Question& question = questions_[at];
  std::vector<PredicateId> concerned;
  for (const PredicateId id : used_)
    if (question.concerns(program_.predicates[id])) concerned.push_back(id);
  std::vector<const Answer*> partners{nullptr};
  for (std::uint32_t other = 0; other < questions_.size(); ++other) {
    if (other == at) continue;
    const bool partner = std::any_of(concerned.begin(), concerned.end(), [&](PredicateId id) {
      return questions_[other].concerns(program_.predicates[id]);
    });
    if (!partner) continue;
    const auto& answers = questions_[other].answers;
    const std::size_t step = answers.size() / most_partner_answers + 1;
    for (std::size_t i = 0; i < answers.size(); i += step) partners.push_back(&answers[i]);
  }
  const auto signature = [&](const Answer* answer) {
    std::vector<Truth> truths;
    for (const Answer* partner : partners) {
      Hypothesis made(context_.bound, context_.as_of);
      // In the order of the questions does not matter here: all are changes of different facts.
      if (answer != nullptr) answer->apply(made);
      if (partner != nullptr) partner->apply(made);
      for (const PredicateId id : concerned)
        truths.push_back(evaluate(program_.predicates[id], made, context_).truth);
    }
    return truths;
  };
  std::set<std::vector<Truth>> seen{signature(nullptr)};
  std::vector<Answer> kept;
  for (auto& answer : question.answers)
    if (seen.insert(signature(&answer)).second) kept.push_back(std::move(answer));
  if (kept.size() > most_answers) {
    kept.resize(most_answers);
    exhaustive_ = false;
  }
  question.answers = std::move(kept);
}

std::vector<AnswerMask> Possibilities::all_answers() const {
  std::vector<AnswerMask> masks;
  for (const auto& question : questions_)
    masks.push_back(~AnswerMask{0} >> (most_answers - question.answers.size()));
  return masks;
}

const Possibilities::Table& Possibilities::table_of(PredicateId id) {
  auto& table = tables_[id];
  if (table) return *table;
  table.emplace();
  std::size_t size = 1;
  for (std::uint32_t i = 0; i < questions_.size(); ++i) {
    if (!questions_[i].concerns(program_.predicates[id])) continue;
    table->questions.push_back(i);
    size *= questions_[i].answers.size() + 1;
    if (size > largest_table) break;
  }
  const bool small = size <= largest_table;
  exhaustive_ = exhaustive_ && small;
  if (!small) table->questions.clear();
  const std::size_t cells = small ? size : 1;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    Answers answers;
    std::size_t rest = cell;
    for (const auto question : table->questions) {
      const std::size_t radix = questions_[question].answers.size() + 1;
      if (rest % radix != 0) answers.emplace_back(question, static_cast<std::uint32_t>(rest % radix));
      rest /= radix;
    }
    table->truths.push_back(truth_of(id, answers));
  }
  return *table;
}

Sum Possibilities::literal(PredicateId id, bool wanted) {
  const Table& table = table_of(id);
  const Truth truth = wanted ? Truth::true_ : Truth::false_;
  Sum result;
  for (std::size_t cell = 0; cell < table.truths.size(); ++cell) {
    if (table.truths[cell] != truth) continue;
    Term term;
    std::size_t rest = cell;
    for (const auto question : table.questions) {
      const std::size_t radix = questions_[question].answers.size() + 1;
      term.push_back({question, AnswerMask{1} << (rest % radix)});
      rest /= radix;
    }
    result.terms.push_back(std::move(term));
  }
  // One question after the other: boxes that differ only there become one, and one of all answers says
  // nothing.
  const auto all = all_answers();
  for (std::size_t dimension = 0; dimension < table.questions.size(); ++dimension) {
    std::map<std::vector<AnswerMask>, AnswerMask> united;
    for (const auto& term : result.terms) {
      std::vector<AnswerMask> others;
      for (std::size_t i = 0; i < term.size(); ++i) others.push_back(i == dimension ? 0 : term[i].allowed);
      united[others] |= term[dimension].allowed;
    }
    result.terms.clear();
    for (const auto& [others, allowed] : united) {
      Term term;
      for (std::size_t i = 0; i < others.size(); ++i)
        term.push_back({table.questions[i], i == dimension ? allowed : others[i]});
      result.terms.push_back(std::move(term));
    }
  }
  for (auto& term : result.terms)
    std::erase_if(term, [&](const Constraint& c) { return c.allowed == all[c.question]; });
  simplify(result);
  return result;
}

Sum Possibilities::at_least(const Node& node, std::size_t needed, bool wanted) {
  // ways[k]: at least k of the children so far are what is wanted.
  std::vector<Sum> ways(needed + 1, Sum::never());
  ways[0] = Sum::always();
  for (const NodeId child : node.children) {
    const Sum one = sum(child, wanted);
    for (std::size_t k = needed; k > 0; --k) ways[k] = std::move(ways[k]) | (ways[k - 1] & one);
  }
  return ways[needed];
}

// The Kleene connectives: what each needs of its children to be true, or to be false.
Sum Possibilities::sum(NodeId id, bool wanted) {
  const Node& node = trial_.nodes[id];
  switch (node.kind) {
    case NodeKind::predicate:
      return literal(node.predicate, wanted);
    case NodeKind::not_:
      return sum(node.children[0], !wanted);
    case NodeKind::and_:
    case NodeKind::or_: {
      const bool all = (node.kind == NodeKind::and_) == wanted;
      Sum result = all ? Sum::always() : Sum::never();
      for (const NodeId child : node.children)
        result = all ? result & sum(child, wanted) : std::move(result) | sum(child, wanted);
      return result;
    }
    case NodeKind::if_: {
      const auto& child = node.children;
      if (child.size() == 2)
        return wanted ? sum(child[0], false) | sum(child[1], true)
                      : sum(child[0], true) & sum(child[1], false);
      const Sum then = sum(child[1], wanted);
      const Sum otherwise = sum(child[2], wanted);
      return ((sum(child[0], true) & then) | (sum(child[0], false) & otherwise)) | (then & otherwise);
    }
    case NodeKind::at_least: {
      const auto count = static_cast<std::size_t>(node.count);
      if (!wanted && count > node.children.size()) return Sum::always();
      return at_least(node, wanted ? count : node.children.size() - count + 1, wanted);
    }
  }
  return Sum::never();
}

Sum Possibilities::pass(const Criterion& criterion) {
  return sum(criterion.root, criterion.kind == CriterionKind::inclusion);
}

Sum Possibilities::fail(const Criterion& criterion) {
  return sum(criterion.root, criterion.kind == CriterionKind::exclusion);
}

std::vector<Favourable> Possibilities::favourable(const Term& term) {
  std::vector<Favourable> list;
  for (const PredicateId id : unknown_) {
    const Table& table = table_of(id);
    std::optional<Truth> truth;
    bool one = true;
    for (std::size_t cell = 0; cell < table.truths.size() && one; ++cell) {
      std::size_t rest = cell;
      bool inside = true;
      for (const auto question : table.questions) {
        const std::size_t radix = questions_[question].answers.size() + 1;
        const AnswerMask answer = AnswerMask{1} << (rest % radix);
        rest /= radix;
        const auto found = std::find_if(term.begin(), term.end(),
                                        [&](const Constraint& c) { return c.question == question; });
        // What the box leaves free is not asked.
        const bool free = found == term.end() || (found->allowed & not_answered) != 0;
        inside = inside && (free ? answer == not_answered : (found->allowed & answer) != 0);
      }
      if (!inside) continue;
      one = !truth || *truth == table.truths[cell];
      truth = table.truths[cell];
    }
    if (one && truth && *truth != Truth::unknown)
      list.push_back({program_.predicate_texts[id], *truth == Truth::true_});
  }
  return list;
}

}  // namespace eligo::engine::next_parts
