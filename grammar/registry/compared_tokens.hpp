// The tokens of a line as the finder of comparisons reads them: what the readings leave out (`at least one`)
// or cannot use (`grade >= 3`, `within the next 6 months`) is put the way that its grammar finds. No rule is
// made of them, so that more is taken here than where a line is read. Internal to grammar/registry/.
#pragma once

#include <string_view>

#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {

// Something in the line may be compared with: a number, also as part of a name,
// a sign, a limit of normal, or `at least one`.
bool may_compare(std::string_view text, const Tokens& tokens);

// Points into what `tokens` points into.
Tokens compared_tokens(std::string_view text, const Tokens& tokens, const Lexicon& lexicon);

// Of a `within`: `next` where the time lies ahead (`within the next 6 months`), `first` where it begins with
// something else (`in the first 24 hours`), empty where it is before now.
std::string_view ahead(std::string_view text, const Token& within);

}  // namespace eligo::grammar::registry
