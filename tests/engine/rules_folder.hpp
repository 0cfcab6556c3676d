// The shipped rules as texts, for tests of the compiler.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "engine/compile.hpp"

namespace eligo::test {

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Every `.elig` file under rules/FOLDER ("" for all).
inline std::vector<engine::RuleText> rule_texts(const std::string& folder) {
  std::vector<engine::RuleText> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(ELIGO_SOURCE_DIR) / "rules" / folder))
    if (entry.path().extension() == ".elig")
      texts.push_back({entry.path().string(), read_text(entry.path())});
  std::ranges::sort(texts, {}, &engine::RuleText::name);
  return texts;
}

inline std::string render_all(const engine::Compiled& compiled) {
  std::string text;
  for (const auto& diagnostic : compiled.diagnostics) text += grammar::render(diagnostic);
  return text;
}

}  // namespace eligo::test
