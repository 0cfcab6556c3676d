// One limit whose measurement, number or scale is written in another way. See line_numbers.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_numbers.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::array<std::string_view, 14> kJudged = {
    "in the opinion of",   "in the judgment of", "in the judgement of", "in the investigator",
    "as judged by",        "as assessed by",     "as determined by",    "as estimated by",
    "according to the",    "per investigator",   "per provider",        "per physician",
    "by the investigator", "in opinion of"};

// `Hospital Anxiety and Depression Scale`: every word but the small ones has a capital.
bool is_title(const std::string& words) {
  bool title = true;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::string_view word = std::string_view(words).substr(at, end - at);
    title = title && (word == "and" || word == "of" || word == "the" || (word[0] >= 'A' && word[0] <= 'Z'));
    at = end + 1;
  }
  return title;
}

// `A < 2 or B > 3 within 28 days`: the window of the last limit is that of each.
ReadLine with_shared_window(ReadLine line) {
  auto* any = line.expression == nullptr ? nullptr : std::get_if<ast::Or>(&line.expression->node);
  if (any == nullptr) return line;
  const auto* last = std::get_if<ast::Measurement>(&any->operands.back()->node);
  if (last == nullptr || !last->fresh_within) return line;
  for (auto& one : any->operands) {
    auto* test = std::get_if<ast::Measurement>(&one->node);
    if (test == nullptr) return {};
    if (!test->fresh_within) test->fresh_within = last->fresh_within;
  }
  return line;
}

}  // namespace

// `PT prolongation > 3 seconds`: the measurement with a word more, whose limit has a unit of its kind.
ReadLine LineReader::Numbers::with_a_word_more() {
  const std::size_t limit = parts_.find_first_of("cr");
  if (limit == std::string_view::npos || limit < 2 || has("kKIXZ;:|,(hjbvt")) return {};
  std::size_t name = 0;
  while (name < limit && is_among(parts_[name], "qme")) ++name;
  constexpr std::size_t most = 5;
  if (!only(name, limit, "owV") || limit - name < 2 || limit - name > most) return {};
  const std::size_t subject = parts_.find('o', name);
  if (subject >= limit || parts_.find('o', subject + 1) != std::string_view::npos ||
      !only(limit, stop_, "crnuTx-&"))
    return {};
  const std::string whole = words(name, limit);
  if (says_direction(whole)) return {};
  ReadLine made = read_sentence(words(subject, subject + 1) + ' ' + words(limit, stop_));
  return rename(std::move(made), whole);
}

// Words that say where a value lies, or that it was seen: no part of a name.
bool LineReader::Numbers::says_direction(const std::string& name) {
  const std::string small = lowered(name);
  for (const std::string_view word : {"high", "low", "elevated", "increased", "decreased", "reduced",
                                      "abnormal", "indicate", "indicates", "show", "shows", "shown"})
    if (has_word(small, word)) return true;
  return false;
}

// `Bath Ankylosing Spondylitis Disease Activity Index (BASDAI) score >= 4`: a scale by its whole name.
ReadLine LineReader::Numbers::scored() {
  static constexpr auto kScales =
      std::to_array<std::string_view>({"score", "scale", "index", "inventory", "questionnaire"});
  if (!tokens_.pairs.may_hold_any(kScales)) return {};
  std::size_t limit = parts_.find_first_of("crn");
  if (limit == std::string_view::npos || limit < 3 || has("kKIXZ;:hbvtLUi")) return {};
  for (std::size_t i = 0; i < stop_; ++i)
    if (parts_[i] == 'j' && !low(i).starts_with("questionnaire")) return {};
  std::size_t name = 0;
  while (name < limit && is_among(parts_[name], "qm")) ++name;
  std::size_t name_end = limit;
  while (name_end > name && is_among(parts_[name_end - 1], "1m")) --name_end;
  constexpr std::size_t most = 14;
  if (name_end < name + 2 || name_end - name > most || !only(name, name_end, "wCQV1opFRl()-&j")) return {};
  // `Anxiety and Depression Scale`; of two measurements either may be meant
  const std::string_view of_name = parts_.substr(name, name_end - name);
  if (of_name.find('&') != std::string_view::npos &&
      (of_name.find_first_of("oR(-") != std::string_view::npos || !is_title(words(name, name_end))))
    return {};
  const std::string scale_word =
      lowered(words(name_end, limit)).find("scale") == std::string::npos ? "" : " Scale";
  const std::string whole = words(name, name_end) + scale_word;
  const std::string small = lowered(words(name, limit));
  bool scale = false;
  for (const std::string_view word : {"score", "scores", "scale", "index", "inventory", "questionnaire"})
    scale = scale || has_word(small, word);
  if (!scale || says_direction(whole)) return {};
  // the number, and what the scale goes up to
  std::size_t end = limit;
  while (end < stop_ && is_among(parts_[end], "crnTM-&") && parts_[end] != 'u') ++end;
  if (end < stop_ && parts_[end] == 'u' && tokens_.list[end].value == "1") ++end;
  std::size_t tail = end;
  while (tail < stop_ && is_among(parts_[tail], "pewn.") && parts_[tail] != '.') ++tail;
  if (tail != stop_) return {};
  if (end < stop_) {
    const std::string said = lowered(words(end, stop_));
    const bool full =
        said.starts_with("on a 100") && (said.ends_with("scale") || said.ends_with("questionnaire"));
    if (!full && !only(end, stop_, "pe")) return {};
  }
  const std::size_t known = parts_.find('o', name);
  if (known < name_end) {
    if (known + 1 < name_end && parts_[known + 1] != ')' && parts_[known + 1] != 'V') return {};
    if (known > name && parts_[known - 1] != '(') return {};
    ReadLine made = read_sentence(words(known, known + 1) + ' ' + words(limit, end));
    return understood(made) && is_limits(*made.expression) ? std::move(made) : ReadLine{};
  }
  return rename(read_sentence("Quizzical score " + words(limit, end)), whole);
}

