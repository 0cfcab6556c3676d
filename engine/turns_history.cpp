// Turns of the predicates over conditions, procedures, drug courses and trial participations. See turns.hpp.
#include <algorithm>

#include "engine/predicates/entries.hpp"
#include "engine/predicates/phrases.hpp"
#include "engine/turns.hpp"

namespace eligo::engine::turns_of {

namespace {

// Could the entry be of the set, or be its absence?
bool bears_on(const std::vector<ConceptId>& concepts, const ConceptSet& set, const Vocabulary& vocabulary) {
  const auto related = [&](ConceptId id) {
    return std::any_of(set.members.begin(), set.members.end(), [&](ConceptId member) {
      return vocabulary.is_under(id, member) || vocabulary.is_under(member, id);
    });
  };
  return std::any_of(concepts.begin(), concepts.end(), related);
}

std::string phrase_of(const std::vector<ConceptId>& concepts, const Context& context) {
  return context.vocabulary[concepts.front()].phrase;
}

std::string dated(const std::string& what, const std::optional<patients::PartialDate>& date, Edge edge) {
  return what + on_date(date) + std::string(edge_words(edge));
}

void turn_when_visible(const std::optional<patients::PartialDate>& date, const std::string& what,
                       Turns& turns) {
  if (date)
    turns.at(date->first, [&] { return dated(what, date, Edge::exact) + " counts from that day on"; });
}

// A fact dated by one date.
void turn_on_date(const std::optional<patients::PartialDate>& date, const std::vector<TimeBound>& bounds,
                  const std::string& what, Turns& turns) {
  turn_when_visible(date, what, turns);
  const auto event = [&](Edge edge) { return dated(what, date, edge); };
  turn_in_range(bounds, date ? date->first : patients::first_day,
                date ? std::optional(date->last) : std::nullopt, event, turns);
}

// A course or illness counts from its end; while that lies ahead, or is marked so, it counts as today.
void turn_on_end(const std::optional<patients::PartialDate>& start,
                 const std::optional<patients::PartialDate>& end, bool ongoing,
                 const std::vector<TimeBound>& bounds, const std::string& what, Turns& turns) {
  if (ongoing) return;
  const Day earliest = start ? start->first : patients::first_day;
  if (!end) {
    const auto event = [&](Edge) { return "the end of " + what + ", which can be any day from its start"; };
    return turn_in_range(bounds, earliest, std::nullopt, event, turns);
  }
  const auto event = [&](Edge edge) { return dated("the end of " + what, end, edge); };
  turns.at(end->first, [&] { return dated(what + " ends", end, Edge::exact); });
  turn_in_range(bounds, std::min(std::max(earliest, end->first), end->last), end->last, event, turns);
}

void turn_for(const BoundEntry<patients::Condition>& entry, const std::vector<TimeBound>& bounds,
              const Context& context, Turns& turns) {
  turn_on_date(entry.fact->onset, bounds, "the onset of " + phrase_of(entry.concepts, context), turns);
}

void turn_for(const BoundEntry<patients::Procedure>& entry, const std::vector<TimeBound>& bounds,
              const Context& context, Turns& turns) {
  turn_on_date(entry.fact->date, bounds, phrase_of(entry.concepts, context), turns);
}

void turn_for(const BoundEntry<patients::Medication>& entry, const std::vector<TimeBound>& bounds,
              const Context& context, Turns& turns) {
  const auto& fact = *entry.fact;
  const std::string what = phrase_of(entry.concepts, context);
  turn_when_visible(fact.start, what, turns);
  turn_on_end(fact.start, fact.end, fact.ongoing.value_or(false), bounds, what, turns);
}

template <class Visit>
void for_each_related(FactKind kind, const ConceptSet& set, const Context& context, Visit visit) {
  const auto each = [&](const auto& entries) {
    for (const auto& entry : entries)
      if (bears_on(entry.concepts, set, context.vocabulary)) visit(entry);
  };
  if (kind == FactKind::condition) each(context.bound.conditions);
  if (kind == FactKind::procedure) each(context.bound.procedures);
  if (kind == FactKind::medication) each(context.bound.medications);
}

void turn_for_all(FactKind kind, const ConceptSet& set, const std::vector<TimeBound>& bounds,
                  const Context& context, Turns& turns) {
  for_each_related(kind, set, context, [&](const auto& entry) { turn_for(entry, bounds, context, turns); });
}

std::vector<TimeBound> within(const std::optional<Duration>& length) {
  if (!length) return {};
  return {{TimeBound::Kind::within, *length, {}}};
}

}  // namespace

void visits(const OnDay& timing, const Context& context, Turns& turns) {
  for_each_related(FactKind::procedure, timing.event, context, [&](const auto& entry) {
    turn_for(entry, {}, context, turns);
    if constexpr (requires { entry.fact->date; }) {
      if (!entry.fact->date) return;
      const std::int32_t target = entry.fact->date->first.number + timing.day;
      // Until its last day a visit without a value is pending.
      turns.at(Day{target + timing.tolerance + 1}, [&] {
        std::string text = "day " + std::to_string(timing.day);
        if (timing.tolerance > 0) text += " +/- " + std::to_string(timing.tolerance);
        return text + " after " + dated(phrase_of(entry.concepts, context), entry.fact->date, Edge::exact) +
               " has passed";
      });
    }
  });
}

void condition(const ConditionPredicate& predicate, const Context& context, Turns& turns) {
  std::vector<TimeBound> bounds;
  if (predicate.onset) bounds.push_back(*predicate.onset);
  for (const auto& entry : context.bound.conditions) {
    if (!bears_on(entry.concepts, predicate.concepts, context.vocabulary)) continue;
    turn_for(entry, bounds, context, turns);
    if (!predicate.active && !predicate.active_within) continue;
    const auto& fact = *entry.fact;
    turn_on_end(fact.onset, fact.end, false, within(predicate.active_within),
                phrase_of(entry.concepts, context), turns);
  }
}

void event(const EventPredicate& predicate, const Context& context, Turns& turns) {
  std::vector<TimeBound> bounds;
  if (predicate.time) bounds.push_back(*predicate.time);
  turn_for_all(predicate.kind, predicate.concepts, bounds, context, turns);
}

void since(const SincePredicate& predicate, const Context& context, Turns& turns) {
  turn_for_all(predicate.kind, predicate.concepts, {predicate.bound}, context, turns);
}

void count(const CountPredicate& predicate, const Context& context, Turns& turns) {
  turn_for_all(predicate.kind, predicate.concepts, within(predicate.within), context, turns);
}

void onset_after(const OnsetAfterPredicate& predicate, const Context& context, Turns& turns) {
  turn_for_all(FactKind::condition, predicate.condition, {}, context, turns);
  turn_for_all(predicate.event_kind, predicate.event, {}, context, turns);
  // An event that can still be today lies on or before an onset until the day after it.
  for_each_related(FactKind::condition, predicate.condition, context, [&](const auto& entry) {
    if constexpr (requires { entry.fact->onset; }) {
      const auto& onset = entry.fact->onset;
      const auto passed = [&] {
        return dated("the onset of " + phrase_of(entry.concepts, context), onset, Edge::exact) +
               " has passed";
      };
      if (onset) turns.at(Day{onset->first.number + 1}, passed);
    }
  });
}

void other_trial(const OtherTrialPredicate& predicate, const Context& context, Turns& turns) {
  const auto bounds = within(predicate.within.value_or(Duration{0, patients::TimeUnit::day}));
  for (const auto& trial : context.record().trials) {
    const std::string what = "participation in " + (trial.id.empty() ? "a trial without id" : trial.id);
    turn_when_visible(trial.start, what, turns);
    turn_on_end(trial.start, trial.end, trial.ongoing.value_or(false), bounds, what, turns);
  }
}

}  // namespace eligo::engine::turns_of
