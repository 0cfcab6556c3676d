// What a question must not hide: a condition, a drug, a finding or a time that a record holds. See
// attest_rules.hpp.
#include <algorithm>

#include "grammar/registry/attest_named.hpp"
#include "grammar/registry/attest_rules.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

// What begins with one of these is a question, whatever it names further on.
bool opens_a_question(const Clause& clause) {
  constexpr std::string_view kParts = "jPKk#WEZF";
  return kParts.find(static_cast<char>(clause.opening())) != std::string_view::npos || clause.contraception;
}

// `OA despite rest (at the discretion of the doctor)`, `hormones, e.g. contraceptives`: the clause itself
// asks nothing.
bool asks_aside(const Clause& clause) {
  constexpr std::string_view kQuestions = "PKkW";
  if ((clause.judged && clause.exclusion) || clause.says({"informed consent", "consent form"})) return false;
  if (is_mark(clause.tokens.list.front(), '(')) return false;
  // `no hormone therapy (e.g. birth control pills)`
  const bool denied_thing = clause.opening() == Part::no && clause.has("RD") && clause.has("*");
  if (!denied_thing && kQuestions.find(static_cast<char>(clause.opening())) != std::string_view::npos)
    return false;
  int depth = 0;
  bool example = false;
  bool asks = false;
  for (std::size_t i = 0; i < clause.size(); ++i) {
    const Token& token = clause.tokens.list[i];
    if (is_mark(token, '(')) ++depth;
    if (is_mark(token, ')')) --depth;
    example = example || (depth <= 0 && token.part == Part::example);
    if (token.part != Part::confirm || is_day_of_consent(clause.tokens, i)) continue;
    // `listed (or expected to be listed)`
    const bool joined = i > 1 && clause.tokens.list[i - 1].part == Part::or_;
    if ((depth <= 0 && !example) || joined) return false;
    asks = true;
  }
  return asks;
}

// `Shock or patients who cannot cooperate`: a list of alternatives, one of which is an illness and no more.
bool lists_an_illness(const Clause& clause) {
  if (!clause.exclusion || opens_with_ability(clause) ||
      clause.says({" that ", " which ", "opinion", "judg", "deem", "discretion"}))
    return false;
  constexpr std::string_view kEnds = ",;|&\\";
  constexpr std::size_t longest = 4;
  int depth = 0;
  std::size_t from = 0;
  std::size_t segments = 0;
  bool found = false;
  for (std::size_t i = 0; i <= clause.size(); ++i) {
    const bool end = i == clause.size();
    if (!end && is_mark(clause.tokens.list[i], '(')) ++depth;
    if (!end && is_mark(clause.tokens.list[i], ')')) --depth;
    if (!end && clause.tokens.list[i].part == Part::example) break;
    if (!end && (depth > 0 || kEnds.find(clause.tokens.parts[i]) == std::string_view::npos)) continue;
    ++segments;
    std::size_t words = 0;
    bool plain = true;
    bool illness = false;
    for (std::size_t k = from; k < i; ++k) {
      const Part part = clause.tokens.list[k].part;
      plain = plain && std::string_view("QAhCwqm.").find(static_cast<char>(part)) != std::string_view::npos;
      illness = illness || part == Part::condition ||
                (part == Part::word && is_illness_word(clause.word(k)) && !is_generic(clause.word(k)));
      words += part == Part::word || part == Part::condition ? 1U : 0U;
    }
    found = found || (plain && illness && words > 0 && i - from <= longest);
    from = i + 1;
  }
  return found && segments > 1;
}

// `X unless the risk is deemed low`; not `X (except Y) that the investigator …`
bool names_before_exception(const Clause& clause) {
  const std::string_view parts = clause.tokens.parts;
  const std::size_t turn = parts.find_first_of("XI");
  if (turn == std::string_view::npos || turn == 0 || opens_with_ability(clause)) return false;
  if (clause.judged && clause.exclusion && lowered(clause.word(turn)) == "other than") return false;
  if (parts[turn - 1] == '(' && parts.find(')', turn) + 2 < parts.size()) return false;
  for (std::size_t i = 0; i < turn; ++i)
    if (parts[i] == 'C' || (parts[i] == 'w' && is_illness_word(clause.word(i)))) return true;
  return false;
}

