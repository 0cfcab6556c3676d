// Text to syntax tree, with every error of the text in one pass.
//
// Entry: parse_file (a `.elig` file) and parse_expression (one criterion's expression, for `eligo eval`).
// A statement with an error is reported, left out of the tree (a criterion keeps its head, with a null
// expression), and parsing goes on at the next statement that begins a line. Never throws on bad text; no
// global state. Limits (errors E1xx when passed): text of 4 MiB, nesting of 64, a name of 200 bytes, a string
// of 4,000 bytes. Tests: tests/grammar/parse_test.cpp, tests/grammar/cases/, tests/fuzz/rules_fuzz.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/diagnostic.hpp"
#include "grammar/source.hpp"

namespace eligo::grammar {

struct ParsedFile {
  ast::File file;
  std::vector<Diagnostic> diagnostics;  // in order of position
};
ParsedFile parse_file(const Source& source);

struct ParsedExpression {
  ast::ExpressionPtr expression;  // null if there are errors
  std::vector<Diagnostic> diagnostics;
};
ParsedExpression parse_expression(const Source& source);

// How many grammar rules were tried while parsing `source` as a file; for the test that this grows linearly.
std::uint64_t count_rules_tried(const Source& source);

}  // namespace eligo::grammar
