// Rows whose cells cannot be read: what many rows have in common is told by the columns, and every row as the
// plain path tells it.
#include "engine/columnar/unreadable_cells.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "engine/cohort_names.hpp"
#include "engine/columnar/matcher.hpp"
#include "tests/engine/record_of.hpp"

using namespace eligo;
using engine::columnar::Matcher;
using engine::columnar::UnreadableCells;

TEST_CASE("sets of columns are told apart, whatever their order") {
  UnreadableCells cells(64);
  cells.start(4);
  REQUIRE_FALSE(cells.any());
  cells.add(0, 3);
  cells.add(0, 5);
  cells.add(1, 5);
  cells.add(1, 3);
  cells.add(1, 3);
  cells.add(2, 5);
  REQUIRE(cells.any());
  REQUIRE(cells.set_of(0) == cells.set_of(1));
  REQUIRE(cells.set_of(0) != cells.set_of(2));
  REQUIRE(cells.set_of(3) == 0);
  REQUIRE(cells.columns_of(cells.set_of(1)) == std::vector<std::size_t>{3, 5});
  const auto both = cells.set_of(0);
  cells.start(4);
  REQUIRE(cells.set_of(0) == 0);
  cells.add(3, 5);
  cells.add(3, 3);
  REQUIRE(cells.set_of(3) == both);
}

TEST_CASE("a set is common if enough rows have it, and enough of all") {
  UnreadableCells cells(4096);
  const auto batch = [&](std::size_t rows, std::size_t with) {
    cells.start(rows);
    for (std::size_t row = 0; row < with; ++row) cells.add(row, 1);
    cells.count();
  };
  batch(100, UnreadableCells::common_rows - 1);
  const auto set = cells.set_of(0);
  REQUIRE_FALSE(cells.is_common(set));
  batch(100, 1);
  REQUIRE(cells.is_common(set));
  std::uint64_t rest = UnreadableCells::common_rows * UnreadableCells::common_share - 200;
  for (; rest > 0; rest -= std::min<std::uint64_t>(rest, 4096)) batch(std::min<std::uint64_t>(rest, 4096), 0);
  REQUIRE(cells.is_common(set));
  batch(1, 0);
  REQUIRE_FALSE(cells.is_common(set));
  REQUIRE_FALSE(cells.is_common(0));
}

TEST_CASE("codes and sets run out") {
  UnreadableCells cells(64);
  cells.start(64);
  for (std::size_t row = 0; row < UnreadableCells::most_codes + 1; ++row) {
    cells.add(row, row);
    REQUIRE(cells.admit(cells.set_of(row)) == (row < UnreadableCells::most_codes));
  }
  REQUIRE(cells.code_count() == UnreadableCells::most_codes + 1);
  REQUIRE(cells.columns(2) == std::vector<std::size_t>{1});
  REQUIRE(cells.columns(0).empty());
  for (std::size_t column = 0; column < UnreadableCells::most_sets + 10; ++column) {
    cells.start(64);
    cells.add(0, 100 + column);
  }
  REQUIRE(cells.set_of(0) == UnreadableCells::other);
  cells.add(0, 1);
  REQUIRE(cells.set_of(0) == UnreadableCells::other);
  REQUIRE(cells.code_of(UnreadableCells::other) == 0);
  REQUIRE_FALSE(cells.is_common(UnreadableCells::other));
}

