// What stands in the columns of a cohort file: fill, values, and what cannot be read.
//
// Entry: ColumnSurvey::add for each row, then result(). Different values are counted up to a limit, so that
// memory does not grow with the file. Tests: tests/cli/cases/describe.case.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/cohort_file.hpp"
#include "engine/program.hpp"
#include "engine/render_cohort.hpp"
#include "patients/decimal.hpp"

namespace eligo::cli {

class ColumnSurvey {
 public:
  // The file and the program must outlive the survey.
  ColumnSurvey(const CohortFile& cohort, const engine::Program& program, patients::Day as_of);

  void add(CohortFile::Item item);
  engine::CohortDescription result() const;

 private:
  using Counts = std::unordered_map<std::string, std::uint64_t>;
  struct Column {
    Counts values;
    Counts unreadable;
    std::uint64_t numbers = 0;
    std::uint64_t days = 0;
    patients::Decimal least_number, most_number;
    std::string least_day, most_day;
  };

  void add_cell(std::size_t index, std::string_view cell);
  void add_record(CohortFile::Item& item);
  void add_rejection(const patients::CsvProblem& problem);
  bool count(Counts& counts, std::string_view cell);
  void add_range(engine::ColumnDescription& out, const Column& column) const;

  const CohortFile& cohort_;
  const engine::Program& program_;
  patients::Day as_of_;
  std::vector<Column> columns_;
  engine::CohortDescription description_;
  std::size_t different_ = 0;  // values of all columns that are kept
};

}  // namespace eligo::cli
