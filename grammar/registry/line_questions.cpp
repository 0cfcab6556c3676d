// A fact with a question beside it, among exclusions: `infection, unless the investigator judges it
// harmless`, `surgery within 3 months or planned in the next 6 months`. See line_reader.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/attest_rules.hpp"
#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

// Where a word stands outside of brackets; the number of tokens: nowhere.
std::size_t find_outside(const Tokens& tokens, std::string_view text,
                         std::initializer_list<std::string_view> words) {
  if (!tokens.pairs.may_hold_any(words)) return tokens.list.size();
  int depth = 0;
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Token& token = tokens.list[i];
    if (is_mark(token, '(')) ++depth;
    if (is_mark(token, ')')) --depth;
    if (depth != 0) continue;
    const std::string word = lowered(text.substr(token.begin, token.end - token.begin));
    if (std::find(words.begin(), words.end(), word) != words.end()) return i;
  }
  return tokens.list.size();
}

// A word for who judges or what somebody can do, and not only one such as `appropriate`.
bool asks_surely(const Tokens& tokens) {
  return std::any_of(tokens.list.begin(), tokens.list.end(), [](const Token& token) {
    return token.part == Part::confirm && (token.entry == nullptr || token.entry->detail != "weak");
  });
}

// No words but of a time to come: `in the ensuing 6 months`.
bool only_coming(const Tokens& tokens, std::string_view text) {
  return std::all_of(tokens.list.begin(), tokens.list.end(), [&](const Token& token) {
    return token.part != Part::word ||
           stands_among(" ensuing next coming upcoming ",
                        lowered(text.substr(token.begin, token.end - token.begin)));
  });
}

}  // namespace

// The two joined; `all`: both must hold, and the question is denied.
ReadLine LineReader::with_question(ReadLine fact, const std::string& question, bool all, std::uint32_t begin,
                                   std::uint32_t end) {
  const auto name = facts_.get(ast::ConceptKind::attestation, without_quotes(question));
  auto asked = make_expression(ast::Attest{name.name});
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(fact.expression));
  both.push_back(all ? negated(std::move(asked)) : std::move(asked));
  fact.expression = joined(all, std::move(both));
  fact.spans.insert(fact.spans.begin(), {begin, end, SpanKind::attestation});
  return fact;
}

// `Infection, unless the investigator judges that …`: whom the answer lets in is not kept out.
ReadLine LineReader::unless_judged(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                   bool exclusion) {
  if (!exclusion) return {};
  const std::size_t at = find_outside(tokens, text_, {"unless"});
  if (at == 0 || at + 2 >= tokens.list.size()) return {};
  std::uint32_t front_end = tokens.list[at].begin;
  if (is_mark(tokens.list[at - 1], ',')) front_end = tokens.list[at - 1].begin;
  const Tokens front = tokenize(text_, begin, front_end, lexicon_);
  const Tokens tail = tokenize(text_, tokens.list[at].end, end, lexicon_);
  if (asks_a_person(front) || any_of_parts(front, "XIZ;.:") || !asks_surely(tail) ||
      any_of_parts(tail, "CDRnNosXIZ;h|&:") || tail.parts.find('.') < end_before(tail, "."))
    return {};
  ReadLine made = sentence(begin, front_end, front, true);
  if (made.line_class == LineClass::unencoded) made = phrase(begin, front_end, front, true);
  if (made.line_class == LineClass::unencoded || made.expression == nullptr ||
      !std::holds_alternative<ast::History>(made.expression->node))
    return {};
  std::string question = plain_text(text_, tail.list.front().begin, tail.list.back().end);
  while (!question.empty() && (question.back() == '.' || question.back() == ';')) question.pop_back();
  return with_question(std::move(made), question, true, begin, end);
}

// `Major surgery within 3 months or planned in the next 6 months`: what was done is a fact, what is planned
// is for a person to say, in words that name it.
ReadLine LineReader::done_or_planned(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                     bool exclusion) {
  if (!exclusion) return {};
  const std::size_t at = find_outside(tokens, text_, {"planned", "scheduled", "anticipated"});
  if (at < 3 || at >= tokens.list.size() || tokens.list[at - 1].part != Part::or_) return {};
  const std::size_t time = tokens.parts.find('v');
  if (time == std::string::npos || time == 0 || time > at) return {};
  const Tokens tail = tokenize(text_, tokens.list[at].end, end, lexicon_);
  if (any_of_parts(tail, "CDRosXIZ;hkK|&:H") || !only_coming(tail, text_)) return {};
  std::size_t first = 0;
  while (first < time && is_among(tokens.parts[first], "qmh")) ++first;
  if (tokens.parts.substr(first, time - first).find_first_not_of("wDRQp1") != std::string::npos ||
      first == time)
    return {};
  std::uint32_t front_end = tokens.list[at - 1].begin;
  if (is_mark(tokens.list[at - 2], ',')) front_end = tokens.list[at - 2].begin;
  ReadLine made = sentence(begin, front_end, true);
  const auto* done = made.expression != nullptr ? std::get_if<ast::History>(&made.expression->node) : nullptr;
  if (made.line_class == LineClass::unencoded || done == nullptr || done->kind != ast::HistoryKind::event)
    return {};
  const std::string word =
      lowered(text_.substr(tokens.list[at].begin, tokens.list[at].end - tokens.list[at].begin));
  std::string question = word + ' ' + plain_text(text_, tokens.list[first].begin, tokens.list[time - 1].end);
  if (!tail.list.empty()) question += ' ' + plain_text(text_, tokens.list[at].end, end);
  question.resize(without_last_marks(question).size());
  return with_question(std::move(made), question, false, begin, end);
}

}  // namespace eligo::grammar::registry
