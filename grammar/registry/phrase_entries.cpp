// Which words may stand in a name of many words, and where a list of such names is cut. See
// sentence_builder.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::uint32_t kMostTokens = 45;
constexpr std::size_t kLongestPhrase = 190;  // in bytes; the language allows names of 200

// Words that speak of the trial, not of a person's health.
constexpr auto kOfTrial =
    std::to_array<std::string_view>({"included", "excluded", "eligible", "ineligible", "enrolled", "allowed",
                                     "allowable", "permitted", "recruited"});

bool speaks_of_trial(std::string_view words, const LetterPairs& pairs) {
  return std::any_of(kOfTrial.begin(), kOfTrial.end(),
                     [&](auto word) { return pairs.may_hold(word) && has_word(words, word); });
}

// Limits, times and words that turn what stands around them.
bool never_fits(Part part) {
  constexpr PartSet parts("NutycULxiraBWIXzg");
  return parts.has(static_cast<char>(part));
}

// Numbers and what stands beside them.
bool is_numeric(Part part) {
  constexpr PartSet parts("nutcMvx");
  return parts.has(static_cast<char>(part));
}

}  // namespace

// Whether the words from here on say more of the name in front of them: `requiring`, `that is`, `without`.
bool SentenceBuilder::begins_tail(std::uint32_t entry, std::uint32_t i) const {
  switch (token(i).part) {
    case Part::stop:
    case Part::planned:
    case Part::treated:
    case Part::no:
    case Part::not_:
    case Part::example:
      return true;
    case Part::confirm: {
      // `disease interfering with healing`, `infection in the area intended for the implant`
      const std::string_view word = low_word(i);
      const bool says_more =
          word.starts_with("interfering") || word.starts_with("likely to") || word.starts_with("intended");
      return says_more && i > entry && kind_of(entry, i).has_value();
    }
    case Part::lead: {
      const std::string_view word = low_word(i);
      const bool found = i + 1 < tokens_.list.size() && token(i + 1).part == Part::history &&
                         kind_of(entry, i) && lower_text(i + 1, i + 2).ends_with("ed");
      return word.starts_with("who") || (found && (word == "is" || word == "are"));
    }
    case Part::verb: {
      const std::string_view word = low_word(i);
      return word.ends_with(" by") || word.ends_with(" as") || word.starts_with("which") ||
             word.starts_with("that");
    }
    case Part::word: {
      const std::string_view word = low_word(i);
      if (word == "unrelated" || word == "whether")
        return i > entry && token(i - 1).part != Part::anchor &&
               kind_of(entry, is(token(i - 1), ',') ? i - 1 : i).has_value();
      return word.size() > 4 && word.ends_with("ing") && is_verbal(word) && i > entry && kind_of(entry, i) &&
             !(i + 1 < tokens_.list.size() && token(i + 1).part == Part::word &&
               lexicon_.kind_of_head(lower_text(i + 1, i + 2)));
    }
    default:
      return false;
  }
}

// Nothing but words for how something is: `recent or ongoing infection`.
bool SentenceBuilder::only_vague(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i)
    if (token(i).part != Part::vague) return false;
  return begin < end;
}

// The same, and words such as `active`.
bool SentenceBuilder::only_how(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i)
    if (token(i).part != Part::vague && token(i).part != Part::active) return false;
  return begin < end;
}

// Behind a comma or an `or`: `, need treatment`, `or have received it`. What follows is said of the patient,
// not of what the name in front means.
bool SentenceBuilder::begins_clause(std::uint32_t i) const {
  const std::string& word = low_word(i);
  // `disease that is severe and requires surgery`
  if (token(i - 1).part == Part::and_ && (has_part(0, i, Part::stop) || says(0, i, {"that", "which"})))
    return false;
  static constexpr std::array<std::string_view, 15> kFirst = {
      "need", "requires", "require", "requirement", "undergo", "receive",  "take",    "uses",
      "has",  "have",     "had",     "is",          "are",     "patients", "subjects"};
  if (token(i).part == Part::with) return token(i - 1).part == Part::or_;
  return std::any_of(kFirst.begin(), kFirst.end(), [&](auto first) {
    return word.starts_with(first) &&
           (word.size() == first.size() || first.size() > 3 || word[first.size()] == ' ');
  });
}

