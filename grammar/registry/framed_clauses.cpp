// Clauses that say in another order what is given, measured or named. See framed_words.hpp.
#include <algorithm>
#include <array>
#include <string>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool names_time(std::string_view low) { return holds_any(low, {"day", "week", "month", "year"}); }

// `14-70 (>=14, <=70)`: the numbers of the range and of the bracket are the same.
bool says_range_again(std::string_view range, std::string_view bracket) {
  std::string numbers;
  for (const char c : bracket) {
    if (is_digit(c) || c == '.') numbers += c;
    if (c == ',') numbers += '-';
    if (!is_digit(c) && std::string_view(" ><=.,").find(c) == std::string_view::npos) return false;
  }
  std::string plain;
  std::copy_if(range.begin(), range.end(), std::back_inserter(plain), [](char c) { return c != ' '; });
  return !plain.empty() && plain == numbers && bracket.find(">=") < bracket.find(',') &&
         bracket.find("<=") > bracket.find(',') && bracket.find("<=") != std::string_view::npos;
}

// From the last number in front of `end`, with the range that it ends.
std::size_t begin_of_range(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == '-' || text[begin - 1] == ' '))
    --begin;
  while (begin < end && text[begin] == ' ') ++begin;
  return begin;
}

}  // namespace

// `Subjects to whom A has been given in the 60 days prior to enrolment` among exclusions: A in that time.
std::string of_given(const std::string& whole) {
  const std::string low = lowered(whole);
  const std::size_t whom = low.find(" to whom ");
  if (whom > 12 || holds_any(low, {"unless", "except", ";", ". ", " not ", " if ", " and "})) return {};
  constexpr std::size_t begin = std::string_view(" to whom ").size();
  for (const std::string_view given :
       {" have been administered ", " has been administered ", " were administered ", " was administered ",
        " have been given ", " has been given ", " were given ", " was given "}) {
    const std::size_t at = low.find(given);
    if (at == std::string::npos) continue;
    std::string_view time = std::string_view(low).substr(at + given.size());
    if (!names_time(time) || !take(time, {"within the ", "within ", "in the last ", "in the past ", "in the ",
                                          "during the last ", "during the "}))
      return {};
    if (time.empty() || !is_digit(time.front())) return {};
    std::string when = whole.substr(whole.size() - time.size());
    // the phase is counted from where it begins
    if (const std::size_t phase = when.find(" to the treatment phase"); phase != std::string::npos)
      when.insert(phase + 4, "start of ");
    std::string words = whole.substr(whom + begin, at - whom - begin);
    if (holds_any(lowered(words), {" or ", ",", "/"})) words.insert(0, "treatment with ");
    words += " within ";
    return words += when;
  }
  return {};
}

// `Laboratory abnormalities at screening: albumin < 3 g/dL, ...` among exclusions: the limits say which.
std::string of_abnormalities(const std::string& whole) {
  const std::size_t colon = whole.find(": ");
  if (colon > 70) return {};
  const std::string low = lowered(whole.substr(0, colon));
  std::string_view label = low;
  if (!take(label, {"biochemical ", "laboratory ", "hematological ", "haematological ", "hematologic ",
                    "blood ", "biochemistry ", "lab ", "analytical "}) ||
      !take(label, {"abnormalities", "abnormality"}))
    return {};
  if (!label.empty() && label != " at the time of inclusion" && label != " at inclusion" &&
      label != " at screening" && label != " at baseline" && label != " at the time of screening")
    return {};
  const std::string limits = whole.substr(colon + 2);
  return limits.find_first_of("<>") == std::string::npos ? std::string{} : limits;
}

// `bilirubin higher than normal for the laboratory` -> `bilirubin > ULN`
std::string of_normal_exceeded(const std::string& whole) {
  for (const std::string_view more : {" higher than normal", " greater than normal", " more than normal"}) {
    const std::size_t at = whole.find(more);
    if (at == std::string::npos) continue;
    std::string rest = whole.substr(at + more.size());
    for (const std::string_view where :
         {" for the reference value for the laboratory", " for the reference values of the laboratory",
          " for the laboratory", " range", " limits", " values"})
      if (rest.starts_with(where)) rest.erase(0, where.size());
    if (!rest.empty() && std::string_view(").;,").find(rest.front()) == std::string_view::npos &&
        !rest.starts_with(" or ") && !rest.starts_with(" and "))
      return {};
    std::string words = whole.substr(0, at) + " > ULN" + rest;
    for (const std::string_view idle : {"as value of ", "as values of "})
      if (const std::size_t value = words.find(idle); value != std::string::npos)
        words.erase(value + 3, idle.size() - 3);
    return words;
  }
  return {};
}

