// Drafting: headings, lists under their stems, groups, and lines that may belong to a list. By hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/draft/drafted.hpp"

namespace {

using namespace eligo;
using namespace eligo::grammar::registry;
using test::drafted;
using test::expression_of;

bool left_open(const DraftLine& line) { return line.line_class == LineClass::unencoded; }

}  // namespace

TEST_CASE("a stem and its list are one criterion") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n* History of any of the following:\n    * stroke\n    * gout\n* HIV "
      "positive\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(expression_of(made.lines[2]) == "diagnosis of stroke");
  CHECK(made.lines[1].criterion == "E1");
  CHECK(made.lines[3].criterion == "E1");
  CHECK(made.lines[4].criterion == "E2");
}

TEST_CASE("a list under a stem that turns it is left open") {
  const Draft made = drafted("Inclusion Criteria:\n\n* No cancer, except:\n    * gout\n    * asthma\n");
  REQUIRE(made.lines.size() == 4);
  for (std::size_t i = 1; i < 4; ++i) CHECK(made.lines[i].line_class == LineClass::unencoded);
}

TEST_CASE("`or` at the end of a line joins it to the next") {
  const Draft made = drafted("Inclusion Criteria:\n\nECOG 0-1 or\n\nKarnofsky 80-100\n");
  REQUIRE(made.lines.size() == 3);
  CHECK(made.lines[1].criterion == "I1");
  CHECK(made.lines[2].criterion == "I1");
  CHECK(grammar::format(made.file).find("any of (ECOG 0 to 1, KPS 80 to 100)") != std::string::npos);
}

TEST_CASE("a group's heading restricts what stands under it") {
  const Draft made = drafted("Inclusion Criteria:\n\nCohort B:\n\nECOG 0-1\n");
  CHECK(grammar::format(made.file).find("if attest") != std::string::npos);
}

TEST_CASE("a sentence that keeps people out is a heading of exclusions, however it denies") {
  for (const std::string_view heading :
       {"Patients with any of the following cannot be included in this study:",
        "Subjects can't be enrolled if one of the following criteria is met:",
        "Patients are not eligible if any of the following is true:",
        "Participants who have any of the following will be rejected:", "Non-inclusion criteria:",
        "Subjects must not have any of the following:", "In order to take part a patient MUST NOT:",
        "Any of these makes a subject unacceptable for inclusion in the trial, if the following is seen:"}) {
    const Draft made =
        drafted("Inclusion Criteria:\n\nECOG 0-1\n\n" + std::string(heading) + "\n\nHIV positive\n");
    INFO(heading);
    REQUIRE(made.lines.size() == 4);
    CHECK(made.lines[3].criterion == "E1");
  }
}

TEST_CASE("what goes on in a bracket behind a denial is left open") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n- No contraindication to running (recent stroke\n- gout\n- asthma)\n- ECOG "
      "0-1\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(made.lines[2].line_class == LineClass::unencoded);
  CHECK(made.lines[3].line_class == LineClass::unencoded);
  CHECK(made.lines[4].line_class == LineClass::compiled);
}

TEST_CASE("a denial that is not of taking part makes no heading of exclusions") {
  for (const std::string_view stem :
       {"A woman is eligible to participate if she is not pregnant, and at least one of the following holds:",
        "Pneumonia that does not require ventilation; patients must have one of the following:",
        "If the patient was not operated on, one of the following has to be met to be included:"}) {
    const Draft made =
        drafted("Inclusion Criteria:\n\nECOG 0-1\n\n" + std::string(stem) + "\n\n- Stroke\n- Gout\n");
    INFO(stem);
    REQUIRE(made.lines.size() == 5);
    CHECK(made.lines[3].section == Section::inclusion);
  }
}

TEST_CASE("without a heading only what cannot exclude is read") {
  const Draft made = drafted("Heart failure\n\nAged 18 to 60 years\n\nNo stroke\n");
  REQUIRE(made.lines.size() == 3);
  CHECK(made.lines[0].line_class == LineClass::unencoded);
  CHECK(made.lines[1].line_class == LineClass::compiled);
  CHECK(made.lines[2].line_class == LineClass::compiled_new_concept);
}

TEST_CASE("a time in a stem is meant for every line of its list") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* The following values obtained <= 14 days prior to enrolment:\n"
      "    * Hb >= 8 g/dL;\n    * Platelets >= 50 x 10^9/L\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(expression_of(made.lines[2]) == "hemoglobin >= 8 g/dL within 14 days");
  CHECK(expression_of(made.lines[3]) == "platelets >= 50 10*9/L within 14 days");
  REQUIRE(made.lines[2].comparisons.size() == 1);
  REQUIRE(made.lines[2].comparisons[0].window);
  CHECK(made.lines[2].comparisons[0].window->number == "14");
}

TEST_CASE("only the last sentence of a stem leads to its list") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* No sign of a failing organ was seen lately. Patients must have marrow "
      "function "
      "as defined below:\n    * Hb >= 8 g/dL\n    * Platelets >= 50 x 10^9/L\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(made.lines[1].line_class == LineClass::unencoded);
  CHECK(expression_of(made.lines[2]) == "hemoglobin >= 8 g/dL");
}

TEST_CASE("headings of two groups restrict what stands under them") {
  const Draft made = drafted(
      "Mild Asthma Inclusion Criteria:\n\nFEV1 >= 80 %\n\nSevere Asthma Inclusion Criteria:\n\nFEV1 < 60 "
      "%\n\nExclusion Criteria:\n\nGout\n\nSevere Asthma Exclusion Criteria:\n\nStroke\n");
  const std::string text = grammar::format(made.file);
  INFO(text);
  CHECK(text.find("if attest") != text.rfind("if attest"));
  CHECK(text.find("and diagnosis of stroke") != std::string::npos);
  CHECK(text.find("and diagnosis of Gout") == std::string::npos);
}

TEST_CASE("headings that are of everybody are of no group") {
  for (const std::string_view text :
       {"DISEASE CHARACTERISTICS:\n\nGout\n\nPATIENT CHARACTERISTICS:\n\nECOG 0-1\n\nPRIOR CONCURRENT "
        "THERAPY:\n\nNo prior surgery\n",
        "INCLUSION CRITERIA COMMON TO THE TWO COHORTS\n\nECOG 0-1\n\nINCLUSION CRITERIA FOR MILD "
        "DISEASE\n\n\n"}) {
    INFO(text);
    CHECK(grammar::format(drafted(std::string(text)).file).find("attest") == std::string::npos);
  }
}

