// An illness or a finding and the limit that shows it, where one of the two leaves out a part: `renal disease
// with creatinine > 2 mg/dL`, `elevated ferritin (> 500 ug/L)`, `thrombocytopenia (< 50 x 10^9/L)`. See
// line_reader.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

// Whether the expression tests one measurement: a limit, or one at either end.
bool tests_one(const ast::Expression& one) {
  if (std::holds_alternative<ast::Measurement>(one.node)) return true;
  const auto* ends = std::get_if<ast::And>(&one.node);
  if (ends == nullptr) return false;
  const auto* first = std::get_if<ast::Measurement>(&ends->operands.front()->node);
  return first != nullptr && std::all_of(ends->operands.begin(), ends->operands.end(), [&](auto& end) {
           const auto* test = std::get_if<ast::Measurement>(&end->node);
           return test != nullptr && test->subject.names.front().text == first->subject.names.front().text;
         });
}

// Which way a word says that a value lies: `<`, `>`; ` ` if it does not say.
char direction_of(std::string_view word) {
  static constexpr std::array<std::string_view, 6> kHigh = {"elevated", "increased", "high",
                                                            "raised",   "excessive", "abnormally high"};
  static constexpr std::array<std::string_view, 5> kLow = {"low", "decreased", "reduced", "depressed",
                                                           "abnormally low"};
  if (std::find(kHigh.begin(), kHigh.end(), word) != kHigh.end()) return '>';
  if (std::find(kLow.begin(), kLow.end(), word) != kLow.end()) return '<';
  if (word.find("penia") != std::string_view::npos || word.find("paenia") != std::string_view::npos ||
      word.starts_with("hypo") || word.starts_with("anem") || word.starts_with("anaem"))
    return '<';
  if (word.ends_with("cytosis") || word.ends_with("philia") || word.starts_with("hyper") ||
      word == "tachypnea")
    return '>';
  return ' ';
}

// The sign of the first limit in the line; ` ` for none.
char sign_in(const Tokens& tokens, std::size_t from) {
  for (std::size_t i = from; i < tokens.list.size(); ++i)
    if (tokens.list[i].part == Part::comparator || tokens.list[i].part == Part::or_more)
      return tokens.list[i].value.empty() ? ' ' : tokens.list[i].value.front();
  return ' ';
}

}  // namespace

// Whether one of the first tokens names what measurements tell of: `kidney failure`.
bool LineReader::names_told_illness(const Tokens& tokens, std::size_t end) const {
  for (std::size_t i = 0; i < end; ++i) {
    const std::string low =
        lowered(text_.substr(tokens.list[i].begin, tokens.list[i].end - tokens.list[i].begin));
    if (any_word(low, [&](auto word) { return lexicon_.signs_of(word) != nullptr; })) return true;
  }
  return false;
}

// `renal disease with creatinine > 2 mg/dL`, `stroke (NIHSS > 20)`: both of one patient.
ReadLine LineReader::illness_with_limit(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                        bool exclusion) {
  if (!any_of_parts(tokens, "o")) return {};
  const std::string_view parts = tokens.parts;
  const std::size_t open = parts.find('(');
  const std::size_t with = open != std::string_view::npos ? open : parts.rfind('2');
  if (with == std::string_view::npos || with == 0 || with + 1 >= parts.size()) return {};
  const std::size_t close = parts.find(')');
  if (open != std::string_view::npos && (close == std::string_view::npos ||
                                         parts.find_first_not_of(".;,", close + 1) != std::string_view::npos))
    return {};
  const std::uint32_t stop = open != std::string_view::npos ? tokens.list[close].begin : end;
  const std::size_t next = parts.find_first_not_of("Vmp", with + 1);
  if (next == std::string_view::npos || parts[next] != 'o') return {};
  if (parts.substr(0, with).find_first_of("nNuckKhXIZtvjP#*;:()&|\\/,aBFyebV") != std::string_view::npos ||
      parts.find_first_of("XIZ#*&|\\", with) != std::string_view::npos)
    return {};
  // an illness that other measurements tell of: it is not certain what the brackets say of it
  if (open != std::string_view::npos && names_told_illness(tokens, with)) return {};
  ReadLine limit = sentence(tokens.list[with + 1].begin, stop, exclusion);
  if (limit.line_class == LineClass::unencoded || limit.expression == nullptr ||
      !tests_one(*limit.expression))
    return {};
  ReadLine made = sentence(begin, tokens.list[with].begin, exclusion);
  const auto* illness = made.line_class == LineClass::unencoded || made.expression == nullptr
                            ? nullptr
                            : std::get_if<ast::History>(&made.expression->node);
  if (illness == nullptr ||
      (illness->kind != ast::HistoryKind::diagnosis && illness->kind != ast::HistoryKind::active))
    return {};
  // `dementia (MMSE < 24)` among exclusions: who has the score may have no diagnosis yet
  const bool of_life = tokens.list[next].value == "expected_survival";
  if (exclusion && open != std::string_view::npos && !of_life &&
      !is_sudden(illness->subject.names.front().text))
    return {};
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(made.expression));
  both.push_back(std::move(limit.expression));
  made.expression = joined(true, std::move(both));
  if (limit.line_class == LineClass::compiled_new_concept) made.line_class = limit.line_class;
  made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
  made.spans.insert(made.spans.end(), limit.spans.begin(), limit.spans.end());
  made.notes.insert(made.notes.end(), limit.notes.begin(), limit.notes.end());
  return made;
}

