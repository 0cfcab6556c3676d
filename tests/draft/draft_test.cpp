// Drafting: a table of sentences, and what must hold of every text. The layout: lines_test.cpp.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "grammar/format.hpp"
#include "grammar/registry/draft.hpp"
#include "grammar/registry/sentence.hpp"
#include "grammar/registry/tokens.hpp"
#include "tests/draft/drafted.hpp"
#include "tests/draft/shipped_lexicon.hpp"

namespace {

using namespace eligo;
using namespace eligo::grammar::registry;
using test::drafted;
using test::expression_of;
using test::shipped_lexicon;

std::vector<std::string> fields_of(const std::string& row) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at <= row.size();) {
    const std::size_t end = std::min(row.find(" | ", at), row.size());
    fields.push_back(row.substr(at, end - at));
    at = end + 3;
  }
  return fields;
}

// Letters of the text that are in no span of any line.
std::string uncovered(const std::string& text, const Draft& made) {
  std::vector<bool> covered(text.size(), false);
  for (const DraftLine& line : made.lines) {
    for (const DraftSpan& span : line.spans) {
      REQUIRE(span.span.begin >= line.span.begin);
      REQUIRE(span.span.end <= line.span.end);
      REQUIRE(span.span.begin <= span.span.end);
      std::fill(covered.begin() + span.span.begin, covered.begin() + span.span.end, true);
    }
  }
  std::string left;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool letter = (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z');
    if (letter && !covered[i]) left += text[i];
  }
  return left;
}

// The draft parses, and is in canonical layout.
void require_sound(const Draft& made) {
  const std::string text = grammar::format(made.file);
  const grammar::Source source("draft", text);
  const auto parsed = grammar::parse_file(source);
  for (const auto& diagnostic : parsed.diagnostics) INFO(grammar::render(diagnostic));
  REQUIRE_FALSE(grammar::has_errors(parsed.diagnostics));
  REQUIRE(grammar::format(parsed.file) == text);
}

}  // namespace

TEST_CASE("the shipped lexicon has no malformed entry") {
  for (const auto& problem : shipped_lexicon().problems())
    FAIL(problem.name << ':' << problem.line << ": " << problem.message);
}

TEST_CASE("sentences are read as the table says") {
  std::ifstream table(ELIGO_SOURCE_DIR "/tests/draft/sentences.table");
  REQUIRE(table.good());
  std::size_t rows = 0;
  for (std::string row; std::getline(table, row);) {
    if (row.empty() || row[0] == '#') continue;
    const auto fields = fields_of(row);
    INFO(row);
    REQUIRE(fields.size() == 4);
    const std::string heading = fields[0] == "in" ? "Inclusion Criteria:" : "Exclusion Criteria:";
    const std::string text = heading + "\n\n" + fields[1] + "\n";
    const Draft made = drafted(text);
    REQUIRE(made.lines.size() == 2);
    CHECK(to_string(made.lines[1].line_class) == fields[2]);
    if (fields[2] != "unencoded") CHECK(expression_of(made.lines[1]) == fields[3]);
    CHECK(uncovered(text, made).empty());
    require_sound(made);
    ++rows;
  }
  CHECK(rows > 70);
}

TEST_CASE("fields speak where the text does not, and disagreement is reported") {
  Record record;
  record.id = "T-1";
  record.criteria = "Inclusion Criteria:\n\nHIV positive\n";
  record.minimum_age = "18 Years";
  record.sex = "FEMALE";
  const std::string both = grammar::format(draft(record, shipped_lexicon()).file);
  CHECK(both.find("inclusion S1") != std::string::npos);
  CHECK(both.find("inclusion S2") != std::string::npos);
  record.criteria = "Inclusion Criteria:\n\nAged 21 to 60 years\n";
  const Draft made = draft(record, shipped_lexicon());
  REQUIRE(made.warnings.size() == 1);
  CHECK(grammar::format(made.file).find("minimum age is 18 Years") != std::string::npos);
}

