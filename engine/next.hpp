// What is missing: the facts that can still decide a trial, and the smallest sets that would settle it.
//
// Entry: next_for(). For a trial whose verdict is `incomplete` or `candidate` each unknown becomes a question
// with finitely many answers (engine/questions.hpp). Criteria become sums of boxes over the answers
// (engine/answer_terms.hpp), by the evaluator's outcomes for the changed record and the Kleene connectives;
// from them follow, exactly:
//   - the facts whose answer can still decide the verdict, to `eligible` or to `ineligible`,
//   - the minimal sets of facts that make it `eligible` if all answers are favourable.
// Thread-safe. Tests: tests/engine/next_test.cpp, next_property_test.cpp (against brute force).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/answer_terms.hpp"
#include "engine/costs.hpp"
#include "engine/evaluate.hpp"
#include "engine/questions.hpp"

namespace eligo::engine {

struct NextOptions {
  patients::Day as_of;
  const ReferenceTable* reference = nullptr;
  std::size_t most_sets = 5;  // of the cheapest that are kept
};

struct NextFact {
  Question question;
  std::int64_t cost = 0;
  bool can_qualify = false;  // some answers lead to `eligible`, with those of others
  bool can_exclude = false;  // likewise to `ineligible`
  bool qualifies_alone = false;
  bool excludes_alone = false;
  std::vector<std::size_t> criteria;  // that depend on it, of those that are unknown
};

// A test that must come out so.
struct Favourable {
  std::string test;  // canonical source text
  bool truth = true;
};

struct MinimalSet {
  std::vector<std::size_t> facts;  // indices of TrialNext::facts
  std::int64_t cost = 0;
  std::optional<patients::Day> not_before;  // a visit lies ahead
  std::vector<Favourable> favourable;
};

struct TrialNext {
  const Trial* trial = nullptr;
  Verdict verdict = Verdict::incomplete;
  std::vector<NextFact> facts;      // that can still decide it, cheapest first
  std::vector<MinimalSet> sets;     // the cheapest, cheapest first
  std::uint64_t set_count = 0;      // of all minimal sets
  bool exhaustive = true;           // false: too many ways to go through all of them
  std::vector<std::string> closed;  // why it can never be `eligible`: ids of criteria, "unpublished"
};

// For a trial that is already decided: no facts and no sets.
TrialNext next_for(const Trial& trial, const Program& program, const BoundRecord& bound,
                   const CostTable& costs, const NextOptions& options);

// The questions before anything is left out, the outcomes of the trial's predicates for given answers, and
// the sums: what next_for() works on, for tests.
namespace next_parts {

class Possibilities {
 public:
  Possibilities(const Trial& trial, const Program& program, const BoundRecord& bound,
                const NextOptions& options);

  const std::vector<Question>& questions() const { return questions_; }
  // By question: the answers that differ for some predicate; number n is answers[n - 1].
  std::vector<AnswerMask> all_answers() const;
  // What the criterion needs to pass or to fail.
  Sum pass(const Criterion& criterion);
  Sum fail(const Criterion& criterion);
  bool exhaustive() const { return exhaustive_; }
  // The predicates of the trial that are unknown, and their truth for the answers of a box.
  std::vector<Favourable> favourable(const Term& term);

 private:
  struct Table {
    std::vector<std::uint32_t> questions;
    std::vector<Truth> truths;  // mixed radix, the first question fastest; the digits are answers, 0 none
  };

  void reduce(std::uint32_t question);
  const Table& table_of(PredicateId predicate);
  Truth truth_of(PredicateId predicate, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& answers);
  Sum literal(PredicateId predicate, bool wanted);
  Sum sum(NodeId node, bool wanted);
  Sum at_least(const Node& node, std::size_t needed, bool wanted);

  const Trial& trial_;
  const Program& program_;
  Context context_;
  std::vector<PredicateId> used_;
  std::vector<PredicateId> unknown_;
  std::vector<Question> questions_;
  std::vector<std::optional<Table>> tables_;  // by PredicateId
  bool exhaustive_ = true;
};

}  // namespace next_parts

}  // namespace eligo::engine
