// A histogram of the statuses of up to 32 criteria, two bits each: what is counted for every row of a cohort.
// Internal to engine/whatif.
//
// One word a pattern, and keys beside their counts, so that a row costs about one look into memory. One
// thread. Tests: tests/engine/whatif_test.cpp, tests/oracle/compare_whatif.py.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/columnar/simd.hpp"
#include "engine/whatif/patterns.hpp"

namespace eligo::engine {

constexpr std::size_t block_rows = 64;
using RowBits = std::array<std::uint64_t, block_rows>;

// What transposed squares say of each row of the column `column`: in the low half, a bit for each criterion.
RowBits rows_of(const columnar::BitSquares& squares, std::size_t column);

class PackedPatterns {
 public:
  static constexpr std::size_t most_criteria = columnar::square_side;

  // Of up to as many words of rows as there are columns. The word of criterion c and column w: `fails` where
  // it fails or is open, `unknown` where it is unknown (then it does not fail). Both are used up.
  void add(columnar::BitSquares& fails, columnar::BitSquares& unknown, std::span<const std::uint64_t> rows);
  void add(const PackedPatterns& other);
  void move_to(PatternCounts& patterns);

 private:
  struct Slot {
    std::uint64_t pattern = 0;
    std::uint64_t count = 0;  // 0: free
  };
  std::size_t place(std::uint64_t pattern) const { return (pattern * 0x9E3779B97F4A7C15U) >> shift_; }
  void count(const RowBits& patterns, std::uint64_t rows);
  Slot& slot_of(std::uint64_t pattern);
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(1024);  // a power of two
  unsigned shift_ = 54;
  std::size_t filled_ = 0;
};

}  // namespace eligo::engine
