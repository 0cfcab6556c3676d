// Widths, shortening and wrapping of text, and what a terminal is painted with.
#include "cli/layout.hpp"

#include <catch2/catch.hpp>

#include "cli/terminal.hpp"

using namespace eligo::cli;

TEST_CASE("width counts terminal cells, not bytes or code points") {
  CHECK(display_width("") == 0);
  CHECK(display_width("platelets") == 9);
  CHECK(display_width("é") == 1);
  CHECK(display_width("e\u0301") == 1);  // combining acute accent
  CHECK(display_width("患者") == 4);
  CHECK(display_width("\xFF") == 1);  // not UTF-8: shown as one replacement
}

TEST_CASE("padding adds blanks up to the width and never cuts") {
  CHECK(padded("ab", 4) == "ab  ");
  CHECK(padded("患", 4) == "患  ");
  CHECK(padded("abcdef", 4) == "abcdef");
}

TEST_CASE("shortening leaves both ends and never exceeds the width") {
  CHECK(shortened("NCT04014166", 11, "…") == "NCT04014166");
  CHECK(shortened("NCT04014166", 7, "…") == "NCT…166");
  CHECK(shortened("NCT04014166", 8, "...") == "NCT...66");
  CHECK(shortened("患者患者患者", 7, "…") == "患…者");
  CHECK(shortened("abc", 0, "…") == "…");
  for (std::size_t width = 1; width < 14; ++width)
    CHECK(display_width(shortened("患者e\u0301NCT04014166", width, "…")) <= width);
}

TEST_CASE("wrapping breaks at blanks, and inside a word only where it must") {
  CHECK(wrapped("", 10) == std::vector<std::string>{""});
  CHECK(wrapped("one two three", 8) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("abcdefghij kl", 4) == std::vector<std::string>{"abcd", "efgh", "ij", "kl"});
  CHECK(wrapped("患者患者", 3) == std::vector<std::string>{"患", "者", "患", "者"});
  CHECK(wrapped("患", 1) == std::vector<std::string>{"患"});  // progress, even where nothing fits
  CHECK(wrapped("  led by blanks", 6) == std::vector<std::string>{"  led", "by", "blanks"});
}

TEST_CASE("a combining mark stays with its letter when a word is broken") {
  CHECK(wrapped("abe\u0301cd", 3) == std::vector<std::string>{"abe\u0301", "cd"});
}

TEST_CASE("hanging text stands behind its prefix on every line") {
  CHECK(hanging("I7 fail  ", 9, "platelets 31 K/uL is not below 30 10*9/L", 34) ==
        "I7 fail  platelets 31 K/uL is not\n"
        "         below 30 10*9/L\n");
  CHECK(hanging("\033[1mI7\033[0m ", 3, "", 20) == "\033[1mI7\033[0m \n");
  CHECK(hanging("> ", 2, "| ", "one two three four five six seven", 24) ==
        "> one two three four\n| five six seven\n");
}

TEST_CASE("counted nouns") {
  CHECK(counted(1, "patient") == "1 patient");
  CHECK(counted(0, "patient") == "0 patients");
}

TEST_CASE("paint is the same text without colour") {
  Terminal terminal;
  CHECK(terminal.paint(Style::red, "ineligible") == "ineligible");
  terminal.colour = true;
  CHECK(terminal.paint(Style::red, "ineligible") == "\033[1;31mineligible\033[0m");
  CHECK(terminal.paint(Style::plain, "x") == "x");
  CHECK(terminal.paint(Style::red, "").empty());
}
