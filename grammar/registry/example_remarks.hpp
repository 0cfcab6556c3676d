// What a question names as examples only: `a condition that would compromise safety (e.g. asthma, gout)`.
//
// Internal to grammar/registry/.
#pragma once

#include <string>
#include <string_view>

namespace eligo::grammar::registry {

// The text of a question for the investigator without its examples; empty where it has none, asks nobody's
// judgement, or where an example holds a limit.
std::string without_examples(std::string_view text);

// The text of a line without its brackets of examples: `severe arrhythmias (e.g. flutter) or heart block`.
// Empty where there is none, where an example says a time, a limit or an exception, or where the word in
// front means little without them (`or treatment (e.g. steroids)`).
std::string without_plain_examples(std::string_view text);

}  // namespace eligo::grammar::registry
