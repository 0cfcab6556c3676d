// The words of the language: one list that feeds the grammar, the formatter and editor support.
//
// Tests: tests/grammar/words_test.cpp.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace eligo::grammar {

enum class WordClass {
  connective,  // and, if, no
  test,        // age, active, positive
  window,      // within, since, ago
  limit,       // ULN, above
  selector,    // any, latest
};

struct ReservedWord {
  std::string_view text;
  WordClass word_class;
};

// Words that cannot stand in a bare name, in alphabetical order.
std::span<const ReservedWord> reserved_words();

// Words that begin a statement when they begin a line ("trial", "drug class"); `first` of two where there are
// two.
struct StatementWord {
  std::string_view first;
  std::string_view second;  // may be empty
  bool defines_concept = false;
};
std::span<const StatementWord> statement_words();

// First words of the properties of a concept ("unit", "molar").
std::span<const std::string_view> property_words();

bool is_property_word(std::string_view word);

// The statement word that `line` (without leading blanks) begins with, or null.
const StatementWord* statement_at(std::string_view line);

// Bytes of the word at the start of `text`: a letter, then letters, digits, `_`, and `-` or `'` between
// those. 0 if there is none.
std::size_t word_length(std::string_view text);

// Whether `word`, followed by `rest`, ends a bare name: a reserved word, or one that opens something together
// with what follows (`at least`, `on day`, `in another trial`).
bool ends_name(std::string_view word, std::string_view rest);

// Bytes of the blanks and line breaks at the start of `text`.
std::size_t blank_length(std::string_view text);

// The keyword that `word` is in other case (`Female`, `uln`); empty if it is none.
std::string_view meant_keyword(std::string_view word);

// Whether the words of `name` are no name but a keyword in other case: all of it (`Female`; not `ALL`, which
// may be an abbreviation), or the opening of a test (`Attest informed consent`, `Diagnosis of HSCT`, `Any
// of`).
bool reads_as_keyword(std::string_view name);

// Whether `name` may be written without back-ticks wherever a name can stand.
bool is_bare_name(std::string_view name);

// The nearest of the statement words to a misspelt one; empty if none is near.
std::string_view nearest_statement_word(std::string_view word);

}  // namespace eligo::grammar