TEST_CASE("spans speak of the text as it was given") {
  const std::string text = "Inclusion Criteria:\n\n* Platelets \\>= 50 x 10\\^9/L\n";
  const Draft made = drafted(text);
  REQUIRE(made.lines.size() == 2);
  REQUIRE(made.lines[1].comparisons.size() == 1);
  const auto span = made.lines[1].comparisons[0].span;
  CHECK(text.substr(span.begin, span.end - span.begin) == "Platelets \\>= 50 x 10\\^9/L");
}

TEST_CASE("a number with a doubtful mark is a warning, the number of a section is none") {
  const Draft made = drafted(
      "Inclusion Criteria:\n\n* Platelets > 50.000/mm3\n* Fever of 37,8 C\n* As in section "
      "3.1.6 of the protocol\n");
  REQUIRE(made.lines.size() == 4);
  CHECK(made.lines[1].warnings ==
        std::vector<std::string>{"`50.000` can be read in two ways: a decimal mark or a mark of thousands"});
  CHECK(made.lines[2].warnings ==
        std::vector<std::string>{"`37,8` can be read in two ways: a decimal mark or a list"});
  CHECK(made.lines[3].warnings.empty());
}

TEST_CASE("comparisons are found whether or not the line is understood") {
  struct Row {
    std::string line;
    std::string found;  // subject operator value unit, window; `;` between
  };
  const std::vector<Row> rows = {
      {"Men and women >= 20 years of age", "age >= 20 year"},
      {"Patients must be over 20 years old", "age > 20 year"},
      {"Between the ages of 20 and 60 years", "age >= 20 year; age <= 60 year"},
      {"Patients with eczema between 20 and 60 years of age", "age >= 20 year; age <= 60 year"},
      {"Unless raised potassium (> 5.5 mmol/L)", "potassium > 5.5 mmol/L"},
      {"Unless sugar (HbA1c) > 9 %", "hba1c > 9 %"},
      {"Unless WBC < 3 or > 20 x10^9/L", "leukocytes < 3 10*9/L; leukocytes > 20 10*9/L"},
      {"Unless > 4 x ULN for ALT or AST", "alt > 4 ULN; ast > 4 ULN"},
      {"Hb >= 10 g/dL or 6.2 mmol/L", "hemoglobin >= 10 g/dL; hemoglobin >= 6.2 mmol/L"},
      {"Potassium 3.5 to < 5.5 mmol/L", "potassium >= 3.5 mmol/L; potassium < 5.5 mmol/L"},
      {"Performance score >= 60 % (Lansky or Karnofsky)", "lansky_play_score >= 60 %; kps >= 60 %"},
      {"Within 14 days before enrolment: Hb >= 8 g/dL", "hemoglobin >= 8 g/dL within 14 day"},
      {"More than 20 chairs", "chairs > 20 "},
      {"A room with 20 chairs", ""},
      {"Rituximab within 4 weeks", "rituximab <= 4 week within 4 week"},
      {"Unless steroids in the last 3 months, except creams", "steroids <= 3 month within 3 month"},
      {"At least 4 weeks since prior radiotherapy, however given", "radiotherapy >= 4 week"},
      {"Burns for more than 3 months, if they hurt", "Burns > 3 month"},
      {"Itching for 2 to 6 weeks, if severe", "Itching >= 2 week; Itching <= 6 week"},
      {"Stroke less than 6 months ago, unless mild", "Stroke < 6 month less_than_ago 6 month"},
      {"Stroke more than 6 months before enrolment, unless mild", "Stroke > 6 month"},
      {"Two or more prior falls, unless on ice", "falls >= 2 "},
      {"Unless > 20 mg/day of prednisone", "prednisone > 20 mg/d"},
      {"Unless heart rate > 120 bpm without fever over the last 8 hours",
       "heart_rate > 120 /min; fever <= 8 hour within 8 hour"},
      {"Unless blood loss > 450 mL (donations included) within 1 month",
       "blood loss > 450 mL within 1 month"},
      {"Steroids for 6 months, if any", "Steroids = 6 month"},
      {"Unless in other studies in 3 months", "other studies <= 3 month within 3 month"},
      {"Unless ulcer (grade 3)", "grade = 3 "},
      {"Unless type 1 or 2 diabetes", ""},
      {"Unless temperature \u02c3 38 \u2103", "body_temperature > 38 Cel"},
      {"Swelling, if raised (>= 150/95 mmHg)",
       "systolic_blood_pressure >= 150 mm[Hg]; diastolic_blood_pressure >= 95 mm[Hg]"},
      {"Patents must not be younger than 20 years", "age < 20 year"},
      {"Blister on at least one finger, if open", "finger >= 1 "},
      {"One or more falls, unless on ice", "falls >= 1 "},
      {"Unless free of pain for at least one month", "pain >= 1 month"},
      {"Swimming less than twice a week, if known", "Swimming < 2 "},
      {"Two guardians, unless alone", "guardians = 2 "},
      {"Unless ulcer > grade 2", "ulcer > 2 "},
      {"Greater than stage III swelling", "swelling > 3 "},
      {"T-score <= -2.5, unless old", "T-score <= -2.5 "},
      {"Surgery within the next 6 months, if planned", "Surgery <= 6 month within_next 6 month"},
      {"Fever in the first 24 hours of the stay, if high", "Fever <= 24 hour within_first 24 hour"},
      {"Steroids, last 2 weeks, unless creams", "Steroids <= 2 week within 2 week"},
      {"Free of fits for at least the past 3 months, if any", "fits >= 3 month"},
      {"Unless 3 weeks of rest", "rest = 3 week"},
      {"Bleeding after 26 weeks, unless slight", "Bleeding > 26 week"},
      {"Smoking for 3 or more years, if daily", "Smoking >= 3 year"},
      {"Itching for 6 months or longer, if severe", "Itching >= 6 month"},
      {"Hives for more than 6 consecutive weeks, if severe", "Hives > 6 week"},
      {"Stroke 12 months ago or less, unless mild", "Stroke <= 12 month"},
      {"Other drugs within 3 months or 5 half-lives, if any",
       "Other drugs <= 3 month within 3 month; Other drugs <= 5 half-life within 5 half-life"},
      {"Unless minimum width of scars of 5 mm", "minimum width of scars >= 5 mm"},
      {"Adults (21+) who dive", "age >= 21 "},
      {"Age 18+ years, unless ill", "age >= 18 year"},
      {"Minimum age: 18 years", "age >= 18 year"},
      {"18 and 65 years old if they swim", "age >= 18 year; age <= 65 year"},
      {"Aged 13-17, years, if they swim", "age >= 13 year; age <= 17 year"},
      {"Unless dorsal tilt <10\u00B0, or worse", "dorsal tilt < 10 deg"},
      {"Curves 15\u00B0-45\u00B0, unless stiff", "Curves >= 15 deg; Curves <= 45 deg"},
      {"Unless weight < 10th percentile", "body_weight < 10 {percentile}"},
      {"Smoked more than 20 pack-years, if known", "Smoked > 20 {pack_years}"},
      {"Unless BMI > 27,5", "bmi > 27.5 "},
      {"Unless HbA1c > 47 mmol/mol (> 6.4 %)", "hba1c > 47 mmol/mol; hba1c > 6.4 %"},
      {"Unless ALT three times the upper limit of normal", "alt = 3 ULN"},
      {"Unless systolic/diastolic blood pressure > 140/90",
       "systolic_blood_pressure > 140 mm[Hg]; diastolic_blood_pressure > 90 mm[Hg]"},
      {"Unless tremor = 2 or higher", "tremor >= 2 "},
      {"Unless tremor = 8-15", "tremor >= 8 ; tremor <= 15 "},
      {"Pregnant, before 23 weeks 6 days, if known", "pregnancy < 167 day"},
      {"Pain of at least 4 on a 0-10 scale, if daily", "Pain >= 4 "},
      {"From 1 March 2011 to 31 December 2016, if known", ""},
      {"A group (n=20) of swimmers, if known", ""},
      {"A walk on day 1, unless it rains", ""},
      {"Weight stable (+/- 5 kg), if known", ""},
      {"Unless 1 mmHg = 0.133 kPa", ""},
      {"Unless 40 mg of a tablet", ""},
      {"Night shifts (22:00-6:00), if known", ""},
      {"Unless genotypes 1, 2 or 3", ""},
      {"Unless of category 2", ""},
      {"Unless after a 6-minute walk", ""},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    const Draft made = drafted("Inclusion Criteria:\n\n* " + row.line + "\n");
    REQUIRE(made.lines.size() == 2);
    std::string found;
    for (const Comparison& one : made.lines[1].comparisons) {
      found += (found.empty() ? "" : "; ") + one.subject + ' ' + one.op + ' ' + one.value + ' ' + one.unit;
      if (one.window) found += ' ' + one.window->relation + ' ' + one.window->number + ' ' + one.window->unit;
    }
    CHECK(found == row.found);
  }
}

