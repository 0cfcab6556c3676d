// See framed_words.hpp. Words are left out only where they ask for nothing.
#include <algorithm>
#include <string>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {

bool take(std::string_view& low, std::initializer_list<std::string_view> fronts) {
  for (const std::string_view front : fronts)
    if (low.starts_with(front)) {
      low.remove_prefix(front.size());
      return true;
    }
  return false;
}

bool take_people(std::string_view& low) {
  take(low, {"the "});
  return take(low, {"patients ", "patient ", "subjects ", "subject ", "participants ", "participant "});
}

bool forbids(std::string_view& low) {
  return take(low, {"may not ", "must not ", "should not ", "shall not "});
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '.')) text.remove_prefix(1);
  while (!text.empty() && std::string_view(" .;").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return std::string(text);
}

namespace {

// A time that an absence lasts for is one that its opposite falls into: `for 30 days prior to`.
void fall_into(std::string& words) {
  for (std::size_t at = words.find(" for "); at != std::string::npos; at = words.find(" for ", at + 1)) {
    std::size_t digits = at + 5;
    while (digits < words.size() && is_digit(words[digits])) ++digits;
    const std::string_view rest = std::string_view(words).substr(digits);
    const bool time = digits > at + 5 && (rest.starts_with(" day") || rest.starts_with(" week") ||
                                          rest.starts_with(" month") || rest.starts_with(" year"));
    if (time && (rest.find(" prior to ") < 10 || rest.find(" before ") < 10))
      words.replace(at, 5, " within ");
  }
}

}  // namespace

// `Patients may not be receiving A` among exclusions: whoever receives A is left out. Nobody lists whom the
// trial wants as those who may not do something.
std::string of_denied_duty(const std::string& whole) {
  const std::string all = lowered(whole);
  std::string_view low = all;
  if (!take_people(low) || !forbids(low)) return {};
  if (holds_any(low, {". ", "; ", " and ", " not ", "unless", "except", " must ", " if ", " but ", " no ",
                      "exclu", " only ", "without", "outpatient", "under study"}))
    return {};
  if (!take(low, {"have a ", "have an ", "have had ", "have been ", "have evidence of ", "have any "}) &&
      !take(low, {"have ", "be ", "require "}))
    return {};
  if (low.starts_with("require ")) low.remove_prefix(8);
  std::string words = whole.substr(whole.size() - low.size());
  if (const auto at = words.find(" any "); at < 12) words.erase(at, 4);
  fall_into(words);
  return words;
}

// `weight > (25 kg)`, `within (3) months`: what stands in brackets stands for itself.
std::string without_idle_brackets(const std::string& whole) {
  std::string words = whole;
  bool changed = false;
  for (std::size_t open = words.find('('); open != std::string::npos; open = words.find('(', open + 1)) {
    const std::size_t close = words.find(')', open);
    if (close == std::string::npos || close == open + 1 || !is_digit(words[open + 1]) || open < 2) continue;
    const std::string_view inner = std::string_view(words).substr(open + 1, close - open - 1);
    const std::string_view front = std::string_view(words).substr(0, open);
    const bool behind_sign = front.ends_with("> ") || front.ends_with("< ") || front.ends_with(">= ") ||
                             front.ends_with("<= ") || front.ends_with("≥ ") || front.ends_with("≤ ");
    const bool alone = std::all_of(inner.begin(), inner.end(), is_digit);
    const std::string_view rest = std::string_view(words).substr(close + 1);
    const bool counts = alone && (front.ends_with(" within ") || front.ends_with(" last ")) &&
                        (rest.starts_with(" day") || rest.starts_with(" week") ||
                         rest.starts_with(" month") || rest.starts_with(" year"));
    if (!counts && !(behind_sign && inner.size() < 12)) continue;
    words.erase(close, 1);
    words.erase(open, 1);
    changed = true;
  }
  return changed ? words : std::string{};
}

