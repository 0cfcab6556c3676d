// The registry's own fields for age and sex beside what the text says. Internal to grammar/registry/.
#pragma once

#include <string>
#include <vector>

#include "grammar/registry/draft.hpp"

namespace eligo::grammar::registry {

struct FieldCriteria {
  std::vector<ast::Criterion> criteria;  // S1, S2 …: limits that the text does not give
  // Where text and fields disagree: what a note on the criterion and a warning say.
  struct Disagreement {
    std::size_t line = 0;  // of Draft::lines
    std::string text;
  };
  std::vector<Disagreement> disagreements;
  std::vector<std::string> warnings;  // of the fields themselves
};

FieldCriteria field_criteria(const Record& record, const std::vector<DraftLine>& lines);

}  // namespace eligo::grammar::registry
