// What every predicate is evaluated against. No clock: the as-of date is always given.
#pragma once

#include <optional>
#include <vector>

#include "engine/bind.hpp"
#include "engine/program.hpp"
#include "patients/date.hpp"

namespace eligo::engine {

// A site's own reference limits, used where a result carries none. Canonical units; indexed by ConceptId.
struct ReferenceLimits {
  std::optional<patients::Rational> low;
  std::optional<patients::Rational> high;
};
using ReferenceTable = std::vector<ReferenceLimits>;

struct Context {
  const Vocabulary& vocabulary;
  const BoundRecord& bound;
  patients::Day as_of;
  const ReferenceTable* reference = nullptr;  // may be null

  const patients::PatientRecord& record() const { return *bound.record; }
};

}  // namespace eligo::engine
