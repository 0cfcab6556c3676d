// What it costs to have a question answered: data that a site changes. The shipped table is rules/costs.csv.
//
// Lines `WORD,COST`: WORD is a kind of question (attestation, person, history, section, visit, score,
// laboratory, serology) or the name of a fact, COST a whole number from 0. Blank lines and lines that begin
// with # say nothing; a later line replaces an earlier one of the same word. Immutable. Tests:
// tests/engine/next_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "engine/questions.hpp"

namespace eligo::engine {

class CostTable {
 public:
  // Adds the lines of `text`; what is wrong with the first bad one, with its number, or nothing.
  std::string read(std::string_view text, const Vocabulary& vocabulary);

  // By the fact's name, else by the kind. What only has to be looked up or put right in the record costs
  // that, whatever a test would cost.
  std::int64_t of(const Question& question) const;

 private:
  std::map<std::string, std::int64_t, std::less<>> costs_;
};

}  // namespace eligo::engine
