// Maps: JSON and a header to the cells that the plan reads, and every mistake with its place.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "patients/cohort_map.hpp"
#include "patients/cohort_rows.hpp"

namespace eligo::patients {
namespace {

KnownName lookup(std::string_view name) {
  if (name == "platelets") return {Section::observations, "platelets", "10*9/L"};
  if (name == "ecog") return {Section::observations, "ecog", ""};
  if (name == "hbsag") return {Section::observations, "hbsag", ""};
  if (name == "itp" || name == "gvhd") return {Section::conditions, std::string(name), ""};
  if (name == "hsct") return {Section::procedures, "hsct", ""};
  if (name == "consent") return {Section::attestations, "consent", ""};
  return {};
}

const MapVocabulary vocabulary{lookup,
                               [](std::string_view name) {
                                 return name == "platelts" ? std::string("; did you mean `platelets`?") : "";
                               },
                               [](const PatientRecord& record) {
                                 for (const auto& of : record.observations) {
                                   if (of.unit == "furlong") return std::string("no such unit");
                                 }
                                 return std::string();
                               }};

using Cells = std::vector<std::string_view>;

std::string problems_of(const std::vector<MapProblem>& problems) {
  std::string out;
  for (const auto& problem : problems) {
    out += (out.empty() ? "" : "\n") + problem.place.pointer + ": " + problem.message;
  }
  return out;
}

// `facts` with an id in front of it; the mistakes, or nothing.
std::string mistakes(const std::string& json, const Cells& header) {
  const CohortMapResult read = read_cohort_map(json);
  if (!read.problems.empty()) return problems_of(read.problems);
  return problems_of(map_cohort(read.map, header, vocabulary).problems);
}

std::string facts(const std::string& members, const std::string& rest = "") {
  return R"({"facts": {"id": "p")" + (members.empty() ? "" : ", " + members) + "}" + rest + "}";
}

MappedCohort mapped(const std::string& json, const Cells& header) {
  const CohortMapResult read = read_cohort_map(json);
  INFO(json << '\n' << problems_of(read.problems));
  REQUIRE(read.problems.empty());
  MappedCohort out = map_cohort(read.map, header, vocabulary);
  INFO(problems_of(out.problems));
  REQUIRE(out.problems.empty());
  return out;
}

// The plan's cells behind the id, with `|` between.
std::string cells_of(const std::string& json, const Cells& header, const Cells& cells) {
  MappedCohort cohort = mapped(json, header);
  std::string out;
  const auto made = cohort.transform.apply(cells, 7);
  for (std::size_t i = 1; i < made.size(); ++i) out += (i == 1 ? "" : "|") + std::string(made[i]);
  return out;
}

CohortRow row_of(MappedCohort& cohort, const Cells& cells) {
  return CohortDecoder(cohort.plan).decode(cohort.transform.apply(cells, 7), 7);
}

TEST_CASE("a column feeds a fact, or several, by name or by number") {
  CHECK(cells_of(facts(R"("ecog": "E", "itp": 3, "hbsag": {"column": "E"})"), {"p", "E", "x"},
                 {"P", "1", "true"}) == "1|true|1");
  CHECK(cells_of(facts(R"("ecog": 2, "itp": 3)"), {"p", "x", "x"}, {"P", "1", "true"}) == "1|true");
}

TEST_CASE("the plan is that of the header convention, and the file's columns say what they became") {
  const MappedCohort cohort = mapped(
      facts(R"("platelets": {"column": "PLT", "unit": "10*3/uL"}, "hsct.date": {"constant": "2026-01-02"})",
            R"(, "not_used": "b")"),
      {"a", "PLT", "p", "b"});
  CHECK(describe(cohort.plan, 1) == "observations: platelets in 10*3/uL");
  CHECK(cohort.plan.columns[0].origin == 3);
  CHECK(cohort.plan.columns[1].origin == 2);
  CHECK(cohort.plan.columns[2].origin == 0);
  CHECK(cohort.transform.file_column(1) == std::size_t{1});
  CHECK(!cohort.transform.file_column(2));
  CHECK(cohort.columns[0].fate == FileColumn::Fate::unmapped);
  CHECK(cohort.columns[1].use == "observations: platelets in 10*3/uL");
  CHECK(cohort.columns[2].use == "id");
  CHECK(cohort.columns[3].fate == FileColumn::Fate::set_aside);
}

TEST_CASE("the line makes an id") {
  MappedCohort cohort = mapped(R"({"facts": {"id": {"line": "row "}}})", {"a"});
  CHECK(cohort.transform.apply(Cells{"x"}, 12)[0] == "row 12");
}

TEST_CASE("what a map calls empty says nothing") {
  const std::string json =
      R"({"empty": ["?", "NA"], "facts": {"id": "p", "ecog": {"column": "E", "empty": -1}, "itp": "I"}})";
  const Cells header{"p", "E", "I", "rest"};
  CHECK(cells_of(json, header, {"P", " ? ", "NA", ""}) == "|");
  CHECK(cells_of(json, header, {"P", "-1", "-1", ""}) == "|-1");
  const MappedCohort cohort = mapped(json, header);
  CHECK(cohort.transform.is_empty(1, " -1"));
  CHECK(!cohort.transform.is_empty(2, "-1"));
  CHECK(cohort.transform.is_empty(3, "?"));
  CHECK(cohort.transform.is_empty(3, " "));
}

TEST_CASE("codes stand for values; a cell that is not among them is unreadable, or what the map says") {
  const auto coded = [](const std::string& otherwise, std::string_view cell) {
    return cells_of(
        facts(R"("hbsag": {"column": "H", "codes": {"1": "positive", "0": "negative", "9": null})" +
              otherwise + "}"),
        {"p", "H"}, {"P", cell});
  };
  CHECK(coded("", " 1 ") == "positive");
  CHECK(coded("", "9").empty());
  CHECK(coded("", "") == "");
  CHECK(coded("", "2") == "2 (not among the codes)");
  CHECK(coded(R"(, "otherwise": "unreadable")", "2") == "2 (not among the codes)");
  CHECK(coded(R"(, "otherwise": "keep")", "2") == "2");
  CHECK(coded(R"(, "otherwise": "empty")", "2").empty());
  CHECK(coded(R"(, "otherwise": {"value": "indeterminate"})", "2") == "indeterminate");
  CHECK(coded(R"(, "otherwise": {"value": "indeterminate"})", "") == "");
}

TEST_CASE("a code that the map does not list leaves the condition open and is counted") {
  MappedCohort cohort = mapped(
      facts(R"("itp": {"column": "I", "codes": {"1": true, "0": false}})", R"(, "complete": "conditions")"),
      {"x", "p", "I"});
  CHECK(row_of(cohort, {"", "P", "1"}).record->conditions.size() == 1);
  CHECK(row_of(cohort, {"", "P", ""}).record->complete.test(static_cast<std::size_t>(Section::conditions)));
  const CohortRow row = row_of(cohort, {"", "P", "2"});
  CHECK(row.unreadable == std::vector<std::size_t>{2});
  CHECK(row.record->conditions.empty());
  CHECK(!row.record->complete.test(static_cast<std::size_t>(Section::conditions)));
}

TEST_CASE("decimal commas are those of numbers; a point beside them is not guessed") {
  const std::string json = R"({"decimal_comma": true, "facts": {"id": "p", "platelets": "P", "itp.onset": "O",
      "conditions#1.code": "C", "platelets.high": {"column": "H", "decimal_comma": false}}})";
  const Cells header{"p", "P", "O", "C", "H"};
  CHECK(cells_of(json, header, {"P", "<1,5", "2026-01", "C92,0", "1.5"}) == "<1.5|2026-01|C92,0|1.5");
  CHECK(cells_of(json, header, {"P", "1.234,5", "", "", ""}) == "1.234,5 (a point beside decimal commas)|||");
  CHECK(cells_of(json, header, {"P", "1.234", "", "", ""}) == "1.234 (a point beside decimal commas)|||");
  CHECK(cells_of(json, header, {"P", "12", "", "", ""}) == "12|||");
}

