// The one record that a command is about, among those of a file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/records.hpp"

namespace eligo::cli {

struct OneRecord {
  std::optional<engine::ScreenResult> found;
  std::size_t matches = 0;
  std::size_t records = 0;       // 0 also where the file cannot be read, which has been reported
  std::vector<std::string> ids;  // the first few, for messages
  std::string error;             // why not exactly one matches, and what to do; empty if one does

  void see_id(const std::string& id);
  std::string list_of_ids() const;  // "`P-0001`, `P-0002` and 7 more"
};

// Reads the whole file and reports its diagnostics. `id`: which record; none: the only one.
OneRecord find_record(const std::string& path, const std::optional<std::string>& id, const Screen& screen);

}  // namespace eligo::cli
