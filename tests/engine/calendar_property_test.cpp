// The calendar against the definition: on random records and random trials it says for every day of the range
// what the plain evaluator says with that day as the as-of date.
//
// ELIGO_CALENDAR_PAIRS sets the number of (record, trial) pairs, ELIGO_CALENDAR_SEED the seed; for longer
// runs.
#include <catch2/catch.hpp>

#include "engine/bind.hpp"
#include "engine/calendar.hpp"
#include "tests/engine/random_cases.hpp"

using namespace eligo;
using patients::Day;
using test::Random;

namespace {

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

}  // namespace

TEST_CASE("the calendar is the evaluator on every single day", "[calendar][property]") {
  Random random(test::setting("ELIGO_CALENDAR_SEED", 20261125));
  const auto pairs = test::setting("ELIGO_CALENDAR_PAIRS", 5000 / test::slowness);
  const auto compiled = test::random_trials(random, 400);
  const auto& program = *compiled.program;

  std::size_t days = 0;
  std::size_t changes = 0;   // of verdicts
  std::size_t statuses = 0;  // changes of criteria
  for (std::uint64_t done = 0; done < pairs; ++done) {
    const Day as_of{19723 + random.below(1500)};
    const auto record = engine::held_record(test::Maker(random, as_of).record(), as_of);
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
