// Which questions there are, and those about a person, attestations and whole sections. See questions.hpp.
#include "engine/questions.hpp"

#include <algorithm>
#include <array>

#include "engine/predicates/entries.hpp"
#include "engine/predicates/person.hpp"
#include "engine/predicates/phrases.hpp"
#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

using patients::Day;
using patients::Section;

std::string_view to_string(Question::Kind kind) {
  static constexpr std::array<std::string_view, 8> words{"attestation", "person", "history",    "section",
                                                         "visit",       "score",  "laboratory", "serology"};
  return words[static_cast<std::size_t>(kind)];
}

Hypothesis::Hypothesis(const BoundRecord& known, Day day) : bound(known), as_of(day), latest(day) {
  const auto& from = *known.record;
  record.id = from.id;
  record.birth_date = from.birth_date;
  record.age = from.age;
  record.sex = from.sex;
  record.complete = from.complete;
  record.trials = from.trials;
  bound.record = &record;
}

Outcome evaluate(const Predicate& predicate, const Hypothesis& hypothesis, const Context& context) {
  const auto* measurement = std::get_if<MeasurementPredicate>(&predicate);
  const bool visit = measurement != nullptr && std::holds_alternative<OnDay>(measurement->timing);
  return evaluate(
      predicate,
      {context.vocabulary, hypothesis.bound, visit ? hypothesis.latest : hypothesis.as_of, context.reference},
      nullptr);
}

