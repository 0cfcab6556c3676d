// The changes that `--relax` and `--drop` ask for, against the trials chosen.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/options.hpp"
#include "engine/compile.hpp"
#include "engine/whatif/whatif.hpp"

namespace eligo::cli {

struct AskedChange {
  std::size_t trial = 0;  // index of the trials chosen
  engine::Change change;
};

// In the order --relax, --drop; or what is wrong, in words for the user.
std::variant<std::vector<AskedChange>, std::string> read_changes(const WhatIfArguments& arguments,
                                                                 const engine::Program& program,
                                                                 const std::vector<std::string>& trials);

// Those with an expression, for the compiler.
std::vector<engine::Replacement> replacements_of(const std::vector<AskedChange>& changes,
                                                 const engine::Program& program,
                                                 const std::vector<std::string>& trials);

// Each change alone, then, of a trial with several, all together.
struct ScenarioPlan {
  std::size_t trial = 0;
  std::vector<std::size_t> changes;  // indices
};
std::vector<ScenarioPlan> scenarios_of(const std::vector<AskedChange>& changes, std::size_t trials);

}  // namespace eligo::cli
