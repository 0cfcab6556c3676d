// Limits that say what the words in front of them mean: `renal failure (creatinine > 2 mg/dL)`, `poorly
// controlled diabetes defined as HbA1c > 9 %`. See line_reader.hpp.
//
// The limits are the expression then. Which measurements tell of which illness is the lexicon's (`sign`):
// where nothing says `defined as`, only those are taken; other limits in brackets may narrow the words in
// front.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::array<std::string_view, 22> kMeans = {"defined as",
                                                     "measured by",
                                                     "expressed as",
                                                     "defined by",
                                                     "defined with",
                                                     "evidenced by",
                                                     "indicated by",
                                                     "indicated with",
                                                     "reflected by",
                                                     "determined by",
                                                     "demonstrated by",
                                                     "manifested by",
                                                     "manifested as",
                                                     "documented by",
                                                     "documented with",
                                                     "determined as",
                                                     "described as",
                                                     "shown by",
                                                     "meaning",
                                                     "that is",
                                                     "i.e.",
                                                     "ie"};

// Whether the expression tests values and nothing else.
bool only_measures(const ast::Expression& one) {
  const auto all = [](const std::vector<ast::ExpressionPtr>& operands) {
    return std::all_of(operands.begin(), operands.end(), [](auto& inner) { return only_measures(*inner); });
  };
  if (const auto* test = std::get_if<ast::Measurement>(&one.node))
    return !std::holds_alternative<ast::FindingTest>(test->test);
  if (std::holds_alternative<ast::SexTest>(one.node)) return true;
  if (const auto* guarded = std::get_if<ast::If>(&one.node))
    return only_measures(*guarded->guard) && only_measures(*guarded->then);
  if (const auto* both = std::get_if<ast::And>(&one.node)) return all(both->operands);
  if (const auto* either = std::get_if<ast::Or>(&one.node)) return all(either->operands);
  return false;
}

bool is_blank(char c) { return c == ' ' || c == '\n'; }

// The words of a text, in lower case.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> made;
  std::string word;
  for (const char c : text) {
    if (is_word_char(c)) {
      word += lower(c);
      continue;
    }
    if (!word.empty()) made.push_back(std::exchange(word, {}));
  }
  if (!word.empty()) made.push_back(word);
  return made;
}

// `adequate renal function`: the limits behind it are those that are asked for.
bool speaks_well(const std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 9> kGood = {"adequate",  "normal",       "acceptable",
                                                            "good",      "sufficient",   "stable",
                                                            "preserved", "satisfactory", "appropriate"};
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return std::find(kGood.begin(), kGood.end(), word) != kGood.end();
  });
}

// Where `word` stands by itself behind other words; npos: nowhere.
std::size_t place_of(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word, 1); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t behind = at + word.size();
    if (!is_word_char(text[at - 1]) && behind < text.size() && !is_word_char(text[behind])) return at;
  }
  return std::string_view::npos;
}

// A sign that stands behind a definition: `, as evidenced by`.
std::uint32_t without_links(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  for (bool again = true; again;) {
    again = false;
    while (end > begin &&
           (is_blank(text[end - 1]) || std::string_view(",:-").find(text[end - 1]) != std::string_view::npos))
      --end;
    for (const std::string_view link : {" as", " is", " which", " that", " are", " was"}) {
      if (!text.substr(begin, end - begin).ends_with(link)) continue;
      end -= static_cast<std::uint32_t>(link.size());
      again = true;
    }
  }
  return end;
}

}  // namespace

// Where nothing says `defined as`: a bracket, a colon, a comma, or only the name of a measurement.
bool LineReader::find_marks(std::uint32_t begin, std::uint32_t stop, const Tokens& tokens,
                            Definition& made) const {
  const auto mark = std::find_if(tokens.list.begin(), tokens.list.end(), [](const Token& token) {
    return is_mark(token, '(') || is_mark(token, ':') || is_mark(token, ',');
  });
  // `severe anemia Hb < 7 g/dL`: nothing stands between the two
  const auto measured = std::find_if(tokens.list.begin(), tokens.list.end(),
                                     [](const Token& token) { return token.part == Part::observation; });
  const auto split = mark != tokens.list.end() && mark->begin < stop ? mark : measured;
  if (split == tokens.list.end() || split->begin == begin || split->begin >= stop) return false;
  made.comma = split != mark || is_mark(*mark, ',');
  made.front_end = split->begin;
  made.begin = split != mark || is_mark(*mark, '(') ? split->begin : split->end;
  return true;
}

