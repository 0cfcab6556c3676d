// Pieces of a page for people: counts, shares, tables. Internal to engine/whatif.
//
// The page is written so that XML parsers read it too. All text is made printable and escaped here, except
// where a name ends in _html. Tests: tests/cli/whatif_page_test.py.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::engine {

// "1,234,567"
std::string grouped(std::uint64_t count);
// "1 patient", "12,000 patients"
std::string grouped(std::uint64_t count, std::string_view noun);
// "4.3 %", "under 0.1 %", "-" of nobody.
std::string share(std::uint64_t part, std::uint64_t whole);

// <NAME CLASS>text</NAME>; the class may be empty.
std::string element(std::string_view name, std::string_view css_class, std::string_view text);
std::string wrapped(std::string_view name, std::string_view css_class, std::string_view inner_html);

// A bar of so much of the width there is, 0 to 1.
std::string bar_html(double part);

// An <svg> that says to a screen reader what it shows. `id`: unique in the page. `body`: its elements.
std::string svg_element(const std::string& id, double width, double height, std::string_view title,
                        std::string_view description, std::string_view body);

struct Column {
  std::string_view head;
  bool is_number = true;
  bool has_bars = false;  // beside the number, to compare rows
};

struct Cell {
  std::string text;
  std::string lead = {};  // bold, before the text
  double bar = 0;         // of a column with bars: 0 to 1
};

// The first cell of a row is its head.
class HtmlTable {
 public:
  HtmlTable(std::string_view caption, std::vector<Column> columns);

  void row(const std::vector<Cell>& cells);
  std::string text() const { return head_ + rows_ + "</tbody>\n</table></div>\n"; }

 private:
  std::vector<Column> columns_;
  std::string head_;
  std::string rows_;
};

}  // namespace eligo::engine
