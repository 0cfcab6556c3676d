// What a predicate needs to know of a row, as small codes: two rows with the same codes have the same truth.
//
// A feature maps the cells of some columns to a code. It may tell apart what a predicate treats alike (that
// costs memory), never the reverse (that would be a wrong answer). Times are compared with the as-of date
// only through a few days, values with limits only through a few numbers; so the code of a date or number is
// where it lies between those. Where a predicate compares dates with each other there is a feature of the
// pair. Immutable. Tests: tests/oracle/engine_differential.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "engine/vocabulary.hpp"
#include "patients/record.hpp"

namespace eligo::engine::columnar {

constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();

// The date of an entry: of a column, or where that is empty or absent, some days after the latest date of
// other columns.
struct DateSource {
  std::size_t column = no_column;
  std::vector<std::size_t> offset_columns;
  std::int32_t offset_days = 0;
  friend bool operator==(const DateSource&, const DateSource&) = default;
};
using DateId = std::size_t;  // index of Plan::dates
constexpr DateId no_date = no_column;

// The days an entry may lie in, as predicates see it: its date, or the end of its course.
struct RangeSource {
  bool course = false;
  DateId date = no_date;  // of a course: its start
  DateId end = no_date;
  std::size_t ongoing = no_column;
  friend bool operator==(const RangeSource&, const RangeSource&) = default;
};
using RangeId = std::size_t;

// The code of a column as it is; `codes`: at least how many there are.
struct CodeFeature {
  std::size_t column = 0;
  std::uint32_t codes = 0;
  friend bool operator==(const CodeFeature&, const CodeFeature&) = default;
};
// Whether the id of a participation is this trial's: none, another, this.
struct TrialFeature {
  std::size_t column = 0;
  std::size_t trial = 0;
  friend bool operator==(const TrialFeature&, const TrialFeature&) = default;
};
struct SectionFeature {
  std::size_t column = 0;
  patients::Section section = patients::Section::observations;
  friend bool operator==(const SectionFeature&, const SectionFeature&) = default;
};
// Whether any of the columns is filled.
struct FilledFeature {
  std::vector<std::size_t> columns;
  friend bool operator==(const FilledFeature&, const FilledFeature&) = default;
};
// Where the first and the last possible day lie among `days` (ascending), and whether they are one.
struct DateFeature {
  DateId date = 0;
  std::vector<std::int32_t> days;
  friend bool operator==(const DateFeature&, const DateFeature&) = default;
};
// A byte of the day itself: for what compares it with a number of the row.
struct RawDateFeature {
  DateId date = 0;
  std::uint32_t byte = 0;
  friend bool operator==(const RawDateFeature&, const RawDateFeature&) = default;
};
// Where a number lies among limits (in the canonical unit), with its comparator; or which text stands there.
struct ValueFeature {
  std::size_t column = 0;
  std::size_t unit_column = no_column;
  std::string unit;  // where the unit column is empty or absent
  ConceptId concept_id = 0;
  std::vector<std::string> limits;            // as the criterion writes them
  std::vector<patients::Rational> canonical;  // parallel to limits
  bool detects = false;                       // also whether it is above zero
  friend bool operator==(const ValueFeature& a, const ValueFeature& b) {
    return a.column == b.column && a.unit_column == b.unit_column && a.unit == b.unit &&
           a.concept_id == b.concept_id && a.limits == b.limits && a.detects == b.detects;
  }
  std::size_t cuts() const { return 2 * (limits.size() + (detects ? 1 : 0)); }
};
// Where a number lies among multiples of a reference limit of the same row.
struct RatioFeature {
  std::size_t column = 0;
  std::size_t limit_column = 0;
  std::vector<patients::Decimal> multiples;
  friend bool operator==(const RatioFeature&, const RatioFeature&) = default;
};
// Completed years (or other units) of a recorded age.
struct AgeFeature {
  std::size_t column = 0;
  friend bool operator==(const AgeFeature&, const AgeFeature&) = default;
};
// How far one end of range `a` lies from the ends of range `b`, less `shift`, as far as `reach`.
struct RelationFeature {
  RangeId a = 0;
  RangeId b = 0;
  bool last_of_a = false;
  std::int32_t shift = 0;
  std::int32_t reach = 1;
  friend bool operator==(const RelationFeature&, const RelationFeature&) = default;
};

// Which cells of the row cannot be read; see unreadable_cells.hpp.
struct UnreadableFeature {
  friend bool operator==(const UnreadableFeature&, const UnreadableFeature&) = default;
};

using Feature =
    std::variant<CodeFeature, TrialFeature, SectionFeature, FilledFeature, DateFeature, RawDateFeature,
                 ValueFeature, RatioFeature, AgeFeature, RelationFeature, UnreadableFeature>;
using FeatureId = std::size_t;

// What is not regular has one of this many codes, before they are numbered as they come.
std::uint32_t raw_codes(const Feature& feature);

constexpr std::uint32_t oldest_age = 1000;       // completed units beyond this are read row by row
constexpr std::uint32_t first_number_code = 16;  // of a ValueFeature; below: none, and texts

}  // namespace eligo::engine::columnar