// Behind a join: `such as A or active B`, `surgery in this eye, previous B`.
bool SentenceBuilder::has_own_state(std::uint32_t i, const PhraseState& state) const {
  if (begins_clause(i)) return true;
  if (!is(token(i - 1), ',')) return has_part(state.begin, i, Part::example);
  return state.tail && (low_word(i).starts_with("previous") || low_word(i).starts_with("prior"));
}

// Of words that say something of the thing: `that may spread`, `positive`.
bool SentenceBuilder::fits_said(std::uint32_t i, const PhraseState& state) const {
  const std::string& word = low_word(i);
  switch (token(i).part) {
    case Part::confirm:
      // `that in the opinion of …`: no record says
      return (state.tail && state.depth == 0 && word.find("opinion") == std::string::npos) ||
             word.starts_with("psycho");
    case Part::unclear:
      return state.tail && (word == "may" || word == "might" || word == "could" || word == "considered" ||
                            word == "defined");
    default:
      return (token(i).part == Part::positive || !word.ends_with("for")) &&
             !has_part(state.begin, state.end, Part::serology);
  }
}

// What may stand in a name of many words. `tail`: behind a word that begins_tail.
bool SentenceBuilder::fits_phrase(std::uint32_t i, const PhraseState& state) const {
  const Token& one = token(i);
  if (own_numbers_ && is_numeric(one.part)) return true;
  if (never_fits(one.part)) return false;
  const bool joined_on = i > state.begin && is_join(token(i - 1));
  const bool next_number = i + 1 < state.end && token(i + 1).part == Part::number;
  switch (one.part) {
    case Part::condition:
      return one.value != "pregnancy" && one.value != "lactation";
    case Part::number:
      return state.graded || (state.tail && i + 1 < state.end && token(i + 1).part == Part::word &&
                              token(i - 1).part != Part::comparator);
    case Part::within: {
      const std::string next = i + 1 < state.end ? lower_text(i + 1, i + 2) : std::string("day");
      return i > state.begin && !next_number && !next.starts_with("day") && !next.starts_with("week") &&
             !next.starts_with("month") && !next.starts_with("year");
    }
    case Part::or_more:
      return state.graded;
    case Part::since:
    case Part::before:
      return state.tail_or_head && !next_number;
    case Part::no:
      return state.depth == 0 && !joined_on;
    case Part::not_: {
      // `outcome cannot be followed` is a sentence, `infection that cannot be treated` a name
      const std::string& word = low_word(i);
      return state.depth == 0 && !joined_on &&
             (word.starts_with("not") ||
              (i > state.begin && (token(i - 1).part == Part::stop || state.tail)));
    }
    case Part::history:
    case Part::active:
      if (joined_on && state.depth == 0 && has_own_state(i, state)) return false;
      return state.tail || !joined_on || only_vague(state.begin, i - 1);
    case Part::stop:
    case Part::with:
      return !joined_on || state.depth > 0 || takes_object(state.begin, i) || !begins_clause(i);
    case Part::lead:
    case Part::verb:
      if (joined_on && (state.depth == 0 || is(token(i - 2), '(')) &&
          (one.part == Part::lead || begins_clause(i)))
        return false;
      // `renal failure that needs dialysis or cirrhosis patients with A`
      if (state.depth == 0 && one.part == Part::lead && has_part(state.begin, i, Part::or_) &&
          (low_word(i).starts_with("patients") || low_word(i).starts_with("subjects")))
        return false;
      return state.tail || state.depth > 0;
    case Part::trial:
    case Part::partake:
    case Part::sex:
      return state.tail || state.depth > 0;
    case Part::planned:
    case Part::treated:
      if (state.depth > 0) return one.part == Part::planned;
      if (low_word(i).starts_with("is ") || low_word(i).starts_with("are ")) return false;
      if (joined_on && (one.part == Part::treated || begins_clause(i))) return false;
      return state.tail && (!joined_on || state.planned);
    case Part::confirm:
    case Part::unclear:
    case Part::positive:
    case Part::negative:
      return fits_said(i, state);
    default:
      break;
  }
  if (is(one, ';') || is(one, '.')) return state.depth > 0;
  if (is(one, ':')) return state.depth > 0 || (i > state.begin && token(i - 1).part == Part::example);
  return true;
}

