// Heart failure of a NYHA class: `congestive heart failure (NYHA III-IV)`. See line_reader.hpp.
//
// The class says how far the failure has gone, and the vocabulary has it: a new fact with these words would
// be missing from a record that holds the class.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"
#include "grammar/registry/word_set.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongest = 160;  // in bytes

// What the class is of, and how it is named; another word says something else.
const WordSet& plain_words() {
  static const WordSet kWords(
      " heart cardiac failure insufficiency dysfunction disease diseases chf hf congestive chronic severe "
      "moderate "
      "symptomatic advanced known significant clinically diagnosed presence evidence to be that is "
      "patient patients subject subjects participant participants have has having with of a an the in at "
      "during screening nyha class classes classification functional grade grades stage degree according by "
      "and or ");
  return kWords;
}

std::size_t grade_of(std::string_view word) {
  static constexpr std::string_view kDigits = "1234";
  if (word.size() == 1 && kDigits.find(word[0]) != std::string_view::npos)
    return static_cast<std::size_t>(word[0] - '0');
  return word == "i" ? 1 : word == "ii" ? 2 : word == "iii" ? 3 : word == "iv" ? 4 : 0;
}

// Words in lower case, and signs of a comparison.
std::vector<std::string> words_and_signs(std::string_view text) {
  std::vector<std::string> made;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word_char(text[end])) ++end;
    if (end == at) {
      while (end < text.size() && (text[end] == '<' || text[end] == '>' || text[end] == '=')) ++end;
    }
    if (end == at) {
      ++at;
      continue;
    }
    made.push_back(lowered(text.substr(at, end - at)));
    at = end;
  }
  return made;
}

struct Graded {
  std::vector<std::size_t> grades;
  std::string sign;      // >, >=
  bool upwards = false;  // `or higher`
};

// The class in a line of nothing but heart failure and its class.
bool is_upwards(std::string_view word) {
  return word == "higher" || word == "above" || word == "greater" || word == "more" || word == "worse";
}

// `III or IV`, `II or higher`, `class III and class IV`; not `or congestive heart failure`.
bool joins_grades(const std::vector<std::string>& words, std::size_t i) {
  std::size_t next = i + 1;
  while (next < words.size() && (words[next] == "class" || words[next] == "grade" || words[next] == "stage"))
    ++next;
  return i > 0 && next < words.size() && grade_of(words[i - 1]) > 0 &&
         (grade_of(words[next]) > 0 || is_upwards(words[next]));
}

std::optional<Graded> read_class(const std::vector<std::string>& words) {
  Graded made;
  bool heart = false;
  bool nyha = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if ((word == "or" || word == "and") && !joins_grades(words, i)) return std::nullopt;
    if (const std::size_t grade = grade_of(word); grade > 0) {
      if (!nyha && made.grades.empty() && !made.sign.empty()) return std::nullopt;
      made.grades.push_back(grade);
    } else if (word == ">" || word == ">=") {
      if (!made.sign.empty() || !made.grades.empty()) return std::nullopt;
      made.sign = word;
    } else if (is_upwards(word)) {
      if (made.grades.size() != 1) return std::nullopt;
      made.upwards = true;
    } else if (!plain_words().contains(word)) {
      return std::nullopt;
    }
    heart = heart || word == "heart" || word == "cardiac" || word == "chf" || word == "hf";
    nyha = nyha || word == "nyha";
  }
  if (!heart || !nyha || made.grades.empty()) return std::nullopt;
  for (std::size_t i = 1; i < made.grades.size(); ++i)
    if (made.grades[i] <= made.grades[i - 1]) return std::nullopt;
  if ((!made.sign.empty() || made.upwards) && made.grades.size() != 1) return std::nullopt;
  return made;
}

std::string without_long_name(std::string text) {
  constexpr std::string_view name = "new york heart association";
  std::string low = lowered(text);
  const std::size_t at = low.find(name);
  if (at == std::string::npos) return text;
  return text.replace(at, name.size(), low.find("nyha") == std::string::npos ? "NYHA" : "");
}

}  // namespace

ReadLine LineReader::heart_failure_of_class(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                            bool exclusion) {
  if (end - begin > kLongest || !(tokens.pairs.may_hold("NYHA") || tokens.pairs.may_hold("New York")) ||
      any_of_parts(tokens, "XIZt;"))
    return {};
  const std::string whole = plain_text(text_, begin, end);
  std::vector<std::string> words = words_and_signs(without_long_name(whole));
  const bool denied = !words.empty() && words.front() == "no";
  if (denied && exclusion) return {};
  if (denied) words.erase(words.begin());
  const auto read = read_class(words);
  if (!read) return {};
  const std::vector<std::size_t>& grades = read->grades;
  std::string asked = "NYHA class ";
  if (!read->sign.empty() || read->upwards) asked += (read->upwards ? ">=" : read->sign) + ' ';
  asked += std::to_string(grades.front());
  if (grades.size() > 1) asked += " to " + std::to_string(grades.back());
  ReadLine made = read_as(asked, begin, end, exclusion);
  if (made.expression == nullptr) return {};
  if (denied) made.expression = negated(std::move(made.expression));
  made.notes.push_back("Read as the NYHA class of `" + std::string(without_last_marks(whole)) + "`.");
  return made;
}

}  // namespace eligo::grammar::registry
