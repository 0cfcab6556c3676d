// One measurement with two limits, each for a part of the patients: `hemoglobin < 13 g/dL (men) or < 12 g/dL
// (women)`, `AST <= 2.5 x ULN (<= 5 x ULN if liver metastases)`, and a limit from which an illness or a
// treatment exempts: `INR <= 1.5 unless on warfarin`. See line_reader.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

const ast::Measurement* value_test(const ReadLine& line) {
  if (line.line_class == LineClass::unencoded || line.expression == nullptr) return nullptr;
  const auto* test = std::get_if<ast::Measurement>(&line.expression->node);
  return test != nullptr && std::holds_alternative<ast::ComparisonTest>(test->test) ? test : nullptr;
}

// `<= 1.5 x ULN (< 3 x ULN if …)`: both upper limits.
bool on_same_side(ast::Comparator a, ast::Comparator b) {
  const auto is_upper = [](ast::Comparator one) {
    return one == ast::Comparator::less || one == ast::Comparator::less_equal;
  };
  const auto is_lower = [](ast::Comparator one) {
    return one == ast::Comparator::greater || one == ast::Comparator::greater_equal;
  };
  return a == b || (is_upper(a) && is_upper(b)) || (is_lower(a) && is_lower(b));
}

// The same measurement, limited on the same side.
bool same_test(const ReadLine& one, const ReadLine& other) {
  const auto* a = value_test(one);
  const auto* b = value_test(other);
  if (a == nullptr || b == nullptr || a->subject.names.size() != b->subject.names.size()) return false;
  for (std::size_t i = 0; i < a->subject.names.size(); ++i)
    if (a->subject.names[i].text != b->subject.names[i].text) return false;
  return on_same_side(std::get<ast::ComparisonTest>(a->test).comparator,
                      std::get<ast::ComparisonTest>(b->test).comparator) &&
         a->fresh_within.has_value() == b->fresh_within.has_value();
}

bool is_limit_word(Part part) { return part == Part::comparator || part == Part::number; }

// `liver metastases are present`, `the patient is receiving warfarin`, `on warfarin`
std::string plain_condition(std::string words) {
  std::string_view front = words;
  take(front, {"the ", "The "});
  if (take_people(front) && take(front, {"is ", "are ", "has ", "have "})) words = std::string(front);
  if (words.starts_with("on ") && words.find(' ', 3) == std::string::npos) words.insert(0, "currently ");
  const std::string low = lowered(words);
  for (const std::string_view end : {" are present", " is present", " were present", " present", " exist"})
    if (low.ends_with(end)) {
      words.resize(words.size() - end.size());
      break;
    }
  return words;
}

ast::ExpressionPtr both(ast::ExpressionPtr a, ast::ExpressionPtr b, bool all) {
  std::vector<ast::ExpressionPtr> operands;
  operands.push_back(std::move(a));
  operands.push_back(std::move(b));
  return joined(all, std::move(operands));
}

}  // namespace

// The text of some tokens, without links and marks at either end.
std::string LineReader::words_between(const Tokens& tokens, std::size_t begin, std::size_t end) const {
  static constexpr std::string_view kLinks = "p21q(),;:|&-m.";
  const auto is_link = [&](std::size_t i) {
    return kLinks.find(static_cast<char>(tokens.list[i].part)) != std::string_view::npos;
  };
  while (begin < end && is_link(begin)) ++begin;
  while (begin < end && is_link(end - 1)) --end;
  if (begin >= end) return {};
  return plain_text(text_, tokens.list[begin].begin, tokens.list[end - 1].end);
}

// Two limits, of which the second may leave out what it shares with the first.
LineReader::TwoLimits LineReader::two_limits(const std::string& first, std::string second, bool exclusion) {
  TwoLimits made;
  if (first.empty() || second.empty()) return made;
  const Tokens a = tokenize(first, 0, static_cast<std::uint32_t>(first.size()), lexicon_);
  const Tokens b = tokenize(second, 0, static_cast<std::uint32_t>(second.size()), lexicon_);
  const auto limit =
      std::find_if(a.list.begin(), a.list.end(), [](auto& one) { return is_limit_word(one.part); });
  if (limit == a.list.end() || limit == a.list.begin() || b.list.empty()) return made;
  // `< 3 x ULN (< 5 x if …)`
  if (b.list.back().part == Part::times && any_of_parts(a, "U")) second += " ULN";
  if (!any_of_parts(b, "o")) {
    if (!is_limit_word(b.list.front().part)) return made;
    const bool bare = b.list.front().part == Part::number;
    if (bare && limit->part != Part::comparator) return made;
    second = first.substr(0, bare ? limit->end : limit->begin) + ' ' + second;
  }
  const auto read_by_itself = [&](const std::string& words) {
    LineReader inner(words, lexicon_, facts_);
    return inner.sentence(0, static_cast<std::uint32_t>(words.size()), exclusion);
  };
  made.first = read_by_itself(first);
  made.second = read_by_itself(second);
  made.sure = same_test(made.first, made.second);
  return made;
}

