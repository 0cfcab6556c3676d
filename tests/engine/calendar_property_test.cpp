// The calendar against the definition: on random records and random trials it says for every day of the range
// what the plain evaluator says with that day as the as-of date.
//
// ELIGO_CALENDAR_PAIRS sets the number of (record, trial) pairs, ELIGO_CALENDAR_SEED the seed; for longer
// runs.
#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>

#include "engine/bind.hpp"
#include "engine/calendar.hpp"
#include "tests/engine/record_of.hpp"

using namespace eligo;
using patients::Day;
using patients::PartialDate;

namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  int below(int count) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(count)); }
  int between(int low, int high) { return low + below(high - low + 1); }
  bool one_in(int count) { return below(count) == 0; }
  template <class List>
  const auto& of(const List& list) {
    return list[engine_() % std::size(list)];
  }

 private:
  std::mt19937_64 engine_;
};

// ---------------------------------------------------------------- trials

// D: a span of time, N: a number of days.
constexpr std::array leaves{
    "age >= D",
    "age < D",
    "age = D",
    "age 2 to 40 months",
    "age 17 to 18 years",
    "female",
    "ECOG <= 1",
    "ECOG <= 1 within D",
    "any ECOG <= 1 within D",
    "every ECOG <= 1 within D",
    "first ECOG <= 1",
    "first ECOG <= 1 within D",
    "highest ECOG <= 1 within D",
    "lowest ECOG > 0 within D",
    "ECOG on day N after HSCT <= 1",
    "ECOG on day N ± 3 after allogeneic HSCT <= 1",
    "ECOG <= 1 on 2 consecutive days",
    "ECOG <= 1 on 3 consecutive days",
    "HBsAg negative within D",
    "ALT <= 2 ULN within D",
    "diagnosis of hematologic disease",
    "active hematologic disease",
    "diagnosis of ITP with severity severe",
    "diagnosis of hematologic disease active within D",
    "diagnosis of hematologic malignancy active within D except ITP",
    "at least D since onset of ITP",
    "more than D since onset of ITP",
    "onset of hematologic disease within D",
    "received allogeneic HSCT",
    "HSCT within D",
    "no HSCT less than D ago",
    "no allogeneic HSCT within D",
    "N to 60 days since HSCT",
    "exactly N days since first HSCT",
    "at least D since allogeneic HSCT",
    "less than D since first HSCT",
    "more than 1 HSCT",
    "more than 1 HSCT within D",
    "exactly 1 HSCT within D",
    "splenectomy failed",
    "glucocorticoid failed within D",
    "no rituximab within D",
    "rituximab less than D ago",
    "at least D since rituximab",
    "exactly D since glucocorticoid",
    "1 to 13 months since rituximab",
    "in another trial within D",
    "in another trial",
    "attest informed consent",
    "attest poor compliance",
    "onset of hematologic disease on or after HSCT",
    "onset of hematologic disease on or after rituximab",
    "unencoded \"good general state\"",
};

std::string span(Random& random) {
  constexpr std::array units{"days", "weeks", "months", "years"};
  const int unit = random.below(4);
  const int most = std::array{200, 30, 14, 2}[static_cast<std::size_t>(unit)];
  return std::to_string(random.between(unit == 3 ? 1 : 2, most)) + " " +
         units[static_cast<std::size_t>(unit)];
}

std::string leaf(Random& random) {
  std::string text;
  for (const char* at = random.of(leaves); *at != '\0'; ++at) {
    const bool alone = (text.empty() || text.back() == ' ') && (at[1] == ' ' || at[1] == '\0');
    if (*at == 'D' && alone) {
      text += span(random);
    } else if (*at == 'N' && alone) {
      text += std::to_string(random.between(0, 40));
    } else {
      text += *at;
    }
  }
  return text;
}

std::string expression(Random& random, int depth) {
  if (depth == 0 || random.one_in(3)) return leaf(random);
  const auto part = [&] { return "(" + expression(random, depth - 1) + ")"; };
  switch (random.below(6)) {
    case 0:
      return "not " + part();
    case 1:
      return part() + " or " + part();
    case 2:
      return "if " + part() + " then " + part();
    case 3:
      return "if " + part() + " then " + part() + " else " + part();
    case 4:
      return "at least 2 of (" + part() + ", " + part() + ", " + part() + ")";
    default:
      return part() + " and " + part();
  }
}

engine::Compiled random_trials(Random& random, int count) {
  auto files = shipped_rules();
  std::string text;
  for (int i = 0; i < count; ++i) {
    text = "trial R" + std::to_string(1000 + i) + " \"random\"\n";
    for (int n = random.between(1, 4); n > 0; --n) {
      const bool inclusion = random.one_in(2);
      text += std::string(inclusion ? "inclusion " : "exclusion ") + std::to_string(n) + " \"c\"\n    " +
              expression(random, 2) + "\n";
    }
    files.push_back({"random" + std::to_string(i) + ".elig", text});
  }
  return engine::compile(files);
}

