// The rows of a cohort file, one after the other, as records.
//
// Opens the file, reads its header by a vocabulary, and splits and decodes its rows. What makes the file
// unusable is complained of here; rejected rows are handed over like the others. Memory: one row and one
// block. Tests: tests/cli/cases/match.case.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/vocabulary.hpp"
#include "patients/cohort_columns.hpp"
#include "patients/cohort_csv.hpp"
#include "patients/cohort_rows.hpp"

namespace eligo::cli {

// Is this a cohort file by its name?
bool is_cohort_name(std::string_view path);

class CohortFile {
 public:
  explicit CohortFile(std::string path) : path_(std::move(path)) {}
  ~CohortFile();
  CohortFile(const CohortFile&) = delete;
  CohortFile& operator=(const CohortFile&) = delete;

  // False if there is nothing usable: no such file, no header, no id column. Says why on standard error.
  bool open(const engine::Vocabulary& vocabulary);
  const patients::CohortPlan& plan() const { return plan_; }

  struct Item {
    std::uint64_t number = 0;  // of the row, from 1; rejected rows count, empty lines do not
    std::uint64_t line = 0;
    patients::CohortRow row;
    std::span<const std::string_view>
        cells;  // valid until the next call; empty if the row could not be split
  };
  // nullopt at the end, or when reading failed: then failed() and a complaint.
  std::optional<Item> next();
  bool failed() const { return read_error_ != 0; }

  // For who reads on in blocks: the reader behind the header, and the complaint if that failed.
  patients::CohortCsv& csv() { return *csv_; }
  void complain_of_reading() const;

 private:
  bool read_header(const engine::Vocabulary& vocabulary);
  std::ptrdiff_t read(char* into, std::size_t size);

  std::string path_;
  int descriptor_ = -1;
  int read_error_ = 0;
  std::optional<patients::CohortCsv> csv_;
  patients::CohortPlan plan_;
  std::optional<patients::CohortDecoder> decoder_;
  std::uint64_t rows_ = 0;
};

}  // namespace eligo::cli
