// See word_table.hpp.
#include "grammar/registry/word_table.hpp"

#include <utility>

namespace eligo::grammar::registry {
namespace {

// FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = 0x811C9DC5U;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  return hash;
}

}  // namespace

std::size_t WordTable::place(std::string_view word, std::uint32_t hash) const {
  std::size_t i = hash & (slots_.size() - 1);
  while (slots_[i].word != kNone && (slots_[i].hash != hash || word_at(slots_[i].word) != word))
    i = (i + 1) & (slots_.size() - 1);
  return i;
}

std::uint32_t WordTable::find(std::string_view word) const { return slots_[place(word, hash_of(word))].word; }

std::uint32_t WordTable::add(std::string_view word) {
  const std::uint32_t hash = hash_of(word);
  const std::size_t at = place(word, hash);
  if (slots_[at].word != kNone) return slots_[at].word;
  const auto number = static_cast<std::uint32_t>(words_.size());
  slots_[at] = {hash, number};
  words_.push_back({static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(word.size())});
  letters_ += word;
  if (2 * words_.size() > slots_.size()) grow();
  return number;
}

void WordTable::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
  for (const Slot& slot : old) {
    if (slot.word == kNone) continue;
    std::size_t i = slot.hash & (slots_.size() - 1);
    while (slots_[i].word != kNone) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = slot;
  }
}

}  // namespace eligo::grammar::registry
