// Where a list has ended though its layout goes on. Tests: tests/draft/lines_test.cpp.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "grammar/registry/draft.hpp"

namespace eligo::grammar::registry {

// What every trial asks for in a line of its own, and no list of signs or illnesses: consent, compliance,
// another trial, a pregnancy, whatever the investigator finds unsuitable.
bool begins_own_criterion(std::string_view text);

// How many of `entries` are of the list under `stem`; all of them where nothing shows an end. `flat`: the
// layout does not tell entries from what stands behind the list. `above`: criteria of the section above it.
std::size_t list_length(const DraftLine& stem, std::span<const DraftLine* const> entries, bool flat,
                        std::span<const DraftLine* const> above);

}  // namespace eligo::grammar::registry
