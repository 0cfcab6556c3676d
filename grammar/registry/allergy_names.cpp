// See allergy_names.hpp.
#include "grammar/registry/allergy_names.hpp"

#include <algorithm>
#include <array>

#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongestAllergy = 150;  // in bytes

// Taken off as often as they stand in front. `women`, `children` and the like stay: they restrict.
constexpr auto kOpenings = std::to_array<std::string_view>({"known ",
                                                            "documented ",
                                                            "confirmed ",
                                                            "patients with ",
                                                            "subjects with ",
                                                            "recipients with ",
                                                            "participants with ",
                                                            "those with ",
                                                            "people with ",
                                                            "with ",
                                                            "a history of ",
                                                            "history of ",
                                                            "the subject has ",
                                                            "subject who has ",
                                                            "a patient who is ",
                                                            "patients who are ",
                                                            "subjects who are ",
                                                            "have ",
                                                            "has ",
                                                            "an ",
                                                            "a "});

constexpr auto kNames = std::to_array<std::string_view>(
    {"allergy", "allergies", "hypersensitivity", "hypersensitivities", "allergic reaction",
     "allergic reactions", "severe allergies", "severe allergy", "severe allergic reaction",
     "severe allergic reactions", "anaphylaxis", "anaphylactic reaction", "anaphylactic reactions",
     "sensitivity", "sensitive", "allergic", "severe drug allergic history"});

// What turns the line, says when, or begins a clause of its own.
bool says_more(std::string_view word) {
  static constexpr std::string_view kTurning =
      " no not without unless except other than if when that which who whose cannot could can may might will "
      "would should must is are was were be been being has have had does do did especially including such "
      "especial need needs using use taking following within during after before history attributed as "
      "active current currently ongoing present prior previous known ";
  return stands_among(kTurning, word) ||
         std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The end of the name of an allergy at the start of `low`; 0 if there is none.
std::size_t end_of_name(std::string_view low) {
  std::size_t end = 0;
  for (const std::string_view name : kNames)
    if (low.starts_with(name) && low.size() > name.size() && low[name.size()] == ' ')
      end = std::max(end, name.size());
  return end;
}

// `allergic constitution or severe allergic history`: to nothing that the line names.
bool is_constitution(std::string_view low) {
  static constexpr std::string_view kWords =
      " highly high severe allergic constitution history of allergies having or is an ";
  return low.find("allerg") != std::string_view::npos &&
         (low.find("constitution") != std::string_view::npos ||
          low.find("history") != std::string_view::npos) &&
         !any_word(low, [](std::string_view word) { return !stands_among(kWords, word); });
}

}  // namespace

std::string one_allergy(std::string_view text) {
  text = without_last_marks(text);
  if (text.size() > kLongestAllergy || text.find_first_of(".;:()\"`\\") != std::string_view::npos) return {};
  const std::string whole = lowered(text);
  std::string_view low = whole;
  for (bool found = true; found && !is_constitution(low);) {
    found = false;
    for (const std::string_view opening : kOpenings) {
      if (!low.starts_with(opening)) continue;
      low.remove_prefix(opening.size());
      found = true;
    }
  }
  std::string name(text.substr(text.size() - low.size()));
  if (is_constitution(low)) return name;
  std::size_t at = end_of_name(low);
  if (at == 0) return {};
  for (const std::string_view link : {" and/or ", " or "}) {
    if (!low.substr(at).starts_with(link)) continue;
    const std::size_t second = end_of_name(low.substr(at + link.size()));
    if (second == 0) return {};
    at += link.size() + second;
    break;
  }
  const std::string_view against = low.substr(at);
  if (!against.starts_with(" to ") || against.size() < 6 || any_word(against.substr(4), says_more)) return {};
  return name;
}

}  // namespace eligo::grammar::registry
