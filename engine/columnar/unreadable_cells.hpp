// Which cells of a row cannot be read: a small code where many rows have the same, so that they need not go
// through the plain path one by one.
//
// A cell that cannot be read looks empty in the typed columns. Rows with the same set of such cells and the
// same codes of features have the same truths, so the set is one more feature of every predicate. A set gets
// a code once it is common; rows with rarer ones are told by the plain path. Internal to engine/columnar. One
// thread. Memory is bounded. Tests: tests/engine/unreadable_cells_test.cpp,
// tests/oracle/engine_differential.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace eligo::engine::columnar {

class UnreadableCells {
 public:
  using SetId = std::uint16_t;                         // 0: every cell can be read
  static constexpr std::size_t most_codes = 7;         // three bits
  static constexpr std::size_t most_sets = 1000;       // that are told apart
  static constexpr SetId other = most_sets + 1;        // any of the rest
  static constexpr std::uint64_t common_rows = 8;      // a common set has at least so many rows,
  static constexpr std::uint64_t common_share = 1000;  // and one row of so many

  explicit UnreadableCells(std::size_t capacity) : set_of_row_(capacity), codes_(capacity), sets_(1) {}

  // Forgets the rows of the batch before.
  void start(std::size_t rows);
  // `column`: of the file.
  void add(std::size_t row, std::size_t column);
  // Counts the rows of the batch, once all cells have been added.
  void count();

  // Of the batch.
  bool any() const { return any_; }
  SetId set_of(std::size_t row) const { return set_of_row_[row]; }
  bool is_common(SetId set) const;
  // Gives the set a code; false if there are none left.
  bool admit(SetId set);
  std::uint8_t code_of(SetId set) const { return set < sets_.size() ? sets_[set].code : std::uint8_t{0}; }
  void put_code(std::size_t row, std::uint8_t code) { codes_[row] = code; }

  // Codes of the rows of the batch, as long as the capacity; 0: none.
  const std::uint8_t* codes() const { return codes_.data(); }
  std::uint32_t code_count() const { return static_cast<std::uint32_t>(coded_.size() + 1); }
  // Ascending. Of the code 0, nothing.
  const std::vector<std::size_t>& columns(std::uint8_t code) const {
    return sets_[code == 0 ? 0 : coded_[code - 1]].columns;
  }
  const std::vector<std::size_t>& columns_of(SetId set) const { return sets_[set].columns; }

 private:
  struct Set {
    std::vector<std::size_t> columns;
    std::uint64_t rows = 0;  // so far
    std::uint8_t code = 0;
  };
  SetId with(SetId set, std::size_t column);

  std::vector<SetId> set_of_row_;
  std::vector<std::uint8_t> codes_;
  std::vector<Set> sets_;
  std::vector<SetId> coded_;  // by code, from 1 on
  std::map<std::vector<std::size_t>, SetId> ids_;
  std::map<std::pair<SetId, std::size_t>, SetId> extended_;  // what a set is with one more column
  std::size_t rows_ = 0;
  std::uint64_t all_rows_ = 0;
  bool any_ = false;
};

}  // namespace eligo::engine::columnar
