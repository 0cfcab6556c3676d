// Any text parses without a crash; a text without errors is the same tree again after formatting, comments
// included, and the formatter leaves its own output alone.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "grammar/format.hpp"
#include "grammar/parse.hpp"

namespace {

void require(bool holds, const char* what, const std::string& formatted) {
  if (holds) return;
  std::fprintf(stderr, "%s\n%s\n", what, formatted.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace eligo;
  const grammar::Source source("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  const grammar::ParsedFile parsed = grammar::parse_file(source);
  for (const auto& diagnostic : parsed.diagnostics) (void)grammar::render(diagnostic);
  if (!grammar::has_errors(parsed.diagnostics)) {
    const std::string formatted = grammar::format(parsed.file);
    const grammar::Source again("formatted", formatted);
    const grammar::ParsedFile reparsed = grammar::parse_file(again);
    require(!grammar::has_errors(reparsed.diagnostics), "the canonical text has errors", formatted);
    require(dump(parsed.file, true) == dump(reparsed.file, true), "the canonical text is another tree",
            formatted);
    require(grammar::format(reparsed.file) == formatted, "the canonical text is not canonical", formatted);
  }
  const grammar::ParsedExpression expression = grammar::parse_expression(source);
  if (expression.expression != nullptr) {
    const std::string formatted = grammar::format(*expression.expression);
    const grammar::Source again("formatted", formatted);
    const grammar::ParsedExpression reparsed = grammar::parse_expression(again);
    require(reparsed.expression != nullptr, "the canonical expression has errors", formatted);
    require(dump(*reparsed.expression) == dump(*expression.expression), "the canonical expression differs",
            formatted);
  }
  return 0;
}
