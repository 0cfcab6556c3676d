// The cases of the CQL conformance suite that have a counterpart: rows of cql.table, counted against the
// suite.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "engine/bind.hpp"
#include "engine/evaluate.hpp"
#include "patients/record_reader.hpp"
#include "tests/conformance/shipped_program.hpp"
#include "tests/conformance/table.hpp"

using namespace eligo;
using namespace eligo::conformance;
using patients::TimeUnit;

namespace {

const std::filesystem::path tables = ELIGO_CONFORMANCE_TABLES;

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> list;
  for (std::string word; in >> word;) list.push_back(word);
  return list;
}

patients::PartialDate date(const std::string& text) {
  const auto parsed = patients::PartialDate::parse(text);
  if (!parsed) throw std::runtime_error("not a date: " + text);
  return *parsed;
}

TimeUnit unit(const std::string& text) {
  static const std::map<std::string, TimeUnit> units{{"days", TimeUnit::day},
                                                     {"weeks", TimeUnit::week},
                                                     {"months", TimeUnit::month},
                                                     {"years", TimeUnit::year}};
  return units.at(text);
}

// "null and true" with attestations for the constants.
std::string logic(const std::string& text) {
  static const std::map<std::string, std::string> constants{{"true", "attest informed_consent"},
                                                            {"false", "attest poor_compliance"},
                                                            {"null", "attest cannot_express_will"}};
  std::string expression;
  for (const auto& word : words(text)) {
    const auto found = constants.find(word);
    expression += (expression.empty() ? "" : " ") + (found == constants.end() ? word : found->second);
  }
  const auto rules = engine::compile_expression(expression, shipped_program());
  if (!rules.ok()) throw std::runtime_error(render_all(rules.diagnostics));
  static const std::string json =
      R"({"id":"P","attestations":{"informed_consent":true,"poor_compliance":false}})";
  patients::RecordReader reader(json);
  const auto read = reader.next();
  const auto bound = engine::bind(*read->record, rules.program->vocabulary);
  const auto& trial = rules.program->trials.at(0);
  engine::Evaluator evaluator(*rules.program, bound.bound, date("2026-11-25").first);
  return std::string(to_string(evaluator.evaluate(trial, trial.criteria.at(0).root).truth));
}

bool compare(std::int32_t a, const std::string& comparator, std::int32_t b) {
  if (comparator == "<") return a < b;
  if (comparator == "<=") return a <= b;
  if (comparator == ">") return a > b;
  if (comparator == ">=") return a >= b;
  return a == b;
}

// "months between 2005 and 2006-07 > 5"
std::string duration(const std::vector<std::string>& text) {
  const auto from = date(text.at(2));
  const auto to = date(text.at(4));
  const auto low = completed(from.last, to.first, unit(text[0]));
  const auto high = completed(from.first, to.last, unit(text[0]));
  if (text.size() == 5)
    return low == high ? std::to_string(low) : std::to_string(low) + ".." + std::to_string(high);
  std::set<bool> answers;
  for (auto value = low; value <= high; ++value)
    answers.insert(compare(value, text[5], std::stoi(text.at(6))));
  return answers.size() == 2 ? "unknown" : *answers.begin() ? "true" : "false";
}

// "2014-06 - 1 years": the partial date whose days run from the one moved end to the other.
std::string sum(const std::vector<std::string>& text) {
  auto moved = date(text.at(0));
  const patients::Duration by{std::stoi(text.at(2)) * (text.at(1) == "-" ? -1 : 1), unit(text.at(3))};
  moved.first = add(moved.first, by);
  moved.last = add(moved.last, by);
  const auto whole = date(to_string(moved));
  return whole == moved ? to_string(whole) : to_string(moved.first) + ".." + to_string(moved.last);
}

std::string answer(const std::string& text) {
  const auto parts = words(text);
  if (std::find(parts.begin(), parts.end(), "between") != parts.end()) return duration(parts);
  return parts.size() == 4 && parts[0].find_first_not_of("0123456789-") == std::string::npos ? sum(parts)
                                                                                             : logic(text);
}

// "Add/DateTimeAdd5Years" of every list item of cql_left_out.md.
std::set<std::string> left_out() {
  std::ifstream file(tables / "cql_left_out.md");
  REQUIRE(file);
  std::set<std::string> names;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("- `")) CHECK(names.insert(line.substr(3, line.find('`', 3) - 3)).second);
  }
  return names;
}

std::set<std::string> listed() {
  std::set<std::string> names;
  for (const Row& row : read_plain_table(tables / "cql.table")) {
    CAPTURE(row.place);
    CHECK(names.insert(row.cells.at(0)).second);
  }
  return names;
}

std::string member(const std::string& line, const std::string& name) {
  const std::string key = "\"" + name + "\": \"";
  const auto begin = line.find(key);
  if (begin == std::string::npos) return {};
  return line.substr(begin + key.size(), line.find('"', begin + key.size()) - begin - key.size());
}

}  // namespace

TEST_CASE("the cases of CQL that have a counterpart", "[conformance][cql]") {
  Differences differences;
  for (const Row& row : read_plain_table(tables / "cql.table")) {
    try {
      const auto got = answer(row.cells.at(1));
      if (got != row.cells.at(2))
        differences.add(row.place, row.cells[1] + " is " + got + ", expected " + row.cells[2]);
    } catch (const std::exception& error) {
      differences.add(row.place, error.what());
    }
  }
  INFO(differences.text());
  CHECK(differences.count() == 0);
}

TEST_CASE("every case of CQL is a row or left out with a reason", "[conformance][cql]") {
  const auto rows = listed();
  const auto without = left_out();
  CHECK(rows.size() + without.size() == 39 + 70 + 55);
  for (const auto& name : rows) CHECK_FALSE(without.contains(name));
}

TEST_CASE("the names of the cases are those of the CQL files", "[conformance][cql]") {
  const std::string outside = ELIGO_OUTSIDE_DATA;
  const std::filesystem::path folder = std::filesystem::path(outside) / "cql";
  if (outside.empty() || !std::filesystem::exists(folder)) {
    WARN("skipped: configure with -DELIGO_OUTSIDE_DATA=FOLDER that holds cql/*.jsonl");
    return;
  }
  auto names = listed();
  names.merge(left_out());
  std::set<std::string> expected;
  for (const std::string file : {"logic", "datetime_arithmetic", "datetime_duration_difference"}) {
    std::ifstream in(folder / (file + ".jsonl"));
    REQUIRE(in);
    for (std::string line; std::getline(in, line);)
      expected.insert(member(line, "group") + "/" + member(line, "name"));
  }
  CHECK(names == expected);
}
