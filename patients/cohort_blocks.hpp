// A cohort file in blocks of whole rows, for several threads; and the rows of a block as grids.
//
// Entry: CohortBlocks::next, called by one thread at a time; then BlockRows by whichever thread has the
// block. A block is cut at a line end and split by the thread that has it. A block with misplaced quotes, or
// with a row longer than a block, is split by CohortCsv (which defines what a row is) while it is read.
// Memory: the blocks in use, each at most a block and a row. Tests: tests/patients/cohort_blocks_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "patients/cohort_csv.hpp"
#include "patients/cohort_grid.hpp"

namespace eligo::patients {

struct CohortBlock {
  std::uint64_t sequence = 0;    // 0, 1, 2 …
  std::uint64_t first_line = 1;  // of its first byte
  std::uint64_t begin = 0;       // bytes of the file in front of it
  std::uint64_t end = 0;         // and up to its end
  std::uint64_t next_line = 1;   // of the first byte behind it
  char separator = ',';
  bool ascii = false;      // nothing but ASCII; not known of a split block
  bool quoted = false;     // some cells stand in quotes
  bool doubled = false;    // and in some of these quotes are doubled
  bool multiline = false;  // and in some of these a line ends
  std::vector<char> text;  // with grid_padding bytes behind `size`
  std::size_t size = 0;
  // Split already: extents of all rows, one after the other, and what became of each row.
  bool is_split = false;
  struct Row {
    std::uint64_t line = 0;
    std::optional<CsvProblem> problem;
  };
  std::vector<Row> rows;
  std::vector<CellExtent> cells;
};

class CohortBlocks {
 public:
  // `csv` has read the header; what it has not read yet, and its source, are taken over. `cells`: of a row.
  CohortBlocks(CohortCsv& csv, std::size_t cells);
  // Of a file without a header that has a record a line: cut at line ends, whatever quotes there are. A line
  // beyond the limit of a row is a split block with that problem and nothing else.
  CohortBlocks(CohortCsv::Source source, CsvLimits limits);

  // Goes on elsewhere: the source now stands at the byte `position`, where `line` begins.
  void go_on(std::uint64_t position, std::uint64_t line);
  // False at the end, and if reading failed. Reuses the memory of `block`.
  bool next(CohortBlock& block);
  bool failed() const { return failed_; }

 private:
  bool fill(CohortBlock& block);
  void read_more(CohortBlock& block, std::size_t size);
  bool cut(CohortBlock& block);
  bool next_lines(CohortBlock& block);
  void give_up_line(CohortBlock& block);
  void split(CohortBlock& block);

  CohortCsv::Source source_;
  CsvLimits limits_;
  std::size_t cells_;
  std::vector<char> rest_;  // read, and not part of a block yet
  std::uint64_t sequence_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t position_ = 0;
  bool ended_ = false;
  bool failed_ = false;
  bool by_line_ = false;
};

// A line, or a row, that is longer than the limit.
CsvProblem too_long(std::uint64_t line, std::size_t limit);

// The rows of a block, a grid at a time.
class BlockRows {
 public:
  struct Rejected {
    std::size_t before_row = 0;  // of the grid
    CsvProblem problem;
  };

  // `cells`: of a row.
  explicit BlockRows(std::size_t cells) : cells_(cells) {}

  // Once for a block: what stands in quotes is rewritten where quotes are doubled.
  void start(CohortBlock& block);
  // Fills the grid with the next rows; false if there were none left. lines() and rejected() are of that
  // grid.
  bool next(CellGrid& grid);
  std::span<const std::uint64_t> lines() const { return lines_; }
  const std::vector<Rejected>& rejected() const { return rejected_; }

 private:
  void next_split(CellGrid& grid);
  void next_scanned(CellGrid& grid);
  bool take_regular(CellGrid& grid);
  bool scan();
  void make_room();
  void take_row(CellGrid& grid, const std::uint32_t* begins, std::size_t count);
  void halve_doubled_quotes(CellGrid& grid);

  std::size_t cells_;
  CohortBlock* block_ = nullptr;
  std::vector<std::uint64_t> lines_;
  std::vector<Rejected> rejected_;
  std::size_t next_row_ = 0;  // of a split block
  std::size_t scanned_ = 0;   // bytes; of a split block, cells
  // Where cells begin: that of the row being read, and what follows each separator and line end behind it.
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> line_ends_;  // what follows these, by index of begins_
  std::size_t begin_count_ = 0;
  std::size_t line_end_count_ = 0;
  std::size_t row_ = 0;  // of begins_: the row being read
  std::size_t line_end_ = 0;
  std::uint64_t line_ = 1;
  bool inside_quotes_ = false;  // where scanning stopped
};

}  // namespace eligo::patients