// Where the words in front end and the limits begin and end; nothing where the line has no such form.
std::optional<LineReader::Definition> LineReader::definition(std::uint32_t begin, std::uint32_t end,
                                                             const Tokens& tokens) const {
  std::uint32_t stop = end;
  while (stop > begin && (is_blank(text_[stop - 1]) ||
                          std::string_view(".;,").find(text_[stop - 1]) != std::string_view::npos))
    --stop;
  // `…; or`: of a list whose lines are joined
  if (text_.substr(begin, stop - begin).ends_with("; or")) stop -= 4;
  Definition made;
  const std::string low =
      tokens.pairs.may_hold_any(kMeans) ? lowered(text_.substr(begin, stop - begin)) : std::string{};
  std::size_t at = std::string::npos;
  for (const std::string_view word : kMeans) {
    if (low.empty() || !tokens.pairs.may_hold(word)) continue;
    const std::size_t found = place_of(low, word);
    if (found >= at) continue;
    at = found;
    made.begin = begin + static_cast<std::uint32_t>(found + word.size());
  }
  made.said = at != std::string::npos;
  made.front_end = begin + static_cast<std::uint32_t>(std::min(at, low.size()));
  if (!made.said && !find_marks(begin, stop, tokens, made)) return std::nullopt;
  made.front_end = without_links(text_, begin, made.front_end);
  while (made.begin < stop &&
         (is_blank(text_[made.begin]) || text_[made.begin] == ':' || text_[made.begin] == ','))
    ++made.begin;
  // one bracket around all of it
  const bool opened = made.front_end > begin && text_[made.front_end - 1] == '(';
  if (opened) made.front_end = without_links(text_, begin, made.front_end - 1);
  if (!opened && made.begin < stop && text_[made.begin] == '(') {
    ++made.begin;
    made.bracket = true;
  }
  if (opened || made.bracket) {
    if (text_[stop - 1] != ')') return std::nullopt;
    --stop;
    made.bracket = true;
  }
  made.end = stop;
  if (made.front_end <= begin || made.begin >= made.end) return std::nullopt;
  return made;
}

// `BP > 160/100 mmHg`: two measurements by one name, which the lexicon has no entry for.
bool LineReader::is_blood_pressure(const Tokens& tokens, std::size_t i) const {
  const std::string word =
      lowered(text_.substr(tokens.list[i].begin, tokens.list[i].end - tokens.list[i].begin));
  return word == "bp" ||
         (word == "pressure" && i > 0 && lowered(text_.substr(tokens.list[i - 1].begin, 5)) == "blood");
}

// Whether the words in front can be told by limits of these measurements.
bool LineReader::is_told_by(const std::vector<std::string>& words, const Tokens& front, const Tokens& limits,
                            bool said) const {
  std::set<std::string_view> measured;
  for (std::size_t i = 0; i < limits.list.size(); ++i) {
    if (limits.list[i].part == Part::observation) measured.insert(limits.list[i].value);
    if (is_blood_pressure(limits, i)) measured.insert("blood_pressure");
  }
  if (measured.empty()) return false;
  // `abnormal AST or ALT, defined as AST > 100 U/L or ALT > 100 U/L`
  if (said && std::all_of(measured.begin(), measured.end(), [&](std::string_view one) {
        return std::any_of(front.list.begin(), front.list.end(), [&](const Token& token) {
          return token.part == Part::observation && token.value == one;
        });
      }))
    return true;
  std::set<std::string_view> named;  // of the words, those that a measurement tells of
  std::set<std::string_view> told;
  for (const std::string& word : words) {
    const auto* of_word = lexicon_.signs_of(word);
    if (of_word == nullptr) continue;
    named.insert(word);
    bool seen = false;
    for (const std::string& name : *of_word)
      if (measured.contains(name)) {
        told.insert(*measured.find(name));
        seen = true;
      }
    if (!seen) return false;
  }
  const bool joined_names = any_of_parts(front, "&|\\/,");
  if (!named.empty()) return told == measured && (!joined_names || named.size() > 1);
  return said && !joined_names;
}

