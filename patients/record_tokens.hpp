// Words, numbers and names of members as they stand in a line of a file of records.
//
// What is accepted here is said by a cell in the same words; everything else is left to RecordReader.
// Internal to record_rows.cpp. Tests: tests/patients/record_rows_test.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "patients/record_columns.hpp"

namespace eligo::patients::tokens {

inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum class Kind : std::uint8_t { text, number, boolean };
using Kinds = std::uint8_t;
constexpr Kinds kind(Kind of) { return static_cast<Kinds>(1U << static_cast<unsigned>(of)); }
constexpr Kinds a_text = kind(Kind::text);
constexpr Kinds a_number = kind(Kind::text) | kind(Kind::number);
constexpr Kinds a_boolean = kind(Kind::boolean);

// A text, number or boolean as it stands in the line.
struct Token {
  std::string_view text;
  Kind kind = Kind::text;
};

// JSON's grammar without an exponent.
inline bool is_plain_number(std::string_view text) {
  std::size_t at = text.front() == '-' ? 1 : 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  const std::size_t first = at;
  const std::size_t whole = digits();
  if (whole == 0 || (whole > 1 && text[first] == '0')) return false;
  if (at == text.size()) return true;
  return text[at++] == '.' && digits() > 0 && at == text.size();
}

// False for whatever a cell could not say in the same words; texts are looked at for escapes only if there
// may be some.
[[gnu::always_inline]] inline bool read_token(std::string_view text, bool may_escape, Token& out) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  if (text.empty()) return false;
  if (text.front() == '"') {
    if (text.size() < 3 || text.back() != '"') return false;
    out = {text.substr(1, text.size() - 2), Kind::text};
    if (is_blank(out.text.front()) || is_blank(out.text.back())) return false;
    return !may_escape || std::memchr(out.text.data(), '\\', out.text.size()) == nullptr;
  }
  if (text.front() == '-' || is_digit(text.front())) {
    out = {text, Kind::number};
    return is_plain_number(text);
  }
  out = {text, Kind::boolean};
  return text == "true" || text == "false";
}

struct Key {
  std::array<char, 16> text{};  // with the quote behind it
  std::array<char, 16> mask{};
  std::size_t index = 0;  // of a Member, or what the table is of
  Kinds kinds = 0;
};

// Names of members, tried from where the last one was found: they mostly come in one order.
class KeyTable {
 public:
  void add(std::string_view text, std::size_t index, Kinds kinds) {
    Key& key = keys_.emplace_back();
    std::ranges::copy(text, key.text.begin());
    key.text[text.size()] = '"';
    std::fill_n(key.mask.begin(), text.size() + 1, '\xFF');
    key.index = index;
    key.kinds = kinds;
  }
  // `text`: behind the opening quote. A name with escapes is none of these.
  const Key* find(const char* text) {
    for (std::size_t tried = 0; tried < keys_.size(); ++tried) {
      if (++last_ >= keys_.size()) last_ = 0;
      if (is_at(text, keys_[last_])) return &keys_[last_];
    }
    return nullptr;
  }

 private:
  static std::uint64_t word(const char* text) {
    std::uint64_t result = 0;
    std::memcpy(&result, text, sizeof result);
    return result;
  }
  static bool is_at(const char* text, const Key& key) {
    const char* wanted = key.text.data();
    const char* mask = key.mask.data();
    return (((word(text) ^ word(wanted)) & word(mask)) |
            ((word(text + 8) ^ word(wanted + 8)) & word(mask + 8))) == 0;
  }

  std::vector<Key> keys_;
  std::size_t last_ = 0;
};

inline Kinds kinds_of(Section section, Member member) {
  switch (member) {
    case Member::value:
      return section == Section::observations ? a_number : a_boolean;
    case Member::low:
    case Member::high:
      return a_number;
    case Member::controlled:
    case Member::ongoing:
      return a_boolean;
    default:
      return a_text;
  }
}

inline KeyTable members_of(Section section, const std::vector<std::string>& idle) {
  KeyTable table;
  const bool has_value = section == Section::observations || section == Section::attestations;
  for (std::size_t i = 0; i < member_count; ++i) {
    const auto member = static_cast<Member>(i);
    if (!has_member(section, member) || (member == Member::value && !has_value)) continue;
    table.add(to_string(member), i, kinds_of(section, member));
  }
  for (std::size_t i = 0; i < idle.size(); ++i)
    table.add(idle[i], member_count + i, a_text | a_number | a_boolean);
  return table;
}

static_assert(RecordColumns::longest_idle < sizeof(Key::text));

}  // namespace eligo::patients::tokens
