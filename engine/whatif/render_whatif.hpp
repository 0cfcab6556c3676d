// A what-if as JSON and as a page. Shapes, and how to read the pictures: docs/whatif.md.
#pragma once

#include <string>

#include "engine/whatif/whatif.hpp"

namespace eligo::engine {

std::string render_whatif_json(const WhatIf& whatif, const Program& program);
// HTML that names nothing outside itself and needs no script; well-formed XML too.
std::string render_whatif_html(const WhatIf& whatif, const Program& program);

}  // namespace eligo::engine
