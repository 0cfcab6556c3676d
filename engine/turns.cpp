// Turns of age, attestations and measurements, and the dispatch. See turns.hpp; history is in
// turns_history.cpp.
#include "engine/turns.hpp"

#include <algorithm>

#include "engine/predicates/person.hpp"
#include "engine/predicates/phrases.hpp"

namespace eligo::engine {

std::vector<Day> Turns::days() && {
  std::sort(days_.begin(), days_.end());
  days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
  return std::move(days_);
}

void Turns::add_reason(std::string reason) {
  if (std::find(reasons_.begin(), reasons_.end(), reason) == reasons_.end())
    reasons_.push_back(std::move(reason));
}

std::string_view edge_words(Edge edge) {
  if (edge == Edge::exact) return "";
  return edge == Edge::earliest ? " at the earliest" : " at the latest";
}

namespace {

std::string length_words(const Duration& length) {
  return length.unit == patients::TimeUnit::day ? "day " + std::to_string(length.count)
                                                : patients::to_string(length);
}

// The first day with `count` completed units, if the calendar reaches it.
std::optional<Day> day_of_age(Day birth, std::int32_t count, patients::TimeUnit unit) {
  Day day = patients::add(birth, {count, unit});
  while (patients::completed(birth, day, unit) < count) {
    if (day == patients::last_day) return std::nullopt;
    ++day.number;
  }
  return day;
}

std::string birth_words(const Context& context) {
  const auto& record = context.record();
  if (record.birth_date) return "born " + patients::to_string(*record.birth_date);
  return "age " + patients::to_string(Duration{record.age->completed, record.age->unit}) +
         on_date(record.age->date);
}

void turn_at_ages(const AgeBound& bound, Day birth, Edge edge, const Context& context, Turns& turns) {
  const auto turn = [&](std::int32_t count) {
    const auto day = day_of_age(birth, count, bound.limit.unit);
    if (!day) return;
    turns.at(*day, [&] {
      return patients::to_string(Duration{count, bound.limit.unit}) + " old" + std::string(edge_words(edge)) +
             " (" + birth_words(context) + ")";
    });
  };
  const bool below = bound.comparator == Comparator::less || bound.comparator == Comparator::greater_equal;
  if (below || bound.comparator == Comparator::equal) turn(bound.limit.count);
  if (!below) turn(bound.limit.count + 1);
}

// Days between which the births that fit an age without an exact date move every day.
void turn_while_age_is_recorded(const patients::PartialDate& date, Turns& turns) {
  const std::int32_t last = std::min(date.last, turns.to()).number;
  for (std::int32_t day = std::max(date.first, turns.from()).number; day <= last; ++day)
    turns.at(Day{day}, [&] { return "the age is recorded" + on_date(date); });
}

}  // namespace

std::string reached_words(const Duration& length, const std::string& event) {
  return length_words(length) + " after " + event;
}

std::string passed_words(const Duration& length, const std::string& event) {
  const bool one = length.unit == patients::TimeUnit::day || length.count == 1;
  return length_words(length) + " after " + event + (one ? " has passed" : " have passed");
}

namespace turns_of {

void person(const AgePredicate& predicate, const Context& context, Turns& turns) {
  const auto& record = context.record();
  Context settled = context;
  settled.as_of = patients::last_day;
  if (!record.birth_date && record.age && record.age->date) {
    if (!record.age->date->is_exact()) turn_while_age_is_recorded(*record.age->date, turns);
    turns.at(record.age->date->first, [&] { return "the age is recorded" + on_date(record.age->date); });
    settled.as_of = record.age->date->last;
  }
  const auto births = possible_births(settled);
  if (!births) return;
  for (const auto& bound : predicate.bounds) {
    turn_at_ages(bound, births->first, births->is_exact() ? Edge::exact : Edge::earliest, context, turns);
    if (!births->is_exact()) turn_at_ages(bound, births->last, Edge::latest, context, turns);
  }
}

void attestation(const AttestPredicate& predicate, const Context& context, Turns& turns) {
  for (const auto& entry : context.bound.attestations) {
    const auto& date = entry.second->date;
    if (entry.first != predicate.concept_id || !date) continue;
    turns.at(date->first,
             [&] { return "`" + context.vocabulary[entry.first].phrase + "` is answered" + on_date(date); });
  }
}

namespace {

Day next_day(Day day) { return Day{day.number + 1}; }

// A run that a value begins or continues can end up to N days later; a day of it that lies ahead breaks it.
void turn_near_run(const Consecutive& timing, Day day, Turns& turns) {
  const std::int32_t first = std::max(day, turns.from()).number;
  const std::int32_t last = std::min(day.number + timing.days, turns.to().number);
  for (std::int32_t at = first; at <= last; ++at)
    turns.at(Day{at}, [&] { return "a run of " + std::to_string(timing.days) + " days can end"; });
}

}  // namespace

void measurement(const MeasurementPredicate& predicate, const Context& context, Turns& turns) {
  const auto* visit = std::get_if<OnDay>(&predicate.timing);
  const auto* run = std::get_if<Consecutive>(&predicate.timing);
  if (visit != nullptr) visits(*visit, context, turns);
  const auto& all = context.bound.observations;
  auto it = std::lower_bound(all.begin(), all.end(), predicate.concept_id,
                             [](const BoundObservation& o, ConceptId id) { return o.concept_id < id; });
  for (; it != all.end() && it->concept_id == predicate.concept_id; ++it) {
    const auto& date = it->fact->date;
    const auto value = [&](Edge edge) {
      return context.vocabulary[it->concept_id].phrase + on_date(date) + std::string(edge_words(edge));
    };
    const Day first = date ? date->first : patients::first_day;
    turns.at(first, [&] { return value(Edge::exact) + " counts from that day on"; });
    const auto last = date ? std::optional(date->last) : std::nullopt;
    turn_in_range({}, first, last, value, turns);
    const auto turn_stale = [&](Day day, Edge edge) {
      turns.at(next_day(patients::add(day, *predicate.fresh_within)), [&] {
        return value(edge) + " is older than " + patients::to_string(*predicate.fresh_within);
      });
    };
    const bool exact = last == first;
    if (predicate.fresh_within) turn_stale(first, exact ? Edge::exact : Edge::earliest);
    if (predicate.fresh_within && last && !exact) turn_stale(*last, Edge::latest);
    if (run != nullptr) turn_near_run(*run, first, turns);
  }
}

}  // namespace turns_of

namespace {

struct Finder {
  const Context& context;
  Turns& turns;

  void operator()(const AgePredicate& p) const { turns_of::person(p, context, turns); }
  void operator()(const SexPredicate&) const {}
  void operator()(const MeasurementPredicate& p) const { turns_of::measurement(p, context, turns); }
  void operator()(const ConditionPredicate& p) const { turns_of::condition(p, context, turns); }
  void operator()(const EventPredicate& p) const { turns_of::event(p, context, turns); }
  void operator()(const SincePredicate& p) const { turns_of::since(p, context, turns); }
  void operator()(const CountPredicate& p) const { turns_of::count(p, context, turns); }
  void operator()(const OnsetAfterPredicate& p) const { turns_of::onset_after(p, context, turns); }
  void operator()(const OtherTrialPredicate& p) const { turns_of::other_trial(p, context, turns); }
  void operator()(const AttestPredicate& p) const { turns_of::attestation(p, context, turns); }
  void operator()(const UnencodedPredicate&) const {}
};

}  // namespace

void find_turns(const Predicate& predicate, const Context& context, Turns& turns) {
  std::visit(Finder{context, turns}, predicate);
  // Days beyond the calendar are its last day, on which a limit may so be met.
  turns.at(patients::last_day, [] { return std::string("the calendar ends"); });
}

}  // namespace eligo::engine