// `diagnosis of X in agreement with …`, `…, and no history of X`, `has no X that is deemed …`
bool tells_an_illness(const Clause& clause) {
  const std::string_view parts = clause.tokens.parts;
  for (std::size_t i = 0; i < clause.first; ++i)
    if (clause.tokens.list[i].part == Part::history &&
        lowered(clause.word(i)).find("diagnosis") != std::string::npos && !opens_with_ability(clause) &&
        !(clause.judged && clause.exclusion))
      return true;
  // `previously diagnosed psychiatric condition which in the opinion of …`
  if (clause.says({"previously diagnosed "}) &&
      clause.low.substr(0, 60).find("previously diagnosed ") != std::string::npos)
    return true;
  // `AKI as determined by the investigator`: a short name in front
  constexpr std::size_t longest = 6;
  const std::string_view opening = clause.word(clause.first);
  if (clause.first + 1 < clause.size() && opening.size() > 1 && opening.size() < longest &&
      std::all_of(opening.begin(), opening.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
      clause.low.find(" as determined by ") < 20)
    return true;
  const auto names_next = [&](std::size_t i) {
    while (i < parts.size() && parts[i] == 'Q') ++i;
    return i < parts.size() && (parts[i] == 'C' || (parts[i] == 'w' && is_illness_word(clause.word(i)) &&
                                                    !is_generic(clause.word(i))));
  };
  for (std::size_t i = clause.first + 1; i < parts.size(); ++i)
    if ((parts[i] == 'h' ||
         (parts[i] == 'k' && lowered(clause.word(i)).find("history") != std::string::npos)) &&
        names_next(i + 1))
      return true;
  const bool turned = clause.opening() == Part::not_ || clause.opening() == Part::no;
  if (turned &&
      (names_next(clause.first + 1) || clause.says({"no psychiatric illness", "no mental illness"})))
    return true;
  if (names_before_exception(clause)) return true;
  // `good motivation, no mental disturbances`
  for (std::size_t i = 1; i + 1 < parts.size(); ++i)
    if (parts[i] == 'k' && parts[i - 1] == ',' && names_next(i + 1)) return true;
  // `known X or any other factor that may interfere`
  const std::size_t other =
      clause.says({" or any other "}) ? clause.low.find(" or any other ") : std::string::npos;
  const std::uint32_t start = clause.tokens.list.front().begin;
  for (std::size_t i = 0; other != std::string::npos && i < parts.size(); ++i)
    if ((parts[i] == 'C' || parts[i] == 'D') && clause.tokens.list[i].begin < start + other &&
        clause.first > 0 && parts[clause.first - 1] == 'h')
      return true;
  if (clause.says({"history"}) && (clause.has("R") || clause.says({" transplant"})) && !clause.judged &&
      !clause.contraception && !opens_with_ability(clause))
    return true;
  return clause.low.starts_with("there is ") && (clause.has("C") || names_illness(clause));
}

// An allergy, or a treatment that did not help: what a record has sections for.
bool tells_a_reaction(const Clause& clause) {
  if (clause.says({"without relief"})) return true;
  if (opens_with_ability(clause)) return false;
  if (clause.says({"allerg", "hypersensitiv", "anaphyla", "sensitive to ", "intolerance to ",
                   "inadequate response", "failure of "}))
    return true;
  // `enrolment in this study or previous treatment with A`
  if (clause.exclusion && !clause.judged &&
      clause.says({"or previous treatment with ", "or prior treatment with ", "or previously treated with "}))
    return true;
  if (clause.says({"despite"}) && (names_treatment(clause) || clause.has("nCRD"))) return true;
  // `failure to available treatments`; `failure to sign` is a question
  const std::string_view parts = clause.tokens.parts;
  constexpr std::string_view kFailed = "failure to";
  return clause.low.starts_with(kFailed) && parts.size() > 2 &&
         std::string_view("AQDRC").find(parts[2]) != std::string_view::npos;
}

// A test by name, or what it found; a grade.
bool tells_a_finding(const Clause& clause) {
  const std::string_view parts = clause.tokens.parts;
  if (clause.says({"blood count", "bone mineral density"})) return true;
  if (!clause.judged && clause.has("i")) return true;
  // a sign of addition has the same letter as `positive`
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] == '+' && clause.word(i).size() > 1) return true;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i] != 'l' || parts[i + 1] != 'n') continue;
    const std::string word = lowered(clause.word(i));
    // `grade 6 level`: a school
    const bool school = i + 2 < parts.size() && (parts[i + 2] == 'l' || parts[i + 2] == 'V');
    if (!school && (word.starts_with("grade") || word.starts_with("stage"))) return true;
  }
  return false;
}

