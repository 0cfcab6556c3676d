// Words that several builders read alike. Internal to grammar/registry/.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "grammar/ast.hpp"

namespace eligo::grammar::registry {

inline bool is_whole(std::string_view number) {
  return !number.empty() && number.size() <= 6 &&
         std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

inline std::optional<ast::Comparator> comparator(std::string_view sign) {
  if (sign == "<") return ast::Comparator::less;
  if (sign == "<=") return ast::Comparator::less_equal;
  if (sign == ">") return ast::Comparator::greater;
  if (sign == ">=") return ast::Comparator::greater_equal;
  if (sign == "=") return ast::Comparator::equal;
  return std::nullopt;
}

}  // namespace eligo::grammar::registry
