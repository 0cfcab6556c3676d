// What is missing: rows of criteria and records, and the sets and facts that are named. Cost tables.
#include "engine/next.hpp"

#include <catch2/catch.hpp>

#include "engine/work_list.hpp"
#include "tests/engine/record_of.hpp"

using namespace eligo;
using test::day;
using test::trial_of;

namespace {

engine::CostTable shipped(const engine::Vocabulary& vocabulary) {
  engine::CostTable costs;
  REQUIRE(costs.read(rules::shipped_costs(), vocabulary).empty());
  return costs;
}

// "1 informed_consent; 13 hsct.allogeneic + platelets | facts -informed_consent …": sets with their costs,
// then the facts, with - where they can exclude and + where they can qualify.
std::string next_of(const std::string& criteria, const std::string& members) {
  const auto compiled = test::compiled_with_trial(criteria);
  if (!compiled.ok()) return grammar::render(compiled.diagnostics.front());
  const auto record = test::record_of(members);
  const auto bound = engine::bind(record, compiled.program->vocabulary);
  const auto next =
      engine::next_for(*compiled.program->find_trial("T"), *compiled.program, bound.bound,
                       shipped(compiled.program->vocabulary), {day("2026-11-25"), nullptr, 100});
  std::string text;
  for (const auto& set : next.sets) {
    text += (text.empty() ? "" : "; ") + std::to_string(set.cost);
    for (std::size_t i = 0; i < set.facts.size(); ++i)
      text += (i == 0 ? " " : " + ") + next.facts.at(set.facts[i]).question.key;
  }
  for (const auto& id : next.closed) text += " never for " + id;
  text += " |";
  for (const auto& fact : next.facts)
    text +=
        " " + std::string(fact.can_exclude ? "-" : "") + (fact.can_qualify ? "+" : "") + fact.question.key;
  return text;
}

const std::string complete = R"("complete": ["conditions", "procedures", "medications", "trials"])";

struct Row {
  std::string criteria;
  std::string members;
  std::string expected;
};

}  // namespace

TEST_CASE("sets that would settle a trial, and facts that can still decide it", "[next]") {
  const std::vector<Row> rows{
      {"inclusion 1 \"c\"\n attest informed consent", "", "1 informed_consent | -+informed_consent"},
      // Either of two: two minimal sets, the cheaper first; neither alone can exclude, both matter.
      {"inclusion 1 \"c\"\n attest informed consent or platelets < 30 10*9/L", "",
       "1 informed_consent; 10 platelets | -+informed_consent -+platelets"},
      // What is decided already asks for nothing.
      {"inclusion 1 \"c\"\n female or platelets < 30 10*9/L\ninclusion 2 \"d\"\n attest informed consent",
       R"("sex": "female")", "1 informed_consent | -+informed_consent"},
      {"inclusion 1 \"c\"\n male\ninclusion 2 \"d\"\n attest informed consent", R"("sex": "female")", " |"},
      // One fact, two tests in opposite directions: no value lies in both.
      {"inclusion 1 \"a\"\n age > 60 years\ninclusion 2 \"b\"\n age < 18 years", "",
       " never for I1 never for I2 | -birth_date"},
      {"inclusion 1 \"a\"\n age > 18 years\ninclusion 2 \"b\"\n age < 60 years", "",
       "2 birth_date | -+birth_date"},
      {"inclusion 1 \"a\"\n platelets > 10 10*9/L or platelets < 5 10*9/L\nexclusion 1 \"b\"\n platelets > "
       "30 10*9/L",
       "", "10 platelets | -+platelets"},
      // An answer that is at hand but old, and one that contradicts itself.
      {"inclusion 1 \"a\"\n platelets < 30 10*9/L within 14 days",
       R"("observations": [{"name": "platelets", "value": 20, "unit": "10*9/L", "date": "2026-10-01"}])",
       "10 platelets | -+platelets"},
      {"inclusion 1 \"a\"\n platelets < 30 10*9/L",
       R"("observations": [{"name": "platelets", "value": 20, "unit": "10*9/L", "date": "2026-11-25"},
                           {"name": "platelets", "value": 40, "unit": "10*9/L", "date": "2026-11-25"}])",
       "3 platelets | -+platelets"},
      // A whole section at once, or one diagnosis; for two diagnoses both, or the section.
      {"exclusion 1 \"t\"\n diagnosis of thrombosis", "",
       "3 thrombosis; 4 complete:conditions | -+thrombosis "
       "+complete:conditions"},
      {"exclusion 1 \"t\"\n diagnosis of thrombosis\nexclusion 2 \"u\"\n diagnosis of heart failure", "",
       "4 complete:conditions; 6 thrombosis + heart_failure | -+thrombosis -+heart_failure "
       "+complete:conditions"},
      // A sentence that nobody can answer here leaves only what can exclude.
      {"exclusion 1 \"u\"\n unencoded \"bad state\"\ninclusion 1 \"c\"\n attest informed consent", "",
       " never for E1 | -informed_consent"},
      // A visit that lies ahead.
      {"inclusion 1 \"m\"\n MAP score on day 14 after HSCT >= 0.14",
       complete + R"(, "procedures": [{"name": "hsct", "date": "2026-11-20"}])",
       "12 map_score day 14 after HSCT | -+map_score day 14 after HSCT"},
      // The response of a course that is recorded.
      {"inclusion 1 \"r\"\n rituximab failed",
       complete + R"(, "medications": [{"name": "rituximab", "start": "2026-01-01", "end": "2026-02-01"}])",
       "3 rituximab | -+rituximab"},
  };
  for (const auto& row : rows) {
    INFO(row.criteria);
    CHECK(next_of(row.criteria, row.members) == row.expected);
  }
}

