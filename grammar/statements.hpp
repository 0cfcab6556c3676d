// Cutting a file into statements before anything is parsed.
//
// A statement begins where a line begins with a statement word; strings and names do not span lines, so
// looking at the start of each line is exact. This is also where parsing goes on after an error, and it keeps
// a name from running into the next statement. Comment lines in front of a statement belong to it. Tests:
// tests/grammar/recovery_test.cpp.
#pragma once

#include <vector>

#include "grammar/source.hpp"
#include "grammar/words.hpp"

namespace eligo::grammar {

struct Statement {
  const StatementWord* word = nullptr;  // null: the text begins no statement that we know
  Span span;                            // without blank and comment lines behind it
  std::vector<Span> comments;           // the comment lines in front of it
};

struct Statements {
  std::vector<Statement> list;
  std::vector<Span> head_comments;  // at the top, with a blank line before the first statement
  std::vector<Span> trailing_comments;
};
Statements split_statements(const Source& source);

}  // namespace eligo::grammar
