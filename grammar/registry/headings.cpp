// See headings.hpp.
#include "grammar/registry/headings.hpp"

#include <algorithm>
#include <array>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/stem_subjects.hpp"

namespace eligo::grammar::registry {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The word, or a slip of one letter in it: `exlusion`. `may_be_nearly` of them.
bool nearly(std::string_view word, std::string_view meant) {
  std::size_t front = 0;
  while (front < word.size() && front < meant.size() && word[front] == meant[front]) ++front;
  const std::string_view rest = word.substr(front);
  const std::string_view wanted = meant.substr(front);
  if (word.size() == meant.size()) return rest.empty() || rest.substr(1) == wanted.substr(1);
  return word.size() < meant.size() ? rest == wanted.substr(1) : rest.substr(1) == wanted;
}
bool may_be_nearly(std::string_view word, std::string_view meant) {
  return word.size() + 1 >= meant.size() && word.size() <= meant.size() + 1 &&
         (word.front() == meant.front() || word.back() == meant.back());
}
bool has_nearly(const Words& words, std::string_view meant) {
  return std::any_of(words.list.begin(), words.list.end(),
                     [&](auto word) { return may_be_nearly(word, meant) && nearly(word, meant); });
}

bool names_inclusion(const Words& words) {
  return words.has_any({"inclusive", "inclusions"}) || has_nearly(words, "inclusion");
}

// `Exclusion`, `Non-inclusion`; but not `Inclusion of the non-smokers`.
bool names_exclusion(const Words& words) {
  if (words.has_any({"exclusions", "noninclusion"}) || has_nearly(words, "exclusion")) return true;
  if (!words.has("non")) return false;
  for (std::size_t i = 0; i + 1 < words.list.size(); ++i)
    if (words.list[i] == "non" && words.list[i + 1].starts_with("inclusi")) return true;
  return false;
}

// `Scar eligibility conditions`; with nothing in front it says whose criteria these are no more than the
// record.
bool names_eligibility(const Words& words) {
  const std::size_t count = words.list.size();
  return count > 2 && words.list[count - 2] == "eligibility" &&
         (words.list.back() == "criteria" || words.list.back() == "conditions");
}

bool names_criteria(const Words& words) {
  return words.has_any({"criterion", "criterias", "criterium"}) || has_nearly(words, "criteria");
}

}  // namespace

bool Words::is_listed(std::string_view word) const {
  return std::any_of(list.begin(), list.end(), [&](std::string_view one) {
    return one.size() == word.size() && one.front() == word.front() && one == word;
  });
}

bool Words::has_any(std::initializer_list<std::string_view> words) const {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return has(word); });
}

Words words_of(std::string_view low, std::size_t most) {
  static constexpr auto kInWord = [] {
    std::array<bool, 256> made{};
    for (std::size_t c = 0; c < made.size(); ++c)
      made[c] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'';
    return made;
  }();
  const auto in_word = [](char c) { return kInWord[static_cast<unsigned char>(c)]; };
  Words words;
  words.list.reserve(std::min(most, low.size() / 2 + 1));
  const char* at = low.data();
  const char* const end = at + low.size();
  while (words.list.size() < most) {
    while (at != end && !in_word(*at)) ++at;
    if (at == end) break;
    const char* const begin = at;
    while (at != end && in_word(*at)) ++at;
    words.add({begin, static_cast<std::size_t>(at - begin)});
  }
  return words;
}

bool begins_as_heading(const Words& words) {
  constexpr std::size_t longest = 16;
  return words.list.size() > 1 && words.list.size() <= longest && words.list[1].starts_with("criteri") &&
         !words.has_any({"may", "apply", "applies", "are", "is", "will", "include", "includes", "met",
                         "positive", "violation", "violated", "fulfilled", "satisfied", "described"});
}

bool denies(std::string_view word) {
  return word == "not" || word == "cannot" || word == "never" || word == "neither" || word.ends_with("n't");
}

