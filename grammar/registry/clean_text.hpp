// Registry text as it is stored, made plain: one spelling for what people and web forms write in many ways.
//
// Markdown escapes and HTML entities are undone, signs such as `≥`, `µ`, `×`, superscripts and full-width
// forms become ASCII, foreign spaces become blanks, and bytes that are no UTF-8 become `?`. Nothing is
// interpreted: reversed operators and numbers are the business of tokens.hpp. Every byte of the result knows
// where it came from, so that spans always speak of the text as it was given. Pure function. Tests:
// tests/draft/draft_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.hpp"

namespace eligo::grammar::registry {

struct CleanText {
  std::string text;
  // Byte of the given text that each byte of `text` begins at, and one more for its end; never decreasing.
  std::vector<std::uint32_t> origin;

  // A range of `text` as a range of the given text.
  Span original(std::uint32_t begin, std::uint32_t end) const { return {origin[begin], origin[end]}; }
};

CleanText clean(std::string_view given);

}  // namespace eligo::grammar::registry
