// Names that say what somebody has found, or that it is not there: a test of the blood, a sentence that
// denies, a value out of its range. None of them is an illness, though the last one can be active. See
// sentence_builder.hpp.
#include <algorithm>
#include <array>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
namespace {

// What a positive finding is of, where a record has a test of its own for it.
bool is_tested_for(std::string_view word) {
  static constexpr std::array<std::string_view, 15> kTested = {
      "antibody", "antibodies", "antigen", "antigens", "expression",  "serology", "serologies", "serum",
      "hbv",      "hcv",        "hav",     "hbsag",    "serological", "igg",      "igm"};
  return word.starts_with("hepatit") || word.starts_with("anti-") ||
         std::find(kTested.begin(), kTested.end(), word) != kTested.end();
}

constexpr std::array<std::string_view, 6> kInfections = {"hepatitis_b",        "hepatitis_c",
                                                         "hepatitis_b_or_c",   "hiv_infection",
                                                         "syphilis_infection", "htlv_infection"};

}  // namespace

// `Confirmed by biopsy`: of an illness that is named somewhere else.
bool SentenceBuilder::tells_how() const {
  if (token(0).part != Part::verb) return false;
  const std::string& word = low_word(0);
  return word == "confirmed by" || word == "diagnosed by" || word == "proven by";
}

// Where the brackets behind a name begin.
std::uint32_t SentenceBuilder::before_bracket(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin + 1; i < end; ++i)
    if (is(token(i), '(')) return i;
  return end;
}

// `Hepatitis positive`, `positivity to a test`, `positive expression of A`: a record has the test and what it
// found.
bool SentenceBuilder::is_positive_test(std::uint32_t begin, std::uint32_t whole_end) const {
  if (low_word(begin) == "positivity" || low_word(head_of(begin, whole_end)) == "seropositive") return true;
  const std::uint32_t end = before_bracket(begin, whole_end);
  bool found = false;
  for (std::uint32_t i = begin; i < end && !found; ++i) found = is_finding(i);
  if (!found) return false;
  if (low_word(head_of(begin, end)).ends_with("-test")) return true;
  if (stands_among(
          " test tests testing pcr rt-pcr assay swab culture cultures result results antibody-test screen ",
          low_word(head_of(begin, end))))
    return true;
  for (std::uint32_t i = begin; i < end; ++i)
    if (is_tested_for(low_word(i)) || token(i).part == Part::serology ||
        std::find(kInfections.begin(), kInfections.end(), token(i).value) != kInfections.end())
      return true;
  return false;
}

// `The tumours were not located in the muscle`, `radiographs with no or little arthritis`.
// `Infection that is not treated` names an infection, and so does `infection is not under control`.
bool SentenceBuilder::is_denied(std::uint32_t begin, std::uint32_t end) const {
  static constexpr std::array<std::string_view, 4> kVerbs = {"is ", "are ", "was ", "were "};
  for (std::uint32_t i = begin + 1; i < end; ++i) {
    const Part part = token(i).part;
    const std::string& word = low_word(i);
    if ((part == Part::no || part == Part::not_) && word.ends_with("no") && i + 2 < end &&
        (low_word(i + 1) == "or" || low_word(i + 1) == "little"))
      return true;
    if (part != Part::not_ || token(i - 1).part == Part::stop || token(i - 1).part == Part::lead) continue;
    const bool sentence =
        std::any_of(kVerbs.begin(), kVerbs.end(), [&](auto verb) { return word.starts_with(verb); });
    if (sentence &&
        (kind_of(begin, i) != Part::condition || says(begin, i, {"show", "shows", "showed"}) ||
         says(i, std::min(i + 2, end), {"found", "located", "seen", "detected", "present", "visible"})))
      return true;
  }
  return false;
}

// `Abnormal`, `abnormality`
bool SentenceBuilder::is_abnormal(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i)
    if ((text_[token(i).begin] | 0x20) == 'a' && low_word(i).starts_with("abnormal")) return true;
  return false;
}

// `Abnormality in a vital sign`: of the day, and a record has the values.
bool SentenceBuilder::is_sign_out_of_range(std::uint32_t begin, std::uint32_t end) const {
  return is_abnormal(begin, end) && says(begin, end, {"vital"}) && says(begin, end, {"sign", "signs"});
}

// `Laboratory abnormalities`, `abnormal haematology`: so now, or not.
bool SentenceBuilder::is_value_out_of_range(std::uint32_t begin, std::uint32_t whole_end) const {
  const std::uint32_t end = before_bracket(begin, whole_end);
  return is_abnormal(begin, end) &&
         says(begin, end,
              {"laboratory", "lab", "labs", "hematology", "haematology", "cbc", "chemistry", "biochemical",
               "biochemistry", "urinalysis", "count", "counts"});
}

