// Strings, numbers and literals of JSON (RFC 8259). Entry: json_tree.hpp. Tests:
// tests/patients/json_tree_test.cpp.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "patients/json_tree.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

constexpr char32_t replacement =
    0xFFFD;  // stands for what is not UTF-8, so that no bad byte goes any further

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && (c & 0x80) == 0;
}

// The same of eight letters at once; each sum has a highest bit where a letter is not plain.
constexpr std::size_t kEight = sizeof(std::uint64_t);
bool are_plain(const char* eight) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  std::uint64_t letters;
  std::memcpy(&letters, eight, kEight);
  const std::uint64_t quotes = letters ^ (ones * '"');
  const std::uint64_t slashes = letters ^ (ones * '\\');
  const std::uint64_t below =
      ((letters - ones * 0x20) & ~letters) | ((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes);
  return ((below | letters) & (ones * 0x80)) == 0;
}

}  // namespace

// A string as a view of the text where it is plain, else decoded into the tree's own store.
bool JsonTree::read_string(std::string_view& out) {
  bad_text_ = false;
  ++at_;
  const std::string_view plain = read_plain();
  if (at('"')) {
    out = plain;
    ++at_;
    return true;
  }
  std::string& decoded = decoded_.emplace_back();
  decoded.reserve(plain.size() + std::min(text_.find('"', at_), text_.size()) - at_);
  decoded += plain;
  while (!at('"')) {
    if (at_ >= text_.size()) return fail("the text ends inside a string: is the file truncated?");
    if (at('\\')) {
      if (!read_escape(decoded)) return false;
    } else if (static_cast<unsigned char>(text_[at_]) < 0x20) {
      return fail(
          "a control character or line break inside a string: write it as an escape, or close the string");
    } else if (const std::size_t length = utf8_length(text_, at_); length == 0) {
      bad_text_ = true;
      append_utf8(decoded, replacement);
      ++at_;
    } else {
      decoded += text_.substr(at_, length);
      at_ += length;
    }
    decoded += read_plain();
  }
  ++at_;
  out = decoded;
  return true;
}

// What stands for itself, from here on.
std::string_view JsonTree::read_plain() {
  const std::size_t begin = at_;
  std::size_t end = begin;
  while (end + kEight <= text_.size() && are_plain(text_.data() + end)) end += kEight;
  while (end < text_.size() && is_plain(text_[end])) ++end;
  at_ = end;
  return text_.substr(begin, end - begin);
}

bool JsonTree::read_escape(std::string& out) {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (at_ + 1 >= text_.size()) return fail("the text ends inside a string: is the file truncated?");
  const char letter = text_[at_ + 1];
  if (letter == 'u') return read_unicode_escape(out);
  const auto found = letters.find(letter);
  if (found == std::string_view::npos)
    return fail("unknown escape in a string: write `\\\\` for a backslash");
  out += meanings[found];
  at_ += 2;
  return true;
}

// \uXXXX, or two of them for a character beyond U+FFFF. A lone surrogate is bad text, not bad syntax.
bool JsonTree::read_unicode_escape(std::string& out) {
  char32_t unit = 0;
  if (!read_hex4(unit)) return false;
  const bool high = unit >= 0xD800 && unit <= 0xDBFF;
  if (high && text_.substr(at_, 2) == "\\u") {
    const std::size_t before = at_;
    char32_t low = 0;
    if (!read_hex4(low)) return false;
    if (low >= 0xDC00 && low <= 0xDFFF) {
      append_utf8(out, 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00));
      return true;
    }
    at_ = before;
  }
  if (unit >= 0xD800 && unit <= 0xDFFF) {
    bad_text_ = true;
    unit = replacement;
  }
  append_utf8(out, unit);
  return true;
}

bool JsonTree::read_hex4(char32_t& out) {
  constexpr std::string_view hex = "0123456789abcdef";
  for (std::size_t i = 2; i < 6; ++i) {
    if (at_ + i >= text_.size()) return fail("the text ends inside a string: is the file truncated?");
    const char c = text_[at_ + i];
    const auto digit = hex.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
    if (digit == std::string_view::npos) return fail("`\\u` needs four hexadecimal digits");
    out = out * 16 + static_cast<char32_t>(digit);
  }
  at_ += 6;
  return true;
}

bool JsonTree::read_number() {
  const std::size_t begin = at_;
  const auto take_digits = [this] {
    const std::size_t from = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ > from;
  };
  const auto give_up = [&] {
    at_ = begin;
    return fail_expected("a value");
  };
  if (at('-')) ++at_;
  if (at('0')) {
    ++at_;
  } else if (!take_digits()) {
    return give_up();
  }
  if (at('.')) {
    ++at_;
    if (!take_digits()) return give_up();
  }
  if (at('e') || at('E')) {
    ++at_;
    if (at('+') || at('-')) ++at_;
    if (!take_digits()) return give_up();
  }
  if (JsonNode* node = add(JsonKind::number, begin)) {
    node->end = at_;
    node->text = text_.substr(begin, at_ - begin);
  }
  return true;
}

bool JsonTree::read_literal(std::string_view word, JsonKind kind) {
  if (text_.substr(at_, word.size()) != word) return fail_expected("a value");
  const std::size_t begin = at_;
  at_ += word.size();
  if (JsonNode* node = add(kind, begin)) node->end = at_;
  return true;
}

}  // namespace eligo::patients
