// See cohort_blocks.hpp.
#include "patients/cohort_blocks.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "patients/cohort_scan.hpp"

namespace eligo::patients {

namespace {
constexpr std::size_t scan_step = 8192;
}

CohortBlocks::CohortBlocks(CohortCsv& csv, std::size_t cells)
    : source_(csv.source()),
      limits_(csv.limits()),
      cells_(cells),
      line_(csv.next_line()),
      position_(csv.bytes()) {
  const std::string_view unread = csv.unread();
  rest_.assign(unread.begin(), unread.end());
}

void CohortBlocks::go_on(std::uint64_t position, std::uint64_t line) {
  rest_.clear();
  position_ = position;
  line_ = line;
}

CohortBlocks::CohortBlocks(CohortCsv::Source source, CsvLimits limits)
    : source_(std::move(source)), limits_(limits), cells_(0), by_line_(true) {}

// Text up to a block's length, or up to the end; false if there is none.
bool CohortBlocks::fill(CohortBlock& block) {
  block.text.resize(std::max(block.text.size(), rest_.size() + limits_.block + grid_padding));
  std::ranges::copy(rest_, block.text.begin());
  block.size = rest_.size();
  rest_.clear();
  read_more(block, limits_.block);
  return block.size > 0 && !failed_;
}

// Until there are `size` bytes, for which there is room, or the file ends.
void CohortBlocks::read_more(CohortBlock& block, std::size_t size) {
  while (!ended_ && block.size < size) {
    const std::ptrdiff_t got = source_(block.text.data() + block.size, size - block.size);
    if (got < 0) failed_ = true;
    if (got <= 0) {
      ended_ = true;
    } else {
      block.size += static_cast<std::size_t>(got);
    }
  }
}

bool CohortBlocks::next(CohortBlock& block) {
  if (by_line_) return next_lines(block);
  if (failed_ || !fill(block)) return false;
  block.sequence = sequence_++;
  block.first_line = line_;
  block.begin = position_;
  block.is_split = false;
  block.separator = limits_.separator;
  if (!cut(block)) split(block);
  block.end = position_;
  block.next_line = line_;
  return !failed_;
}

// Behind the last line end outside quotes, or at the end of the file. False if only CohortCsv can tell what
// the rows are.
bool CohortBlocks::cut(CohortBlock& block) {
  const void* last = memrchr(block.text.data(), '\n', block.size);
  std::size_t end =
      last == nullptr ? 0 : static_cast<std::size_t>(static_cast<const char*>(last) - block.text.data()) + 1;
  if (ended_) end = block.size;
  // A block that is longer than a row may be could hold one that is too long.
  if (end == 0 || end >= limits_.row) return false;
  const LineCount count = count_lines({block.text.data(), end});
  std::size_t lines = count.lines;
  block.ascii = count.ascii;
  block.quoted = count.quotes;
  block.doubled = false;
  block.multiline = false;
  if (count.quotes) {
    const QuotedScan quoted = scan_quotes({block.text.data(), end}, limits_.separator);
    if (!quoted.regular || (ended_ ? quoted.ends_inside : quoted.end == 0)) return false;
    block.doubled = quoted.doubled;
    block.multiline = quoted.lines_inside;
    if (!ended_) {
      end = quoted.end;
      lines = quoted.lines;
    }
  }
  rest_.assign(block.text.data() + end, block.text.data() + block.size);
  block.size = end;
  line_ += lines;
  position_ += end;
  return true;
}

bool CohortBlocks::next_lines(CohortBlock& block) {
  if (failed_ || !fill(block)) return false;
  block.sequence = sequence_++;
  block.first_line = line_;
  block.begin = position_;
  block.is_split = false;
  block.ascii = false;
  const char* last = static_cast<const char*>(memrchr(block.text.data(), '\n', block.size));
  while (last == nullptr && !ended_ && block.size <= limits_.row) {
    const std::size_t searched = block.size;
    block.text.resize(searched + limits_.block + grid_padding);
    read_more(block, searched + limits_.block);
    last = static_cast<const char*>(memrchr(block.text.data() + searched, '\n', block.size - searched));
  }
  if (last == nullptr && !ended_) {
    give_up_line(block);
  } else {
    const std::size_t end = ended_ ? block.size : static_cast<std::size_t>(last - block.text.data()) + 1;
    rest_.assign(block.text.data() + end, block.text.data() + block.size);
    block.size = end;
    line_ += count_lines({block.text.data(), end}).lines;
    position_ += end;
  }
  // What is read beyond the text must not look like its end.
  std::fill_n(block.text.begin() + static_cast<std::ptrdiff_t>(block.size), grid_padding, '\0');
  block.end = position_;
  block.next_line = line_;
  return !failed_;
}

// The block is the beginning of a line that is too long: leaves the rest of the line out.
void CohortBlocks::give_up_line(CohortBlock& block) {
  block.is_split = true;
  block.rows.assign(1, {line_, too_long(line_, limits_.row)});
  block.cells.clear();
  position_ += block.size;
  const char* end = nullptr;
  while (end == nullptr && !ended_) {
    block.size = 0;
    read_more(block, limits_.block);
    end = static_cast<const char*>(memchr(block.text.data(), '\n', block.size));
    const std::size_t used =
        end == nullptr ? block.size : static_cast<std::size_t>(end - block.text.data()) + 1;
    if (end != nullptr) rest_.assign(end + 1, static_cast<const char*>(block.text.data()) + block.size);
    position_ += used;
  }
  ++line_;
  block.size = 0;
}

CsvProblem too_long(std::uint64_t line, std::size_t limit) {
  return {line, 0, "the line is longer than " + std::to_string(limit >> 20U) + " MiB"};
}

// Rows of the block as CohortCsv reads them, which may go on into the file; what it has read beyond them is
// left for the next block.
void CohortBlocks::split(CohortBlock& block) {
  const std::vector<char> read(block.text.data(), block.text.data() + block.size);
  std::size_t given = 0;
  CohortCsv csv(
      [&](char* into, std::size_t size) -> std::ptrdiff_t {
        if (given == read.size()) return ended_ ? 0 : source_(into, size);
        const std::size_t count = std::min(size, read.size() - given);
        std::memcpy(into, read.data() + given, count);
        given += count;
        return static_cast<std::ptrdiff_t>(count);
      },
      limits_, line_);
  csv.expect_cells(cells_);
  block.is_split = true;
  block.ascii = false;
  block.rows.clear();
  block.cells.clear();
  block.size = 0;
  // Stops short of the end of what was read, so that a quote which is open there has all of the file to
  // close.
  const std::size_t enough = ended_ ? read.size() : std::max<std::size_t>(read.size() / 2, 1);
  bool more = true;
  while (more && csv.bytes() < enough) {
    switch (csv.next()) {
      case CsvEvent::end:
        ended_ = true;
        more = false;
        break;
      case CsvEvent::failed:
        failed_ = true;
        return;
      case CsvEvent::rejected:
        block.rows.push_back({csv.problem().line, csv.problem()});
        break;
      case CsvEvent::row:
        block.rows.push_back({csv.line(), std::nullopt});
        for (const std::string_view cell : csv.cells()) {
          if (block.text.size() < block.size + cell.size() + grid_padding)
            block.text.resize(std::max(2 * block.text.size(), block.size + cell.size() + grid_padding));
          std::ranges::copy(cell, block.text.begin() + static_cast<std::ptrdiff_t>(block.size));
          block.cells.push_back(
              {static_cast<std::uint32_t>(block.size), static_cast<std::uint32_t>(block.size + cell.size())});
          block.size += cell.size();
        }
        break;
    }
  }
  position_ += csv.bytes();
  line_ = csv.next_line();
  const std::string_view unread = csv.unread();
  rest_.assign(unread.begin(), unread.end());
  rest_.insert(rest_.end(), read.begin() + static_cast<std::ptrdiff_t>(given), read.end());
}

// ---- rows of a block

void BlockRows::start(CohortBlock& block) {
  block_ = &block;
  next_row_ = 0;
  scanned_ = 0;
  begins_.resize(std::max<std::size_t>(begins_.size(), 1));
  begins_[0] = 0;
  begin_count_ = 1;
  line_end_count_ = 0;
  row_ = 0;
  line_end_ = 0;
  line_ = block.first_line;
  inside_quotes_ = false;
}

bool BlockRows::next(CellGrid& grid) {
  grid.clear(block_->text.data(), block_->ascii);
  lines_.clear();
  rejected_.clear();
  if (block_->is_split) {
    next_split(grid);
  } else {
    next_scanned(grid);
  }
  return grid.rows() > 0 || !rejected_.empty();
}

void BlockRows::next_split(CellGrid& grid) {
  while (next_row_ < block_->rows.size() && !grid.is_full()) {
    const CohortBlock::Row& row = block_->rows[next_row_];
    if (row.problem) {
      rejected_.push_back({grid.rows(), *row.problem});
    } else {
      for (std::size_t c = 0; c < cells_; ++c) {
        const CellExtent cell = block_->cells[scanned_ + c];
        grid.set(c, cell.begin, cell.end);
      }
      scanned_ += cells_;
      lines_.push_back(row.line);
      grid.end_row();
    }
    ++next_row_;
  }
}

// Scans a step further. False at the end.
bool BlockRows::scan() {
  if (scanned_ >= block_->size) return false;
  make_room();
  const std::size_t step = std::min(scan_step, block_->size - scanned_);
  const std::string_view text(block_->text.data() + scanned_, step);
  const auto base = static_cast<std::uint32_t>(scanned_ + 1);
  std::uint32_t* out = begins_.data() + begin_count_;
  std::uint32_t* ends = line_ends_.data() + line_end_count_;
  const Separators found =
      block_->quoted ? find_unquoted_separators(text, block_->separator, base, out, ends, inside_quotes_)
                     : find_separators(text, block_->separator, base, out, ends);
  for (std::size_t i = 0; i < found.line_ends; ++i) ends[i] += static_cast<std::uint32_t>(begin_count_);
  begin_count_ += found.count;
  line_end_count_ += found.line_ends;
  scanned_ += step;
  return true;
}

// For what a step finds, in place of the rows that have been read.
void BlockRows::make_room() {
  if (row_ > 0) {
    const auto moved = static_cast<std::uint32_t>(row_);
    std::copy_n(begins_.begin() + moved, begin_count_ - row_, begins_.begin());
    begin_count_ -= row_;
    row_ = 0;
    const std::size_t left = line_end_count_ - line_end_;
    for (std::size_t i = 0; i < left; ++i) line_ends_[i] = line_ends_[line_end_ + i] - moved;
    line_end_ = 0;
    line_end_count_ = left;
  }
  begins_.resize(std::max(begins_.size(), begin_count_ + scan_step + 2 * grid_padding));
  line_ends_.resize(std::max(line_ends_.size(), line_end_count_ + scan_step + grid_padding));
}

void BlockRows::next_scanned(CellGrid& grid) {
  if (!block_->quoted && take_regular(grid)) return;
  while (!grid.is_full()) {
    if (line_end_ < line_end_count_) {
      const std::size_t next = line_ends_[line_end_++];
      const std::uint32_t* row = begins_.data() + row_;
      const std::size_t count = next - row_;
      row_ = next;
      const std::size_t lines =
          block_->multiline ? count_lines({block_->text.data() + *row, row[count] - *row}).lines : 1;
      take_row(grid, row, count);
      line_ += lines;
    } else if (!scan()) {
      // The file ends without a line end.
      if (begins_[row_] < block_->size) {
        begins_.resize(std::max(begins_.size(), begin_count_ + 1));
        begins_[begin_count_++] = static_cast<std::uint32_t>(block_->size + 1);
        take_row(grid, begins_.data() + row_, begin_count_ - 1 - row_);
        row_ = begin_count_ - 1;
      }
      return;
    }
  }
}

// Fills the grid, or takes all rows that are left, if each has its cells and ends in no carriage return: then
// they stand where scanning has put them.
bool BlockRows::take_regular(CellGrid& grid) {
  const std::size_t most = grid.capacity();
  while (line_end_count_ - line_end_ < most && begin_count_ - row_ <= most * cells_ && scan()) continue;
  const std::size_t rows = std::min(most, line_end_count_ - line_end_);
  if (cells_ < 2 || rows == 0 || (rows < most && scanned_ < block_->size)) return false;
  const std::uint32_t* begins = begins_.data() + row_;
  const std::uint32_t* ends = line_ends_.data() + line_end_;
  const char* text = block_->text.data();
  std::uint32_t most_bytes = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    if (ends[row] != row_ + (row + 1) * cells_) return false;
    const std::uint32_t next = begins[(row + 1) * cells_];
    if (text[next - 2] == '\r') return false;
    most_bytes = std::max(most_bytes, next - begins[row * cells_]);
  }
  grid.set_rows(begins, rows, most_bytes);
  lines_.resize(rows);
  std::iota(lines_.begin(), lines_.end(), line_);
  line_ += rows;
  line_end_ += rows;
  row_ += rows * cells_;
  return true;
}

