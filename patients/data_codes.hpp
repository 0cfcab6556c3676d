// The codes of data diagnostics, one line each: the catalogue feeds the reader, the help and
// docs/diagnostics.md. Internal to patients/; data_diagnostic_catalogue() is the public view. Tests:
// tests/patients/record_reader_test.cpp.
#pragma once

#include <string_view>

namespace eligo::patients::codes {

// clang-format off
#define ELIGO_DATA_CODES(X)                                                                  \
  X(syntax,            "D101", error,   "damaged JSON")                                      \
  X(no_record,         "D102", error,   "no record in the input")                            \
  X(not_a_record,      "D103", error,   "a record is an object")                             \
  X(too_deep,          "D104", error,   "nested deeper than 64 levels")                      \
  X(bad_text,          "D105", error,   "text that is not UTF-8")                            \
  X(duplicate_key,     "D106", error,   "duplicate member")                                  \
  X(no_id,             "D107", error,   "no id")                                             \
  X(wrong_type,        "D108", error,   "member of the wrong JSON type")                     \
  X(unknown_section,   "D109", error,   "unknown section")                                   \
  X(unknown_word,      "D110", error,   "word outside a fixed list")                         \
  X(too_many_digits,   "D111", error,   "number with more than 18 significant digits")       \
  X(exponent,          "D112", error,   "number with an exponent beyond 30")                 \
  X(bad_date,          "D113", error,   "not a date, or a day that does not exist")          \
  X(end_before_start,  "D114", error,   "an end before its start")                           \
  X(negative_count,    "D115", error,   "negative count")                                    \
  X(unknown_member,    "D501", warning, "unknown member, ignored")                           \
  X(no_name,           "D502", warning, "entry without name, code or id")                    \
  X(no_value,          "D503", warning, "nothing recorded where a value belongs, ignored")   \
  X(not_a_number,      "D504", warning, "text where a number belongs, ignored")              \
  X(idle_comparator,   "D505", warning, "comparator without a number, ignored")              \
  X(idle_complete,     "D506", warning, "section that is never assumed complete")            \
  X(idle_status,       "D507", warning, "status that means nothing here, ignored")           \
  X(contradiction,     "D508", warning, "members that contradict each other")                      \
  X(part_of_age,       "D509", warning, "fraction of an age, dropped")
// clang-format on

#define ELIGO_DATA_CODE(name, code, severity, title) inline constexpr std::string_view name = code;
ELIGO_DATA_CODES(ELIGO_DATA_CODE)
#undef ELIGO_DATA_CODE

}  // namespace eligo::patients::codes
