// Which letters stand behind which in a text, letter case aside: where a pair of a word's letters is missing,
// the word is not in the text and need not be searched for. Internal to grammar/registry/.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eligo::grammar::registry {

class LetterPairs {
 public:
  LetterPairs() = default;
  // A blank stands at both ends of the text.
  explicit LetterPairs(std::string_view text) {
    std::uint32_t* behind = &behind_[kBlank];
    for (const char c : text) {
      const std::size_t here = letter(c);
      *behind |= std::uint32_t{1} << here;
      behind = &behind_[here];
    }
    *behind |= std::uint32_t{1} << kBlank;
    if (text.find('\n') != std::string_view::npos) take_line_ends_for_blanks();
  }

  // False: the word does not stand in the text, nor in a part of it, in whatever letter case.
  bool may_hold(std::string_view word) const {
    for (std::size_t i = 1; i < word.size(); ++i)
      if (((behind_[letter(word[i - 1])] >> letter(word[i])) & 1U) == 0) return false;
    return true;
  }
  template <class Words>
  bool may_hold_any(const Words& words) const {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return may_hold(word); });
  }

 private:
  static constexpr std::size_t kBlank = 0;
  // Letters differ in their last five bits, and capitals do not differ from small ones. Other signs may count
  // as some letter, which finds too much and never too little.
  static constexpr std::size_t letter(char c) { return static_cast<unsigned char>(c) % 32U; }

  void take_line_ends_for_blanks() {
    constexpr std::size_t line_end = letter('\n');
    behind_[kBlank] |= behind_[line_end];
    for (std::uint32_t& row : behind_) row |= (row >> line_end & 1U) << kBlank;
  }

  std::array<std::uint32_t, 32> behind_{};
};

}  // namespace eligo::grammar::registry
