// What somebody takes at present, said by other words than the grammar of sentences knows: `use of steroids`,
// `under immunosuppressive treatment`, `anticoagulant use`. See line_reader.hpp.
//
// Among exclusions only: there the use at present keeps somebody out, whatever was taken before. A drug or a
// course of treatment must be known for one by its words: `use of pacemakers` says something else.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongestUse = 160;  // in bytes; a longer line says more than what is taken

// Takes off the first of some words that the text begins with; false: it begins with none.
template <std::size_t size>
bool take_front(std::string& low, std::string& words, const std::array<std::string_view, size>& fronts) {
  for (const std::string_view front : fronts) {
    if (!low.starts_with(front)) continue;
    low.erase(0, front.size());
    words.erase(0, front.size());
    return true;
  }
  return false;
}

// The words for who takes it, which say nothing.
bool take_person(std::string& low, std::string& words) {
  static constexpr std::array<std::string_view, 22> kPersons = {
      "patients ", "patient ", "subjects ", "subject ",  "participants ", "participant ", "those ", "people ",
      "persons ",  "who are ", "who is ",   "that are ", "who ",          "that ",        "the ",   "is ",
      "are ",      "being ",   "be ",       "must ",     "have ",         "currently "};
  bool taken = false;
  while (take_front(low, words, kPersons)) taken = true;
  return taken;
}

// Takes off what says that it is in use; false: nothing does.
bool take_use(std::string& low, std::string& words) {
  static constexpr std::array<std::string_view, 22> kUses = {"current or ongoing use of ",
                                                             "use of ",
                                                             "the use of ",
                                                             "usage of ",
                                                             "using ",
                                                             "uses ",
                                                             "use ",
                                                             "taking ",
                                                             "takes ",
                                                             "take ",
                                                             "undergo ",
                                                             "receiving ",
                                                             "receives ",
                                                             "receive ",
                                                             "ongoing use of ",
                                                             "current use of ",
                                                             "treatment under ",
                                                             "on ",
                                                             "under treatment with ",
                                                             "under chronic treatment with ",
                                                             "under ",
                                                             "current "};
  const bool person = take_person(low, words);
  const bool placed = low.starts_with("on ");
  if (placed && !person) return false;
  bool used = false;
  while (take_front(low, words, kUses)) used = true;
  for (const std::string_view end : {" use", " usage", " intake"}) {
    if (!low.ends_with(end)) continue;
    low.erase(low.size() - end.size());
    words.erase(words.size() - end.size());
    used = true;
  }
  return used;
}

bool is_too_general(std::string_view low) {
  static constexpr std::array<std::string_view, 12> kGeneral = {
      "drug",    "drugs",   "substance",   "substances", "medication", "medications",
      "alcohol", "tobacco", "contracepti", "illicit",    "illegal",    "any "};
  return std::any_of(kGeneral.begin(), kGeneral.end(),
                     [&](std::string_view word) {
                       return low.starts_with(word) ||
                              low.find(std::string("other ") + std::string(word)) != std::string::npos;
                     }) ||
         low.find("contracepti") != std::string::npos || low.find("prohibited") != std::string::npos;
}

}  // namespace

// Whether each of the names in a list is a drug or a treatment by its last word.
bool LineReader::names_treatments(std::string_view words) const {
  const Tokens tokens = tokenize(words, 0, static_cast<std::uint32_t>(words.size()), lexicon_);
  if (tokens.list.empty() || !only_parts_of_names(tokens)) return false;
  const auto is_treatment = [&](std::size_t i) {
    const Token& token = tokens.list[i];
    if (token.part == Part::medication || token.part == Part::procedure) return true;
    if (token.part != Part::word) return false;
    const std::string word = lowered(words.substr(token.begin, token.end - token.begin));
    auto kind = lexicon_.kind_of_head(word.substr(word.rfind('-') + 1));
    if (!kind) kind = lexicon_.kind_of_head(word);
    return kind == Part::medication || kind == Part::procedure;
  };
  int depth = 0;
  std::size_t head = 0;
  bool found = false;
  // `immunosuppressive, anticoagulant or steroid treatment`: what the last word is, all of them are
  const bool shared =
      tokens.list.back().part == Part::word && stands_among(" treatment treatments therapy therapies ",
                                                            lowered(words.substr(tokens.list.back().begin)));
  std::size_t size = 0;  // of an entry, in words
  const auto closes = [&] { return found && (is_treatment(head) || (shared && size == 1)); };
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Token& token = tokens.list[i];
    if (token.part == Part::example && depth == 0) break;
    if (is_mark(token, '(')) ++depth;
    if (is_mark(token, ')')) {
      --depth;
      continue;
    }
    if (depth > 0) continue;
    if (is_among(static_cast<char>(token.part), "|,\\/&")) {
      if (found && !closes()) return false;
      found = false;
      size = 0;
      continue;
    }
    head = i;
    found = true;
    ++size;
  }
  return found && is_treatment(head);
}

bool LineReader::only_parts_of_names(const Tokens& tokens) const {
  return tokens.parts.find_first_not_of("wDRQ|,\\/()*-") == std::string::npos;
}

ReadLine LineReader::present_use(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                 bool exclusion) {
  if (!exclusion || end - begin > kLongestUse || any_of_parts(tokens, "ntvXIZkKhPWjEO") ||
      asks_a_person(tokens))
    return {};
  std::string words = plain_text(text_, begin, end);
  words.resize(without_last_marks(words).size());
  std::string low = lowered(words);
  if (!take_use(low, words) || low.empty() || is_too_general(low) || !names_treatments(words)) return {};
  ReadLine made = read_as("Currently taking " + words, begin, end, true);
  if (made.expression == nullptr) return {};
  // all of it is taken now: nothing is an illness, and nothing was
  const auto is_now = [](const ast::ExpressionPtr& one) {
    const auto* history = std::get_if<ast::History>(&one->node);
    if (history == nullptr) return false;
    // a course that goes on is a state
    const auto& names = history->subject.names;
    return history->kind == ast::HistoryKind::event ||
           (history->kind == ast::HistoryKind::active &&
            std::all_of(names.begin(), names.end(),
                        [](const ast::Name& name) { return name.text.starts_with("ongoing"); }));
  };
  const auto* either = std::get_if<ast::Or>(&made.expression->node);
  const bool now = either != nullptr ? std::all_of(either->operands.begin(), either->operands.end(), is_now)
                                     : is_now(made.expression);
  return now ? std::move(made) : ReadLine{};
}

}  // namespace eligo::grammar::registry
