// Names that have the form of an illness and are none: a treatment that failed, a normal finding, a test that
// came out negative, criteria. See sentence_builder.hpp.
#include <algorithm>
#include <array>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

// The last word of a name in front of what it is of, to or in.
std::uint32_t SentenceBuilder::head_of(std::uint32_t begin, std::uint32_t end) const {
  if (last_head_.begin == begin && last_head_.end == end && begin < end) return last_head_.at;
  std::uint32_t head = begin + 1;
  const auto is_verb = [&](std::uint32_t i) {
    return token(i).part == Part::word && low_word(i).ends_with("ing") && is_verbal(low_word(i));
  };
  while (head < end && !is_link(token(head).part) && !is(token(head), '(') && !begins_tail(begin, head) &&
         !is_verb(head))
    ++head;
  last_head_ = {begin, end, head - 1};
  return head - 1;
}

// Words that name no illness, drug or procedure, though some have the ending of an illness: `eligibility`.
bool SentenceBuilder::names_nothing(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t head = head_of(begin, end);
  const Part part = token(head).part;
  if (part == Part::condition || part == Part::procedure || part == Part::medication) return false;
  const std::string& word = low_word(head);
  return lexicon_.names_nothing(word) || (word == "discharge" && end - begin == 1);
}

bool SentenceBuilder::is_name_part(std::uint32_t i) const {
  const Part part = token(i).part;
  return part == Part::word || part == Part::condition || part == Part::procedure || part == Part::medication;
}

// `Non smoker`: what is denied is the fact; `operated for a tumor`: an operation.
bool SentenceBuilder::is_no_name(std::uint32_t begin) const {
  const std::string_view word = low_word(begin);
  // `start new drugs within a month`: when somebody began, not what they took
  if (stands_among(" start starts started initiated began begun show shows ", word)) return true;
  if (word == "operated" || word.starts_with("nonsmok") || word.starts_with("non-smok")) return true;
  // `non-diabetic`; a `non-union` is an illness
  if (word.starts_with("non-") && (begin + 1 == tokens_.list.size() || !is_name_part(begin + 1)) &&
      lexicon_.kind_of_head(word.substr(4)))
    return true;
  if (token(begin).part == Part::no || token(begin).part == Part::not_) return true;
  if (word != "non" || begin + 1 >= tokens_.list.size()) return false;
  const Token& next = token(begin + 1);
  return low_word(begin + 1).starts_with("smok") || next.value == "pregnancy" || next.value == "lactation";
}

// `Failure of conservative treatment`, `rejection of surgery`, `loss to follow-up`; `failure to thrive` is an
// illness.
bool SentenceBuilder::is_failed_treatment(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t head = head_of(begin, end);
  const std::uint32_t object = head + 2;
  if (object >= end || !is_link(token(head + 1).part)) return false;
  const std::string& word = low_word(head);
  const bool rejected = word == "rejection" && head == begin;
  if (word != "failure" && word != "failures" && word != "loss" && !rejected) return false;
  if (token(head + 1).part == Part::to) return low_word(object) != "thrive";
  const std::string& link = low_word(head + 1);
  if (rejected && link == "by") return true;
  if (link != "of" && link != "after") return false;
  if (rejected && says(object, end, {"graft", "allograft", "transplant", "organ"})) return false;
  const auto of = kind_of(object, end);
  return of == Part::procedure || of == Part::medication;
}

// `Viable myocardium`, `stable clinical condition`
bool SentenceBuilder::is_normal_finding(std::uint32_t begin, std::uint32_t end) const {
  static constexpr std::array<std::string_view, 16> kGeneral = {
      "bad",     "stable",  "good",     "satisfactory", "poor",      "clinical",   "clinically", "general",
      "medical", "overall", "physical", "health",       "condition", "conditions", "state",      "status"};
  if (stands_among(" viable inconspicuous unremarkable uneventful ", low_word(begin))) return true;
  const bool well = says(begin, end, {"stable", "good", "satisfactory", "bad", "poor"});
  for (std::uint32_t i = begin; well && i < end; ++i)
    if (std::find(kGeneral.begin(), kGeneral.end(), low_word(i)) == kGeneral.end()) return false;
  return well;
}

