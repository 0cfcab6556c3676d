// The program lowered once more, for a given header: which features decide each predicate.
//
// Entry: make_plan. For every predicate that the trials use: the columns of the file that could bear on it,
// made features by the limits and durations of that predicate. Immutable, shared by threads. Tests:
// tests/oracle/engine_differential.py.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/columnar/features.hpp"
#include "engine/program.hpp"
#include "patients/cohort_columns.hpp"
#include "patients/date.hpp"

namespace eligo::engine::columnar {

struct PredicatePlan {
  PredicateId predicate = 0;
  std::vector<FeatureId> features;
  bool by_row = false;  // no small code tells what it needs: asked for every row
};

// Columns of an entry whose words together decide whether the entry can be read at all.
struct EntryCheck {
  std::size_t entry = 0;
  std::size_t value = no_column;     // of an observation
  bool number_is_readable = true;    // false: a finding is expected
  std::vector<std::size_t> columns;  // others, with codes
};

struct Plan {
  const Program* program = nullptr;
  const patients::CohortPlan* cohort = nullptr;
  patients::Day as_of;
  std::vector<const Trial*> trials;
  std::vector<std::string> trial_ids;  // that participations are compared with
  std::vector<DateSource> dates;
  std::vector<RangeSource> ranges;
  std::vector<Feature> features;
  std::vector<PredicatePlan> predicates;
  std::vector<std::uint32_t> slot_of;  // by PredicateId: index of `predicates`
  std::vector<EntryCheck> checks;
};

// All must outlive the plan.
Plan make_plan(const Program& program, const std::vector<const Trial*>& trials,
               const patients::CohortPlan& cohort, patients::Day as_of);

// The column of this member of an entry; no_column: there is none.
std::size_t column_of(const patients::CohortPlan& cohort, const patients::CohortEntry& entry,
                      patients::Member member);

// The columns whose cells decide a predicate, ascending.
std::vector<std::size_t> columns_of(const Plan& plan, const PredicatePlan& predicate);

}  // namespace eligo::engine::columnar
