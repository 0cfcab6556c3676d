// A limit and what is said of it behind: `ANC >= 1 x 10^9/L (without growth factor for 3 days)`, `BMI > 40
// kg/m2 (morbid obesity)`, `INR < 2 before surgery`. See line_reader.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

// One limit, or limits that must all hold.
bool is_limit(const ReadLine& line) {
  if (line.line_class == LineClass::unencoded || line.expression == nullptr) return false;
  if (std::holds_alternative<ast::Measurement>(line.expression->node)) return true;
  const auto* all = std::get_if<ast::And>(&line.expression->node);
  return all != nullptr && std::all_of(all->operands.begin(), all->operands.end(), [](auto& one) {
           return std::holds_alternative<ast::Measurement>(one->node);
         });
}

}  // namespace

// Where a remark in brackets behind the limit begins and ends, in tokens; of one without, where `first`
// stands.
LineReader::Tail LineReader::tail_of(const Tokens& tokens, Part first) const {
  Tail made;
  const std::string_view parts = tokens.parts;
  const std::size_t stop = end_before(tokens, ".;,");
  if (stop == 0) return made;
  if (parts[stop - 1] == ')') {
    const std::size_t open = parts.rfind('(', stop - 1);
    if (open == std::string_view::npos || open == 0) return made;
    return {open, open + 1, stop - 1};
  }
  const std::size_t at = parts.find(static_cast<char>(first));
  if (at == std::string_view::npos || at == 0) return made;
  return {at, at, stop};
}

// `without growth factor for 3 days`, `without transfusion within 7 days`: no such treatment in that time.
ReadLine LineReader::limit_without(std::uint32_t begin, const Tokens& tokens, bool exclusion) {
  const Tail tail = tail_of(tokens, Part::no);
  if (tail.begin >= tail.end || tokens.list[tail.begin].part != Part::no) return {};
  const std::string_view parts = tokens.parts;
  const std::size_t number = parts.find('n', tail.begin);
  if (number == std::string_view::npos || number + 1 >= tail.end || parts[number + 1] != 't' ||
      number < tail.begin + 3)
    return {};
  const std::string name = words_between(tokens, tail.begin + 1, number - 1);
  const std::string time = words_between(tokens, number, number + 2);
  const std::string link = plain_text(text_, tokens.list[number - 1].begin, tokens.list[number - 1].end);
  if (parts.substr(tail.begin + 1, number - tail.begin - 2).find_first_not_of("DRw") !=
      std::string_view::npos)
    return {};
  std::string words;
  if (parts[number - 1] == 'v')
    words = "No " + name + " within " + time;
  else if (lowered(link) == "for" || lowered(link) == "for at least")
    words = "At least " + time + " since " + name;
  else
    return {};
  if (parts.substr(number + 2, tail.end - number - 2).find_first_not_of("beSgT1") != std::string_view::npos)
    return {};
  LineReader inner(words, lexicon_, facts_);
  ReadLine without = inner.sentence(0, static_cast<std::uint32_t>(words.size()), false);
  if (without.line_class == LineClass::unencoded || without.expression == nullptr ||
      !std::holds_alternative<ast::Not>(without.expression->node))
    return {};
  ReadLine made = sentence(begin, tokens.list[tail.cut].begin, exclusion);
  if (!is_limit(made)) return {};
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(made.expression));
  both.push_back(std::move(without.expression));
  made.expression = joined(true, std::move(both));
  if (without.line_class == LineClass::compiled_new_concept) made.line_class = without.line_class;
  made.spans.push_back(
      {tokens.list[tail.begin].begin, tokens.list[tail.end - 1].end,
       without.line_class == LineClass::compiled_new_concept ? SpanKind::new_concept : SpanKind::predicate});
  return made;
}

// `GFR < 60 mL/min (chronic kidney disease)`: what the limit shows.
ReadLine LineReader::limit_named(std::uint32_t begin, const Tokens& tokens, bool exclusion) {
  const Tail tail = tail_of(tokens, Part::no);
  if (tail.begin >= tail.end || tail.cut == tail.begin) return {};
  const std::string_view parts = tokens.parts;
  if (parts.substr(tail.begin, tail.end - tail.begin).find_first_not_of("wCQAlnYM|p1") !=
      std::string_view::npos)
    return {};
  const auto measured = [&](const std::string& sign) {
    return std::any_of(
        tokens.list.begin(), tokens.list.begin() + static_cast<std::ptrdiff_t>(tail.cut),
        [&](const Token& token) { return token.part == Part::observation && token.value == sign; });
  };
  const auto is_sign = [&](std::string_view word) {
    const auto* signs = lexicon_.signs_of(word);
    return signs != nullptr && std::any_of(signs->begin(), signs->end(), measured);
  };
  bool named = false;
  for (std::size_t i = tail.begin; i < tail.end && !named; ++i)
    named = any_word(lowered(text_.substr(tokens.list[i].begin, tokens.list[i].end - tokens.list[i].begin)),
                     is_sign);
  if (!named) return {};
  ReadLine made = sentence(begin, tokens.list[tail.cut].begin, exclusion);
  if (!is_limit(made)) return {};
  made.spans.insert(made.spans.begin(), {begin, tokens.list[tail.end].end, SpanKind::no_op});
  return made;
}