Heading named_heading(const Words& words, bool colon) {
  if (words.list.empty() || words.list.size() > longest_heading || words.list.front() == "if") return {};
  // Criteria to end a trial that somebody takes part in.
  constexpr std::size_t label = 3;
  if (words.list.size() <= label && names_criteria(words) &&
      words.has_any(
          {"termination", "withdrawal", "exit", "discontinuation", "elimination", "drop", "dropout"}))
    return {true, Section::none};
  // `Criteria breast augmentation:`: whom they let in, or keep out?
  constexpr std::size_t topic = 4;
  if (words.list.size() > 1 && words.list.size() <= topic && words.list.front() == "criteria")
    return {true, Section::none};
  const bool in = names_inclusion(words) || (colon && names_eligibility(words));
  const bool out = names_exclusion(words);
  if (!in && !out) return {};
  // `Exceptions to exclusion criteria`, `Re-inclusion`, `Inclusion of women and minorities`
  if ((colon || names_criteria(words)) && (words.has_any({"exceptions", "exception", "re"}) ||
                                           (words.list.front() == "inclusion" && words.list.size() > 1 &&
                                            words.list[1] == "of" && !names_criteria(words))))
    return {true, Section::none};
  constexpr std::size_t short_heading = 6;
  if (out && colon && words.list.size() <= short_heading && words.list.front() == "absence")
    return {true, Section::exclusion};
  if (words.has_any({"meet", "meets", "meeting", "absence", "no", "not", "any", "other", "above", "fulfil",
                     "fulfill", "see", "according", "without", "free"}))
    return {};
  if (!names_criteria(words) && !names_eligibility(words) && words.list.size() > (colon ? 4U : 1U)) return {};
  if (!colon && words.list.size() > 5 && !begins_as_heading(words)) return {};
  if (names_inclusion(words) && words.has_any({"exclusion", "exclusions"})) return {true, Section::none};
  return {true, out ? Section::exclusion : Section::inclusion};
}

namespace {

// `will not be eligible`; but not `eligible if she is not pregnant`.
bool denies_one_of(const Words& words, std::initializer_list<std::string_view> denied) {
  constexpr std::size_t near = 4;
  for (std::size_t i = 0; i < words.list.size(); ++i) {
    if (!denies(words.list[i])) continue;
    for (std::size_t k = i + 1; k < std::min(words.list.size(), i + 1 + near); ++k)
      if (std::find(denied.begin(), denied.end(), words.list[k]) != denied.end()) return true;
  }
  return false;
}

// `must not have any of the following`, `must not`
bool must_not(const Words& words) {
  const auto must = std::find(words.list.begin(), words.list.end(), "must");
  return must != words.list.end() && std::next(must) != words.list.end() && denies(*std::next(must));
}

// `Subjects will be included if they:`, with nothing that restricts whom it speaks of.
bool lets_in_if(const Words& words) {
  static constexpr std::string_view kCommon =
      " patient patients subject subjects participant participants volunteer volunteers individual "
      "individuals "
      "persons people they he she will would be is are may can considered as for in to this the our present "
      "study trial research investigation protocol eligible included enrolled enroled recruited inclusion "
      "enrollment enrolment participate participation enter who that when if potentially ";
  const std::size_t count = words.list.size();
  const bool leads_on = count > 2 && (words.list.back() == "if" || words.list[count - 2] == "if" ||
                                      words.list.back() == "who" || words.list[count - 2] == "who");
  return leads_on && words.has_any({"eligible", "included", "enrolled", "recruited"}) &&
         std::all_of(words.list.begin(), words.list.end(),
                     [](std::string_view word) { return stands_among(kCommon, word); });
}

// `if all of the following apply`, `at least two of`: not each entry by itself.
bool counts_entries(const Words& words) {
  if (words.has("any")) return false;
  if (words.has("both")) return true;
  for (std::size_t i = 0; i + 1 < words.list.size(); ++i) {
    const std::string_view next = words.list[i + 1];
    if (words.list[i] == "all" && (next == "of" || next == "the" || next == "following")) return true;
    if (stands_among(" two three four 2 3 4 ", words.list[i]) && (next == "of" || next == "or")) return true;
  }
  return false;
}

// `Patients with asthma will be excluded if:`: the list is of some of them. Not so `with any of the
// following`.
bool restricts_patients(const Words& words) {
  const auto end = std::find_if(words.list.begin(), words.list.end(), [](std::string_view word) {
    return stands_among(
        " will are is must should may cannot excluded ineligible have has be do can makes make ", word);
  });
  if (end == words.list.end() || (*std::prev(words.list.end()) != "if" && !words.has("if"))) return false;
  return !std::all_of(words.list.begin(), end, [](std::string_view word) {
    return stands_among(
        " patient patients subject subjects participant participants volunteer volunteers the a any of these "
        "one or more "
        "all individual individuals persons people potential study eligible who whom they he she "
        "person child children ",
        word);
  });
}

}  // namespace

