// Tables after Unicode 15 (East Asian Width, general categories), folded into a few ranges.
// Tested in tests/grammar/source_test.cpp.
#include "grammar/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <span>

namespace eligo::grammar {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

bool in(std::span<const Range> ranges, std::uint32_t value) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), value,
                                      [](std::uint32_t v, const Range& range) { return v < range.first; });
  return after != ranges.begin() && value <= std::prev(after)->last;
}

constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2329, 0x232A},   Range{0x23E9, 0x23EC},
    Range{0x25FD, 0x25FE},   Range{0x2614, 0x2615},   Range{0x2648, 0x2653},   Range{0x26AA, 0x26AB},
    Range{0x26BD, 0x26BE},   Range{0x26C4, 0x26C5},   Range{0x2705, 0x2705},   Range{0x270A, 0x270B},
    Range{0x274C, 0x274C},   Range{0x2753, 0x2755},   Range{0x2795, 0x2797},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97F},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x17000, 0x18CFF}, Range{0x1B000, 0x1B2FF}, Range{0x1F004, 0x1F004},
    Range{0x1F0CF, 0x1F0CF}, Range{0x1F18E, 0x1F19A}, Range{0x1F200, 0x1F320}, Range{0x1F32D, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1FAFF}, Range{0x20000, 0x3FFFD}};

constexpr std::array kCombining = {
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},  Range{0x05BF, 0x05C7},
    Range{0x0610, 0x061A}, Range{0x064B, 0x065F}, Range{0x0670, 0x0670},  Range{0x06D6, 0x06DC},
    Range{0x06DF, 0x06E4}, Range{0x06E7, 0x06ED}, Range{0x0711, 0x0711},  Range{0x0730, 0x074A},
    Range{0x0900, 0x0902}, Range{0x093C, 0x093C}, Range{0x0941, 0x0948},  Range{0x094D, 0x094D},
    Range{0x0E31, 0x0E31}, Range{0x0E34, 0x0E3A}, Range{0x0E47, 0x0E4E},  Range{0x1AB0, 0x1AFF},
    Range{0x1DC0, 0x1DFF}, Range{0x20D0, 0x20FF}, Range{0x302A, 0x302D},  Range{0x3099, 0x309A},
    Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xE0100, 0xE01EF}};

constexpr std::array kUnsafe = {Range{0x0000, 0x001F}, Range{0x007F, 0x009F},  Range{0x00AD, 0x00AD},
                                Range{0x061C, 0x061C}, Range{0x180E, 0x180E},  Range{0x200B, 0x200F},
                                Range{0x2028, 0x202E}, Range{0x2060, 0x206F},  Range{0xFEFF, 0xFEFF},
                                Range{0xFFF9, 0xFFFB}, Range{0xE0000, 0xE007F}};

constexpr std::array kSpaces = {Range{0x00A0, 0x00A0}, Range{0x2000, 0x200A}, Range{0x202F, 0x202F},
                                Range{0x205F, 0x205F}, Range{0x3000, 0x3000}};

// Punctuation, symbols, separators and private use: never part of a name.
constexpr std::array kNotLetters = {
    Range{0x0080, 0x00A9},   Range{0x00AB, 0x00B4},   Range{0x00B6, 0x00B9},   Range{0x00BB, 0x00BF},
    Range{0x00D7, 0x00D7},   Range{0x00F7, 0x00F7},   Range{0x037E, 0x037E},   Range{0x0387, 0x0387},
    Range{0x060C, 0x060C},   Range{0x061B, 0x061F},   Range{0x06D4, 0x06D4},   Range{0x180E, 0x180E},
    Range{0x2000, 0x206F},   Range{0x20A0, 0x20CF},   Range{0x2190, 0x2BFF},   Range{0x2E00, 0x2E7F},
    Range{0x3000, 0x3004},   Range{0x3008, 0x3020},   Range{0x3030, 0x3030},   Range{0xD800, 0xF8FF},
    Range{0xFE10, 0xFE1F},   Range{0xFE30, 0xFE6F},   Range{0xFEFF, 0xFEFF},   Range{0xFF01, 0xFF0F},
    Range{0xFF1A, 0xFF20},   Range{0xFF3B, 0xFF40},   Range{0xFF5B, 0xFF65},   Range{0xFFE0, 0xFFFF},
    Range{0x1F000, 0x1FAFF}, Range{0xE0000, 0xE00FF}, Range{0xF0000, 0x10FFFF}};

}  // namespace

CodePoint decode(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(offset);
  if (lead < 0x80) return {lead, 1, true};
  std::uint32_t length = 0;
  std::uint32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1F;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07;
  } else {
    return {lead, 1, false};
  }
  if (offset + length > text.size()) return {lead, 1, false};
  for (std::uint32_t i = 1; i < length; ++i) {
    const std::uint32_t next = byte(offset + i);
    if ((next & 0xC0) != 0x80) return {lead, 1, false};
    value = (value << 6) | (next & 0x3F);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  const bool outside = value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF);
  if (overlong || outside) return {lead, 1, false};
  return {value, length, true};
}

std::size_t find_invalid_utf8(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size();) {
    std::uint64_t eight = 0;
    if (text.size() - i >= sizeof eight) {
      std::memcpy(&eight, text.data() + i, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const CodePoint point = decode(text, i);
    if (!point.valid) return i;
    i += point.length;
  }
  return std::string_view::npos;
}

bool is_foreign_letter(std::uint32_t code_point) {
  return code_point >= 0x80 && !in(kNotLetters, code_point) && !in(kUnsafe, code_point);
}

int cell_width(std::uint32_t code_point) {
  if (code_point < 0x300) return 1;
  if (in(kCombining, code_point)) return 0;
  return in(kWide, code_point) ? 2 : 1;
}

bool is_unsafe(std::uint32_t code_point) { return in(kUnsafe, code_point); }

bool is_foreign_space(std::uint32_t code_point) { return in(kSpaces, code_point); }

std::string visible_escape(std::uint32_t code_point) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "<U+%04X>", static_cast<unsigned>(code_point));
  return buffer.data();
}

}  // namespace eligo::grammar
