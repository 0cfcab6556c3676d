// Text in columns: display width, padding, shortening, wrapping.
//
// Widths are terminal cells: wide characters take two, combining ones none. All texts are UTF-8 and already
// printable (no control characters, no colour codes). Tests: tests/cli/layout_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::cli {

std::size_t display_width(std::string_view text);

// `text` and blanks up to `width` cells; longer texts stay as they are.
std::string padded(std::string_view text, std::size_t width);

// `text` in at most `width` cells, with `mark` in place of what is left out of the middle.
std::string shortened(std::string_view text, std::size_t width, std::string_view mark);

// Lines of at most `width` cells, broken at blanks; a longer word is broken where it must be. Never empty: no
// text gives one empty line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// `text` wrapped behind `prefix`, which is `prefix_width` cells wide (it may hold colour codes); further
// lines begin with `hang`, or with blanks in place of the prefix. Each line is ended by '\n'.
std::string hanging(std::string_view prefix, std::size_t prefix_width, std::string_view text,
                    std::size_t width);
std::string hanging(std::string_view prefix, std::size_t prefix_width, std::string_view hang,
                    std::string_view text, std::size_t width);

// "1 patient", "2 patients"
std::string counted(std::size_t count, std::string_view noun);

}  // namespace eligo::cli
