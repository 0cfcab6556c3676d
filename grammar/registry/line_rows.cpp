// See line_rows.hpp.
#include "grammar/registry/line_rows.hpp"

#include <algorithm>
#include <array>
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

// How wide a text is whose rows were broken at a margin, to which several of them come near; 0: of no such
// text.
std::uint32_t margin_of(const std::vector<Row>& rows) {
  constexpr std::uint32_t narrowest = 70;
  constexpr std::uint32_t widest = 110;
  constexpr std::uint32_t near = 12;
  constexpr std::ptrdiff_t fewest = 3;
  const auto width_of = [](const Row& row) { return row.column + row.end - row.begin; };
  std::uint32_t width = 0;
  for (const Row& row : rows) width = std::max(width, width_of(row));
  const auto full =
      std::count_if(rows.begin(), rows.end(), [&](const Row& row) { return width_of(row) + near >= width; });
  return width >= narrowest && width <= widest && full >= fewest ? width : 0;
}

// Whom a criterion of its own is about.
bool begins_anew(const std::string& text, const Row& row) {
  const std::string_view words = std::string_view(text).substr(row.begin, row.end - row.begin);
  constexpr auto kFronts = std::to_array<std::string_view>(
      {"patient", "subject", "participant", "women ", "men ", "age ", "aged ", "history of ", "no "});
  return std::any_of(kFronts.begin(), kFronts.end(), [&](auto front) { return words.starts_with(front); });
}

// A row that begins with a small letter behind one that ends within a clause, because its first word did not
// fit into the margin: `… unstable medical or` above `psychiatric disorder.`
bool is_broken_off(const std::string& text, const Row& above, const Row& row, std::uint32_t margin) {
  const char first = text[row.begin];
  const char last = text[above.end - 1];
  if (margin == 0 || above.bullet != 0 || row.bullet != 0 || row.paragraph != above.paragraph ||
      row.indent != above.indent || begins_anew(text, row) || first < 'a' || first > 'z' || last == '.' ||
      last == ':' || last == ';')
    return false;
  const std::size_t begin = text.rfind('\n', above.end - 1);  // of the last of the rows that are joined
  const std::size_t length = above.end - (begin == std::string::npos ? 0 : begin + 1);
  const std::size_t word = std::min(text.find(' ', row.begin), std::size_t{row.end}) - row.begin;
  return length + 1 + word > margin;
}

// `… and who have no` above `history of gout`: no clause ends with such a word.
bool ends_open(const std::string& text, const Row& above, const Row& row) {
  if (row.bullet != 0 || row.paragraph != above.paragraph || row.indent < above.indent) return false;
  const std::string_view words = std::string_view(text).substr(above.begin, above.end - above.begin);
  std::size_t last = words.size();
  while (last > 0 && words[last - 1] != ' ' && words[last - 1] != '\n') --last;
  if (last == 0 || words.ends_with(" or not")) return false;
  static constexpr auto kOpen =
      std::to_array<std::string_view>({"no", "not", "nor", "without", "except", "than", "least", "of", "with",
                                       "the", "an", "any", "who", "have", "has", "do", "does"});
  // `hepatitis a`
  const bool article = words.ends_with(" a") && !words.ends_with("itis a") && !words.ends_with("enza a") &&
                       !words.ends_with("philia a") && !words.ends_with("type a");
  return article || std::find(kOpen.begin(), kOpen.end(), words.substr(last)) != kOpen.end();
}

// `or` in a row of its own: the one above ends with it.
bool is_only_or(const std::string& text, const Row& row) {
  std::string word = text.substr(row.begin, std::min<std::size_t>(row.end - row.begin, 8));
  while (!word.empty() && (word.back() == ':' || word.back() == ';' || word.back() == ',')) word.pop_back();
  return word == "or" || word == "OR" || word == "Or" || word == "and/or" || word == "AND/OR";
}

std::vector<Row> joined(const std::string& text, const std::vector<Row>& rows) {
  std::vector<Row> made;
  const std::uint32_t margin = margin_of(rows);
  for (const Row& row : rows) {
    const bool under_heading = made.empty() || text[made.back().end - 1] == ':';
    if (!made.empty() && (continues(made.back(), row) || is_broken_off(text, made.back(), row, margin) ||
                          ends_open(text, made.back(), row) || (!under_heading && is_only_or(text, row))))
      made.back().end = row.end;
    else
      made.push_back(row);
  }
  return made;
}

}  // namespace

std::vector<Row> rows_of(const std::string& text) { return joined(text, stored_rows(text)); }

}  // namespace eligo::grammar::registry