Heading sentence_heading(const Words& words) {
  if (words.list.empty() || words.list.size() > longest_heading || words.list.front() == "if") return {};
  const bool person = words.has_any({"patients", "patient", "subjects", "subject", "participants",
                                     "participant", "volunteers", "individuals", "women", "study", "trial",
                                     "donors", "controls", "persons", "people"});
  if (words.has_any({"excluded", "ineligible", "exclude", "exclusion"}) &&
      !words.has_any({"following", "below", "if", "with", "who", "criteria"}))
    return {};
  const bool keeps_out = words.has_any({"excluded", "ineligible", "exclude", "rejected", "disqualified",
                                        "disqualify", "disqualifies", "unacceptable", "unsuitable"});
  const bool denied = std::any_of(words.list.begin(), words.list.end(), denies);
  // `excluded unless`, `excluded if they do not`, `not be excluded`: what does the list do?
  if (person && (keeps_out || denied) && words.has_any({"unless", "lack", "lacks", "except", "exception"}))
    return {true, Section::none};
  if (person && keeps_out && (denied || counts_entries(words) || restricts_patients(words)))
    return {true, Section::none};
  // `eligible if none of the following is met`: each of these keeps somebody out
  if (person && words.has("none") && words.has_any({"eligible", "included", "enrolled"}))
    return {true, Section::exclusion};
  if (person && keeps_out) return {true, Section::exclusion};
  if (person && denies_one_of(words, {"eligible", "participate", "included", "enrolled"}))
    return {true, Section::exclusion};
  if (person && must_not(words) && (words.has("following") || denies(words.list.back())))
    return {true, subject_of(words) == Subject::anybody ? Section::exclusion : Section::none};
  if (person && words.has("exclusion") && words.has_any({"meet", "meeting", "meets"}))
    return {true, denied ? Section::none : Section::exclusion};
  if (words.has("no") || std::any_of(words.list.begin(), words.list.end(), denies)) return {};
  // `eligible if one of the following is met`: a stem, not all of which is asked for
  if (words.has_any({"one", "either", "any", "least", "1"})) return {};
  if (person && words.has("inclusion")) return {true, Section::inclusion};
  if (lets_in_if(words)) return {true, Section::inclusion};
  if (person && words.has_any({"eligible", "included", "enrolled", "eligibility"}) &&
      words.has_any({"following", "all", "criteria", "must"}))
    return {true, Section::inclusion};
  return {};
}

bool is_pdq(const Words& words) {
  if (words.list.size() > 4) return false;
  return (words.has("characteristics") && words.has_any({"disease", "patient"})) ||
         (words.has("concurrent") && words.has("therapy") && words.has("prior"));
}

