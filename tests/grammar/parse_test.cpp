// Text to tree and text to error, as tables in cases/.
#include "grammar/parse.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/support/cases.hpp"

using namespace eligo;
using grammar::Source;

namespace {

const std::string kCases = std::string(ELIGO_SOURCE_DIR) + "/tests/grammar/cases/";

std::string parsed(const std::string& text) {
  const Source source("case", text);
  const auto result = grammar::parse_expression(source);
  std::string shown = result.expression ? dump(*result.expression) : "";
  for (const auto& diagnostic : result.diagnostics) shown += grammar::render(diagnostic);
  return shown;
}

}  // namespace

TEST_CASE("expressions become the tree of the table") {
  const auto rows = test::read_rows(kCases + "expressions.txt");
  CHECK(rows.size() > 100);
  for (const auto& row : rows) {
    INFO("expressions.txt:" << row.line);
    CHECK(parsed(row.left) == row.right);
  }
}

TEST_CASE("line breaks and comments mean nothing inside an expression") {
  for (const auto& row : test::read_rows(kCases + "expressions.txt")) {
    if (row.left.find_first_of("\"`") != std::string::npos) continue;
    std::string broken;
    for (const char c : row.left) broken += c == ' ' ? std::string("\r\n \t") : std::string(1, c);
    INFO("expressions.txt:" << row.line);
    CHECK(parsed(" # first\n" + broken + " # last") == row.right);
  }
  CHECK(parsed("diagnosis of hematologic # here\n disease") ==
        "(diagnosis of (one \"hematologic disease\"))");
}

TEST_CASE("a no-break space is a blank") {
  CHECK(parsed("ECOG\xC2\xA0<=\xC2\xA0"
               "2") == "(measure (one \"ECOG\") (<= 2))");
}

TEST_CASE("errors have the code, column, message and help of the table") {
  const auto rows = test::read_rows(kCases + "expression_errors.txt");
  CHECK(rows.size() > 80);
  for (const auto& row : rows) {
    INFO("expression_errors.txt:" << row.line << ": " << row.left);
    std::istringstream expected(row.right);
    std::string code, message, help;
    std::uint32_t column = 0;
    expected >> code >> column;
    std::getline(expected, message);
    message.erase(0, 1);
    if (const std::size_t bar = message.find(" | "); bar != std::string::npos) {
      help = message.substr(bar + 3);
      message.erase(bar);
    }
    const Source source("case", row.left);
    const auto result = grammar::parse_expression(source);
    REQUIRE(result.diagnostics.size() == 1);
    const grammar::Diagnostic& error = result.diagnostics[0];
    CHECK(result.expression == nullptr);
    CHECK(error.code == code);
    CHECK(source.position(error.span.begin).column == column);
    CHECK_THAT(error.message, Catch::Contains(message));
    CHECK_THAT(error.help, Catch::Contains(help));
  }
}

TEST_CASE("spans are the bytes of what was written") {
  const Source source("case", "platelets  < 30 10*9/L and ( active  pregnancy )  ");
  const auto result = grammar::parse_expression(source);
  REQUIRE(result.expression);
  const auto& both = std::get<ast::And>(result.expression->node);
  CHECK(source.slice(result.expression->span) == "platelets  < 30 10*9/L and ( active  pregnancy )");
  CHECK(source.slice(both.operands[0]->span) == "platelets  < 30 10*9/L");
  CHECK(source.slice(both.operands[1]->span) == "( active  pregnancy )");
  const auto& platelets = std::get<ast::Measurement>(both.operands[0]->node);
  CHECK(source.slice(platelets.test_span) == "< 30 10*9/L");
  CHECK(source.slice(platelets.subject.names[0].span) == "platelets");
  const auto& test = std::get<ast::ComparisonTest>(platelets.test);
  CHECK(source.slice(std::get<ast::AbsoluteLimit>(test.limit).unit.span) == "10*9/L");
}

TEST_CASE("files become the tree of the table") {
  for (const auto& row : test::read_cases(kCases + "files.txt")) {
    INFO("files.txt:" << row.line);
    REQUIRE(row.parts.size() == 2);
    const Source source("case", row.parts[0]);
    const auto result = grammar::parse_file(source);
    std::string shown = dump(result.file, true);
    for (const auto& error : result.diagnostics) {
      const auto at = source.position(error.span.begin);
      shown += std::to_string(at.line) + ':' + std::to_string(at.column) + ' ' + std::string(error.code) +
               ' ' + error.message + '\n';
    }
    if (!shown.empty() && shown.back() == '\n') shown.pop_back();
    CHECK(shown == row.parts[1]);
  }
}
