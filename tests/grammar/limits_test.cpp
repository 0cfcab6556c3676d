// Limits, hostile texts, and work that grows linearly with nesting.
#include <catch2/catch.hpp>

#include "grammar/format.hpp"
#include "grammar/parse.hpp"

using namespace eligo;
using grammar::Source;

namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

std::string first_code(const std::string& expression) {
  const Source source("test", expression);
  const auto parsed = grammar::parse_expression(source);
  return parsed.diagnostics.empty() ? "" : std::string(parsed.diagnostics[0].code);
}

struct Nest {
  const char* open;
  const char* close;
  std::size_t levels = 1;  // of nesting that one `open` makes
};
constexpr Nest kNests[] = {{"(", ")"},
                           {"not ", ""},
                           {"any of (", ")"},
                           {"all of (b, ", ")"},
                           {"at least 1 of (", ")"},
                           {"if ", " then b"},
                           {"if b then (", ")"},
                           {"if b then c else (", ")"},
                           {"not (c and ", ")", 2},
                           {"any of (b > 1, ", ", c)"}};

std::string nested(const Nest& nest, std::size_t depth) {
  return repeated(nest.open, depth) + "a > 1" + repeated(nest.close, depth);
}

}  // namespace

TEST_CASE("nesting of 64 is accepted and 65 refused") {
  for (const Nest& nest : kNests) {
    CAPTURE(nest.open);
    CHECK(first_code(nested(nest, 64 / nest.levels - 1)) == "");
    CHECK(first_code(nested(nest, 64 / nest.levels)) == "");
    CHECK(first_code(nested(nest, 64 / nest.levels + 1)) == "E105");
  }
}

TEST_CASE("the caret stands at the opening of the 65th level") {
  for (const Nest& nest : kNests) {
    CAPTURE(nest.open);
    if (nest.levels != 1) continue;
    const Source source("test", nested(nest, 80));
    const auto parsed = grammar::parse_expression(source);
    REQUIRE(parsed.diagnostics.size() == 1);
    // `(` and its kin are a level each; what stands in front of a nested parenthesis belongs to it.
    CHECK(parsed.diagnostics[0].span.begin == 64 * std::string(nest.open).size());
  }
}

TEST_CASE("a long name is not repeated in the message") {
  const Source source("test", "active " + std::string(100000, 'a'));
  const auto parsed = grammar::parse_expression(source);
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].message == "name `" + std::string(40, 'a') + "…` of 100000 bytes");
  CHECK(grammar::render(parsed.diagnostics[0]).size() < 400);
}

TEST_CASE("a hundred thousand openers are refused, not followed") {
  for (const char* open :
       {"(", "not ", "any of (", "at least 2 of (", "if ", "if a then (", "((a) and ", "no ", "not no "}) {
    CAPTURE(open);
    const std::string code = first_code(repeated(open, 100000));
    CHECK((code == "E105" || code == "E101"));
  }
  CHECK(first_code("a > 3 " + repeated("(", 100000)) == "E101");
  CHECK(first_code("a > 3 " + repeated("(a", 100000) + repeated(")", 100000)) != "");
  CHECK(first_code("a > 3 " + repeated("{", 100000)) == "E101");
}

TEST_CASE("names, strings and texts have a largest size") {
  CHECK(first_code("active " + std::string(200, 'a')) == "");
  CHECK(first_code("active " + std::string(201, 'a')) == "E106");
  CHECK(first_code("active `" + std::string(201, 'a') + '`') == "E106");
  CHECK(first_code("a > 1 " + std::string(201, 'a')) == "E106");
  CHECK(first_code("unencoded \"" + std::string(4000, 'a') + '"') == "");
  CHECK(first_code("unencoded \"" + std::string(4001, 'a') + '"') == "E106");

  constexpr std::size_t kMegabytes = 4 * 1024 * 1024;
  const Source largest("test", '#' + std::string(kMegabytes - 1, 'x'));
  CHECK(grammar::parse_file(largest).diagnostics.empty());
  const Source larger("test", '#' + std::string(kMegabytes, 'x'));
  const auto parsed = grammar::parse_file(larger);
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].code == "E104");
}

TEST_CASE("the rules tried grow linearly with nesting") {
  for (const Nest& nest : kNests) {
    CAPTURE(nest.open);
    const auto tried = [&](std::size_t depth) {
      const Source source("test", "trial T \"t\"\ninclusion 1 \"x\" " + nested(nest, depth) + "\n");
      REQUIRE(grammar::parse_file(source).diagnostics.empty());
      return grammar::count_rules_tried(source);
    };
    // The same number of rules for each level, exactly.
    const std::uint64_t step = tried(2) - tried(1);
    CHECK(step > 0);
    for (std::size_t depth = 2; depth < 60 / nest.levels; ++depth) {
      CAPTURE(depth);
      CHECK(tried(depth + 1) - tried(depth) == step);
    }
  }
}

TEST_CASE("the rules tried grow linearly with length") {
  for (const char* item : {" and a > 1", " or any of (a, b) positive", " and (a or b)", " or not c",
                           " and MAP score on day 7 after x > 1"}) {
    CAPTURE(item);
    const auto tried = [&](std::size_t count) {
      const Source source("test", "trial T \"t\"\ninclusion 1 \"x\" a" + repeated(item, count) + "\n");
      return grammar::count_rules_tried(source);
    };
    CHECK(tried(201) - tried(200) == tried(2) - tried(1));
  }
}
