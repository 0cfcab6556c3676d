// A draft of a criteria section, for tests.
#pragma once

#include <string>

#include "grammar/format.hpp"
#include "grammar/registry/draft.hpp"
#include "tests/draft/shipped_lexicon.hpp"

namespace eligo::test {

inline grammar::registry::Draft drafted(const std::string& criteria) {
  grammar::registry::Record record;
  record.id = "TEST-1";
  record.title = "test";
  record.criteria = criteria;
  return grammar::registry::draft(record, shipped_lexicon());
}

inline std::string expression_of(const grammar::registry::DraftLine& line) {
  return line.expression == nullptr ? "-" : grammar::format(*line.expression);
}

}  // namespace eligo::test
