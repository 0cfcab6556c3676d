// Every rule of docs/semantics.md as rows of text: expression, record, as-of date, expected truth and causes.
//
// The rows are derived from the rules, not from the engine: where they differ, the rules decide. All
// differing rows are shown, with their places. Of every row it is also checked that the explanation agrees
// with the plain evaluation, that an unknown has causes and a reason, and that the formatted expression means
// the same. Format: table.hpp.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <map>
#include <set>

#include "engine/bind.hpp"
#include "engine/evaluate.hpp"
#include "engine/screen.hpp"
#include "grammar/format.hpp"
#include "grammar/parse.hpp"
#include "patients/record_reader.hpp"
#include "tests/conformance/shipped_program.hpp"
#include "tests/conformance/table.hpp"

using namespace eligo;
using namespace eligo::conformance;

namespace {

namespace fs = std::filesystem;

std::string show(engine::Causes causes) {
  std::string text;
  for (std::size_t i = 0; i < engine::cause_count; ++i) {
    const auto cause = static_cast<engine::Cause>(i);
    if (causes.contains(cause)) text += (text.empty() ? " " : ",") + std::string(to_string(cause));
  }
  return text;
}

std::string show(const engine::Outcome& outcome) {
  return std::string(to_string(outcome.truth)) + show(outcome.causes);
}

patients::Day day(const std::string& text) {
  const auto parsed = patients::parse_day(text);
  if (!parsed) throw std::runtime_error("not a date: " + text);
  return *parsed;
}

// Compiled expressions, by their text.
const engine::Compiled& compiled(const std::string& expression) {
  static std::map<std::string, engine::Compiled> cache;
  const auto found = cache.find(expression);
  if (found != cache.end()) return found->second;
  return cache.emplace(expression, engine::compile_expression(expression, shipped_program())).first->second;
}

std::string canonical(const std::string& expression) {
  const grammar::Source source("<expression>", expression);
  const auto parsed = grammar::parse_expression(source);
  return parsed.expression ? grammar::format(*parsed.expression) : "";
}

// A record that has been read and bound.
struct Patient {
  std::string text;
  patients::PatientRecord record;
  engine::BindResult bound;

