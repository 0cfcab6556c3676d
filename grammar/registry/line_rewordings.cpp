// Lines that say in another order what the grammar of sentences reads: `injection within 3 months into the
// knee`, `diagnosed with asthma at least 1 year before screening`. See line_reader.hpp.
//
// A rewording moves words, or takes the ones that the grammar knows for the same thing; none is left out.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "grammar/registry/attest_rules.hpp"
#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kMostReworded = 40;  // tokens; a longer line has more than one clause

// The parts of body and disease that a time may stand in front of.
bool is_place(std::string_view word) {
  static constexpr std::array<std::string_view, 27> kPlaces = {
      "knee",   "hip",    "joint",     "shoulder", "eye",  "limb",   "leg",   "foot",  "ankle",
      "elbow",  "wrist",  "spine",     "area",     "site", "hand",   "heart", "ulcer", "wound",
      "breast", "tendon", "extremity", "knees",    "eyes", "joints", "legs",  "limbs", "extremities"};
  return std::find(kPlaces.begin(), kPlaces.end(), word) != kPlaces.end();
}

// The days of a trial that are called by what is done on them, as behind `within 30 days of`.
bool is_day_of_trial(std::string_view words) {
  static constexpr std::array<std::string_view, 29> kDays = {"treatment",
                                                             "study treatment",
                                                             "study treatment start",
                                                             "treatment start",
                                                             "treatment injection",
                                                             "consent",
                                                             "informed consent",
                                                             "the procedure",
                                                             "study procedure",
                                                             "the study procedure",
                                                             "planned procedure",
                                                             "the planned procedure",
                                                             "infusion",
                                                             "the infusion",
                                                             "this stem cell infusion",
                                                             "this stem cell therapy",
                                                             "stem cell infusion",
                                                             "cell infusion",
                                                             "cell injection",
                                                             "stem cell injection",
                                                             "msc treatment",
                                                             "msc infusion",
                                                             "msc injection",
                                                             "asc treatment",
                                                             "the intervention",
                                                             "clinical registration",
                                                             "surgical implantation",
                                                             "the surgical implantation",
                                                             "the study intervention"};
  return std::find(kDays.begin(), kDays.end(), words) != kDays.end();
}

bool only_parts(const Tokens& tokens, std::size_t begin, std::size_t end, std::string_view allowed) {
  return begin < end &&
         std::string_view(tokens.parts).substr(begin, end - begin).find_first_not_of(allowed) ==
             std::string_view::npos;
}

// `at least` and a length of time at `i`.
bool is_lasting(const Tokens& tokens, std::size_t i) {
  return std::string_view(tokens.parts).substr(i, 3) == "cnt" &&
         (tokens.list[i].value == ">=" || tokens.list[i].value == ">");
}

}  // namespace

// As written; words_between leaves out the links at both ends.
std::string LineReader::words_at(const Tokens& tokens, std::size_t begin, std::size_t end) const {
  return begin < end ? plain_text(text_, tokens.list[begin].begin, tokens.list[end - 1].end) : std::string{};
}

// `injection within 3 months into the knee` -> `injection into the knee within 3 months`
std::string LineReader::with_place_in_front(const Tokens& tokens) const {
  const std::string_view parts = tokens.parts;
  const std::size_t time = parts.find("vnt");
  const std::size_t stop = end_before(tokens);
  if (time == std::string_view::npos || time == 0 || time + 4 >= stop) return {};
  std::size_t place = time + 3;
  while (place < stop && std::string_view("begS").find(parts[place]) != std::string_view::npos) ++place;
  if (place + 1 >= stop || (parts[place] != 'p' && parts[place] != 'T')) return {};
  if (!only_parts(tokens, place, stop, "pTw1CQ") || stop - place > 7) return {};
  if (!is_place(lowered(words_at(tokens, stop - 1, stop)))) {
    const std::string last = lowered(words_at(tokens, stop - 1, stop));
    const std::size_t blank = last.rfind(' ');
    if (blank == std::string::npos || !is_place(last.substr(blank + 1))) return {};
  }
  return words_at(tokens, 0, time) + ' ' + words_at(tokens, place, stop) + ' ' +
         words_at(tokens, time, place);
}

