// Tested in tests/grammar/parse_test.cpp and tests/grammar/cases/.
#include "grammar/scan.hpp"

#include <array>

#include "grammar/words.hpp"

namespace eligo::grammar::scan {
namespace {

bool is_digit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::size_t digits(std::string_view text, std::size_t at) {
  while (is_digit(text, at)) ++at;
  return at;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool starts_blank(std::string_view text, std::size_t at) {
  return is_blank(text[at]) ||
         (static_cast<unsigned char>(text[at]) >= 0x80 && blank_length(text.substr(at)) > 0);
}

template <typename Stops>
std::size_t words(std::string_view text, Stops stops) {
  std::size_t end = 0;
  for (std::size_t at = 0;;) {
    const std::string_view rest = text.substr(at);
    const std::size_t length = word_length(rest);
    if (length == 0) break;
    const std::string_view word = rest.substr(0, length);
    if (ends_name(word, rest.substr(length)) || stops(text.substr(end, at - end), word)) break;
    end = at + length;
    at = end + blank_length(text.substr(end));
    if (at == end) break;
  }
  return reads_as_keyword(text.substr(0, end)) ? 0 : end;
}

// End of the bracketed group that opens at `at`; `at` itself if it does not close before a blank. Parentheses
// nest.
std::size_t bracketed(std::string_view text, std::size_t at) {
  const char open = text[at];
  const char close = open == '{' ? '}' : open == '[' ? ']' : ')';
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size() && !starts_blank(text, i); ++i) {
    if (open == '(' && text[i] == open) ++depth;
    if (text[i] == close && (open != '(' || --depth == 0)) return i + 1;
  }
  return at;
}

}  // namespace

std::size_t bare_words(std::string_view text) {
  return words(text, [](std::string_view, std::string_view) { return false; });
}

std::size_t property_name(std::string_view text) {
  return words(text, [](std::string_view blanks, std::string_view word) {
    return blanks.find('\n') != std::string_view::npos && is_property_word(word);
  });
}

std::size_t one_word(std::string_view text) {
  const std::size_t length = word_length(text);
  return length > 0 && !ends_name(text.substr(0, length), text.substr(length)) ? length : 0;
}

std::size_t quoted_name(std::string_view text) {
  if (text.empty() || text[0] != '`') return 0;
  const std::size_t close = text.find_first_of("`\n\r", 1);
  if (close == std::string_view::npos || text[close] != '`') return 0;
  return blank_length(text.substr(1)) + 1 < close ? close + 1 : 0;
}

std::size_t string(std::string_view text) {
  if (text.empty() || text[0] != '"') return 0;
  for (std::size_t at = 1;;) {
    at = text.find_first_of("\"\\\n\r", at);
    if (at == std::string_view::npos || text[at] == '\n' || text[at] == '\r') return 0;
    if (text[at] == '"') return at + 1;
    if (at + 1 >= text.size() || (text[at + 1] != '"' && text[at + 1] != '\\')) return 0;
    at += 2;
  }
}

std::size_t number(std::string_view text) {
  const std::size_t start = !text.empty() && text[0] == '-' ? 1 : 0;
  std::size_t end = digits(text, start);
  if (end == start) return 0;
  if (end < text.size() && text[end] == '.') {
    const std::size_t fraction = digits(text, end + 1);
    if (fraction == end + 1) return 0;
    end = fraction;
  }
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const std::size_t sign = end + 1 < text.size() && (text[end + 1] == '+' || text[end + 1] == '-') ? 1 : 0;
    const std::size_t exponent = digits(text, end + 1 + sign);
    if (exponent > end + 1 + sign) end = exponent;
  }
  if (end < text.size() && (text[end] == '.' || text[end] == '*' || text[end] == '^')) return 0;
  if (end < text.size() && text[end] == ',' && is_digit(text, end + 1)) return 0;
  return end;
}

std::size_t unit(std::string_view text) {
  if (text.empty() || text[0] == '#' || text[0] == '*' || text[0] == '^') return 0;
  if (times_normal(text) > 0) return 0;
  if (const std::size_t length = word_length(text);
      length > 0 && ends_name(text.substr(0, length), text.substr(length))) {
    return 0;
  }
  std::size_t at = 0;
  while (at < text.size() && !starts_blank(text, at)) {
    const char c = text[at];
    if (c == '(' || c == '{' || c == '[') {
      const std::size_t end = bracketed(text, at);
      if (end == at) break;
      at = end;
      continue;
    }
    if (c == ',' || c == ')' || c == '"' || c == '`' || c == '<' || c == '>' || c == '=') break;
    ++at;
  }
  return at;
}

std::size_t times_normal(std::string_view text) {
  for (const std::string_view sign : {"x", "X", "*", "\u00D7", "times"}) {
    if (!text.starts_with(sign)) continue;
    const std::size_t begin = sign.size() + blank_length(text.substr(sign.size()));
    const std::string_view rest = text.substr(begin);
    const std::string_view word = rest.substr(0, word_length(rest));
    if (word == "ULN" || word == "LLN") return begin + word.size();
  }
  return 0;
}

std::size_t time_unit(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kUnits = {"day", "week", "month", "year"};
  const std::size_t length = word_length(text);
  const std::string_view word = text.substr(0, length);
  for (const std::string_view unit : kUnits) {
    if (!word.starts_with(unit)) continue;
    if (length == unit.size() || (length == unit.size() + 1 && word.back() == 's')) return length;
  }
  return 0;
}

std::size_t symbol_comparator(std::string_view text) {
  if (text.starts_with("\xE2\x89\xA4") || text.starts_with("\xE2\x89\xA5")) return 3;
  if (text.empty() || (text[0] != '<' && text[0] != '>' && text[0] != '=')) return 0;
  const std::size_t length = text[0] != '=' && text.size() > 1 && text[1] == '=' ? 2 : 1;
  const bool more =
      length < text.size() && (text[length] == '<' || text[length] == '>' || text[length] == '=');
  return more ? 0 : length;
}

std::size_t word_comparator(std::string_view text) {
  if (text.empty()) return 0;
  switch (text[0]) {
    case 'a': {
      const std::size_t least = keyword(text, "at least");
      return least > 0 ? least : keyword(text, "at most");
    }
    case 'm':
      return keyword(text, "more than");
    case 'l':
      return keyword(text, "less than");
    case 'e':
      return keyword(text, "exactly");
    default:
      return 0;
  }
}

std::size_t identifier(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !starts_blank(text, at) && text[at] != '"' && text[at] != '`' && text[at] != '#')
    ++at;
  return at;
}

std::size_t code(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !starts_blank(text, at) && text[at] != ',' && text[at] != '"' && text[at] != '#')
    ++at;
  return at;
}

std::size_t plus_minus(std::string_view text) {
  if (text.starts_with("\xC2\xB1")) return 2;
  return text.starts_with("+/-") ? 3 : 0;
}

std::size_t keyword(std::string_view text, std::string_view words) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t space = words.find(' ');
    const std::string_view word = words.substr(0, space);
    if (text.substr(at, word.size()) != word || word_length(text.substr(at)) != word.size()) return 0;
    at += word.size();
    if (space == std::string_view::npos) return at;
    words.remove_prefix(space + 1);
    at += blank_length(text.substr(at));
  }
}

std::size_t comment(std::string_view text) {
  if (text.empty() || text[0] != '#') return 0;
  const std::size_t end = text.find('\n');
  std::size_t length = end == std::string_view::npos ? text.size() : end;
  while (length > 1 && is_blank(text[length - 1])) --length;
  return length;
}

}  // namespace eligo::grammar::scan
