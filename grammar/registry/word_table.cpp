// See word_table.hpp.
#include "grammar/registry/word_table.hpp"

#include <utility>

namespace eligo::grammar::registry {

std::uint32_t WordTable::add(std::string_view word, Key of_word) {
  const std::uint64_t key = of_word.value();
  const std::size_t at = place(word, key);
  if (slots_[at].word != kNone) return slots_[at].word;
  const auto number = static_cast<std::uint32_t>(begins_.size());
  slots_[at] = {key, number, static_cast<std::uint32_t>(word.size())};
  begins_.push_back(static_cast<std::uint32_t>(letters_.size()));
  for (const char c : word) letters_ += lower(c);
  if (2 * begins_.size() > slots_.size()) grow();
  return number;
}

void WordTable::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
  for (const Slot& slot : old) {
    if (slot.word == kNone) continue;
    std::size_t i = first_place(slot.key);
    while (slots_[i].word != kNone) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = slot;
  }
}

}  // namespace eligo::grammar::registry
