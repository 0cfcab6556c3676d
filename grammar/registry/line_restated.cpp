// Exclusions that say in words of their own what the grammar of sentences knows: `stroke < 3 months ago`,
// `surgery in 6 weeks`, `steroids within 3 months prior to day 1 of the current study`, `platelets out of
// normal range`, `chronic diseases: asthma, gout`. See line_reader.hpp.
//
// The names stay as they are written; only the words around them become the usual ones.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "grammar/registry/allergy_names.hpp"
#include "grammar/registry/build_words.hpp"
#include "grammar/registry/example_remarks.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"
#include "grammar/registry/word_set.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongest = 260;       // in bytes
constexpr std::size_t kLongestAsked = 450;  // in bytes

bool is_length_unit(std::string_view word) {
  return stands_among(" hour hours day days week weeks month months year years ", word);
}

bool is_count(std::string_view word) {
  return (!word.empty() && word.size() < 4 &&
          std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; })) ||
         stands_among(" a an one two three four five six seven eight nine ten twelve ", word);
}

// Words of which the name of a trial's day is made, and of nothing that could happen to somebody before.
bool is_word_of_trial_day(const std::string& word) {
  static const WordSet kWords(
      " the this our current present of to in for and or at time date day days start started beginning begin "
      "visit visits v1 v0 0 1 1st first study studies trial screening baseline inclusion enrollment "
      "enrolment "
      "enrolling enrolled registration randomization randomisation recruitment consent consenting informed "
      "form signing signature entry entering participation period planned investigational product drug dose "
      "administration infusion procedure intervention treatment surgery implantation injection ");
  return kWords.contains(word);
}

bool has_trial_word(const std::vector<std::string>& words, std::size_t begin) {
  static constexpr std::string_view kSaid =
      " study trial screening baseline inclusion enrollment enrolment registration randomization consent "
      "infusion procedure recruitment visit ";
  return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(begin), words.end(),
                     [](const std::string& word) { return stands_among(kSaid, word); });
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> made;
  made.reserve(text.size() / 6 + 1);
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    if (blank > 0) made.push_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return made;
}

std::string bare(std::string_view word) {
  while (!word.empty() && std::string_view(".,;:()").find(word.back()) != std::string_view::npos)
    word.remove_suffix(1);
  while (!word.empty() && word.front() == '(') word.remove_prefix(1);
  return lowered(word);
}

// The words of a line, which must outlive them, and the same without marks and capitals.
struct Words {
  explicit Words(std::string_view text) : written(split(text)) {
    low.reserve(written.size());
    for (const std::string_view word : written) low.push_back(bare(word));
  }
  void erase(std::size_t begin, std::size_t end) {
    written.erase(written.begin() + static_cast<std::ptrdiff_t>(begin),
                  written.begin() + static_cast<std::ptrdiff_t>(end));
    low.erase(low.begin() + static_cast<std::ptrdiff_t>(begin),
              low.begin() + static_cast<std::ptrdiff_t>(end));
  }
  std::string text(std::size_t end) const {
    std::string made;
    for (std::size_t i = 0; i < end; ++i) (made += i > 0 ? " " : "") += written[i];
    return made;
  }
  bool is_time(std::size_t i) const {
    return i + 1 < low.size() && is_count(low[i]) && is_length_unit(low[i + 1]);
  }

  std::vector<std::string_view> written;
  std::vector<std::string> low;
};

// Whether everything from `i` on says no more than that the time counts back from a day of the trial.
bool counts_from_trial(const Words& words, std::size_t i) {
  if (i == words.low.size()) return true;
  if (words.low[i] == "ago") return i + 1 == words.low.size();
  if (!stands_among(" of before from preceding prior ", words.low[i])) return false;
  if (words.low[i] == "prior" && (i + 1 >= words.low.size() || words.low[i + 1] != "to")) return false;
  return has_trial_word(words.low, i) && std::all_of(words.low.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                                     words.low.end(), is_word_of_trial_day);
}

