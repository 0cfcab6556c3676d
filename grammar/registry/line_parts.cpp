// A line of several sentences or clauses, piece by piece. See line_reader.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_joins.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"
#include "grammar/registry/phrase_words.hpp"

namespace eligo::grammar::registry {
namespace {

// The class of several parts that stand together.
LineClass together(LineClass a, LineClass b) {
  if (a == b) return a;
  if (a == LineClass::no_op) return b;
  if (b == LineClass::no_op) return a;
  if (a == LineClass::partly || b == LineClass::partly || a == LineClass::unencoded ||
      b == LineClass::unencoded)
    return LineClass::partly;
  if (a == LineClass::compiled_new_concept || b == LineClass::compiled_new_concept)
    return LineClass::compiled_new_concept;
  return LineClass::compiled;
}

// Words that let somebody in, or keep them out, whatever stands beside.
bool permits_something(const Tokens& tokens, std::string_view text) {
  static constexpr std::array<std::string_view, 14> kHarmless = {
      "while", "considered", "defined",  "until",   "no longer",  "may",        "might",
      "could", "do not",     "does not", "did not", "acceptable", "who do not", "who does not"};
  // `Exceptions may occur with approval of the sponsor.`
  if (!tokens.list.empty() && lowered(text.substr(tokens.list.front().begin, 9)) == "exception") return true;
  // `other tests are acceptable`; an `acceptable method` permits nothing
  for (std::size_t i = 1; i < tokens.list.size(); ++i)
    if (tokens.list[i].part == Part::unclear && text.substr(tokens.list[i].begin, 10) == "acceptable" &&
        (tokens.list[i - 1].part == Part::lead || tokens.list[i - 1].part == Part::verb))
      return true;
  return std::any_of(tokens.list.begin(), tokens.list.end(), [&](const Token& token) {
    return token.part == Part::unclear &&
           std::find(kHarmless.begin(), kHarmless.end(), text.substr(token.begin, token.end - token.begin)) ==
               kHarmless.end();
  });
}

// An `or`, or a comma, behind which a clause begins that says by itself how it is meant: `, history of`.
bool joins_cue(const Tokens& tokens, std::size_t i) {
  const Part join = tokens.list[i].part;
  if (join != Part::or_ && join != Part::and_or && !is_mark(tokens.list[i], ',')) return false;
  std::size_t next = i + 1;
  // `arterial disease, patients who have had surgery for it`: may say which
  if (is_mark(tokens.list[i], ',') && next + 1 < tokens.list.size() && tokens.list[next].part == Part::lead &&
      tokens.list[next + 1].part == Part::history)
    return false;
  if (is_mark(tokens.list[i], ',') && next < tokens.list.size() && tokens.list[next].part == Part::or_)
    ++next;
  while (next < tokens.list.size() &&
         (tokens.list[next].part == Part::lead || tokens.list[next].part == Part::verb))
    ++next;
  constexpr std::string_view cues = "hAHE";
  return next < tokens.list.size() && cues.find(tokens.parts[next]) != std::string_view::npos;
}

// `hypersensitivity to A or active B`: B may be one more thing that the words in front are about.
bool may_go_on(const Tokens& before, const Tokens& piece, std::string_view text) {
  const Token& first = piece.list.front();
  if (first.part != Part::active && first.part != Part::treated) return false;
  const std::string_view words = text.substr(first.begin, first.end - first.begin);
  return any_of_parts(before, "Tp12") && !words.ends_with("of") && !words.ends_with("for") &&
         !words.ends_with("with");
}

// `Women of childbearing potential must … and agree to …`: what stands behind the `and` is asked of them
// only.
void keep_guard(const Tokens& tokens, std::vector<ast::ExpressionPtr>& operands) {
  constexpr std::size_t front = 3;
  auto* guarded = operands.size() > 1 ? std::get_if<ast::If>(&operands.front()->node) : nullptr;
  if (guarded == nullptr || guarded->otherwise != nullptr || tokens.parts.find('W') >= front) return;
  std::vector<ast::ExpressionPtr> all;
  all.push_back(std::move(guarded->then));
  for (std::size_t i = 1; i < operands.size(); ++i) all.push_back(std::move(operands[i]));
  guarded->then = joined(true, std::move(all));
  operands.resize(1);
}

// What somebody has to something, which may stand further on.
bool ends_with_reaction(const Tokens& piece, std::string_view text) {
  const auto last = std::find_if(piece.list.rbegin(), piece.list.rend(), [](const Token& token) {
    return token.part != Part::or_ && token.part != static_cast<Part>(',');
  });
  if (last == piece.list.rend()) return false;
  const std::string word = lowered(text.substr(last->begin, last->end - last->begin));
  return is_allergy(*last) || word.ends_with("sensitivity") || word.ends_with("reaction") ||
         word.ends_with("reactions") || word.ends_with("intolerance");
}

// Clauses behind cues of their own stand by themselves, unless one of them is turned, or the last has a time
// that may be meant for one in front as well.
bool stand_apart(const std::vector<Tokens>& pieces, std::string_view text) {
  const Tokens& end = pieces.back();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Tokens& piece = pieces[i];
    if (piece.list.empty() || any_of_parts(piece, "kKXIZjBF*:&")) return false;
    // `allergies or a history of allergy to A`, `drug sensitivity or known allergy to A`
    if (i + 1 < pieces.size() && ends_with_reaction(piece, text) && any_of_parts(pieces[i + 1], "T"))
      return false;
    const bool timed = any_of_parts(piece, "t");
    // `prior X that was treated` at the end of the line
    if (any_of_parts(piece, "#") && (timed || i + 1 < pieces.size() || i == 0)) return false;
    if (timed ? any_of_parts(piece, "A") : any_of_parts(piece, "be")) return false;
    if (piece.list.size() == 1 && piece.list.front().part == Part::word) return false;
    // `history of A or receiving B`: is B of the past, too?
    if (i > 0 && pieces[i - 1].list.front().part == Part::history &&
        text.substr(piece.list.front().begin, piece.list.front().end - piece.list.front().begin) ==
            "receiving")
      return false;
    if (i > 0 &&
        (text.substr(piece.list.front().begin, 4) == "with" || may_go_on(pieces[i - 1], piece, text)))
      return false;
    const bool now = piece.list.front().part == Part::active ||
                     (piece.list.front().part == Part::treated && piece.list.front().value == "now");
    if (!now && i + 1 < pieces.size() && !timed && any_of_parts(end, "t")) return false;
  }
  return true;
}

}  // namespace