// ---------------------------------------------------------------- records

constexpr std::array conditions{"hematologic_disease", "hematologic_malignancy", "immune_thrombocytopenia"};
constexpr std::array medications{"glucocorticoid", "prednisone", "rituximab"};

PartialDate partial(Random& random, Day day) {
  const std::string text = to_string(day);
  if (random.one_in(6)) return *PartialDate::parse(text.substr(0, 7));
  if (random.one_in(12)) return *PartialDate::parse(text.substr(0, 4));
  return PartialDate::of(day);
}

class Maker {
 public:
  Maker(Random& random, Day as_of) : random_(random), as_of_(as_of) {}

  patients::PatientRecord record() {
    patients::PatientRecord made;
    made.id = "P";
    for (std::size_t i = 1; i < 5; ++i) made.complete[i] = random_.one_in(2);
    if (random_.one_in(3)) made.sex = static_cast<patients::Sex>(random_.below(4));
    person(made);
    for (int n = random_.below(4); n > 0; --n) made.conditions.push_back(condition());
    for (int n = random_.below(4); n > 0; --n) made.procedures.push_back(procedure());
    for (int n = random_.below(4); n > 0; --n) made.medications.push_back(medication());
    for (int n = random_.below(6); n > 0; --n) made.observations.push_back(observation());
    for (int n = random_.below(3); n > 0; --n) made.trials.push_back(participation());
    for (int n = random_.below(3); n > 0; --n) made.attestations.push_back(attestation());
    return made;
  }

 private:
  // Mostly before the as-of date; clustered, so that facts meet.
  Day day() {
    const int back = random_.one_in(2) ? random_.between(-60, 40) : random_.between(-100, 900);
    return {as_of_.number - back};
  }
  std::optional<PartialDate> date() {
    if (random_.one_in(7)) return std::nullopt;
    return partial(random_, day());
  }
  template <class Word>
  std::optional<Word> some(int count) {
    if (random_.one_in(2)) return std::nullopt;
    return static_cast<Word>(random_.below(count));
  }

  void person(patients::PatientRecord& made) {
    const int kind = random_.below(5);
    if (kind < 3) {
      const Day birth{as_of_.number - 2 - random_.below(random_.one_in(2) ? 900 : 7300)};
      made.birth_date = partial(random_, birth);
    } else if (kind == 3) {
      made.age = patients::RecordedAge{random_.below(30),
                                       static_cast<patients::TimeUnit>(random_.below(4)),
                                       random_.one_in(2) ? date() : std::nullopt,
                                       {}};
    }
  }
  patients::Condition condition() {
    patients::Condition entry;
    entry.naming.name = random_.of(conditions);
    entry.status = some<patients::ConditionStatus>(random_.one_in(4) ? 4 : 3);
    entry.severity = some<patients::Severity>(3);
    entry.onset = date();
    if (random_.one_in(2)) entry.end = date();
    if (random_.one_in(6)) entry.verification = static_cast<patients::Verification>(random_.below(4));
    return entry;
  }
  patients::Procedure procedure() {
    patients::Procedure entry;
    entry.naming.name = random_.one_in(4) ? "splenectomy" : "hsct";
    if (entry.naming.name == "hsct" && !random_.one_in(3))
      entry.type = random_.one_in(3) ? "autologous" : "allogeneic";
    entry.absent = random_.one_in(8);
    entry.date = date();
    entry.response = some<patients::Response>(3);
    return entry;
  }
  patients::Medication medication() {
    patients::Medication entry;
    entry.naming.name = random_.of(medications);
    entry.absent = random_.one_in(8);
    entry.start = date();
    if (random_.one_in(2)) entry.end = date();
    if (!entry.end && random_.one_in(2)) entry.ongoing = true;
    entry.response = some<patients::Response>(3);
    return entry;
  }
  patients::Observation observation() {
    patients::Observation entry;
    const int kind = random_.below(6);
    entry.naming.name = kind == 0 ? "hbsag" : kind == 1 ? "alt" : "ecog";
    if (kind == 0) {
      entry.value = random_.one_in(2) ? "negative" : "positive";
    } else {
      entry.value = std::get<patients::Decimal>(patients::Decimal::parse(std::to_string(random_.below(4))));
      if (random_.one_in(6)) entry.comparator = patients::Comparator::less_equal;
      if (kind == 1) entry.unit = "U/L";
      if (kind == 1 && random_.one_in(2)) entry.high = patients::Decimal(1);
    }
    entry.date = date();
    return entry;
  }
  patients::Participation participation() {
    patients::Participation entry;
    if (!random_.one_in(4)) entry.id = "NCT00000001";
    entry.absent = random_.one_in(8);
    entry.start = date();
    if (random_.one_in(2)) entry.end = date();
    if (!entry.end && random_.one_in(2)) entry.ongoing = true;
    return entry;
  }
  patients::Attestation attestation() {
    patients::Attestation entry;
    entry.name = random_.one_in(2) ? "informed_consent" : "poor_compliance";
    entry.value = random_.one_in(2);
    entry.date = date();
    return entry;
  }

