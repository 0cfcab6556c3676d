// What the words of a line say of it as a whole. Internal to grammar/registry/.
#pragma once

#include <algorithm>
#include <string_view>

#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {

inline bool is_mark(const Token& token, char mark) { return token.part == static_cast<Part>(mark); }

// Whether a part is one of these.
inline bool is_among(char part, PartSet parts) { return parts.has(part); }

// Where the line ends in tokens, but for its marks.
inline std::size_t end_before(const Tokens& tokens, PartSet marks = ".;,:") {
  std::size_t stop = tokens.parts.size();
  while (stop > 0 && is_among(tokens.parts[stop - 1], marks)) --stop;
  return stop;
}

// Whether one of the parts (of speech) stands in the line.
inline bool any_of_parts(const Tokens& tokens, PartSet parts) { return tokens.present.meets(parts); }

// Whether one of the words of a text, between blanks, is such a one.
template <class Test>
bool any_word(std::string_view text, const Test& test) {
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    if (test(text.substr(0, blank))) return true;
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return false;
}

// Something in the line is for a person to say: a word of judgement or consent, or a plan at its beginning.
bool asks_a_person(const Tokens& tokens);

// `within` and a number.
bool has_window(const Tokens& tokens);

}  // namespace eligo::grammar::registry
