// Pregnancy, nursing, tests for a pregnancy and plans as one line among exclusions, in words that the grammar
// of sentences does not know: `known to be pregnant, lactating or having a positive pregnancy test (will be
// tested during screening)`. See line_reader.hpp.
//
// The line is cut at its joins. A piece is a fact if it holds nothing but the words of one, and a question if
// it speaks of plans, of contraception or of a risk; with any other piece the line is left open.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"
#include "grammar/registry/word_set.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongest = 280;  // in bytes

enum class Says { nothing, pregnancy, lactation, test, question, other };

// Words that say who it is, or that it is so at present.
bool is_of_person(const std::string& word) {
  static const WordSet kWords(
      " women woman female females patient patients subject subjects participant participants mother mothers "
      "those who that are is be being been known to currently presently current ongoing the a an any with in "
      "at of time screening study state stage period during recruitment enrollment enrolment have has having "
      "had their as by evidenced childbearing child-bearing age potential progress for or ");
  return kWords.contains(word);
}

bool is_of_test(const std::string& word) {
  static const WordSet kWords(
      " positive result results serum urine urinary blood hcg beta-hcg human chorionic gonadotropin "
      "laboratory test tests pregnancy show shows on day whose is before participation prior receiving "
      "treatment therapy confirmed ");
  return kWords.contains(word) || word.ends_with("-hcg");
}

bool is_lactation(const std::string& word) {
  static const WordSet kWords(
      " lactating lactation breastfeeding breast-feeding breast feeding nursing breast-feed ");
  return kWords.contains(word);
}

// `planning to become pregnant or breastfeed`, `within 3 months after the study`: what a question goes on
// with.
bool goes_on(std::string_view low) {
  static constexpr std::array<std::string_view, 8> kFirst = {"becoming ", "breastfeed", "within ", "during ",
                                                             "to ",       "getting ",   "father",  "after "};
  return std::any_of(kFirst.begin(), kFirst.end(), [&](auto first) { return low.starts_with(first); });
}

// What a piece between two joins says.
Says said(std::string_view low) {
  if (low == "contraception") return Says::other;
  if (holds_any(low, {"plan", "intend", "intention", "wish", "attempt", "trying", "expecting to", "willing",
                      "refus", "not us", "not tak", "without taking", "not agree", "contracepti",
                      "birth control", "risk of pregnancy", "possible candidate", "may be pregnant"}))
    return Says::question;
  bool pregnant = false;
  bool lactating = false;
  bool positive = false;
  bool test = false;
  bool person = false;
  std::string word;
  for (std::size_t i = 0; i <= low.size(); ++i) {
    if (i < low.size() && low[i] != ' ' && low[i] != '.' && low[i] != ';') {
      word += low[i];
      continue;
    }
    if (word.empty()) continue;
    if (word == "pregnant" || word == "pregnancy") {
      pregnant = true;
    } else if (is_lactation(word)) {
      lactating = true;
    } else if (is_of_test(word)) {
      positive = positive || word == "positive";
      test = test || word.starts_with("test") || word.ends_with("hcg") || word == "gonadotropin";
    } else if (is_of_person(word)) {
      person = true;
    } else {
      return Says::other;
    }
    word.clear();
  }
  if (positive) return test && !lactating ? Says::test : Says::other;
  if (test) return Says::other;
  if (pregnant) return lactating ? Says::other : Says::pregnancy;
  if (lactating) return Says::lactation;
  return person ? Says::other : Says::nothing;
}

// Takes out brackets that only say how it is found. What must be used or shown is a demand of its own.
bool drop_remarks(std::string& words) {
  for (std::size_t open = words.find_first_of("(["); open != std::string::npos;
       open = words.find_first_of("([")) {
    const std::size_t close = words.find_first_of(")]", open);
    if (close == std::string::npos) return false;
    const std::string inner = lowered(std::string_view(words).substr(open + 1, close - open - 1));
    const bool found = holds_any(inner, {"pregnancy test", "hcg", "will be tested", "to be tested",
                                         "tested during", "pregnancy defined as"}) ||
                       inner == "for women subjects";
    if (!found || holds_any(inner, {"required", "must", "should", "negative", "unwilling", "lactat", "breast",
                                    "includes", "unless", "except"}))
      return false;
    words.erase(open, close + 1 - open);
  }
  return true;
}

