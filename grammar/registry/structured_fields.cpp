// See structured_fields.hpp.
#include "grammar/registry/structured_fields.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
namespace {

struct Age {
  std::string number;
  std::string unit;  // year, month …
  friend bool operator==(const Age&, const Age&) = default;
};

// `18 Years`
std::optional<Age> field_age(std::string_view text) {
  Age age;
  std::size_t at = 0;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') age.number += text[at++];
  while (at < text.size() && text[at] == ' ') ++at;
  for (; at < text.size(); ++at) age.unit += static_cast<char>(text[at] | 0x20);
  if (age.unit.ends_with('s')) age.unit.pop_back();
  if (age.number.empty() || age.number.size() > 4 || !time_unit(age.unit)) return std::nullopt;
  return age;
}

// About; for what cannot be.
int days_of(const Age& age) {
  constexpr int month = 30;
  const int unit = age.unit == "year" ? 365 : age.unit == "month" ? month : age.unit == "week" ? 7 : 1;
  int number = 0;
  for (const char digit : age.number) number = 10 * number + (digit - '0');
  return unit * number;
}

struct TextAge {
  std::optional<Age> low;
  std::optional<Age> high;
  std::size_t low_line = 0;
  std::size_t high_line = 0;
  bool strict_low = false;
  bool strict_high = false;
};

constexpr std::size_t kLongestAgeLine = 90;  // in bytes

bool says_age(const ast::Expression& expression) {
  if (std::holds_alternative<ast::AgeTest>(expression.node)) return true;
  const auto any = [](const auto& operands) {
    return std::any_of(operands.begin(), operands.end(), [](const auto& one) { return says_age(*one); });
  };
  if (const auto* all = std::get_if<ast::And>(&expression.node)) return any(all->operands);
  if (const auto* either = std::get_if<ast::Or>(&expression.node)) return any(either->operands);
  return false;
}

// An age somewhere in a long sentence that is not understood may be anybody's, at any time.
bool may_say_age(const DraftLine& line) {
  if (line.expression != nullptr && says_age(*line.expression)) return true;
  return line.line_class == LineClass::unencoded && line.text.size() <= kLongestAgeLine;
}

TextAge text_age(const std::vector<DraftLine>& lines) {
  TextAge made;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!may_say_age(lines[i])) continue;
    for (const Comparison& one : lines[i].comparisons) {
      if (one.subject != "age" || one.kind != ComparisonKind::value || one.value.empty() || one.op == "=")
        continue;
      const Age age{one.value, one.unit.empty() ? "year" : one.unit};
      const bool includes = lines[i].section != Section::exclusion;
      const bool low = (one.op[0] == '>') == includes;
      auto& bound = low ? made.low : made.high;
      if (bound) continue;
      bound = age;
      (low ? made.low_line : made.high_line) = i;
      (low ? made.strict_low : made.strict_high) = (one.op == ">" || one.op == "<") == includes;
    }
  }
  return made;
}

bool says_sex(const ast::Expression& expression) {
  if (std::holds_alternative<ast::SexTest>(expression.node)) return true;
  if (const auto* all = std::get_if<ast::And>(&expression.node))
    return std::any_of(all->operands.begin(), all->operands.end(),
                       [](const auto& one) { return says_sex(*one); });
  return false;
}

ast::Duration duration(const Age& age) { return {{age.number, {}}, *time_unit(age.unit), {}}; }

ast::Criterion criterion(std::size_t number, std::string label, ast::ExpressionPtr expression) {
  ast::Criterion made;
  made.kind = ast::CriterionKind::inclusion;
  made.id.text = 'S' + std::to_string(number);
  made.label.text = std::move(label);
  made.expression = std::move(expression);
  return made;
}

}  // namespace

FieldCriteria field_criteria(const Record& record, const std::vector<DraftLine>& lines) {
  FieldCriteria made;
  auto low = field_age(record.minimum_age);
  auto high = field_age(record.maximum_age);
  if (low && high && days_of(*high) < days_of(*low)) {
    made.warnings.push_back("The registry's minimum age of " + record.minimum_age +
                            " is above its maximum of " + record.maximum_age + ": neither is taken.");
    low.reset();
    high.reset();
  }
  const TextAge text = text_age(lines);
  const bool need_low = low && !text.low;
  const bool need_high = high && !text.high;
  if (need_low || need_high) {
    ast::AgeTest test;
    std::string label = "age in the registry's own fields:";
    if (need_low && need_high) {
      test.low = duration(*low);
      test.high = duration(*high);
      label += " from " + record.minimum_age + " to " + record.maximum_age;
    } else {
      test.comparator = need_low ? ast::Comparator::greater_equal : ast::Comparator::less_equal;
      test.high = duration(need_low ? *low : *high);
      label += need_low ? " from " + record.minimum_age : " up to " + record.maximum_age;
    }
    made.criteria.push_back(criterion(1, std::move(label), make_expression(std::move(test))));
  }
  const auto disagree = [&](const std::optional<Age>& field, const std::optional<Age>& said, std::size_t line,
                            bool strict, std::string_view which, const std::string& written) {
    if (!field || !said || (*field == *said && !strict)) return;
    if (strict && field->unit == said->unit && *field == *said)
      return;  // `over 18` beside `18 Years`: the same number
    made.disagreements.push_back({line, "The registry's " + std::string(which) + " age is " + written +
                                            "; the text says " + said->number + ' ' + said->unit + "s."});
  };
  disagree(low, text.low, text.low_line, text.strict_low, "minimum", record.minimum_age);
  disagree(high, text.high, text.high_line, text.strict_high, "maximum", record.maximum_age);

  const bool female = record.sex == "FEMALE" || record.sex == "Female";
  const bool male = record.sex == "MALE" || record.sex == "Male";
  if (female || male) {
    const bool said = std::any_of(lines.begin(), lines.end(), [](const DraftLine& line) {
      return line.expression != nullptr && line.section != Section::exclusion && says_sex(*line.expression);
    });
    if (!said)
      made.criteria.push_back(
          criterion(made.criteria.size() + 1, "sex in the registry's own fields: " + record.sex,
                    make_expression(ast::SexTest{female ? ast::Sex::female : ast::Sex::male})));
  }
  return made;
}

}  // namespace eligo::grammar::registry