// `hemoglobin < 13 g/dL for men, < 12 g/dL for women`; `hemoglobin: men >= 13 g/dL, women >= 12 g/dL`
ReadLine LineReader::limits_by_sex(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                   bool exclusion) {
  std::vector<std::size_t> sexes;
  for (std::size_t i = 0; i < tokens.list.size(); ++i)
    if (tokens.list[i].part == Part::sex) sexes.push_back(i);
  if (sexes.size() != 2 || tokens.list[sexes[0]].value == tokens.list[sexes[1]].value ||
      any_of_parts(tokens, "aykKXIZhW"))
    return {};
  const std::string_view parts = tokens.parts;
  const std::size_t number = parts.find('n');
  const std::size_t size = tokens.list.size();
  TwoLimits made;
  if (number < sexes[0]) {
    if (parts.find_first_not_of(".;,)beqm", sexes[1] + 1) != std::string_view::npos) return {};
    made = two_limits(words_between(tokens, 0, sexes[0]), words_between(tokens, sexes[0] + 1, sexes[1]),
                      exclusion);
  } else {
    const std::string subject = words_between(tokens, 0, sexes[0]);
    const std::string first = words_between(tokens, sexes[0] + 1, sexes[1]);
    if (subject.empty() || first.empty()) return {};
    made = two_limits(subject + ' ' + first, words_between(tokens, sexes[1] + 1, size), exclusion);
  }
  if (!made.sure) return {};
  const auto of_sex = [&](std::size_t which, ReadLine& line) {
    const ast::Sex sex = tokens.list[sexes[which]].value == "female" ? ast::Sex::female : ast::Sex::male;
    auto guard = make_expression(ast::SexTest{sex});
    if (exclusion) return both(std::move(guard), std::move(line.expression), true);
    return make_expression(ast::If{std::move(guard), std::move(line.expression), nullptr});
  };
  auto first = of_sex(0, made.first);
  auto second = of_sex(1, made.second);
  return alternatives(begin, end, made, both(std::move(first), std::move(second), !exclusion));
}

// The line as what was made of its two limits.
ReadLine LineReader::alternatives(std::uint32_t begin, std::uint32_t end, const TwoLimits& limits,
                                  ast::ExpressionPtr expression) const {
  ReadLine made;
  const bool is_new = limits.first.line_class == LineClass::compiled_new_concept ||
                      limits.second.line_class == LineClass::compiled_new_concept;
  made.line_class = is_new ? LineClass::compiled_new_concept : LineClass::compiled;
  made.expression = std::move(expression);
  made.spans.push_back({begin, end, is_new ? SpanKind::new_concept : SpanKind::predicate});
  made.notes = limits.first.notes;
  return made;
}

// An illness, a treatment or an age by itself, as the condition of a limit; `unencoded` for anything else.
ReadLine LineReader::condition_of_limit(const Tokens& tokens, std::size_t begin, std::size_t end) {
  static constexpr std::string_view kTurning = "nNuckKXIZjP#*+_stFv|&\\,;:ULM";
  const std::string_view parts = std::string_view(tokens.parts).substr(begin, end - begin);
  const auto test_of = [&](const std::string& words) {
    LineReader inner(words, lexicon_, facts_);
    return inner.sentence(0, static_cast<std::uint32_t>(words.size()), true);
  };
  if (parts.find_first_of("ay") != std::string_view::npos) {
    ReadLine age = test_of(words_between(tokens, begin, end));
    const bool sure = age.line_class != LineClass::unencoded && age.expression != nullptr &&
                      std::holds_alternative<ast::AgeTest>(age.expression->node);
    return sure ? std::move(age) : ReadLine{};
  }
  if (parts.empty() || parts.find_first_of(kTurning) != std::string_view::npos) return {};
  const bool on_therapy = parts.front() == 'p' && lowered(words_at(tokens, begin, begin + 1)) == "on";
  if (parts.front() == 'p' && !on_therapy) return {};
  if (tokens.list[begin].part == Part::since || tokens.list[begin].part == Part::before) return {};
  ReadLine made =
      test_of(plain_condition(on_therapy ? words_at(tokens, begin, end) : words_between(tokens, begin, end)));
  if (made.line_class == LineClass::unencoded || made.expression == nullptr) return {};
  if (!std::holds_alternative<ast::History>(made.expression->node)) return {};
  return made;
}