// `Virus antigen negative`; a `triple negative breast cancer` is an illness.
bool SentenceBuilder::is_negative_finding(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i) {
    if (token(i).part != Part::negative) continue;
    return i + 1 >= end || low_word(i + 1) == "status" || kind_of(i + 1, end) != Part::condition;
  }
  return false;
}

// `Criteria according to a score`; `criteria for probable multiple sclerosis` name an illness.
bool SentenceBuilder::is_mere_criteria(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t head = head_of(begin, end);
  if (low_word(head) != "criteria") return false;
  std::uint32_t link = head + 1;
  while (link < end && !is_link(token(link).part)) ++link;
  if (link + 1 >= end || (token(link).part != Part::of && low_word(link) != "for")) return true;
  return kind_of(link + 1, end) != Part::condition && !is_short_name(link + 1, end);
}

// `Steroid users were on a cycle`; not `a disease that was treated`.
bool SentenceBuilder::tells_in_passing(std::uint32_t begin, std::uint32_t end) const {
  constexpr std::array<std::string_view, 4> verbs = {" were ", " was ", " are ", " will not "};
  if (!tokens_.pairs.may_hold_any(verbs)) return false;
  const std::string low = lower_text(begin, end);
  for (const std::string_view verb : verbs) {
    const std::size_t at = low.find(verb);
    const std::string_view front = std::string_view(low).substr(0, at);
    if (at != std::string::npos && !front.ends_with("that") && !front.ends_with("which")) return true;
  }
  return false;
}

// `Teratogenicity is documented for both drugs`, `measurable disease is not required`: a remark.
bool SentenceBuilder::is_said_of_all(std::uint32_t begin, std::uint32_t end) const {
  static constexpr auto kSaid = std::to_array<std::string_view>(
      {" is documented for", " is required", " is not required", " is not mandatory", " is not considered",
       " is acceptable", " is allowed", " is permitted", " must not be the ", " is not a contraindication",
       " as long as "});
  if (!tokens_.pairs.may_hold(" is ") && !tokens_.pairs.may_hold(" must not ") &&
      !tokens_.pairs.may_hold(" as long as "))
    return false;
  if (!tokens_.pairs.may_hold_any(kSaid)) return false;
  const std::string low = lower_text(begin, end);
  // `an infection for which surgery is required`
  if (holds_any(low, {" for which ", " that is ", " which is "})) return false;
  return std::any_of(kSaid.begin(), kSaid.end(),
                     [&](std::string_view said) { return low.find(said) != std::string::npos; });
}

// `Found the tumour`, `infected by`, `A nor B`, `herniated discs are not candidates`, `NYHA class III
// symptoms`
bool SentenceBuilder::is_fragment_of_sentence(std::uint32_t begin, std::uint32_t end) const {
  static constexpr std::string_view kVerbs =
      " found fulfilled fulfil fulfill nyha kellgren-lawrence asa without longer fails met fail likely "
      "already prescribed taking using ";
  const bool by = low_word(begin) == "infected" && begin + 1 < end && is_link(token(begin + 1).part);
  return by || low_word(begin) == "infected by" || stands_among(kVerbs, low_word(begin)) ||
         says(begin, end, {"nor", "candidate", "candidates", "intends", "intend", "decides", "decide"}) ||
         tells_in_passing(begin, end) || is_said_of_all(begin, end) ||
         holds_any(text_of(begin, end), {" who ", " only for ", "atients on ", "ubjects on ",
                                         "articipants on "});  // not of the WHO
}

// `Differential diagnosis`, `diagnosis other than A`; a `dementia diagnosis` is one.
bool SentenceBuilder::is_doubtful_diagnosis(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t head = head_of(begin, end);
  if (low_word(head) != "diagnosis") return false;
  if (head == begin) return head + 1 == end || token(head + 1).part != Part::of;
  // `needle aspiration diagnosis`
  if (stands_among(" aspiration biopsy cytology needle core imaging surgical ", low_word(head - 1)))
    return true;
  return stands_among(" differential unclear uncertain doubtful primary ", low_word(head - 1)) ||
         says(begin, end, {"not"});
}