TEST_CASE("a numbered section below a group's is the group's") {
  const Draft made =
      drafted("Inclusion criteria:\n\nGout\n\nV.2. Donors\n\nV.2.1. Inclusion criteria\n\nAge < 60 years\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(made.lines[4].group == "V.2. Donors");
}

TEST_CASE("criteria of a topic may let in or keep out") {
  const Draft made = drafted("Exclusion Criteria:\n\nGout\n\nCriteria face lift\n\nWrinkles of the face\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(left_open(made.lines[3]));
}

TEST_CASE("alternatives among which something is denied are left open") {
  const Draft made = drafted("Inclusion Criteria:\n\nOne of the following:\n\nStroke\nGout\nNo asthma\n");
  REQUIRE(made.lines.size() == 5);
  for (std::size_t i = 2; i < 5; ++i) CHECK(left_open(made.lines[i]));
}

TEST_CASE("alternatives that are left open are all in the criterion") {
  for (const std::string_view text :
       {"Asthma or\nCOPD or\nGout\n", "Inclusion Criteria:\n\nAsthma or\nCOPD or\n"}) {
    INFO(text);
    const Draft made = drafted(std::string(text));
    const std::string file = grammar::format(made.file);
    CHECK(file.find("COPD") != std::string::npos);
    for (const DraftLine& line : made.lines)
      if (line.kind == Line::Kind::criterion) CHECK(line.criterion == "I1");
  }
}

TEST_CASE("a name that is wrapped over two lines is the same") {
  const Draft made =
      drafted("Inclusion Criteria:\n\n- Patients with lupus\n  nephritis proven by biopsy\n- Gout\n");
  REQUIRE(made.lines.size() == 3);
  CHECK(expression_of(made.lines[1]) == "diagnosis of lupus nephritis proven by biopsy");
}

TEST_CASE("what exclusions are about is no group") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\nECOG 0-1\n\nExclusion Criteria of infectious disease\n\nSyphilis\n\nExclusion "
      "Criteria of the heart\n\nAngina\n");
  CHECK(grammar::format(made.file).find("attest") == std::string::npos);
}

TEST_CASE("a long heading names the group, and `non` in it turns nothing") {
  const Draft made = drafted(
      "Inclusion Criteria - For all participants:\n\nAge 18 to 60 years\n\nInclusion Criteria - For the "
      "non-smoking group with normal lung function\n\nFEV1 >= 80 %\n\nExclusion Criteria for control "
      "patients "
      "who will be entering the second phase:\n\nGout\n");
  REQUIRE(made.lines.size() == 6);
  CHECK(made.lines[3].criterion == "I2");
  const std::string text = grammar::format(made.file);
  INFO(text);
  CHECK(text.find("if attest") != std::string::npos);
  CHECK(text.find("and diagnosis of Gout") != std::string::npos);
  CHECK(text.find("then age") == std::string::npos);
}

TEST_CASE("a criterion behind a heading in its own line is one") {
  const Draft made = drafted("Inclusion criteria for donors: ECOG 0-1\n\nExclusion Criteria:\n\nGout\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(made.lines[1].criterion == "I1");
}

TEST_CASE("headings are known by their layout where no colon ends them") {
  const Draft labelled =
      drafted("PATIENT CHARACTERISTICS:\n\nAge\n\n20 to 50\n\nHepatic\n\nBilirubin <= 2 mg/dL");
  REQUIRE(labelled.lines.size() == 5);
  CHECK(labelled.lines[1].kind == Line::Kind::label_heading);
  CHECK(expression_of(labelled.lines[2]) == "age 20 to 50 years");
  CHECK(labelled.lines[3].kind == Line::Kind::label_heading);
  CHECK(expression_of(labelled.lines[4]) == "total bilirubin <= 2 mg/dL");
  // elsewhere the same word is a criterion that is not understood
  CHECK(drafted("Inclusion criteria:\n\nHepatic").lines[1].kind == Line::Kind::criterion);

  const Draft numbered =
      drafted("Inclusion criteria:\n\nIV.1. Illnesses\n\nGout\n\nIV.2. Donors\n\nAge < 60 years");
  REQUIRE(numbered.lines.size() == 5);
  CHECK(numbered.lines[1].kind == Line::Kind::label_heading);
  CHECK(numbered.lines[3].kind == Line::Kind::scope_heading);
  CHECK(drafted("Inclusion criteria:\n\nIV drug abuse").lines[1].kind == Line::Kind::criterion);
}

TEST_CASE("the absence of exclusion criteria is a heading of exclusions") {
  const Draft made = drafted("Inclusion Criteria:\n\nAbsence of Exclusion Criteria:\n\nActive infection\n");
  REQUIRE(made.lines.size() == 3);
  CHECK(made.lines[2].criterion == "E1");
}

TEST_CASE("what ends a trial keeps nobody out") {
  for (const std::string_view heading : {"Termination criteria:", "Drop-out criteria:", "Exit criteria:"}) {
    const Draft made =
        drafted("Exclusion Criteria:\n\nGout\n\n" + std::string(heading) + "\n\nMyocardial infarction\n");
    INFO(heading);
    REQUIRE(made.lines.size() == 4);
    CHECK_FALSE(left_open(made.lines[1]));
    CHECK(left_open(made.lines[3]));
  }
}

TEST_CASE("a demand is no group") {
  for (const std::string_view heading :
       {"Must meet indications for surgery or radiation:", "NOTE: Acceptable forms for birth control are:"}) {
    const Draft made = drafted("Inclusion Criteria:\n\n" + std::string(heading) + "\n\nECOG 0-1\n");
    INFO(heading);
    CHECK(grammar::format(made.file).find("attest") == std::string::npos);
  }
}

TEST_CASE("a list that the layout does not show is left open with its stem") {
  // stem, first line of the list, a line that is surely behind it
  const Draft made = drafted(
      "Inclusion Criteria:\n\nHigh-risk disease including:\nActive infection\nHeart failure\nAge 18 to 60 "
      "years\nECOG 0-1\n");
  REQUIRE(made.lines.size() == 6);
  CHECK(left_open(made.lines[1]));
  CHECK(left_open(made.lines[2]));
  CHECK(left_open(made.lines[3]));
  CHECK_FALSE(left_open(made.lines[4]));
  CHECK_FALSE(left_open(made.lines[5]));
}

TEST_CASE("such a list ends with its own kind of lines") {
  const Draft limits = drafted(
      "Exclusion Criteria:\n\nSubjects with abnormal findings unless treated:\nINR > 1.5\nCreatinine > 2 "
      "mg/dL\nActive infection\n");
  REQUIRE(limits.lines.size() == 5);
  CHECK(left_open(limits.lines[2]));
  CHECK(left_open(limits.lines[3]));
  CHECK_FALSE(left_open(limits.lines[4]));
  const Draft marks = drafted(
      "Exclusion Criteria:\n\nUncontrolled disease, including:\nheart failure;\nasthma.\nActive infection\n");
  REQUIRE(marks.lines.size() == 5);
  CHECK(left_open(marks.lines[2]));
  CHECK(left_open(marks.lines[3]));
  CHECK_FALSE(left_open(marks.lines[4]));
}

TEST_CASE("among exclusions a stem that says nothing more leaves its list alone") {
  const Draft made =
      drafted("Exclusion Criteria:\n\nAny of the following:\nActive infection\nHeart failure\n");
  REQUIRE(made.lines.size() == 4);
  CHECK_FALSE(left_open(made.lines[2]));
  CHECK_FALSE(left_open(made.lines[3]));
}

TEST_CASE("among exclusions limits under a stem that calls them abnormal are each a ground") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\nAbnormal laboratory values with these limits:\nINR > 1.5\nCreatinine > 2 "
      "mg/dL\n");
  REQUIRE(made.lines.size() == 4);
  CHECK_FALSE(left_open(made.lines[2]));
  CHECK_FALSE(left_open(made.lines[3]));
}

