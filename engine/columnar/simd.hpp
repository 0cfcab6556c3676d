// The loops over a batch that are worth vector instructions. They run by
// patients/instruction_set.hpp; all variants give the same. Tests: tests/oracle/engine_differential.py.
#pragma once

#include <cstdint>
#include <span>

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

// Bit i of `bits`: whether bytes[i] == value. `bytes` is a multiple of 64 long, `bits` a 64th of that.
void equal_bits(std::span<const std::uint8_t> bytes, std::uint8_t value, std::span<std::uint64_t> bits);

}  // namespace eligo::engine::columnar
