// The bytes of a text, eight in a word.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace eligo::patients {

constexpr std::uint64_t each_byte = 0x0101010101010101U;

// The bytes of a word that lie inside a text of `size` bytes, at most eight.
constexpr std::uint64_t bytes_inside(std::size_t size) {
  return size >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * size)) - 1;
}

}  // namespace eligo::patients
