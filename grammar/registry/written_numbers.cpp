// See written_numbers.hpp.
#include "grammar/registry/written_numbers.hpp"

#include <algorithm>

namespace eligo::grammar::registry {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// 100 000/mm3: a blank between thousands is one only where a count follows. `end`: of the digits in front.
bool goes_on(std::string_view text, std::size_t end, std::size_t whole, const Lexicon& lexicon) {
  if (whole > 3 || end + 3 >= text.size() || text[end] != ' ') return false;
  for (std::size_t i = end + 1; i < end + 4; ++i)
    if (!is_digit(text[i])) return false;
  if (is_digit(text[end + 4 < text.size() ? end + 4 : end])) return false;
  std::size_t behind = end + 4;
  while (behind < text.size() && text[behind] == ' ') ++behind;
  const auto unit = lexicon.unit(text.substr(std::min(behind, text.size())));
  return unit.entry != nullptr && unit.entry->detail == "count";
}

bool unit_follows(std::string_view text, std::size_t at, const Lexicon& lexicon) {
  while (at < text.size() && text[at] == ' ') ++at;
  return lexicon.unit(text.substr(std::min(at, text.size()))).entry != nullptr;
}

// `> 9,5`: what stands behind a sign is one value, and two digits or fewer are no thousands. `< 1,2` may be
// two grades, unless a unit follows.
bool is_decimal_comma(std::string_view text, std::size_t begin, std::size_t comma, std::size_t end,
                      const Lexicon& lexicon) {
  const std::size_t behind = end - comma - 1;
  if (behind == 0 || behind > 2) return false;
  if (end + 1 < text.size() && (text[end] == ',' || text[end] == '.') && is_digit(text[end + 1]))
    return false;
  const bool grades = comma - begin == 1 && behind == 1 && text[comma + 1] == text[begin] + 1;
  return !grades || unit_follows(text, end, lexicon);
}

// What follows the whole digits and a point or comma.
void read_fraction(std::string_view text, std::size_t begin, std::size_t whole, std::size_t groups,
                   bool compared, const Lexicon& lexicon, WrittenNumber& made) {
  std::size_t& end = made.end;
  if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) {
    const std::size_t point = end++;
    made.digits += '.';
    while (end < text.size() && is_digit(text[end])) made.digits += text[end++];
    // three digits behind a point: thousands for half of the world
    made.doubtful = end - point == 4 && groups == 0 && whole <= 3 && whole > 0 && text[begin] != '0';
    if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) {
      made.doubtful = true;
      while (end + 1 < text.size() && (is_digit(text[end]) || (text[end] == '.' && is_digit(text[end + 1]))))
        ++end;
      if (end < text.size() && is_digit(text[end])) ++end;
    }
  } else if (end + 1 < text.size() && text[end] == ',' && is_digit(text[end + 1])) {
    const std::size_t comma = end;
    std::size_t more = end + 1;
    while (more < text.size() && is_digit(text[more])) ++more;
    if (compared && groups == 0 && is_decimal_comma(text, begin, comma, more, lexicon)) {
      made.digits += '.';
      made.digits += text.substr(comma + 1, more - comma - 1);
      end = more;
    } else if (!(whole == 1 && more - comma == 2 &&
                 text[begin] < '5')) {  // 0,1 is more often a list of grades
      made.doubtful = true;
      end = more;
    }
  }
}

}  // namespace

WrittenNumber written_number(std::string_view text, std::size_t begin, bool compared,
                             const Lexicon& lexicon) {
  WrittenNumber made;
  std::size_t& end = made.end = begin;
  while (end < text.size() && is_digit(text[end])) made.digits += text[end++];
  const std::size_t whole = end - begin;
  std::size_t groups = 0;
  while (end + 3 < text.size() && text[end] == ',' && is_digit(text[end + 1]) && is_digit(text[end + 2]) &&
         is_digit(text[end + 3]) && whole <= 3 && !(end + 4 < text.size() && is_digit(text[end + 4]))) {
    made.digits += text.substr(end + 1, 3);
    end += 4;
    ++groups;
  }
  if (goes_on(text, end, whole, lexicon)) {
    made.digits += text.substr(end + 1, 3);
    end += 4;
  }
  read_fraction(text, begin, whole, groups, compared, lexicon, made);
  if (made.digits.starts_with('.')) made.digits.insert(0, 1, '0');
  return made;
}

WrittenSign written_sign(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  bool less = false;
  bool more = false;
  bool equal = false;
  bool struck = false;  // `=/=`
  while (end < text.size()) {
    const char c = text[end];
    if (c == '<')
      less = true;
    else if (c == '>')
      more = true;
    else if (c == '=')
      equal = true;
    else if (c == '/' && end + 1 < text.size() && (text[end + 1] == '=' || text[end + 1] == ' ')) {
      struck = equal && text[end + 1] == '=';
    } else if (c != ' ')
      break;
    ++end;
  }
  // `> or =`, `< or equal to`
  for (const std::string_view tail : {"or equal to", "or equal", "or ="}) {
    if (text.substr(end).starts_with(tail) && (less || more)) {
      equal = true;
      end += tail.size();
      break;
    }
  }
  while (end > begin + 1 && (text[end - 1] == ' ' || text[end - 1] == '/')) --end;
  return {end,
          less   ? (equal ? "<=" : "<")
          : more ? (equal ? ">=" : ">")
                 : "=",
          !(less && more) && !(struck && !less && !more)};
}

}  // namespace eligo::grammar::registry
