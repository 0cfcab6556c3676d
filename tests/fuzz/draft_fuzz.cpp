// Any text drafts without a crash: the draft parses, the formatter leaves it alone, and every line has spans
// inside itself.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "grammar/format.hpp"
#include "grammar/parse.hpp"
#include "grammar/registry/draft.hpp"
#include "tests/draft/shipped_lexicon.hpp"

namespace {

void require(bool holds, const char* what, const std::string& text) {
  if (holds) return;
  std::fprintf(stderr, "%s\n%s\n", what, text.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace eligo;
  namespace registry = grammar::registry;
  registry::Record record;
  record.id = "FUZZ-1";
  record.criteria.assign(reinterpret_cast<const char*>(data), size);
  const registry::Draft draft = registry::draft(record, test::shipped_lexicon());
  for (const auto& line : draft.lines) {
    require(!line.spans.empty(), "a line without spans", line.text);
    for (const auto& span : line.spans)
      require(span.span.begin >= line.span.begin && span.span.end <= line.span.end, "a span outside its line",
              line.text);
  }
  const std::string text = grammar::format(draft.file);
  const grammar::Source source("draft", text);
  const grammar::ParsedFile parsed = grammar::parse_file(source);
  require(!grammar::has_errors(parsed.diagnostics), "the draft has errors", text);
  require(grammar::format(parsed.file) == text, "the draft is not canonical", text);
  return 0;
}
