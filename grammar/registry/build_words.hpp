// Words that several builders read alike. Internal to grammar/registry/.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/ast.hpp"

namespace eligo::grammar::registry {

// The sign seen from the other side.
inline std::string turned_sign(std::string_view written) {
  std::string sign(written);
  if (!sign.empty() && sign[0] == '<')
    sign[0] = '>';
  else if (!sign.empty() && sign[0] == '>')
    sign[0] = '<';
  return sign;
}

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

// A unit of time as the lexicon and the registry's fields call it; nullopt: none that ages are counted in.
inline std::optional<ast::TimeUnit> time_unit(std::string_view word) {
  if (word == "day") return ast::TimeUnit::day;
  if (word == "week") return ast::TimeUnit::week;
  if (word == "month") return ast::TimeUnit::month;
  if (word == "year") return ast::TimeUnit::year;
  return std::nullopt;
}

// Whether `word` stands in `text` by itself.
bool has_word(std::string_view text, std::string_view word);

}  // namespace eligo::grammar::registry
