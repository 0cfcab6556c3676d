// When it opens, why, and what to do by when: rows of records, trials and what the calendar says of them.
#include "engine/calendar.hpp"

#include <catch2/catch.hpp>

#include "engine/calendar_words.hpp"
#include "engine/turns.hpp"
#include "tests/engine/record_of.hpp"

using namespace eligo;
using test::day;
using test::trial_of;

namespace {

struct Made {
  engine::Compiled compiled;
  patients::PatientRecord record;
  engine::Calendar calendar;
};

Made calendar_of(const std::string& criteria, const std::string& members,
                 const std::string& from = "2026-11-25", const std::string& to = "2027-11-25") {
  Made made{trial_of(criteria), {}, {}};
  made.record = engine::held_record(test::record_of(members), day("2026-11-25"));
  made.calendar = engine::calendar(*made.compiled.program, made.record,
                                   {day("2026-11-25"), day(from), day(to), {"T"}, nullptr});
  return made;
}

// "ineligible until 2026-12-02; eligible until 2027-11-25 [I1 passes: …]"
std::string verdicts(const Made& made) {
  const auto& trial = made.calendar.trials.at(0);
  std::string text;
  for (const auto& period : trial.verdicts) {
    text += (text.empty() ? "" : "; ") + std::string(to_string(period.verdict)) + " until " +
            to_string(period.days.last);
    if (!period.openings.empty()) text += " [" + opening_words(trial, period) + "]";
  }
  return text;
}

std::string actions(const Made& made) {
  const auto& trial = made.calendar.trials.at(0);
  std::string text;
  for (const auto& action : trial.actions)
    text += (text.empty() ? "" : "; ") + days_words(action) + " " + action_words(trial, action);
  return text;
}

const std::string complete = R"("complete": ["conditions", "procedures", "medications", "trials"])";

struct Row {
  std::string criteria;
  std::string members;
  std::string verdicts;
};

}  // namespace

TEST_CASE("a trial opens and closes for a reason", "[calendar]") {
  const std::vector<Row> rows{
      {"inclusion 1 \"i\"\n no rituximab within 3 months",
       complete + R"(, "medications": [{"name": "rituximab", "start": "2026-08-02", "end": "2026-09-03"}])",
       "ineligible until 2026-12-03; eligible until 2027-11-25 [I1 passes: 3 months after the end of "
       "rituximab "
       "on 2026-09-03 have passed]"},
      {"inclusion 1 \"i\"\n at least 3 months since rituximab",
       complete + R"(, "medications": [{"name": "rituximab", "start": "2026-08-02", "end": "2026-08-30"}])",
       "ineligible until 2026-11-29; eligible until 2027-11-25 [I1 passes: 3 months after the end of "
       "rituximab "
       "on 2026-08-30]"},
      {"inclusion 1 \"i\"\n age 18 to 60 years", R"("birth_date": "1966-03-05")",
       "eligible until 2027-03-04; ineligible until 2027-11-25 [I1 fails: 61 years old (born 1966-03-05)]"},
      {"inclusion 1 \"i\"\n age 18 to 60 years", R"("birth_date": "2009-02")",
       "ineligible until 2027-01-31; incomplete until 2027-02-27 [I1 is unknown: 18 years old at the "
       "earliest "
       "(born 2009-02)]; eligible until 2027-11-25 [I1 passes: 18 years old at the latest (born 2009-02)]"},
      {"inclusion 1 \"i\"\n age >= 18 years", R"("age": {"value": 17, "unit": "a"})",
       "ineligible until 2026-11-25; incomplete until 2027-11-24 [I1 is unknown: 18 years old at the "
       "earliest "
       "(age 17 years on 2026-11-25)]; eligible until 2027-11-25 [I1 passes: 18 years old at the latest (age "
       "17 "
       "years on 2026-11-25)]"},
      {"inclusion 1 \"i\"\n 7 to 21 days since HSCT",
       complete + R"(, "procedures": [{"name": "hsct", "date": "2026-11-20"}])",
       "ineligible until 2026-11-26; eligible until 2026-12-11 [I1 passes: day 7 after HSCT on 2026-11-20]; "
       "ineligible until 2027-11-25 [I1 fails: day 21 after HSCT on 2026-11-20 has passed]"},
      // A procedure that is planned counts from its day on.
      {"exclusion 1 \"e\"\n HSCT within 1 month",
       complete + R"(, "procedures": [{"name": "hsct", "date": "2026-12-05"}])",
       "eligible until 2026-12-04; ineligible until 2027-01-05 [E1 fails: HSCT on 2026-12-05 counts from "
       "that "
       "day on]; eligible until 2027-11-25 [E1 passes: 1 month after HSCT on 2026-12-05 has passed]"},
      // Of two predicates that change on a day only the one that matters is named.
      {"inclusion 1 \"i\"\n at least 1 week since HSCT\n or (at least 7 days since first HSCT and female)",
       complete + R"(, "sex": "male", "procedures": [{"name": "hsct", "date": "2026-11-20"}])",
       "ineligible until 2026-11-26; eligible until 2027-11-25 [I1 passes: 1 week after HSCT on 2026-11-20]"},
      {"inclusion 1 \"i\"\n female", R"("sex": "male")", "ineligible until 2027-11-25"},
  };
  for (const auto& row : rows) {
    INFO(row.criteria);
    CHECK(verdicts(calendar_of(row.criteria, row.members)) == row.verdicts);
  }
}

