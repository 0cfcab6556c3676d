// See cohort_scan.hpp.
#include "patients/cohort_scan.hpp"

#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "patients/instruction_set.hpp"

// Compiled once for every instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "patients/cohort_scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eligo::patients::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, 64>;

constexpr std::size_t kGroup = 64;

// The line ends among the separators of a group, by index; `found`: separators in front of it. Returns how
// many. Most groups have at most one: its place is written whether there is one or not.
HWY_INLINE std::size_t PutLineEnds(std::uint64_t bits, std::uint64_t ends, std::size_t found,
                                   std::uint32_t* HWY_RESTRICT out) {
  const auto place = [&](std::uint64_t lowest) {
    return static_cast<std::uint32_t>(found + static_cast<std::size_t>(std::popcount(bits & (lowest - 1))));
  };
  out[0] = place(ends & (~ends + 1));
  std::size_t count = ends != 0 ? 1 : 0;
  for (ends &= ends - 1; ends != 0; ends &= ends - 1) out[count++] = place(ends & (~ends + 1));
  return count;
}

template <class Matches>
HWY_INLINE std::uint64_t GroupBits(const std::uint8_t* HWY_RESTRICT text, Matches matches) {
  const Bytes d;
  const std::size_t lanes = hn::Lanes(d);
  std::uint64_t bits = 0;
  if (lanes < 8) {
    for (std::size_t i = 0; i < kGroup; i += lanes) {
      std::uint8_t stored[8] = {};
      hn::StoreMaskBits(d, matches(hn::LoadU(d, text + i)), stored);
      bits |= static_cast<std::uint64_t>(stored[0]) << i;
    }
    return bits;
  }
  for (std::size_t i = 0; i < kGroup; i += lanes) {
    std::uint8_t stored[8] = {};
    std::uint64_t part = 0;
    hn::StoreMaskBits(d, matches(hn::LoadU(d, text + i)), stored);
    std::memcpy(&part, stored, sizeof part);
    bits |= part << i;
  }
  return bits;
}

// The bits of a group that lie inside a text with `left` bytes to go.
HWY_INLINE std::uint64_t Inside(std::size_t left) {
  return left >= kGroup ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
}

void CountLines(const std::uint8_t* HWY_RESTRICT text, std::size_t size, LineCount* HWY_RESTRICT result) {
  const Bytes d;
  const std::size_t lanes = hn::Lanes(d);
  const auto line_end = hn::Set(d, '\n');
  const auto quote = hn::Set(d, '"');
  // A byte counts so many line ends before it overflows.
  constexpr std::size_t most = 255;
  std::size_t lines = 0;
  auto quoted = hn::Zero(d);
  auto any_bit = hn::Zero(d);
  std::size_t i = 0;
  while (i + lanes <= size) {
    auto found = hn::Zero(d);
    for (std::size_t step = 0; step < most && i + lanes <= size; ++step, i += lanes) {
      const auto bytes = hn::LoadU(d, text + i);
      found = hn::Sub(found, hn::VecFromMask(d, hn::Eq(bytes, line_end)));
      quoted = hn::Or(quoted, hn::VecFromMask(d, hn::Eq(bytes, quote)));
      any_bit = hn::Or(any_bit, bytes);
    }
    std::uint8_t counts[kGroup] = {};
    hn::StoreU(found, d, counts);
    for (std::size_t lane = 0; lane < lanes; ++lane) lines += counts[lane];
  }
  const auto beyond_ascii = hn::And(any_bit, hn::Set(d, 0x80));
  bool any_quote = !hn::AllTrue(d, hn::Eq(quoted, hn::Zero(d)));
  bool ascii = hn::AllTrue(d, hn::Eq(beyond_ascii, hn::Zero(d)));
  for (; i < size; ++i) {
    lines += text[i] == '\n' ? 1 : 0;
    any_quote = any_quote || text[i] == '"';
    ascii = ascii && text[i] < 0x80;
  }
  *result = {lines, any_quote, ascii};
}

