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
    denied,      // `Patients must not have any uncontrolled illness including, but not limited to:`
    guarded,     // `Patients who are HIV positive are eligible if:`
    defined,     // `A woman of childbearing potential is any woman who meets the following criteria:`
    calculated,  // `For children, creatinine clearance is calculated by the Schwartz equation:`
    by_sex,  // `Be willing to avoid pregnancy, based on one of the following criteria:` over men and women
  };
  Kind kind = Kind::none;
  std::size_t named = 0;  // in bytes: the words in front that name something; 0: they name nothing
};

// Of a stem among inclusions.
GroupStem read_group_stem(std::string_view text);

// An entry that goes on with the definition of the stem: `has not undergone …`.
bool goes_on_defining(std::string_view entry);

// `clearance = 0.4 x height / creatinine`: how a value is calculated.
bool is_formula(std::string_view entry);

// `Men who …`, `women of …`: an entry that is of one sex.
bool is_of_sex(std::string_view entry);

// `Women of non-childbearing potential (surgically sterile)`: of whom the list asks no more.
bool is_of_women_who_cannot_bear(std::string_view entry);

}  // namespace eligo::grammar::registry
