// A clause with numbers that the language cannot test, as one state of the patient with all its words: `acute
// GVHD (grade II-IV) refractory to 2 mg/kg of prednisone`, `relapse within 6 months of transplantation`. See
// line_reader.hpp.
//
// A dose, a count or a share of something belongs to the name then, and so does a time that is counted from
// another day of the patient's than the as-of date: neither changes from day to day. Not so a value that the
// record holds, an age, or a time up to now.
#include <algorithm>
#include <array>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

// `two lesions`, `3 x ULN`: whether the line says a number at all, or a year, or a part of something.
bool says_number(const Tokens& tokens) { return any_of_parts(tokens, "nutcM"); }

// Words that turn what stands beside them, let somebody in, or ask a person; an age, a sex, another trial;
// limits of normal; two sentences.
bool is_more_than_a_state(const Tokens& tokens) {
  if (any_of_parts(tokens, "NxULiayrBFWIXZzgeOEjGP;Kk")) {
    // `No remission within 4 weeks of induction`: the negation of all of it
    const bool only_negated = !any_of_parts(tokens, "NxULiayrBFWIXZzgeOEjGP;K") &&
                              tokens.parts.find('k', 1) == std::string::npos;
    if (!only_negated) return true;
  }
  const std::size_t stop = tokens.parts.find('.');
  return stop != std::string::npos && stop + 1 < tokens.parts.size();
}

// A value that the record holds by itself.
bool tests_a_value(const Tokens& tokens) {
  return (any_of_parts(tokens, "o") && any_of_parts(tokens, "cnM")) ||
         (any_of_parts(tokens, "s") && any_of_parts(tokens, "+_"));
}

std::string_view word_of(const Token& token, std::string_view text) {
  return text.substr(token.begin, token.end - token.begin);
}

// A time counted from something that has happened to the patient: `within 100 days after transplant`, `after
// at least 3 months of treatment`, `despite 2 weeks of steroids`.
bool is_counted_from_an_event(const Tokens& tokens, std::size_t unit, std::string_view text) {
  const std::size_t number = unit - 1;
  std::size_t from = number;
  while (from > 0 && (tokens.list[from - 1].part == Part::comparator ||
                      tokens.list[from - 1].part == Part::prep ||
                      tokens.list[from - 1].part == Part::number || tokens.list[from - 1].part == Part::to))
    --from;
  if (from > 0 && tokens.list[from - 1].part == Part::since &&
      lowered(word_of(tokens.list[from - 1], text)) == "after")
    return true;
  for (std::size_t i = 0; i < from; ++i) {
    const std::string word = lowered(word_of(tokens.list[i], text));
    if (word == "despite" || word == "in spite of") return true;
  }
  if (unit + 2 >= tokens.list.size()) return false;
  const Token& link = tokens.list[unit + 1];
  const std::string word = lowered(word_of(link, text));
  const bool linked = word == "after" || word == "of" || word == "from" || word == "following";
  const Part next = tokens.list[unit + 2].part;
  return linked && tokens.list[number].part == Part::number && number > 0 &&
         tokens.list[number - 1].part == Part::within &&
         (next == Part::word || next == Part::condition || next == Part::procedure ||
          next == Part::medication || next == Part::history || next == Part::vague);
}


bool counts_up_to_now(const Tokens& tokens, std::string_view text) {
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    if (tokens.list[i].part != Part::time) continue;
    if (i == 0 || tokens.list[i - 1].part != Part::number) {
      if (i == 0 || tokens.list[i - 1].part != static_cast<Part>('-')) return true;
      continue;
    }
    if (!is_counted_from_an_event(tokens, i, text)) return true;
  }
  return false;
}

}  // namespace

ReadLine LineReader::state_with_numbers(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                        bool exclusion) {
  if (!says_number(tokens) || is_more_than_a_state(tokens) || tests_a_value(tokens) ||
      counts_up_to_now(tokens, text_))
    return {};
  own_numbers_ = true;
  known_head_ = true;
  ReadLine made = phrase(begin, end, tokens, exclusion);
  own_numbers_ = known_head_ = false;
  return made;
}

}  // namespace eligo::grammar::registry
