// Whether an `and` or an `or` between two parts of a line joins clauses, or less than that. Internal to
// grammar/registry/.
#pragma once

#include <string_view>

#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

// `tokens`: of the part, in `text`. `before`: the words of the part in front; empty for the first one.
bool or_joins_less(const Tokens& tokens, std::string_view before, std::string_view text);

// `turned`: the first part says what must not be.
bool and_joins_less(const Tokens& tokens, std::string_view before, bool turned, std::string_view text);

}  // namespace eligo::grammar::registry
