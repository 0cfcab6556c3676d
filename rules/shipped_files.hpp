// The rules that come with the program, as text: the vocabulary and the founding trials. Generated from this
// folder.
#pragma once

#include <span>
#include <string_view>

namespace eligo::rules {

struct ShippedFile {
  std::string_view name;  // "vocabulary/serology.elig", "trials/NCT06949267.elig"
  std::string_view text;
};

// Sorted by name; static storage.
std::span<const ShippedFile> shipped_files();

// The cost table (engine/costs.hpp), costs.csv.
std::string_view shipped_costs();
// The words of registry English, for drafting ("lexicon/units.lexicon"); likewise.
std::span<const ShippedFile> shipped_lexicon();

}  // namespace eligo::rules
