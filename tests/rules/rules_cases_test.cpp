// Runs the example records of every criterion of the founding trials (cases/*.jsonl; format in README.md),
// and checks that every criterion has a passing, a failing and an unknown one.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "eligo.hpp"

using namespace eligo;
using Json = nlohmann::json;

namespace {

const engine::Program& program() {
  static const engine::Compiled compiled = engine::compile(shipped_rules());
  REQUIRE(compiled.ok());
  return *compiled.program;
}

struct Case {
  std::string where;
  Json row;
};

std::vector<Case> cases_of(const std::string& trial) {
  const std::filesystem::path path = std::string(ELIGO_SOURCE_DIR) + "/tests/rules/cases/" + trial + ".jsonl";
  std::ifstream file(path);
  REQUIRE(file.is_open());
  std::vector<Case> cases;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (!line.empty()) cases.push_back({trial + ".jsonl:" + std::to_string(number), Json::parse(line)});
  }
  return cases;
}

struct Answer {
  std::string status;
  std::set<std::string> causes;
  std::string reason;
};

Answer ask(const Case& c, const engine::Trial& trial) {
  Json record = c.row.at("record");
  if (!record.contains("id")) record["id"] = "case";
  const std::string text = record.dump();
  auto read = patients::RecordReader(text).next();
  const auto as_of = *patients::parse_day(c.row.at("as_of").get<std::string>());
  const auto result = engine::screen(program(), std::move(*read), as_of, {{trial.id}, nullptr});
  Answer answer;
  if (result.refusal) {
    answer.reason = "refused: " + result.refusal->message;
    return answer;
  }
  for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
    if (trial.criteria[i].id != c.row.at("criterion")) continue;
    const auto& explanation = result.trials.front().criteria[i];
    answer.status = to_string(explanation.result.status);
    answer.reason = explanation.reason;
    for (const auto& cause : explanation.causes) answer.causes.emplace(to_string(cause.cause));
  }
  return answer;
}

void run(const std::string& id) {
  const engine::Trial* trial = program().find_trial(id);
  REQUIRE(trial != nullptr);
  std::map<std::string, std::set<std::string>> seen;
  for (const auto& c : cases_of(id)) {
    const std::string criterion = c.row.at("criterion");
    if (c.row.contains("impossible")) {
      seen[criterion].insert(c.row.at("impossible"));
      continue;
    }
    const Answer answer = ask(c, *trial);
    INFO(c.where << " " << criterion << ": " << c.row.value("why", "") << "\n  reason: " << answer.reason);
    CHECK(answer.status == c.row.at("status").get<std::string>());
    CHECK_FALSE(answer.reason.empty());
    seen[criterion].insert(c.row.at("status"));
    if (!c.row.contains("causes")) continue;
    const std::set<std::string> expected(c.row.at("causes").begin(), c.row.at("causes").end());
    CHECK(answer.causes == expected);
  }
  for (const auto& criterion : trial->criteria) {
    INFO(id << " " << criterion.id << " needs a pass, a fail and an unknown case");
    CHECK(seen[criterion.id] == std::set<std::string>{"pass", "fail", "unknown"});
  }
}

}  // namespace

TEST_CASE("MSC4PGF, criterion by criterion") { run("MSC4PGF"); }
TEST_CASE("UCMSC-MYELO, criterion by criterion") { run("UCMSC-MYELO"); }
TEST_CASE("NCT06949267, criterion by criterion") { run("NCT06949267"); }
TEST_CASE("NCT04014166, criterion by criterion") { run("NCT04014166"); }
TEST_CASE("NCT06599346, criterion by criterion") { run("NCT06599346"); }
