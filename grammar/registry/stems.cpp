// See stems.hpp.
#include "grammar/registry/stems.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "grammar/registry/headings.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/stem_subjects.hpp"
#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {
namespace {

struct Phrase {
  std::string_view words;
  Stem::Kind kind;
  std::size_t count = 0;
};

// Longer ones first: `at least one of` must not be taken for `one of`.
constexpr std::array kPhrases = {
    Phrase{"at least two of the following", Stem::Kind::at_least, 2},
    Phrase{"at least 2 of the following", Stem::Kind::at_least, 2},
    Phrase{"two or more of the following", Stem::Kind::at_least, 2},
    Phrase{"2 or more of the following", Stem::Kind::at_least, 2},
    Phrase{"at least three of the following", Stem::Kind::at_least, 3},
    Phrase{"at least 3 of the following", Stem::Kind::at_least, 3},
    Phrase{"three or more of the following", Stem::Kind::at_least, 3},
    Phrase{"at least one of the following", Stem::Kind::any},
    Phrase{"at least 1 of the following", Stem::Kind::any},
    Phrase{"one or more of the following", Stem::Kind::any},
    Phrase{"1 or more of the following", Stem::Kind::any},
    Phrase{"any one of the following", Stem::Kind::any},
    Phrase{"either of the following", Stem::Kind::any},
    Phrase{"any of the following", Stem::Kind::any},
    Phrase{"one of the following", Stem::Kind::any},
    Phrase{"1 of the following", Stem::Kind::any},
    Phrase{"all of the following", Stem::Kind::all},
    Phrase{"all the following", Stem::Kind::all},
    Phrase{"both of the following", Stem::Kind::all},
    Phrase{"each of the following", Stem::Kind::all},
    Phrase{"one or more criteria", Stem::Kind::any},
    Phrase{"at least one criterion", Stem::Kind::any},
    Phrase{"any of these", Stem::Kind::any},
    Phrase{"any of", Stem::Kind::any},
    Phrase{"the following", Stem::Kind::unclear},
    Phrase{"following", Stem::Kind::unclear},
};

// Whether words behind `the following` restrict the entries: a time, a negation, an exception.
bool limits(std::string_view tail, const Lexicon& lexicon) {
  const Tokens tokens = tokenize(tail, 0, static_cast<std::uint32_t>(tail.size()), lexicon);
  return std::any_of(tokens.list.begin(), tokens.list.end(), [&](const Token& token) {
    // `any of the following conditions in the medical history:` restricts nothing
    const std::string_view words = tail.substr(token.begin, token.end - token.begin);
    const bool anamnesis =
        token.part == Part::history && (words.ends_with("medical history") || words == "past" ||
                                        words == "diagnoses" || words == "diagnosis");
    return !anamnesis &&
           std::string_view("nNvtkKXZIcbSgh").find(static_cast<char>(token.part)) != std::string_view::npos;
  });
}

// A window of time at the end of a stem, and nothing else behind `tail`: `obtained within 14 days prior to
// registration:`. Empty: there is none. `<= 14 days` is written out, lest it go with a limit in front of it.
std::string window_of(std::string_view tail, const Lexicon& lexicon) {
  const Tokens tokens = tokenize(tail, 0, static_cast<std::uint32_t>(tail.size()), lexicon);
  std::size_t begin = tokens.list.size();
  std::size_t times = 0;
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Part part = tokens.list[i].part;
    const bool duration =
        part == Part::number && i + 1 < tokens.list.size() && tokens.list[i + 1].part == Part::time;
    if (duration) {
      ++times;
      const bool bound =
          i > 0 && (tokens.list[i - 1].part == Part::within || (tokens.list[i - 1].part == Part::comparator &&
                                                                tokens.list[i - 1].value.starts_with('<')));
      if (!bound) return {};
      begin = i - 1;
    }
    const bool said = part == Part::verb || part == Part::lead || part == Part::amount || part == Part::word;
    const bool at_times = begin < tokens.list.size() || part == Part::within || part == Part::comparator;
    const bool of_times = part == Part::number || part == Part::time || part == Part::before ||
                          part == Part::anchor || part == Part::of || part == Part::to || part == Part::ago ||
                          part == Part::prep || part == static_cast<Part>(':');
    if (!(at_times ? of_times || part == Part::within || part == Part::comparator : said)) return {};
  }
  if (times != 1) return {};
  std::string window(tail.substr(tokens.list[begin].begin));
  while (!window.empty() && (window.back() == ':' || window.back() == ' ')) window.pop_back();
  return tokens.list[begin].part == Part::within ? window : "within " + window;
}

