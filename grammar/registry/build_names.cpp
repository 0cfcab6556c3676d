// Names of things and times before the as-of date, for build_history.cpp. See sentence_builder.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"
#include "grammar/registry/word_set.hpp"

namespace eligo::grammar::registry {
namespace {

// Words in -ing that are no verbs here.
constexpr std::array<std::string_view, 22> kNouns = {
    "bleeding",    "wheezing",    "vomiting", "scarring",  "swelling",     "underlying",
    "threatening", "functioning", "imaging",  "screening", "staging",      "limiting",
    "smoking",     "drinking",    "hearing",  "wasting",   "pre-existing", "preexisting",
    "existing",    "breathing",   "nursing",  "monitoring"};

}  // namespace

bool is_about_the_text(std::string_view word) {
  static constexpr std::array<std::string_view, 21> kWords = {
      "cohort",  "group",     "groups",     "use",      "study",    "criteria",  "arm",
      "disease", "condition", "conditions", "symptoms", "other",    "reason",    "reasons",
      "causes",  "class",     "cause",      "origin",   "etiology", "aetiology", "source"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Heads that name no illness, whoever has them.
bool is_no_condition(std::string_view word) {
  static constexpr std::string_view kWords =
      " circumstances circumstance situation situations factor factors reason reasons characteristics "
      "professionals expecting discharge others other use usage intake patients patient subjects subject "
      "people persons person women men study "
      "participation team workers age gender history admission hospitalization consent criteria "
      "enrollment enrolment members language individuals controls participants volunteers "
      "contraception staff donors possibility likelihood chance need expectation plan plans potential "
      "washout withdrawal imminent period duration time partner caregiver parent parents spouse access "
      "completion inclusion exclusion requirement requirements indication indications data information "
      "professionals eligibility attitude acceptance partner "
      "sample samples measurement assessment evaluation score scores level levels status number volume ";
  static const WordSet kSet(kWords);
  return kSet.contains(word);
}

// Of the words above, those that end the name of an illness.
bool is_plain_noun(std::string_view word) {
  return word.starts_with("disease") || word.starts_with("condition") || word.starts_with("symptom");
}

bool is_general(std::string_view word) {
  static constexpr std::string_view kWords =
      " dependence dependency condition conditions illness illnesses addiction abuse misuse intolerance "
      "disorder disorders disease diseases "
      "syndrome "
      "insufficiency failure dysfunction impairment deficiency abnormality abnormalities infection "
      "infections injury "
      "injuries lesion lesions tumor tumors tumour complications reaction reactions ";
  static const WordSet kSet(kWords);
  return kSet.contains(word);
}

bool is_cured(std::string_view word) {
  static constexpr std::array<std::string_view, 7> kCured = {
      "adequately", "properly", "curatively", "successfully", "completely", "appropriately", "cured"};
  if (word.ends_with("-treated")) word.remove_suffix(std::string_view("-treated").size());
  return std::find(kCured.begin(), kCured.end(), word) != kCured.end();
}

// ---------------------------------------------------------------- time

// `prior to transplantation`: the as-of date lies before it.
bool is_treatment_day(std::string_view word) {
  static constexpr std::string_view kWords =
      " transplantation transplant infusion injection implantation vaccination procedure operation grafting ";
  static const WordSet kSet(kWords);
  return kSet.contains(word);
}

// N U before the as-of date; nullopt where it is counted from something else, or not as the language counts.
std::optional<ast::TimeTest> SentenceBuilder::window(std::size_t node) const {
  // `before the 60 days prior to`
  const auto ends_before = [&](std::uint32_t i) {
    return token(i).part == Part::before &&
           (low_word(i).starts_with("before") || low_word(i).starts_with("prior"));
  };
  if (ends_before(at(node).begin) || (at(node).begin > 0 && ends_before(at(node).begin - 1)))
    return std::nullopt;
  const Token* number = nullptr;
  const Token* unit = nullptr;
  const Token* sign = nullptr;
  for (std::uint32_t i = at(node).begin; i < at(node).end; ++i) {
    const Token& part = token(i);
    if (part.part == Part::number) number = &part;
    if (part.part == Part::time) unit = &part;
    if (part.part == Part::comparator) sign = &part;
    if (part.part == Part::prep && low_word(i) == "for") return std::nullopt;  // lasting so long
    // `within 4 weeks after`: counts the other way
    if (part.part == Part::since) {
      const std::string& word = low_word(i);
      if (word != "from" && !(word == "since" && unit == nullptr)) return std::nullopt;
    }
  }
  // `6 months before enrolment`: within them, where it keeps somebody out; since then, where it does not?
  if (number == nullptr || (token(at(node).begin).part == Part::number &&
                            (!exclusion_ || has_part(0, at(node).begin, Part::comparator))))
    return std::nullopt;
  const auto length = duration(number->value, unit);
  if (!length) return std::nullopt;
  if (token(at(node).end - 1).part == Part::word) {
    const std::string& day = low_word(at(node).end - 1);
    // on both sides of it; whom it keeps out is asked before
    const bool around = token(at(node).end - 2).part == Part::of;
    if (around ? !exclusion_ || (day != "treatment" && day != "procedure") : !is_treatment_day(day))
      return std::nullopt;
  }
  const bool within = token(at(node).begin).part != Part::comparator;
  if (within) {
    if (sign != nullptr && sign->value == "<") return ast::AgoWindow{ast::Ago::less_than, *length};
    if (sign != nullptr && sign->value != "<=") return std::nullopt;
    return ast::WithinWindow{*length};
  }
  if (sign == nullptr) return std::nullopt;
  if (sign->value == "<") return ast::AgoWindow{ast::Ago::less_than, *length};
  if (sign->value == "<=") return ast::WithinWindow{*length};
  return std::nullopt;
}

// A filler that speaks of time must mean the as-of date.
bool SentenceBuilder::moment_is_now(std::size_t node) const {
  for (std::uint32_t i = at(node).begin; i < at(node).end; ++i) {
    if (token(i).part != Part::since) continue;
    const std::string& word = low_word(i);
    if (word != "from") return false;
  }
  return true;
}

// ---------------------------------------------------------------- names

// Where a name goes on with a clause of its own: `requiring dialysis`; `end` if it does not.
std::uint32_t SentenceBuilder::own_clause(std::uint32_t begin, std::uint32_t end) const {
  int depth = 0;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Part part = token(i).part;
    if (part == static_cast<Part>('(')) ++depth;
    if (part == static_cast<Part>(')')) --depth;
    if (depth == 0 && (part == Part::stop || part == Part::planned || part == Part::treated ||
                       part == Part::no || part == Part::not_ || part == Part::confirm))
      return i;
  }
  return end;
}

// Of a word in -ing: a verb rather than the name of something.
bool SentenceBuilder::is_verbal(std::string_view word) const {
  return !lexicon_.kind_of_head(word) &&
         std::none_of(kNouns.begin(), kNouns.end(), [&](auto noun) { return word.ends_with(noun); });
}

bool SentenceBuilder::acceptable_name(std::uint32_t begin, std::uint32_t whole_end) const {
  if (breaks_off(whole_end)) return false;
  const std::uint32_t end = own_clause(begin, whole_end);
  for (std::uint32_t i = begin; i < end; ++i) {
    const Token& part = token(i);
    // `negative for tuberculosis` is no name of a thing
    if ((part.part == Part::positive || part.part == Part::negative) && low_word(i).ends_with("for"))
      return false;
    // `(or is on chemotherapy)`
    if (is(part, '(') && i + 2 < end && is_join(token(i + 1)) &&
        (token(i + 2).part == Part::lead || token(i + 2).part == Part::verb))
      return false;
    if (part.part != Part::word) continue;
    const std::string& word = low_word(i);
    if (word.size() > 4 && word.ends_with("ing") && is_verbal(word)) return false;
    if (i + 1 == end && word.size() > 4 && word.ends_with("ed") && !lexicon_.kind_of_head(word)) return false;
    if (word == "%" || word == "~" || word == "$" || word == "^" || word == "+/-") return false;
  }
  if (end < whole_end && whole_end - begin < 3) return false;
  const Part last = token(end - 1).part;
  return last != Part::with && last != Part::prep && last != Part::of && last != Part::to &&
         last != Part::vague;
}

namespace {

bool is_sign(std::string_view text) { return text.find_first_of("<>=") == 0; }

}  // namespace

// `liver failure (AST > 250 U/L)`: a limit of a known measurement is no part of a name. Examples are.
bool SentenceBuilder::hides_limit(std::uint32_t begin, std::uint32_t end) const {
  const SentenceNode range{{}, begin, end, 0};
  const bool limit = has_part(range, Part::comparator) && !has_part(range, Part::example);
  if (limit && (has_part(range, Part::upper_limit) ||
                (has_part(range, Part::observation) && has_part(range, Part::number))))
    return true;
  // `abuse (CAGE >= 2)`, `carbon monoxide >= 6 ppm`: a score or a value that a record holds; a size is none,
  // and a score that says so (`Child-Pugh score > 12`) is a stage
  for (std::uint32_t i = begin + 1; limit && i + 1 < end; ++i) {
    const bool sign = token(i).part == Part::comparator && is_sign(text_of(i, i + 1));
    if (!sign || token(i + 1).part != Part::number) continue;
    if (says(i + 2, std::min(i + 3, end), {"ppm"})) return true;
    if (token(i - 1).part == Part::word && (i + 2 == end || is(token(i + 2), ')') || is(token(i + 2), '/')))
      return true;
  }
  return false;
}

// Whether a name has a second one behind a preposition: `allergy to penicillin`.
bool SentenceBuilder::takes_object(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin + 1; i < end; ++i) {
    const Part part = token(i).part;
    if (part == Part::to || part == Part::of || part == Part::prep || part == Part::with) return true;
  }
  return false;
}

// The kind of what a run of words names, by its head: the last word in front of a preposition.
std::optional<Part> SentenceBuilder::kind_of(std::uint32_t begin, std::uint32_t whole_end) const {
  // `kinds of biologicals`
  if (begin + 2 < whole_end && token(begin + 1).part == Part::of && says(begin, begin + 1, {"kind", "kinds"}))
    return kind_of(begin + 2, whole_end);
  if (whole_end - begin == 1 && is_misused(begin, whole_end)) return std::nullopt;
  const std::uint32_t end = own_clause(begin, whole_end);
  std::uint32_t head = end;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Part part = token(i).part;
    // `operation history of the knee`
    if (part == Part::prep || part == Part::of || part == Part::to || part == Part::with ||
        (part == Part::history && i > begin && low_word(i) == "history of") ||
        (i > begin && low_word(i) == "related" &&
         lexicon_.kind_of_head(low_word(i - 1)) == Part::condition) ||
        part == static_cast<Part>('(')) {
      if (i == begin) return std::nullopt;
      head = i;
      break;
    }
  }
  for (std::uint32_t i = head; i-- > begin;) {
    const Part part = token(i).part;
    // `exposure to` a drug, `radiation exposure`: what somebody was exposed to
    if (i > begin && low_word(i) == "exposure" && !names_no_other(begin, i)) continue;
    if (is_infiltration(begin, i, whole_end)) return Part::procedure;
    if (part == Part::condition || part == Part::procedure || part == Part::medication) return part;
    // `NSAID therapy`: the drug
    if (part == Part::word && i > begin && token(i - 1).part == Part::medication &&
        stands_among(" therapy treatment ", low_word(i)))
      return Part::medication;
    if (part == Part::number || part == Part::roman || part == Part::grade) continue;
    // `grade A or B`, `grade 2-3`
    const bool grade_follows =
        i + 1 < head && (token(i + 1).part == Part::roman || token(i + 1).part == Part::number);
    if (grade_follows && (part == Part::or_ || is(token(i), '-') || is(token(i), '/'))) continue;
    if (part == Part::serology) return Part::condition;
    const std::string_view word = low_word(i);
    if (const auto hyphen = word.rfind('-'); hyphen != std::string_view::npos) {
      // `non-union` is known as it stands
      const auto last = lexicon_.kind_of_head(word.substr(hyphen + 1));
      return last ? last : lexicon_.kind_of_head(word);
    }
    return word.empty() ? std::nullopt : lexicon_.kind_of_head(word);
  }
  return std::nullopt;
}

