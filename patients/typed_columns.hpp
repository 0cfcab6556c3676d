// Cells of a batch as typed columns: days, scaled whole numbers, small codes.
//
// Entry: TypedColumns::read. Each column that the plan uses is read in one sweep. What is read is the same as
// CohortDecoder reads (it is the definition); what this reader is not sure of (a cell that is not of its
// type, an end before its start, too many different words) marks its row `odd`, and the row goes through the
// decoder. No doubles; no strings kept but the words of a column's dictionary, which has a size limit. One
// thread; reused from batch to batch. Tests: tests/patients/cell_kernels_test.cpp, and the differential
// tests of the engines.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "patients/cell_kernels.hpp"
#include "patients/cohort_columns.hpp"
#include "patients/cohort_grid.hpp"

namespace eligo::patients {

// What a column holds.
enum class ColumnType : std::uint8_t {
  ignored,
  id,
  date,      // first, last
  number,    // number, form
  value,     // number, form; texts have a code
  word,      // code: 1 + the word's index in its list
  boolean,   // code: 1 false, 2 true
  text,      // code: 1 + its index in the dictionary
  trial_id,  // code: 1 another, 2 + index into the known ids
  presence,  // code: 1
  sections,  // code: 1 + a bit for each Section
};
ColumnType type_of(const CohortPlan& plan, std::size_t column);

// What stands in a cell of a number or value.
enum class Form : std::uint8_t { empty, exact, less, less_equal, greater, greater_equal, text };

constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t number_scale = 6;  // numbers are multiples of 10^-6
constexpr std::int64_t largest_number = 999'999'999'999'999'999;
constexpr std::size_t largest_dictionary = 255;       // of names, units, types, codes
constexpr std::size_t largest_value_dictionary = 15;  // of texts in place of numbers
constexpr std::size_t most_trial_ids = 250;

// A text of at most sixteen bytes as two numbers, so that words are compared at once.
struct ShortText {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  std::uint32_t size = 0;
  friend bool operator==(const ShortText&, const ShortText&) = default;
};

struct TypedColumn {
  ColumnType type = ColumnType::ignored;
  std::vector<std::int32_t> first;  // days since 1970-01-01; no_day: empty
  std::vector<std::int32_t> last;
  std::vector<std::int64_t> number;      // in units of 10^-number_scale; below 0 unless the form is exact
  std::vector<std::uint8_t> form;        // Form
  std::vector<std::int64_t> censored;    // the number of the other forms
  std::vector<std::uint8_t> code;        // 0: empty, or not known
  std::vector<std::uint32_t> irregular;  // rows whose date is not a single day, or whose form is not exact

  std::vector<std::string> dictionary;
  std::vector<ShortText> words;       // of a word column: its list; of texts: those of the dictionary
  std::vector<WordHead> short_words;  // of at most eight bytes; empty in place of longer ones
  bool long_words = false;            // of a word column: the short ones hold the heads of longer ones
};

class TypedColumns {
 public:
  // `plan` must outlive the columns. `trial_ids`: ids that a participation's id is compared with.
  TypedColumns(const CohortPlan& plan, std::vector<std::string> trial_ids, Day as_of, std::size_t capacity);

  void read(const CellGrid& grid);

  const TypedColumn& operator[](std::size_t column) const { return columns_[column]; }
  std::size_t rows() const { return rows_; }
  std::span<const std::uint8_t> odd() const { return {odd_.data(), rows_}; }

 private:
  void load_heads(const CellGrid& grid, std::size_t column);
  void read_id(const CellGrid& grid, std::size_t column);
  void read_dates(const CellGrid& grid, std::size_t column);
  void read_numbers(const CellGrid& grid, std::size_t column);
  void read_other(const CellGrid& grid, std::size_t column, std::size_t row);
  void read_words(const CellGrid& grid, std::size_t column);
  void add_word(TypedColumn& column, std::string_view word);
  void read_booleans(const CellGrid& grid, std::size_t column);
  void read_texts(const CellGrid& grid, std::size_t column);
  void read_trial_ids(const CellGrid& grid, std::size_t column);
  void read_presence(const CellGrid& grid, std::size_t column);
  void read_sections(const CellGrid& grid, std::size_t column);
  void check_order(std::size_t start, std::size_t end);
  std::uint8_t sections_of(std::string_view text);
  std::uint8_t text_code(TypedColumn& column, std::string_view text, std::size_t limit, std::size_t row);

  struct Course {
    std::size_t start;
    std::size_t end;
  };
  const CohortPlan& plan_;
  std::vector<std::string> trial_ids_;
  std::vector<ShortText> trial_words_;  // of trial_ids_, in lower case
  Day as_of_;
  std::vector<TypedColumn> columns_;
  std::vector<Course> courses_;  // columns whose order is checked
  std::vector<std::uint8_t> odd_;
  CellHeads heads_;                   // of the column being read
  std::vector<std::uint16_t> tails_;  // likewise, of dates: the bytes behind
  std::vector<std::pair<std::string, std::uint8_t>> section_texts_;
  std::size_t rows_ = 0;
};

}  // namespace eligo::patients