TEST_CASE("dates of another form") {
  const auto date = [](const std::string& format, std::string_view cell) {
    return cells_of(facts(R"("hsct.date": {"column": "D", "dates": ")" + format + "\"}"), {"p", "D"},
                    {"P", cell});
  };
  CHECK(date("DD.MM.YYYY", "3.4.2026") == "2026-04-03");
  CHECK(date("DD.MM.YYYY", "03.04.2026") == "2026-04-03");
  CHECK(date("DD.MM.YYYY", "04.2026") == "2026-04");
  CHECK(date("DD.MM.YYYY", "2026") == "2026");
  CHECK(date("DD.MM.YYYY", "2026-04-03") == "2026-04-03");
  CHECK(date("DD.MM.YYYY", "31.02.2026") == "2026-02-31");
  CHECK(date("DD.MM.YYYY", "3.4.26") == "3.4.26 (no such date form)");
  CHECK(date("DD.MM.YYYY", "3/4/2026") == "3/4/2026 (no such date form)");
  CHECK(date("DD.MM.YYYY", "3.4.2026 x") == "3.4.2026 x (no such date form)");
  CHECK(date("MM/DD/YYYY", "04/03/2026") == "2026-04-03");
  CHECK(date("MM/DD/YYYY", "4/2026") == "2026-04");
  CHECK(date("YYYYMMDD", "20260403") == "2026-04-03");
  CHECK(date("YYYYMMDD", "202604") == "2026-04");
  CHECK(date("YYYYMMDD", "2026043") == "2026043 (no such date form)");
  CHECK(date("DDMMMYYYY", "3Apr2026") == "2026-04-03");
  CHECK(date("DDMMMYYYY", "03APR2026") == "2026-04-03");
  CHECK(date("DDMMMYYYY", "03APX2026") == "03APX2026 (no such date form)");
  CHECK(date("YYYY/MM/DD", "2026/04") == "2026-04");
}

