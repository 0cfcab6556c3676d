// Two pressures by one name: `blood pressure > 160/100 mmHg`. See sentence_builder.hpp.
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

// The systolic and the diastolic limit. Among exclusions one of them is enough to be too high; among
// inclusions both must be low enough. The other two ways can be meant of one or of both.
ast::ExpressionPtr SentenceBuilder::pressures(const MeasureParts& parts) {
  const std::string name = lower_text(at(parts.new_subject).begin, at(parts.new_subject).end);
  if (parts.new_subject == 0 || parts.tests.size() != 1 ||
      (name != "bp" && !name.ends_with("blood pressure") && name != "blood pressure (bp)"))
    return nullptr;
  if (says(at(parts.new_subject).begin, at(parts.new_subject).end, {"mean", "pulmonary"})) return nullptr;
  const SentenceNode& pair = at(parts.tests[0]);
  const std::string_view sign = token(pair.begin).value;
  const auto op = comparator(sign);
  if (!op || sign == "=" || (sign.front() == '>') != exclusion_) return nullptr;
  std::vector<std::string> limits;
  for (std::uint32_t i = pair.begin; i < pair.end; ++i) {
    if (token(i).part == Part::number) limits.emplace_back(token(i).value);
    if (token(i).part == Part::unit && token(i).value != "mm[Hg]") return nullptr;
  }
  if (!is_whole(limits[0]) || !is_whole(limits[1]) || std::stoul(limits[0]) <= std::stoul(limits[1]))
    return nullptr;
  static constexpr std::array<std::string_view, 2> kNames = {"systolic blood pressure",
                                                             "diastolic blood pressure"};
  std::vector<Expr> made;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    ast::Measurement test;
    const auto fact = facts_.get(ast::ConceptKind::observation, kNames[i], "mm[Hg]");
    test.subject.names.push_back(fact.name);
    built_.has_new_fact = built_.has_new_fact || fact.is_new;
    test.fresh_within = parts.fresh;
    test.test = ast::ComparisonTest{*op, ast::AbsoluteLimit{{limits[i], {}}, {"mm[Hg]", {}}}};
    made.push_back(make_expression(std::move(test)));
  }
  cover(at(parts.node).begin, at(parts.node).end, SpanKind::new_concept);
  return joined(!exclusion_, std::move(made));
}

}  // namespace eligo::grammar::registry
