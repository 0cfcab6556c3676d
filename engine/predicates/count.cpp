// How many events or courses: known ones give a lower bound, completeness an upper one.

#include <algorithm>

#include "engine/predicates/entries.hpp"
#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

namespace {

struct Tally {
  std::int32_t certain = 0;
  std::int32_t open = 0;
  Causes causes;
  bool beside_absence = false;
};

bool inside(const CountPredicate& predicate, std::int32_t count) {
  return count >= predicate.low && (!predicate.high || count <= *predicate.high);
}

// The true count lies between `certain` and `certain + open`, or has no upper end in an open section.
Outcome decide(const CountPredicate& predicate, const Tally& tally, bool closed) {
  const std::int32_t least = tally.certain;
  const std::int32_t most = tally.certain + tally.open;
  const bool all = least >= predicate.low && (!predicate.high || (closed && most <= *predicate.high));
  const bool none = (closed && most < predicate.low) || (predicate.high && least > *predicate.high);
  if (all) return Outcome::yes();
  if (none) return Outcome::no();
  return Outcome::unknown(closed ? tally.causes : tally.causes | Cause::missing);
}

std::string asked(const CountPredicate& predicate) {
  if (!predicate.high) return "at least " + std::to_string(predicate.low);
  if (predicate.low == 0) return "at most " + std::to_string(*predicate.high);
  if (predicate.low == *predicate.high) return "exactly " + std::to_string(predicate.low);
  return std::to_string(predicate.low) + " to " + std::to_string(*predicate.high);
}

// "fewer than 2", "at least 2": how the count stands to what is asked.
std::string standing(const CountPredicate& predicate, const Tally& tally, const Outcome& outcome) {
  if (outcome.is_true()) return asked(predicate);
  if (tally.certain < predicate.low) return "fewer than " + std::to_string(predicate.low);
  return "more than " + std::to_string(*predicate.high);
}

void explain(const CountPredicate& predicate, const Context& context, const Tally& tally,
             const Closure& world, const Outcome& outcome, Account& account) {
  const std::string what = describe(predicate.concepts, context.vocabulary);
  std::string seen = tally.certain == 0 ? "no " + what : std::to_string(tally.certain) + " " + what;
  if (tally.open > 0) seen += " and " + std::to_string(tally.open) + " that may count";
  std::string dates;
  for (const auto& evidence : account.evidence) {
    dates += (dates.empty() ? " (" : ", ") + (evidence.date.empty() ? "no date" : evidence.date);
  }
  if (!dates.empty()) seen += dates + ")";
  const std::string section(patients::to_string(section_of(predicate.kind)));
  std::string phrase = tally.certain + tally.open > 1 ? "are listed" : "is listed";
  phrase += outcome.is_unknown() ? "; " : ", ";
  phrase += outcome.is_unknown() ? "whether there are " + asked(predicate) + " is open"
                                 : standing(predicate, tally, outcome);
  if (outcome.is_unknown() && !world.closed())
    phrase += ": the record does not declare its " + section + " complete";
  account.clauses.push_back({seen, "", phrase});
  if (outcome.is_unknown()) {
    const auto& name = context.vocabulary[predicate.concepts.members.front()].name;
    if (outcome.causes.contains(Cause::conflict))
      account.causes.push_back(
          {Cause::conflict, name, "an entry stands beside its own absence", std::nullopt});
    if (outcome.causes.contains(Cause::imprecise))
      account.causes.push_back({Cause::imprecise, name, "a date is not exact", std::nullopt});
    if (outcome.causes.contains(Cause::missing)) {
      account.causes.push_back(
          {Cause::missing, name,
           world.closed()
               ? "whether an entry counts is not recorded"
               : "further entries may exist: the record does not declare its " + section + " complete",
           std::nullopt});
    }
  } else if (world.closed() && (outcome.is_false() || predicate.high)) {
    assume_closed(account, world, predicate.kind, predicate.concepts, context);
  }
  account.distances.push_back(
      {std::to_string(tally.certain - predicate.low), "", std::to_string(predicate.low), false});
}

}  // namespace

Outcome evaluate(const CountPredicate& predicate, const Context& context, Account* account) {
  Tally tally;
  for_each_entry(predicate.kind, context, [&](const auto& entry) {
    Outcome counts = membership(entry.concepts, predicate.concepts, context.vocabulary);
    if (counts.is_false()) return;
    if (predicate.within) {
      counts = counts & test({TimeBound::Kind::within, *predicate.within, {}},
                             time_of(*entry.fact, context.as_of), context.as_of);
    }
    if (is_provisional(*entry.fact) && counts.is_true()) counts = Outcome::unknown(Cause::missing);
    if (counts.is_false()) return;
    if (counts.is_true()) ++tally.certain;
    if (counts.is_unknown()) ++tally.open;
    tally.causes |= counts.causes;
    if (stands_beside_absence(entry.concepts, predicate.kind, predicate.concepts, context))
      tally.beside_absence = true;
    if (account) account->evidence.push_back(evidence_of(entry, context));
  });
  const Closure world = closure(predicate.kind, predicate.concepts, context);
  // Entries that stand beside their own absence: that absence closes nothing, and the answer stands only if
  // it is the same with and without the entries.
  Outcome outcome = decide(predicate, tally, tally.beside_absence ? world.complete : world.closed());
  if (tally.beside_absence && (outcome.is_unknown() || outcome.is_true() != inside(predicate, 0))) {
    outcome = Outcome::unknown(Cause::conflict);
  }
  if (account) explain(predicate, context, tally, world, outcome, *account);
  return outcome;
}

}  // namespace eligo::engine