namespace {

// A comma other than the one of `100,000`.
bool has_comma_of_list(std::string_view words) {
  for (std::size_t at = words.find(','); at != std::string_view::npos; at = words.find(',', at + 1))
    if (at + 1 >= words.size() || !is_digit(words[at + 1])) return true;
  return false;
}

}  // namespace

// One closing bracket more than there are opening ones, at the end; a stray mark behind the last word.
std::string without_stray_marks(const std::string& whole) {
  std::string words = trimmed(whole);
  const bool quoted = words.ends_with('\'') && std::count(words.begin(), words.end(), '\'') == 1;
  const bool closed = words.ends_with(')') && std::count(words.begin(), words.end(), ')') ==
                                                  std::count(words.begin(), words.end(), '(') + 1;
  // in a list, or with more than one clause, it may have been opened anywhere
  if (!quoted && (!closed || has_comma_of_list(words) || holds_any(words, {" and", ";"}))) return {};
  words.pop_back();
  return words;
}

namespace {

// Who are let in, and not who are let in as well: `patients with a pacemaker will be included`.
bool says_whom(std::string_view low) {
  if (low.starts_with("age") || low.starts_with("all ")) return true;
  std::string_view front = low;
  return (take(front, {"individuals ", "men ", "women ", "adults ", "children "}) || take_people(front)) &&
         holds_any(low, {" years", " age", "aged "});
}

}  // namespace

// `Age at least 4 years will be allowed`, `all adults aged 18 to 60 years are eligible`.
std::string without_admission(const std::string& whole) {
  std::string words = trimmed(whole);
  std::string low = lowered(words);
  for (const std::string_view where : {" in the study", " in this study", " in the trial", " in this trial",
                                       " for the study", " for this study", " into the study"})
    if (low.ends_with(where)) {
      low.resize(low.size() - where.size());
      words.resize(low.size());
    }
  if (low.size() > 160 ||
      holds_any(low, {" or older and", "allowed to", " if ", "unless", " not ", "except", "provided"}))
    return {};
  for (const std::string_view tail :
       {" will be included", " will be enrolled", " will be recruited", " are included"})
    if (low.ends_with(tail) && says_whom(low)) return words.substr(0, words.size() - tail.size());
  if (!low.starts_with("age") && !low.starts_with("all ")) return {};
  for (const std::string_view tail :
       {" will be allowed", " are allowed", " is allowed", " are eligible", " will be eligible",
        " are eligible for inclusion", " will be eligible for inclusion"})
    if (low.ends_with(tail)) return words.substr(0, words.size() - tail.size());
  return {};
}

// `Creatinine clearance < 30 mL/min; creatinine clearance is calculated by …`: how, not how much.
std::string without_formula(const std::string& whole) {
  const std::size_t at = whole.find("; ");
  if (at > 160) return {};
  const std::string rest = lowered(whole.substr(at + 2));
  const std::size_t is = rest.find(" is calculated ");
  if (is > 40 || holds_any(rest, {" must ", "exclu", "eligib", " patients "})) return {};
  // it is the same measurement
  if (lowered(whole.substr(0, at)).find(rest.substr(0, std::min<std::size_t>(is, 20))) == std::string::npos)
    return {};
  return whole.substr(0, at);
}

// `an investigational agent (not approved by an authority)`, `HIV (patients should be screened for HIV)`:
// what the words in front mean, how it is found out.
std::string without_idle_remark(const std::string& whole) {
  const std::string low = lowered(whole);
  for (const std::string_view open :
       {" (not approved ", " (not yet approved ", " (patient should be screened ",
        " (patients should be screened ", " (subjects should be screened ",
        " (all patients should be screened ", " (features of ", " (the wound was determined as ",
        " (the ulcer was determined as "}) {
    const std::size_t at = low.find(open);
    if (at == std::string::npos) continue;
    int depth = 0;
    std::size_t close = at + 1;
    for (; close < low.size(); ++close) {
      if (low[close] == '(') ++depth;
      if (low[close] == ')' && --depth == 0) break;
    }
    if (close >= low.size() ||
        holds_any(low.substr(at, close - at), {"unless", "except", "exclu", "eligib", " if "}))
      continue;
    if (open.find("approved") != std::string_view::npos &&
        low.substr(0, at).find("investigational") == std::string::npos)
      continue;
    return whole.substr(0, at) + whole.substr(close + 1);
  }
  return {};
}

