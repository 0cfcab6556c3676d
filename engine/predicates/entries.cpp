#include "engine/predicates/entries.hpp"

#include <algorithm>

namespace eligo::engine {

using patients::ConditionStatus;
using patients::Verification;

patients::Section section_of(FactKind kind) {
  switch (kind) {
    case FactKind::condition:
      return patients::Section::conditions;
    case FactKind::procedure:
      return patients::Section::procedures;
    case FactKind::medication:
      return patients::Section::medications;
    case FactKind::attestation:
      return patients::Section::attestations;
    case FactKind::observation:
    case FactKind::serology:
      break;
  }
  return patients::Section::observations;
}

namespace {

// Of one asked concept. An untyped procedure may be of any of its types.
Outcome is_of(const std::vector<ConceptId>& concepts, ConceptId asked, const Vocabulary& vocabulary) {
  Outcome outcome = Outcome::no();
  for (const ConceptId concept_id : concepts) {
    if (vocabulary.is_under(concept_id, asked)) return Outcome::yes();
    const auto& type_of = vocabulary[asked].type_of;
    if (type_of && *type_of == concept_id) outcome = Outcome::unknown(Cause::missing);
  }
  return outcome;
}

Outcome is_of_any(const std::vector<ConceptId>& concepts, const std::vector<ConceptId>& asked,
                  const Vocabulary& vocabulary) {
  Outcome outcome = Outcome::no();
  for (const ConceptId id : asked) outcome = outcome | is_of(concepts, id, vocabulary);
  return outcome;
}

bool is_absence(const patients::Condition& fact, Day as_of) {
  return fact.status == ConditionStatus::absent && fact.verification == Verification::confirmed &&
         is_visible(fact.onset, as_of);
}
bool is_absence(const patients::Procedure& fact, Day as_of) {
  return fact.absent && is_visible(fact.date, as_of);
}
bool is_absence(const patients::Medication& fact, Day as_of) {
  return fact.absent && is_visible(fact.start, as_of);
}

// Is `concept_id` listed as absent, itself or through a concept above it?
bool is_listed_absent(FactKind kind, ConceptId concept_id, const Context& context) {
  const auto among = [&](const auto& entries) {
    return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
      return is_absence(*entry.fact, context.as_of) &&
             std::any_of(entry.concepts.begin(), entry.concepts.end(),
                         [&](ConceptId absent) { return context.vocabulary.is_under(concept_id, absent); });
    });
  };
  if (kind == FactKind::condition) return among(context.bound.conditions);
  if (kind == FactKind::procedure) return among(context.bound.procedures);
  if (kind == FactKind::medication) return among(context.bound.medications);
  return false;
}

}  // namespace

Outcome membership(const std::vector<ConceptId>& concepts, const ConceptSet& set,
                   const Vocabulary& vocabulary) {
  const Outcome in = is_of_any(concepts, set.members, vocabulary);
  if (set.except.empty() || in.is_false()) return in;
  return in & !is_of_any(concepts, set.except, vocabulary);
}

Closure closure(FactKind kind, const ConceptSet& set, const Context& context) {
  Closure result;
  result.complete = context.record().is_complete(section_of(kind));
  result.absent = std::all_of(set.members.begin(), set.members.end(),
                              [&](ConceptId member) { return is_listed_absent(kind, member, context); });
  return result;
}

bool stands_beside_absence(const std::vector<ConceptId>& concepts, FactKind kind, const ConceptSet& set,
                           const Context& context) {
  return std::any_of(set.members.begin(), set.members.end(), [&](ConceptId member) {
    return !is_of(concepts, member, context.vocabulary).is_false() && is_listed_absent(kind, member, context);
  });
}

void assume_closed(Account& account, const Closure& closure, FactKind kind, const ConceptSet& set,
                   const Context& context) {
  const auto section = section_of(kind);
  const std::string what = describe(set, context.vocabulary);
  if (closure.absent) {
    account.assumptions.push_back("`" + what + "` is listed as absent");
    return;
  }
  account.assumptions.push_back("the record declares its " + std::string(patients::to_string(section)) +
                                " complete: no " + what + " but what it lists");
  for (const auto& fact : context.bound.unplaced) {
    if (fact.section == section)
      account.assumptions.push_back("assumes that `" + fact.text + "` is not " + what);
  }
}

Clause nothing_listed(FactKind kind, const ConceptSet& set, const Context& context) {
  const Closure world = closure(kind, set, context);
  const std::string section(patients::to_string(section_of(kind)));
  const std::string what = describe(set, context.vocabulary);
  if (world.absent) return {what, "", "is recorded as absent"};
  if (world.complete) return {"no " + what, "", "is recorded (" + section + " complete)"};
  return {"no " + what, "", "is recorded, but the record does not declare its " + section + " complete"};
}

bool is_counted(const patients::Condition& condition, Day as_of) {
  return condition.status != ConditionStatus::absent && condition.verification != Verification::refuted &&
         condition.verification != Verification::entered_in_error && is_visible(condition.onset, as_of);
}
bool is_counted(const patients::Procedure& procedure, Day as_of) {
  return !procedure.absent && is_visible(procedure.date, as_of);
}
bool is_counted(const patients::Medication& medication, Day as_of) {
  return !medication.absent && is_visible(medication.start, as_of);
}

