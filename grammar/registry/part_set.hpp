// A set of parts of speech, one bit each, so that a line is asked for several at once. Internal to
// grammar/registry/.
#pragma once

#include <cstddef>
#include <cstdint>

namespace eligo::grammar::registry {

class PartSet {
 public:
  constexpr PartSet() = default;
  // The parts as they stand in Tokens::parts: "CDR".
  template <std::size_t Size>
  consteval PartSet(const char (&parts)[Size]) {  // NOLINT(google-explicit-constructor,*-avoid-c-arrays)
    for (std::size_t i = 0; i + 1 < Size; ++i) add(parts[i]);
  }
  constexpr void add(char part) {
    const auto bit = static_cast<unsigned char>(part);
    if (bit < 64) low_ |= std::uint64_t{1} << bit;
    if (bit >= 64 && bit < 128) high_ |= std::uint64_t{1} << (bit - 64U);
  }
  constexpr void add(PartSet other) {
    low_ |= other.low_;
    high_ |= other.high_;
  }
  constexpr bool has(char part) const {
    const auto bit = static_cast<unsigned char>(part);
    return bit < 128 && (((bit < 64 ? low_ : high_) >> (bit % 64U)) & 1U) != 0;
  }
  constexpr bool meets(PartSet other) const { return ((low_ & other.low_) | (high_ & other.high_)) != 0; }

 private:
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
};

}  // namespace eligo::grammar::registry