// Whether a stem names an illness, a procedure or a drug, which the list does not say again.
bool names_thing(std::string_view text, const Lexicon& lexicon) {
  const Tokens tokens = tokenize(text, 0, static_cast<std::uint32_t>(text.size()), lexicon);
  return tokens.parts.find_first_of("CRD") != std::string::npos;
}

// `Eosinophilic asthma, defined as:`, of which no measurement is the sign: whoever has such values need not
// have the illness.
bool names_illness(std::string_view low, const Lexicon& lexicon) {
  constexpr std::size_t longest = 60;
  const Words words = words_of(low, longest);
  const auto& list = words.list;
  const auto has_sign = [&](std::string_view word) { return lexicon.signs_of(word) != nullptr; };
  const bool measured = std::any_of(list.begin(), list.end(), has_sign);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (lexicon.kind_of_head(list[i]) != Part::condition || has_sign(list[i])) continue;
    // no illness without a word in front that says which
    const bool general = stands_among(
        " criteria criterion presence absence dysfunction dysfunctions impairment impairments failure "
        "insufficiency status abnormality abnormalities deficiency disease diseases disorder disorders "
        "syndrome ",
        list[i]);
    if (!general) return true;
    const bool which =
        i > 0 && stands_among(" disease disorder syndrome ", list[i]) &&
        !stands_among(" the of active measurable evaluable stable progressive new any ", list[i - 1]);
    if (which && !measured) return true;
  }
  return false;
}

// Where the last sentence of a stem begins; 0: there is only one. A short word with a full stop is an
// abbreviation.
std::size_t last_sentence(std::string_view low) {
  for (std::size_t stop = low.rfind(". "); stop != std::string_view::npos && stop > 20;
       stop = low.rfind(". ", stop - 1)) {
    const std::size_t word = low.find_last_of(" .(", stop - 1);
    if (stop - word > 4) return stop + 2;
  }
  return 0;
}

// Where the words begin, not inside of one: `none of` holds no `one of`.
std::size_t find_words(std::string_view low, std::string_view words) {
  std::size_t at = low.find(words);
  while (at != std::string_view::npos && at > 0 && is_word_char(low[at - 1])) at = low.find(words, at + 1);
  return at;
}

// `A woman of childbearing potential is any woman who meets the following criteria:` defines; it asks for
// nothing.
bool defines(std::string_view low) {
  return holds_any(low, {"potential is ", "potential are ", " is any ", " is defined as any ", " means "});
}

// `Subject has one or more significant medical conditions, including the following:` names nothing but the
// list.
bool names_only_list(std::string_view low) {
  static constexpr std::string_view kGeneral =
      " patient patients subject subjects participant participants study has have having with any one or "
      "more 1 a an "
      "of the other significant significantly clinically concurrent concomitant serious severe major "
      "relevant medical "
      "clinical laboratory lab blood condition conditions abnormality abnormalities abnormal results values "
      "findings "
      "illness illnesses disorder disorders disease diseases comorbidity comorbidities at during screening "
      "visit "
      "baseline following ";
  const std::size_t list = std::min(low.find("includ"), low.find("such as"));
  if (list == std::string_view::npos) return false;
  std::string front(low.substr(0, list));
  if (const auto open = front.find('('); open != std::string::npos)  // `(verified by records)`
    front.erase(open, front.find(')', open) - open);
  const Words words = words_of(front, 40);
  return std::all_of(words.list.begin(), words.list.end(),
                     [](std::string_view word) { return stands_among(kGeneral, word); });
}

