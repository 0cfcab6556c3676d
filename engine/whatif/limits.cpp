// See limits.hpp.
#include "engine/whatif/limits.hpp"

#include <algorithm>

#include "engine/predicates/measurement.hpp"
#include "engine/predicates/person.hpp"
#include "engine/predicates/predicates.hpp"

namespace eligo::engine {

using patients::Decimal;
using patients::Rational;

namespace {

std::string_view sign_of(Comparator comparator) {
  switch (comparator) {
    case Comparator::less:
      return "<";
    case Comparator::less_equal:
      return "<=";
    case Comparator::greater:
      return ">";
    case Comparator::greater_equal:
      return ">=";
    case Comparator::equal:
      return "=";
  }
  return "";
}

std::string_view plural_of(patients::TimeUnit unit) {
  switch (unit) {
    case patients::TimeUnit::day:
      return "days";
    case patients::TimeUnit::week:
      return "weeks";
    case patients::TimeUnit::month:
      return "months";
    case patients::TimeUnit::year:
      return "years";
  }
  return "";
}

// The unit is left out: it stands with the limit.
std::string comparison_of(const MeasurementPredicate& predicate, const ValueBound& bound,
                          const Vocabulary& vocabulary) {
  constexpr std::array<std::string_view, 6> selectors{"", "any ", "every ", "first ", "highest ", "lowest "};
  std::string words(selectors[static_cast<std::size_t>(predicate.selector)]);
  words += vocabulary[predicate.concept_id].phrase;
  if (const auto* visit = std::get_if<OnDay>(&predicate.timing)) {
    words += " on day " + std::to_string(visit->day);
  } else if (const auto* run = std::get_if<Consecutive>(&predicate.timing)) {
    words += " on " + std::to_string(run->days) + " consecutive days";
  }
  return words + ' ' + std::string(sign_of(bound.comparator));
}

void predicates_below(const Trial& trial, NodeId id, std::vector<PredicateId>& found) {
  const Node& node = trial.nodes[id];
  if (node.kind == NodeKind::predicate && std::ranges::find(found, node.predicate) == found.end())
    found.push_back(node.predicate);
  for (const NodeId child : node.children) predicates_below(trial, child, found);
}

// Ascending, none twice; false if two cannot be compared.
bool sort_numbers(std::vector<Rational>& numbers) {
  bool comparable = true;
  const auto less = [&](const Rational& a, const Rational& b) {
    const auto order = compare(a, b);
    comparable = comparable && order;
    return order && *order < 0;
  };
  std::ranges::stable_sort(numbers, less);
  const auto end = std::unique(numbers.begin(), numbers.end(),
                               [&](const Rational& a, const Rational& b) { return !less(a, b); });
  numbers.erase(end, numbers.end());
  return comparable;
}

Rational whole(std::int64_t number) { return Rational(Decimal(number)); }

std::optional<Rational> between(const Rational& a, const Rational& b) {
  const auto gap = subtract(b, a);
  const auto part = gap ? multiply(*gap, Rational(Decimal(5, 1))) : std::nullopt;
  return part ? subtract(b, *part) : std::nullopt;
}

// Asks `truth_at` at every number, between them, and beyond both ends.
template <class TruthAt>
std::optional<TruthSteps> steps_at(std::vector<Rational> numbers, TruthAt truth_at) {
  if (!sort_numbers(numbers)) return std::nullopt;
  TruthSteps steps;
  const auto ask = [&](const std::optional<Rational>& at) {
    if (at) steps.truths.push_back(truth_at(*at));
    return at.has_value();
  };
  if (numbers.empty()) return ask(whole(0)) ? std::optional(steps) : std::nullopt;
  if (!ask(subtract(numbers.front(), whole(1)))) return std::nullopt;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const bool last = i + 1 == numbers.size();
    if (!ask(numbers[i])) return std::nullopt;
    if (!ask(last ? subtract(numbers[i], whole(-1)) : between(numbers[i], numbers[i + 1])))
      return std::nullopt;
  }
  steps.at = std::move(numbers);
  return steps;
}

std::optional<TruthSteps> steps_of(const MeasurementPredicate& predicate, std::size_t bound,
                                   const Context& context) {
  std::vector<Rational> numbers;
  for (const DatedValue& value : visible_values(predicate, context)) {
    const auto* reading = std::get_if<Interval>(&value.observation->reading);
    if (reading == nullptr) continue;
    if (reading->low) numbers.push_back(*reading->low);
    if (reading->high) numbers.push_back(*reading->high);
    if (reading->below_every_limit) numbers.push_back(whole(0));
  }
  MeasurementPredicate changed = predicate;
  auto& limit = std::get<AbsoluteLimit>(std::get<std::vector<ValueBound>>(changed.test)[bound].limit);
  return steps_at(std::move(numbers), [&](const Rational& at) {
    limit.canonical = at;
    return evaluate(changed, context, nullptr).truth;
  });
}

// Ages are whole numbers, and so are their limits: what stands for "between" is the next whole number.
std::optional<TruthSteps> steps_of(const AgePredicate& predicate, std::size_t bound, const Context& context) {
  AgePredicate changed = predicate;
  auto& limit = changed.bounds[bound].limit;
  TruthSteps steps;
  const auto ask = [&](std::int32_t at) {
    limit.count = at;
    steps.truths.push_back(evaluate(changed, context, nullptr).truth);
  };
  const auto births = possible_births(context);
  if (!births) {
    ask(limit.count);
    return steps;
  }
  const std::int32_t youngest = patients::completed(births->last, context.as_of, limit.unit);
  const std::int32_t oldest = patients::completed(births->first, context.as_of, limit.unit);
  ask(youngest - 1);
  ask(youngest);
  ask(youngest + 1);
  steps.at.push_back(whole(youngest));
  if (oldest == youngest) return steps;
  // Between neighbours no limit lies; then what is said there does not matter.
  ask(oldest);
  ask(oldest + 1);
  steps.at.push_back(whole(oldest));
  return steps;
}

}  // namespace

