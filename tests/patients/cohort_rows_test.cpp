// Headers to plans, and rows to records: with a small list of names in place of a vocabulary.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "patients/cohort_rows.hpp"

namespace eligo::patients {
namespace {

KnownName lookup(std::string_view name) {
  if (name == "platelets" || name == "PLT") return {Section::observations, "platelets", "10*9/L"};
  if (name == "ecog") return {Section::observations, "ecog", ""};
  if (name == "itp") return {Section::conditions, "itp", ""};
  if (name == "hsct" || name == "hsct.allogeneic") return {Section::procedures, std::string(name), ""};
  if (name == "rituximab") return {Section::medications, "rituximab", ""};
  if (name == "consent") return {Section::attestations, "consent", ""};
  return {};
}

using Cells = std::vector<std::string_view>;

std::string uses(const Cells& header) {
  const CohortPlanResult result = plan_cohort(header, lookup);
  std::string out;
  for (const auto& problem : result.problems)
    out += std::to_string(problem.column) + ": " + problem.message + '\n';
  if (!out.empty()) return out;
  for (std::size_t i = 1; i < header.size(); ++i) out += (i == 1 ? "" : "; ") + describe(result.plan, i);
  return out;
}

CohortRow row_of(const Cells& header, const Cells& cells) {
  const CohortPlanResult result = plan_cohort(header, lookup);
  REQUIRE(result.problems.empty());
  return CohortDecoder(result.plan).decode(cells, 7);
}

std::string rejection(const Cells& header, const Cells& cells) {
  const CohortRow row = row_of(header, cells);
  CHECK(row.record.has_value() != row.rejected.has_value());
  if (!row.rejected) return "no";
  return std::to_string(row.rejected->line) + '.' + std::to_string(row.rejected->column) + ' ' +
         row.rejected->reason;
}

TEST_CASE("a header cell is a word of the person, a fact, a member of one, or ignored") {
  CHECK(uses({"id", "Sex", "age.UNIT", "ward", ""}) == "sex; age.unit; ignored; ignored");
  CHECK(uses({"id", "platelets"}) == "observations: platelets in 10*9/L by convention");
  CHECK(uses({"id", "platelets [10*3/uL]"}) == "observations: platelets in 10*3/uL");
  CHECK(uses({"id", "platelets [[IU]/mL]"}) == "observations: platelets in [IU]/mL");
  CHECK(uses({"id", "platelets", "platelets.unit"}) ==
        "observations: platelets; observations: platelets, unit");
  CHECK(uses({"id", "ecog", "platelets#2.date"}) == "observations: ecog; observations: platelets, date");
  CHECK(uses({"id", "hsct.date", "platelets@hsct+7"}) ==
        "procedures: hsct, date; observations: platelets in 10*9/L by convention, dated by event + 7 days");
  CHECK(uses({"id", "hsct.allogeneic", "hsct.type"}) ==
        "procedures: hsct.allogeneic; procedures: hsct, type");
  CHECK(uses({"id", "conditions#1.code", "trials#2.ongoing"}) == "conditions, code; trials, ongoing");
  CHECK(uses({"id", "itp.date", "hsct [d]", "platelets@hsct+x", "platelets@x+7", "trials#1",
              "platelets#0"}) == "ignored; ignored; ignored; ignored; ignored; ignored");
}

TEST_CASE("a header without id, with a column twice or that is not text cannot be used") {
  CHECK(uses({"ID", "sex"}) == "sex");
  CHECK(uses({"sex", "sex"}).starts_with("2: the column `sex` stands twice"));
  CHECK(uses({"sex"}).starts_with("0: no column `id`"));
  CHECK(uses({"id", "ecog", "ecog"}).starts_with("3: the columns `ecog` and `ecog` hold the same"));
  CHECK(uses({"id", "\xFF\xFEx"}).starts_with("2: the header is not UTF-8 text"));
}

TEST_CASE("two spellings are two entries") {
  const CohortRow row = row_of({"id", "platelets", "PLT", "PLT.date"}, {"P", "1", "2", "2026-11-01"});
  REQUIRE(row.record);
  REQUIRE(row.record->observations.size() == 2);
  CHECK(!row.record->observations[0].date);
  CHECK(row.record->observations[1].naming.name == "PLT");
  CHECK(to_string(*row.record->observations[1].date) == "2026-11-01");
}

TEST_CASE("values are exact, censored or text; units are the cell's, the header's or the convention's") {
  const CohortRow row =
      row_of({"id", "platelets", "platelets#2 [/uL]", "platelets#3", "platelets#3.unit", "ecog"},
             {"P", "< 20", "1e3", "0.10", "", "II"});
  REQUIRE(row.record);
  const auto& values = row.record->observations;
  REQUIRE(values.size() == 4);
  CHECK(values[0].comparator == Comparator::less);
  CHECK(std::get<Decimal>(values[0].value) == Decimal(20));
  CHECK(values[0].unit == "10*9/L");
  CHECK(values[0].unit_by_convention);
  CHECK(to_string(values[0].place) == "line 7, column 2");
  CHECK(values[1].unit == "/uL");
  CHECK(!values[1].unit_by_convention);
  CHECK(std::get<Decimal>(values[2].value).to_string() == "0.10");
  CHECK(values[2].unit.empty());
  CHECK(std::get<std::string>(values[3].value) == "II");
  CHECK(row.unreadable.empty());
}

TEST_CASE("an entry exists when any of its cells is filled") {
  const Cells header{"id",      "hsct",       "hsct.date", "itp", "rituximab", "rituximab.ongoing",
                     "consent", "trials#1.id"};
  const CohortRow empty = row_of(header, {"P", "", "", "", " ", "", "", ""});
  REQUIRE(empty.record);
  CHECK(empty.record->procedures.empty());
  CHECK(empty.record->medications.empty());
  CHECK(empty.record->attestations.empty());
  const CohortRow full = row_of(header, {"P", "", "2026-11", "false", "FALSE", "", "true", "NCT1"});
  REQUIRE(full.record);
  CHECK(full.record->procedures.size() == 1);
  CHECK(full.record->conditions[0].status == ConditionStatus::absent);
  CHECK(full.record->medications[0].absent);
  CHECK(full.record->attestations[0].value);
  CHECK(full.record->trials[0].id == "NCT1");
}

TEST_CASE("a value is dated from the row's latest event") {
  const Cells header{"id", "hsct.date", "hsct#2.date", "platelets@hsct+7"};
  const auto date = [&](std::string_view first, std::string_view second) {
    const CohortRow row = row_of(header, {"P", first, second, "1"});
    REQUIRE(row.record);
    const auto& found = row.record->observations[0].date;
    return found ? to_string(*found) : "none";
  };
  CHECK(date("2026-11-10", "2026-02-25") == "2026-11-17");
  CHECK(date("", "2024-02-25") == "2024-03-03");
  CHECK(date("", "") == "none");
  CHECK(date("2026-02", "") == "2026-02-08 to 2026-03-07");
}

TEST_CASE("what a record is refused for rejects the row") {
  CHECK(rejection({"id", "sex"}, {" ", "male"}).starts_with("7.1 no `id`"));
  CHECK(rejection({"id", "birth_date"}, {"P", "2026-02-30"}).starts_with("7.2 `2026-02-30` is not a day"));
  CHECK(rejection({"id", "platelets"}, {"P", "1234567890123456789"}).starts_with("7.2 "));
  CHECK(rejection({"id", "platelets.high"}, {"P", "1e31"}).starts_with("7.2 "));
  CHECK(rejection({"id", "age"}, {"P", "-1"}) == "7.2 an age is not negative");
  CHECK(rejection({"id", "itp.onset", "itp.end"}, {"P", "2026-02", "2026-01"})
            .starts_with("7.3 the end 2026-01"));
  CHECK(rejection({"id", "itp.code"}, {"P", "\xC3("}) == "7.2 text that is not UTF-8");
}

TEST_CASE("a cell that cannot be read leaves its fact unknown") {
  const auto unreadable = [](const Cells& header, const Cells& cells) {
    const CohortRow row = row_of(header, cells);
    REQUIRE(row.record);
    REQUIRE(row.unreadable == std::vector<std::size_t>{1});
    return *row.record;
  };
  CHECK(!unreadable({"id", "sex"}, {"P", "F"}).sex);
  CHECK(!unreadable({"id", "birth_date"}, {"P", "15.3.1984"}).birth_date);
  CHECK(!unreadable({"id", "age.unit", "age"}, {"P", "decades", "3"}).age);
  CHECK(!unreadable({"id", "platelets.low"}, {"P", "low"}).observations[0].low);
  CHECK(unreadable({"id", "consent"}, {"P", "maybe"}).attestations.empty());
  CHECK(
      !unreadable({"id", "rituximab.ongoing", "rituximab.end"}, {"P", "?", "2026-01-01"}).medications[0].end);
  CHECK(unreadable({"id", "itp.verification"}, {"P", "sure"}).conditions[0].verification ==
        Verification::provisional);
}

TEST_CASE("where it is not known whether there is an entry, the section is not complete") {
  for (const std::string_view cell : {"yes", "1"}) {
    const CohortRow row = row_of({"id", "complete", "hsct"}, {"P", "procedures conditions", cell});
    REQUIRE(row.record);
    CHECK(row.record->procedures.empty());
    CHECK(!row.record->is_complete(Section::procedures));
    CHECK(row.record->is_complete(Section::conditions));
    CHECK(row.unreadable == std::vector<std::size_t>{2});
  }
  const CohortRow both =
      row_of({"id", "complete", "itp", "itp.status"}, {"P", "conditions", "true", "absent"});
  REQUIRE(both.record);
  CHECK(both.record->conditions.empty());
  CHECK(!both.record->is_complete(Section::conditions));
}

}  // namespace
}  // namespace eligo::patients
