// See cell_kernels.hpp.
#include "patients/cell_kernels.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "patients/instruction_set.hpp"
#include "patients/single_cell.hpp"
#include "patients/word_bytes.hpp"

#ifndef ELIGO_WORD_KEYS
#define ELIGO_WORD_KEYS
namespace eligo::patients {

// How words are compared: all have at most seven bytes, at most eight, or at most fifteen.
enum class WordForm : std::uint8_t { short_words, heads, with_tails };

// A word as two numbers, with its size: equal only for equal words.
struct WordKey {
  std::uint64_t first;
  std::uint64_t second;
};

// What is longer than the form allows is like no word.
inline WordKey key_of(std::uint64_t head, std::uint64_t tail, std::size_t size, WordForm form) {
  constexpr std::uint64_t all = ~std::uint64_t{0};
  const std::uint64_t marked = static_cast<std::uint64_t>(size) << 56U;
  switch (form) {
    case WordForm::short_words:
      return {size > 7 ? all : (head & (all >> 8U)) | marked, 0};
    case WordForm::heads:
      return {head, size};
    case WordForm::with_tails:
      break;
  }
  return {head, size > longest_matched ? all : (tail & (all >> 8U)) | marked};
}

}  // namespace eligo::patients
#endif

// Compiled once for every instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "patients/cell_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eligo::patients::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

// The bytes of a word that lie inside a text of this size.
inline std::uint64_t Inside(std::size_t size) {
  return size >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * size)) - 1;
}

bool MatchWords(const Cells& cells, std::size_t rows, const WordKey* words, std::size_t word_count,
                WordForm form, std::uint64_t fold, std::uint8_t* codes) {
  bool all = true;
  for (std::size_t row = 0; row < rows; ++row) {
    codes[row] = 0;
    const std::size_t size = cells.size[row];
    const bool has_tail = form == WordForm::with_tails && size > 8;
    const std::uint64_t tail = has_tail ? cells.tail[row] & Inside(size - 8) : 0;
    const WordKey key = key_of((cells.head[row] & Inside(size)) | fold, tail | fold, size, form);
    for (std::size_t i = 0; i < word_count; ++i)
      if (key.first == words[i].first && key.second == words[i].second)
        codes[row] = static_cast<std::uint8_t>(i + 1);
    all = all && (codes[row] != 0 || size == 0);
  }
  return all;
}

bool ReadNumbers(const Cells& cells, std::size_t rows, const std::int64_t* /*powers*/,
                 std::int64_t* numbers) {
  bool all = true;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t size = cells.size[row];
    numbers[row] = size > 0 && size <= 8 ? short_number(cells.head[row] & Inside(size), size) : -1;
    all = all && (numbers[row] >= 0 || size == 0);
  }
  return all;
}

bool ReadDates(const Cells& cells, std::size_t rows, const std::int64_t* months, std::int32_t other,
               std::int32_t* days) {
  bool all = true;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto tail = static_cast<std::uint16_t>(cells.tail[row]);
    days[row] = full_date(cells.head[row], tail, cells.size[row], months, other);
    all = all && (days[row] != other || cells.size[row] == 0);
  }
  return all;
}

#else

using Words = hn::ScalableTag<std::uint64_t>;

HWY_INLINE hn::Vec<Words> LoadSizes(const std::uint16_t* sizes) {
  const Words d;
  const hn::Rebind<std::uint32_t, Words> half;
  const hn::Rebind<std::uint16_t, Words> quarter;
  return hn::PromoteTo(d, hn::PromoteTo(half, hn::LoadU(quarter, sizes)));
}

