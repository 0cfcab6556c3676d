// A map for cohort files that do not follow the header convention: which facts a file holds, and where.
//
// Entries: read_cohort_map (JSON to a CohortMap), then map_cohort (a map and a file's header to a plan and a
// CohortTransform). A map names each fact as a header cell of the convention would (`platelets [10*9/L]`,
// `hsct.date`) and says what fills it: a column, a constant, or the line. So the file is read as if it had
// these columns, and what they mean stays in cohort_columns.hpp and cohort_rows.hpp. The plan's `origin`s
// lead back to the file's own columns. Every mistake is listed with its place in the JSON text. Immutable
// once made. Format: docs/cohorts.md. Tests: tests/patients/cohort_map_test.cpp,
// tests/cli/cases/columns.case.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "patients/cohort_columns.hpp"
#include "patients/cohort_transform.hpp"
#include "patients/date.hpp"
#include "patients/date_format.hpp"
#include "patients/record.hpp"

namespace eligo::patients {

struct MapPlace {
  std::string pointer;     // JSON pointer
  std::uint64_t byte = 0;  // offset in the text
};

struct MapProblem {
  MapPlace place;
  std::string message;  // lower case, safe for a terminal
};

// A file's column, by name or by number from 1.
struct ColumnName {
  std::string name;
  std::size_t number = 0;  // 0: by name
  MapPlace place;
};

struct MapSource;

// What a number of days counts from: a day, a fact of the map, or a column.
struct MapAnchor {
  std::optional<Day> day;
  std::string fact;
  std::shared_ptr<const MapSource> source;
  MapPlace place;
};

struct MapCode {
  std::string cell;
  std::string value;  // empty: says nothing
  MapPlace place;
};

// A cell that must be one of these for the row to have the fact.
struct MapWhen {
  ColumnName column;
  std::vector<std::string> cells;
};

struct MapSource {
  enum class Kind : std::uint8_t { column, constant, line };
  Kind kind = Kind::column;
  ColumnName column;
  std::string text;  // of a constant; in front of the line
  std::string unit;
  std::vector<std::string> empty;
  std::vector<MapCode> codes;
  bool has_codes = false;
  Unlisted unlisted = Unlisted::unreadable;  // a cell that is not in the codes
  std::string unlisted_value;
  std::optional<bool> decimal_comma;  // none: as the map says
  std::optional<DateFormat> dates;
  std::optional<MapAnchor> days_after;
  std::optional<MapWhen> when;
  MapPlace place;
};

struct MapTarget {
  std::string name;  // as a header cell
  MapSource source;
};

struct CohortMap {
  char separator = ',';
  std::vector<std::string> empty;
  bool decimal_comma = false;
  std::optional<DateFormat> dates;
  bool by_header = false;  // columns that the map does not name are read by the header convention
  std::vector<MapTarget> targets;
  std::vector<ColumnName> not_used;  // set aside on purpose
};

struct CohortMapResult {
  CohortMap map;
  std::vector<MapProblem> problems;  // any: the map cannot be used
};
CohortMapResult read_cohort_map(std::string_view json);

// What the map needs to know of a vocabulary. `hint` and `check` may be empty.
struct MapVocabulary {
  NameLookup lookup;
  std::function<std::string(std::string_view name)> hint;             // "; did you mean …?", or nothing
  std::function<std::string(const PatientRecord& record)> complaint;  // of a record; empty: none
};

// What became of a column of the file.
struct FileColumn {
  enum class Fate : std::uint8_t { used, set_aside, unmapped };
  std::string header;
  std::string use;  // what it was taken for; several uses are joined
  Fate fate = Fate::unmapped;
};

struct MappedCohort {
  CohortPlan plan;  // of the cells that `transform` gives
  CohortTransform transform;
  std::vector<FileColumn> columns;  // of the file
  std::vector<MapProblem> problems;
};
MappedCohort map_cohort(const CohortMap& map, std::span<const std::string_view> header,
                        const MapVocabulary& vocabulary);

// "`platelts` names no fact; did you mean `platelets`?"
std::string why_unplaced(std::string_view name, const MapVocabulary& vocabulary);

// The columns of a file that follows the convention.
std::vector<FileColumn> file_columns(const CohortPlan& plan);

}  // namespace eligo::patients
