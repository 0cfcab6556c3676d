// A limit with words behind it that say what was measured: `joint pain >= 40 mm on a visual scale`, `life
// expectancy < 6 months due to another illness`. See line_reader.hpp.
//
// The words make it a measurement of its own, with all of them in its name.
#include <algorithm>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kMostTail = 8;  // tokens
constexpr std::size_t kLongestMeasured = 120;

// All tests of the expression, if it is nothing but tests of one measurement.
std::vector<ast::Measurement*> tests_of_one(ast::Expression& whole) {
  std::vector<ast::Measurement*> made;
  if (auto* test = std::get_if<ast::Measurement>(&whole.node)) made.push_back(test);
  auto* both = std::get_if<ast::And>(&whole.node);
  auto* either = std::get_if<ast::Or>(&whole.node);
  if (both != nullptr || either != nullptr)
    for (auto& operand : both != nullptr ? both->operands : either->operands) {
      auto* test = std::get_if<ast::Measurement>(&operand->node);
      if (test == nullptr) return {};
      made.push_back(test);
    }
  const bool one = std::all_of(made.begin(), made.end(), [&](const ast::Measurement* test) {
    return test->subject.names.size() == 1 && !test->fresh_within &&
           test->subject.names.front().text == made.front()->subject.names.front().text;
  });
  return one ? made : std::vector<ast::Measurement*>{};
}

// The unit of a test as written; nullopt: a limit of normal, or a finding.
std::optional<std::string> unit_of(const ast::Measurement& test) {
  if (const auto* range = std::get_if<ast::RangeTest>(&test.test)) return range->unit.text;
  const auto* compared = std::get_if<ast::ComparisonTest>(&test.test);
  const auto* limit = compared == nullptr ? nullptr : std::get_if<ast::AbsoluteLimit>(&compared->limit);
  if (limit == nullptr) return std::nullopt;
  if (limit->unit.text.empty()) return limit->number.text.find('.') == std::string::npos ? "{score}" : "1";
  return limit->unit.text;
}

}  // namespace

// Where the limit stands and what says more of it, in tokens; `end` is 0 if there is none.
LineReader::Qualified LineReader::qualified(const Tokens& tokens) const {
  if (!any_of_parts(tokens, "cr")) return {};
  Qualified made;
  const std::string_view parts = tokens.parts;
  const std::size_t stop = end_before(tokens, ".;,");
  while (made.name < stop && is_among(parts[made.name], "qm2e")) ++made.name;
  made.limit = parts.find_first_of("cr", made.name);
  if (made.limit == std::string_view::npos || made.limit <= made.name) return {};
  std::size_t tail = made.limit;
  while (tail < stop &&
         (is_among(parts[tail], "cnurxUL") ||
          (is_among(parts[tail], "&|-T") && tail + 1 < stop && is_among(parts[tail + 1], "cn"))))
    ++tail;
  if (tail < stop && parts[tail] == 't') ++tail;  // `life expectancy < 6 months`
  made.tail = tail;
  // a time at the end is that of the limit
  std::size_t end = stop;
  while (end > tail && is_among(parts[end - 1], "ebS")) --end;
  if (end < stop && end > tail && is_among(parts[end - 1], "p1")) --end;
  made.stop = stop;
  if (end <= tail || end - tail > kMostTail) return {};
  const bool says_how = is_among(parts[tail], "pT") ||
                        (parts[tail] == 'm' && lowered(words_at(tokens, tail, tail + 1)).ends_with(" by"));
  const std::string_view words = parts.substr(tail, end - tail);
  if (!says_how || words.size() < 2 ||
      words.find_first_not_of("pTw1CQRoAlYVm-()") != std::string_view::npos ||
      !is_among(words.back(), "wCRoV)"))
    return {};
  // `for` says what it is needed for, `as` what it is called
  const std::string link = lowered(words_at(tokens, tail, tail + 1));
  if (link == "as" || link == "for" || link == "under" || link == "over" || link == "like") return {};
  made.end = end;
  return made;
}

ReadLine LineReader::limit_qualified(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                     bool exclusion) {
  if (asks_a_person(tokens)) return {};
  const Qualified found = qualified(tokens);
  if (found.end == 0) return {};
  std::size_t name_end = found.limit;
  while (name_end > found.name && is_among(tokens.parts[name_end - 1], "m1p:,")) --name_end;
  if (name_end == found.name || std::string_view(tokens.parts)
                                        .substr(found.name, name_end - found.name)
                                        .find_first_not_of("owVQpl1C") != std::string_view::npos)
    return {};
  std::string words = words_at(tokens, found.name, found.tail);
  if (found.end < found.stop) words += ' ' + words_at(tokens, found.end, found.stop);
  ReadLine made = read_as(words, begin, end, exclusion);
  if (made.expression == nullptr) return {};
  const auto tests = tests_of_one(*made.expression);
  if (tests.empty()) return {};
  const auto unit = unit_of(*tests.front());
  const std::string name =
      words_at(tokens, found.name, name_end) + ' ' + words_at(tokens, found.tail, found.end);
  if (!unit || name.size() > kLongestMeasured || name.find_first_of("\"`\\") != std::string::npos) return {};
  const auto fact = facts_.get(ast::ConceptKind::observation, name, *unit);
  for (ast::Measurement* test : tests) test->subject.names.front() = fact.name;
  if (fact.is_new) made.line_class = LineClass::compiled_new_concept;
  made.spans = {{begin, end, SpanKind::new_concept}};
  return made;
}

// `Illness that limits life expectancy to < 1 year`: an illness with all of these words.
ReadLine LineReader::life_limited(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                  bool exclusion) {
  const std::string_view parts = tokens.parts;
  if (!exclusion || asks_a_person(tokens)) return {};
  const std::size_t stop = end_before(tokens);
  if (stop < 5 || parts.substr(stop - 3, 3) != "cnt") return {};
  std::size_t name = 0;
  while (name < stop && is_among(parts[name], "qm2h")) ++name;
  const std::string_view inner = parts.substr(name, stop - 3 - name);
  if (inner.empty() || inner.find_first_of("&|,;:.()kKZIntc") != std::string_view::npos) return {};
  static constexpr std::string_view kIllness =
      " condition disease illness comorbidity co-morbidity disorder malignancy neoplasia cancer ";
  const std::string words = words_at(tokens, name, stop);
  const std::string low = lowered(words);
  std::size_t life = std::string::npos;
  for (const std::string_view word : {"life expectancy", "lifespan", "life span", "survival"})
    life = std::min(life, low.find(word));
  for (const std::string_view link :
       {" that limits ", " that limit ", " that reduces ", " limiting ", " with ", " which limits "}) {
    const std::size_t at = low.find(link);
    if (at == std::string::npos || life == std::string::npos || at > life) continue;
    std::string head = low.substr(0, at);
    head = head.substr(head.rfind(' ') == std::string::npos ? 0 : head.rfind(' ') + 1);
    if (!stands_among(kIllness, head)) return {};
    ReadLine made;
    ast::History history;
    history.kind = ast::HistoryKind::active;
    history.subject.names.push_back(facts_.get(ast::ConceptKind::condition, words).name);
    made.expression = make_expression(std::move(history));
    made.line_class = LineClass::compiled_new_concept;
    made.spans = {{begin, end, SpanKind::new_concept}};
    return made;
  }
  return {};
}

}  // namespace eligo::grammar::registry