TEST_CASE("a line that breaks off where a list would begin is left open") {
  const Draft made = drafted("Exclusion Criteria:\n\nHave a stroke that is either\nhaemorrhagic\nlacunar\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(left_open(made.lines[1]));
  CHECK(left_open(made.lines[2]));
}

TEST_CASE("what every trial asks for ends a list that the layout shows no end of") {
  for (const std::string_view general : {"Age 18 to 60 years", "At least 18 years of age",
                                         "Signed informed consent", "Willing to come back"}) {
    INFO(general);
    const Draft some =
        drafted("Inclusion Criteria:\n\nDisease that was treated with:\n\nRituximab\nSurgery\n" +
                std::string(general) + "\nECOG 0-1\n");
    REQUIRE(some.lines.size() == 6);
    CHECK(left_open(some.lines[3]));
    CHECK_FALSE(left_open(some.lines[4]));
    CHECK(some.lines[5].criterion == "I3");
    const Draft all = drafted("Inclusion Criteria:\n\nMust have all of the following:\n\nHIV positive\n" +
                              std::string(general) + "\nECOG 0-1\n");
    REQUIRE(all.lines.size() == 5);
    CHECK(all.lines[4].criterion == "I1");
  }
}

TEST_CASE("an alternative of a list is not asked for by itself") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\nECOG 0-1\n\nOne of the following:\n\n- Active infection\n- Heart "
      "failure\n\nor\n\nHIV positive\n");
  REQUIRE(made.lines.size() == 6);
  CHECK_FALSE(left_open(made.lines[1]));
  CHECK(left_open(made.lines[3]));
  CHECK(left_open(made.lines[5]));
}

TEST_CASE("names one below the other may be alternatives among inclusions") {
  const std::string names = "\n\nLarge cell carcinoma\nSquamous cell carcinoma\n";
  const Draft in = drafted("Inclusion Criteria:" + names);
  REQUIRE(in.lines.size() == 3);
  CHECK(left_open(in.lines[1]));
  CHECK(left_open(in.lines[2]));
  const Draft defined = drafted(
      "Inclusion Criteria:\n\nCough - hacking, or dry, or with a barking sound\nHeadache - sharp or dull "
      "pain that was "
      "not there before\n");
  CHECK(left_open(defined.lines[1]));
  CHECK(left_open(defined.lines[2]));
  const Draft out = drafted("Exclusion Criteria:" + names);
  CHECK_FALSE(left_open(out.lines[1]));
  CHECK_FALSE(left_open(out.lines[2]));
}

TEST_CASE("inclusions that nobody could meet together are left open") {
  for (const std::string_view pair :
       {"FEV1 >= 80 %\nFEV1 < 80 %", "BMI > 30 kg/m2\nBMI 18 to 30 kg/m2",
        "Men aged >= 55 years\nWomen aged >= 65 years", "Age 60 to 90 years\nAge < 60 years",
        "History of stroke\nNo history of stroke"}) {
    INFO(pair);
    const Draft made = drafted("Inclusion Criteria:\n\n" + std::string(pair) + "\nECOG 0-1\n");
    REQUIRE(made.lines.size() == 4);
    CHECK(left_open(made.lines[1]));
    CHECK(left_open(made.lines[2]));
    CHECK_FALSE(left_open(made.lines[3]));
  }
  for (const std::string_view pair : {"FEV1 >= 80 %\nFEV1 <= 80 %", "BMI > 18 kg/m2\nBMI <= 30 kg/m2",
                                      "Age 18 to 60 years\nAge > 60 years and 6 months"}) {
    INFO(pair);
    const Draft made = drafted("Inclusion Criteria:\n\n" + std::string(pair) + "\nECOG 0-1\n");
    REQUIRE(made.lines.size() == 4);
    CHECK_FALSE(left_open(made.lines[1]));
  }
  const Draft exclusions = drafted("Exclusion Criteria:\n\nFEV1 >= 80 %\nFEV1 < 30 %\n");
  CHECK_FALSE(left_open(exclusions.lines[1]));
}

TEST_CASE("a stem that turns its list is left open") {
  for (const std::string_view stem :
       {"Patients must meet none of the following:", "Neither of the following:",
        "Free from any of the following:", "Absence of any of the following:",
        "Any of the following exclusion criteria:", "Any of the following is forbidden:",
        "Lacks any of the following:"}) {
    INFO(stem);
    const Draft made = drafted("Inclusion Criteria:\n\n- " + std::string(stem) + "\n  - gout\n  - stroke\n");
    for (const DraftLine& line : made.lines)
      if (line.text == "gout") CHECK((left_open(line) || line.section == Section::exclusion));
  }
  const Draft few = drafted("Exclusion Criteria:\n\n- At least 2 of the following:\n  - stroke\n  - none\n");
  CHECK(left_open(few.lines[2]));
}

TEST_CASE("a heading that turns the section makes what is below it unsure") {
  for (const std::string_view heading :
       {"Excluded:", "Reasons for ineligibility:", "Contraindications:", "Who cannot take part:",
        "Exceptions:", "Patients cannot be included unless:",
        "Patients who meet any of these will not be excluded:"}) {
    INFO(heading);
    const Draft made = drafted("Inclusion Criteria:\n\nECOG 0-1\n\n" + std::string(heading) + "\n\nGout\n");
    REQUIRE(made.lines.size() == 4);
    CHECK(left_open(made.lines[3]));
  }
  for (const std::string_view heading :
       {"Required:", "To be eligible:", "Patients must have:", "Exceptions to exclusion criteria:",
        "Patients are excluded if they do not meet the following criteria:"}) {
    INFO(heading);
    const Draft made =
        drafted("Exclusion Criteria:\n\nHIV positive\n\n" + std::string(heading) + "\n\nGout\n");
    REQUIRE(made.lines.size() == 4);
    CHECK(left_open(made.lines[3]));
  }
}

TEST_CASE("a slip of a letter in a heading is forgiven") {
  for (const std::string_view heading :
       {"Exlusion Criteria:", "Exclusion Citeria:", "Exclusions criteria:"}) {
    INFO(heading);
    const Draft made = drafted("Inclusion Criteria:\n\nECOG 0-1\n\n" + std::string(heading) + "\n\nGout\n");
    REQUIRE(made.lines.size() == 4);
    CHECK(made.lines[3].criterion == "E1");
  }
}

