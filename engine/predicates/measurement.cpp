// Observations and serology: which values count (selector, timing, freshness), and what they say together.
//
// The value test itself is in value_test; `on day N after E` and `on N consecutive days` are in timed_values.
// Source: docs/semantics.md, "Values". Tests: tests/conformance/selectors.table, freshness.table.

#include "engine/predicates/measurement.hpp"

#include <algorithm>

#include "engine/predicates/phrases.hpp"
#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

std::vector<DatedValue> visible_values(const MeasurementPredicate& predicate, const Context& context) {
  std::vector<DatedValue> values;
  const auto& all = context.bound.observations;
  auto it = std::lower_bound(all.begin(), all.end(), predicate.concept_id,
                             [](const BoundObservation& o, ConceptId id) { return o.concept_id < id; });
  for (; it != all.end() && it->concept_id == predicate.concept_id; ++it) {
    if (!is_visible(it->fact->date, context.as_of)) continue;
    values.push_back({&*it, possible_days(it->fact->date, context.as_of), Outcome::yes(), Outcome::yes()});
  }
  return values;
}

namespace {

// Freshness: a value so old that the window from it ends before the as-of date is stale.
Outcome is_fresh(const MeasurementPredicate& predicate, const DayRange& day, Day as_of) {
  if (!predicate.fresh_within) return Outcome::yes();
  return test({TimeBound::Kind::within, *predicate.fresh_within, {}}, day, as_of);
}

// A stale value leaves the test open, whatever it says.
Outcome fresh_or_unknown(const Outcome& fresh, const Outcome& outcome) {
  if (fresh.is_true()) return outcome;
  if (fresh.is_false()) return Outcome::unknown(Cause::stale);
  return Outcome::unknown(fresh.causes | outcome.causes);
}

void judge(const MeasurementPredicate& predicate, const Context& context, std::vector<DatedValue>& values) {
  for (auto& value : values) {
    value.fresh = is_fresh(predicate, value.day, context.as_of);
    value.outcome = fresh_or_unknown(value.fresh, satisfies(*value.observation, predicate.test, context));
  }
}

// The values that could be the latest (or first): no other certainly lies after (before) them.
std::vector<DatedValue> candidates(const std::vector<DatedValue>& values, bool first) {
  Day bound = first ? values.front().day.last : values.front().day.first;
  for (const auto& value : values) {
    bound = first ? std::min(bound, value.day.last) : std::max(bound, value.day.first);
  }
  std::vector<DatedValue> result;
  for (const auto& value : values) {
    if (first ? value.day.first <= bound : value.day.last >= bound) result.push_back(value);
  }
  return result;
}

// If a candidate is the latest, it is no older than what certainly lies behind it: its freshness is judged
// so.
void judge_as_latest(const MeasurementPredicate& predicate, const Context& context,
                     std::vector<DatedValue>& values) {
  if (!predicate.fresh_within) return;
  Day newest = values.front().day.first;
  for (const auto& value : values) newest = std::max(newest, value.day.first);
  for (auto& value : values) {
    DayRange day = value.day;
    day.first = std::max(day.first, newest);
    value.fresh = is_fresh(predicate, day, context.as_of);
    value.outcome = fresh_or_unknown(value.fresh, satisfies(*value.observation, predicate.test, context));
  }
}

// `highest X > L` is `any X > L`, `highest X < L` is `every X < L`, and an equality is both; `lowest` dually.
Outcome extreme(const MeasurementPredicate& predicate, const Context& context,
                const std::vector<DatedValue>& values, const ValueBound& bound) {
  if (bound.comparator == Comparator::equal) {
    ValueBound low = bound;
    ValueBound high = bound;
    low.comparator = Comparator::greater_equal;
    high.comparator = Comparator::less_equal;
    return extreme(predicate, context, values, low) & extreme(predicate, context, values, high);
  }
  const bool upward =
      bound.comparator == Comparator::greater || bound.comparator == Comparator::greater_equal;
  const bool any = upward == (predicate.selector == Selector::highest);
  Outcome result = any ? Outcome::no() : Outcome::yes();
  for (const auto& value : values) {
    const Outcome one = fresh_or_unknown(value.fresh, satisfies(*value.observation, bound, context));
    result = any ? result | one : result & one;
  }
  return result;
}

// Stale values are outside the window of every selector but `latest`; if all are, the test is open.
bool keep_fresh(std::vector<DatedValue>& values) {
  const auto stale = [](const DatedValue& value) { return value.fresh.is_false(); };
  if (std::all_of(values.begin(), values.end(), stale)) return false;
  std::erase_if(values, stale);
  return true;
}

Outcome select(const MeasurementPredicate& predicate, const Context& context,
               std::vector<DatedValue>& values) {
  if (predicate.selector == Selector::latest) {
    values = candidates(values, false);
    judge_as_latest(predicate, context, values);
    return agreement(values);
  }
  if (!keep_fresh(values)) return Outcome::unknown(Cause::stale);
  if (predicate.selector == Selector::first) {
    values = candidates(values, true);
    return agreement(values);
  }
  if (predicate.selector == Selector::any || predicate.selector == Selector::every) {
    const bool any = predicate.selector == Selector::any;
    Outcome result = any ? Outcome::no() : Outcome::yes();
    for (const auto& value : values) result = any ? result | value.outcome : result & value.outcome;
    return result;
  }
  Outcome result = Outcome::yes();
  for (const auto& bound : std::get<std::vector<ValueBound>>(predicate.test)) {
    result = result & extreme(predicate, context, values, bound);
  }
  return result;
}

}  // namespace

