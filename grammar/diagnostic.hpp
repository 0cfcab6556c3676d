// Problems in rules, as values with a place.
//
// Codes are stable ("E101"): E1xx syntax, E2xx names, E3xx types and limits, E4xx structure, W5xx warnings;
// each is described in docs/diagnostics.md, and a test compares that page with diagnostic_catalogue().
// Message style: lower case, the user's text in back-ticks, what is wrong; `help` says what to write instead.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.hpp"

namespace eligo::grammar {

enum class Severity { error, warning };

struct Diagnostic {
  std::string_view code;  // one of diagnostic_catalogue(); static storage
  Severity severity = Severity::error;
  const Source* source = nullptr;  // not owned; never null once reported
  Span span;
  std::string message;
  std::string help;  // may be empty
};

bool has_errors(const std::vector<Diagnostic>& diagnostics);

// "file:line:column: error[E101]: message", the source line, the caret and "help: …", each ended by '\n'.
std::string render(const Diagnostic& diagnostic);

struct CatalogueEntry {
  std::string_view code;
  Severity severity;
  std::string_view title;  // a few words, for the manual
};
std::span<const CatalogueEntry> diagnostic_catalogue();

}  // namespace eligo::grammar
