// See cohort_row.hpp.
#include "engine/cohort_row.hpp"

#include <algorithm>

#include "engine/screen.hpp"
#include "patients/record_reader.hpp"

namespace eligo::engine {

namespace {
constexpr std::string_view unreadable_value = "D603";
}

void read_row(BoundRow& out, const patients::CohortDecoder& decoder, const Vocabulary& vocabulary,
              patients::Day as_of, std::span<const std::string_view> cells, std::uint64_t line) {
  out.row = decoder.decode(cells, line);
  bind_row(out, vocabulary, as_of, line);
}

void bind_row(BoundRow& out, const Vocabulary& vocabulary, patients::Day as_of, std::uint64_t line) {
  if (out.row.rejected) return;
  const patients::PatientRecord& record = *out.row.record;
  const auto refuse = [&](std::uint32_t column, std::string reason) {
    out.row.rejected = patients::CsvProblem{line, column, std::move(reason)};
  };
  if (const auto refusal = refuse_on(record, as_of)) {
    return refuse(record.birth_place.column, refusal->message);
  }
  out.bound = bind(record, vocabulary);
  for (const auto& problem : out.bound.diagnostics) {
    if (problem.severity == patients::DataSeverity::error) return refuse(problem.column, problem.message);
    if (problem.code == unreadable_value && problem.column > 0)
      out.row.unreadable.push_back(problem.column - 1);
  }
  std::ranges::sort(out.row.unreadable);
  out.row.unreadable.erase(std::unique(out.row.unreadable.begin(), out.row.unreadable.end()),
                           out.row.unreadable.end());
}

void read_record_line(BoundRow& out, std::string_view text, const Vocabulary& vocabulary, patients::Day as_of,
                      std::uint64_t line) {
  auto read = patients::RecordReader(text, patients::RecordLayout::lines).next();
  out.row.id = read->id.value_or("");
  if (!read->record) {
    const auto error = std::ranges::find(read->diagnostics, patients::DataSeverity::error,
                                         &patients::DataDiagnostic::severity);
    const bool named = error != read->diagnostics.end();
    out.row.rejected =
        patients::CsvProblem{line, 0, named ? error->message : std::string("the record cannot be read")};
    return;
  }
  out.row.record = std::move(read->record);
  bind_row(out, vocabulary, as_of, line);
  if (!out.row.rejected && !unreadable_value_of(out).empty()) out.row.unreadable = {0};
}

std::string unreadable_value_of(const BoundRow& row) {
  const auto found =
      std::ranges::find(row.bound.diagnostics, unreadable_value, &patients::DataDiagnostic::code);
  return found == row.bound.diagnostics.end() ? std::string() : found->message;
}

}  // namespace eligo::engine
