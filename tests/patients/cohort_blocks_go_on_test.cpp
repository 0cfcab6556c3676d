// Reading a cohort file on from the end of any of its blocks gives the rows that reading it whole gives
// there.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "patients/cohort_blocks.hpp"

namespace eligo::patients {
namespace {

// Rows as "LINE:CELL|CELL" and "!LINE.COLUMN", with where they were read up to.
struct Read {
  std::vector<std::string> rows;
  struct Stop {
    std::size_t rows = 0;
    std::uint64_t position = 0;
    std::uint64_t line = 0;
  };
  std::vector<Stop> stops;  // ends of blocks
};

void read_block(CohortBlock& block, std::vector<std::string>& out) {
  BlockRows rows(2);
  CellGrid grid(2, 3);
  rows.start(block);
  while (rows.next(grid)) {
    auto rejected = rows.rejected().begin();
    for (std::size_t row = 0; row <= grid.rows(); ++row) {
      for (; rejected != rows.rejected().end() && rejected->before_row == row; ++rejected)
        out.push_back('!' + std::to_string(rejected->problem.line) + '.' +
                      std::to_string(rejected->problem.column));
      if (row == grid.rows()) break;
      out.push_back(std::to_string(rows.lines()[row]) + ':' + std::string(grid.cell(0, row)) + '|' +
                    std::string(grid.cell(1, row)));
    }
  }
}

Read read(const std::string& text, const CsvLimits& limits, const Read::Stop* from) {
  std::size_t at = 0;
  CohortCsv csv(
      [&](char* into, std::size_t size) {
        const std::size_t count = std::min(size, text.size() - at);
        std::memcpy(into, text.data() + at, count);
        at += count;
        return static_cast<std::ptrdiff_t>(count);
      },
      limits);
  csv.next();
  csv.expect_cells(2);
  CohortBlocks blocks(csv, 2);
  if (from != nullptr) {
    at = from->position;
    blocks.go_on(from->position, from->line);
  }
  Read result;
  CohortBlock block;
  while (blocks.next(block)) {
    read_block(block, result.rows);
    result.stops.push_back({result.rows.size(), block.end, block.next_line});
  }
  return result;
}

std::string random_text(std::mt19937& random) {
  const std::vector<std::string> pieces{"a",
                                        "bc",
                                        "7",
                                        ",",
                                        ",",
                                        "\n",
                                        "\n",
                                        "\r\n",
                                        "x,y\n",
                                        "\"\"",
                                        "\"",
                                        "\"q\"",
                                        "\"l\nm\"",
                                        "\"d\"\"d\",e\n",
                                        "long cell, of it\n"};
  std::string text = "id,sex\n";
  for (std::size_t i = random() % 60; i > 0; --i) text += pieces[random() % pieces.size()];
  return text;
}

}  // namespace

TEST_CASE("rows behind the end of any block are those of the whole file") {
  std::mt19937 random(20261125);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = random_text(random);
    CsvLimits limits;
    limits.block = 1 + random() % 40;
    limits.row = 16 + limits.block + random() % 60;  // as in earnest, longer than a block
    const Read whole = read(text, limits, nullptr);
    for (const Read::Stop& stop : whole.stops) {
      const std::vector<std::string> rest(whole.rows.begin() + static_cast<std::ptrdiff_t>(stop.rows),
                                          whole.rows.end());
      INFO(text << "\nblock " << limits.block << ", row " << limits.row << ", from " << stop.position);
      REQUIRE(read(text, limits, &stop).rows == rest);
    }
  }
}

}  // namespace eligo::patients