// Takes off why, or by what it is found: ` due to the risk for the child`.
void drop_reason(std::string& words) {
  const std::string low = lowered(words);
  for (const std::string_view reason :
       {" may not participate due to", ", due to", " due to", " because of", ", confirmed by",
        " confirmed by", ", if of childbearing potential", " as determined by", " as evidenced by"}) {
    const std::size_t at = low.find(reason);
    if (at == std::string::npos) continue;
    std::string rest = low.substr(at);
    if (const auto child = rest.find("nursing infants"); child != std::string::npos) rest.erase(child, 8);
    if (holds_any(rest, {"lactat", "breast", "nursing", "planning", "unwilling", " or pregnan"})) continue;
    words.erase(at);
    return;
  }
}

// The pieces between the joins; a test of serum or urine is one.
std::vector<std::string> pieces_of(std::string words) {
  std::vector<std::string> made;
  std::string low = lowered(words);
  for (const std::string_view kept : {"serum or urine", "urine or serum", "blood or urine", "urine or blood"})
    for (std::size_t at = low.find(kept); at != std::string::npos; at = low.find(kept, at + 1)) {
      const std::size_t blank = low.find(" or ", at);
      low.replace(blank, 4, "    ");
      words.replace(blank, 4, "    ");
    }
  static constexpr std::array<std::string_view, 9> kJoins = {", or ", ", and ", " or ", " and ", " and/or ",
                                                             "; ",    ", ",     "/",    " / "};
  std::size_t from = 0;
  for (std::size_t i = 0; i < low.size();) {
    const auto join = std::find_if(kJoins.begin(), kJoins.end(), [&](auto one) {
      return std::string_view(low).substr(i).starts_with(one);
    });
    if (join == kJoins.end()) {
      ++i;
      continue;
    }
    made.push_back(words.substr(from, i - from));
    i += join->size();
    from = i;
  }
  made.push_back(words.substr(from));
  return made;
}

}  // namespace

ReadLine LineReader::expecting(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  static constexpr auto kStates = std::to_array<std::string_view>({"pregnan", "lactat", "breast", "nursing"});
  if (!exclusion || end - begin > kLongest || !any_of_parts(tokens, "C") ||
      !tokens.pairs.may_hold_any(kStates))
    return {};
  std::string words = plain_text(text_, begin, end);
  if (!drop_remarks(words)) return {};
  drop_reason(words);
  words.resize(without_last_marks(words).size());
  const std::string low = lowered(words);
  if (low.find(". ") != std::string::npos ||
      holds_any(low, {" if ", "unless", "except", "must not", "should not", "not pregnant", "male and",
                      "male or", " male", ":"}) ||
      std::none_of(kStates.begin(), kStates.end(),
                   [&](std::string_view state) { return low.find(state) != std::string::npos; }))
    return {};
  bool pregnant = false;
  bool lactating = false;
  bool tested = false;
  std::vector<std::string> questions;
  for (const std::string& piece : pieces_of(words)) {
    switch (said(lowered(piece))) {
      case Says::pregnancy:
        if (!questions.empty()) return {};
        pregnant = true;
        break;
      case Says::lactation:
        lactating = true;
        break;
      case Says::test:
        tested = true;
        break;
      case Says::question:
        if (!pregnant && !lactating && !tested) return {};
        questions.push_back(piece);
        break;
      case Says::nothing:
        break;
      case Says::other:
        if (questions.empty() || !goes_on(lowered(piece))) return {};
        questions.back() += " or " + piece;
        break;
    }
  }
  if (!pregnant && !lactating) return {};
  std::string facts = pregnant && lactating ? "Pregnant or lactating women"
                      : pregnant            ? "Pregnant women"
                                            : "Lactating women";
  ReadLine made = read_as(facts, begin, end, true);
  if (made.expression == nullptr) return {};
  if (tested) {
    ReadLine test = read_as("Positive pregnancy test", begin, end, true);
    if (test.expression == nullptr) return {};
    std::vector<ast::ExpressionPtr> both;
    both.push_back(std::move(made.expression));
    both.push_back(std::move(test.expression));
    made.expression = joined(false, std::move(both));
  }
  for (const std::string& question : questions)
    made = with_question(std::move(made), question, false, begin, end);
  return made;
}

}  // namespace eligo::grammar::registry
