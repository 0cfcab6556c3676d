// Many short cells at once: the loops of TypedColumns that are worth vector instructions. Internal to
// patients/.
//
// A cell is seen as its first eight bytes and its size. The best instruction set that the machine has is
// chosen when the program runs; all give the same. Arrays are as long as a batch's capacity, a multiple of
// 64; what stands behind the last row is not looked at by the caller. Tests:
// tests/patients/cell_kernels_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace eligo::patients {

struct CellHeads {
  std::vector<std::uint64_t> head;  // zeros behind the end of the cell
  std::vector<std::uint8_t> size;   // 255: that or more
};

// Months by `(year - first_table_year) * 16 + month`: the day before the first, and in the upper half how
// many days there are; 0 for what is no month.
constexpr int first_table_year = 1800;
constexpr int table_years = 400;

// days[row] = the day of a cell `YYYY-MM-DD`; `other` if it is anything else. `tails`: bytes 9 and 10 of the
// cells. Says whether every cell that is not empty was such a date.
bool read_full_dates(const CellHeads& cells, std::span<const std::uint16_t> tails, std::size_t rows,
                     const std::int64_t* months, std::int32_t other, std::int32_t* days);

struct WordHead {
  std::uint64_t head = 0;
  std::uint8_t size = 0;
};

// codes[row] = 1 + the index of the word that the cell is; 0 if it is none. Words have at most eight bytes.
// Says whether every cell that is not empty was one of them.
bool match_words(const CellHeads& cells, std::size_t rows, std::span<const WordHead> words,
                 std::uint8_t* codes);

// numbers[row] = the plain number of the cell in millionths; -1 if it is none, or longer than eight bytes.
// Plain: digits without a leading zero, or with a point and one to six decimals behind it. Says
// whether every cell that is not empty was a plain number.
bool read_short_numbers(const CellHeads& cells, std::size_t rows, std::int64_t* numbers);

// The same for one cell, zeros behind it.
std::int32_t full_date(std::uint64_t head, std::uint16_t tail, std::size_t size, const std::int64_t* months,
                       std::int32_t other);
std::int64_t short_number(std::uint64_t head, std::size_t size);

}  // namespace eligo::patients