// The limit of `name` as one line; `unencoded` if it has no reading.
ReadLine LineReader::limit_of_name(std::string_view name, const std::string& limit, bool exclusion) {
  const std::string words = std::string(name) + ' ' + limit;
  LineReader inner(words, lexicon_, facts_);
  return inner.sentence(0, static_cast<std::uint32_t>(words.size()), exclusion);
}

// Which way the words in front of `name` say that a value lies; `?` where there are other words as well.
char LineReader::said_direction(const Tokens& tokens, std::size_t name) const {
  char direction = ' ';
  for (std::size_t i = 0; i < name; ++i) {
    const Token& token = tokens.list[i];
    const char said = direction_of(lowered(text_.substr(token.begin, token.end - token.begin)));
    const bool known = std::string_view("qmAQ").find(tokens.parts[i]) != std::string_view::npos ||
                       (token.part == Part::word && said != ' ');
    if (!known) return '?';
    if (said != ' ') direction = said;
  }
  return direction;
}

// The limit of the one of these measurements that it can be of; those of the vocabulary go before.
ReadLine LineReader::limit_of_signs(const std::vector<std::string>& signs, const std::string& limit,
                                    bool exclusion) {
  ReadLine made;
  for (const std::string& sign : signs) {
    ReadLine one = limit_of_name(folded(sign), limit, exclusion);
    if (one.line_class == LineClass::unencoded) continue;
    if (made.line_class == LineClass::unencoded || lexicon_.fact(sign) != nullptr) made = std::move(one);
  }
  return made;
}

// `elevated ferritin (> 500 ug/L)`, `thrombocytopenia (< 50 x 10^9/L)`: the name and its limit.
ReadLine LineReader::limit_alone(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                 bool exclusion) {
  if (!any_of_parts(tokens, "cn")) return {};
  const std::size_t at = tokens.parts.find_first_of("cn");
  if (at == 0) return {};
  const std::size_t width = tokens.parts[at - 1] == '(' ? 2 : 1;
  if (at < width) return {};
  const Token& what = tokens.list[at - width];
  const std::string name(text_.substr(what.begin, what.end - what.begin));
  const bool measured = what.part == Part::observation && width == 2;
  const auto* signs = what.part == Part::observation ? nullptr : lexicon_.signs_of(lowered(name));
  if (!measured && signs == nullptr) return {};
  char direction = said_direction(tokens, at - width);
  if (signs != nullptr && direction != '?') {
    direction = direction_of(lowered(name));
    if (direction == ' ') return {};
  }
  if (direction == '?' || (direction != ' ' && sign_in(tokens, at) != direction)) return {};
  const std::string limit = words_between(tokens, at, tokens.list.size());
  if (limit.empty() || limit.find_first_of("()") != std::string::npos) return {};
  ReadLine made = measured ? limit_of_name(name, limit, exclusion) : limit_of_signs(*signs, limit, exclusion);
  if (made.line_class == LineClass::unencoded || made.expression == nullptr ||
      !std::holds_alternative<ast::Measurement>(made.expression->node))
    return {};
  const bool is_new = made.line_class == LineClass::compiled_new_concept;
  made.spans = {{begin, end, is_new ? SpanKind::new_concept : SpanKind::predicate}};
  return made;
}

}  // namespace eligo::grammar::registry
