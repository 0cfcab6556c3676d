// Lookups in the vocabulary: names, codes, types, hierarchy, near misses; and that the shipped one is whole.
#include "engine/vocabulary.hpp"

#include <catch2/catch.hpp>

#include "engine/names.hpp"
#include "rules_folder.hpp"

using namespace eligo;

namespace {

const engine::Vocabulary& vocabulary() {
  static const auto compiled = engine::compile(test::rule_texts("vocabulary"));
  return compiled.program->vocabulary;
}

std::string codes(std::string_view system, std::string_view code) {
  std::string out;
  for (auto id : vocabulary().find_code(system, code))
    out += (out.empty() ? "" : " ") + vocabulary()[id].name;
  return out;
}

bool under(std::string_view name, std::string_view ancestor) {
  return vocabulary().is_under(vocabulary().find(name).value(), vocabulary().find(ancestor).value());
}

// Name and parent column of vocabulary.csv; birth_date and sex are of the person, not facts.
void check_csv(const std::filesystem::path& path) {
  std::istringstream lines(test::read_text(path));
  std::string line;
  std::getline(lines, line);
  int facts = 0;
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    if (cells.size() < 4 || cells[1] == "person") continue;
    ++facts;
    INFO(line);
    const auto id = vocabulary().find(cells[0]);
    REQUIRE(id);
    CHECK(vocabulary()[*id].name == cells[0]);
    CHECK(to_string(vocabulary()[*id].kind) == cells[1]);
    CHECK(vocabulary().find(cells[3]) == id);
    if (!cells[2].empty()) CHECK(vocabulary()[*id].analyte.unit == cells[2]);
    if (cells.size() > 4 && !cells[4].empty()) CHECK(under(cells[0], cells[4]));
    if (cells.size() > 5) {
      std::istringstream loinc(cells[5]);
      for (std::string code; loinc >> code;) CHECK(codes("LOINC", code) == cells[0]);
    }
  }
  CHECK(facts == 88);
}

}  // namespace

TEST_CASE("names fold letter case, space, underscore and hyphen") {
  CHECK(engine::fold_name("HBV DNA") == "hbv dna");
  CHECK(engine::fold_name("total__Bilirubin ") == "total bilirubin");
  CHECK(vocabulary().find("Total-bilirubin") == vocabulary().find("total_bilirubin"));
  CHECK_FALSE(vocabulary().find("bilirubinx"));
}

TEST_CASE("code systems fold from their usual spellings") {
  for (auto text :
       {"LOINC", "loinc", "http://loinc.org", "http://loinc.org/", "urn:oid:2.16.840.1.113883.6.1"})
    CHECK(engine::fold_system(text) == "LOINC");
  for (auto text : {"SNOMED", "SNOMED CT", "SNOMED-CT", "SCT", "http://snomed.info/sct"})
    CHECK(engine::fold_system(text) == "SNOMED");
  for (auto text : {"ICD-10-CM", "ICD10CM", "icd-10-cm", "http://hl7.org/fhir/sid/icd-10-cm"})
    CHECK(engine::fold_system(text) == "ICD-10-CM");
  CHECK(engine::fold_system("http://www.nlm.nih.gov/research/umls/rxnorm") == "RxNorm");
  CHECK(engine::fold_system("http://www.whocc.no/atc") == "ATC");
  CHECK(engine::fold_system("http://www.ama-assn.org/go/cpt") == "CPT");
  CHECK(engine::fold_system("ICD-10") != "ICD-10-CM");
}

TEST_CASE("codes give the most specific concepts; ICD-10-CM codes match by prefix") {
  CHECK(codes("ICD-10-CM", "C92.0") == "hematologic_malignancy");
  CHECK(codes("ICD-10-CM", "c920") == "hematologic_malignancy");
  CHECK(codes("ICD-10-CM", "D60.9") == "hematologic_disease");
  CHECK(codes("ICD-10-CM", "D69.3") == "immune_thrombocytopenia");
  CHECK(codes("ICD-10-CM", "D69.51") == "secondary_thrombocytopenia");
  CHECK(codes("ICD-10-CM", "D69.6") == "hematologic_disease");
  CHECK(codes("ICD-10-CM", "C97") == "");
  CHECK(codes("ICD-10-CM", "C9") == "");
  CHECK(codes("ICD-10", "C92.0") == "");
  CHECK(codes("CPT", "38240") == "hsct.allogeneic");
  CHECK(codes("SNOMED CT", "234336002") == "hsct");
  CHECK(codes("ATC", "l04ad01") == "ciclosporin");
  CHECK(codes("LOINC", "777-33") == "");
}

TEST_CASE("types of a procedure are concepts under it") {
  const auto hsct = vocabulary().find("hsct").value();
  const auto allogeneic = vocabulary().find_type(hsct, "Allogeneic");
  REQUIRE(allogeneic);
  CHECK(vocabulary()[*allogeneic].name == "hsct.allogeneic");
  CHECK(vocabulary()[*allogeneic].type_of == hsct);
  CHECK(vocabulary().find("allogeneic HSCT") == allogeneic);
  CHECK(vocabulary().is_under(*allogeneic, hsct));
  CHECK_FALSE(vocabulary().is_under(hsct, *allogeneic));
  CHECK_FALSE(vocabulary().find_type(hsct, "haploidentical"));
  CHECK(vocabulary().has_types(hsct));
  CHECK_FALSE(vocabulary().has_types(vocabulary().find("splenectomy").value()));
}

TEST_CASE("the hierarchy is closed") {
  CHECK(under("immune thrombocytopenia", "hematologic disease"));
  CHECK(under("cervical cancer", "malignant solid tumor"));
  CHECK(under("cervical cancer", "cervical cancer"));
  CHECK_FALSE(under("hematologic disease", "hematologic malignancy"));
  const std::vector<engine::RuleText> chain{
      {"a",
       "condition a \"aa\" under b\ncondition b \"bb\" under c\ncondition c \"cc\"\n"
       "medication m \"mm\"\ndrug class k \"kk\" members m\nvalue set s \"ss\" members a, c\n"}};
  const auto compiled = engine::compile(chain);
  INFO(test::render_all(compiled));
  REQUIRE(compiled.ok());
  const auto& words = compiled.program->vocabulary;
  CHECK(words.is_under(words.find("a").value(), words.find("c").value()));
  CHECK(words.is_under(words.find("m").value(), words.find("k").value()));
  REQUIRE(words.find_value_set("SS") != nullptr);
  CHECK(words.find_value_set("s")->members.size() == 2);
}

TEST_CASE("near names are offered, far ones are not") {
  CHECK(vocabulary().nearest("plateles").at(0) == "platelets");
  CHECK(vocabulary().nearest("trombosis").at(0) == "thrombosis");
  CHECK(vocabulary().nearest("haemoglobn").size() <= 3);
  CHECK(vocabulary().nearest("qqqqqqqq").empty());
  CHECK(engine::edit_distance("abcd", "abdc", 4) == 1);
  CHECK(engine::edit_distance("", "abc", 4) == 3);
  CHECK(engine::edit_distance("kitten", "sitting", 4) == 3);
  CHECK(engine::edit_distance("abcdef", "uvwxyz", 2) == 3);
}

TEST_CASE("all 88 facts of the oracle's copy are in the shipped vocabulary") {
  check_csv(std::filesystem::path(ELIGO_SOURCE_DIR) / "tests/oracle/vocabulary.csv");
}