// The places of the bits of a group, plus `start`: four at a time without asking how many there are. What is
// written too much is overwritten.
HWY_INLINE void PutOffsets(std::uint64_t bits, std::uint32_t start, std::uint32_t* HWY_RESTRICT out) {
  const int count = std::popcount(bits);
  for (int k = 0; k < count; k += 4) {
    for (int j = 0; j < 4; ++j) {
      out[k + j] = start + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
  }
}

void FindSeparators(const std::uint8_t* HWY_RESTRICT text, std::size_t size, char separator,
                    std::uint32_t base, std::uint32_t* HWY_RESTRICT out,
                    std::uint32_t* HWY_RESTRICT line_ends, Separators* result) {
  const Bytes d;
  const auto comma = hn::Set(d, static_cast<std::uint8_t>(separator));
  const auto line_end = hn::Set(d, '\n');
  std::size_t found = 0;
  std::size_t lines = 0;
  for (std::size_t i = 0; i < size; i += kGroup) {
    std::uint64_t ends = GroupBits(text + i, [&](auto v) { return hn::Eq(v, line_end); });
    std::uint64_t bits = ends | GroupBits(text + i, [&](auto v) { return hn::Eq(v, comma); });
    bits &= Inside(size - i);
    ends &= bits;
    lines += PutLineEnds(bits, ends, found, line_ends + lines);
    PutOffsets(bits, static_cast<std::uint32_t>(base + i), out + found);
    found += static_cast<std::size_t>(std::popcount(bits));
  }
  result->count = found;
  result->line_ends = lines;
}

// A bit for each byte inside quotes, the opening one included; `carry`: all ones if the group begins inside.
HWY_INLINE std::uint64_t InsideQuotes(std::uint64_t quotes, std::uint64_t carry) {
  for (unsigned shift = 1; shift < kGroup; shift *= 2) quotes ^= quotes << shift;
  return quotes ^ carry;
}

HWY_INLINE std::uint64_t CarryOf(std::uint64_t inside) {
  return (inside >> (kGroup - 1)) != 0 ? ~std::uint64_t{0} : 0;
}

// The bits of `from`, one further; the last one of the group before comes in.
HWY_INLINE std::uint64_t Behind(std::uint64_t from, std::uint64_t& last) {
  const std::uint64_t moved = from << 1U | last;
  last = from >> (kGroup - 1);
  return moved;
}

void ScanQuotes(const std::uint8_t* HWY_RESTRICT text, std::size_t size, char separator, QuotedScan* result) {
  const Bytes d;
  const auto bits_of = [&](std::size_t i, char c) {
    const auto wanted = hn::Set(d, static_cast<std::uint8_t>(c));
    return GroupBits(text + i, [&](auto v) { return hn::Eq(v, wanted); });
  };
  QuotedScan scan;
  std::uint64_t carry = 0;
  std::uint64_t last_end = 1;  // the text begins with a row
  std::uint64_t last_closing = 0;
  std::uint64_t last_return = 0;
  std::uint64_t wrong = 0;
  std::uint64_t doubled = 0;
  std::size_t lines = 0;
  for (std::size_t i = 0; i < size; i += kGroup) {
    const std::uint64_t live = Inside(size - i);
    const std::uint64_t quotes = bits_of(i, '"') & live;
    const std::uint64_t line_ends = bits_of(i, '\n') & live;
    const std::uint64_t ends = line_ends | (bits_of(i, separator) & live);
    const std::uint64_t inside = InsideQuotes(quotes, carry);
    carry = CarryOf(inside);
    // A cell begins with the quote that opens it, and ends behind the one that closes it. The second of two
    // looks as if it opened another.
    const std::uint64_t behind = Behind(quotes & ~inside, last_closing) & live;
    const std::uint64_t second = quotes & inside & behind;
    doubled |= second;
    wrong |= quotes & inside & ~Behind(ends & ~inside, last_end) & ~second;
    const std::uint64_t returns = behind & bits_of(i, '\r');
    wrong |= behind & ~ends & ~returns & ~second;
    wrong |= Behind(returns, last_return) & live & ~line_ends;
    scan.lines_inside = scan.lines_inside || (line_ends & inside) != 0;
    if (const std::uint64_t outside = line_ends & ~inside; outside != 0) {
      const auto last = static_cast<std::size_t>(std::bit_width(outside));
      scan.end = i + last;
      scan.lines = lines + static_cast<std::size_t>(std::popcount(line_ends & Inside(last)));
    }
    lines += static_cast<std::size_t>(std::popcount(line_ends));
  }
  scan.regular = wrong == 0;
  scan.doubled = doubled != 0;
  scan.ends_inside = carry != 0;
  *result = scan;
}

void FindUnquoted(const std::uint8_t* HWY_RESTRICT text, std::size_t size, char separator, std::uint32_t base,
                  std::uint32_t* HWY_RESTRICT out, std::uint32_t* HWY_RESTRICT line_ends, Separators* result,
                  bool* in_quotes) {
  const Bytes d;
  const auto comma = hn::Set(d, static_cast<std::uint8_t>(separator));
  const auto line_end = hn::Set(d, '\n');
  const auto quote = hn::Set(d, '"');
  std::uint64_t carry = *in_quotes ? ~std::uint64_t{0} : 0;
  Separators found;
  for (std::size_t i = 0; i < size; i += kGroup) {
    const std::uint64_t live = Inside(size - i);
    const std::uint64_t inside =
        InsideQuotes(GroupBits(text + i, [&](auto v) { return hn::Eq(v, quote); }) & live, carry);
    carry = CarryOf(inside);
    const std::uint64_t ends =
        GroupBits(text + i, [&](auto v) { return hn::Eq(v, line_end); }) & live & ~inside;
    const std::uint64_t bits =
        ends | (GroupBits(text + i, [&](auto v) { return hn::Eq(v, comma); }) & live & ~inside);
    found.line_ends += PutLineEnds(bits, ends, found.count, line_ends + found.line_ends);
    PutOffsets(bits, static_cast<std::uint32_t>(base + i), out + found.count);
    found.count += static_cast<std::size_t>(std::popcount(bits));
  }
  *in_quotes = carry != 0;
  *result = found;
}

void PlaceCells(const std::uint32_t* HWY_RESTRICT begins, std::size_t count, CellExtent* HWY_RESTRICT out) {
  for (std::size_t c = 0; c < count; ++c) out[c] = {begins[c], begins[c + 1] - 1};
}

std::size_t FindStructure(const std::uint8_t* HWY_RESTRICT text, std::size_t size,
                          std::uint32_t* HWY_RESTRICT out) {
  const Bytes d;
  const auto comma = hn::Set(d, ',');
  const auto line_end = hn::Set(d, '\n');
  const auto quote = hn::Set(d, '"');
  std::size_t found = 0;
  for (std::size_t i = 0; i < size; i += kGroup) {
    const auto is_structure = [&](auto v) {
      return hn::Or(hn::Or(hn::Eq(v, comma), hn::Eq(v, line_end)), hn::Eq(v, quote));
    };
    const std::uint64_t bits = GroupBits(text + i, is_structure) & Inside(size - i);
    PutOffsets(bits, static_cast<std::uint32_t>(i), out + found);
    found += static_cast<std::size_t>(std::popcount(bits));
  }
  return found;
}

}  // namespace eligo::patients::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eligo::patients {

