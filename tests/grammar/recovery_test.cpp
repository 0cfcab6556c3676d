// After an error the next statement is parsed as if nothing had happened; encodings and line ends.
#include <catch2/catch.hpp>

#include "grammar/format.hpp"
#include "grammar/parse.hpp"

using namespace eligo;
using grammar::Source;

namespace {

std::string codes(const grammar::ParsedFile& parsed) {
  std::string result;
  for (const auto& diagnostic : parsed.diagnostics) {
    const auto at = diagnostic.source->position(diagnostic.span.begin);
    result +=
        std::string(diagnostic.code) + '@' + std::to_string(at.line) + ':' + std::to_string(at.column) + ' ';
  }
  return result;
}

}  // namespace

TEST_CASE("every broken statement is reported and the others are kept") {
  std::string text = "trial T \"t\"\n";
  const std::vector<std::string> broken = {"inclusion 1 \"x\" a >",
                                           "inclusion 1 \"x\" (((",
                                           "inclusion 1 \"x",
                                           "inclusion 1",
                                           "inclusion 1 \"x\" a and b or c",
                                           "exclusion 1 \"x\" any of (a,",
                                           "define x a",
                                           "inclusion 1 \"x\" `a",
                                           "inclusion 1 \"x\" a > 1,5",
                                           "observation \"x\"",
                                           "inclusion 1 \"x\" a \" b"};
  std::size_t good = 0;
  for (const std::string& statement : broken) {
    text += statement + "\ninclusion G" + std::to_string(++good) + " \"good\" active x\n";
  }
  const Source source("test", text);
  const auto parsed = grammar::parse_file(source);
  CHECK(parsed.diagnostics.size() == broken.size());
  std::size_t kept = 0;
  for (const auto& item : parsed.file.items) {
    const auto* trial = std::get_if<ast::Trial>(&item);
    if (trial == nullptr) continue;
    for (const auto& statement : trial->items) {
      const auto* criterion = std::get_if<ast::Criterion>(&statement);
      if (criterion != nullptr && criterion->expression != nullptr) ++kept;
    }
  }
  CHECK(kept == good);
}

TEST_CASE("a criterion with an error keeps its head and its notes") {
  const Source source("test", "trial T \"t\"\nexclusion E7 \"label\" a >\n note \"n\"\ninclusion 2 b\n");
  const auto parsed = grammar::parse_file(source);
  const auto& trial = std::get<ast::Trial>(parsed.file.items.at(0));
  REQUIRE(trial.items.size() == 2);
  const auto& first = std::get<ast::Criterion>(trial.items[0]);
  CHECK(first.kind == ast::CriterionKind::exclusion);
  CHECK(first.id.text == "E7");
  CHECK(first.label.text == "label");
  CHECK(first.expression == nullptr);
  CHECK(first.notes.size() == 1);
  CHECK(source.slice(first.head_span) == "exclusion E7");
  CHECK(std::get<ast::Criterion>(trial.items[1]).id.text == "2");
}

TEST_CASE("a trial with an error keeps its criteria and what could be read") {
  const Source source("test", "trial T \"t\" x\ninclusion 1 \"x\" a\n");
  const auto parsed = grammar::parse_file(source);
  CHECK(codes(parsed) == "E101@1:13 ");
  const auto& trial = std::get<ast::Trial>(parsed.file.items.at(0));
  CHECK(trial.id.text == "T");
  CHECK(trial.items.size() == 1);
}

TEST_CASE("invalid UTF-8 is reported once a line, with its place, and nothing else of that statement") {
  const Source source(
      "test",
      "trial T \"t\"\ninclusion 1 \"x\" a \xFF \xFE b\n > \xC0\x80\ninclusion 2 \"y\" a >\n# \xE2\x82\n");
  const auto parsed = grammar::parse_file(source);
  CHECK(codes(parsed) == "E107@2:19 E107@3:4 E101@4:20 E107@5:3 ");
  const Source expression("test", "a \xED\xA0\x80");
  CHECK(grammar::parse_expression(expression).diagnostics.at(0).code == "E107");
}

TEST_CASE("a byte order mark and CRLF line ends are accepted") {
  const std::string text =
      "# c\n\ntrial T \"t\"\n    note \"n\"\n\ninclusion 1 \"x\"\n    a # behind\n    and b\n";
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const Source unix_source("test", text);
  const Source windows_source("test", windows);
  const auto expected = grammar::parse_file(unix_source);
  const auto actual = grammar::parse_file(windows_source);
  CHECK(actual.diagnostics.empty());
  CHECK(dump(actual.file, true) == dump(expected.file, true));
  CHECK(grammar::format(actual.file) == grammar::format(expected.file));
}

TEST_CASE("empty texts are empty files") {
  for (const char* text : {"", "\n", "   \n\t\n", "\xEF\xBB\xBF"}) {
    const Source source("test", text);
    const auto parsed = grammar::parse_file(source);
    CHECK(parsed.diagnostics.empty());
    CHECK(parsed.file.items.empty());
  }
}
