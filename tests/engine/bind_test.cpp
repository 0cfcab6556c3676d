// Names and codes to concepts, and values to readings.
#include "tests/engine/record_of.hpp"

using namespace eligo;
using namespace eligo::test;

namespace {

struct Placed {
  const char* entry;     // a JSON entry of the section
  const char* expected;  // concept names joined by `+`, or the code of the diagnostic that keeps it out
};

std::string codes_of(const engine::BindResult& result) {
  std::string text;
  for (const auto& diagnostic : result.diagnostics)
    text += (text.empty() ? "" : "+") + std::string(diagnostic.code);
  return text;
}

template <class Entries>
std::string places(const Entries& entries, const engine::BindResult& result) {
  if (!result.ok() || entries.empty()) return codes_of(result);
  std::string text;
  for (const auto id : entries.front().concepts) {
    text += (text.empty() ? "" : "+") + shipped_program().vocabulary[id].name;
  }
  return text;
}

}  // namespace

TEST_CASE("a condition is placed by its name, its code, or both if they agree") {
  const Placed rows[] = {
      {R"({"name": "immune_thrombocytopenia"})", "immune_thrombocytopenia"},
      {R"({"name": "Immune Thrombocytopenia"})", "immune_thrombocytopenia"},
      {R"({"name": "ITP"})", "immune_thrombocytopenia"},
      {R"({"code": "D69.3", "system": "ICD-10-CM"})", "immune_thrombocytopenia"},
      {R"({"code": "D693", "system": "ICD-10-CM"})", "immune_thrombocytopenia"},
      {R"({"code": "D69.51", "system": "ICD-10-CM"})", "secondary_thrombocytopenia"},
      {R"({"code": "C92.0", "system": "ICD-10-CM"})", "hematologic_malignancy"},
      {R"({"code": "D61.9", "system": "ICD-10-CM"})", "hematologic_disease"},
      {R"({"code": "32273002", "system": "http://snomed.info/sct"})", "immune_thrombocytopenia"},
      {R"({"name": "hematologic_disease", "code": "C92.0", "system": "ICD-10-CM"})",
       "hematologic_malignancy"},
      {R"({"name": "immune_thrombocytopenia", "code": "D61.9", "system": "ICD-10-CM"})",
       "immune_thrombocytopenia"},
      {R"({"name": "thrombosis", "code": "I82.4", "system": "ICD-10-CM"})", "thrombosis"},
      {R"({"name": "immune_thrombocytopenia", "code": "D69.5", "system": "ICD-10-CM"})", "D201"},
      {R"({"name": "thrombosis", "code": "C92.0", "system": "ICD-10-CM"})", "D201"},
      {R"({"name": "trombosis"})", "D601"},
      {R"({"name": "rituximab"})", "D601"},
      {R"({"code": "C92.0", "system": "ICD-10"})", "D601"},
  };
  for (const auto& row : rows) {
    INFO(row.entry);
    const auto record = record_of(std::string(R"("conditions": [)") + row.entry + "]");
    const auto result = engine::bind(record, shipped_program().vocabulary);
    CHECK(places(result.bound.conditions, result) == row.expected);
  }
}

TEST_CASE("a transplant has the type of its word or of its code") {
  const Placed rows[] = {
      {R"({"name": "hsct"})", "hsct"},
      {R"({"name": "hsct", "type": "allogeneic"})", "hsct.allogeneic"},
      {R"({"name": "HSCT", "type": "Autologous"})", "hsct.autologous"},
      {R"({"code": "38240", "system": "CPT"})", "hsct.allogeneic"},
      {R"({"code": "234336002", "system": "SNOMED", "type": "allogeneic"})", "hsct.allogeneic"},
      {R"({"code": "38240", "system": "CPT", "type": "autologous"})", "hsct"},
      {R"({"name": "hsct", "type": "syngeneic"})", "hsct"},
  };
  for (const auto& row : rows) {
    INFO(row.entry);
    const auto record = record_of(std::string(R"("procedures": [)") + row.entry + "]");
    const auto result = engine::bind(record, shipped_program().vocabulary);
    CHECK(places(result.bound.procedures, result) == row.expected);
  }
}

TEST_CASE("values are read once, in the canonical unit, or say why not") {
  const Placed rows[] = {
      {R"({"name": "platelets", "value": 24, "unit": "K/uL"})", "interval"},
      {R"({"name": "platelets", "value": 24})", "missing_unit"},
      {R"({"name": "platelets", "value": 24, "unit": "furlong"})", "unknown_unit"},
      {R"({"name": "platelets", "value": 24, "unit": "g/L"})", "wrong_dimension"},
      {R"({"name": "platelets", "value": "hemolyzed", "unit": "K/uL"})", "not_a_number"},
      {R"({"name": "platelets", "value": -1, "unit": "K/uL"})", "D202"},
      {R"({"name": "nyha_class", "value": "III"})", "interval"},
      {R"({"name": "ecog", "value": "II"})", "not_a_number"},
      {R"({"name": "hbsag", "value": "Positive"})", "finding"},
      {R"({"name": "hbsag", "value": 0.2})", "not_a_number"},
      {R"({"name": "hcv_rna", "value": 1500, "unit": "[IU]/mL"})", "finding"},
      {R"({"name": "hcv_rna", "value": 15, "comparator": "<", "unit": "[IU]/mL"})", "interval"},
      {R"({"name": "hbv_dna", "value": "not detected"})", "interval"},
      {R"({"code": "777-3", "system": "LOINC", "value": 24, "unit": "10*9/L"})", "interval"},
  };
  for (const auto& row : rows) {
    INFO(row.entry);
    const auto record = record_of(std::string(R"("observations": [)") + row.entry + "]");
    const auto result = engine::bind(record, shipped_program().vocabulary);
    if (!result.ok()) {
      CHECK(codes_of(result) == row.expected);
      continue;
    }
    REQUIRE(result.bound.observations.size() == 1);
    const auto& reading = result.bound.observations.front().reading;
    std::string got = "interval";
    if (std::holds_alternative<engine::QualitativeResult>(reading)) got = "finding";
    if (const auto* reason = std::get_if<engine::Unreadable>(&reading)) {
      const char* words[] = {"not_a_number", "missing_unit", "unknown_unit", "wrong_dimension", "overflow"};
      got = words[static_cast<std::size_t>(*reason)];
    }
    CHECK(got == row.expected);
  }
}
