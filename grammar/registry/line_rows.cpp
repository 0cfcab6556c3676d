// See line_rows.hpp.
#include "grammar/registry/line_rows.hpp"

#include <algorithm>
#include <string_view>

namespace eligo::grammar::registry {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Bytes of a bullet such as `1.`, `(a)`, `iv)` or `*` with the blanks behind it.
std::size_t bullet_length(std::string_view text, char& kind) {
  if (text.empty()) return 0;
  std::size_t at = 0;
  if (text[0] == '*' || text[0] == '-' || (text[0] == 'o' && text.substr(1).starts_with("  "))) {
    kind = text[0];
    while (at < text.size() && (text[at] == text[0] || text[at] == ' ')) ++at;
    return is_digit(text[std::min(at, text.size() - 1)]) && text[0] == '-' && at == 1 ? 0 : at;
  }
  const bool open = text[0] == '(';
  if (open) ++at;
  const std::size_t first = at;
  while (at < text.size() && at - first < 3 && is_digit(text[at])) ++at;
  kind = '1';
  if (at == first) {
    kind = 'a';
    while (at < text.size() && at - first < 4 && (text[at] == 'i' || text[at] == 'v' || text[at] == 'x'))
      ++at;
    if (at - first < 2) at = first + (first < text.size() && is_letter(text[first]) ? 1 : 0);
  }
  if (at == first || at >= text.size()) return 0;
  const char mark = text[at];
  if (open ? mark != ')' : mark != '.' && mark != ')') return 0;
  if (kind == 'a' && (mark == '.' || open) && at + 1 < text.size() && text[at + 1] != ' ') return 0;
  ++at;
  if (kind == '1' && mark == '.' && at < text.size() && is_digit(text[at])) {
    // 1.2. is a bullet, 1.5 is a number
    std::size_t digits = at;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (digits + 1 >= text.size() || (text[digits] != '.' && text[digits] != ')') || text[digits + 1] != ' ')
      return 0;
    at = digits + 1;
  }
  if (at >= text.size()) return 0;
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

// `E. coli sepsis`; but `B. range of motion` below `A. …`.
bool abbreviates(std::string_view text, const std::vector<Row>& above) {
  if (text.size() < 4 || text[0] < 'B' || text[0] > 'Z' || text[1] != '.' || text[2] != ' ') return false;
  const bool listed = !above.empty() && above.back().bullet == 'a';
  return !listed && text[3] >= 'a' && text[3] <= 'z';
}

// `1.`, `(2)` or another mark behind a bullet: the list was made by hand as well.
std::size_t second_bullet_length(std::string_view text) {
  char kind = 0;
  const std::size_t length = bullet_length(text, kind);
  return (kind == '1' || kind == '*') && length < text.size() && !is_digit(text[length]) ? length : 0;
}

// `*only if within 6 months`: what a mark behind another line may point to.
bool has_footnotes(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at = std::min(text.find('\n', at), text.size() - 1) + 1) {
    std::size_t first = at;
    while (first < text.size() && (text[first] == ' ' || text[first] == '-')) ++first;
    if (first + 1 < text.size() && text[first] == '*' && text[first + 1] == ' ') {  // a bullet
      ++first;
      while (first < text.size() && text[first] == ' ') ++first;
    }
    if (first + 1 < text.size() && text[first] == '*' && text[first + 1] != ' ' && text[first + 1] != '\n')
      return true;
  }
  return false;
}

// Blanks, and marks of a footnote that is not there or of a next entry.
std::size_t without_last_marks(std::string_view text, std::size_t begin, std::size_t end, bool footnotes) {
  const auto is_blank = [&](std::size_t at) { return text[at] == ' '; };
  while (end > begin && (is_blank(end - 1) || (text[end - 1] == '*' && !footnotes && end - begin > 1) ||
                         (text[end - 1] == '-' && end - begin > 2 && is_blank(end - 2))))
    --end;
  return end;
}

std::vector<Row> stored_rows(const std::string& text) {
  std::vector<Row> rows;
  const bool footnotes = has_footnotes(text);
  std::uint32_t paragraph = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    std::size_t begin = at;
    std::size_t end = stop;
    while (begin < end && text[begin] == ' ') ++begin;
    end = without_last_marks(text, begin, end, footnotes);
    if (begin == end) {
      ++paragraph;
    } else {
      Row row;
      row.indent = static_cast<std::uint32_t>(begin - at);
      const std::string_view whole = std::string_view(text).substr(begin, end - begin);
      char kind = 0;
      std::size_t length = abbreviates(whole, rows) ? 0 : bullet_length(whole, kind);
      if (length > 0) row.bullet = kind;
      if (kind == '*' || kind == '-') length += second_bullet_length(whole.substr(length));
      row.begin = static_cast<std::uint32_t>(begin + length);
      row.end = static_cast<std::uint32_t>(end);
      row.column = row.indent + static_cast<std::uint32_t>(length);
      row.paragraph = paragraph;
      if (row.begin < row.end) rows.push_back(row);
    }
    at = stop + 1;
  }
  return rows;
}

// A row that goes on the one above: indented to its text, without a bullet, no blank line between.
bool continues(const Row& above, const Row& row) {
  return row.bullet == 0 && row.paragraph == above.paragraph && row.indent >= 2 &&
         ((above.bullet != 0 && row.indent > above.indent) ||
          (above.bullet == 0 && row.indent >= above.indent));
}

// `or` in a row of its own: the one above ends with it.
bool is_only_or(const std::string& text, const Row& row) {
  std::string word = text.substr(row.begin, std::min<std::size_t>(row.end - row.begin, 8));
  while (!word.empty() && (word.back() == ':' || word.back() == ';' || word.back() == ',')) word.pop_back();
  return word == "or" || word == "OR" || word == "Or" || word == "and/or" || word == "AND/OR";
}

std::vector<Row> joined(const std::string& text, const std::vector<Row>& rows) {
  std::vector<Row> made;
  for (const Row& row : rows) {
    const bool under_heading = made.empty() || text[made.back().end - 1] == ':';
    if (!made.empty() && (continues(made.back(), row) || (!under_heading && is_only_or(text, row))))
      made.back().end = row.end;
    else
      made.push_back(row);
  }
  return made;
}

}  // namespace

std::vector<Row> rows_of(const std::string& text) { return joined(text, stored_rows(text)); }

}  // namespace eligo::grammar::registry
