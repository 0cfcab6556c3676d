// Registry records as JSON in its two shapes, and as plain text.
#include <catch2/catch.hpp>
#include <string>

#include "patients/study_reader.hpp"

using namespace eligo::patients;

TEST_CASE("a study of the API") {
  StudyReader reader(R"({"protocolSection": {
    "identificationModule": {"nctId": "NCT1", "officialTitle": "long", "briefTitle": "short"},
    "eligibilityModule": {"eligibilityCriteria": "Inclusion:\n\nx", "minimumAge": "18 Years", "sex": "FEMALE"}}})");
  const auto read = reader.next();
  REQUIRE(read);
  REQUIRE(read->study);
  CHECK(read->study->id == "NCT1");
  CHECK(read->study->title == "short");
  CHECK(read->study->criteria == "Inclusion:\n\nx");
  CHECK(read->study->minimum_age == "18 Years");
  CHECK(read->study->maximum_age.empty());
  CHECK(read->study->sex == "FEMALE");
  CHECK_FALSE(reader.next());
}

TEST_CASE("flat records, one a line; a damaged one does not stop the rest") {
  const std::string text =
      "{\"nct_id\": \"A\", \"criteria_text\": \"x\", \"max_age\": null}\n{\"nct_id\": \n{\"nct_id\": "
      "\"B\"}\n[]\n";
  StudyReader reader(text);
  const auto first = reader.next();
  REQUIRE(first);
  REQUIRE(first->study);
  CHECK(first->study->id == "A");
  const auto second = reader.next();
  REQUIRE(second);
  CHECK_FALSE(second->study);
  CHECK(second->line == 2);
  const auto third = reader.next();
  REQUIRE(third);
  REQUIRE(third->study);
  CHECK(third->study->id == "B");
  CHECK(third->study->criteria.empty());
  const auto fourth = reader.next();
  REQUIRE(fourth);
  CHECK_FALSE(fourth->study);
  CHECK_FALSE(reader.next());
}

TEST_CASE("an array of records") {
  StudyReader reader(R"([{"nct_id": "A"}, {"nct_id": "B"}])");
  REQUIRE(reader.next()->study->id == "A");
  REQUIRE(reader.next()->study->id == "B");
  CHECK_FALSE(reader.next());
}

TEST_CASE("anything else is the text of a section") {
  StudyReader reader("[1] Adults\n");
  const auto read = reader.next();
  REQUIRE(read);
  REQUIRE(read->study);
  CHECK(read->study->criteria == "[1] Adults\n");
  CHECK(read->study->id.empty());
  CHECK_FALSE(reader.next());
  StudyReader bad("a\xFF");
  CHECK_FALSE(bad.next()->study);
}
