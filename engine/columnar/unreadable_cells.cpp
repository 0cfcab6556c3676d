// See unreadable_cells.hpp.
#include "engine/columnar/unreadable_cells.hpp"

#include <algorithm>

namespace eligo::engine::columnar {

void UnreadableCells::start(std::size_t rows) {
  rows_ = rows;
  if (any_) {
    std::ranges::fill(set_of_row_, SetId{0});
    std::ranges::fill(codes_, std::uint8_t{0});
  }
  any_ = false;
}

void UnreadableCells::add(std::size_t row, std::size_t column) {
  any_ = true;
  set_of_row_[row] = with(set_of_row_[row], column);
}

// Rows come with few sets, so most often the answer is known.
UnreadableCells::SetId UnreadableCells::with(SetId set, std::size_t column) {
  constexpr std::size_t most_extended = 100'000;
  if (set == other) return other;
  if (extended_.size() >= most_extended) extended_.clear();
  const auto [known, is_new] = extended_.try_emplace({set, column}, other);
  if (!is_new) return known->second;
  std::vector<std::size_t> columns = sets_[set].columns;
  const auto place = std::ranges::lower_bound(columns, column);
  if (place == columns.end() || *place != column) columns.insert(place, column);
  const auto found = ids_.find(columns);
  if (found != ids_.end()) return known->second = found->second;
  if (sets_.size() > most_sets) return known->second;
  const auto id = static_cast<SetId>(sets_.size());
  ids_.emplace(columns, id);
  sets_.push_back({std::move(columns), 0, 0});
  return known->second = id;
}

void UnreadableCells::count() {
  all_rows_ += rows_;
  if (!any_) return;
  for (std::size_t row = 0; row < rows_; ++row)
    if (set_of_row_[row] < sets_.size()) ++sets_[set_of_row_[row]].rows;
}

bool UnreadableCells::is_common(SetId set) const {
  if (set == 0 || set >= sets_.size()) return false;
  const std::uint64_t rows = sets_[set].rows;
  return rows >= common_rows && rows * common_share >= all_rows_;
}

bool UnreadableCells::admit(SetId set) {
  if (coded_.size() == most_codes) return false;
  coded_.push_back(set);
  sets_[set].code = static_cast<std::uint8_t>(coded_.size());
  return true;
}

}  // namespace eligo::engine::columnar
