// Stems among inclusions that name something and by what it is known: `asthma, as evidenced by at least one
// of the following:`. What is named is asked for, and so is the list. Internal to grammar/registry/. Tests:
// tests/draft/lines_test.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "grammar/registry/draft.hpp"
#include "grammar/registry/stems.hpp"

namespace eligo::grammar::registry {

struct DefiningStem {
  Stem::Kind kind = Stem::Kind::all;  // never unclear
  std::size_t count = 0;              // of at_least
  std::size_t named = 0;              // bytes of the stem that name the thing
};

// nullopt: the stem is none, or how its list is meant is not certain.
std::optional<DefiningStem> read_defining_stem(std::string_view stem,
                                               std::span<const DraftLine* const> entries);

// `Adequate renal function as defined by:`, and nothing that says more: the limits below are what is asked
// for.
bool announces_limits(std::string_view stem);

}  // namespace eligo::grammar::registry
