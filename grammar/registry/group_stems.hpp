// Stems that say of the list under them something else than `all of` or `any of`: what patients must not
// have, whom the list is asked of, what a word means.
//
// Internal to grammar/registry/.
#pragma once

#include <cstddef>
#include <string_view>

namespace eligo::grammar::registry {

struct GroupStem {
  enum class Kind {
    none,
    denied,   // `Patients must not have any uncontrolled illness including, but not limited to:`
    guarded,  // `Patients who are HIV positive are eligible if:`
    defined,  // `A woman of childbearing potential is any woman who meets the following criteria:`
  };
  Kind kind = Kind::none;
  std::size_t named = 0;  // in bytes: the words in front that name something; 0: they name nothing
};

// Of a stem among inclusions.
GroupStem read_group_stem(std::string_view text);

// An entry that goes on with the definition of the stem: `has not undergone …`.
bool goes_on_defining(std::string_view entry);

}  // namespace eligo::grammar::registry
