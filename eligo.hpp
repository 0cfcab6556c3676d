// Everything a program needs to screen records with Eligo; see examples/embedding for one in ten lines.
#pragma once

#include <string>
#include <vector>

#include "engine/compile.hpp"
#include "engine/render_json.hpp"
#include "engine/screen.hpp"
#include "patients/record_reader.hpp"
#include "rules/shipped_files.hpp"

namespace eligo {

// The shipped rule texts (vocabulary and founding trials), ready for engine::compile.
inline std::vector<engine::RuleText> shipped_rules() {
  std::vector<engine::RuleText> texts;
  for (const auto& file : rules::shipped_files())
    texts.push_back({std::string(file.name), std::string(file.text)});
  return texts;
}

}  // namespace eligo
