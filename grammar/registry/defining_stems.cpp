// See defining_stems.hpp.
#include "grammar/registry/defining_stems.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/headings.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

// Words between the thing and its list.
constexpr std::array kLinks = std::to_array<std::string_view>({"evidenced by",
                                                               "demonstrated by",
                                                               "documented by",
                                                               "shown by",
                                                               "defined by",
                                                               "defined as",
                                                               "characterized by",
                                                               "characterised by",
                                                               "confirmed by",
                                                               "based on",
                                                               "according to",
                                                               "with at least",
                                                               "with any of",
                                                               "with one or more",
                                                               "with one of",
                                                               "with either",
                                                               "and either:",
                                                               "understood as",
                                                               ". see details below:",
                                                               ". details below:",
                                                               ": patient must have at least",
                                                               "and associated abnormalities of",
                                                               "as either:",
                                                               "and at least",
                                                               "and one or more",
                                                               "plus at least"});

struct Count {
  std::string_view words;
  Stem::Kind kind;
  std::size_t count = 0;
};

constexpr std::array<Count, 18> kCounts = {{
    {"at least two of the following", Stem::Kind::at_least, 2},
    {"at least 2 of the following", Stem::Kind::at_least, 2},
    {"two or more of the following", Stem::Kind::at_least, 2},
    {"at least three of the following", Stem::Kind::at_least, 3},
    {"at least 3 of the following", Stem::Kind::at_least, 3},
    {"at least one of the following", Stem::Kind::any},
    {"at least 1 of the following", Stem::Kind::any},
    {"one or more of the following", Stem::Kind::any},
    {"1 or more of the following", Stem::Kind::any},
    {"either one of the following", Stem::Kind::any},
    {"either of the following", Stem::Kind::any},
    {"any of the following", Stem::Kind::any},
    {"one of the following", Stem::Kind::any},
    {"either:", Stem::Kind::any},
    {"at least one of:", Stem::Kind::any},
    {"any of:", Stem::Kind::any},
    {"all of the following", Stem::Kind::all},
    {"both of the following", Stem::Kind::all},
}};

// What turns or restricts the list, or makes a sentence that asks for nothing.
bool is_turned(std::string_view low) {
  return holds_any(
      low, {"except", "unless", " if ", "exclu", "eligible", "allowed", "permitted", "is defined",
            "are defined", " is any ", "childbearing", "child-bearing", "includ", "none of", "comply with"});
}

// Where words begin that lead to the list, with `as` and the marks in front of them; from the front.
std::vector<std::size_t> ends_of_name(std::string_view low) {
  std::vector<std::size_t> ends;
  for (const std::string_view link : kLinks) {
    std::size_t end = low.find(link);
    if (end == std::string_view::npos) continue;
    for (const std::string_view tail : {" ", "as", " ", ",", "-", " ", "."})
      if (low.substr(0, end).ends_with(tail)) end -= tail.size();
    ends.push_back(end);
  }
  std::sort(ends.begin(), ends.end());
  return ends;
}

// `Patients who have` names nothing but persons.
bool names_something(std::string_view low) {
  static constexpr std::string_view kPersons =
      " patient patients subject subjects participant participants individual individuals person persons "
      "people "
      "women men adults children who must have has having be is are presenting the a an with and or either ";
  const Words words = words_of(low, 40);
  return std::any_of(words.list.begin(), words.list.end(),
                     [](std::string_view word) { return !stands_among(kPersons, word); });
}

// Behind `the following` nothing but what the entries are called.
bool says_no_more(std::string_view tail) {
  static constexpr std::string_view kEntries =
      " criteria criterion conditions features signs symptoms and or findings circumstances is are present "
      "applies 2 3 4 two three four ";
  const Words words = words_of(tail, 20);
  return std::all_of(words.list.begin(), words.list.end(),
                     [](std::string_view word) { return stands_among(kEntries, word); });
}

// `evidenced by`, and not `evidenced by a fever and`.
bool only_leads(std::string_view low) {
  static constexpr std::string_view kLeads =
      " as plus associated abnormalities of evidenced demonstrated documented shown defined characterized "
      "characterised confirmed based by on "
      "with and patient patients must have has having who a an fulfilling meeting the understood in "
      "which that is at least either according to ";
  const Words words = words_of(low, 20);
  return std::all_of(words.list.begin(), words.list.end(),
                     [](std::string_view word) { return stands_among(kLeads, word); });
}

