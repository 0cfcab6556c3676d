// Counts over drafts: lines by class, and the texts that were most often not understood.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>

#include "grammar/registry/draft.hpp"

namespace eligo::cli {

class DraftSummary {
 public:
  void add(const grammar::registry::Draft& draft);
  std::string text() const;

 private:
  std::array<std::size_t, 6> by_class_{};
  std::size_t records_ = 0;
  std::size_t headings_ = 0;
  std::size_t warnings_ = 0;
  std::size_t comparisons_ = 0;
  std::unordered_map<std::string, std::size_t> unencoded_;
};

}  // namespace eligo::cli
