// Procedures and drug courses: that there was one, its response, and when. Also participation in other
// trials.

#include <algorithm>
#include <cctype>

#include "engine/predicates/entries.hpp"
#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

using patients::Response;

namespace {

Outcome responded(const std::optional<Response>& response, std::uint8_t mask) {
  if (mask == 0) return Outcome::yes();
  if (!response) return Outcome::unknown(Cause::missing);
  return Outcome::of(((mask >> static_cast<unsigned>(*response)) & 1U) != 0);
}

std::string response_words(std::uint8_t mask) {
  std::string text;
  for (const Response word : {Response::responded, Response::no_response, Response::relapse}) {
    if (((mask >> static_cast<unsigned>(word)) & 1U) == 0) continue;
    if (!text.empty()) text += " or ";
    text += response_word(word);
  }
  return text;
}

std::string asked(const EventPredicate& predicate) {
  std::string text;
  if (predicate.response_mask != 0) text = "of response " + response_words(predicate.response_mask);
  if (predicate.time) text += (text.empty() ? "" : ", ") + describe(*predicate.time);
  return text;
}

bool has_date(const patients::Procedure& fact) { return fact.date.has_value(); }
std::string_view missing_date_words(const patients::Procedure&) { return "the date is not recorded"; }
std::string_view missing_date_words(const patients::Medication&) { return "the end is not recorded"; }
bool has_date(const patients::Medication& fact) {
  return fact.end.has_value() || fact.ongoing.value_or(false);
}

template <class Fact>
void explain_entry(const EventPredicate& predicate, const BoundEntry<Fact>& entry, const Outcome& member,
                   const Outcome& outcome, const Context& context, Account& account) {
  const Fact& fact = *entry.fact;
  account.evidence.push_back(evidence_of(entry, context));
  const std::string what = asked(predicate);
  Clause clause{words_for(entry, context), "", what.empty() ? "is recorded" : "is " + what};
  if (outcome.is_false()) clause.phrase = "is not " + what;
  if (outcome.is_unknown()) {
    std::string lack;
    if (member.is_unknown()) lack = "the type is not recorded, or not known";
    if (predicate.response_mask != 0 && !fact.response)
      lack += (lack.empty() ? "" : ", ") + std::string("the response is not recorded");
    if (predicate.time && !has_date(fact))
      lack += (lack.empty() ? "" : ", ") + std::string(missing_date_words(fact));
    if (lack.empty()) lack = "the date is not exact";
    const Cause cause = outcome.causes.contains(Cause::missing) ? Cause::missing : Cause::imprecise;
    account.causes.push_back({cause, context.vocabulary[entry.concepts.front()].name, lack, std::nullopt});
    clause.phrase = "may or may not count: " + lack;
  }
  account.clauses.push_back(clause);
  const DayRange time = time_of(fact, context.as_of);
  if (predicate.time && time.is_exact()) {
    account.distances.push_back(
        distance_in_days(days_to_limit(*predicate.time, time.first, context.as_of), context.as_of));
  }
}

}  // namespace