// The bytes of words that lie inside texts of these sizes.
HWY_INLINE hn::Vec<Words> Inside(hn::Vec<Words> sizes) {
  const Words d;
  const hn::RebindToSigned<Words> di;
  const auto one = hn::Set(d, 1);
  const auto bits = hn::And(hn::ShiftLeft<3>(sizes), hn::Set(d, 63));
  const auto below = hn::Sub(hn::Shl(one, bits), one);
  const auto is_long = hn::Gt(hn::BitCast(di, sizes), hn::Set(di, 7));
  return hn::Or(below, hn::BitCast(d, hn::VecFromMask(di, is_long)));
}

// A cell of a column as one or two numbers that are equal only for equal texts: the size stands where no
// short text has a byte.
HWY_INLINE hn::Vec<Words> WithSize(hn::Vec<Words> last, hn::Vec<Words> size, std::size_t longest) {
  const Words d;
  const hn::RebindToSigned<Words> di;
  const auto too_long = hn::Gt(hn::BitCast(di, size), hn::Set(di, static_cast<std::int64_t>(longest)));
  const auto marked = hn::Or(hn::And(last, hn::Set(d, ~std::uint64_t{0} >> 8U)), hn::ShiftLeft<56>(size));
  return hn::Or(marked, hn::BitCast(d, hn::VecFromMask(di, too_long)));
}

template <WordForm kForm>
HWY_INLINE bool MatchKeys(const Cells& cells, std::size_t rows, const WordKey* HWY_RESTRICT words,
                          std::size_t word_count, std::uint64_t fold, std::uint8_t* HWY_RESTRICT codes) {
  const Words d;
  const hn::RebindToSigned<Words> di;
  const hn::Rebind<std::uint8_t, Words> bytes;
  const auto folded = hn::Set(d, fold);
  auto other = hn::Zero(d);
  for (std::size_t row = 0; row < rows; row += hn::Lanes(d)) {
    const auto size = LoadSizes(cells.size + row);
    auto first = hn::Or(hn::And(hn::LoadU(d, cells.head + row), Inside(size)), folded);
    auto second = size;
    if (kForm == WordForm::short_words) first = WithSize(first, size, 7);
    if (kForm == WordForm::with_tails) {
      const auto is_long = hn::Gt(hn::BitCast(di, size), hn::Set(di, 8));
      const auto rest = hn::And(hn::LoadU(d, cells.tail + row), Inside(hn::Sub(size, hn::Set(d, 8))));
      second = hn::Or(hn::And(rest, hn::BitCast(d, hn::VecFromMask(di, is_long))), folded);
      second = WithSize(second, size, longest_matched);
    }
    auto code = hn::Zero(d);
    for (std::size_t i = 0; i < word_count; ++i) {
      auto same = hn::Eq(first, hn::Set(d, words[i].first));
      if (kForm != WordForm::short_words) same = hn::And(same, hn::Eq(second, hn::Set(d, words[i].second)));
      code = hn::Or(code, hn::IfThenElseZero(same, hn::Set(d, static_cast<std::uint64_t>(i + 1))));
    }
    other = hn::Or(other, hn::IfThenElseZero(hn::Eq(code, hn::Zero(d)), size));
    hn::StoreU(hn::TruncateTo(bytes, code), bytes, codes + row);
  }
  return hn::AllTrue(d, hn::Eq(other, hn::Zero(d)));
}

bool MatchWords(const Cells& cells, std::size_t rows, const WordKey* words, std::size_t word_count,
                WordForm form, std::uint64_t fold, std::uint8_t* codes) {
  switch (form) {
    case WordForm::short_words:
      return MatchKeys<WordForm::short_words>(cells, rows, words, word_count, fold, codes);
    case WordForm::heads:
      return MatchKeys<WordForm::heads>(cells, rows, words, word_count, fold, codes);
    case WordForm::with_tails:
      break;
  }
  return MatchKeys<WordForm::with_tails>(cells, rows, words, word_count, fold, codes);
}

