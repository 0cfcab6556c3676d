// What can still be asked about a patient, and which answers there are.
//
// Entry: questions_for(), for one trial. A question is asked because some predicate of the trial is unknown;
// its answers are changes of the record, one for each way in which the values between the limits, the days
// between the breakpoints and the words of the record can decide the trial's predicates. What an answer means
// is not judged here: the plain evaluator judges the changed record. Thread-safe. Tests:
// tests/engine/next_property_test.cpp.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/context.hpp"
#include "engine/evaluate.hpp"
#include "engine/program.hpp"

namespace eligo::engine {

// A record as it would be after some answers. Facts of the true record are pointed at, new ones kept here.
struct Hypothesis {
  Hypothesis(const BoundRecord& known, patients::Day day);
  Hypothesis(const Hypothesis&) = delete;
  Hypothesis& operator=(const Hypothesis&) = delete;

  patients::PatientRecord record;  // person, completeness and trials only; the sections are in `bound`
  BoundRecord bound;
  patients::Day as_of;
  patients::Day latest;  // of a visit that lies ahead: the day on which it is judged

  std::deque<patients::Observation> observations;
  std::deque<patients::Condition> conditions;
  std::deque<patients::Procedure> procedures;
  std::deque<patients::Medication> medications;
  std::deque<patients::Attestation> attestations;
};

struct Answer {
  std::string words;                       // for tests and dumps
  std::function<void(Hypothesis&)> apply;  // the program must outlive it
};

struct Question {
  // How an answer is come by; the order of the words in a cost table.
  enum class Kind : std::uint8_t {
    attestation,
    person,
    history,
    section,
    visit,
    score,
    laboratory,
    serology
  };
  Kind kind = Kind::history;
  std::string name;   // of the fact: "platelets", "map_score", "conditions" for a section
  std::string key;    // the same question of another trial or patient has the same key
  std::string words;  // "MAP score on day 14 after allogeneic HSCT"
  std::string how;    // "measure", "answer", "look up", "clarify"
  std::optional<patients::Day> not_before;
  std::vector<Answer> answers;
  std::function<bool(const Predicate&)> concerns;  // could an answer have a part in its outcome?
};
std::string_view to_string(Question::Kind kind);

// `unknown`: predicates of the trial whose outcome is unknown; `used`: all predicates of the trial.
std::vector<Question> questions_for(const std::vector<PredicateId>& unknown,
                                    const std::vector<PredicateId>& used, const Program& program,
                                    const Context& context);

// The outcome of a predicate for the record as it would be.
Outcome evaluate(const Predicate& predicate, const Hypothesis& hypothesis, const Context& context);

namespace question_parts {

using Predicates = std::vector<const Predicate*>;

Question about_attestation(ConceptId concept_id, const Context& context);
Question about_sex();
Question about_birth(const Predicates& used, const Context& context);
// Values of a concept: `visit` or a run of days, or the newest value.
Question about_values(const MeasurementPredicate& asked, const Predicates& unknown, const Predicates& used,
                      const Context& context);
// Entries of a section that bear on the sets that are related to `set`.
Question about_history(FactKind kind, const ConceptSet& set, const Predicates& used, const Context& context);
Question about_section(patients::Section section);
Question about_trials(const Predicates& used, const Context& context);

// Days up to the as-of date between which the answer of a bound for an event changes, one for each side.
std::vector<patients::Day> days_around(const std::vector<Duration>& lengths, patients::Day as_of);

}  // namespace question_parts

}  // namespace eligo::engine
