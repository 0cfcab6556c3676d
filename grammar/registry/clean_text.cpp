// See clean_text.hpp.
#include "grammar/registry/clean_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <utility>

#include "grammar/unicode.hpp"

namespace eligo::grammar::registry {
namespace {

// What a code point stands for in plain text, in the order of code points.
using Replacement = std::pair<std::uint32_t, std::string_view>;
constexpr std::array kReplacements = {
    Replacement{0xA0, " "},
    Replacement{0xAD, ""},
    Replacement{0xB1, "+/-"},
    Replacement{0xB2, "^2"},
    Replacement{0xB3, "^3"},
    Replacement{0xB4, "'"},
    Replacement{0xB5, "u"},
    Replacement{0xB7, "*"},
    Replacement{0xB9, "^1"},
    Replacement{0xBA, "\xC2\xB0"},
    Replacement{0xD7, "x"},
    Replacement{0x2BC, "'"},
    Replacement{0x2C2, "<"},
    Replacement{0x2C3, ">"},
    Replacement{0x2D7, "-"},
    Replacement{0x3BC, "u"},
    Replacement{0x200B, ""},
    Replacement{0x200C, ""},
    Replacement{0x200D, ""},
    Replacement{0x200E, ""},
    Replacement{0x200F, ""},
    Replacement{0x2010, "-"},
    Replacement{0x2011, "-"},
    Replacement{0x2012, "-"},
    Replacement{0x2013, "-"},
    Replacement{0x2014, "-"},
    Replacement{0x2015, "-"},
    Replacement{0x2018, "'"},
    Replacement{0x2019, "'"},
    Replacement{0x201A, "'"},
    Replacement{0x201C, "\""},
    Replacement{0x201D, "\""},
    Replacement{0x201E, "\""},
    Replacement{0x2022, "*"},
    Replacement{0x2023, "*"},
    Replacement{0x2026, "..."},
    Replacement{0x2028, "\n"},
    Replacement{0x2029, "\n"},
    Replacement{0x2032, "'"},
    Replacement{0x2043, "*"},
    Replacement{0x2044, "/"},
    Replacement{0x2070, "^0"},
    Replacement{0x2074, "^4"},
    Replacement{0x2075, "^5"},
    Replacement{0x2076, "^6"},
    Replacement{0x2077, "^7"},
    Replacement{0x2078, "^8"},
    Replacement{0x2079, "^9"},
    Replacement{0x2103,
                "\xC2\xB0"
                "C"},
    Replacement{0x2109,
                "\xC2\xB0"
                "F"},
    Replacement{0x2113, "L"},
    Replacement{0x2160, "I"},
    Replacement{0x2161, "II"},
    Replacement{0x2162, "III"},
    Replacement{0x2163, "IV"},
    Replacement{0x2164, "V"},
    Replacement{0x2165, "VI"},
    Replacement{0x2166, "VII"},
    Replacement{0x2167, "VIII"},
    Replacement{0x2168, "IX"},
    Replacement{0x2169, "X"},
    Replacement{0x2212, "-"},
    Replacement{0x2215, "/"},
    Replacement{0x2219, "*"},
    Replacement{0x223C, "~"},
    Replacement{0x2260, "!="},
    Replacement{0x2264, "<="},
    Replacement{0x2265, ">="},
    Replacement{0x2266, "<="},
    Replacement{0x2267, ">="},
    Replacement{0x226E, "!="},  // not less, and the like: none of them is a limit that is read
    Replacement{0x226F, "!="},
    Replacement{0x2270, "!="},
    Replacement{0x2271, "!="},
    Replacement{0x22C5, "*"},
    Replacement{0x2460, "(1)"},
    Replacement{0x2461, "(2)"},
    Replacement{0x2462, "(3)"},
    Replacement{0x2463, "(4)"},
    Replacement{0x2464, "(5)"},
    Replacement{0x2465, "(6)"},
    Replacement{0x2466, "(7)"},
    Replacement{0x2467, "(8)"},
    Replacement{0x2468, "(9)"},
    Replacement{0x25A0, "*"},
    Replacement{0x25AA, "*"},
    Replacement{0x25CB, "*"},
    Replacement{0x25CF, "*"},
    Replacement{0x25E6, "*"},
    Replacement{0x2713, "*"},
    Replacement{0x2714, "*"},
    Replacement{0x2756, "*"},
    Replacement{0x27A2, "*"},
    Replacement{0x27A4, "*"},
    Replacement{0x2A7D, "<="},
    Replacement{0x2A7E, ">="},
    Replacement{0x3000, " "},
    Replacement{0x3001, ","},
    Replacement{0x3002, "."},
    Replacement{0x338D, "ug"},
    Replacement{0x338E, "mg"},
    Replacement{0x338F, "kg"},
    Replacement{0x3395, "uL"},
    Replacement{0x3396, "mL"},
    Replacement{0x3397, "dL"},
    Replacement{0x339C, "mm"},
    Replacement{0x339D, "cm"},
    Replacement{0x33A0, "cm^2"},
    Replacement{0x33A1, "m^2"},
    Replacement{0x33A3, "mm^3"},
    Replacement{0x33A4, "cm^3"},
    Replacement{0xF0B7, "*"},
    Replacement{0xFB01, "fi"},
    Replacement{0xFB02, "fl"},
    Replacement{0xFE64, "<"},
    Replacement{0xFE65, ">"},
    Replacement{0xFEFF, ""},
    Replacement{0xFF5E, "~"},
};

struct Entity {
  std::string_view name;
  std::uint32_t value;
};
constexpr std::array kEntities = {
    Entity{"amp", '&'},      Entity{"lt", '<'},     Entity{"gt", '>'},       Entity{"quot", '"'},
    Entity{"apos", '\''},    Entity{"nbsp", 0xA0},  Entity{"le", 0x2264},    Entity{"ge", 0x2265},
    Entity{"ne", 0x2260},    Entity{"micro", 0xB5}, Entity{"mu", 0x3BC},     Entity{"times", 0xD7},
    Entity{"plusmn", 0xB1},  Entity{"deg", 0xB0},   Entity{"ndash", 0x2013}, Entity{"mdash", 0x2014},
    Entity{"minus", 0x2212}, Entity{"sup2", 0xB2},  Entity{"sup3", 0xB3},    Entity{"bull", 0x2022},
    Entity{"middot", 0xB7},
};

struct Piece {
  std::uint32_t value = 0;
  std::size_t length = 0;  // 0: no entity
};

Piece numeric_entity(std::string_view body, std::size_t length) {
  const bool hex = body.size() > 1 && (body[1] == 'x' || body[1] == 'X');
  const std::string_view digits = body.substr(hex ? 2 : 1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  const bool usable = error == std::errc{} && end == digits.data() + digits.size() && value >= 0x20 &&
                      value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  return usable ? Piece{value, length} : Piece{};
}

// `&lt;`, `&#8805;`, `&#x2265;` at the start of `text`.
Piece entity(std::string_view text) {
  const std::size_t end = text.substr(0, 12).find(';');
  if (end == std::string_view::npos || end < 2) return {};
  const std::string_view body = text.substr(1, end - 1);
  if (body[0] == '#') return numeric_entity(body, end + 1);
  const auto found = std::find_if(kEntities.begin(), kEntities.end(),
                                  [&](const Entity& known) { return known.name == body; });
  return found == kEntities.end() ? Piece{} : Piece{found->value, end + 1};
}

// What stays as it is, whatever stands beside it.
constexpr auto kPlain = [] {
  std::array<bool, 256> made{};
  for (std::size_t c = ' '; c < 0x7F; ++c) made[c] = c != '\\' && c != '&';
  made['\n'] = true;
  return made;
}();
bool is_plain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

bool is_escapable(char c) {
  return c > ' ' && c < 0x7F && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z');
}

class Cleaner {
 public:
  explicit Cleaner(std::string_view given) : given_(given) {
    made_.text.reserve(given.size());
    made_.origin.reserve(given.size() + 1);
  }

  CleanText run() {
    while (put_plain(), at_ < given_.size()) step();
    made_.origin.push_back(static_cast<std::uint32_t>(given_.size()));
    return std::move(made_);
  }

 private:
  void put_plain() {
    const std::size_t begin = at_;
    while (at_ < given_.size() && is_plain(given_[at_])) ++at_;
    if (at_ == begin) return;
    in_exponent_ = false;
    made_.text += given_.substr(begin, at_ - begin);
    const std::size_t before = made_.origin.size();
    made_.origin.resize(made_.text.size());
    std::iota(made_.origin.begin() + static_cast<std::ptrdiff_t>(before), made_.origin.end(),
              static_cast<std::uint32_t>(begin));
  }

  void step() {
    const char c = given_[at_];
    if (c == '\\' && at_ + 1 < given_.size() && is_escapable(given_[at_ + 1])) {
      put(given_.substr(at_ + 1, 1), 2);
    } else if (c == '&') {
      step_entity();
    } else if (c == '\r') {
      put(given_.substr(at_ + 1).starts_with('\n') ? "" : "\n", 1);
    } else if (static_cast<unsigned char>(c) < 0x80) {
      put(static_cast<unsigned char>(c) < ' ' && c != '\n' ? std::string_view(" ") : given_.substr(at_, 1),
          1);
    } else {
      const CodePoint point = decode(given_, at_);
      if (point.valid) {
        put_code_point(point.value, point.length, given_.substr(at_, point.length));
      } else {
        put("?", 1);
      }
    }
  }

  void step_entity() {
    const Piece found = entity(given_.substr(at_));
    if (found.length == 0) return put("&", 1);
    if (found.value < 0x80) {
      const char plain = static_cast<char>(found.value);
      return put({&plain, 1}, found.length);
    }
    put_code_point(found.value, found.length, "?");
  }

  // `spelt` is what remains of a character that stands for itself.
  void put_code_point(std::uint32_t value, std::size_t length, std::string_view spelt) {
    if (value >= 0xFF01 && value <= 0xFF5D) {  // full-width ASCII
      const char plain = static_cast<char>(value - 0xFF01 + '!');
      return put({&plain, 1}, length);
    }
    const auto found = std::lower_bound(kReplacements.begin(), kReplacements.end(), value,
                                        [](const Replacement& r, std::uint32_t v) { return r.first < v; });
    if (found == kReplacements.end() || found->first != value) {
      return put(is_foreign_space(value) ? std::string_view(" ") : is_unsafe(value) ? "" : spelt, length);
    }
    std::string_view text = found->second;
    // The digits of one exponent share its sign: 10 and two superscript digits are 10^12.
    if (text.size() == 2 && text[0] == '^' && in_exponent_) text.remove_prefix(1);
    const bool exponent = found->second.size() == 2 && found->second[0] == '^';
    put(text, length);
    in_exponent_ = exponent;
  }

  void put(std::string_view text, std::size_t taken) {
    in_exponent_ = false;
    for (const char c : text) {
      made_.text += c;
      made_.origin.push_back(static_cast<std::uint32_t>(at_));
    }
    at_ += taken;
  }

  std::string_view given_;
  std::size_t at_ = 0;
  bool in_exponent_ = false;
  CleanText made_;
};

}  // namespace

CleanText clean(std::string_view given) { return Cleaner(given).run(); }

}  // namespace eligo::grammar::registry
