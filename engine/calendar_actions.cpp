// What to do by when: from the unknowns that stand between a patient and an open trial. See calendar.hpp.
//
// Only days on which the trial is open count: where a criterion fails, no answer to another can help.
#include <algorithm>
#include <array>
#include <map>

#include "engine/calendar.hpp"
#include "engine/predicates/measurement.hpp"
#include "engine/predicates/phrases.hpp"

namespace eligo::engine {

std::string_view to_string(Action::Kind kind) {
  static constexpr std::array<std::string_view, 6> words{"measure", "repeat",  "answer",
                                                         "look up", "clarify", "read"};
  return words[static_cast<std::size_t>(kind)];
}

namespace calendar_parts {

namespace {

using Kind = Action::Kind;

// Unknown tests that leave a criterion unknown.
void collect(const NodeExplanation& node, std::vector<const NodeExplanation*>& leaves) {
  if (!node.decisive || !node.outcome.is_unknown()) return;
  if (node.children.empty()) leaves.push_back(&node);
  for (const auto& child : node.children) collect(child, leaves);
}

std::string visit_words(const OnDay& visit, const Vocabulary& vocabulary) {
  std::string text = "day " + std::to_string(visit.day);
  if (visit.tolerance > 0) text += " +/- " + std::to_string(visit.tolerance);
  return text + " after " + describe(visit.event, vocabulary);
}

// Gathers the actions of one trial; equal ones whose days touch become one.
class Gatherer {
 public:
  Gatherer(const TrialCalendar& trial, const Program& program, const BoundRecord& bound,
           const CalendarOptions& options)
      : trial_(trial), program_(program), bound_(bound), options_(options) {}

  std::vector<Action> run() {
    if (options_.to < options_.as_of) return {};
    // Nothing can be done about days gone by.
    const DateSet open = trial_.open() & DateSet({options_.as_of, options_.to});
    for (const auto& window : open.intervals()) {
      for (std::size_t i = 0; i < trial_.criteria.size(); ++i) {
        for (const auto& period : trial_.criteria[i].periods) {
          const DateInterval days{std::max(period.days.first, window.first),
                                  std::min(period.days.last, window.last)};
          if (period.result.status == Status::unknown && days.first <= days.last) settle(i, days, window);
        }
      }
    }
    std::vector<Action> kept;
    std::copy_if(actions_.begin(), actions_.end(), std::back_inserter(kept),
                 [&](const Action& action) { return !follows_visit(action); });
    std::stable_sort(kept.begin(), kept.end(), [](const Action& a, const Action& b) {
      return std::pair(a.days.last, a.days.first) < std::pair(b.days.last, b.days.first);
    });
    return kept;
  }

 private:
  // A visit that is still to come needs no look-up for the days after it.
  bool follows_visit(const Action& late) const {
    return late.kind == Kind::look_up &&
           std::any_of(actions_.begin(), actions_.end(), [&](const Action& visit) {
             return visit.kind == Kind::measure && visit.fact == late.fact &&
                    visit.criteria == late.criteria && next(visit.days.last) == late.days.first;
           });
  }

  void settle(std::size_t criterion, DateInterval days, DateInterval window) {
    const auto explanation = on(days.first).explain(*trial_.trial, *trial_.criteria[criterion].criterion);
    std::vector<const NodeExplanation*> leaves;
    collect(explanation.tree, leaves);
    for (const auto* leaf : leaves) {
      const auto& predicate = program_.predicates[trial_.trial->nodes[leaf->node].predicate];
      for (const auto& note : leaf->account.causes) {
        if (!leaf->outcome.causes.contains(note.cause)) continue;
        add(action_for(note, predicate, days), criterion, window);
      }
    }
  }

  Evaluator& on(Day day) {
    return evaluators_.try_emplace(day, program_, bound_, day, options_.reference).first->second;
  }

  Action action_for(const CauseNote& note, const Predicate& predicate, DateInterval days) const {
    Action action{Kind::look_up, note.fact, words_for(note.fact), note.detail, days, true, {}};
    const auto* measurement = std::get_if<MeasurementPredicate>(&predicate);
    switch (note.cause) {
      case Cause::pending:
        plan_visit(action, std::get<OnDay>(measurement->timing), *note.until);
        break;
      case Cause::stale:
        action.kind = Kind::repeat;
        break;
      case Cause::missing:
        if (measurement != nullptr && can_be_measured(*measurement, days.first)) action.kind = Kind::measure;
        break;
      case Cause::attestation:
        action.kind = Kind::answer;
        action.why = "a person must confirm or deny it";
        break;
      case Cause::unencoded:
        action.kind = Kind::read;
        action.what = note.detail;
        action.why = "it is not expressed in the rules";
        break;
      default:
        action.kind = Kind::clarify;
    }
    return action;
  }

