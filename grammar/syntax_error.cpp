// Tested by tests/grammar/cases/expression_errors.txt.
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

// What stands in front of the number whose last byte is before `offset`: where it begins.
std::size_t number_before(std::string_view text, std::size_t begin, std::size_t offset) {
  std::size_t start = offset;
  while (start > begin && (is_digit(text[start - 1]) || text[start - 1] == '.')) --start;
  return start;
}

std::string_view without_blanks_behind(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

// The name, or `age`, at the end of `text`; empty if it ends in something else.
std::string_view name_at_end(std::string_view text) {
  const std::size_t stop = text.find_last_of("(),\"`\n");
  if (stop != std::string_view::npos) text.remove_prefix(stop + 1);
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (const std::size_t blanks = blank_length(rest)) {
      at += blanks;
      continue;
    }
    const std::size_t length = word_length(rest);
    const std::string_view word = rest.substr(0, length);
    at += std::max<std::size_t>(length, 1);
    if (word == "age") {
      start = at - length;
    } else if (length == 0 || ends_name(word, rest.substr(length))) {
      start = at;
    }
  }
  text.remove_prefix(start);
  return without_blanks_behind(text.substr(std::min(blank_length(text), text.size())));
}

// Bytes of a hyphen, dash or minus sign between two numbers, and of the blanks around it; 0 if there is none.
std::size_t dash_length(std::string_view text) {
  std::size_t length = 0;
  for (const std::string_view dash : {"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
    if (text.starts_with(dash)) length = dash.size();
  }
  if (length > 0) length += blank_length(text.substr(length));
  return length > 0 && length < text.size() && is_digit(text[length]) ? length : 0;
}

// `ECOG 0-1`, with the dash at `offset`: how to write it.
std::string range_help(std::string_view statement, std::size_t offset) {
  const std::string_view before = without_blanks_behind(statement.substr(0, offset));
  const std::size_t low = number_before(before, 0, before.size());
  const std::string_view name = name_at_end(before.substr(0, low));
  const std::string_view behind = statement.substr(offset + dash_length(statement.substr(offset)));
  const std::string_view high = behind.substr(0, scan::number(behind));
  std::string_view unit = behind.substr(high.size());
  unit.remove_prefix(blank_length(unit));
  unit = unit.substr(0, scan::unit(unit));
  std::string text(name);
  text += (name.empty() ? "" : " ") + std::string(before.substr(low)) + " to " + std::string(high);
  if (!unit.empty()) text += ' ' + std::string(unit);
  return "write `" + text + '`';
}

// `3 x ULN`, with the sign at `offset`: how to write it.
std::string multiple_help(std::string_view statement, std::size_t offset, std::size_t length) {
  const std::string_view before = without_blanks_behind(statement.substr(0, offset));
  const std::string_view number = before.substr(number_before(before, 0, before.size()));
  const std::string_view limit = statement.substr(offset + length - 3, 3);
  return "write `" + std::string(number) + (number.empty() ? "" : " ") + std::string(limit) + '`';
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

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  if (text.size() <= kLongest) return '`' + std::string(text) + '`';
  std::size_t cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return '`' + std::string(text.substr(0, cut)) + "…`";
}

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
  const std::string_view whole = text.substr(statement.begin, statement.end - statement.begin);
  const std::size_t within = offset - statement.begin;
  if (const std::size_t length = scan::times_normal(rest)) {
    const Span sign{offset, offset + static_cast<std::uint32_t>(length)};
    return {"E101", sign,
            "expected " + std::string(expectation.what) + ", found " + quoted(rest.substr(0, length)),
            multiple_help(whole, within, length)};
  }
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789."), rest.size());
  if (const std::size_t length = digits > 0 ? scan::times_normal(rest.substr(digits)) : 0) {
    return {"E108", span, "malformed number " + quoted(rest.substr(0, digits + length)),
            multiple_help(whole, within + digits, length)};
  }
  if (expectation.what.starts_with("`to`") && dash_length(rest) > 0) {
    return {"E101", span, "expected " + std::string(expectation.what) + ", found " + quoted(found),
            range_help(whole, within)};
  }
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
