// The parse of one sentence of registry English: which runs of tokens are subjects, limits, windows …
//
// Entry: parse_sentence (the whole of it has a reading, or there is none) and find_comparisons (every
// comparison, wherever it stands). Positions are indices of tokens. The rules are in sentence_rules.hpp, the
// only unit that runs them is sentence.cpp. The work grows linearly with the number of tokens. Tests:
// tests/draft/draft_test.cpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace eligo::grammar::registry {

enum class SentenceTag : std::uint8_t {
  // clauses
  age,
  measure,
  since,
  other_trial,
  serology,
  sex,
  any_sex,
  history,
  phrase,  // one name with all its words
  nothing,
  // parts of clauses
  guard,           // women of childbearing potential
  subject,         // one observation by its name
  new_subject,     // one that is not in the lexicon
  compare,         // a comparator and its limit
  before_subject,  // a limit and its comparator in front of the subject: 7 % <=
  after,           // a limit and its comparator: 18 years or older
  range,
  from,         // the lower end of a range whose upper end has a comparator: 18 to < 65
  upto,         // the upper end of one whose lower end has: >= 2 to 4 months
  or_limit,     // the limit once more in another unit: or 5.6 mmol/L
  named_again,  // (AST/ALT), behind both of them
  named_scale,  // (Lansky or Karnofsky)
  stray,        // a number behind all others at the end of a line
  values,       // 0, 1 or 2
  pair,         // > 160/100
  normal,
  limit,
  window,    // within 4 weeks before enrolment
  tail_cue,  // allergy history
  lasting,   // for at least 6 months
  length,    // for six months
  since_bound,
  person_age,  // a limit behind words for persons, or behind none; an age if its unit says so
  negation,
  cue,   // history of, active
  item,  // one name
  finding,
  sera_meant,  // the tests in brackets behind an infection
  separator,   // between items or subjects
  join,        // between clauses
  age_join,    // between a clause and the age of whom it is about
  filler,
  except,
  permission,  // is allowed
  examples,
};

struct SentenceNode {
  SentenceTag tag;
  std::uint32_t begin;  // tokens
  std::uint32_t end;
  std::uint32_t next;  // index of the first node that is not inside this one
};

using SentenceNodes = std::vector<SentenceNode>;

// Empty: no reading of the whole. `parts` is Tokens::parts.
SentenceNodes parse_sentence(std::string_view parts);

// The same for a clause that is one name of many words; tried where parse_sentence has no certain reading.
SentenceNodes parse_phrase(std::string_view parts);

// `measure`, `age`, `person_age`, `window` and `length` nodes with their parts, in order.
SentenceNodes find_comparisons(std::string_view parts);

// How many rules were tried by parse_sentence; for the test that this grows linearly.
std::uint64_t count_sentence_rules(std::string_view parts);

}  // namespace eligo::grammar::registry
