// Any tree that can be written is the same tree again after formatting and parsing, comments and notes
// included, and formatting a second time changes nothing.
#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <set>

#include "grammar/format.hpp"
#include "grammar/parse.hpp"
#include "tests/support/generate_ast.hpp"

using namespace eligo;
using grammar::Source;

namespace {

// What is wrong with the tree of `seed` after a round trip; empty if nothing is.
std::string file_fault(std::uint64_t seed) {
  const ast::File file = test::Generator(seed).file();
  const std::string text = grammar::format(file);
  const Source source("generated", text);
  const auto parsed = grammar::parse_file(source);
  for (const auto& diagnostic : parsed.diagnostics) return grammar::render(diagnostic) + text;
  const std::string expected = dump(file, true);
  const std::string actual = dump(parsed.file, true);
  if (actual != expected) return "another tree\n" + text + expected + actual;
  const std::string again = grammar::format(parsed.file);
  return again == text ? "" : "not canonical\n" + text + again;
}

std::string expression_fault(std::uint64_t seed) {
  const ast::ExpressionPtr expression = test::Generator(seed).expression(5);
  const std::string text = grammar::format(*expression);
  const Source source("generated", text);
  const auto parsed = grammar::parse_expression(source);
  for (const auto& diagnostic : parsed.diagnostics) return grammar::render(diagnostic) + text;
  const std::string expected = dump(*expression);
  const std::string actual = dump(*parsed.expression);
  return actual == expected ? "" : "another tree\n" + text + '\n' + expected + '\n' + actual;
}

// RapidCheck varies the seed from run to run; the fixed seeds are the same everywhere.
void check_property(const char* name, std::string (*fault)(std::uint64_t), std::uint64_t fixed_seeds) {
  CHECK(rc::check(name, [fault] {
    const std::string wrong = fault(*rc::gen::noShrink(rc::gen::arbitrary<std::uint64_t>()));
    if (!wrong.empty()) RC_FAIL(wrong);
  }));
  for (std::uint64_t seed = 0; seed < fixed_seeds; ++seed) {
    CAPTURE(seed);
    REQUIRE(fault(seed) == "");
  }
}

}  // namespace

TEST_CASE("parse(format(file)) is the file") { check_property("files", file_fault, 3000); }

TEST_CASE("parse(format(expression)) is the expression") {
  check_property("expressions", expression_fault, 5000);
}

TEST_CASE("the generator reaches every kind of expression") {
  std::set<std::size_t> kinds;
  for (std::uint64_t seed = 0; seed < 300; ++seed)
    kinds.insert(test::Generator(seed).expression(1)->node.index());
  CHECK(kinds.size() == std::variant_size_v<ast::Expression::Node>);
}
