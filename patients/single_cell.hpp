// One cell at a time: what the vector loops of cell_kernels.hpp leave over. Internal to patients/.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "patients/cell_kernels.hpp"

namespace eligo::patients {

// What stands in a cell of a number or value.
enum class Form : std::uint8_t { empty, exact, less, less_equal, greater, greater_equal, text };

constexpr std::int32_t number_scale = 6;  // numbers are multiples of 10^-6
inline constexpr std::array<std::int64_t, number_scale + 1> powers_of_ten{1,     10,     100,    1000,
                                                                          10000, 100000, 1000000};

// A plain number without sign or exponent, at most `number_scale` decimals: in units of 10^-number_scale; -1
// if it is anything else.
std::int64_t plain_number(std::string_view text);

// Removes a comparator in front, and blanks behind it; the form that it gives the number.
Form take_comparator(std::string_view& text);

// Sixteen bytes of `text` are readable; `size` is at most sixteen.
ShortText short_text(const char* text, std::size_t size);
ShortText short_text(std::string_view text);

// Letters in lower case; what else changes makes different texts equal, never equal ones different.
ShortText lower_case(ShortText text);

// Texts of at most sixteen bytes: 1 + the index of the word; 0 if it is not in the list.
std::uint8_t find_word(const std::vector<ShortText>& words, const ShortText& word);

// `2026-02-30` means to be a day; `30.2.2026` and `n/a` do not.
bool has_form_of_date(std::string_view text);

bool same_letters(std::string_view a, std::string_view b);  // without regard to case

}  // namespace eligo::patients
