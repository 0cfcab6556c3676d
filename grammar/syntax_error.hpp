// A syntax error on its way from a rule or the builder to the list of diagnostics, and the wording of what
// was found.
//
// Thrown inside grammar/ only: parse.cpp catches it for each statement. Tests:
// tests/grammar/cases/expression_errors.txt.
#pragma once

#include <string>
#include <string_view>

#include "grammar/source.hpp"

namespace eligo::grammar {

struct SyntaxError {
  std::string_view code;
  Span span;
  std::string message;
  std::string help;
};

// What a rule wanted, from messages.hpp.
struct Expectation {
  std::string_view what;  // "a number"
  std::string_view help;
};

// In back-ticks; of a long text the first 40 bytes and `…`.
std::string quoted(std::string_view text);

// The error for `expectation` not met at `offset`, inside the statement [begin, end). Looks at what stands
// there to say more than "expected": a capitalised keyword, a malformed number, an unterminated string.
SyntaxError unmet(const Source& source, Span statement, std::uint32_t offset, std::uint32_t token_end,
                  const Expectation& expectation);

}  // namespace eligo::grammar
