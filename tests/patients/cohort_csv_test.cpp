// Rows of CSV text: what is split, what is rejected, and where reading goes on; the same for any block size.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <string_view>

#include "patients/cohort_csv.hpp"

namespace eligo::patients {
namespace {

CohortCsv::Source source_of(std::string_view text, std::size_t& at, std::size_t piece) {
  return [text, &at, piece](char* into, std::size_t size) {
    const std::size_t count = std::min({size, piece, text.size() - at});
    std::memcpy(into, text.data() + at, count);
    at += count;
    return static_cast<std::ptrdiff_t>(count);
  };
}

// "1:a|b 3:c|d !4.2": rows with their lines, rejected rows with line and column. NUL is shown as 0, a line
// end as
// /, a carriage return as ~.
std::string read(std::string_view text, CsvLimits limits, std::size_t piece, bool expect) {
  std::size_t at = 0;
  CohortCsv csv(source_of(text, at, piece), limits);
  std::string out;
  while (true) {
    const CsvEvent event = csv.next();
    if (event == CsvEvent::end) return out;
    if (!out.empty()) out += ' ';
    if (event == CsvEvent::failed) return out + "failed";
    if (event == CsvEvent::rejected) {
      out += '!' + std::to_string(csv.problem().line) + '.' + std::to_string(csv.problem().column);
      continue;
    }
    if (expect) csv.expect_cells(csv.cells().size());
    expect = false;
    out += std::to_string(csv.line()) + ':';
    for (std::size_t i = 0; i < csv.cells().size(); ++i) {
      if (i > 0) out += '|';
      for (const char c : csv.cells()[i]) out += c == '\0' ? '0' : c == '\n' ? '/' : c == '\r' ? '~' : c;
    }
  }
}

struct Quirk {
  std::string_view title;
  std::string_view text;
  std::string_view rows;
};

constexpr std::string_view with_nul("a,b\0c\n", 6);

const Quirk quirks[] = {
    {"nothing", "", ""},
    {"a byte order mark alone", "\xEF\xBB\xBF", ""},
    {"a byte order mark",
     "\xEF\xBB\xBF"
     "a,b\n1,2\n",
     "1:a|b 2:1|2"},
    {"a byte order mark before a quote", "\xEF\xBB\xBF\"a\",b\n", "1:a|b"},
    {"half a byte order mark", "\xEF\xBB", "1:\xEF\xBB"},
    {"line ends of two kinds", "a,b\r\n1,2\n3,4\r\n", "1:a|b 2:1|2 3:3|4"},
    {"no last line end", "a,b\n1,2", "1:a|b 2:1|2"},
    {"a carriage return at the end", "a,b\r", "1:a|b"},
    {"a carriage return inside", "a\rb,c\n", "1:a~b|c"},
    {"empty cells", ",\n,,\n", "1:| 2:||"},
    {"a comma at the end", "a,", "1:a|"},
    {"empty lines", "\n\r\na\n\n\r\nb\n\r", "3:a 6:b"},
    {"blanks are not nothing", " \n", "1: "},
    {"quotes", "\"a\",\"b,c\",\"d\"\"e\"\n", "1:a|b,c|d\"e"},
    {"quoted nothing", "\"\",\"\"\"\"\n", "1:|\""},
    {"quotes at the end", "\"a\"", "1:a"},
    {"a quoted cell before CRLF", "\"a\"\r\nb\r\n", "1:a 2:b"},
    {"a quoted cell before CR at the end", "\"a\"\r", "1:a"},
    {"line ends inside quotes", "\"a\nb\",\"c\r\nd\"\ne,f\n", "1:a/b|c~/d 4:e|f"},
    {"NUL", with_nul, "1:a|b0c"},
    {"a quote inside a cell", "a,5\" disk\nb,c\n", "!1.2 2:b|c"},
    {"text after a quote", "\"a\"b,c\nd,e\n", "!1.1 2:d|e"},
    {"a carriage return after a quote", "\"a\"\rb\nc\n", "!1.1 2:c"},
    {"a quote that never closes", "a,b\n1,\"2\n3,4\n5,6\n", "1:a|b !2.2 3:3|4 4:5|6"},
    {"two quotes that never close", "a,\"b\n1,2\n\"c,d\n3,4\n", "!1.2 2:1|2 !3.1 4:3|4"},
    {"a quote that closes too late", "a,\"b\n1,2\nx,\"y\"\n3,4\n", "!1.2 2:1|2 3:x|y 4:3|4"},
    {"the end behind longer rows", "abcdefgh,i\n\"j\"", "1:abcdefgh|i 2:j"},
    {"a bare end behind longer rows", "abcdefgh,\"i\"\nj,k", "1:abcdefgh|i 2:j|k"},
    {"a quote open at the end", "a\n\"", "1:a !2.1"},
};

TEST_CASE("rows of CSV are split alike in blocks of any size") {
  for (const auto& quirk : quirks) {
    for (const std::size_t piece : {1U, 2U, 3U, 5U, 64U, 100000U}) {
      INFO(quirk.title << ", " << piece << " bytes at a time");
      CsvLimits limits;
      limits.block = piece;
      CHECK(read(quirk.text, limits, piece, false) == quirk.rows);
      CHECK(read(quirk.text, {}, piece, false) == quirk.rows);
    }
  }
}

TEST_CASE("a row with another number of cells than the header is rejected") {
  CHECK(read("a,b\n1\n1,2\n1,2,3\n\n1,2,3,4\n", {}, 100, true) == "1:a|b !2.2 3:1|2 !4.3 !6.3");
  CHECK(read("a,b\n\"1\n2\"\n3,4\n", {}, 100, true) == "1:a|b !2.2 4:3|4");
}

TEST_CASE("a row that is too long is rejected, and no more than that") {
  CsvLimits limits;
  limits.row = 10;
  for (const std::size_t block : {1U, 4U, 10U, 11U, 1000U}) {
    limits.block = block;
    CHECK(read("a,b\n12345,789\n1234,6789\n123456,8901234567\n1,2\n", limits, block, true) ==
          "1:a|b 2:12345|789 3:1234|6789 !4.2 5:1|2");
    CHECK(read("a,b\n1,\"345678901234\n3,4\n", limits, block, true) == "1:a|b !2.2 3:3|4");
    CHECK(read("a\n12345678901234567890", limits, block, true) == "1:a !2.1");
  }
}

TEST_CASE("very long cells and very many columns are only large") {
  const std::string cell(3000000, 'x');
  CHECK(read("\"" + cell + "\",b\n1,2\n", {}, 4096, true) == "1:" + cell + "|b 2:1|2");
  std::string many;
  for (int i = 0; i < 100000; ++i) many += ',';
  CHECK(read(many + "\n", {}, 4096, true).size() == 100002);
}

TEST_CASE("a source that fails is not the end of the file") {
  CohortCsv csv([calls = 0](char* into, std::size_t) mutable -> std::ptrdiff_t {
    if (++calls > 1) return -1;
    std::memcpy(into, "a\nb", 3);
    return 3;
  });
  CHECK(csv.next() == CsvEvent::row);
  CHECK(csv.next() == CsvEvent::failed);
  CHECK(csv.next() == CsvEvent::failed);
}

}  // namespace
}  // namespace eligo::patients
