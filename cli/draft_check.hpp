// Whether a draft compiles, and which of its criteria do not. Tests: tests/cli/cases/draft.case.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/compile.hpp"

namespace eligo::cli {

struct DraftProblems {
  std::vector<std::string> criteria;  // "I3": the criteria with an error
  bool elsewhere = false;             // an error outside every criterion
};
DraftProblems check_draft(std::string_view text, const std::vector<engine::RuleText>& vocabulary);

}  // namespace eligo::cli