struct Restated {
  std::string text;
  bool dated = false;  // the words say that the time counts back from a day
};

// `stroke in 3 months` -> `stroke within 3 months`, `stroke (< 3 months)` -> `stroke less than 3 months ago`
Restated with_usual_time(const Words& words) {
  for (std::size_t i = 2; i + 1 < words.low.size(); ++i) {
    if (!words.is_time(i) || !counts_from_trial(words, i + 2)) continue;
    const std::string length = words.low[i] + ' ' + words.low[i + 1];
    const bool dated = i + 2 < words.low.size();
    const std::string& link = words.low[i - 1];
    std::size_t name = 0;
    bool said = dated;
    const bool strict = link == "<" || link == "than";
    if (link == "<" || link == "<=") {
      name = i - 1;
    } else if (link == "than" && words.low[i - 2] == "less") {
      name = i - 2;
    } else if (link == "in" || link == "within") {
      name = i - 1;
      said = true;
    } else if (dated && i > 3 && stands_among(" past last previous ", link) && words.low[i - 2] == "the" &&
               stands_among(" in within over during ", words.low[i - 3])) {
      name = i - 3;
    } else {
      continue;
    }
    if (name > 0 && stands_among(" of since performed occurring occurred ", words.low[name - 1])) --name;
    if (name == 0) return {};
    std::string text = words.text(name);
    while (!text.empty() && std::string_view(",( ").find(text.back()) != std::string_view::npos)
      text.pop_back();
    text.append(strict ? " less than " : " within ").append(length).append(strict ? " ago" : "");
    return {std::move(text), said};
  }
  return {};
}

// Whether an event is looked for, and nothing that lasts.
bool is_event(const ast::Expression& whole) {
  const auto* history = std::get_if<ast::History>(&whole.node);
  return history != nullptr && history->kind == ast::HistoryKind::onset;
}

// A list that became the name of one thing: `infections, worsening of asthma`.
bool is_list_in_one_name(const ast::Expression& whole, std::string_view words) {
  const auto* history = std::get_if<ast::History>(&whole.node);
  return history != nullptr && history->subject.names.size() < 2 && words.find(',') != std::string_view::npos;
}

// `platelets out of normal range` -> `platelets < LLN or platelets > ULN`
std::string with_both_limits(const Words& words) {
  std::size_t end = words.low.size();
  if (end < 4 || end > 8 || (words.low[end - 1] != "range" && words.low[end - 1] != "ranges")) return {};
  --end;
  if (words.low[end - 1] == "normal" || words.low[end - 1] == "reference") --end;
  if (end > 0 && words.low[end - 1] == "the") --end;
  if (end < 3 || end + 1 > words.low.size() || words.low[end - 1] != "of" || words.low[end - 2] != "out")
    return {};
  const std::string name = words.text(end - 2);
  if (name.find('/') != std::string::npos) return {};
  std::string both = name;
  both.append(" < LLN or ").append(name).append(" > ULN");
  return both;
}

// `chronic diseases: asthma, gout` -> `asthma, gout`: the words in front name no more than the list.
std::string behind_kind(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) return {};
  const Words front(text.substr(0, colon));
  const std::string_view list = text.substr(colon + 1);
  if (front.low.empty() || front.low.size() > 5 || list.find(',') == std::string_view::npos ||
      !stands_among(" disease diseases disorder disorders illnesses ", front.low.back()) ||
      list.find(" etc") != std::string_view::npos || list.find("...") != std::string_view::npos)
    return {};
  const bool turned = std::any_of(front.low.begin(), front.low.end(), [](const std::string& word) {
    return stands_among(" no not without except other than of family ", word);
  });
  return turned ? std::string{} : std::string(list.substr(list.find_first_not_of(' ')));
}

