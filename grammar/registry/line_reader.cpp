// See line_reader.hpp.
#include "grammar/registry/line_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kMostTokens = 400;        // a longer line is no criterion but a protocol
constexpr std::size_t kLongestExcluded = 1000;  // in bytes; each such ending is taken off by itself
constexpr std::size_t kLongestText = 3000;      // the language allows strings of 4,000 bytes
constexpr std::size_t kLongestAttested = 420;   // in bytes; a longer one is more than one thing to confirm

LineClass class_of(const Built& built) {
  if (built.expression == nullptr) return LineClass::no_op;
  if (built.has_new_fact) return LineClass::compiled_new_concept;
  if (built.has_attestation && !built.has_fact) return LineClass::attestation;
  return LineClass::compiled;
}

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

bool is_mark(const Token& token, char mark) { return token.part == static_cast<Part>(mark); }

bool any_of_parts(const Tokens& tokens, std::string_view parts);

// Something in the line is for a person to say: a word of judgement or consent, or a plan at its beginning.
bool asks_a_person(const Tokens& tokens) {
  if (any_of_parts(tokens, "j")) return true;
  std::size_t first = 0;
  while (first < tokens.list.size() &&
         (tokens.list[first].part == Part::lead || tokens.list[first].part == Part::verb))
    ++first;
  return first < tokens.list.size() && tokens.list[first].part == Part::planned;
}

bool any_of_parts(const Tokens& tokens, std::string_view parts) {
  return tokens.parts.find_first_of(parts) != std::string::npos;
}

// A record holds what the clause names: a test, a grade, something in a window of time, or a condition or
// drug where nothing but weak words asks a person (`appropriate`, `requires`).
bool hides_a_fact(const Tokens& tokens) {
  const bool strong = std::any_of(tokens.list.begin(), tokens.list.end(), [](const Token& token) {
    return token.part == Part::confirm && (token.entry == nullptr || token.entry->detail != "weak");
  });
  const bool asked = any_of_parts(tokens, "j");
  return any_of_parts(tokens, "s") || (any_of_parts(tokens, "v") && any_of_parts(tokens, "CDRO")) ||
         (any_of_parts(tokens, "l") && any_of_parts(tokens, "Y")) ||
         (any_of_parts(tokens, ":") && any_of_parts(tokens, "C")) ||
         (!strong && any_of_parts(tokens, "CD")) ||
         (!asked && any_of_parts(tokens, "R") && !any_of_parts(tokens, "e"));
}

// `consent and comply with all visits` asks for more than consent.
bool only_consents(std::string_view phrase) {
  for (const std::string_view more : {" compl", "attend", "adher", "ospital", "ollow", "HIPAA", "isits"})
    if (phrase.find(more) != std::string_view::npos) return false;
  return true;
}

// `not suitable in the opinion of the investigator`, and no more than that.
bool judges_unsuitable(std::string_view phrase) {
  constexpr std::size_t longest = 160;
  const auto has = [&](std::string_view word) { return phrase.find(word) != std::string_view::npos; };
  return phrase.size() < longest && phrase.find(',') == std::string_view::npos &&
         (has("nvestigator") || has("esearcher")) &&
         (has("ot suitable") || has("nsuitable") || has("nappropriate") || has("should not participate") ||
          has("not appropriate"));
}

// Words that a label such as `Renal function:` is made of.
bool is_label_word(const std::string& word) {
  constexpr std::string_view words =
      " renal hepatic cardiac pulmonary hematologic hematological haematological hematology liver "
      "kidney heart lung bone marrow blood organ system function functions status performance age "
      "sex gender life expectancy laboratory other general diagnosis coagulation neurologic "
      "neurological cardiovascular gastrointestinal psychiatric infectious disease medical history "
      "prior therapy pregnancy note criteria tests hematopoietic metabolic endocrine chemistry "
      "serum biochemical biochemistry values value parameters counts count laboratories labs lab "
      "adequate following nutritional birth weight bmi index body ecog karnofsky consent informed "
      "diagnostic measurable volume ";
  return words.find(' ' + word + ' ') != std::string_view::npos;
}

}  // namespace

