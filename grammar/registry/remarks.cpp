// Sentences at the end of a line that ask for nothing. See framed_words.hpp.
#include <algorithm>
#include <string>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool has_method(std::string_view sentence) {
  return holds_any(sentence, {"contracepti", "birth control", "methods that are at least"});
}

// `Acceptable methods of contraception include …`: what the words in front mean.
bool defines_methods(std::string_view sentence) {
  std::string_view low = sentence;
  if (!take(low, {"acceptable ", "highly effective ", "effective ", "adequate ", "reliable ", "permitted ",
                  "appropriate ", "medically acceptable ", "medically accepted "}))
    return false;
  const std::string_view front = low.substr(0, std::min<std::size_t>(low.size(), 70));
  return has_method(front) && holds_any(low, {" include", " are", " is ", " should be communicated"}) &&
         !holds_any(low, {" must ", "agree", "exclu", "pregnancy test", "eligible", "willing"});
}

// `Patients may not take A during the study`: what is done in the trial.
bool is_conduct(std::string_view sentence) {
  std::string_view low = sentence;
  take(low, {"additionally, ", "in addition, "});
  if (!take_people(low)) return false;
  if (!forbids(low) && !take(low, {"will not "})) return false;
  return take(low, {"receive ", "take ", "use ", "be given "}) && holds_any(low, {"during the "}) &&
         (low.ends_with("study") || low.ends_with("trial") || low.ends_with("study period") ||
          low.ends_with("trial period")) &&
         !holds_any(low, {"prior", "before", "within", "unless", "except"});
}

// `Use of growth factors is allowed` among inclusions behind what nothing denies.
bool is_permission(std::string_view sentence) {
  constexpr std::size_t longest = 110;
  if (sentence.size() > longest || sentence.starts_with("no ") || sentence.starts_with("only ") ||
      holds_any(sentence, {" only", "unless", "except", " if ", "provided", " not ", " no ", " must ",
                           " but ", "however", "long as", "patients ", "subjects ", "participants "}))
    return false;
  return sentence.ends_with(" is allowed") || sentence.ends_with(" are allowed") ||
         sentence.ends_with(" is permitted") || sentence.ends_with(" are permitted");
}

// `A biopsy is not required; earlier rituximab is.`: something is asked for behind what is not.
bool says_what_is_needed(std::string_view sentence) {
  for (const std::string_view idle :
       {" is not required", " are not required", " is not mandatory", " are not mandatory"}) {
    const std::size_t at = sentence.find(idle);
    if (at != std::string_view::npos &&
        holds_any(sentence.substr(at + idle.size()), {";", ", but", " but ", ", however", ", though"}) &&
        !holds_any(sentence.substr(at + idle.size()),
                   {"recommended", "encouraged", "preferred", "desirable"}))
      return true;
  }
  return false;
}

// `Note: a biopsy is not mandatory.` And that nobody need wait for it.
bool is_not_needed(std::string_view sentence) {
  take(sentence, {"note: ", "please note: "});
  if (sentence.starts_with("participation is defined as ")) return true;
  // `Every effort should be made to have tissue available`
  if (sentence.starts_with("every effort ") && !holds_any(sentence, {"eligible", "exclu"})) return true;
  // `If a woman becomes pregnant while in the study, she should inform her physician`
  if (sentence.starts_with("if a woman becomes pregnant ") &&
      sentence.find(" should inform ") < sentence.size() && sentence.find(" while ") < sentence.size())
    return true;
  if (holds_any(sentence, {" must ", "eligible", "unless", "except", " if ", " but must", "exclu"}) ||
      says_what_is_needed(sentence))
    return false;
  return holds_any(sentence, {" is not mandatory", " is not required", " are not required",
                              " are not mandatory", "should not be delayed"});
}

bool denies(std::string_view low) {
  return low.starts_with("no ") || low.starts_with("absence") || low.starts_with("without") ||
         holds_any(low, {" no ", " not ", "n't ", " without ", " free of ", " absence "});
}

}  // namespace

// The line without the sentences at its end that ask for nothing; empty: there are none.
std::string without_remarks(const std::string& whole, bool exclusion) {
  std::string kept = whole;
  bool cut = false;
  while (true) {
    const std::string body = trimmed(kept);
    std::size_t at = body.rfind(". ");
    if (at == std::string::npos || at < 8) break;
    const std::string last = lowered(trimmed(std::string_view(body).substr(at + 2)));
    const std::string front = lowered(body.substr(0, at));
    const bool nothing = defines_methods(last) || is_conduct(last) || is_not_needed(last) ||
                         (!exclusion && is_permission(last) && !denies(front));
    if (!nothing) break;
    kept = body.substr(0, at + 1);
    cut = true;
  }
  return cut ? kept : std::string{};
}

}  // namespace eligo::grammar::registry
