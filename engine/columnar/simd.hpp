// The loops over a batch that are worth vector instructions. They run by
// patients/instruction_set.hpp; all variants give the same. Tests: tests/oracle/engine_differential.py.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "engine/cohort_tally.hpp"

namespace eligo::engine::columnar {

// out[i]: how many of `limits` are at most values[i]. `out` has as many items as `values`; at most 255
// limits.
void count_at_most(std::span<const std::int32_t> values, std::span<const std::int32_t> limits,
                   std::span<std::uint8_t> out);
void count_at_most(std::span<const std::int64_t> values, std::span<const std::int64_t> limits,
                   std::span<std::uint8_t> out);

// index[i] |= codes[i] << shift. In bytes, no shifted code may be beyond 255, and sizes are multiples of 64.
void add_code(std::span<const std::uint8_t> codes, unsigned shift, std::span<std::uint8_t> index);
void add_code(std::span<const std::uint8_t> codes, unsigned shift, std::span<std::uint32_t> index);

// out[i] = table[index[i]], with indices of up to `bits` (at most 8) bits; whether some out[i] is 0. The
// table has 256 bytes, sizes are multiples of 64.
bool look_up(std::span<const std::uint8_t> index, const std::uint8_t* table, unsigned bits,
             std::span<std::uint8_t> out);

// out[i] = 1 where values[i] is not `none`; what stands there stays otherwise.
void mark_unequal(std::span<const std::int32_t> values, std::int32_t none, std::span<std::uint8_t> out);

// The days that the ends of courses may be, by row; see possible_end(). `ongoing`: 2 where the course is.
struct CourseDays {
  const std::int32_t* start;
  const std::int32_t* end;
  const std::int32_t* last_end;
  const std::uint8_t* ongoing;
};
struct DayLimits {
  std::int32_t none;  // stands for no day, and lies before all
  std::int32_t first;
  std::int32_t as_of;
};
void find_course_ends(const CourseDays& courses, const DayLimits& limits, std::span<std::int32_t> first,
                      std::span<std::int32_t> last);

// The days that dates may be, by row; see possible_days(). `last`: of a date that is not one day.
void find_days(const std::int32_t* dates, const std::int32_t* last_of_dates, const DayLimits& limits,
               std::span<std::int32_t> first, std::span<std::int32_t> last);

// out[i]: how far day a[i] lies from the first and the last day of b, each less `shift` and at most `reach`
// away, as one number of two digits to the base 2 * reach + 1.
struct DayPairs {
  const std::int32_t* a;
  const std::int32_t* first_of_b;
  const std::int32_t* last_of_b;
  std::int32_t shift;
  std::int32_t reach;
};
void relate_days(const DayPairs& pairs, std::span<std::uint32_t> out);

// Adds to each code that is not 0: 1 where the number times `number_factor` reaches the reference times
// `reference_factor`, 2 where it lies above. The number is the other one where it is below 0. No product of a
// row with a code may be beyond 64 bits; arrays end with a multiple of 64.
struct RatioRows {
  const std::int64_t* number;
  const std::int64_t* other_number;
  const std::int64_t* reference;
  std::int64_t number_factor;
  std::int64_t reference_factor;
};
void add_places(const RatioRows& ratios, std::span<std::uint8_t> codes);

// Bit i of `bits`: whether bytes[i] == value. `bytes` is a multiple of 64 long, `bits` a 64th of that.
void equal_bits(std::span<const std::uint8_t> bytes, std::uint8_t value, std::span<std::uint64_t> bits);
// The same for three values at once.
struct ValueBits {
  std::uint8_t value;
  std::uint64_t* bits;
};
void equal_bits(std::span<const std::uint8_t> bytes, const std::array<ValueBits, 3>& values);

// out[i] |= bit i of `bits` << shift. `out` is 64 times as long as `bits`.
void add_bits(std::span<const std::uint64_t> bits, unsigned shift, std::span<std::uint8_t> out);

// Squares of 32 times 32 bits, side by side in 8 columns of words with two squares each: the word of row r
// and column c is squares[8 * r + c]. In each, bit j of row i and bit i of row j change places.
constexpr std::size_t square_side = 32;
constexpr std::size_t square_columns = 8;
using BitSquares = std::array<std::uint64_t, square_side * square_columns>;
void transpose_squares(BitSquares& squares);

std::uint64_t count_bits(std::span<const std::uint64_t> bits);

// Adds up, over the rows of so many words, what the criteria of a trial cost; in the order of the criteria.
struct CriterionWords {
  const std::uint64_t* fail;
  const std::uint64_t* unknown;
};
void count_criteria(std::span<const CriterionWords> criteria, std::size_t words, CriterionTally* tallies);

}  // namespace eligo::engine::columnar
