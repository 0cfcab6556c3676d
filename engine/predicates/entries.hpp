// Absence, membership and the "some entry satisfies" test over the history sections.
//
// Absence of a record is not absence of the fact: a section is closed for a concept only if the record
// declares the section complete or lists the concept (or one above it) as absent. Source: docs/semantics.md,
// "Absence". Tests: tests/conformance/absence_*.table, conflict.table.
#pragma once

#include <optional>
#include <string>

#include "engine/account.hpp"
#include "engine/context.hpp"
#include "engine/predicates/phrases.hpp"
#include "engine/time_window.hpp"

namespace eligo::engine {

patients::Section section_of(FactKind kind);

// Is an entry of these most specific concepts in the set? Unknown (missing) where the set asks for a type of
// a procedure whose type is not recorded.
Outcome membership(const std::vector<ConceptId>& concepts, const ConceptSet& set,
                   const Vocabulary& vocabulary);

// What a record says about entries that it does not list.
struct Closure {
  bool complete = false;  // the section is declared complete
  bool absent = false;    // every member of the set is listed as absent, by itself or by a concept above it
  bool closed() const { return complete || absent; }
};
Closure closure(FactKind kind, const ConceptSet& set, const Context& context);

// Is the tested concept that this entry stands for listed as absent?
bool stands_beside_absence(const std::vector<ConceptId>& concepts, FactKind kind, const ConceptSet& set,
                           const Context& context);

// What closes the world, as assumptions of the explanation: completeness, and facts nobody could place.
void assume_closed(Account& account, const Closure& closure, FactKind kind, const ConceptSet& set,
                   const Context& context);

// "no HSCT is recorded (procedures complete)"
Clause nothing_listed(FactKind kind, const ConceptSet& set, const Context& context);

// The cause, and the clause that says so, of an entry that stands beside its own absence.
void note_disputed(Account& account, ConceptId disputed, const Context& context);

// Words and evidence for one entry.
Evidence evidence_of(const BoundEntry<patients::Condition>& entry, const Context& context);
Evidence evidence_of(const BoundEntry<patients::Procedure>& entry, const Context& context);
Evidence evidence_of(const BoundEntry<patients::Medication>& entry, const Context& context);
std::string words_for(const BoundEntry<patients::Condition>& entry, const Context& context);
std::string words_for(const BoundEntry<patients::Procedure>& entry, const Context& context);
std::string words_for(const BoundEntry<patients::Medication>& entry, const Context& context);

// Position of an entry in time: procedures at their date, drug courses at their end, conditions at their
// onset.
bool is_counted(const patients::Condition& condition, Day as_of);  // visible, not absent, not refuted
bool is_counted(const patients::Procedure& procedure, Day as_of);
bool is_counted(const patients::Medication& medication, Day as_of);
DayRange time_of(const patients::Condition& condition, Day as_of);
DayRange time_of(const patients::Procedure& procedure, Day as_of);
DayRange time_of(const patients::Medication& medication, Day as_of);
inline bool is_provisional(const patients::Condition& condition) {
  return condition.verification == patients::Verification::provisional;
}
inline bool is_provisional(const patients::Procedure&) { return false; }
inline bool is_provisional(const patients::Medication&) { return false; }

// Accumulates the judgements of known entries; finish() adds what the record says of unlisted ones.
class SomeTest {
 public:
  SomeTest(FactKind kind, const ConceptSet& set, const Context& context)
      : kind_(kind), set_(set), context_(context) {}

  // `outcome`: does this entry satisfy the test? A provisional entry that would, leaves it open.
  void add(Outcome outcome, bool provisional) {
    if (provisional && outcome.is_true()) outcome = Outcome::unknown(Cause::missing);
    known_ = known_ | outcome;
  }
  Outcome finish(Account* account) const;

 private:
  FactKind kind_;
  const ConceptSet& set_;
  const Context& context_;
  Outcome known_ = Outcome::no();
};

// Calls `visit(entry)` for each counted entry of the section that `kind` names.
template <class Visit>
void for_each_entry(FactKind kind, const Context& context, Visit visit) {
  const auto each = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (!entry.concepts.empty() && is_counted(*entry.fact, context.as_of)) visit(entry);
    }
  };
  if (kind == FactKind::condition) each(context.bound.conditions);
  if (kind == FactKind::procedure) each(context.bound.procedures);
  if (kind == FactKind::medication) each(context.bound.medications);
}

}  // namespace eligo::engine
