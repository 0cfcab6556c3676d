// What is known of one patient: names and codes as written, values exact, dates partial.
//
// A PatientRecord knows nothing of the vocabulary; engine/bind places its names. Readers (record_reader, and
// the cohort reader) fill it; it is then immutable and may be shared between threads. Shapes follow the
// record format in docs/record-format.md. Every fact keeps its place, so that a verdict can point at it.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "patients/date.hpp"
#include "patients/decimal.hpp"

namespace eligo::patients {

enum class Section : std::uint8_t { observations, conditions, procedures, medications, trials, attestations };
constexpr std::size_t section_count = 6;
std::string_view to_string(Section section);  // "observations", …

// Where a fact stands. JSON: `pointer` is its JSON pointer and `byte` the offset of its first character in
// the input. A cohort file: line and column (one-based; column 0: a map gives the fact), `pointer` is empty.
struct Place {
  std::string pointer;
  std::uint64_t byte = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};
std::string to_string(const Place& place);  // "/observations/3", "line 7, column 12", "line 7, by the map"

// A name, or a code with its system, or both; empty strings where not given.
struct Naming {
  std::string name;
  std::string code;
  std::string system;
};

enum class Comparator : std::uint8_t { less, less_equal, greater, greater_equal };
std::string_view to_string(Comparator comparator);  // "<", …

struct Observation {
  Naming naming;
  // monostate: no value recorded. A text is a finding ("positive") or something unreadable ("hemolyzed").
  std::variant<std::monostate, Decimal, std::string> value;
  std::optional<Comparator> comparator;
  std::string unit;  // as written; empty: not recorded
  std::optional<PartialDate> date;
  std::optional<Decimal> low;  // reference limits of this result, in its unit
  std::optional<Decimal> high;
  bool unit_by_convention = false;  // the unit is the file's convention, not a cell (cohort files)
  Place place;
};

enum class ConditionStatus : std::uint8_t { active, remission, resolved, absent };
enum class Verification : std::uint8_t { confirmed, provisional, refuted, entered_in_error };
enum class Severity : std::uint8_t { mild, moderate, severe };
enum class Response : std::uint8_t { responded, no_response, relapse };
std::string_view to_string(ConditionStatus status);
std::string_view to_string(Verification verification);
std::string_view to_string(Severity severity);
std::string_view to_string(Response response);

struct Condition {
  Naming naming;
  std::optional<ConditionStatus> status;
  Verification verification = Verification::confirmed;
  std::optional<Severity> severity;
  std::optional<bool> controlled;
  std::optional<PartialDate> onset;
  std::optional<PartialDate> end;
  Place place;
};

struct Procedure {
  Naming naming;
  std::string type;  // as written; empty: not recorded
  bool absent = false;
  std::optional<PartialDate> date;
  std::optional<Response> response;
  Place place;
};

// A drug course. Start and end are days of the first and last dose.
struct Medication {
  Naming naming;
  bool absent = false;
  std::optional<PartialDate> start;
  std::optional<PartialDate> end;
  std::optional<bool> ongoing;
  std::optional<Response> response;
  Place place;
};

struct Participation {
  std::string id;  // empty: not recorded
  bool absent = false;
  std::optional<PartialDate> start;
  std::optional<PartialDate> end;
  std::optional<bool> ongoing;
  Place place;
};

struct Attestation {
  std::string name;
  bool value = false;
  std::string by;
  std::optional<PartialDate> date;
  Place place;
};

enum class Sex : std::uint8_t { female, male, other, unknown };
std::string_view to_string(Sex sex);

// `age` in place of a birth date: completed units at `date` (absent: at the as-of date).
struct RecordedAge {
  std::int32_t completed = 0;
  TimeUnit unit = TimeUnit::year;
  std::optional<PartialDate> date;
  Place place;
};

// The completed units of an age that is not negative: a fraction is dropped.
std::int32_t completed_units(const Decimal& value);

struct PatientRecord {
  std::string id;
  std::optional<PartialDate> birth_date;
  Place birth_place;
  std::optional<RecordedAge> age;
  std::optional<Sex> sex;
  Place sex_place;
  std::bitset<section_count> complete;  // indexed by Section
  std::vector<Observation> observations;
  std::vector<Condition> conditions;
  std::vector<Procedure> procedures;
  std::vector<Medication> medications;
  std::vector<Participation> trials;
  std::vector<Attestation> attestations;

  bool is_complete(Section section) const { return complete[static_cast<std::size_t>(section)]; }
};

}  // namespace eligo::patients