// `had undergone or on A over the last 6 months` among exclusions: A within them.
std::string of_use_until_now(const std::string& whole) {
  std::string all = lowered(whole);
  std::string_view low = all;
  take_people(low);
  if (!take(low, {"had undergone or on ", "has undergone or is on ", "have received or on ",
                  "have undergone or are on ", "received or on "}))
    return {};
  if (holds_any(low, {". ", ";", "unless", "except", " not "})) return {};
  const std::size_t at = low.find(" over the last ");
  if (at == std::string_view::npos) return {};
  const std::size_t skipped = all.size() - low.size();
  return whole.substr(skipped, at) + " within " +
         whole.substr(skipped + at + std::string_view(" over the last ").size());
}

// `Recipients of A are eligible, as long as at least 3 months have passed since the transplant` among
// inclusions: at least 3 months since A. It asks those alone who had it, as the expression does.
std::string of_time_passed(const std::string& whole) {
  const std::string low = lowered(whole);
  const std::size_t eligible = low.find(" are eligible");
  if (eligible == std::string::npos || low.size() > 240) return {};
  const std::size_t least = low.find("at least ", eligible);
  const std::size_t passed = low.find(" have passed since ", eligible);
  const std::size_t gone = low.find(" have elapsed since ", eligible);
  const std::size_t verb = std::min(passed, gone);
  if (least == std::string::npos || verb == std::string::npos || verb < least || verb - least > 24) return {};
  const std::string link = low.substr(eligible + 13, least - eligible - 13);
  if (link != ", as long as " && link != " as long as " && link != " if " && link != " provided " &&
      link != " provided that " && link != ", provided that ")
    return {};
  std::string_view front = low;
  front = front.substr(0, eligible);
  take(front, {"recipients of ", "patients with ", "patients who had ", "patients who have had "});
  if (front.size() == eligible || holds_any(front, {",", ";", " and ", "within"})) return {};
  // what it is counted from is the same thing by its last word
  std::string named(front);
  take(front, {"prior ", "previous "});
  // of either kind: the last word belongs to both
  if (take(front, {"autologous or allogeneic ", "allogeneic or autologous "}))
    named = "autologous " + std::string(front) + " or allogeneic " + std::string(front);
  if (front.find(" or ") != std::string_view::npos) return {};
  const std::string last = named.substr(named.rfind(' ') + 1);
  std::string rest = low.substr(low.find("since ", verb) + 6);
  if (!rest.starts_with("the " + last) && !rest.starts_with(last)) return {};
  rest = rest.substr(rest.find(last) + last.size());
  while (rest.ends_with('.')) rest.pop_back();
  if (!rest.empty() && rest != ", and the patient fulfills other eligibility criteria" &&
      rest != " and the patient fulfills other eligibility criteria")
    return {};
  return low.substr(least, verb - least) + " since " + named;
}

// `A, B, or stage 1a or 1b of C` -> `A, B, stage 1a-1b of C`: each by itself.
std::string each_excepted(std::string list) {
  const std::size_t last = list.find(", or ");
  if (last == std::string::npos) return list;
  list.erase(last + 1, 3);
  if (const std::size_t stage = list.find(" or ", last); stage != std::string::npos)
    list.replace(stage, 4, "-");
  return list;
}

