// The canonical layout, as golden texts in cases/format.txt: what was written, and what the formatter makes
// of it.
#include "grammar/format.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "grammar/parse.hpp"
#include "tests/support/cases.hpp"

using namespace eligo;
using grammar::Source;

namespace {

std::string formatted(const std::string& text) {
  const Source source("test", text);
  const auto parsed = grammar::parse_file(source);
  for (const auto& diagnostic : parsed.diagnostics) FAIL(grammar::render(diagnostic));
  return grammar::format(parsed.file);
}

std::string with_comments(const std::string& text) {
  const Source source("test", text);
  return dump(grammar::parse_file(source).file, true);
}

void check_kept(const std::string& text) {
  const std::string once = formatted(text);
  CHECK(formatted(once) == once);
  CHECK(with_comments(once) == with_comments(text));
}

}  // namespace

TEST_CASE("texts are laid out as in the golden file") {
  for (const auto& row :
       test::read_cases(std::string(ELIGO_SOURCE_DIR) + "/tests/grammar/cases/format.txt")) {
    INFO("format.txt:" << row.line);
    REQUIRE(row.parts.size() == 2);
    CHECK(formatted(row.parts[0]) == row.parts[1] + '\n');
    check_kept(row.parts[0]);
  }
}

TEST_CASE("expressions on one line have canonical signs, words and parentheses") {
  for (const auto& row :
       test::read_rows(std::string(ELIGO_SOURCE_DIR) + "/tests/grammar/cases/format_expressions.txt")) {
    INFO("format_expressions.txt:" << row.line);
    const Source source("test", row.left);
    const auto parsed = grammar::parse_expression(source);
    REQUIRE(parsed.expression);
    CHECK(grammar::format(*parsed.expression) == row.right);
  }
}

TEST_CASE("the shipped rules keep their trees and comments") {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::string(ELIGO_SOURCE_DIR) + "/rules")) {
    if (entry.path().extension() != ".elig") continue;
    INFO(entry.path());
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    check_kept(text.str());
    ++files;
  }
  CHECK(files >= 5);
}

TEST_CASE("lines of criteria stay within a hundred columns") {
  std::string text = "trial T \"t\"\ninclusion 1 \"x\"\n  diagnosis of tumour active within 5 years except ";
  for (int i = 0; i < 40; ++i)
    text += "some condition" + std::string(static_cast<std::size_t>(i % 7), 'x') + ", ";
  text += "last and not any of (";
  for (int i = 0; i < 40; ++i) text += "if a then (b or c > 3 mg/dL), ";
  text += "d)\n";
  std::istringstream lines(formatted(text));
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 100);
}
