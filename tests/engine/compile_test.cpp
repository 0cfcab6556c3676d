// The compiler, from text to predicates and from mistakes to diagnostics. Rows: tests/engine/cases/.
#include "engine/compile.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "rules_folder.hpp"

using namespace eligo;
using engine::compile;
using engine::RuleText;

namespace {

std::vector<std::vector<std::string>> blocks(const std::string& file) {
  std::vector<std::vector<std::string>> out(1);
  std::istringstream text(
      test::read_text(std::filesystem::path(ELIGO_SOURCE_DIR) / "tests/engine/cases" / file));
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with('#')) continue;
    if (!line.empty())
      out.back().push_back(line);
    else if (!out.back().empty())
      out.emplace_back();
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

const engine::Compiled& shipped() {
  static const auto compiled = compile(test::rule_texts("vocabulary"));
  return compiled;
}

std::string tree(const engine::Program& program) {
  const std::string text = dump(program.trials.at(0), program);
  return text.substr(text.find("inclusion\n") + 10);
}

std::string place(const grammar::Diagnostic& diagnostic) {
  const auto position = diagnostic.source->position(diagnostic.span.begin);
  return std::string(diagnostic.code) + " " + std::to_string(position.line) + ":" +
         std::to_string(position.column);
}

}  // namespace

TEST_CASE("expressions compile to the predicates of the table") {
  REQUIRE(blocks("expressions.txt").size() > 40);
  for (const auto& block : blocks("expressions.txt")) {
    INFO(block.front());
    std::string expected;
    for (std::size_t i = 1; i < block.size(); ++i) expected += block[i] + "\n";
    const auto compiled = engine::compile_expression(block.front(), *shipped().program);
    INFO(test::render_all(compiled));
    REQUIRE(compiled.diagnostics.empty());
    CHECK(tree(*compiled.program) == expected);
  }
}

TEST_CASE("mistakes give the diagnostics of the table, and every code has a row") {
  const auto base = test::rule_texts("vocabulary");
  std::set<std::string> seen{"E406"};  // has a test of its own
  for (const auto& block : blocks("diagnostics.txt")) {
    std::string text;
    std::vector<std::string> heads;
    for (const std::string& line : block) {
      if (line.starts_with("    "))
        text += (line == "    ." ? "" : line.substr(4)) + "\n";
      else
        heads.push_back(line);
    }
    const std::vector<RuleText> files{{"case.elig", text}};
    const auto compiled = compile(files, base);
    INFO(text << test::render_all(compiled));
    CHECK(compiled.diagnostics.size() == heads.size());
    for (std::size_t i = 0; i < std::min(heads.size(), compiled.diagnostics.size()); ++i) {
      const auto& diagnostic = compiled.diagnostics[i];
      const std::size_t gap = heads[i].find(' ', 5);
      CHECK(place(diagnostic) == heads[i].substr(0, gap));
      CHECK((diagnostic.message + "; " + diagnostic.help).find(heads[i].substr(gap + 1)) !=
            std::string::npos);
      seen.insert(std::string(diagnostic.code));
    }
  }
  for (const auto& entry : grammar::diagnostic_catalogue())
    if (!entry.code.starts_with("E1")) CHECK(seen.contains(std::string(entry.code)));
}

TEST_CASE("the shipped rules compile without a word, and hold the criteria of the five trials") {
  const auto compiled = compile({}, test::rule_texts(""));
  INFO(test::render_all(compiled));
  REQUIRE(compiled.diagnostics.empty());
  const std::map<std::string, std::string> expected{
      {"MSC4PGF", "I1 I2 I3 I4 I5 I6 E1 E2 E3 E4 E5 E6 E7 E8"},
      {"UCMSC-MYELO", "D1 D2"},
      {"NCT06949267", "I1 I2 I3 I4 I5 I6 I7 I8 E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11"},
      {"NCT04014166", "I1 I2 I3 I4 I5 I6 I7 I8 I9 E1 E2 E3 E4 E5 E6 E7 E8 E9 E10"},
      {"NCT06599346", "S1 I1 I2 I3 E1 E2 E3 E4 E5 D1"}};
  REQUIRE(compiled.program->trials.size() == expected.size());
  for (const auto& [id, criteria] : expected) {
    const engine::Trial* trial = compiled.program->find_trial(id);
    REQUIRE(trial != nullptr);
    std::string ids;
    for (const auto& criterion : trial->criteria) ids += (ids.empty() ? "" : " ") + criterion.id;
    CHECK(ids == criteria);
    CHECK(trial->unpublished == (id == "UCMSC-MYELO"));
  }
}

TEST_CASE("a trial is found in any letter case") {
  const auto compiled = compile({}, test::rule_texts(""));
  CHECK(compiled.program->find_trial("nct06949267") != nullptr);
  CHECK(compiled.program->find_trial("NCT0") == nullptr);
}

