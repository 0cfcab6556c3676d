// When a patient is eligible: the exact days of every status and verdict in a range, and why they change.
//
// Entry: calendar(). What it says of a day D is what the plain evaluator says of the same record with as-of
// date D; the facts are held as they are (see held_facts). No day is tried: each predicate is evaluated once
// between two of its turns (engine/turns.hpp), and criteria and verdicts follow from the outcomes, so the
// cost grows with the number of dates that matter and not with the length of the range. Thread-safe.
// Rendering: engine/render_calendar.hpp. Tests: tests/engine/calendar_test.cpp, calendar_property_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/date_set.hpp"
#include "engine/evaluate.hpp"
#include "engine/screen.hpp"

namespace eligo::engine {

struct CalendarOptions {
  Day as_of;  // when the record was true: an age without a date is of this day
  Day from;   // from <= to
  Day to;
  std::vector<std::string> trials;  // ids (letter case folds); empty: all
  const ReferenceTable* reference = nullptr;
};

struct CriterionPeriod {
  DateInterval days;
  CriterionResult result;
  // What happens on its first day ("day 21 after HSCT on 2026-11-10 has passed"); none for the first period.
  std::vector<std::string> reasons;
};

struct CriterionCalendar {
  const Criterion* criterion = nullptr;
  std::vector<CriterionPeriod> periods;  // cover the range

  DateSet dates(Status status) const;
};

// A criterion that makes a verdict begin, by index into TrialCalendar::criteria and their periods.
struct Opening {
  std::size_t criterion = 0;
  std::size_t period = 0;
};

struct VerdictPeriod {
  DateInterval days;
  Verdict verdict = Verdict::incomplete;
  std::vector<Opening> openings;  // none for the first period
};

// What a person can do about an unknown, worded for them.
struct Action {
  enum class Kind : std::uint8_t { measure, repeat, answer, look_up, clarify, read };
  Kind kind = Kind::measure;
  std::string fact;  // vocabulary name; empty for a sentence to be read
  std::string what;  // "MAP score", "informed consent", the sentence
  std::string why;   // "on day 14 after allogeneic HSCT is 2026-11-25"
  // It helps from the one day to the other; `bounded` is false where no end is known within the range.
  DateInterval days;
  bool bounded = true;
  std::vector<std::size_t> criteria;  // that wait for it
};
std::string_view to_string(Action::Kind kind);  // "measure", "repeat", "answer", "look up", …

struct TrialCalendar {
  const Trial* trial = nullptr;
  std::vector<VerdictPeriod> verdicts;      // cover the range
  std::vector<CriterionCalendar> criteria;  // parallel to trial->criteria
  std::vector<Action> actions;              // by last day, then first day

  DateSet dates(Verdict verdict) const;
  DateSet open() const;  // every verdict but `ineligible`
};

struct Calendar {
  Day as_of;
  DateInterval range;
  std::vector<std::string> held;  // what is taken as it is, in words
  std::vector<TrialCalendar> trials;
};

// The record as of `as_of`, for other days: an age without a date gets this one.
patients::PatientRecord held_record(patients::PatientRecord record, Day as_of);

// `record`: as held_record makes it.
Calendar calendar(const Program& program, const patients::PatientRecord& record,
                  const CalendarOptions& options);

// The parts of calendar(), each in its file.
namespace calendar_parts {

// What predicates say over the range, computed when it is first asked for.
class PredicatePeriods {
 public:
  PredicatePeriods(const Program& program, const BoundRecord& bound, const CalendarOptions& options);
  const Periods<Outcome>& operator[](PredicateId predicate);
  std::vector<std::string> reasons(PredicateId predicate, Day day) const;

 private:
  Context context_on(Day day) const { return {program_.vocabulary, bound_, day, options_.reference}; }

  const Program& program_;
  const BoundRecord& bound_;
  const CalendarOptions& options_;
  std::vector<Periods<Outcome>> periods_;  // by PredicateId; empty: not yet asked for
};

std::vector<CriterionPeriod> criterion_periods(const Trial& trial, const Criterion& criterion,
                                               PredicatePeriods& predicates, Evaluator& evaluator,
                                               DateInterval range);
std::vector<VerdictPeriod> verdict_periods(const Trial& trial, const std::vector<CriterionCalendar>& criteria,
                                           DateInterval range);
std::vector<Action> actions(const TrialCalendar& trial, const Program& program, const BoundRecord& bound,
                            const CalendarOptions& options);
std::vector<std::string> held_facts(const Program& program, const BoundRecord& bound,
                                    const CalendarOptions& options);

}  // namespace calendar_parts

}  // namespace eligo::engine
