// Limits of comparisons: units, exact conversion, scores' ranges. See lowering.hpp.
#include <string>

#include "engine/lowering.hpp"
#include "engine/names.hpp"

namespace eligo::engine {

namespace {

using patients::Decimal;
using patients::Rational;
using patients::UnitFamily;

// Families whose numbers stand without a unit.
bool unit_is_optional(UnitFamily family) {
  return family == UnitFamily::number || family == UnitFamily::score || family == UnitFamily::class_;
}
bool has_steps(const FactConcept& fact) {
  return fact.step || fact.analyte.family == UnitFamily::score || fact.analyte.family == UnitFamily::class_;
}
bool is_never_negative(UnitFamily family) {
  return family == UnitFamily::count || family == UnitFamily::enzyme || family == UnitFamily::viral ||
         family == UnitFamily::time;
}

int order(const Rational& a, const Decimal& b) {  // -1, 0, 1; 2 if they are too far apart to compare
  const auto compared = compare(a, Rational(b));
  if (!compared) return 2;
  return *compared < 0 ? -1 : *compared > 0 ? 1 : 0;
}

// Whether `value` is a whole number of steps from the low end (or from 0).
bool on_step(const Rational& value, const FactConcept& fact) {
  const auto from_low = subtract(value, Rational(fact.range_low.value_or(Decimal(0))));
  if (!from_low) return false;
  const auto steps = divide(*from_low, Rational(fact.step.value_or(Decimal(1))));
  if (!steps) return false;
  const auto shown = steps->show(18);
  const auto parsed = Decimal::parse(shown.text);
  return shown.exact && std::holds_alternative<Decimal>(parsed) && std::get<Decimal>(parsed).is_whole();
}

std::string range_text(const FactConcept& fact) {
  std::string text = fact.range_high ? "from " : "at least ";
  text += fact.range_low.value_or(Decimal(0)).to_string();
  if (fact.range_high) text += " to " + fact.range_high->to_string();
  if (fact.step) text += " in steps of " + fact.step->to_string();
  return text;
}

std::nullopt_t report_conversion(Lowering& lowering, const FactConcept& fact, const ast::Number& number,
                                 const ast::Unit& unit, const std::string& name,
                                 const patients::ConversionResult& result) {
  const std::string& canonical = fact.analyte.unit;
  switch (result.error) {
    case patients::ConversionError::missing_unit:
      return lowering.error(
          "E302", number.span, "the limit of " + quoted(name) + " has no unit",
          "write the unit after the number, for example " + quoted(number.text + " " + canonical));
    case patients::ConversionError::unknown_unit:
      return lowering.error("E303", unit.span, "unknown unit " + quoted(unit.text),
                            "write a UCUM code; " + quoted(name) + " is measured in " + quoted(canonical));
    case patients::ConversionError::wrong_dimension: {
      const std::string wrong = result.dimension ? patients::describe(*result.dimension) : "another quantity";
      return lowering.error("E304", unit.span,
                            quoted(unit.text) + " is a unit of " + wrong + ", but " + quoted(name) +
                                " is measured in " + quoted(canonical) + ", a unit of " +
                                patients::describe(fact.analyte.canonical.dimension),
                            "write the limit in " + quoted(canonical) + " or a unit that converts to it");
    }
    case patients::ConversionError::overflow:
      break;
  }
  return lowering.error("E309", number.span,
                        quoted(number.text + " " + unit.text) + " is too long to convert exactly",
                        "write the limit in " + quoted(canonical));
}

bool check_range(Lowering& lowering, const FactConcept& fact, const Rational& value,
                 const ast::Number& number, const std::string& name) {
  const bool low = fact.range_low && order(value, *fact.range_low) < 0;
  const bool high = fact.range_high && order(value, *fact.range_high) > 0;
  if (low || high) {
    lowering.error("E305", number.span, quoted(number.text) + " lies outside the range of " + quoted(name),
                   quoted(name) + " is " + range_text(fact));
    return false;
  }
  if (has_steps(fact) && !on_step(value, fact)) {
    lowering.error(
        "E305", number.span, quoted(number.text) + " is no value that " + quoted(name) + " can have",
        fact.step ? quoted(name) + " is " + range_text(fact) : quoted(name) + " is a whole number");
    return false;
  }
  if (value.is_negative() && is_never_negative(fact.analyte.family)) {
    lowering.error("E310", number.span, "the limit of " + quoted(name) + " must not be negative",
                   "write it without `-`");
    return false;
  }
  return true;
}

std::optional<AbsoluteLimit> absolute(Lowering& lowering, const FactConcept& fact, const ast::Number& number,
                                      const ast::Unit& unit, const std::string& name) {
  const auto value = lowering.decimal(number);
  if (!value) return std::nullopt;
  patients::ConversionResult result;
  if (unit.text.empty() && !unit_is_optional(fact.analyte.family))
    result.error = patients::ConversionError::missing_unit;
  else
    result = patients::conversion(unit.text, fact.analyte);
  if (!result.conversion) return report_conversion(lowering, fact, number, unit, name, result);
  const auto canonical = multiply(Rational(*value), result.conversion->factor);
  if (!canonical) {
    result.error = patients::ConversionError::overflow;
    return report_conversion(lowering, fact, number, unit, name, result);
  }
  if (!check_range(lowering, fact, *canonical, number, name)) return std::nullopt;
  return AbsoluteLimit{*canonical, number.text, unit.text, result.conversion->factor};
}

// A limit at an end of the range can make a test say nothing: `ECOG >= 0`.
void warn_if_decided(Lowering& lowering, const FactConcept& fact, Comparator comparator,
                     const Rational& value, const ast::Measurement& measurement, const std::string& name) {
  const bool at_low = fact.range_low && order(value, *fact.range_low) == 0;
  const bool at_high = fact.range_high && order(value, *fact.range_high) == 0;
  const bool always = (at_low && comparator == Comparator::greater_equal) ||
                      (at_high && comparator == Comparator::less_equal);
  const bool never =
      (at_low && comparator == Comparator::less) || (at_high && comparator == Comparator::greater);
  if (!always && !never) return;
  lowering.warning(
      "W505", measurement.test_span,
      quoted(name) + " is " + range_text(fact) + ": this test " + (always ? "always" : "never") + " holds",
      "check the limit and the direction of the comparison");
}

std::optional<ValueBound> normal(Lowering& lowering, const FactConcept& fact,
                                 const ast::Measurement& measurement, Comparator comparator,
                                 const ast::NormalLimit& limit, const std::string& name) {
  const UnitFamily family = fact.analyte.family;
  if (family == UnitFamily::score || family == UnitFamily::class_)
    return lowering.error("E301", measurement.test_span,
                          quoted(name) + " is a score and has no limits of normal",
                          "write the limit as a number, for example " + quoted(name + " >= 1"));
  NormalLimit made;
  made.side = limit.side == ast::NormalSide::lower ? NormalSide::lower : NormalSide::upper;
  if (limit.multiple) {
    const auto multiple = lowering.decimal(*limit.multiple);
    if (!multiple) return std::nullopt;
    if (multiple->is_negative())
      return lowering.error("E310", limit.multiple->span,
                            "a multiple of a limit of normal must not be negative",
                            "write for example `1.2 ULN`");
    made.multiple = *multiple;
  }
  return ValueBound{comparator, made};
}

std::optional<std::vector<ValueBound>> range(Lowering& lowering, const FactConcept& fact,
                                             const ast::RangeTest& test, const ast::Measurement& measurement,
                                             const std::string& name) {
  auto low = absolute(lowering, fact, test.low, test.unit, name);
  if (!low) return std::nullopt;
  auto high = absolute(lowering, fact, test.high, test.unit, name);
  if (!high) return std::nullopt;
  const auto compared = compare(low->canonical, high->canonical);
  if (compared && *compared > 0)
    return lowering.error(
        "E306", measurement.test_span,
        "the range " + quoted(lowering.text(measurement.test_span)) + " is empty: it ends before it begins",
        "write the smaller number first");
  const bool everything = fact.range_low && fact.range_high && order(low->canonical, *fact.range_low) == 0 &&
                          order(high->canonical, *fact.range_high) == 0;
  if (everything)
    warn_if_decided(lowering, fact, Comparator::greater_equal, low->canonical, measurement, name);
  std::vector<ValueBound> bounds;
  bounds.push_back({Comparator::greater_equal, std::move(*low)});
  bounds.push_back({Comparator::less_equal, std::move(*high)});
  return bounds;
}

std::optional<std::vector<ValueBound>> comparison(Lowering& lowering, const FactConcept& fact,
                                                  const ast::ComparisonTest& test,
                                                  const ast::Measurement& measurement,
                                                  const std::string& name) {
  const auto comparator = static_cast<Comparator>(test.comparator);
  if (const auto* limit = std::get_if<ast::NormalLimit>(&test.limit)) {
    auto bound = normal(lowering, fact, measurement, comparator, *limit, name);
    if (!bound) return std::nullopt;
    return std::vector{std::move(*bound)};
  }
  const auto& written = std::get<ast::AbsoluteLimit>(test.limit);
  auto limit = absolute(lowering, fact, written.number, written.unit, name);
  if (!limit) return std::nullopt;
  warn_if_decided(lowering, fact, comparator, limit->canonical, measurement, name);
  return std::vector{ValueBound{comparator, std::move(*limit)}};
}

}  // namespace

std::optional<std::vector<ValueBound>> lower_limits(Lowering& lowering, const FactConcept& fact,
                                                    const ast::Measurement& measurement,
                                                    const std::string& name) {
  if (const auto* test = std::get_if<ast::RangeTest>(&measurement.test))
    return range(lowering, fact, *test, measurement, name);
  if (const auto* test = std::get_if<ast::ComparisonTest>(&measurement.test))
    return comparison(lowering, fact, *test, measurement, name);
  const auto& test = std::get<ast::NormalTest>(measurement.test);
  const bool upper = test.side == ast::NormalSide::upper;
  auto bound = normal(lowering, fact, measurement, upper ? Comparator::greater : Comparator::less,
                      {std::nullopt, test.side}, name);
  if (!bound) return std::nullopt;
  return std::vector{std::move(*bound)};
}

}  // namespace eligo::engine