TEST_CASE("what must be so among exclusions is left open") {
  const Draft made =
      drafted("Exclusion Criteria:\n\nPatients must have asthma\nPatients must not have gout\nGout\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(left_open(made.lines[1]));
  CHECK_FALSE(left_open(made.lines[3]));
}

TEST_CASE("a group ends with its list, and where all are spoken of") {
  const Draft nested =
      drafted("Inclusion Criteria:\n\n1. Cohort A:\n   - gout\n2. Age >= 18 years\n3. ECOG 0-1\n");
  REQUIRE(nested.lines.size() == 5);
  CHECK(nested.lines[2].group == "Cohort A:");
  CHECK(nested.lines[3].group.empty());
  const Draft all = drafted("Inclusion Criteria:\n\nCohort A:\n\nGout\n\nAll cohorts:\n\nECOG 0-1\n");
  REQUIRE(all.lines.size() == 5);
  CHECK_FALSE(all.lines[2].group.empty());
  CHECK(all.lines[4].group.empty());
  const Draft letters =
      drafted("A Inclusion Criteria:\n\nFEV1 >= 80 %\n\nB Inclusion Criteria:\n\nFEV1 < 60 %\n");
  REQUIRE(letters.lines.size() == 4);
  CHECK_FALSE(letters.lines[1].group.empty());
  const Draft control = drafted("Inclusion Criteria:\n\nBirth control:\n\nECOG 0-1\n");
  CHECK(control.lines[2].group.empty());
}

TEST_CASE("a title above the headings of each group restricts what stands under them") {
  const Draft made = drafted(
      "TREATED PERSONS\n\nInclusion Criteria:\n\n* Gout\n\nExclusion Criteria:\n\n* Stroke\n\nCOMPARED "
      "PERSONS\n\nInclusion Criteria:\n\n* Eczema\n\nExclusion Criteria:\n\n* Asthma\n");
  REQUIRE(made.lines.size() == 10);
  CHECK(made.lines[2].group == "TREATED PERSONS");
  CHECK(made.lines[4].group == "TREATED PERSONS");
  CHECK(made.lines[7].group == "COMPARED PERSONS");
  CHECK(made.lines[9].group == "COMPARED PERSONS");
  // the last exclusion above a second heading is no title
  const Draft plain = drafted(
      "Inclusion Criteria:\n\n* Gout\n\nExclusion Criteria:\n\n* Stroke\n\nInclusion "
      "Criteria:\n\n* Eczema\n");
  CHECK(plain.lines[3].kind == Line::Kind::criterion);
  CHECK(plain.lines.back().group.empty());
}

TEST_CASE("a group by its number needs no colon") {
  const Draft made = drafted("Inclusion Criteria:\n\nPhase 1 (2 Cohorts)\n\nGout\n\nPhase 2\n\nStroke\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(made.lines[2].group == "Phase 1 (2 Cohorts)");
  CHECK(made.lines[4].group == "Phase 2");
  CHECK(drafted("Inclusion Criteria:\n\nGroup A infection\n\nGout\n").lines[2].group.empty());
}

TEST_CASE("what defines childbearing potential is no list of criteria") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* A woman of childbearing potential is any woman who meets the "
      "following criteria:\n    * Has not undergone a hysterectomy\n    * Gout\n");
  CHECK(made.lines[2].line_class == LineClass::no_op);
  CHECK(made.lines[3].line_class == LineClass::compiled_new_concept);
}

TEST_CASE("a list that is denied, and one that is asked of some") {
  const Draft denied = drafted(
      "Inclusion Criteria:\n\n* Patients must not have any uncontrolled disease including, but not limited "
      "to:\n    * Gout\n    * Platelets < 50 x 10^9/L\n    * No stroke\n* Eczema\n");
  CHECK(expression_of(denied.lines[1]) == "no active uncontrolled disease");
  CHECK(expression_of(denied.lines[2]) == "no diagnosis of Gout");
  CHECK(expression_of(denied.lines[3]) == "not platelets < 50 10*9/L");
  CHECK(denied.lines[4].line_class == LineClass::unencoded);
  CHECK(expression_of(denied.lines[5]) == "diagnosis of Eczema");
  const Draft some = drafted(
      "Inclusion Criteria:\n\n* Patients who are HIV-positive are eligible if:\n    * CD4 count >= 200 "
      "/mm3\n* Eczema\n");
  CHECK(some.lines[1].line_class == LineClass::no_op);
  CHECK(expression_of(some.lines[2]) == "if HIV antibody positive then CD4 count >= 200 /mm3");
  CHECK(expression_of(some.lines[3]) == "diagnosis of Eczema");
  // a list that nothing sets off may end anywhere
  const Draft flat = drafted(
      "Inclusion Criteria:\n\nPatients must not have any uncontrolled disease "
      "including:\n\nGout\n\nEczema\n");
  CHECK(flat.lines[2].line_class == LineClass::unencoded);
}

TEST_CASE("a criterion with notes under it is no stem") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Resting heart rate <= 100 bpm\n    * NOTE: Heparin may not be started while "
      "enrolled in the study\n    * Gout\n");
  CHECK(made.lines[1].line_class == LineClass::compiled_new_concept);
  CHECK(made.lines[2].line_class == LineClass::no_op);
  CHECK(expression_of(made.lines[3]) == "diagnosis of Gout");
  // whom the note lets off, the criterion alone would keep out
  const Draft let_off = drafted(
      "Inclusion Criteria:\n\n* Resting heart rate <= 100 bpm\n    * NOTE: Athletes are not required to meet "
      "this\n");
  CHECK(let_off.lines[1].line_class != LineClass::compiled_new_concept);
}

TEST_CASE("a stem that names nothing but its list is no ground by itself") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n* Subject has a laboratory abnormality at screening, including "
      "the following:\n    * Platelets < 50 x 10^9/L\n    * Hemoglobin < 8 g/dL\n");
  CHECK(made.lines[1].line_class == LineClass::no_op);
  const Draft named =
      drafted("Exclusion Criteria:\n\n* Heart disease, including:\n    * Angina\n    * Stroke\n");
  CHECK(named.lines[1].line_class == LineClass::compiled_new_concept);
}

TEST_CASE("what is excepted in the lines below keeps nobody out") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\nExcept as permitted in the following case, abnormal tests\n"
      "Hematuria\nPyuria\n");
  CHECK(made.lines[2].line_class == LineClass::unencoded);
}

