// The shipped rules compiled once, and single expressions compiled over them.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "engine/compile.hpp"
#include "rules/shipped_files.hpp"

namespace eligo::conformance {

inline std::vector<engine::RuleText> shipped_rules() {
  std::vector<engine::RuleText> files;
  for (const auto& file : rules::shipped_files())
    files.push_back({std::string(file.name), std::string(file.text)});
  return files;
}

inline std::string render_all(const std::vector<grammar::Diagnostic>& diagnostics) {
  std::string text;
  for (const auto& diagnostic : diagnostics) text += grammar::render(diagnostic);
  return text;
}

inline const engine::Program& shipped_program() {
  static const engine::Compiled compiled = [] {
    auto result = engine::compile(shipped_rules());
    if (!result.ok())
      throw std::runtime_error("the shipped rules have errors:\n" + render_all(result.diagnostics));
    return result;
  }();
  return *compiled.program;
}

}  // namespace eligo::conformance
