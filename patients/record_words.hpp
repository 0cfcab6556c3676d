// The fixed word lists of the record format, each in the order of its enumeration in record.hpp. Internal to
// patients/. Tests: tests/patients/record_reader_test.cpp.
#pragma once

#include <array>
#include <string_view>

#include "patients/record.hpp"

namespace eligo::patients::words {

using List = std::string_view;
inline constexpr std::array<List, section_count> sections{"observations", "conditions", "procedures",
                                                          "medications",  "trials",     "attestations"};
inline constexpr std::array<List, 4> comparators{"<", "<=", ">", ">="};
inline constexpr std::array<List, 4> statuses{"active", "remission", "resolved", "absent"};
inline constexpr std::array<List, 4> verifications{"confirmed", "provisional", "refuted", "entered_in_error"};
inline constexpr std::array<List, 3> severities{"mild", "moderate", "severe"};
inline constexpr std::array<List, 3> responses{"responded", "no_response", "relapse"};
// Two spellings of each TimeUnit.
inline constexpr std::array<List, 8> age_units{"d", "wk", "mo", "a", "days", "weeks", "months", "years"};
inline constexpr std::array<List, 4> sexes{"female", "male", "other", "unknown"};

}  // namespace eligo::patients::words