namespace question_parts {

namespace {

// The latest day for which `reached`, which holds up to some day, if there is one.
template <class Reached>
std::optional<Day> last_day_with(Day low, Day high, Reached reached) {
  if (!reached(low)) return std::nullopt;
  while (low < high) {
    const Day middle{low.number + (high.number - low.number + 1) / 2};
    if (reached(middle)) {
      low = middle;
    } else {
      high = Day{middle.number - 1};
    }
  }
  return low;
}

void tidy(std::vector<Day>& days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

template <class Type>
bool is_a(const Predicate& predicate) {
  return std::holds_alternative<Type>(predicate);
}

// The sections whose completeness a predicate looks at.
std::vector<Section> sections_of(const Predicate& predicate) {
  if (is_a<ConditionPredicate>(predicate)) return {Section::conditions};
  if (const auto* p = std::get_if<EventPredicate>(&predicate)) return {section_of(p->kind)};
  if (const auto* p = std::get_if<SincePredicate>(&predicate)) return {section_of(p->kind)};
  if (const auto* p = std::get_if<CountPredicate>(&predicate)) return {section_of(p->kind)};
  if (const auto* p = std::get_if<OnsetAfterPredicate>(&predicate))
    return {Section::conditions, section_of(p->event_kind)};
  if (is_a<OtherTrialPredicate>(predicate)) return {Section::trials};
  if (const auto* p = std::get_if<MeasurementPredicate>(&predicate))
    if (std::holds_alternative<OnDay>(p->timing)) return {Section::procedures};
  return {};
}

constexpr std::int32_t long_ago = 40000;  // days: before every limit that a protocol sets

}  // namespace

std::vector<Day> days_around(const std::vector<Duration>& lengths, Day as_of) {
  std::vector<Day> days{as_of};
  const Day first{std::max(as_of.number - long_ago, patients::first_day.number)};
  days.push_back(first);
  for (const auto& length : lengths) {
    for (const bool strictly : {false, true}) {
      const auto last = last_day_with(first, as_of, [&](Day day) {
        const Day moved = patients::add(day, length);
        return strictly ? moved < as_of : moved <= as_of;
      });
      if (!last) continue;
      days.push_back(*last);
      if (*last < as_of) days.push_back(Day{last->number + 1});
    }
  }
  tidy(days);
  return days;
}

Question about_attestation(ConceptId id, const Context& context) {
  const auto& fact = context.vocabulary[id];
  Question question{Question::Kind::attestation, fact.name, fact.name, fact.phrase, "answer", {}, {}, {}};
  question.concerns = [id](const Predicate& predicate) {
    const auto* attest = std::get_if<AttestPredicate>(&predicate);
    return attest != nullptr && attest->concept_id == id;
  };
  for (const bool value : {true, false}) {
    question.answers.push_back({value ? "true" : "false", [id, value, name = fact.name](Hypothesis& made) {
                                  auto& all = made.bound.attestations;
                                  std::erase_if(all, [&](const auto& given) { return given.first == id; });
                                  auto& added = made.attestations.emplace_back();
                                  added.name = name;
                                  added.value = value;
                                  all.emplace_back(id, &added);
                                }});
  }
  return question;
}

Question about_sex() {
  Question question{Question::Kind::person, "sex", "sex", "sex", "look up", {}, {}, is_a<SexPredicate>};
  for (const auto sex : {patients::Sex::female, patients::Sex::male, patients::Sex::other})
    question.answers.push_back(
        {std::string(patients::to_string(sex)), [sex](Hypothesis& made) { made.record.sex = sex; }});
  return question;
}

Question about_birth(const Predicates& used, const Context& context) {
  Question question{Question::Kind::person, "birth_date", "birth_date", "birth date", "look up", {}, {},
                    is_a<AgePredicate>};
  const auto known = possible_births(context);
  if (known) question.how = "clarify";
  const Day first =
      known ? known->first : Day{std::max(context.as_of.number - 47500, patients::first_day.number)};
  const Day last = known ? known->last : context.as_of;
  std::vector<Day> births{first, last};
  for (const auto* predicate : used) {
    const auto* age = std::get_if<AgePredicate>(predicate);
    if (age == nullptr) continue;
    for (const auto& bound : age->bounds) {
      for (const auto count : {bound.limit.count, bound.limit.count + 1}) {
        const auto birth = last_day_with(first, last, [&](Day day) {
          return patients::completed(day, context.as_of, bound.limit.unit) >= count;
        });
        if (!birth) continue;
        births.push_back(*birth);
        if (*birth < last) births.push_back(Day{birth->number + 1});
      }
    }
  }
  tidy(births);
  for (const Day birth : births) {
    question.answers.push_back({"born " + patients::to_string(birth), [birth](Hypothesis& made) {
                                  made.record.birth_date = patients::PartialDate::of(birth);
                                  made.record.age.reset();
                                }});
  }
  return question;
}

Question about_section(Section section) {
  const std::string name(patients::to_string(section));
  Question question{Question::Kind::section,
                    name,
                    "complete:" + name,
                    "whether the record lists all " + name,
                    "look up",
                    {},
                    {},
                    [section](const Predicate& predicate) {
                      const auto sections = sections_of(predicate);
                      return std::find(sections.begin(), sections.end(), section) != sections.end();
                    }};
  question.answers.push_back({"complete", [section](Hypothesis& made) {
                                made.record.complete[static_cast<std::size_t>(section)] = true;
                              }});
  return question;
}

Question about_trials(const Predicates& used, const Context& context) {
  Question question{
      Question::Kind::history,  "trials", "trials", "participation in other trials", "look up", {}, {},
      is_a<OtherTrialPredicate>};
  std::vector<Duration> lengths;
  for (const auto* predicate : used) {
    const auto* other = std::get_if<OtherTrialPredicate>(predicate);
    if (other != nullptr && other->within) lengths.push_back(*other->within);
  }
  question.answers.push_back({"none", [](Hypothesis& made) {
                                made.record.trials.assign(1, {});
                                made.record.trials[0].absent = true;
                              }});
  const auto took_part = [](Hypothesis& made, std::optional<Day> end) {
    auto& trial = made.record.trials.emplace_back();
    trial.id = "another";
    trial.ongoing = !end;
    if (end) trial.start = trial.end = patients::PartialDate::of(*end);
  };
  question.answers.push_back({"ongoing", [took_part](Hypothesis& made) { took_part(made, std::nullopt); }});
  for (const Day day : days_around(lengths, context.as_of)) {
    // The participations that are recorded, all with this end, in a list that is whole.
    question.answers.push_back(
        {"ended " + patients::to_string(day), [day, took_part](Hypothesis& made) {
           std::erase_if(made.record.trials, [](const auto& trial) { return trial.absent; });
           for (auto& trial : made.record.trials) {
             if (trial.ongoing.value_or(false) || (trial.end && trial.end->is_exact())) continue;
             const Day earliest = trial.start ? std::min(trial.start->first, made.as_of) : day;
             trial.end = patients::PartialDate::of(std::max(earliest, day));
           }
           if (made.record.trials.empty()) took_part(made, day);
           made.record.complete[static_cast<std::size_t>(Section::trials)] = true;
         }});
  }
  return question;
}

}  // namespace question_parts

namespace {

using namespace question_parts;

// Adds the question that a predicate asks, unless another has asked it.
class Asker {
 public:
  Asker(Predicates unknown, Predicates used, const Context& context)
      : unknown_(std::move(unknown)), used_(std::move(used)), context_(context) {}

