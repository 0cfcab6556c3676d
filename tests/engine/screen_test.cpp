// One record against all trials: refusals, applicability, agreement of verdicts and explanations, threads.
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/engine/record_of.hpp"

using namespace eligo;
using namespace eligo::test;

namespace {

std::string example_cohort() {
  std::ifstream file(std::string(ELIGO_SOURCE_DIR) + "/examples/patients/cohort.ndjson");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string screened(const std::string& text, const char* as_of) {
  std::string output;
  patients::RecordReader reader(text);
  while (auto read = reader.next()) {
    const auto result = engine::screen(shipped_program(), std::move(*read), day(as_of));
    output += engine::render_screen(result, {shipped_program(), day(as_of)}) + "\n";
  }
  return output;
}

const engine::CriterionResult& criterion(const engine::ScreenResult& result, const std::string& trial,
                                         const std::string& id) {
  for (const auto& explanation : result.trials) {
    if (explanation.trial->id != trial) continue;
    for (std::size_t i = 0; i < explanation.criteria.size(); ++i) {
      if (explanation.trial->criteria[i].id == id) return explanation.criteria[i].result;
    }
  }
  FAIL(trial << "." << id);
  throw std::logic_error("unreachable");
}

}  // namespace

TEST_CASE("a record with an error is refused as a whole, with code and place") {
  struct Row {
    const char* members;
    const char* code;
    const char* at;
  };
  const Row rows[] = {
      {R"("birth_date": "2027-01-01")", "D203", "/birth_date"},
      {R"("observations": [{"name": "platelets", "value": -3, "unit": "K/uL"}])", "D202", "/observations/0"},
      {R"("conditions": [{"name": "thrombosis", "code": "C92.0", "system": "ICD-10-CM"}])", "D201",
       "/conditions/0"},
  };
  for (const auto& row : rows) {
    const auto result = engine::screen(shipped_program(), read_members(row.members), day("2026-11-25"));
    INFO(row.members);
    REQUIRE(result.refusal.has_value());
    CHECK(result.refusal->code == row.code);
    CHECK(result.refusal->at == row.at);
    CHECK(result.trials.empty());
  }
}

TEST_CASE("a birth date is an error only before it") {
  const std::string members = R"("birth_date": "2026-12")";
  CHECK(engine::screen(shipped_program(), read_members(members), day("2026-11-30")).refusal.has_value());
  CHECK_FALSE(
      engine::screen(shipped_program(), read_members(members), day("2026-12-01")).refusal.has_value());
}

TEST_CASE("applicable is false where a guard is false or the sex rules the criterion out") {
  const auto ask = [](const std::string& members, const char* trial, const char* id) {
    return criterion(engine::screen(shipped_program(), read_members(members), day("2026-11-25")), trial, id);
  };
  CHECK_FALSE(ask(R"("sex": "male")", "NCT04014166", "E5").applicable);
  CHECK(ask(R"("sex": "male")", "NCT04014166", "E5").status == engine::Status::pass);
  CHECK(
      ask(R"("sex": "female", "complete": ["conditions"], "observations": [{"name": "pregnancy_test", "value": "negative"}])",
          "NCT04014166", "E5")
          .applicable);
  // Contraception is asked of everybody, so the guarded half alone does not take the criterion away.
  CHECK(ask(R"("sex": "male", "attestations": {"acceptable_contraception": true})", "NCT04014166", "I9")
            .applicable);
}

TEST_CASE("verdicts without explanations are those with them") {
  const std::string text = example_cohort();
  for (const char* as_of : {"2026-11-25", "2026-11-12", "2026-02-28", "2024-02-29"}) {
    patients::RecordReader reader(text);
    int records = 0;
    while (auto read = reader.next()) {
      const auto result = engine::screen(shipped_program(), std::move(*read), day(as_of));
      if (result.refusal) continue;
      ++records;
      const auto bound = engine::bind(*result.record, shipped_program().vocabulary);
      const auto plain = engine::verdicts(shipped_program(), bound.bound, day(as_of));
      REQUIRE(plain.size() == result.trials.size());
      for (std::size_t i = 0; i < plain.size(); ++i) {
        CHECK(plain[i].verdict == result.trials[i].result.verdict);
        for (std::size_t c = 0; c < plain[i].criteria.size(); ++c) {
          CHECK(plain[i].criteria[c].status == result.trials[i].criteria[c].result.status);
          CHECK(plain[i].criteria[c].causes == result.trials[i].criteria[c].result.causes);
        }
      }
    }
    CHECK(records > 5);
  }
}

TEST_CASE("one program serves many threads") {
  const std::string text = example_cohort();
  const std::string expected = screened(text, "2026-11-25");
  std::vector<std::string> outputs(8);
  std::vector<std::thread> threads;
  for (auto& output : outputs) threads.emplace_back([&] { output = screened(text, "2026-11-25"); });
  for (auto& thread : threads) thread.join();
  for (const auto& output : outputs) CHECK(output == expected);
}

TEST_CASE("a site's reference limits stand in for those that a result lacks, and only then") {
  const auto& program = shipped_program();
  const auto alt = program.vocabulary.find("alt").value();
  engine::ReferenceTable table(program.vocabulary.concepts().size());
  table[alt].high = patients::Rational(patients::Decimal(50));
  const auto ask = [&](const std::string& value, const engine::ReferenceTable* reference) {
    const std::string members =
        R"("observations": [{"name": "alt", "unit": "U/L", "date": "2026-11-20", "value": )" + value + "}]";
    const auto record = record_of(members);
    const auto compiled = engine::compile_expression("ALT > 1.2 ULN", program);
    const auto bound = engine::bind(record, compiled.program->vocabulary);
    engine::Evaluator evaluator(*compiled.program, bound.bound, day("2026-11-25"), reference);
    return evaluator.evaluate(0).truth;
  };
  CHECK(ask("61", &table) == engine::Truth::true_);
  CHECK(ask("60", &table) == engine::Truth::false_);
  CHECK(ask("61", nullptr) == engine::Truth::unknown);
  CHECK(ask(R"(61, "high": 55)", &table) == engine::Truth::false_);
}
