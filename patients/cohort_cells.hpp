// The scalars of a cohort's row: dates, numbers, words, true and false. Internal to patients/.
//
// A cell that is not of its type is listed as unreadable and gives nothing; what a record would be refused
// for rejects the row. The first reason counts. Places are the file's own columns. Tests:
// tests/patients/cohort_rows_test.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "patients/cohort_rows.hpp"

namespace eligo::patients {

// Without the blanks around it; empty where the row or the file says nothing.
struct Cell {
  std::string_view text;
  std::size_t column = 0;  // zero-based
  bool is_empty() const { return text.empty(); }
};

class CellReader {
 public:
  CellReader(const CohortPlan& plan, std::span<const std::string_view> cells, std::uint64_t line,
             CohortRow& row)
      : plan_(plan), cells_(cells), line_(line), row_(row) {}

  Cell cell(std::size_t column) const;
  std::string_view raw(const Cell& cell) const { return cells_[cell.column]; }  // with its blanks
  Place place(std::size_t column) const;

  std::optional<bool> boolean(const Cell& cell);
  std::optional<PartialDate> date(const Cell& cell);
  std::optional<PartialDate> peek_date(const Cell& cell) const;  // says nothing if it is none
  std::optional<Decimal> number(const Cell& cell);
  void value(const Cell& cell, Observation& out);  // a number with or without comparator, or any other text
  std::optional<std::size_t> word(const Cell& cell, std::span<const std::string_view> words);

  void check_text(const Cell& cell);  // must be UTF-8
  void check_order(const std::optional<PartialDate>& start, const std::optional<PartialDate>& end,
                   const Cell& end_cell, std::string_view start_name);
  void unreadable(const Cell& cell);
  void reject(std::size_t column, std::string reason);

 private:
  std::optional<Decimal> limited(const Cell& cell, std::string_view text);

  const CohortPlan& plan_;
  std::span<const std::string_view> cells_;
  std::uint64_t line_;
  CohortRow& row_;
};

}  // namespace eligo::patients
