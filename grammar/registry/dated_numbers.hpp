// Numbers that say when, and are limits of nothing: of a date, a visit, a time of day. Internal to
// grammar/registry/.
#pragma once

#include <span>
#include <string_view>

#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {

// The value of a number that is no limit, which is then a word.
inline constexpr std::string_view kNoLimit = "named";

// Whether the number that `ahead` begins with says when. `behind`: the tokens in front of it, those of them
// that are no limits made words.
bool says_when(std::string_view text, std::span<const Token> behind, std::span<const Token> ahead);

}  // namespace eligo::grammar::registry