  std::vector<Question> run() {
    for (const auto* predicate : unknown_) std::visit([this](const auto& typed) { ask(typed); }, *predicate);
    return std::move(questions_);
  }

 private:
  void add(Question question) {
    const bool there = std::any_of(questions_.begin(), questions_.end(),
                                   [&](const Question& other) { return other.key == question.key; });
    if (!there && !question.answers.empty()) questions_.push_back(std::move(question));
  }
  void add_history(FactKind kind, const ConceptSet& set) {
    add(about_history(kind, set, used_, context_));
    const auto section = section_of(kind);
    if (!context_.record().is_complete(section)) add(about_section(section));
  }

  void ask(const AgePredicate&) { add(about_birth(used_, context_)); }
  void ask(const SexPredicate&) { add(about_sex()); }
  void ask(const MeasurementPredicate& predicate) {
    const auto question = about_values(predicate, unknown_, used_, context_);
    add(question);
    const auto* visit = std::get_if<OnDay>(&predicate.timing);
    if (visit == nullptr) return;
    // Only where no value decides it is the event itself in question.
    const bool decided =
        std::any_of(question.answers.begin(), question.answers.end(), [&](const Answer& answer) {
          Hypothesis made(context_.bound, context_.as_of);
          answer.apply(made);
          return !evaluate(Predicate(predicate), made, context_).is_unknown();
        });
    if (!decided) add_history(FactKind::procedure, visit->event);
  }
  void ask(const ConditionPredicate& predicate) { add_history(FactKind::condition, predicate.concepts); }
  void ask(const EventPredicate& predicate) { add_history(predicate.kind, predicate.concepts); }
  void ask(const SincePredicate& predicate) { add_history(predicate.kind, predicate.concepts); }
  void ask(const CountPredicate& predicate) { add_history(predicate.kind, predicate.concepts); }
  void ask(const OnsetAfterPredicate& predicate) {
    add_history(FactKind::condition, predicate.condition);
    add_history(predicate.event_kind, predicate.event);
  }
  void ask(const OtherTrialPredicate&) { add(about_trials(used_, context_)); }
  void ask(const AttestPredicate& predicate) { add(about_attestation(predicate.concept_id, context_)); }
  void ask(const UnencodedPredicate&) {}

  Predicates unknown_;
  Predicates used_;
  const Context& context_;
  std::vector<Question> questions_;
};

}  // namespace

std::vector<Question> questions_for(const std::vector<PredicateId>& unknown,
                                    const std::vector<PredicateId>& used, const Program& program,
                                    const Context& context) {
  const auto predicates = [&](const std::vector<PredicateId>& ids) {
    Predicates list;
    for (const PredicateId id : ids) list.push_back(&program.predicates[id]);
    return list;
  };
  return Asker(predicates(unknown), predicates(used), context).run();
}

}  // namespace eligo::engine