// `history of`, but not `known` and the like.
bool LineReader::says_when(const Tokens& tokens) const {
  return std::any_of(tokens.list.begin(), tokens.list.end(), [&](const Token& token) {
    const std::string word = lowered(text_.substr(token.begin, token.end - token.begin));
    return token.part == Part::history && word != "known" && word != "documented" && word != "confirmed" &&
           word != "diagnosed";
  });
}

// The limits in place of the words that they define; `unencoded` where the line is nothing of the kind or the
// reading is not certain.
// `Kidney disease or abnormal renal function (creatinine > 2 mg/dL)`: the limit says what the second means.
// `Renal or hepatic impairment` is one.
bool LineReader::names_illness_before_or(const Tokens& front) const {
  for (std::size_t i = 1; i < front.list.size(); ++i) {
    const Part part = front.list[i].part;
    if (part != Part::or_ && part != Part::and_or) continue;
    const Token& before = front.list[i - 1];
    if (before.part == Part::condition) return true;
    if (before.part == Part::word &&
        lexicon_.kind_of_head(text_.substr(before.begin, before.end - before.begin)) == Part::condition)
      return true;
  }
  return false;
}

bool LineReader::names_illness_of_no_sign(const std::vector<std::string>& words) const {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) {
                       return lexicon_.kind_of_head(word) == Part::condition &&
                              lexicon_.is_name_by_ending(word);
                     }) &&
         std::none_of(words.begin(), words.end(),
                      [&](const std::string& word) { return lexicon_.signs_of(word) != nullptr; });
}

ReadLine LineReader::defined_by_limits(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                       bool exclusion) {
  if (!any_of_parts(tokens, "cMrUL") || !any_of_parts(tokens, "(:,m#p2")) return {};
  const auto parts = definition(begin, end, tokens);
  if (!parts) return {};
  const std::vector<std::string> words = words_of(text_.substr(begin, parts->front_end - begin));
  // behind a comma alone a limit may be one more thing that is asked for
  constexpr std::size_t kShort = 6;
  const bool apart = parts->comma && !parts->bracket;
  if (apart && (!exclusion || words.size() > kShort)) return {};
  const Tokens front = tokenize(text_, begin, parts->front_end, lexicon_);
  const bool negative = !front.list.empty() && front.list.front().part == Part::no;
  const bool good = speaks_well(words);
  if (names_illness_before_or(front)) return {};
  if (front.list.empty() || (negative && (exclusion || good)) || (good && exclusion)) return {};
  const std::string_view inner = std::string_view(front.parts).substr(negative ? 1 : 0);
  if (inner.find_first_of("nNuckKXIZtvsP#*.;:FBaGOESe") != std::string_view::npos ||
      (!good && inner.find('j') != std::string_view::npos))
    return {};
  if ((apart && any_of_parts(front, "m2&|\\/D")) || says_when(front)) return {};
  const Tokens limits = tokenize(text_, parts->begin, parts->end, lexicon_);
  if (!is_told_by(words, front, limits, parts->said)) return {};
  // a list of findings that shows an illness: all of them, or each?
  const bool asks_illness = !exclusion && !good && !negative;
  // `asthma defined as FEV1 < 80 %`: whoever has such a value need not have the illness
  const std::string_view link = text_.substr(parts->front_end, parts->begin - parts->front_end);
  if (asks_illness && link.find("efined") != std::string_view::npos && names_illness_of_no_sign(words))
    return {};
  if (asks_illness && any_of_parts(limits, ",;&")) return {};
  ReadLine made = sentence(parts->begin, parts->end, limits, exclusion || negative);
  if (made.line_class == LineClass::unencoded && !negative)
    made = limits_by_sex(parts->begin, parts->end, limits, exclusion);
  // `L1, L2 or L3`
  if (made.line_class == LineClass::unencoded && exclusion && any_of_parts(limits, ",;"))
    made = in_parts(parts->begin, parts->end, limits, true);
  if (made.line_class == LineClass::unencoded || made.expression == nullptr ||
      !only_measures(*made.expression))
    return {};
  if (negative) made.expression = negated(std::move(made.expression));
  made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
  made.notes.push_back("Read as the limits that say what `" + plain_text(text_, begin, parts->front_end) +
                       "` means.");
  return made;
}

}  // namespace eligo::grammar::registry
