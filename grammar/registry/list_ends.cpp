// See list_ends.hpp.
#include "grammar/registry/list_ends.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool begins_with(std::string_view low, std::initializer_list<std::string_view> fronts) {
  return std::any_of(fronts.begin(), fronts.end(), [&](auto front) { return low.starts_with(front); });
}

bool says(std::string_view low, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](auto word) { return low.find(word) != std::string_view::npos; });
}

// `Inability to comply with the protocol`; `inability to walk` may be a sign of something.
bool asks_for_compliance(std::string_view low) {
  return begins_with(low, {"inability to ", "unable ", "unwilling", "willing", "not willing", "able ",
                           "ability to ", "be able to ", "competent and able", "agree", "parent/guardian",
                           "unsuitability", "refus", "failure to comply", "lack of "}) &&
         says(low, {"comply", "compliance", "consent", "adhere", "follow-up", "follow up", "protocol",
                    "study", "participat", "cooperat"});
}

bool names_other_trial(std::string_view low) {
  return begins_with(low,
                     {"participation in ", "participating in ", "current participation",
                      "concurrent participation", "currently participating", "be currently participating",
                      "participated in ", "enrolled in ", "enrollment in "}) &&
         says(low, {"trial", "stud", "research"});
}

bool leaves_to_investigator(std::string_view low) {
  return begins_with(low, {"any other condition", "any other medical condition", "any condition",
                           "with any condition", "presence of any other", "any other reason",
                           "other acute or chronic medical conditions"}) &&
         says(low, {"investigator"});
}

}  // namespace

bool begins_own_criterion(std::string_view text) {
  const std::string low = lowered(text);
  return asks_for_compliance(low) || names_other_trial(low) || leaves_to_investigator(low) ||
         begins_with(low, {"pregnan", "positive pregnancy test", "breast-feeding", "breastfeeding"}) ||
         (begins_with(low, {"female", "women ", "woman "}) &&
          says(low, {"childbearing", "child-bearing", "pregnan", "contracepti"}));
}

}  // namespace eligo::grammar::registry
