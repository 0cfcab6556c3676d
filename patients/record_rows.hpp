// Records of a block, one a line, as grids of cells: what the fast path of `match` reads of NDJSON.
//
// Entry: RecordRows::next. A line whose every fact and member has a column, in plain words, becomes a row of
// cells. About anything else (an escape, a null, a number with an exponent, a member twice or of the wrong
// type, a blank at the end of a text, a fact that the first records did not have, damage of any kind) this
// reader has no opinion: such a line is a row without an id, which the typed columns call odd, and whoever
// judges it reads its text by RecordReader, the definition. Numbers are cells by their text. Cells are copied
// side by side, so that the columns are read from little memory. simdjson is used inside record_rows.cpp
// only. One thread. Tests: tests/patients/record_rows_test.cpp, tests/oracle/compare_records.py.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "patients/cohort_blocks.hpp"
#include "patients/cohort_grid.hpp"
#include "patients/record_columns.hpp"
#include "patients/record_lines.hpp"

namespace eligo::patients {

class RecordRows {
 public:
  // `columns` must outlive the rows.
  explicit RecordRows(const RecordColumns& columns);
  ~RecordRows();

  void start(CohortBlock& block);
  // Fills the grid with the next records; false if there were none left. The rest is of that grid.
  bool next(CellGrid& grid);
  std::span<const std::uint64_t> lines() const { return lines_; }
  std::string_view text(std::size_t row) const { return texts_[row]; }
  const std::vector<BlockRows::Rejected>& rejected() const { return rejected_; }
  // Rows that only the definition can read, ascending.
  const std::vector<std::size_t>& unread() const { return unread_; }
  // Gives such a row its id, once it has been judged.
  void name_row(CellGrid& grid, std::size_t row, std::string_view id);

 private:
  class Reader;

  std::unique_ptr<Reader> reader_;
  std::size_t id_column_;
  RecordLines source_;
  std::vector<std::uint64_t> lines_;
  std::vector<std::string_view> texts_;
  std::vector<BlockRows::Rejected> rejected_;
  std::vector<std::size_t> unread_;
};

}  // namespace eligo::patients
