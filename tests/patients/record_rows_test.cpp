// Lines of records as cells: which lines are taken, and what the cells say; and where blocks are cut.
#include "patients/record_rows.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>

using namespace eligo::patients;

namespace {

CohortBlocks blocks_of(const std::string& text, CsvLimits limits = {}) {
  return {[&text, at = std::size_t{0}](char* into, std::size_t size) mutable -> std::ptrdiff_t {
            const std::size_t count = std::min({size, text.size() - at, std::size_t{7}});
            std::copy_n(text.data() + at, count, into);
            at += count;
            return static_cast<std::ptrdiff_t>(count);
          },
          limits};
}

RecordColumns columns_of(const std::string& text) {
  RecordSurvey survey;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    survey.add(std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
  return survey.columns();
}

using Cells = std::map<std::string, std::string>;

// A row a record; what came to no cells is empty.
std::vector<Cells> rows_of(const std::string& sample, const std::string& text) {
  const RecordColumns columns = columns_of(sample);
  RecordRows rows(columns);
  CellGrid grid(columns.plan.columns.size(), 3);
  CohortBlocks blocks = blocks_of(text);
  CohortBlock block;
  std::vector<Cells> found;
  while (blocks.next(block)) {
    rows.start(block);
    while (rows.next(grid)) {
      for (std::size_t row = 0; row < grid.rows(); ++row) {
        Cells& cells = found.emplace_back();
        for (std::size_t c = 0; c < grid.columns(); ++c) {
          if (!grid.cell(c, row).empty()) cells[columns.plan.columns[c].header] = grid.cell(c, row);
        }
        const bool unread = std::ranges::binary_search(rows.unread(), row);
        CHECK(unread == cells.empty());
      }
    }
  }
  return found;
}

constexpr auto sample =
    R"({"id":"A","birth_date":"1984","sex":"male","age":{"value":3,"unit":"a","date":"2020"},"complete":["trials"],)"
    R"("observations":[{"name":"alt","value":1,"unit":"U/L","comparator":"<","low":1,"high":2,"date":"2020","lab":"x"},)"
    R"({"name":"alt","value":2}],"conditions":[{"name":"ITP","status":"active","onset":"2020","verification":"confirmed"},)"
    R"({"code":"C92.0","system":"ICD-10-CM"}],"procedures":[{"name":"hsct","type":"x"}],)"
    R"("medications":[{"name":"rituximab","ongoing":true}],"trials":[{"id":"T"}],)"
    R"("attestations":{"consent":true,"judged":{"value":false,"by":"A"}}})";

}  // namespace

TEST_CASE("a record becomes cells of the header convention") {
  const auto rows = rows_of(sample, sample);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0] == Cells{{"id", "A"},
                         {"birth_date", "1984"},
                         {"sex", "male"},
                         {"age", "3"},
                         {"age.unit", "a"},
                         {"age.date", "2020"},
                         {"complete", "trials"},
                         {"alt", "1"},
                         {"alt.unit", "U/L"},
                         {"alt.comparator", "<"},
                         {"alt.low", "1"},
                         {"alt.high", "2"},
                         {"alt.date", "2020"},
                         {"alt#2", "2"},
                         {"ITP", "true"},
                         {"ITP.status", "active"},
                         {"ITP.onset", "2020"},
                         {"conditions#1", "true"},
                         {"conditions#1.code", "C92.0"},
                         {"conditions#1.system", "ICD-10-CM"},
                         {"hsct", "true"},
                         {"hsct.type", "x"},
                         {"rituximab", "true"},
                         {"rituximab.ongoing", "true"},
                         {"trials#1", "true"},
                         {"trials#1.id", "T"},
                         {"consent", "true"},
                         {"judged", "false"},
                         {"judged.by", "A"}});
}

TEST_CASE("blanks, order and absent members make no difference") {
  const auto rows = rows_of(
      sample,
      "  { \"observations\" : [ { \"unit\" : \"U/L\" , \"value\" : 0.50 , \"name\" : \"alt\" } ] ,\t\"id\" : "
      "\"B\" } \r\n"
      R"({"id":"C","complete":["trials","conditions"],"observations":[{"name":"alt"},{"name":"alt","value":"7"}]})");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == Cells{{"id", "B"}, {"alt", "0.50"}, {"alt.unit", "U/L"}});
  CHECK(rows[1] == Cells{{"id", "C"}, {"complete", "trials conditions"}, {"alt#2", "7"}});
}