// A time gone by: since an onset, of a treatment, before the trial.
bool tells_a_time(const Clause& clause) {
  const std::string_view parts = clause.tokens.parts;
  const std::size_t at = parts.find("nt");
  if (at == std::string_view::npos) return false;
  const bool told =
      clause.says({"stable dose", "diagnosis", "diagnosed", "symptoms for", "amenorrhea", "menopause for"});
  if (told && !opens_with_ability(clause)) return true;
  const bool turned = clause.opening() == Part::not_ || clause.opening() == Part::unclear;
  if (turned && names_a_thing(clause) && clause.says({"accept ", "receive "}) &&
      !clause.says({"unable", "able to"}))
    return true;
  if (clause.contraception || clause.judged || opens_with_ability(clause) || clause.opening() == Part::no)
    return false;
  for (std::size_t i = at; i != std::string_view::npos; i = parts.find("nt", i + 1))
    if (i + 2 < parts.size() && (parts[i + 2] == 'b' || parts[i + 2] == 'g')) return true;
  return false;
}

// `postmenopausal for 2 years`: a state of the body, and nothing that anybody should do.
bool tells_sterility(const Clause& clause) {
  const std::string_view parts = clause.tokens.parts;
  constexpr std::size_t soon = 4;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] == 'j' && lowered(clause.word(i)).find("menopaus") != std::string::npos &&
        parts.substr(i + 1, soon).find("nt") != std::string_view::npos)
      return true;
  if (clause.says({"hysterectomy"}) && !clause.has("(")) return true;
  if (clause.has("K") || !clause.has("nNRo")) return false;
  bool states = false;
  for (std::size_t i = 0; i < clause.size(); ++i) {
    if (clause.tokens.list[i].part != Part::confirm) continue;
    const std::string word = lowered(clause.word(i));
    if (word.find("menopaus") == std::string::npos && word.find("steril") == std::string::npos) return false;
    states = true;
  }
  return states;
}

// `participation in other vaccine trials within 3 months`: which trials, or when, the language cannot say.
bool tells_a_trial(const Clause& clause) {
  // `participated in stem cell research before`: which, the language cannot say
  const Part opening = clause.opening();
  if (clause.exclusion && clause.low.find("as a participant") != std::string::npos) return true;
  if (clause.exclusion && (opening == Part::partake || opening == Part::history) &&
      (clause.low.find("participated") < 12 || clause.low.starts_with("prior participation") ||
       clause.low.starts_with("previous participation")) &&
      clause.says({"stud", "trial", "research"}))
    return true;
  if (!clause.says({"other clinical ", "other vaccine", "other trial", "other stud", "other experiment",
                    "other interventional", "another clinical ", "another trial", "another study",
                    "previous study", "previous trial"}) ||
      !clause.says({"articipat", "enrol"}))
    return false;
  const bool asked = clause.opening() == Part::confirm &&
                     lowered(clause.word(clause.first)).find("participat") == std::string::npos;
  const bool took_part = !clause.has("n") && !clause.has("j") && clause.has("E") && !clause.has("P");
  return !asked && !took_part;
}

// `(hypertension, cirrhosis, tumor)`: illnesses by name, given as examples of what may interfere.
bool lists_illnesses_aside(const Clause& clause) {
  if (opens_with_ability(clause) && !clause.has("Z")) return false;
  constexpr std::size_t few = 2;
  int depth = 0;
  std::size_t named = 0;
  for (std::size_t i = 0; i < clause.size(); ++i) {
    const Token& token = clause.tokens.list[i];
    if (is_mark(token, '(')) ++depth;
    if (is_mark(token, ')')) --depth;
    if (depth > 0 &&
        (token.part == Part::condition || (token.part == Part::word && is_illness_word(clause.word(i)))))
      ++named;
  }
  return named >= few;
}

