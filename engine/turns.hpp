// The days on which a predicate's outcome for one record can change, with the reason for each.
//
// A predicate depends on the as-of date D only through comparisons of D with the dates of the facts that bear
// on it and with those dates moved by its durations: for all days between two neighbouring turns every such
// comparison, and so the outcome, is the same. The list may hold days on which nothing changes; it must not
// lack one on which something does: tests/engine/calendar_property_test.cpp holds it to that. Entry:
// find_turns(). A new predicate adds its turns here. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/context.hpp"
#include "engine/program.hpp"
#include "engine/time_window.hpp"

namespace eligo::engine {

// Takes turns of one predicate. First only their days, within a range; asked for one day, their reasons.
class Turns {
 public:
  // Days after `from` and up to `to`: nothing turns on the first day of a range.
  Turns(Day from, Day to) : from_(from), to_(to) {}
  // The reasons of one day.
  explicit Turns(Day asked) : from_{asked.number - 1}, to_(asked), wants_reasons_(true) {}

  Day from() const { return from_; }
  Day to() const { return to_; }

  // `reason()` is a text: what this day is for the predicate. It is called only if somebody reads it.
  template <class Reason>
  void at(Day day, const Reason& reason) {
    if (day <= from_ || day > to_) return;
    if (wants_reasons_) {
      add_reason(reason());
    } else {
      days_.push_back(day);
    }
  }

  // Sorted, none twice.
  std::vector<Day> days() &&;
  std::vector<std::string> reasons() && { return std::move(reasons_); }

 private:
  void add_reason(std::string reason);

  Day from_;
  Day to_;
  bool wants_reasons_ = false;
  std::vector<Day> days_;
  std::vector<std::string> reasons_;
};

// The as-of date of `context` plays no part.
void find_turns(const Predicate& predicate, const Context& context, Turns& turns);

// Which end of the days that an inexact date can mean.
enum class Edge { exact, earliest, latest };

// " at the earliest", " at the latest", or nothing.
std::string_view edge_words(Edge edge);

// "day 7 after EVENT", "3 months after EVENT"; EVENT "has passed", "have passed" for the day after.
std::string reached_words(const Duration& length, const std::string& event);
std::string passed_words(const Duration& length, const std::string& event);

// The days on which the answer of `bound` for an event on `day` changes. `event(edge)`: the event in words.
template <class Event>
void turn_at_bound(const TimeBound& bound, Day day, Edge edge, const Event& event, Turns& turns) {
  using Kind = TimeBound::Kind;
  const auto reached = [&](const Duration& length) {
    turns.at(patients::add(day, length), [&] { return reached_words(length, event(edge)); });
  };
  const auto passed = [&](const Duration& length) {
    turns.at(Day{patients::add(day, length).number + 1}, [&] { return passed_words(length, event(edge)); });
  };
  switch (bound.kind) {
    case Kind::within:
    case Kind::more_than:
      return passed(bound.length);
    case Kind::less_than:
    case Kind::at_least:
      return reached(bound.length);
    case Kind::exactly:
      reached(bound.length);
      return passed(bound.length);
    case Kind::range:
      reached(bound.low);
      return passed(bound.length);
  }
}

// An event that lies between `first` and `last` (none: the as-of date).
template <class Event>
void turn_in_range(const std::vector<TimeBound>& bounds, Day first, std::optional<Day> last,
                   const Event& event, Turns& turns) {
  const bool exact = last && *last == first;
  for (const auto& bound : bounds) {
    turn_at_bound(bound, first, exact ? Edge::exact : Edge::earliest, event, turns);
    if (!exact && last) turn_at_bound(bound, *last, Edge::latest, event, turns);
  }
  if (exact) return;
  // From the second day on more than one day is possible, and after the last one no more are added.
  const auto open = [&] { return event(Edge::exact) + " is not dated exactly"; };
  turns.at(Day{first.number + 1}, open);
  if (!last) return;
  turns.at(*last, open);
  turns.at(Day{last->number + 1}, open);
}

// The parts of find_turns, by what they look at.
namespace turns_of {
void person(const AgePredicate& predicate, const Context& context, Turns& turns);
void attestation(const AttestPredicate& predicate, const Context& context, Turns& turns);
void measurement(const MeasurementPredicate& predicate, const Context& context, Turns& turns);
// The days E + N of an `on day N after E`.
void visits(const OnDay& timing, const Context& context, Turns& turns);
void condition(const ConditionPredicate& predicate, const Context& context, Turns& turns);
void event(const EventPredicate& predicate, const Context& context, Turns& turns);
void since(const SincePredicate& predicate, const Context& context, Turns& turns);
void count(const CountPredicate& predicate, const Context& context, Turns& turns);
void onset_after(const OnsetAfterPredicate& predicate, const Context& context, Turns& turns);
void other_trial(const OtherTrialPredicate& predicate, const Context& context, Turns& turns);
}  // namespace turns_of

}  // namespace eligo::engine
