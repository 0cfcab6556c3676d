// Lines that may belong to a list whose reach the layout does not show.
//
// What stands under `at least one of:` is an alternative, under `except:` it is turned; a registry that has
// lost its indents shows the stem and its list as lines like any other. Read by themselves, alternatives
// would each be asked for. Tests: tests/draft/lines_test.cpp.
#pragma once

#include <span>
#include <vector>

#include "grammar/registry/draft.hpp"
#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {

// By line, whether it may; `drafts` and `tokens` are of the same lines.
// `text`: that the lines are of.
std::vector<bool> lines_in_doubt(std::string_view text, std::span<const Line> lines,
                                 std::span<const DraftLine> drafts, std::span<const Tokens> tokens,
                                 const Lexicon& lexicon);

}  // namespace eligo::grammar::registry