namespace {

const std::uint8_t* bytes(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

#if defined(__x86_64__)

// The same where the places of a group can be had by one instruction that packs bytes. Highway (1.0) has no
// set with it.
#define ELIGO_PACKING __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,bmi2,popcnt")))

constexpr std::size_t group = 64;

std::uint64_t inside(std::size_t left) {
  return left >= group ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
}

// The places of the bits of a group, plus `start`; returns how many. What is written too much is overwritten.
ELIGO_PACKING inline std::size_t pack_offsets(std::uint64_t bits, std::size_t start, std::uint32_t* out) {
  alignas(group) static constexpr auto counting = [] {
    std::array<std::uint8_t, group> made{};
    for (std::size_t i = 0; i < group; ++i) made[i] = static_cast<std::uint8_t>(i);
    return made;
  }();
  const __m512i packed = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(counting.data()));
  const __m512i from = _mm512_set1_epi32(static_cast<int>(start));
  const auto count = static_cast<std::size_t>(std::popcount(bits));
  _mm512_storeu_si512(out, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed))));
  if (count > 16) {
    const __m512i second = _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 1));
    const __m512i third = _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 2));
    const __m512i fourth = _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 3));
    _mm512_storeu_si512(out + 16, _mm512_add_epi32(from, second));
    _mm512_storeu_si512(out + 32, _mm512_add_epi32(from, third));
    _mm512_storeu_si512(out + 48, _mm512_add_epi32(from, fourth));
  }
  return count;
}

