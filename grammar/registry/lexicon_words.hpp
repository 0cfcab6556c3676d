// Letters and words as the lexicon compares them. Internal to grammar/registry/.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace eligo::grammar::registry {

inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lowered(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(), lower);
  return made;
}

// By byte: every letter of a text is asked for.
inline constexpr auto kWordChars = [] {
  std::array<bool, 256> made{};
  for (std::size_t c = 0; c < made.size(); ++c)
    made[c] =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' || c >= 0x80;
  return made;
}();
// Whether a word is one of a list that is written as one text, with a blank on either side of each.
inline bool stands_among(std::string_view words, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1))
    if (at > 0 && words[at - 1] == ' ' && at + word.size() < words.size() && words[at + word.size()] == ' ')
      return true;
  return false;
}

inline bool is_word_char(char c) { return kWordChars[static_cast<unsigned char>(c)]; }

}  // namespace eligo::grammar::registry
