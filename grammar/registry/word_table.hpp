// The words of a lexicon, each by a number. Internal to grammar/registry/.
//
// A table of its own, because every word of a text is looked up at least once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::grammar::registry {

class WordTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::uint32_t find(std::string_view word) const;  // kNone: not there
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
  // The slot of this word, or the free one where it belongs.
  std::size_t place(std::string_view word, std::uint32_t hash) const;
  std::string_view word_at(std::uint32_t number) const {
    return std::string_view(letters_).substr(words_[number].begin, words_[number].size);
  }
  void grow();

  std::string letters_;  // of all words
  std::vector<Letters> words_;
  std::vector<Slot> slots_ = std::vector<Slot>(1U << 13U);  // a power of two, at most half full
};

}  // namespace eligo::grammar::registry
