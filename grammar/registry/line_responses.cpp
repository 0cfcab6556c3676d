// Illnesses that a treatment did not help, and what somebody came to have after a procedure: `failed to
// respond to 2 mg/kg of prednisone, with failure defined as …`, `has had A and developed B`. See
// line_reader.hpp.
//
// Such a state has one name with all its words: the doses, times and definitions in it say which state is
// meant, and no record holds them apart.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongest = 420;  // in bytes

constexpr auto kNoResponse = std::to_array<std::string_view>(
    {" not improved", " not improving", " not responding", " not responded", " no improvement",
     " no response", " no relief", " unresponsive", " refractory", " resistant to", " progressing despite",
     " progressed despite", " worsening despite", " persisting despite", " failed to respond",
     " failed to improve"});

// What makes it a second criterion, a permission or a question; or turns a part of it.
constexpr auto kSaysMore = std::to_array<std::string_view>(
    {"unless",         "except",         "eligib",       "exclu",        "allowed",   "permitted",
     "consent",        "pregnan",        " age",         "willing",      "agree",     " must ",
     " if ",           " should ",       " may ",        " will ",       "; ",        "unable",
     "cannot",         "can not",        "refus",        "not limited",  "candidate", "contraindic",
     "inadequate",     " but ",          "opinion",      "investigator", "physician", " who ",
     " they ",         " and have ",     " and has ",    " and are ",    " and is ",  "however",
     "prior to enrol", "prior to study", "before enrol", "of screening"});

bool says_more(std::string_view low) {
  return std::any_of(kSaysMore.begin(), kSaysMore.end(),
                     [&](auto word) { return low.find(word) != std::string_view::npos; });
}

// `… to steroids * Failure to respond is defined as …`: a sentence behind the first one that only defines it.
bool only_defines(std::string_view rest) {
  take(rest, {"* ", "- "});
  return (rest.starts_with("fail") || rest.starts_with("refractory") || rest.starts_with("resistan") ||
          rest.starts_with("no response")) &&
         holds_any(rest.substr(0, 110), {" is defined as ", " are defined as ", " was defined as "}) &&
         rest.find(". ") == std::string_view::npos;
}

// One clause, with what defines it.
bool is_one_clause(std::string_view low) {
  const std::size_t stop = std::min(low.find(". "), low.find(" * "));
  return stop == std::string_view::npos || only_defines(low.substr(stop + (low[stop] == '.' ? 2 : 1)));
}

// An illness by one name, or by several that somebody has together; no time of its own.
bool is_plain_illness(const ast::Expression& one) {
  const auto* history = std::get_if<ast::History>(&one.node);
  return history != nullptr && std::holds_alternative<std::monostate>(history->time) &&
         history->subject.except.empty() && history->subject.quantifier != ast::Subject::Quantifier::any &&
         (history->kind == ast::HistoryKind::diagnosis || history->kind == ast::HistoryKind::active);
}

std::size_t first_of(std::string_view low, std::initializer_list<std::string_view> words) {
  std::size_t at = low.size();
  for (const std::string_view word : words) at = std::min(at, low.find(word));
  return at;
}

}  // namespace

ReadLine LineReader::illness_as_written(std::string words, std::uint32_t begin, std::uint32_t end) {
  while (!words.empty() && std::string_view(" .,;").find(words.back()) != std::string_view::npos)
    words.pop_back();
  ReadLine made;
  ast::History history;
  history.subject.names.push_back(
      facts_.get(ast::ConceptKind::condition, without_quotes(std::move(words))).name);
  made.expression = make_expression(std::move(history));
  made.line_class = LineClass::compiled_new_concept;
  made.spans = {{begin, end, SpanKind::new_concept}};
  return made;
}

// `Acute GVHD involving the skin based on the criteria of …`: what stands in front of the link is an illness,
// and the rest says which.
ReadLine LineReader::illness_at_length(const std::string& words, std::uint32_t begin, std::uint32_t end) {
  const std::string low = lowered(words);
  if (says_more(low) || low.find(". ") != std::string::npos) return {};
  const std::size_t link =
      first_of(low, {" involving ", " based on ", ", according to ", " according to ", " as per ",
                     " exhibiting ", " occurring after ", " occurred after "});
  const ReadLine front = read_again(words.substr(0, link), begin, end, false);
  if (front.expression == nullptr || !is_plain_illness(*front.expression)) return {};
  return illness_as_written(words, begin, end);
}

// `Must have failed to respond to steroids, with failure defined as …`, `after 3 months of exercise there was
// no relief`, `gout that is not improved despite 300 mg of allopurinol`.
ReadLine LineReader::unresponsive(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) {
  if (any_of_parts(tokens, "saOFWEy")) return {};
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  const bool people = take_people(rest);
  take(rest, {"must ", "who "});
  take(rest, {"have ", "has ", "had "});
  if (says_more(rest) || !is_one_clause(rest)) return {};
  std::string words = whole.substr(whole.size() - rest.size());
  if (const std::size_t bullet = words.find(" * "); bullet != std::string::npos)
    words.replace(bullet, 3, ". ");
  const bool treatment = holds_any(rest, {"therap", "treatment", "medication", "steroid", "corticoid"});
  if (rest.starts_with("failed to respond to ") && treatment) return illness_as_written(words, begin, end);
  if (rest.starts_with("after ") && treatment && !people &&
      holds_any(rest, {", there was no relief", ", there was no improvement", ", there was no response",
                       ", there is no improvement", ", there is no relief"}))
    return illness_as_written(words, begin, end);
  // an illness, and that it did not yield
  std::size_t at = std::string_view::npos;
  for (const std::string_view word : kNoResponse) at = std::min(at, rest.find(word));
  if (at == std::string_view::npos || !treatment ||
      rest.find_first_of("0123456789") == std::string_view::npos)
    return {};
  const std::size_t name = std::min({at, rest.find(" that "), rest.find(" which "), rest.find(',')});
  const ReadLine front = read_again(words.substr(0, name), begin, end, false);
  if (front.expression == nullptr || !is_plain_illness(*front.expression)) return {};
  return illness_as_written(words, begin, end);
}

