// What the names in a cohort file's header stand for, by a vocabulary.
//
// patients/cohort_columns.hpp knows no vocabulary; this is the one it is given. The vocabulary must outlive
// the lookup. Tests: tests/cli/cases/match.case.
#pragma once

#include <string>

#include "engine/bind.hpp"
#include "engine/vocabulary.hpp"
#include "patients/cohort_columns.hpp"
#include "patients/cohort_map.hpp"

namespace eligo::engine {

patients::NameLookup cohort_names(const Vocabulary& vocabulary);

// Why the unit of a bound value does not convert, in words; empty if it does.
std::string unit_trouble(const BoundObservation& observation, const Vocabulary& vocabulary);

// The same with suggestions for names that are not known, and with what the vocabulary cannot read of a
// record (an unknown finding, a unit of another dimension).
patients::MapVocabulary map_vocabulary(const Vocabulary& vocabulary);

}  // namespace eligo::engine
