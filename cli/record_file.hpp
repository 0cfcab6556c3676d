// A file of records, one a line (`.ndjson`, `.jsonl`, packed or not), for `eligo match`.
//
// Opens the file and learns from its first records which columns it would have. What makes the file unusable
// is complained of here. Memory: the first records, and the blocks under way. Tests:
// tests/cli/cases/ndjson.case, tests/oracle/compare_records.py.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/byte_source.hpp"
#include "patients/cohort_blocks.hpp"
#include "patients/record_columns.hpp"

namespace eligo::cli {

// Is this a file of records, one a line, by its name?
bool is_record_lines_name(std::string_view path);

class RecordFile {
 public:
  // `block`: bytes read at a time.
  explicit RecordFile(std::string path, std::size_t block = patients::CsvLimits{}.block)
      : path_(std::move(path)), block_(block) {}
  RecordFile(const RecordFile&) = delete;
  RecordFile& operator=(const RecordFile&) = delete;

  bool open();
  const patients::RecordColumns& columns() const { return columns_; }
  // All of the file, from its beginning; once. Must not outlive this.
  patients::CohortBlocks blocks();
  bool failed() const { return source_.failed(); }
  const ByteSource& source() const { return source_; }
  void complain_of_source() const;

 private:
  std::ptrdiff_t read(char* into, std::size_t size);
  void survey();

  std::string path_;
  std::size_t block_;
  ByteSource source_;
  std::vector<char> sample_;
  std::size_t given_ = 0;  // of the sample
  patients::RecordColumns columns_;
};

}  // namespace eligo::cli