std::string plain_text(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  std::string made;
  for (std::uint32_t i = begin; i < end && made.size() < kLongestText; ++i) {
    const char c = text[i] == '\n' ? ' ' : text[i];
    if (c == ' ' && (made.empty() || made.back() == ' ')) continue;
    made += c;
  }
  if (made.size() >= kLongestText) {
    while (!made.empty() && (static_cast<unsigned char>(made.back()) & 0xC0U) == 0x80) made.pop_back();
    if (!made.empty() && static_cast<unsigned char>(made.back()) >= 0xC0) made.pop_back();
    made += " ...";
  }
  while (!made.empty() && made.back() == ' ') made.pop_back();
  return made;
}

ReadLine LineReader::unencoded(std::uint32_t begin, std::uint32_t end) const {
  ReadLine made;
  made.line_class = LineClass::unencoded;
  made.expression = make_expression(ast::Unencoded{{plain_text(text_, begin, end), {}}});
  made.spans.push_back({begin, end, SpanKind::unencoded});
  return made;
}

ReadLine LineReader::read(std::uint32_t begin, std::uint32_t end, bool exclusion, const Around& around,
                          const Tokens& tokens) {
  if (exclusion && end - begin < kLongestExcluded) {
    // `… will be excluded` is what the section says anyway
    static constexpr std::array<std::string_view, 6> kTails = {"will be excluded", "are excluded",
                                                               "is excluded",      "should be excluded",
                                                               "must be excluded", "be excluded"};
    std::uint32_t stop = end;
    while (stop > begin && (text_[stop - 1] == '.' || text_[stop - 1] == ' ' || text_[stop - 1] == ';'))
      --stop;
    for (const std::string_view tail : kTails) {
      if (!text_.substr(begin, stop - begin).ends_with(tail)) continue;
      const std::uint32_t cut = stop - static_cast<std::uint32_t>(tail.size());
      ReadLine made = read(begin, cut, exclusion, around, tokenize(text_, begin, cut, lexicon_));
      if (made.line_class == LineClass::unencoded) return unencoded(begin, end);
      made.spans.push_back({cut, end, SpanKind::no_op});
      return made;
    }
  }
  if (!around.empty()) {
    ReadLine made = with_words_around(begin, end, exclusion, around);
    if (made.line_class != LineClass::unencoded) return made;
  }
  if (tokens.list.empty()) {
    ReadLine made;
    made.line_class = LineClass::no_op;
    made.spans.push_back({begin, end, SpanKind::no_op});
    return made;
  }
  if (tokens.list.size() > kMostTokens) return unencoded(begin, end);
  ReadLine made = sentence(begin, end, tokens, exclusion);
  if (made.line_class != LineClass::unencoded) return made;
  made = in_parts(begin, end, tokens, exclusion);
  if (made.line_class != LineClass::unencoded) return made;
  if (asks_a_person(tokens) && cut(begin, end, tokens, Cut::sentences).size() < 2) {
    made = attestation(begin, end, tokens, exclusion);
    if (made.line_class != LineClass::unencoded) return made;
  }
  made = behind_label(begin, end, exclusion);
  if (made.line_class != LineClass::unencoded) return made;
  made = with_tail(begin, end, tokens, exclusion);
  if (made.line_class != LineClass::unencoded) return made;
  return unencoded(begin, end);
}

ReadLine LineReader::sentence(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  return sentence(begin, end, tokenize(text_, begin, end, lexicon_), exclusion);
}

ReadLine LineReader::sentence(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  ReadLine made;
  const SentenceNodes nodes = parse_sentence(tokens.parts);
  if (nodes.empty()) return made;
  Built built = SentenceBuilder(text_, tokens, exclusion, lexicon_, facts_).build(nodes);
  if (!built.understood) return made;
  made.line_class = class_of(built);
  made.expression = std::move(built.expression);
  made.notes = std::move(built.notes);
  made.spans.push_back({begin, end, SpanKind::no_op});
  for (const TokenSpan& span : built.spans) {
    if (span.begin >= span.end) continue;
    made.spans.push_back({tokens.list[span.begin].begin, tokens.list[span.end - 1].end, span.kind});
  }
  return made;
}

