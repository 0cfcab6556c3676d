// Limits in a sentence of another form: the scale behind its number, the age as forms write it. See
// framed_words.hpp.
#include <algorithm>
#include <array>
#include <string>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

using namespace std::string_view_literals;

// Nothing but these words, between these signs.
bool holds_only(std::string_view low, WordList words, std::string_view signs) {
  constexpr auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t i = 0; i < low.size();) {
    std::size_t end = i;
    while (end < low.size() && is_small(low[end])) ++end;
    if (end == i ? signs.find(low[i]) == std::string_view::npos
                 : !stands_among(words, low.substr(i, end - i)))
      return false;
    i = std::max(end, i + 1);
  }
  return true;
}

bool names_scale(std::string_view low) {
  return holds_any(low, {"scale", "score", "index", "inventory", "questionnaire", "assessment", "examination",
                         "checklist"});
}

bool rates_pain(std::string_view low) {
  return holds_any(low, {"visual analog", "vas", "numeric", "nrs", "vnrs", "verbal rating"});
}

// A scale of pain up to ten, and no more words: `a 0-10 numeric rating scale (NRS)`.
bool is_scale_to_ten(std::string_view low) {
  static constexpr WordList kWords =
      " a an the to of out point points numeric numerical verbal rating visual analog analogue scale score "
      "vas nrs "
      "nprs vnrs vrs pain ";
  if (!holds_only(low, kWords, "0123456789 -().")) return false;
  for (std::size_t i = 0; i < low.size();) {
    std::size_t end = i;
    while (end < low.size() && is_digit(low[end])) ++end;
    if (end > i && !stands_among(" 0 1 10 11 ", low.substr(i, end - i))) return false;
    i = std::max(end, i + 1);
  }
  return true;
}

// Without `the` in front, without its letters in brackets behind.
std::string name_alone(std::string_view name) {
  take(name, {"the ", "a ", "an ", "The "});
  if (const std::size_t open = name.find(" ("); open != std::string_view::npos && name.ends_with(')'))
    name = name.substr(0, open);
  return trimmed(name);
}

// Where the limit begins: its first sign, number or word of comparison.
std::size_t begin_of_limit(std::string_view low) {
  std::size_t first = low.find_first_of("<>=0123456789");
  for (const std::string_view word :
       {"at least ", "more than ", "less than ", "greater than ", "higher than ", "lower than ", "equal or ",
        "equal to ", "above ", "below ", "over ", "under ", "not less than ", "not more than ",
        "no more than ", "between ", "greater or ", "higher or "})
    first = std::min(first, low.find(word));
  return first;
}

// What is rated, without the words that lead on: `knee pain to be`, `must score`, `who has`.
std::string rated(std::string_view low) {
  while (take(low, {"must ",   "should ",  "have ",       "has ",       "having ",         "had ",
                    "with ",   "who ",     "obtain ",     "obtaining ", "score ",          "scores ",
                    "scored ", "scoring ", "a score of ", "score of ",  "total score of ", "on ",
                    "a ",      "an ",      "average ",    "the "}) ||
         take_people(low)) {
  }
  std::string words(trimmed(low));
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view end : {" of", " is", " was", " to be", " as", " rated", " level", " a level",
                                       " levels", " intensity", " score", " scores", ":", " rated as"})
      if (words.ends_with(end)) {
        words.resize(words.size() - end.size());
        again = true;
      }
  }
  return words;
}

std::string joined_text(std::initializer_list<std::string_view> parts) {
  std::string made;
  for (const std::string_view part : parts) made += part;
  return made;
}

// What stands behind the scale and is no part of its name: `… scale but less than 8`.
bool says_more(std::string_view low) {
  const std::size_t other = low.rfind(" and ");
  return holds_any(
             low, {" but ", " despite ", " without ", " no ", " not ", " if ", " plus ", " when ", " as "}) ||
         (other != std::string_view::npos && !names_scale(low.substr(other)));
}

// `knee pain VAS score `; empty: of something else.
std::string score_of_pain(std::string_view subject, std::string_view low_scale) {
  if (!is_scale_to_ten(low_scale) || !holds_any(subject, {"pain"}) ||
      holds_any(subject, {"free", ",", "(", " and ", " or "}))
    return {};
  const std::string_view scale = holds_any(low_scale, {"visual analog", "vas"}) ? " VAS"
                                 : holds_any(low_scale, {"verbal"})             ? " VRS"
                                                                                : " NRS";
  return joined_text({subject, scale, " score "});
}

// `Panic Severity Inventory score `; empty: it is no scale.
std::string score_of_scale(std::string_view scale) {
  const std::string name = name_alone(scale);
  const std::string low = lowered(scale);
  const bool letters =
      std::count_if(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) > 1;
  if (!(names_scale(low) || letters) || name.find_first_of("(/") != std::string::npos) return {};
  return joined_text({name, holds_any(low, {"score"}) ? " " : " score "});
}