// `Severe compromise of the heart`: the noun asks nothing.
bool names_a_compromise(const Clause& clause) {
  if (!clause.exclusion || clause.opening() == Part::confirm) return false;
  for (std::size_t i = 0; i < clause.size(); ++i)
    if (clause.tokens.list[i].part == Part::confirm &&
        (lowered(clause.word(i)) != "compromise" ||
         clause.says({"may ", "could ", "would ", "can ", "might ", "that compromise"})))
      return false;
  return clause.has("j");
}

// Only words such as `appropriate` ask a person.
bool asks_weakly(const Clause& clause) {
  for (std::size_t i = 0; i < clause.size(); ++i) {
    const Token& token = clause.tokens.list[i];
    if (token.part == Part::confirm && !is_day_of_consent(clause.tokens, i) &&
        (token.entry == nullptr || token.entry->detail != "weak"))
      return false;
  }
  return true;
}

// `Presence of adequate inflow`
bool opens_with_presence(const Clause& clause) {
  return clause.opening() == Part::active && lowered(clause.word(clause.first)).find("presence") == 0;
}

// `Scheduled for knee surgery`, `not a candidate for a graft`: what is to be done, and nothing that was or
// is.
bool plans_a_treatment(const Clause& clause) {
  if (clause.has("ChAHs+_*YoEOX") || names_illness(clause) || clause.says({" or is ", " or has "}))
    return false;
  std::size_t first = clause.first;
  while (first < clause.size() &&
         (clause.tokens.list[first].part == Part::not_ || clause.tokens.list[first].part == Part::no))
    ++first;
  if (first >= clause.size()) return false;
  const Part part = clause.tokens.list[first].part;
  if (part == Part::planned) return clause.tokens.list[first].value != "need";
  if (part != Part::confirm) return false;
  const std::string word = lowered(clause.word(first));
  for (const std::string_view plan : {"schedul", "plan", "intend", "intent", "candidate", "anticipat",
                                      "expect", "will undergo", "will receive"})
    if (word.starts_with(plan)) return true;
  return false;
}

// Somebody whom the law keeps: why, restricts nothing.
bool is_kept_by_law(const Clause& clause) {
  const std::string word = lowered(clause.word(clause.first));
  return clause.opening() == Part::confirm &&
         (word.starts_with("prison") || word.starts_with("incarcerat") || word.starts_with("detain")) &&
         clause.says({"detained", "incarcerated", "imprisoned"});
}

// Things and times beside the words that ask.
bool names_beside_question(const Clause& clause) {
  if (plans_a_treatment(clause)) return false;
  const bool question = opens_a_question(clause);
  const bool weak = asks_weakly(clause);
  return clause.has("s") || (has_window(clause.tokens) && clause.has("CDREOH")) ||
         (clause.has("l") && clause.has("Y")) || (clause.has(":") && clause.has("C")) ||
         (weak && ((!question && has_window(clause.tokens)) || clause.has("CD") || names_illness(clause) ||
                   names_treatment(clause) || opens_with_presence(clause))) ||
         (!(clause.contraception && clause.has("Kk")) && clause.has("*") &&
          (clause.has("C") || names_illness(clause))) ||
         (!clause.has("j") && clause.has("R") && !clause.has("e"));
}

// `Laboratory tests without alterations that contraindicate surgery`: no limit is said, somebody judges them.
bool judges_tests(const Clause& clause) {
  return clause.says({"contraindicat"}) && clause.says({"analysis", "laboratory test"}) &&
         clause.says({"alteration", "finding"}) && !clause.has("Cno");
}

// `Patients themselves and their families voluntarily … and signed the consent`
bool consents_freely(const Clause& clause) {
  return clause.says({"signed"}) && clause.says({"consent"}) && clause.says({"voluntar", "volunteer"}) &&
         !clause.has("CDRno") && !names_illness(clause);
}