Outcome agreement(const std::vector<DatedValue>& values) {
  bool alike = true;
  bool one_day = true;
  Causes causes;
  for (const auto& value : values) {
    alike = alike && value.outcome.truth == values.front().outcome.truth;
    one_day = one_day && value.day.is_exact() && value.day.first == values.front().day.first;
    causes |= value.outcome.causes;
  }
  if (alike) return values.front().outcome.is_unknown() ? Outcome::unknown(causes) : values.front().outcome;
  return Outcome::unknown(one_day ? Cause::conflict : Cause::imprecise);
}

// A cohort file's header states the unit of a column that names none.
void assume_unit(const BoundObservation& observation, const Context& context, Account& account) {
  if (!observation.fact->unit_by_convention) return;
  account.assumptions.push_back("the file states no unit for `" +
                                context.vocabulary[observation.concept_id].name + "`, so it is in `" +
                                observation.fact->unit + "` by the convention of cohort files");
}

void explain_values(const MeasurementPredicate& predicate, const Context& context,
                    const std::vector<DatedValue>& values, const Outcome& outcome, std::string_view prefix,
                    std::string_view suffix, Account& account) {
  const auto& concept_ = context.vocabulary[predicate.concept_id];
  const bool disagree =
      outcome.is_unknown() && std::any_of(values.begin(), values.end(), [&](const DatedValue& v) {
        return v.outcome.truth != values.front().outcome.truth;
      });
  for (const auto& value : values) {
    account.evidence.push_back(value_evidence(*value.observation, predicate, context));
    assume_unit(*value.observation, context, account);
    // Values that do not bear on a decided `any` or `every` stay out of the sentence.
    if (!outcome.is_unknown() && value.outcome.truth != outcome.truth && values.size() > 1) continue;
    Clause clause{std::string(prefix) + concept_.phrase,
                  value_words(*value.observation, predicate, context) + std::string(suffix), ""};
    if (value.outcome.is_unknown() && value.fresh.is_false()) {
      clause.phrase = "is older than " + patients::to_string(*predicate.fresh_within);
    } else if (value.outcome.is_unknown() && value.fresh.is_unknown()) {
      clause.phrase = "may be older than " + patients::to_string(*predicate.fresh_within);
    } else {
      clause.phrase = value_phrase(*value.observation, predicate, value.outcome, context);
    }
    account.clauses.push_back(clause);
    if (value.fresh.is_true()) add_distances(account, *value.observation, predicate, context);
    if (!value.outcome.is_unknown()) continue;
    if (value.fresh.is_false()) {
      account.causes.push_back({Cause::stale, concept_.name,
                                "older than " + patients::to_string(*predicate.fresh_within), std::nullopt});
    } else if (value.fresh.is_unknown()) {
      account.causes.push_back(
          {value.day.cause, concept_.name, "the date of the value is not recorded exactly", std::nullopt});
    } else {
      account.causes.push_back(value_cause(*value.observation, predicate, value.outcome, context));
    }
  }
  const bool by_date = predicate.selector == Selector::latest || predicate.selector == Selector::first;
  if (!disagree || !by_date) return;
  if (outcome.causes.contains(Cause::conflict)) {
    account.causes.push_back(
        {Cause::conflict, concept_.name, "values of the same day disagree", std::nullopt});
    account.clauses.push_back({"these values", "", "are of the same day and disagree"});
  } else if (outcome.causes.contains(Cause::imprecise)) {
    account.causes.push_back({Cause::imprecise, concept_.name,
                              "which value counts is not certain: dates are missing or not exact",
                              std::nullopt});
    account.clauses.push_back({"which of these values counts", "", "is not certain"});
  }
}

Outcome evaluate(const MeasurementPredicate& predicate, const Context& context, Account* account) {
  auto values = visible_values(predicate, context);
  judge(predicate, context, values);
  if (std::holds_alternative<OnDay>(predicate.timing)) return on_day(predicate, context, values, account);
  if (std::holds_alternative<Consecutive>(predicate.timing))
    return on_consecutive_days(predicate, context, values, account);
  const auto& concept_ = context.vocabulary[predicate.concept_id];
  if (values.empty()) {
    if (account) {
      account->causes.push_back({Cause::missing, concept_.name, "not recorded", std::nullopt});
      account->clauses.push_back({concept_.phrase, "", "is not recorded"});
    }
    return Outcome::unknown(Cause::missing);
  }
  const Outcome outcome = select(predicate, context, values);
  if (account)
    explain_values(predicate, context, values, outcome, predicate.selector == Selector::first ? "first " : "",
                   "", *account);
  return outcome;
}

}  // namespace eligo::engine
