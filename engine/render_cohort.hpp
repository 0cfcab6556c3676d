// The summary of a matched cohort as JSON, in the shape of docs/cohorts.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/cohort_tally.hpp"
#include "engine/program.hpp"
#include "patients/date.hpp"

namespace eligo::engine {

// What became of one column.
struct ColumnSummary {
  std::string header;
  std::string use;         // what it was taken for; empty: ignored
  bool set_aside = false;  // ignored, as a map says
  std::uint64_t filled = 0;
  std::uint64_t unreadable = 0;
  std::vector<std::string> examples;  // the first unreadable cells
};

// Ids that stand in more than one row.
struct DuplicateIds {
  struct Id {
    std::string id;
    std::vector<std::uint64_t> lines;  // the first few
  };
  std::uint64_t ids = 0;
  std::uint64_t rows = 0;  // beyond the first of each id
  std::vector<Id> first;   // in the order of their second row; the first few
};

struct CohortSummary {
  patients::Day as_of;
  std::uint64_t rows = 0;  // without the rejected ones
  std::uint64_t rejected = 0;
  std::uint64_t unread = 0;  // records that the fast reader left to the definition
  std::vector<ColumnSummary> columns;
  std::optional<DuplicateIds> duplicates;  // none: not asked for
};

std::string render_cohort_summary(const CohortSummary& summary, const std::vector<TrialTally>& trials,
                                  const Program& program);

// A column as `match --describe` shows it.
struct ColumnDescription {
  struct Value {
    std::string text;  // shortened if long
    std::uint64_t count = 0;
  };
  std::string header;
  std::string use;      // what it was taken for; empty: not used
  std::string why_not;  // if not used
  std::uint64_t filled = 0;
  std::uint64_t distinct = 0;
  bool more_distinct = false;  // at least `distinct`: counting stopped
  std::vector<Value> typical;  // most frequent first
  std::string least;           // if all are numbers, or all are days
  std::string most;
  std::uint64_t unreadable = 0;
  std::vector<Value> unreadable_values;
  std::string unit_trouble;    // why its unit does not convert
  std::uint64_t rejected = 0;  // rows rejected because of this column
  std::string reject_reason;   // of the first of them
};

struct CohortDescription {
  std::uint64_t rows = 0;      // with those that would be rejected
  std::uint64_t rejected = 0;  // of them
  std::string advice;          // what to do about the header; empty: nothing
  std::vector<ColumnDescription> columns;
};

std::string render_cohort_description(const CohortDescription& description);

}  // namespace eligo::engine
