// Cells of a batch as typed columns: days, scaled whole numbers, small codes.
//
// Entry: TypedColumns::read. Each column that the plan uses is read in one sweep. What is read is the same as
// CohortDecoder reads (it is the definition). A cell that the decoder cannot read either looks empty and is
// listed. What this reader is not sure of (a day that does not exist, an end before its start, too many
// different words) marks its row `odd`, and the row goes through the decoder. No doubles; no strings kept but
// the words of a column's dictionary, which has a size limit. One thread; reused from batch to batch. Tests:
// tests/patients/cell_kernels_test.cpp, and the differential tests of the engines.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "patients/cell_heads.hpp"
#include "patients/cohort_columns.hpp"
#include "patients/cohort_grid.hpp"
#include "patients/column_type.hpp"
#include "patients/single_cell.hpp"

namespace eligo::patients {

constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();
constexpr std::int64_t largest_number = 999'999'999'999'999'999;
constexpr std::size_t largest_dictionary = 255;       // of names, units, types, codes
constexpr std::size_t largest_value_dictionary = 15;  // of texts in place of numbers
constexpr std::size_t most_trial_ids = 250;

// What is filled, by type: dates first and last; numbers and values number, form, censored and code; others
// the code alone.
struct TypedColumn {
  ColumnType type = ColumnType::ignored;
  std::vector<std::int32_t> first;     // days since 1970-01-01; no_day: empty
  std::vector<std::int32_t> last;      // see last_days()
  std::vector<std::int64_t> number;    // in units of 10^-number_scale; below 0 unless the form is exact
  std::vector<std::uint8_t> form;      // Form
  std::vector<std::int64_t> censored;  // the number of the other forms
  // 0: empty, or not known. Words: 1 + the index in their list; booleans: 1 false, 2 true; texts (also in
  // place of numbers): 1 + the index in the dictionary; trial ids: 1 another, 2 + the index of a known one;
  // presence: 1; sections: 1 + a bit for each Section.
  std::vector<std::uint8_t> code;
  // Rows whose date is not a single day, or whose form is not exact; none are listed if only_texts.
  std::vector<std::uint32_t> irregular;
  // Of a value column: every cell that is not empty is a text, and `number` is not filled.
  bool only_texts = false;

  std::vector<std::string> dictionary;
  std::vector<ShortText> words;  // of a word column: its list; else those of the dictionary

  // By row, as `first`. Where every date is a single day, the same.
  const std::int32_t* last_days() const { return irregular.empty() ? first.data() : last.data(); }
};

class TypedColumns {
 public:
  // `plan` must outlive the columns. `trial_ids`: ids that a participation's id is compared with.
  TypedColumns(const CohortPlan& plan, std::vector<std::string> trial_ids, Day as_of, std::size_t capacity);

  void read(const CellGrid& grid);

  const TypedColumn& operator[](std::size_t column) const { return columns_[column]; }
  std::size_t rows() const { return rows_; }
  std::span<const std::uint8_t> odd() const { return {odd_.data(), rows_}; }
  // Cells that are not of their type, but for values.
  struct Unreadable {
    std::uint32_t row = 0;
    std::uint32_t column = 0;  // of the file, from 0 on
  };
  std::span<const Unreadable> unreadable() const { return unreadable_; }

 private:
  bool mark_filled(const CellGrid& grid, std::size_t column, std::uint8_t* codes) const;
  void read_id(const CellGrid& grid, std::size_t column);
  void read_dates(const CellGrid& grid, std::size_t column);
  void read_numbers(const CellGrid& grid, std::size_t column);
  void read_other(const CellGrid& grid, std::size_t column, std::size_t row);
  template <class CodeOf>
  void read_coded(const CellGrid& grid, std::size_t column, const std::vector<ShortText>& words,
                  CodeOf code_of);
  void read_words(const CellGrid& grid, std::size_t column);
  void read_booleans(const CellGrid& grid, std::size_t column);
  void read_texts(const CellGrid& grid, std::size_t column);
  void read_trial_ids(const CellGrid& grid, std::size_t column);
  void read_presence(const CellGrid& grid, std::size_t column);
  void read_sections(const CellGrid& grid, std::size_t column);
  void check_order(std::size_t start, std::size_t end);
  void list_unreadable(std::size_t column, std::size_t row, std::string_view text);
  static std::uint8_t sections_of(std::string_view text);
  std::uint8_t text_code(TypedColumn& column, std::string_view text, std::size_t limit, std::size_t row);

  struct Course {
    std::size_t start;
    std::size_t end;
  };
  struct SectionText {
    std::string text;
    std::uint8_t code;
  };
  // A text of some size to compare cells of that size with, at once; one that no cell is like at first.
  static constexpr std::size_t longest_met = 64;
  struct MetText {
    std::array<std::uint64_t, longest_met / 8> words{1};
    std::array<std::uint64_t, longest_met / 8> inside{};
    std::uint8_t code = 0;
  };
  void remember(std::string_view cell, std::uint8_t code);
  std::uint8_t read_section(const CellGrid& grid, std::size_t column, std::size_t row);
  const CohortPlan& plan_;
  std::vector<std::string> trial_ids_;
  std::vector<ShortText> trial_words_;  // of trial_ids_, in lower case
  Day as_of_;
  std::vector<TypedColumn> columns_;
  std::vector<Course> courses_;  // columns whose order is checked
  std::vector<std::uint8_t> odd_;
  std::vector<Unreadable> unreadable_;
  std::optional<CellHeads> heads_;
  std::vector<SectionText> section_texts_;         // met before
  std::array<MetText, longest_met + 2> met_last_;  // of these, by size; the last one is of longer ones
  std::vector<std::uint32_t> unsure_;              // rows of a column that take a closer look
  std::size_t rows_ = 0;
};

}  // namespace eligo::patients