TEST_CASE("a list has ended where every trial's own criteria begin") {
  const Draft signs = drafted(
      "Exclusion Criteria:\n\n* Impairment not explained by the following:\n    * Jaundice\n    * Ascites\n"
      "    * Inability to comply with the protocol\n    * Gout\n");
  REQUIRE(signs.lines.size() == 6);
  CHECK(signs.lines[2].line_class == LineClass::unencoded);
  CHECK(signs.lines[3].line_class == LineClass::unencoded);
  CHECK(signs.lines[4].line_class == LineClass::attestation);
  CHECK(signs.lines[5].line_class == LineClass::compiled_new_concept);
  // what somebody is unable to do may be one of the signs
  const Draft inability = drafted(
      "Exclusion Criteria:\n\n* Impairment not explained by the following:\n    * Jaundice\n"
      "    * Inability to walk\n    * Gout\n");
  REQUIRE(inability.lines.size() == 5);
  CHECK(inability.lines[4].line_class == LineClass::unencoded);
}

namespace {

constexpr std::string_view kExclusions = "Exclusion Criteria:\n\n";
constexpr std::string_view kInclusions = "Inclusion Criteria:\n\n";

std::string without_blanks(std::string_view text) {
  std::string made;
  std::copy_if(text.begin(), text.end(), std::back_inserter(made),
               [](char c) { return c != ' ' && c != '\n'; });
  return made;
}

// Which lines of `text` under the heading are left open: `x`, and which are not: `.`.
std::string open_lines(std::string_view heading, std::string_view text) {
  const Draft made = drafted(std::string(heading) + std::string(text));
  std::string found;
  for (std::size_t i = 1; i < made.lines.size(); ++i) found += left_open(made.lines[i]) ? 'x' : '.';
  return found;
}

}  // namespace

TEST_CASE("a list without bullets has ended where its subject changes") {
  struct Row {
    std::string_view text;
    std::string_view open;
  };
  static constexpr std::string_view stem = "Unable to climb because of limits other than pain, such as:\n\n";
  for (const Row& row : {
           Row{"Severe asthma\nBMI > 40 kg/m2\nGout\n", "xx.."},
           Row{"Severe asthma\nPatients with eczema\nGout\n", "xx.."},
           Row{"Patients with asthma\nPatients with eczema\nGout\n", "xxxx"},
           Row{"Severe asthma\nEczema\nGout\n", "xxxx"},
           // the first that does not end with `or` is the last
           Row{"Severe asthma, or\nEczema, or\nUlcers\nGout\n", "xxxx."},
           Row{"Severe asthma, or\nEczema\nUlcers\nGout\n", "xxxxx"},
       }) {
    INFO(row.text);
    CHECK(open_lines(kExclusions, std::string(stem) + std::string(row.text)) == row.open);
  }
  // what is excepted may be said of patients
  CHECK(open_lines(kExclusions,
                   "Tumors of any kind with the exception of the following:\n\nLipoma\nPatients with "
                   "melanoma\n") == "xxx");
  // bullets show what belongs to the list
  CHECK(open_lines(kExclusions,
                   "* Unable to climb because of limits other than pain, such as:\n    * Severe "
                   "asthma\n    * Patients with eczema\n") == "xxx");
}

TEST_CASE("a list has ended where criteria go on in the form of those above it") {
  static constexpr std::string_view list =
      "Any drug in the knee, with the exception of the following:\n\nContrast media\nSaline\nHave undergone "
      "a hip "
      "replacement\nGout\n";
  CHECK(open_lines(kExclusions, "Have undergone a liver transplant\n\n" + std::string(list)) == ".xxx..");
  CHECK(open_lines(kExclusions, "Stroke\n\n" + std::string(list)) == ".xxxxx");
}

TEST_CASE("a list in small letters has ended where every line begins with a capital") {
  static constexpr std::string_view stem = "Presence of a pump with any of the following limits:\n\n";
  const auto of = [](std::string_view entries) {
    const Draft made = drafted(std::string(kExclusions) + std::string(stem) + std::string(entries));
    return made.lines.back().expression == nullptr ? "-" : expression_of(made.lines.back());
  };
  CHECK(of("a worn battery\na loose wire\nGout\nStroke\nEczema\n") == "diagnosis of Eczema");
  CHECK(of("a worn battery\na loose wire\nGout\nstroke\nEczema\n") != "diagnosis of Eczema");
}

TEST_CASE("no illness is defined by a performance status") {
  CHECK(
      open_lines(kInclusions,
                 "Chronic gout after a flare; the flare defined as:\n\nTophi\nRashes\nECOG 0-2\nEczema\n") ==
      "xxx..");
  CHECK(open_lines(kInclusions,
                   "Chronic gout after a flare; the flare defined as:\n\nTophi\nRashes\nEczema\n") == "xxxx");
}

TEST_CASE("of donors in order of preference one is enough") {
  const Draft made = drafted(std::string(kInclusions) +
                             "Available donor (order of preference)\n\nRelated donor\n\nHLA-A, B, DRB1 "
                             "identical sibling donor\n7/8 HLA "
                             "matched donor\n\nUnrelated donor\n\n7/8 HLA matched donor\nWritten consent\n");
  REQUIRE(made.lines.size() == 8);
  const std::string file = without_blanks(grammar::format(made.file));
  CHECK(file.find("anyof(attestrelated_donor_hla_a_b_drb1_identical_sibling_donor,attestrelated_donor_7_8_"
                  "hla_matched_"
                  "donor,attestunrelated_donor_7_8_hla_matched_donor)") != std::string::npos);
  CHECK(made.lines[6].criterion == "I1");
  CHECK(made.lines[7].criterion == "I2");
  // without the announcement nobody says whether one or all are asked for
  CHECK(open_lines(kInclusions, "HLA-A, B identical sibling donor\n7/8 HLA matched donor\n") == "xx");
}

TEST_CASE("a numbered section ends where the next number stands") {
  const Draft made = drafted(
      "V.1. Donors\n\nV.1.1. Inclusion criteria\n\nWritten consent\n\nV.1.2. Exclusion "
      "criteria\n\nGout\n\nV.1.3. "
      "Matching\n\nRelated or unrelated donors who have one or two mismatches in all, as either :\n\nOne "
      "mismatch at HLA-A\nTwo mismatches at "
      "HLA-B\n");
  REQUIRE(made.lines.size() == 9);
  CHECK(made.lines[4].section == Section::exclusion);
  CHECK(made.lines[6].section == Section::inclusion);
  CHECK(made.lines[7].line_class == LineClass::attestation);
  CHECK(open_lines(kExclusions, "Gout\n\nNo mismatch at HLA-A\n\nOne mismatch at HLA-A of the kidney\n") ==
        ".x.");
}

TEST_CASE("a history is no treatment, and who understands nothing has none") {
  CHECK(open_lines(
            kExclusions,
            "Subjects who underwent the following treatments within 4 weeks or are to have them within 6 "
            "weeks:\n\nPhototherapy\n"
            "History of gout\nStroke\n") == "xx..");
  CHECK(open_lines(kExclusions,
                   "Expectation of any of the following drugs unless tapered:\n\nPhototherapy\n"
                   "Incapable of understanding the study protocol\nStroke\n") == "xx..");
}

