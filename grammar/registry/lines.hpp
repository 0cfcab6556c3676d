// The layout of a criteria section: which lines are criteria, under which heading, and which belong together.
//
// Understands headings in many wordings, lists with bullets, numbers and letters, nesting by indentation,
// by kind of bullet and by paragraphs, wrapped lines, the NCI PDQ layout, headings that restrict what
// follows to a group (`Cohort B:`, `Donors:`), and stems (`any of the following:`). Knows no medicine. Where
// the layout leaves open what belongs to a list, the lines are marked unsure. Tests:
// tests/draft/draft_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "grammar/registry/clean_text.hpp"

namespace eligo::grammar::registry {

enum class Section : std::uint8_t { none, inclusion, exclusion };

struct Line {
  enum class Kind : std::uint8_t {
    criterion,
    section_heading,  // Inclusion Criteria:
    scope_heading,    // Cohort B: what follows holds for some only
    label_heading,    // Age: what follows is about that
  };
  Kind kind = Kind::criterion;
  Section section = Section::none;
  std::uint32_t begin = 0;  // range of the clean text, without the bullet
  std::uint32_t end = 0;
  std::optional<std::uint32_t> parent;  // the stem that it stands under
  std::optional<std::uint32_t> scope;   // the scope heading above it
  std::optional<std::uint32_t> label;   // the label heading above it
  bool is_stem = false;                 // has lines under it
  bool sure_section = true;             // false: no heading says whether it includes or excludes
  std::uint32_t paragraph = 0;          // blank lines above it
};

std::vector<Line> split_lines(const CleanText& text);

}  // namespace eligo::grammar::registry
