// What stands in brackets at the end of a line: part of the name in front of it, examples of it, or a
// reference. See line_reader.hpp.
//
// `Smoker (more than 10 cigarettes a day)` is a fact with all of these words. A limit of a known measurement,
// a time, an exception and a negation are no part of a name: the line stays open.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongestBracket = 90;  // in bytes
constexpr std::size_t kLongestWhole = 170;   // with the name in front

// `(kidney failure, gout, etc.)`
bool ends_open(std::string_view words) {
  while (!words.empty() && is_among(words.back(), " .)")) words.remove_suffix(1);
  return words.ends_with(" etc") || words.ends_with(",etc") || words.ends_with("and so on") ||
         words.ends_with("among others");
}

// `(see Appendix B)`, `(Miller et al., 2001)`
bool is_reference(std::string_view words) {
  static constexpr std::array<std::string_view, 6> kPlaces = {"appendix", "section", "table",
                                                              "annex",    "figure",  "attachment"};
  if (words.find("et al") != std::string_view::npos) return words.size() < 40;
  if (words.starts_with("see ")) words.remove_prefix(4);
  if (words.starts_with("the ")) words.remove_prefix(4);
  return words.size() < 24 &&
         std::any_of(kPlaces.begin(), kPlaces.end(), [&](auto place) { return words.starts_with(place); });
}

// `(due to the risk for the child)`, `(including 18 and 65 years)`
bool is_reason(std::string_view words) {
  return words.starts_with("due to ") || words.starts_with("because ");
}
bool says_inclusive(std::string_view words) {
  return words.starts_with("includ") || words.starts_with("inclusive") ||
         words.starts_with("both inclusive") || words.starts_with("bounds included");
}

// An amount a day is no time before the as-of date.
bool counts_per_time(std::string_view words) {
  static constexpr std::array<std::string_view, 8> kRates = {" a day", " per day",  "/day",   " a week",
                                                             "/week",  " per week", " daily", "each day"};
  return std::any_of(kRates.begin(), kRates.end(),
                     [&](auto rate) { return words.find(rate) != std::string_view::npos; });
}

// Whether the words can be part of the name of a thing.
bool fits_name(const Tokens& tokens, std::size_t begin, std::size_t end, std::string_view words) {
  const std::string_view parts = std::string_view(tokens.parts).substr(begin, end - begin);
  if (parts.find_first_of("vbSgeXZIkK_+OEjNULiFBWPr.*") != std::string_view::npos) return false;
  if (std::string_view("|&\\").find(parts.front()) != std::string_view::npos) return false;  // `(or is on A)`
  const bool number = parts.find_first_of("nc") != std::string_view::npos;
  if (number && parts.find('o') != std::string_view::npos) return false;
  if (parts.find_first_of("ty") != std::string_view::npos && !counts_per_time(words)) return false;
  for (const std::string_view turn : {"must", "should", "need", "will", "only if", "regardless", "unknown"})
    if (has_word(words, turn)) return false;
  // a number alone says nothing
  return parts.find_first_of("wCRDou") != std::string_view::npos;
}

// The one fact that the expression tests; null if it is anything else.
ast::History* one_history(const ast::ExpressionPtr& expression) {
  if (expression == nullptr) return nullptr;
  auto* history = std::get_if<ast::History>(&expression->node);
  const bool one =
      history != nullptr && history->subject.names.size() == 1 && history->subject.except.empty();
  return one ? history : nullptr;
}

// Where the name begins behind the words that ask for it.
std::size_t name_begin(const Tokens& tokens, std::size_t end) {
  std::size_t begin = 0;
  while (begin < end && is_among(tokens.parts[begin], "qm2hAH1")) ++begin;
  return begin;
}

}  // namespace

// The words in front of the bracket that name the thing: without those in front of it and the time behind.
std::string LineReader::words_of_name(const Tokens& tokens, std::size_t end) const {
  const std::string_view parts = tokens.parts;
  const std::size_t begin = name_begin(tokens, end);
  const std::size_t time = std::min(parts.substr(0, end).find('v', begin), end);
  if (begin >= time ||
      parts.substr(begin, time - begin).find_first_not_of("wCRDQVp1Tl2YonA/-H") != std::string_view::npos)
    return {};
  if (parts.substr(time, end - time).find_first_not_of("vntbepg1S") != std::string_view::npos) return {};
  return words_at(tokens, begin, time);
}

