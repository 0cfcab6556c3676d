// Age, sex, attestations, and sentences that are not encoded.

#include "engine/predicates/person.hpp"

#include <algorithm>

#include "engine/predicates/phrases.hpp"
#include "engine/predicates/predicates.hpp"
#include "engine/time_window.hpp"

namespace eligo::engine {

using patients::completed;
using patients::TimeUnit;

namespace {

// The latest day of birth that gives at least `count` completed units on `day`.
Day latest_birth(Day day, std::int32_t count, TimeUnit unit) {
  Day birth = patients::add(day, {-count, unit});
  // Ages that reach beyond the calendar stop at its first day.
  while (birth > patients::first_day && completed(birth, day, unit) < count) --birth.number;
  while (birth < day && completed(Day{birth.number + 1}, day, unit) >= count) ++birth.number;
  return birth;
}

// Birth dates that fit an age recorded in place of one.
std::optional<DayRange> births_from_age(const patients::RecordedAge& age, Day as_of) {
  if (!is_visible(age.date, as_of)) return std::nullopt;
  const DayRange recorded = age.date ? possible_days(age.date, as_of) : DayRange::of(as_of);
  const Day first{latest_birth(recorded.first, age.completed + 1, age.unit).number + 1};
  return DayRange{first, latest_birth(recorded.last, age.completed, age.unit), Cause::imprecise};
}

}  // namespace

std::optional<DayRange> possible_births(const Context& context) {
  const auto& record = context.record();
  if (record.birth_date) return possible_days(record.birth_date, context.as_of);
  if (record.age) return births_from_age(*record.age, context.as_of);
  return std::nullopt;
}

namespace {

bool holds(const AgeBound& bound, std::int32_t age) {
  switch (bound.comparator) {
    case Comparator::less:
      return age < bound.limit.count;
    case Comparator::less_equal:
      return age <= bound.limit.count;
    case Comparator::greater:
      return age > bound.limit.count;
    case Comparator::greater_equal:
      return age >= bound.limit.count;
    case Comparator::equal:
      return age == bound.limit.count;
  }
  return false;
}

// Completed units fall as the day of birth moves later, so the ends of the range decide.
Outcome test(const AgeBound& bound, const DayRange& birth, Day as_of) {
  const auto oldest = completed(birth.first, as_of, bound.limit.unit);
  const auto youngest = completed(birth.last, as_of, bound.limit.unit);
  const bool a = holds(bound, oldest);
  const bool b = holds(bound, youngest);
  const bool equal_inside =
      bound.comparator == Comparator::equal && youngest < bound.limit.count && bound.limit.count < oldest;
  if (a == b && !equal_inside) return Outcome::of(a);
  return Outcome::unknown(Cause::imprecise);
}

std::string_view unit_word(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::day:
      return "days";
    case TimeUnit::week:
      return "weeks";
    case TimeUnit::month:
      return "months";
    case TimeUnit::year:
      return "years";
  }
  return "";
}

std::string limit_text(const AgePredicate& predicate) {
  const auto& bounds = predicate.bounds;
  if (bounds.size() == 2) {
    std::string low = std::to_string(bounds[0].limit.count);
    if (bounds[0].limit.unit != bounds[1].limit.unit) low = patients::to_string(bounds[0].limit);
    return low + " to " + patients::to_string(bounds[1].limit);
  }
  return patients::to_string(bounds[0].limit);
}

std::string relation(const AgePredicate& predicate, const Outcome& outcome, const DayRange& birth,
                     Day as_of) {
  const std::string limit = limit_text(predicate);
  if (outcome.is_unknown()) return "does not decide the limit of " + limit;
  if (predicate.bounds.size() == 2) {
    if (outcome.is_true()) return "is within " + limit;
    const auto& low = predicate.bounds[0].limit;
    if (completed(birth.last, as_of, low.unit) < low.count) return "is below " + patients::to_string(low);
    return "is above " + patients::to_string(predicate.bounds[1].limit);
  }
  return comparison_phrase(predicate.bounds[0].comparator, outcome.is_true(), limit);
}

std::string counted(std::int32_t count, TimeUnit unit) { return patients::to_string(Duration{count, unit}); }

// How far from each bound that does not hold, in its unit, and on which day it is crossed.
void add_age_distances(const AgePredicate& predicate, Day birth, Day as_of, Account& account) {
  for (const auto& bound : predicate.bounds) {
    const TimeUnit unit = bound.limit.unit;
    const auto age = completed(birth, as_of, unit);
    if (holds(bound, age)) continue;
    account.distances.push_back(distance_from(age, bound.limit.count, std::string(unit_word(unit))));
    const auto turns = bound.comparator == Comparator::greater ? bound.limit.count + 1 : bound.limit.count;
    Day cross = patients::add(birth, {turns, unit});
    while (completed(birth, cross, unit) < turns) ++cross.number;
    account.distances.push_back(distance_in_days(cross.number - as_of.number, as_of));
  }
}

void explain_age(const AgePredicate& predicate, const Context& context, const DayRange& birth,
                 const Outcome& outcome, Account& account) {
  const auto& record = context.record();
  const TimeUnit unit = predicate.bounds.back().limit.unit;
  const auto oldest = completed(birth.first, context.as_of, unit);
  const auto youngest = completed(birth.last, context.as_of, unit);
  std::string seen = counted(oldest, unit);
  if (oldest == youngest + 1) seen = std::to_string(youngest) + " or " + seen;
  if (oldest > youngest + 1) seen = std::to_string(youngest) + " to " + seen;
  if (record.birth_date) {
    seen += " (born " + patients::to_string(*record.birth_date) + ")";
    account.evidence.push_back({"birth_date", patients::to_string(*record.birth_date), "", "", "", "",
                                patients::to_string(record.birth_place)});
  } else {
    const auto& recorded = *record.age;
    const std::string date = recorded.date ? patients::to_string(*recorded.date) : "";
    const std::string value = std::to_string(recorded.completed);
    seen += " (recorded as " + counted(recorded.completed, recorded.unit) +
            (date.empty() ? "" : on_date(recorded.date)) + ")";
    account.evidence.push_back({"age", value, std::string(unit_word(recorded.unit)), "", "", date,
                                patients::to_string(recorded.place)});
  }
  account.clauses.push_back({"age", seen, relation(predicate, outcome, birth, context.as_of)});
  if (outcome.is_unknown()) {
    account.causes.push_back({Cause::imprecise, "birth_date", "the exact birth date decides", std::nullopt});
  }
  if (outcome.is_false() && birth.is_exact())
    add_age_distances(predicate, birth.first, context.as_of, account);
}

}  // namespace

