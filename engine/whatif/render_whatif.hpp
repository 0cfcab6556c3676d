// A what-if as JSON. Shapes: docs/whatif.md.
#pragma once

#include <string>

#include "engine/whatif/whatif.hpp"

namespace eligo::engine {

std::string render_whatif_json(const WhatIf& whatif, const Program& program);

}  // namespace eligo::engine