// The digits of a number, in order, at the upper end of each word, zeros below: its value. `wrong` gathers
// what is no digit.
HWY_INLINE hn::Vec<Words> ReadDigits(hn::Vec<Words> digits, hn::Vec<Words>& wrong) {
  const Words d;
  const hn::Repartition<std::uint32_t, Words> d32;
  const hn::Repartition<std::uint16_t, Words> d16;
  const auto beyond = hn::Or(hn::Add(digits, hn::Set(d, 0x7676767676767676U)), digits);
  wrong = hn::Or(wrong, hn::And(beyond, hn::Set(d, 0x8080808080808080U)));
  // Two, four, eight digits.
  const auto tens = hn::Add(hn::ShiftLeft<3>(digits), hn::ShiftLeft<1>(digits));
  auto pairs = hn::BitCast(d16, hn::Add(tens, hn::ShiftRight<8>(digits)));
  pairs = hn::And(pairs, hn::Set(d16, 0xFF));
  const auto fours = hn::BitCast(d32, hn::Mul(pairs, hn::BitCast(d16, hn::Set(d32, 0x00010064U))));
  const auto summed = hn::And(hn::Add(fours, hn::ShiftRight<16>(fours)), hn::Set(d32, 0xFFFF));
  const auto eights = hn::BitCast(d, hn::Mul(summed, hn::BitCast(d32, hn::Set(d, 0x0000000100002710U))));
  return hn::And(hn::Add(eights, hn::ShiftRight<32>(eights)), hn::Set(d, 0xFFFFFFFF));
}

// What makes millionths of a number with so many decimals.
HWY_INLINE hn::Vec<Words> PowerFor(hn::Vec<Words> decimals, const std::int64_t* powers) {
  const Words d;
  const hn::RebindToSigned<Words> di;
  const auto index = hn::BitCast(di, hn::And(decimals, hn::Set(d, 7)));
#if HWY_TARGET == HWY_AVX3
  const auto table = hn::LoadU(di, powers);
  return hn::BitCast(d, hn::TableLookupLanes(table, hn::IndicesFromVec(di, index)));
#else
  return hn::BitCast(d, hn::GatherIndex(di, powers, index));
#endif
}

// Cells of at most four bytes, as the lower halves of their heads.
using Halves = hn::ScalableTag<std::uint32_t>;
struct FourBytes {
  hn::Vec<Halves> text;  // zeros behind it
  hn::Vec<Halves> size;
};

HWY_INLINE FourBytes LoadFourBytes(const Cells& cells, std::size_t row) {
  const Halves d;
  const hn::RebindToSigned<Halves> di;
  const hn::Repartition<std::uint64_t, Halves> words;
  const hn::Rebind<std::uint16_t, Halves> narrow;
  const auto low = hn::BitCast(d, hn::LoadU(words, cells.head + row));
  const auto high = hn::BitCast(d, hn::LoadU(words, cells.head + row + hn::Lanes(words)));
  const auto size = hn::PromoteTo(d, hn::LoadU(narrow, cells.size + row));
  const auto one = hn::Set(d, 1);
  const auto below = hn::Sub(hn::Shl(one, hn::And(hn::ShiftLeft<3>(size), hn::Set(d, 31))), one);
  const auto is_long = hn::VecFromMask(di, hn::Gt(hn::BitCast(di, size), hn::Set(di, 3)));
  const auto inside = hn::Or(below, hn::BitCast(d, is_long));
  return {hn::And(hn::ConcatEven(d, high, low), inside), size};
}

