// The little of Unicode that the language needs: decoding, what may stand in a name, how wide a character is
// shown.
//
// The tables are ranges, coarse on purpose: every letter of a living script is accepted in a name,
// punctuation and symbols are not. Tests: tests/grammar/source_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eligo::grammar {

struct CodePoint {
  std::uint32_t value = 0;
  std::uint32_t length = 0;  // in bytes; 1 for an invalid byte
  bool valid = false;
};

// Decodes the code point that begins at `offset` (which is inside the text). Overlong forms, surrogates and
// values above U+10FFFF are invalid.
CodePoint decode(std::string_view text, std::size_t offset);

// Offset of the first invalid byte at or after `from`, or npos.
std::size_t find_invalid_utf8(std::string_view text, std::size_t from = 0);

// A letter outside ASCII, or a mark that combines with one.
bool is_foreign_letter(std::uint32_t code_point);

// Terminal cells taken by a printable code point: 0, 1 or 2.
int cell_width(std::uint32_t code_point);

// Control characters, bidi marks and invisible format characters: shown as an escape, never raw.
bool is_unsafe(std::uint32_t code_point);

// Spaces that a word processor leaves behind (no-break space and its kin); they count as blanks.
bool is_foreign_space(std::uint32_t code_point);

std::string visible_escape(std::uint32_t code_point);  // "<U+202E>"

}  // namespace eligo::grammar
