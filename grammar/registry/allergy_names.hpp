// An allergy with all that it is against: `known allergy or hypersensitivity to dextran or its components`.
// Who has it has one thing, however many substances it names.
//
// Internal to grammar/registry/.
#pragma once

#include <string>
#include <string_view>

namespace eligo::grammar::registry {

// The name of the allergy in a line of exclusions, without the words in front that say that it is known;
// empty where the line says anything else.
std::string one_allergy(std::string_view text);

}  // namespace eligo::grammar::registry
