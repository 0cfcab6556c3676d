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

void note_pair(const OnsetAfterPredicate& predicate, const Outcome& outcome, const Context& context,
               Account& account) {
  const auto& condition = context.vocabulary[predicate.condition.members.front()];
  const auto& event = context.vocabulary[predicate.event.members.front()];
  for (const Cause cause : {Cause::conflict, Cause::missing, Cause::imprecise}) {
    if (!outcome.causes.contains(cause)) continue;
    const char* detail = cause == Cause::conflict  ? "an entry stands beside its own absence"
                         : cause == Cause::missing ? "an onset, a date or an entry is not recorded"
                                                   : "a date is not exact";
    account.causes.push_back(
        {cause, cause == Cause::missing ? event.name : condition.name, detail, std::nullopt});
  }
}

}  // namespace

Outcome evaluate(const OnsetAfterPredicate& predicate, const Context& context, Account* account) {
  std::vector<Onset> onsets;
  bool conflict = false;
  for_each_entry(FactKind::condition, context, [&](const auto& entry) {
    if (membership(entry.concepts, predicate.condition, context.vocabulary).is_false()) return;
    onsets.push_back({time_of(*entry.fact, context.as_of), is_provisional(*entry.fact)});
    conflict =
        conflict || stands_beside_absence(entry.concepts, FactKind::condition, predicate.condition, context);
    if (account) {
      account->evidence.push_back(evidence_of(entry, context));
      account->clauses.push_back({words_for(entry, context), "", ""});
    }
  });
  Outcome known = Outcome::no();
  bool any_event = false;
  for_each_entry(predicate.event_kind, context, [&](const auto& entry) {
    const Outcome member = membership(entry.concepts, predicate.event, context.vocabulary);
    if (member.is_false()) return;
    any_event = true;
    conflict =
        conflict || stands_beside_absence(entry.concepts, predicate.event_kind, predicate.event, context);
    for (const auto& onset : onsets) {
      Outcome pair = member & on_or_after(onset.day, time_of(*entry.fact, context.as_of));
      if (onset.provisional && pair.is_true()) pair = Outcome::unknown(Cause::missing);
      known = known | pair;
    }
    if (account) {
      account->evidence.push_back(evidence_of(entry, context));
      account->clauses.push_back({words_for(entry, context), "", ""});
    }
  });
  const Closure conditions = closure(FactKind::condition, predicate.condition, context);
  const Closure events = closure(predicate.event_kind, predicate.event, context);
  Outcome outcome = known;
  if (known.is_false()) {
    const bool settled = (onsets.empty() && conditions.closed()) || (!any_event && events.closed()) ||
                         (conditions.closed() && events.closed());
    outcome = settled ? Outcome::no() : Outcome::unknown(Cause::missing);
  } else if (conflict) {
    outcome = Outcome::unknown(Cause::conflict);
  }
  if (account) {
    const std::string injury = describe(predicate.condition, context.vocabulary);
    const std::string event = describe(predicate.event, context.vocabulary);
    std::string seen;
    for (const auto& clause : account->clauses) seen += (seen.empty() ? "" : ", ") + clause.subject;
    account->clauses.clear();
    const char* verb = outcome.is_true()    ? "began on or after "
                       : outcome.is_false() ? "did not begin on or after "
                                            : "may or may not have begun on or after ";
    Clause clause{injury, "", verb + event};
    if (onsets.empty())
      clause = nothing_listed(FactKind::condition, predicate.condition, context);
    else if (!any_event)
      clause = nothing_listed(predicate.event_kind, predicate.event, context);
    else
      clause.phrase += " (recorded: " + seen + ")";
    account->clauses.push_back(clause);
    if (outcome.is_false()) {
      if (onsets.empty() && conditions.closed())
        assume_closed(*account, conditions, FactKind::condition, predicate.condition, context);
      else if (events.closed())
        assume_closed(*account, events, predicate.event_kind, predicate.event, context);
    }
    if (outcome.is_unknown()) note_pair(predicate, outcome, context, *account);
  }
  return outcome;
}

}  // namespace eligo::engine
