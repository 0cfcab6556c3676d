// Drafting: of whom a list speaks, and what goes on in the rows below a line. By hand.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/draft/drafted.hpp"

namespace {

using namespace eligo;
using namespace eligo::grammar::registry;
using test::drafted;
using test::expression_of;

// The expressions of all lines but the headings of sections; `?` for what is left open, `-` for no
// expression.
std::vector<std::string> readings(const std::string& criteria) {
  std::vector<std::string> made;
  const Draft draft = drafted(criteria);
  for (const DraftLine& line : draft.lines)
    if (line.kind != Line::Kind::section_heading)
      made.push_back(line.line_class == LineClass::unencoded ? "?" : expression_of(line));
  return made;
}

using Readings = std::vector<std::string>;

}  // namespace

TEST_CASE("rows behind an exception that breaks off are excepted") {
  CHECK(readings(
            "Exclusion Criteria:\n\nMalignancy except for\nbasal cell carcinoma\nmelanoma in situ\nGout\n") ==
        Readings{"?", "?", "?", "diagnosis of Gout"});
  CHECK(readings("Exclusion Criteria:\n\nCancer within 4 years, except\nbasal cell carcinoma,\nmelanoma in "
                 "situ\nGout\n") == Readings{"?", "?", "diagnosis of Gout"});
  CHECK(readings("Exclusion Criteria:\n\n* Malignancy other than skin cancer\n* Gout\n") ==
        Readings{"diagnosis of malignancy except skin cancer", "diagnosis of Gout"});
}

TEST_CASE("rows that `and` joins among exclusions are left open") {
  CHECK(readings("Exclusion Criteria:\n\n* Gout and\n* Asthma\n* Melanoma\n") ==
        Readings{"?", "?", "diagnosis of Melanoma"});
  CHECK(readings("Exclusion Criteria:\n\n* Gout\n* AND Asthma\n") == Readings{"?", "?"});
  CHECK(readings("Exclusion Criteria:\n\n* Gout;\n* Asthma; and\n* Melanoma.\n") ==
        Readings{"diagnosis of Gout", "diagnosis of Asthma", "diagnosis of Melanoma"});
}

TEST_CASE("a heading with `only` may restrict what follows or ask for it") {
  CHECK(readings("Inclusion Criteria:\n\nAdults only:\n* ECOG 0-1\n") == Readings{"?", "?"});
  CHECK(readings("Exclusion Criteria:\n\n* Only patients with gout:\n  * Asthma\n") == Readings{"?", "?"});
}

TEST_CASE("an illness that is defined by limits which are no sign of it is not lost") {
  CHECK(
      readings(
          "Inclusion Criteria:\n\n* Severe eosinophilic asthma at baseline, defined as:\n  * FEV1 < 70 %\n  "
          "* eosinophils > 200 /uL\n") == Readings{"?", "FEV1 < 70 %", "eosinophils > 200 /uL"});
  CHECK(readings(
            "Inclusion Criteria:\n\n* Adequate bone marrow and organ function at screening, defined as:\n  * "
            "ANC >= 1 x 10^9/L\n  * platelets > 80 x 10^9/L\n") ==
        Readings{"-", "neutrophils >= 1 10*9/L", "platelets > 80 10*9/L"});
}

TEST_CASE("what is asked of another person is asked of no patient") {
  CHECK(readings("Inclusion Criteria:\n\n* For infants, mother must have:\n  * Hepatitis B\n* The donor must "
                 "meet:\n  "
                 "* hemoglobin > 12 g/dL\n") == Readings{"?", "?", "?", "?"});
  CHECK(readings("Exclusion Criteria:\n\n* Siblings with any of the following:\n  * gout\n") ==
        Readings{"?", "?"});
  CHECK(readings("Inclusion Criteria:\n\n* Patients have a caregiver who must:\n  * age >= 18 years\n") ==
        Readings{"?", "?"});
}

TEST_CASE("what is asked of some patients is guarded by who they are") {
  CHECK(readings(
            "Inclusion Criteria:\n\n* Patients with gout must have:\n  * ECOG 0-1\n* Women must have:\n  * "
            "hemoglobin > 10 g/dL\n") ==
        Readings{"-", "if diagnosis of gout then ECOG 0 to 1", "-", "if female then hemoglobin > 10 g/dL"});
  CHECK(readings("Inclusion Criteria:\n\n* Patients in phase 1 must meet the following:\n  * ECOG 0-1\n") ==
        Readings{"?", "?"});
  CHECK(readings("Inclusion Criteria:\n\n* Patients must have:\n  * ECOG 0-1\n") ==
        Readings{"-", "ECOG 0 to 1"});
}

TEST_CASE("adequate function is nothing beside the alternatives that define it") {
  CHECK(
      readings("Inclusion Criteria:\n\n* Adequate renal function as defined by any of:\n  * creatinine < 1.4 "
               "mg/dL\n  * creatinine clearance > 55 mL/min\n") ==
      Readings{"-", "creatinine < 1.4 mg/dL", "creatinine clearance > 55 mL/min"});
}

TEST_CASE("a heading of two words that begins with a kind of person is of a group") {
  const Draft made =
      drafted("Inclusion Criteria:\n\nVolunteer eligibility:\n* Gout\nPatient eligibility:\n* Asthma\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(made.lines[1].kind == Line::Kind::scope_heading);
  CHECK(made.lines[2].group == "Volunteer eligibility:");
  CHECK(made.lines[4].group == "Patient eligibility:");
}

TEST_CASE("a sound value below a heading of abnormal ones is left open") {
  CHECK(
      readings(
          "Exclusion Criteria:\n\nLaboratory abnormalities at screening:\n* ANC >= 1.5 x 10^9/L\n* platelets "
          "< 50 x 10^9/L\n") == Readings{"-", "?", "platelets < 50 10*9/L"});
}

TEST_CASE("below a denial that leads on, illnesses and limits alike are left open") {
  CHECK(readings("Inclusion Criteria:\n\n* No significant heart disease, including any of the following:\n"
                 "* Gout within 6 months\n* Systolic BP > 180 mmHg\n* Asthma\n") ==
        Readings{"?", "?", "?", "?"});
}
