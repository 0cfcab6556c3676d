// What laboratories write instead of UCUM. Internal to patients/.
//
// Entry: ucum_candidate(). Tests: tests/patients/unit_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "patients/unit.hpp"

namespace eligo::patients {

// One spelling for what Unicode and typography allow: both micro signs become `u`, superscripts become
// exponents, the multiplication sign `x`, and spaces go where they separate nothing ("10*9 / L").
std::string normalised_unit(std::string_view text);

// The UCUM code that a normalised text means for an analyte of this family; the text itself where no alias
// applies. An alias comes before UCUM: `K/uL` is thousands, not kelvin, but only for counts.
std::string ucum_candidate(std::string_view normalised, UnitFamily family);

}  // namespace eligo::patients