// Words for how it is now: uncontrolled, severe. An old entry is not meant.
bool SentenceBuilder::names_state(std::uint32_t token_index) const {
  static constexpr std::array<std::string_view, 14> kStates = {
      "severe",     "medically",      "serious",     "uncontrolled",  "poorly",
      "unstable",   "acute",          "symptomatic", "decompensated", "significant",
      "clinically", "not controlled", "persistent",  "untreated"};
  const std::string_view word = low_word(token_index);
  // `acute lymphoblastic leukemia` is called so, in remission as well
  if (word.starts_with("acute") && word.find("leuk") != std::string::npos) return false;
  if (word == "acute" && token_index + 2 < tokens_.list.size() &&
      (low_word(token_index + 1).find("leuk") != std::string::npos ||
       low_word(token_index + 2).starts_with("leuk")))
    return false;
  return std::any_of(kStates.begin(), kStates.end(), [&](auto state) { return word.starts_with(state); });
}

// `Any type of malignancy` is a malignancy.
std::uint32_t SentenceBuilder::behind_type_of(std::uint32_t begin, std::uint32_t end) const {
  const std::string& word = low_word(begin);
  if (begin + 1 < end && (word == "type of" || word == "form of" || word == "kind of")) return begin + 1;
  if (begin + 2 < end && token(begin + 1).part == Part::of &&
      stands_among(" type types form forms kind kinds ", word))
    return begin + 2;
  return begin;
}

