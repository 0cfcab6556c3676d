// Letters and words as the lexicon compares them. Internal to grammar/registry/.
//
// What loops is not inlined: hundreds of rules call it for each line, and its code has to stay in the cache.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace eligo::grammar::registry {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text);

// By byte: every letter of a text is asked for.
inline constexpr auto kLower = [] {
  std::array<char, 256> made{};
  for (std::size_t c = 0; c < made.size(); ++c) made[c] = lower(static_cast<char>(c));
  return made;
}();
inline constexpr auto kWordChars = [] {
  std::array<bool, 256> made{};
  for (std::size_t c = 0; c < made.size(); ++c)
    made[c] =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' || c >= 0x80;
  return made;
}();
// The small letter of one that a word has; 0: it stands in no word.
inline constexpr auto kWordLetters = [] {
  std::array<unsigned char, 256> made{};
  for (std::size_t c = 0; c < made.size(); ++c)
    if (kWordChars[c]) made[c] = static_cast<unsigned char>(kLower[c]);
  return made;
}();
// Whether a word is one of a list that is written as one text, with a blank on either side of each.
bool stands_in(std::string_view words, std::string_view word);

// Such a list that is known at compile time, with a bit for the first two letters of each word: most words
// asked for are not in the list, and need not be searched for to know that.
class WordList {
 public:
  template <std::convertible_to<std::string_view> Text>
  consteval WordList(const Text& words) : words_(words) {  // NOLINT(google-explicit-constructor)
    for (std::size_t i = 1; i + 1 < words_.size(); ++i)
      if (words_[i - 1] == ' ') openings_ |= opening(words_[i], words_[i + 1]);
  }
  bool has(std::string_view word) const {
    return !word.empty() && (openings_ & opening(word[0], word.size() > 1 ? word[1] : ' ')) != 0 &&
           stands_in(words_, word);
  }

 private:
  static constexpr std::uint64_t opening(char first, char second) {
    constexpr unsigned spread = 11;  // letters that stand together in words fall apart
    return std::uint64_t{1} << ((static_cast<unsigned char>(first) * spread +
                                 static_cast<unsigned char>(second)) %
                                64U);
  }

  std::string_view words_;
  std::uint64_t openings_ = 0;
};
inline bool stands_among(WordList words, std::string_view word) { return words.has(word); }

// Whether one of these stands anywhere in the text.
bool holds_any(std::string_view text, std::initializer_list<std::string_view> words);

// No line ends and no two blanks in a row. Nothing leaves the loop early, so that it takes many letters at
// once.
inline bool is_even(std::string_view text) {
  unsigned char uneven = text.starts_with('\n') ? 1 : 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const auto line_end = static_cast<unsigned char>(text[i] == '\n');
    const auto blank = static_cast<unsigned char>(text[i] == ' ');
    const auto before = static_cast<unsigned char>(text[i - 1] == ' ');
    uneven = static_cast<unsigned char>(uneven | line_end | (blank & before));
  }
  return uneven == 0;
}

// Marks that the language quotes by.
inline bool has_quotes(std::string_view text) {
  unsigned char found = 0;
  for (const char c : text) found = static_cast<unsigned char>(found | (c == '"') | (c == '`') | (c == '\\'));
  return found != 0;
}

inline bool is_word_char(char c) { return kWordChars[static_cast<unsigned char>(c)]; }

}  // namespace eligo::grammar::registry
