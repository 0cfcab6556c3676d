// See cohort_row.hpp.
#include "engine/cohort_row.hpp"

#include <algorithm>

#include "engine/screen.hpp"

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
  const auto repeated = std::ranges::unique(out.row.unreadable);
  out.row.unreadable.erase(repeated.begin(), repeated.end());
}

}  // namespace eligo::engine
