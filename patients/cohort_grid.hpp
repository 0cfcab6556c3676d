// The cells of a batch of rows, by position in one text: what the fast path of `match` reads.
//
// Cells lie column after column, so that each column is read in one sweep. The text is followed by
// `grid_padding` readable bytes. A grid does not own its text. One thread.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace eligo::patients {

// Cells may be read in words of this many bytes without looking at where they end.
constexpr std::size_t grid_padding = 64;

struct CellExtent {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class CellGrid {
 public:
  CellGrid(std::size_t columns, std::size_t capacity)
      : columns_(columns),
        capacity_(capacity),
        stride_(capacity + spread),
        extents_(columns * (capacity + spread)) {}

  void clear(const char* text) {
    text_ = text;
    rows_ = 0;
  }
  void set(std::size_t column, std::uint32_t begin, std::uint32_t end) {
    extents_[column * stride_ + rows_] = {begin, end};
  }
  // A whole row of cells: the first begins at `begin`, each ends at its separator, the next behind it.
  void set_row(std::uint32_t begin, const std::uint32_t* separators) {
    CellExtent* extent = extents_.data() + rows_;
    const std::size_t stride = stride_;
    for (const std::uint32_t *end = separators, *last = end + columns_; end != last;
         ++end, extent += stride) {
      // Both halves at once.
      const std::uint64_t both = static_cast<std::uint64_t>(*end) << 32U | begin;
      static_assert(sizeof both == sizeof *extent && std::endian::native == std::endian::little);
      std::memcpy(static_cast<void*>(extent), &both, sizeof both);
      begin = *end + 1;
    }
  }
  void end_row() { ++rows_; }
  // The whole row at once, from an extent for each column.
  void set_row(const std::vector<CellExtent>& cells) {
    CellExtent* extent = extents_.data() + rows_;
    for (std::size_t c = 0; c < columns_; ++c, extent += stride_) *extent = cells[c];
  }
  // A cell of a row that is there already.
  void replace(std::size_t column, std::size_t row, CellExtent cell) {
    extents_[column * stride_ + row] = cell;
  }
  // The text has moved; the cells lie in it as before.
  void rebase(const char* text) { text_ = text; }

  const char* text() const { return text_; }
  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  std::size_t capacity() const { return capacity_; }
  bool is_full() const { return rows_ == capacity_; }

  std::span<const CellExtent> column(std::size_t index) const {
    return {extents_.data() + index * stride_, rows_};
  }
  std::string_view cell(std::size_t column, std::size_t row) const {
    const CellExtent extent = extents_[column * stride_ + row];
    return {text_ + extent.begin, extent.end - extent.begin};
  }
  void cells_of(std::size_t row, std::vector<std::string_view>& cells) const {
    cells.clear();
    for (std::size_t c = 0; c < columns_; ++c) cells.push_back(cell(c, row));
  }

 private:
  // Keeps the columns of a row out of each other's place in the cache.
  static constexpr std::size_t spread = 8;
  std::size_t columns_;
  std::size_t capacity_;
  std::size_t stride_;
  std::size_t rows_ = 0;
  const char* text_ = nullptr;
  std::vector<CellExtent> extents_;
};

}  // namespace eligo::patients