// What a piece may end with; `who` is a word of the lead.
PartSet LineReader::ends_of_pieces(Cut where) {
  switch (where) {
    case Cut::sentences:
      return ".;";
    case Cut::at_and:
      return ".;&q";
    default:
      return ".;|\\,";
  }
}

// Pieces of a line at `;`, at the ends of sentences and, if asked for, at `and`.
std::vector<LineReader::Piece> LineReader::cut(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                               Cut where) const {
  std::vector<Piece> pieces;
  std::uint32_t from = begin;
  int depth = 0;
  const PartSet marks = ends_of_pieces(where);
  const std::size_t count = any_of_parts(tokens, marks) ? tokens.list.size() : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const char part = tokens.parts[i];
    if (part == '(') ++depth;
    if (part == ')') --depth;
    if (depth > 0 || !is_among(part, marks)) continue;
    const Token& token = tokens.list[i];
    // `A, B, etc. which …` goes on
    const bool ends = i > 0 && text_.substr(tokens.list[i - 1].begin, 4) != "etc.";
    const bool stop = is_mark(token, '.') && i + 1 < tokens.list.size() && token.end < end &&
                      text_[token.end] == ' ' && ends &&
                      tokens.list[i - 1].end - tokens.list[i - 1].begin > 2;
    // `aged 18 to 60 years, who are willing to …`
    const bool who = token.part == Part::lead && i > 0 && i + 1 < tokens.list.size() &&
                     tokens.list[i + 1].part == Part::confirm && tokens.parts.find('n') < i &&
                     text_.substr(token.begin, 3) == "who";
    const bool is_and = (where == Cut::at_and && (token.part == Part::and_ || who)) ||
                        (where == Cut::at_or &&
                         (token.part == Part::or_ || token.part == Part::and_or || is_mark(token, ',')));
    const bool is_cue = where == Cut::at_cue && joins_cue(tokens, i);
    if (!stop && !is_mark(token, ';') && !is_and && !is_cue) continue;
    pieces.push_back({from, token.begin});
    from = token.end;
    // `, or history of`: one join of two tokens
    if (is_cue && i + 1 < tokens.list.size() && tokens.list[i + 1].part == Part::or_)
      from = tokens.list[++i].end;
  }
  pieces.push_back({from, end});
  std::erase_if(pieces, [&](const Piece& piece) {
    return std::all_of(text_.begin() + piece.begin, text_.begin() + piece.end,
                       [](char c) { return c == ' ' || c == '\n' || c == '.' || c == ';'; });
  });
  return pieces;
}

