// The summary of a matched cohort as JSON, in the shape of docs/cohorts.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/cohort_tally.hpp"
#include "engine/program.hpp"
#include "patients/date.hpp"

namespace eligo::engine {

// What became of one column.
struct ColumnSummary {
  std::string header;
  std::string use;  // what it was taken for; empty: ignored
  std::uint64_t filled = 0;
  std::uint64_t unreadable = 0;
  std::vector<std::string> examples;  // the first unreadable cells
};

struct CohortSummary {
  patients::Day as_of;
  std::uint64_t rows = 0;  // without the rejected ones
  std::uint64_t rejected = 0;
  std::vector<ColumnSummary> columns;
};

std::string render_cohort_summary(const CohortSummary& summary, const std::vector<TrialTally>& trials,
                                  const Program& program);

}  // namespace eligo::engine
