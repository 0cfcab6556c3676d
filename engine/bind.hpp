// A patient record with its names and codes placed in a vocabulary, and its values in canonical units.
//
// Entry: bind(). Independent of the as-of date, so that one bound record can be asked about many dates. Facts
// that the vocabulary cannot place are kept aside: no criterion sees them, but criteria that rest on the
// absence of something in their section name them among their assumptions. The record and the vocabulary must
// outlive the bound record. Immutable and thread-safe once made. Tests: tests/engine/bind_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/vocabulary.hpp"
#include "patients/record.hpp"
#include "patients/record_reader.hpp"

namespace eligo::engine {

// Why a recorded value cannot be brought to the canonical unit.
enum class Unreadable : std::uint8_t { not_a_number, missing_unit, unknown_unit, wrong_dimension, overflow };

// A recorded quantity as an interval in the canonical unit; an absent end is unbounded.
struct Interval {
  std::optional<patients::Rational> low;
  std::optional<patients::Rational> high;
  bool low_open = false;
  bool high_open = false;
  // `negative` for a quantity of virus: below every positive limit, also one that is not recorded.
  bool below_every_limit = false;
};

enum class QualitativeResult : std::uint8_t { positive, negative, indeterminate };

struct BoundObservation {
  const patients::Observation* fact = nullptr;
  ConceptId concept_id = 0;
  std::variant<Unreadable, Interval, QualitativeResult> reading;
  // The same in the recorded unit, also where that cannot be converted: its own reference limits are in that
  // unit. Absent if no unit is recorded where one is needed.
  std::optional<Interval> as_recorded;
  patients::Rational factor;  // recorded unit to canonical unit
  // Of a quantity of virus: what it says as a finding, as far as that is certain.
  std::optional<QualitativeResult> detected;
};

// An entry of a history section, with the most specific concepts that its name and code stand for.
template <class Fact>
struct BoundEntry {
  const Fact* fact = nullptr;
  std::vector<ConceptId> concepts;
};

struct UnplacedFact {
  patients::Section section = patients::Section::conditions;
  std::string text;  // the name, or "code (system)", as written
};

struct BoundRecord {
  const patients::PatientRecord* record = nullptr;
  std::vector<BoundObservation> observations;  // with a value; sorted by concept, then as in the record
  std::vector<BoundEntry<patients::Condition>> conditions;
  std::vector<BoundEntry<patients::Procedure>> procedures;
  std::vector<BoundEntry<patients::Medication>> medications;
  std::vector<std::pair<ConceptId, const patients::Attestation*>> attestations;
  std::vector<UnplacedFact> unplaced;
};

struct BindResult {
  BoundRecord bound;
  std::vector<patients::DataDiagnostic> diagnostics;  // an error refuses the record
  bool ok() const;
};
BindResult bind(const patients::PatientRecord& record, const Vocabulary& vocabulary);

}  // namespace eligo::engine