DayRange time_of(const patients::Condition& condition, Day as_of) {
  return possible_days(condition.onset, as_of);
}
DayRange time_of(const patients::Procedure& procedure, Day as_of) {
  return possible_days(procedure.date, as_of);
}
DayRange time_of(const patients::Medication& medication, Day as_of) {
  return possible_end(medication.start, medication.end, medication.ongoing.value_or(false), as_of);
}

namespace {

std::string date_text(const std::optional<patients::PartialDate>& date) {
  return date ? patients::to_string(*date) : std::string();
}

std::string phrase_of(const std::vector<ConceptId>& concepts, const Context& context) {
  return context.vocabulary[concepts.front()].phrase;
}

void append(std::string& list, std::string_view word) {
  if (word.empty()) return;
  if (!list.empty()) list += ", ";
  list += word;
}

}  // namespace

Evidence evidence_of(const BoundEntry<patients::Condition>& entry, const Context& context) {
  const auto& fact = *entry.fact;
  std::string value;
  if (fact.status) append(value, patients::to_string(*fact.status));
  if (fact.severity) append(value, patients::to_string(*fact.severity));
  if (fact.verification != Verification::confirmed) append(value, patients::to_string(fact.verification));
  if (fact.end) append(value, "ended " + patients::to_string(*fact.end));
  return {context.vocabulary[entry.concepts.front()].name,
          value,
          "",
          "",
          "",
          date_text(fact.onset),
          patients::to_string(fact.place)};
}

Evidence evidence_of(const BoundEntry<patients::Procedure>& entry, const Context& context) {
  const auto& fact = *entry.fact;
  const auto& concept_ = context.vocabulary[entry.concepts.front()];
  const auto& root = concept_.type_of ? context.vocabulary[*concept_.type_of] : concept_;
  std::string value = fact.type.empty() ? concept_.type : fact.type;
  if (fact.response) append(value, patients::to_string(*fact.response));
  return {root.name, value, "", "", "", date_text(fact.date), patients::to_string(fact.place)};
}

Evidence evidence_of(const BoundEntry<patients::Medication>& entry, const Context& context) {
  const auto& fact = *entry.fact;
  std::string value;
  if (fact.response) append(value, patients::to_string(*fact.response));
  if (fact.ongoing.value_or(false)) append(value, "ongoing");
  std::string date = date_text(fact.start);
  if (fact.end) date += "/" + patients::to_string(*fact.end);
  return {context.vocabulary[entry.concepts.front()].name,
          value,
          "",
          "",
          "",
          date,
          patients::to_string(fact.place)};
}

std::string words_for(const BoundEntry<patients::Condition>& entry, const Context& context) {
  const auto& fact = *entry.fact;
  std::string details;
  if (fact.severity) append(details, patients::to_string(*fact.severity));
  append(details, fact.status ? patients::to_string(*fact.status) : "status not recorded");
  if (fact.verification == Verification::provisional) append(details, "provisional");
  if (fact.onset) append(details, "since " + patients::to_string(*fact.onset));
  if (fact.end) append(details, "ended " + patients::to_string(*fact.end));
  return phrase_of(entry.concepts, context) + " (" + details + ")";
}

std::string words_for(const BoundEntry<patients::Procedure>& entry, const Context& context) {
  const auto& fact = *entry.fact;
  std::string text = phrase_of(entry.concepts, context);
  const auto& concept_ = context.vocabulary[entry.concepts.front()];
  if (!concept_.type_of && context.vocabulary.has_types(concept_.id)) {
    text += fact.type.empty() ? " of unrecorded type" : " of type `" + fact.type + "`";
  }
  text += on_date(fact.date);
  if (fact.response) text += " (" + std::string(response_word(*fact.response)) + ")";
  return text;
}

std::string words_for(const BoundEntry<patients::Medication>& entry, const Context& context) {
  const auto& fact = *entry.fact;
  std::string text = phrase_of(entry.concepts, context);
  if (fact.start) text += " from " + patients::to_string(*fact.start);
  if (fact.ongoing.value_or(false)) {
    text += ", ongoing";
  } else {
    text += fact.end ? " to " + patients::to_string(*fact.end) : ", end not recorded";
  }
  if (fact.response) text += " (" + std::string(response_word(*fact.response)) + ")";
  return text;
}

void note_disputed(Account& account, ConceptId disputed, const Context& context) {
  const auto& concept_ = context.vocabulary[disputed];
  account.causes.push_back(
      {Cause::conflict, concept_.name, "an entry stands beside its own absence", std::nullopt});
  account.clauses.push_back({concept_.phrase, "", "is also recorded as absent"});
}

Outcome SomeTest::finish(Account* account) const {
  const Closure world = closure(kind_, set_, context_);
  if (world.absent && !known_.is_false()) {
    if (account) note_disputed(*account, set_.members.front(), context_);
    return Outcome::unknown(Cause::conflict);
  }
  if (!known_.is_false()) return known_;
  if (world.closed()) {
    if (account) assume_closed(*account, world, kind_, set_, context_);
    return Outcome::no();
  }
  if (account) {
    account->causes.push_back({Cause::missing, context_.vocabulary[set_.members.front()].name,
                               "not listed, and the record does not declare its " +
                                   std::string(patients::to_string(section_of(kind_))) + " complete",
                               std::nullopt});
  }
  return Outcome::unknown(Cause::missing);
}

}  // namespace eligo::engine
