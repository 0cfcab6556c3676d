// What is missing, against brute force: on small random trials and records every assignment of answers to
// questions is tried by the plain evaluator on the changed record, and the facts that matter and the minimal
// sets are read off by their definitions.
//
// ELIGO_NEXT_PAIRS sets the number of (record, trial) pairs, ELIGO_NEXT_SEED the seed; for longer runs.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/bind.hpp"
#include "engine/next.hpp"
#include "tests/engine/random_cases.hpp"

using namespace eligo;
using engine::Verdict;
using test::Random;

namespace {

using Assignment = std::vector<std::uint32_t>;  // by question: 0 or the answer's number

// Every assignment with its verdict, by the evaluator alone.
class BruteForce {
 public:
  BruteForce(const engine::Trial& trial, const engine::Program& program, const engine::BoundRecord& bound,
             const engine::NextOptions& options, const std::vector<engine::Question>& questions)
      : trial_(trial), program_(program), bound_(bound), options_(options), questions_(questions) {}

  // False: too many.
  bool run(std::size_t most) {
    std::size_t size = 1;
    for (const auto& question : questions_) {
      size *= question.answers.size() + 1;
      if (size > most) return false;
    }
    for (std::size_t cell = 0; cell < size; ++cell) {
      Assignment answers;
      std::size_t rest = cell;
      for (const auto& question : questions_) {
        answers.push_back(static_cast<std::uint32_t>(rest % (question.answers.size() + 1)));
        rest /= question.answers.size() + 1;
      }
      verdicts_[answers] = verdict(answers);
    }
    return true;
  }

  // Sets of questions with answers that make the trial eligible, none of which holds another.
  std::set<std::set<std::string>> minimal_sets() const {
    std::set<std::set<std::string>> found;
    for (const auto& [answers, verdict] : verdicts_)
      if (verdict == Verdict::eligible) found.insert(keys(answers));
    std::set<std::set<std::string>> minimal;
    for (const auto& set : found) {
      const bool more = std::any_of(found.begin(), found.end(), [&](const auto& less) {
        return less != set && std::includes(set.begin(), set.end(), less.begin(), less.end());
      });
      if (!more) minimal.insert(set);
    }
    return minimal;
  }

  // Questions with an answer that decides a verdict that is open without it, or that a minimal set holds:
  // that a section is complete excludes what is not listed yet, so the two are worth asking together.
  std::map<std::string, std::set<Verdict>> deciding() const {
    std::map<std::string, std::set<Verdict>> facts;
    for (const auto& [answers, verdict] : verdicts_) {
      if (verdict != Verdict::eligible && verdict != Verdict::ineligible) continue;
      for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i] == 0) continue;
        auto without = answers;
        without[i] = 0;
        const Verdict before = verdicts_.at(without);
        if (before != Verdict::eligible && before != Verdict::ineligible)
          facts[questions_[i].key].insert(verdict);
      }
    }
    for (const auto& set : minimal_sets())
      for (const auto& key : set) facts[key].insert(Verdict::eligible);
    return facts;
  }

 private:
  std::set<std::string> keys(const Assignment& answers) const {
    std::set<std::string> set;
    for (std::size_t i = 0; i < answers.size(); ++i)
      if (answers[i] != 0) set.insert(questions_[i].key);
    return set;
  }

  Verdict verdict(const Assignment& answers) const {
    engine::Hypothesis made(bound_, options_.as_of);
    for (std::size_t i = 0; i < answers.size(); ++i)
      if (answers[i] != 0) questions_[i].answers[answers[i] - 1].apply(made);
    engine::Evaluator evaluator(program_, made.bound, options_.as_of);
    const engine::Context context{program_.vocabulary, made.bound, options_.as_of, nullptr};
    // Visits that lie ahead are judged on their day.
    for (engine::PredicateId id = 0; id < program_.predicates.size(); ++id)
      if (std::holds_alternative<engine::MeasurementPredicate>(program_.predicates[id]))
        evaluator.assume(id, engine::evaluate(program_.predicates[id], made, context));
    return evaluator.verdict(trial_).verdict;
  }

  const engine::Trial& trial_;
  const engine::Program& program_;
  const engine::BoundRecord& bound_;
  const engine::NextOptions& options_;
  const std::vector<engine::Question>& questions_;
  std::map<Assignment, Verdict> verdicts_;
};