TEST_CASE("what is written in another way has no cells") {
  const std::vector<std::string> lines{
      R"({"id":"A","sex":"ma\u006ce"})",
      R"({"id":"A","s\u0065x":"male"})",
      R"({"id":"A","sex":"male","sex":"male"})",
      R"({"id":"A","sex":" male"})",
      R"({"id":"A","sex":""})",
      R"({"id":"A","sex":null})",
      R"({"id":7})",
      R"({"id":"A","ward":"x"})",
      R"({"id":"A"} x)",
      R"({"id":"A"}{"id":"B"})",
      R"({"id":"A",})",
      R"({"id":"A")",
      R"({"id":"A","age":{"value":3})",
      R"([{"id":"A"}])",
      R"("A")",
      R"({"id":"A","observations":[{"name":"alt","value":1e3}]})",
      R"({"id":"A","observations":[{"name":"alt","value":01}]})",
      R"({"id":"A","observations":[{"name":"alt","value":1.}]})",
      R"({"id":"A","observations":[{"name":"alt","value":"<1"}]})",
      R"({"id":"A","observations":[{"name":"alt","value":true}]})",
      R"({"id":"A","observations":[{"name":"ast","value":1}]})",
      R"({"id":"A","observations":[{"name":"alt","value":1,"lab":["x"]}]})",
      R"({"id":"A","observations":[{"name":"alt","value":1,"lab":1,"lab":2}]})",
      R"({"id":"A","observations":[{"name":"alt","value":1,"name":"alt"}]})",
      R"({"id":"A","observations":[{"name":"alt"},{"name":"alt"},{"name":"alt"}]})",
      R"({"id":"A","observations":[{"name":"alt"}],"conditions":{}})",
      R"({"id":"A","complete":["trials conditions"]})",
      R"({"id":"A","complete":"trials"})",
      R"({"id":"A","conditions":[{"name":"ITP","value":true,"value":true}]})",
      R"({"id":"A","conditions":[{"name":"ITP","status":"active","verification":"refuted"}]})",
      R"({"id":"A","medications":[{"name":"rituximab","ongoing":"true"}]})",
      R"({"id":"A","attestations":{"consent":"true"}})",
      R"({"id":"A","attestations":{"consent":true,"consent":true}})",
      "{\"id\":\"A\xff\"}",
      "{\"id\":\"A\tB\"}"};
  for (const std::string& line : lines) {
    INFO(line);
    const auto rows = rows_of(sample, line);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].empty());
  }
}

TEST_CASE("what stands behind the text does not close a record") {
  const RecordColumns columns = columns_of(sample);
  RecordRows rows(columns);
  CellGrid grid(columns.plan.columns.size(), 3);
  const std::string text = R"({"id":"A","age":{"value":3})";
  CohortBlock block;
  block.text.assign(1000, '}');
  CohortBlocks blocks = blocks_of(text);
  REQUIRE(blocks.next(block));
  rows.start(block);
  REQUIRE(rows.next(grid));
  CHECK(rows.unread() == std::vector<std::size_t>{0});
}

TEST_CASE("blocks of lines are cut at line ends, and a line that is too long is left out") {
  CsvLimits limits;
  limits.block = 8;
  limits.row = 32;
  const std::string text =
      "one\ntwo\n\n\"three\n" + std::string(100, 'x') + "\nfour\n" + std::string(20, 'y');
  CohortBlocks blocks = blocks_of(text, limits);
  CohortBlock block;
  RecordLines lines;
  std::vector<std::string> found;
  std::uint64_t end = 0;
  while (blocks.next(block)) {
    CHECK(block.begin == end);
    end = block.end;
    lines.start(block);
    while (const auto line = lines.next())
      found.push_back(std::to_string(line->number) + (line->too_long ? "!" : ":") + std::string(line->text));
  }
  CHECK(end == text.size());
  CHECK(found ==
        std::vector<std::string>{"1:one", "2:two", "4:\"three", "5!", "6:four", "7:" + std::string(20, 'y')});
}