TEST_CASE("days count from a fact, a day or a column, in any order") {
  const Cells header{"p", "D", "T", "X"};
  const std::string by_fact = facts(R"("gvhd.onset": {"column": "T", "days_after": "hsct.date"},
      "hsct.date": {"column": "D", "dates": "DD.MM.YYYY"})");
  CHECK(cells_of(by_fact, header, {"P", "30.12.2025", "3", ""}) == "2026-01-02|2025-12-30");
  CHECK(cells_of(by_fact, header, {"P", "30.12.2025", "-1", ""}) == "2025-12-29|2025-12-30");
  CHECK(cells_of(by_fact, header, {"P", "30.12.2025", "", ""}) == "|2025-12-30");
  CHECK(cells_of(by_fact, header, {"P", "", "3", ""}) == "3 (days after a day that is not known)|");
  CHECK(cells_of(by_fact, header, {"P", "12.2025", "3", ""}) ==
        "3 (days after a day that is not known)|2025-12");
  CHECK(cells_of(by_fact, header, {"P", "30.12.2025", "1.5", ""}) == "1.5 (no number of days)|2025-12-30");
  CHECK(cells_of(by_fact, header, {"P", "30.12.9999", "9", ""}) == "9 (beyond the calendar)|9999-12-30");
  CHECK(cells_of(facts(R"("gvhd.onset": {"column": "T", "days_after": "2026-02-28"})"), header,
                 {"P", "", "1", ""}) == "2026-03-01");
  CHECK(cells_of(
            facts(R"("gvhd.onset": {"column": "T", "days_after": {"column": "X", "dates": "MM/DD/YYYY"}})"),
            header, {"P", "", "1", "2/28/2024"}) == "2024-02-29");
  CHECK(cells_of(facts(R"("gvhd.onset": {"constant": 28, "days_after": "hsct.date"}, "hsct.date": "D")"),
                 header, {"P", "2026-01-01", "", ""}) == "2026-01-29|2026-01-01");
}

