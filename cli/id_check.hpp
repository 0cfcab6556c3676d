// Which ids stand in more than one row (`--check-ids`). Remembers every id: memory grows with the file.
// Tests: tests/cli/cases/match.case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/render_cohort.hpp"

namespace eligo::cli {

class IdCheck {
 public:
  void add(const std::string& id, std::uint64_t line);  // once a row, in the order of the rows
  const engine::DuplicateIds& result() const { return duplicates_; }

 private:
  struct Seen {
    std::uint64_t line = 0;  // of the first row
    std::uint64_t rows = 0;
    std::size_t named = 0;  // one more than its index among those named
  };
  std::unordered_map<std::string, Seen> seen_;
  engine::DuplicateIds duplicates_;
};

}  // namespace eligo::cli