// Words that turn the whole list: among inclusions what denies or forbids it, among exclusions what asks for
// it.
bool turns_list(std::string_view low, bool exclusion) {
  if (holds_any(low, {"exclusion", "inclusion"}) && holds_any(low, {"criteri"})) return !exclusion;
  for (const std::string_view word : {"none", "neither", "nor ", "never", "absent", "absence", "lack"})
    if (find_words(low, word) != std::string_view::npos) return true;
  if (exclusion)
    return holds_any(low, {"required", "must have", "must be"}) && !holds_any(low, {"not", "n't"});
  return holds_any(low, {"free from", "free of", "denies", "negative for", "forbidden", "prohibited",
                         "disqualif", "contraindicat", "ineligib", "not eligible"});
}

// `any of the following within 6 months:`: how the list is meant, and the words in front of that; false: it
// says more of each entry than could be passed on.
bool read_lead(std::string_view text, std::string_view low, bool measured, const Lexicon& lexicon, Stem& made,
               std::string& front) {
  for (const Phrase& phrase : kPhrases) {
    const std::size_t at = find_words(low, phrase.words);
    if (at == std::string_view::npos) continue;
    made.kind = phrase.kind;
    made.count = phrase.count;
    front = std::string(text.substr(0, at));
    const std::string_view tail = text.substr(at + phrase.words.size());
    if (!limits(tail, lexicon)) return true;
    if (measured) made.behind = window_of(tail, lexicon);
    return !made.behind.empty();
  }
  return true;
}

// `Prior to screening, has received`: the day in front says no more than when the line is asked.
// Marks at the end are taken off, too.
std::string without_day_in_front(std::string front, const Lexicon& lexicon) {
  while (!front.empty() && (front.back() == ':' || front.back() == ' ' || front.back() == ','))
    front.pop_back();
  const Tokens tokens = tokenize(front, 0, static_cast<std::uint32_t>(front.size()), lexicon);
  if (tokens.list.size() < 4 || tokens.parts.substr(0, 3) != "be,") return front;
  return front.substr(tokens.list[3].begin);
}

// `Patients are eligible if they meet one of the following criteria:`, with nothing that restricts whom it
// speaks of.
std::optional<Stem> lets_in(std::string_view low) {
  static constexpr std::string_view kCommon =
      " patient patients subject subjects participant participants volunteer volunteers individual "
      "individuals "
      "they he she will would be is are may can must considered as for in to this the our study trial "
      "protocol "
      "eligible included enrolled recruited inclusion enrollment participate participation who that when if "
      "only "
      "one two or more at least any either both all of 1 2 following criteria criterion conditions condition "
      "meet meets met fulfill fulfil fulfills satisfied satisfy apply applies true these have has ";
  constexpr std::size_t longest = 30;
  const Words words = words_of(low, longest + 1);
  if (words.list.size() > longest || !low.ends_with(':') ||
      !words.has_any({"eligible", "included", "enrolled", "recruited"}) ||
      !std::all_of(words.list.begin(), words.list.end(),
                   [](std::string_view word) { return stands_among(kCommon, word); }))
    return std::nullopt;
  for (const Phrase& phrase : kPhrases) {
    if (phrase.kind == Stem::Kind::unclear || find_words(low, phrase.words) == std::string_view::npos)
      continue;
    Stem made;
    made.kind = phrase.kind;
    made.count = phrase.count;
    return made;
  }
  return std::nullopt;
}

