// Who is pregnant, nurses, or may become pregnant, as one line among exclusions: `pregnant, nursing, or
// planning to become pregnant`. See line_reader.hpp.
//
// Nobody is meant to be all of these at once: whatever joins them, each keeps out by itself. A pregnancy and
// a test for one are facts; what somebody plans or avoids is for a person to say.
#include <optional>
#include <string_view>
#include <utility>

#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool names_pregnancy(const Tokens& tokens) {
  for (const Token& token : tokens.list)
    if (token.part == Part::condition && (token.value == "pregnancy" || token.value == "lactation"))
      return true;
  return false;
}

// A question by its own first words: `planning to …`, `women who do not …`.
bool begins_question(const Tokens& tokens) {
  const std::size_t first = tokens.parts.find_first_not_of("qmFBW1");
  return first != std::string::npos && (tokens.parts[first] == 'j' || tokens.parts[first] == 'P' ||
                                        tokens.parts[first] == 'K' || tokens.parts[first] == 'k');
}

// `those who are not pregnant but take no contraceptive`: a question, though it names a pregnancy.
bool asks_for_contraception(const Tokens& tokens, std::string_view text) {
  if (tokens.list.empty() || !begins_question(tokens)) return false;
  const std::uint32_t begin = tokens.list.front().begin;
  const std::string_view words = text.substr(begin, tokens.list.back().end - begin);
  return words.find("not pregnant but") != std::string_view::npos &&
         words.find("ontracepti") != std::string_view::npos;
}

// The line begins with a pregnancy and holds nothing that the pieces do not stand for.
bool lists_pregnancies(const Tokens& tokens, std::string_view text) {
  const std::size_t first = tokens.parts.find_first_not_of("qmFAhp");
  if (first == std::string::npos || tokens.list[first].part != Part::condition || !names_pregnancy(tokens) ||
      any_of_parts(tokens, "IXNoDR:*") || tokens.parts.find(';') < end_before(tokens))
    return false;
  for (const Token& token : tokens.list)
    if (token.part == Part::unclear && text.substr(token.begin, token.end - token.begin) != "while" &&
        text.substr(token.begin, token.end - token.begin) != "do not")
      return false;
  const std::size_t open = tokens.parts.find('(');
  return open == std::string::npos || (open + 1 < tokens.parts.size() && tokens.parts[open + 1] == '|');
}

}  // namespace

// Pieces between the joins; a bracket that begins with `or` is one as well.
std::vector<LineReader::Piece> LineReader::cut_at_joins(std::uint32_t begin, std::uint32_t end,
                                                        const Tokens& tokens) {
  std::vector<Piece> made;
  std::uint32_t from = begin;
  for (const Token& token : tokens.list) {
    const bool join = token.part == Part::or_ || token.part == Part::and_ || token.part == Part::and_or ||
                      is_mark(token, ',') || is_mark(token, '(') || is_mark(token, ')');
    if (!join) continue;
    if (token.begin > from) made.push_back({from, token.begin});
    from = token.end;
  }
  if (end > from) made.push_back({from, end});
  std::erase_if(made, [&](const Piece& piece) {
    return tokens_of(piece).parts.find_first_not_of(".;") == std::string::npos;
  });
  return made;
}

// Facts and questions of the pieces; nothing where a piece is neither.
std::optional<LineReader::Plans> LineReader::sort_plans(const std::vector<Piece>& pieces) {
  Plans made;
  std::optional<Piece> front;  // words that belong to the question behind them: `males and females who …`
  bool asked_before = false;   // the piece in front is a question
  for (const Piece& piece : pieces) {
    const Tokens& inner = tokens_of(piece);
    ReadLine fact = front ? ReadLine{} : sentence(piece.begin, piece.end, inner, true);
    if (fact.line_class != LineClass::unencoded && fact.expression != nullptr &&
        about_pregnancy(fact.expression) && !std::holds_alternative<ast::Not>(fact.expression->node)) {
      made.facts.push_back(std::move(fact));
      asked_before = false;
      continue;
    }
    const bool avoids = !made.facts.empty() && asks_for_contraception(inner, text_);
    if (made.facts.empty() || (names_pregnancy(inner) && !avoids)) return std::nullopt;
    // `to avoid fathering a child or becoming pregnant` goes on
    const bool goes_on =
        asked_before && std::string_view("qFBW").find(inner.parts.front()) == std::string_view::npos;
    if (begins_question(inner) && !goes_on) {
      made.questions.push_back(front ? Piece{front->begin, piece.end} : piece);
      front.reset();
      asked_before = true;
    } else if (asked_before) {
      made.questions.back().end = piece.end;
    } else if (front) {
      front->end = piece.end;
    } else if (inner.parts.find_first_not_of("begq.") != std::string::npos) {
      front = piece;
    }
  }
  if (front || made.questions.empty()) return std::nullopt;
  return made;
}

// A question in its own words, whatever it names.
ReadLine LineReader::question_as_written(const Piece& piece) {
  std::string words = plain_text(text_, piece.begin, piece.end);
  while (!words.empty() && (words.back() == '.' || words.back() == ';')) words.pop_back();
  ReadLine made;
  made.line_class = LineClass::attestation;
  made.expression = make_expression(
      ast::Attest{facts_.get(ast::ConceptKind::attestation, without_quotes(std::move(words))).name});
  made.spans.push_back({piece.begin, piece.end, SpanKind::attestation});
  return made;
}

ReadLine LineReader::pregnancy_or_plans(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                        bool exclusion) {
  constexpr std::size_t most = 8;
  if (!exclusion) return {};
  // what the trial does with her, in a sentence behind
  if (const std::size_t stop = text_.substr(begin, end - begin).find(". "); stop != std::string_view::npos) {
    const auto first_end = begin + static_cast<std::uint32_t>(stop);
    if (text_.substr(first_end, end - first_end).find(" must undergo ") == std::string_view::npos) return {};
    ReadLine made = pregnancy_or_plans(begin, first_end, tokenize(text_, begin, first_end, lexicon_), true);
    if (made.line_class == LineClass::unencoded) return {};
    made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
    made.notes.emplace_back("What is done in the trial is not part of the expression.");
    return made;
  }
  if (!lists_pregnancies(tokens, text_)) return {};
  const auto pieces = cut_at_joins(begin, end, tokens);
  if (pieces.size() < 2 || pieces.size() > most) return {};
  auto plans = sort_plans(pieces);
  if (!plans) return {};
  for (const Piece& question : plans->questions) {
    const Tokens& inner = tokens_of(question);
    ReadLine asked = asks_for_contraception(inner, text_)
                         ? question_as_written(question)
                         : attestation(question.begin, question.end, inner, true);
    if (asked.line_class != LineClass::attestation || asked.expression == nullptr) return {};
    plans->facts.push_back(std::move(asked));
  }
  ReadLine made;
  made.line_class = LineClass::compiled;
  made.spans.push_back({begin, end, SpanKind::no_op});
  std::vector<ast::ExpressionPtr> operands;
  for (ReadLine& one : plans->facts) {
    operands.push_back(std::move(one.expression));
    made.spans.insert(made.spans.end(), one.spans.begin(), one.spans.end());
  }
  made.expression = joined(false, std::move(operands));
  return made;
}

}  // namespace eligo::grammar::registry
