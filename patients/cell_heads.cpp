// See cell_heads.hpp.
#include "patients/cell_heads.hpp"

#include <algorithm>
#include <cstring>

namespace eligo::patients {
namespace {

// A cache line, in words. Columns that lie apart by a power of two would share their places in the cache.
constexpr std::size_t spread = 8;
constexpr std::size_t stride_of(std::size_t capacity) { return capacity + 4 * spread; }

constexpr std::size_t largest_size = 0xFFFF;

std::uint64_t word_at(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

}  // namespace

CellHeads::CellHeads(std::span<const Use> uses, std::size_t capacity)
    : stride_(stride_of(capacity)), place_(uses.size()), late_tail_(capacity) {
  for (const Use use : {Use::head_and_tail, Use::head}) {
    for (std::size_t c = 0; c < uses.size(); ++c) {
      if (uses[c] != use) continue;
      place_[c] = static_cast<std::uint32_t>(columns_.size());
      columns_.push_back(static_cast<std::uint32_t>(c));
    }
    if (use == Use::head_and_tail) tails_ = columns_.size();
  }
  const std::size_t heads = columns_.size() * stride_;
  const std::size_t words = heads + tails_ * stride_;
  memory_.emplace(words * sizeof *head_ + heads * sizeof *size_);
  head_ = reinterpret_cast<std::uint64_t*>(memory_->data());
  tail_ = head_ + heads;
  size_ = reinterpret_cast<std::uint16_t*>(head_ + words);
}

// Several rows at once share what is to be known of a column, and the places of their heads lie together.
template <std::size_t rows>
void CellHeads::load_rows(const char* text, const CellExtent* cells, std::size_t row_cells, std::size_t row) {
  const std::uint32_t* columns = columns_.data();
  const std::size_t count = columns_.size();
  const std::size_t stride = stride_;
  std::uint64_t* head = head_ + row;
  std::uint64_t* tail = tail_ + row;
  std::uint16_t* size = size_ + row;
  std::size_t k = 0;
  for (; k < tails_; ++k, head += stride, tail += stride, size += stride) {
    const CellExtent* cell = cells + columns[k];
    for (std::size_t r = 0; r < rows; ++r, cell += row_cells) {
      head[r] = word_at(text + cell->begin);
      tail[r] = word_at(text + cell->begin + sizeof(std::uint64_t));
      size[r] = static_cast<std::uint16_t>(cell->end - cell->begin);
    }
  }
  for (; k < count; ++k, head += stride, size += stride) {
    const CellExtent* cell = cells + columns[k];
    for (std::size_t r = 0; r < rows; ++r, cell += row_cells) {
      head[r] = word_at(text + cell->begin);
      size[r] = static_cast<std::uint16_t>(cell->end - cell->begin);
    }
  }
}

void CellHeads::load(const CellGrid& grid) {
  constexpr std::size_t together = 8;  // whole cache lines of heads
  const std::size_t row_cells = grid.columns();
  const CellExtent* cells = grid.extents();
  std::size_t row = 0;
  for (; row + together <= grid.rows(); row += together, cells += together * row_cells)
    load_rows<together>(grid.text(), cells, row_cells, row);
  for (; row < grid.rows(); ++row, cells += row_cells) load_rows<1>(grid.text(), cells, row_cells, row);
  if (grid.most_bytes() > largest_size) mend_sizes(grid);
}

// Sizes that are too large for their place.
void CellHeads::mend_sizes(const CellGrid& grid) {
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    for (std::size_t row = 0; row < grid.rows(); ++row) {
      const CellExtent cell = grid.extent(columns_[k], row);
      size_[k * stride_ + row] =
          static_cast<std::uint16_t>(std::min<std::size_t>(cell.end - cell.begin, largest_size));
    }
  }
}

Cells CellHeads::of(std::size_t column) const {
  const std::size_t at = place_[column] * stride_;
  return {head_ + at, place_[column] < tails_ ? tail_ + at : nullptr, size_ + at};
}

Cells CellHeads::with_tails(std::size_t column, const CellGrid& grid) {
  Cells cells = of(column);
  if (cells.tail != nullptr) return cells;
  // Few cells are so long; the tails of others are not looked at.
  constexpr std::size_t together = 8;
  for (std::size_t first = 0; first < grid.rows(); first += together) {
    unsigned any = 0;
    for (std::size_t i = 0; i < together; ++i) any |= cells.size[first + i] > sizeof(std::uint64_t) ? 1U : 0U;
    if (any == 0) continue;
    const std::size_t end = std::min(first + together, grid.rows());
    for (std::size_t row = first; row < end; ++row) {
      if (cells.size[row] > sizeof(std::uint64_t))
        late_tail_[row] = word_at(grid.text() + grid.extent(column, row).begin + sizeof(std::uint64_t));
    }
  }
  cells.tail = late_tail_.data();
  return cells;
}

}  // namespace eligo::patients
