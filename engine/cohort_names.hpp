// What the names in a cohort file's header stand for, by a vocabulary.
//
// patients/cohort_columns.hpp knows no vocabulary; this is the one it is given. The vocabulary must outlive
// the lookup. Tests: tests/cli/cases/match.case.
#pragma once

#include "engine/vocabulary.hpp"
#include "patients/cohort_columns.hpp"

namespace eligo::engine {

patients::NameLookup cohort_names(const Vocabulary& vocabulary);

}  // namespace eligo::engine
