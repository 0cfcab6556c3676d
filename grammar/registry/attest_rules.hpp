// What makes a clause a question to a person, and what keeps it from being one. Internal to
// grammar/registry/.
#pragma once

#include <string>
#include <string_view>

#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

// `within 30 days prior to consent`: the day of consent, and nothing to confirm.
bool is_day_of_consent(const Tokens& tokens, std::size_t i);

// Words that turn a clause, in full or in part. `pairs`: of a text that holds the clause.
bool is_turned(std::string_view phrase, const LetterPairs& pairs);

// A method of contraception by its name.
bool is_contraception(std::string_view phrase, const LetterPairs& pairs);

// ---- attest_facts.cpp

// A record holds what the clause names. `judged`: the clause names who judges.
bool hides_a_fact(const Tokens& tokens, std::string_view text, bool judged, bool exclusion);

// The same for what only words say: an age, a limit, a grade, a pregnancy.
bool measures(const Tokens& tokens);

// ---- attest_words.cpp

// Consent and nothing else: no release of photographs, no willingness to come to the visits.
bool only_consents(std::string_view phrase);

// `not suitable in the opinion of the investigator`, and no more than that.
bool judges_unsuitable(std::string_view phrase);

// A sentence about the trial, a definition or a notice, and not about who takes part.
bool speaks_of_the_trial(std::string_view phrase, const LetterPairs& pairs);

// `planned in the next 6 months`, `cannot`: what is asked stands in another clause.
bool lacks_its_object(std::string_view phrase);

// A piece of a list or of a sentence that the registry has cut.
bool is_fragment(std::string_view phrase);

// A note, a permission or a rule about who is let in (attest_remarks.cpp). `tokens`: of it.
bool asks_nothing(std::string_view phrase, const Tokens& tokens);

// Methods of contraception, and nobody who uses them: one of a list.
bool lists_methods(const Tokens& tokens, std::string_view text);

}  // namespace eligo::grammar::registry
