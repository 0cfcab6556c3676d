// A draft as JSON text, in the shape of docs/drafting.md.
#pragma once

#include <string>

#include "grammar/registry/draft.hpp"

namespace eligo::engine {

// One record on one line, without a newline.
std::string render_draft(const grammar::registry::Record& record, const grammar::registry::Draft& draft);

}  // namespace eligo::engine