// `Penile implant`, behind words for the past: something that was done.
bool SentenceBuilder::is_implant(std::uint32_t begin, std::uint32_t end) const {
  const std::string& word = low_word(head_of(begin, end));
  return word == "implant" || word == "implants";
}

// `Improper response to a drug`, `resistance to surgery`: nothing that anybody receives. A transplant with an
// illness that it has caused is two things. `Devices`, of which others in a list say the kind, are no drugs.
bool SentenceBuilder::is_no_treatment(std::uint32_t begin, std::uint32_t end) const {
  if (end - begin == 1 && low_word(begin).starts_with("device")) return true;
  // `another trial or treatment`
  if (end - begin == 1 && stands_among(" treatment treatments intervention interventions ", low_word(begin)))
    return true;
  // `a new drug`: when somebody began; `drugs of the following`: a list somewhere else
  if (stands_among(" new initiate initiates initiating begin begins ", low_word(begin)) ||
      says(begin, end, {"follow", "following"}))
    return true;
  for (std::uint32_t i = begin + 1; !exclusion_ && i + 1 < end; ++i)
    if (token(i).part == Part::with && has_part(i + 1, end, Part::condition)) return true;
  return says(begin, end, {"response", "responses", "intolerance", "intolerant", "resistance"}) &&
         !says(begin, end, {"modifier", "modifiers"});
}

// `Liver cancer or the family history of liver cancer`: the patient's own illness, and what is none of
// theirs.
bool SentenceBuilder::adds_family(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin + 1; i + 1 < end; ++i) {
    if (token(i).part != Part::or_ && token(i).part != Part::and_or) continue;
    if (low_word(i + 1).starts_with("family") && kind_of(begin, i) == Part::condition) return true;
  }
  return false;
}

// `Ischemia of the regions of myocardial`: the noun is on the next line.
bool SentenceBuilder::breaks_off(std::uint32_t end) const {
  if (end < 3 || end < tokens_.list.size() || token(end - 1).part != Part::word) return false;
  const std::string& word = low_word(end - 1);
  return token(end - 2).part == Part::of && (word.ends_with("ial") || word.ends_with("ical") ||
                                             word.ends_with("ular") || word.ends_with("inal"));
}

// A fact of the vocabulary, and nothing more.
bool SentenceBuilder::is_known_fact(std::uint32_t begin, std::uint32_t end) const {
  return end - begin == 1 && token(begin).part == Part::condition &&
         lexicon_.fact(token(begin).value) != nullptr;
}

// `History of addiction, habitual smoker`: of the past, and of now.
bool SentenceBuilder::mixes_times(const std::vector<TokenSpan>& names, const Cues& cues) const {
  if (!cues.history) return false;
  const auto states = std::count_if(names.begin(), names.end(),
                                    [&](const TokenSpan& name) { return is_habit(name.begin, name.end); });
  return states > 0 && states < static_cast<std::ptrdiff_t>(names.size());
}

bool SentenceBuilder::is_habit(std::uint32_t begin, std::uint32_t end) const {
  return names_present_state(begin, end) && !is_value_out_of_range(begin, end) &&
         token(begin).part != Part::condition;
}

// `Acute hepatitis, hepatitis B and HIV infection` as one name: facts that a record holds each by itself,
// unless more is said of all of them.
bool SentenceBuilder::hides_an_entry(const Phrase& phrase) const {
  // people of several kinds
  const PhraseEntry& end = phrase.entries.back();
  if (stands_among(" addicts abusers alcoholics smokers ", low_word(head_of(end.begin, end.end))))
    return true;
  std::size_t facts = 0;
  bool each = true;
  bool results = false;
  for (const PhraseEntry& entry : phrase.entries) {
    if (is_known_fact(entry.begin, entry.end)) ++facts;
    each = each && phrase_kind(entry) == Part::condition;
    results = results || says(entry.begin, entry.tail, {"results", "findings"});
  }
  const PhraseEntry& last = phrase.entries.back();
  if (results && facts > 0) return true;
  // `bleeding disorders, thromboembolism`: two illnesses, and nothing that joins them
  const PhraseEntry& first = phrase.entries.front();
  if (exclusion_ && each && !phrase.has_or && !phrase.has_and && !takes_object(first.begin, first.end))
    return true;
  return last.tail == last.end && (facts > 1 || (each && facts > 0));
}

}  // namespace eligo::grammar::registry
