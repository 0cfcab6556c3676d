// Questions about values: one answer for each way to lie among the limits that the trial compares with.
#include <algorithm>

#include "engine/predicates/measurement.hpp"
#include "engine/predicates/phrases.hpp"
#include "engine/questions.hpp"

namespace eligo::engine::question_parts {

using patients::Day;
using patients::Decimal;
using patients::Rational;

namespace {

bool less(const Rational& a, const Rational& b) {
  const auto order = compare(a, b);
  return order && *order < 0;
}

// Each limit, and a number on each side of it; sorted.
std::vector<Rational> numbers_around(std::vector<Rational> limits) {
  std::sort(limits.begin(), limits.end(), less);
  std::vector<Rational> numbers;
  const auto shifted = [](const Rational& from, std::int64_t by) {
    return subtract(from, Rational(Decimal(-by)));
  };
  const auto half = std::get<Decimal>(Decimal::parse("0.5"));
  for (std::size_t i = 0; i < limits.size(); ++i) {
    if (i > 0 && !less(limits[i - 1], limits[i])) continue;
    if (i == 0) {
      if (const auto below = shifted(limits[i], -1)) numbers.push_back(*below);
    } else if (const auto gap = subtract(limits[i], limits[i - 1])) {
      const auto part = multiply(*gap, Rational(half));
      const auto between = part ? subtract(limits[i], *part) : std::nullopt;
      if (between) numbers.push_back(*between);
    }
    numbers.push_back(limits[i]);
  }
  if (!limits.empty())
    if (const auto above = shifted(limits.back(), 1)) numbers.push_back(*above);
  if (numbers.empty()) numbers.emplace_back(Decimal(1));
  return numbers;
}

// What the trial asks of a concept's values.
struct Asked {
  std::vector<Rational> limits;     // canonical
  std::vector<Rational> multiples;  // of the upper limit of normal
  bool upper = false;
  bool lower = false;
  bool finding = false;
};

Asked asked_of(ConceptId id, const Predicates& used) {
  Asked asked;
  for (const auto* predicate : used) {
    const auto* measurement = std::get_if<MeasurementPredicate>(predicate);
    if (measurement == nullptr || measurement->concept_id != id) continue;
    const auto* bounds = std::get_if<std::vector<ValueBound>>(&measurement->test);
    asked.finding = asked.finding || bounds == nullptr;
    if (bounds == nullptr) continue;
    for (const auto& bound : *bounds) {
      if (const auto* limit = std::get_if<AbsoluteLimit>(&bound.limit)) {
        asked.limits.push_back(limit->canonical);
      } else {
        const auto& normal = std::get<NormalLimit>(bound.limit);
        (normal.side == NormalSide::upper ? asked.upper : asked.lower) = true;
        asked.multiples.emplace_back(normal.multiple);
      }
    }
  }
  return asked;
}

// A value in every unit: canonical, in the unit of its own limits of normal, and as a finding.
struct Value {
  Rational canonical;
  std::optional<Rational> ratio;  // to its own limits of normal, which are 1
  std::optional<QualitativeResult> finding;
};

std::vector<Value> values_of(ConceptId id, const Predicates& used, const Vocabulary& vocabulary) {
  const Asked asked = asked_of(id, used);
  std::vector<Value> values;
  std::vector<std::optional<QualitativeResult>> findings{std::nullopt};
  if (asked.finding || vocabulary[id].kind == FactKind::serology)
    findings = {QualitativeResult::positive, QualitativeResult::negative, QualitativeResult::indeterminate};
  std::vector<std::optional<Rational>> ratios{std::nullopt};
  if (asked.upper || asked.lower) {
    const auto around = numbers_around(asked.multiples);
    ratios.assign(around.begin(), around.end());
  }
  for (const auto& number : numbers_around(asked.limits))
    for (const auto& ratio : ratios)
      for (const auto& finding : findings) values.push_back({number, ratio, finding});
  return values;
}

Interval exactly(const Rational& number) { return {number, number, false, false, false}; }

void record_value(Hypothesis& made, ConceptId id, const Value& value, Day day, bool is_finding) {
  auto& fact = made.observations.emplace_back();
  fact.date = patients::PartialDate::of(day);
  BoundObservation bound;
  bound.fact = &fact;
  bound.concept_id = id;
  bound.reading = exactly(value.canonical);
  if (is_finding && value.finding) bound.reading = *value.finding;
  bound.detected = value.finding;
  if (value.ratio) {
    fact.high = Decimal(1);
    fact.low = Decimal(1);
    bound.as_recorded = exactly(*value.ratio);
  }
  auto& all = made.bound.observations;
  const auto place =
      std::upper_bound(all.begin(), all.end(), id,
                       [](ConceptId wanted, const BoundObservation& o) { return wanted < o.concept_id; });
  all.insert(place, bound);
}

std::string words_of(const Value& value) {
  std::string text = value.canonical.show(6).text;
  if (value.ratio) text += " (" + value.ratio->show(6).text + " of normal)";
  if (value.finding)
    text += *value.finding == QualitativeResult::positive   ? " positive"
            : *value.finding == QualitativeResult::negative ? " negative"
                                                            : " indeterminate";
  return text;
}

void erase_values(Hypothesis& made, ConceptId id) {
  std::erase_if(made.bound.observations, [&](const BoundObservation& o) { return o.concept_id == id; });
}

// The day of the most recent event with a certain day, under the hypothesis.
std::optional<Day> event_day(const Hypothesis& made, const ConceptSet& set, const Vocabulary& vocabulary) {
  std::optional<Day> latest;
  for (const auto& entry : made.bound.procedures) {
    const auto& fact = *entry.fact;
    if (fact.absent || !fact.date || !fact.date->is_exact() || fact.date->first > made.as_of) continue;
    const bool fits = std::any_of(set.members.begin(), set.members.end(), [&](ConceptId member) {
      return std::any_of(entry.concepts.begin(), entry.concepts.end(), [&](ConceptId id) {
        return vocabulary.is_under(id, member) || vocabulary.is_under(member, id);
      });
    });
    if (fits && (!latest || fact.date->first > *latest)) latest = fact.date->first;
  }
  return latest;
}

Question::Kind kind_of(const FactConcept& fact) {
  if (fact.kind == FactKind::serology) return Question::Kind::serology;
  return fact.analyte.family == patients::UnitFamily::score ? Question::Kind::score
                                                            : Question::Kind::laboratory;
}

std::function<bool(const Predicate&)> concerns_values(ConceptId id) {
  return [id](const Predicate& predicate) {
    const auto* measurement = std::get_if<MeasurementPredicate>(&predicate);
    return measurement != nullptr && measurement->concept_id == id;
  };
}

Question about_visit(const MeasurementPredicate& asked, const OnDay& visit, const Predicates& used,
                     const Context& context) {
  const auto& fact = context.vocabulary[asked.concept_id];
  std::string day = std::to_string(visit.day);
  if (visit.tolerance > 0) day += " +/- " + std::to_string(visit.tolerance);
  const std::string event = describe(visit.event, context.vocabulary);
  Question question{Question::Kind::visit,
                    fact.name,
                    fact.name + " day " + day + " after " + event,
                    fact.phrase + " on day " + day + " after " + event,
                    "measure",
                    {},
                    {},
                    concerns_values(asked.concept_id)};
  const Hypothesis now(context.bound, context.as_of);
  if (const auto from = event_day(now, visit.event, context.vocabulary)) {
    const Day first{from->number + visit.day - visit.tolerance};
    const Day last{from->number + visit.day + visit.tolerance};
    if (first > context.as_of) question.not_before = first;
    if (last < context.as_of) question.how = "look up";
  }
  const bool is_finding = fact.kind == FactKind::serology;
  const Vocabulary* vocabulary = &context.vocabulary;
  for (const auto& value : values_of(asked.concept_id, used, context.vocabulary)) {
    question.answers.push_back(
        {words_of(value), [value, visit, is_finding, vocabulary, id = asked.concept_id](Hypothesis& made) {
           const auto from = event_day(made, visit.event, *vocabulary);
           if (!from) return;
           const Day target{from->number + visit.day};
           record_value(made, id, value, target, is_finding);
           made.latest = std::max(made.latest, target);
         }});
  }
  return question;
}

// A new value of today (or of the last days, for a run); in place of what is recorded if `instead`.
std::vector<Answer> answers_today(const MeasurementPredicate& asked, const Predicates& used,
                                  const Context& context, bool instead) {
  const auto* run = std::get_if<Consecutive>(&asked.timing);
  const std::int32_t days = run == nullptr ? 1 : run->days;
  const bool is_finding = context.vocabulary[asked.concept_id].kind == FactKind::serology;
  std::vector<Answer> answers;
  for (const auto& value : values_of(asked.concept_id, used, context.vocabulary)) {
    answers.push_back(
        {words_of(value), [value, days, instead, is_finding, id = asked.concept_id](Hypothesis& made) {
           if (instead) erase_values(made, id);
           for (std::int32_t back = 0; back < days; ++back)
             record_value(made, id, value, Day{made.as_of.number - back}, is_finding);
         }});
  }
  return answers;
}

}  // namespace

Question about_values(const MeasurementPredicate& asked, const Predicates& unknown, const Predicates& used,
                      const Context& context) {
  if (const auto* visit = std::get_if<OnDay>(&asked.timing)) return about_visit(asked, *visit, used, context);
  const auto& fact = context.vocabulary[asked.concept_id];
  Question question{kind_of(fact), fact.name, fact.name, fact.phrase,
                    "measure",     {},        {},        concerns_values(asked.concept_id)};
  if (const auto* run = std::get_if<Consecutive>(&asked.timing)) {
    question.key += " on " + std::to_string(run->days) + " days";
    question.words += " on " + std::to_string(run->days) + " consecutive days";
  }
  question.answers = answers_today(asked, used, context, false);
  // A new value settles what is missing or old. What is recorded twice or unreadably has to be put right.
  const auto settles = [&](const Predicate* predicate) {
    return std::any_of(question.answers.begin(), question.answers.end(), [&](const Answer& answer) {
      Hypothesis made(context.bound, context.as_of);
      answer.apply(made);
      return !evaluate(*predicate, made, context).is_unknown();
    });
  };
  for (const auto* predicate : unknown) {
    const auto* other = std::get_if<MeasurementPredicate>(predicate);
    if (other == nullptr || other->concept_id != asked.concept_id ||
        other->timing.index() != asked.timing.index())
      continue;
    if (settles(predicate)) continue;
    question.answers = answers_today(asked, used, context, true);
    question.how = "clarify";
    break;
  }
  return question;
}

}  // namespace eligo::engine::question_parts