// The tokens of a piece of the line that in_parts reads; it is asked for in each way to cut the line.
const Tokens& LineReader::tokens_of(const Piece& piece) {
  const auto [found, is_new] = of_pieces_.try_emplace({piece.begin, piece.end});
  if (is_new) found->second = tokenize(text_, piece.begin, piece.end, lexicon_);
  return found->second;
}

// What follows the first thing that a person has to say is said with it.
std::vector<LineReader::Piece> LineReader::from_first_question(std::vector<Piece> pieces, std::uint32_t end) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!asks_a_person(tokens_of(pieces[i]))) continue;
    pieces[i].end = end;
    pieces.resize(i + 1);
    break;
  }
  return pieces;
}

// The same for alternatives, but that a pregnancy or an illness is a fact wherever it stands:
// `pregnant, planning to become so in the next year, or breast-feeding`.
std::vector<LineReader::Piece> LineReader::questions_apart(const std::vector<Piece>& pieces, bool exclusion) {
  std::vector<Piece> made;
  bool asked = false;
  bool seen = false;
  for (const Piece& piece : pieces) {
    const Tokens& inner = tokens_of(piece);
    const bool pregnancy = std::any_of(inner.list.begin(), inner.list.end(), [](const Token& token) {
      return token.part == Part::condition && (token.value == "pregnancy" || token.value == "lactation");
    });
    const bool named = any_of_parts(inner, "CDR") && !asks_a_person(inner);
    const bool fact = (pregnancy || named) &&
                      sentence(piece.begin, piece.end, inner, exclusion).line_class != LineClass::unencoded;
    // facts in front of the first question stay together: they may share a time
    const bool first_facts =
        !asked && !asks_a_person(inner) && made.size() == 1 && &piece != &pieces.front() && !seen;
    if ((asked && !fact) || first_facts)
      made.back().end = piece.end;
    else
      made.push_back(piece);
    seen = seen || asks_a_person(inner);
    asked = !fact && (asked || asks_a_person(inner));
  }
  return made;
}

// A sentence that only explains the one in front goes with it: `Acceptable methods are …`.
std::vector<LineReader::Piece> LineReader::with_explanations(const std::vector<Piece>& pieces) {
  std::vector<Piece> made;
  for (const Piece& piece : pieces) {
    if (!made.empty() && explains(piece.begin, piece.end) && asks_a_person(tokens_of(made.back())))
      made.back().end = piece.end;
    else
      made.push_back(piece);
  }
  return made;
}

// `This includes A and B`, behind a sentence that names more than these.
bool LineReader::gives_examples(const Piece& piece, const Tokens& inner) const {
  static constexpr std::array<std::string_view, 7> kFirst = {
      "This includes", "These include", "Examples include", "Examples are",
      "Such as",       "Including",     "For example"};
  const std::string words = plain_text(text_, piece.begin, piece.end);
  return !any_of_parts(inner, "nNcXIZkK") &&
         std::any_of(kFirst.begin(), kFirst.end(), [&](auto word) { return words.starts_with(word); });
}

