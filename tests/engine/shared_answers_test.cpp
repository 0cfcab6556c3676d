// Matchers that learn from each other say what one alone says, in whatever order each meets its rows.
#include "engine/columnar/shared_answers.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "engine/cohort_names.hpp"
#include "engine/columnar/matcher.hpp"
#include "tests/engine/record_of.hpp"

using namespace eligo;
using engine::columnar::Matcher;
using engine::columnar::SharedAnswers;

namespace {

constexpr std::string_view criteria =
    "inclusion 1 \"i\"\n platelets < 50 10*9/L\n"
    "inclusion 2 \"i\"\n HBsAg positive or HBV DNA < 20 [IU]/mL\n"
    "inclusion 3 \"i\"\n 7 to 21 days since HSCT\n"
    "inclusion 4 \"i\"\n platelets < 50 10*9/L within 14 days\n"
    "exclusion 1 \"e\"\n received autologous HSCT\n"
    "exclusion 2 \"e\"\n attest informed consent\n";

const std::vector<std::vector<std::string_view>> cells{
    {"<50", ">50", "30", "50", "high", "", "low", ">=50", "<=20"},
    {"positive", "reactive", "weakly positive", "", "negative"},
    {"<20", "30", "", "detected", "not detected"},
    {"2026-11", "2026-11-10", "", "2026", "2026-10-30", "2026-11-18"},
    {"", "allogeneic", "autologous", "haploidentical"},
    {"2026-11-20", "2026-11", "", "2026-10-30"},
    {"true", "", "false"},
};
constexpr std::size_t columns = 8;  // the id, and these

class Rows {
 public:
  Rows() {
    std::mt19937 random(20261122);
    for (std::size_t row = 0; row < rows; ++row) {
      add("P" + std::to_string(row));
      for (const auto& some : cells) add(some[random() % some.size()]);
    }
    text_.append(patients::grid_padding, '\0');
  }
  // So many rows from `first` on, backwards or forwards.
  void fill(patients::CellGrid& grid, std::size_t first, std::size_t count, bool backwards) const {
    grid.clear(text_.data());
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = backwards ? first + count - 1 - i : first + i;
      for (std::size_t c = 0; c < columns; ++c)
        grid.set(c, extents_[row * columns + c].begin, extents_[row * columns + c].end);
      grid.end_row();
    }
  }
  static constexpr std::size_t rows = 640;

 private:
  void add(std::string_view cell) {
    const auto begin = static_cast<std::uint32_t>(text_.size());
    text_ += cell;
    extents_.push_back({begin, static_cast<std::uint32_t>(text_.size())});
  }
  std::string text_;
  std::vector<patients::CellExtent> extents_;
};

}  // namespace

TEST_CASE("matchers that share answers say what each would say alone") {
  const auto compiled = test::trial_of(std::string(criteria));
  const auto& program = *compiled.program;
  const std::vector<std::string_view> header{"id",        "platelets", "hbsag",          "hbv_dna",
                                             "hsct.date", "hsct.type", "platelets.date", "informed_consent"};
  const auto planned = patients::plan_cohort(header, engine::cohort_names(program.vocabulary));
  REQUIRE(planned.problems.empty());
  const auto plan =
      engine::columnar::make_plan(program, {program.find_trial("T")}, planned.plan, test::day("2026-11-25"));
  const Rows rows;
  constexpr std::size_t batch = 64;
  patients::CellGrid grid(columns, batch);
  const Matcher::LineOf line_of = [](std::size_t row) { return row + 2; };

  SharedAnswers answers;
  Matcher alone(plan, batch, false);
  Matcher forwards(plan, batch, false);
  Matcher backwards(plan, batch, false);
  forwards.share(answers);
  backwards.share(answers);
  std::size_t met = 0;
  const auto compare = [&](Matcher& sharing, std::size_t first, bool turned) {
    rows.fill(grid, first, batch, turned);
    alone.judge(grid, line_of);
    sharing.judge(grid, line_of);
    REQUIRE(sharing.notes().size() == alone.notes().size());
    for (std::size_t c = 0; c < 6; ++c) {
      REQUIRE(std::ranges::equal(sharing.failed(0, c), alone.failed(0, c)));
      REQUIRE(std::ranges::equal(sharing.unknown(0, c), alone.unknown(0, c)));
      REQUIRE(std::ranges::equal(sharing.open(0, c), alone.open(0, c)));
      met += std::ranges::any_of(sharing.failed(0, c), [](std::uint64_t word) { return word != 0; }) ? 1 : 0;
    }
  };
  for (std::size_t first = 0; first < Rows::rows; first += batch) {
    compare(forwards, first, false);
    compare(backwards, Rows::rows - batch - first, true);
  }
  REQUIRE(met > 60);
}
