// The tokens of the language, each a function from the text that remains to the bytes that it takes (0:
// none).
//
// Written by hand rather than as rules because names, units and numbers make up nearly all of the text;
// everything above tokens is in rules.hpp and rules_statements.hpp. Tests: tests/grammar/parse_test.cpp.
#pragma once

#include <cstddef>
#include <string_view>

namespace eligo::grammar::scan {

std::size_t bare_words(std::string_view text);     // a run of words that end at a reserved one
std::size_t property_name(std::string_view text);  // the same, ended by a property word that begins a line
std::size_t one_word(std::string_view text);       // one word, not reserved
std::size_t quoted_name(std::string_view text);    // `…`
std::size_t string(std::string_view text);         // "…"
std::size_t number(std::string_view text);         // -?digits[.digits][e[+-]digits]; 0 if malformed
std::size_t unit(std::string_view text);           // a UCUM token or alias
std::size_t times_normal(std::string_view text);   // x ULN, ×LLN, * ULN: no unit, though it looks like one
std::size_t time_unit(std::string_view text);      // day, days, week, …
std::size_t symbol_comparator(std::string_view text);  // < <= > >= = and the one-character signs
std::size_t word_comparator(std::string_view text);    // at least, at most, more than, less than, exactly
std::size_t identifier(std::string_view text);         // of a trial or a criterion: no blanks, no quotes
std::size_t code(std::string_view text);               // of a code system: ends at a blank or a comma
std::size_t plus_minus(std::string_view text);         // ± or +/-

// A keyword of one or more words, each with its boundary; any blanks may stand between the words.
std::size_t keyword(std::string_view text, std::string_view words);

// A comment at the start of `text`, without its line end.
std::size_t comment(std::string_view text);

}  // namespace eligo::grammar::scan
