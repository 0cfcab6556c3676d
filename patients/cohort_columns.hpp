// What the columns of a cohort file hold: the header convention, read into a plan.
//
// Entry: plan_cohort. A header cell is a word of the person (`id`, `birth_date`, `sex`, `age`, `age.unit`,
// `age.date`, `complete`) or names a fact: `NAME`, `NAME.MEMBER`, `NAME#2.MEMBER`, `SECTION#1.MEMBER`,
// `NAME [UNIT]`, `NAME@EVENT+N`. Letter case of the convention's own words does not matter. Which names there
// are is not known here: the caller says so (engine/cohort_names.hpp does it with a vocabulary). A column
// that means nothing is `ignored` and listed as such by whoever uses the plan. Immutable once made.
// Convention: docs/cohorts.md. Tests: tests/patients/cohort_rows_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "patients/record.hpp"

namespace eligo::patients {

// What a name stands for.
struct KnownName {
  std::optional<Section> section;  // none: not known
  std::string fact;                // the same for all names of one fact
  std::string unit;  // canonical; empty where a value needs no unit (scores, classes, findings, histories)
};
using NameLookup = std::function<KnownName(std::string_view name)>;

enum class PersonField : std::uint8_t { id, birth_date, sex, age, age_unit, age_date, complete };
constexpr std::size_t person_field_count = 7;

enum class Member : std::uint8_t {
  value,  // the column NAME itself
  name,
  code,
  system,
  id,
  unit,
  comparator,
  low,
  high,
  status,
  verification,
  severity,
  controlled,
  type,
  response,
  ongoing,
  date,
  onset,
  start,
  end,
  by,
};
constexpr std::size_t member_count = 21;

enum class ColumnUse : std::uint8_t { ignored, person, fact };

struct CohortColumn {
  std::string header;  // as written
  ColumnUse use = ColumnUse::ignored;
  PersonField field = PersonField::id;  // of `person`
  std::size_t entry = 0;                // of `fact`: index of CohortPlan::entries
  Member member = Member::value;        // of `fact`
  std::uint32_t origin = 0;             // the file's column, one-based; 0: none, a map gives the cell
};

// "N days after the latest EVENT.date of the row".
struct EventOffset {
  std::vector<std::size_t> columns;  // of EVENT.date, EVENT#2.date …
  std::int32_t days = 0;
};

// Columns that together tell of one entry of the record.
struct CohortEntry {
  Section section = Section::observations;
  std::string name;  // as written; empty for an entry by code (`conditions#1`)
  std::string unit;  // of every value; empty: none, or the cell of the unit column
  bool unit_by_convention = false;
  std::optional<EventOffset> offset;
  std::vector<std::size_t> columns;  // ascending
};

struct CohortPlan {
  std::vector<CohortColumn> columns;  // as in the file
  std::vector<CohortEntry> entries;   // by their first column
  std::vector<std::optional<std::size_t>> person =
      std::vector<std::optional<std::size_t>>(person_field_count);  // column of each PersonField
};

struct HeaderProblem {
  std::uint32_t column = 0;  // one-based; 0: the header as a whole
  std::string message;
};

struct CohortPlanResult {
  CohortPlan plan;
  std::vector<HeaderProblem> problems;  // any: the file cannot be used
};
CohortPlanResult plan_cohort(std::span<const std::string_view> header, const NameLookup& lookup);

// "value", "unit", …; what a section's entries may have.
std::string_view to_string(Member member);
bool has_member(Section section, Member member);

// "observation platelets, in 10*9/L", "date of procedure hsct", "birth date": for lists of columns.
std::string describe(const CohortPlan& plan, std::size_t column);

}  // namespace eligo::patients