// `Performance status:` over `0-1`. The words of the heading are parsed in front of the line's own, a time of
// the stem behind them.
ReadLine LineReader::with_words_around(std::uint32_t begin, std::uint32_t end, bool exclusion,
                                       const Around& around) {
  std::string joined_text = around.front;
  if (!joined_text.empty()) joined_text += ' ';
  const auto shift = static_cast<std::uint32_t>(joined_text.size());
  std::uint32_t stop = end;
  if (!around.behind.empty())
    while (stop > begin && std::string_view(" .;,").find(text_[stop - 1]) != std::string_view::npos) --stop;
  joined_text += text_.substr(begin, stop - begin);
  if (!around.behind.empty()) joined_text += ' ' + around.behind;
  LineReader inner(joined_text, lexicon_, facts_);
  ReadLine made = inner.sentence(0, static_cast<std::uint32_t>(joined_text.size()), exclusion);
  if (made.line_class == LineClass::unencoded) return made;
  const auto own = [&](std::uint32_t at) { return std::min(at < shift ? begin : at - shift + begin, end); };
  for (auto& span : made.spans) {
    span.begin = own(span.begin);
    span.end = own(span.end);
  }
  if (stop < end) made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
  return made;
}

// `Renal system: creatinine <= 1.5 mg/dL`: words that only say what the rest is about.
ReadLine LineReader::behind_label(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  const std::size_t colon = text_.substr(begin, std::min<std::size_t>(end - begin, 50)).find(':');
  if (colon == std::string_view::npos || begin + colon + 2 >= end) return {};
  std::string word;
  for (std::size_t i = begin; i <= begin + colon; ++i) {
    const char c = text_[i];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      word += static_cast<char>(c | 0x20);
      continue;
    }
    if (!word.empty() && !is_label_word(word)) return {};
    word.clear();
  }
  const auto from = static_cast<std::uint32_t>(begin + colon + 1);
  ReadLine made = read(from, end, exclusion, {}, tokenize(text_, from, end, lexicon_));
  if (made.line_class == LineClass::unencoded) return {};
  made.spans.insert(made.spans.begin(),
                    {begin, from, SpanKind::no_op});
  return made;
}