TEST_CASE("a fact that holds where another column says so") {
  const std::string json =
      facts(R"("gvhd.onset": {"column": "D", "when": {"column": "X", "is": [1, "yes"]}})");
  CHECK(cells_of(json, {"p", "D", "X"}, {"P", "2026", "1"}) == "2026");
  CHECK(cells_of(json, {"p", "D", "X"}, {"P", "2026", " yes"}) == "2026");
  CHECK(cells_of(json, {"p", "D", "X"}, {"P", "2026", "0"}).empty());
  const MappedCohort cohort = mapped(json, {"p", "D", "X"});
  CHECK(cohort.columns[2].use == "decides where others count");
}

TEST_CASE("constants and shared columns complete an entry and do not make one") {
  MappedCohort cohort = mapped(facts(R"("hsct.date": "D", "hsct.type": {"constant": "allogeneic"},
      "itp.onset": {"column": "V"}, "itp.end": "I", "gvhd": {"constant": true}, "gvhd.onset": "V")"),
                               {"p", "D", "V", "I"});
  const CohortRow without = row_of(cohort, {"P", "", "2026", ""});
  CHECK(without.record->procedures.empty());
  REQUIRE(without.record->conditions.size() == 1);
  CHECK(without.record->conditions[0].naming.name == "gvhd");
  CHECK(without.record->conditions[0].onset.has_value());
  const CohortRow with = row_of(cohort, {"P", "2026", "2026", "2026"});
  REQUIRE(with.record->procedures.size() == 1);
  CHECK(with.record->procedures[0].type == "allogeneic");
  CHECK(with.record->conditions.size() == 2);
}

TEST_CASE("places are those of the file's columns") {
  MappedCohort cohort = mapped(facts(R"("hsct": {"constant": true}, "hsct.date": "D", "platelets": "P")"),
                               {"x", "P", "D", "p"});
  const CohortRow row = row_of(cohort, {"", "24", "2026-01-01", "A"});
  CHECK(to_string(row.record->observations[0].place) == "line 7, column 2");
  CHECK(to_string(row.record->procedures[0].place) == "line 7, column 3");
  const CohortRow rejected = row_of(cohort, {"", "24", "2026-02-30", "A"});
  REQUIRE(rejected.rejected);
  CHECK(rejected.rejected->column == 3);
  CHECK(row_of(cohort, {"", "24", "soon", "A"}).unreadable == std::vector<std::size_t>{2});
  MappedCohort constant = mapped(facts(R"("hsct": {"constant": true})"), {"p"});
  CHECK(to_string(row_of(constant, {"A"}).record->procedures[0].place) == "line 7, by the map");
}

TEST_CASE("columns that the map leaves out may be read by their header") {
  const MappedCohort cohort = mapped(facts(R"("ecog": "E")", R"(, "by_header": true)"),
                                     {"p", "E", "itp", "ward", "platelets", "ecog"});
  CHECK(describe(cohort.plan, 2) == "conditions: itp");
  CHECK(cohort.plan.columns.size() == 4);
  CHECK(cohort.columns[3].fate == FileColumn::Fate::unmapped);
  CHECK(cohort.columns[4].use == "observations: platelets in 10*9/L by convention");
  CHECK(cohort.columns[5].fate == FileColumn::Fate::unmapped);
}

TEST_CASE("a copy of a transform is independent") {
  MappedCohort cohort = mapped(facts(R"("hsct.date": {"column": "D", "dates": "DD.MM.YYYY"})"), {"p", "D"});
  CohortTransform copy = cohort.transform;
  const auto first = cohort.transform.apply(Cells{"A", "1.2.2026"}, 2);
  const auto second = copy.apply(Cells{"B", "3.4.2026"}, 3);
  CHECK(first[1] == "2026-02-01");
  CHECK(second[1] == "2026-04-03");
}

