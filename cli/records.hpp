// Patient records from files, one after the other, with their problems reported on standard error.
//
// Used by screen, explain and eval. A file that cannot be read is complained of and counted; the others go
// on. One file's text is in memory at a time. Tests: tests/cli/cases/records.case.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "cli/exit_status.hpp"
#include "engine/screen.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {

struct RecordCounts {
  std::size_t usable = 0;
  std::size_t refused = 0;
  std::size_t unreadable_files = 0;

  // done, some_refused, or bad_data when nothing was usable.
  ExitStatus status() const;
};

using Screen = std::function<engine::ScreenResult(patients::ReadResult)>;
using Take = std::function<bool(const engine::ScreenResult&)>;  // false: no more, please

// Screens every record of the files in order, reports its diagnostics, and hands over its result.
RecordCounts for_each_record(const std::vector<std::string>& paths, const Screen& screen, const Take& take);

}  // namespace eligo::cli
