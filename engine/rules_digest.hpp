// SHA-256 over rule texts, so that a verdict can name the rules it was made with.
//
// Made when it is first asked for: a table needs no digest. Copies share the result; thread-safe.
// Tests: tests/engine/compile_test.cpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "grammar/source.hpp"

namespace eligo::engine {

class RulesDigest {
 public:
  // Over the name and the text of each source, in this order.
  explicit RulesDigest(std::vector<std::shared_ptr<const grammar::Source>> sources = {});

  const std::string& hexadecimal() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace eligo::engine
