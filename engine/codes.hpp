// How codes of the known systems compare: exactly, or for ICD-10-CM by prefix.
//
// Used by the vocabulary and its builder only. Codes fold letter case; ICD codes also drop their dot, so that
// "D69.5", "d695" and "D69.51" meet. Source: ICD-10-CM official guidelines, a category covers its
// subdivisions. Tests: tests/engine/vocabulary_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace eligo::engine {

inline bool is_prefix_system(std::string_view folded_system) { return folded_system == "ICD-10-CM"; }

inline std::string fold_code(std::string_view folded_system, std::string_view code) {
  const bool drop_dots = is_prefix_system(folded_system);
  std::string out;
  for (char c : code) {
    if (c == ' ' || (drop_dots && c == '.')) continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

inline std::string code_key(std::string_view folded_system, std::string_view folded_code) {
  std::string key(folded_system);
  key += '|';
  return key += folded_code;
}

// Each end is compared with as many characters of the code as it has: C92.0 lies in C81-C96. A code shorter
// than an end is less exact than the range and lies outside.
inline bool in_code_range(std::string_view code, std::string_view first, std::string_view last) {
  if (code.size() < first.size() || code.size() < last.size()) return false;
  return code.substr(0, first.size()) >= first && code.substr(0, last.size()) <= last;
}

}  // namespace eligo::engine
