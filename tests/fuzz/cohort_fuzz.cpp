// libFuzzer target: any bytes through the cohort reader. Holds that reading ends, that rows come in the order
// of their lines, that the size of the blocks does not matter, that a row is either a record or rejected with
// a reason that is safe for a terminal, and that its columns are those of the header.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "patients/cohort_csv.hpp"
#include "patients/cohort_rows.hpp"
#include "patients/record_reader.hpp"

namespace {

using namespace eligo::patients;

void hold(bool condition) {
  if (!condition) std::abort();
}

KnownName lookup(std::string_view name) {
  static const std::pair<std::string_view, Section> names[] = {
      {"p", Section::observations}, {"c", Section::conditions},   {"h", Section::procedures},
      {"m", Section::medications},  {"a", Section::attestations}, {"hsct.allogeneic", Section::procedures}};
  for (const auto& [known, section] : names) {
    if (known == name) return {section, std::string(name), section == Section::observations ? "g/L" : ""};
  }
  return {};
}

CohortCsv open(std::string_view text, std::size_t& at, std::size_t block) {
  CsvLimits limits;
  limits.block = block;
  limits.row = 300;
  return CohortCsv(
      [text, &at](char* into, std::size_t size) {
        const std::size_t count = std::min(size, text.size() - at);
        std::memcpy(into, text.data() + at, count);
        at += count;
        return static_cast<std::ptrdiff_t>(count);
      },
      limits);
}

// Everything that is read, in one text.
std::string transcript(std::string_view text, std::size_t block) {
  std::size_t at = 0;
  CohortCsv csv = open(text, at, block);
  std::string out;
  std::uint64_t last = 0;
  for (CsvEvent event = csv.next(); event != CsvEvent::end; event = csv.next()) {
    hold(csv.line() > last);
    last = csv.line();
    out += std::to_string(last) + (event == CsvEvent::row ? ':' : '!');
    if (event == CsvEvent::rejected) out += csv.problem().reason;
    for (const auto cell : csv.cells()) out += std::to_string(cell.size()) + '|' + std::string(cell);
    hold(out.size() <= 400 * (text.size() + 1));
  }
  return out;
}

void decode_all(std::string_view text) {
  std::size_t at = 0;
  CohortCsv csv = open(text, at, 64);
  if (csv.next() != CsvEvent::row) return;
  const CohortPlanResult planned = plan_cohort(csv.cells(), lookup);
  for (const auto& problem : planned.problems) hold(printable(problem.message) == problem.message);
  if (!planned.problems.empty()) return;
  csv.expect_cells(csv.cells().size());
  const CohortDecoder decoder(planned.plan);
  for (std::size_t i = 0; i < planned.plan.columns.size(); ++i) hold(!describe(planned.plan, i).empty());
  for (CsvEvent event = csv.next(); event != CsvEvent::end; event = csv.next()) {
    if (event == CsvEvent::rejected) continue;
    const CohortRow row = decoder.decode(csv.cells(), csv.line());
    hold(row.record.has_value() != row.rejected.has_value());
    if (row.rejected) hold(printable(row.rejected->reason) == row.rejected->reason);
    for (const std::size_t column : row.unreadable) hold(column < csv.cells().size());
    if (row.record) hold(!row.record->id.empty() && row.record->id == row.id);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string whole = transcript(text, 100000);
  hold(transcript(text, 1) == whole);
  hold(transcript(text, 7) == whole);
  decode_all(text);
  return 0;
}