ReadLine LineReader::with_bracket(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                  bool exclusion) {
  const std::string_view parts = tokens.parts;
  const std::size_t stop = end_before(tokens);
  if (stop < 3 || parts[stop - 1] != ')') return {};
  const std::size_t open = parts.rfind('(', stop - 1);
  if (open == std::string_view::npos || open == 0 || open + 2 >= stop) return {};
  if (parts.substr(0, open).find_first_of("();*XZI") != std::string_view::npos) return {};
  const std::string words = words_at(tokens, open + 1, stop - 1);
  const std::string low = lowered(words);
  const bool open_end = ends_open(low);
  const bool reference = is_reference(low);
  const std::uint32_t front_end = tokens.list[open].begin;
  if (words.size() > (open_end ? 2 * kLongestBracket : kLongestBracket)) return {};
  if (open_end && parts.substr(open, stop - open).find_first_of("nc*") != std::string_view::npos) return {};
  const bool reason =
      is_reason(low) && parts.substr(open, stop - open).find_first_of("ncokKX") == std::string_view::npos;
  const bool inclusive = says_inclusive(low);
  if (!open_end && !reference && !reason && !inclusive && !fits_name(tokens, open + 1, stop - 1, low))
    return {};
  const Tokens front = tokenize(text_, begin, front_end, lexicon_);
  ReadLine made = sentence(begin, front_end, front, exclusion);
  if (made.expression == nullptr && !asks_a_person(front)) made = phrase(begin, front_end, front, exclusion);
  if (made.expression == nullptr || made.line_class == LineClass::attestation) return {};
  made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
  if (reference || reason) return made;
  if (inclusive)
    return std::holds_alternative<ast::AgeTest>(made.expression->node) ? std::move(made) : ReadLine{};
  ast::History* history = one_history(made.expression);
  if (history == nullptr) return {};
  if (history->subject.names.front().text == "pregnancy" ||
      history->subject.names.front().text == "lactation")
    return {};
  if (open_end) {
    made.notes.emplace_back("Examples that the text gives are not listed one by one.");
    return made;
  }
  const std::string name = words_of_name(tokens, open);
  // `within 6 months of day 0 (the day of the first infusion)`: said of the day
  if (words.starts_with("the day of ") || words.starts_with("day of ")) return {};
  if (name.empty() || !rename_fact(made, name + " (" + words + ')')) return {};
  made.spans.push_back({begin, end, SpanKind::new_concept});
  return made;
}

// Gives the one fact that the line tests a name with more words; false: it tests something else.
bool LineReader::rename_fact(ReadLine& line, const std::string& whole) {
  ast::History* history = one_history(line.expression);
  if (history == nullptr || whole.empty() || whole.size() > kLongestWhole ||
      whole.find_first_of("\"`\\\n") != std::string::npos)
    return false;
  const auto kind = facts_.kind(history->subject.names.front().text);
  if (!kind) return false;
  history->subject.names.front() = facts_.get(*kind, whole).name;
  line.line_class = LineClass::compiled_new_concept;
  return true;
}

// The line as `given` reads, with the one fact of that named by the line's own words.
ReadLine LineReader::read_renamed(const std::string& given, const std::string& whole, std::uint32_t begin,
                                  std::uint32_t end, bool exclusion) {
  ReadLine made = read_as(given, begin, end, exclusion);
  if (made.expression == nullptr || !rename_fact(made, whole)) return {};
  made.spans = {{begin, end, SpanKind::new_concept}};
  return made;
}