  Random& random_;
  Day as_of_;
};

// ---------------------------------------------------------------- comparison

// Where the calendar of one trial differs from the evaluator; empty: nowhere.
std::string difference(const engine::TrialCalendar& made, const engine::Program& program,
                       const engine::BoundRecord& bound, Day from, Day to) {
  std::vector<std::size_t> at(made.criteria.size(), 0);
  std::size_t verdict_at = 0;
  for (Day day = from; day <= to; ++day.number) {
    engine::Evaluator evaluator(program, bound, day);
    const auto expected = evaluator.verdict(*made.trial);
    if (day > made.verdicts.at(verdict_at).days.last) ++verdict_at;
    if (!made.verdicts.at(verdict_at).days.contains(day)) return "no verdict for " + to_string(day);
    if (made.verdicts[verdict_at].verdict != expected.verdict)
      return "verdict on " + to_string(day) + " is " + std::string(to_string(expected.verdict));
    for (std::size_t i = 0; i < made.criteria.size(); ++i) {
      const auto& periods = made.criteria[i].periods;
      if (day > periods.at(at[i]).days.last) ++at[i];
      if (!periods.at(at[i]).days.contains(day) || periods[at[i]].result != expected.criteria[i])
        return made.trial->criteria[i].id + " on " + to_string(day) + " is " +
               std::string(to_string(expected.criteria[i].status)) + ", not " +
               std::string(to_string(periods[at[i]].result.status)) + ": " + dump(*made.trial, program);
    }
  }
  return {};
}

// What holds of every calendar besides: neighbours differ, every change has a reason, actions lie in open
// days.
std::string fault(const engine::TrialCalendar& made, const engine::Calendar& calendar) {
  for (const auto& criterion : made.criteria) {
    for (std::size_t i = 1; i < criterion.periods.size(); ++i) {
      if (criterion.periods[i].result == criterion.periods[i - 1].result) return "equal neighbours";
      if (criterion.periods[i].reasons.empty()) return criterion.criterion->id + " changes without a reason";
    }
  }
  for (std::size_t i = 1; i < made.verdicts.size(); ++i)
    if (made.verdicts[i].openings.empty()) return "a verdict begins without a criterion";
  const auto open = made.open();
  for (const auto& action : made.actions) {
    const engine::DateSet days(
        {std::max(action.days.first, calendar.range.first), std::min(action.days.last, calendar.range.last)});
    if ((days & open).empty())
      return "an action for days that are not open: " + std::string(to_string(action.kind)) + " " +
             action.what + " " + to_string(action.days.first) + " to " + to_string(action.days.last) + ", " +
             action.why;
    if (action.what.empty() || action.criteria.empty()) return "an action without a fact or criterion";
  }
  return {};
}

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

TEST_CASE("the calendar is the evaluator on every single day", "[calendar][property]") {
  Random random(setting("ELIGO_CALENDAR_SEED", 20261125));
  const auto pairs = setting("ELIGO_CALENDAR_PAIRS", 5000);
  const auto compiled = random_trials(random, 400);
  std::string problems;
  for (const auto& diagnostic : compiled.diagnostics)
    if (diagnostic.severity == grammar::Severity::error) problems += grammar::render(diagnostic);
  INFO(problems);
  REQUIRE(compiled.ok());
  const auto& program = *compiled.program;

  std::size_t days = 0;
  std::size_t changes = 0;   // of verdicts
  std::size_t statuses = 0;  // changes of criteria
  for (std::uint64_t done = 0; done < pairs; ++done) {
    const Day as_of{19723 + random.below(1500)};
    const auto record = engine::held_record(Maker(random, as_of).record(), as_of);
    const auto bound = engine::bind(record, program.vocabulary);
    if (!bound.ok()) continue;
    engine::CalendarOptions options{as_of, as_of, as_of, {random.of(program.trials).id}, nullptr};
    if (random.one_in(4)) options.from.number += random.between(-60, 60);
    options.to.number = options.from.number + random.below(random.one_in(3) ? 600 : 200);
    const auto made = engine::calendar(program, record, options);
    const auto& trial = made.trials.at(0);
    days += static_cast<std::size_t>(made.range.days());
    changes += trial.verdicts.size() - 1;
    for (const auto& criterion : trial.criteria) statuses += criterion.periods.size() - 1;
    const std::string wrong = difference(trial, program, bound.bound, options.from, options.to);
    const std::string odd = wrong.empty() ? fault(trial, made) : wrong;
    if (odd.empty()) continue;
    FAIL("pair " << done << " as of " << to_string(as_of) << ", " << to_string(options.from) << " to "
                 << to_string(options.to) << ": " << odd);
  }
  WARN(pairs << " pairs, " << days << " days, " << changes << " changes of verdicts, " << statuses
             << " of criteria");
  CHECK(changes > pairs / 5);
  CHECK(statuses > pairs / 2);
}
