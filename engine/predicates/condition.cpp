// Conditions: diagnosis, activity, status, severity, control, onset window.

#include <algorithm>

#include "engine/predicates/entries.hpp"
#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

using patients::Condition;
using patients::ConditionStatus;

namespace {

// Active: by status; without one, an end on or before the as-of date says no, neither leaves it open.
Outcome is_active(const Condition& condition, Day as_of) {
  if (condition.status) return Outcome::of(*condition.status == ConditionStatus::active);
  if (!condition.end) return Outcome::unknown(Cause::missing);
  return Outcome::of(condition.end->first > as_of);
}

Outcome active_within(const Condition& condition, const Duration& length, Day as_of) {
  const DayRange end = possible_end(condition.onset, condition.end, false, as_of);
  return is_active(condition, as_of) | test({TimeBound::Kind::within, length, {}}, end, as_of);
}

// A status, severity … that the test needs and the entry lacks leaves the entry open.
template <class Word>
Outcome in_mask(const std::optional<Word>& word, std::uint8_t mask) {
  if (!word) return Outcome::unknown(Cause::missing);
  return Outcome::of(((mask >> static_cast<unsigned>(*word)) & 1U) != 0);
}

Outcome judge(const ConditionPredicate& predicate, const Condition& condition, Day as_of) {
  Outcome outcome = Outcome::yes();
  if (predicate.active) outcome = outcome & is_active(condition, as_of);
  if (predicate.status_mask != 0) outcome = outcome & in_mask(condition.status, predicate.status_mask);
  if (predicate.severity_mask != 0) outcome = outcome & in_mask(condition.severity, predicate.severity_mask);
  if (predicate.controlled) {
    outcome = outcome & (condition.controlled ? Outcome::of(*condition.controlled == *predicate.controlled)
                                              : Outcome::unknown(Cause::missing));
  }
  if (predicate.onset) outcome = outcome & test(*predicate.onset, time_of(condition, as_of), as_of);
  if (predicate.active_within) outcome = outcome & active_within(condition, *predicate.active_within, as_of);
  return outcome;
}

template <class Word>
std::string words_in(std::uint8_t mask, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    if (((mask >> i) & 1) == 0) continue;
    if (!text.empty()) text += " or ";
    text += patients::to_string(static_cast<Word>(i));
  }
  return text;
}

// What is asked of an entry beyond its name: "active", "of severity severe", …; empty for a plain diagnosis.
std::string asked(const ConditionPredicate& predicate) {
  std::string text;
  const auto append = [&](const std::string& word) { text += (text.empty() ? "" : ", ") + word; };
  if (predicate.active) append("active");
  if (predicate.status_mask != 0) append("of status " + words_in<ConditionStatus>(predicate.status_mask, 3));
  if (predicate.severity_mask != 0)
    append("of severity " + words_in<patients::Severity>(predicate.severity_mask, 3));
  if (predicate.controlled) append(*predicate.controlled ? "controlled" : "not controlled");
  if (predicate.onset) append("of onset " + describe(*predicate.onset));
  if (predicate.active_within) append("active within " + patients::to_string(*predicate.active_within));
  return text;
}

// What the entry lacks that left it open.
std::string lacking(const ConditionPredicate& predicate, const Condition& condition) {
  std::string text;
  const auto append = [&](std::string_view word) { text += (text.empty() ? "" : ", ") + std::string(word); };
  if (is_provisional(condition)) append("the diagnosis is provisional");
  const bool needs_status = predicate.active || predicate.status_mask != 0 || predicate.active_within;
  if (needs_status && !condition.status) append("the status is not recorded");
  if (predicate.severity_mask != 0 && !condition.severity) append("the severity is not recorded");
  if (predicate.controlled && !condition.controlled) append("whether it is controlled is not recorded");
  if (predicate.onset && !condition.onset) append("the onset is not recorded");
  if (predicate.onset && condition.onset && !condition.onset->is_exact()) append("the onset is not exact");
  if (predicate.active_within && !condition.end) append("the end is not recorded");
  if (predicate.active_within && condition.end && !condition.end->is_exact()) append("the end is not exact");
  return text.empty() ? "it is not certain" : text;
}

void explain_entry(const ConditionPredicate& predicate, const BoundEntry<Condition>& entry,
                   const Outcome& outcome, const Context& context, Account& account) {
  const auto& fact = *entry.fact;
  account.evidence.push_back(evidence_of(entry, context));
  const std::string what = asked(predicate);
  const bool open = outcome.is_unknown() || (outcome.is_true() && is_provisional(fact));
  Clause clause{words_for(entry, context), "", what.empty() ? "is recorded" : "is " + what};
  if (outcome.is_false()) clause.phrase = "is not " + what;
  if (open) {
    const std::string lack = lacking(predicate, fact);
    const Cause cause = outcome.causes.contains(Cause::imprecise) ? Cause::imprecise : Cause::missing;
    account.causes.push_back({cause, context.vocabulary[entry.concepts.front()].name, lack, std::nullopt});
    clause.phrase = "may or may not count: " + lack;
  }
  account.clauses.push_back(clause);
  if (predicate.onset && fact.onset && fact.onset->is_exact()) {
    account.distances.push_back(
        distance_in_days(days_to_limit(*predicate.onset, fact.onset->first, context.as_of), context.as_of));
  }
}

}  // namespace

Outcome evaluate(const ConditionPredicate& predicate, const Context& context, Account* account) {
  SomeTest some(FactKind::condition, predicate.concepts, context);
  bool any = false;
  for (const auto& entry : context.bound.conditions) {
    if (entry.concepts.empty() || !is_counted(*entry.fact, context.as_of)) continue;
    const Outcome member = membership(entry.concepts, predicate.concepts, context.vocabulary);
    if (member.is_false()) continue;
    const Outcome outcome = member & judge(predicate, *entry.fact, context.as_of);
    some.add(outcome, is_provisional(*entry.fact));
    any = true;
    if (account) explain_entry(predicate, entry, outcome, context, *account);
  }
  const Outcome outcome = some.finish(account);
  if (account && !any)
    account->clauses.push_back(nothing_listed(FactKind::condition, predicate.concepts, context));
  return outcome;
}

}  // namespace eligo::engine