// `History of cancer unless the subject has been free of it for 5 years` among exclusions: within 5 years.
std::string of_freedom(const std::string& whole) {
  const std::string low = lowered(whole);
  const std::size_t unless = low.find(" unless the ");
  if (unless == std::string::npos ||
      !holds_any(low.substr(0, unless), {"cancer", "malignan", "tumor", "tumour"}))
    return {};
  std::string_view rest = std::string_view(low).substr(unless + 12);
  if (!take(rest, {"subject ", "patient ", "participant "}) || !take(rest, {"has been "}) ||
      !take(rest, {"free of the disease for ", "free of disease for ", "disease-free for ",
                   "disease free for ", "free from disease for ", "cancer-free for ", "cancer free for "}))
    return {};
  take(rest, {">= ", "at least "});
  std::size_t digits = 0;
  while (digits < rest.size() && is_digit(rest[digits])) ++digits;
  if (digits == 0 || !rest.substr(digits).starts_with(" years")) return {};
  std::string front = whole.substr(0, unless);
  while (front.ends_with(',')) front.pop_back();
  const std::string_view behind = rest.substr(digits + 6);
  std::string tail;
  if (!behind.empty() && behind != ".") {
    if (!behind.starts_with(". (") && !behind.starts_with(" (")) return {};
    if (behind.rfind(')') + 2 < behind.size()) return {};
    if (!holds_any(behind, {" is allowed)", " are allowed)", " is permitted)", " are permitted)"})) return {};
    // what is allowed is one more exception
    const std::size_t open = whole.find('(', whole.size() - behind.size());
    tail = whole.substr(open + 1, whole.rfind(" is ") - open - 1);
    tail = each_excepted(std::move(tail));
    if (whole.rfind(" is ") < open || holds_any(lowered(tail), {" and "})) return {};
  }
  if (low.starts_with("prior history")) front.erase(0, 6);
  const std::size_t other = front.find(", other than ");
  std::string excepted = other == std::string::npos ? std::string{} : front.substr(other + 13);
  if (other != std::string::npos) front.erase(other);
  if (!tail.empty()) excepted += (excepted.empty() ? "" : ", ") + tail;
  return front + " within " + std::string(rest.substr(0, digits + 6)) +
         (excepted.empty() ? "" : " except " + excepted);
}

// `A, or with positive B` among exclusions: the marks of the second clause are left out.
std::string of_two_clauses(const std::string& whole) {
  const std::size_t at = whole.find(", or with positive ");
  if (at == std::string::npos || whole.find(" or with ", at + 8) != std::string::npos) return {};
  return whole.substr(0, at) + " or " + whole.substr(at + std::string_view(", or with ").size());
}

// `Strict control of diabetes`, `diabetes control with HbA1c <= 8 %` among inclusions: the limit says how
// strict.
std::string of_control(const std::string& whole) {
  const std::string low = lowered(whole);
  const std::size_t at = low.find(" control with ");
  if (at > 24) return {};
  std::string_view front = low;
  if (!take(front, {"strict ", "good ", "adequate "}) ||
      !take(front, {"diabetes ", "glycemic ", "glycaemic "}))
    return {};
  const std::string limit = whole.substr(at + std::string_view(" control with ").size());
  return lowered(limit).starts_with("hba1c ") ? limit : std::string{};
}

// `Women of childbearing potential (>= 10 years of age) must …`: the age only says who is meant.
std::string without_age_of_women(const std::string& whole) {
  for (const std::string_view open : {"potential (>= ", "potential (>=", "potential (at least "}) {
    const std::size_t at = whole.find(open);
    const std::size_t close = at == std::string::npos ? at : whole.find(')', at);
    if (close == std::string::npos || close - at > 44) continue;
    if (!whole.substr(0, close).ends_with(" years of age")) continue;
    return whole.substr(0, at + std::string_view("potential").size()) + whole.substr(close + 1);
  }
  return {};
}

}  // namespace eligo::grammar::registry