bool LineReader::explains(std::uint32_t begin, std::uint32_t end) const {
  static constexpr std::array<std::string_view, 14> kFirst = {"acceptable",
                                                              "effective",
                                                              "highly effective",
                                                              "adequate",
                                                              "reliable",
                                                              "examples",
                                                              "such ",
                                                              "this includes",
                                                              "these include",
                                                              "appropriate",
                                                              "approved",
                                                              "medically acceptable",
                                                              "medically approved",
                                                              "accepted"};
  std::string low = lowered(plain_text(text_, begin, end));
  while (!low.empty() && (low.front() == '(' || low.front() == '*')) low.erase(0, 1);
  constexpr std::string_view kNote = "note: ";
  if (low.starts_with(kNote)) low.erase(0, kNote.size());
  const bool first =
      std::any_of(kFirst.begin(), kFirst.end(), [&](auto word) { return low.starts_with(word); });
  const bool defines = low.substr(0, low.find(". ")).find(" means that ") != std::string::npos;
  return defines ||
         (first && (low.find(" include") != std::string::npos || low.find(" are") != std::string::npos ||
                    low.find(" is ") != std::string::npos));
}

// One piece by itself: as a sentence, as what a person has to say, as examples, or as a name of many words.
ReadLine LineReader::read_piece(const Piece& piece, const Tokens& inner, Cut where, bool first,
                                bool exclusion) {
  ReadLine one = sentence(piece.begin, piece.end, inner, exclusion);
  if (one.line_class == LineClass::unencoded && where == Cut::sentences)
    one = limits_by_group(piece.begin, piece.end, inner, exclusion);
  if (one.line_class == LineClass::unencoded && asks_a_person(inner))
    one = attestation(piece.begin, piece.end, inner, exclusion);
  if (one.line_class == LineClass::attestation && where == Cut::sentences && any_of_parts(inner, "I") &&
      exclusion)
    one = unencoded(piece.begin, piece.end);
  if (one.line_class == LineClass::unencoded && where == Cut::sentences && !first &&
      gives_examples(piece, inner)) {
    one.expression = nullptr;
    one.line_class = LineClass::no_op;
    one.spans = {{piece.begin, piece.end, SpanKind::no_op}};
    one.notes.emplace_back("Examples that the text gives are not listed one by one.");
  }
  if (one.line_class == LineClass::unencoded && where == Cut::sentences && !first)
    one = behind_label(piece.begin, piece.end, exclusion);
  if (one.line_class == LineClass::unencoded && (where == Cut::sentences || where == Cut::at_cue))
    one = phrase(piece.begin, piece.end, inner, exclusion);
  return one;
}

// `Active A, history of B or treated with C within 6 months`: each clause has a cue of its own.
ReadLine LineReader::by_cues(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) {
  constexpr std::size_t most = 6;
  const auto pieces = cut(begin, end, tokens, Cut::at_cue);
  if (pieces.size() < 2 || pieces.size() > most) return {};
  std::vector<Tokens> inner;
  inner.reserve(pieces.size());
  for (const Piece& piece : pieces) inner.push_back(tokenize(text_, piece.begin, piece.end, lexicon_));
  if (!stand_apart(inner, text_)) return {};
  ReadLine made;
  made.line_class = LineClass::no_op;
  made.spans.push_back({begin, end, SpanKind::no_op});
  std::vector<ast::ExpressionPtr> operands;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    in_list_ = known_head_ = true;
    ReadLine one = read_piece(pieces[i], inner[i], Cut::at_cue, i == 0, true);
    in_list_ = known_head_ = false;
    if (one.line_class == LineClass::unencoded || one.expression == nullptr) return {};
    made.line_class = together(made.line_class, one.line_class);
    operands.push_back(std::move(one.expression));
    made.spans.insert(made.spans.end(), one.spans.begin(), one.spans.end());
    made.notes.insert(made.notes.end(), one.notes.begin(), one.notes.end());
  }
  made.expression = joined(false, std::move(operands));
  return made;
}

// `With infections, including: A; B; C`: examples, of which nobody needs all.
static bool lists_examples(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.find(';', colon) == std::string_view::npos) return false;
  const std::string_view front = text.substr(0, colon);
  return front.ends_with("including") || front.ends_with("including but not limited to");
}

// `No gout; asthma` among inclusions: the second is hardly asked for.
bool LineReader::denial_may_go_on(const std::vector<ast::ExpressionPtr>& parts) {
  bool denied = false;
  for (const auto& part : parts) {
    if (std::holds_alternative<ast::Not>(part->node)) denied = true;
    const auto* history = std::get_if<ast::History>(&part->node);
    if (denied && history != nullptr) return true;
  }
  return false;
}

