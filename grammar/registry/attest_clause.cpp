// What only a person can say: consent, ability, plans, judgement. See line_reader.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

namespace {

// `within 30 days prior to consent`: the day of consent, and nothing to confirm.
bool is_day_of_consent(const Tokens& tokens, std::size_t i) {
  const Token& token = tokens.list[i];
  return i > 0 && tokens.list[i - 1].part == Part::before && token.entry != nullptr &&
         token.entry->value == "informed_consent";
}

}  // namespace

// Something in the line is for a person to say: a word of judgement or consent, or a plan at its beginning.
bool asks_a_person(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.list.size(); ++i)
    if (tokens.list[i].part == Part::confirm && !is_day_of_consent(tokens, i)) return true;
  std::size_t first = 0;
  while (first < tokens.list.size() &&
         (tokens.list[first].part == Part::lead || tokens.list[first].part == Part::verb))
    ++first;
  if (first >= tokens.list.size()) return false;
  const Token& token = tokens.list[first];
  // nothing but who they are: women of childbearing potential
  if (token.part == Part::childbearing)
    return first + 1 == tokens.list.size() ||
           (first + 2 == tokens.list.size() &&
            (is_mark(tokens.list.back(), '.') || is_mark(tokens.list.back(), ';')));
  return token.part == Part::planned && token.value != "need";
}

bool has_window(const Tokens& tokens) {
  for (std::size_t i = 0; i + 2 < tokens.list.size(); ++i) {
    if (tokens.list[i].part != Part::within) continue;
    for (std::size_t k = i + 1; k < tokens.list.size() && k < i + 4; ++k)
      if (tokens.list[k].part == Part::number) return true;
  }
  return false;
}

bool any_of_parts(const Tokens& tokens, std::string_view parts) {
  return tokens.parts.find_first_of(parts) != std::string::npos;
}

