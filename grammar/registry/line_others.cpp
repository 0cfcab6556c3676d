// Trials of a kind that somebody took part in, grafts and consent that a person confirms, and whom
// the law protects. See line_reader.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongestAsked = 600;  // in bytes

bool names_trial(std::string_view low) {
  return holds_any(low, {"participat", "enroll", "enrolment"}) &&
         holds_any(low, {" study", " studies", " trial", " trials"});
}

// What else is said of that time, or of another one.
bool says_more_than_trial(std::string_view low) {
  return holds_any(low, {"unless",       "except",        "half",
                         "treated",      "receiv",        " taking",
                         " taken",       "exposure",      "exposed",
                         " use ",        "used",          "using",
                         "planned",      "plan ",         "whichever",
                         " not ",        "administered",  "therapies or",
                         "attended",     "survey",        "observational",
                         "prevent",      "interfere",     "compromise",
                         " unstable",    "those who are", "prior or current",
                         "concurrent",   "currently",     "in current",
                         "activity",     "concomitant",   "treatment with",
                         "in which",     " or treatment", "or has completed",
                         "or completed", "occurr"});
}

}  // namespace

// `Participation in a stem cell study within 30 days` among exclusions: the language knows another trial, not
// one of a kind; so it is what happened, with all these words.
ReadLine LineReader::trial_of_kind(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                   bool exclusion) {
  constexpr std::size_t most = 30;
  const std::string_view parts = tokens.parts;
  if (!exclusion || tokens.list.size() > most || !any_of_parts(tokens, "t") ||
      any_of_parts(tokens, "kKIXNco*;:"))
    return {};
  std::size_t time = parts.find("vnt");
  if (time == std::string_view::npos || time < 2) return {};
  const std::size_t after = time + 3;
  if (parts.find('n') < time || parts.find_first_not_of("begpT1.,", after) != std::string_view::npos)
    return {};
  const std::string tail = lowered(words_at(tokens, after, parts.size()));
  if (holds_any(tail, {"after", "first"})) return {};
  std::size_t name = 0;
  while (name < time && (parts[name] == 'q' || parts[name] == 'm' || parts[name] == '#')) ++name;
  std::size_t name_end = time;
  while (name_end > name && is_among(parts[name_end - 1], ",p1")) --name_end;
  std::string words = words_at(tokens, name, name_end);
  for (const std::string_view front : {"who have ", "who has ", "who had ", "have ", "has ", "having "})
    for (const std::string_view person :
         {"subjects ", "patients ", "participants ", "a person ", "person ", ""})
      if (lowered(words).starts_with(std::string(person) + std::string(front)))
        words.erase(0, person.size() + front.size());
  const std::string low = lowered(words);
  if (!names_trial(low) || says_more_than_trial(low) || words.find_first_of("(\"`\\)") != std::string::npos)
    return {};
  return read_renamed("Major surgery " + words_at(tokens, time, after), words, begin, end, true);
}

// `Treated for asthma with prednisone, > 1 mg/kg/day, for more than 3 days`, `knee treated with injections
// within 6 months` among exclusions: what was given how, as one fact with all these words.
ReadLine LineReader::treated_how(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                 bool exclusion) {
  constexpr std::size_t most = 34;
  const std::string_view parts = tokens.parts;
  if (!exclusion || parts.size() > most || any_of_parts(tokens, "kKIXNoOjPUL*;:|&\\_+(") ||
      !tokens.pairs.may_hold("treated"))
    return {};
  std::size_t name_end = end_before(tokens);
  const std::size_t time = parts.find("vnt");
  const bool dated = time != std::string_view::npos;
  if (dated) {
    if (parts.find_first_not_of("begpT1.,m", time + 3) != std::string_view::npos || parts.find('n') < time)
      return {};
    name_end = time;
  }
  std::size_t name = 0;
  while (name < name_end && is_among(parts[name], "qm")) ++name;
  std::string words = words_at(tokens, name, name_end);
  while (words.ends_with(',')) words.pop_back();
  const std::string low = lowered(words);
  if (!holds_any(low, {"treated for ", "treated with "}) || !holds_any(low, {" with "}) ||
      holds_any(low, {"un-treated", "untreated", "not treated", "never", "to be treated", "being treated",
                      "currently", "can be ", "could be ", "will be", "must be", "successfully", "unless",
                      "adequately", " who", " which", " that", "intend", "if "}))
    return {};
  // a dose, or a time to count from: bare treatments have other readings
  if (!dated && !holds_any(low, {"/kg", "mg/"})) return {};
  const std::string given =
      dated ? "Major surgery " + words_at(tokens, time, time + 3) : std::string("Prior splenectomy");
  return read_renamed(given, words, begin, end, true);
}