  void plan_visit(Action& action, const OnDay& visit, Day last) const {
    action.kind = Kind::measure;
    action.why = visit_words(visit, program_.vocabulary);
    action.days = {Day{last.number - 2 * visit.tolerance}, last};
  }

  // Nothing is recorded yet, and any day will do.
  bool can_be_measured(const MeasurementPredicate& measurement, Day day) const {
    return !std::holds_alternative<OnDay>(measurement.timing) &&
           visible_values(measurement, {program_.vocabulary, bound_, day, options_.reference}).empty();
  }

  std::string words_for(const std::string& fact) const {
    if (const auto id = program_.vocabulary.find(fact)) return program_.vocabulary[*id].phrase;
    if (fact == "trials") return "participation in other trials";
    std::string words = fact;
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
  }

  void add(Action action, std::size_t criterion, DateInterval window) {
    // A visit that lies beyond the window comes too late.
    if (action.days.first > window.last) return;
    action.days.last = std::min(action.days.last, window.last);
    for (auto& other : actions_) {
      if (other.kind != action.kind || other.fact != action.fact || other.what != action.what ||
          other.why != action.why)
        continue;
      if (action.days.first > next(other.days.last) || other.days.first > next(action.days.last)) continue;
      other.days = {std::min(other.days.first, action.days.first),
                    std::max(other.days.last, action.days.last)};
      other.bounded = other.days.last < options_.to;
      if (std::find(other.criteria.begin(), other.criteria.end(), criterion) == other.criteria.end())
        other.criteria.push_back(criterion);
      return;
    }
    action.bounded = action.days.last < options_.to;
    action.criteria = {criterion};
    actions_.push_back(std::move(action));
  }

  const TrialCalendar& trial_;
  const Program& program_;
  const BoundRecord& bound_;
  const CalendarOptions& options_;
  std::map<Day, Evaluator> evaluators_;
  std::vector<Action> actions_;
};

void append(std::string& list, const std::string& item) { list += (list.empty() ? "" : ", ") + item; }

// Facts that lie ahead of the as-of date, and courses that go on.
struct Held {
  const Context& context;
  Day last;
  std::string ahead;
  std::string ongoing;

  void see(const std::string& what, const std::optional<patients::PartialDate>& date) {
    if (date && date->first > context.as_of && date->first <= last) append(ahead, what + on_date(date));
  }
  void see_ongoing(const std::string& what, const std::optional<bool>& goes_on) {
    if (goes_on.value_or(false)) append(ongoing, what);
  }
  std::string phrase(const std::vector<ConceptId>& concepts) const {
    return context.vocabulary[concepts.front()].phrase;
  }
};

}  // namespace

std::vector<Action> actions(const TrialCalendar& trial, const Program& program, const BoundRecord& bound,
                            const CalendarOptions& options) {
  return Gatherer(trial, program, bound, options).run();
}

std::vector<std::string> held_facts(const Program& program, const BoundRecord& bound,
                                    const CalendarOptions& options) {
  const Context context{program.vocabulary, bound, options.as_of, options.reference};
  Held held{context, options.to, {}, {}};
  for (const auto& o : bound.observations) held.see(program.vocabulary[o.concept_id].phrase, o.fact->date);
  for (const auto& entry : bound.conditions)
    if (!entry.concepts.empty()) held.see(held.phrase(entry.concepts), entry.fact->onset);
  for (const auto& entry : bound.procedures)
    if (!entry.concepts.empty()) held.see(held.phrase(entry.concepts), entry.fact->date);
  for (const auto& entry : bound.medications) {
    if (entry.concepts.empty()) continue;
    held.see(held.phrase(entry.concepts), entry.fact->start);
    held.see_ongoing(held.phrase(entry.concepts), entry.fact->ongoing);
  }
  for (const auto& trial : bound.record->trials) {
    held.see("participation in " + trial.id, trial.start);
    held.see_ongoing("participation in " + trial.id, trial.ongoing);
  }
  std::vector<std::string> texts{
      "facts are held as they are on " + patients::to_string(options.as_of) +
      ": a later day changes ages, windows, freshness and what is pending, nothing else"};
  if (!held.ongoing.empty()) texts.push_back("taken to go on as recorded: " + held.ongoing);
  if (!held.ahead.empty()) texts.push_back("dated ahead, and counted from that day on: " + held.ahead);
  return texts;
}

}  // namespace calendar_parts

}  // namespace eligo::engine