// `SpO2 < 92 % despite being on oxygen` -> `SpO2 < 92 % on oxygen`: how it is measured.
std::string of_value_despite(const std::string& whole) {
  const std::string words = trimmed(whole);
  const std::size_t despite = words.find(" despite ");
  const std::size_t sign = words.find_first_of("<>=");
  if (sign == std::string::npos || sign == 0 || sign > despite) return {};
  std::string_view rest = std::string_view(words).substr(despite + 9);
  take(rest, {"being on ", "receiving ", "the use of "});
  if (!lowered(rest).ends_with("oxygen") ||
      holds_any(rest, {",", ";", "(", " and ", " or ", " of ", "0", "1", "2", "3", "4", "5"}))
    return {};
  if (!holds_any(lowered(words.substr(0, sign)), {"spo2", "sao2", "pao2", "saturation"})) return {};
  return words.substr(0, despite) + " on " + std::string(rest);
}

// `More than 3 cm distance to the spine` -> `distance from the spine more than 3 cm`
std::string of_distance(const std::string& whole) {
  const std::string words = trimmed(whole);
  const std::string low = lowered(words);
  const std::size_t at = low.find(" distance ");
  if (at > 30 || low.find_first_of("0123456789") == std::string::npos) return {};
  std::string_view limit = std::string_view(low).substr(0, at);
  if (!take(limit, {"more than ", "less than ", "at least ", "at most ", "> ", ">= ", "< ", "<= "}))
    return {};
  std::size_t digits = 0;
  while (digits < limit.size() && (is_digit(limit[digits]) || limit[digits] == '.')) ++digits;
  const std::string_view unit = limit.substr(digits);
  if (digits == 0 || (unit != " cm" && unit != " mm" && unit != "cm" && unit != "mm")) return {};
  std::string_view where = std::string_view(words).substr(at + 10);
  if (!take(where, {"to ", "from "}) || holds_any(where, {",", ";", " and ", " or ", "("})) return {};
  return "distance from " + std::string(where) + ' ' + low.substr(0, at);
}

// `Age 16-65 (>=16, <=65)`: the bracket says the same range.
std::string without_range_again(const std::string& whole) {
  const std::size_t open = whole.find("(>");
  const std::size_t close = whole.find(')', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos) return {};
  std::string front = whole.substr(0, open);
  while (front.ends_with(' ')) front.pop_back();
  const std::string_view range = std::string_view(front).substr(begin_of_range(front, front.size()));
  if (!says_range_again(range, std::string_view(whole).substr(open + 1, close - open - 1))) return {};
  std::string rest = whole.substr(close + 1);
  // behind a range nobody is one year old
  if (rest.starts_with(" one year old")) rest.replace(0, 13, " years old");
  return front + rest;
}

// `index ( ABC) between 1 -4` -> `index (ABC) 1-4`; `according to "The X Score"` without its quotes.
// A reference to another place of the protocol is left out.
std::string with_even_marks(const std::string& whole) {
  constexpr std::size_t near = 15;
  const std::size_t range = whole.find(" between ");
  const bool dashed = range != std::string::npos && whole.find('-', range) - range < near;
  if (!dashed && !holds_any(whole, {"ractory, ", "ppendix ", " to \""})) return {};
  std::string words = whole;
  for (std::size_t at = words.find("( "); at != std::string::npos; at = words.find("( "))
    words.erase(at + 1, 1);
  const bool of_scale = holds_any(lowered(whole), {"score", "scale", "index", "classification"});
  if (const std::size_t at = words.find(" between "); of_scale && at != std::string::npos) {
    std::size_t low_end = at + 9;
    while (low_end < words.size() && is_digit(words[low_end])) ++low_end;
    const std::string_view rest = std::string_view(words).substr(low_end);
    for (const std::string_view dash : {" -", "-", " - "})
      if (low_end > at + 9 && rest.starts_with(dash) && rest.size() > dash.size() &&
          is_digit(rest[dash.size()])) {
        words.replace(low_end, dash.size(), "-");
        words.erase(at + 1, 8);
        break;
      }
  }
  // `steroid-refractory, grade II-IV GVHD`: one thing
  for (const std::string_view grade : {"ractory, Grade ", "ractory, grade "})
    if (const std::size_t at = words.find(grade); at != std::string::npos) words.erase(at + 7, 1);
  if (const std::size_t at = words.find(" as defined in Appendix ");
      at != std::string::npos && words.size() - at < 30)
    words.resize(at);
  if (const std::size_t at = words.find(" according to \"");
      at != std::string::npos && std::count(words.begin(), words.end(), '"') == 2)
    std::erase(words, '"');
  return words != whole ? words : std::string{};
}

