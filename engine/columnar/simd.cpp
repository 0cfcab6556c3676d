// See simd.hpp.
#include "engine/columnar/simd.hpp"

#include <bit>
#include <cstring>

#include "patients/instruction_set.hpp"

// Compiled once for every instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/columnar/simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eligo::engine::columnar::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
void CountAtMost(const T* HWY_RESTRICT values, std::size_t size, const T* HWY_RESTRICT limits,
                 std::size_t limit_count, std::uint8_t* HWY_RESTRICT out) {
  const hn::ScalableTag<T> d;
  using Unsigned = hwy::MakeUnsigned<T>;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::Rebind<std::uint8_t, decltype(d)> bytes;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= size; i += lanes) {
    const auto value = hn::LoadU(d, values + i);
    auto count = hn::Set(d, static_cast<T>(limit_count));
    for (std::size_t k = 0; k < limit_count; ++k) {
      // A true comparison is all ones: minus one.
      count = hn::Add(count, hn::VecFromMask(d, hn::Gt(hn::Set(d, limits[k]), value)));
    }
    hn::StoreU(hn::TruncateTo(bytes, hn::BitCast(du, count)), bytes, out + i);
  }
  for (; i < size; ++i) {
    Unsigned count = 0;
    for (std::size_t k = 0; k < limit_count; ++k)
      count = static_cast<Unsigned>(count + (values[i] >= limits[k]));
    out[i] = static_cast<std::uint8_t>(count);
  }
}

void CountDays(const std::int32_t* values, std::size_t size, const std::int32_t* limits, std::size_t count,
               std::uint8_t* out) {
  CountAtMost(values, size, limits, count, out);
}
void CountNumbers(const std::int64_t* values, std::size_t size, const std::int64_t* limits, std::size_t count,
                  std::uint8_t* out) {
  CountAtMost(values, size, limits, count, out);
}

#if HWY_TARGET == HWY_SCALAR

void AddCode(const std::uint8_t* codes, std::size_t size, unsigned shift, std::uint32_t* index) {
  for (std::size_t i = 0; i < size; ++i) index[i] |= static_cast<std::uint32_t>(codes[i]) << shift;
}

void AddByteCode(const std::uint8_t* codes, std::size_t size, unsigned shift, std::uint8_t* index) {
  for (std::size_t i = 0; i < size; ++i)
    index[i] = static_cast<std::uint8_t>(index[i] | static_cast<unsigned>(codes[i]) << shift);
}

bool LookUp(const std::uint8_t* index, std::size_t size, const std::uint8_t* table, unsigned /*bits*/,
            std::uint8_t* out) {
  bool missing = false;
  for (std::size_t i = 0; i < size; ++i) {
    out[i] = table[index[i]];
    missing = missing || out[i] == 0;
  }
  return missing;
}

#else

void AddCode(const std::uint8_t* HWY_RESTRICT codes, std::size_t size, unsigned shift,
             std::uint32_t* HWY_RESTRICT index) {
  const hn::ScalableTag<std::uint32_t> d;
  const hn::Rebind<std::uint8_t, decltype(d)> narrow;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= size; i += lanes) {
    const auto code = hn::PromoteTo(d, hn::LoadU(narrow, codes + i));
    const auto shifted = hn::ShiftLeftSame(code, static_cast<int>(shift));
    hn::StoreU(hn::Or(hn::LoadU(d, index + i), shifted), d, index + i);
  }
  for (; i < size; ++i) index[i] |= static_cast<std::uint32_t>(codes[i]) << shift;
}

// Bytes are shifted in pairs: what is shifted out of a byte would be seen in its neighbour, but nothing is.
void AddByteCode(const std::uint8_t* HWY_RESTRICT codes, std::size_t size, unsigned shift,
                 std::uint8_t* HWY_RESTRICT index) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const hn::Repartition<std::uint16_t, decltype(d)> pairs;
  for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
    const auto code = hn::BitCast(pairs, hn::LoadU(d, codes + i));
    const auto shifted = hn::BitCast(d, hn::ShiftLeftSame(code, static_cast<int>(shift)));
    hn::StoreU(hn::Or(hn::LoadU(d, index + i), shifted), d, index + i);
  }
}