// Writes values times powers as long words, all ones where `wrong` is not 0.
HWY_INLINE void PutProducts(hn::Vec<Halves> values, hn::Vec<Halves> powers, hn::Vec<Halves> wrong,
                            std::int64_t* HWY_RESTRICT to) {
  const Halves d;
  const hn::Half<Halves> half;
  const hn::Repartition<std::uint64_t, Halves> words;
  const auto put = [&](auto value, auto power, auto bad, std::size_t at) {
    const auto product =
        hn::MulEven(hn::BitCast(d, hn::PromoteTo(words, value)), hn::BitCast(d, hn::PromoteTo(words, power)));
    const auto good = hn::Eq(hn::PromoteTo(words, bad), hn::Zero(words));
    const auto stored = hn::IfThenElse(good, product, hn::Set(words, ~std::uint64_t{0}));
    hn::StoreU(hn::BitCast(hn::RebindToSigned<decltype(words)>(), stored),
               hn::RebindToSigned<decltype(words)>(), to + at);
  };
  put(hn::LowerHalf(half, values), hn::LowerHalf(half, powers), hn::LowerHalf(half, wrong), 0);
  put(hn::UpperHalf(half, values), hn::UpperHalf(half, powers), hn::UpperHalf(half, wrong), hn::Lanes(words));
}