TEST_CASE("any text is covered and makes a sound draft") {
  const std::vector<std::string> pieces = {"Inclusion Criteria:",
                                           "Exclusion Criteria:",
                                           "\n",
                                           "\n\n",
                                           "* ",
                                           "  - ",
                                           "1. ",
                                           "(",
                                           ")",
                                           ",",
                                           ";",
                                           ".",
                                           "and",
                                           "or",
                                           "no",
                                           "not",
                                           "history of",
                                           "active",
                                           "stroke",
                                           "heart \n  failure",
                                           "confirmed by biopsy",
                                           "rash of the knee",
                                           "platelets",
                                           ">=",
                                           "<",
                                           "5",
                                           "50.000",
                                           "x 10^9/L",
                                           "mg/dL",
                                           "within",
                                           "days",
                                           "6 months",
                                           "prior to",
                                           "screening",
                                           "except",
                                           "unless",
                                           "any of the following:",
                                           "ECOG",
                                           "0-1",
                                           "aged",
                                           "years",
                                           "women",
                                           "informed consent",
                                           "rituximab",
                                           "surgery",
                                           "\\>",
                                           "&lt;",
                                           "\xE2\x89\xA5",
                                           "\"",
                                           "`",
                                           "\\",
                                           "\xC3\xA9",
                                           "#",
                                           "HIV positive",
                                           "Cohort A:",
                                           "x ULN",
                                           "with",
                                           "in"};
  std::mt19937 random(5);
  for (int i = 0; i < 1500; ++i) {
    std::string text;
    const int length = 1 + static_cast<int>(random() % 40);
    for (int k = 0; k < length; ++k)
      text += pieces[random() % pieces.size()] + (random() % 5 == 0 ? "" : " ");
    INFO(text);
    const Draft made = drafted(text);
    // one-letter bullets are the layout's, not the text's
    for (const DraftLine& line : made.lines) {
      REQUIRE_FALSE(line.spans.empty());
      REQUIRE((line.line_class == LineClass::no_op || !line.criterion.empty()));
    }
    require_sound(made);
  }
}

