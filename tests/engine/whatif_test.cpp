// The smallest sets against trying all, histograms of many criteria, and curves of few values. The counts on
// whole cohorts are in tests/oracle/compare_whatif.py.
#include <bit>
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "engine/whatif/age_table.hpp"
#include "engine/whatif/curve.hpp"
#include "engine/whatif/packed_patterns.hpp"
#include "engine/whatif/patterns.hpp"

namespace {

using namespace eligo::engine;
using eligo::patients::Decimal;
using eligo::patients::Rational;

struct Best {
  std::size_t size = 0;
  std::uint64_t sets = 0;
  std::uint64_t most = 0;
};

// All sets of `criteria` criteria, the definition.
Best best_by_trying(const BitCounts& blockers, std::size_t criteria, std::uint64_t target) {
  Best best{criteria + 1, 0, 0};
  for (std::uint64_t set = 0; set < std::uint64_t{1} << criteria; ++set) {
    const auto size = static_cast<std::size_t>(std::popcount(set));
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < blockers.size(); ++i)
      count += (blockers.bits(i)[0] & ~set) == 0 ? blockers.count(i) : 0;
    if (count < target || size > best.size) continue;
    if (size < best.size) best = {size, 0, 0};
    ++best.sets;
    best.most = std::max(best.most, count);
  }
  return best;
}

TEST_CASE("the smallest sets are those that trying all sets finds") {
  constexpr std::size_t criteria = 9;
  std::mt19937_64 random(20261125);
  for (int round = 0; round < 300; ++round) {
    BitCounts blockers(1);
    const std::size_t kinds = 1 + random() % 40;
    for (std::size_t i = 0; i < kinds; ++i) {
      const std::uint64_t some = random();
      const std::uint64_t bits = some & random() & ((std::uint64_t{1} << criteria) - 1);
      blockers.add({&bits, 1}, 1 + random() % 9);
    }
    const std::uint64_t target = 1 + random() % blockers.total();
    const SmallestSets found = smallest_sets(blockers, target, 1'000'000);
    const Best best = best_by_trying(blockers, criteria, target);
    REQUIRE(found.reachable);
    REQUIRE(found.exhaustive);
    REQUIRE(found.size == best.size);
    REQUIRE(found.in_all == best.sets);
    REQUIRE(found.sets.front().count == best.most);
    for (const auto& set : found.sets) REQUIRE(count_within(blockers, set.criteria) == set.count);
  }
}