// ` at Screening and Baseline`
bool is_screening(std::string_view low) {
  static constexpr WordList kWords =
      " at screening baseline enrollment enrolment inclusion randomization randomisation visit visits and "
      "the "
      "both study entry time of ";
  return holds_only(low, kWords, " ");
}

}  // namespace

bool is_bare_limit(std::string_view low) {
  static constexpr WordList kWords =
      " at least most more than less greater higher lower fewer above below over under not no or equal to "
      "and between of from up minimum maximum a is points point score scores ";
  constexpr std::size_t longest = 50;
  if (low.empty() || low.size() > longest || std::none_of(low.begin(), low.end(), is_digit)) return false;
  return holds_only(low, kWords, "0123456789 <>=-.,~/");
}

// `Must score >= 8 on the X scale` -> `X scale score >= 8`; `knee pain of at least 4 on a numeric rating
// scale` -> `knee pain NRS score at least 4`.
std::string of_score_on_scale(const std::string& whole) {
  constexpr std::size_t longest = 160;
  const std::string text = trimmed(whole);
  const std::string low = lowered(text);
  if (low.size() > longest || holds_any(low, {" mm", ";", "unless", "except", " not "})) return {};
  const std::size_t begin = begin_of_limit(low);
  if (begin == std::string::npos) return {};
  for (const std::string_view link : {" on ", " in the ", " from the ", " according to "}) {
    const std::size_t at = low.find(link, begin);
    if (at == std::string::npos || !is_bare_limit(std::string_view(low).substr(begin, at - begin))) continue;
    std::string limit = text.substr(begin, at - begin);
    for (const std::string_view unit : {" scores", " score"})
      if (limit.ends_with(unit)) limit.resize(limit.size() - unit.size());
    std::string scale = text.substr(at + link.size());
    std::string moment;
    for (const std::string_view when : {" at ", " during ", " within "})
      if (const std::size_t then = scale.find(when); then != std::string::npos) {
        moment.insert(0, scale.substr(then));
        scale.resize(then);
      }
    if (is_screening(lowered(moment))) moment.clear();
    const std::string low_scale = lowered(scale);
    if (holds_any(low_scale, {",", " or ", ":", "<", ">", "="})) return {};
    const std::string subject = rated(std::string_view(low).substr(0, begin));
    if (says_more(low_scale)) return {};
    const std::string name = rates_pain(low_scale) ? score_of_pain(subject, low_scale)
                             : subject.empty()     ? score_of_scale(scale)
                                                   : std::string{};
    return name.empty() ? std::string{} : joined_text({name, limit, moment});
  }
  return {};
}

// `Grade 2 or 3 on the X classification` -> `X grade 2 or 3`
std::string of_grade_on_scale(const std::string& whole) {
  constexpr std::size_t longest = 110;
  const std::string text = trimmed(whole);
  const std::string low = lowered(text);
  if (low.size() > longest) return {};
  std::string_view rest = low;
  if (take_people(rest)) take(rest, {"with ", "who have ", "in ", "classified as "});
  const std::size_t front = low.size() - rest.size();
  std::string_view grade;
  for (const std::string_view word : {"grades ", "grade ", "stages ", "stage ", "levels ", "level "})
    if (rest.starts_with(word)) grade = word;
  if (grade.empty()) return {};
  for (const std::string_view link :
       {" on ", " in ", " according to ", " by ", " as per ", " of ", " on the basis of "}) {
    const std::size_t at = rest.find(link);
    if (at == std::string_view::npos || at < grade.size()) continue;
    const std::string_view values = rest.substr(grade.size(), at - grade.size());
    static constexpr WordList kValues = " i ii iii iv v or and to higher above more less greater ";
    if (values.empty() || values.size() > 20 || !holds_only(values, kValues, "0123456789 -,<>=~")) return {};
    std::string name = name_alone(std::string_view(text).substr(front + at + link.size()));
    const std::string low_name = lowered(name);
    if (name.size() < 4 || holds_any(low_name, {" for ", " in ", " of ", ",", "(", " with ", " or "}))
      return {};
    const bool graded =
        holds_any(low_name, {"scale", "classification", "grading", "staging", "score", "system", "criteria"});
    if (!graded) return {};
    for (const std::string_view end : {" scale", " classification", " grading", " staging", " system",
                                       " score", " criteria", " radiographic", " radiological", " grading"})
      if (lowered(name).ends_with(end)) name.resize(name.size() - end.size());
    if (name.empty()) return {};
    return name + " grade " + text.substr(front + grade.size(), values.size());
  }
  return {};
}

// `> upper limit of normal (ULN) x 1.5` -> `> 1.5 x ULN`
std::string of_factor_behind(const std::string& whole) {
  for (const std::string_view name :
       {"upper limit of normal (ULN)"sv, "upper limit of normal"sv, "upper normal limit"sv, "ULN"sv}) {
    const std::size_t at = whole.find(name);
    if (at == std::string::npos) continue;
    std::size_t factor = at + name.size();
    if (whole.substr(factor).starts_with(" x ") || whole.substr(factor).starts_with(" * "))
      factor += 3;
    else if (whole.substr(factor).starts_with(" times "))
      factor += 7;
    else
      continue;
    std::size_t end = factor;
    while (end < whole.size() && (is_digit(whole[end]) ||
                                  (whole[end] == '.' && end + 1 < whole.size() && is_digit(whole[end + 1]))))
      ++end;
    if (end == factor || at < 2 || whole.find("ULN", end) != std::string::npos) return {};
    return whole.substr(0, at) + whole.substr(factor, end - factor) + " x ULN" + whole.substr(end);
  }
  return {};
}

