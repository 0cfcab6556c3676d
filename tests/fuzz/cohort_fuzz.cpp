// libFuzzer target: any bytes through the cohort reader. Holds that reading ends, that rows come in the order
// of their lines, that the size of the blocks does not matter and blocks of rows say the
// same, that a row is either a record or rejected with
// a reason that is safe for a terminal, and that its columns are those of the header.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "patients/cohort_blocks.hpp"
#include "patients/cohort_csv.hpp"
#include "patients/cohort_rows.hpp"
#include "patients/record_reader.hpp"

namespace {

using namespace eligo::patients;

void hold(bool condition) {
  if (!condition) std::abort();
}

KnownName lookup(std::string_view name) {
  static const std::pair<std::string_view, Section> names[] = {
      {"p", Section::observations}, {"c", Section::conditions},   {"h", Section::procedures},
      {"m", Section::medications},  {"a", Section::attestations}, {"hsct.allogeneic", Section::procedures}};
  for (const auto& [known, section] : names) {
    if (known == name) return {section, std::string(name), section == Section::observations ? "g/L" : ""};
  }
  return {};
}

CohortCsv open(std::string_view text, std::size_t& at, std::size_t block) {
  CsvLimits limits;
  limits.block = block;
  limits.row = 300;
  return CohortCsv(
      [text, &at](char* into, std::size_t size) {
        const std::size_t count = std::min(size, text.size() - at);
        std::memcpy(into, text.data() + at, count);
        at += count;
        return static_cast<std::ptrdiff_t>(count);
      },
      limits);
}

// Everything that is read, in one text.
std::string transcript(std::string_view text, std::size_t block) {
  std::size_t at = 0;
  CohortCsv csv = open(text, at, block);
  std::string out;
  std::uint64_t last = 0;
  for (CsvEvent event = csv.next(); event != CsvEvent::end; event = csv.next()) {
    hold(csv.line() > last);
    last = csv.line();
    out += std::to_string(last) + (event == CsvEvent::row ? ':' : '!');
    if (event == CsvEvent::rejected) out += csv.problem().reason;
    for (const auto cell : csv.cells()) out += std::to_string(cell.size()) + '|' + std::string(cell);
    hold(out.size() <= 400 * (text.size() + 1));
  }
  return out;
}

void decode_all(std::string_view text) {
  std::size_t at = 0;
  CohortCsv csv = open(text, at, 64);
  if (csv.next() != CsvEvent::row) return;
  const CohortPlanResult planned = plan_cohort(csv.cells(), lookup);
  for (const auto& problem : planned.problems) hold(printable(problem.message) == problem.message);
  if (!planned.problems.empty()) return;
  csv.expect_cells(csv.cells().size());
  const CohortDecoder decoder(planned.plan);
  for (std::size_t i = 0; i < planned.plan.columns.size(); ++i) hold(!describe(planned.plan, i).empty());
  for (CsvEvent event = csv.next(); event != CsvEvent::end; event = csv.next()) {
    if (event == CsvEvent::rejected) continue;
    const CohortRow row = decoder.decode(csv.cells(), csv.line());
    hold(row.record.has_value() != row.rejected.has_value());
    if (row.rejected) hold(printable(row.rejected->reason) == row.rejected->reason);
    for (const std::size_t column : row.unreadable) hold(column < csv.cells().size());
    if (row.record) hold(!row.record->id.empty() && row.record->id == row.id);
  }
}

void add_row(std::string& out, std::uint64_t line, std::span<const std::string_view> cells) {
  out += std::to_string(line) + ':';
  for (const auto cell : cells) out += std::to_string(cell.size()) + '|' + std::string(cell);
}

void add_rejected(std::string& out, const CsvProblem& problem) {
  out += std::to_string(problem.line) + '!' + std::to_string(problem.column) + problem.reason;
}

// The rows behind the header, by rows and by blocks.
std::string rows_of(std::string_view text) {
  std::size_t at = 0;
  CohortCsv csv = open(text, at, 64);
  std::string out;
  if (csv.next() != CsvEvent::row) return out;
  csv.expect_cells(csv.cells().size());
  for (CsvEvent event = csv.next(); event != CsvEvent::end; event = csv.next()) {
    if (event == CsvEvent::rejected) {
      add_rejected(out, csv.problem());
    } else {
      add_row(out, csv.line(), csv.cells());
    }
  }
  return out;
}

std::string blocks_of(std::string_view text, std::size_t block_size, std::size_t grid_rows) {
  std::size_t at = 0;
  CohortCsv csv = open(text, at, block_size);
  std::string out;
  if (csv.next() != CsvEvent::row) return out;
  const std::size_t columns = csv.cells().size();
  CohortBlocks blocks(csv, columns);
  BlockRows rows(columns);
  CellGrid grid(columns, grid_rows);
  CohortBlock block;
  std::vector<std::string_view> cells;
  while (blocks.next(block)) {
    rows.start(block);
    while (rows.next(grid)) {
      auto problem = rows.rejected().begin();
      for (std::size_t row = 0; row <= grid.rows(); ++row) {
        for (; problem != rows.rejected().end() && problem->before_row == row; ++problem)
          add_rejected(out, problem->problem);
        if (row == grid.rows()) break;
        grid.cells_of(row, cells);
        add_row(out, rows.lines()[row], cells);
      }
    }
  }
  hold(!blocks.failed());
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string whole = transcript(text, 100000);
  hold(transcript(text, 1) == whole);
  hold(transcript(text, 7) == whole);
  const std::string rows = rows_of(text);
  hold(blocks_of(text, 16, 3) == rows);
  hold(blocks_of(text, 1000, 64) == rows);
  decode_all(text);
  return 0;
}