// `A, according to the guideline of B, and have failed first-line therapy` among inclusions.
ReadLine LineReader::illness_and_failure(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  const std::size_t failed = first_of(low, {" and have failed ", " and has failed "});
  if (failed == low.size()) return {};
  const std::size_t from = low.find("failed ", failed);
  std::string_view what = std::string_view(low).substr(from + 7);
  if (!take(what, {"frontline ", "front-line ", "first-line ", "first line ", "second-line ", "second line ",
                   "standard ", "conventional ", "conservative "}) ||
      (what != "therapy" && what != "treatment" && what != "therapies" && what != "treatments"))
    return {};
  ReadLine made = illness_at_length(whole.substr(0, failed), begin, end);
  if (made.expression == nullptr) return {};
  return of_two(true, std::move(made), illness_as_written(whole.substr(from), begin, end));
}

// `Has undergone A receiving B from a relative, a stranger or C`: what is behind `receiving` says which A.
ReadLine LineReader::procedure_at_length(const std::string& words, std::uint32_t begin, std::uint32_t end) {
  const auto is_done = [](const ReadLine& line) {
    const auto* history =
        line.expression == nullptr ? nullptr : std::get_if<ast::History>(&line.expression->node);
    return history != nullptr && history->kind == ast::HistoryKind::received &&
           history->subject.quantifier == ast::Subject::Quantifier::one;
  };
  ReadLine made = read_again(words, begin, end, false);
  if (made.expression != nullptr) return is_done(made) ? std::move(made) : ReadLine{};
  const std::string low = lowered(words);
  const std::size_t more = low.find(" receiving ");
  if (more == std::string::npos || says_more(low.substr(more)) || low.find(". ") != std::string::npos)
    return {};
  made = read_again(words.substr(0, more), begin, end, false);
  std::string_view name = low;
  take_people(name);
  take(name, {"who "});
  take(name, {"has ", "have ", "had "});
  if (!is_done(made) || !take(name, {"undergone ", "received "})) return {};
  take(name, {"an ", "a "});
  std::get<ast::History>(made.expression->node).subject.names.front() =
      facts_.get(ast::ConceptKind::procedure, without_quotes(words.substr(words.size() - name.size()))).name;
  made.line_class = LineClass::compiled_new_concept;
  made.spans = {{begin, end, SpanKind::new_concept}};
  return made;
}

// `Who has undergone A and developed B involving the skin` among inclusions.
ReadLine LineReader::done_and_developed(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  const std::size_t at = first_of(low, {" and developed ", " and has developed ", " and have developed "});
  if (at == low.size()) return {};
  const std::size_t illness = low.find("developed ", at) + 10;
  if (says_more(lowered(whole.substr(illness)))) return {};
  ReadLine made = procedure_at_length(whole.substr(0, at), begin, end);
  if (made.expression == nullptr) return {};
  ReadLine developed = illness_at_length(whole.substr(illness), begin, end);
  if (developed.expression == nullptr) return {};
  return of_two(true, std::move(made), std::move(developed));
}

// `A occurred after B, and was diagnosed as C according to D` among inclusions: one illness.
ReadLine LineReader::occurred_and_diagnosed(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  const std::size_t came = first_of(low, {" occurred after ", " occurring after ", " developed after "});
  const std::size_t named = first_of(low, {" and was diagnosed as ", " and is diagnosed as "});
  if (came > 60 || named == low.size() || named < came || says_more(low) || low.find(". ") < low.size())
    return {};
  for (const std::string& part : {whole.substr(0, came), whole.substr(low.find(" as ", named) + 4)}) {
    const std::string front = part.substr(0, std::min(lowered(part).find(" according to "), part.size()));
    const ReadLine read = read_again("Diagnosis of " + front, begin, end, false);
    if (read.expression == nullptr || !is_plain_illness(*read.expression)) return {};
  }
  return illness_as_written(whole, begin, end);
}

ReadLine LineReader::responses(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  if (end == begin || end - begin > kLongest || frames_ > 0) return {};
  const auto may_hold = [&](std::string_view sign) { return tokens.pairs.may_hold(sign); };
  ReadLine made;
  if (may_hold("respon") || may_hold("improve") || may_hold("relief") || may_hold("despite") ||
      may_hold("refractory"))
    made = unresponsive(begin, end, tokens);
  if (exclusion) return made;
  if (made.expression == nullptr && may_hold(" failed ")) made = illness_and_failure(begin, end);
  if (made.expression == nullptr && may_hold(" developed ")) made = done_and_developed(begin, end);
  if (made.expression == nullptr && may_hold(" diagnosed as ")) made = occurred_and_diagnosed(begin, end);
  return made;
}

}  // namespace eligo::grammar::registry
