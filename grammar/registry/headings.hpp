// What a heading of a criteria section says: whether what follows includes or excludes, and of whom.
//
// Words alone decide; the layout is lines.cpp's. Tests: tests/draft/lines_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/registry/lines.hpp"

namespace eligo::grammar::registry {

// The words of a line in lower case, and the questions about them.
struct Words {
  std::vector<std::string_view> list;
  // A bit for each first letter and size that a word of the list has: most words asked for are not there, and
  // need not be searched for to know that.
  std::uint64_t forms = 0;
  static std::uint64_t form(std::string_view word) {
    return std::uint64_t{1} << ((static_cast<unsigned char>(word.front()) + 5 * word.size()) % 64U);
  }
  void add(std::string_view word) {
    list.push_back(word);
    forms |= form(word);
  }
  bool has(std::string_view word) const { return (forms & form(word)) != 0 && is_listed(word); }
  bool is_listed(std::string_view word) const;
  bool has_any(std::initializer_list<std::string_view> words) const;
};
// No line of more words is a heading.
constexpr std::size_t longest_heading = 26;
// The first `most` of them. `low`: in lower case, and must outlive the words.
Words words_of(std::string_view low, std::size_t most = longest_heading + 1);

// `cannot` and `can't` as well as `not`.
bool denies(std::string_view word);

struct Heading {
  bool found = false;
  Section section = Section::none;  // none: what follows neither includes nor excludes for sure
};
// `Inclusion Criteria`, `Key exclusion criteria for part 2:`; `colon`: the line ends in one.
Heading named_heading(const Words& words, bool colon);
// `Patients will be excluded if they meet any of the following criteria:`
Heading sentence_heading(const Words& words);
// `Inclusion criteria for …`: the words go on, but it can be nothing else.
bool begins_as_heading(const Words& words);
// `DISEASE CHARACTERISTICS:` of the NCI's layout, below which all include.
bool is_pdq(const Words& words);
// In that layout, a name that stands alone above what is about it: `hepatic`. `low`: the line in lower case.
bool is_pdq_label(std::string_view low);
// `V.1.2. Clinical situations`: a section of the protocol, numbered with a Roman numeral.
bool is_section_number(std::string_view text);

// `All cohorts:`, `General:`: what follows holds for everybody again.
bool is_of_all(const Words& words);
// `Excluded:` among inclusions, `Required:` among exclusions: what does it say of the lines below?
bool turns_section(const Words& words, Section section);
// `Patients:`, `Participant characteristics:`: below a group, what follows is no longer of that group.
bool is_of_patients(const Words& words);
// `Cohort B:`, `For volunteers:`: what follows holds for some only.
bool is_scope(const Words& words);

// `Phase 2 (two groups)`, `[Group B]`: a group by its number, with no colon behind it.
bool names_group(const Words& words);
// The same of a section's heading: `Inclusion criteria for donors:`
bool section_restricts(const Words& words);
// What every trial asks for, whatever it is about: an age and nothing else, consent, willingness.
bool is_general(const Words& words);
// The words of a section's heading that other headings of criteria do not have: `mild asthma` of `Mild Asthma
// Inclusion Criteria:`. Two such headings that differ are of two groups.
std::string own_words(const Words& words);

}  // namespace eligo::grammar::registry
