// A clause with numbers that the language cannot test, as one state of the patient with all its words: `acute
// GVHD (grade II-IV) refractory to 2 mg/kg of prednisone`, `relapse within 6 months of transplantation`; and
// donors, of whom a person has to say. See line_reader.hpp.
//
// A dose, a count or a share of something belongs to the name then, and so does a time that is counted from
// another day of the patient's than the as-of date: neither changes from day to day. Not so a value that the
// record holds, an age, or a time up to now.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

std::string word_of(const Token& token, std::string_view text) {
  return lowered(text.substr(token.begin, token.end - token.begin));
}

// The first word of a token.
std::string first_word(const Token& token, std::string_view text) {
  const std::string_view words = text.substr(token.begin, token.end - token.begin);
  return lowered(words.substr(0, words.find(' ')));
}

// Words that turn what stands beside them, let somebody in, or ask a person; an age, a sex, another trial;
// limits of normal; two sentences.
bool is_more_than_a_state(const Tokens& tokens) {
  // `No remission within 4 weeks of induction`: the negation of all of it
  if (any_of_parts(tokens, "NULiayrBFWIXZzgeOEjG;K") || tokens.parts.find('k', 1) != std::string::npos)
    return true;
  // `3 x 10`; a course of so many days is `x 7 days`
  const std::size_t times = tokens.parts.find('x');
  if (times != std::string::npos && tokens.parts.substr(times + 1, 2) != "nt") return true;
  const std::size_t stop = tokens.parts.find('.');
  return stop != std::string::npos && stop + 1 < tokens.parts.size();
}

// A unit of what is measured in blood or urine, or of a pressure.
bool is_of_laboratory(const Token& token) {
  if (token.part != Part::unit || token.entry == nullptr) return false;
  return stands_among(
      " mass-concentration substance-concentration enzyme international count pressure flow "
      "normalised-flow equivalents copies foreign time ",
      token.entry->detail);
}

// `a condition that limits life expectancy to less than a year`: the illness is meant, not the expectancy.
bool limits_life(const Tokens& tokens, std::size_t i, std::string_view text) {
  if (tokens.list[i].part != Part::observation || tokens.list[i].value != "expected_survival") return false;
  for (std::size_t k = 0; k < i; ++k)
    if (stands_among(" limits limit limiting reduces reduce reducing reduction limited ",
                     word_of(tokens.list[k], text)))
      return true;
  return false;
}

// A value that the record holds by itself: a measurement of the lexicon, or words for one, and a limit.
bool tests_a_value(const Tokens& tokens, std::string_view text) {
  if (any_of_parts(tokens, "s") && any_of_parts(tokens, "+_")) return true;
  bool measured = false;
  for (std::size_t i = 0; i < tokens.list.size(); ++i)
    measured = measured || (tokens.list[i].part == Part::observation && !limits_life(tokens, i, text));
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Token& token = tokens.list[i];
    if (is_of_laboratory(token)) return true;
    const char next = i + 1 < tokens.list.size() ? tokens.parts[i + 1] : ' ';
    const bool limit = token.part == Part::comparator || token.part == Part::or_more;
    if ((limit && measured) || (token.part == Part::observation && next == 'n')) return true;
    // `below the knee`, `greater than leg pain`: no number
    if (token.part == Part::comparator && next != 'n' && next != 'l' && next != 'Y') return true;
    const std::string word = first_word(token, text);
    if (stands_among(" acuity grading severity impression distance ", word) ||
        (any_of_parts(tokens, "cM") &&
         stands_among(
             " score scores scale index pressure bp questionnaire thickness velocity density pta sao2 "
             "so2 fev iq ",
             word)))
      return true;
    if (word == "criteria" && next == 'c') return true;
  }
  return false;
}

// A time counted from something that has happened to the patient: `within 100 days after transplant`, `after
// at least 3 months of treatment`, `despite 2 weeks of steroids`.
bool is_counted_from_an_event(const Tokens& tokens, std::size_t unit, std::string_view text) {
  const std::size_t number = unit - 1;
  std::size_t from = number;
  while (from > 0 && std::string_view("cpnT").find(tokens.parts[from - 1]) != std::string_view::npos) --from;
  if (from > 0 && word_of(tokens.list[from - 1], text) == "after") return true;
  for (std::size_t i = 0; i < from; ++i)
    if (stands_among(" despite failed ", word_of(tokens.list[i], text)) || limits_life(tokens, i, text))
      return true;
  if (unit + 2 >= tokens.list.size() || number == 0 || tokens.list[number - 1].part != Part::within)
    return false;
  return stands_among(" after of from following ", word_of(tokens.list[unit + 1], text)) &&
         std::string_view("wCRQ").find(tokens.parts[unit + 2]) != std::string_view::npos;
}