namespace {

constexpr std::size_t kLongestAttested = 420;  // in bytes; a longer one is more than one thing to confirm

constexpr std::array<std::string_view, 14> kPersons = {
    "atient",   "ubject", "articipant", "ndividual", "ersons", "eople",     "olunteer",
    "andidate", "hose",   "dult",       "hild",      "omen",   "caregiver", "arent"};

// Words that turn a clause, in full or in part.
bool is_turned(const std::string& phrase) {
  for (const std::string_view word :
       {"nwilling", "nable", "nability", "refus", "efusal", "not ", "n't", "nlikely", "gainst", "isagree",
        "ncapable", "eclin", "ack of", "ailure", "ithout", "no "})
    if (phrase.find(word) != std::string::npos) return true;
  return false;
}

// A method of contraception by its name, among exclusions: what is asked for stands in another line.
bool is_contraception(const std::string& phrase) {
  if (is_turned(phrase)) return false;
  for (const std::string_view word : {"ontracept", "bstinence", "irth control", "ondom", "terili"})
    if (phrase.find(word) != std::string::npos) return true;
  return false;
}

// Words that cannot be but an illness.
bool names_illness(const Tokens& tokens, std::string_view text) {
  static constexpr std::array<std::string_view, 33> kEnds = {
      "coma",          "impairment", "injury",      "lesion",    "dementia",   "psychosis", "depression",
      "device",        "itis",       "osis",        "oma",       "emia",       "pathy",     "cancer",
      "disease",       "diseases",   "syndrome",    "disorder",  "disorders",  "infection", "infections",
      "burn",          "burns",      "wound",       "wounds",    "ulcer",      "ulcers",    "fracture",
      "insufficiency", "failure",    "arthropathy", "deformity", "dysfunction"};
  return std::any_of(tokens.list.begin(), tokens.list.end(), [&](const Token& token) {
    if (token.part != Part::word) return false;
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    return word != "diagnosis" && word != "prognosis" && word != "failure" && word != "Failure" &&
           std::any_of(kEnds.begin(), kEnds.end(), [&](auto end) { return word.ends_with(end); });
  });
}

bool names_treatment(const Tokens& tokens, std::string_view text) {
  static constexpr std::array<std::string_view, 8> kWords = {
      "treatment", "treatments", "drug", "medication", "medications", "drugs", "regimen", "therapy"};
  return std::any_of(tokens.list.begin(), tokens.list.end(), [&](const Token& token) {
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    return token.part == Part::word && std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  });
}

// A record holds what the clause names: a test, a grade, something in a window of time, or a condition or
// drug where nothing but weak words asks a person (`appropriate`, `requires`).
bool hides_a_fact(const Tokens& tokens, std::string_view text, bool judged) {
  std::size_t first = 0;
  while (first < tokens.list.size() &&
         (tokens.list[first].part == Part::lead || tokens.list[first].part == Part::verb ||
          tokens.list[first].part == Part::history))
    ++first;
  if (first == tokens.list.size()) return false;
  const Part opening = tokens.list[first].part;
  const bool contraception = std::any_of(tokens.list.begin(), tokens.list.end(), [&](const Token& token) {
    return token.part == Part::confirm &&
           is_contraception(std::string(text.substr(token.begin, token.end - token.begin)));
  });
  if (opening == Part::treated) return !contraception || tokens.list[first].value == "past";
  if (opening == Part::trial || any_of_parts(tokens, "Y")) return true;
  // what begins with a thing is about the thing, whatever is asked of it further on
  const bool question = opening == Part::confirm || opening == Part::planned || opening == Part::not_ ||
                        opening == Part::no || opening == Part::stop || opening == Part::childbearing ||
                        opening == Part::partake || opening == Part::unclear || opening == Part::sex ||
                        contraception;
  // `good compliance with the plan of treatment`
  constexpr std::size_t soon = 3;
  const std::string_view start = std::string_view(tokens.parts).substr(first, soon);
  const bool asks_soon = start.find(static_cast<char>(Part::confirm)) != std::string_view::npos;
  const auto commas = std::count(tokens.parts.begin(), tokens.parts.end(), ',');
  constexpr std::ptrdiff_t longest_list = 3;
  if (!question && !asks_soon && (!judged || commas >= longest_list) &&
      (any_of_parts(tokens, "CDR") || names_illness(tokens, text) || names_treatment(tokens, text)))
    return true;
  bool strong = false;
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Token& token = tokens.list[i];
    strong = strong || (token.part == Part::confirm && !is_day_of_consent(tokens, i) &&
                        (token.entry == nullptr || token.entry->detail != "weak"));
  }
  const bool asked = any_of_parts(tokens, "j");
  return any_of_parts(tokens, "s") || (has_window(tokens) && any_of_parts(tokens, "CDREOH")) ||
         (any_of_parts(tokens, "l") && any_of_parts(tokens, "Y")) ||
         (any_of_parts(tokens, ":") && any_of_parts(tokens, "C")) ||
         (!strong && ((!question && has_window(tokens)) || any_of_parts(tokens, "CD") ||
                      names_illness(tokens, text) || names_treatment(tokens, text))) ||
         (!(contraception && any_of_parts(tokens, "Kk")) && any_of_parts(tokens, "*") &&
          (any_of_parts(tokens, "C") || names_illness(tokens, text))) ||
         (!asked && any_of_parts(tokens, "R") && !any_of_parts(tokens, "e"));
}

// Words of a person or a plan, and nothing that a record could hold.
bool only_states(const Tokens& tokens, const Lexicon& lexicon, std::string_view text) {
  constexpr std::size_t fewest = 3;
  constexpr std::size_t most = 50;
  if (tokens.list.size() < fewest || tokens.list.size() > most ||
      any_of_parts(tokens, "nNutycULxiosCRDaWv+_rMlYzSghAHXIZ*OEQ:") || !any_of_parts(tokens, "#PT"))
    return false;
  bool person = false;
  for (const Token& token : tokens.list) {
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    if (token.part == Part::lead || token.part == Part::age_group || token.part == Part::sex)
      person = person || std::any_of(kPersons.begin(), kPersons.end(), [&](std::string_view one) {
                 return word.find(one) != std::string_view::npos;
               });
    if (token.part != Part::word) continue;
    std::string low = lowered(word);
    if (const auto hyphen = low.rfind('-'); hyphen != std::string::npos) low = low.substr(hyphen + 1);
    if (lexicon.kind_of_head(low)) return false;
    const auto capitals =
        std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const auto digits = std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (capitals > 1 || digits > 0) return false;
  }
  return person;
}