// What begins with a thing is about the thing, whatever is asked of it further on: but `good compliance with
// the plan of treatment` asks soon, and whether an illness is too severe is for somebody to judge.
bool opens_with_thing(const Clause& clause) {
  if (opens_a_question(clause) || consents_freely(clause)) return false;
  constexpr std::size_t soon = 3;
  const std::string_view start = std::string_view(clause.tokens.parts).substr(clause.first, soon);
  if (start.find(static_cast<char>(Part::confirm)) != std::string_view::npos) return false;
  const auto commas = std::count(clause.tokens.parts.begin(), clause.tokens.parts.end(), ',');
  constexpr std::ptrdiff_t longest_list = 3;
  const bool consents = clause.says({"consent form", "informed consent"});
  if (clause.judged && (clause.exclusion || consents) && commas < longest_list) return false;
  // whether a finding would preclude surgery is for somebody to judge
  const bool opinion = clause.judged && !clause.exclusion;
  return clause.has("C") || names_illness(clause) || (!opinion && names_a_thing(clause));
}

}  // namespace

bool hides_a_fact(const Tokens& tokens, std::string_view text, bool judged, bool exclusion) {
  const Clause clause = clause_of(tokens, text, judged, exclusion);
  if (clause.first == clause.size()) return false;
  const Part opening = clause.opening();
  if (opening == Part::treated) return !clause.contraception || tokens.list[clause.first].value == "past";
  // `history of or planned surgery`
  const bool past_or_planned = opening == Part::or_ && clause.first > 0 && clause.first + 1 < clause.size() &&
                               tokens.list[clause.first - 1].part == Part::history &&
                               (tokens.list[clause.first + 1].part == Part::planned ||
                                tokens.list[clause.first + 1].part == Part::confirm);
  if (opening == Part::trial || past_or_planned || clause.has("Y")) return true;
  if (is_kept_by_law(clause) || judges_tests(clause)) return false;
  return opens_with_thing(clause) || names_beside_question(clause) || asks_aside(clause) ||
         lists_an_illness(clause) || tells_an_illness(clause) || tells_a_reaction(clause) ||
         tells_a_finding(clause) || tells_a_time(clause) || tells_sterility(clause) ||
         tells_a_trial(clause) || lists_illnesses_aside(clause) || names_a_compromise(clause);
}

// What could be looked up in a record must not hide behind a question.
bool measures(const Tokens& tokens) {
  bool measured = false;
  bool asked = false;
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Part part = tokens.list[i].part;
    const bool limited = part == Part::observation || part == Part::unit || part == Part::upper_limit ||
                         part == Part::doubtful || part == Part::years_old;
    measured = measured || limited;
    // a pregnancy is a fact, however much else the clause asks
    const bool pregnant = part == Part::condition &&
                          (tokens.list[i].value == "pregnancy" || tokens.list[i].value == "lactation");
    // `age group of 18-65`, `a score of 1 to 4`
    if ((part == Part::age_group || part == Part::amount) && i + 2 < tokens.list.size() &&
        (tokens.list[i + 1].part == Part::number || tokens.list[i + 2].part == Part::number))
      measured = true;
    asked = asked || part == Part::confirm;
    // `disability of 6 or above on the questionnaire`; not `willing to have two or more biopsies`
    const bool aged =
        part == Part::or_more && i > 0 &&
        (tokens.list[i - 1].part == Part::time ||
         (!asked && tokens.list[i - 1].part == Part::number && tokens.list[i - 1].value != "1"));
    const bool number = i + 1 < tokens.list.size() && tokens.list[i + 1].part == Part::number &&
                        (i + 2 >= tokens.list.size() || tokens.list[i + 2].part != Part::time);
    measured = measured || pregnant || aged || (part == Part::comparator && number) ||
               (part == Part::between && number);
    // `age group of 18 to 65 years`
    for (std::size_t k = i + 1; part == Part::age && k < i + 3 && k < tokens.list.size(); ++k)
      if (tokens.list[k].part == Part::comparator || tokens.list[k].part == Part::number) measured = true;
  }
  return measured;
}

}  // namespace eligo::grammar::registry
