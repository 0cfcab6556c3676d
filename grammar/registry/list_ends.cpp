// See list_ends.hpp.
#include "grammar/registry/list_ends.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/headings.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool begins_with(std::string_view low, std::initializer_list<std::string_view> fronts) {
  return std::any_of(fronts.begin(), fronts.end(), [&](auto front) { return low.starts_with(front); });
}

// `Inability to comply with the protocol`; `inability to walk` may be a sign of something.
bool asks_for_compliance(std::string_view low) {
  return begins_with(low, {"inability to ", "unable ", "unwilling", "willing", "not willing", "able ",
                           "ability to ", "be able to ", "competent and able", "agree", "parent/guardian",
                           "unsuitability", "refus", "failure to comply", "lack of ", "incapable of "}) &&
         holds_any(low, {"comply", "compliance", "consent", "adhere", "follow-up", "follow up", "protocol",
                         "study", "participat", "cooperat"});
}

bool names_other_trial(std::string_view low) {
  return begins_with(low,
                     {"participation in ", "participating in ", "current participation",
                      "concurrent participation", "currently participating", "be currently participating",
                      "participated in ", "enrolled in ", "enrollment in "}) &&
         holds_any(low, {"trial", "stud", "research"});
}

bool leaves_to_investigator(std::string_view low) {
  return begins_with(low, {"any other condition", "any other medical condition", "any condition",
                           "with any condition", "presence of any other", "any other reason",
                           "other acute or chronic medical conditions"}) &&
         holds_any(low, {"investigator"});
}

// The first entry that does not end with `or` is the last one, if all above it do.
std::size_t end_of_alternatives(const DraftLine& stem, std::span<const DraftLine* const> entries) {
  const std::size_t fewest = stem.text.ends_with("either:") ? 1 : 2;
  std::size_t alternatives = 0;
  while (alternatives < entries.size() && ends_in_or(entries[alternatives]->text)) ++alternatives;
  return alternatives < fewest ? entries.size() : std::min(alternatives + 1, entries.size());
}

// `Have undergone a graft`: the first two words, if they say what somebody has done.
std::string said_of_somebody(std::string_view text) {
  const std::string low = lowered(text);
  const Words words = words_of(low, 2);
  if (words.list.size() < 2 || (words.list[0] != "have" && words.list[0] != "has")) return {};
  return std::string(words.list[0]) + ' ' + std::string(words.list[1]);
}

// The entry begins as a criterion above the list does, and no entry before it is of that form.
bool goes_on_with_criteria(std::size_t k, std::span<const DraftLine* const> entries,
                           std::span<const DraftLine* const> above) {
  const std::string front = said_of_somebody(entries[k]->text);
  if (front.empty()) return false;
  for (std::size_t i = 0; i < k; ++i)
    if (!said_of_somebody(entries[i]->text).empty()) return false;
  return std::any_of(above.begin(), above.end(),
                     [&](const DraftLine* one) { return said_of_somebody(one->text) == front; });
}

// Entries begin with small letters, and from here on every line with a capital: those are criteria again.
bool changes_case(std::size_t k, std::span<const DraftLine* const> entries) {
  constexpr std::size_t fewest_small = 2;
  constexpr std::size_t fewest_capital = 3;
  const auto is_small = [](const DraftLine* one) {
    return !one->text.empty() && one->text[0] >= 'a' && one->text[0] <= 'z';
  };
  const auto is_capital = [](const DraftLine* one) {
    return one->text.size() > 1 && one->text[0] >= 'A' && one->text[0] <= 'Z';
  };
  const auto middle = entries.begin() + static_cast<std::ptrdiff_t>(k);
  return k >= fewest_small && entries.size() - k >= fewest_capital &&
         std::all_of(entries.begin(), middle, is_small) && std::all_of(middle, entries.end(), is_capital);
}

// What is said of patients, or of the body as a whole, below entries that are not: it is no entry. What is
// excepted or allowed may be said of patients.
bool changes_subject(std::size_t k, const DraftLine& stem, std::span<const DraftLine* const> entries) {
  static constexpr auto is_of_body = [](std::string_view text) {
    const std::string low = lowered(text);
    return begins_with(low, {"bmi ", "body mass index", "life expectancy"});
  };
  // `History of allergy` is no treatment
  static constexpr auto is_history = [](std::string_view text) {
    return text.starts_with("History of ") || text.starts_with("Presence of ");
  };
  const auto none_before = [&](auto what) {
    return std::none_of(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(k),
                        [&](const DraftLine* one) { return what(one->text); });
  };
  const std::string low = lowered(stem.text);
  if (holds_any(low, {"except", "unless", "allow", "permit", "eligible", "bmi", "body mass"})) return false;
  const std::string& text = entries[k]->text;
  if (names_patients(text)) return none_before(names_patients);
  if (is_of_body(text)) return !compares_values(*entries.front());
  return is_history(text) &&
         holds_any(low, {"treatment", "medication", "therap", "has received", "have received"}) &&
         !holds_any(low, {"history"}) && none_before(is_history);
}

// `ECOG 0-2` below a definition of an illness: no illness is defined by it.
bool asks_beyond_definition(std::size_t k, const DraftLine& stem, std::span<const DraftLine* const> entries) {
  const std::string low = lowered(entries[k]->text);
  return (stem.text.ends_with("defined as:") || stem.text.ends_with("defined by:")) &&
         begins_with(low, {"ecog ", "eastern cooperative", "karnofsky", "life expectancy"});
}

// `Must have a matched donor` below the names of illnesses: it is asked of everybody.
bool asks_below_names(std::size_t k, std::span<const DraftLine* const> entries) {
  constexpr std::size_t fewest = 3;
  const auto asks = [](const DraftLine* one) {
    return begins_with(lowered(one->text), {"must have ", "must be ", "patients must "});
  };
  return k >= fewest && entries[k]->section == Section::inclusion && asks(entries[k]) &&
         std::none_of(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(k), asks);
}

}  // namespace

std::size_t list_length(const DraftLine& stem, std::span<const DraftLine* const> entries, bool flat,
                        std::span<const DraftLine* const> above) {
  const std::size_t most = flat ? end_of_alternatives(stem, entries) : entries.size();
  for (std::size_t k = 0; k < most; ++k) {
    if (begins_own_criterion(entries[k]->text)) return k;
    if (!flat || k == 0) continue;
    if (asks_beyond_definition(k, stem, entries) || asks_below_names(k, entries)) return k;
    if (stem.section != Section::exclusion) continue;
    if (changes_subject(k, stem, entries) || changes_case(k, entries) ||
        goes_on_with_criteria(k, entries, above))
      return k;
  }
  return most;
}

bool begins_own_criterion(std::string_view text) {
  const std::string low = lowered(text);
  // who is let in as well is no part of a definition
  if (low.starts_with("recipients of ") && holds_any(low, {" are eligible"})) return true;
  return asks_for_compliance(low) || names_other_trial(low) || leaves_to_investigator(low) ||
         begins_with(low, {"pregnan", "positive pregnancy test", "breast-feeding", "breastfeeding"}) ||
         (begins_with(low, {"female", "women ", "woman "}) &&
          holds_any(low, {"childbearing", "child-bearing", "pregnan", "contracepti"}));
}

}  // namespace eligo::grammar::registry
