// The record reader: one record in full, then rows of text with the results expected of them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "patients/record_reader.hpp"

using namespace eligo::patients;

namespace {

std::vector<ReadResult> read_all(const std::string& text) {
  RecordReader reader(text);
  std::vector<ReadResult> out;
  while (auto result = reader.next()) out.push_back(std::move(*result));
  CHECK_FALSE(reader.next());
  return out;
}

// "P1 P2! ?!": ids in order, `?` without one, `!` where refused.
std::string summary(const std::string& text) {
  std::string out;
  for (const ReadResult& result : read_all(text)) {
    if (!out.empty()) out += ' ';
    out += result.id.value_or("?");
    if (!result.record) out += '!';
  }
  return out;
}

// "D108 /observations/0/value; D501 /x" of the only record in the text.
std::string diagnostics(const std::string& text) {
  std::string out;
  const auto results = read_all(text);
  REQUIRE(results.size() == 1);
  for (const DataDiagnostic& diagnostic : results.front().diagnostics) {
    if (!out.empty()) out += "; ";
    out += std::string(diagnostic.code) + " " + diagnostic.pointer;
    CHECK_FALSE(diagnostic.message.empty());
    CHECK(printable(diagnostic.message) == diagnostic.message);
  }
  return out;
}

}  // namespace

TEST_CASE("a record is read as it stands", "[record]") {
  const std::string text = R"({
    "id": "P-0001", "birth_date": "1984-03", "sex": "female", "complete": ["conditions", "trials"],
    "age": {"value": 42.0, "unit": "a", "date": "2026-11-01"},
    "observations": [
      {"name": "platelets", "value": 24, "unit": "10*9/L", "date": "2026-11-20"},
      {"code": "1742-6", "system": "LOINC", "value": " 61.50 ", "unit": "U/L", "high": 50, "low": "7"},
      {"name": "cmv_dna", "value": "negative"},
      {"name": "hbv_dna", "value": 20, "comparator": "<", "unit": "[IU]/mL"},
      {"name": "map_score", "value": 0.1400}],
    "conditions": [{"name": "thrombosis", "status": "absent"},
      {"name": "x", "status": "remission", "verification": "provisional", "severity": "severe", "controlled": false,
       "onset": "2025", "end": "2025-06-02"}],
    "procedures": [{"name": "hsct", "type": "allogeneic", "date": "2026-11-10", "response": "relapse"}],
    "medications": [{"name": "ciclosporin", "start": "2026-11-09", "ongoing": true}],
    "trials": [{"id": "NCT00000000", "start": "2026-01-05", "end": "2026-09-30"}],
    "attestations": {"informed_consent": true, "b": {"value": false, "by": "Dr A", "date": "2026-11-20"}}
  })";
  const auto results = read_all(text);
  REQUIRE(results.size() == 1);
  CHECK(results[0].diagnostics.empty());
  REQUIRE(results[0].record);
  const PatientRecord& r = *results[0].record;
  CHECK(r.id == "P-0001");
  CHECK(to_string(r.birth_date.value()) == "1984-03");
  CHECK(r.birth_place.pointer == "/birth_date");
  CHECK(r.sex == Sex::female);
  CHECK(r.is_complete(Section::conditions));
  CHECK(r.is_complete(Section::trials));
  CHECK_FALSE(r.is_complete(Section::procedures));
  CHECK(r.age->completed == 42);
  CHECK(r.age->unit == TimeUnit::year);
  REQUIRE(r.observations.size() == 5);
  CHECK(std::get<Decimal>(r.observations[0].value) == Decimal(24));
  CHECK(r.observations[0].place.pointer == "/observations/0");
  CHECK(text.substr(r.observations[1].place.byte, 9) == "{\"code\": ");
  CHECK(std::get<Decimal>(r.observations[1].value).to_string() == "61.50");
  CHECK(r.observations[1].low == Decimal(7));
  CHECK(r.observations[1].high == Decimal(50));
  CHECK(r.observations[1].naming.system == "LOINC");
  CHECK(std::get<std::string>(r.observations[2].value) == "negative");
  CHECK(r.observations[3].comparator == Comparator::less);
  CHECK(std::get<Decimal>(r.observations[4].value).to_string() == "0.1400");
  CHECK(r.conditions[0].status == ConditionStatus::absent);
  CHECK(r.conditions[0].verification == Verification::confirmed);
  CHECK(r.conditions[1].verification == Verification::provisional);
  CHECK(r.conditions[1].severity == Severity::severe);
  CHECK(r.conditions[1].controlled == false);
  CHECK(r.procedures[0].type == "allogeneic");
  CHECK(r.procedures[0].response == Response::relapse);
  CHECK(r.medications[0].ongoing == true);
  CHECK(r.trials[0].id == "NCT00000000");
  REQUIRE(r.attestations.size() == 2);
  CHECK(r.attestations[0].value);
  CHECK(r.attestations[1].by == "Dr A");
  CHECK(r.attestations[1].place.pointer == "/attestations/b");
}

