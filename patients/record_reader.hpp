// JSON text to patient records, one at a time, with every problem of each.
//
// Accepts one record, an array of records, or one record a line (.ndjson). A record with an error is refused
// as a whole and reading goes on with the next: after a syntax error at the next line of a one-a-line file,
// and not at all inside an array (the records before the damage stand). Numbers are read from their text.
// Memory: one record at a time beside the input text. No exceptions for bad input; nesting is limited to 64,
// wherever it occurs. Format: docs/record-format.md and docs/record.schema.json. Tests:
// tests/patients/record_reader_test.cpp and the cases under tests/patients/records/,
// tests/fuzz/record_fuzz.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "patients/record.hpp"

namespace eligo::patients {

enum class DataSeverity { error, warning };

// Codes "D1xx" (errors) and "D5xx" (warnings) are stable and described in docs/diagnostics.md.
struct DataDiagnostic {
  std::string_view code;  // static storage
  DataSeverity severity = DataSeverity::error;
  std::string pointer;     // JSON pointer inside the record, "" for the record itself
  std::uint64_t byte = 0;  // offset in the input
  std::string message;  // lower case, the user's text in back-ticks (already safe for a terminal), what to do
  std::uint32_t line = 0;  // of a cohort's fact, with its column: one-based
  std::uint32_t column = 0;
};

struct ReadResult {
  std::optional<PatientRecord> record;  // absent if refused
  std::optional<std::string> id;        // as far as it could be read
  std::uint64_t begin = 0;              // bytes [begin, end) of the input that this result covers
  std::uint64_t end = 0;
  std::vector<DataDiagnostic> diagnostics;
};

struct DataCatalogueEntry {
  std::string_view code;
  DataSeverity severity;
  std::string_view title;
};
std::vector<DataCatalogueEntry> data_diagnostic_catalogue();

// How records lie in a text: found out, or one a line whatever the text looks like.
enum class RecordLayout : std::uint8_t { any, lines };

class RecordReader {
 public:
  // `text` must outlive the reader. `lines`: the text may be a part of a file, so that a byte order mark is
  // not skipped.
  explicit RecordReader(std::string_view text, RecordLayout layout = RecordLayout::any);
  ~RecordReader();
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  // The next record or refusal; nullopt at the end. Input without any record gives one refusal.
  std::optional<ReadResult> next();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Escapes control characters, bidirectional marks and bad UTF-8, so that text from data is safe on a
// terminal.
std::string printable(std::string_view text);

}  // namespace eligo::patients