// `steroids within 30 days of the infusion` -> `steroids within 30 days`
std::string LineReader::with_day_of_trial(const Tokens& tokens) const {
  const std::string_view parts = tokens.parts;
  const std::size_t time = parts.find("vnt");
  const std::size_t stop = end_before(tokens);
  if (time == std::string_view::npos || time == 0 || time + 4 > stop) return {};
  std::string day = lowered(plain_text(text_, tokens.list[time + 2].end, tokens.list[stop - 1].end));
  while (!day.empty() && day.front() == ' ') day.erase(0, 1);
  for (const std::string_view link : {"of ", "before ", "prior to ", "from "})
    if (day.starts_with(link))
      return is_day_of_trial(day.substr(link.size())) ? words_at(tokens, 0, time + 3) : std::string{};
  return {};
}

// `diagnosed with asthma at least 1 year before screening` -> `asthma for at least 1 year`: counted from the
// diagnosis, as `diagnosed within` is.
std::string LineReader::with_time_since_diagnosis(const Tokens& tokens) const {
  const std::string_view parts = tokens.parts;
  std::size_t first = 0;
  while (first < parts.size() && (parts[first] == 'q' || parts[first] == 'm')) ++first;
  std::size_t time = parts.find("cnt");
  if (time == std::string_view::npos || !is_lasting(tokens, time)) return {};
  const std::size_t stop = end_before(tokens);
  // behind the time nothing but the day that it is counted back from
  const std::size_t back = time + 3;
  std::size_t after = back;
  bool closed = false;
  while (after < stop && std::string_view("begpT1)").find(parts[after]) != std::string_view::npos) {
    closed = closed || parts[after] == ')';
    ++after;
  }
  if (after != stop || after == back) return {};
  const auto diagnosed = [&](std::size_t i) {
    return i < parts.size() && parts[i] == 'h' &&
           lowered(words_at(tokens, i, i + 1)).find("diagnos") != std::string::npos;
  };
  const bool counted = parts.substr(back, stop - back).find_first_of("bg") != std::string_view::npos;
  if (!counted) return {};
  std::size_t name_end = time;
  if (name_end > first && parts[name_end - 1] == '(') --name_end;
  if (closed != (name_end < time)) return {};
  std::size_t name = first;
  if (diagnosed(first))
    ++name;
  else if (name_end > first && diagnosed(name_end - 1))
    --name_end;
  else
    return {};
  if (!only_parts(tokens, name, name_end, "wCQ1pYlno-")) return {};
  return words_at(tokens, name, name_end) + " for " + words_at(tokens, time, back);
}

// `at least 5 years since the diagnosis of asthma` -> `asthma for at least 5 years`
std::string LineReader::with_time_behind(const Tokens& tokens) const {
  const std::string_view parts = tokens.parts;
  const std::size_t stop = end_before(tokens);
  std::size_t time = 0;
  while (time < stop && (parts[time] == 'q' || parts[time] == '2')) ++time;
  if (time + 4 >= stop || !is_lasting(tokens, time)) return {};
  const std::string front = lowered(plain_text(text_, tokens.list[time + 2].end, tokens.list[stop - 1].end));
  for (const std::string_view link :
       {" since the diagnosis of ", " since diagnosis of ", " from the diagnosis of ", " from diagnosis of ",
        " after the diagnosis of ", " after diagnosis of "}) {
    if (!front.starts_with(link)) continue;
    const std::string whole = plain_text(text_, tokens.list[time + 2].end, tokens.list[stop - 1].end);
    return whole.substr(link.size()) + " for " + words_at(tokens, time, time + 3);
  }
  return {};
}