// Stems that are clear as a whole, whatever words they hold; nullopt for every other one.
std::optional<Stem> whole_stem(std::string_view low, bool exclusion) {
  Stem made;
  const auto ends = [&](std::string_view tail) { return low.size() < 60 && low.ends_with(tail); };
  if (!exclusion)
    if (auto stem = lets_in(low)) return stem;
  if (!exclusion && (ends("must have:") || ends("must:") || ends("must be:"))) {
    made.kind = Stem::Kind::all;
    return made;
  }
  // `Units of cord blood will be used if they fulfil the following criteria:`
  if (!exclusion && low.size() < 90 && low.ends_with("following criteria:") &&
      holds_any(low, {" used if they fulfil", " used if they meet ", " accepted if they fulfil",
                      " accepted if they meet "}) &&
      !holds_any(low, {" one of", " any of", " not ", "unless", "except", " with "})) {
    made.kind = Stem::Kind::all;
    return made;
  }
  // `cannot be enrolled if any of the following apply:` among exclusions
  if (exclusion &&
      holds_any(low, {"if any of the following", "if any one of the following",
                      "if one or more of the following"}) &&
      holds_any(low, {"not", "excluded", "ineligible"}) && low.ends_with(':') &&
      !holds_any(low, {"unless", "except", "within", " prior to "})) {
    made.kind = Stem::Kind::any;
    return made;
  }
  // `Any of the following abnormal findings will exclude a patient:`
  if (exclusion && low.ends_with(':') && holds_any(low, {"abnormal"}) &&
      (low.starts_with("any of the following") || low.ends_with("specifically:")) &&
      !holds_any(low, {"unless", "except", "within", " prior to ", "if "})) {
    made.kind = Stem::Kind::any;
    return made;
  }
  // `According to the physical examination:`, `Contraindication to the drug:` only say what the list is about
  if (exclusion && low.ends_with(':') && low.size() < 130 &&
      (low.starts_with("according to ") || low.starts_with("associated with ") ||
       low.starts_with("related to ") || low.starts_with("contraindication") ||
       low.starts_with("contra-indication")) &&
      !holds_any(low, {"unless", "except", "within", "if ", "not ", "defined", "including", "such as"})) {
    made.kind = Stem::Kind::any;
    made.is_empty = true;
    return made;
  }
  // what is inadequate by any of its limits is inadequate
  if (exclusion && holds_any(low, {"inadequate", "insufficient", "impaired", "abnormal"}) &&
      holds_any(low, {"function", "laborator"}) &&
      holds_any(low, {"defined by:", "defined as:", "indicated by:"}) &&
      !holds_any(low, {" and ", "unless", "except", " of the following", " both"})) {
    made.kind = Stem::Kind::any;
    return made;
  }
  return std::nullopt;
}

// `Patients must have`, `at screening`
bool says_nothing(const Tokens& tokens) {
  return std::all_of(tokens.list.begin(), tokens.list.end(), [](const Token& token) {
    return token.part == Part::lead || token.part == Part::verb || token.part == Part::joint ||
           token.part == Part::nothing || token.part == Part::anchor || token.part == Part::before ||
           token.part == Part::within || token.part == Part::with || token.part == static_cast<Part>('/');
  });
}

// `Cardiovascular disorders:` over such disorders; each entry says by itself what it is. Not so what the stem
// says of all of them: `recent:`, `severe disorders:`.
bool is_plain_label(std::string_view low, const Tokens& tokens) {
  constexpr std::size_t longest = 4;
  return low.find("following") == std::string_view::npos && tokens.list.size() <= longest &&
         tokens.parts.find_first_not_of("wC") == std::string::npos &&
         !holds_any(low,
                    {"recent",        "suspected", "treated",   "smoker",      "severe",      "acute",
                     "uncontrolled",  "unstable",  "non-",      "symptomatic", "significant", "controlled",
                     "decompensated", "advanced",  "resolved",  "diagnosed",   "planned",     "planning",
                     "scheduled",     "upcoming",  "intention", "risk",        "fetal",       "maternal",
                     "paternal",      "father",    "neonat",    "infant"});
}

// `as defined by 2 of 3 of the following:`
bool counts_limits(std::string_view low) {
  return holds_any(low, {" one of", " two of", " three of", " 1 of", " 2 of", " 3 of", " both", " waiver"});
}

