// Sentences that ask nothing of anybody, though words of a question stand in them: permissions, notes, rules
// about who is let in. Attested, everybody would have to say yes to them. See attest_rules.hpp.
#include <algorithm>
#include <array>
#include <string>

#include "grammar/registry/attest_rules.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

// Said of whatever stands in front of it.
constexpr auto kSaidOfAll = std::to_array<std::string_view>({" is acceptable",
                                                             " are acceptable",
                                                             " is allowed",
                                                             " are allowed",
                                                             " is permitted",
                                                             " are permitted",
                                                             " not permitted",
                                                             " not allowed",
                                                             " is prohibited",
                                                             " are prohibited",
                                                             " is not required",
                                                             " are not required",
                                                             " is not mandatory",
                                                             " are not mandatory",
                                                             " is not necessary",
                                                             " are not necessary",
                                                             " allowed at the ",
                                                             " permitted at the ",
                                                             " may be enrolled",
                                                             " may be included",
                                                             " may participate",
                                                             " may be entered",
                                                             " can be enrolled",
                                                             " can be included",
                                                             " can participate",
                                                             " may be eligible",
                                                             " may still be ",
                                                             " are excluded",
                                                             " are ineligible",
                                                             " are not eligible",
                                                             " potential not eligible",
                                                             " every effort ",
                                                             " be considered for enrol",
                                                             " be considered incomplete",
                                                             " be determined follow",
                                                             " are not reliable",
                                                             " need not ",
                                                             " not preclude ",
                                                             " not a contraindication",
                                                             " is documented for",
                                                             " is recommended",
                                                             " are recommended",
                                                             " is encouraged",
                                                             " are encouraged",
                                                             " is discouraged",
                                                             " are discouraged"});

// `who are eligible for a transplant` are some of the patients, and no rule about them.
bool lets_in(std::string_view low) {
  constexpr std::string_view kSaid = " are eligible";
  const std::size_t at = low.find(kSaid);
  if (at == std::string_view::npos) return false;
  const std::string_view front = low.substr(0, at);
  const std::string_view rest = low.substr(at + kSaid.size());
  if (front.ends_with(" who") || front.ends_with(" that") || front.ends_with(" which")) return false;
  return rest.find_first_not_of(" .;,") == std::string_view::npos || rest.starts_with(" if ") ||
         rest.starts_with(" for the study") || rest.starts_with(" for participation") ||
         rest.starts_with(" for this ") || rest.starts_with(" to participate") ||
         rest.starts_with(" to enrol");
}

// The first sentence in small letters, without what stands in brackets: a permission in these says more of a
// question.
std::string first_sentence(std::string_view phrase) {
  std::string made(1, ' ');
  int depth = 0;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const char c = phrase[i];
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) made += lower(c);
    if ((c == ')' || c == ']') && depth > 0) --depth;
    constexpr std::size_t shortest = 12;  // `e.g. `, `a. `
    if (depth == 0 && (c == '.' || c == ':') && i > shortest && phrase.substr(i + 1).starts_with(' ')) break;
  }
  return made;
}

}  // namespace

bool asks_nothing(std::string_view phrase, const Tokens& tokens) {
  const LetterPairs& pairs = tokens.pairs;
  const bool note = stands_among(" Note NOTE note note: Note: NOTE: May may Defined defined ",
                                 phrase.substr(0, phrase.find(' ')));
  static constexpr auto kOther = std::to_array<std::string_view>(
      {" effort ", " recommend", "courage", " document", " determine", " prohibit", " reliable"});
  if (!note && !any_of_parts(tokens, "ZKk") && !pairs.may_hold(" are eligible") &&
      !pairs.may_hold_any(kOther))
    return false;
  const auto* const first =
      std::find_if(kSaidOfAll.begin(), kSaidOfAll.end(), [&](auto said) { return pairs.may_hold(said); });
  if (!note && first == kSaidOfAll.end() && !pairs.may_hold(" are eligible")) return false;
  const std::string low = first_sentence(phrase);
  for (const std::string_view front : {" note:", " note that ", " may ", " defined as "})
    if (low.starts_with(front)) return true;
  for (const auto* said = first; said != kSaidOfAll.end(); ++said) {
    const std::size_t at = pairs.may_hold(*said) ? low.find(*said) : std::string::npos;
    if (at == std::string::npos) continue;
    // `a test that is allowed`
    const std::string_view front = std::string_view(low).substr(0, at);
    if (!front.ends_with(" that") && !front.ends_with(" which") && !front.ends_with(" who")) return true;
  }
  return lets_in(low);
}

}  // namespace eligo::grammar::registry