// `20 cigarettes a day`
bool is_rate(const Token& unit, std::string_view text) {
  const std::string_view front = text.substr(0, unit.begin);
  return front.ends_with(" a ") || front.ends_with("/") || front.ends_with("/ ") || front.ends_with("per ");
}

bool counts_up_to_now(const Tokens& tokens, std::string_view text) {
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    if (tokens.list[i].part == Part::stop && !is_rate(tokens.list[i], text) &&
        stands_among(" day days week weeks month months year years hour hours ",
                     word_of(tokens.list[i], text)))
      return true;
    if (i > 1 && tokens.parts.substr(i - 2, 3) == "xnt") continue;
    if (tokens.list[i].part != Part::time || is_rate(tokens.list[i], text)) continue;
    if (i == 0 || tokens.list[i - 1].part != Part::number || !is_counted_from_an_event(tokens, i, text))
      return true;
  }
  return false;
}

// `fulfilling the criteria of a society`, without a word of what for in front.
bool is_about_criteria(const Tokens& tokens, std::string_view text) {
  if (!tokens.pairs.may_hold("criteria")) return false;
  for (const Token& token : tokens.list) {
    if (stands_among(" according per based ", word_of(token, text))) return false;
    if (word_of(token, text) == "according to" || word_of(token, text).ends_with("defined by") ||
        word_of(token, text) == "based on")
      return false;
    if (first_word(token, text) == "criteria") return true;
  }
  return false;
}

// Whether all that is tested is an illness: no drug, no procedure.
bool is_illness_or_none(const ast::Expression& one) {
  if (const auto* no = std::get_if<ast::Not>(&one.node)) return is_illness_or_none(*no->operand);
  const auto* history = std::get_if<ast::History>(&one.node);
  return history != nullptr &&
         (history->kind == ast::HistoryKind::diagnosis || history->kind == ast::HistoryKind::active);
}

}  // namespace

ReadLine LineReader::state_with_numbers(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                        bool exclusion) {
  if (!any_of_parts(tokens, "nM") || is_more_than_a_state(tokens)) return {};
  // `at most 2 nodules`: who has none as well; `criteria of …` are no illness; a list follows
  const std::size_t first = tokens.parts.find_first_not_of("qmhA12");
  if (first == std::string::npos ||
      (tokens.parts[first] == 'c' && tokens.list[first].value.starts_with('<')) ||
      text_.substr(begin, end - begin).ends_with(':') || is_about_criteria(tokens, text_))
    return {};
  if (tests_a_value(tokens, text_) || counts_up_to_now(tokens, text_)) return {};
  own_numbers_ = known_head_ = true;
  // no time in it is one up to now: none may be taken for the end of the name
  std::string parts = tokens.parts;
  std::replace_if(
      parts.begin(), parts.end(),
      [](char part) { return std::string_view("nutcMvx").find(part) != std::string_view::npos; }, 'w');
  ReadLine made = built_from(begin, end, tokens, exclusion, parse_phrase(parts));
  own_numbers_ = known_head_ = false;
  if (made.line_class == LineClass::unencoded || made.expression == nullptr ||
      !is_illness_or_none(*made.expression))
    return {};
  return made;
}

// `7/8 HLA matched donor`, `HLA-A, B, DRB1 identical sibling`: no fact of the patient's record.
ReadLine LineReader::matched_donor(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                   bool exclusion) {
  constexpr std::size_t most = 30;
  if (exclusion || tokens.list.size() > most ||
      any_of_parts(tokens, "NutycULxiosaBFWIXZzgeOEGPHDRCKkh+_A:;*#"))
    return {};
  const std::string low = lowered(plain_text(text_, begin, end));
  const auto has = [&](std::string_view word) { return low.find(word) != std::string::npos; };
  if (!has("hla") || !(has("match") || has("identical")) || !(has("donor") || has("sibling") || has("cord")))
    return {};
  return donor_of_kind(begin, end, {});
}

// `One antigenic mismatch at HLA-A or -B`: of a donor, too.
ReadLine LineReader::mismatch_of_donor(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                       bool exclusion) {
  if (exclusion || !tokens.pairs.may_hold("mismatch")) return {};
  const std::string low = lowered(plain_text(text_, begin, end));
  const auto has = [&](std::string_view word) { return low.find(word) != std::string::npos; };
  if (!has("hla") || !(has("mismatch at ") || has("mismatches at ")) || has("(")) return {};
  if (low.starts_with("no ") || has(" no ") || has("not ")) return {};
  return donor_of_kind(begin, end, {});
}

