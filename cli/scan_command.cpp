// `eligo match --scan-only`: finds commas, line ends and quotes of a file and does nothing else, the
// yardstick of docs/performance.md for what reading a cohort costs at least. Tests:
// tests/cli/cases/match.case.
#include <vector>

#include "cli/byte_source.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/output.hpp"
#include "patients/cohort_csv.hpp"
#include "patients/cohort_grid.hpp"
#include "patients/cohort_scan.hpp"

namespace eligo::cli {

ExitStatus run_scan(const MatchArguments& arguments) {
  const std::size_t block_size = patients::CsvLimits{}.block;
  ByteSource source;
  std::uint64_t count = 0;
  if (source.open(arguments.cohort)) {
    std::vector<char> block(block_size + patients::grid_padding);
    std::vector<std::uint32_t> offsets(block.size());
    std::ptrdiff_t got = 0;
    while ((got = source.read(block.data(), block_size)) > 0)
      count += patients::find_structure({block.data(), static_cast<std::size_t>(got)}, offsets.data());
  }
  if (source.failed()) {
    complain("cannot read " + in_ticks(display_name(arguments.cohort)) + ": " + source.error());
    return ExitStatus::bad_data;
  }
  Output output;
  output.write(std::to_string(count) + '\n');
  return output.finish(ExitStatus::done);
}

}  // namespace eligo::cli
