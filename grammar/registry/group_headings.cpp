// Headings that say of whom the lines below them speak. See headings.hpp.
#include <algorithm>
#include <array>

#include "grammar/registry/headings.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool names_what_is_asked(std::string_view word) {
  return stands_among(
      " eligibility selection characteristics requirements conditions criteria population participants "
      "subjects ",
      word);
}

// `Volunteer eligibility:`, `Child characteristics:`: what follows is of them.
bool names_kind_of_person(const Words& words) {
  return words.list.size() == 2 &&
         stands_among(
             " volunteer recipient infant child adolescent adult clinician physician provider nurse staff "
             "student "
             "teacher informant companion surrogate proxy relative spouse sibling parent ",
             words.list.front()) &&
         names_what_is_asked(words.list.back());
}

}  // namespace

bool is_of_all(const Words& words) {
  constexpr std::size_t longest = 6;
  if (words.list.empty() || words.list.size() > longest) return false;
  if (words.list.size() == 1) return words.has_any({"general", "all", "both", "everybody", "everyone"});
  return words.has_any({"all", "both", "every"}) &&
         words.has_any(
             {"cohorts", "groups", "arms", "parts", "patients", "participants", "subjects", "phases"});
}

bool is_of_patients(const Words& words) {
  if (words.list.empty() || words.list.size() > 2 ||
      !stands_among(" patient patients participant participants subject subjects ", words.list.front()))
    return false;
  return words.list.size() == 1 || names_what_is_asked(words.list.back());
}

bool is_scope(const Words& words) {
  if (words.list.empty() || words.list.size() > 9) return false;
  // `Birth control`, `body part`: no groups
  if (words.has_any({"birth", "pressure", "infection", "disease", "body", "pain", "glycemic", "with"}) &&
      words.has_any({"control", "part"}))
    return false;
  if (words.list.size() == 1 && words.has_any({"phase", "part"})) return false;
  // `patients with gout are eligible only if:`, `only adults will be recruited:`: sentences, which end with
  // their list
  if (words.has_any({"if", "unless", "provided", "will"}) || words.list.front() == "only") return false;
  if (words.has_any({"must", "include", "includes", "acceptable", "methods", "forms", "design"}))
    return false;
  if (names_kind_of_person(words)) return true;
  if (words.has_any({"following", "any", "all", "criteria"}) &&
      !words.has_any({"cohort", "donor", "donors", "arm"}))
    return false;
  return words.list.front() == "for" ||
         words.has_any({"cohort",    "cohorts",    "arm",      "arms",    "donor",      "donors",
                        "recipient", "recipients", "part",     "phase",   "stratum",    "strata",
                        "group",     "groups",     "controls", "control", "volunteers", "caregivers",
                        "caregiver", "partner",    "partners", "mother",  "mothers",    "infant",
                        "infants",   "substudy",   "healthy",  "cases",   "parents",    "siblings"});
}

bool names_group(const Words& words) {
  constexpr std::size_t longest = 5;
  if (words.list.size() < 2 || words.list.size() > longest) return false;
  static constexpr std::array<std::string_view, 6> kGroups = {"phase", "cohort", "group",
                                                              "arm",   "part",   "stratum"};
  const std::string_view number = words.list[1];
  const bool numbered = is_digit(number.front()) || number.size() == 1 ||
                        number.find_first_not_of("iv") == std::string_view::npos;
  return numbered && std::find(kGroups.begin(), kGroups.end(), words.list.front()) != kGroups.end() &&
         std::all_of(words.list.begin() + 2, words.list.end(), [&](std::string_view word) {
           return is_digit(word.front()) || std::any_of(kGroups.begin(), kGroups.end(),
                                                        [&](auto group) { return word.starts_with(group); });
         });
}

bool section_restricts(const Words& words) {
  constexpr std::size_t short_heading = 8;
  if (words.list.size() <= short_heading && words.has("only") && !words.has("if")) return true;
  return (words.list.size() <= short_heading || begins_as_heading(words) ||
          words.list.back().starts_with("criteri") ||
          (words.list.size() > 1 && words.list[1].starts_with("criteri") && words.has("who"))) &&
         words.has_any({"cohort",     "arm",        "donor",      "donors",     "control",  "controls",
                        "group",      "caregivers", "volunteers", "partners",   "part",     "recipient",
                        "recipients", "mother",     "mothers",    "caregiver",  "family",   "relatives",
                        "sibling",    "siblings",   "parent",     "parents",    "spouse",   "spouses",
                        "physicians", "clinicians", "providers",  "provider",   "staff",    "nurses",
                        "women",      "men",        "females",    "males",      "female",   "male",
                        "informant",  "informants", "companion",  "companions", "subgroup", "substudy",
                        "subset",     "subsets"});
}

}  // namespace eligo::grammar::registry