// The bracket that closes the one at `open`; `end` if none does.
std::uint32_t SentenceBuilder::closing(std::uint32_t open, std::uint32_t end) const {
  int depth = 0;
  for (std::uint32_t i = open; i < end; ++i) {
    if (is(token(i), '(')) ++depth;
    if (is(token(i), ')') && --depth == 0) return i;
  }
  return end;
}

// The entries of the list that the phrase is; nullopt where a word stands in it that could turn it.
std::optional<SentenceBuilder::Phrase> SentenceBuilder::phrase_entries(std::uint32_t begin,
                                                                       std::uint32_t end) const {
  Phrase made;
  if (end - begin > kMostTokens) return std::nullopt;
  if (tokens_.pairs.may_hold_any(kOfTrial) && speaks_of_trial(lower_text(begin, end), tokens_.pairs))
    return std::nullopt;
  PhraseState state;
  state.begin = begin;
  state.end = end;
  PhraseEntry entry{begin, end, end};
  for (std::uint32_t i = begin; i < end; ++i) {
    const Token& one = token(i);
    if (is(one, '(')) ++state.depth;
    if (is(one, ')') && --state.depth < 0) return std::nullopt;
    const bool begins = state.depth == 0 && i > entry.begin && begins_tail(entry.begin, i);
    if (begins && !state.tail) {
      state.tail = true;
      entry.tail = i;
    }
    state.planned = state.planned || one.part == Part::planned || one.part == Part::treated;
    state.tail_or_head = i > entry.begin;
    // examples in brackets restrict nothing, whatever they say
    if (is(one, '(') && i > begin && i + 1 < end && token(i + 1).part == Part::example) {
      const std::uint32_t close = closing(i, end);
      if (close == end) return std::nullopt;
      i = close;
      --state.depth;
      continue;
    }
    if (one.part == Part::grade || one.part == Part::roman) state.graded = true;
    if (!fits_phrase(i, state)) return std::nullopt;
    if (one.part == Part::word || one.part == Part::condition) state.graded = false;
    if (state.depth > 0 || state.tail) continue;
    const bool slash = is(one, '/') && i + 1 < end && token(i + 1).part != Part::number;
    if (!is_join(one) && !slash) continue;
    if (state.graded && i + 1 < end &&
        (token(i + 1).part == Part::number || token(i + 1).part == Part::roman))
      continue;
    // `known or suspected`
    if (i == begin + 1 && token(begin).part == Part::history) {
      made.has_or = made.has_or || !is(one, ',');
      continue;
    }
    if (i + 1 < end && lower_text(i + 1, i + 2).starts_with("having")) return std::nullopt;
    if (is(one, ',') && i + 1 < end && begins_tail(entry.begin, i + 1)) continue;
    // `active, systemic disease`; `disease, untreated`
    if (is(one, ',') && only_how(entry.begin, i)) continue;
    if (is(one, ',') && i + 2 == end && token(i + 1).part == Part::vague &&
        is_treated(lower_text(i + 1, end)))
      continue;
    made.has_and = made.has_and || one.part == Part::and_;
    made.has_or = made.has_or || one.part == Part::or_ || one.part == Part::and_or || slash;
    if (i == entry.begin) {
      entry.begin = i + 1;
      continue;
    }
    entry.end = i;
    entry.tail = std::min(entry.tail, i);
    made.entries.push_back(entry);
    entry = {i + 1, end, end};
  }
  if (state.depth != 0 || entry.begin >= end || text_of(begin, end).size() > kLongestPhrase)
    return std::nullopt;
  made.entries.push_back(entry);
  return made;
}

}  // namespace eligo::grammar::registry