ELIGO_PACKING Separators find_separators_by_packing(std::string_view text, char separator, std::uint32_t base,
                                                    std::uint32_t* out, std::uint32_t* line_ends) {
  const __m512i comma = _mm512_set1_epi8(separator);
  const __m512i line_end = _mm512_set1_epi8('\n');
  Separators found;
  for (std::size_t i = 0; i < text.size(); i += group) {
    const __m512i some = _mm512_loadu_si512(text.data() + i);
    std::uint64_t ends = _mm512_cmpeq_epi8_mask(some, line_end) & inside(text.size() - i);
    const std::uint64_t bits = ends | (_mm512_cmpeq_epi8_mask(some, comma) & inside(text.size() - i));
    // Most groups have at most one line end: its place is written whether there is one or not.
    do {
      const std::uint64_t below = bits & ((ends & (~ends + 1)) - 1);
      line_ends[found.line_ends] =
          static_cast<std::uint32_t>(found.count + static_cast<std::size_t>(std::popcount(below)));
      found.line_ends += ends != 0 ? 1 : 0;
      ends &= ends - 1;
    } while (ends != 0);
    found.count += pack_offsets(bits, base + i, out + found.count);
  }
  return found;
}

ELIGO_PACKING std::size_t find_structure_by_packing(std::string_view text, std::uint32_t* out) {
  const __m512i comma = _mm512_set1_epi8(',');
  const __m512i line_end = _mm512_set1_epi8('\n');
  const __m512i quote = _mm512_set1_epi8('"');
  std::size_t found = 0;
  for (std::size_t i = 0; i < text.size(); i += group) {
    const __m512i some = _mm512_loadu_si512(text.data() + i);
    const std::uint64_t bits = _mm512_cmpeq_epi8_mask(some, comma) | _mm512_cmpeq_epi8_mask(some, line_end) |
                               _mm512_cmpeq_epi8_mask(some, quote);
    found += pack_offsets(bits & inside(text.size() - i), i, out + found);
  }
  return found;
}

#endif

}  // namespace

LineCount count_lines(std::string_view text) {
  LineCount result;
  ELIGO_VARIANTS(CountLines).chosen()(bytes(text), text.size(), &result);
  return result;
}

Separators find_separators(std::string_view text, char separator, std::uint32_t base, std::uint32_t* out,
                           std::uint32_t* line_ends) {
#if defined(__x86_64__)
  if (instruction_set() == InstructionSet::avx512vbmi2)
    return find_separators_by_packing(text, separator, base, out, line_ends);
#endif
  Separators result;
  ELIGO_VARIANTS(FindSeparators).chosen()(bytes(text), text.size(), separator, base, out, line_ends, &result);
  return result;
}

QuotedScan scan_quotes(std::string_view text, char separator) {
  QuotedScan result;
  ELIGO_VARIANTS(ScanQuotes).chosen()(bytes(text), text.size(), separator, &result);
  return result;
}

Separators find_unquoted_separators(std::string_view text, char separator, std::uint32_t base,
                                    std::uint32_t* out, std::uint32_t* line_ends, bool& inside) {
  Separators result;
  ELIGO_VARIANTS(FindUnquoted)
      .chosen()(bytes(text), text.size(), separator, base, out, line_ends, &result, &inside);
  return result;
}

void place_cells(const std::uint32_t* begins, std::size_t count, CellExtent* out) {
  ELIGO_VARIANTS(PlaceCells).chosen()(begins, count, out);
}

std::size_t find_structure(std::string_view text, std::uint32_t* out) {
#if defined(__x86_64__)
  if (instruction_set() == InstructionSet::avx512vbmi2) return find_structure_by_packing(text, out);
#endif
  return ELIGO_VARIANTS(FindStructure).chosen()(bytes(text), text.size(), out);
}

}  // namespace eligo::patients
#endif
