// The table of `eligo whatif`: the criteria of each trial, costs, smallest sets, limits, and changed rules.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "engine/whatif/whatif.hpp"

namespace eligo::cli {

std::string whatif_table(const engine::WhatIf& whatif, const Terminal& terminal);

}  // namespace eligo::cli