Outcome evaluate(const EventPredicate& predicate, const Context& context, Account* account) {
  SomeTest some(predicate.kind, predicate.concepts, context);
  bool any = false;
  for_each_entry(predicate.kind, context, [&](const auto& entry) {
    if constexpr (requires { entry.fact->response; }) {
      const Outcome member = membership(entry.concepts, predicate.concepts, context.vocabulary);
      if (member.is_false()) return;
      Outcome outcome = member & responded(entry.fact->response, predicate.response_mask);
      if (predicate.time) {
        outcome = outcome & test(*predicate.time, time_of(*entry.fact, context.as_of), context.as_of);
      }
      some.add(outcome, false);
      any = true;
      if (account) explain_entry(predicate, entry, member, outcome, context, *account);
    }
  });
  const Outcome outcome = some.finish(account);
  if (account && !any)
    account->clauses.push_back(nothing_listed(predicate.kind, predicate.concepts, context));
  return outcome;
}

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Ids are compared without regard to letter case and blanks around them.
bool same_id(std::string_view a, std::string_view b) {
  a = trimmed(a);
  b = trimmed(b);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// D not after the end, or not after the end + N.
Outcome still_counts(const OtherTrialPredicate& predicate, const patients::Participation& trial, Day as_of) {
  const DayRange end = possible_end(trial.start, trial.end, trial.ongoing.value_or(false), as_of);
  const Duration none{0, patients::TimeUnit::day};
  return test({TimeBound::Kind::within, predicate.within.value_or(none), {}}, end, as_of);
}

void explain_trial(const OtherTrialPredicate& predicate, const patients::Participation& trial,
                   const Outcome& outcome, Account& account) {
  std::string seen = trial.start ? "from " + patients::to_string(*trial.start) : "of unrecorded start";
  if (trial.ongoing.value_or(false)) {
    seen += ", ongoing";
  } else {
    seen += trial.end ? " to " + patients::to_string(*trial.end) : ", end not recorded";
  }
  std::string date = trial.start ? patients::to_string(*trial.start) : "";
  if (trial.end) date += "/" + patients::to_string(*trial.end);
  account.evidence.push_back({"trials", trial.id, "", "", "", date, patients::to_string(trial.place)});
  const std::string window =
      predicate.within ? "within the last " + patients::to_string(*predicate.within) : "on the as-of date";
  Clause clause{"participation in " + (trial.id.empty() ? "a trial without id" : trial.id), seen,
                (outcome.is_true() ? "falls " : "does not fall ") + window};
  if (outcome.is_unknown()) {
    const std::string lack = trial.id.empty() ? "the trial's id is not recorded"
                             : trial.end      ? "the end is not exact"
                                              : "the end is not recorded";
    const Cause cause = outcome.causes.contains(Cause::missing) ? Cause::missing : Cause::imprecise;
    account.causes.push_back({cause, "trials", lack, std::nullopt});
    clause.phrase = "may or may not fall " + window + ": " + lack;
  }
  account.clauses.push_back(clause);
}

}  // namespace

Outcome evaluate(const OtherTrialPredicate& predicate, const Context& context, Account* account) {
  Outcome known = Outcome::no();
  bool any = false;
  bool absent = false;
  for (const auto& trial : context.record().trials) {
    if (!is_visible(trial.start, context.as_of)) continue;
    if (trial.absent) {
      absent = absent || trial.id.empty();
      continue;
    }
    if (!trial.id.empty() && same_id(trial.id, predicate.own_id)) continue;
    Outcome outcome = still_counts(predicate, trial, context.as_of);
    if (trial.id.empty() && !predicate.own_id.empty()) outcome = outcome & Outcome::unknown(Cause::missing);
    known = known | outcome;
    any = true;
    if (account) explain_trial(predicate, trial, outcome, *account);
  }
  const bool complete = context.record().is_complete(patients::Section::trials);
  if (absent && !known.is_false()) {
    if (account)
      account->causes.push_back(
          {Cause::conflict, "trials", "an entry stands beside its own absence", std::nullopt});
    return Outcome::unknown(Cause::conflict);
  }
  if (!known.is_false()) return known;
  if (complete || absent) {
    if (account && complete)
      account->assumptions.emplace_back(
          "the record declares its trials complete, so there is no other participation");
    if (account && !any)
      account->clauses.push_back({"no participation in another trial", "",
                                  complete ? "is recorded (trials complete)" : "is recorded as absent"});
    return Outcome::no();
  }
  if (account) {
    account->causes.push_back(
        {Cause::missing, "trials", "the record does not declare its trials complete", std::nullopt});
    if (!any)
      account->clauses.push_back({"no participation in another trial", "",
                                  "is recorded, but the record does not declare its trials complete"});
  }
  return Outcome::unknown(Cause::missing);
}

}  // namespace eligo::engine