// `Score of less than 24 on the Mini-Mental State Examination (MMSE)`: the scale and the limit.
ReadLine LineReader::Numbers::on_a_scale() {
  std::size_t first = 0;
  while (first < stop_ && is_among(parts_[first], "qm2A")) ++first;
  if (first >= stop_ || parts_[first] != 'V' || has("kKIXZ;j:")) return {};
  const std::string what = low(first);
  if (what != "score" && what != "scores" && what != "a score" && what != "score of" && what != "total score")
    return {};
  std::size_t limit = first + 1;
  while (limit < stop_ && is_among(parts_[limit], "1m")) ++limit;
  std::size_t behind = limit;
  while (behind < stop_ && is_among(parts_[behind], "cnrTM-&")) ++behind;
  if (behind == limit || behind + 1 >= stop_ || parts_[behind] != 'p') return {};
  const std::string link = low(behind);
  if (link != "on" && link != "on the" && link != "in" && link != "in the") return {};
  if (!only(behind + 1, stop_, "woVC1()pQ")) return {};
  ReadLine made = read_sentence(words(behind + 1, stop_) + ' ' + words(limit, behind));
  return understood(made) && is_limits(*made.expression) ? std::move(made) : ReadLine{};
}

// `score of 30 to 90 on a 100 point scale`
ReadLine LineReader::Numbers::on_full_scale() {
  const std::size_t on = parts_.rfind('p');
  if (on == std::string_view::npos || on < 3 || on + 2 >= stop_ || parts_[on + 1] != 'n' || !has("o"))
    return {};
  const std::string said = lowered(words(on, stop_));
  if (!said.starts_with("on a 100") || (!said.ends_with("scale") && !said.ends_with("questionnaire")))
    return {};
  if (has("kKIXZ|;:") || said.find("analog") != std::string::npos || said.find("mm") != std::string::npos)
    return {};
  return read_sentence(words(0, on));
}

// `a person whose weight is between 40 and 90 kg`
ReadLine LineReader::Numbers::whose() {
  if (stop_ < 4 || parts_[0] != 'q' || parts_[1] != '#' || low(1) != "whose" || parts_[2] != 'o') return {};
  return read_words(words(2, stop_));
}

// `Estimated filtration rate (eGFR) between 15 and 60 mL/min`: words for a measurement that the brackets
// name.
ReadLine LineReader::Numbers::named_in_brackets() {
  const std::size_t open = parts_.find('(');
  if (open == std::string_view::npos || open < 2 || open + 3 >= stop_ || parts_[open + 1] != 'o' ||
      parts_[open + 2] != ')' || !is_among(parts_[open + 3], "crnVm1") || !only(0, open, "wVq"))
    return {};
  std::size_t name = 0;
  while (name < open && parts_[name] == 'q') ++name;
  // the first letters of the words, in this order
  std::string letters;
  for (std::size_t i = name; i < open; ++i) letters += low(i).substr(0, 1);
  std::string abbreviation = low(open + 1);
  abbreviation.erase(std::remove(abbreviation.begin(), abbreviation.end(), '-'), abbreviation.end());
  if (letters.size() < 3 || letters != abbreviation) return {};
  return read_words(words(open + 1, open + 2) + ' ' + words(open + 3, stop_));
}

// `Serum aminotransferase (ALT or AST) levels > 2 x ULN`: the measurements in the brackets.
ReadLine LineReader::Numbers::of_those_in_brackets() {
  const std::size_t open = parts_.find("(o");
  const std::size_t close = open == std::string_view::npos ? open : parts_.find(')', open);
  if (!exclusion_ || close == std::string_view::npos || open == 0 || open > 4 || !only(0, open, "wVqQ") ||
      !only(open + 1, close, "o|\\,/") || close + 2 >= stop_ || !only(close + 1, stop_, "VmcnuUx"))
    return {};
  const std::string front = lowered(words(0, open));
  bool enzymes = false;
  for (const std::string_view word :
       {"aminotransferase", "aminotransferases", "transaminase", "transaminases", "enzymes", "enzyme"})
    enzymes = enzymes || has_word(front, word);
  return enzymes ? read_sentence(words(open + 1, close) + ' ' + words(close + 1, stop_)) : ReadLine{};
}