// What a person must do or be, in a section that says who is left out: which of the two is meant?
bool requires_in_exclusion(const Tokens& tokens, const std::string& phrase) {
  if (any_of_parts(tokens, "kK")) return false;
  if (is_turned(phrase)) return false;
  for (const std::string_view asks :
       {" must ", " should ", "required to", "agree", "willing ", "able to ", "shall "})
    if ((' ' + phrase).find(asks) != std::string::npos) return true;
  return false;
}

// Somebody who was in a trial of some kind, at any time: the language asks for trials within a time alone.
bool took_part(const Tokens& tokens) {
  constexpr std::size_t most = 25;
  const bool past = std::any_of(tokens.list.begin(), tokens.list.end(), [](const Token& token) {
    return token.part == Part::partake && token.value == "past";
  });
  return past && tokens.list.size() <= most && !any_of_parts(tokens, "nNtcCRDHsoXIZvj");
}

// `consent and comply with all visits` asks for more than consent.
bool only_consents(std::string_view phrase) {
  for (const std::string_view more :
       {" compl", "ooperat", "attend", "adher", "ospital", "ollow", "HIPAA", "isits"})
    if (phrase.find(more) != std::string_view::npos) return false;
  // `cognitively intact and capable of consent`: what stands in front of the `and` must be about consent as
  // well
  const std::size_t joined = std::min(phrase.find(" and "), phrase.find(", "));
  if (joined == std::string_view::npos || phrase.find("onsent") < joined) return true;
  for (const std::string_view about : {"olunt", "gree", "illing", "nderst", "ead", "nform", "ign", "rovid"})
    if (phrase.substr(0, joined).find(about) != std::string_view::npos) return true;
  return false;
}

// `not suitable in the opinion of the investigator`, and no more than that.
bool judges_unsuitable(std::string_view phrase) {
  constexpr std::size_t longest = 160;
  const auto has = [&](std::string_view word) { return phrase.find(word) != std::string_view::npos; };
  return phrase.size() < longest && phrase.find(',') == std::string_view::npos &&
         (has("nvestigator") || has("esearcher")) &&
         (has("ot suitable") || has("nsuitable") || has("nappropriate") || has("should not participate") ||
          has("not appropriate"));
}

// A sentence about the trial, and not about who takes part: `The study will be performed in …`.
bool speaks_of_the_trial(std::string_view phrase) {
  std::string low = lowered(phrase.substr(0, 40));
  const auto has = [&](std::string_view word) { return phrase.find(word) != std::string_view::npos; };
  if (has("ecruit participants") || has("ecruit patients") || has("ecruit subjects") ||
      has("criteria will be") || has("study population") || has("vestigators may additionally"))
    return true;
  for (const std::string_view front : {"the ", "this ", "our "})
    if (low.starts_with(front)) low = low.substr(front.size());
  for (const std::string_view subject :
       {"study", "trial", "protocol", "research", "investigators", "sponsor", "data", "samples",
        "recruitment", "randomization", "randomisation", "consent form", "inclusion criteria",
        "exclusion criteria", "eligibility"}) {
    if (!low.starts_with(subject)) continue;
    const std::string_view rest = std::string_view(low).substr(subject.size());
    for (const std::string_view said : {" will", " is ", " are ", " was ", " has ", " may ", " must ",
                                        " should ", " shall ", " requires", " includes", " can "})
      if (rest.starts_with(said)) return true;
  }
  return false;
}

// `planned in the next 6 months`: what is planned stands in another clause.
bool lacks_what_is_planned(std::string_view phrase) {
  for (const std::string_view plan : {"planned ", "scheduled ", "anticipated ", "expected "}) {
    if (phrase == plan.substr(0, plan.size() - 1)) return true;
    if (!phrase.starts_with(plan)) continue;
    for (const std::string_view time : {"in ", "within ", "during ", "before ", "after ", "over ", "at "})
      if (phrase.substr(plan.size()).starts_with(time)) return true;
  }
  return false;
}

