// See letter_pairs.hpp.
#include "grammar/registry/letter_pairs.hpp"

#include <algorithm>

namespace eligo::grammar::registry {

LetterPairs::LetterPairs(std::string_view text) {
  std::uint32_t* behind = &behind_[kBlank];
  for (const char c : text) {
    const std::size_t here = letter(c);
    *behind |= std::uint32_t{1} << here;
    behind = &behind_[here];
  }
  *behind |= std::uint32_t{1} << kBlank;
  if (text.find('\n') != std::string_view::npos) take_line_ends_for_blanks();
}

bool LetterPairs::may_hold(std::string_view word) const {
  for (std::size_t i = 1; i < word.size(); ++i)
    if (((behind_[letter(word[i - 1])] >> letter(word[i])) & 1U) == 0) return false;
  return true;
}

bool LetterPairs::may_hold_one(std::span<const std::string_view> words) const {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return may_hold(word); });
}

void LetterPairs::take_line_ends_for_blanks() {
  constexpr std::size_t line_end = letter('\n');
  behind_[kBlank] |= behind_[line_end];
  for (std::uint32_t& row : behind_) row |= (row >> line_end & 1U) << kBlank;
}

}  // namespace eligo::grammar::registry
