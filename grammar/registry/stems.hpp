// A line that has a list under it: how the list is meant, and which of its words belong to every entry.
// Internal to grammar/registry/.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "grammar/registry/lexicon.hpp"

namespace eligo::grammar::registry {

struct Stem {
  enum class Kind { all, any, at_least, unclear };
  Kind kind = Kind::unclear;
  std::size_t count = 0;    // of at_least
  std::string front;        // `History of` of `History of any of the following:`
  std::string behind;       // `within 14 days` of `The following within 14 days:`; said of every entry
  bool names_more = false;  // the stem names something of which the list gives examples
  bool is_empty = true;     // the words in front say nothing of their own
};

// `measured`: most entries of the list are comparisons; a stem that defines by them is then clear.
Stem read_stem(std::string_view text, bool exclusion, bool measured, const Lexicon& lexicon);

}  // namespace eligo::grammar::registry