TEST_CASE("what a stem names is asked for beside the list that it is known by") {
  struct Row {
    std::string_view text;
    std::string_view meaning;  // of the criterion; `-`: left open
  };
  for (const Row& row : {
           Row{"Diagnosis of asthma, as evidenced by at least one of the following:\n\nEczema\nCough\n",
               "all of (diagnosis of asthma, any of (diagnosis of Eczema, diagnosis of Cough))"},
           Row{"Diagnosis of asthma, as evidenced by all of the following:\n\nEczema\nCough\n",
               "all of (diagnosis of asthma, all of (diagnosis of Eczema, diagnosis of Cough))"},
           Row{"Diagnosis of asthma confirmed by at least two of the following "
               "signs:\n\nEczema\nCough\nStroke\n",
               "all of (diagnosis of asthma, at least 2 of (diagnosis of Eczema, diagnosis of Cough, "
               "diagnosis of stroke))"},
           // an absence is no alternative to a sign
           Row{"Diagnosis of asthma based on:\n\nEczema\nNo gout\n",
               "all of (diagnosis of asthma, all of (diagnosis of Eczema, no diagnosis of gout))"},
           Row{"Diagnosis of asthma defined as:\n\nEczema, and\nCough\n",
               "all of (diagnosis of asthma, all of (diagnosis of Eczema, diagnosis of Cough))"},
           Row{"Diagnosis of asthma based on:\n\nEczema\nCough\n", "-"},
           Row{"Diagnosis of asthma, as evidenced by one of the following:\n\nEczema\nNo gout\n", "-"},
           Row{"Diagnosis of asthma, as evidenced by one of the following:\n\nEczema\nWeight > 40 kg\n", "-"},
           Row{"Diagnosis of asthma, as evidenced by one of the following unless treated:\n\nEczema\nCough\n",
               "-"},
           Row{"Diagnosis of asthma, as evidenced by a fever and one of the following:\n\nEczema\nCough\n",
               "any of (diagnosis of asthma_as_evidenced_by_a_fever_and_eczema, diagnosis of "
               "asthma_as_evidenced_by_a_fever_and_cough)"},
           Row{"Severity is defined as one of the following:\n\nEczema\nCough\n", "-"},
       }) {
    INFO(row.text);
    const Draft made = drafted(std::string(kInclusions) + std::string(row.text));
    if (row.meaning == "-")
      CHECK(left_open(made.lines.back()));
    else
      CHECK(without_blanks(grammar::format(made.file)).find(without_blanks(row.meaning)) !=
            std::string::npos);
  }
}

TEST_CASE("stems that only say what their list is about") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n* According to the physical examination:\n    * Gout\n* Ulcers according to "
      "the "
      "following, unless healed:\n    * Eczema\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(made.lines[1].line_class == LineClass::no_op);
  CHECK(made.lines[2].line_class == LineClass::compiled_new_concept);
  CHECK(made.lines[4].line_class == LineClass::unencoded);
}

TEST_CASE("the letter of a genus is no bullet") {
  const Draft made = drafted("Exclusion Criteria:\n\nE. coli infection\n\nGout\n");
  REQUIRE(made.lines.size() == 3);
  CHECK(made.lines[1].text == "E. coli infection");
  const Draft list = drafted("Exclusion Criteria:\n\nA. gout\nB. stroke\n");
  REQUIRE(list.lines.size() == 3);
  CHECK(list.lines[2].text == "stroke");
}

TEST_CASE("numbers by hand behind the bullets, and marks of footnotes, are no words") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n* 1. gout\n* (2) BMI over 41*\n* 3.HIV positive\n* 4.5 cm or more of scars\n* "
      "asthma -\n");
  REQUIRE(made.lines.size() == 6);
  CHECK(made.lines[1].text == "gout");
  CHECK(expression_of(made.lines[1]) == "diagnosis of gout");
  CHECK(made.lines[2].text == "BMI over 41");
  CHECK(made.lines[2].line_class == LineClass::compiled_new_concept);
  CHECK(expression_of(made.lines[3]) == "HIV antibody positive");
  CHECK(made.lines[4].text == "4.5 cm or more of scars");
  CHECK(expression_of(made.lines[5]) == "diagnosis of asthma");
}

TEST_CASE("a mark behind a line stays where another line explains it") {
  const Draft made = drafted("Exclusion Criteria:\n\n* gout*\n* asthma\n\n*only if within 6 months\n");
  REQUIRE(made.lines.size() >= 3);
  CHECK(left_open(made.lines[1]));
}

TEST_CASE("a short line with a colon that restricts its list is no label") {
  const auto below = [](const std::string& stem) {
    const Draft made = drafted("Exclusion Criteria:\n\n* asthma\n* " + stem + "\n  * stroke\n  * gout\n");
    REQUIRE(made.lines.size() == 5);
    return left_open(made.lines[3]) ? std::string("open") : expression_of(made.lines[3]);
  };
  CHECK(below("Cardiac:") == "diagnosis of stroke");
  CHECK(below("Recent:") == "active Recent stroke");
  CHECK(below("Severe:") == "active Severe stroke");
  CHECK(below("Women:") == "female and diagnosis of stroke");
  CHECK(below("Recent (within 3 months):") == "open");
  CHECK(below("Non-smokers:") == "open");
  CHECK(below("Symptomatic:") == "active Symptomatic stroke");
  CHECK(below("Acceptable:") == "open");
  CHECK(below("Vaccination against:") == "open");
  CHECK(below("Planned:") == "open");
  CHECK(below("Father:") == "open");
}

TEST_CASE("limits of what would be adequate keep nobody out") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n* Not having adequate organ function:\n  * Hemoglobin >= 9 g/dL\n  * Platelets "
      ">= "
      "100,000/mm3\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(left_open(made.lines[2]));
  CHECK(left_open(made.lines[3]));
}

TEST_CASE("fields that cannot be are not taken") {
  Record record;
  record.id = "T-1";
  record.criteria = "Inclusion Criteria:\n\nGout\n";
  record.minimum_age = "18 Years";
  record.maximum_age = "10 Years";
  const Draft made = draft(record, test::shipped_lexicon());
  CHECK(made.warnings.size() == 1);
  CHECK(grammar::format(made.file).find("inclusion S1") == std::string::npos);
}

