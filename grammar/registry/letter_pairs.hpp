// Which letters stand behind which in a text, letter case aside: where a pair of a word's letters is missing,
// the word is not in the text and need not be searched for. Internal to grammar/registry/.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>

namespace eligo::grammar::registry {

class LetterPairs {
 public:
  LetterPairs() = default;
  // A blank stands at both ends of the text.
  explicit LetterPairs(std::string_view text);

  // False: the word does not stand in the text, nor in a part of it, in whatever letter case.
  bool may_hold(std::string_view word) const;
  template <class Words>
  bool may_hold_any(const Words& words) const {
    return may_hold_one({std::data(words), std::size(words)});
  }

 private:
  bool may_hold_one(std::span<const std::string_view> words) const;

  static constexpr std::size_t kBlank = 0;
  // Letters differ in their last five bits, and capitals do not differ from small ones. Other signs may count
  // as some letter, which finds too much and never too little.
  static constexpr std::size_t letter(char c) { return static_cast<unsigned char>(c) % 32U; }

  void take_line_ends_for_blanks();

  std::array<std::uint32_t, 32> behind_{};
};

}  // namespace eligo::grammar::registry
