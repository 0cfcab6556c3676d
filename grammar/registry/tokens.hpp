// A line of registry text as words with a part each, and as the string of those parts that the grammar of
// sentences reads.
//
// The longest phrase of the lexicon wins; what it does not know is a `word`. Abbreviations in brackets
// belong to the name in front of them. Words that say nothing (articles, `inclusive`) are left out of the
// parts and listed apart, so that nothing is lost. Numbers become plain decimals; one that can be read in
// two ways (50.000) is `doubtful` and no rule takes it. Tests: tests/draft/draft_test.cpp.
#pragma once

#include <cstdint>
#include <forward_list>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/registry/letter_pairs.hpp"
#include "grammar/registry/lexicon.hpp"
#include "grammar/registry/part_set.hpp"

namespace eligo::grammar::registry {

struct Token {
  Part part = Part::word;
  std::uint32_t begin = 0;  // range of the clean text
  std::uint32_t end = 0;
  const Entry* entry = nullptr;  // null: not in the lexicon
  std::string_view value;        // of a number: plain decimal; of others without an entry: as written
  std::uint32_t name_end = 0;    // without an abbreviation in brackets
};

// Point into the text and the lexicon, which must outlive them.
struct Tokens {
  Tokens() = default;
  Tokens(Tokens&&) = default;
  Tokens& operator=(Tokens&&) = default;
  Tokens(const Tokens&) = delete;  // the values of numbers may point into `spelt`
  Tokens& operator=(const Tokens&) = delete;
  ~Tokens() = default;

  std::vector<Token> list;
  std::string parts;          // one byte a token of `list`
  PartSet present;            // those of `parts`
  LetterPairs pairs;          // of the text that was read
  bool even = false;          // the text has no line ends, double blanks or marks that the language quotes by
  std::vector<Token> joints;  // what was left out
  std::forward_list<std::string> spelt;  // numbers that are not written as plain decimals
};

// `begin` and `end` delimit the line in `text`.
Tokens tokenize(std::string_view text, std::uint32_t begin, std::uint32_t end, const Lexicon& lexicon);

}  // namespace eligo::grammar::registry