// `weight > 20 kg (because of the bioreactor)`, `SpO2 < 92 % (measured at the ear)`: why the limit is there,
// and how it is measured.
ReadLine LineReader::limit_with_reason(std::uint32_t begin, const Tokens& tokens, bool exclusion) {
  const Tail tail = tail_of(tokens, Part::no);
  if (tail.begin >= tail.end || tail.cut == tail.begin) return {};
  const Token& first = tokens.list[tail.begin];
  const std::string word = lowered(text_.substr(first.begin, first.end - first.begin));
  const bool how = word.starts_with("measured") || word.starts_with("calculated") ||
                   word.starts_with("as measured") || word.starts_with("assessed") ||
                   word.starts_with("estimated") || word == "see" || word == "by";
  if ((!how && word != "because" && word != "because of" && word != "due to") ||
      std::string_view(tokens.parts).substr(tail.begin, tail.end - tail.begin).find_first_of("nIXZkK") !=
          std::string_view::npos)
    return {};
  ReadLine made = sentence(begin, tokens.list[tail.cut].begin, exclusion);
  if (!is_limit(made)) return {};
  made.spans.insert(made.spans.begin(), {begin, tokens.list[tail.end].end, SpanKind::no_op});
  return made;
}

// `INR < 2 before surgery`: as of a day that lies before it.
ReadLine LineReader::limit_before(std::uint32_t begin, const Tokens& tokens, bool exclusion) {
  static constexpr std::array<std::string_view, 8> kProcedures = {
      "surgery",   "operation",    "liposuction", "transplantation",
      "procedure", "implantation", "apheresis",   "harvest"};
  // the lexicon has `before` as a time gone by
  const Tail tail = tail_of(tokens, any_of_parts(tokens, "b") ? Part::before : Part::ago);
  if (tail.cut != tail.begin || tail.begin + 1 >= tail.end || tail.end - tail.begin > 5) return {};
  const std::string_view parts = tokens.parts;
  const Token& link = tokens.list[tail.begin];
  const std::string before = lowered(text_.substr(link.begin, link.end - link.begin));
  if (before != "before" && before != "prior to") return {};
  if (parts.substr(tail.begin + 1, tail.end - tail.begin - 1).find_first_not_of("Rw") !=
      std::string_view::npos)
    return {};
  const std::string what = words_between(tokens, tail.begin + 1, tail.end);
  const std::string low = lowered(what);
  if (std::none_of(kProcedures.begin(), kProcedures.end(), [&](auto word) { return has_word(low, word); }))
    return {};
  ReadLine made = sentence(begin, tokens.list[tail.cut].begin, exclusion);
  if (!is_limit(made)) return {};
  const std::uint32_t stop = tokens.list[tail.end - 1].end;
  made.spans.insert(made.spans.begin(), {begin, stop, SpanKind::no_op});
  made.notes.push_back("Read as of a day before `" + what + "`.");
  return made;
}

// `neutrophils > 0.5 x 10^9/L for 3 consecutive days`
ReadLine LineReader::limit_on_days(std::uint32_t begin, const Tokens& tokens, bool exclusion) {
  const std::string_view parts = tokens.parts;
  const std::size_t stop = end_before(tokens, ".;,)");
  if (stop < 4 || parts[stop - 1] != 't' || parts[stop - 2] != 'n' || parts[stop - 3] != 'p') return {};
  const Token& days = tokens.list[stop - 1];
  const std::string link = lowered(plain_text(text_, tokens.list[stop - 3].begin, tokens.list[stop - 3].end));
  if (lowered(text_.substr(days.begin, days.end - days.begin)) != "consecutive days" ||
      (link != "on" && link != "for") || !is_whole(tokens.list[stop - 2].value))
    return {};
  ReadLine made = sentence(begin, tokens.list[parts[stop - 4] == '(' ? stop - 4 : stop - 3].begin, exclusion);
  auto* test = is_limit(made) ? std::get_if<ast::Measurement>(&made.expression->node) : nullptr;
  if (test == nullptr || test->fresh_within || test->subject.names.size() != 1) return {};
  test->timing = ast::Consecutive{{std::string(tokens.list[stop - 2].value), {}}, {}};
  made.spans.insert(made.spans.begin(), {begin, days.end, SpanKind::no_op});
  return made;
}

ReadLine LineReader::limit_with_remark(std::uint32_t begin, const Tokens& tokens, bool exclusion) {
  if (!any_of_parts(tokens, "o") || !any_of_parts(tokens, "cMr")) return {};
  ReadLine made = limit_without(begin, tokens, exclusion);
  if (made.line_class == LineClass::unencoded) made = limit_named(begin, tokens, exclusion);
  if (made.line_class == LineClass::unencoded) made = limit_with_reason(begin, tokens, exclusion);
  if (made.line_class == LineClass::unencoded) made = limit_on_days(begin, tokens, exclusion);
  if (made.line_class == LineClass::unencoded) made = limit_before(begin, tokens, exclusion);
  return made;
}

}  // namespace eligo::grammar::registry