TEST_CASE("what to do by when, only while the trial is open", "[calendar]") {
  const std::string transplant =
      complete + R"(, "procedures": [{"name": "hsct", "type": "allogeneic", "date": "2026-11-14"}])";
  const std::string window = "inclusion 1 \"i\"\n 7 to 21 days since HSCT\n";
  const std::vector<Row> rows{
      {window + "inclusion 2 \"m\"\n MAP score on day 14 after HSCT >= 0.14", transplant,
       "2026-11-28 measure MAP score: day 14 after HSCT (I2)"},
      {window + "inclusion 2 \"m\"\n MAP score on day 14 ± 2 after HSCT >= 0.14", transplant,
       "2026-11-26 to 2026-11-30 measure MAP score: day 14 +/- 2 after HSCT (I2)"},
      // Too late to be of use: the trial has closed by then.
      {window + "inclusion 2 \"m\"\n MAP score on day 40 after HSCT >= 0.14", transplant, ""},
      {window + "inclusion 2 \"m\"\n MAP score on day 9 after HSCT >= 0.14", transplant,
       "2026-11-25 to 2026-12-05 look up MAP score: no value on day 9 after HSCT (2026-11-23) (I2)"},
      {window + "inclusion 2 \"c\"\n attest informed consent", transplant,
       "2026-11-25 to 2026-12-05 answer informed consent: a person must confirm or deny it (I2)"},
      {"inclusion 1 \"p\"\n platelets < 30 10*9/L within 14 days",
       R"("observations": [{"name": "platelets", "value": 20, "unit": "10*9/L", "date": "2026-11-20"}])",
       "from 2026-12-05 repeat platelets: older than 14 days (I1)"},
      {"inclusion 1 \"p\"\n platelets < 30 10*9/L", "",
       "from 2026-11-25 measure platelets: not recorded (I1)"},
      {"inclusion 1 \"p\"\n platelets < 30 10*9/L\nexclusion 1 \"u\"\n unencoded \"bad state\"",
       R"("observations": [{"name": "platelets", "value": 50, "unit": "10*9/L"}])", ""},
      {"exclusion 1 \"u\"\n unencoded \"bad state\"", "",
       "from 2026-11-25 read bad state: it is not expressed in the rules (E1)"},
      {"exclusion 1 \"u\"\n diagnosis of thrombosis", "",
       "from 2026-11-25 look up thrombosis: not listed, and the record does not declare its conditions "
       "complete "
       "(E1)"},
  };
  for (const auto& row : rows) {
    INFO(row.criteria);
    CHECK(actions(calendar_of(row.criteria, row.members)) == row.verdicts);
  }
}

TEST_CASE("what is held as it is, is said", "[calendar]") {
  const auto made = calendar_of("inclusion 1 \"i\"\n female", complete + R"(, "medications": [
      {"name": "ciclosporin", "start": "2026-11-01", "ongoing": true},
      {"name": "rituximab", "start": "2026-12-01"}, {"name": "methotrexate", "start": "2028-12-01"}])");
  REQUIRE(made.calendar.held.size() == 3);
  CHECK(made.calendar.held[0].starts_with("facts are held as they are on 2026-11-25"));
  CHECK(made.calendar.held[1] == "taken to go on as recorded: ciclosporin");
  CHECK(made.calendar.held[2] == "dated ahead, and counted from that day on: rituximab on 2026-12-01");
}

namespace {

void check_every_day(const Made& made) {
  const auto bound = engine::bind(made.record, made.compiled.program->vocabulary);
  const auto& trial = made.calendar.trials.at(0);
  for (auto date = made.calendar.range.first; date <= made.calendar.range.last; ++date.number) {
    engine::Evaluator evaluator(*made.compiled.program, bound.bound, date);
    INFO(to_string(date));
    CHECK(trial.dates(evaluator.verdict(*trial.trial).verdict).contains(date));
  }
}

}  // namespace

TEST_CASE("the last days of the calendar are days like others", "[calendar]") {
  check_every_day(calendar_of(
      "inclusion 1 \"i\"\n at least 3 months since rituximab\ninclusion 2 \"j\"\n no HSCT within 1 day",
      complete + R"(, "medications": [{"name": "rituximab", "start": "2026-01-01", "ongoing": true}],
                  "procedures": [{"name": "hsct", "date": "9999-12-30"}])",
      "9999-12-20", "9999-12-31"));
}

// While the age can be that of today the possible births move with the day, and a year has 365 or 366 of
// them.
TEST_CASE("an age recorded in a year, not on a day", "[calendar]") {
  const auto made =
      calendar_of("inclusion 1 \"i\"\n age >= 366 days",
                  R"("age": {"value": 1, "unit": "a", "date": "2025"})", "2025-01-10", "2026-02-01");
  CHECK(made.calendar.trials.at(0).verdicts.size() == 3);
  check_every_day(made);
}

TEST_CASE("the cost is that of the dates that matter, not of the days", "[calendar]") {
  const auto compiled = trial_of("inclusion 1 \"i\"\n 7 to 21 days since HSCT\n and age >= 18 years");
  const auto record = test::record_of(
      complete + R"(, "birth_date": "1990-01-01", "procedures": [{"name": "hsct", "date": "2026-11-20"}])");
  const auto bound = engine::bind(record, compiled.program->vocabulary);
  const engine::Context context{compiled.program->vocabulary, bound.bound, day("2026-11-25"), nullptr};
  std::size_t turns = 0;
  for (const auto& predicate : compiled.program->predicates) {
    engine::Turns found(day("1900-01-01"), day("9999-12-30"));
    find_turns(predicate, context, found);
    turns += std::move(found).days().size();
  }
  // Of the trial alone: the transplant, day 7, the day after day 21, and the birthday.
  CHECK(turns < 60);
  const auto made = engine::calendar(
      *compiled.program, record, {day("2026-11-25"), day("1990-01-01"), day("9999-12-31"), {"T"}, nullptr});
  CHECK(made.trials.at(0).verdicts.size() == 3);
}