// The steps of short_number(), for cells of at most four bytes: twice as many at once, in fewer steps.
bool ReadFourByteNumbers(const Cells& cells, std::size_t rows, std::int64_t* HWY_RESTRICT numbers) {
  const Halves d;
  const hn::RebindToSigned<Halves> di;
  const auto each = hn::Set(d, 0x01010101U);
  const auto high_bits = hn::Set(d, 0x80808080U);
  const auto zero = hn::Zero(d);
  const auto one = hn::Set(d, 1);
  const auto above = [&](auto a, auto b) {
    return hn::BitCast(d, hn::VecFromMask(di, hn::Gt(hn::BitCast(di, a), hn::BitCast(di, b))));
  };
  auto other = zero;
  for (std::size_t row = 0; row < rows; row += hn::Lanes(d)) {
    const auto [text, size] = LoadFourBytes(cells, row);
    const auto points = hn::Xor(text, hn::Set(d, 0x2E2E2E2EU));
    const auto found = hn::And(hn::AndNot(points, hn::Sub(points, each)), high_bits);
    const auto zero_first = hn::Eq(hn::And(text, hn::Set(d, 0xFF)), hn::Set(d, '0'));
    auto wrong = above(one, size);
    auto digits = hn::Xor(text, hn::Set(d, 0x30303030U));
    auto whole = size;
    auto count = size;
    auto power = hn::Set(d, 1'000'000);
    if (!hn::AllTrue(d, hn::Eq(found, zero))) {
      const auto first = hn::And(found, hn::Sub(zero, found));
      const auto no_point = hn::Eq(found, zero);
      const auto front = hn::IfThenElse(no_point, hn::Set(d, ~0U), hn::Sub(hn::ShiftRight<7>(first), one));
      digits = hn::Or(hn::And(digits, front), hn::AndNot(front, hn::ShiftRight<8>(digits)));
      count = hn::Sub(size, hn::IfThenZeroElse(no_point, one));
      // The bytes in front of the point, added up in the highest.
      const auto in_front = hn::ShiftRight<24>(hn::Mul(hn::And(front, each), each));
      whole = hn::IfThenElse(no_point, count, in_front);
      const auto decimals = hn::Sub(count, whole);
      wrong = hn::Or(wrong, above(one, whole));
      wrong = hn::Or(wrong, hn::IfThenZeroElse(no_point, above(one, decimals)));
      power = hn::IfThenElse(hn::Eq(decimals, one), hn::Set(d, 100'000), power);
      power = hn::IfThenElse(hn::Eq(decimals, hn::Set(d, 2)), hn::Set(d, 10'000), power);
    }
    wrong = hn::Or(wrong, hn::IfThenElseZero(zero_first, above(whole, one)));
    const auto room = hn::And(hn::Sub(hn::Set(d, 32), hn::ShiftLeft<3>(count)), hn::Set(d, 31));
    digits = hn::Shl(digits, room);
    const auto beyond = hn::Or(hn::Add(digits, hn::Set(d, 0x76767676U)), digits);
    wrong = hn::Or(wrong, hn::And(beyond, high_bits));
    // Two, four digits.
    const auto tens = hn::Add(hn::ShiftLeft<3>(digits), hn::ShiftLeft<1>(digits));
    const auto pairs = hn::And(hn::Add(tens, hn::ShiftRight<8>(digits)), hn::Set(d, 0x00FF00FFU));
    const auto value = hn::ShiftRight<16>(hn::Mul(pairs, hn::Set(d, 0x00640001U)));
    other = hn::Or(other, hn::IfThenZeroElse(hn::Eq(wrong, zero), size));
    PutProducts(value, power, wrong, numbers + row);
  }
  return hn::AllTrue(d, hn::Eq(other, zero));
}

bool AreLonger(const Cells& cells, std::size_t rows, std::uint16_t size) {
  const std::uint16_t* HWY_RESTRICT sizes = cells.size;
  std::uint16_t largest = 0;
  for (std::size_t row = 0; row < rows; ++row) largest = largest > sizes[row] ? largest : sizes[row];
  return largest > size;
}

// The steps of short_number(), for as many cells as a vector holds.
bool ReadAnyNumbers(const Cells& cells, std::size_t rows, const std::int64_t* HWY_RESTRICT powers,
                    std::int64_t* HWY_RESTRICT numbers) {
  const Words d;
  const hn::RebindToSigned<Words> di;
  const hn::Repartition<std::uint8_t, Words> d8;
  const hn::Repartition<std::uint32_t, Words> d32;
  const auto each = hn::Set(d, 0x0101010101010101U);
  const auto high_bits = hn::Set(d, 0x8080808080808080U);
  const auto all = hn::Set(d, ~std::uint64_t{0});
  const auto zero = hn::Zero(d);
  const auto one = hn::Set(d, 1);
  const auto above = [&](auto a, auto b) { return hn::Gt(hn::BitCast(di, a), hn::BitCast(di, b)); };
  const auto as_words = [&](auto mask) { return hn::BitCast(d, hn::VecFromMask(di, mask)); };
  // How far so many digits are from the upper end.
  const auto room_of = [&](auto digits) {
    const auto kept = hn::And(digits, hn::Set(d, 15));
    return hn::And(hn::Sub(hn::Set(d, 64), hn::ShiftLeft<3>(kept)), hn::Set(d, 63));
  };
  auto other = zero;
  for (std::size_t row = 0; row < rows; row += hn::Lanes(d)) {
    const auto size = LoadSizes(cells.size + row);
    const auto head = hn::And(hn::LoadU(d, cells.head + row), Inside(size));
    const auto points = hn::Xor(head, hn::Set(d, 0x2E2E2E2E2E2E2E2EU));
    const auto found = hn::And(hn::AndNot(points, hn::Sub(points, each)), high_bits);
    const auto zero_first = hn::Eq(hn::And(head, hn::Set(d, 0xFF)), hn::Set(d, '0'));
    auto wrong = hn::Or(as_words(above(one, size)), as_words(above(size, hn::Set(d, 8))));
    auto digits = hn::Xor(head, hn::Set(d, 0x3030303030303030U));
    auto whole = size;
    auto count = size;
    auto power = hn::Set(d, static_cast<std::uint64_t>(powers[0]));
    if (!hn::AllTrue(d, hn::Eq(found, zero))) {
      const auto first = hn::And(found, hn::Sub(zero, found));  // of the first point; 0 if there is none
      const auto no_point = hn::Eq(found, zero);
      const auto front = hn::IfThenElse(no_point, all, hn::Sub(hn::ShiftRight<7>(first), one));
      digits = hn::Or(hn::And(digits, front), hn::AndNot(front, hn::ShiftRight<8>(digits)));
      count = hn::Sub(size, hn::IfThenZeroElse(no_point, one));
      const auto in_front = hn::SumsOf8(hn::BitCast(d8, hn::And(front, each)));
      whole = hn::IfThenElse(no_point, count, in_front);
      const auto decimals = hn::Sub(count, whole);
      // At least a digit in front of a point and one to six behind it.
      wrong = hn::Or(wrong, as_words(above(one, whole)));
      wrong = hn::Or(wrong, as_words(above(decimals, hn::Set(d, 6))));
      wrong = hn::Or(wrong, hn::IfThenZeroElse(no_point, as_words(above(one, decimals))));
      power = PowerFor(decimals, powers);
    }
    // No zero in front of other digits.
    wrong = hn::Or(wrong, hn::IfThenElseZero(zero_first, as_words(above(whole, one))));
    const auto value = ReadDigits(hn::Shl(digits, room_of(count)), wrong);
    const auto scaled = hn::BitCast(d, hn::MulEven(hn::BitCast(d32, value), hn::BitCast(d32, power)));
    const auto good = hn::Eq(wrong, zero);
    other = hn::Or(other, hn::IfThenZeroElse(good, size));
    hn::StoreU(hn::BitCast(di, hn::IfThenElse(good, scaled, all)), di, numbers + row);
  }
  return hn::AllTrue(d, hn::Eq(other, zero));
}

bool ReadNumbers(const Cells& cells, std::size_t rows, const std::int64_t* powers, std::int64_t* numbers) {
  if (!AreLonger(cells, rows, 4)) return ReadFourByteNumbers(cells, rows, numbers);
  return ReadAnyNumbers(cells, rows, powers, numbers);
}

// The steps of full_date(), for as many cells as a vector holds.
bool ReadDates(const Cells& cells, std::size_t rows, const std::int64_t* HWY_RESTRICT months,
               std::int32_t other, std::int32_t* HWY_RESTRICT days) {
  const Words d;
  const hn::RebindToSigned<Words> di;
  const hn::Rebind<std::uint32_t, Words> half;
  const hn::Rebind<std::int32_t, Words> halfi;
  const auto high_bits = hn::Set(d, 0x8080808080808080U);
  const auto zero = hn::Zero(d);
  const auto byte = hn::Set(d, 0xFF);
  const auto above = [&](auto a, auto b) {
    return hn::BitCast(d, hn::VecFromMask(di, hn::Gt(hn::BitCast(di, a), hn::BitCast(di, b))));
  };
  auto missed = zero;
  for (std::size_t row = 0; row < rows; row += hn::Lanes(d)) {
    const auto size = LoadSizes(cells.size + row);
    const auto head = hn::Xor(hn::LoadU(d, cells.head + row), hn::Set(d, 0x2D30302D30303030U));
    const auto two = hn::And(hn::LoadU(d, cells.tail + row), hn::Set(d, 0xFFFFU));
    const auto tail = hn::Xor(two, hn::Set(d, 0x3030U));
    auto wrong = hn::And(hn::Or(hn::Add(head, hn::Set(d, 0x7F76767F76767676U)), head), high_bits);
    wrong = hn::Or(wrong, hn::And(hn::Or(hn::Add(tail, hn::Set(d, 0x7676U)), tail), hn::Set(d, 0x8080U)));
    const auto times_ten = [](auto v) { return hn::Add(hn::ShiftLeft<3>(v), hn::ShiftLeft<1>(v)); };
    const auto pairs = hn::Add(times_ten(head), hn::ShiftRight<8>(head));
    const auto century = hn::And(pairs, byte);
    const auto hundred = hn::Add(times_ten(times_ten(century)), zero);
    const auto year = hn::Add(hundred, hn::And(hn::ShiftRight<16>(pairs), byte));
    const auto month = hn::And(hn::ShiftRight<40>(pairs), byte);
    const auto day = hn::And(hn::Add(times_ten(tail), hn::ShiftRight<8>(tail)), byte);
    const auto since = hn::Sub(year, hn::Set(d, static_cast<std::uint64_t>(first_table_year)));
    wrong = hn::Or(wrong, above(zero, since));
    wrong = hn::Or(wrong, above(since, hn::Set(d, static_cast<std::uint64_t>(table_years - 1))));
    wrong = hn::Or(wrong, above(month, hn::Set(d, 15)));
    wrong = hn::Or(wrong, hn::VecFromMask(d, hn::Ne(size, hn::Set(d, 10))));
    const auto good = hn::Eq(wrong, zero);
    const auto index = hn::IfThenElseZero(good, hn::Add(hn::ShiftLeft<4>(since), month));
    const auto entry = hn::BitCast(d, hn::GatherIndex(di, months, hn::BitCast(di, index)));
    const auto length = hn::ShiftRight<32>(entry);
    wrong = hn::Or(wrong, hn::Or(above(day, length), above(hn::Set(d, 1), day)));
    // The lower half is a signed number of 32 bits.
    const auto start = hn::ShiftRight<32>(hn::BitCast(di, hn::ShiftLeft<32>(entry)));
    const auto result = hn::Add(start, hn::BitCast(di, day));
    const auto is_wrong = hn::Ne(hn::BitCast(di, wrong), hn::Zero(di));
    const auto stored = hn::IfThenElse(is_wrong, hn::Set(di, other), result);
    missed = hn::Or(missed, hn::IfThenElseZero(hn::Ne(wrong, zero), size));
    hn::StoreU(hn::BitCast(halfi, hn::TruncateTo(half, hn::BitCast(d, stored))), halfi, days + row);
  }
  return hn::AllTrue(d, hn::Eq(missed, zero));
}

#endif

void MarkFilledCells(const std::uint16_t* HWY_RESTRICT sizes, std::size_t rows,
                     std::uint8_t* HWY_RESTRICT out) {
  for (std::size_t row = 0; row < rows; ++row) out[row] = sizes[row] != 0 ? 1 : 0;
}

void FindLongerCells(const std::uint16_t* HWY_RESTRICT sizes, std::size_t rows, std::uint16_t limit,
                     std::uint64_t* HWY_RESTRICT bits) {
  const hn::CappedTag<std::uint16_t, 32> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto most = hn::Set(d, limit);
  for (std::size_t row = 0; row < rows; row += 64) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 64; i += lanes) {
      std::uint64_t part = 0;
      std::uint8_t stored[8] = {};
      // Highway 1.0 does not compare unsigned numbers with every set.
      const auto size = hn::LoadU(d, sizes + row + i);
      const auto is_short = hn::Eq(hn::Min(size, most), size);
      hn::StoreMaskBits(d, hn::Not(is_short), stored);
      std::memcpy(&part, stored, sizeof part);
      word |= part << i;
    }
    bits[row / 64] = word;
  }
}

}  // namespace eligo::patients::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eligo::patients {

namespace {

// What makes a number with so many decimals one without any; behind them 0, for a whole vector to be read.
constexpr auto powers = [] {
  std::array<std::int64_t, powers_of_ten.size() + 1> made{};
  std::reverse_copy(powers_of_ten.begin(), powers_of_ten.end(), made.begin());
  return made;
}();

}  // namespace

bool match_words(const Cells& cells, std::size_t rows, std::span<const ShortText> words, std::uint8_t* codes,
                 bool any_case) {
  const std::uint64_t fold = any_case ? each_byte * 0x20 : 0;
  const auto form_of = [&] {
    if (cells.tail != nullptr) return WordForm::with_tails;
    const bool short_words = std::ranges::all_of(words, [](const ShortText& word) { return word.size <= 7; });
    return short_words ? WordForm::short_words : WordForm::heads;
  };
  const WordForm form = form_of();
  const std::size_t longest = form == WordForm::with_tails ? longest_matched : 8;
  std::array<WordKey, most_words> keys;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const ShortText& word = words[i];
    // No cell has this number where its size stands.
    constexpr std::uint64_t never = std::uint64_t{0xF0} << 56U;
    const bool matched = word.size > 0 && word.size <= longest;
    keys[i] = matched ? key_of(word.head | fold, word.tail | fold, word.size, form) : WordKey{never, never};
  }
  return ELIGO_VARIANTS(MatchWords).chosen()(cells, rows, keys.data(), words.size(), form, fold, codes);
}

