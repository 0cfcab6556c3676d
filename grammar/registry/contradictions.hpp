// Inclusions of a draft that nobody could meet together.
//
// `eGFR >= 60` beside `eGFR < 60`, women beside men: such lines are of different groups, or alternatives,
// that the text does not tell apart in words that are understood. Tests: tests/draft/lines_test.cpp.
#pragma once

#include <set>
#include <string>

#include "grammar/ast.hpp"

namespace eligo::grammar::registry {

// Ids (`I3`) of the inclusions of the file's trials that contradict another one, beyond what a guard or an
// alternative allows. Criteria made of the registry's fields are not looked at.
std::set<std::string> contradicting(const ast::File& file);

}  // namespace eligo::grammar::registry