// Sixteen entries at a time, each for the indices with its upper half.
bool LookUp(const std::uint8_t* HWY_RESTRICT index, std::size_t size, const std::uint8_t* HWY_RESTRICT table,
            unsigned bits, std::uint8_t* HWY_RESTRICT out) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const hn::Repartition<std::uint16_t, decltype(d)> pairs;
  const auto low_half = hn::Set(d, 0x0F);
  const std::size_t parts = bits <= 4 ? 1 : std::size_t{1} << (bits - 4);
  auto missing = hn::Zero(d);
  for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
    const auto at = hn::LoadU(d, index + i);
    const auto low = hn::And(at, low_half);
    auto answer = hn::TableLookupBytes(hn::LoadDup128(d, table), low);
    if (parts > 1) {
      const auto high = hn::And(hn::BitCast(d, hn::ShiftRight<4>(hn::BitCast(pairs, at))), low_half);
      answer = hn::IfThenElseZero(hn::Eq(high, hn::Zero(d)), answer);
      for (std::size_t part = 1; part < parts; ++part) {
        const auto some = hn::TableLookupBytes(hn::LoadDup128(d, table + 16 * part), low);
        const auto here = hn::Eq(high, hn::Set(d, static_cast<std::uint8_t>(part)));
        answer = hn::Or(answer, hn::IfThenElseZero(here, some));
      }
    }
    missing = hn::Or(missing, hn::VecFromMask(d, hn::Eq(answer, hn::Zero(d))));
    hn::StoreU(answer, d, out + i);
  }
  return !hn::AllTrue(d, hn::Eq(missing, hn::Zero(d)));
}

#endif

// A bit for each of 64 bytes: whether it is this one.
HWY_INLINE std::uint64_t EqualBytes(const std::uint8_t* HWY_RESTRICT values, std::uint8_t value) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto wanted = hn::Set(d, value);
  std::uint64_t packed = 0;
  if (lanes < 8) {
    for (std::size_t i = 0; i < 64; ++i) packed |= static_cast<std::uint64_t>(values[i] == value) << i;
    return packed;
  }
  for (std::size_t i = 0; i < 64; i += lanes) {
    std::uint64_t part = 0;
    std::uint8_t stored[8] = {};
    hn::StoreMaskBits(d, hn::Eq(hn::LoadU(d, values + i), wanted), stored);
    std::memcpy(&part, stored, sizeof part);
    packed |= part << i;
  }
  return packed;
}

void EqualBits(const std::uint8_t* HWY_RESTRICT values, std::size_t size,
               const ValueBits* HWY_RESTRICT wanted, std::size_t count) {
  for (std::size_t word = 0; word * 64 < size; ++word) {
    for (std::size_t k = 0; k < count; ++k)
      wanted[k].bits[word] = EqualBytes(values + word * 64, wanted[k].value);
  }
}

void MarkUnequal(const std::int32_t* HWY_RESTRICT values, std::size_t size, std::int32_t none,
                 std::uint8_t* HWY_RESTRICT out) {
  for (std::size_t i = 0; i < size; ++i)
    out[i] = static_cast<std::uint8_t>(out[i] | (values[i] != none ? 1U : 0U));
}

void FindCourseEnds(const CourseDays* courses, const DayLimits* limits, std::size_t size,
                    std::int32_t* HWY_RESTRICT first, std::int32_t* HWY_RESTRICT last) {
  const std::int32_t* HWY_RESTRICT starts = courses->start;
  const std::int32_t* HWY_RESTRICT ends = courses->end;
  const std::int32_t* HWY_RESTRICT last_ends = courses->last_end;
  const std::uint8_t* HWY_RESTRICT ongoing = courses->ongoing;
  const auto [none, first_day, as_of] = *limits;
  for (std::size_t i = 0; i < size; ++i) {
    const std::int32_t end = ends[i];
    const std::int32_t last_end = last_ends[i] < as_of ? last_ends[i] : as_of;
    const bool goes_on = (ongoing[i] == 2) | (end > as_of) | (end == none);
    const std::int32_t latest = goes_on ? as_of : last_end;
    std::int32_t earliest = starts[i] == none ? first_day : starts[i];
    earliest = earliest > end ? earliest : end;
    earliest = earliest < latest ? earliest : latest;
    first[i] = ((ongoing[i] == 2) | (end > as_of)) ? as_of : earliest;
    last[i] = latest;
  }
}

void FindDays(const std::int32_t* HWY_RESTRICT dates, const std::int32_t* HWY_RESTRICT last_of_dates,
              const DayLimits* limits, std::size_t size, std::int32_t* HWY_RESTRICT first,
              std::int32_t* HWY_RESTRICT last) {
  const auto [none, first_day, as_of] = *limits;
  for (std::size_t i = 0; i < size; ++i) {
    const std::int32_t latest = last_of_dates[i] < as_of ? last_of_dates[i] : as_of;
    last[i] = dates[i] == none ? as_of : latest;
    first[i] = dates[i] == none ? first_day : dates[i];
  }
}

