// The words of a lexicon, each by a number, letter case aside. Internal to grammar/registry/.
//
// A table of its own, because every word of a text is looked up at least once: whoever walks through the
// letters of a word makes its hash on the way.
#pragma once

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

  // FNV-1a of the letters seen so far: http://www.isthe.com/chongo/tech/comp/fnv/
  class Hash {
   public:
    constexpr void add(char c) { value_ = (value_ ^ low_byte(c)) * 0x01000193U; }
    constexpr std::uint32_t value() const { return value_; }

   private:
    std::uint32_t value_ = 0x811C9DC5U;
  };

  // kNone: not there. `hash` is of all letters of the word.
  std::uint32_t find(std::string_view word, Hash hash) const {
    return slots_[place(word, hash.value())].word;
  }
  std::uint32_t find(std::string_view word) const { return find(word, hash_of(word)); }
  // The number of a word; a new one gets the next, from 0 on.
  std::uint32_t add(std::string_view word);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t word = kNone;
  };
  struct Letters {  // a range of letters_
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  static Hash hash_of(std::string_view word) {
    Hash hash;
    for (const char c : word) hash.add(c);
    return hash;
  }
  // The slot of this word, or the free one where it belongs.
  std::size_t place(std::string_view word, std::uint32_t hash) const {
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i].word != kNone && (slots_[i].hash != hash || !is_word(slots_[i].word, word)))
      i = (i + 1) & (slots_.size() - 1);
    return i;
  }
  bool is_word(std::uint32_t number, std::string_view word) const {
    if (words_[number].size != word.size()) return false;
    const char* stored = letters_.data() + words_[number].begin;
    for (const char c : word)
      if (static_cast<unsigned char>(*stored++) != low_byte(c)) return false;
    return true;
  }
  void grow();

  std::string letters_;  // of all words, in lower case
  std::vector<Letters> words_;
  std::vector<Slot> slots_ = std::vector<Slot>(1U << 13U);  // a power of two, at most half full
};

}  // namespace eligo::grammar::registry