ReadLine LineReader::donor_of_kind(std::uint32_t begin, std::uint32_t end, std::string_view kind) {
  std::string words(kind);
  if (!words.empty()) words += ": ";
  words += plain_text(text_, begin, end);
  while (!words.empty() && (words.back() == '.' || words.back() == ',')) words.pop_back();
  words = without_quotes(std::move(words));
  ReadLine made;
  made.expression = make_expression(ast::Attest{facts_.get(ast::ConceptKind::attestation, words).name});
  made.line_class = LineClass::attestation;
  made.spans.push_back({begin, end, SpanKind::attestation});
  return made;
}

// `Heart failure patients`, `diabetic ulcer patients with osteomyelitis`: the illness in front of the person.
ReadLine LineReader::illness_of_patients(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                         bool exclusion) {
  const std::size_t person = tokens.parts.find('q');
  if (person == std::string::npos || person == 0 || tokens.parts.find('q', person + 1) != std::string::npos ||
      tokens.parts.find_first_not_of("wCQl", 0) < person || any_of_parts(tokens, "nNjKkIXZPaF&|\\/;,W"))
    return {};
  const std::string word = word_of(tokens.list[person], text_);
  const bool with = stands_among(" patients-with patient-with subjects-with ", word) ||
                    word == "patients with" || word == "patient with" || word == "subjects with" ||
                    word == "subject with";
  const std::size_t stop = tokens.parts.find_last_not_of('.');
  if (!with && (!stands_among(" patients patient subjects subject individuals ", word) || stop != person))
    return {};
  if (with && stop <= person) return {};
  known_head_ = true;
  ReadLine made = phrase(begin, tokens.list[person].begin,
                         tokenize(text_, begin, tokens.list[person].begin, lexicon_), exclusion);
  ReadLine other;
  const std::uint32_t from = tokens.list[person].end;
  if (with) other = phrase(from, end, tokenize(text_, from, end, lexicon_), exclusion);
  known_head_ = false;
  if (made.line_class == LineClass::unencoded || made.expression == nullptr ||
      !is_illness_or_none(*made.expression))
    return {};
  if (with) {
    if (other.line_class == LineClass::unencoded || other.expression == nullptr ||
        !is_illness_or_none(*other.expression))
      return {};
    std::vector<ast::ExpressionPtr> both;
    both.push_back(std::move(made.expression));
    both.push_back(std::move(other.expression));
    made.expression = joined(true, std::move(both));
    made.spans.insert(made.spans.end(), other.spans.begin(), other.spans.end());
    if (other.line_class == LineClass::compiled_new_concept) made.line_class = other.line_class;
  }
  made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
  return made;
}

// `cancer within 5 years (i.e., patients must be free of disease for 5 years), except …`: the time once more.
ReadLine LineReader::without_restatement(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                         bool exclusion) {
  const std::size_t open = tokens.parts.find('(');
  const std::size_t close = open == std::string::npos ? open : tokens.parts.find(')', open);
  if (close == std::string::npos || tokens.parts.find('(', open + 1) < close) return {};
  const std::string opening = word_of(tokens.list[open + 1], text_);
  if (!opening.starts_with("i.e") && !opening.starts_with("e.g") && opening != "ie") return {};
  const std::size_t time = tokens.parts.find("nt");
  const std::size_t again = tokens.parts.find("nt", open);
  if (time >= open || again >= close || tokens.parts.find('o', open) < close ||
      tokens.list[time].value != tokens.list[again].value ||
      tokens.list[time + 1].value != tokens.list[again + 1].value)
    return {};
  const std::string tail = plain_text(text_, tokens.list[close].end, end);
  const bool joined = tail.empty() || std::string_view(".,;:").find(tail.front()) != std::string_view::npos;
  const std::string words = plain_text(text_, begin, tokens.list[open].begin) + (joined ? tail : ' ' + tail);
  LineReader inner(words, lexicon_, facts_);
  const auto size = static_cast<std::uint32_t>(words.size());
  const Tokens rest = tokenize(words, 0, size, lexicon_);
  ReadLine made = inner.sentence(0, size, rest, exclusion);
  if (made.line_class == LineClass::unencoded) made = inner.phrase(0, size, rest, exclusion);
  if (made.line_class == LineClass::unencoded || made.expression == nullptr) return {};
  made.spans = {
      {begin, end,
       made.line_class == LineClass::compiled_new_concept ? SpanKind::new_concept : SpanKind::predicate}};
  made.notes.emplace_back("The bracket says the time once more and is not part of the expression.");
  return made;
}

// What is tried where no finer rule has a reading.
ReadLine LineReader::last_readings(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                   bool exclusion) {
  if (ReadLine made = state_with_numbers(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = matched_donor(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = illness_of_patients(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = without_restatement(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = pregnancy_or_plans(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = duration_of_illness(begin, end, tokens, exclusion); is_read(made)) return made;
  return {};
}

}  // namespace eligo::grammar::registry
