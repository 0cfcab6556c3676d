// `Positive serological tests for: HIV (1 and 2), hepatitis B or C, and VDRL`, among exclusions: the tests by
// their names, in whatever words and brackets they stand. See line_reader.hpp.
//
// Every word of the line must be a name of one of these infections or tests, or say no more than that it was
// found. One other word, and the line is left to the other readings.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"
#include "grammar/registry/word_set.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongest = 260;  // in bytes

bool says_nothing_more(const std::string& word) {
  static const WordSet kWords(
      " positive tests tested test testing serology serologies serological serologic serum blood for or and "
      "and/or any of the following infection infections results result patient patients subject subjects "
      "participant participants who that are is be have has had having with by virus viruses antibody "
      "antibodies "
      "antigen antigens surface human immunodeficiency at screening screen in 1 2 i ii marker markers viral "
      "known "
      "presence to a an type types t-cell lymphotropic lymphotrophic leukemia pallidum one these time "
      "acquired "
      "reactive seropositive seropositivity positivity venereal disease research laboratory ab ag agent hb "
      "hc "
      "hbv-antigen assay assays essays evidence found confirmed documented as demonstrated indicative of "
      "current "
      "west pass past nucleic acid hemagglutination i/ii-ac ii-ac viremic ");
  return kWords.contains(word);
}

// Words of the text as the names are compared: letters, digits and hyphens.
std::vector<std::string> words_of_names(std::string_view low) {
  std::vector<std::string> made;
  std::string word;
  for (std::size_t i = 0; i <= low.size(); ++i) {
    const bool inside = i < low.size() && (is_word_char(low[i]) || (low[i] == '-' && !word.empty()));
    if (inside) {
      word += low[i];
      continue;
    }
    while (!word.empty() && word.back() == '-') word.pop_back();
    if (!word.empty()) made.push_back(word);
    word.clear();
  }
  return made;
}

// The test that a word names; empty: none.
std::string_view test_of(const std::string& word) {
  if (word.starts_with("hiv") || word.starts_with("orhiv") || word == "anti-hiv" || word == "anti-hiv-1")
    return "HIV";
  if (stands_among(" hbv hbsag hbs bsag hbs-ag ", word)) return "HBsAg";
  if (word == "hbv-dna") return "HBV DNA PCR";
  if (word == "hcv-rna") return "HCV RNA";
  if (stands_among(" anti-hbc hbcac anti-hbcab hbcab ", word)) return "HBcAb";
  if (stands_among(" hcv anti-hcv anti-hcv-ab anti-hcv-ac hcv-ab hcvab ", word)) return "HCV antibody";
  if (stands_among(" cytomegalovirus cmv cvm ", word)) return "cytomegalovirus test";
  if (word == "nile") return "West Nile virus";
  if (word == "vdrl") return "VDRL";
  if (word == "rpr") return "RPR";
  if (word.starts_with("htlv") || word.starts_with("hltv") || word == "t-lymphotropic" ||
      word == "t-lymphotrophic")
    return "HTLV";
  if (stands_among(" syphilis fta-abs tp-ac lues l\xC3\xBA"
                   "es treponema tppa tpha ",
                   word))
    return "syphilis";
  return {};
}

// The tests that the line names, in order; none: a word says something else.
std::vector<std::string_view> tests_of(const std::vector<std::string>& words) {
  std::vector<std::string_view> made;
  const auto add = [&](std::string_view test) {
    if (std::find(made.begin(), made.end(), test) == made.end()) made.push_back(test);
  };
  bool hepatitis = false;  // its letter may follow
  bool lettered = true;
  bool viremic = false;  // `viremic hepatitis C (HCV)`: the virus itself was found
  for (const std::string& word : words) {
    viremic = viremic || word == "viremic";
    if (word == "hepatitis" || word == "hep") {
      if (!lettered) return {};
      hepatitis = true;
      lettered = false;
      continue;
    }
    if (hepatitis && (word == "b" || word == "c")) {
      if (viremic && word == "b") return {};
      add(word == "b" ? "HBsAg" : viremic ? "HCV RNA" : "HCV antibody");
      lettered = true;
      continue;
    }
    std::string_view test = test_of(word);
    if (viremic && test == "HCV antibody") test = "HCV RNA";
    if (hepatitis && !lettered && test != "HBsAg") return {};
    if (!test.empty()) {
      add(test);
      hepatitis = hepatitis && (test == "HBsAg" || test == "HCV antibody" ||
                                test == "HCV RNA");  // `hepatitis B (HBsAg) or C`
      lettered = true;
      continue;
    }
    if (word == "immunodeficiency") add("HIV");
    if (word == "a" && hepatitis && lettered) return {};  // `hepatitis B, A`
    if (!says_nothing_more(word)) return {};
    hepatitis = hepatitis && stands_among(" or and virus ", word);
  }
  return lettered ? made : std::vector<std::string_view>{};
}

// Whether the line says that something was found.
bool says_positive(std::string_view low) {
  if (low.find("positiv") != std::string_view::npos || low.find("reactive") != std::string_view::npos)
    return true;
  if (low.find("serologic evidence of") != std::string_view::npos) return true;
  return low.find("presence of") != std::string_view::npos && low.find("antibod") != std::string_view::npos;
}

// Without the remark that one of the tests is made only where a law asks for it.
std::string without_remark(std::string low) {
  static constexpr std::string_view kRemark = "(if required by regulations)";
  if (const std::size_t at = low.find(kRemark); at != std::string::npos) low.erase(at, kRemark.size());
  return low;
}

}  // namespace

ReadLine LineReader::serologies(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                bool exclusion) {
  if (!exclusion || end - begin > kLongest || any_of_parts(tokens, "_")) return {};
  if (!any_of_parts(tokens, "+") && !tokens.pairs.may_hold("erologic evidence") &&
      !tokens.pairs.may_hold("antibod") && !tokens.pairs.may_hold("ositiv"))
    return {};
  const std::string low = without_remark(lowered(plain_text(text_, begin, end)));
  if (!says_positive(low)) return {};
  const auto tests = tests_of(words_of_names(low));
  if (tests.empty()) return {};
  std::string words = "Positive for ";
  for (std::size_t i = 0; i < tests.size(); ++i) {
    if (i > 0) words += i + 1 == tests.size() ? " or " : ", ";
    words += tests[i];
  }
  return read_as(words, begin, end, true);
}

}  // namespace eligo::grammar::registry