void RelateDays(const DayPairs* pairs, std::size_t size, std::uint32_t* HWY_RESTRICT out) {
  const std::int32_t* HWY_RESTRICT a = pairs->a;
  const std::int32_t* HWY_RESTRICT first = pairs->first_of_b;
  const std::int32_t* HWY_RESTRICT last = pairs->last_of_b;
  const std::int32_t shift = pairs->shift;
  const std::int32_t reach = pairs->reach;
  const std::int32_t places = 2 * reach + 1;
  const auto step = [=](std::int32_t distance) {
    const std::int32_t above = distance > -reach ? distance : -reach;
    return (above < reach ? above : reach) + reach;
  };
  for (std::size_t i = 0; i < size; ++i)
    out[i] =
        static_cast<std::uint32_t>(step(a[i] - first[i] - shift) * places + step(a[i] - last[i] - shift));
}

void AddPlaces(const RatioRows* ratios, std::size_t size, std::uint8_t* HWY_RESTRICT codes) {
  constexpr std::size_t step = 64;
  const std::int64_t* HWY_RESTRICT numbers = ratios->number;
  const std::int64_t* HWY_RESTRICT others = ratios->other_number;
  const std::int64_t* HWY_RESTRICT references = ratios->reference;
  const auto factor = static_cast<std::uint64_t>(ratios->number_factor);
  const auto reference_factor = static_cast<std::uint64_t>(ratios->reference_factor);
  for (std::size_t row = 0; row < size; row += step) {
    std::int64_t places[step];
    for (std::size_t i = 0; i < step; ++i) {
      const std::int64_t number = numbers[row + i] >= 0 ? numbers[row + i] : others[row + i];
      const auto left = static_cast<std::int64_t>(static_cast<std::uint64_t>(number) * factor);
      const auto right =
          static_cast<std::int64_t>(static_cast<std::uint64_t>(references[row + i]) * reference_factor);
      places[i] = static_cast<std::int64_t>(left >= right) + static_cast<std::int64_t>(left > right);
    }
    for (std::size_t i = 0; i < step; ++i) {
      const unsigned code = codes[row + i];
      codes[row + i] = static_cast<std::uint8_t>(code + (code != 0 ? static_cast<unsigned>(places[i]) : 0));
    }
  }
}

void AddBits(const std::uint64_t* HWY_RESTRICT words, std::size_t count, unsigned shift,
             std::uint8_t* HWY_RESTRICT out) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto bit = static_cast<std::uint8_t>(1U << shift);
  const auto added = hn::Set(d, bit);
  for (std::size_t word = 0; word < count; ++word, out += 64) {
    if (lanes < 8) {
      for (std::size_t i = 0; i < 64; ++i)
        out[i] = static_cast<std::uint8_t>(out[i] | ((words[word] >> i) & 1U) << shift);
      continue;
    }
    for (std::size_t i = 0; i < 64; i += lanes) {
      const std::uint64_t part = words[word] >> i;
      std::uint8_t stored[8] = {};
      std::memcpy(stored, &part, sizeof part);
      const auto some = hn::IfThenElseZero(hn::LoadMaskBits(d, stored), added);
      hn::StoreU(hn::Or(hn::LoadU(d, out + i), some), d, out + i);
    }
  }
}

std::uint64_t CountBits(const std::uint64_t* HWY_RESTRICT words, std::size_t count) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count; ++i) bits += static_cast<std::uint64_t>(std::popcount(words[i]));
  return bits;
}

// Hacker's Delight, 7-3: halves of the squares change places, then quarters, and so on.
void TransposeSquares(std::uint64_t* HWY_RESTRICT words) {
  std::uint64_t mask = 0x0000FFFF0000FFFFU;
  for (std::size_t width = square_side / 2; width != 0; width /= 2, mask ^= mask << width) {
    for (std::size_t upper = 0; upper < square_side; upper = (upper + width + 1) & ~width) {
      std::uint64_t* HWY_RESTRICT one = words + upper * square_columns;
      std::uint64_t* HWY_RESTRICT other = one + width * square_columns;
      for (std::size_t w = 0; w < square_columns; ++w) {
        const std::uint64_t moved = ((one[w] >> width) ^ other[w]) & mask;
        one[w] ^= moved << width;
        other[w] ^= moved;
      }
    }
  }
}

