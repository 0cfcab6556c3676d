// Results as JSON text, in the shapes of docs/output.md. Keys keep their order; text is UTF-8; no trailing
// newline.
#pragma once

#include <string>
#include <string_view>

#include "engine/near_miss.hpp"
#include "engine/screen.hpp"

namespace eligo::engine {

std::string_view version();  // "0.1.0"

struct RenderContext {
  const Program& program;
  patients::Day as_of;
};

// One patient of `screen --format json`, on one line.
std::string render_screen(const ScreenResult& result, const RenderContext& context);
// One patient of `screen --near --format json`, on one line; a refused record gives {"patient": …, "error":
// …}.
std::string render_near(const ScreenResult& result, const std::vector<NearMiss>& misses,
                        const RenderContext& context);
// One trial with the whole tree of every criterion (`explain --format json`), indented.
std::string render_explain(const ScreenResult& result, const TrialExplanation& trial,
                           const RenderContext& context);
// `eval --format json`, on one line; a refused record gives {"error": …}.
std::string render_eval(const ScreenResult& result, const CriterionExplanation& expression);

}  // namespace eligo::engine