// `None of the following: gout; asthma`, `negative for hepatitis B; hepatitis C`: the first words are said of
// all.
bool LineReader::list_goes_on(const Piece& first, const std::vector<ast::ExpressionPtr>& parts) {
  const std::string low = lowered(text_.substr(first.begin, first.end - first.begin));
  if (!any_of_parts(tokens_of(first), "kK_") && !low.starts_with("none") && !holds_any(low, {"negative"}))
    return false;
  return std::any_of(parts.begin(), parts.end(), [](const ast::ExpressionPtr& one) {
    return std::holds_alternative<ast::History>(one->node);
  });
}

ReadLine LineReader::in_parts(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  // `A and B`, `A or B` are cut only where one of them is what a person has to say: elsewhere these words may
  // join less than clauses.
  for (const Cut where : {Cut::sentences, Cut::at_and, Cut::at_or}) {
    if (where == Cut::sentences && !exclusion && lists_examples(text_.substr(begin, end - begin))) continue;
    if (where == Cut::at_and && (exclusion || !asks_a_person(tokens))) continue;
    if (where == Cut::at_or && (!exclusion || !asks_a_person(tokens))) continue;
    const auto pieces = cut(begin, end, tokens, where);
    if (pieces.size() < 2 || pieces.size() > 12) continue;
    ReadLine made;
    made.line_class = LineClass::no_op;
    std::vector<ast::ExpressionPtr> operands;
    bool understood = false;
    bool doubtful = false;
    bool turned = false;   // the first part says what must not be
    bool permits = false;  // a sentence that allows something changes the ones beside it
    in_list_ = where == Cut::at_or;
    const auto parts = where == Cut::sentences ? with_explanations(pieces)
                       : where == Cut::at_and  ? from_first_question(pieces, end)
                                               : questions_apart(pieces, exclusion);
    if (parts.size() < 2) {
      in_list_ = false;
      if (where == Cut::sentences) return attestation(begin, end, tokens, exclusion);
      continue;
    }
    for (const Piece& piece : parts) {
      const Tokens& inner = tokens_of(piece);
      const std::string_view before =
          &piece == &parts.front()
              ? std::string_view{}
              : text_.substr((&piece - 1)->begin, (&piece - 1)->end - (&piece - 1)->begin);
      if (where == Cut::at_or && or_joins_less(inner, before, text_)) doubtful = true;
      if (where == Cut::at_and && and_joins_less(inner, before, turned, text_)) doubtful = true;
      if (&piece == &parts.front()) turned = any_of_parts(inner, "kK");
      ReadLine one = read_piece(piece, inner, where, &piece == &parts.front(), exclusion);
      if (one.line_class == LineClass::unencoded) {
        // an exception, a permission or a definition could change the other parts
        doubtful = doubtful || any_of_parts(inner, "ZXI#");
        one = unencoded(piece.begin, piece.end);
      } else {
        understood = understood || one.expression != nullptr;
        if (one.line_class == LineClass::attestation && permits_something(inner, text_)) permits = true;
      }
      made.line_class = operands.empty() && made.line_class == LineClass::no_op
                            ? one.line_class
                            : together(made.line_class, one.line_class);
      if (one.expression != nullptr) operands.push_back(std::move(one.expression));
      made.spans.insert(made.spans.end(), one.spans.begin(), one.spans.end());
      made.notes.insert(made.notes.end(), one.notes.begin(), one.notes.end());
    }
    in_list_ = false;
    if (!exclusion && where == Cut::sentences &&
        (denial_may_go_on(operands) || list_goes_on(parts.front(), operands)))
      return {};
    if (doubtful && where != Cut::sentences) continue;
    const bool partly = made.line_class == LineClass::partly;
    if (permits || !understood || (partly && (doubtful || exclusion || where != Cut::sentences))) continue;
    if (made.line_class == LineClass::unencoded) continue;
    if (where == Cut::at_and) keep_guard(tokens, operands);
    if (operands.size() > 1)
      made.expression = joined(!exclusion, std::move(operands));
    else if (operands.size() == 1)
      made.expression = std::move(operands.front());
    made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
    return made;
  }
  return {};
}

}  // namespace eligo::grammar::registry