TEST_CASE("a cost table is read line by line", "[next]") {
  const auto compiled = trial_of("inclusion 1 \"c\"\n female");
  const auto& vocabulary = compiled.program->vocabulary;
  const std::vector<std::pair<std::string, std::string>> bad{
      {"attestation", "line 1: a line is `WORD,COST`, not `attestation`"},
      {"# costs\n\nattestation,-1", "line 3: a cost is a whole number from 0 to 1000000000, not `-1`"},
      {"attestation,1.5", "line 1: a cost is a whole number from 0 to 1000000000, not `1.5`"},
      {"attestation,9999999999", "line 1: a cost is a whole number from 0 to 1000000000, not `9999999999`"},
      {"platelet,3", "line 1: `platelet` is neither a kind of question nor a fact of the vocabulary"},
  };
  for (const auto& [text, message] : bad) {
    engine::CostTable costs;
    CHECK(costs.read(text, vocabulary) == message);
  }
  engine::CostTable costs = shipped(vocabulary);
  REQUIRE(costs.read("MAP score , 40\r\nattestation,7", vocabulary).empty());
  engine::Question question;
  question.kind = engine::Question::Kind::visit;
  question.name = "map_score";
  question.how = "measure";
  CHECK(costs.of(question) == 40);
  question.how = "look up";
  CHECK(costs.of(question) == 3);
  question.kind = engine::Question::Kind::attestation;
  question.name = "informed_consent";
  CHECK(costs.of(question) == 7);
}

// Answers are made at the limits and breakpoints of the trial: any other value decides as one of them does.
TEST_CASE("every value is like one of the answers", "[next][property]") {
  const auto compiled = trial_of(
      "inclusion 1 \"a\"\n age 18 to 60 years\nexclusion 1 \"b\"\n age < 300 months\n"
      "inclusion 2 \"p\"\n platelets 10 to 50 10*9/L\nexclusion 2 \"q\"\n platelets < 20 K/uL within 3 days\n"
      "inclusion 3 \"h\"\n 7 to 21 days since HSCT\nexclusion 3 \"i\"\n allogeneic HSCT within 1 month");
  REQUIRE(compiled.ok());
  const auto& program = *compiled.program;
  const auto empty = test::record_of("");
  const auto bound = engine::bind(empty, program.vocabulary);
  const engine::NextOptions options{day("2026-11-25"), nullptr, 1};
  const auto& trial = *program.find_trial("T");
  const engine::next_parts::Possibilities possible(trial, program, bound.bound, options);
  const engine::Context context{program.vocabulary, bound.bound, options.as_of, nullptr};
  const auto truths = [&](const engine::Hypothesis& made) {
    std::vector<engine::Truth> list;
    for (const auto& node : trial.nodes)
      if (node.kind == engine::NodeKind::predicate)
        list.push_back(evaluate(program.predicates[node.predicate], made, context).truth);
    return list;
  };
  std::vector<std::vector<engine::Truth>> known;
  for (const auto& question : possible.questions()) {
    for (const auto& answer : question.answers) {
      engine::Hypothesis made(bound.bound, options.as_of);
      answer.apply(made);
      known.push_back(truths(made));
    }
  }
  const auto check = [&](const std::string& members) {
    const auto record = test::record_of(members);
    const auto other = engine::bind(record, program.vocabulary);
    const engine::Hypothesis made(other.bound, options.as_of);
    INFO(members);
    CHECK(std::find(known.begin(), known.end(), truths(made)) != known.end());
  };
  for (int year = 1930; year < 2026; ++year)
    for (const std::string date : {"-11-24", "-11-25", "-11-26", "-03-31"})
      check(R"("birth_date": ")" + std::to_string(year) + date + "\"");
  for (int value = 0; value < 600; value += 5)
    check(R"("observations": [{"name": "platelets", "unit": "10*9/L", "date": "2026-11-25", "value": ")" +
          std::to_string(value / 10) + "." + std::to_string(value % 10) + "\"}]");
  for (int back = 0; back < 60; ++back)
    for (const std::string type : {R"(, "type": "allogeneic")", R"(, "type": "autologous")"})
      check(R"("procedures": [{"name": "hsct", "date": ")" +
            to_string(patients::Day{options.as_of.number - back}) + "\"" + type + "}]");
}