  Patient(const std::string& json, const engine::Program& program) : text(json) {
    patients::RecordReader reader(text);
    auto read = reader.next();
    if (!read || !read->record) {
      throw std::runtime_error("the record is refused: " +
                               (read && !read->diagnostics.empty() ? read->diagnostics.front().message : ""));
    }
    record = std::move(*read->record);
    bound = engine::bind(record, program.vocabulary);
    if (!bound.ok())
      throw std::runtime_error("the record does not fit the vocabulary: " +
                               bound.diagnostics.front().message);
  }
  Patient(const Patient&) = delete;
  Patient& operator=(const Patient&) = delete;
};

// "unknown missing,stale until 2026-11-24"
std::string evaluate(const engine::Program& program, const Patient& patient, patients::Day as_of) {
  const auto& trial = program.trials.at(0);
  engine::Evaluator evaluator(program, patient.bound.bound, as_of);
  return show(evaluator.evaluate(trial, trial.criteria.at(0).root));
}

// What is wrong with the explanation of a row, or nothing; appends the date of a pending cause to `truth`.
std::string check_explanation(const engine::Program& program, const Patient& patient, patients::Day as_of,
                              std::string& truth) {
  const auto& trial = program.trials.at(0);
  const auto& criterion = trial.criteria.at(0);
  engine::Evaluator evaluator(program, patient.bound.bound, as_of);
  const auto explained = evaluator.explain(trial, criterion);
  if (show(explained.tree.outcome) != truth)
    return "explained as " + show(explained.tree.outcome) + ", evaluated as " + truth;
  engine::Causes named;
  std::optional<patients::Day> until;
  for (const auto& note : explained.causes) {
    named |= note.cause;
    if (note.until && (!until || *until < *note.until)) until = note.until;
  }
  if (!(named == explained.tree.outcome.causes))
    return "the causes are explained as" + show(named) + ", evaluated as " + truth;
  if (!(explained.result.causes == explained.tree.outcome.causes))
    return "the criterion has other causes than its tree";
  const bool unknown = explained.tree.outcome.is_unknown();
  if (unknown != (explained.result.status == engine::Status::unknown))
    return "the status does not follow the truth";
  if (unknown == explained.causes.empty()) return "causes are given exactly when unknown";
  if (explained.reason.empty()) return "the reason is empty";
  const auto again = engine::Evaluator(program, patient.bound.bound, as_of).evaluate(trial, criterion);
  if (again.status != explained.result.status || again.applicable != explained.result.applicable) {
    return "criterion evaluated and explained differently";
  }
  if (until) truth += " until " + to_string(*until);
  return {};
}

std::string differs(const Row& row) {
  const std::string& expression = row.cells[0];
  const auto& rules = compiled(expression);
  if (!rules.ok()) return "`" + expression + "` does not compile:\n" + render_all(rules.diagnostics);
  const Patient patient(row.cells[1], *rules.program);
  const auto as_of = day(row.cells[2]);
  std::string truth = evaluate(*rules.program, patient, as_of);
  const std::string formatted = canonical(expression);
  const auto& same = compiled(formatted);
  if (!same.ok())
    return "formatted as `" + formatted + "`, which does not compile:\n" + render_all(same.diagnostics);
  if (const auto other = evaluate(*same.program, Patient(row.cells[1], *same.program), as_of);
      other != truth) {
    return "`" + expression + "` is " + truth + ", but formatted as `" + formatted + "` it is " + other;
  }
  std::string problem = check_explanation(*rules.program, patient, as_of, truth);
  const bool dated = row.cells[3].find(" until ") != std::string::npos;
  if (const auto at = truth.find(" until "); at != std::string::npos && !dated) truth.resize(at);
  if (row.cells[3] != truth)
    problem += (problem.empty() ? "" : "; ") + ("expected " + row.cells[3]) + ", got " + truth;
  if (problem.empty()) return {};
  return problem + "\n      " + expression + "\n      " + row.cells[1] + "  as of " + row.cells[2];
}

// "ineligible I1:pass E1:unknown[missing,stale] E2:pass(na) trial[unpublished]"
std::string verdict_of(const Row& row) {
  auto files = shipped_rules();
  std::erase_if(files, [](const auto& file) { return file.name.starts_with("trials/"); });
  const std::vector<engine::RuleText> own{{"table.elig", row.rules}};
  const auto rules = engine::compile(own, files);
  if (!rules.ok()) return "the rules do not compile:\n" + render_all(rules.diagnostics);
  const Patient patient(row.cells[0], *rules.program);
  engine::Evaluator evaluator(*rules.program, patient.bound.bound, day(row.cells[1]));
  const auto result = evaluator.verdict(rules.program->trials.at(0));
  const auto bracketed = [](engine::Causes causes) {
    return causes.empty() ? std::string() : "[" + show(causes).substr(1) + "]";
  };
  std::string text(to_string(result.verdict));
  for (std::size_t i = 0; i < result.criteria.size(); ++i) {
    const auto& criterion = result.criteria[i];
    text += " " + result.trial->criteria[i].id + ":" + std::string(to_string(criterion.status)) +
            bracketed(criterion.causes) + (criterion.applicable ? "" : "(na)");
  }
  if (!result.causes.empty()) text += " trial" + bracketed(result.causes);
  return text;
}

// The outcome of a whole record: the refusal, or the warnings, as "error POINTER: message" lines.
std::vector<std::string> complaints(const std::string& json, patients::Day as_of) {
  patients::RecordReader reader(json);
  std::vector<std::string> lines;
  auto read = reader.next();
  if (!read) return {"nothing was read"};
  const auto result = engine::screen(shipped_program(), std::move(*read), as_of);
  if (result.refusal) lines.push_back("error " + result.refusal->at + ": " + result.refusal->message);
  if (result.refusal && !result.trials.empty()) lines.push_back("a refused record has trials");
  for (const auto& warning : result.warnings) {
    if (warning.severity == patients::DataSeverity::warning) {
      lines.push_back("warning " + warning.pointer + ": " + warning.message);
    }
  }
  return lines;
}

// Not as a message of Catch2, which would break the lines.
void show(const Differences& differences) {
  if (differences.count() != 0)
    std::cerr << differences.count() << " rows differ:" << differences.text() << "\n";
}

const fs::path tables = ELIGO_CONFORMANCE_TABLES;
const std::set<std::string> with_other_columns{"verdict.table", "refusals.table", "cql.table"};

}  // namespace

TEST_CASE("truth, causes and explanation of every row", "[conformance]") {
  Differences differences;
  std::map<std::string, std::size_t> counts;
  std::size_t total = 0;
  std::set<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(tables)) paths.insert(entry.path());
  for (const auto& path : paths) {
    if (path.extension() != ".table" || with_other_columns.contains(path.filename().string())) continue;
    for (const Row& row : read_table(path)) {
      ++total;
      ++counts[path.filename().string()];
      try {
        if (const auto problem = differs(row); !problem.empty()) differences.add(row.place, problem);
      } catch (const std::exception& error) {
        differences.add(row.place, error.what() + ("\n      " + row.cells[1]));
      }
    }
  }
  for (const auto& [name, count] : counts) UNSCOPED_INFO(name << ": " << count << " rows");
  show(differences);
  INFO(differences.count() << " of " << total << " rows differ");
  CHECK(differences.count() == 0);
  CHECK(total >= 500);
}