namespace {

constexpr std::string_view criteria =
    "inclusion 1 \"i\"\n male\n"
    "inclusion 2 \"i\"\n HBsAg negative\n"
    "inclusion 3 \"i\"\n ALT < 2 ULN\n"
    "inclusion 4 \"i\"\n 7 to 21 days since HSCT\n"
    "exclusion 1 \"e\"\n active thrombosis\n"
    "exclusion 2 \"e\"\n active bleeding tendency\n"
    "exclusion 3 \"e\"\n received autologous HSCT\n"
    "exclusion 4 \"e\"\n active brain dysfunction\n"
    "exclusion 5 \"e\"\n attest informed consent\n";
constexpr std::size_t criterion_count = 9;

// The first half of each can be read.
const std::vector<std::pair<std::string_view, std::vector<std::string_view>>> columns{
    {"id", {"P"}},
    {"sex", {"male", "female", "M", "F"}},
    {"complete", {"conditions procedures", "conditions"}},
    {"hbsag", {"negative", "positive", "", "neg", "not done"}},
    {"alt", {"30", "90", "", ">50"}},
    {"alt.high", {"40", "", "n/a"}},
    {"hsct.date", {"2026-11-10", "2026-10-10", "", "10.11.2026"}},
    {"hsct.type", {"allogeneic", "autologous", ""}},
    {"thrombosis.status", {"active", "absent", "", "present", "yes"}},
    {"bleeding_tendency", {"true", "false", "", "no"}},
    {"bleeding_tendency.status", {"", "", "", "absent"}},
    {"informed_consent", {"true", "false", "yes"}},
};

// Four kinds of rows are common, each with its own cells that cannot be read; now and then any cell is.
std::vector<std::string_view> random_row(std::mt19937& random) {
  const auto any = [&](const auto& some) { return some[random() % some.size()]; };
  std::vector<std::string_view> cells;
  const std::size_t kind = random() % 4;
  const bool is_odd = random() % 10 == 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto& some = columns[c].second;
    const bool readable = c < 2 || some.size() < 3;
    cells.push_back(readable || is_odd ? any(some) : some[random() % std::min<std::size_t>(some.size(), 3)]);
  }
  if (kind == 0) cells[1] = cells[1] == "male" ? "M" : "F";
  if (kind == 1) cells[8] = "present";
  if (kind == 2) cells[3] = "neg";
  if (kind == 2) cells[5] = "n/a";
  if (kind == 3) cells[9] = "no";
  return cells;
}

}  // namespace

TEST_CASE("rows with cells that cannot be read are told as the plain path tells them") {
  const auto compiled = test::trial_of(std::string(criteria));
  const auto& program = *compiled.program;
  std::vector<std::string_view> header;
  for (const auto& column : columns) header.push_back(column.first);
  const auto planned = patients::plan_cohort(header, engine::cohort_names(program.vocabulary));
  REQUIRE(planned.problems.empty());
  const patients::Day as_of = test::day("2026-11-25");
  const engine::Trial* trial = program.find_trial("T");
  const auto plan = engine::columnar::make_plan(program, {trial}, planned.plan, as_of);
  const patients::CohortDecoder decoder(planned.plan);

  constexpr std::size_t batch = 200;
  std::mt19937 random(20261123);
  patients::CellGrid grid(columns.size(), batch);
  Matcher matcher(plan, batch, false);
  std::size_t by_columns = 0;
  std::size_t plain = 0;
  for (int round = 0; round < 30; ++round) {
    std::string text;
    std::vector<std::vector<std::string_view>> rows;
    std::vector<patients::CellExtent> extents;
    for (std::size_t row = 0; row < batch; ++row) {
      rows.push_back(random_row(random));
      for (const std::string_view cell : rows.back()) {
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += cell;
        extents.push_back({begin, static_cast<std::uint32_t>(text.size())});
      }
    }
    text.append(patients::grid_padding, '\0');
    grid.clear(text.data());
    for (std::size_t i = 0; i < extents.size(); ++i) {
      grid.set(i % columns.size(), extents[i].begin, extents[i].end);
      if ((i + 1) % columns.size() == 0) grid.end_row();
    }
    matcher.judge(grid, [](std::size_t row) { return row + 2; });

    auto note = matcher.notes().begin();
    for (std::size_t row = 0; row < batch; ++row) {
      engine::BoundRow bound;
      engine::read_row(bound, decoder, program.vocabulary, as_of, rows[row], row + 2);
      REQUIRE_FALSE(bound.row.rejected);
      const auto result = engine::Evaluator(program, bound.bound.bound, as_of).verdict(*trial);
      INFO("round " << round << ", row " << row);
      for (std::size_t c = 0; c < criterion_count; ++c) {
        const auto bit = [&](std::span<const std::uint64_t> words) {
          return ((words[row / 64] >> (row % 64)) & 1U) != 0;
        };
        INFO("criterion " << c);
        REQUIRE(bit(matcher.failed(0, c)) == (result.criteria[c].status == engine::Status::fail));
        REQUIRE(bit(matcher.unknown(0, c)) == (result.criteria[c].status == engine::Status::unknown));
      }
      if (bound.row.unreadable.empty()) continue;
      REQUIRE(note != matcher.notes().end());
      REQUIRE(note->row == row);
      REQUIRE(note->unreadable == bound.row.unreadable);
      ++note;
      ++(matcher.is_plain(row) ? plain : by_columns);
    }
    REQUIRE(note == matcher.notes().end());
  }
  REQUIRE(by_columns > 2500);
  REQUIRE(plain > 100);
}
