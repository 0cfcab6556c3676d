// See build_words.hpp.
#include "grammar/registry/build_words.hpp"

namespace eligo::grammar::registry {

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const bool begins = at == 0 || !letter(text[at - 1]);
    const bool ends = at + word.size() >= text.size() || !letter(text[at + word.size()]);
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace eligo::grammar::registry
