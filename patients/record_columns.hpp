// Columns for records: what a file of records, one a line, would be as a cohort file.
//
// Entry: RecordSurvey. The first records of a file tell which facts and members there are; each becomes a
// column of a CohortPlan by the meaning of the header convention: the second `platelets` of a record is an
// entry of its own, an entry without a name is one by its code. Unlike in a cohort file no unit is assumed,
// and the value of a history entry (`true`) says no more than that the entry is there. What a later record
// holds beyond this has no column; then that record is read by RecordReader alone (record_rows.hpp).
// Immutable once made. Tests: tests/patients/record_rows_test.cpp, tests/oracle/compare_records.py.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "patients/cohort_columns.hpp"

namespace eligo::patients {

class JsonTree;
struct JsonNode;

struct RecordColumns {
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
  struct Entry {
    std::array<std::uint32_t, member_count> column;  // by Member
  };
  struct Name {
    std::string text;            // as written; empty: entries without a name
    std::vector<Entry> entries;  // the first of a record, the second …
  };
  CohortPlan plan;
  std::array<std::vector<Name>, section_count> names;
  // Members that a record may have and that say nothing, at most 32 a section; not those with long names.
  static constexpr std::size_t longest_idle = 15;
  std::array<std::vector<std::string>, section_count> idle;
};

class RecordSurvey {
 public:
  // A line of the file; one that is no record tells nothing.
  void add(std::string_view line);
  RecordColumns columns() const;

 private:
  using Members = std::uint32_t;  // a bit for each Member
  struct NameSurvey {
    std::size_t order = 0;         // of its first occurrence
    std::vector<Members> entries;  // by ordinal
  };
  struct SectionSurvey {
    std::map<std::string, NameSurvey, std::less<>> names;
    std::vector<std::string> idle;
  };

  void add_section(const JsonTree& tree, const JsonNode& node, Section section);
  void add_entry(const JsonTree& tree, const JsonNode& node, Section section);
  void add_attestation(const JsonTree& tree, const JsonNode& node);
  void note(Section section, std::string_view name, Members members);

  std::array<SectionSurvey, section_count> sections_;
  std::map<std::string, std::size_t, std::less<>> ordinals_;  // of the record being read, in one section
  std::uint32_t person_ = 1;                                  // a bit for each PersonField
};

// `verification` of an entry is this if it is left out.
constexpr std::string_view usual_verification = "confirmed";

}  // namespace eligo::patients
