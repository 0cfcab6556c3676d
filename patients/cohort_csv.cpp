// The splitting of rows. See cohort_csv.hpp; tests: tests/patients/cohort_csv_test.cpp.
//
// A row is first split into extents and its quotes are undoubled only once it is whole, in place: until then
// the buffer holds the file's own bytes, so that reading can go back to the line after the one that began the
// row.
#include "patients/cohort_csv.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace eligo::patients {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::size_t find(const std::vector<char>& buffer, std::size_t begin, std::size_t end, char wanted) {
  if (begin >= end) return end;
  const void* found = std::memchr(buffer.data() + begin, wanted, end - begin);
  return found == nullptr ? end : static_cast<std::size_t>(static_cast<const char*>(found) - buffer.data());
}

}  // namespace

CsvProblem wrong_count(std::size_t got, std::size_t expected, std::uint64_t line) {
  return {line, static_cast<std::uint32_t>(std::min(got, expected) + 1),
          std::string(got < expected ? "too few" : "too many") + " cells: " + std::to_string(got) +
              " where the header has " + std::to_string(expected)};
}

CohortCsv::CohortCsv(Source source, CsvLimits limits) : source_(std::move(source)), limits_(limits) {
  limits_.block = std::max<std::size_t>(limits_.block, 1);
  limits_.row = std::max<std::size_t>(limits_.row, 4);
}

CohortCsv::CohortCsv(Source source, CsvLimits limits, std::uint64_t line)
    : CohortCsv(std::move(source), limits) {
  next_line_ = line;
  started_ = true;
}

CsvEvent CohortCsv::next() {
  while (begin_row()) {
    if (!skip_empty_line()) return read_row();
  }
  return fault_ == Fault::read_failed ? CsvEvent::failed : CsvEvent::end;
}

// False at the end.
bool CohortCsv::begin_row() {
  if (fault_ == Fault::read_failed) return false;
  fault_ = Fault::none;
  row_ = at_;
  line_ = next_line_;
  extents_.clear();
  cells_.clear();
  window_ = std::min(size_, row_ + limits_.row);
  if (!started_) {
    started_ = true;
    while (size_ < byte_order_mark.size() && refill()) {
    }
    if (std::string_view(buffer_.data(), size_).starts_with(byte_order_mark))
      row_ = at_ = byte_order_mark.size();
    window_ = std::min(size_, row_ + limits_.row);
  }
  return has_byte();
}

bool CohortCsv::skip_empty_line() {
  if (buffer_[at_] == '\r') {
    ++at_;
    if (!has_byte()) return fault_ == Fault::none;  // a carriage return alone at the end of the file
  }
  if (buffer_[at_] != '\n') {
    at_ = row_;
    return false;
  }
  ++at_;
  ++next_line_;
  return true;
}

CsvEvent CohortCsv::read_row() {
  while (read_cell()) {
  }
  if (fault_ == Fault::read_failed) return CsvEvent::failed;
  if (fault_ != Fault::none) return reject();
  const std::string_view text = row_text();
  const auto ends = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  next_line_ = line_ + std::max<std::uint64_t>(ends, 1);
  if (expected_ && extents_.size() != *expected_) return reject_count();
  finish_cells();
  return CsvEvent::row;
}

// Reads one cell and what ends it; false once the row has ended or is damaged.
bool CohortCsv::read_cell() {
  if (!has_byte()) {
    if (fault_ == Fault::none) add(at_ - row_, at_ - row_, false);  // the file ends behind a comma
    return false;
  }
  return buffer_[at_] == '"' ? read_quoted() : read_bare();
}

bool CohortCsv::read_bare() {
  const std::size_t begin = at_ - row_;
  const auto ends_run = [separator = limits_.separator](char c) {
    return c == separator || c == '\n' || c == '"';
  };
  while (true) {
    while (at_ < window_ && !ends_run(buffer_[at_])) ++at_;
    if (at_ < window_) break;
    if (has_byte()) continue;
    if (fault_ == Fault::none) add_bare(begin);
    return false;
  }
  const char end = buffer_[at_];
  if (end == '"') {
    fault_ = Fault::quote_inside;
    return false;
  }
  if (end == '\n') {
    add_bare(begin);
  } else {
    add(begin, at_ - row_, false);
  }
  ++at_;
  return end == limits_.separator;
}

