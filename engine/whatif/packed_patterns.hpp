// A histogram of the statuses of up to 32 criteria, two bits each: what is counted for every row of a cohort.
// Internal to engine/whatif.
//
// One word a pattern, and keys beside their counts, so that a row costs about one look into memory. One
// thread. Tests: tests/engine/whatif_test.cpp, tests/oracle/compare_whatif.py.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/whatif/patterns.hpp"

namespace eligo::engine {

constexpr std::size_t block_rows = 64;
using BitSquare = std::array<std::uint64_t, block_rows>;

// Bit j of word i and bit i of word j change places.
void transpose(BitSquare& square);

class PackedPatterns {
 public:
  static constexpr std::size_t most_criteria = 32;

  // For each row of `rows`. By criterion, in words of rows: `statuses[c]` where it fails or is open,
  // `statuses[c + 32]` where it is unknown (then it does not fail). The square is used up.
  void add(BitSquare& statuses, std::uint64_t rows);
  void move_to(PatternCounts& patterns);

 private:
  struct Slot {
    std::uint64_t pattern = 0;
    std::uint64_t count = 0;  // 0: free
  };
  std::size_t place(std::uint64_t pattern) const { return (pattern * 0x9E3779B97F4A7C15U) >> shift_; }
  Slot& slot_of(std::uint64_t pattern);
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(1024);  // a power of two
  unsigned shift_ = 54;
  std::size_t filled_ = 0;
};

}  // namespace eligo::engine