bool SentenceBuilder::is_no_illness(std::uint32_t begin, std::uint32_t end) const {
  // `evidence that the patient will …`
  const std::uint32_t head = head_of(begin, end);
  if (low_word(head).starts_with("evidence") && head + 1 < end && token(head + 1).part == Part::stop)
    return true;
  // `prior or current therapies`: a heading
  if (end - begin == 1 &&
      stands_among(" therapy therapies treatment treatments medications ", low_word(begin)))
    return true;
  if (low_word(begin) == "admitted" || low_word(begin) == "associated with") return true;
  if (low_word(begin) == "associated" && begin + 1 < end && token(begin + 1).part == Part::with) return true;
  if (is_doubtful_diagnosis(begin, end) || is_fragment_of_sentence(begin, end)) return true;
  // `imaging shows a hemorrhage`
  // `recent traumatic history`
  if (stands_among(" traumatic surgical medical psychiatric cardiac ", low_word(end - 1))) return true;
  if (stands_among(" score scores rating ratings ", low_word(head))) return true;
  // `neurologic function status 0-2`, `estrogen receptor status`
  for (std::uint32_t i = begin + 1; i + 1 < end; ++i)
    if (token(i + 1).part == Part::number && low_word(i) == "status") return true;
  if (head > begin && low_word(head) == "status" &&
      stands_among(
          " receptor receptors hormone hormonal menopausal her2 mutation mutational nodal node margin ",
          low_word(head - 1)))
    return true;
  if (says(begin, end, {"shows", "showed", "suggest", "suggests", "suggested"})) return true;
  // `the recurrence must not be amenable to resection`: asked for, and of some
  if (says(begin, end, {"must", "should"})) return true;
  // an illness of somebody else
  if (end - begin > 1 &&
      says(begin, begin + 1,
           {"spouse", "partner", "husband", "wife", "mother", "father", "sibling", "siblings", "brother",
            "sister", "fetus", "foetus", "relative", "relatives", "parent", "parents"}))
    return true;
  return is_contraindication(begin, end) || is_failed_treatment(begin, end) ||
         is_normal_finding(begin, end) || is_negative_finding(begin, end) || is_mere_criteria(begin, end) ||
         is_positive_test(begin, end) || is_denied(begin, end) || is_sign_out_of_range(begin, end) ||
         adds_family(begin, end);
}

// `Skin test positive within 4 weeks`: a finding of that time, not an illness that lasted.
bool SentenceBuilder::is_dated_finding(std::size_t node, const HistoryParts& parts) const {
  return !std::holds_alternative<std::monostate>(parts.time) && has_part(at(node), Part::positive);
}

// `Organ transplant recipient` among exclusions: elsewhere somebody who is to receive one may be meant.
bool SentenceBuilder::is_recipient(std::uint32_t begin, std::uint32_t end) const {
  const std::string& last = low_word(end - 1);
  return exclusion_ && end - begin > 1 && (last == "recipient" || last == "recipients") &&
         kind_of(begin, end - 1) == Part::procedure;
}

// `Knee infiltration with a drug`, `intra-articular infiltration`: what is done, not what a tumour does.
bool SentenceBuilder::is_infiltration(std::uint32_t begin, std::uint32_t head, std::uint32_t end) const {
  if (!low_word(head).starts_with("infiltration")) return false;
  if (head + 1 < end && token(head + 1).part == Part::with) return true;
  for (std::uint32_t i = begin; i < head; ++i)
    if (low_word(i).ends_with("articular")) return true;
  return false;
}

// `Operation history of the knee`
bool SentenceBuilder::made_received(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin + 1; i < end; ++i)
    if (low_word(i) == "history of") return kind_of(begin, i) == Part::procedure;
  return false;
}

// `Peripheral neuropathy of CTCAE grade >= 2`
bool SentenceBuilder::is_graded_toxicity(std::uint32_t begin, std::uint32_t end) const {
  if (!tokens_.pairs.may_hold("grade") || !has_part(begin, end, Part::grade) ||
      has_part(begin, end, Part::history))
    return false;
  return says(begin, end, {"grade"}) &&
         holds_any(lower_text(begin, end),
                   {"neuropath", "toxicit", "diarrhea", "diarrhoea", "mucositis", "edema"});
}

