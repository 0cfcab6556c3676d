// What a lexicon says of a word, a unit or a name. See lexicon.hpp.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "grammar/registry/lexicon.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
void Lexicon::Edges::add(std::uint32_t node, std::uint32_t word, std::uint32_t to) {
  if (4 * ++used_ > 3 * slots_.size()) {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
    for (const Slot& slot : old)
      if (slot.to != kUnknown) slots_[place(slot.node, slot.word)] = slot;
  }
  slots_[place(node, word)] = {node, word, to};
}

Lexicon::Match Lexicon::longest(std::span<const Word> words) const {
  Match best;
  if (words.empty()) return best;
  std::uint32_t at = begin(words[0].id);
  for (std::size_t i = 0; at != kUnknown; ++i) {
    if (const Entry* entry = ends(at, i == 0 ? words[0].text : std::string_view{}); entry != nullptr)
      best = {entry, i + 1};
    at = i + 1 < words.size() ? next(at, words[i + 1].id) : kUnknown;
  }
  return best;
}

Lexicon::UnitMatch Lexicon::unit(std::string_view text, bool compared) const {
  std::array<char, kLongestUnit> key;
  std::size_t size = 0;
  WordTable::Key spelt;
  std::uint64_t lengths = 0;  // of the units that begin so
  UnitMatch longest;
  for (std::size_t i = 0; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == ' ') continue;
    if (size == 0) lengths = unit_lengths_[static_cast<unsigned char>(lower(text[i]))];
    if (lengths >> (size + 1) == 0) break;
    key[size++] = lower(text[i]);
    spelt.add(text[i]);
    if (size == 2) lengths = unit_pair_lengths_[unit_pair(key[0], key[1])];
    if ((lengths >> size & 1U) == 0) continue;
    const bool inside = i + 1 < text.size() && is_word_char(text[i + 1]) && is_word_char(text[i]);
    const std::uint32_t found = inside ? WordTable::kNone : unit_spellings_.find({key.data(), size}, spelt);
    if (found == WordTable::kNone || (!compared && units_[found]->detail == "compared")) continue;
    longest = {units_[found], i + 1};
  }
  // giga a litre, not grams
  if (giga_ != nullptr && longest.length == 3 && text.starts_with("G/") && longest.entry->value == "g/L")
    longest.entry = giga_;
  return longest;
}

std::string_view Lexicon::quantity(std::string_view ucum) const {
  const auto found = quantities_.find(ucum);
  return found == quantities_.end() ? std::string_view{} : std::string_view(found->second);
}

std::string_view Lexicon::bare_unit(std::string_view fact, std::string_view number) const {
  const auto found = bare_units_.find(fact);
  if (found == bare_units_.end() || number.empty()) return {};
  const double value = std::strtod(std::string(number).c_str(), nullptr);
  for (const BareUnit& one : found->second)
    if (value >= one.low && value <= one.high) return one.unit;
  return {};
}

const std::vector<std::string>* Lexicon::signs_of(std::string_view word) const {
  const auto found = signs_.find(word);
  return found == signs_.end() ? nullptr : &found->second;
}

const ast::Concept* Lexicon::fact(std::string_view name) const {
  const auto found = facts_.find(name);
  return found == facts_.end() ? nullptr : found->second;
}

const ast::Concept* Lexicon::fact_called_folded(std::string_view low) const {
  const auto found = called_.find(low);
  return found == called_.end() ? nullptr : found->second;
}

// A word as it stands, or else without the `s` of a plural.
std::optional<Part> Lexicon::listed_head(std::string_view word) const {
  if (word.empty()) return std::nullopt;
  const std::string_view plain = word.substr(0, word.size() - 1);
  const WordTable::Key of_plain = WordTable::key_of(plain);
  WordTable::Key of_word = of_plain;
  of_word.add(word.back());
  std::uint32_t head = head_words_.find(word, of_word);
  if (head == WordTable::kNone && lower(word.back()) == 's') head = head_words_.find(plain, of_plain);
  return head == WordTable::kNone ? std::nullopt : std::optional(heads_[head]);
}

std::optional<Part> Lexicon::kind_of_head(std::string_view word) const {
  if (word.empty()) return std::nullopt;
  if (const auto listed = listed_head(word)) return *listed == Part::word ? std::nullopt : listed;
  const auto ends_in = [&](std::string_view letters) {
    const std::string_view end = word.substr(word.size() - letters.size());
    return std::equal(end.begin(), end.end(), letters.begin(),
                      [](char written, char letter) { return lower(written) == letter; });
  };
  for (const Suffix& suffix : suffixes_[static_cast<unsigned char>(lower(word.back()))])
    if (word.size() >= suffix.least && ends_in(suffix.letters)) return suffix.part;
  return std::nullopt;
}

bool Lexicon::is_name_by_ending(std::string_view word) const {
  return !listed_head(word) && kind_of_head(word).has_value();
}

bool Lexicon::names_nothing(std::string_view word) const {
  return listed_head(word) == std::optional(Part::word);
}

}  // namespace eligo::grammar::registry
