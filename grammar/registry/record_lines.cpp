// See record_lines.hpp.
#include "grammar/registry/record_lines.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "grammar/format.hpp"
#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/headings.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/names_used.hpp"

namespace eligo::grammar::registry {

RecordLines::RecordLines(const Record& record, const Lexicon& lexicon, NewFacts& facts)
    : lexicon_(lexicon),
      clean_(clean(record.criteria)),
      lines_(split_lines(clean_)),
      reader_(clean_.text, lexicon, facts) {
  drafts_.reserve(lines_.size());
  tokens_.reserve(lines_.size());
  for (const Line& line : lines_) drafts_.push_back(begin_draft(line));
}

DraftLine RecordLines::begin_draft(const Line& line) {
  DraftLine made;
  made.section = line.section;
  made.kind = line.kind;
  made.span = clean_.original(line.begin, line.end);
  made.text = plain_text(clean_.text, line.begin, line.end);
  if (line.scope && line.kind == Line::Kind::criterion)
    made.group = plain_text(clean_.text, lines_[*line.scope].begin, lines_[*line.scope].end);
  tokens_.push_back(tokenize(clean_.text, line.begin, line.end, lexicon_));
  const Tokens& tokens = tokens_.back();
  made.comparisons = comparisons_of(clean_.text, tokens, lexicon_);
  for (Comparison& one : made.comparisons) one.span = clean_.original(one.span.begin, one.span.end);
  for (const Token& token : tokens.list) {
    if (token.part != Part::doubtful) continue;
    const std::string number(clean_.text.substr(token.begin, token.end - token.begin));
    const std::string_view ways = ways_to_read(number);
    if (!ways.empty())
      made.warnings.push_back("`" + number + "` can be read in two ways: " + std::string(ways));
  }
  return made;
}

// ---- as they stand in the text

bool RecordLines::is_flat(std::uint32_t i) const {
  return lines_[i].begin == 0 || clean_.text[lines_[i].begin - 1] == '\n';
}

std::size_t RecordLines::column(std::uint32_t i) const {
  const std::size_t end = lines_[i].begin;
  const std::size_t start = end == 0 ? std::string::npos : clean_.text.rfind('\n', end - 1);
  return start == std::string::npos ? end : end - start - 1;
}

std::string RecordLines::heading_text(const std::optional<std::uint32_t>& heading) const {
  std::string text = heading ? drafts_[*heading].text : std::string();
  while (!text.empty() && (text.back() == ':' || text.back() == ' ')) text.pop_back();
  return text;
}

// ---- readings

namespace {

// `Sex: male; age: 18-65`, `HIV-positive men` without the sex. Where it stands in a name or question, or says
// who may be pregnant, it is not lost.
bool loses_sex(std::string_view text, const Tokens& tokens, const ReadLine& read) {
  constexpr std::size_t longest = 40;  // a longer line tells of a formula, too
  if (read.expression == nullptr || read.line_class == LineClass::attestation || tokens.list.size() > longest)
    return false;
  std::string_view sex;
  for (const Token& token : tokens.list) {
    // `gender` by itself says nothing
    if (token.part == Part::any_sex &&
        text.substr(token.begin, token.end - token.begin).find(' ') != std::string_view::npos)
      return false;
    if (token.part != Part::sex) continue;
    if (!sex.empty() && sex != token.value) return false;
    sex = token.value;
  }
  if (sex.empty()) return false;
  constexpr std::size_t longest_name = 50;  // a longer one is cut, and may have held the word
  const std::string said = lowered(format(*read.expression));
  if (holds_any(said, {"male", "women", "woman", "men", "man", "girl", "boy", "pregnan", "lactat", "attest"}))
    return false;
  for (std::size_t at = 0; at < said.size();) {
    const std::size_t end = std::min(said.find(' ', at), said.size());
    if (end - at >= longest_name) return false;
    at = end + 1;
  }
  return true;
}

// `Measurable disease (phase II only)`: asked of some of the patients, and a bracket is no guard.
bool restricts_aside(std::string_view text, const LetterPairs& pairs) {
  static constexpr auto kGroups =
      std::to_array<std::string_view>({"phase ", "cohort ", "arm ", "part ", "group "});
  if (!pairs.may_hold_any(kGroups)) return false;
  const std::string low = lowered(text);
  const auto is_number = [&](std::string_view word) {
    return !word.empty() && (stands_among(" i ii iii iv ia ib iia iib one two three a b c d e ", word) ||
                             (word[0] >= '0' && word[0] <= '9' && word.size() < 3));
  };
  for (std::size_t open = low.find('('); open != std::string::npos; open = low.find('(', open + 1)) {
    std::string_view inner = std::string_view(low).substr(open + 1);
    for (const std::string_view front : {"only ", "for ", "in ", "the ", "applicable to ", "patients in "})
      if (inner.starts_with(front)) inner.remove_prefix(front.size());
    for (const std::string_view group : kGroups) {
      if (!inner.starts_with(group)) continue;
      inner.remove_prefix(group.size());
      const std::size_t end = std::min(inner.find_first_of(" )/,;&"), inner.size());
      if (!is_number(inner.substr(0, end))) break;
      inner.remove_prefix(end);
      for (const std::string_view behind : {")", " only", " portion", " patient", " subject", " participant",
                                            " and ", " or ", " of the ", "/", ",", ";"})
        if (inner.starts_with(behind)) return true;
      break;
    }
  }
  return false;
}

// `asthma (adults only)`, `AML (in patients over 60)`: a bracket that says whom the line is about, and
// nothing else. Beside a limit it is read as the limit's own.
bool names_persons_aside(std::string_view text, const Tokens& tokens) {
  const std::size_t first = tokens.parts.find('(');
  if (first == std::string::npos || tokens.parts.find_first_of("cMr") < first) return false;
  static constexpr auto kLinks = std::to_array<std::string_view>({"only", "(for ", "(in ", "(if "});
  if (!tokens.pairs.may_hold_any(kLinks)) return false;
  const std::string low = lowered(text);
  if (holds_any(low, {"pregnan", "lactat", "breast"})) return false;  // of whom else
  for (std::size_t open = low.find('('); open != std::string::npos; open = low.find('(', open + 1)) {
    constexpr std::size_t longest = 10;
    const Words words =
        words_of(std::string_view(low).substr(open + 1, low.find(')', open) - open - 1), longest + 1);
    if (words.list.size() < 2 || words.list.size() > longest) continue;
    const auto is_person = [](std::string_view word) {
      return stands_among(
          " patient patients subject subjects participant participants persons people individuals adults "
          "adult "
          "children child adolescents infants neonates women woman men man females female males male girls "
          "boys "
          "donor donors recipient recipients elderly ",
          word);
    };
    const auto says_which = [&](std::string_view word) {
      return is_person(word) || (word[0] >= '0' && word[0] <= '9') ||
             stands_among(
                 " only for in if applicable to the a of with and or over under above below older younger "
                 "than "
                 "aged age ages year years old pediatric paediatric ",
                 word);
    };
    const bool limited = words.has("only") || stands_among(" for in if ", words.list.front());
    if (limited && std::any_of(words.list.begin(), words.list.end(), is_person) &&
        std::all_of(words.list.begin(), words.list.end(), says_which))
      return true;
  }
  return false;
}

constexpr auto kAsked = std::to_array<std::string_view>(
    {"able to ", "ability to ", "willing to ", "willingness to ", "capable of ", "informed consent",
     "signed informed consent", "written informed consent", "agree to ", "agrees to "});

// `gout (preferred)`, `biopsy (if available)`: what nobody must have.
bool is_optional(std::string_view text, const Tokens& tokens) {
  static constexpr auto kAsides = std::to_array<std::string_view>(
      {"(preferred", "(preferably", "(optional", "(if available", "(if applicable", "(desirable",
       "(not required", "(not mandatory", "(recommended"});
  return tokens.parts.find('(') != std::string::npos && tokens.pairs.may_hold_any(kAsides) &&
         std::any_of(kAsides.begin(), kAsides.end(),
                     [low = lowered(text)](auto aside) { return low.find(aside) != std::string::npos; });
}

// `Willing to take part`, `signed informed consent` among exclusions: nobody is kept out for that.
bool is_asked_for(const ReadLine& read, std::string_view text) {
  if (read.line_class != LineClass::attestation) return false;
  const std::string low = lowered(text.substr(0, 60));
  return std::any_of(kAsked.begin(), kAsked.end(), [&](auto front) { return low.starts_with(front); }) &&
         !holds_any(low, {"not ", "unable", "unwilling", "refus", " lack", "fail", "withdr"});
}

// `Laboratory abnormalities:`, `inadequate renal function:`
bool speaks_of_abnormal(std::string_view label) {
  const std::string low = lowered(label);
  return holds_any(low, {"abnormal", "inadequate", "impair", "insufficien", "dysfunction", "unacceptable",
                         "poor "}) &&
         !holds_any(low, {"no ", "not ", "without", "except"});
}

}  // namespace

// Among exclusions a value that no sick organ has, below or behind words for what is abnormal: of which of
// the two is the sign wrong?
bool RecordLines::is_sound_abnormality(std::uint32_t i, const ReadLine& read) const {
  if (!is_exclusion(i) || read.expression == nullptr || !LineReader::is_sound(*read.expression)) return false;
  const Line& line = lines_[i];
  const std::string_view own = words(i);
  const std::size_t end = own.find_first_of("<>=0123456789");
  return (line.label && speaks_of_abnormal(words(*line.label))) ||
         (line.parent && speaks_of_abnormal(words(*line.parent))) || speaks_of_abnormal(own.substr(0, end));
}

ReadLine RecordLines::read(std::uint32_t i, bool exclusion, const Around& around) {
  reader_.forget_pieces();
  ReadLine made = reader_.read(lines_[i].begin, lines_[i].end, exclusion, around, tokens_[i]);
  const bool understood = made.expression != nullptr && made.line_class != LineClass::unencoded;
  const bool restricted = understood && (restricts_aside(drafts_[i].text, tokens_[i].pairs) ||
                                         (!is_exclusion(i) && is_optional(drafts_[i].text, tokens_[i])) ||
                                         (!std::holds_alternative<ast::If>(made.expression->node) &&
                                          names_persons_aside(drafts_[i].text, tokens_[i])) ||
                                         (is_exclusion(i) && is_asked_for(made, drafts_[i].text)) ||
                                         is_sound_abnormality(i, made));
  return restricted || loses_sex(clean_.text, tokens_[i], made)
             ? reader_.unencoded(lines_[i].begin, lines_[i].end)
             : std::move(made);
}

ReadLine RecordLines::read_front(std::uint32_t i, std::size_t bytes) {
  reader_.forget_pieces();
  const Line& line = lines_[i];
  return reader_.read_front(line.begin, line.begin + static_cast<std::uint32_t>(bytes), line.end, false);
}

ReadLine RecordLines::read_general(std::uint32_t i) {
  return reader_.read_general(lines_[i].begin, lines_[i].end, is_exclusion(i));
}

ReadLine RecordLines::donor_of_kind(std::uint32_t i, std::string_view kind) {
  return reader_.donor_of_kind(lines_[i].begin, lines_[i].end, kind);
}

bool RecordLines::reads_with(std::uint32_t i, bool exclusion, const Around& around) {
  return reader_.reads_with(lines_[i].begin, lines_[i].end, exclusion, around);
}

// ---- what they became

void RecordLines::take(std::uint32_t i, ReadLine read) {
  DraftLine& draft = drafts_[i];
  draft.line_class = read.line_class;
  draft.notes = std::move(read.notes);
  draft.spans.clear();
  for (const auto& span : read.spans)
    draft.spans.push_back({clean_.original(span.begin, span.end), span.kind});
  draft.expression = std::move(read.expression);
}

void RecordLines::leave_open(std::uint32_t i) { take(i, reader_.unencoded(lines_[i].begin, lines_[i].end)); }

void RecordLines::make_no_op(std::uint32_t i) {
  DraftLine& draft = drafts_[i];
  draft.line_class = LineClass::no_op;
  draft.spans.push_back({draft.span, SpanKind::no_op});
}

void RecordLines::compare_with(std::uint32_t i, const Around& around) {
  std::string whole = around.front;
  if (!whole.empty()) whole += ' ';
  whole += drafts_[i].text;
  while (!around.behind.empty() && std::string_view(" .;,").find(whole.back()) != std::string_view::npos)
    whole.pop_back();
  if (!around.behind.empty()) whole += ' ' + around.behind;
  const Tokens tokens = tokenize(whole, 0, static_cast<std::uint32_t>(whole.size()), lexicon_);
  drafts_[i].comparisons = comparisons_of(whole, tokens, lexicon_);
  for (Comparison& one : drafts_[i].comparisons) one.span = drafts_[i].span;
}

ast::ExpressionPtr RecordLines::expression(std::uint32_t i) const {
  return drafts_[i].expression == nullptr ? nullptr : copy_of(*drafts_[i].expression);
}

ast::ExpressionPtr RecordLines::unencoded(const std::vector<std::uint32_t>& members) const {
  std::string whole;
  for (const auto member : members) whole += (whole.empty() ? "" : " | ") + drafts_[member].text;
  return make_expression(
      ast::Unencoded{{plain_text(whole, 0, static_cast<std::uint32_t>(whole.size())), {}}});
}

}  // namespace eligo::grammar::registry
