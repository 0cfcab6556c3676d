#include "engine/predicates/value_test.hpp"

#include "engine/predicates/phrases.hpp"

namespace eligo::engine {

using patients::Rational;

namespace {

// A limit and the value to hold against it, in one unit: the canonical one, or that of the record where the
// limit is the reference limit of that very result.
struct Pair {
  const Interval* value = nullptr;  // null: cannot be read
  std::optional<Rational> limit;    // none: not recorded, or does not fit
  Cause cause = Cause::missing;     // why there is no limit
};

Pair with_normal_limit(const BoundObservation& observation, const NormalLimit& normal,
                       const Context& context) {
  const bool upper = normal.side == NormalSide::upper;
  const auto& own = upper ? observation.fact->high : observation.fact->low;
  if (own) {
    return {observation.as_recorded ? &*observation.as_recorded : nullptr,
            multiply(Rational(*own), Rational(normal.multiple)), Cause::unconvertible};
  }
  const auto* canonical = std::get_if<Interval>(&observation.reading);
  // A result whose unit nobody knows is as unreadable as it was, limit or not.
  if (canonical == nullptr)
    return {observation.as_recorded ? &*observation.as_recorded : nullptr, std::nullopt, Cause::missing};
  if (context.reference == nullptr || observation.concept_id >= context.reference->size())
    return {canonical, std::nullopt, Cause::missing};
  const auto& site = (*context.reference)[observation.concept_id];
  const auto& limit = upper ? site.high : site.low;
  if (!limit) return {canonical, std::nullopt, Cause::missing};
  return {canonical, multiply(*limit, Rational(normal.multiple)), Cause::unconvertible};
}

Pair pair_of(const BoundObservation& observation, const ValueBound& bound, const Context& context) {
  if (const auto* normal = std::get_if<NormalLimit>(&bound.limit))
    return with_normal_limit(observation, *normal, context);
  return {std::get_if<Interval>(&observation.reading), std::get<AbsoluteLimit>(bound.limit).canonical,
          Cause::unconvertible};
}

// Position of every value of the interval against the limit.
struct Position {
  bool all_below = false;    // every value < limit
  bool all_at_most = false;  // every value <= limit
  bool all_above = false;
  bool all_at_least = false;
  bool failed = false;  // exact arithmetic did not fit
};

Position position(const Interval& interval, const Rational& limit) {
  Position result;
  if (interval.high) {
    const auto order = compare(*interval.high, limit);
    result.failed = !order;
    if (order) {
      result.all_below = *order < 0 || (*order == 0 && interval.high_open);
      result.all_at_most = *order <= 0;
    }
  }
  if (interval.low) {
    const auto order = compare(*interval.low, limit);
    result.failed = result.failed || !order;
    if (order) {
      result.all_above = *order > 0 || (*order == 0 && interval.low_open);
      result.all_at_least = *order >= 0;
    }
  }
  return result;
}

Outcome decide(bool all, bool none) {
  if (all) return Outcome::yes();
  if (none) return Outcome::no();
  return Outcome::unknown(Cause::imprecise);
}

Outcome compare_with(const Interval& interval, Comparator comparator, const Rational& limit) {
  const Position at = position(interval, limit);
  if (at.failed) return Outcome::unknown(Cause::unconvertible);
  switch (comparator) {
    case Comparator::less:
      return decide(at.all_below, at.all_at_least);
    case Comparator::less_equal:
      return decide(at.all_at_most, at.all_above);
    case Comparator::greater:
      return decide(at.all_above, at.all_at_most);
    case Comparator::greater_equal:
      return decide(at.all_at_least, at.all_below);
    case Comparator::equal:
      return decide(at.all_at_least && at.all_at_most, at.all_below || at.all_above);
  }
  return Outcome::no();
}

// "Below every positive limit" decides a comparison with a normal limit that nobody recorded.
Outcome below_any(Comparator comparator) {
  return Outcome::of(comparator == Comparator::less || comparator == Comparator::less_equal);
}

}  // namespace

Outcome satisfies(const BoundObservation& observation, const ValueBound& bound, const Context& context) {
  const Pair pair = pair_of(observation, bound, context);
  if (pair.value == nullptr) return Outcome::unknown(Cause::unconvertible);
  if (pair.limit) return compare_with(*pair.value, bound.comparator, *pair.limit);
  if (pair.value->below_every_limit && pair.cause == Cause::missing) return below_any(bound.comparator);
  return Outcome::unknown(pair.cause);
}

Outcome satisfies(const BoundObservation& observation, const ValueTest& test, const Context& context) {
  if (const auto* bounds = std::get_if<std::vector<ValueBound>>(&test)) {
    Outcome outcome = Outcome::yes();
    for (const auto& bound : *bounds) outcome = outcome & satisfies(observation, bound, context);
    return outcome;
  }
  const auto* result = std::get_if<QualitativeResult>(&observation.reading);
  if (result == nullptr && observation.detected) result = &*observation.detected;
  if (result == nullptr) {
    const bool censored = std::holds_alternative<Interval>(observation.reading);
    return Outcome::unknown(censored ? Cause::imprecise : Cause::unconvertible);
  }
  const Finding asked = std::get<Finding>(test);
  if (asked == Finding::indeterminate) return Outcome::of(*result == QualitativeResult::indeterminate);
  if (*result == QualitativeResult::indeterminate) return Outcome::unknown(Cause::imprecise);
  return Outcome::of((*result == QualitativeResult::positive) == (asked == Finding::positive));
}

namespace {

std::string recorded_value(const patients::Observation& fact) {
  std::string text;
  if (fact.comparator) text += patients::to_string(*fact.comparator);
  if (const auto* number = std::get_if<patients::Decimal>(&fact.value)) return text + number->to_string();
  return text + std::get<std::string>(fact.value);
}

const AbsoluteLimit* absolute_limit(const MeasurementPredicate& predicate) {
  const auto* bounds = std::get_if<std::vector<ValueBound>>(&predicate.test);
  return bounds == nullptr ? nullptr : std::get_if<AbsoluteLimit>(&bounds->front().limit);
}

// The recorded number in the unit of the criterion; empty where the recorded unit is that unit.
struct Shown {
  std::string value;
  std::string unit;
};
Shown in_criterion_unit(const BoundObservation& observation, const MeasurementPredicate& predicate,
                        const Context& context) {
  const auto* number = std::get_if<patients::Decimal>(&observation.fact->value);
  const AbsoluteLimit* limit = absolute_limit(predicate);
  if (number == nullptr || limit == nullptr || limit->unit.empty() || observation.fact->unit == limit->unit)
    return {};
  if (!std::holds_alternative<Interval>(observation.reading)) return {};
  const auto canonical = multiply(Rational(*number), observation.factor);
  const auto value = canonical ? divide(*canonical, limit->unit_factor) : std::nullopt;
  if (!value) return {};
  const auto shown = value->show(6);
  const auto& canonical_unit = context.vocabulary[observation.concept_id].analyte.unit;
  if (observation.fact->unit.empty() && canonical_unit == limit->unit) return {};
  return {(shown.exact ? "" : "about ") + shown.text, limit->unit};
}

std::string limit_words(const BoundObservation& observation, const ValueBound& bound,
                        const Context& context) {
  if (const auto* absolute = std::get_if<AbsoluteLimit>(&bound.limit)) {
    return absolute->number + (absolute->unit.empty() ? "" : " " + absolute->unit);
  }
  const auto& normal = std::get<NormalLimit>(bound.limit);
  const bool upper = normal.side == NormalSide::upper;
  std::string text = upper ? "the upper limit of normal" : "the lower limit of normal";
  const bool multiple = !(normal.multiple == patients::Decimal(1));
  if (multiple) text = normal.multiple.to_string() + " times " + text;
  const auto& own = upper ? observation.fact->high : observation.fact->low;
  const std::string unit = observation.fact->unit.empty() ? "" : " " + observation.fact->unit;
  if (own) {
    const auto product = multiply(Rational(*own), Rational(normal.multiple));
    text += " (" +
            (multiple && product
                 ? normal.multiple.to_string() + " x " + own->to_string() + " = " + product->show(12).text
                 : own->to_string()) +
            unit + ")";
  } else if (const Pair pair = pair_of(observation, bound, context); pair.limit) {
    text += " (" + pair.limit->show(6).text + " " + context.vocabulary[observation.concept_id].analyte.unit +
            ", the site's)";
  }
  return text;
}

std::string_view finding_word(Finding finding) {
  switch (finding) {
    case Finding::positive:
      return "positive";
    case Finding::negative:
      return "negative";
    case Finding::indeterminate:
      return "indeterminate";
  }
  return "";
}

std::string unreadable_words(Unreadable reason, const BoundObservation& observation, const Context& context) {
  const auto& concept_ = context.vocabulary[observation.concept_id];
  switch (reason) {
    case Unreadable::not_a_number:
      return concept_.kind == FactKind::serology ? "its value is none of positive, negative, indeterminate"
                                                 : "its value is not a number";
    case Unreadable::missing_unit:
      return "no unit is recorded";
    case Unreadable::unknown_unit:
      return "its unit `" + observation.fact->unit + "` is not known";
    case Unreadable::wrong_dimension:
      return "its unit `" + observation.fact->unit + "` cannot be converted to " + concept_.analyte.unit;
    case Unreadable::overflow:
      return "its value is too large to convert exactly";
  }
  return "";
}

std::string open_words(const BoundObservation& observation, const MeasurementPredicate& predicate,
                       const Outcome& outcome, const Context& context) {
  const auto* reason = std::get_if<Unreadable>(&observation.reading);
  if (reason != nullptr && outcome.causes.contains(Cause::unconvertible)) {
    return unreadable_words(*reason, observation, context);
  }
  if (std::holds_alternative<Finding>(predicate.test)) {
    return std::holds_alternative<Interval>(observation.reading)
               ? "whether it lies above the detection limit is not certain"
               : "the result is indeterminate";
  }
  if (outcome.causes.contains(Cause::missing)) {
    const auto& bounds = std::get<std::vector<ValueBound>>(predicate.test);
    const auto* normal = std::get_if<NormalLimit>(&bounds.front().limit);
    const bool lower = normal != nullptr && normal->side == NormalSide::lower;
    return std::string("its ") + (lower ? "lower" : "upper") + " limit of normal is not recorded";
  }
  return "a censored value does not decide the limit";
}

}  // namespace

std::string value_words(const BoundObservation& observation, const MeasurementPredicate& predicate,
                        const Context& context) {
  const auto& fact = *observation.fact;
  const auto& concept_ = context.vocabulary[observation.concept_id];
  std::string text = recorded_value(fact);
  if (!fact.unit.empty() && concept_.kind == FactKind::observation &&
      concept_.analyte.family != patients::UnitFamily::score) {
    if (!(concept_.analyte.family == patients::UnitFamily::number && fact.unit == "1"))
      text += " " + fact.unit;
  }
  const Shown shown = in_criterion_unit(observation, predicate, context);
  if (!shown.value.empty()) text += " (= " + shown.value + " " + shown.unit + ")";
  return text + on_date(fact.date);
}

Evidence value_evidence(const BoundObservation& observation, const MeasurementPredicate& predicate,
                        const Context& context) {
  const auto& fact = *observation.fact;
  const auto& concept_ = context.vocabulary[observation.concept_id];
  const Shown shown = in_criterion_unit(observation, predicate, context);
  const bool unitless = concept_.kind == FactKind::observation && fact.unit.empty() &&
                        std::holds_alternative<Interval>(observation.reading);
  return {concept_.name,
          recorded_value(fact),
          unitless ? concept_.analyte.unit : fact.unit,
          shown.value,
          shown.unit,
          fact.date ? patients::to_string(*fact.date) : "",
          patients::to_string(fact.place)};
}

std::string value_phrase(const BoundObservation& observation, const MeasurementPredicate& predicate,
                         const Outcome& outcome, const Context& context) {
  if (outcome.is_unknown())
    return "cannot be judged: " + open_words(observation, predicate, outcome, context);
  if (const auto* finding = std::get_if<Finding>(&predicate.test)) {
    std::string phrase = (outcome.is_true() ? "is " : "is not ") + std::string(finding_word(*finding));
    // A number was read as a finding by its detection limit.
    if (std::holds_alternative<patients::Decimal>(observation.fact->value) && observation.fact->high) {
      phrase += " (detection limit " + observation.fact->high->to_string() + ")";
    }
    return phrase;
  }
  const auto& bounds = std::get<std::vector<ValueBound>>(predicate.test);
  if (bounds.size() == 1) {
    return comparison_phrase(bounds[0].comparator, outcome.is_true(),
                             limit_words(observation, bounds[0], context));
  }
  for (const auto& bound : bounds) {
    if (satisfies(observation, bound, context).is_false()) {
      return comparison_phrase(bound.comparator, false, limit_words(observation, bound, context));
    }
  }
  const auto* low = std::get_if<AbsoluteLimit>(&bounds[0].limit);
  return "is within " + (low ? low->number : limit_words(observation, bounds[0], context)) + " to " +
         limit_words(observation, bounds[1], context);
}

CauseNote value_cause(const BoundObservation& observation, const MeasurementPredicate& predicate,
                      const Outcome& outcome, const Context& context) {
  Cause cause = Cause::imprecise;
  for (const Cause candidate : {Cause::missing, Cause::unconvertible, Cause::imprecise}) {
    if (outcome.causes.contains(candidate)) {
      cause = candidate;
      break;
    }
  }
  return {cause, context.vocabulary[observation.concept_id].name,
          open_words(observation, predicate, outcome, context), std::nullopt};
}

void add_distances(Account& account, const BoundObservation& observation,
                   const MeasurementPredicate& predicate, const Context& context) {
  const auto* bounds = std::get_if<std::vector<ValueBound>>(&predicate.test);
  const auto* number = std::get_if<patients::Decimal>(&observation.fact->value);
  // A censored value has no one distance.
  if (bounds == nullptr || number == nullptr || observation.fact->comparator) return;
  for (const auto& bound : *bounds) {
    const Pair pair = pair_of(observation, bound, context);
    if (pair.value == nullptr || !pair.limit) continue;
    const bool recorded = observation.as_recorded && pair.value == &*observation.as_recorded;
    const auto value = recorded ? Rational(*number) : multiply(Rational(*number), observation.factor);
    auto limit = pair.limit;
    auto difference = value ? subtract(*value, *limit) : std::nullopt;
    std::string unit =
        recorded ? observation.fact->unit : context.vocabulary[observation.concept_id].analyte.unit;
    if (const auto* absolute = std::get_if<AbsoluteLimit>(&bound.limit);
        absolute != nullptr && !absolute->unit.empty()) {
      unit = absolute->unit;
      if (difference) difference = divide(*difference, absolute->unit_factor);
      limit = divide(*limit, absolute->unit_factor);
    }
    if (difference && limit)
      account.distances.push_back(
          {difference->show(6).text, unit, limit->show(6).text, false, percent_of(*difference, *limit)});
  }
}

}  // namespace eligo::engine
