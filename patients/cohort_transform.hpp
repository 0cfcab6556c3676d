// From the cells of a file's row to those that its plan reads, by a map.
//
// Made by map_cohort (cohort_map.hpp). A cell that the map cannot read (a code it does not list, a date of
// another form, days after a day that is not known) becomes text which no reader takes for a value, so that
// it counts as unreadable and never as absent. A constant, or a column that several entries share, adds to an
// entry that another cell tells of and does not make one by itself. One thread; a copy is independent and
// shares the rules. Tests: tests/patients/cohort_map_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "patients/date.hpp"
#include "patients/date_format.hpp"

namespace eligo::patients {

enum class Unlisted : std::uint8_t { unreadable, keep, empty, value };

// How one cell is made.
struct CellRule {
  enum class Form : std::uint8_t { text, number, date };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
  };

  std::optional<std::size_t> column;  // of the file; none: a constant or the line
  bool is_line = false;
  std::string text;  // the constant, or what stands before the line
  std::vector<std::string> empty;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> codes;
  bool has_codes = false;
  Unlisted unlisted = Unlisted::unreadable;
  std::string unlisted_value;
  Form form = Form::text;
  bool decimal_comma = false;
  std::optional<DateFormat> dates;
  bool is_offset = false;  // the cell is a number of days
  Day anchor_day;
  std::optional<std::size_t> anchor;  // index of the rule that gives the day to count from
  std::optional<std::size_t> when;    // a column of the file: its cell must be one of these
  std::vector<std::string> when_cells;
};

struct TransformRules {
  std::vector<CellRule> cells;     // the plan's columns first, then days to count from
  std::size_t columns = 0;         // of the plan
  std::vector<std::size_t> order;  // an anchor before what counts from it
  struct Dependent {
    std::vector<std::size_t> makers;  // columns of the plan: if all are empty, the rest is too
    std::vector<std::size_t> rest;
  };
  std::vector<Dependent> entries;
  std::vector<std::vector<std::string>> empty;  // of each column of the file: cells that say nothing
};

class CohortTransform {
 public:
  CohortTransform() = default;
  explicit CohortTransform(std::shared_ptr<const TransformRules> rules);

  // The plan's cells for a row of the file that begins at `line`. Valid until the next call and as long as
  // `cells` are.
  std::span<const std::string_view> apply(std::span<const std::string_view> cells, std::uint64_t line);

  // Does this cell of the file say nothing, to whatever it is used for?
  bool is_empty(std::size_t file_column, std::string_view cell) const;

  // The file's column (zero-based) behind a column of the plan; nullopt: a constant, or the line.
  std::optional<std::size_t> file_column(std::size_t plan_column) const {
    return rules_->cells[plan_column].column;
  }

 private:
  std::string_view make(std::size_t index, std::span<const std::string_view> cells, std::uint64_t line);
  std::string_view days_after(std::size_t index, std::string_view text);

  std::shared_ptr<const TransformRules> rules_;
  std::vector<std::string_view> out_;
  std::vector<std::string> scratch_;  // of each cell; keeps its memory from row to row
};

}  // namespace eligo::patients