TEST_CASE("mistakes in the text of a map") {
  const Cells header{"p", "Ecog"};
  CHECK(mistakes("{", header).starts_with(": "));
  CHECK(mistakes("{} x", header) == ": text after the end of the map");
  CHECK(mistakes("[]", header) == ": an object is expected here");
  CHECK(mistakes(R"({"fact": {}})", header) == "/fact: unknown key `fact`; did you mean `facts`?");
  CHECK(mistakes(R"({"zzzzzzzzzz": {}})", header)
            .starts_with("/zzzzzzzzzz: unknown key `zzzzzzzzzz`; known are `note`, "));
  CHECK(mistakes(facts(R"("ecog": "Ecog", "ecog": "p")"), header) ==
        "/facts/ecog: stands twice; keep one of the two");
  CHECK(mistakes(facts(R"("ecog": true)"), header) ==
        "/facts/ecog: a column's name is expected here, or an object");
  CHECK(mistakes(facts(R"("ecog": 0)"), header) ==
        "/facts/ecog: a column's name is expected here, or its number from 1");
  CHECK(mistakes(facts(R"("ecog": {"colum": "Ecog"})"), header) ==
        "/facts/ecog/colum: unknown key `colum`; did you mean `column`?\n"
        "/facts/ecog: exactly one of `column`, `constant` or `line` is needed");
  CHECK(mistakes(facts(R"("ecog": {"constant": 1, "codes": {}})"), header) ==
        "/facts/ecog/codes: `codes` goes with `column` only");
  CHECK(mistakes(facts(R"("ecog": {"constant": ""})"), header) ==
        "/facts/ecog/constant: the constant is empty");
  CHECK(mistakes(facts(R"("ecog": {"column": "Ecog", "otherwise": "keep"})"), header) ==
        "/facts/ecog/otherwise: `otherwise` goes with `codes` only");
  CHECK(mistakes(facts(R"("ecog": {"column": "Ecog", "codes": {}, "otherwise": "ignore"})"), header) ==
        "/facts/ecog/otherwise: expected is `unreadable`, `keep` or `empty`, or an object with `value`");
  CHECK(mistakes(facts(R"("ecog": {"column": "Ecog", "codes": {"1": []}})"), header) ==
        "/facts/ecog/codes/1: a text, a number, `true` or `false` is expected here");
  CHECK(mistakes(facts(R"("ecog": {"column": "Ecog", "when": {"column": "p"}})"), header) ==
        "/facts/ecog/when: `column` and `is` are needed: a column, and the cells it must have");
  CHECK(mistakes(R"({"empty": [{}]})", header) ==
        "/empty/0: a text, a number, `true` or `false` is expected here");
  CHECK(mistakes(R"({"decimal_comma": "yes"})", header) ==
        "/decimal_comma: `true` or `false` is expected here");
  CHECK(mistakes(R"({"dates": "DD.MM.YY"})", header)
            .starts_with("/dates: `DD.MM.YY` is no date format; write it as in `DD.MM.YYYY`"));
  CHECK(mistakes(R"({"dates": "DD.MM.YYYY DD"})", header).starts_with("/dates: "));
  CHECK(mistakes(R"({"separator": "x"})", header).starts_with("/separator: the separator is one of"));
  CHECK(mistakes(R"({"complete": ["condition"]})", header)
            .starts_with("/complete/0: `condition` is no section; the sections are `observations`, "));
}