TEST_CASE("a search that would take too long says how far it came") {
  BitCounts blockers(1);
  for (std::uint64_t i = 1; i < 4096; ++i) blockers.add({&i, 1}, 1);
  const SmallestSets found = smallest_sets(blockers, 4000, 10'000);
  CHECK_FALSE(found.exhaustive);
  CHECK(found.sets.empty());
  CHECK(smallest_sets(blockers, 5000, 10'000).reachable == false);
}

TEST_CASE("more criteria than a word has bits") {
  PatternCounts patterns(130, false);
  std::vector<std::uint64_t> pattern(9);
  pattern[2] = 2;  // fails criterion 129
  patterns.add(pattern, 5);
  pattern[4] = 1;  // and 64 is unknown
  patterns.add(pattern, 7);
  const Blockers blockers = patterns.blockers();
  CHECK(verdicts_without(blockers, false, {}) == VerdictCounts{12, 0, 0, 0});
  CHECK(verdicts_without(blockers, false, {129}) == VerdictCounts{0, 0, 7, 5});
  CHECK(verdicts_without(blockers, false, {64, 129}) == VerdictCounts{0, 0, 0, 12});
  CHECK(verdicts_without(blockers, true, {64, 129}) == VerdictCounts{0, 12, 0, 0});
  const auto steps = attrition(patterns, blockers);
  CHECK(steps[128].remaining == 12);
  CHECK(steps[128].passing == 5);
  CHECK(steps[129].excluded == 12);
  const auto sets = smallest_sets(blockers.eligible, 6, 1000);
  REQUIRE(sets.sets.size() == 1);
  CHECK(sets.sets[0].criteria == CriterionIndices{64, 129});
}

std::map<std::vector<std::uint64_t>, std::uint64_t> as_map(const BitCounts& counts) {
  std::map<std::vector<std::uint64_t>, std::uint64_t> map;
  for (std::size_t i = 0; i < counts.size(); ++i)
    map.emplace(std::vector<std::uint64_t>(counts.bits(i).begin(), counts.bits(i).end()), counts.count(i));
  return map;
}

TEST_CASE("statuses packed in a word are the same patterns") {
  namespace columnar = eligo::engine::columnar;
  for (const std::size_t criteria :
       {std::size_t{1}, std::size_t{5}, std::size_t{31}, PackedPatterns::most_criteria}) {
    std::mt19937_64 random(criteria);
    PatternCounts expected(criteria, false);
    PatternCounts found(criteria, false);
    PackedPatterns packed;
    for (int block = 0; block < 200; ++block) {
      columnar::BitSquares fails{};
      columnar::BitSquares unknowns{};
      const std::size_t column = static_cast<std::size_t>(block) % columnar::square_columns;
      std::array<std::uint64_t, columnar::square_columns> rows{};
      rows[column] = block % 7 == 0 ? random() : ~std::uint64_t{0};
      std::array<std::array<std::uint64_t, 3>, block_rows> patterns{};
      for (std::size_t c = 0; c < criteria; ++c) {
        const std::uint64_t some = random();
        const std::uint64_t unknown = some & random();
        const std::uint64_t fail = random() & ~unknown;
        const std::uint64_t open = random() & unknown;
        fails[c * columnar::square_columns + column] = fail | open;
        unknowns[c * columnar::square_columns + column] = unknown;
        for (std::size_t row = 0; row < block_rows; ++row) {
          patterns[row][0] |= ((fail >> row) & 1U) << c;
          patterns[row][1] |= ((unknown >> row) & 1U) << c;
          patterns[row][2] |= ((open >> row) & 1U) << c;
        }
      }
      for (std::size_t row = 0; row < block_rows; ++row)
        if (((rows[column] >> row) & 1U) != 0) expected.add(patterns[row], 1);
      packed.add(fails, unknowns, std::span(rows).first(column + 1));
    }
    packed.move_to(found);
    REQUIRE(as_map(found.patterns()) == as_map(expected.patterns()));
  }
}

TEST_CASE("ages by where they begin are those of the calendar") {
  using eligo::patients::Day;
  using eligo::patients::TimeUnit;
  for (const std::int32_t as_of : {20783, 19782, 11016}) {  // 2026-11-26, 2024-02-29, 2000-02-29
    for (const TimeUnit unit : {TimeUnit::year, TimeUnit::month, TimeUnit::week, TimeUnit::day}) {
      const AgeTable ages(Day{as_of}, unit);
      bool same = true;
      for (std::int32_t days = 0; days <= AgeTable::most_days; ++days) {
        const auto age =
            static_cast<std::size_t>(eligo::patients::completed(Day{as_of - days}, Day{as_of}, unit));
        same = same && ages[days] == age;
      }
      CHECK(same);
    }
  }
}

TEST_CASE("a curve tells what holds at a value and beyond it") {
  const auto number = [](std::int64_t mantissa) { return Rational(Decimal(mantissa, 1)); };
  // `value < limit` of 2.5, twice, and of 3.0.
  const auto below = [&](std::int64_t mantissa) {
    return TruthSteps{{number(mantissa)}, {Truth::false_, Truth::false_, Truth::true_}};
  };
  constexpr VerdictByTruth verdicts{Verdict::ineligible, Verdict::incomplete, Verdict::eligible};
  Curve curve;
  Curve other;
  curve.add(below(30), verdicts, 1);
  other.add(below(25), verdicts, 2);
  curve.add_constant(Verdict::ineligible, 4);
  curve.add(other);
  CHECK(curve.below() == VerdictCounts{7, 0, 0, 0});
  const auto steps = curve.steps();
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].limit.show().text == "2.5");
  CHECK(steps[0].at == VerdictCounts{7, 0, 0, 0});
  CHECK(steps[0].above == VerdictCounts{5, 0, 0, 2});
  CHECK(steps[1].at == VerdictCounts{5, 0, 0, 2});
  CHECK(steps[1].above == VerdictCounts{4, 0, 0, 3});
}

}  // namespace