// `Requires prednisone 1 mg/kg/day and cyclosporine` among inclusions: a state with all these words.
ReadLine LineReader::required_dose(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                   bool exclusion) {
  constexpr std::size_t longest = 230;
  if (exclusion || !tokens.pairs.may_hold("kg/day")) return {};
  const std::string whole = plain_text(text_, begin, end);
  const std::string low = lowered(whole.substr(0, 12));
  if (whole.size() > longest || !low.starts_with("requires ") || any_of_parts(tokens, "kKIXNovULj*;:_+a") ||
      holds_any(whole, {" week", " month", " days", " year", " hour"}))
    return {};
  std::string words = whole;
  while (words.ends_with('.')) words.pop_back();
  return read_renamed("Requires supplemental oxygen", words, begin, end, false);
}

// `Requiring more than 4 L/minute of oxygen`, whatever is measured meanwhile: a state with all these words.
ReadLine LineReader::required_oxygen(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                     bool exclusion) {
  constexpr std::size_t longest = 160;
  if (end - begin > longest || !tokens.pairs.may_hold("oxygen") || any_of_parts(tokens, "kKIXNULj*;:_+a|&"))
    return {};
  const std::string whole = plain_text(text_, begin, end);
  const std::string low = lowered(whole);
  std::string_view rest = low;
  if (take_people(rest)) take(rest, {"who ", "are "});
  const std::size_t from = low.size() - rest.size();
  if (!take(rest, {"requiring ", "require ", "requires ", "needing "}) ||
      !holds_any(rest, {"l/min", "l per min", "liters per min", "litres per min"}) ||
      holds_any(rest, {" week", " month", " day", " year", " hour", "within", ". "}))
    return {};
  std::string words = whole.substr(from);
  if (const std::size_t open = words.find(" (irrespective of "); open != std::string::npos)
    words.resize(open);
  while (words.ends_with('.')) words.pop_back();
  return read_renamed("Requires supplemental oxygen", words, begin, end, exclusion);
}

// `Arrhythmia (of CTCAE grade >= 2)`: the illness, with the grade in its name.
ReadLine LineReader::graded_in_bracket(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                       bool exclusion) {
  constexpr std::size_t longest = 230;
  const std::string_view parts = tokens.parts;
  const std::size_t open = parts.find('(');
  if (end - begin > longest || open == std::string_view::npos || open == 0 ||
      !tokens.pairs.may_hold("grade") || any_of_parts(tokens, "kKIXNoutUL;:|j") || parts.find('n') < open)
    return {};
  std::string words = plain_text(text_, begin, end);
  while (words.ends_with('.')) words.pop_back();
  const std::string low = lowered(words);
  const std::size_t bracket = words.find(" (");
  if (bracket == std::string::npos || !words.ends_with(')') ||
      words.find('(', bracket + 2) != std::string::npos || low.find("grade", bracket) == std::string::npos)
    return {};
  ReadLine made = read_as(words.substr(0, bracket), begin, end, exclusion);
  if (made.expression == nullptr) return {};
  const auto* history = std::get_if<ast::History>(&made.expression->node);
  if (history == nullptr || history->subject.names.size() != 1 ||
      (history->kind != ast::HistoryKind::diagnosis && history->kind != ast::HistoryKind::active) ||
      !rename_fact(made, words))
    return {};
  made.spans = {{begin, end, SpanKind::new_concept}};
  return made;
}

