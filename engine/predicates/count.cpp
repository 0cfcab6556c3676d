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
};

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
  phrase += outcome.is_unknown() ? "whether that is " + asked(predicate) + " in all is open"
                                 : standing(predicate, tally, outcome);
  if (outcome.is_unknown() && !world.closed() && !outcome.causes.contains(Cause::conflict))
    phrase += ": the record does not declare its " + section + " complete";
  account.clauses.push_back({seen, "", phrase});
  if (outcome.is_unknown()) {
    const auto& name = context.vocabulary[predicate.concepts.members.front()].name;
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
  const std::int32_t limit =
      predicate.high && tally.certain > *predicate.high ? *predicate.high : predicate.low;
  account.distances.push_back(distance_from(tally.certain, limit, ""));
}

}  // namespace

namespace {

void add(Tally& tally, const Outcome& counts) {
  if (counts.is_true()) ++tally.certain;
  if (counts.is_unknown()) ++tally.open;
  tally.causes |= counts.causes;
}

}  // namespace

Outcome evaluate(const CountPredicate& predicate, const Context& context, Account* account) {
  Tally all;
  Tally undisputed;  // without the entries that stand beside their own absence
  std::optional<ConceptId> disputed;
  for_each_entry(predicate.kind, context, [&](const auto& entry) {
    Outcome counts = membership(entry.concepts, predicate.concepts, context.vocabulary);
    if (predicate.within) {
      counts = counts & test({TimeBound::Kind::within, *predicate.within, {}},
                             time_of(*entry.fact, context.as_of), context.as_of);
    }
    if (is_provisional(*entry.fact) && counts.is_true()) counts = Outcome::unknown(Cause::missing);
    if (counts.is_false()) return;
    add(all, counts);
    if (stands_beside_absence(entry.concepts, predicate.kind, predicate.concepts, context)) {
      disputed = entry.concepts.front();
    } else {
      add(undisputed, counts);
    }
    if (account) account->evidence.push_back(evidence_of(entry, context));
  });
  const Closure world = closure(predicate.kind, predicate.concepts, context);
  // An absence that is disputed closes nothing while its entries count; the answer stands only if it is the
  // same with and without them.
  Outcome outcome = decide(predicate, all, disputed ? world.complete : world.closed());
  if (disputed) {
    const Outcome without = decide(predicate, undisputed, world.closed());
    if (outcome.is_unknown() || outcome.truth != without.truth) outcome = Outcome::unknown(Cause::conflict);
  }
  if (account) {
    explain(predicate, context, all, world, outcome, *account);
    if (disputed && outcome.is_unknown()) note_disputed(*account, *disputed, context);
  }
  return outcome;
}

}  // namespace eligo::engine