TEST_CASE("the work grows linearly with the lines") {
  const auto seconds = [](std::string_view row, int lines) {
    std::string text = "Inclusion Criteria:\n\n";
    for (int i = 0; i < lines; ++i) text += std::string(row) + '\n';
    const auto begin = std::chrono::steady_clock::now();
    drafted(text);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  // eight times the lines, far less than sixty-four times the time
  for (const std::string_view row : {"severe disease including:", "asthma with either", "BMI < 30 kg/m2"}) {
    INFO(row);
    CHECK(seconds(row, 4000) < 30 * (seconds(row, 500) + 0.02));
  }
}

TEST_CASE("a section that hangs under its first line, with lines that every trial has, is no list of it") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n- Patients with gout\n    - Patients under 18 years of age\n    - Asthma\n"
      "    - No informed consent\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(expression_of(made.lines[1]) == "diagnosis of gout");
  CHECK(expression_of(made.lines[2]) == "age < 18 years");
  CHECK(made.lines[3].criterion == "E3");
  const Draft list = drafted(
      "Exclusion Criteria:\n\n- Patients with lung disease\n    - asthma\n    - emphysema\n    - cough\n");
  CHECK(left_open(list.lines[2]));
  const Draft stem = drafted(
      "Inclusion Criteria:\n\n- One of the following\n    - age over 60 years\n    - asthma\n    - gout\n");
  CHECK(stem.lines[2].criterion == "I1");
}

TEST_CASE("a sentence that lets in if more is met is a heading, unless it says whom") {
  const Draft made = drafted("Subjects will be included if they:\n\n- are 18 years or older\n\n- ECOG 0-1\n");
  REQUIRE(made.lines.size() == 3);
  CHECK(made.lines[0].kind == Line::Kind::section_heading);
  CHECK(made.lines[1].criterion == "I1");
  const Draft some = drafted("Patients with gout will be included if:\n\n- ECOG 0-1\n");
  CHECK(some.lines[0].kind != Line::Kind::section_heading);
}

TEST_CASE("a sentence that says once more what its section is, is a heading without a colon") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\nSubjects have to be disqualified if any of the following is applicable.\n\n"
      "- HIV positive\n- gout\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(made.lines[1].kind == Line::Kind::section_heading);
  CHECK(made.lines[3].criterion == "E2");
}

TEST_CASE("who is eligible by one of a list is not asked for all of it") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\nPatients are eligible if they meet one of the following criteria:\n\n"
      "- age over 60 years\n- asthma\n");
  CHECK(made.lines[1].kind != Line::Kind::section_heading);
  CHECK(made.lines[2].criterion == made.lines[3].criterion);
}

TEST_CASE("rows that a margin broke are one line") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n"
      "Patients whose asthma has been treated with inhalers of any kind during the winter or\n"
      "hay fever.\n"
      "Patients whose hay fever has been treated with tablets of any kind during the summer.\n"
      "Patients whose vertigo has been treated with tablets of any kind during the autumn, or\n"
      "women with migraine\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(made.lines[1].text.ends_with("winter or hay fever."));
  // whom a criterion of its own is about
  CHECK(made.lines[4].text == "women with migraine");
}

TEST_CASE("rows of a text without a margin are lines of their own") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n"
      "clinical and histological diagnosis of a tumour of the salivary glands of any kind\n"
      "presence of gout\n"
      "hay fever\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(made.lines[2].text == "presence of gout");
}

TEST_CASE("a heading behind a line of the section above begins its own") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Gout\n* Able to provide informed consent Exclusion Criteria\n* Asthma\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(made.lines[2].text == "Able to provide informed consent");
  CHECK(made.lines[4].section == Section::exclusion);
  // the words in front are whose criteria they are
  const Draft group = drafted("Inclusion Criteria:\n\n* Gout\n\nCohort B Exclusion Criteria:\n\n* Asthma\n");
  CHECK(group.lines[2].text == "Cohort B Exclusion Criteria:");
}

TEST_CASE("a group that a bullet names, and criteria of somebody else") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Group A\n* Gout\n* Group B\n* Asthma\n\nExclusion Criteria for relatives:\n\n"
      "* Vertigo\n");
  REQUIRE(made.lines.size() == 7);
  for (const std::size_t of_group : {std::size_t{2}, std::size_t{4}, std::size_t{6}})
    CHECK(!made.lines[of_group].group.empty());
}

TEST_CASE("what is allowed is not asked for") {
  const Draft made = drafted("Inclusion Criteria:\n\n* Gout\n\nAllowed conditions:\n\n* Asthma\n");
  CHECK(left_open(made.lines.back()));
}

TEST_CASE("what stands in front of a glued heading is a criterion") {
  for (const std::string_view line :
       {"* BMI 18-30 kg/m2. Exclusion Criteria:", "* Platelets > 100 x 10^9/L Exclusion Criteria",
        "* Age 18-65 EXCLUSION CRITERIA:", "* Age 18-65 years. Key Exclusion Criteria:",
        "* Age 18-65 years - Exclusion criteria for cohort B:"}) {
    const Draft made = drafted("Inclusion Criteria:\n\n* Gout\n" + std::string(line) + "\n* Asthma\n");
    INFO(line);
    REQUIRE(made.lines.size() == 5);
    CHECK(made.lines[2].line_class != LineClass::no_op);
    CHECK(made.lines[4].section == Section::exclusion);
  }
  for (const std::string_view line :
       {"* Cohort B Exclusion Criteria:", "* Does not meet any exclusion criteria",
        "* V.2. Exclusion criteria"}) {
    const Draft made = drafted("Inclusion Criteria:\n\n* Gout\n" + std::string(line) + "\n* Asthma\n");
    INFO(line);
    CHECK(made.lines.size() == 4);
  }
}

TEST_CASE("a row that ends where no clause ends goes on in the next") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\nPatients with diabetes and no\nhistory of gout\n\nPatients who do not\nhave "
      "asthma\n");
  REQUIRE(made.lines.size() == 3);
  CHECK(made.lines[1].text == "Patients with diabetes and no history of gout");
  CHECK(made.lines[2].text == "Patients who do not have asthma");
}

TEST_CASE("a sentence about some patients is no heading of a group") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Patients with gout are eligible only if:\n* Their asthma is mild\n* ECOG "
      "0-1\n* Only "
      "adults will be recruited:\n* Fever\n");
  REQUIRE(made.lines.size() == 6);
  for (const auto& line : made.lines) CHECK(line.group.empty());
  CHECK(left_open(made.lines[1]));
  CHECK(expression_of(made.lines[3]) == "ECOG 0 to 1");
  CHECK(left_open(made.lines[4]));
}

TEST_CASE("a heading that keeps some out, or by more than one entry, leaves its entries open") {
  for (const std::string_view heading :
       {"Patients will be excluded if all of the following:", "Patients will be excluded if both:",
        "Subjects meeting at least two of the following criteria will be excluded:",
        "Patients with asthma will be excluded if:", "Patients over 60 years will be excluded if:",
        "Patients other than:", "Patients lacking:"}) {
    const Draft made = drafted("Exclusion Criteria:\n\n" + std::string(heading) + "\n\n* gout\n* fever\n");
    INFO(heading);
    CHECK(left_open(made.lines.at(2)));
    CHECK(left_open(made.lines.at(3)));
  }
  const Draft any =
      drafted("Exclusion Criteria:\n\nPatients will be excluded if any of the following:\n\n* gout\n");
  CHECK(expression_of(any.lines.at(2)) == "diagnosis of gout");
}

