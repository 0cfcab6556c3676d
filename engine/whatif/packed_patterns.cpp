// See packed_patterns.hpp.
#include "engine/whatif/packed_patterns.hpp"

#include <bit>

namespace eligo::engine {

RowBits rows_of(const columnar::BitSquares& squares, std::size_t column) {
  constexpr std::size_t side = columnar::square_side;
  RowBits rows;
  for (std::size_t row = 0; row < side; ++row) {
    const std::uint64_t two = squares[row * columnar::square_columns + column];
    rows[row] = two & 0xFFFFFFFFU;
    rows[row + side] = two >> side;
  }
  return rows;
}

void PackedPatterns::add(columnar::BitSquares& fails, columnar::BitSquares& unknown,
                         std::span<const std::uint64_t> rows) {
  columnar::transpose_squares(fails);
  columnar::transpose_squares(unknown);
  for (std::size_t w = 0; w < rows.size(); ++w) {
    RowBits patterns = rows_of(fails, w);
    const RowBits upper = rows_of(unknown, w);
    for (std::size_t row = 0; row < block_rows; ++row) patterns[row] |= upper[row] << columnar::square_side;
    count(patterns, rows[w]);
  }
}

void PackedPatterns::count(const RowBits& patterns, std::uint64_t rows) {
  if (2 * (filled_ + block_rows) > slots_.size()) grow();
  // All places are asked for before the first is needed.
  for (const std::uint64_t pattern : patterns) __builtin_prefetch(&slots_[place(pattern)], 1);
  for (; rows != 0; rows &= rows - 1) {
    Slot& slot = slot_of(patterns[static_cast<std::size_t>(std::countr_zero(rows))]);
    filled_ += slot.count == 0 ? 1 : 0;
    ++slot.count;
  }
}

// A free one is given the pattern.
PackedPatterns::Slot& PackedPatterns::slot_of(std::uint64_t pattern) {
  std::size_t at = place(pattern);
  while (slots_[at].count != 0 && slots_[at].pattern != pattern) at = (at + 1) & (slots_.size() - 1);
  slots_[at].pattern = pattern;
  return slots_[at];
}

void PackedPatterns::grow() {
  std::vector<Slot> old(4 * slots_.size());
  old.swap(slots_);
  shift_ -= 2;
  for (const Slot& slot : old)
    if (slot.count != 0) slot_of(slot.pattern) = slot;
}

void PackedPatterns::add(const PackedPatterns& other) {
  while (2 * (filled_ + other.filled_) > slots_.size()) grow();
  for (const Slot& slot : other.slots_) {
    if (slot.count == 0) continue;
    Slot& own = slot_of(slot.pattern);
    filled_ += own.count == 0 ? 1 : 0;
    own.count += slot.count;
  }
}

void PackedPatterns::move_to(PatternCounts& patterns) {
  patterns.reserve(filled_);
  for (const Slot& slot : slots_) {
    if (slot.count == 0) continue;
    const std::uint64_t low = slot.pattern & 0xFFFFFFFFU;
    const std::uint64_t unknown = slot.pattern >> 32U;
    const std::array<std::uint64_t, 3> pattern{low & ~unknown, unknown, low & unknown};
    patterns.add(pattern, slot.count);
  }
  *this = PackedPatterns();
}

}  // namespace eligo::engine