namespace {

// `diagnosed by MRI`, `detected on ultrasound`: the words in front of the link.
constexpr std::array<std::string_view, 10> kFound = {"diagnosed", "confirmed",    "documented", "detected",
                                                     "proven",    "demonstrated", "evidenced",  "visible",
                                                     "defined",   "identified"};
// `according to the 2010 criteria`: these have none.
constexpr std::array<std::string_view, 6> kAccording = {"according to", "following", "as per",
                                                        "fulfilling",   "per",       "based on"};

bool is_link(std::string_view word) {
  static constexpr std::array<std::string_view, 8> kLinks = {"by",      "on",   "using", "via",
                                                             "through", "with", "in",    "from"};
  return std::find(kLinks.begin(), kLinks.end(), word) != kLinks.end();
}

// Where such words begin, behind the first token; `stop` if nowhere.
std::size_t how_found(const Tokens& tokens, std::size_t stop, std::string_view text) {
  const auto may_stand = [&](auto word) { return tokens.pairs.may_hold(word); };
  std::vector<std::string_view> words;
  std::copy_if(kFound.begin(), kFound.end(), std::back_inserter(words), may_stand);
  const std::size_t links = words.size();  // of those that need one
  std::copy_if(kAccording.begin(), kAccording.end(), std::back_inserter(words), may_stand);
  for (std::size_t i = 1; i < stop && !words.empty(); ++i) {
    const Token& token = tokens.list[i];
    const auto is_here = [&](std::string_view word) {
      return word.size() == token.end - token.begin && lowered(text.substr(token.begin, word.size())) == word;
    };
    const auto found = std::find_if(words.begin(), words.end(), is_here);
    if (found == words.end()) continue;
    if (static_cast<std::size_t>(found - words.begin()) >= links) return i;
    if (i + 1 == tokens.list.size()) continue;
    const Token& next = tokens.list[i + 1];
    if (is_link(lowered(text.substr(next.begin, next.end - next.begin)))) return i;
  }
  return stop;
}

bool is_source(std::string_view words) {
  static constexpr std::array<std::string_view, 6> kSources = {"criteria",  "classification", "definition",
                                                               "guideline", "guidelines",     "consensus"};
  return std::any_of(kSources.begin(), kSources.end(), [&](auto word) { return has_word(words, word); });
}

}  // namespace

// `IgA nephropathy diagnosed by biopsy`, `ALS according to the criteria of Airlie`: one name with all words.
ReadLine LineReader::found_by(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  const std::string_view parts = tokens.parts;
  const std::size_t stop = end_before(tokens);
  if (asks_a_person(tokens)) return {};
  const std::size_t i = how_found(tokens, stop, text_);
  if (i + 1 >= stop) return {};
  if (parts.substr(i, stop - i).find_first_not_of("whp1CRVTl2n&|/-oYQs,mSj(") != std::string_view::npos)
    return {};
  const std::string how = lowered(words_at(tokens, i, stop));
  const bool source = how.starts_with("according") || how.starts_with("following") ||
                      how.starts_with("as per") || how.starts_with("per ") || how.starts_with("fulfil") ||
                      how.starts_with("based on");
  if (source != is_source(how)) return {};
  // what a method is said to show could be one more thing
  if (!source && parts.substr(i, stop - i).find_first_of(",no(") != std::string_view::npos) return {};
  std::size_t name_end = i;
  while (name_end > 0 && is_among(parts[name_end - 1], ",m")) --name_end;
  if (name_end == 0) return {};
  const std::uint32_t front_end = tokens.list[name_end - 1].end;
  const Tokens front = tokenize(text_, begin, front_end, lexicon_);
  ReadLine made = sentence(begin, front_end, front, exclusion);
  if (made.expression == nullptr && !asks_a_person(front)) made = phrase(begin, front_end, front, exclusion);
  const ast::History* history = one_history(made.expression);
  if (history == nullptr ||
      (history->kind != ast::HistoryKind::diagnosis && history->kind != ast::HistoryKind::active) ||
      !std::holds_alternative<std::monostate>(history->time))
    return {};
  if (words_of_name(tokens, name_end).empty() ||
      !rename_fact(made, words_at(tokens, name_begin(tokens, name_end), stop)))
    return {};
  made.spans = {{begin, end, SpanKind::new_concept}};
  return made;
}

}  // namespace eligo::grammar::registry
