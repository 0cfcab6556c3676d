// Spelling: how names and code systems fold, and which known names lie near an unknown one.
//
// Entry: fold_name and fold_system (declared in vocabulary.hpp), NearestNames here. Used by the vocabulary
// and by the checker, which also offers definitions. Tests: tests/engine/vocabulary_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eligo::engine {

// "`a`, `b` or `c`": user text in back-ticks for messages; empty for an empty list.
std::string quoted_list(const std::vector<std::string>& words);
inline std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

// Damerau-Levenshtein distance (optimal string alignment) of two folded names, or `limit` + 1 if it is
// larger.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// Collects the spellings that come close to `name`; each is offered as it would be written in a rule.
class NearestNames {
 public:
  explicit NearestNames(std::string_view name);
  void offer(std::string_view spelling);
  std::vector<std::string> best(std::size_t count) const;  // best first, no spelling twice

 private:
  std::string folded_;
  std::size_t limit_;
  std::vector<std::pair<std::size_t, std::string>> found_;
};

}  // namespace eligo::engine
