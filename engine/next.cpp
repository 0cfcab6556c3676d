// From sums of boxes to facts that matter and minimal sets. See next.hpp.
#include "engine/next.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace eligo::engine {

namespace {

using next_parts::Possibilities;

// A minimal set of one part: which questions, and a box that needs no others.
struct Choice {
  std::vector<std::uint32_t> questions;
  Term term;
  std::int64_t cost = 0;
};

// Criteria that share questions, and what all of them together need.
struct Part {
  std::vector<std::size_t> criteria;
  std::set<std::uint32_t> questions;
  Sum pass = Sum::always();
  Sum fail = Sum::never();
  std::vector<Choice> choices;  // minimal sets that make it pass, cheapest first
};

void see_questions(const Sum& sum, std::set<std::uint32_t>& questions) {
  for (const auto& term : sum.terms)
    for (const auto& constraint : term) questions.insert(constraint.question);
}

bool shares(const Part& a, const Part& b) {
  return std::any_of(a.questions.begin(), a.questions.end(),
                     [&](std::uint32_t question) { return b.questions.contains(question); });
}

void join(Part& to, Part from) {
  to.criteria.insert(to.criteria.end(), from.criteria.begin(), from.criteria.end());
  std::sort(to.criteria.begin(), to.criteria.end());
  to.questions.merge(from.questions);
  to.pass = to.pass & from.pass;
  to.fail = std::move(to.fail) | from.fail;
}

class Finder {
 public:
  Finder(const Trial& trial, const Program& program, const BoundRecord& bound, const CostTable& costs,
         const NextOptions& options)
      : trial_(trial), options_(options), costs_(costs), possible_(trial, program, bound, options) {}

  void run(TrialNext& result) {
    divide();
    for (auto& part : parts_) part.choices = choices(part);
    find_closed(result);
    find_facts(result);
    if (result.closed.empty()) find_sets(result);
    result.exhaustive =
        possible_.exhaustive() && std::all_of(parts_.begin(), parts_.end(), [](const Part& part) {
          return part.pass.complete && part.fail.complete;
        });
  }

 private:
  void divide() {
    for (std::size_t i = 0; i < trial_.criteria.size(); ++i) {
      Part part;
      part.criteria = {i};
      part.pass = possible_.pass(trial_.criteria[i]);
      part.fail = possible_.fail(trial_.criteria[i]);
      see_questions(part.pass, part.questions);
      see_questions(part.fail, part.questions);
      if (part.pass.is_never()) never_.push_back(i);
      for (std::size_t j = parts_.size(); j-- > 0;) {
        if (!shares(parts_[j], part)) continue;
        join(part, std::move(parts_[j]));
        parts_.erase(parts_.begin() + static_cast<std::ptrdiff_t>(j));
      }
      parts_.push_back(std::move(part));
    }
  }

  void find_closed(TrialNext& result) const {
    for (const std::size_t i : never_) result.closed.push_back(trial_.criteria[i].id);
    if (trial_.unpublished) result.closed.emplace_back("unpublished");
    // Each criterion can pass, but not all of them at once.
    if (!result.closed.empty()) return;
    for (const auto& part : parts_) {
      if (!part.pass.is_never()) continue;
      for (const std::size_t i : part.criteria) result.closed.push_back(trial_.criteria[i].id);
    }
  }

  std::int64_t cost(std::uint32_t question) const { return costs_.of(possible_.questions()[question]); }

  // ---- facts

  void find_facts(TrialNext& result) {
    const auto all = possible_.all_answers();
    number_.assign(possible_.questions().size(), 0);
    std::vector<std::uint32_t> order(possible_.questions().size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return cost(a) < cost(b); });
    for (const std::uint32_t question : order) {
      NextFact fact;
      fact.question = possible_.questions()[question];
      fact.cost = cost(question);
      for (const auto& part : parts_)
        if (part.questions.contains(question)) judge(part, question, all, result.closed.empty(), fact);
      if (!fact.can_qualify && !fact.can_exclude) continue;
      number_[question] = result.facts.size();
      result.facts.push_back(std::move(fact));
    }
  }

