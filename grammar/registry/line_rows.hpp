// The rows of a criteria section: the lines of the text without their bullets, wrapped ones joined. Internal
// to grammar/registry/. See lines.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace eligo::grammar::registry {

// One line of the text as it is stored.
struct Row {
  std::uint32_t begin = 0;  // behind the bullet
  std::uint32_t end = 0;
  std::uint32_t indent = 0;
  std::uint32_t column = 0;  // where the text begins, bullet included in the count
  char bullet = 0;           // `-`, `*`, `1`, `a`; 0: none
  std::uint32_t paragraph = 0;
};

// In order; blank lines are counted as the ends of paragraphs.
std::vector<Row> rows_of(const std::string& text);

}  // namespace eligo::grammar::registry