bool read_short_numbers(const Cells& cells, std::size_t rows, std::int64_t* numbers) {
  return ELIGO_VARIANTS(ReadNumbers).chosen()(cells, rows, powers.data(), numbers);
}

bool read_full_dates(const Cells& cells, std::size_t rows, const std::int64_t* months, std::int32_t other,
                     std::int32_t* days) {
  return ELIGO_VARIANTS(ReadDates).chosen()(cells, rows, months, other, days);
}

void mark_filled_cells(const Cells& cells, std::size_t rows, std::uint8_t* out) {
  ELIGO_VARIANTS(MarkFilledCells).chosen()(cells.size, rows, out);
}

void find_longer_cells(const Cells& cells, std::size_t rows, std::uint16_t size, std::uint64_t* bits) {
  ELIGO_VARIANTS(FindLongerCells).chosen()(cells.size, rows, size, bits);
}

std::int32_t full_date(std::uint64_t head, std::uint16_t tail, std::size_t size, const std::int64_t* months,
                       std::int32_t other) {
  head ^= 0x2D30302D30303030U;  // "0000-00-"
  const auto units = static_cast<unsigned>((tail >> 8U) ^ 0x30U);
  const auto tens = static_cast<unsigned>((tail & 0xFFU) ^ 0x30U);
  const std::uint64_t wrong = ((head + 0x7F76767F76767676U) | head) & 0x8080808080808080U;
  if (size != 10 || wrong != 0 || units > 9 || tens > 9) return other;
  const auto digit = [head](unsigned byte) { return static_cast<unsigned>((head >> (8U * byte)) & 0xFU); };
  const unsigned year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3) - first_table_year;
  const unsigned month = digit(5) * 10 + digit(6);
  const unsigned day = tens * 10 + units;
  if (year >= table_years || month >= 16) return other;
  const auto entry = static_cast<std::uint64_t>(months[year * 16 + month]);
  if (day == 0 || day > entry >> 32U) return other;
  return static_cast<std::int32_t>(entry & 0xFFFFFFFFU) + static_cast<std::int32_t>(day);
}

