// See single_cell.hpp.
#include "patients/single_cell.hpp"

#include <algorithm>
#include <cstring>

#include "patients/text.hpp"
#include "patients/word_bytes.hpp"

namespace eligo::patients {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::int64_t plain_number(std::string_view text) {
  constexpr std::size_t most_digits = 12;  // in front of the point
  std::size_t at = 0;
  std::int64_t value = 0;
  const auto digit = [&] { return at < text.size() ? static_cast<unsigned>(text[at] - '0') : 10U; };
  while (digit() <= 9 && at <= most_digits) value = value * 10 + static_cast<std::int64_t>(digit()), ++at;
  if (at == 0 || at > most_digits || (at > 1 && text[0] == '0')) return -1;
  if (at == text.size()) return value * powers_of_ten[number_scale];
  if (text[at] != '.') return -1;
  const std::size_t point = at++;
  while (digit() <= 9 && at - point <= number_scale)
    value = value * 10 + static_cast<std::int64_t>(digit()), ++at;
  const std::size_t decimals = at - point - 1;
  if (at != text.size() || decimals == 0) return -1;
  return value * powers_of_ten[number_scale - decimals];
}

Form take_comparator(std::string_view& text) {
  if (text.empty() || (text[0] != '<' && text[0] != '>')) return Form::exact;
  const bool less = text[0] == '<';
  const bool equal = text.size() > 1 && text[1] == '=';
  text.remove_prefix(equal ? 2 : 1);
  text = trimmed(text);
  if (less) return equal ? Form::less_equal : Form::less;
  return equal ? Form::greater_equal : Form::greater;
}

ShortText short_text(const char* text, std::size_t size) {
  ShortText result;
  std::memcpy(&result.head, text, sizeof result.head);
  std::memcpy(&result.tail, text + sizeof result.head, sizeof result.tail);
  result.head &= bytes_inside(size);
  result.tail &= size > 8 ? bytes_inside(size - 8) : 0;
  result.size = static_cast<std::uint32_t>(size);
  return result;
}

ShortText short_text(std::string_view text) {
  char padded[longest_short] = {};
  std::ranges::copy(text.substr(0, longest_short), padded);
  ShortText result = short_text(padded, std::min(text.size(), longest_short));
  result.size = static_cast<std::uint32_t>(text.size());
  return result;
}

ShortText lower_case(ShortText text) {
  text.head |= each_byte * 0x20;
  text.tail |= each_byte * 0x20;
  return text;
}

std::uint8_t find_word(const std::vector<ShortText>& words, const ShortText& word) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<std::uint8_t>(i + 1);
  }
  return 0;
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

bool has_form_of_date(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-dd";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  return std::ranges::equal(text, form.substr(0, text.size()), [](char c, char wanted) {
    return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
  });
}

}  // namespace eligo::patients