Outcome evaluate(const AgePredicate& predicate, const Context& context, Account* account) {
  const auto birth = possible_births(context);
  if (!birth) {
    if (account) note_missing(*account, "birth_date", "age", "neither a birth date nor an age is recorded");
    return Outcome::unknown(Cause::missing);
  }
  Outcome outcome = Outcome::yes();
  for (const auto& bound : predicate.bounds) outcome = outcome & test(bound, *birth, context.as_of);
  if (account) explain_age(predicate, context, *birth, outcome, *account);
  return outcome;
}

Outcome evaluate(const SexPredicate& predicate, const Context& context, Account* account) {
  const auto& record = context.record();
  if (!record.sex || *record.sex == patients::Sex::unknown) {
    if (account) note_missing(*account, "sex", "sex", "the sex is not recorded");
    return Outcome::unknown(Cause::missing);
  }
  const Outcome outcome = Outcome::of(*record.sex == predicate.sex);
  if (account) {
    const std::string word(patients::to_string(*record.sex));
    account->evidence.push_back({"sex", word, "", "", "", "", patients::to_string(record.sex_place)});
    const std::string asked(patients::to_string(predicate.sex));
    account->clauses.push_back({"the recorded sex", "", "is " + word});
    if (*record.sex == patients::Sex::other) {
      account->assumptions.push_back("assumes that sex `other` is not `" + asked + "`");
    }
  }
  return outcome;
}

Outcome evaluate(const AttestPredicate& predicate, const Context& context, Account* account) {
  const auto& concept_ = context.vocabulary[predicate.concept_id];
  std::optional<bool> value;
  bool conflict = false;
  for (const auto& [id, attestation] : context.bound.attestations) {
    if (id != predicate.concept_id || !is_visible(attestation->date, context.as_of)) continue;
    conflict = conflict || (value && *value != attestation->value);
    value = attestation->value;
    if (account) {
      const std::string date = attestation->date ? patients::to_string(*attestation->date) : "";
      account->evidence.push_back({concept_.name, attestation->value ? "true" : "false", "", "", "", date,
                                   patients::to_string(attestation->place)});
      std::string seen = attestation->by.empty() ? "" : "by " + attestation->by;
      if (!date.empty()) seen += (seen.empty() ? "on " : " on ") + date;
      account->clauses.push_back(
          {"`" + concept_.phrase + "`", seen, attestation->value ? "is confirmed" : "is denied"});
    }
  }
  if (conflict) {
    if (account)
      account->causes.push_back({Cause::conflict, concept_.name, "confirmed and denied", std::nullopt});
    return Outcome::unknown(Cause::conflict);
  }
  if (value) return Outcome::of(*value);
  if (account) {
    account->causes.push_back({Cause::attestation, concept_.name, "a person must confirm it", std::nullopt});
    account->clauses.push_back({"`" + concept_.phrase + "`", "", "is not confirmed by anyone yet"});
  }
  return Outcome::unknown(Cause::attestation);
}

Outcome evaluate(const UnencodedPredicate& predicate, const Context& /*context*/, Account* account) {
  if (account) {
    account->causes.push_back({Cause::unencoded, "", predicate.text, std::nullopt});
    account->clauses.push_back(
        {"this sentence", "",
         "is not expressed in the rules and must be read by a person: `" + predicate.text + "`"});
  }
  return Outcome::unknown(Cause::unencoded);
}

}  // namespace eligo::engine