// `pain score 8-13 points (X index)` -> `X pain index 8-13`: the bracket says on which scale.
std::string of_scale_behind(const std::string& whole) {
  if (whole.rfind(')') + 3 < whole.size()) return {};
  const std::string words = trimmed(whole);
  const std::size_t open = words.rfind(" (");
  if (open == std::string::npos || !words.ends_with(')') || words.find('(') != open + 1) return {};
  const std::string scale = words.substr(open + 2, words.size() - open - 3);
  const std::string low_scale = lowered(scale);
  if (!low_scale.ends_with(" index") && !low_scale.ends_with(" scale") &&
      !low_scale.ends_with(" questionnaire") && !low_scale.ends_with(" inventory"))
    return {};
  if (holds_any(low_scale, {",", " or ", " and ", " of ", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}))
    return {};
  std::string_view front = std::string_view(words).substr(0, open);
  take(front, {"Subject's ", "Patient's ", "Subjects' ", "Patients' ", "The "});
  const std::string low = lowered(front);
  const std::size_t score = low.find(" score ");
  if (score > 40 || front.substr(0, score).find_first_of(",;<>") < score) return {};
  std::string_view limit = front.substr(score + 7);
  take(limit, {"is ", "of "});
  for (const std::string_view unit : {" points", " point"})
    if (limit.ends_with(unit)) limit.remove_suffix(unit.size());
  const std::size_t kind = scale.rfind(' ');
  return scale.substr(0, kind) + ' ' + low.substr(0, score) + scale.substr(kind) + ' ' + std::string(limit);
}

// `Recurrent syncope less than 5 months` among exclusions: it has come again in that time.
std::string of_recent_return(const std::string& whole) {
  if (lower(whole[0]) != 'r') return {};
  const std::string words = trimmed(whole);
  const std::string low = lowered(words);
  const std::size_t at = low.find(" less than ");
  if (!low.starts_with("recurrent ") || at == std::string::npos ||
      !(low.ends_with(" months") || low.ends_with(" weeks") || low.ends_with(" days")) ||
      holds_any(low, {",", ";", "(", " and ", " or "}))
    return {};
  const std::string_view time = std::string_view(low).substr(at + 11);
  const std::size_t digits = time.find_first_not_of("0123456789");
  if (digits == 0 || time.find(' ', digits + 1) != std::string_view::npos || time[digits] != ' ') return {};
  return words.substr(0, at) + " within " + words.substr(at + 11);
}

// `VAS (visual analogue scale) >= 5 in the screening questionnaire`: the name once more, and when it is
// asked.
std::string of_visual_scale(const std::string& whole) {
  std::string words = trimmed(whole);
  const std::string low = lowered(words);
  const std::size_t open = low.find("vas (visual ");
  const std::size_t close = low.find(" scale)", open == std::string::npos ? 0 : open);
  if (open > 5 || close == std::string::npos || close - open > 36) return {};
  words.erase(open + 3, close + 7 - open - 3);
  for (const std::string_view where : {" in screening symptom questionnaire",
                                       " in the screening questionnaire", " in screening questionnaire"})
    if (lowered(words).ends_with(where))
      words.replace(words.size() - where.size(), where.size(), " at screening");
  return words;
}

// `Minimum 16 years of age who have had A` -> `Patients at least 16 years of age who have had A`; a
// transplant from any source, with any preparation.
std::string of_age_and_graft(const std::string& whole) {
  std::string words = trimmed(whole);
  std::string low = lowered(words);
  if (low.starts_with("minimum ") && low.size() > 8 && is_digit(low[8])) {
    words.replace(0, 8, "Patients at least ");
    low = lowered(words);
  }
  if (const std::string_view tail = " with any conditioning regimen"; low.ends_with(tail)) {
    words.resize(words.size() - tail.size());
    low.resize(words.size());
  }
  const std::size_t source =
      std::min(low.find(", from any donor source"), low.find(" from any donor source"));
  if (source != std::string::npos) {
    const std::string_view rest = std::string_view(low).substr(source);
    const std::size_t open = rest.find(" (");
    const std::string_view more = rest.substr(rest.find("source") + 6);
    const bool idle = more.empty() || more == " donor" ||
                      (open != std::string_view::npos && rest.ends_with(')') &&
                       (rest.substr(open).starts_with(" (including ")) &&
                       rest.find('(', open + 2) == std::string_view::npos);
    if (!idle) return {};
    words.resize(source);
  }
  return words != trimmed(whole) ? words : std::string{};
}

}  // namespace eligo::grammar::registry