// A clause that speaks of what only a person can say is asked of that person, in its own words.
ReadLine LineReader::attestation(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                 bool exclusion) {
  ReadLine made;
  // What could be looked up in a record must not hide behind a question.
  bool measured = false;
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Part part = tokens.list[i].part;
    const bool limited = part == Part::observation || part == Part::unit || part == Part::upper_limit ||
                         part == Part::doubtful || part == Part::years_old;
    measured = measured || limited;
    // a pregnancy is a fact, however much else the clause asks
    const bool pregnant = part == Part::condition &&
                          (tokens.list[i].value == "pregnancy" || tokens.list[i].value == "lactation");
    const bool aged = part == Part::or_more && i > 0 && tokens.list[i - 1].part == Part::time;
    const bool number = i + 1 < tokens.list.size() && tokens.list[i + 1].part == Part::number &&
                        (i + 2 >= tokens.list.size() || tokens.list[i + 2].part != Part::time);
    measured = measured || pregnant || aged || (part == Part::comparator && number);
    if (part == Part::age && i + 1 < tokens.list.size() &&
        (tokens.list[i + 1].part == Part::comparator || tokens.list[i + 1].part == Part::number))
      measured = true;
  }
  if (measured || hides_a_fact(tokens) || end - begin > kLongestAttested) return made;
  std::uint32_t from = begin;
  for (const Token& token : tokens.list) {
    // `participants and their parents`: the first word is one of two
    if (token.part == Part::and_ || token.part == Part::or_) from = begin;
    if (token.part != Part::lead) break;
    from = token.end;
  }
  while (from < end && (text_[from] == ' ' || text_[from] == ',' || text_[from] == '\n')) ++from;
  std::string phrase = plain_text(text_, from < end ? from : begin, end);
  while (!phrase.empty() && (phrase.back() == '.' || phrase.back() == ';' || phrase.back() == ','))
    phrase.pop_back();
  if (phrase.empty()) return made;
  std::string_view fact;
  bool turned = false;
  for (const Token& token : tokens.list) {
    if (token.part == Part::confirm && token.entry != nullptr && !token.entry->value.empty() &&
        token.entry->detail.empty() && fact.empty())
      fact = token.entry->value;
    const std::string_view word = text_.substr(token.begin, token.end - token.begin);
    turned = turned || token.part == Part::no || token.part == Part::not_ || token.part == Part::if_ ||
             token.part == Part::except || word.find("nable") != std::string_view::npos ||
             word.find("nwilling") != std::string_view::npos || word.find("efus") != std::string_view::npos ||
             word.find("nability") != std::string_view::npos;
  }
  NewFacts::Made name;
  if (exclusion && judges_unsuitable(phrase) && !any_of_parts(tokens, "CDRsnX")) {
    name = facts_.get(ast::ConceptKind::attestation, "investigator judges unsuitable");
  } else if (!fact.empty() && only_consents(phrase) && !exclusion && !turned &&
             !any_of_parts(tokens, "WCRDsn")) {
    name = facts_.get(ast::ConceptKind::attestation,
                      lexicon_.fact(fact) != nullptr ? lexicon_.fact(fact)->phrase.text : std::string(fact));
  } else {
    std::replace_if(
        phrase.begin(), phrase.end(), [](char c) { return c == '"' || c == '`' || c == '\\'; }, '\'');
    name = facts_.get(ast::ConceptKind::attestation, phrase);
  }
  made.expression = make_expression(ast::Attest{name.name});
  made.line_class = LineClass::attestation;
  made.spans.push_back({begin, end, SpanKind::attestation});
  return made;
}

// Pieces of a line at `;`, at the ends of sentences and, if asked for, at `and`.
std::vector<LineReader::Piece> LineReader::cut(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                               Cut where) const {
  std::vector<Piece> pieces;
  std::uint32_t from = begin;
  int depth = 0;
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Token& token = tokens.list[i];
    if (is_mark(token, '(')) ++depth;
    if (is_mark(token, ')')) --depth;
    if (depth > 0) continue;
    const bool stop = is_mark(token, '.') && i + 1 < tokens.list.size() && token.end < end &&
                      text_[token.end] == ' ' && i > 0 &&
                      tokens.list[i - 1].end - tokens.list[i - 1].begin > 2;
    const bool is_and = (where == Cut::at_and && token.part == Part::and_) ||
                        (where == Cut::at_or &&
                         (token.part == Part::or_ || token.part == Part::and_or || is_mark(token, ',')));
    if (!stop && !is_mark(token, ';') && !is_and) continue;
    pieces.push_back({from, token.begin});
    from = token.end;
  }
  pieces.push_back({from, end});
  std::erase_if(pieces, [&](const Piece& piece) {
    return std::all_of(text_.begin() + piece.begin, text_.begin() + piece.end,
                       [](char c) { return c == ' ' || c == '\n' || c == '.' || c == ';'; });
  });
  return pieces;
}