// What is so now, or is not: a habit such as smoking, a pregnancy of some kind.
bool SentenceBuilder::names_present_state(std::uint32_t begin, std::uint32_t end) const {
  static constexpr std::array<std::string_view, 15> kStates = {
      "user",   "users",    "smoker",       "smokers",       "smoking",
      "smokes", "tabagism", "puerperium",   "puerperal",     "consumption",
      "sign",   "signs",    "exacerbation", "exacerbations", "flare"};
  if (is_value_out_of_range(begin, end)) return true;
  // `neuropathy of grade 2 or higher`: a grade is of now
  if (exclusion_ && is_graded_toxicity(begin, end)) return true;
  const std::uint32_t head = head_of(begin, end);
  if (token(head).part == Part::condition) return token(head).value == "pregnancy" && head > begin;
  const std::string& word = low_word(head);
  // `acute disease`: one that is past was acute too
  if (exclusion_ && head == begin + 1 && low_word(begin) == "acute" &&
      stands_among(" disease diseases illness illnesses condition conditions ", word))
    return true;
  // `history or signs of A`
  if (word.starts_with("sign") && has_part(begin, head, Part::history)) return false;
  if (word == "habit" || word == "habits") return says(begin, end, {"smoking"});
  return std::find(kStates.begin(), kStates.end(), word) != kStates.end();
}

// `Recent infection`, a `cochlear implant`: an illness in form, and what is so now.
bool SentenceBuilder::names_recent_or_implant(std::uint32_t begin, std::uint32_t end) const {
  const bool recent = end - begin > 1 && low_word(begin) == "recent" &&
                      !has_part(begin, end, Part::history) && !says(begin, end, {"diagnosis"});
  return recent || is_implant(begin, end);
}

