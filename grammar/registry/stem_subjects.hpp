// Of whom a stem or a heading speaks: what stands below it is asked of nobody else. Internal to
// grammar/registry/. Tests: tests/draft/lines_test.cpp.
#pragma once

#include <cstdint>

#include "grammar/registry/headings.hpp"

namespace eligo::grammar::registry {

enum class Subject : std::uint8_t {
  anybody,  // of all patients, or of no person at all: `Patients must have:`, `Laboratory values:`
  some,     // `Patients with asthma must have:`, `Adults only:`
  other     // who is no patient: `The donor must meet:`, `For infants, mother must have:`
};

Subject subject_of(const Words& words);

}  // namespace eligo::grammar::registry
