// The sentences, distances and assumptions that people read.
#include "tests/engine/record_of.hpp"

using namespace eligo;
using namespace eligo::test;

namespace {

engine::CriterionExplanation explain(const std::string& expression, const std::string& members) {
  const auto compiled = engine::compile_expression(expression, shipped_program());
  INFO(expression);
  REQUIRE(compiled.ok());
  const auto record = record_of(members);
  const auto bound = engine::bind(record, compiled.program->vocabulary);
  const auto& trial = compiled.program->trials.front();
  engine::Evaluator evaluator(*compiled.program, bound.bound, day("2026-11-25"));
  return evaluator.explain(trial, trial.criteria.front());
}

std::string distances(const engine::CriterionExplanation& explanation) {
  std::string text;
  for (const auto& d : explanation.distances) {
    text += (text.empty() ? "" : "; ") + d.amount + " " + d.unit + " of " + d.limit;
  }
  return text;
}

struct Row {
  const char* expression;
  const char* members;
  const char* reason;
  const char* distances;
};

const std::string hsct = R"("procedures": [{"name": "hsct", "type": "allogeneic", "date": "2026-11-10"}])";

}  // namespace

TEST_CASE("a reason names value, unit, date and limit") {
  const std::string scores = hsct + R"(, "observations": [
      {"name": "map_score", "value": "0.11", "date": "2026-11-17"}, {"name": "map_score", "value": "0.12", "date": "2026-11-24"}])";
  const Row rows[] = {
      {"platelets < 20 10*9/L",
       R"("observations": [{"name": "platelets", "value": 24, "unit": "K/uL", "date": "2026-11-20"}])",
       "platelets 24 K/uL (= 24 10*9/L) on 2026-11-20 is not below 20 10*9/L", "4 10*9/L of 20"},
      {"platelets >= 0.02 10*12/L",
       R"("observations": [{"name": "platelets", "value": 24, "unit": "10*9/L", "date": "2026-11-20"}])",
       "platelets 24 10*9/L (= 0.024 10*12/L) on 2026-11-20 is at least 0.02 10*12/L", ""},
      {"MAP score on day 7 after allogeneic HSCT >= 0.14 or MAP score on day 14 after allogeneic HSCT >= "
       "0.14",
       scores.c_str(), "MAP score 0.11 on 2026-11-17 (day 7) and 0.12 on 2026-11-24 (day 14) are below 0.14",
       "-0.03 1 of 0.14; -0.02 1 of 0.14"},
      {"MAP score on day 16 after allogeneic HSCT >= 0.14", hsct.c_str(),
       "MAP score on day 16 after allogeneic HSCT cannot be known before 2026-11-26", "1 d of 2026-11-26"},
      {"ALT > 1.2 ULN",
       R"("observations": [{"name": "alt", "value": "61.5", "unit": "U/L", "high": 50, "date": "2026-11-20"}])",
       "ALT 61.5 U/L on 2026-11-20 is above 1.2 times the upper limit of normal (1.2 x 50 = 60 U/L)", ""},
      {"ALT > 1.2 ULN",
       R"("observations": [{"name": "alt", "value": "61.5", "unit": "U/L", "date": "2026-11-20"}])",
       "ALT 61.5 U/L on 2026-11-20 cannot be judged: its upper limit of normal is not recorded", ""},
      {"age 18 to 60 years", R"("birth_date": "2009-03-01")",
       "age 17 years (born 2009-03-01) is below 18 years", "-1 years of 18; 96 d of 2027-03-01"},
      {"age >= 18 years", R"("birth_date": "2008")",
       "age 17 or 18 years (born 2008) does not decide the limit of 18 years", ""},
      {"HBcAb positive or HBsAg positive", "", "HBcAb and HBsAg are not recorded", ""},
      {"received any of (ciclosporin, tacrolimus)", R"("complete": ["medications"])",
       "no ciclosporin or tacrolimus is recorded (medications complete)", ""},
      {"more than 1 HSCT", hsct.c_str(),
       "1 HSCT (2026-11-10) is listed; whether that is at least 2 in all is open: the record does not "
       "declare its "
       "procedures complete",
       "-1  of 2"},
      {"no rituximab within 3 months",
       R"("medications": [{"name": "rituximab", "start": "2026-05-01", "end": "2026-08-26"}])",
       "rituximab from 2026-05-01 to 2026-08-26 is within the last 3 months", "1 d of 2026-11-26"},
      {"attest informed consent", "", "`informed consent` is not confirmed by anyone yet", ""},
      {"female", R"("sex": "male")", "the recorded sex is male", ""},
  };
  for (const auto& row : rows) {
    const auto explanation = explain(row.expression, row.members);
    INFO(row.expression << " on " << row.members);
    CHECK(explanation.reason == row.reason);
    CHECK(distances(explanation) == row.distances);
  }
}

TEST_CASE("what nobody could place is an assumption of what its absence decides") {
  const auto explanation = explain("diagnosis of thrombosis",
                                   R"("complete": ["conditions"], "conditions": [{"name": "blue toe"}])");
  REQUIRE(explanation.assumptions.size() == 2);
  CHECK(explanation.assumptions[1] == "assumes that `blue toe` is not thrombosis");
}
