// The first bytes of the cells of a batch, column after column: most cells are no longer, and all are read
// from there by vector instructions.
//
// Entry: CellHeads::load. Rows are gone through one by one, so the text is read once from front to back.
// One thread; reused from batch to batch. Tests: tests/patients/cell_kernels_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "patients/cell_kernels.hpp"
#include "patients/cohort_grid.hpp"
#include "patients/large_pages.hpp"

namespace eligo::patients {

class CellHeads {
 public:
  enum class Use : std::uint8_t { none, head, head_and_tail };

  // `uses`: of each column of the grids. `capacity`: rows of the largest, a multiple of 64.
  CellHeads(std::span<const Use> uses, std::size_t capacity);

  void load(const CellGrid& grid);

  // Of a column that is used.
  Cells of(std::size_t column) const;
  // The same with tails, also where these were not asked for; until the next call.
  Cells with_tails(std::size_t column, const CellGrid& grid);

 private:
  template <std::size_t rows>
  void load_rows(const CellGrid& grid, std::size_t row);
  void load_by_gathering(const CellGrid& grid, std::size_t row);
  void mend_sizes(const CellGrid& grid);

  std::size_t stride_;                  // from a column to the next
  std::vector<std::uint32_t> columns_;  // that are used, those with tails first
  std::vector<std::uint32_t> place_;    // by column of the grid: index of columns_
  std::size_t tails_ = 0;               // how many have tails
  std::optional<LargePages> memory_;    // of these three
  std::uint64_t* head_ = nullptr;
  std::uint64_t* tail_ = nullptr;
  std::uint16_t* size_ = nullptr;
  std::vector<std::uint64_t> late_tail_;
  std::vector<std::uint64_t> long_;  // rows that have one, a bit each
};

}  // namespace eligo::patients