// `Local or systemic infection`, `urinary tract infection` among exclusions: one that has passed keeps nobody
// out. Not so one that stays, by name or by a word for it.
bool SentenceBuilder::is_passing_infection(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t head = head_of(begin, end);
  if (!exclusion_ || in_exception_ || !stands_among(" infection infections ", low_word(head))) return false;
  // clang-format off
  static constexpr auto kStays = std::to_array<std::string_view>(
      {"hiv", "immunodeficiency", "hepatit", "hbv", "hcv", "tubercul", "syphil", "treponem", "htlv", "cytomegal", "cmv",
       "ebv", "epstein", "herpes", "zoster", "papilloma", "hpv", "pylori", "covid", "sars", "corona", "prion", "lyme",
       "toxoplas", "malaria", "parasit", "congenital", "chronic", "latent", "recurr", "repeated", "recent", "prior",
       "previous", "past", "history", "confirmed", "diagnosed"});
  // clang-format on
  // `trauma or infection of the hip`
  for (std::uint32_t i = begin + 1; i < head; ++i)
    if (is_join(token(i)) &&
        (token(i - 1).part == Part::condition || lexicon_.kind_of_head(low_word(i - 1)) == Part::condition))
      return false;
  const std::string name = lower_text(begin, end);
  return std::none_of(kStays.begin(), kStays.end(),
                      [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

// One of its words is an illness, or says how ill somebody is; not only the last word, which tells the kind.
// `Abnormal renal function`
bool SentenceBuilder::tells_of_illness(std::uint32_t begin, std::uint32_t end) const {
  if (has_part(begin, end, Part::condition) || has_part(begin, end, Part::serology)) return true;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (names_state(i)) return true;
    if (token(i).part != Part::word) continue;
    const std::string& word = low_word(i);
    const auto hyphen = word.rfind('-');
    if (lexicon_.kind_of_head(word) == Part::condition ||
        (hyphen != std::string::npos && lexicon_.kind_of_head(word.substr(hyphen + 1)) == Part::condition))
      return true;
  }
  return names_present_state(begin, end) ||
         (says(begin, end,
               {"abnormal", "impaired", "altered", "reduced", "decreased", "poor", "deteriorated"}) &&
          says(begin, end,
               {"function", "functions", "cognition", "coagulation", "immunity", "vision", "hearing"}));
}

// A name whose last word does not tell what it is: an illness where the sentence says so (`history of`,
// `active`, `no`), or where it is an abbreviation; among exclusions also where some other word tells.
// `Patients with a telephone` have no illness.
bool SentenceBuilder::named_as_illness(const HistoryParts& parts, const SentenceNode& name) const {
  const Cues& cues = parts.cues;
  if (parts.negative || cues.history || cues.known || cues.active) return true;
  return is_short_name(name.begin, name.end) || (exclusion_ && tells_of_illness(name.begin, name.end));
}

// `Prior A` without another word may be a drug or an operation; so may what no word calls an illness.
void SentenceBuilder::doubt_kind(HistoryParts& parts, const SentenceNode& name) const {
  if (parts.otherwise == Part::condition &&
      ((parts.cues.before && !parts.cues.active) || !named_as_illness(parts, name)))
    parts.otherwise.reset();
}

// What is so now, by a word in front of the head or in a bracket behind it: `other active malignancy`,
// `depression (current)`. In a list it is said of one.
bool SentenceBuilder::holds_active(std::uint32_t begin, std::uint32_t end) const {
  const auto says_now = [&](std::uint32_t i) {
    return token(i).part == Part::active && stands_among(" active current ongoing ", low_word(i));
  };
  const std::uint32_t head = head_of(begin, end);
  if (head + 3 < end && is(token(head + 1), '(') && says_now(head + 2) && is(token(head + 3), ')'))
    return true;
  if (says(begin, end, {"latent"})) return false;
  // `kidney injury at the time of surgery`
  if (tokens_.pairs.may_hold(" at the time of ") &&
      text_of(begin, end).find(" at the time of ") != std::string::npos && !says(end - 1, end, {"diagnosis"}))
    return true;
  bool found = low_word(begin) == "continued" || (says(end - 1, end, {"progress"}) && end - begin > 2);
  for (std::uint32_t i = begin; i <= head; ++i) {
    if (is(token(i), ',') && i > begin && lexicon_.kind_of_head(low_word(i - 1)) == Part::condition)
      return false;
    found = found || says_now(i);
  }
  return found;
}

// `Recent or ongoing infection`, `previous or current malignancy`
bool SentenceBuilder::holds_past(std::uint32_t begin, std::uint32_t end) const {
  return says(begin, end, {"recent", "previous", "prior", "former", "past", "remission"});
}

// `Fracture within 6 weeks after a trauma`: counted from something of the name's own; `signs (past year)`.
bool SentenceBuilder::holds_time(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin + 1; i + 1 < end; ++i) {
    if (token(i).part == Part::within && token(i + 1).part == Part::number && i + 2 < end &&
        token(i + 2).part == Part::time)
      return true;
    if (stands_among(" year years month months week weeks ", low_word(i + 1)) &&
        says(i, i + 1, {"past", "last", "previous", "preceding"}))
      return true;
  }
  return false;
}

// `Bleeding or platelet disorder`: a disorder either way.
bool SentenceBuilder::shares_general(const SentenceNode& first, const SentenceNode& last) const {
  // `ventricular tachycardia or fibrillation`: which fibrillation?
  if (first.end - first.begin > 1 && last.end - last.begin == 1 &&
      stands_among(" edema oedema fibrillation flutter deficiency insufficiency dysfunction impairment "
                   "pathology pathologies hemorrhage haemorrhage malformation malformations anomaly "
                   "anomalies defect defects ",
                   low_word(last.begin)))
    return true;
  // `asthma or COPD exacerbation`
  if (last.end - last.begin > 1 && stands_among(" exacerbation exacerbations crisis crises flare flares ",
                                                low_word(head_of(last.begin, last.end))))
    return true;
  return first.end - first.begin == 1 && last.end - last.begin > 1 &&
         stands_among(" bleeding clotting eating sleep seizure anxiety mood pain ", low_word(first.begin)) &&
         is_general(low_word(head_of(last.begin, last.end)));
}

}  // namespace eligo::grammar::registry
