// Text helpers of the reader: UTF-8, JSON pointers, nearest names. printable() is declared in
// record_reader.hpp. Tests: tests/patients/text_test.cpp.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace eligo::patients {

// Length of the well-formed UTF-8 sequence at `text[at]`; 0 if there is none (overlong forms, surrogates and
// values beyond U+10FFFF are not well-formed).
std::size_t utf8_length(std::string_view text, std::size_t at);

// Well-formed UTF-8 throughout?
bool is_utf8(std::string_view text);

// Without the blanks and line ends around it.
inline std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

void append_utf8(std::string& out, char32_t code_point);

// Appends "/token" with `~` and `/` escaped (RFC 6901).
void append_pointer(std::string& pointer, std::string_view token);

// The name nearest to `word` by edit distance, or empty if none is near enough to be a slip of the pen.
std::string_view nearest(std::string_view word, std::span<const std::string_view> names);

}  // namespace eligo::patients