// `Current fasting glucose > 126 mg/dL`, `normal lymphocyte count (>= 1500 /uL)`: the limit alone.
ReadLine LineReader::Numbers::with_plain_word() {
  if (stop_ < 4 || parts_[1] != 'o') return {};
  const std::string word = low(0);
  if (parts_[0] == 'A' && word == "current") return read_sentence(words(1, stop_));
  if (exclusion_ || parts_[0] != 'i' || word != "normal" || parts_[2] != '(' || parts_[stop_ - 1] != ')' ||
      !only(3, stop_ - 1, "cnuUx"))
    return {};
  return read_sentence(words(1, 2) + ' ' + words(3, stop_ - 1));
}

// `creatinine > 2,5 mg/dL`, `WBC < 3, 000 /mL`: behind a sign no list of numbers follows.
ReadLine LineReader::Numbers::with_comma_in_number() {
  std::string text = words(0, stop_);
  std::size_t changed = 0;
  for (std::size_t i = parts_.find("cn,n"); i != std::string_view::npos; i = parts_.find("cn,n", i + 1)) {
    const Token& whole = tokens_.list[i + 1];
    const Token& rest = tokens_.list[i + 3];
    const bool unit = i + 4 < stop_ && parts_[i + 4] == 'u';
    const bool glued = whole.end + 1 == rest.begin;
    const std::string_view digits = line_.text_.substr(rest.begin, rest.end - rest.begin);
    const bool thousands = !glued && unit && digits == "000" && whole.value.size() <= 3;
    const bool decimal = glued && (whole.value == "0" || unit) && digits.find('.') == std::string_view::npos;
    if (thousands == decimal) return {};
    const std::size_t at = text.find(words(i, i + 4));
    const std::size_t comma = text.find(',', at);
    if (at == std::string::npos || comma == std::string::npos) return {};
    if (thousands)
      text.erase(comma + 1, text.find('0', comma) - comma - 1);
    else
      text[comma] = '.';
    ++changed;
  }
  return changed > 0 ? read_words(text) : ReadLine{};
}

// `serum creatinine < 1.5 x ULN or creatinine clearance greater 50 mL/min`: a word is lost.
ReadLine LineReader::Numbers::with_than() {
  std::string text = words(0, stop_);
  for (std::size_t i = 1; i + 1 < stop_; ++i) {
    if (parts_[i] != 'w' || parts_[i + 1] != 'n' || !is_among(parts_[i - 1], "omV")) continue;
    const std::string word = low(i);
    if (word != "greater" && word != "higher" && word != "lower" && word != "less") continue;
    const std::size_t at = text.find(words(i, i + 2));
    if (at == std::string::npos) return {};
    text.insert(at + word.size(), " than");
    return with_shared_window(read_words(text));
  }
  return {};
}

// `> 60 days post transplant`
ReadLine LineReader::Numbers::with_after() {
  const std::size_t post = 3;
  if (exclusion_ || stop_ < post + 1 || !parts_.starts_with("cnt") || !low(post).starts_with("post") ||
      !only(post, stop_, "wRCD1"))
    return {};
  std::string what = words(post, stop_).substr(std::string_view("post").size());
  if (what.empty() || (what.front() != ' ' && what.front() != '-')) return {};
  return read_sentence(words(0, post) + " after " + what.substr(1));
}

// `Life expectancy of 6 months or more in the opinion of the investigator`: nobody else can say.
ReadLine LineReader::Numbers::as_judged() {
  const std::size_t subject = parts_.find('o');
  if (subject == std::string_view::npos || tokens_.list[subject].value != "expected_survival") return {};
  const std::size_t time = parts_.find("nt", subject);
  if (time == std::string_view::npos) return {};
  std::size_t limit = time + 2;
  if (limit < stop_ && parts_[limit] == 'M') ++limit;
  std::size_t tail = limit;
  while (tail < stop_ && is_among(parts_[tail], ",(")) ++tail;
  if (tail >= stop_) return {};
  std::string said = lowered(words(tail, stop_));
  while (!said.empty() && said.back() == ')') said.pop_back();
  const bool opens =
      std::any_of(kJudged.begin(), kJudged.end(), [&](auto front) { return said.starts_with(front); });
  constexpr std::size_t longest = 60;
  if (!opens || said.size() > longest || has("kKIXZ|&;nc", tail)) return {};
  return read_sentence(words(0, limit));
}

}  // namespace eligo::grammar::registry
