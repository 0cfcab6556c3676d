// See line_numbers.hpp.
#include "grammar/registry/line_numbers.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kMostNumbered = 90;  // tokens; a longer line is more than one criterion
constexpr int kDeepest = 2;                // how often words are put into other words

}  // namespace

bool understood(const ReadLine& line) {
  return line.expression != nullptr &&
         (line.line_class == LineClass::compiled || line.line_class == LineClass::compiled_new_concept);
}

// One limit, or limits that are all asked for.
bool is_limits(const ast::Expression& one) {
  if (std::holds_alternative<ast::Measurement>(one.node)) return true;
  const auto* all = std::get_if<ast::And>(&one.node);
  return all != nullptr && std::all_of(all->operands.begin(), all->operands.end(),
                                       [](const auto& each) { return is_limits(*each); });
}

ReadLine LineReader::Numbers::run() {
  constexpr std::array kReadings = {&Numbers::in_two_windows,
                                    &Numbers::in_a_row,
                                    &Numbers::under_denied_label,
                                    &Numbers::of_patients,
                                    &Numbers::for_the_rest,
                                    &Numbers::of_ages,
                                    &Numbers::with_after,
                                    &Numbers::ill_between,
                                    &Numbers::on_a_scale,
                                    &Numbers::as_judged,
                                    &Numbers::dose,
                                    &Numbers::regardless,
                                    &Numbers::alternatives,
                                    &Numbers::for_weeks_before,
                                    &Numbers::with_a_word_more,
                                    &Numbers::whose,
                                    &Numbers::equated,
                                    &Numbers::with_comma_in_number,
                                    &Numbers::with_plain_word,
                                    &Numbers::illness_with_limits,
                                    &Numbers::of_those_in_brackets,
                                    &Numbers::scored,
                                    &Numbers::under_general_label,
                                    &Numbers::named_in_brackets,
                                    &Numbers::age_and_criteria,
                                    &Numbers::age_and_plan,
                                    &Numbers::without_allowed_kind,
                                    &Numbers::with_than,
                                    &Numbers::permitted_otherwise,
                                    &Numbers::on_full_scale,
                                    &Numbers::on_either_scale,
                                    &Numbers::several,
                                    &Numbers::one_of_the_following,
                                    &Numbers::failed,
                                    &Numbers::state_or_limit};
  for (const auto reading : kReadings) {
    ReadLine made = (this->*reading)();
    if (!understood(made)) continue;
    const bool is_new = made.line_class == LineClass::compiled_new_concept;
    made.spans = {{begin_, end_, is_new ? SpanKind::new_concept : SpanKind::predicate}};
    return made;
  }
  return {};
}

std::string LineReader::Numbers::low(std::size_t i) const { return lowered(words(i, i + 1)); }

// As a whole line.
ReadLine LineReader::Numbers::read_words(const std::string& text) const {
  if (text.empty()) return {};
  LineReader inner(text, line_.lexicon_, line_.facts_);
  inner.rewordings_ = line_.rewordings_ + 1;
  const auto size = static_cast<std::uint32_t>(text.size());
  ReadLine made = inner.read(0, size, exclusion_, {}, tokenize(text, 0, size, line_.lexicon_));
  return understood(made) ? std::move(made) : ReadLine{};
}

// As one sentence.
ReadLine LineReader::Numbers::read_sentence(const std::string& text) const {
  if (text.empty()) return {};
  LineReader inner(text, line_.lexicon_, line_.facts_);
  ReadLine made = inner.sentence(0, static_cast<std::uint32_t>(text.size()), exclusion_);
  return understood(made) ? std::move(made) : ReadLine{};
}

ReadLine LineReader::Numbers::together(ReadLine first, ReadLine second, bool all) {
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(first.expression));
  both.push_back(std::move(second.expression));
  first.expression = joined(all, std::move(both));
  if (second.line_class == LineClass::compiled_new_concept) first.line_class = second.line_class;
  first.notes.insert(first.notes.end(), second.notes.begin(), second.notes.end());
  return first;
}

// The tests of one measurement as tests of another one with the same unit; no note may have been made.
ReadLine LineReader::Numbers::rename(ReadLine made, const std::string& name) const {
  if (!understood(made) || !made.notes.empty()) return {};
  std::vector<ast::Measurement*> tests;
  if (auto* one = std::get_if<ast::Measurement>(&made.expression->node)) tests.push_back(one);
  if (auto* both = std::get_if<ast::And>(&made.expression->node))
    for (auto& each : both->operands) tests.push_back(std::get_if<ast::Measurement>(&each->node));
  std::string unit;
  bool halves = false;  // a score is a whole number for the language of rules
  for (const ast::Measurement* test : tests) {
    if (test == nullptr || test->subject.names.size() != 1) return {};
    const auto* compared = std::get_if<ast::ComparisonTest>(&test->test);
    const auto* range = std::get_if<ast::RangeTest>(&test->test);
    const auto* absolute = compared == nullptr ? nullptr : std::get_if<ast::AbsoluteLimit>(&compared->limit);
    if (absolute == nullptr && range == nullptr) return {};
    unit = absolute != nullptr ? absolute->unit.text : range->unit.text;
    const std::string& number = absolute != nullptr ? absolute->number.text : range->high.text;
    halves = halves || number.find('.') != std::string::npos;
  }
  constexpr std::size_t longest = 120;
  if (tests.empty() || name.size() > longest || name.find_first_of("\"`\\") != std::string::npos) return {};
  const auto fact = line_.facts_.get(ast::ConceptKind::observation, name,
                                     !unit.empty() ? std::string_view(unit)
                                     : halves      ? "1"
                                                   : "{score}");
  for (ast::Measurement* test : tests) test->subject.names.front() = fact.name;
  if (fact.is_new) made.line_class = LineClass::compiled_new_concept;
  return made;
}

std::vector<LineReader::Numbers::Piece> LineReader::Numbers::pieces_at(std::size_t from,
                                                                       PartSet marks) const {
  std::vector<Piece> made;
  int depth = 0;
  std::size_t begin = from;
  for (std::size_t i = from; i <= stop_; ++i) {
    if (i < stop_ && parts_[i] == '(') ++depth;
    if (i < stop_ && parts_[i] == ')') --depth;
    if (i < stop_ && (depth != 0 || !is_among(parts_[i], marks))) continue;
    std::size_t end = i;
    while (begin < end && is_among(parts_[begin], ",;|\\&")) ++begin;
    while (end > begin && is_among(parts_[end - 1], ",;|\\&")) --end;
    if (begin < end) made.push_back({begin, end});
    begin = i + 1;
  }
  return made;
}

ReadLine LineReader::with_numbers(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                  bool exclusion) {
  if (rewordings_ >= kDeepest || tokens.list.size() > kMostNumbered || !any_of_parts(tokens, "n")) return {};
  return Numbers(*this, begin, end, tokens, exclusion).run();
}

}  // namespace eligo::grammar::registry