TEST_CASE("a file holds one record, an array, or one a line", "[record]") {
  struct Row {
    std::string text, expected;
  };
  const std::string bom = "\xEF\xBB\xBF";
  for (const Row& row :
       std::vector<Row>{{R"({"id":"a"})", "a"},
                        {bom + R"({"id":"a"})"
                               "\n",
                         "a"},
                        {"\n\n {\n\"id\":\n\"a\"\n}\n", "a"},
                        {"{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "a b"},
                        {"{\"id\":\"a\"}\r\n\r\n{\"id\":\"b\"}", "a b"},
                        {"{\"id\":\"a\"}{\"id\":\"b\"}", "a b"},
                        {"{\n\"id\":\"a\"}\n{\n\"id\":\"b\"}", "a b"},
                        {"{\"id\":\"a\",\"observations\":[\n{\"name\":\"x\",\"value\":1}\n]}", "a"},
                        {"{\"id\":\"a\"}\n{\"id\":\n{\"id\":\"c\"}\n", "a ?! c"},
                        {"{\"id\":\"a\"\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n", "a! b c"},
                        {"{\"id\":\"a\"}\nnonsense\n{\"id\":\"c\"}\n", "a ?! c"},
                        {"nonsense\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n", "?! b c"},
                        {"null\n{\"id\":\"b\"}\n", "?! b"},
                        {"[1]\n{\"id\":\"b\"}\n", "?! b"},
                        {"{\"id\":\"a\"} x\n{\"id\":\"b\"}\n", "a! b"},
                        {"{\"id\":\"a\"}\n{\"id\":\"b\"} {\"id\":\"c\"}\n{\"id\":\"d\"}", "a b! d"},
                        {"{\"id\":\"a\"}\n{\"id\":\"b\",\"sex\":\"m\"}\n{\"id\":\"c\"}", "a b! c"},
                        {"{\"id\":\"a\"}\n{\"id\":\"b\xff\"}\n{\"id\":\"c\"}", "a b\uFFFD! c"},
                        {"[{\"id\":\"a\"},{\"id\":\"b\"}]", "a b"},
                        {bom + " [\n{\"id\":\"a\"},\n{\"id\":\"b\"}\n]\n", "a b"},
                        {"[{\"id\":\"a\"},5,null,[],{\"id\":\"b\"}]", "a ?! ?! ?! b"},
                        {"[{\"id\":\"a\"},{\"id\":\"b\",\"sex\":1},{\"id\":\"c\"}]", "a b! c"},
                        {"[{\"id\":\"a\"},{\"id\":\"b\",\"x\" 1},{\"id\":\"c\"}]", "a b!"},
                        {"[{\"id\":\"a\"},{\"id\":\"b\xff\"},{\"id\":\"c\"}]", "a b\uFFFD! c"},
                        {"[{\"id\":\"a\"},", "a ?!"},
                        {"[{\"id\":\"a\"}", "a ?!"},
                        {"[{\"id\":\"a\"} {\"id\":\"b\"}]", "a ?!"},
                        {"[{\"id\":\"a\"},]", "a ?!"},
                        {"[{\"id\":\"a\"}] x", "a ?!"},
                        {"[{\"id\":\"a\"}]]", "a ?!"},
                        {"[", "?!"},
                        {"[]", "?!"},
                        {"", "?!"},
                        {" \n ", "?!"},
                        {bom, "?!"},
                        {"null", "?!"},
                        {"\"id\"", "?!"},
                        {"{}", "?!"},
                        {"{\"id\":\"a\"", "a!"},
                        {"{\"id\":\"a\"} garbage", "a ?!"},
                        {"id,birth_date\n1,2000-01-01\n", "?!"},
                        {"\xff\xfe{", "?!"}}) {
    CAPTURE(row.text);
    CHECK(summary(row.text) == row.expected);
  }
}

TEST_CASE("results cover the input in order, and damage has its byte", "[record]") {
  const std::string text = "{\"id\":\"a\"}\n\n{\"id\":\"b\",\"sex\":NaN}\n{\"id\":\"c\"}\n";
  const auto results = read_all(text);
  REQUIRE(results.size() == 3);
  CHECK(text.substr(results[1].begin, results[1].end - results[1].begin) == "{\"id\":\"b\",\"sex\":NaN}");
  REQUIRE(results[1].diagnostics.size() == 1);
  CHECK(results[1].diagnostics[0].byte == text.find("NaN"));
  CHECK(results[1].id == "b");
  CHECK(results[1].diagnostics[0].message.find("NaN") != std::string::npos);
}

TEST_CASE("depth is limited wherever it occurs", "[record]") {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  CHECK(diagnostics(R"({"id":"a","observations":[{"name":"x","value":1,"extra":)" + deep + "}]}") ==
        "D501 /observations/0/extra; D104 /observations/0/extra" + [] {
          std::string path;
          for (int i = 0; i < 61; ++i) path += "/0";
          return path;
        }());
  CHECK(summary(deep) == "?!");
  CHECK(summary(std::string(100000, '[')) == "?!");
  CHECK(summary("{\"id\":\"a\",\"x\":" + std::string(100000, '{')) == "a!");
  CHECK(summary("[{\"id\":\"a\"},{\"id\":\"b\",\"age\":" + deep + "},{\"id\":\"c\"}]") == "a b! c");
}

TEST_CASE("numbers are exact or refused", "[record]") {
  const auto with = [](const std::string& value) {
    return R"({"id":"a","observations":[{"name":"x","value":)" + value + "}]}";
  };
  const std::string at = " /observations/0/value";
  CHECK(diagnostics(with("123456789012345678901234567890")) == "D111" + at);
  CHECK(diagnostics(with("\"1234567890123456789\"")) == "D111" + at);
  CHECK(diagnostics(with("1e31")) == "D112" + at);
  CHECK(diagnostics(with("1e400")) == "D112" + at);
  CHECK(diagnostics(with("\"1e-31\"")) == "D112" + at);
  CHECK(diagnostics(with("123456789012345678")).empty());
  CHECK(diagnostics(with("-5")).empty());
  CHECK(diagnostics(with("true")) == "D108" + at);
  CHECK(diagnostics(with("null")) == "D108" + at);
  CHECK(diagnostics(R"({"id":"a","observations":[{"name":"x","value":1,"low":1e99,"ignored":1e999}]})") ==
        "D112 /observations/0/low; D501 /observations/0/ignored");
}

TEST_CASE("ages are completed units", "[record]") {
  const auto age = [](const std::string& members) {
    const auto results = read_all("{\"id\":\"a\",\"age\":{" + members + "}}");
    REQUIRE(results.size() == 1);
    if (!results[0].record) return std::string("refused");
    const auto& read = results[0].record->age;
    return read ? to_string(Duration{read->completed, read->unit}) : std::string("none");
  };
  CHECK(age(R"("value": 9, "unit": "a")") == "9 years");
  CHECK(age(R"("value": 9.99)") == "9 years");
  CHECK(age(R"("value": "18", "unit": "mo")") == "18 months");
  CHECK(age(R"("value": 1e1, "unit": "weeks")") == "10 weeks");
  CHECK(age(R"("value": 0, "unit": "d")") == "0 days");
  CHECK(age(R"("value": 0.5, "unit": "a")") == "0 years");
  CHECK(age(R"("value": 1e30, "unit": "d")") == "4000000 days");
  CHECK(age(R"("value": -1)") == "refused");
  CHECK(age(R"("value": -0.5)") == "refused");
  CHECK(age(R"("value": 9, "unit": "h")") == "refused");
  CHECK(age(R"("value": "nine")") == "none");
  CHECK(age(R"("unit": "a")") == "none");
  CHECK(age(R"("value": true)") == "refused");
}

TEST_CASE("the catalogue lists every code once, errors as D1 and warnings as D5", "[record]") {
  std::set<std::string_view> seen;
  for (const auto& entry : data_diagnostic_catalogue()) {
    CHECK(seen.insert(entry.code).second);
    CHECK((entry.severity == DataSeverity::error) == entry.code.starts_with("D1"));
    CHECK_FALSE(entry.title.empty());
  }
  CHECK(seen.size() == 24);
}
