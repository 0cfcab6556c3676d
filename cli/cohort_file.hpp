// The rows of a cohort file, one after the other, as records.
//
// Opens the file, packed or not, reads its header by a vocabulary and perhaps a map, and splits and decodes
// its rows. What makes the file or the map unusable is complained of here; rejected rows are handed over like
// the others. Columns are always those of the file. Memory: one row and one block. Tests:
// tests/cli/cases/match.case, columns.case, packed.case.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/byte_source.hpp"
#include "engine/vocabulary.hpp"
#include "patients/cohort_columns.hpp"
#include "patients/cohort_csv.hpp"
#include "patients/cohort_map.hpp"
#include "patients/cohort_rows.hpp"

namespace eligo::cli {

// Is this a cohort file by its name (`.csv`, packed or not)?
bool is_cohort_name(std::string_view path);

class CohortFile {
 public:
  // `map`: the path of a map; empty: the header convention. `block`: bytes read at a time.
  explicit CohortFile(std::string path, std::string map = {}, std::size_t block = patients::CsvLimits{}.block)
      : path_(std::move(path)), map_(std::move(map)), block_(block) {}
  CohortFile(const CohortFile&) = delete;
  CohortFile& operator=(const CohortFile&) = delete;

  // False if there is nothing usable: no such file, no header, no id column, a wrong map. Says why on
  // standard error. `to_look`: a file without map and without ids gets its lines for ids.
  bool open(const engine::Vocabulary& vocabulary, bool to_look = false);
  // Are columns that no map names read by their header?
  bool reads_headers() const { return reads_headers_; }
  // What a header without ids asks for; empty: nothing.
  const std::string& advice() const { return advice_; }
  // The columns of the file, and what each was taken for.
  const std::vector<patients::FileColumn>& columns() const { return columns_; }
  // Is there nothing in this cell of the file, blanks and what the map calls empty aside?
  bool is_empty(std::size_t column, std::string_view cell) const;
  // Of the cells that `transform()` gives; without a map, of the file's own.
  const patients::CohortPlan& plan() const { return plan_; }
  const std::optional<patients::CohortTransform>& transform() const { return transform_; }

  struct Item {
    std::uint64_t number = 0;  // of the row, from 1; rejected rows count, empty lines do not
    std::uint64_t line = 0;
    patients::CohortRow row;
    std::span<const std::string_view>
        cells;  // of the file; valid until the next call; empty if the row could not be split
    // A cell of this column (one-based; 0: none of the file) could not be read.
    void note_unreadable(std::uint32_t column);
  };
  // nullopt at the end, or when reading failed: then failed() and a complaint.
  std::optional<Item> next();
  bool failed() const { return source_.failed(); }

  // For who reads on in blocks: the reader behind the header, and the complaint if that failed.
  patients::CohortCsv& csv() { return *csv_; }
  bool complain_of_source() const;

  // What a run that goes on has to find unchanged.
  const std::string& path() const { return path_; }
  const std::string& map_text() const { return map_text_; }
  const ByteSource& source() const { return source_; }
  // Goes on at this byte, behind the header; false, with a complaint, on failure.
  bool seek(std::uint64_t position) { return source_.seek(position) || complain_of_source(); }

 private:
  bool read_map(patients::CohortMap& map);
  bool read_header();
  bool plan_by_header(const engine::Vocabulary& vocabulary, bool to_look);
  bool plan_by_map(const patients::CohortMap& map, const engine::Vocabulary& vocabulary);
  void complain_of_map(const std::vector<patients::MapProblem>& problems) const;

  std::string path_;
  std::string map_;
  std::size_t block_;
  std::string map_text_;
  std::string advice_;
  bool reads_headers_ = true;
  ByteSource source_;
  std::optional<patients::CohortCsv> csv_;
  patients::CohortPlan plan_;
  std::optional<patients::CohortTransform> transform_;
  std::vector<patients::FileColumn> columns_;
  std::optional<patients::CohortDecoder> decoder_;
  std::uint64_t rows_ = 0;
};

}  // namespace eligo::cli