TEST_CASE("equal predicates are stored once, and a faulty trial leaves nothing behind") {
  const auto base = test::rule_texts("vocabulary");
  const std::vector<RuleText> good{
      {"a", "trial A \"a\"\ninclusion 1 \"l\" female\ninclusion 2 \"l\" female and ECOG <= 1\n"},
      {"b", "trial B \"b\"\nexclusion 1 \"l\" ECOG <= 1\n"}};
  CHECK(compile(good, base).program->predicates.size() == 2);
  const std::vector<RuleText> bad{
      {"a", "trial A \"a\"\ninclusion 1 \"l\" female\ninclusion 2 \"l\" active qqqq\n"}};
  const auto compiled = compile(bad, base);
  CHECK(compiled.program->trials.empty());
  CHECK(compiled.program->predicates.empty());
  CHECK(compiled.program->predicate_texts.empty());
}

TEST_CASE("definitions are inlined, local before global, with their notes, and checked once") {
  const auto base = test::rule_texts("vocabulary");
  const std::vector<RuleText> files{{"a",
                                     "define adult as age >= 18 years\n    note \"full age\"\n"
                                     "trial A \"a\"\ndefine fit as ECOG <= 1\ninclusion 1 \"l\" adult and "
                                     "fit\ninclusion 2 \"l\" no adult\n"}};
  const auto compiled = compile(files, base);
  INFO(test::render_all(compiled));
  REQUIRE(compiled.diagnostics.empty());
  CHECK(dump(compiled.program->trials[0], *compiled.program) ==
        "trial A\nI1 inclusion\n  and\n    age(>= 18 years)\n    measurement(ecog, latest, <= 1)\n"
        "I2 inclusion\n  not\n    age(>= 18 years)\n");
  CHECK(compiled.program->trials[0].criteria[0].notes == std::vector<std::string>{"full age"});
  const std::vector<RuleText> wrong{
      {"a",
       "define odd as active qqqq\ntrial A \"a\"\ninclusion 1 \"l\" odd\ninclusion 2 \"l\" odd\n"
       "trial B \"b\"\ninclusion 1 \"l\" odd\n"}};
  const auto refused = compile(wrong, base);
  CHECK(refused.diagnostics.size() == 1);
  CHECK(refused.program->trials.empty());
}

TEST_CASE("definitions that double each other cost little and are refused with E406") {
  std::string text = "trial A \"a\"\ndefine d0 as female or ECOG <= 1\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "d" + std::to_string(i - 1);
    text += "define d" + std::to_string(i) + " as (" + before + " and ECOG <= 2) or (" + before +
            " and ECOG <= 3)\n";
  }
  const std::vector<RuleText> files{{"a", text + "inclusion 1 \"l\" d59\n"}};
  const auto compiled = compile(files, test::rule_texts("vocabulary"));
  REQUIRE(compiled.diagnostics.size() == 1);
  CHECK(compiled.diagnostics[0].code == "E406");
}

TEST_CASE("files come in any order and the hash covers names and texts") {
  const std::vector<RuleText> ab{{"a", "condition itch \"itch\"\n"},
                                 {"b", "extend itch synonym \"scratch\"\n"}};
  const std::vector<RuleText> ba{ab[1], ab[0]};
  const std::vector<RuleText> other{{"c", ab[0].text}, ab[1]};
  const auto first = compile(ab);
  REQUIRE(first.diagnostics.empty());
  CHECK(first.program->digest.hexadecimal() == compile(ba).program->digest.hexadecimal());
  CHECK(first.program->digest.hexadecimal() != compile(other).program->digest.hexadecimal());
  CHECK(first.program->digest.hexadecimal().size() == 64);
  CHECK(first.program->vocabulary.find("Scratch") == first.program->vocabulary.find("itch"));
  const std::vector<RuleText> abc{{"", "abc"}};  // NUL abc NUL
  CHECK(compile(std::span<const RuleText>{}).program->digest.hexadecimal() ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("every predicate of the catalogue has an example that compiles to it") {
  const auto entries = engine::predicate_catalogue();
  REQUIRE(entries.size() == std::variant_size_v<engine::Predicate>);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto compiled = engine::compile_expression(entries[i].example, *shipped().program);
    INFO(entries[i].name << "\n" << test::render_all(compiled));
    REQUIRE(compiled.ok());
    CHECK(compiled.program->predicates.at(0).index() == i);
    CHECK(dump(compiled.program->predicates[0], compiled.program->vocabulary)
              .starts_with(std::string(entries[i].name) + "("));
  }
}

TEST_CASE("nodes carry their own canonical text") {
  const auto compiled =
      engine::compile_expression("any of (ALT, hiv_antibody_set) > 1.2 ULN", *shipped().program);
  CHECK_FALSE(compiled.ok());
  const auto good = engine::compile_expression("any of (ALT,  AST) > 1.2 ULN", *shipped().program);
  REQUIRE(good.ok());
  CHECK(good.program->predicate_texts == std::vector<std::string>{"ALT > 1.2 ULN", "AST > 1.2 ULN"});
  CHECK(good.program->trials[0].nodes.back().text == "any of (ALT, AST) > 1.2 ULN");
}
