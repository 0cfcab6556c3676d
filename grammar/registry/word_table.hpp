// The words of a lexicon, each by a number, letter case aside. Internal to grammar/registry/.
//
// A table of its own, because every word of a text is looked up at least once: whoever walks through the
// letters of a word makes its key on the way.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {

class WordTable {
  static constexpr unsigned char low_byte(char c) {
    return static_cast<unsigned char>(kLower[static_cast<unsigned char>(c)]);
  }

 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // Of the letters seen so far. Eight of them fill it: the last eight letters of a word are told by its key,
  // its size and the letters in front of them.
  class Key {
   public:
    constexpr void add(char c) { add_low(low_byte(c)); }
    constexpr void add_low(unsigned char letter) { value_ = std::rotl(value_, 8) ^ letter; }
    constexpr std::uint64_t value() const { return value_; }

   private:
    std::uint64_t value_ = 0;
  };
  static Key key_of(std::string_view word) {
    Key key;
    for (const char c : word) key.add(c);
    return key;
  }

  // kNone: not there. `key` is of all letters of the word.
  std::uint32_t find(std::string_view word, Key key) const { return slots_[place(word, key.value())].word; }
  std::uint32_t find(std::string_view word) const { return find(word, key_of(word)); }
  // The number of a word; a new one gets the next, from 0 on.
  std::uint32_t add(std::string_view word, Key key);
  std::uint32_t add(std::string_view word) { return add(word, key_of(word)); }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t word = kNone;
    std::uint32_t size = 0;  // of the word
  };
  static constexpr std::size_t kInKey = 8;  // letters
  std::size_t first_place(std::uint64_t key) const {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 32U) & (slots_.size() - 1);
  }
  // The slot of this word, or the free one where it belongs.
  std::size_t place(std::string_view word, std::uint64_t key) const {
    std::size_t i = first_place(key);
    while (slots_[i].word != kNone && !is_word(slots_[i], word, key)) i = (i + 1) & (slots_.size() - 1);
    return i;
  }
  bool is_word(const Slot& slot, std::string_view word, std::uint64_t key) const {
    if (slot.key != key || slot.size != word.size()) return false;
    return word.size() <= kInKey || has_letters(slot.word, word.substr(0, word.size() - kInKey));
  }
  bool has_letters(std::uint32_t number, std::string_view front) const {
    const char* stored = letters_.data() + begins_[number];
    for (const char c : front)
      if (static_cast<unsigned char>(*stored++) != low_byte(c)) return false;
    return true;
  }
  void grow();

  std::string letters_;                                     // of all words, in lower case
  std::vector<std::uint32_t> begins_;                       // of each word in letters_
  std::vector<Slot> slots_ = std::vector<Slot>(1U << 12U);  // a power of two, at most half full
};

}  // namespace eligo::grammar::registry