// `Minimum X of at least 30 or higher` says the same bound more than once.
std::string without_second_bound(const std::string& whole) {
  std::string words = trimmed(whole);
  const std::string low = lowered(words);
  if (low.find("at least ") == std::string::npos || low.find("maximum") != std::string::npos) return {};
  std::size_t changed = 0;
  for (const std::string_view more : {" or higher", " or more", " or greater", " or above"})
    if (const std::size_t at = low.find(more); at != std::string::npos && at > low.find("at least ")) {
      words.erase(at, more.size());
      ++changed;
      break;
    }
  for (const std::string_view minimum : {" a minimum ", " minimum ", "minimum "}) {
    const std::size_t at = low.find(minimum);
    if (at == std::string::npos || at > low.find("at least ") || (minimum[0] != ' ' && at != 0)) continue;
    words.replace(at, minimum.size(), minimum[0] == ' ' ? " " : "");
    ++changed;
    break;
  }
  return changed > 0 ? words : std::string{};
}

// `A minimum weight of 40 kg` -> `weight of at least 40 kg`
std::string of_extreme(const std::string& whole) {
  const std::string low = lowered(whole);
  if (holds_any(low, {"at least", "at most", "more than", "less than", ">", "<", " or "})) return {};
  for (const auto& [extreme, bound] :
       {std::pair{"minimum "sv, "at least "sv}, {"maximum "sv, "at most "sv}}) {
    const std::size_t at = low.find(extreme);
    if (at == std::string::npos || (at > 0 && low[at - 1] != ' ')) continue;
    const std::size_t of = low.find(" of ", at);
    constexpr std::size_t longest = 40;
    if (of == std::string::npos || of - at > longest || of + 4 >= low.size() || !is_digit(low[of + 4]))
      return {};
    // `maximum diameter of 4-11 mm`
    std::size_t number = of + 4;
    while (number < low.size() && (is_digit(low[number]) || low[number] == '.')) ++number;
    const std::string_view behind = std::string_view(low).substr(number);
    if (behind.starts_with("-") || behind.starts_with(" -") || behind.starts_with(" to ")) return {};
    std::string words = whole;
    words.insert(of + 4, bound);
    words.erase(at, extreme.size());
    if (at > 2 && low.substr(0, at).ends_with(" a ")) words.erase(at - 2, 2);
    if (low.starts_with("a m")) words.erase(0, 2);
    return words;
  }
  return {};
}

// `Age; 18-65`, `60+ years of age`, `aged 18 years (including) - 70 years`, `BMI range 20-27`
std::string of_written_range(const std::string& whole) {
  std::string words = trimmed(whole);
  const std::string before = words;
  const std::string low = lowered(words);
  if ((low.starts_with("age;") || low.starts_with("age.")) && words.size() > 4) words[3] = ':';
  for (const std::string_view idle : {" (including)", " (included)", " (incl.)", "(including)"})
    for (std::size_t at = words.find(idle); at != std::string::npos; at = words.find(idle))
      words.erase(at, idle.size());
  if (const std::size_t at = words.find(" range ");
      at != std::string::npos && at + 7 < words.size() && is_digit(words[at + 7]))
    words.erase(at, 6);
  const bool aged = holds_any(low, {"age", "year", "old"});
  for (std::size_t at = 1; aged && at + 1 < words.size(); ++at) {
    if (words[at] == '_' && is_digit(words[at - 1]) && is_digit(words[at + 1])) words[at] = '-';
    if (words[at] == '+' && is_digit(words[at - 1]) && words.substr(at).starts_with("+ years"))
      words.replace(at, std::string_view("+ years").size(), " years or older");
  }
  for (const std::string_view tail :
       {", the gender is not limit", ", gender is not limited",
        ", regardless of whether they are women or men", "; there is no upper-bound age limit",
        ", there is no upper age limit", ", no upper age limit", ", men and women there is no limit",
        ",the gender is not limit", " is required for inclusion", " is required",
        ", including boundary value"})
    if (lowered(words).ends_with(tail)) words.resize(words.size() - tail.size());
  return words != before ? words : std::string{};
}

// `We will not recruit pregnant women` among exclusions: what every line of them says.
std::string without_refusal(const std::string& whole) {
  const std::string words = trimmed(whole);
  const std::string low = lowered(words);
  if (holds_any(low, {" if ", "unless", "except", ". ", ";"})) return {};
  for (const std::string_view front : {"we will not recruit the following populations: ",
                                       "we will not recruit ", "we will exclude ", "we excluded "})
    if (low.starts_with(front)) return words.substr(front.size());
  return {};
}

}  // namespace eligo::grammar::registry
