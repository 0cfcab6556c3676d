// Where the commas, line ends and quotes of a text are, by vector instructions.
//
// The best instruction set that the machine has is chosen when the program runs; all give the same. Tests:
// tests/patients/cohort_blocks_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eligo::patients {

struct LineCount {
  std::size_t lines = 0;  // line ends
  bool quotes = false;    // whether there is any double quote
  bool ascii = true;      // whether there is nothing beyond ASCII
};
LineCount count_lines(std::string_view text);

// A text that begins with a row, with grid_padding readable bytes behind it, as quotes divide it.
struct QuotedScan {
  bool regular = true;        // every quote opens or closes a cell, or is one of two inside a quoted cell
  bool doubled = false;       // there are such pairs
  bool ends_inside = false;   // the text ends inside quotes
  bool lines_inside = false;  // a line end stands inside quotes
  std::size_t end = 0;        // behind the last line end outside quotes
  std::size_t lines = 0;      // line ends up to there
};
QuotedScan scan_quotes(std::string_view text, char separator);

// Offsets of the separators (commas, most often) and line ends in `text` (with grid_padding readable bytes
// behind it), each plus `base`, ascending, into `out`; and which of these are line ends, by their index, into
// `line_ends`. Both have room for text.size() + 64.
struct Separators {
  std::size_t count = 0;
  std::size_t line_ends = 0;
};
Separators find_separators(std::string_view text, char separator, std::uint32_t base, std::uint32_t* out,
                           std::uint32_t* line_ends);
// The same for those outside quotes. `inside`: whether the text begins inside quotes, and then whether it
// ends so; a text that is gone on with has a multiple of 64 bytes.
Separators find_unquoted_separators(std::string_view text, char separator, std::uint32_t base,
                                    std::uint32_t* out, std::uint32_t* line_ends, bool& inside);

// Cells of a row, each a byte behind the one before it; `begins` has the place behind the last one too.
struct CellExtent {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
void place_cells(const std::uint32_t* begins, std::size_t count, CellExtent* out);

// Offsets of the commas, line ends and quotes, likewise; returns how many. What a scan of the structure costs
// at least.
std::size_t find_structure(std::string_view text, std::uint32_t* out);

}  // namespace eligo::patients
