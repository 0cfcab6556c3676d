// Lines, columns, carets and how a diagnostic is shown.
#include "grammar/source.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "grammar/diagnostic.hpp"

using namespace eligo::grammar;

namespace {

Source::Excerpt excerpt(const std::string& text, std::string_view part) {
  const Source source("test", text);
  const auto begin = static_cast<std::uint32_t>(text.find(part));
  return source.excerpt({begin, begin + static_cast<std::uint32_t>(part.size())});
}

}  // namespace

TEST_CASE("positions count lines and code points from one") {
  const Source source("test",
                      "ab\nc\xC3\xA9"
                      "d\r\n\n\xE6\xBC\xA2x");
  struct Row {
    std::uint32_t offset, line, column;
  };
  for (const Row row : {Row{0, 1, 1},
                        {1, 1, 2},
                        {2, 1, 3},
                        {3, 2, 1},
                        {4, 2, 2},
                        {6, 2, 3},
                        {8, 2, 5},
                        {9, 3, 1},
                        {10, 4, 1},
                        {13, 4, 2},
                        {14, 4, 3},
                        {999, 4, 3}}) {
    CAPTURE(row.offset);
    CHECK(source.position(row.offset).line == row.line);
    CHECK(source.position(row.offset).column == row.column);
  }
}

TEST_CASE("a byte order mark has no column") {
  const Source source("test",
                      "\xEF\xBB\xBF"
                      "ab");
  CHECK(source.position(3).column == 1);
  CHECK(source.position(4).column == 2);
  CHECK(source.excerpt({4, 5}).line == "ab");
  CHECK(source.excerpt({4, 5}).caret == " ^");
}

TEST_CASE("lines come without their line end") {
  const Source source("test", "ab\r\ncd\n");
  CHECK(source.line(1) == "ab");
  CHECK(source.line(2) == "cd");
  CHECK(source.line(3).empty());
  CHECK(source.line(4).empty());
  CHECK(source.line(0).empty());
}

TEST_CASE("carets stand under what they mark") {
  struct Row {
    const char* text;
    const char* part;
    const char* line;
    const char* caret;
  };
  for (const Row& row : {
           Row{"abc def", "def", "abc def", "    ^~~"},
           Row{"abc def", "abc", "abc def", "^~~"},
           Row{"\tx y", "x", "        x y", "        ^"},
           Row{"ab\tx", "x", "ab      x", "        ^"},
           Row{"12345678\tx", "x", "12345678        x", "                ^"},
           Row{"a\t\tx", "\t", "a               x", " ^~~~~~~"},
           Row{"漢字 x", "x", "漢字 x", "     ^"},
           Row{"漢字 x", "字", "漢字 x", "  ^~"},
           Row{"e\xCC\x81 x", "x", "e\xCC\x81 x", "  ^"},
           Row{"ｆ x", "x", "ｆ x", "   ^"},
           Row{"a\x01 x", "x", "a<U+0001> x", "          ^"},
           Row{"\xE2\x80\xAE x", "x", "<U+202E> x", "         ^"},
           Row{"\xFF x", "x", "<0xFF> x", "       ^"},
           Row{"one\ntwo\nthree", "two", "two", "^~~"},
           Row{"one two\nthree", "two\nthree", "one two", "    ^~~"},
       }) {
    CAPTURE(row.text, row.part);
    CHECK(excerpt(row.text, row.part).line == row.line);
    CHECK(excerpt(row.text, row.part).caret == row.caret);
  }
}

TEST_CASE("a long line is cut around the caret") {
  const auto x = [](std::size_t count) { return std::string(count, 'x'); };
  const auto blank = [](std::size_t count) { return std::string(count, ' '); };
  struct Row {
    std::string text, part, line, caret;
  };
  for (const Row& row : {
           Row{"ab" + x(118), "ab", "ab" + x(118), "^~"},
           Row{"ab" + x(119), "ab", "ab" + x(117) + "…", "^~"},
           Row{x(100) + "ab" + x(18), "ab", x(100) + "ab" + x(18), blank(100) + "^~"},
           Row{x(100) + "ab" + x(30), "ab", "…" + x(87) + "ab" + x(30), blank(88) + "^~"},
           Row{x(1000) + "ab" + x(1000), "ab", "…" + x(59) + "ab" + x(57) + "…", blank(60) + "^~"},
           Row{x(1000) + "ab", "ab", "…" + x(117) + "ab", blank(118) + "^~"},
           Row{"a" + x(1000), "a" + x(1000), "a" + x(118) + "…", "^" + std::string(119, '~')},
           Row{"xxx漢" + x(1000) + "ab" + x(1000), "ab", "…" + x(59) + "ab" + x(57) + "…", blank(60) + "^~"},
           Row{x(40) + "漢漢" + x(56) + "ab" + x(500), "ab", "… 漢" + x(56) + "ab" + x(57) + "…",
               blank(60) + "^~"},
       }) {
    CAPTURE(row.text, row.part);
    CHECK(excerpt(row.text, row.part).line == row.line);
    CHECK(excerpt(row.text, row.part).caret == row.caret);
  }
  const Source source("test", std::string(5000000, '#'));
  CHECK(source.excerpt({0, 0}).line == std::string(119, '#') + "…");
  CHECK(source.excerpt({0, 0}).caret == "^");
  CHECK(source.excerpt({5000000, 5000000}).line == "…" + std::string(119, '#'));
  CHECK(source.excerpt({5000000, 5000000}).caret == blank(120) + "^");
}

TEST_CASE("a caret can stand behind the last character") {
  const Source source("test", "ab");
  CHECK(source.excerpt({2, 2}).caret == "  ^");
  CHECK(Source("test", "").excerpt({0, 0}).caret == "^");
}

TEST_CASE("a diagnostic is shown with place, line, caret and help") {
  const Source source("a.elig", "trial X\n\tECOG <= 2");
  const Diagnostic error{"E201",  Severity::error,       &source,
                         {9, 13}, "unknown name `ECOG`", "did you mean `ecog`?"};
  CHECK(render(error) ==
        "a.elig:2:2: error[E201]: unknown name `ECOG`\n"
        "        ECOG <= 2\n"
        "        ^~~~\n"
        "help: did you mean `ecog`?\n");
  const Diagnostic warning{"W501", Severity::warning, &source, {0, 5}, "unused \x1B[31m", ""};
  CHECK(render(warning) == "a.elig:1:1: warning[W501]: unused <U+001B>[31m\ntrial X\n^~~~~\n");
  CHECK(has_errors({warning, error}));
  CHECK_FALSE(has_errors({warning}));
}

TEST_CASE("every code of the catalogue is there once, and says its severity") {
  std::set<std::string_view> codes;
  for (const CatalogueEntry& entry : diagnostic_catalogue()) {
    CAPTURE(entry.code);
    CHECK(codes.insert(entry.code).second);
    CHECK(entry.code.size() == 4);
    CHECK((entry.code[0] == 'W') == (entry.severity == Severity::warning));
    CHECK_FALSE(entry.title.empty());
  }
}
