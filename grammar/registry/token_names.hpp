// Tokens that belong together: a name with its other names in brackets. Internal to grammar/registry/.
#pragma once

#include <string_view>
#include <vector>

#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {

// The tokens of `text` in their order, those that say nothing put apart.
Tokens put_together(std::string_view text, std::vector<Token> made);

}  // namespace eligo::grammar::registry
