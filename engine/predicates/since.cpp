// Time since the most recent (or first) event, end of a drug course, or onset of a condition.
//
// Known entries decide; completeness matters only where there is none. An entry whose membership is uncertain
// (type not recorded, provisional beside confirmed ones) is tried both ways: the answer is decided if all
// worlds agree.

#include <algorithm>
#include <vector>

#include "engine/predicates/entries.hpp"
#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

namespace {

struct Candidate {
  DayRange time;
};

// The most recent of certain entries: later than every lower end, no later than the latest upper end.
DayRange most_recent(const std::vector<Candidate>& certain) {
  DayRange result{patients::first_day, patients::first_day, Cause::imprecise};
  for (const auto& candidate : certain) result.first = std::max(result.first, candidate.time.first);
  for (const auto& candidate : certain) result.last = std::max(result.last, candidate.time.last);
  for (const auto& candidate : certain) {
    if (candidate.time.last >= result.first && !candidate.time.is_exact())
      result.cause = candidate.time.cause;
  }
  return result;
}

DayRange earliest(const std::vector<Candidate>& certain) {
  DayRange result = certain.front().time;
  for (const auto& candidate : certain) result.first = std::min(result.first, candidate.time.first);
  for (const auto& candidate : certain) result.last = std::min(result.last, candidate.time.last);
  for (const auto& candidate : certain) {
    if (candidate.time.first <= result.last && !candidate.time.is_exact())
      result.cause = candidate.time.cause;
  }
  return result;
}

// The outcome if all worlds agree, else unknown for want of what would tell them apart.
Outcome agree(Outcome a, Outcome b) {
  if (a.truth == b.truth && !a.is_unknown()) return a;
  return Outcome::unknown(a.causes | b.causes | Cause::missing);
}

// Entries that may or may not belong, beside certain ones between `base.first` and `base.last`.
Outcome with_uncertain(const SincePredicate& predicate, const DayRange& base,
                       const std::vector<Candidate>& uncertain, Day as_of) {
  Outcome outcome = test(predicate.bound, base, as_of);
  for (const auto& candidate : uncertain) {
    DayRange piece = candidate.time;
    if (predicate.first) {
      if (piece.first > base.last) continue;
      piece.last = std::min(piece.last, base.last);
    } else {
      if (piece.last < base.first) continue;
      piece.first = std::max(piece.first, base.first);
    }
    outcome = agree(outcome, test(predicate.bound, piece, as_of));
  }
  return outcome;
}

struct Gathered {
  std::vector<Candidate> confirmed;
  std::vector<Candidate> provisional;
  std::vector<Candidate> untyped;
  std::optional<ConceptId> disputed;
};

Outcome decide(const SincePredicate& predicate, const Gathered& gathered, bool closed, Day as_of) {
  const auto base = [&](const std::vector<Candidate>& certain) {
    return predicate.first ? earliest(certain) : most_recent(certain);
  };
  std::vector<Candidate> uncertain = gathered.untyped;
  if (!gathered.confirmed.empty()) {
    uncertain.insert(uncertain.end(), gathered.provisional.begin(), gathered.provisional.end());
    return with_uncertain(predicate, base(gathered.confirmed), uncertain, as_of);
  }
  if (!gathered.provisional.empty()) {
    const Outcome outcome = with_uncertain(predicate, base(gathered.provisional), uncertain, as_of);
    return outcome.is_true() ? Outcome::unknown(Cause::missing) : outcome;
  }
  Outcome outcome = closed ? Outcome::no() : Outcome::unknown(Cause::missing);
  for (const auto& candidate : uncertain)
    outcome = agree(outcome, test(predicate.bound, candidate.time, as_of));
  return outcome;
}

std::string point_word(FactKind kind) {
  if (kind == FactKind::condition) return "onset of ";
  return kind == FactKind::medication ? "end of " : "";
}

void explain_entry(const SincePredicate& predicate, const DayRange& time, const std::string& words, Day as_of,
                   Account& account) {
  const Outcome outcome = test(predicate.bound, time, as_of);
  std::string asked = describe(predicate.bound);
  Clause clause{point_word(predicate.kind) + words, "", ""};
  if (time.is_exact()) {
    clause.seen = "(day " + std::to_string(as_of.number - time.first.number) + ")";
    clause.phrase = (outcome.is_true() ? "is " : "is not ") + asked;
    account.distances.push_back(distance_in_days(days_to_limit(predicate.bound, time.first, as_of), as_of));
  } else {
    clause.phrase = outcome.is_true()    ? "is " + asked
                    : outcome.is_false() ? "is not " + asked
                                         : "may or may not be " + asked;
  }
  account.clauses.push_back(clause);
}

void note_open(const Outcome& outcome, const SincePredicate& predicate, const Context& context,
               Account& account) {
  const auto& name = context.vocabulary[predicate.concepts.members.front()].name;
  for (const Cause cause : {Cause::missing, Cause::imprecise}) {
    if (!outcome.causes.contains(cause)) continue;
    const char* detail = cause == Cause::imprecise ? "the date is not exact"
                                                   : "the date, or whether the entry counts, is not recorded";
    account.causes.push_back({cause, name, detail, std::nullopt});
  }
}

}  // namespace

Outcome evaluate(const SincePredicate& predicate, const Context& context, Account* account) {
  Gathered gathered;
  bool any = false;
  for_each_entry(predicate.kind, context, [&](const auto& entry) {
    const Outcome member = membership(entry.concepts, predicate.concepts, context.vocabulary);
    if (member.is_false()) return;
    any = true;
    const DayRange time = time_of(*entry.fact, context.as_of);
    auto& list = member.is_unknown()           ? gathered.untyped
                 : is_provisional(*entry.fact) ? gathered.provisional
                                               : gathered.confirmed;
    list.push_back({time});
    if (stands_beside_absence(entry.concepts, predicate.kind, predicate.concepts, context)) {
      gathered.disputed = entry.concepts.front();
    }
    if (account) {
      account->evidence.push_back(evidence_of(entry, context));
      explain_entry(predicate, time, words_for(entry, context), context.as_of, *account);
    }
  });
  const Closure world = closure(predicate.kind, predicate.concepts, context);
  Outcome outcome = decide(predicate, gathered, world.closed(), context.as_of);
  if (gathered.disputed && !outcome.is_false()) outcome = Outcome::unknown(Cause::conflict);
  if (account) {
    if (!any) {
      account->clauses.push_back(nothing_listed(predicate.kind, predicate.concepts, context));
      if (outcome.is_false()) assume_closed(*account, world, predicate.kind, predicate.concepts, context);
    }
    if (gathered.disputed && outcome.is_unknown()) note_disputed(*account, *gathered.disputed, context);
    if (outcome.is_unknown()) note_open(outcome, predicate, context, *account);
  }
  return outcome;
}

}  // namespace eligo::engine
