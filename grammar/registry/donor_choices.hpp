// Donors of a graft one below the other, the best first: one of them is enough. Internal to
// grammar/registry/. Tests: tests/draft/lines_test.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "grammar/registry/draft.hpp"
#include "grammar/registry/lines.hpp"

namespace eligo::grammar::registry {

struct DonorChoice {
  struct Donor {
    std::uint32_t line;
    std::string kind;  // `Unrelated donor` in a line of its own above it; may be empty
  };
  std::vector<Donor> donors;         // none: the line announces no choice
  std::vector<std::uint32_t> kinds;  // lines that say of which kind the donors below are
};

// The donors that line `i` announces: `Available donor (order of preference)`.
DonorChoice donors_to_choose(std::span<const Line> lines, std::span<const DraftLine> drafts, std::uint32_t i);

}  // namespace eligo::grammar::registry