TEST_CASE("the work grows linearly with the line") {
  const auto rules = [](int times, const std::string& piece) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    const auto tokens = tokenize(text, 0, static_cast<std::uint32_t>(text.size()), shipped_lexicon());
    return count_sentence_rules(tokens.parts);
  };
  for (const std::string piece : {"history of ( stroke or ", "no active rash, and ", "platelets > 5 and ",
                                  "( ", "not without ", "gout of the knee "}) {
    INFO(piece);
    const auto one = rules(50, piece);
    const auto eight = rules(400, piece);
    CHECK(eight < one * 12 + 2000);
  }
}

TEST_CASE("no line takes long") {
  for (const std::string piece :
       {"stroke (", "or with gout ", "platelets > 5 x 10^9/L, ", "no history of ", "consent or pregnancy, ",
        "a. ", ";", "be excluded ", "renal: ", "ALT/AST/", "score >= 8 on the X scale ",
        "a < 2. Exclusion Criteria: ", "gout 2. ", "or 5 half-lives, "}) {
    std::string text = "Exclusion Criteria:\n\n";
    for (int i = 0; i < 3000; ++i) text += piece;
    const auto begin = std::chrono::steady_clock::now();
    const Draft made = drafted(text);
    const auto took = std::chrono::steady_clock::now() - begin;
    INFO(piece);
    CHECK_FALSE(made.lines.empty());
    CHECK(took < std::chrono::milliseconds(500));  // far above what it takes; sanitizers are slow
  }
}