TEST_CASE("mistakes of a map about a file") {
  const Cells header{"p", "Ecog", "x", "x", "D"};
  CHECK(mistakes(facts(R"("ecog": "ecog")"), header) ==
        "/facts/ecog: the file has no column `ecog`; did you mean `Ecog`?");
  CHECK(mistakes(facts(R"("ecog": {"column": "zzzzz"})"), header) ==
        "/facts/ecog/column: the file has no column `zzzzz`");
  CHECK(mistakes(facts(R"("ecog": "x")"), header) ==
        "/facts/ecog: the file has `x` twice, as columns 3 and 4; give the number instead");
  CHECK(mistakes(facts(R"("ecog": 6)"), header) == "/facts/ecog: there is no column 6; the file has 5");
  CHECK(mistakes(facts("", R"(, "not_used": ["Ecog", "Y"])"), header) ==
        "/not_used/1: the file has no column `Y`; did you mean `p`?");
  CHECK(mistakes(facts(R"("ecog": "Ecog")", R"(, "not_used": ["Ecog"])"), header) ==
        "/facts/ecog: the column `Ecog` stands under `not_used` too; take it out of there");
  CHECK(mistakes(R"({"facts": {}})", header)
            .starts_with("/facts: nothing is mapped to `id`: every row needs one"));
  CHECK(mistakes(facts(R"("platelts": "Ecog")"), header) ==
        "/facts/platelts: `platelts` names no fact; did you mean `platelets`?");
  CHECK(mistakes(facts(R"("hsct.dat": "D")"), header) ==
        "/facts/hsct.dat: `hsct.dat` names no fact: `hsct` may have `code`, `system`, `status`, `type`, "
        "`response`, `date`");
  CHECK(mistakes(facts(R"("platelets": "Ecog", "Platelets": "D")"), header) ==
        "/facts/Platelets: `Platelets` names no fact");
  CHECK(mistakes(facts(R"("sex": {"constant": "male"}, "SEX": {"constant": "male"})"), header) ==
        "/facts/SEX: the column `SEX` stands twice");
  CHECK(mistakes(facts(R"("platelets [/uL]": "Ecog", "platelets": "D")"), header)
            .starts_with("/facts/platelets: the columns `platelets [/uL]` and `platelets` hold the same"));
}

TEST_CASE("mistakes in what a map gives a fact") {
  const Cells header{"p", "E", "D"};
  CHECK(mistakes(facts(R"("ecog": {"line": "x"})"), header) == "/facts/ecog: `line` fills `id` only");
  CHECK(mistakes(R"({"facts": {"id": {"constant": "x"}}})", header) ==
        "/facts/id: a constant would give every row the same `id`");
  CHECK(mistakes(facts(R"("ecog": {"column": "E", "dates": "DD.MM.YYYY"})"), header) ==
        "/facts/ecog: `dates` is for dates; `ecog` is none");
  CHECK(mistakes(facts(R"("ecog": {"column": "E", "days_after": "2026-01-01"})"), header) ==
        "/facts/ecog: `days_after` gives a date; `ecog` is none");
  CHECK(mistakes(facts(R"("itp": {"column": "E", "decimal_comma": true})"), header) ==
        "/facts/itp: `decimal_comma` is for numbers; `itp` is none");
  CHECK(mistakes(facts(R"("itp.onset": {"column": "E", "days_after": "hsct.dat"}, "hsct.date": "D")"),
                 header) ==
        "/facts/itp.onset/days_after: `hsct.dat` is neither a day such as 2026-11-25 nor a date of this map; "
        "did you mean `hsct.date`?");
  CHECK(mistakes(facts(R"("itp.onset": {"column": "E", "days_after": "itp.end"},
      "itp.end": {"column": "D", "days_after": "itp.onset"})"),
                 header) == "/facts/itp.onset: this date counts from itself; give it a column or a day");
  CHECK(mistakes(facts(R"("sex": {"column": "E", "codes": {"1": "male", "2": "man"}})"), header) ==
        "/facts/sex/codes/2: `man` cannot be read as `sex`");
  CHECK(mistakes(facts(R"("itp": {"constant": "yes"})"), header) ==
        "/facts/itp: `yes` cannot be read as `itp`");
  CHECK(
      mistakes(facts(R"("hsct.date": {"constant": "2026-02-30"})"), header) ==
      "/facts/hsct.date: `2026-02-30` cannot be read as `hsct.date`: `2026-02-30` is not a day that exists");
  CHECK(mistakes(facts(R"("itp": {"column": "E", "codes": {}, "otherwise": {"value": "no"}})"), header) ==
        "/facts/itp: `no` cannot be read as `itp`");
  CHECK(mistakes(facts(R"("hsct.date": {"constant": "soon", "days_after": "2026-01-01"})"), header) ==
        "/facts/hsct.date: `soon` is no number of days");
  CHECK(mistakes(facts(R"("platelets": {"column": "E", "unit": "furlong"})"), header) ==
        "/facts/platelets: `1` cannot be read as `platelets [furlong]`: no such unit");
}

}  // namespace
}  // namespace eligo::patients