TEST_CASE("who is eligible by none of a list is kept out by each of it") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Fever\n\nPatients are eligible if none of the following:\n\n* Gout\n");
  CHECK(made.lines.at(3).criterion == "E1");
  CHECK(expression_of(made.lines.at(3)) == "diagnosis of Gout");
}

TEST_CASE("of one of the following diagnoses not all lines behind are the list") {
  const Draft made = drafted("Inclusion Criteria:\n\nOne of the following diagnoses:\nGout\nECOG 0-2\n");
  CHECK(made.lines.at(3).criterion != made.lines.at(2).criterion);
}

TEST_CASE("a line whose predicate stands in the next row is left open") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Patients with earlier cancers\n* are eligible if these are cured\n* Gout\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(left_open(made.lines[1]));
  CHECK(left_open(made.lines[2]));
  CHECK_FALSE(left_open(made.lines[3]));
}

TEST_CASE("methods of contraception that are listed ask for nothing") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\nGout\n\nNote: acceptable methods of contraception are listed below:\n\nBarrier "
      "method with spermicide\nHormonal method\nPatients must have asthma\n");
  REQUIRE(made.lines.size() == 6);
  for (const std::size_t idle : {std::size_t{2}, std::size_t{3}, std::size_t{4}})
    CHECK(made.lines[idle].line_class == LineClass::no_op);
  CHECK(made.lines[5].line_class != LineClass::no_op);
  CHECK_FALSE(left_open(made.lines[5]));
}

TEST_CASE("adequate function is what the limits below it say") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Adequate bone marrow function as defined by:\n* Platelets > 80 x 10^9/L\n* "
      "ANC > 1 x "
      "10^9/L\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(made.lines[1].line_class == LineClass::no_op);
  CHECK(expression_of(made.lines[2]) == "platelets > 80 10*9/L");
  CHECK(expression_of(made.lines[3]) == "neutrophils > 1 10*9/L");
}

TEST_CASE("adequate function is left open where no limit follows") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Adequate renal function as defined by:\n\nExclusion Criteria:\n\n* gout\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(left_open(made.lines[1]));
}

TEST_CASE("what a woman is let in for is asked of nobody by itself") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n* Women of childbearing potential, unless she:\n* Agrees to use contraception "
      "and\n* Has a "
      "negative pregnancy test\n* Patients with gout\n");
  REQUIRE(made.lines.size() == 5);
  for (std::size_t i = 1; i < 4; ++i) CHECK(left_open(made.lines[i]));
  CHECK(expression_of(made.lines[4]) == "diagnosis of gout");
}

TEST_CASE("a row that a margin broke within a name is left open with the one above") {
  const Draft made = drafted(
      "Exclusion Criteria:\n\n* History of gout, Hepatitis\n* B, or Hepatitis C infection.\n* Melanoma "
      "treated "
      "with\n* Asthma\n");
  REQUIRE(made.lines.size() == 5);
  for (std::size_t i = 1; i < 4; ++i) CHECK(left_open(made.lines[i]));
  CHECK(expression_of(made.lines[4]) == "diagnosis of Asthma");
}

TEST_CASE("a row that goes on in a bracket is left open with the one above") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Normal bilirubin (unless the patient has a raised\n* level because of "
      "Gilbert's "
      "disease\n* Asthma attacks\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(left_open(made.lines[1]));
  CHECK(left_open(made.lines[2]));
}

TEST_CASE("how a value is calculated is no criterion, and its limit is one") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\nCreatinine clearance of more than 40 mL/min. For children, creatinine "
      "clearance is "
      "calculated using the bedside formula:\n\nClearance (mL/min) = (0.4 * height [cm]) / creatinine "
      "(mg/dL)\n\nFor adults, clearance is determined by another equation:\n\nECOG 0-2\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(expression_of(made.lines[1]) == "creatinine clearance > 40 mL/min");
  CHECK(made.lines[2].line_class == LineClass::no_op);
  CHECK(expression_of(made.lines[4]) == "ECOG 0 to 2");
}

TEST_CASE("what is asked of men and of women has a guard for each") {
  const std::string stem =
      "Inclusion Criteria:\n\n* Willing to avoid pregnancy based on one of the following criteria:\n"
      "    * Women of non-childbearing potential (two years after the menopause)\n"
      "    * Man who agrees to use a condom (with at least 90% certainty) until the last visit\n";
  const Draft made = drafted(stem + "* Gout\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(made.lines[2].line_class == LineClass::no_op);
  CHECK(expression_of(made.lines[3]).starts_with("if male then attest"));
  // an entry of nobody's sex is an alternative to them
  const Draft mixed = drafted(stem + "    * Willing to abstain\n");
  CHECK(mixed.lines.at(2).line_class != LineClass::no_op);
}

TEST_CASE("a definition behind the criterion asks for nothing") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Women of childbearing potential must have a negative pregnancy test;\n"
      "  a female of childbearing potential is any woman who meets the following criteria:\n"
      "    * Has not undergone a hysterectomy; or\n    * Has had menses\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(expression_of(made.lines[1]) ==
        "if female and attest childbearing potential then pregnancy test negative");
  CHECK(made.lines[2].line_class == LineClass::no_op);
}

TEST_CASE("a note among alternatives is none of them") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Patients must have one of the following:\n    * Gout\n    * Asthma\n"
      "    * NOTE: No prior malignancy is allowed except treated melanoma\n");
  REQUIRE(made.lines.size() == 5);
  CHECK(made.lines[4].line_class == LineClass::compiled_new_concept);
  CHECK_FALSE(left_open(made.lines[2]));
}

TEST_CASE("two kinds of one illness at the end are the diagnoses that were announced") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\nECOG 0-2\nMust have one of the following diagnoses:\nAcute leukemia\nChronic "
      "leukemia\n\nExclusion Criteria:\n\n* Gout\n");
  CHECK(made.lines.at(3).criterion == made.lines.at(2).criterion);
  CHECK(made.lines.at(4).criterion == made.lines.at(2).criterion);
  CHECK(expression_of(made.lines.at(4)) == "diagnosis of Chronic leukemia");
}

TEST_CASE("what must be had below the names of illnesses is asked of everybody") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\nAny of the following syndromes:\n\nRefractory anemia\nAnemia with "
      "sideroblasts\nNo "
      "leukemia\nMust have an HLA-identical sibling donor available\n");
  REQUIRE(made.lines.size() == 6);
  CHECK(left_open(made.lines[2]));
  CHECK(made.lines[5].line_class == LineClass::attestation);
}

TEST_CASE("kinds in which something must be, each with what is asked of it, are in doubt") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\nHave a tumor that is advanced, and in:\nLung, must have had cisplatin\nOther "
      "tumor that the sponsor has approved\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(left_open(made.lines[3]));
}
