// See line_reader.hpp.
#include "grammar/registry/line_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_words.hpp"
#include "grammar/registry/word_set.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kMostTokens = 400;        // a longer line is no criterion but a protocol
constexpr std::size_t kLongestExcluded = 1000;  // in bytes; each such ending is taken off by itself
constexpr std::size_t kLongestText = 3000;      // the language allows strings of 4,000 bytes

LineClass class_of(const Built& built) {
  if (built.expression == nullptr) return LineClass::no_op;
  if (built.has_new_fact) return LineClass::compiled_new_concept;
  if (built.has_attestation && !built.has_fact) return LineClass::attestation;
  return LineClass::compiled;
}

// Words that a label such as `Renal function:` is made of.
bool is_label_word(const std::string& word) {
  static const WordSet kWords(
      " renal hepatic cardiac pulmonary hematologic hematological haematological hematology liver "
      "kidney heart lung bone marrow blood organ system function functions status performance age "
      "sex gender life expectancy laboratory other general diagnosis coagulation neurologic "
      "neurological cardiovascular gastrointestinal psychiatric infectious disease medical history "
      "prior therapy pregnancy criteria tests hematopoietic metabolic endocrine chemistry "
      "serum biochemical biochemistry values value parameters counts count laboratories labs lab "
      "adequate following nutritional birth weight bmi index body ecog karnofsky consent informed "
      "diagnostic measurable volume subjects patients participants with any of the diseases conditions "
      "disorders illnesses pathology echo ekg ecg cbc ");
  return kWords.contains(word);
}

// Words that such an ending as `… will be excluded` has.
bool may_say_excluded(const Tokens& tokens) {
  static constexpr auto kSaid = std::to_array<std::string_view>(
      {"excluded", "participate", "enrolled", "included", "eligible", "permitted", "allowed"});
  return tokens.pairs.may_hold_any(kSaid);
}

}  // namespace

std::string without_quotes(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '"' || c == '`' || c == '\\'; }, '\'');
  return text;
}

