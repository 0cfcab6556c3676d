// The words of a line that may be a heading, and headings by their form. Internal to grammar/registry/.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eligo::grammar::registry {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The words of a line in lower case; only the first few, for that is what a heading has.
struct Words {
  std::vector<std::string> list;
  bool has(std::string_view word) const { return std::find(list.begin(), list.end(), word) != list.end(); }
  bool has_any(std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return has(word); });
  }
};

inline Words words_of(std::string_view text, std::size_t most) {
  Words words;
  for (std::size_t i = 0; i < text.size() && words.list.size() < most;) {
    std::string word;
    while (i < text.size() && (is_letter(text[i]) || is_digit(text[i]) || text[i] == '\''))
      word += static_cast<char>(is_letter(text[i]) ? text[i] | 0x20 : text[i]), ++i;
    if (word.empty())
      ++i;
    else
      words.list.push_back(std::move(word));
  }
  return words;
}

// `V.1.2. Clinical situations`: a section of the protocol, numbered with a Roman numeral.
inline bool is_section_number(std::string_view text) {
  const std::size_t roman = text.find_first_not_of("IVX");
  if (roman == 0 || roman == std::string_view::npos || text.size() < roman + 3 || text[roman] != '.' ||
      !is_digit(text[roman + 1]))
    return false;
  const std::size_t stop = text.find_first_not_of("0123456789.", roman);
  return stop != std::string_view::npos && text[stop] == ' ' && text[stop - 1] == '.';
}

// A name that stands alone above lines in a record laid out as the Physician Data Query lays it out:
// `Hepatic` over limits of the liver. `name` in lower case.
inline bool is_pdq_label(std::string_view name) {
  for (const std::string_view label : {"age",
                                       "sex",
                                       "menopausal status",
                                       "performance status",
                                       "life expectancy",
                                       "hematopoietic",
                                       "hepatic",
                                       "renal",
                                       "cardiovascular",
                                       "pulmonary",
                                       "immunologic",
                                       "neurologic",
                                       "gastrointestinal",
                                       "metabolic",
                                       "fertility",
                                       "other",
                                       "biologic therapy",
                                       "chemotherapy",
                                       "endocrine therapy",
                                       "radiotherapy",
                                       "surgery"})
    if (name == label) return true;
  return false;
}

}  // namespace eligo::grammar::registry
