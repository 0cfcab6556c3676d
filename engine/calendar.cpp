// From the turns of predicates to the periods of criteria and verdicts. See calendar.hpp.
#include "engine/calendar.hpp"

#include <algorithm>

#include "engine/predicates/predicates.hpp"
#include "engine/turns.hpp"

namespace eligo::engine {

DateSet CriterionCalendar::dates(Status status) const {
  DateSet dates;
  for (const auto& period : periods)
    if (period.result.status == status) dates.append(period.days);
  return dates;
}

DateSet TrialCalendar::dates(Verdict verdict) const {
  DateSet dates;
  for (const auto& period : verdicts)
    if (period.verdict == verdict) dates.append(period.days);
  return dates;
}

DateSet TrialCalendar::open() const {
  return dates(Verdict::eligible) | dates(Verdict::candidate) | dates(Verdict::incomplete);
}

namespace calendar_parts {

PredicatePeriods::PredicatePeriods(const Program& program, const BoundRecord& bound,
                                   const CalendarOptions& options)
    : program_(program), bound_(bound), options_(options), periods_(program.predicates.size()) {}

const Periods<Outcome>& PredicatePeriods::operator[](PredicateId id) {
  auto& periods = periods_[id];
  if (!periods.empty()) return periods;
  const Predicate& predicate = program_.predicates[id];
  Turns turns(options_.from, options_.to);
  find_turns(predicate, context_on(options_.from), turns);
  auto starts = std::move(turns).days();
  starts.insert(starts.begin(), options_.from);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const Day last = i + 1 < starts.size() ? before(starts[i + 1]) : options_.to;
    append(periods, {starts[i], last}, evaluate(predicate, context_on(starts[i]), nullptr));
  }
  return periods;
}

std::vector<std::string> PredicatePeriods::reasons(PredicateId predicate, Day day) const {
  Turns turns(day);
  find_turns(program_.predicates[predicate], context_on(day), turns);
  return std::move(turns).reasons();
}

namespace {

void collect(const Trial& trial, NodeId id, std::vector<PredicateId>& predicates) {
  const Node& node = trial.nodes[id];
  if (node.kind == NodeKind::predicate) predicates.push_back(node.predicate);
  for (const NodeId child : node.children) collect(trial, child, predicates);
}

// A predicate that changes on a day, before and after.
struct Change {
  Day day;
  PredicateId predicate = 0;
  Outcome before;
  Outcome after;
};

// Every change of the predicates of a criterion, by day.
std::vector<Change> changes_of(const std::vector<PredicateId>& predicates, PredicatePeriods& periods) {
  std::vector<Change> changes;
  for (const PredicateId id : predicates) {
    const auto& list = periods[id];
    for (std::size_t i = 1; i < list.size(); ++i)
      changes.push_back({list[i].days.first, id, list[i - 1].value, list[i].value});
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& a, const Change& b) { return a.day < b.day; });
  return changes;
}

using ChangeIterator = std::vector<Change>::const_iterator;

// The reasons of those predicates without whose change the criterion would not be what it is; of all of them
// if no single one is so.
std::vector<std::string> reasons_of(ChangeIterator begin, ChangeIterator end, const Trial& trial,
                                    const Criterion& criterion, const CriterionResult& result,
                                    const PredicatePeriods& periods, Evaluator& evaluator) {
  std::vector<PredicateId> deciding;
  for (auto change = begin; change != end && end - begin > 1; ++change) {
    evaluator.assume(change->predicate, change->before);
    if (evaluator.evaluate(trial, criterion) != result) deciding.push_back(change->predicate);
    evaluator.assume(change->predicate, change->after);
  }
  if (deciding.empty())
    for (auto change = begin; change != end; ++change) deciding.push_back(change->predicate);
  std::vector<std::string> reasons;
  for (const PredicateId id : deciding) {
    for (auto& reason : periods.reasons(id, begin->day))
      if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
        reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace

std::vector<CriterionPeriod> criterion_periods(const Trial& trial, const Criterion& criterion,
                                               PredicatePeriods& predicates, Evaluator& evaluator,
                                               DateInterval range) {
  std::vector<PredicateId> used;
  collect(trial, criterion.root, used);
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  for (const PredicateId id : used) evaluator.assume(id, predicates[id].front().value);

  std::vector<CriterionPeriod> periods{{range, evaluator.evaluate(trial, criterion), {}}};
  const auto changes = changes_of(used, predicates);
  for (auto begin = changes.begin(); begin != changes.end();) {
    auto end = begin;
    for (; end != changes.end() && end->day == begin->day; ++end)
      evaluator.assume(end->predicate, end->after);
    const CriterionResult result = evaluator.evaluate(trial, criterion);
    if (result != periods.back().result) {
      periods.back().days.last = before(begin->day);
      periods.push_back({{begin->day, range.last},
                         result,
                         reasons_of(begin, end, trial, criterion, result, predicates, evaluator)});
    }
    begin = end;
  }
  return periods;
}

namespace {

// Does a criterion that goes from `a` to `b` have a part in the verdict's going from `before` to `after`?
bool opens(const CriterionResult& a, const CriterionResult& b, Verdict before, Verdict after) {
  if (after == Verdict::ineligible) return b.status == Status::fail;
  if (before == Verdict::ineligible) return a.status == Status::fail;
  return a.status != b.status || a.causes.only(Cause::attestation) != b.causes.only(Cause::attestation);
}

}  // namespace

std::vector<VerdictPeriod> verdict_periods(const Trial& trial, const std::vector<CriterionCalendar>& criteria,
                                           DateInterval range) {
  std::vector<Day> days;
  std::vector<CriterionResult> results;
  for (const auto& criterion : criteria) {
    results.push_back(criterion.periods.front().result);
    for (std::size_t i = 1; i < criterion.periods.size(); ++i)
      days.push_back(criterion.periods[i].days.first);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<VerdictPeriod> periods{{range, verdict_of(trial, results), {}}};
  std::vector<std::size_t> at(criteria.size(), 0);
  for (const Day day : days) {
    const auto earlier = results;
    std::vector<Opening> changed;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      const auto& list = criteria[i].periods;
      if (at[i] + 1 == list.size() || list[at[i] + 1].days.first != day) continue;
      results[i] = list[++at[i]].result;
      changed.push_back({i, at[i]});
    }
    const Verdict verdict = verdict_of(trial, results);
    const Verdict last = periods.back().verdict;
    if (verdict == last) continue;
    std::erase_if(changed, [&](const Opening& opening) {
      return !opens(earlier[opening.criterion], results[opening.criterion], last, verdict);
    });
    periods.back().days.last = before(day);
    periods.push_back({{day, range.last}, verdict, std::move(changed)});
  }
  return periods;
}

}  // namespace calendar_parts

patients::PatientRecord held_record(patients::PatientRecord record, Day as_of) {
  if (record.age && !record.age->date) record.age->date = patients::PartialDate::of(as_of);
  return record;
}

Calendar calendar(const Program& program, const patients::PatientRecord& record,
                  const CalendarOptions& options) {
  const BindResult bound = bind(record, program.vocabulary);
  Calendar result{options.as_of, {options.from, options.to}, {}, {}};
  result.held = calendar_parts::held_facts(program, bound.bound, options);
  calendar_parts::PredicatePeriods predicates(program, bound.bound, options);
  Evaluator evaluator(program, bound.bound, options.from, options.reference);
  for (const auto& trial : program.trials) {
    const bool asked = options.trials.empty() ||
                       std::any_of(options.trials.begin(), options.trials.end(),
                                   [&](const auto& id) { return program.find_trial(id) == &trial; });
    if (!asked) continue;
    TrialCalendar& made = result.trials.emplace_back();
    made.trial = &trial;
    for (const auto& criterion : trial.criteria) {
      made.criteria.push_back({&criterion, calendar_parts::criterion_periods(trial, criterion, predicates,
                                                                             evaluator, result.range)});
    }
    made.verdicts = calendar_parts::verdict_periods(trial, made.criteria, result.range);
    made.actions = calendar_parts::actions(made, program, bound.bound, options);
  }
  return result;
}

}  // namespace eligo::engine