void CountCriteria(const CriterionWords* HWY_RESTRICT criteria, std::size_t count, std::size_t words,
                   CriterionTally* HWY_RESTRICT tallies) {
  const auto bits = [](std::uint64_t word) { return static_cast<std::uint64_t>(std::popcount(word)); };
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t once = 0;
    std::uint64_t twice = 0;
    for (std::size_t c = 0; c < count; ++c) {
      const std::uint64_t fail = criteria[c].fail[w];
      tallies[c].unknown += bits(criteria[c].unknown[w]);
      tallies[c].fail += bits(fail);
      tallies[c].fail_first += bits(fail & ~once);
      twice |= once & fail;
      once |= fail;
    }
    for (std::size_t c = 0; once != 0 && c < count; ++c)
      tallies[c].fail_alone += bits(criteria[c].fail[w] & ~twice);
  }
}

}  // namespace eligo::engine::columnar::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eligo::engine::columnar {

void count_at_most(std::span<const std::int32_t> values, std::span<const std::int32_t> limits,
                   std::span<std::uint8_t> out) {
  ELIGO_VARIANTS(CountDays).chosen()(values.data(), values.size(), limits.data(), limits.size(), out.data());
}

void count_at_most(std::span<const std::int64_t> values, std::span<const std::int64_t> limits,
                   std::span<std::uint8_t> out) {
  ELIGO_VARIANTS(CountNumbers)
      .chosen()(values.data(), values.size(), limits.data(), limits.size(), out.data());
}

void add_code(std::span<const std::uint8_t> codes, unsigned shift, std::span<std::uint32_t> index) {
  ELIGO_VARIANTS(AddCode).chosen()(codes.data(), codes.size(), shift, index.data());
}

void add_code(std::span<const std::uint8_t> codes, unsigned shift, std::span<std::uint8_t> index) {
  ELIGO_VARIANTS(AddByteCode).chosen()(codes.data(), codes.size(), shift, index.data());
}

bool look_up(std::span<const std::uint8_t> index, const std::uint8_t* table, unsigned bits,
             std::span<std::uint8_t> out) {
  return ELIGO_VARIANTS(LookUp).chosen()(index.data(), index.size(), table, bits, out.data());
}

void mark_unequal(std::span<const std::int32_t> values, std::int32_t none, std::span<std::uint8_t> out) {
  ELIGO_VARIANTS(MarkUnequal).chosen()(values.data(), values.size(), none, out.data());
}

void find_course_ends(const CourseDays& courses, const DayLimits& limits, std::span<std::int32_t> first,
                      std::span<std::int32_t> last) {
  ELIGO_VARIANTS(FindCourseEnds).chosen()(&courses, &limits, first.size(), first.data(), last.data());
}

void find_days(const std::int32_t* dates, const std::int32_t* last_of_dates, const DayLimits& limits,
               std::span<std::int32_t> first, std::span<std::int32_t> last) {
  ELIGO_VARIANTS(FindDays).chosen()(dates, last_of_dates, &limits, first.size(), first.data(), last.data());
}

void relate_days(const DayPairs& pairs, std::span<std::uint32_t> out) {
  ELIGO_VARIANTS(RelateDays).chosen()(&pairs, out.size(), out.data());
}

void add_places(const RatioRows& ratios, std::span<std::uint8_t> codes) {
  ELIGO_VARIANTS(AddPlaces).chosen()(&ratios, codes.size(), codes.data());
}

void equal_bits(std::span<const std::uint8_t> bytes, std::uint8_t value, std::span<std::uint64_t> bits) {
  const ValueBits wanted{value, bits.data()};
  ELIGO_VARIANTS(EqualBits).chosen()(bytes.data(), bytes.size(), &wanted, 1);
}

void equal_bits(std::span<const std::uint8_t> bytes, const std::array<ValueBits, 3>& values) {
  ELIGO_VARIANTS(EqualBits).chosen()(bytes.data(), bytes.size(), values.data(), values.size());
}

void add_bits(std::span<const std::uint64_t> bits, unsigned shift, std::span<std::uint8_t> out) {
  ELIGO_VARIANTS(AddBits).chosen()(bits.data(), bits.size(), shift, out.data());
}

void transpose_squares(BitSquares& squares) { ELIGO_VARIANTS(TransposeSquares).chosen()(squares.data()); }

std::uint64_t count_bits(std::span<const std::uint64_t> bits) {
  return ELIGO_VARIANTS(CountBits).chosen()(bits.data(), bits.size());
}

void count_criteria(std::span<const CriterionWords> criteria, std::size_t words, CriterionTally* tallies) {
  ELIGO_VARIANTS(CountCriteria).chosen()(criteria.data(), criteria.size(), words, tallies);
}

}  // namespace eligo::engine::columnar
#endif