ReadLine LineReader::in_parts(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  // `A and B`, `A or B` are cut only where one of them is what a person has to say: elsewhere these words may
  // join less than clauses.
  for (const Cut where : {Cut::sentences, Cut::at_and, Cut::at_or}) {
    if (where == Cut::at_and && (exclusion || !asks_a_person(tokens))) continue;
    if (where == Cut::at_or &&
        (!exclusion || !asks_a_person(tokens) || !any_of_parts(tokens, "C") || any_of_parts(tokens, "*()")))
      continue;
    const auto pieces = cut(begin, end, tokens, where);
    if (pieces.size() < 2 || pieces.size() > 12) continue;
    ReadLine made;
    made.line_class = LineClass::no_op;
    std::vector<ast::ExpressionPtr> operands;
    bool understood = false;
    bool doubtful = false;
    bool permits = false;  // a sentence that allows something changes the ones beside it
    // what follows the first thing that a person has to say is said with it
    auto parts = pieces;
    if (where != Cut::sentences) {
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!asks_a_person(tokenize(text_, parts[i].begin, parts[i].end, lexicon_))) continue;
        parts[i].end = end;
        parts.resize(i + 1);
        break;
      }
      if (parts.size() < 2) continue;
    }
    for (const Piece& piece : parts) {
      const Tokens inner = tokenize(text_, piece.begin, piece.end, lexicon_);
      ReadLine one = sentence(piece.begin, piece.end, inner, exclusion);
      if (one.line_class == LineClass::unencoded && asks_a_person(inner))
        one = attestation(piece.begin, piece.end, inner, exclusion);
      if (one.line_class == LineClass::unencoded) {
        // an exception, a permission or a definition could change the other parts
        doubtful = doubtful || any_of_parts(inner, "ZXI#");
        one = unencoded(piece.begin, piece.end);
      } else {
        understood = understood || one.expression != nullptr;
        if (one.line_class == LineClass::attestation && any_of_parts(inner, "Z")) permits = true;
      }
      made.line_class = operands.empty() && made.line_class == LineClass::no_op
                            ? one.line_class
                            : together(made.line_class, one.line_class);
      if (one.expression != nullptr) operands.push_back(std::move(one.expression));
      made.spans.insert(made.spans.end(), one.spans.begin(), one.spans.end());
      made.notes.insert(made.notes.end(), one.notes.begin(), one.notes.end());
    }
    const bool partly = made.line_class == LineClass::partly;
    if (permits || !understood || (partly && (doubtful || exclusion || where != Cut::sentences))) continue;
    if (made.line_class == LineClass::unencoded) continue;
    if (operands.size() > 1)
      made.expression = joined(!exclusion, std::move(operands));
    else if (operands.size() == 1)
      made.expression = std::move(operands.front());
    made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
    return made;
  }
  return {};
}

// A test with a condition on it that is not understood: `ANC >= 1.5 10*9/L without growth factors`. The rest
// only narrows what is understood, so both must hold, whichever way the criterion goes.
ReadLine LineReader::with_tail(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  int depth = 0;
  for (std::size_t i = 1; i < tokens.list.size(); ++i) {
    const Token& token = tokens.list[i];
    if (is_mark(token, ')')) --depth;
    const bool bracket = is_mark(token, '(');
    if (bracket) ++depth;
    if (depth > (bracket ? 1 : 0)) continue;
    const std::string_view word = text_.substr(token.begin, token.end - token.begin);
    if (!(token.part == Part::no && (word == "without" || word == "in the absence of")) &&
        word != "despite" && word != "while")
      continue;
    bool turns = false;
    for (std::size_t k = i; k < tokens.list.size(); ++k) {
      const Part part = tokens.list[k].part;
      turns = turns || part == Part::unclear || part == Part::except || part == Part::if_ ||
              part == Part::or_ || is_mark(tokens.list[k], ';') ||
              (is_mark(tokens.list[k], '.') && k + 1 < tokens.list.size());
    }
    if (turns) return {};
    ReadLine made = sentence(begin, token.begin, exclusion);
    if (made.line_class == LineClass::unencoded || made.expression == nullptr) return {};
    if (std::holds_alternative<ast::Or>(made.expression->node)) return {};
    ReadLine rest = unencoded(token.begin, end);
    std::vector<ast::ExpressionPtr> both;
    both.push_back(std::move(made.expression));
    both.push_back(std::move(rest.expression));
    made.expression = joined(true, std::move(both));
    made.spans.insert(made.spans.end(), rest.spans.begin(), rest.spans.end());
    made.line_class = LineClass::partly;
    return made;
  }
  return {};
}

}  // namespace eligo::grammar::registry
