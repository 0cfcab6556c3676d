// See cohort_scan.hpp.
#include "patients/cohort_scan.hpp"

#include <bit>
#include <cstring>

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

std::size_t CountLines(const std::uint8_t* HWY_RESTRICT text, std::size_t size, bool* quotes) {
  const Bytes d;
  const std::size_t lanes = hn::Lanes(d);
  const auto line_end = hn::Set(d, '\n');
  const auto quote = hn::Set(d, '"');
  // A byte counts so many line ends before it overflows.
  constexpr std::size_t most = 255;
  std::size_t lines = 0;
  auto quoted = hn::Zero(d);
  std::size_t i = 0;
  while (i + lanes <= size) {
    auto found = hn::Zero(d);
    for (std::size_t step = 0; step < most && i + lanes <= size; ++step, i += lanes) {
      const auto bytes = hn::LoadU(d, text + i);
      found = hn::Sub(found, hn::VecFromMask(d, hn::Eq(bytes, line_end)));
      quoted = hn::Or(quoted, hn::VecFromMask(d, hn::Eq(bytes, quote)));
    }
    std::uint8_t counts[kGroup] = {};
    hn::StoreU(found, d, counts);
    for (std::size_t lane = 0; lane < lanes; ++lane) lines += counts[lane];
  }
  bool any_quote = !hn::AllTrue(d, hn::Eq(quoted, hn::Zero(d)));
  for (; i < size; ++i) {
    lines += text[i] == '\n' ? 1 : 0;
    any_quote = any_quote || text[i] == '"';
  }
  *quotes = any_quote;
  return lines;
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
    for (; ends != 0; ends &= ends - 1) {
      const std::uint64_t below = bits & ((ends & (~ends + 1)) - 1);
      line_ends[lines++] = static_cast<std::uint32_t>(found + static_cast<std::size_t>(std::popcount(below)));
    }
    const auto start = static_cast<std::uint32_t>(base + i);
    const auto count = static_cast<std::size_t>(std::popcount(bits));
    // Four at a time without asking how many there are; what is written too much is overwritten.
    for (std::size_t k = 0; k < count; k += 4) {
      for (std::size_t j = 0; j < 4; ++j) {
        out[found + k + j] = start + static_cast<std::uint32_t>(std::countr_zero(bits));
        bits &= bits - 1;
      }
    }
    found += count;
  }
  result->count = found;
  result->line_ends = lines;
}

std::size_t CountStructure(const std::uint8_t* HWY_RESTRICT text, std::size_t size) {
  const Bytes d;
  const auto comma = hn::Set(d, ',');
  const auto line_end = hn::Set(d, '\n');
  const auto quote = hn::Set(d, '"');
  std::size_t found = 0;
  std::size_t i = 0;
  for (; i + kGroup <= size; i += kGroup) {
    found += static_cast<std::size_t>(std::popcount(GroupBits(text + i, [&](auto v) {
      return hn::Or(hn::Or(hn::Eq(v, comma), hn::Eq(v, line_end)), hn::Eq(v, quote));
    })));
  }
  for (; i < size; ++i) found += text[i] == ',' || text[i] == '\n' || text[i] == '"' ? 1 : 0;
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
}  // namespace

LineCount count_lines(std::string_view text) {
  LineCount result;
  result.lines = ELIGO_VARIANTS(CountLines).chosen()(bytes(text), text.size(), &result.quotes);
  return result;
}

Separators find_separators(std::string_view text, char separator, std::uint32_t base, std::uint32_t* out,
                           std::uint32_t* line_ends) {
  Separators result;
  ELIGO_VARIANTS(FindSeparators).chosen()(bytes(text), text.size(), separator, base, out, line_ends, &result);
  return result;
}

std::size_t count_structure(std::string_view text) {
  return ELIGO_VARIANTS(CountStructure).chosen()(bytes(text), text.size());
}

}  // namespace eligo::patients
#endif