bool denies_entry(const DraftLine* entry) {
  return entry->text.starts_with("No ") || entry->text.starts_with("Absence of ");
}

// What is asked of everybody, below a list of signs: where the list ends is not certain.
bool is_general(const DraftLine* entry) {
  const std::string low = lowered(entry->text);
  return holds_any(low.substr(0, std::min<std::size_t>(low.size(), 30)),
                   {"weight", "able to", "aged ", "age ", "years", "genders", "life expectancy", "ecog",
                    "karnofsky", "clinically stable", "consent", "willing"});
}

// Alternatives of which some are absences, or that may have ended, are none.
bool are_alternatives(std::span<const DraftLine* const> entries) {
  const auto denied = std::count_if(entries.begin(), entries.end(), denies_entry);
  return (denied == 0 || denied == static_cast<std::ptrdiff_t>(entries.size())) &&
         std::none_of(entries.begin(), entries.end(), is_general);
}

bool ends_in_and(std::string_view text) {
  text = without_last_marks(text);
  return text.ends_with(" and") || text.ends_with(" AND");
}

// Entries of which some are absences, or which `and` joins, are all asked for: no absence is an alternative
// to a sign.
bool asks_for_each(std::span<const DraftLine* const> entries) {
  if (std::any_of(entries.begin(), entries.end(), [](auto one) { return ends_in_or(one->text); }))
    return false;
  const auto denied = std::count_if(entries.begin(), entries.end(), denies_entry);
  return (denied > 0 && denied < static_cast<std::ptrdiff_t>(entries.size())) ||
         std::any_of(entries.begin(), entries.end(), [](auto one) { return ends_in_and(one->text); });
}

// How many of the list are asked for, if `rest` says it and nothing else.
std::optional<Count> count_of(std::string_view rest) {
  for (const Count& one : kCounts) {
    const std::size_t at = rest.find(one.words);
    if (at == std::string_view::npos) continue;
    if (says_no_more(rest.substr(at + one.words.size())) && only_leads(rest.substr(0, at))) return one;
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool announces_limits(std::string_view stem) {
  static constexpr std::string_view kWords =
      " adequate acceptable sufficient satisfactory normal patient patients subject subjects participant "
      "participants must should be have has had with a an the and or of in their bone marrow liver hepatic "
      "renal "
      "kidney hematologic hematological haematological haematologic hematopoietic organ end-organ organs "
      "cardiac "
      "pulmonary coagulation metabolic haematology hematology baseline function functions functioning "
      "reserve "
      "reserves laboratory lab values value parameters parameter tests test results as is are defined "
      "evidenced "
      "indicated shown assessed determined demonstrated documented measured described by below follows "
      "following "
      "including includes include criteria table met for evidence at screening ";
  constexpr std::size_t longest = 24;
  const std::string_view bare = without_last_marks(stem);
  if (bare.empty() || bare.back() != ':') return false;
  const std::string low = lowered(bare.substr(0, bare.size() - 1));
  if (!holds_any(low, {"function", "reserve", "marrow"}) ||
      !holds_any(low, {"adequate", "acceptable", "sufficient", "satisfactory", "normal"}))
    return false;
  const Words words = words_of(low, longest + 1);
  return words.list.size() <= longest &&
         std::all_of(words.list.begin(), words.list.end(),
                     [](std::string_view word) { return stands_among(kWords, word); });
}

std::optional<DefiningStem> read_defining_stem(std::string_view stem,
                                               std::span<const DraftLine* const> entries) {
  std::string low = lowered(stem);
  if (low.ends_with(" :")) low.replace(low.size() - 2, 2, ":");
  if (!low.ends_with(':') || is_turned(low)) return std::nullopt;
  const std::vector<std::size_t> ends = ends_of_name(low);
  if (ends.empty() || !names_something(std::string_view(low).substr(0, ends.front()))) return std::nullopt;
  bool counts = false;
  for (const std::size_t end : ends) {
    const std::string_view rest = std::string_view(low).substr(end);
    counts = counts || std::any_of(kCounts.begin(), kCounts.end(), [&](const Count& one) {
               return rest.find(one.words) != std::string_view::npos;
             });
    const auto count = count_of(rest);
    if (!count) continue;
    if (count->kind != Stem::Kind::all && !are_alternatives(entries)) return std::nullopt;
    return DefiningStem{count->kind, count->count, end};
  }
  if (counts || !asks_for_each(entries)) return std::nullopt;
  return DefiningStem{Stem::Kind::all, 0, ends.front()};
}

}  // namespace eligo::grammar::registry