// Some illnesses, each by its name.
bool is_list_of_illnesses(const ast::Expression& whole) {
  const auto* history = std::get_if<ast::History>(&whole.node);
  return history != nullptr && history->kind == ast::HistoryKind::diagnosis &&
         history->subject.names.size() > 1;
}

// One fact with the name of the allergy; no reading if there is none.
ReadLine allergy_as_written(const std::string& name, const ReadLine::Part& span, NewFacts& facts) {
  ReadLine made;
  if (name.empty()) return made;
  ast::History history;
  history.subject.names.push_back(facts.get(ast::ConceptKind::condition, name).name);
  made.expression = make_expression(std::move(history));
  made.line_class = LineClass::compiled_new_concept;
  made.spans = {span};
  return made;
}

}  // namespace

ReadLine LineReader::restated(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  if (!exclusion || end - begin > kLongestAsked) return {};
  static constexpr auto kExamples = std::to_array<std::string_view>(
      {"e.g", "eg.", "eg,", "eg ", "i.e", "such as ", "for example", "for instance", "including "});
  static constexpr auto kAllergies = std::to_array<std::string_view>({"allerg", "sensitiv", "anaphyla"});
  const std::string whole = plain_text(text_, begin, end);
  const bool marked = (whole.find('(') != std::string::npos || whole.find(':') != std::string::npos) &&
                      tokens.pairs.may_hold_any(kExamples);
  if (const std::string asked = marked ? without_examples(whole) : std::string{}; !asked.empty()) {
    NewFacts unused(facts_);
    LineReader inner(asked, lexicon_, unused);
    const auto size = static_cast<std::uint32_t>(asked.size());
    const ReadLine line = inner.attestation(0, size, tokenize(asked, 0, size, lexicon_), true);
    if (line.line_class == LineClass::attestation &&
        std::holds_alternative<ast::Attest>(line.expression->node))
      return question_as_written({begin, end});
  }
  if (const std::string plain = marked ? without_plain_examples(whole) : std::string{}; !plain.empty()) {
    LineReader inner(plain, lexicon_, facts_);
    const auto size = static_cast<std::uint32_t>(plain.size());
    const Tokens rest = tokenize(plain, 0, size, lexicon_);
    // a sentence of its own, or something that turns, may speak of the examples
    if (asks_a_person(rest) || plain.find(". ") != std::string::npos || has_word(lowered(plain), "not"))
      return {};
    ReadLine line = inner.read(0, size, true, {}, rest);
    const bool is_new = line.line_class == LineClass::compiled_new_concept;
    if (line.expression == nullptr || (!is_new && line.line_class != LineClass::compiled) ||
        is_list_in_one_name(*line.expression, plain.substr(0, plain.find_last_not_of(" ,;.") + 1)))
      return {};
    line.spans = {{begin, end, is_new ? SpanKind::new_concept : SpanKind::predicate}};
    return line;
  }
  if (end - begin > kLongest || any_of_parts(tokens, "N!X*")) return {};
  if (!any_of_parts(tokens, "t")) {
    const std::string both = tokens.pairs.may_hold("range") ? with_both_limits(Words(whole)) : std::string{};
    ReadLine line = read_as(both, begin, end, true);
    if (line.expression != nullptr || any_of_parts(tokens, "nc")) return line;
    line = read_as(behind_kind(whole), begin, end, true);
    if (line.expression != nullptr && is_list_of_illnesses(*line.expression)) return line;
    const std::string name = tokens.pairs.may_hold_any(kAllergies) ? one_allergy(whole) : std::string{};
    return allergy_as_written(name, {begin, end, SpanKind::new_concept}, facts_);
  }
  const Restated made = with_usual_time(Words(whole));
  if (made.text.empty()) return {};
  ReadLine line = read_as(made.text, begin, end, true);
  if (line.expression == nullptr || (!made.dated && !is_event(*line.expression)) ||
      is_list_in_one_name(*line.expression, made.text))
    return {};
  return line;
}

}  // namespace eligo::grammar::registry