  // An answer decides if a box that is decided, with the question left open, reaches where nothing is
  // decided.
  void judge(const Part& part, std::uint32_t question, const std::vector<AnswerMask>& all, bool open,
             NextFact& fact) {
    const bool others_pass = others_pass_now(part);
    const auto decides = [&](const Term& term, const std::vector<const Sum*>& decided) {
      const auto rest = without_answer(term, question);
      return rest && reaches_outside(*rest, decided, all);
    };
    const auto alone = [&](const Term& term) { return needed(term) == std::vector<std::uint32_t>{question}; };
    for (const auto& term : part.pass.terms) {
      if (!open || !decides(term, {&part.pass, &part.fail})) continue;
      fact.can_qualify = true;
    }
    for (const auto& choice : part.choices) {
      if (!open ||
          std::find(choice.questions.begin(), choice.questions.end(), question) == choice.questions.end())
        continue;
      fact.can_qualify = true;
      fact.qualifies_alone = fact.qualifies_alone || (choice.questions.size() == 1 && others_pass);
    }
    for (const auto& term : part.fail.terms) {
      const bool matters =
          others_pass && open ? decides(term, {&part.pass, &part.fail}) : decides(term, {&part.fail});
      if (!matters) continue;
      fact.can_exclude = true;
      fact.excludes_alone = fact.excludes_alone || alone(term);
    }
    for (const std::size_t i : part.criteria) {
      std::set<std::uint32_t> questions;
      see_questions(possible_.pass(trial_.criteria[i]), questions);
      see_questions(possible_.fail(trial_.criteria[i]), questions);
      if (questions.contains(question)) fact.criteria.push_back(i);
    }
  }

  // Do all other parts pass without any answer?
  bool others_pass_now(const Part& part) const {
    return !trial_.unpublished && std::all_of(parts_.begin(), parts_.end(), [&](const Part& other) {
      return &other == &part || std::any_of(other.pass.terms.begin(), other.pass.terms.end(),
                                            [](const Term& term) { return needed(term).empty(); });
    });
  }

  // ---- sets

  std::vector<Choice> choices(const Part& part) const {
    std::vector<Choice> list;
    for (const auto& term : part.pass.terms) {
      Choice choice{needed(term), term, 0};
      for (const auto question : choice.questions) choice.cost += cost(question);
      list.push_back(std::move(choice));
    }
    std::stable_sort(list.begin(), list.end(), [](const Choice& a, const Choice& b) {
      return a.questions.size() < b.questions.size();
    });
    std::vector<Choice> minimal;
    for (auto& choice : list) {
      const bool more = std::any_of(minimal.begin(), minimal.end(), [&](const Choice& less) {
        return std::includes(choice.questions.begin(), choice.questions.end(), less.questions.begin(),
                             less.questions.end());
      });
      if (!more) minimal.push_back(std::move(choice));
    }
    std::stable_sort(minimal.begin(), minimal.end(),
                     [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
    return minimal;
  }

  // Parts have no question in common: every choice of one goes with every choice of another.
  void find_sets(TrialNext& result) {
    std::vector<Choice> best{{}};
    result.set_count = 1;
    for (const auto& part : parts_) {
      const auto& list = part.choices;
      if (result.set_count < UINT64_MAX / std::max<std::size_t>(list.size(), 1))
        result.set_count *= list.size();
      std::vector<Choice> next;
      for (const auto& so_far : best) {
        for (const auto& choice : list) {
          Choice both = so_far;
          both.cost += choice.cost;
          both.questions.insert(both.questions.end(), choice.questions.begin(), choice.questions.end());
          both.term.insert(both.term.end(), choice.term.begin(), choice.term.end());
          next.push_back(std::move(both));
        }
      }
      std::stable_sort(next.begin(), next.end(),
                       [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
      if (next.size() > options_.most_sets) next.resize(options_.most_sets);
      best = std::move(next);
    }
    for (const auto& choice : best) result.sets.push_back(set_of(choice));
  }

  MinimalSet set_of(const Choice& choice) {
    MinimalSet set;
    set.cost = choice.cost;
    for (const auto question : choice.questions) {
      set.facts.push_back(number_[question]);
      const auto& day = possible_.questions()[question].not_before;
      if (day && (!set.not_before || *set.not_before < *day)) set.not_before = day;
    }
    std::sort(set.facts.begin(), set.facts.end());
    set.favourable = possible_.favourable(choice.term);
    return set;
  }

  const Trial& trial_;
  const NextOptions& options_;
  const CostTable& costs_;
  Possibilities possible_;
  std::vector<Part> parts_;
  std::vector<std::size_t> never_;   // criteria that no answers make pass
  std::vector<std::size_t> number_;  // by question: of the fact
};

}  // namespace

TrialNext next_for(const Trial& trial, const Program& program, const BoundRecord& bound,
                   const CostTable& costs, const NextOptions& options) {
  TrialNext result;
  result.trial = &trial;
  Evaluator evaluator(program, bound, options.as_of, options.reference);
  result.verdict = evaluator.verdict(trial).verdict;
  if (result.verdict != Verdict::incomplete && result.verdict != Verdict::candidate) return result;
  Finder(trial, program, bound, costs, options).run(result);
  return result;
}

}  // namespace eligo::engine
