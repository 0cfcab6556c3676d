// `on day N ± M after E`, and `on N consecutive days`.
//
// Source: docs/semantics.md, "Values". Tests: tests/conformance/on_day.table, consecutive.table.

#include <algorithm>
#include <limits>
#include <map>

#include "engine/predicates/entries.hpp"
#include "engine/predicates/measurement.hpp"

namespace eligo::engine {

namespace {

// The most recent event on or before the as-of date, as far as it is known.
struct EventDay {
  std::optional<Day> day;
  Outcome otherwise = Outcome::no();  // without a day: never (false), or unknown
  bool certain = true;                // false: only entries of unrecorded type stand for it
  std::optional<ConceptId> disputed;
  bool closed = false;
};

EventDay most_recent_event(const ConceptSet& set, const Context& context, Account* account) {
  EventDay result;
  result.closed = closure(FactKind::procedure, set, context).closed();
  struct Entry {
    DayRange time;
    bool certain;
  };
  std::vector<Entry> entries;
  for_each_entry(FactKind::procedure, context, [&](const auto& entry) {
    const Outcome member = membership(entry.concepts, set, context.vocabulary);
    if (member.is_false()) return;
    const DayRange time = time_of(*entry.fact, context.as_of);
    entries.push_back({time, member.is_true()});
    if (stands_beside_absence(entry.concepts, FactKind::procedure, set, context))
      result.disputed = entry.concepts.front();
    if (account) account->evidence.push_back(evidence_of(entry, context));
  });
  if (entries.empty()) {
    result.otherwise = result.closed ? Outcome::no() : Outcome::unknown(Cause::missing);
    return result;
  }
  result.certain = std::any_of(entries.begin(), entries.end(), [](const Entry& e) { return e.certain; });
  Day latest_lower = patients::first_day;
  for (const auto& entry : entries) {
    if (entry.certain || !result.certain) latest_lower = std::max(latest_lower, entry.time.first);
  }
  Causes causes;
  std::optional<Day> day;
  for (const auto& entry : entries) {
    if (entry.time.last < latest_lower) continue;
    if (!entry.time.is_exact()) causes |= entry.time.cause;
    if (day && *day != entry.time.first) causes |= entry.certain ? Cause::imprecise : Cause::missing;
    if (!day || entry.time.first > *day) day = entry.time.first;
  }
  if (causes.empty()) {
    result.day = day;
  } else {
    result.otherwise = Outcome::unknown(causes);
  }
  return result;
}

std::string label(const OnDay& timing, const Context& context) {
  std::string text = "on day " + std::to_string(timing.day);
  if (timing.tolerance > 0) text += " +/- " + std::to_string(timing.tolerance);
  return text + " after " + describe(timing.event, context.vocabulary);
}

// The values of the day nearest to the target; two days equally near count together.
std::vector<DatedValue> nearest(const std::vector<DatedValue>& values, Day target) {
  std::int32_t best = std::numeric_limits<std::int32_t>::max();
  for (const auto& value : values) best = std::min(best, std::abs(value.day.first.number - target.number));
  std::vector<DatedValue> result;
  for (const auto& value : values) {
    if (std::abs(value.day.first.number - target.number) == best) result.push_back(value);
  }
  return result;
}

std::string pending_words(const OnDay& timing, Day last, Day as_of) {
  const std::string date = patients::to_string(last);
  if (timing.tolerance > 0) return "is not recorded yet: its window closes on " + date;
  return last == as_of ? "is due on " + date + ", the as-of date itself" : "cannot be known before " + date;
}

Outcome no_value(const OnDay& timing, const Context& context, Day last, const std::string& name,
                 Account* account) {
  const std::string what = label(timing, context);
  if (context.as_of <= last) {
    if (account) {
      account->causes.push_back({Cause::pending, name, what + " is " + patients::to_string(last), last});
      account->distances.push_back(distance_in_days(last.number - context.as_of.number, context.as_of));
    }
    return Outcome::unknown(Cause::pending);
  }
  if (account)
    account->causes.push_back(
        {Cause::missing, name, "no value " + what + " (" + patients::to_string(last) + ")", std::nullopt});
  return Outcome::unknown(Cause::missing);
}

// Given the day of the event: the outcome of the values that lie, or could lie, in the visit window.
Outcome at_event(const MeasurementPredicate& predicate, const OnDay& timing, Day event,
                 const Context& context, const std::vector<DatedValue>& values, Account* account) {
  const auto& concept_ = context.vocabulary[predicate.concept_id];
  const Day target{event.number + timing.day};
  const Day first{target.number - timing.tolerance};
  const Day last{target.number + timing.tolerance};
  std::vector<DatedValue> certain;
  std::vector<DatedValue> possible;
  for (const auto& value : values) {
    if (value.day.last < first || value.day.first > last) continue;
    (value.day.is_exact() ? certain : possible).push_back(value);
  }
  if (certain.empty() && (possible.empty() || context.as_of <= last)) {
    const Outcome outcome = no_value(timing, context, last, concept_.name, account);
    if (account) {
      const bool pending = outcome.causes.contains(Cause::pending);
      account->clauses.push_back({concept_.phrase, label(timing, context),
                                  pending ? pending_words(timing, last, context.as_of)
                                          : "is not recorded (that was " + patients::to_string(last) + ")"});
    }
    return outcome;
  }
  if (certain.empty()) {
    Causes causes;
    for (const auto& value : possible) causes |= value.day.cause;
    if (account) {
      account->causes.push_back({possible.front().day.cause, concept_.name,
                                 "the date of the value is not recorded exactly", std::nullopt});
      account->clauses.push_back({concept_.phrase,
                                  value_words(*possible.front().observation, predicate, context),
                                  "may or may not be of day " + std::to_string(timing.day)});
    }
    return Outcome::unknown(causes);
  }
  const auto deciding = nearest(certain, target);
  const Outcome outcome = agreement(deciding);
  if (account) {
    for (const auto& value : deciding) {
      const std::string actual = " (day " + std::to_string(value.day.first.number - event.number) + ")";
      explain_values(predicate, context, {value}, value.outcome, "", actual, *account);
    }
    if (outcome.causes.contains(Cause::conflict)) {
      account->causes.push_back(
          {Cause::conflict, concept_.name, "values of the same day disagree", std::nullopt});
    }
    if (outcome.is_unknown() && outcome.causes.contains(Cause::imprecise) && deciding.size() > 1) {
      account->causes.push_back(
          {Cause::imprecise, concept_.name, "two days are equally near and disagree", std::nullopt});
    }
  }
  return outcome;
}

void explain_no_event(const MeasurementPredicate& predicate, const OnDay& timing, const Outcome& outcome,
                      const Context& context, Account& account) {
  const auto& event = context.vocabulary[timing.event.members.front()];
  const std::string subject = context.vocabulary[predicate.concept_id].phrase + " " + label(timing, context);
  if (outcome.is_false()) {
    assume_closed(account, closure(FactKind::procedure, timing.event, context), FactKind::procedure,
                  timing.event, context);
    account.clauses.push_back(nothing_listed(FactKind::procedure, timing.event, context));
    return;
  }
  const Cause cause = outcome.causes.contains(Cause::imprecise) ? Cause::imprecise : Cause::missing;
  const char* detail = cause == Cause::imprecise ? "the date of the event is not exact"
                                                 : "the event, its date or its type is not recorded";
  account.causes.push_back({cause, event.name, detail, std::nullopt});
  account.clauses.push_back({subject, "", std::string("cannot be judged: ") + detail});
}

}  // namespace

Outcome on_day(const MeasurementPredicate& predicate, const Context& context,
               const std::vector<DatedValue>& values, Account* account) {
  const auto& timing = std::get<OnDay>(predicate.timing);
  const EventDay event = most_recent_event(timing.event, context, account);
  Outcome outcome = event.otherwise;
  if (event.day) outcome = at_event(predicate, timing, *event.day, context, values, account);
  // Only entries of unrecorded type: if they are of another type, the event never happened, or is not known.
  if (event.day && !event.certain) {
    const bool both_false = outcome.is_false() && event.closed;
    if (!both_false) outcome = Outcome::unknown(outcome.causes | Cause::missing);
  }
  if (event.disputed && !outcome.is_false()) outcome = Outcome::unknown(Cause::conflict);
  const bool told = event.day && event.certain && !event.disputed;
  if (account && event.disputed && outcome.is_unknown()) {
    note_disputed(*account, *event.disputed, context);
  } else if (account && !told && (outcome.is_unknown() || !event.day))
    explain_no_event(predicate, timing, outcome, context, *account);
  return outcome;
}

namespace {

// What one calendar day says: several values of a day count as one if they decide alike.
std::map<Day, Outcome> by_day(const std::vector<DatedValue>& values) {
  std::map<Day, std::vector<DatedValue>> days;
  for (const auto& value : values) {
    if (value.day.is_exact()) days[value.day.first].push_back(value);
  }
  std::map<Day, Outcome> result;
  for (const auto& [day, list] : days) result[day] = agreement(list);
  return result;
}

// Values without an exact day may add to a day, or stand against it.
struct Floating {
  DayRange day;
  Outcome outcome;
};

Outcome with_floating(Day day, const std::map<Day, Outcome>& days, const std::vector<Floating>& floating) {
  const auto found = days.find(day);
  Outcome outcome = found == days.end() ? Outcome::no() : found->second;
  for (const auto& value : floating) {
    if (day < value.day.first || day > value.day.last) continue;
    if (found == days.end() && value.outcome.is_false()) continue;
    if (value.outcome.truth == outcome.truth && !outcome.is_unknown()) continue;
    outcome = Outcome::unknown(outcome.causes | value.outcome.causes | value.day.cause);
  }
  return outcome;
}

// Runs of N days end on days near some value; only those can hold.
Outcome longest_run(std::int32_t needed, const std::map<Day, Outcome>& days,
                    const std::vector<Floating>& floating, const Context& context) {
  std::vector<Day> starts;
  for (const auto& [day, outcome] : days) {
    for (std::int32_t back = 0; back < needed; ++back) starts.push_back(Day{day.number - back});
  }
  Outcome result = Outcome::no();
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  for (const Day start : starts) {
    Outcome run = Outcome::yes();
    if (start.number + needed - 1 > context.as_of.number) run = Outcome::no();
    for (std::int32_t i = 0; i < needed && !run.is_false(); ++i) {
      run = run & with_floating(Day{start.number + i}, days, floating);
    }
    result = result | run;
    if (result.is_true()) return result;
  }
  // A run of floating values alone, away from every dated one.
  std::int32_t useful = 0;
  Causes causes;
  for (const auto& value : floating) {
    if (value.outcome.is_false()) continue;
    ++useful;
    causes |= value.day.cause;
    causes |= value.outcome.causes;
  }
  if (useful >= needed) result = result | Outcome::unknown(causes);
  return result;
}

}  // namespace

Outcome on_consecutive_days(const MeasurementPredicate& predicate, const Context& context,
                            const std::vector<DatedValue>& values, Account* account) {
  const auto& concept_ = context.vocabulary[predicate.concept_id];
  const auto needed = std::get<Consecutive>(predicate.timing).days;
  const std::string asked = "on " + std::to_string(needed) + " consecutive days";
  if (values.empty()) {
    if (account) {
      account->causes.push_back({Cause::missing, concept_.name, "not recorded", std::nullopt});
      account->clauses.push_back({concept_.phrase, "", "is not recorded"});
    }
    return Outcome::unknown(Cause::missing);
  }
  std::vector<DatedValue> inside;
  for (const auto& value : values) {
    if (!value.fresh.is_false()) inside.push_back(value);
  }
  if (inside.empty()) {
    if (account) explain_values(predicate, context, values, Outcome::unknown(Cause::stale), "", "", *account);
    return Outcome::unknown(Cause::stale);
  }
  std::vector<Floating> floating;
  for (const auto& value : inside) {
    if (!value.day.is_exact()) floating.push_back({value.day, value.outcome});
  }
  const Outcome outcome = longest_run(needed, by_day(inside), floating, context);
  if (account) {
    // Every value is told, also those that a decided outcome would leave out.
    for (const auto& value : inside)
      explain_values(predicate, context, {value}, value.outcome, "", "", *account);
    const char* phrase = outcome.is_true()    ? "is recorded"
                         : outcome.is_false() ? "is not recorded"
                                              : "is not certain";
    account->clauses.push_back({"a run " + asked, "", phrase});
    if (outcome.causes.contains(Cause::conflict)) {
      account->causes.push_back(
          {Cause::conflict, concept_.name, "values of the same day disagree", std::nullopt});
    }
    if (outcome.is_unknown() && account->causes.empty()) {
      account->causes.push_back({Cause::imprecise, concept_.name,
                                 "dates that are missing or not exact could complete the run", std::nullopt});
    }
  }
  return outcome;
}

}  // namespace eligo::engine
