// See cell_heads.hpp.
#include "patients/cell_heads.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "patients/instruction_set.hpp"

namespace eligo::patients {
namespace {

// A cache line, in words. Columns that lie apart by a power of two would share their places in the cache.
constexpr std::size_t spread = 8;
constexpr std::size_t stride_of(std::size_t capacity) { return capacity + 4 * spread; }

constexpr std::size_t together = 8;  // rows: whole cache lines of heads
constexpr std::size_t largest_size = 0xFFFF;

std::uint64_t word_at(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

}  // namespace

CellHeads::CellHeads(std::span<const Use> uses, std::size_t capacity)
    : stride_(stride_of(capacity)), place_(uses.size()), late_tail_(capacity), long_((capacity + 63) / 64) {
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
void CellHeads::load_rows(const CellGrid& grid, std::size_t row) {
  const CellPlaces places = grid.places();
  const std::size_t row_cells = grid.columns();
  const char* text = grid.text();
  const std::size_t stride = stride_;
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    std::uint64_t* head = head_ + k * stride + row;
    std::uint64_t* tail = tail_ + k * stride + row;
    std::uint16_t* size = size_ + k * stride + row;
    std::size_t cell = row * row_cells + columns_[k];
    for (std::size_t r = 0; r < rows; ++r, cell += row_cells) {
      const CellExtent at = places.of(cell);
      head[r] = word_at(text + at.begin);
      if (k < tails_) tail[r] = word_at(text + at.begin + sizeof *tail);
      size[r] = static_cast<std::uint16_t>(at.end - at.begin);
    }
  }
}

#if defined(__x86_64__)

// The same for eight rows, where words can be read from as many places at once.
__attribute__((target("avx512f,avx512dq,avx512vl"))) void CellHeads::load_by_gathering(const CellGrid& grid,
                                                                                       std::size_t row) {
  const CellPlaces places = grid.places();
  const auto row_step = static_cast<int>(grid.columns() * places.step);
  const __m256i rows =
      _mm256_mullo_epi32(_mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), _mm256_set1_epi32(row_step));
  const __m512i low_half = _mm512_set1_epi64(0xFFFFFFFF);
  const __m512i gap = _mm512_set1_epi64(places.gap);
  const std::uint32_t* first = places.at + row * grid.columns() * places.step;
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const std::size_t to = k * stride_ + row;
    // Begin and end stand side by side.
    const __m512i both = _mm512_i32gather_epi64(rows, first + columns_[k] * places.step, sizeof *first);
    const __m512i begin = _mm512_and_si512(both, low_half);
    const __m512i behind = _mm512_srli_epi64(both, 32);
    _mm512_storeu_si512(head_ + to, _mm512_i64gather_epi64(begin, grid.text(), 1));
    if (k < tails_)
      _mm512_storeu_si512(tail_ + to, _mm512_i64gather_epi64(begin, grid.text() + sizeof *tail_, 1));
    const __m512i size = _mm512_sub_epi64(_mm512_sub_epi64(behind, begin), gap);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(size_ + to), _mm512_cvtepi64_epi16(size));
  }
}

#else

void CellHeads::load_by_gathering(const CellGrid& grid, std::size_t row) { load_rows<together>(grid, row); }

#endif

void CellHeads::load(const CellGrid& grid) {
  const bool gathers = instruction_set() >= InstructionSet::avx512;
  std::size_t row = 0;
  for (; row + together <= grid.rows(); row += together) {
    if (gathers) {
      load_by_gathering(grid, row);
    } else {
      load_rows<together>(grid, row);
    }
  }
  for (; row < grid.rows(); ++row) load_rows<1>(grid, row);
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
  find_longer_cells(cells, grid.rows(), sizeof(std::uint64_t), long_.data());
  for (std::size_t first = 0; first < grid.rows(); first += 64) {
    for (std::uint64_t left = long_[first / 64]; left != 0; left &= left - 1) {
      const std::size_t row = first + static_cast<std::size_t>(std::countr_zero(left));
      if (row < grid.rows())
        late_tail_[row] = word_at(grid.text() + grid.extent(column, row).begin + sizeof(std::uint64_t));
    }
  }
  cells.tail = late_tail_.data();
  return cells;
}

}  // namespace eligo::patients
