// One row of a cohort file to one patient record, by the plan of its header.
//
// Entry: CohortDecoder::decode. A row says what the record with the same facts says: the same members, words
// and limits. What a record would be refused for rejects the row (no id, a day that does not exist, an end
// before its start, a number of too many digits), except that a cell which cannot be read as its type makes
// only its fact unknown: such cells are listed. Where the unreadable cell says whether there is an entry at
// all, the row no longer vouches for its whole section. Facts are placed by line and the file's column. One
// thread; reused from row to row. Tests: tests/patients/cohort_rows_test.cpp, tests/oracle/compare_cohort.py.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "patients/cohort_columns.hpp"
#include "patients/cohort_csv.hpp"
#include "patients/record.hpp"

namespace eligo::patients {

struct CohortRow {
  std::optional<PatientRecord> record;  // absent if rejected
  std::optional<CsvProblem> rejected;
  std::string id;                       // as far as there is one
  std::vector<std::size_t> unreadable;  // the file's columns (zero-based) whose cell could not be read
};

class CohortDecoder {
 public:
  // `plan` must outlive the decoder.
  explicit CohortDecoder(const CohortPlan& plan) : plan_(plan) {}

  // `cells`: as many as the plan has columns.
  CohortRow decode(std::span<const std::string_view> cells, std::uint64_t line) const;

 private:
  const CohortPlan& plan_;
};

}  // namespace eligo::patients