// What could be looked up in a record must not hide behind a question.
bool measures(const Tokens& tokens) {
  bool measured = false;
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
    const bool aged = part == Part::or_more && i > 0 && tokens.list[i - 1].part == Part::time;
    const bool number = i + 1 < tokens.list.size() && tokens.list[i + 1].part == Part::number &&
                        (i + 2 >= tokens.list.size() || tokens.list[i + 2].part != Part::time);
    measured = measured || pregnant || aged || (part == Part::comparator && number);
    if (part == Part::age && i + 1 < tokens.list.size() &&
        (tokens.list[i + 1].part == Part::comparator || tokens.list[i + 1].part == Part::number))
      measured = true;
  }
  return measured;
}

}  // namespace

// A clause that speaks of what only a person can say is asked of that person, in its own words.
ReadLine LineReader::attestation(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                 bool exclusion) {
  ReadLine made;
  if (!asks_a_person(tokens) && !only_states(tokens, lexicon_, text_) && !took_part(tokens)) return made;
  if (measures(tokens) || hides_a_fact(tokens, text_, is_for_judgement(begin, end)) ||
      end - begin > kLongestAttested)
    return made;
  const std::string whole = plain_text(text_, begin, end);
  if (speaks_of_the_trial(whole)) return made;
  for (const std::string_view state : {"on-pregnan", "onpregnan", "on-breast", "on-lactat"})
    if (whole.find(state) != std::string::npos) return made;
  if (tokens.parts == "jF" || tokens.parts == "jF.")
    return made;  // `postmenopausal women`: whom the record knows
  if (explains(begin, end) || (exclusion && is_contraception(whole))) return made;
  std::uint32_t from = begin;
  for (const Token& token : tokens.list) {
    // `patient, surrogate or physician`
    if (is_mark(token, ',') && &token != &tokens.list.front()) from = begin;
    // `participants and their parents`: the first word is one of two
    if (token.part == Part::and_ || token.part == Part::or_) from = begin;
    if (token.part != Part::lead) break;
    from = token.end;
  }
  while (from < end && (text_[from] == ' ' || text_[from] == ',' || text_[from] == '\n')) ++from;
  std::string phrase = plain_text(text_, from < end ? from : begin, end);
  while (!phrase.empty() && (phrase.back() == '.' || phrase.back() == ';' || phrase.back() == ','))
    phrase.pop_back();
  if (phrase.empty() || lacks_what_is_planned(phrase) || (exclusion && requires_in_exclusion(tokens, whole)))
    return made;
  std::string_view fact;
  bool turned = false;
  for (const Token& token : tokens.list) {
    if (token.part == Part::confirm && token.entry != nullptr && !token.entry->value.empty() &&
        token.entry->detail.empty() && fact.empty())
      fact = token.entry->value;
    const std::string_view word = text_.substr(token.begin, token.end - token.begin);
    turned = turned || token.part == Part::no || token.part == Part::not_ || token.part == Part::if_ ||
             token.part == Part::except || word.find("nable") != std::string_view::npos ||
             word.find("nwilling") != std::string_view::npos || word.find("efus") != std::string_view::npos ||
             word.find("nability") != std::string_view::npos;
  }
  NewFacts::Made name;
  if (exclusion && judges_unsuitable(phrase) && !any_of_parts(tokens, "CDRsnX")) {
    name = facts_.get(ast::ConceptKind::attestation, "investigator judges unsuitable");
  } else if (!fact.empty() && only_consents(phrase) && !exclusion && !turned &&
             !any_of_parts(tokens, "WCRDsn")) {
    name = facts_.get(ast::ConceptKind::attestation,
                      lexicon_.fact(fact) != nullptr ? lexicon_.fact(fact)->phrase.text : std::string(fact));
  } else {
    std::replace_if(
        phrase.begin(), phrase.end(), [](char c) { return c == '"' || c == '`' || c == '\\'; }, '\'');
    name = facts_.get(ast::ConceptKind::attestation, phrase);
  }
  made.expression = make_expression(ast::Attest{name.name});
  made.line_class = LineClass::attestation;
  made.spans.push_back({begin, end, SpanKind::attestation});
  return made;
}

}  // namespace eligo::grammar::registry
