// Rows of a CSV file, one at a time, from blocks: RFC 4180 with what spreadsheets write beside it.
//
// Entry: CohortCsv::next. Cells may be quoted and then hold commas, line ends and doubled quotes; lines end
// in LF or CRLF, the last one with or without; a byte order mark is skipped, and so are lines with nothing on
// them. Any other byte, NUL too, is part of its cell.
//
// A row that cannot be split is rejected with its place, and the next one is read. After a damaged quote that
// is the next line of the file, so a quote that never closes costs one row. Memory: one row, which has a size
// limit, and one block; not the file. No exceptions for bad input. What the cells mean is the business of
// cohort_columns.hpp. Source: RFC 4180. Tests: tests/patients/cohort_csv_test.cpp,
// tests/fuzz/cohort_fuzz.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::patients {

struct CsvLimits {
  std::size_t block = std::size_t{1} << 18U;  // bytes asked for at a time
  std::size_t row = std::size_t{16} << 20U;   // bytes of the longest row, with its line end
  char separator = ',';                       // between cells: one byte, no quote or line end
};

enum class CsvEvent : std::uint8_t { row, rejected, end, failed };

// Why a row was rejected. Lines and columns are one-based; a column is a cell's number in its row.
struct CsvProblem {
  std::uint64_t line = 0;
  std::uint32_t column = 0;
  std::string reason;  // lower case, safe for a terminal
};

// A row of `got` cells where the header has `expected`.
CsvProblem wrong_count(std::size_t got, std::size_t expected, std::uint64_t line);

class CohortCsv {
 public:
  // Puts up to `size` bytes at `into` and returns how many: 0 at the end, less than 0 if reading failed.
  using Source = std::function<std::ptrdiff_t(char* into, std::size_t size)>;

  explicit CohortCsv(Source source, CsvLimits limits = {});
  // Goes on inside a file: the source begins at the beginning of `line`.
  CohortCsv(Source source, CsvLimits limits, std::uint64_t line);

  // `row`: cells() and line() are those of the next row. `rejected`: problem() says why there is none. After
  // `end` and `failed` (the source's own failure) there is nothing more.
  CsvEvent next();

  std::span<const std::string_view> cells() const { return cells_; }  // valid until the next call
  std::uint64_t line() const { return line_; }                        // on which the row begins
  std::uint64_t bytes() const { return consumed_ + at_; }             // read so far
  const CsvProblem& problem() const { return problem_; }

  // For who reads on in another way: what is in the buffer and not read yet, the line it begins on, and the
  // source of what follows.
  std::string_view unread() const { return {buffer_.data() + at_, size_ - at_}; }
  std::uint64_t next_line() const { return next_line_; }
  const Source& source() const { return source_; }
  const CsvLimits& limits() const { return limits_; }

  // From now on a row with another number of cells is rejected; said once the header is known.
  void expect_cells(std::size_t count) { expected_ = count; }

 private:
  enum class Fault : std::uint8_t { none, too_long, open_quote, quote_inside, after_quote, read_failed };
  struct Extent {
    std::size_t begin = 0;  // from the row's first byte
    std::size_t end = 0;
    bool doubled = false;  // holds doubled quotes
  };

  bool begin_row();
  bool skip_empty_line();
  CsvEvent read_row();
  bool read_cell();
  bool read_bare();
  bool read_quoted();
  bool close_quoted(std::size_t begin, bool doubled);
  void add(std::size_t begin, std::size_t end, bool doubled);
  void add_bare(std::size_t begin);
  bool has_byte() { return at_ < window_ || more(); }
  bool more();
  bool refill();
  void resume_at_next_line();
  CsvEvent reject();
  CsvEvent reject_count();
  void finish_cells();
  std::string_view row_text() const { return {buffer_.data() + row_, at_ - row_}; }

  Source source_;
  CsvLimits limits_;
  std::vector<char> buffer_;
  std::size_t size_ = 0;    // bytes in the buffer
  std::size_t row_ = 0;     // the row's first byte
  std::size_t at_ = 0;      // the next byte
  std::size_t window_ = 0;  // how far the row may be read without asking
  std::uint64_t consumed_ = 0;
  std::vector<Extent> extents_;
  std::vector<std::string_view> cells_;
  std::uint64_t line_ = 0;
  std::uint64_t next_line_ = 1;
  std::optional<std::size_t> expected_;
  Fault fault_ = Fault::none;
  CsvProblem problem_;
  bool started_ = false;
  bool source_ended_ = false;
};

}  // namespace eligo::patients
