// One row of a cohort as the plain path reads it: decoded, refused where a record would be, and bound.
//
// This is the definition: every faster path must say the same of each row. One thread. Tests:
// tests/cli/cases/match.case, tests/oracle/compare_cohort.py.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/bind.hpp"
#include "engine/vocabulary.hpp"
#include "patients/cohort_rows.hpp"

namespace eligo::engine {

struct BoundRow {
  patients::CohortRow row;  // `rejected` also for what screening refuses; `unreadable` also of values
  BindResult bound;         // only if not rejected

  // The bound record points into the row.
  BoundRow() = default;
  BoundRow(const BoundRow&) = delete;
  BoundRow& operator=(const BoundRow&) = delete;
};

// Refuses and binds the decoded `out.row`.
void bind_row(BoundRow& out, const Vocabulary& vocabulary, patients::Day as_of, std::uint64_t line);

// Decodes the cells, then the same. `out` must be fresh.
void read_row(BoundRow& out, const patients::CohortDecoder& decoder, const Vocabulary& vocabulary,
              patients::Day as_of, std::span<const std::string_view> cells, std::uint64_t line);

// Reads the record on one line of a file of records, then the same: what `screen` refuses is rejected. A
// value that cannot be read is the column 0 in `unreadable`. `out` must be fresh.
void read_record_line(BoundRow& out, std::string_view text, const Vocabulary& vocabulary, patients::Day as_of,
                      std::uint64_t line);
// Of such a row: which value cannot be read; empty if there is none.
std::string unreadable_value_of(const BoundRow& row);

}  // namespace eligo::engine