// `At least 2 x 10^7 TNC/kg`, `no more than 2/6 HLA mismatches`, `HLA match: 4/6 or better`: of the graft.
ReadLine LineReader::graft(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  constexpr std::size_t longest = 160;
  if (end - begin > longest || !(tokens.pairs.may_hold("TNC/kg") || tokens.pairs.may_hold("HLA"))) return {};
  const std::string whole = plain_text(text_, begin, end);
  const std::string low = lowered(whole);
  if (holds_any(low, {" patient", "diagnos", "history", "transplanted", "antibod", "disease", "allergy"}))
    return {};
  const bool dose = !exclusion && holds_any(low, {"tnc/kg"});
  const bool match = holds_any(low, {"hla match", "hla mismatches", "hla-identical", "donor (hla"});
  if (!dose && !match) return {};
  if (exclusion && !holds_any(low, {"donor"})) return {};
  return donor_of_kind(begin, end, {});
}

// Consent, from whom it is asked and how, and nothing else.
ReadLine LineReader::consent_at_length(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                       bool exclusion) {
  if (exclusion || end - begin > kLongestAsked || !tokens.pairs.may_hold("consent") ||
      any_of_parts(tokens, "ouxULs+_CRDkKX"))
    return {};
  std::string low = lowered(plain_text(text_, begin, end));
  while (!low.empty() && (low.back() == '.' || low.back() == ';')) low.pop_back();
  if (holds_any(low, {"diagnos", "score", "contracept", "pregnan", "history of", "complian", "visit"}))
    return {};
  // whose consent, and nothing that they must be besides
  if (any_of_parts(tokens, "c") && !holds_any(low, {"assent", "minor", "parent", "guardian"})) return {};
  const std::string front = low.substr(0, std::min(low.find("consent"), low.find("assent")));
  const bool leads = front.starts_with("since ") || front.starts_with("in the case of ");
  if (front.size() > 120 || low.starts_with("consenting") || holds_any(low, {"consenting"}) ||
      (!leads && holds_any(front, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"})) ||
      holds_any(front, {"enrol", "fulfil", "undergo", "male", "adult", "willing to"}) ||
      (!leads && holds_any(front, {" age"})) || (!leads && holds_any(front, {"treated with"})))
    return {};
  std::string_view rest = low;
  while (!rest.empty()) {
    const std::size_t stop = std::min(rest.find(". "), rest.size());
    const std::string_view one = rest.substr(0, stop);
    if (!holds_any(one, {"consent", "assent", "permission of the parent"})) return {};
    rest.remove_prefix(std::min(stop + 2, rest.size()));
  }
  return question_as_written({begin, end});
}

// `Persons referred to in articles L. 1121-5 of the Public Health Code`: what the law says of somebody.
ReadLine LineReader::named_by_law(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) {
  constexpr std::size_t longest = 220;
  if (end - begin > longest || !tokens.pairs.may_hold("rticle")) return {};
  const std::string low = lowered(plain_text(text_, begin, end));
  if (!holds_any(low, {"article l", "articles l"}) || !holds_any(low, {" code"}) ||
      holds_any(low, {"pregnan", "breast", "nursing", " or ", "unless"}))
    return {};
  return question_as_written({begin, end});
}

ReadLine LineReader::other_readings(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                    bool exclusion) {
  if (ReadLine made = graft(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = trial_of_kind(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = consent_at_length(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = named_by_law(begin, end, tokens); is_read(made)) return made;
  if (ReadLine made = treated_how(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = required_dose(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = required_oxygen(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = graded_in_bracket(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = age_and_illness(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = age_and_more(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = clauses(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = responses(begin, end, tokens, exclusion); is_read(made)) return made;
  if (ReadLine made = framed(begin, end, tokens, exclusion); is_read(made)) return made;
  return {};
}

}  // namespace eligo::grammar::registry
