// Numbers and signs of comparison as registry text writes them. Internal to grammar/registry/.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "grammar/registry/lexicon.hpp"

namespace eligo::grammar::registry {

// 100, 1.5, 1,500, 50.000 (doubtful), 1,5 (doubtful)
struct WrittenNumber {
  std::size_t end = 0;
  std::string digits;     // a plain decimal, which may begin with zeros
  bool doubtful = false;  // can be read in two ways
};
// `compared`: behind a sign of comparison, where `9,5` is one value.
WrittenNumber written_number(std::string_view text, std::size_t begin, bool compared, const Lexicon& lexicon);

// `</=`, `=<`, `> or =` and the like; a phrase of the lexicon could not tell their order.
struct WrittenSign {
  std::size_t end = 0;
  std::string_view value;  // <, <=, >, >=, =
  bool clear = true;       // false: `<` and `>` at once
};
WrittenSign written_sign(std::string_view text, std::size_t begin);

}  // namespace eligo::grammar::registry