std::optional<SentenceBuilder::Item> SentenceBuilder::item(std::uint32_t begin, std::uint32_t end,
                                                           std::optional<Part> otherwise,
                                                           std::optional<Part> forced) {
  begin = behind_type_of(begin, end);
  if (end - begin > 18 || !acceptable_name(begin, end) || hides_limit(begin, end)) return std::nullopt;
  Item made;
  made.begin = begin;
  made.end = end;
  if (holds_time(begin, end) || (holds_active(begin, end) && holds_past(begin, end))) return std::nullopt;
  made.vague = (names_state(begin) || holds_active(begin, end)) && !has_part(begin, end, Part::history);
  made.present = names_present_state(begin, end) || is_passing_infection(begin, end) ||
                 token(begin).value == "pregnancy" || token(begin).value == "lactation";
  if (is_about_the_text(lower_text(end - 1, end)) &&
      (end - begin == 1 || !is_plain_noun(lower_text(end - 1, end))))
    return std::nullopt;
  // a cured cancer is no reason to exclude: the line belongs to an exception somewhere above
  if (exclusion_ && !in_exception_ && is_cured(low_word(begin))) return std::nullopt;
  // a test and its finding are no illness
  if (has_part(begin, end, Part::serology) &&
      (has_part(begin, end, Part::positive) || has_part(begin, end, Part::negative)))
    return std::nullopt;
  const Token& first = token(begin);
  // `pregnant (by a test of urine)`
  const bool explained = (first.value == "pregnancy" || first.value == "lactation") && end - begin > 1 &&
                         token(begin + 1).part == static_cast<Part>('(') &&
                         token(end - 1).part == static_cast<Part>(')');
  // `rituximab treatment` is no other fact than rituximab
  const bool treatment = end - begin == 2 && first.part == Part::medication &&
                         says(begin + 1, end, {"treatment", "therapy", "administration"});
  if ((end - begin == 1 || explained || treatment) && first.entry != nullptr &&
      (first.part == Part::condition || first.part == Part::procedure || first.part == Part::medication)) {
    const auto fact = facts_.get(*first.entry);
    made.kind = first.part;
    made.name = fact.name;
    made.is_new = fact.is_new;
    return made;
  }
  if (end - begin == 1 && first.part == Part::serology) {
    const std::string_view infection = first.value == "hiv_antibody"    ? "HIV infection"
                                       : first.value == "syphilis"      ? "syphilis infection"
                                       : first.value == "htlv_antibody" ? "HTLV infection"
                                                                        : "";
    if (infection.empty()) return std::nullopt;
    const auto fact = facts_.get(ast::ConceptKind::condition, infection);
    made.kind = Part::condition;
    made.name = fact.name;
    made.is_new = fact.is_new;
    return made;
  }
  if (first.part == Part::grade && token(end - 1).part == Part::amount) return std::nullopt;  // a score
  if (is_no_name(begin) || is_piece_of_name(begin, end)) return std::nullopt;
  made.received = made_received(begin, end);
  if (is_recipient(begin, end)) {
    auto one = item(begin, end - 1, std::nullopt);
    if (one) one->received = true;
    return one;
  }
  const auto kind = forced ? forced : kind_of(begin, end);
  if (!kind && !otherwise) return std::nullopt;
  // `response modifiers`, of which nothing tells the kind, behind a word for a drug
  if (!kind && otherwise == Part::condition && !names_no_other(begin, end)) return std::nullopt;
  made.kind = kind ? *kind : *otherwise;
  made.present = made.present || (made.kind == Part::condition && names_recent_or_implant(begin, end));
  if (names_nothing(begin, end) || (made.kind == Part::condition && is_no_illness(begin, end)) ||
      (made.kind != Part::condition && is_no_treatment(begin, end)))
    return std::nullopt;
  const auto fact = facts_.get(concept_kind_of(made.kind), text_of(begin, end));
  made.name = fact.name;
  made.is_new = fact.is_new;
  return made;
}

std::optional<SentenceBuilder::Item> SentenceBuilder::excepted_item(std::uint32_t begin, std::uint32_t end,
                                                                    std::optional<Part> otherwise,
                                                                    std::optional<Part> forced) {
  in_exception_ = true;
  auto made = item(begin, end, otherwise, forced);
  in_exception_ = false;
  return made;
}

}  // namespace eligo::grammar::registry
