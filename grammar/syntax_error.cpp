// Tested by tests/grammar/cases/errors.txt.
#include "grammar/syntax_error.hpp"

#include <algorithm>
#include <array>

#include "grammar/scan.hpp"
#include "grammar/unicode.hpp"
#include "grammar/words.hpp"

namespace eligo::grammar {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What stands at the start of `rest`, as a reader sees it: a word, a number with what is glued to it, a sign.
std::size_t found_length(std::string_view rest) {
  if (rest.empty()) return 0;
  if (const std::size_t word = word_length(rest)) return word;
  const auto stops = [](char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == ')' || c == '"';
  };
  if (is_digit(rest[0]) || rest[0] == '.' || rest[0] == '-' || rest[0] == '+') {
    const auto end = std::find_if(rest.begin(), rest.end(), stops);
    std::size_t length = static_cast<std::size_t>(end - rest.begin());
    while (length > 1 && rest[length - 1] == ',') --length;
    return std::max<std::size_t>(length, 1);
  }
  if (rest[0] == '"' || rest[0] == '`') {
    const std::size_t close = rest.find_first_of(rest[0] == '"' ? "\"\r\n" : "`\r\n", 1);
    if (close == std::string_view::npos) return rest.size();
    return rest[close] == rest[0] ? close + 1 : close;
  }
  std::size_t signs = 0;
  while (signs < rest.size() && std::string_view("<>=!&|").find(rest[signs]) != std::string_view::npos)
    ++signs;
  return signs > 0 ? signs : decode(rest, 0).length;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  if (text.size() <= kLongest) return '`' + std::string(text) + '`';
  std::size_t cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return '`' + std::string(text.substr(0, cut)) + "…`";
}

// The lower-case keyword that a capitalised word stands for; empty if none.
std::string_view meant_keyword(std::string_view word) {
  const auto same = [&](std::string_view keyword) {
    return std::equal(word.begin(), word.end(), keyword.begin(), keyword.end(), [](char a, char b) {
      const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
      return lower(a) == lower(b);
    });
  };
  for (const ReservedWord& reserved : reserved_words()) {
    if (same(reserved.text) && reserved.text != word) return reserved.text;
  }
  return {};
}

struct Replacement {
  std::string_view written;
  std::string_view help;
};
constexpr std::array kSigns = {
    Replacement{"=<", "write `<=`"},
    Replacement{"=>", "write `>=`"},
    Replacement{"==", "write `=`"},
    Replacement{"<>", "there is no `unequal`; write `not … = …`"},
    Replacement{"!=", "there is no `unequal`; write `not … = …`"},
    Replacement{"&&", "write `and`"},
    Replacement{"&", "write `and`"},
    Replacement{"||", "write `or`"},
    Replacement{"|", "write `or`"},
    Replacement{"!", "write `not`"},
    Replacement{"over", "write `age > 60 years`"},
    Replacement{"under", "write `age < 18 years`"},
};

bool begins_line(std::string_view text, std::uint32_t offset) {
  while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t')) --offset;
  return offset == 0 || text[offset - 1] == '\n';
}

bool malformed_number(std::string_view rest) {
  const bool signed_digit =
      rest.size() > 1 && (rest[0] == '.' || rest[0] == '+' || rest[0] == '-') && is_digit(rest[1]);
  const bool minus = rest.starts_with("\xE2\x88\x92") && rest.size() > 3 && is_digit(rest[3]);
  return ((is_digit(rest[0]) || signed_digit) && scan::number(rest) == 0) || minus;
}

SyntaxError number_error(std::string_view found, Span span) {
  const std::size_t comma = found.find(',');
  if (comma != std::string_view::npos) {
    const std::string_view behind = found.substr(comma + 1);
    const bool thousands = behind.size() == 3 && std::all_of(behind.begin(), behind.end(), is_digit);
    return {"E108", span, "number " + quoted(found) + " has a comma",
            thousands ? "write thousands without a comma, and decimals with a point: `100000`, `1.5`"
                      : "write decimals with a point: `1.5`"};
  }
  if (found.find('*') != std::string_view::npos || found.find('^') != std::string_view::npos) {
    return {"E108", span, "malformed number " + quoted(found),
            "a power of ten belongs to the unit, behind the number: `30 10*9/L`"};
  }
  return {"E108", span, "malformed number " + quoted(found),
          "a number is digits, with a point for decimals: `0.5`, `-1`, `1.5e3`"};
}

SyntaxError string_error(std::string_view found, Span span) {
  const bool closed = found.size() > 1 && found.back() == '"' && !found.ends_with("\\\"");
  if (closed || found.find('\\') != std::string_view::npos) {
    const std::size_t slash = found.find('\\');
    const bool bad_escape = slash != std::string_view::npos && slash + 1 < found.size() &&
                            found[slash + 1] != '"' && found[slash + 1] != '\\';
    if (bad_escape) {
      return {"E111", span, "unknown escape " + quoted(found.substr(slash, 2)) + " in a string",
              "only `\\\"` and `\\\\` are escapes"};
    }
  }
  return {"E102", span, "unterminated string", "close it with `\"` on the same line"};
}

// A help that fits what was found better than the rule's own.
std::string help_for(std::string_view found, std::string_view rest, const Expectation& expectation) {
  for (const Replacement& sign : kSigns) {
    const bool word = word_length(sign.written) > 0;
    if (found == sign.written && (!word || expectation.what.find("age") != std::string_view::npos)) {
      return std::string(sign.help);
    }
  }
  if (const std::string_view keyword = meant_keyword(found); !keyword.empty()) {
    return "keywords have one spelling: write `" + std::string(keyword) + '`';
  }
  const bool wants_name = expectation.what.find("name") != std::string_view::npos;
  if (wants_name && word_length(found) == found.size() && !found.empty() &&
      ends_name(found, rest.substr(found.size()))) {
    return '`' + std::string(found) +
           "` is a reserved word; a name that contains it is written in back-ticks";
  }
  if (found.size() > 1 && found[0] == '`' && found.back() != '`') return "close the name with a back-tick";
  return std::string(expectation.help);
}

}  // namespace

SyntaxError unmet(const Source& source, Span statement, std::uint32_t offset, std::uint32_t token_end,
                  const Expectation& expectation) {
  const std::string_view text = source.text();
  const std::string_view rest = text.substr(offset, statement.end - offset);
  if (rest.empty()) {
    // Point behind the last token, not at the next statement.
    const std::uint32_t at = std::clamp(token_end, statement.begin, statement.end);
    return {"E101",
            {at, at},
            "expected " + std::string(expectation.what) + ", found the end of the statement",
            std::string(expectation.help)};
  }
  const std::string_view found = rest.substr(0, found_length(rest));
  const Span span{offset, offset + static_cast<std::uint32_t>(found.size())};
  // Behind a number `10*9/L` is a unit, though a misplaced one.
  const bool after_number = expectation.what.starts_with("`to`") && found.find('*') != std::string_view::npos;
  if (malformed_number(rest) && !after_number) return number_error(found, span);
  if (rest[0] == '"' && scan::string(rest) == 0) return string_error(found, span);
  if (begins_line(text, offset) && offset > statement.begin) {
    const std::string_view near = nearest_statement_word(found);
    if (!near.empty() && near != found) {
      return {"E110", span, "unknown statement " + quoted(found),
              "did you mean `" + std::string(near) + "`?"};
    }
  }
  return {"E101", span, "expected " + std::string(expectation.what) + ", found " + quoted(found),
          help_for(found, rest, expectation)};
}

}  // namespace eligo::grammar