std::string shown(const std::set<std::set<std::string>>& sets) {
  std::string text;
  for (const auto& set : sets) {
    text += " {";
    for (const auto& key : set) text += " " + key;
    text += " }";
  }
  return text;
}

// What differs between the answer and the brute force; empty: nothing.
std::string difference(const engine::TrialNext& made, const BruteForce& brute) {
  std::set<std::set<std::string>> sets;
  for (const auto& set : made.sets) {
    std::set<std::string> keys;
    for (const std::size_t fact : set.facts) keys.insert(made.facts.at(fact).question.key);
    sets.insert(keys);
  }
  if (sets != brute.minimal_sets()) return "sets" + shown(sets) + " instead of" + shown(brute.minimal_sets());
  if (made.set_count != made.sets.size() && made.closed.empty()) return "a wrong count of sets";
  const auto deciding = brute.deciding();
  for (const auto& fact : made.facts)
    if (!deciding.contains(fact.question.key)) return "asks in vain for " + fact.question.key;
  for (const auto& [key, verdicts] : deciding) {
    const auto found = std::find_if(made.facts.begin(), made.facts.end(),
                                    [&, name = key](const auto& fact) { return fact.question.key == name; });
    if (found == made.facts.end()) return "does not ask for " + key;
    if (found->can_exclude != verdicts.contains(Verdict::ineligible)) return "whether it can exclude: " + key;
    if (found->can_qualify != verdicts.contains(Verdict::eligible)) return "whether it can qualify: " + key;
  }
  for (std::size_t i = 1; i < made.sets.size(); ++i)
    if (made.sets[i].cost < made.sets[i - 1].cost) return "sets out of order";
  return {};
}

}  // namespace

TEST_CASE("the facts that matter and the minimal sets are those of brute force", "[next][property]") {
  Random random(test::setting("ELIGO_NEXT_SEED", 20261125));
  const auto pairs = test::setting("ELIGO_NEXT_PAIRS", 150 / test::slowness);
  const auto compiled = test::random_trials(random, 300);
  const auto& program = *compiled.program;
  engine::CostTable costs;
  REQUIRE(costs
              .read("attestation,1\nhistory,3\nsection,4\nlaboratory,10\nserology,10\nscore,5\nvisit,12\n",
                    program.vocabulary)
              .empty());
  std::size_t compared = 0;
  std::size_t sets = 0;
  std::size_t facts = 0;
  for (std::uint64_t tried = 0; compared < pairs && tried < 200 * pairs; ++tried) {
    const patients::Day as_of{19723 + random.below(1500)};
    const auto record = engine::held_record(test::Maker(random, as_of).record(), as_of);
    const auto bound = engine::bind(record, program.vocabulary);
    if (!bound.ok()) continue;
    const auto& trial = random.of(program.trials);
    if (!trial.id.starts_with("R")) continue;
    const engine::NextOptions options{as_of, nullptr, 1000000};
    const auto made = engine::next_for(trial, program, bound.bound, costs, options);
    if (made.verdict != Verdict::incomplete && made.verdict != Verdict::candidate) continue;
    const engine::next_parts::Possibilities possible(trial, program, bound.bound, options);
    BruteForce brute(trial, program, bound.bound, options, possible.questions());
    if (!made.exhaustive || !brute.run(3000)) continue;
    ++compared;
    sets += made.sets.size();
    facts += made.facts.size();
    const std::string wrong = difference(made, brute);
    if (!wrong.empty())
      FAIL("pair " << tried << " as of " << to_string(as_of) << ": " << wrong << "\n"
                   << dump(trial, program));
  }
  WARN(compared << " pairs, " << facts << " facts, " << sets << " minimal sets");
  CHECK(compared == pairs);
  CHECK(sets > pairs / 4);
}