bool CohortCsv::read_quoted() {
  const std::size_t begin = ++at_ - row_;
  bool doubled = false;
  while (true) {
    at_ = find(buffer_, at_, window_, '"');
    if (at_ == window_) {
      if (has_byte()) continue;
      if (fault_ == Fault::none) fault_ = Fault::open_quote;
      return false;
    }
    ++at_;
    if (!has_byte() || buffer_[at_] != '"') return close_quoted(begin, doubled);
    ++at_;
    doubled = true;
  }
}

// After the closing quote: the end of the cell, of the row, or of the file.
bool CohortCsv::close_quoted(std::size_t begin, bool doubled) {
  add(begin, at_ - row_ - 1, doubled);
  if (!has_byte()) return false;
  if (buffer_[at_] == limits_.separator) {
    ++at_;
    return true;
  }
  if (buffer_[at_] == '\r') {
    ++at_;
    if (!has_byte()) return false;
  }
  if (buffer_[at_] == '\n') {
    ++at_;
  } else {
    fault_ = Fault::after_quote;
  }
  return false;
}

void CohortCsv::add(std::size_t begin, std::size_t end, bool doubled) {
  extents_.push_back({begin, end, doubled});
}

// The last cell of a row: a carriage return before the line end belongs to the line end.
void CohortCsv::add_bare(std::size_t begin) {
  std::size_t end = at_ - row_;
  if (end > begin && buffer_[row_ + end - 1] == '\r') --end;
  add(begin, end, false);
}

// Makes at least one more byte of the row available; false at the end of the file or of what a row may hold.
bool CohortCsv::more() {
  if (fault_ != Fault::none) return false;
  if (at_ - row_ >= limits_.row) {
    fault_ = Fault::too_long;
    return false;
  }
  if (at_ >= size_ && !refill()) return false;
  window_ = std::min(size_, row_ + limits_.row);
  return at_ < window_;
}

// Moves the row to the front of the buffer and reads a block behind it.
bool CohortCsv::refill() {
  if (source_ended_) return false;
  if (row_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + row_, size_ - row_);
    consumed_ += row_;
    size_ -= row_;
    at_ -= row_;
    row_ = 0;
    window_ = size_;
  }
  if (buffer_.size() < size_ + limits_.block) {
    buffer_.resize(
        std::max(size_ + limits_.block, std::min(2 * buffer_.size(), limits_.row + limits_.block)));
  }
  const std::ptrdiff_t got = source_(buffer_.data() + size_, limits_.block);
  if (got <= 0) source_ended_ = true;
  if (got < 0) fault_ = Fault::read_failed;
  if (got > 0) size_ += static_cast<std::size_t>(got);
  return got > 0;
}

// Gives up the row and stands at the line after the one on which it began.
void CohortCsv::resume_at_next_line() {
  std::size_t end = find(buffer_, row_, size_, '\n');
  while (end == size_) {
    row_ = at_ = size_;
    if (!refill()) return;
    end = find(buffer_, row_, size_, '\n');
  }
  at_ = end + 1;
}

CsvEvent CohortCsv::reject() {
  problem_.line = line_;
  problem_.column = static_cast<std::uint32_t>(std::min<std::size_t>(
      extents_.size() + (fault_ == Fault::after_quote ? 0 : 1), std::numeric_limits<std::uint32_t>::max()));
  const std::string limit = std::to_string(limits_.row) + " bytes";
  if (fault_ == Fault::too_long)
    problem_.reason = "the row does not end within " + limit + "; is a quote not closed?";
  if (fault_ == Fault::open_quote) problem_.reason = "a quote is opened and never closed";
  if (fault_ == Fault::quote_inside) {
    problem_.reason =
        "a quote inside a cell that does not begin with one; quote the cell and double the quote";
  }
  if (fault_ == Fault::after_quote)
    problem_.reason = "text after a closing quote; a quote inside a cell is doubled";
  fault_ = Fault::none;
  next_line_ = line_ + 1;
  resume_at_next_line();
  return CsvEvent::rejected;
}

CsvEvent CohortCsv::reject_count() {
  problem_ = wrong_count(extents_.size(), *expected_, line_);
  return CsvEvent::rejected;
}

void CohortCsv::finish_cells() {
  cells_.reserve(extents_.size());
  for (const Extent& extent : extents_) {
    char* begin = buffer_.data() + row_ + extent.begin;
    char* end = buffer_.data() + row_ + extent.end;
    if (extent.doubled) {
      char* out = begin;
      for (const char* in = begin; in < end; ++in) {
        *out++ = *in;
        if (*in == '"') ++in;
      }
      end = out;
    }
    cells_.emplace_back(begin, static_cast<std::size_t>(end - begin));
  }
}

}  // namespace eligo::patients