// `asthma control test (ACT) < 20`: the letters in brackets are the name once more.
std::string LineReader::without_abbreviation(const Tokens& tokens) const {
  const std::string_view parts = tokens.parts;
  const std::size_t open = parts.find('(');
  if (open == std::string_view::npos || open == 0 || open + 3 > parts.size() || parts[open + 2] != ')' ||
      open + 3 >= parts.size() || parts.find('(', open + 1) != std::string_view::npos)
    return {};
  if (!any_of_parts(tokens, "c") && !any_of_parts(tokens, "M")) return {};
  const Token& inner = tokens.list[open + 1];
  const Token& before = tokens.list[open - 1];
  const std::string words = words_at(tokens, open + 1, open + 2);
  const auto capitals =
      std::count_if(words.begin(), words.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (capitals < 2 || capitals * 2 < static_cast<std::ptrdiff_t>(words.size()) || words.size() > 9) return {};
  if (inner.part == Part::observation ? before.part != Part::observation || inner.value != before.value
                                      : inner.part != Part::word)
    return {};
  if (before.part != Part::observation && before.part != Part::word && before.part != Part::amount) return {};
  return words_at(tokens, 0, open) + ' ' + words_at(tokens, open + 3, parts.size());
}

// `duration of asthma at least 2 years`, `asthma duration of 2 years or more` -> `asthma for at least 2
// years`
std::string LineReader::with_duration(const Tokens& tokens) const {
  const std::string_view parts = tokens.parts;
  const std::size_t stop = end_before(tokens);
  std::size_t number = parts.find("nt");
  if (number == std::string_view::npos || number == 0) return {};
  std::string bound;
  bool recent = false;  // at most so long
  std::size_t name_end = number;
  std::size_t after = number + 2;
  if (parts[number - 1] == 'c' && is_lasting(tokens, number - 1)) {
    --name_end;
    bound = words_at(tokens, number - 1, number + 2);
  } else if (parts[number - 1] == 'c' && tokens.list[number - 1].value == "<=") {
    --name_end;
    recent = true;
    bound = " within " + words_at(tokens, number, number + 2);
  } else if (after < stop && parts[after] == 'M' && tokens.list[after].value == ">=") {
    bound = "at least " + words_at(tokens, number, number + 2);
    ++after;
  } else {
    return {};
  }
  for (; after < stop; ++after)
    if (std::string_view("begpT1").find(parts[after]) == std::string_view::npos) return {};
  while (name_end > 0 && std::string_view("m1p").find(parts[name_end - 1]) != std::string_view::npos)
    --name_end;
  if (name_end < 2) return {};
  std::string name = words_at(tokens, 0, name_end);
  const std::string low = lowered(name);
  for (const std::string_view front : {"duration of ", "course of "})
    if (low.starts_with(front))
      return recent ? "Diagnosis of " + name.substr(front.size()) + bound
                    : name.substr(front.size()) + " for " + bound;
  if (recent) return {};
  for (const std::string_view end : {" symptom duration", " duration", " disease duration"})
    if (low.ends_with(end) && only_parts(tokens, 0, name_end, "wCQlnYqo"))
      return name.substr(0, name.size() - end.size()) + " for " + bound;
  return {};
}

// `participation in another trial in 3 months` -> `… within 3 months`; `registration in other trials or
// participation within a month` -> `participation in other trials within a month`
std::string LineReader::with_trial_in_time(const Tokens& tokens) const {
  const std::string_view parts = tokens.parts;
  const std::size_t trial = parts.find('O');
  if (trial == std::string_view::npos || parts.find('E') == std::string_view::npos) return {};
  const std::size_t stop = end_before(tokens);
  const std::size_t time = parts.find("nt", trial);
  if (time == std::string_view::npos || time + 2 != stop || time == 0) return {};
  const std::string link = lowered(words_at(tokens, time - 1, time));
  if (time == trial + 2 && link == "in")
    return words_at(tokens, 0, time - 1) + " within " + words_at(tokens, time, stop);
  if (time == trial + 4 && parts[trial + 1] == '|' && parts[time - 1] == 'v' &&
      lowered(words_at(tokens, trial + 2, trial + 3)).starts_with("participa"))
    return words_at(tokens, 0, trial + 1) + ' ' + words_at(tokens, time - 1, stop);
  return {};
}

// The line read in the words of a rewording; it stands for the whole of it.
ReadLine LineReader::read_as(const std::string& words, std::uint32_t begin, std::uint32_t end,
                             bool exclusion) {
  if (words.empty()) return {};
  LineReader inner(words, lexicon_, facts_);
  inner.known_head_ = true;
  const auto size = static_cast<std::uint32_t>(words.size());
  const Tokens tokens = tokenize(words, 0, size, lexicon_);
  ReadLine made = inner.sentence(0, size, tokens, exclusion);
  if (made.line_class == LineClass::unencoded && !asks_a_person(tokens))
    made = inner.phrase(0, size, tokens, exclusion);
  if (made.expression == nullptr || made.line_class == LineClass::attestation) return {};
  const bool is_new = made.line_class == LineClass::compiled_new_concept;
  made.spans = {{begin, end, is_new ? SpanKind::new_concept : SpanKind::predicate}};
  return made;
}

ReadLine LineReader::in_other_order(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                    bool exclusion) {
  if (tokens.list.size() > kMostReworded || !any_of_parts(tokens, "t") || any_of_parts(tokens, "*") ||
      asks_a_person(tokens))
    return {};
  ReadLine made = read_as(with_place_in_front(tokens), begin, end, exclusion);
  // the days on both sides of it: among inclusions those behind may be meant
  if (made.line_class == LineClass::unencoded && exclusion)
    made = read_as(with_day_of_trial(tokens), begin, end, exclusion);
  // an illness that has gone on keeps nobody out for what comes before: of exclusions only the order is sure
  if (made.line_class == LineClass::unencoded && !exclusion)
    made = read_as(with_time_since_diagnosis(tokens), begin, end, exclusion);
  if (made.line_class == LineClass::unencoded) made = read_as(with_duration(tokens), begin, end, exclusion);
  if (made.line_class == LineClass::unencoded && !exclusion)
    made = read_as(with_time_behind(tokens), begin, end, exclusion);
  return made;
}

// `Signing the informed consent form`: elsewhere the day of it, alone the consent.
ReadLine LineReader::consent_alone(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const {
  if (!any_of_parts(tokens, "e")) return {};
  const bool only_signed = tokens.parts.find_first_not_of("e.;,") == std::string::npos;
  const std::string words = lowered(plain_text(text_, begin, end));
  if (!words.starts_with("sign") && !words.starts_with("the sign") && !words.starts_with("obtain") &&
      !words.starts_with("express acceptance"))
    return {};
  if (words.find("consent") == std::string::npos || (!only_signed && !only_consents(words))) return {};
  ReadLine made;
  made.line_class = LineClass::attestation;
  made.expression = make_expression(ast::Attest{{"informed consent", {}, false}});
  made.spans = {{begin, end, SpanKind::attestation}};
  return made;
}

// What no other rule reads.
ReadLine LineReader::in_other_words(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                    bool exclusion) {
  if (!exclusion)
    if (ReadLine made = consent_alone(begin, end, tokens); is_read(made)) return made;
  if (ReadLine made = in_other_order(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = present_use(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = unless_judged(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = done_or_planned(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = with_bracket(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = found_by(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = life_limited(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = read_as(without_abbreviation(tokens), begin, end, exclusion); is_read(made))
    return made;
  if (ReadLine made = limit_qualified(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = infections_tested(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = with_numbers(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = notice(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = other_criteria(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = serologies(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = restated(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = expecting(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = other_readings(begin, end, tokens, exclusion); is_read(made)) return made;
  return {};
}

}  // namespace eligo::grammar::registry
