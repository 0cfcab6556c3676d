// Blocks of rows say what CohortCsv says of the whole file, whatever the sizes of blocks and grids.
#include "patients/cohort_blocks.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <random>
#include <string>

namespace eligo::patients {
namespace {

constexpr std::string_view header = "a,b,c\n";
constexpr std::size_t columns = 3;

CohortCsv open(const std::string& text, std::size_t& at, CsvLimits limits) {
  return CohortCsv(
      [&text, &at](char* into, std::size_t size) {
        const std::size_t count = std::min(size, text.size() - at);
        std::memcpy(into, text.data() + at, count);
        at += count;
        return static_cast<std::ptrdiff_t>(count);
      },
      limits);
}

std::string rejected(const CsvProblem& problem) {
  return '!' + std::to_string(problem.line) + '.' + std::to_string(problem.column) + problem.reason + '\n';
}

std::string by_rows(const std::string& text, CsvLimits limits) {
  std::size_t at = 0;
  CohortCsv csv = open(text, at, limits);
  csv.next();
  csv.expect_cells(columns);
  std::string out;
  while (true) {
    const CsvEvent event = csv.next();
    if (event == CsvEvent::end) return out;
    if (event == CsvEvent::rejected) {
      out += rejected(csv.problem());
      continue;
    }
    out += std::to_string(csv.line());
    for (const auto cell : csv.cells()) out += '[' + std::string(cell) + ']';
    out += '\n';
  }
}

struct Seen {
  std::size_t quoted = 0;   // blocks with quotes that the vector loops cut and split
  std::size_t doubled = 0;  // of these, with doubled quotes
  std::size_t split = 0;    // blocks that CohortCsv split
  std::size_t regular = 0;  // grids whose cells stay where scanning found them
};

std::string by_blocks(const std::string& text, CsvLimits limits, std::size_t grid_rows,
                      Seen* seen = nullptr) {
  std::size_t at = 0;
  CohortCsv csv = open(text, at, limits);
  csv.next();
  csv.expect_cells(columns);
  CohortBlocks blocks(csv, columns);
  BlockRows rows(columns);
  CellGrid grid(columns, grid_rows);
  CohortBlock block;
  std::string out;
  std::uint64_t end = header.size();
  for (std::uint64_t number = 0; blocks.next(block); ++number) {
    REQUIRE(block.sequence == number);
    REQUIRE(block.begin == end);
    end = block.end;
    if (seen != nullptr) {
      seen->split += block.is_split ? 1 : 0;
      seen->doubled += !block.is_split && block.doubled ? 1 : 0;
      seen->quoted += !block.is_split && block.quoted ? 1 : 0;
    }
    rows.start(block);
    while (rows.next(grid)) {
      if (seen != nullptr) seen->regular += grid.places().gap;
      auto problem = rows.rejected().begin();
      for (std::size_t row = 0; row <= grid.rows(); ++row) {
        for (; problem != rows.rejected().end() && problem->before_row == row; ++problem)
          out += rejected(problem->problem);
        if (row == grid.rows()) break;
        out += std::to_string(rows.lines()[row]);
        for (std::size_t c = 0; c < columns; ++c) out += '[' + std::string(grid.cell(c, row)) + ']';
        out += '\n';
      }
    }
  }
  REQUIRE_FALSE(blocks.failed());
  REQUIRE(end == text.size());
  return out;
}

}  // namespace

TEST_CASE("a file in blocks has the rows of the file") {
  std::mt19937_64 random(11);
  const auto below = [&](std::size_t count) { return random() % count; };
  Seen seen;
  for (int round = 0; round < 6000; ++round) {
    // Mostly good rows; some quoted, some damaged, some empty; in a third of the files quotes are only as
    // they should be.
    std::string text(header);
    const std::size_t rows = below(30);
    for (std::size_t i = 0; i < rows; ++i) {
      const std::size_t kind = round % 3 == 0 ? 4 + below(9) : below(round % 2 == 0 ? 12 : 40);
      const std::string cell(below(9), static_cast<char>('a' + below(26)));
      const std::string line_end = below(4) == 0 ? "\r\n" : "\n";
      if (kind == 0) text += "\"x,\n\"\"" + cell + "\",2,3";
      if (kind == 1) text += cell + ",2";
      if (kind == 2) text += cell + ",2,3,4";
      if (kind == 3) text += "a\"b,2,3";
      if (kind == 4 && round % 3 != 0) text += "\"" + cell + ",2,3";
      if (kind == 4 && round % 3 == 0) text += "\"\"\"\",\"\"\"" + cell + "\"\"\n\",\"" + cell + "\"\"\"";
      if (kind == 6) text += std::string(below(300), 'y') + ",2,3";
      if (kind == 7) text += "\"" + cell + "\",\"\",\"y\nz," + cell + '"';
      if (kind == 8) text += "\"" + cell + "\",2";
      if (kind > 8) text += cell + ',' + cell + ",3";
      text += line_end;
    }
    if (below(3) == 0) text += "1,2,3";
    CsvLimits limits;
    limits.block = 1 + below(200);
    limits.row = 250;
    INFO("block " << limits.block << ", text:\n" << text);
    const std::string split = by_blocks(text, limits, 1 + below(20), &seen);
    const std::string whole = by_rows(text, limits);
    if (split != whole) {
      std::size_t at = 0;
      while (split[at] == whole[at]) ++at;
      FAIL("they part at " << at << ": `" << split.substr(at < 60 ? 0 : at - 60, 200) << "` and `"
                           << whole.substr(at < 60 ? 0 : at - 60, 200) << "`");
    }
  }
  REQUIRE(seen.quoted > 1000);
  REQUIRE(seen.doubled > 1000);
  REQUIRE(seen.split > 1000);
  REQUIRE(seen.regular > 1000);
}

TEST_CASE("a file without quotes is cut at line ends") {
  std::string text(header);
  for (int i = 0; i < 5000; ++i) text += std::to_string(i) + ",x,\n";
  CsvLimits limits;
  limits.block = 1000;
  REQUIRE(by_blocks(text, limits, 64) == by_rows(text, limits));
}

}  // namespace eligo::patients