// A row of so many cells; a carriage return belongs to the line end.
void BlockRows::take_row(CellGrid& grid, const std::uint32_t* begins, std::size_t count) {
  std::uint32_t end = begins[count] - 1;
  if (end > begins[count - 1] && block_->text[end - 1] == '\r') --end;
  if (count == 1 && end == begins[0]) return;
  if (count != cells_) {
    rejected_.push_back({grid.rows(), wrong_count(count, cells_, line_)});
    return;
  }
  grid.set_row(begins, end);
  if (block_->quoted) grid.unquote_row();
  if (block_->doubled) halve_doubled_quotes(grid);
  lines_.push_back(line_);
  grid.end_row();
}

// Of the row set last. Nothing else reads these bytes: what stands behind the row was scanned without them.
void BlockRows::halve_doubled_quotes(CellGrid& grid) {
  char* text = block_->text.data();
  for (std::size_t c = 0; c < cells_; ++c) {
    const CellExtent cell = grid.extent(c, grid.rows());
    if (cell.begin == 0 || text[cell.begin - 1] != '"') continue;
    // Inside a cell in quotes they stand in pairs.
    const void* first = std::memchr(text + cell.begin, '"', cell.end - cell.begin);
    if (first == nullptr) continue;
    auto end = static_cast<std::uint32_t>(static_cast<const char*>(first) - text);
    for (std::uint32_t at = end; at < cell.end; ++at) {
      text[end++] = text[at];
      if (text[at] == '"') ++at;
    }
    grid.replace(c, grid.rows(), {cell.begin, end});
  }
}

}  // namespace eligo::patients
