// The cells of a batch of rows, by position in one text: what the fast path of `match` reads.
//
// The text is followed by `grid_padding` readable bytes. A grid does not own its text. One thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "patients/cohort_scan.hpp"

namespace eligo::patients {

// Cells may be read in words of this many bytes without looking at where they end.
constexpr std::size_t grid_padding = 64;

// Where cells stand, one row after the other: cell i begins at at[i * step], and at[i * step + 1] lies `gap`
// behind its end.
struct CellPlaces {
  const std::uint32_t* at = nullptr;
  std::size_t step = 0;
  std::uint32_t gap = 0;
  CellExtent of(std::size_t cell) const { return {at[cell * step], at[cell * step + 1] - gap}; }
};

class CellGrid {
 public:
  CellGrid(std::size_t columns, std::size_t capacity)
      : columns_(columns), capacity_(capacity), extents_(columns * capacity) {}

  CellGrid(const CellGrid&) = delete;
  CellGrid& operator=(const CellGrid&) = delete;

  // `ascii`: the text is known to be nothing but ASCII.
  void clear(const char* text, bool ascii = false) {
    text_ = text;
    ascii_ = ascii;
    rows_ = 0;
    most_bytes_ = 0;
    places_ = {&extents_.data()->begin, 2, 0};
  }
  void set(std::size_t column, std::uint32_t begin, std::uint32_t end) {
    extents_[rows_ * columns_ + column] = {begin, end};
    most_bytes_ = std::max(most_bytes_, end - begin);
  }
  // A whole row of cells, by where they and what follows the row begin; the last cell ends at `end`.
  void set_row(const std::uint32_t* begins, std::uint32_t end) {
    CellExtent* row = extents_.data() + rows_ * columns_;
    place_cells(begins, columns_, row);
    row[columns_ - 1].end = end;
    most_bytes_ = std::max(most_bytes_, end - begins[0]);
  }
  // All rows at once, each cell a byte behind the one before it: `begins` are those of their cells and of
  // what follows the last, and stay where they are while the grid is used. No row is longer than
  // `most_bytes`.
  void set_rows(const std::uint32_t* begins, std::size_t rows, std::uint32_t most_bytes) {
    places_ = {begins, 1, 1};
    rows_ = rows;
    most_bytes_ = most_bytes;
  }
  // Of the row set last: takes off the quotes of cells that begin with one, and so end with one.
  void unquote_row() {
    for (CellExtent *cell = extents_.data() + rows_ * columns_, *end = cell + columns_; cell != end; ++cell) {
      const bool quoted = cell->begin < cell->end && text_[cell->begin] == '"';
      cell->begin += quoted ? 1 : 0;
      cell->end -= quoted ? 1 : 0;
    }
  }
  // The whole row at once, from an extent for each column.
  void set_row(const std::vector<CellExtent>& cells) {
    std::ranges::copy(cells, extents_.begin() + static_cast<std::ptrdiff_t>(rows_ * columns_));
    for (const CellExtent cell : cells) most_bytes_ = std::max(most_bytes_, cell.end - cell.begin);
  }
  void end_row() { ++rows_; }
  // A cell of a row that is there already.
  void replace(std::size_t column, std::size_t row, CellExtent cell) {
    extents_[row * columns_ + column] = cell;
    most_bytes_ = std::max(most_bytes_, cell.end - cell.begin);
  }
  // The text has moved; the cells lie in it as before.
  void rebase(const char* text) { text_ = text; }

  const char* text() const { return text_; }
  bool is_ascii() const { return ascii_; }
  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  std::size_t capacity() const { return capacity_; }
  // No cell is longer.
  std::size_t most_bytes() const { return most_bytes_; }
  bool is_full() const { return rows_ == capacity_; }

  const CellPlaces& places() const { return places_; }
  CellExtent extent(std::size_t column, std::size_t row) const { return places_.of(row * columns_ + column); }
  std::string_view cell(std::size_t column, std::size_t row) const {
    const CellExtent at = extent(column, row);
    return {text_ + at.begin, at.end - at.begin};
  }
  void cells_of(std::size_t row, std::vector<std::string_view>& cells) const {
    cells.clear();
    for (std::size_t c = 0; c < columns_; ++c) cells.push_back(cell(c, row));
  }

 private:
  std::size_t columns_;
  std::size_t capacity_;
  std::size_t rows_ = 0;
  const char* text_ = nullptr;
  bool ascii_ = false;
  std::uint32_t most_bytes_ = 0;
  std::vector<CellExtent> extents_;  // of rows that are set one by one
  CellPlaces places_;                // of these, or of rows set at once
};

}  // namespace eligo::patients
