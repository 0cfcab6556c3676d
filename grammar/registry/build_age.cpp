// Ages, and findings of tests. See sentence_builder.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
// ---------------------------------------------------------------- age

ast::ExpressionPtr SentenceBuilder::age(std::size_t node, std::size_t clause_begin) {
  bool says_age = false;
  for (std::uint32_t i = static_cast<std::uint32_t>(clause_begin); i < at(node).end; ++i) {
    const Part part = token(i).part;
    const bool old = (part == Part::or_more || part == Part::comparator) && token(i).entry != nullptr &&
                     (lower_text(i, i + 1).find("old") != std::string::npos ||
                      lower_text(i, i + 1).find("young") != std::string::npos ||
                      lower_text(i, i + 1).find("elder") != std::string::npos);
    says_age = says_age || old || part == Part::age || part == Part::years_old || part == Part::age_group;
    if (part == Part::sex || part == Part::any_sex) says_age = true;
  }
  std::vector<Expr> made;
  bool sure = says_age;
  const auto end_of = [&](const Number& number, const Number& other) -> std::optional<ast::Duration> {
    const Token* unit = number.unit != nullptr ? number.unit : other.unit;
    if (!number.side.empty() || (unit != nullptr && unit->part == Part::unit)) return std::nullopt;
    if (unit == nullptr)
      return is_whole(number.value)
                 ? std::optional(ast::Duration{{number.value, {}}, ast::TimeUnit::year, {}})
                 : std::nullopt;
    return duration(number.value, unit);
  };
  bool unit_written = false;
  std::vector<std::size_t> tests;
  Number last;  // `< 18 or > 70 years`: the unit may stand once, at the end
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag == Tag::filler) return;
    tests.push_back(child);
    if (at(child).tag == Tag::compare || at(child).tag == Tag::after) last = limit(child + 1);
  });
  const bool either = tests.size() == 2 && token(at(tests[1]).begin - 1).part == Part::or_;
  if (!either && contradicts(tests)) return nullptr;
  for_each_child(node, [&](std::size_t child) {
    const Tag tag = at(child).tag;
    if (tag == Tag::filler) {
      sure = sure && moment_is_now(child);
      return;
    }
    ast::AgeTest test;
    if (tag == Tag::compare || tag == Tag::after) {
      const Number number = limit(child + 1);
      unit_written = unit_written || number.unit != nullptr;
      const auto high = end_of(number, last);
      test.comparator = comparator(token(tag == Tag::compare ? at(child).begin : at(child).end - 1).value);
      if (!high || !test.comparator) return void(sure = false);
      test.high = *high;
    } else if (tag == Tag::range) {
      const Number low = limit(child + 1);
      const Number high = limit(at(child + 1).next);
      unit_written = unit_written || high.unit != nullptr;
      const auto from = end_of(low, high);
      const auto to = end_of(high, low);
      if (!from || !to ||
          (from->unit == to->unit && std::stoul(from->count.text) > std::stoul(to->count.text)))
        return void(sure = false);
      test.low = from;
      test.high = *to;
    } else {
      return void(sure = false);
    }
    made.push_back(make_expression(std::move(test)));
  });
  // `over 50 kg, male`: without a unit of time it must say age
  bool word = false;
  for (std::uint32_t i = static_cast<std::uint32_t>(clause_begin); i < at(node).end; ++i)
    word = word || token(i).part == Part::age || token(i).part == Part::years_old ||
           ((token(i).part == Part::or_more || token(i).part == Part::comparator) &&
            lower_text(i, i + 1).find_first_of("oye") != std::string::npos &&
            (lower_text(i, i + 1).find("old") != std::string::npos ||
             lower_text(i, i + 1).find("young") != std::string::npos));
  bool group = false;
  for (std::uint32_t i = static_cast<std::uint32_t>(clause_begin); i < at(node).end; ++i)
    group = group || token(i).part == Part::age_group || token(i).part == Part::any_sex ||
            token(i).part == Part::sex;
  if (!word && !(group && unit_written)) sure = false;
  if (!sure || made.empty()) return nullptr;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, SpanKind::predicate);
  return joined(!either, std::move(made));
}

// ---------------------------------------------------------------- findings

ast::ExpressionPtr SentenceBuilder::serology(std::size_t node) {
  ast::Measurement made;
  std::vector<std::size_t> separators;
  ast::FindingTest test;
  bool sure = true;
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag == Tag::separator) separators.push_back(child);
    if (at(child).tag == Tag::filler) sure = sure && moment_is_now(child);
    if (at(child).tag == Tag::window) {
      const auto time = window(child);
      const auto* within = time ? std::get_if<ast::WithinWindow>(&*time) : nullptr;
      if (within == nullptr || made.fresh_within)
        sure = false;
      else
        made.fresh_within = within->length;
    }
    if (at(child).tag == Tag::finding)
      test.finding =
          token(at(child).begin).part == Part::positive ? ast::Finding::positive : ast::Finding::negative;
    if (at(child).tag != Tag::subject) return;
    const auto fact = facts_.get(*token(at(child).begin).entry);
    built_.has_new_fact = built_.has_new_fact || fact.is_new;
    const bool again = std::any_of(made.subject.names.begin(), made.subject.names.end(),
                                   [&](const ast::Name& name) { return name.text == fact.name.text; });
    if (!again) made.subject.names.push_back(fact.name);
  });
  if (!sure) return nullptr;
  if (made.subject.names.size() > 1) {
    using Quantifier = ast::Subject::Quantifier;
    auto how = quantifier(separators, true);
    // a list of viruses behind `positive for` excludes one by one, whatever joins it
    if (exclusion_ && test.finding == ast::Finding::positive) how = Quantifier::any;
    if (!exclusion_ && test.finding == ast::Finding::negative) how = Quantifier::all;
    if (!exclusion_ && test.finding == ast::Finding::negative)
      for (const std::size_t separator : separators)
        if (has_part(at(separator), Part::or_) && token(at(node).begin).part != Part::negative)
          how = std::nullopt;
    if (!how) return nullptr;
    made.subject.quantifier = *how;
  }
  made.test = test;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, SpanKind::predicate);
  return make_expression(std::move(made));
}

}  // namespace eligo::grammar::registry