bool is_pdq_label(std::string_view low) {
  static constexpr std::array<std::string_view, 21> kLabels = {"age",
                                                               "sex",
                                                               "menopausal status",
                                                               "performance status",
                                                               "life expectancy",
                                                               "hematopoietic",
                                                               "hepatic",
                                                               "renal",
                                                               "cardiovascular",
                                                               "pulmonary",
                                                               "immunologic",
                                                               "neurologic",
                                                               "gastrointestinal",
                                                               "metabolic",
                                                               "fertility",
                                                               "other",
                                                               "biologic therapy",
                                                               "chemotherapy",
                                                               "endocrine therapy",
                                                               "radiotherapy",
                                                               "surgery"};
  return std::find(kLabels.begin(), kLabels.end(), low) != kLabels.end();
}

bool is_section_number(std::string_view text) {
  const std::size_t roman = text.find_first_not_of("IVX");
  if (roman == 0 || roman == std::string_view::npos || text.size() < roman + 3 || text[roman] != '.' ||
      !is_digit(text[roman + 1]))
    return false;
  const std::size_t stop = text.find_first_not_of("0123456789.", roman);
  return stop != std::string_view::npos && text[stop] == ' ' && text[stop - 1] == '.';
}

bool turns_section(const Words& words, Section section) {
  constexpr std::size_t longest = 6;
  if (words.list.empty() || words.list.size() > longest) return false;
  const bool denied = std::any_of(words.list.begin(), words.list.end(), denies);
  if (words.has_any({"exceptions", "exception"})) return true;
  if (section == Section::exclusion)
    return (words.has("must") && !denied) ||
           words.has_any({"required", "eligible", "eligibility", "allowed", "permitted"});
  return denied || words.has_any({"ineligible", "ineligibility", "excluded", "forbidden", "prohibited",
                                  "contraindications", "contraindicated", "disqualifying"});
}

bool is_general(const Words& words) {
  if (words.has("consent") && words.has_any({"informed", "written", "signed", "sign"})) return true;
  if (words.has_any({"willing", "willingness", "weigh", "weighs"})) return true;
  static constexpr std::string_view kOfAge =
      " age aged ages up at least years year old older younger than more less and or to between of from time "
      "inclusive over under above the be must is are subject subjects patient patients participant "
      "participants male female males females men women adults any both either sex gender screening "
      "enrollment enrolment inclusion ";
  constexpr std::size_t longest = 16;
  return words.list.size() > 1 && words.list.size() <= longest &&
         words.has_any({"age", "aged", "ages", "years"}) &&
         std::all_of(words.list.begin(), words.list.end(), [&](std::string_view word) {
           return is_digit(word.front()) || stands_among(kOfAge, word);
         });
}

std::string own_words(const Words& words) {
  static constexpr std::string_view kCommon =
      " inclusion inclusions inclusive exclusion exclusions criteria criterion criterias criterium non key "
      "main general common primary major other additional specific clinical laboratory radiological "
      "radiographic imaging medical summarized protocol patient patients subject subjects participant "
      "participants study trial eligibility conditions values results both all each for the of and or in to "
      "screening randomization randomisation baseline at day visit pre post demographic disease related "
      "ocular "
      "systemic biological genetic surgery surgical mri eye histologic i ii iii iv v ";
  constexpr std::size_t longest = 16;
  if (words.list.size() > longest) return {};
  // `Patient characteristics`, `Criteria common to the two cohorts`: of everybody
  if (!names_inclusion(words) && !names_exclusion(words) && !names_eligibility(words)) return {};
  if (words.has_any({"both", "all", "two", "three"})) return {};
  std::string own;
  for (std::size_t i = 0; i < words.list.size(); ++i) {
    const std::string_view word = words.list[i];
    // `Exclusion criteria of infectious disease`: what they are about
    if (word == "of" && i > 0 && words.list[i - 1].starts_with("criteri")) return {};
    // `4.1 Inclusion criteria` is numbered; `Type 1 diabetes inclusion criteria` is not
    if ((i == 0 && is_digit(word.front())) || stands_among(kCommon, word)) continue;
    if (is_digit(word.front()) && own.empty()) continue;
    own += word;
    own += ' ';
  }
  return own;
}

}  // namespace eligo::grammar::registry