TrialLimits limits_of(const Trial& trial, const Program& program) {
  TrialLimits found;
  for (std::size_t c = 0; c < trial.criteria.size(); ++c) {
    std::vector<PredicateId> used;
    predicates_below(trial, trial.criteria[c].root, used);
    bool multiple = false;
    for (const PredicateId id : used) {
      if (const auto* age = std::get_if<AgePredicate>(&program.predicates[id])) {
        for (std::size_t b = 0; b < age->bounds.size(); ++b) {
          const AgeBound& bound = age->bounds[b];
          found.limits.push_back({c, id, b, whole(bound.limit.count), whole(1),
                                  std::string(plural_of(bound.limit.unit)),
                                  "age " + std::string(sign_of(bound.comparator))});
        }
      }
      const auto* measurement = std::get_if<MeasurementPredicate>(&program.predicates[id]);
      if (measurement == nullptr) continue;
      const auto* bounds = std::get_if<std::vector<ValueBound>>(&measurement->test);
      for (std::size_t b = 0; bounds != nullptr && b < bounds->size(); ++b) {
        const auto* limit = std::get_if<AbsoluteLimit>(&(*bounds)[b].limit);
        multiple = multiple || limit == nullptr;
        if (limit == nullptr) continue;
        const auto value = divide(limit->canonical, limit->unit_factor);
        const bool shown = value.has_value();
        found.limits.push_back({c, id, b, shown ? *value : limit->canonical,
                                shown ? limit->unit_factor : whole(1), shown ? limit->unit : "",
                                comparison_of(*measurement, (*bounds)[b], program.vocabulary)});
      }
    }
    if (multiple) found.multiples.push_back(c);
  }
  return found;
}

std::optional<TruthSteps> truth_steps(const Predicate& predicate, std::size_t bound, const Context& context) {
  if (const auto* age = std::get_if<AgePredicate>(&predicate)) return steps_of(*age, bound, context);
  return steps_of(std::get<MeasurementPredicate>(predicate), bound, context);
}

}  // namespace eligo::engine
