// The parts of the columnar engine by themselves: vector loops against plain ones with every instruction set
// of this machine, and what it remembers. That the whole says what the plain evaluator says is the business
// of tests/oracle/engine_differential.py.
#include <bit>
#include <catch2/catch.hpp>
#include <iostream>
#include <random>
#include <vector>

#include "engine/columnar/feature_codes.hpp"
#include "engine/columnar/memo.hpp"
#include "engine/columnar/simd.hpp"
#include "patients/instruction_set.hpp"

namespace eligo::engine::columnar {
namespace {

constexpr std::size_t rows = 192;

class Random {
 public:
  std::uint64_t word() { return generator_(); }
  std::size_t below(std::size_t count) { return generator_() % count; }
  std::vector<std::uint8_t> bytes(std::size_t values) {
    std::vector<std::uint8_t> made(rows);
    for (auto& byte : made) byte = static_cast<std::uint8_t>(below(values));
    return made;
  }

 private:
  std::mt19937_64 generator_{20261122};
};

template <class Check>
void with_each_set(Check check) {
  for (const std::string_view name : {"portable", "ssse3", "sse4", "avx2", "avx512", "avx512vbmi2"}) {
    if (!patients::choose_instruction_set(name)) {
      std::cout << "skipped: this machine has no " << name << '\n';
      continue;
    }
    INFO("instruction set " << name);
    for (int round = 0; round < 200; ++round) check();
  }
  patients::choose_instruction_set("");
}

bool bit(const std::vector<std::uint64_t>& words, std::size_t row) {
  return ((words[row / 64] >> (row % 64)) & 1U) != 0;
}

}  // namespace

TEST_CASE("limits at most a value are counted") {
  Random random;
  with_each_set([&] {
    // Also a number of values that fills no vector.
    const std::size_t size = rows - random.below(70);
    std::vector<std::int32_t> limits(random.below(6));
    for (auto& limit : limits) limit = static_cast<std::int32_t>(random.below(20)) - 10;
    std::vector<std::int32_t> days(size);
    for (auto& day : days) day = static_cast<std::int32_t>(random.below(24)) - 12;
    days[0] = patients::no_day;
    const std::vector<std::int64_t> numbers(days.begin(), days.end());
    const std::vector<std::int64_t> wide_limits(limits.begin(), limits.end());
    std::vector<std::uint8_t> of_days(size);
    std::vector<std::uint8_t> of_numbers(size);
    count_at_most(days, limits, of_days);
    count_at_most(numbers, wide_limits, of_numbers);
    for (std::size_t row = 0; row < size; ++row) {
      const auto wanted =
          std::ranges::count_if(limits, [&](std::int32_t limit) { return limit <= days[row]; });
      REQUIRE(of_days[row] == wanted);
      REQUIRE(of_numbers[row] == wanted);
    }
  });
}

TEST_CASE("codes are put side by side and looked up") {
  Random random;
  with_each_set([&] {
    const auto first = random.bytes(8);
    const auto second = random.bytes(16);
    std::vector<std::uint8_t> index = first;
    std::vector<std::uint32_t> wide(first.begin(), first.end());
    add_code(second, 3, index);
    add_code(second, 11, wide);
    std::array<std::uint8_t, 256> table{};
    for (auto& entry : table) entry = static_cast<std::uint8_t>(1 + random.below(4));
    const bool gap = random.below(2) == 0;
    if (gap) table[index[random.below(rows)]] = 0;
    std::vector<std::uint8_t> out(rows);
    const bool missing = look_up(index, table.data(), 7, out);
    for (std::size_t row = 0; row < rows; ++row) {
      REQUIRE(index[row] == first[row] + 8 * second[row]);
      REQUIRE(wide[row] == first[row] + 2048U * second[row]);
      REQUIRE(out[row] == table[index[row]]);
    }
    REQUIRE(missing == gap);
  });
}

TEST_CASE("bytes become bits and bits bytes") {
  Random random;
  with_each_set([&] {
    const auto answers = random.bytes(5);
    std::vector<std::uint64_t> one(3);
    std::vector<std::uint64_t> two(3);
    std::vector<std::uint64_t> four(3);
    equal_bits(answers, {ValueBits{1, one.data()}, ValueBits{2, two.data()}, ValueBits{4, four.data()}});
    std::vector<std::uint64_t> alone(3);
    equal_bits(answers, 2, alone);
    REQUIRE(alone == two);
    std::vector<std::uint8_t> back(rows, 0);
    add_bits(one, 0, back);
    add_bits(two, 1, back);
    add_bits(four, 7, back);
    std::uint64_t ones = 0;
    for (std::size_t row = 0; row < rows; ++row) {
      REQUIRE(bit(one, row) == (answers[row] == 1));
      REQUIRE(bit(two, row) == (answers[row] == 2));
      REQUIRE(back[row] == (answers[row] == 1 ? 1 : answers[row] == 2 ? 2 : answers[row] == 4 ? 128 : 0));
      ones += answers[row] == 1 ? 1 : 0;
    }
    REQUIRE(count_bits(one) == ones);
    std::vector<std::int32_t> days(rows, patients::no_day);
    for (std::size_t row = 0; row < rows; ++row)
      if (answers[row] == 1) days[row] = static_cast<std::int32_t>(row);
    std::vector<std::uint8_t> filled(rows, 0);
    filled[5] = 1;
    mark_unequal(days, patients::no_day, filled);
    for (std::size_t row = 0; row < rows; ++row)
      REQUIRE(filled[row] == (answers[row] == 1 || row == 5 ? 1 : 0));
  });
}

TEST_CASE("what criteria cost is counted row by row") {
  Random random;
  with_each_set([&] {
    constexpr std::size_t count = 5;
    std::vector<std::vector<std::uint64_t>> fail(count);
    std::vector<std::vector<std::uint64_t>> unknown(count);
    std::vector<CriterionWords> words;
    for (std::size_t c = 0; c < count; ++c) {
      for (int w = 0; w < 3; ++w) {
        fail[c].push_back(random.word() & random.word());
        unknown[c].push_back(random.word() & ~fail[c].back());
      }
      words.push_back({fail[c].data(), unknown[c].data()});
    }
    std::vector<CriterionTally> counted(count);
    counted[0].fail = 7;  // is added to
    count_criteria(words, 3, counted.data());
    std::vector<CriterionTally> wanted(count);
    wanted[0].fail = 7;
    for (std::size_t row = 0; row < rows; ++row) {
      std::size_t failed = 0;
      std::size_t first = count;
      for (std::size_t c = 0; c < count; ++c) {
        wanted[c].unknown += bit(unknown[c], row) ? 1 : 0;
        if (!bit(fail[c], row)) continue;
        ++wanted[c].fail;
        if (failed++ == 0) first = c;
      }
      if (first < count) ++wanted[first].fail_first;
      if (failed == 1) ++wanted[first].fail_alone;
    }
    for (std::size_t c = 0; c < count; ++c) {
      REQUIRE(counted[c].fail == wanted[c].fail);
      REQUIRE(counted[c].unknown == wanted[c].unknown);
      REQUIRE(counted[c].fail_first == wanted[c].fail_first);
      REQUIRE(counted[c].fail_alone == wanted[c].fail_alone);
    }
  });
}

TEST_CASE("a memory that is full forgets, and never answers for another key") {
  WideMemo memo;
  constexpr std::uint64_t keys = 50'000;  // several times what it holds
  const auto answer_of_key = [](std::uint64_t key) { return key % 3 == 0 ? Answer::yes : Answer::no; };
  std::size_t known = 0;
  for (std::uint64_t key = 0; key < keys; ++key) {
    memo.put(key << 40U | key, answer_of_key(key));
    const std::uint64_t other = key / 2;
    const Answer found = memo.find(other << 40U | other);
    if (found == Answer::not_asked) continue;
    ++known;
    REQUIRE(found == answer_of_key(other));
  }
  REQUIRE(known > 1000);
  REQUIRE(memo.find(keys) == Answer::not_asked);
}

TEST_CASE("numbers are given as codes come, and run out") {
  Numbering numbering;
  numbering.start(4, 1000);
  REQUIRE(numbering.of(17) == 4);
  REQUIRE(numbering.of(900) == 5);
  REQUIRE(numbering.of(17) == 4);
  REQUIRE(numbering.next() == 6);
  for (std::uint32_t raw = 0; raw < 800; ++raw) numbering.of(raw);
  REQUIRE(numbering.of(999) == 0);
  numbering.restart();
  REQUIRE(numbering.of(999) == 4);
}

TEST_CASE("rows and columns of squares change places") {
  Random random;
  with_each_set([&] {
    BitSquares squares{};
    for (auto& word : squares) word = random.word();
    BitSquares wanted{};
    for (std::size_t i = 0; i < square_side; ++i) {
      for (std::size_t c = 0; c < square_columns; ++c) {
        for (std::size_t j = 0; j < square_side; ++j) {
          for (const std::size_t square : {std::size_t{0}, square_side}) {
            const std::uint64_t bit = (squares[j * square_columns + c] >> (square + i)) & 1U;
            wanted[i * square_columns + c] |= bit << (square + j);
          }
        }
      }
    }
    transpose_squares(squares);
    REQUIRE(squares == wanted);
  });
}

}  // namespace eligo::engine::columnar
