// See lexicon_words.hpp.
#include "grammar/registry/lexicon_words.hpp"

#include <algorithm>

namespace eligo::grammar::registry {

std::string lowered(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(), lower);
  return made;
}

bool stands_in(std::string_view words, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1))
    if (at > 0 && words[at - 1] == ' ' && at + word.size() < words.size() && words[at + word.size()] == ' ')
      return true;
  return false;
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word :
       words)  // NOLINT(readability-use-anyofallof): one loop, not four in a row
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace eligo::grammar::registry
