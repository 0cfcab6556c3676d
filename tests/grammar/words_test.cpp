// Words, names and where a name ends.
#include "grammar/words.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

using namespace eligo::grammar;

TEST_CASE("reserved words are in order and each ends a name") {
  const auto words = reserved_words();
  CHECK(std::is_sorted(words.begin(), words.end(),
                       [](const auto& a, const auto& b) { return a.text < b.text; }));
  for (const ReservedWord& word : words) {
    CAPTURE(word.text);
    CHECK(ends_name(word.text, ""));
    CHECK_FALSE(is_bare_name(word.text));
    CHECK_FALSE(ends_name(std::string(word.text) + "x", ""));
  }
}

TEST_CASE("a word is letters, digits, and hyphens between them") {
  struct Row {
    const char* text;
    std::size_t length;
  };
  for (const Row& row : {Row{"abc def", 3},
                         {"HCT-CI <", 6},
                         {"a- b", 1},
                         {"Crohn's x", 7},
                         {"a' x", 1},
                         {"_a", 0},
                         {"a_b(", 3},
                         {"1a", 0},
                         {"a1", 2},
                         {"é x", 2},
                         {"漢字,", 6},
                         {"-a", 0},
                         {"", 0},
                         {"a-1-b", 5},
                         {"a--b", 1},
                         {"“x”", 0},
                         {"a≥3", 1},
                         {"µ", 2},
                         {"\xFF", 0}}) {
    CAPTURE(row.text);
    CHECK(word_length(row.text) == row.length);
  }
}

TEST_CASE("some words end a name only together with what follows") {
  CHECK(ends_name("at", " least 2"));
  CHECK(ends_name("at", "\n  most 2"));
  CHECK_FALSE(ends_name("at", " leastwise"));
  CHECK_FALSE(ends_name("at", " rest"));
  CHECK(ends_name("on", " day 7"));
  CHECK(ends_name("on", " 3 consecutive days"));
  CHECK(ends_name("on", " or after"));
  CHECK_FALSE(ends_name("on", " dialysis"));
  CHECK(ends_name("in", " another trial"));
  CHECK_FALSE(ends_name("in", " another hospital"));
  CHECK(ends_name("more", " than"));
  CHECK(ends_name("less", " than"));
  CHECK_FALSE(ends_name("more", ""));
}

TEST_CASE("names that need back-ticks are known") {
  for (const char* name :
       {"platelets", "HCV antibody", "allergy to the cell therapy", "cannot_follow_protocol", "ends",
        "prostate cancer in situ", "andes", "Crohn's disease", "graft-versus-host disease"}) {
    CAPTURE(name);
    CHECK(is_bare_name(name));
  }
  for (const char* name : {"", "no response", "tumour and metastasis", "at least", "score card",
                           "value set x", "25-OH vitamin D", "a  b", " a", "a ", "a, b", "months of therapy",
                           "unit dose", "of origin", "pain at", "x (y)", "other than this", "days off"}) {
    CAPTURE(name);
    CHECK_FALSE(is_bare_name(name));
  }
}

TEST_CASE("a keyword in other case is no name, an abbreviation is one") {
  for (const char* name :
       {"Female", "FEMALE", "Age", "No", "Diagnosis", "Attest consent", "Onset of x", "RECEIVED x"}) {
    CAPTURE(name);
    CHECK(reads_as_keyword(name));
  }
  for (const char* name : {"ALL", "NO", "female", "Age related disease", "Active tuberculosis", ""}) {
    CAPTURE(name);
    CHECK_FALSE(reads_as_keyword(name));
  }
  CHECK(meant_keyword("uln") == "ULN");
  CHECK(meant_keyword("age").empty());
  CHECK_FALSE(is_bare_name("Female"));
  CHECK(is_bare_name("ALL"));
}

TEST_CASE("a statement word counts at the start of a line, with its second word") {
  CHECK(statement_at("inclusion 4")->first == "inclusion");
  CHECK(statement_at("drug  class x")->defines_concept);
  CHECK(statement_at("drug x") == nullptr);
  CHECK(statement_at("criteria not published") != nullptr);
  CHECK(statement_at("criteria are") == nullptr);
  CHECK(statement_at("trials") == nullptr);
  CHECK(statement_at("note-taking") == nullptr);
  CHECK(statement_at("") == nullptr);
}

TEST_CASE("the nearest statement word is offered") {
  CHECK(nearest_statement_word("inclusoin") == "inclusion");
  CHECK(nearest_statement_word("trail") == "trial");
  CHECK(nearest_statement_word("zebra").empty());
}