std::string plain_text(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  const std::string_view whole = text.substr(begin, end > begin ? end - begin : 0);
  std::string_view inner = whole;
  while (inner.starts_with(' ')) inner.remove_prefix(1);
  while (inner.ends_with(' ')) inner.remove_suffix(1);
  if (whole.size() < kLongestText && is_even(inner)) return std::string(inner);
  std::string made;
  made.resize(std::min<std::size_t>(whole.size(), kLongestText));
  std::size_t size = 0;
  for (std::uint32_t i = begin; i < end && size < kLongestText; ++i) {
    const char c = text[i] == '\n' ? ' ' : text[i];
    if (c == ' ' && (size == 0 || made[size - 1] == ' ')) continue;
    made[size++] = c;
  }
  made.resize(size);
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

bool LineReader::is_for_judgement(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const {
  const std::string_view whole = text_.substr(begin, end - begin);
  for (const std::string_view word :
       {"nvestigator", "pinion", "udg", "esearcher", "octor", "hysician", "ponsor", "eem"})
    if (tokens.pairs.may_hold(word) && whole.find(word) != std::string_view::npos) return true;
  return false;
}

// Where `… will be excluded from the study` begins, which an exclusion says anyway; `end` if it is not there.
std::uint32_t LineReader::excluding_tail(std::uint32_t begin, std::uint32_t end) const {
  static constexpr std::array<std::string_view, 11> kPlaces = {" from participating in the study",
                                                               " from the study",
                                                               " from this study",
                                                               " from study",
                                                               " for participation",
                                                               " from the trial",
                                                               " from participation",
                                                               " in this study",
                                                               " in the study",
                                                               " from participating",
                                                               " for this study"};
  static constexpr std::array<std::string_view, 24> kTails = {
      "will be excluded", "are excluded",         "is excluded",          "should be excluded",
      "must be excluded", "be excluded",          "may not participate",  "cannot participate",
      "not be enrolled",  "will not be included", "are not eligible",     "are NOT eligible",
      "is not eligible",  "are ineligible",       "will not be eligible", "are not permitted",
      "not be included",  "is not permitted",     "is not allowed",       "are not allowed",
      "were excluded",    "was excluded",         "not be recruited",     "were not included"};
  if (end - begin > kLongestExcluded) return end;
  std::uint32_t stop = end;
  while (stop > begin && std::string_view(". ;").find(text_[stop - 1]) != std::string_view::npos) --stop;
  for (const std::string_view place : kPlaces)
    if (text_.substr(begin, stop - begin).ends_with(place)) stop -= static_cast<std::uint32_t>(place.size());
  for (const std::string_view tail : kTails) {
    if (!text_.substr(begin, stop - begin).ends_with(tail)) continue;
    stop -= static_cast<std::uint32_t>(tail.size());
    for (const std::string_view word :
         {" will ", " should ", " may ", " can ", " would ", " must ", " cannot ", " shall "})
      if (text_.substr(begin, stop - begin).ends_with(word))
        stop -= static_cast<std::uint32_t>(word.size() - 1);
    // `would not be excluded`, `need not be excluded`
    const std::string_view rest = text_.substr(begin, stop - begin);
    if (tail.starts_with("be ") && (rest.ends_with(" not ") || rest.ends_with(" not necessarily ")))
      return end;
    return stop;
  }
  return end;
}

namespace {

// `including delirium or mania` below a line that says what these must be.
bool goes_on_above(std::string_view text) {
  for (const std::string_view front : {"including ", "such as ", "e.g. ", "which ", "and/or "})
    if (text.starts_with(front)) return true;
  return false;
}

// `B1`, `C`, `II`, `1b`
bool is_group_name(std::string_view name) {
  constexpr std::size_t longest = 4;
  return !name.empty() && name.size() <= longest && (name[0] < 'a' || name[0] > 'z') &&
         std::count_if(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }) <= 1;
}

// `Cohort B1/B4: prior A`, `For Part D, has A`: asked of some only, who are named on the line itself.
bool is_of_own_group(std::string_view text) {
  std::string_view rest = text;
  const bool spoken = take(rest, {"For ", "for ", "In ", "in "});
  if (!take(rest, {"Part", "part", "Cohort", "cohort", "Arm", "arm", "Group", "group", "Phase", "phase",
                   "Stratum", "stratum"}))
    return false;
  take(rest, {"s"});
  if (!take(rest, {" "})) return false;
  for (;;) {
    take(rest, {"and ", "or ", "& ", "cohort ", "Cohort ", "part ", "Part "});
    const std::size_t stop = rest.find_first_of(" :,/&-");
    if (stop == std::string_view::npos || !is_group_name(rest.substr(0, stop))) return false;
    if (rest[stop] == ':' || (spoken && rest[stop] == ',')) return true;
    rest.remove_prefix(stop + 1);
    take(rest, {" "});
  }
}

// `cancer except A; B; or C` among exclusions: B and C may be excepted as well, and then keep nobody out. Nor
// is it sure what examples are of (`treatment with A other than B (including C) and D`).
bool exception_goes_on(std::string_view text, const Tokens& tokens) {
  const std::string_view parts = tokens.parts;
  const std::size_t except = parts.find('X');
  if (except < parts.size() && tokens.pairs.may_hold("(includ")) {
    const std::string_view rest = text.substr(tokens.list[except].end);
    const std::size_t examples = rest.find("(includ");
    const std::size_t close = rest.find(')', examples == std::string_view::npos ? rest.size() : examples);
    if (close < rest.size() && rest.find(" and ", close) != std::string_view::npos) return true;
  }
  const std::size_t mark = except < parts.size() ? parts.find(';', except) : std::string_view::npos;
  if (mark == std::string_view::npos || mark + 2 > parts.size()) return false;
  const std::string_view rest = parts.substr(mark + 1, parts.find(';', mark + 1) - mark - 1);
  return rest.find_first_not_of("wC|&,.()Qp12lY-") == std::string_view::npos &&
         rest.find_first_of("wC") != std::string_view::npos;
}

ReadLine idle(std::uint32_t begin, std::uint32_t end) {
  ReadLine made;
  made.line_class = LineClass::no_op;
  made.spans.push_back({begin, end, SpanKind::no_op});
  return made;
}

// `Surgery within 4 weeks. A negative test is required.` among exclusions: what is asked for keeps nobody
// out.
bool ends_with_demand(std::string_view text, const Tokens& tokens) {
  if (!tokens.pairs.may_hold(" required")) return false;
  while (!text.empty() && std::string_view(" .;").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return (text.ends_with(" is required") || text.ends_with(" are required")) &&
         !holds_any(text, {" which ", " that ", "when ", " if ", " for whom "});
}

}  // namespace

ReadLine LineReader::read(std::uint32_t begin, std::uint32_t end, bool exclusion, const Around& around,
                          const Tokens& tokens) {
  if (const std::uint32_t stop = exclusion && may_say_excluded(tokens) ? excluding_tail(begin, end) : end;
      stop < end) {
    ReadLine made = read(begin, stop, exclusion, around, tokenize(text_, begin, stop, lexicon_));
    if (made.line_class == LineClass::unencoded) return unencoded(begin, end);
    made.spans.push_back({stop, end, SpanKind::no_op});
    return made;
  }
  if (const std::uint32_t stop = definition_tail(begin, end, tokens); stop < end) {
    ReadLine made = read(begin, stop, exclusion, around, tokenize(text_, begin, stop, lexicon_));
    if (made.line_class == LineClass::unencoded) return unencoded(begin, end);
    made.spans.push_back({stop, end, SpanKind::no_op});
    made.notes.emplace_back("What the text says to define its words is not part of the expression.");
    return made;
  }
  if (!around.empty()) {
    ReadLine made = with_words_around(begin, end, exclusion, around);
    if (made.line_class != LineClass::unencoded) return made;
  }
  if (tokens.list.empty()) return idle(begin, end);
  if (tokens.list.size() > kMostTokens || goes_on_above(text_.substr(begin, end - begin)) ||
      is_of_own_group(text_.substr(begin, end - begin)) ||
      (exclusion && any_of_parts(tokens, "X") && exception_goes_on(text_.substr(0, end), tokens)) ||
      (exclusion && ends_with_demand(text_.substr(begin, end - begin), tokens)))
    return unencoded(begin, end);
  if (auto given = given_to(begin, end, tokens, exclusion)) return std::move(*given);
  if (ReadLine made = mismatch_of_donor(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = defined_by_limits(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = limits_by_group(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = limit_alone(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = limit_with_remark(begin, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = illness_with_limit(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = sentence(begin, end, tokens, exclusion); is_read(made)) return made;
  if (exclusion)
    if (ReadLine made = read_as(with_trial_in_time(tokens), begin, end, exclusion); is_read(made))
      return made;
  if (ReadLine made = duties_of_women(begin, end, tokens, exclusion); is_read(made)) return made;
  ReadLine made = in_parts(begin, end, tokens, exclusion);
  if (made.line_class == LineClass::partly) {
    if (ReadLine whole = with_numbers(begin, end, tokens, exclusion); whole.expression != nullptr)
      return whole;
    if (ReadLine each = each_sentence(begin, end, exclusion); each.expression != nullptr) return each;
    if (ReadLine rest = framed(begin, end, tokens, exclusion); rest.expression != nullptr) return rest;
    if (ReadLine whole = consent_at_length(begin, end, tokens, exclusion); whole.expression != nullptr)
      return whole;
  }
  if (made.line_class != LineClass::unencoded) return made;
  // an illness that may interfere is an illness, unless it is for somebody to judge
  if (asks_a_person(tokens) && !is_for_judgement(begin, end, tokens)) {
    known_head_ = true;
    made = phrase(begin, end, tokens, exclusion);
    known_head_ = false;
    if (made.line_class != LineClass::unencoded) return made;
  }
  if (asks_a_person(tokens) && cut(begin, end, tokens, Cut::sentences).size() < 2) {
    made = attestation(begin, end, tokens, exclusion);
    if (made.line_class != LineClass::unencoded) return made;
  }
  made = less_sure(begin, end, tokens, exclusion);
  return made.line_class != LineClass::unencoded ? std::move(made) : unencoded(begin, end);
}

// What is tried where no clause of the line is clear by itself.
ReadLine LineReader::less_sure(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  ReadLine made = behind_label(begin, end, exclusion);
  if (made.line_class != LineClass::unencoded) return made;
  made = phrase(begin, end, tokens, exclusion);
  if (made.line_class != LineClass::unencoded) return made;
  if (exclusion && !asks_a_person(tokens)) {
    made = by_cues(begin, end, tokens);
    if (made.line_class != LineClass::unencoded) return made;
  }
  made = last_readings(begin, end, tokens, exclusion);
  if (made.line_class != LineClass::unencoded) return made;
  // what asks a person has been tried
  if (!asks_a_person(tokens) && cut(begin, end, tokens, Cut::sentences).size() < 2) {
    made = attestation(begin, end, tokens, exclusion);
    if (made.line_class != LineClass::unencoded) return made;
  }
  made = in_other_words(begin, end, tokens, exclusion);
  if (made.line_class != LineClass::unencoded) return made;
  return with_tail(begin, end, tokens, exclusion);
}

// Where `, where pregnancy is defined as …` begins: a word of common use said at length. `end` if there is
// none.
std::uint32_t LineReader::definition_tail(std::uint32_t begin, std::uint32_t end,
                                          const Tokens& tokens) const {
  if (!tokens.pairs.may_hold(" where pregnan")) return end;
  const std::string_view whole = text_.substr(begin, end - begin);
  for (const std::string_view opening : {", where ", " where "}) {
    const std::size_t at = whole.find(opening);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string_view rest = whole.substr(at + opening.size());
    if (rest.starts_with("pregnancy is defined as") || rest.starts_with("pregnant is defined as"))
      return begin + static_cast<std::uint32_t>(at);
  }
  return end;
}

ReadLine LineReader::read_general(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  const std::string_view whole = text_.substr(begin, end - begin);
  std::size_t cut_at = std::string_view::npos;
  for (const std::string_view word :
       {" includ", " such as", " e.g", " for example", "(includ", "(e.g", "(such as"})
    cut_at = std::min(cut_at, whole.find(word));
  if (cut_at == std::string_view::npos || cut_at == 0) return unencoded(begin, end);
  const auto stop = begin + static_cast<std::uint32_t>(cut_at);
  const Tokens rest = tokenize(text_, stop, end, lexicon_);
  if (rest.parts.find_first_of("nXIcZ") != std::string::npos) return unencoded(begin, end);
  return read_front(begin, stop, end, exclusion);
}

ReadLine LineReader::read_front(std::uint32_t begin, std::uint32_t stop, std::uint32_t end, bool exclusion) {
  ReadLine made = read(begin, stop, exclusion, {}, tokenize(text_, begin, stop, lexicon_));
  if (made.line_class == LineClass::unencoded || made.line_class == LineClass::partly ||
      made.expression == nullptr)
    return unencoded(begin, end);
  made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
  return made;
}

ReadLine LineReader::sentence(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  return sentence(begin, end, tokenize(text_, begin, end, lexicon_), exclusion);
}

ReadLine LineReader::sentence(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  if (is_change(begin, end, tokens) || says_either_way(begin, end, tokens)) return {};
  ReadLine made = heart_failure_of_class(begin, end, tokens, exclusion);
  if (made.expression != nullptr) return made;
  return built_from(begin, end, tokens, exclusion, parse_sentence(tokens.parts));
}

// `Hemoglobin > 2 g/dL below baseline`: no limit of the value itself.
bool LineReader::is_change(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const {
  if (!tokens.pairs.may_hold(" baseline") || !any_of_parts(tokens, "n")) return false;
  const std::string low = lowered(text_.substr(begin, end - begin));
  return holds_any(
      low, {"below baseline", "above baseline", "from baseline", "over baseline", "than baseline",
            "than the baseline", "below the baseline", "above the baseline", "from the baseline",
            "relative to baseline", "to baseline value", "compared to baseline", "compared with baseline"});
}

namespace {

constexpr auto kBeside =
    std::to_array<std::string_view>({"oncomitant", "oncurrent", "oexisting", "ssociated"});

constexpr auto kOfTrial = std::to_array<std::string_view>(
    {"enrolled", "recruited", "xcluded", "accepted", "rejected", "qualify", "enroled"});

constexpr auto kLetsIn = std::to_array<std::string_view>({" not be ", " would ", " be rejected"});

// `Patients with gout would not be enrolled`: words of the trial, and none of the illness.
bool says_who_comes_in(std::string_view low) {
  return holds_any(low, {" not be enrolled", " not be enroled", " not be recruited", " not be excluded",
                         " would be enrolled", " would be accepted", " be rejected", " would qualify"});
}

// `Concomitant injuries`: beside those of the trial, and nobody can say which.
bool names_any_other(std::string_view low) {
  constexpr std::size_t shortest = 16;
  if (low.size() < shortest) return false;
  while (!low.empty() && (low.back() == '.' || low.back() == ';' || low.back() == ' ')) low.remove_suffix(1);
  for (const std::string_view which : {"concomitant ", "concurrent ", "coexisting ", "associated "})
    for (const std::string_view what :
         {"injuries", "injury", "disease", "diseases", "illness", "illnesses", "conditions", "disorders",
          "comorbidities", "pathology", "pathologies"})
      if (low.ends_with(what)) {
        const std::string_view front = low.substr(0, low.size() - what.size());
        if (front == which ||
            (front.ends_with(which) && front.substr(0, front.size() - which.size()).ends_with("with ")))
          return true;
      }
  return false;
}

}  // namespace

// `No or mild asthma`, `any HIV status`: asks for nothing, or for less than it names. `Nor gout` and `never
// smokers` deny more than the words behind them; drinks a day are no international units.
bool LineReader::says_either_way(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const {
  constexpr std::size_t short_line = 60;
  const std::string_view text = text_.substr(begin, end - begin);
  const char first = text.empty() ? ' ' : lower(text.front());
  const auto of_trial = [&] {
    return std::any_of(kOfTrial.begin(), kOfTrial.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
  };
  if (tokens.pairs.may_hold_any(kLetsIn) && of_trial() && says_who_comes_in(lowered(text))) return true;
  if (text.size() < short_line && tokens.pairs.may_hold_any(kBeside) && names_any_other(lowered(text)))
    return true;
  if (first != 'n' && first != 'a') return false;
  const std::string low = lowered(text.substr(0, short_line));
  for (const std::string_view free : {"no restriction", "no limit", "no requirement", "no upper limit"})
    if (low.starts_with(free)) return true;
  if (low.starts_with("no or ") || low.starts_with("nor ") || low.starts_with("never smok") ||
      low.starts_with("never been preg") || low.starts_with("never-smok"))
    return true;
  if (low.starts_with("any ") && text.size() < short_line)
    for (const std::string_view what : {" status", " type", " parity"})
      if (low.ends_with(what)) return true;
  return low.starts_with("alcohol") && holds_any(low, {" unit"});
}

// One name with all the words of the clause.
ReadLine LineReader::phrase(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  if (says_either_way(begin, end, tokens)) return {};
  return built_from(begin, end, tokens, exclusion, parse_phrase(tokens.parts));
}

// Behind a row that a margin broke nothing shows where an exception ends.
bool LineReader::exception_may_end(const Tokens& tokens) const {
  const std::size_t except = tokens.parts.find('X');
  if (except == std::string::npos || (except > 0 && tokens.parts[except - 1] == '(')) return false;
  const std::uint32_t from = tokens.list[except].begin;
  const std::string_view rest = text_.substr(from, tokens.list.back().end - from);
  const std::size_t row = rest.find('\n');
  return row != std::string_view::npos && rest[row + 1] != ' ';
}

ReadLine LineReader::built_from(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion,
                                const SentenceNodes& nodes) {
  ReadLine made;
  if (nodes.empty() || exception_may_end(tokens)) return made;
  SentenceBuilder builder(text_, tokens, exclusion, lexicon_, facts_);
  if (in_list_) builder.is_piece();
  if (known_head_) builder.needs_known_head();
  if (own_numbers_) builder.takes_numbers();
  Built built = builder.build(nodes);
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
  const auto size = static_cast<std::uint32_t>(joined_text.size());
  const Tokens tokens = tokenize(joined_text, 0, size, lexicon_);
  // words in front that name something of their own could be a heading to more than their list
  const Tokens front = tokenize(joined_text, 0, shift, lexicon_);
  const bool light = !front.list.empty() && front.parts.find_first_not_of("qmhAH2") == std::string::npos;
  const bool names = front.parts.find_first_of("wCRD") != std::string::npos;
  if (names && front.list.size() < tokens.list.size() &&
      std::string_view("hAqHkKjPEFW").find(tokens.parts[front.list.size()]) != std::string_view::npos)
    return {};
  ReadLine made = inner.sentence(0, size, tokens, exclusion);
  if (made.line_class == LineClass::unencoded && light && !asks_a_person(tokens))
    made = inner.phrase(0, size, tokens, exclusion);
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
  made.spans.insert(made.spans.begin(), {begin, from, SpanKind::no_op});
  return made;
}

// A test with a condition on it that is not understood: `ANC >= 1.5 10*9/L without growth factors`. The rest
// only narrows what is understood, so both must hold, whichever way the criterion goes.
ReadLine LineReader::with_tail(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  static constexpr auto kOpenings =
      std::to_array<std::string_view>({"without", "in the absence of", "despite", "while"});
  if (!tokens.pairs.may_hold_any(kOpenings)) return {};
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
    const bool defined = made.line_class == LineClass::unencoded;
    if (defined)
      made = defined_by_limits(begin, token.begin, tokenize(text_, begin, token.begin, lexicon_), exclusion);
    if (made.line_class == LineClass::unencoded || made.expression == nullptr) return {};
    if (!defined && std::holds_alternative<ast::Or>(made.expression->node)) return {};
    // `without another explanation in the opinion of …` is for a person to say
    const Tokens tail = tokenize(text_, token.begin, end, lexicon_);
    ReadLine rest = asks_a_person(tail) ? attestation(token.begin, end, tail, exclusion) : ReadLine{};
    const bool asked = rest.line_class == LineClass::attestation && rest.expression != nullptr;
    if (!asked) rest = unencoded(token.begin, end);
    std::vector<ast::ExpressionPtr> both;
    both.push_back(std::move(made.expression));
    both.push_back(std::move(rest.expression));
    made.expression = joined(true, std::move(both));
    made.spans.insert(made.spans.end(), rest.spans.begin(), rest.spans.end());
    if (!asked) made.line_class = LineClass::partly;
    return made;
  }
  return {};
}

}  // namespace eligo::grammar::registry
