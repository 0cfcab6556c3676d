// What standard output can show: colour, box-drawing characters, how many columns.
//
// Colour needs a terminal that is not "dumb" and no NO_COLOR; the width is COLUMNS if set, else the
// terminal's, else 80; characters beyond ASCII are used for decoration only in a UTF-8 locale. Results are
// the same text with and without colour. Tests: tests/cli/layout_test.cpp, tests/cli/cases/streams.case.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace eligo::cli {

enum class Style { plain, bold, dim, red, yellow, cyan, green };

struct Terminal {
  bool colour = false;
  bool utf8 = false;
  std::size_t width = 80;

  // `text` in a style, or as it is where there is no colour.
  std::string paint(Style style, std::string_view text) const;
  std::string_view ellipsis() const { return utf8 ? "…" : "..."; }
  std::string_view dot() const { return utf8 ? " · " : " - "; }
};

// Of the process' standard output and environment.
Terminal detect_terminal();

// Columns of the terminal that standard error is; 0 if it is none, or none that can rewrite a line.
std::size_t error_line_width();

}  // namespace eligo::cli
