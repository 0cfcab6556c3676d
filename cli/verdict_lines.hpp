// Lines of the output of `eligo match`, from the batches of the columnar engine.
//
// The words of several trials or criteria that stand side by side are one entry of a table, so a line is a
// few copies of fixed size. One thread. Tests: tests/cli/cases/match.case.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "cli/line_buffer.hpp"
#include "cli/options.hpp"
#include "engine/columnar/matcher.hpp"

namespace eligo::cli {

class VerdictLines {
 public:
  // `trials` must outlive the lines.
  VerdictLines(const std::vector<const engine::Trial*>& trials, MatchArguments::Detail detail);

  // Appends a line for each row of the matcher's batch that was not rejected; `id_column`: of the grid.
  void append(LineBuffer& out, engine::columnar::Matcher& matcher, const patients::CellGrid& grid,
              std::size_t id_column);

 private:
  static constexpr std::size_t group = 4;  // words side by side
  // Bytes of a group, at most: of verdicts and of statuses.
  static constexpr std::size_t longest = 48;
  static constexpr std::size_t longest_statuses = 32;
  struct alignas(16) Words {
    std::array<char, longest> text{};
    std::uint8_t size = 0;
  };
  using Table = std::vector<Words>;  // by four two-bit numbers

  static Table table(std::size_t count, const std::array<std::string_view, 4>& words);
  void fill_groups(const engine::columnar::Matcher& matcher);

  void append_near(LineBuffer& out, engine::columnar::Matcher& matcher, std::size_t row) const;

  const std::vector<const engine::Trial*>& of_;
  std::size_t trials_;
  bool near_;
  std::vector<std::pair<std::size_t, std::size_t>> criteria_;  // trial, criterion; in the order of columns
  std::vector<Table> verdict_tables_;                          // by the number of words, less one
  std::vector<Table> status_tables_;
  std::vector<std::vector<std::uint8_t>> groups_;  // of trials, then of criteria; by row
  std::vector<const Table*> tables_;               // by group
};

}  // namespace eligo::cli