// Where a limit, another one and the condition of that stand, in tokens; nothing where the line has no such
// form.
std::optional<LineReader::ConditionalLimit> LineReader::conditional_limit(const Tokens& tokens) const {
  if (!any_of_parts(tokens, "IX(")) return std::nullopt;
  const std::string_view parts = tokens.parts;
  const std::size_t open = parts.find('(');
  std::size_t split = parts.find_first_of("IX");
  // `(<= 5 x ULN with liver metastases)`, `KPS >= 60 (age > 16 years)`
  if (split == std::string_view::npos && open != std::string_view::npos) {
    split = parts.find('2', open);
    if (split == std::string_view::npos && parts.find_first_of("ay", open) != std::string_view::npos)
      split = open;
  }
  if (split == std::string_view::npos || split == 0) return std::nullopt;
  ConditionalLimit made;
  const Token& link = tokens.list[split];
  made.exempts =
      link.part == Part::except || lowered(text_.substr(link.begin, link.end - link.begin)) == "unless";
  // `except in patients with …`
  const bool twice = parts[split] == 'X' && split + 1 < parts.size() && parts[split + 1] == 'I';
  made.condition = split + (twice ? 2 : 1);
  if (parts.find_first_of("IX", made.condition) != std::string_view::npos) return std::nullopt;
  made.end = parts.size();
  while (made.end > split + 1 && std::string_view(".;,").find(parts[made.end - 1]) != std::string_view::npos)
    --made.end;
  const bool in_bracket = open <= split;
  const std::size_t bracket = parts.find_first_of("()", in_bracket ? open + 1 : split);
  if (in_bracket ? bracket != made.end - 1 || parts[bracket] != ')' : bracket != std::string_view::npos)
    return std::nullopt;
  if (in_bracket) --made.end;
  made.limit_end = std::min(open, split);
  made.split = split;
  if (made.exempts || in_bracket) return made;
  const std::size_t join = parts.substr(0, split).find_last_of(",;|");
  if (join != std::string_view::npos && parts.find('n', join) < split) made.limit_end = join;
  return made;
}

// `AST <= 2.5 x ULN (<= 5 x ULN if liver metastases)`; `INR <= 1.5 unless on warfarin`; `HbA1c >= 11 % in
// patients with diabetes`
ReadLine LineReader::limits_by_condition(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                         bool exclusion) {
  const auto form = conditional_limit(tokens);
  if (!form) return {};
  const std::string main = words_between(tokens, 0, form->limit_end);
  const std::string other = words_between(tokens, form->limit_end, form->split);
  if (main.empty() || (form->exempts && !other.empty())) return {};
  ReadLine condition = condition_of_limit(tokens, form->condition, form->end);
  if (condition.line_class == LineClass::unencoded) return {};
  TwoLimits limits = two_limits(main, other.empty() ? main : other, exclusion);
  if (!limits.sure) return {};
  auto limit = std::move(limits.first.expression);
  auto holds = std::move(condition.expression);
  if (form->exempts)
    limit = exclusion ? both(std::move(limit), negated(std::move(holds)), true)
                      : both(std::move(limit), std::move(holds), false);
  else if (!other.empty())
    limit = make_expression(ast::If{std::move(holds), std::move(limits.second.expression), std::move(limit)});
  else if (exclusion)
    limit = both(std::move(holds), std::move(limit), true);
  else
    limit = make_expression(ast::If{std::move(holds), std::move(limit), nullptr});
  if (condition.line_class == LineClass::compiled_new_concept)
    limits.first.line_class = LineClass::compiled_new_concept;
  return alternatives(begin, end, limits, std::move(limit));
}

ReadLine LineReader::limits_by_group(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                     bool exclusion) {
  if (!any_of_parts(tokens, "o") || !any_of_parts(tokens, "cM")) return {};
  ReadLine made = limits_by_sex(begin, end, tokens, exclusion);
  if (made.line_class != LineClass::unencoded) return made;
  return limits_by_condition(begin, end, tokens, exclusion);
}

}  // namespace eligo::grammar::registry
