// A list of infections and the tests for them, however the two are mixed: `test positive for: HIV, HBV, HCV
// and syphilis (antibody)`. See line_reader.hpp.
//
// Every word must be a test, an infection that one shows, or one that says that it is a test; any other word
// leaves the line open, so that no infection is lost.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

// Words that name nothing of their own in such a list.
bool is_plain_word(std::string_view word) {
  static constexpr std::string_view kWords =
      " test tests tested testing serum serology serologic serological blood antibody antibodies antigen "
      "virus viral infection infections infectious screening screen result results pathogenic pathogen "
      "elisa method following factor reaction subject patient patients subjects status disease "
      "diseases have has having currently known to for the of at with in is are who or and any one ";
  return stands_among(kWords, word);
}

bool shows_infection(const Token& token) {
  return token.part == Part::serology || token.value == "hepatitis_b" || token.value == "hepatitis_c" ||
         token.value == "hepatitis_b_or_c" || token.value == "hiv_infection" ||
         token.value == "syphilis_infection";
}

}  // namespace

ReadLine LineReader::infections_tested(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                       bool exclusion) {
  if (!any_of_parts(tokens, exclusion ? PartSet("+") : PartSet("_")) ||
      any_of_parts(tokens, exclusion ? PartSet("_") : PartSet("+")))
    return {};
  // `both A and B` may ask for the two of them; who was `diagnosed with` one need not test positive
  const std::string whole = lowered(plain_text(text_, begin, end));
  if (has_word(whole, "both") || whole.find("diagnos") != std::string::npos) return {};
  std::string list;
  std::size_t tests = 0;
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Token& token = tokens.list[i];
    if (shows_infection(token)) {
      if (tests++ > 0) list += ", ";
      list += words_at(tokens, i, i + 1);
      continue;
    }
    // `or` among inclusions: one negative test, or all?
    if (!exclusion && (token.part == Part::or_ || token.part == Part::and_or)) return {};
    if (std::string_view("+_&|\\,:;/().-qm12pTnYl").find(static_cast<char>(token.part)) !=
        std::string_view::npos)
      continue;
    const std::string words = lowered(words_at(tokens, i, i + 1));
    const bool plain = token.part == Part::word || token.part == Part::amount || token.part == Part::anchor ||
                       token.part == Part::condition || token.part == Part::active;
    if (!plain || any_word(words, [](std::string_view word) { return !is_plain_word(word); })) return {};
  }
  if (tests < 2) return {};
  return read_as((exclusion ? "Positive for " : "Negative for ") + list, begin, end, exclusion);
}

}  // namespace eligo::grammar::registry