TEST_CASE("no row stands twice", "[conformance]") {
  Differences differences;
  std::map<std::vector<std::string>, std::string> seen;
  for (const auto& entry : fs::directory_iterator(tables)) {
    if (entry.path().extension() != ".table" || with_other_columns.contains(entry.path().filename().string()))
      continue;
    for (const Row& row : read_table(entry.path())) {
      const auto [first, fresh] =
          seen.emplace(std::vector(row.cells.begin(), row.cells.begin() + 3), row.place);
      if (!fresh) differences.add(row.place, "the same as " + first->second);
    }
  }
  show(differences);
  CHECK(differences.count() == 0);
}

// RECORD | AS-OF | VERDICT ID:STATUS…
TEST_CASE("status of criteria and verdict of trials", "[conformance]") {
  Differences differences;
  for (const Row& row : read_plain_table(tables / "verdict.table")) {
    try {
      Row filled = row;
      filled.cells[0] =
          R"({"id":"P")" + std::string(row.cells[0] == "{}" ? "}" : "," + row.cells[0].substr(1));
      const auto got = verdict_of(filled);
      if (got != row.cells.at(2))
        differences.add(row.place,
                        "expected " + row.cells[2] + "\n      got      " + got + "\n      " + row.cells[0]);
    } catch (const std::exception& error) {
      differences.add(row.place, error.what());
    }
  }
  show(differences);
  CHECK(differences.count() == 0);
}

// RECORD | AS-OF | error or warning, or `fine` | POINTER | part of the message
TEST_CASE("records that are refused, or taken with a warning", "[conformance]") {
  Differences differences;
  for (const Row& row : read_plain_table(tables / "refusals.table")) {
    const auto got = complaints(row.cells.at(0), day(row.cells.at(1)));
    const std::string kind = row.cells.at(2);
    const auto fits = [&](const std::string& line) {
      const auto colon = line.find(": ");
      return (row.cells.at(3) == "*" ? line.starts_with(kind)
                                     : line.substr(0, colon) == kind + " " + row.cells.at(3)) &&
             line.find(row.cells.at(4), colon) != std::string::npos;
    };
    const bool refused =
        std::any_of(got.begin(), got.end(), [](const auto& line) { return line.starts_with("error "); });
    const bool good = kind == "fine"
                          ? got.empty()
                          : std::any_of(got.begin(), got.end(), fits) && refused == (kind == "error");
    if (good) continue;
    std::string all;
    for (const auto& line : got) all += "\n      got " + line;
    differences.add(row.place, "expected " + kind + " " +
                                   (row.cells.size() > 4 ? row.cells[3] + ": " + row.cells[4] : "") + all +
                                   "\n      " + row.cells[0]);
  }
  show(differences);
  CHECK(differences.count() == 0);
}

TEST_CASE("a refused record does not stop the next one", "[conformance]") {
  const std::string text =
      "{\"id\":\"A\"}\n{\"id\":\"B\",\"birth_date\":\"2026-02-30\"}\n{\"id\":\"C\"}\n{\"sex\":\"male\"}\n{"
      "\"id\":\"E\"}\n";
  patients::RecordReader reader(text);
  std::vector<std::string> seen;
  while (auto read = reader.next()) seen.push_back(read->record ? read->record->id : "refused");
  CHECK(seen == std::vector<std::string>{"A", "refused", "C", "refused", "E"});
}

// Where a result carries no limit, the site's own table decides; a limit of the result itself goes before it.
TEST_CASE("reference limits that the caller supplies", "[conformance]") {
  const auto& rules = compiled("ALT > 1.2 ULN");
  REQUIRE(rules.ok());
  const auto alt = rules.program->vocabulary.find("alt");
  REQUIRE(alt);
  engine::ReferenceTable site(rules.program->vocabulary.concepts().size());
  site[*alt].high = patients::Rational(patients::Decimal{50});
  const auto truth = [&](const std::string& value, const engine::ReferenceTable* table) {
    const Patient patient(
        R"({"id":"P","observations":[{"name":"alt","unit":"U/L","date":"2026-11-20",)" + value + "}]}",
        *rules.program);
    engine::Evaluator evaluator(*rules.program, patient.bound.bound, day("2026-11-25"), table);
    const auto& trial = rules.program->trials.at(0);
    return show(evaluator.evaluate(trial, trial.criteria.at(0).root));
  };
  CHECK(truth(R"("value":60)", nullptr) == "unknown missing");
  CHECK(truth(R"("value":60)", &site) == "false");
  CHECK(truth(R"("value":60.1)", &site) == "true");
  CHECK(truth(R"("value":60.1,"high":55)", &site) == "false");
  CHECK(truth(R"("value":60,"high":40)", &site) == "true");
}
