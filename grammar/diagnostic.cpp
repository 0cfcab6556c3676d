// The catalogue of codes, and how a diagnostic is shown. Tested in tests/grammar/source_test.cpp.
#include "grammar/diagnostic.hpp"

#include <algorithm>
#include <array>

#include "grammar/unicode.hpp"

namespace eligo::grammar {
namespace {

constexpr auto kError = Severity::error;
constexpr auto kWarning = Severity::warning;

constexpr std::array kCatalogue = {
    CatalogueEntry{"E101", kError, "something else was expected here"},
    CatalogueEntry{"E102", kError, "unterminated string"},
    CatalogueEntry{"E103", kError, "`and` mixed with `or`"},
    CatalogueEntry{"E104", kError, "text too large"},
    CatalogueEntry{"E105", kError, "nesting too deep"},
    CatalogueEntry{"E106", kError, "name or string too long"},
    CatalogueEntry{"E107", kError, "not valid UTF-8"},
    CatalogueEntry{"E108", kError, "malformed number"},
    CatalogueEntry{"E109", kError, "statement outside a trial"},
    CatalogueEntry{"E110", kError, "unknown statement"},
    CatalogueEntry{"E111", kError, "malformed string"},
    CatalogueEntry{"E112", kError, "part does not belong in this test"},
    CatalogueEntry{"E113", kError, "property given twice"},
    CatalogueEntry{"E201", kError, "unknown name"},
    CatalogueEntry{"E202", kError, "duplicate trial id"},
    CatalogueEntry{"E203", kError, "duplicate criterion id"},
    CatalogueEntry{"E204", kError, "duplicate definition"},
    CatalogueEntry{"E205", kError, "ambiguous name"},
    CatalogueEntry{"E206", kError, "definitions in a circle"},
    CatalogueEntry{"E301", kError, "wrong kind of fact for this construct"},
    CatalogueEntry{"E302", kError, "missing unit"},
    CatalogueEntry{"E303", kError, "unknown unit"},
    CatalogueEntry{"E304", kError, "unit of the wrong dimension"},
    CatalogueEntry{"E305", kError, "limit outside the score's range"},
    CatalogueEntry{"E306", kError, "empty range"},
    CatalogueEntry{"E307", kError, "number is not whole"},
    CatalogueEntry{"E308", kError, "unknown attribute or value"},
    CatalogueEntry{"E309", kError, "number has too many digits"},
    CatalogueEntry{"E310", kError, "limit must not be negative"},
    CatalogueEntry{"E401", kError, "invalid concept definition"},
    CatalogueEntry{"E402", kError, "hierarchy in a circle"},
    CatalogueEntry{"E403", kError, "trial without criteria"},
    CatalogueEntry{"E404", kError, "count out of range"},
    CatalogueEntry{"E405", kError, "malformed criterion id"},
    CatalogueEntry{"E406", kError, "criterion too large"},
    CatalogueEntry{"W501", kWarning, "unused definition"},
    CatalogueEntry{"W502", kWarning, "shipped fact redefined"},
    CatalogueEntry{"W503", kWarning, "criterion can never change"},
    CatalogueEntry{"W504", kWarning, "duplicate operand"},
    CatalogueEntry{"W505", kWarning, "test never or always true for this score"},
};

// Text from a rules file made safe for a terminal.
std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    if (!point.valid || is_unsafe(point.value)) {
      result += visible_escape(point.value);
    } else {
      result += text.substr(i, point.length);
    }
    i += point.length;
  }
  return result;
}

}  // namespace

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
}

std::string render(const Diagnostic& diagnostic) {
  const Position at = diagnostic.source->position(diagnostic.span.begin);
  const Source::Excerpt excerpt = diagnostic.source->excerpt(diagnostic.span);
  std::string text =
      printable(diagnostic.source->name()) + ':' + std::to_string(at.line) + ':' + std::to_string(at.column);
  text += diagnostic.severity == Severity::error ? ": error[" : ": warning[";
  text += std::string(diagnostic.code) + "]: " + printable(diagnostic.message) + '\n';
  text += excerpt.line + '\n' + excerpt.caret + '\n';
  if (!diagnostic.help.empty()) text += "help: " + printable(diagnostic.help) + '\n';
  return text;
}

std::span<const CatalogueEntry> diagnostic_catalogue() { return kCatalogue; }

}  // namespace eligo::grammar
