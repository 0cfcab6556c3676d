// Many short cells at once: the loops of TypedColumns that are worth vector instructions. Internal to
// patients/.
//
// A cell is seen as its first eight or sixteen bytes and its size. The best instruction set that the machine
// has is chosen when the program runs; all give the same. Arrays are as long as a batch's capacity, a
// multiple of 64; what stands behind the last row is not looked at by the caller. Tests:
// tests/patients/cell_kernels_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace eligo::patients {

// Cells of a column, by row. What stands behind the end of a cell is not looked at.
struct Cells {
  const std::uint64_t* head = nullptr;
  const std::uint64_t* tail = nullptr;  // bytes 9 to 16; null if they were not asked for
  const std::uint16_t* size = nullptr;  // 65535: that or more
};

// A text as two numbers, so that words are compared at once. Of a longer one, the first sixteen bytes.
struct ShortText {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  std::uint32_t size = 0;
  friend bool operator==(const ShortText&, const ShortText&) = default;
};
constexpr std::size_t longest_short = 16;

// Months by `(year - first_table_year) * 16 + month`: the day before the first, and in the upper half how
// many days there are; 0 for what is no month.
constexpr int first_table_year = 1800;
constexpr int table_years = 400;

// days[row] = the day of a cell `YYYY-MM-DD`; `other` if it is anything else. Says whether every cell that is
// not empty was such a date.
bool read_full_dates(const Cells& cells, std::size_t rows, const std::int64_t* months, std::int32_t other,
                     std::int32_t* days);

// codes[row] = 1 + the index of the word that the cell is; 0 if it is none. At most 255 words. Those of more
// than fifteen bytes (of eight, if the cells have no tails) are passed over. `any_case`: words are in lower
// case, and cells are compared with them without regard to case, and to a few other bytes. Says whether
// every cell that is not empty was one of the words.
constexpr std::size_t longest_matched = 15;
constexpr std::size_t most_words = 255;
bool match_words(const Cells& cells, std::size_t rows, std::span<const ShortText> words, std::uint8_t* codes,
                 bool any_case = false);

// numbers[row] = the plain number of the cell in millionths; -1 if it is none, or longer than eight bytes.
// Plain: digits without a leading zero, or with a point and one to six decimals behind it. Says
// whether every cell that is not empty was a plain number.
bool read_short_numbers(const Cells& cells, std::size_t rows, std::int64_t* numbers);

// out[row] = 1 where the cell is not empty, else 0.
void mark_filled_cells(const Cells& cells, std::size_t rows, std::uint8_t* out);

// Bit row % 64 of bits[row / 64]: whether the cell has more than `size` bytes. Whole words are written.
void find_longer_cells(const Cells& cells, std::size_t rows, std::uint16_t size, std::uint64_t* bits);

// The same for one cell, zeros behind it; `tail`: bytes 9 and 10.
std::int32_t full_date(std::uint64_t head, std::uint16_t tail, std::size_t size, const std::int64_t* months,
                       std::int32_t other);
std::int64_t short_number(std::uint64_t head, std::size_t size);

}  // namespace eligo::patients
