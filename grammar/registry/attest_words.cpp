// What the words of a question say of it as a whole: consent alone, a judgement alone, no question at all.
// See attest_rules.hpp.
#include <algorithm>
#include <array>

#include "grammar/registry/attest_rules.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/word_set.hpp"

namespace eligo::grammar::registry {

bool is_day_of_consent(const Tokens& tokens, std::size_t i) {
  const Token& token = tokens.list[i];
  return i > 0 && tokens.list[i - 1].part == Part::before && token.entry != nullptr &&
         token.entry->value == "informed_consent";
}

bool is_turned(std::string_view phrase, const LetterPairs& pairs) {
  static constexpr auto kTurns = std::to_array<std::string_view>(
      {"unwilling", "unable", "inability", "refus", "not ", "cannot ", "unlikely", "against", "disagree",
       "incapable", "declin", "lack of", "lacks ", "failure", "fails ", "without", "no ", "nonwilling"});
  // the blank may be the end of the clause, behind which the text goes on
  const auto may_turn = [&](std::string_view turn) {
    return pairs.may_hold(turn.substr(0, turn.size() - (turn.ends_with(' ') ? 1 : 0)));
  };
  const bool shortened = may_turn("n't ");
  if (!shortened && std::none_of(kTurns.begin(), kTurns.end(), may_turn)) return false;
  const std::string low = ' ' + lowered(phrase) + ' ';
  if (shortened && low.find("n't ") != std::string::npos) return true;
  for (const std::string_view turn : kTurns) {
    if (!may_turn(turn)) continue;
    for (std::size_t at = low.find(turn); at != std::string::npos; at = low.find(turn, at + 1))
      if (!is_word_char(low[at - 1])) return true;
  }
  return false;
}

bool is_contraception(std::string_view phrase, const LetterPairs& pairs) {
  for (const std::string_view word : {"ontracept", "bstinence", "irth control", "ondom", "terili"})
    if (pairs.may_hold(word) && phrase.find(word) != std::string_view::npos) return !is_turned(phrase, pairs);
  return false;
}

// Every word is one of consent: who gives it, how, in what form, and to take part. One word that is not, and
// the clause asks for more.
bool only_consents(std::string_view phrase) {
  static constexpr std::string_view kWords =
      " a ability able about accordance according acceptable accept accepting acceptance adult all an and "
      "any approved as assent "
      "assents at authorised authorized basis be been before being by can capability capable capacity care "
      "caregiver caregivers caretaker child children clinical committee completely consent consenting "
      "consented "
      "consents "
      "custodial dated document documents either enter enrolled enrollment enrolment ethics evidence express "
      "family fill form forms free freely fully gave give given giving good group guardian guardians "
      "guardian's has have he "
      "her him himself his icf if in including individual individuals inform informed initiated "
      "institutional investigation irb is "
      "it its join kin lar legal legally letter local mean means member members minor must nature next "
      "obtain obtained of "
      "on one or oral orally out own parent parental parents parent's part participant participants "
      "participate participating "
      "participation patient patients patient's performed performing person personally persons prior "
      "procedure procedures proxy provide provided provides providing provision read receiving regarding "
      "related relative relatives "
      "representative representatives representative's requirements required research responsible review "
      "risks board she should sign "
      "signature signed signing signs spouse study study-related study-specific subject subjects subject's "
      "substitute surrogate surrogates take "
      "taken taking that the their them themselves they this through to trial trials trustworthy under "
      "understand "
      "understanding understands undergoing verbal verbally volunteer volunteers voluntarily voluntary was "
      "were "
      "who will willing willingness with witness writing written reading gcp guidelines law laws regulations "
      "regulation force country "
      "authorized designated decision maker trial-related protocol protocol-related specific screening tests "
      "test assessment assessments first "
      "intervention start starting initiation explained explanation explanations after receiving nature "
      "purpose fully comprehend "
      "whose these designee appropriate applicable where obtaining agree agrees agreed behalf "
      "legally-authorized legally-acceptable "
      "for from each every date dating conduct objectives benefits aims information sufficient provisions "
      "designed entry "
      "relevant independent iec possible essay gives patient-informed s well do so make decision others "
      "informed-consent mother father woman man men women fda icd ich ich-gcp consistent upon copy copies "
      "two same time express signature close reliable ";
  static const WordSet kSet(kWords);
  std::string word;
  for (std::size_t i = 0; i <= phrase.size(); ++i) {
    if (i < phrase.size() && (is_word_char(phrase[i]) || (phrase[i] == '-' && !word.empty()))) {
      word += lower(phrase[i]);
      continue;
    }
    while (!word.empty() && word.back() == '-') word.pop_back();
    if (!word.empty() && !kSet.contains(word)) return false;
    word.clear();
  }
  return true;
}

bool judges_unsuitable(std::string_view phrase) {
  constexpr std::size_t longest = 160;
  const auto has = [&](std::string_view word) { return phrase.find(word) != std::string_view::npos; };
  return phrase.size() < longest && phrase.find(',') == std::string_view::npos &&
         (has("nvestigator") || has("esearcher")) &&
         // `unreliable subjects and those judged unsuitable`: two grounds
         !has(" and those ") && !has(" or those ") &&
         (has("ot suitable") || has("nsuitable") || has("nappropriate") || has("should not participate") ||
          has("not appropriate"));
}

namespace {

// `The study will be performed in …`
bool has_trial_as_subject(std::string_view phrase, const LetterPairs& pairs) {
  std::string low = lowered(phrase.substr(0, 60));
  for (const std::string_view front : {"the ", "this ", "our "})
    if (low.starts_with(front)) low = low.substr(front.size());
  for (const std::string_view subject : {"study",
                                         "trial",
                                         "protocol",
                                         "research",
                                         "investigators",
                                         "sponsor",
                                         "data",
                                         "samples",
                                         "recruitment",
                                         "randomization",
                                         "randomisation",
                                         "consent form",
                                         "inclusion criteria",
                                         "icf",
                                         "exclusion criteria",
                                         "eligibility",
                                         "decision",
                                         "manufacturer",
                                         "complete list",
                                         "medical history"}) {
    if (!pairs.may_hold(subject) || !low.starts_with(subject)) continue;
    const std::string_view rest = std::string_view(low).substr(subject.size());
    for (const std::string_view said :
         {" will", " is ", " are ", " was ", " has ", " may ", " must ", " should ", " shall ", " requires",
          " includes", " can ", " recommends ", " excluded ", " for the request ", " to prescribe ",
          " to classify "})
      if (rest.starts_with(said)) return true;
  }
  return false;
}

}  // namespace

bool speaks_of_the_trial(std::string_view phrase, const LetterPairs& pairs) {
  static constexpr auto kNotices = std::to_array<std::string_view>({"will be subject to",
                                                                    "ecruit participants",
                                                                    "ecruit patients",
                                                                    "ecruit subjects",
                                                                    "criteria will be",
                                                                    "study population",
                                                                    "vestigators may additionally",
                                                                    "please contact",
                                                                    "bove information is not",
                                                                    "as defined above",
                                                                    "lease see",
                                                                    "contact details",
                                                                    "contact the investigator",
                                                                    "case-by-case",
                                                                    "listed above is not",
                                                                    "will be determined by",
                                                                    "will be accepted, as",
                                                                    "may or may not",
                                                                    "in the context of this guidance",
                                                                    "excluded from the study if",
                                                                    "decision on including",
                                                                    "can be included if",
                                                                    "may be included if",
                                                                    "can be enrolled if",
                                                                    "may be enrolled if",
                                                                    "be excluded if",
                                                                    "will be invited",
                                                                    "articipation is defined as"});
  // a definition says what a word of another sentence means
  for (const std::string_view word : {" means that ", " relationship includes ", " are females who "})
    if (pairs.may_hold(word) && phrase.substr(0, phrase.find(". ")).find(word) != std::string_view::npos)
      return true;
  return std::any_of(kNotices.begin(), kNotices.end(),
                     [&](auto word) {
                       return pairs.may_hold(word) && phrase.find(word) != std::string_view::npos;
                     }) ||
         has_trial_as_subject(phrase, pairs);
}

bool lacks_its_object(std::string_view phrase) {
  const std::string low = lowered(phrase);
  for (const std::string_view alone :
       {"scheduled", "planned", "anticipated", "expected", "cannot", "can not", "unable", "other reasons",
        "able", "wishing", "trying", "planning", "wish"})
    if (low == alone) return true;
  for (const std::string_view verb :
       {"confound ", "interfere ", "compromise the ", "jeopardize ", "preclude "})
    if (low.starts_with(verb)) return true;
  for (const std::string_view plan : {"planned ", "scheduled ", "anticipated ", "expected "}) {
    if (!low.starts_with(plan)) continue;
    for (const std::string_view time : {"in ", "within ", "during ", "before ", "after ", "over ", "at "})
      if (std::string_view(low).substr(plan.size()).starts_with(time)) return true;
  }
  return false;
}

bool is_fragment(std::string_view phrase) {
  if (phrase.find('?') != std::string_view::npos) return true;
  // `sterile (as verified by medical`: cut within the bracket
  constexpr std::size_t soon = 40;
  const std::size_t open = phrase.rfind('(');
  if (open != std::string_view::npos && phrase.find(')', open) == std::string_view::npos &&
      open + soon > phrase.size() && std::string_view(".;").find(phrase.back()) == std::string_view::npos)
    return true;
  for (const std::string_view end : {" PLUS", " i.e", " e.g", "following conditions", " OR"})
    if (phrase.ends_with(end)) return true;
  // `2b. …`: the second of two
  const std::size_t digits = phrase.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string_view::npos && digits + 1 < phrase.size() &&
         ((phrase[digits] >= 'a' && phrase[digits] <= 'z' && phrase[digits + 1] == '.') ||
          phrase[digits] == ')');
}

namespace {

// `Vasectomized partner`, `double barrier: condom with …`, whoever else is named further on.
bool opens_with_method(const Tokens& tokens, std::string_view text) {
  static constexpr auto kMethods = std::to_array<std::string_view>({"double",
                                                                    "barrier",
                                                                    "vasectom",
                                                                    "intrauterine",
                                                                    "condom",
                                                                    "diaphragm",
                                                                    "oral contracept",
                                                                    "hormonal contracept",
                                                                    "hormone contracept",
                                                                    "male condom",
                                                                    "female condom",
                                                                    "male partner",
                                                                    "bilateral tubal",
                                                                    "tubal ligation",
                                                                    "injectable",
                                                                    "implant",
                                                                    "complete abstinence",
                                                                    "true abstinence",
                                                                    "total abstinence",
                                                                    "established use",
                                                                    "placement of"});
  const std::uint32_t begin = tokens.list.front().begin;
  const std::string low = lowered(text.substr(begin, tokens.list.back().end - begin));
  const std::string_view rest = std::string_view(low).substr(low.starts_with("a ") ? 2 : 0);
  return std::any_of(kMethods.begin(), kMethods.end(),
                     [&](auto method) { return rest.starts_with(method); }) &&
         holds_any(low,
                   {"contracepti", "condom", "sole ", "partner", "ligation", "abstinence", "intrauterine"}) &&
         !holds_any(low, {" agree", " must", " should", " willing", " required"});
}

}  // namespace

bool lists_methods(const Tokens& tokens, std::string_view text) {
  if (opens_with_method(tokens, text)) return true;
  if (any_of_parts(tokens, "kKPqFWB")) return false;
  bool methods = false;
  for (const Token& token : tokens.list) {
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    if (token.part != Part::confirm) continue;
    const bool weak = token.entry != nullptr && token.entry->detail == "weak";
    if (!weak && !is_contraception(word, tokens.pairs)) return false;
    methods = methods || !weak;
  }
  if (!methods) return false;
  const std::uint32_t begin = tokens.list.front().begin;
  const std::string low = lowered(text.substr(begin, tokens.list.back().end - begin));
  for (const std::string_view asked : {"use", "using", "utiliz", "practic", "agree", "must", "should",
                                       "abstain", "have ", "employ", "commit", "need", "require"})
    if (tokens.pairs.may_hold(asked) && low.find(asked) != std::string::npos) return false;
  return true;
}

}  // namespace eligo::grammar::registry
