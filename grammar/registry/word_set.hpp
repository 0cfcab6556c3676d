// A set of words that is written as one text, with blanks between them. Internal to grammar/registry/.
#pragma once

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace eligo::grammar::registry {

class WordSet {
 public:
  // `words` must outlive the set.
  explicit WordSet(std::string_view words) {
    while (!words.empty()) {
      const std::size_t blank = std::min(words.find(' '), words.size());
      if (blank > 0) words_.insert(words.substr(0, blank));
      words.remove_prefix(std::min(blank + 1, words.size()));
    }
  }
  bool contains(std::string_view word) const { return words_.contains(word); }

 private:
  std::unordered_set<std::string_view> words_;
};

}  // namespace eligo::grammar::registry