std::int64_t short_number(std::uint64_t word, std::size_t size) {
  const bool zero_first = (word & 0xFFU) == '0';
  const std::uint64_t points = word ^ (each_byte * '.');
  const std::uint64_t point = (points - each_byte) & ~points & (each_byte << 7U);
  std::size_t digits = size;
  std::size_t whole = size;
  if (point != 0) {
    whole = static_cast<std::size_t>(std::countr_zero(point)) / 8;
    digits = size - 1;
    const std::uint64_t front = bytes_inside(whole);
    word = (word & front) | ((word >> 8U) & ~front);
  }
  const std::size_t decimals = digits - whole;
  word ^= (each_byte * '0') & bytes_inside(digits);
  const bool wrong = (((word + each_byte * 0x76U) | word) & (each_byte << 7U)) != 0;
  const bool leading_zero = zero_first && whole > 1;
  const bool no_decimals = point != 0 && decimals == 0;
  if (wrong || leading_zero || whole == 0 || no_decimals || decimals > number_scale) return -1;
  word <<= 64 - 8 * digits;
  word = word * 10 + (word >> 8U);
  constexpr std::uint64_t pairs = 0x000000FF000000FFU;
  word = ((word & pairs) * 0x000F424000000064U + ((word >> 16U) & pairs) * 0x0000271000000001U) >> 32U;
  return static_cast<std::int64_t>(word) * powers[decimals];
}

}  // namespace eligo::patients
#endif