// What the sentence that leads to the list asks is asked of some only, or of somebody else.
bool is_of_some(std::string_view low) {
  constexpr std::size_t longest = 60;
  const std::size_t last = last_sentence(low);
  return subject_of(words_of(low.substr(last), longest)) != Subject::anybody ||
         (last > 0 && subject_of(words_of(low, longest)) == Subject::other);
}

}  // namespace

Stem read_stem(std::string_view text, bool exclusion, bool measured, const Lexicon& lexicon) {
  Stem made;
  std::string low = lowered(text);
  // `not limited to` turns nothing
  if (const auto at = low.find("not limited to"); at != std::string::npos) low.replace(at, 3, "   ");
  if (turns_list(low, exclusion) || defines(low)) return {};
  if (is_of_some(low)) return {};
  // a permission; `not having adequate organ function:` over what would be adequate
  if (holds_any(low, {"acceptable:", "permissible:", "stratif"})) return {};
  if (exclusion && holds_any(low, {"not having", "outside of", "outside the", "poor bone marrow reserve"}))
    return {};
  if (const auto clear = whole_stem(low, exclusion)) return *clear;
  if (const std::size_t last = last_sentence(low); last > 0) {
    // what stands in front of the sentence that leads to the list is open, the list is not
    Stem inner = read_stem(text.substr(last), exclusion, measured, lexicon);
    if (exclusion || inner.kind != Stem::Kind::all || holds_any(low, {"except", "unless", "if ", "either"}))
      return {};
    inner.names_more = true;
    return inner;
  }
  std::string front(text);
  if (!read_lead(text, low, measured, lexicon, made, front)) return {};
  if (measured && made.kind == Stem::Kind::unclear && counts_limits(low)) return {};
  if (measured && !holds_any(low, {"except", "unless", "other than", "excluded", "allowed", "permitted",
                                   "if ", " no ", "without", " not "})) {
    if (made.kind == Stem::Kind::unclear) made.kind = exclusion ? Stem::Kind::any : Stem::Kind::all;
    if (holds_any(low, {"function", "laborator", "values", "findings", "abnormal", "inadequate", "parameters",
                        "defined", "hematolog", "criteria"})) {
      made.names_more =
          !names_only_list(low) &&
          (names_thing(text, lexicon) || (!exclusion && names_illness(low, lexicon)) ||
           (exclusion && holds_any(low, {"including", "includes", "include ", "such as", "limited to"})));
      return made;
    }
  }
  // words that turn the list: leave it to a person
  if (holds_any(low, {"except", "unless", "other than", "defined", "exclud", "allowed", "permitted", "if ",
                      "not ", " no ", "without", "eligible"}) &&
      !low.starts_with("no "))
    if (!holds_any(low, {"as defined by", "defined by"}) || exclusion) return {};
  if (low.starts_with("no ")) return {};
  if (holds_any(low, {"includ", "such as", "not limited", "e.g", "for example"})) {
    // `X, including:` excludes X and each of these; X itself is read apart
    if (!exclusion) return {};
    made.kind = Stem::Kind::any;
    made.names_more = !names_only_list(low);
    return made;
  }
  if (made.kind == Stem::Kind::unclear) {
    if (text.empty() || text.back() != ':') return {};
    if (exclusion) {
      if (holds_any(low, {" and ", "both", "all "})) return {};
      made.kind = Stem::Kind::any;
    } else if (holds_any(low, {"function", "laborator", "parameters", "lab ", "values", "hematolog",
                               "haematolog", "adequate", "must meet", "must fulfil", "following criteria",
                               "must have the following", "meet the following", "criteria:"})) {
      made.kind = Stem::Kind::all;
      front.clear();
    } else {
      return {};
    }
  }
  front = without_day_in_front(std::move(front), lexicon);
  if (lowered(front) == "in accordance with") front.clear();
  const Tokens tokens = tokenize(front, 0, static_cast<std::uint32_t>(front.size()), lexicon);
  made.is_empty = says_nothing(tokens);
  if (exclusion && is_plain_label(low, tokens)) made.is_empty = true;
  made.front = made.is_empty ? std::string() : front;
  return made;
}

}  // namespace eligo::grammar::registry
