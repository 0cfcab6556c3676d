// The names that an expression mentions, and a copy of an expression.
#pragma once

#include <map>
#include <string>

#include "grammar/ast.hpp"

namespace eligo::grammar::registry {

void names_used(const ast::Expression& expression, std::map<std::string, int>& used);
ast::ExpressionPtr copy_of(const ast::Expression& expression);

}  // namespace eligo::grammar::registry
