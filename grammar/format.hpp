// The canonical layout of a `.elig` file.
//
// format(parse(x)) parses to the same tree as x (comments and notes included), and formatting it again
// changes nothing. Lines aim at 100 columns. Needs no vocabulary. Tests: tests/grammar/format_test.cpp
// (property).
#pragma once

#include <string>

#include "grammar/ast.hpp"

namespace eligo::grammar {

std::string format(const ast::File& file);
std::string format(const ast::Expression& expression);  // on one line

}  // namespace eligo::grammar
