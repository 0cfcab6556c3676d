// `onset of X on or after E`: some entry of X begins on or after some event E.
//
// False if there is no X and conditions are closed, or no E and its section is closed, or both are closed and
// no known pair fits; a known pair decides on its own.

#include <vector>

#include "engine/predicates/entries.hpp"
#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

namespace {

struct Onset {
  DayRange day;
  bool provisional = false;
};

// What the section says, gathered for the account.
struct Pairs {
  std::vector<Onset> onsets;
  bool any_event = false;
  Outcome known = Outcome::no();  // some known onset on or after some known event
  Causes onset_causes;            // what is open about the onsets, and about the events
  Causes event_causes;
  std::optional<ConceptId> disputed;
  std::string seen;  // the entries in words
};

void see(Pairs& pairs, const std::string& words) { pairs.seen += (pairs.seen.empty() ? "" : ", ") + words; }

void add_onsets(Pairs& pairs, const OnsetAfterPredicate& predicate, const Context& context,
                Account* account) {
  for_each_entry(FactKind::condition, context, [&](const auto& entry) {
    if (membership(entry.concepts, predicate.condition, context.vocabulary).is_false()) return;
    const DayRange day = time_of(*entry.fact, context.as_of);
    const bool provisional = is_provisional(*entry.fact);
    pairs.onsets.push_back({day, provisional});
    if (!day.is_exact()) pairs.onset_causes |= day.cause;
    if (provisional) pairs.onset_causes |= Cause::missing;
    if (stands_beside_absence(entry.concepts, FactKind::condition, predicate.condition, context)) {
      pairs.disputed = entry.concepts.front();
    }
    if (account == nullptr) return;
    account->evidence.push_back(evidence_of(entry, context));
    see(pairs, words_for(entry, context));
  });
}

void add_events(Pairs& pairs, const OnsetAfterPredicate& predicate, const Context& context,
                Account* account) {
  for_each_entry(predicate.event_kind, context, [&](const auto& entry) {
    const Outcome member = membership(entry.concepts, predicate.event, context.vocabulary);
    if (member.is_false()) return;
    pairs.any_event = true;
    const DayRange day = time_of(*entry.fact, context.as_of);
    if (!day.is_exact()) pairs.event_causes |= day.cause;
    pairs.event_causes |= member.causes;
    if (stands_beside_absence(entry.concepts, predicate.event_kind, predicate.event, context)) {
      pairs.disputed = entry.concepts.front();
    }
    for (const auto& onset : pairs.onsets) {
      Outcome pair = member & on_or_after(onset.day, day);
      if (onset.provisional && pair.is_true()) pair = Outcome::unknown(Cause::missing);
      pairs.known = pairs.known | pair;
    }
    if (account == nullptr) return;
    account->evidence.push_back(evidence_of(entry, context));
    see(pairs, words_for(entry, context));
  });
}

void note_causes(Account& account, Causes causes, const std::string& name, std::string_view what) {
  if (causes.contains(Cause::missing)) {
    account.causes.push_back({Cause::missing, name, std::string(what) + " is not recorded", std::nullopt});
  }
  if (causes.contains(Cause::imprecise)) {
    account.causes.push_back({Cause::imprecise, name, std::string(what) + " is not exact", std::nullopt});
  }
}

// No known pair fits, and one of the two sections may hold more than it lists.
void note_open_section(Account& account, FactKind kind, const ConceptSet& set, const Context& context) {
  const std::string section(patients::to_string(section_of(kind)));
  account.causes.push_back(
      {Cause::missing, context.vocabulary[set.members.front()].name,
       "further entries may exist: the record does not declare its " + section + " complete", std::nullopt});
}

void explain(const OnsetAfterPredicate& predicate, const Context& context, const Pairs& pairs,
             const Closure& conditions, const Closure& events, const Outcome& outcome, Account& account) {
  const std::string injury = describe(predicate.condition, context.vocabulary);
  const std::string event = describe(predicate.event, context.vocabulary);
  if (pairs.onsets.empty()) {
    account.clauses.push_back(nothing_listed(FactKind::condition, predicate.condition, context));
  } else if (!pairs.any_event) {
    account.clauses.push_back(nothing_listed(predicate.event_kind, predicate.event, context));
  } else {
    const std::string verb = outcome.is_true()        ? "began on or after "
                             : pairs.known.is_false() ? "did not begin on or after "
                                                      : "may or may not have begun on or after ";
    account.clauses.push_back({injury, "", verb + event + " (recorded: " + pairs.seen + ")"});
  }
  if (outcome.is_false()) {
    if (pairs.onsets.empty() && conditions.closed()) {
      assume_closed(account, conditions, FactKind::condition, predicate.condition, context);
    } else if (events.closed()) {
      assume_closed(account, events, predicate.event_kind, predicate.event, context);
    }
  }
  if (!outcome.is_unknown()) return;
  if (outcome.causes.contains(Cause::conflict)) {
    note_disputed(account, *pairs.disputed, context);
  } else if (pairs.known.is_false()) {
    if (!conditions.closed()) note_open_section(account, FactKind::condition, predicate.condition, context);
    if (!events.closed()) note_open_section(account, predicate.event_kind, predicate.event, context);
  } else {
    note_causes(account, pairs.onset_causes, context.vocabulary[predicate.condition.members.front()].name,
                "the onset");
    note_causes(account, pairs.event_causes, context.vocabulary[predicate.event.members.front()].name,
                "the date or type");
  }
}

}  // namespace

Outcome evaluate(const OnsetAfterPredicate& predicate, const Context& context, Account* account) {
  Pairs pairs;
  add_onsets(pairs, predicate, context, account);
  add_events(pairs, predicate, context, account);
  const Closure conditions = closure(FactKind::condition, predicate.condition, context);
  const Closure events = closure(predicate.event_kind, predicate.event, context);
  Outcome outcome = pairs.known;
  if (pairs.known.is_false()) {
    const bool settled = (pairs.onsets.empty() && conditions.closed()) ||
                         (!pairs.any_event && events.closed()) || (conditions.closed() && events.closed());
    outcome = settled ? Outcome::no() : Outcome::unknown(Cause::missing);
  } else if (pairs.disputed) {
    outcome = Outcome::unknown(Cause::conflict);
  }
  if (account) explain(predicate, context, pairs, conditions, events, outcome, *account);
  return outcome;
}

}  // namespace eligo::engine
