// Names that are pieces of something: an adjective whose noun stands further on, a predicate whose subject
// stands somewhere else, a word in brackets about the calendar of the trial. See sentence_builder.hpp.
#include <algorithm>
#include <array>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

// `Histologically or cytologically`, `adjuvant`: they say more of a noun that is not there.
bool SentenceBuilder::lacks_its_noun(std::uint32_t begin, std::uint32_t end) const {
  if (token(begin).part == Part::condition || token(end - 1).part == Part::condition) return false;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (is_join(token(i)) || is(token(i), '/')) continue;
    const std::string& word = low_word(i);
    const bool adverb = token(i).part == Part::word && word.size() > 6 && word.ends_with("ally");
    if (!adverb &&
        !stands_among(" adjuvant neoadjuvant neo-adjuvant perioperative preoperative postoperative "
                      "ipsilateral contralateral unilateral bilateral unresectable inoperable ",
                      word))
      return false;
  }
  return true;
}

// `Determined in the tumor by PCR`, `discontinued A for toxicity`: of what, or what somebody did.
bool SentenceBuilder::begins_with_predicate(std::uint32_t begin) const {
  const std::string& word = low_word(begin);
  if (word == "whom") return true;
  if (!word.ends_with("ed") && !word.ends_with("ts") && !word.ends_with("tes")) return false;
  return stands_among(
      " determined developed measured assessed performed discontinued stopped declined refused completed "
      "experienced "
      "demonstrates demonstrated exhibits scored interpreted ",
      word);
}

// `Infarction (the day of the first infusion)`: the bracket tells of a time that stood in front of it.
bool SentenceBuilder::explains_a_day(std::uint32_t begin, std::uint32_t end) const {
  return tokens_.pairs.may_hold("day of ") &&
         holds_any(lower_text(begin, end), {"(the day of ", "(day of ", "(defined as the day "});
}

// `Disease free of cancer`, `free from gout`: what is not there.
bool SentenceBuilder::is_freedom(std::uint32_t begin, std::uint32_t end) const {
  if (!tokens_.pairs.may_hold("free ")) return false;
  return holds_any(' ' + lower_text(begin, end), {" free of ", " free from ", "-free of ", " disease free "});
}

// `A that is not in remission` behind `other than`: which of the two is not?
bool SentenceBuilder::leaves_scope_open(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin + 1; exclusion_ && i + 1 < end; ++i) {
    if (token(i).part == Part::verb &&
        stands_among(" that which ", low_word(i).substr(0, low_word(i).find(' '))))
      return true;
    if (token(i).part == Part::stop && stands_among(" that which who ", low_word(i)))
      return !stands_among(" has have had was were been ",
                           low_word(i + 1).substr(0, low_word(i + 1).find(' ')));
  }
  return false;
}

// `Aspirin or NSAID induced asthma`: what follows the drug is said of each in front of it, too.
bool SentenceBuilder::shares_what_caused(std::uint32_t begin, std::uint32_t end) const {
  static constexpr auto kCauses =
      std::to_array<std::string_view>({"induced", "associated", "related", "exacerbated", "sensitive"});
  const auto causes = [](std::string_view word) {
    const auto hyphen = word.rfind('-');
    if (hyphen != std::string_view::npos) word.remove_prefix(hyphen + 1);
    return std::find(kCauses.begin(), kCauses.end(), word) != kCauses.end();
  };
  if (begin < 2 || !tokens_.pairs.may_hold_any(kCauses) || !is_join(token(begin - 1))) return false;
  if (token(begin - 2).part != Part::medication &&
      lexicon_.kind_of_head(low_word(begin - 2)) != Part::medication)
    return false;
  return causes(low_word(begin)) || (begin + 1 < end && causes(low_word(begin + 1)));
}

// `Drug` in front of `or alcohol misuse`
bool SentenceBuilder::is_misused(std::uint32_t begin, std::uint32_t end) const {
  const auto is_drug = [&](std::uint32_t i) {
    return stands_among(" drug drugs alcohol substance substances medication tobacco ", low_word(i));
  };
  if (end - begin != 1 || end >= tokens_.list.size() || (!is_join(token(end)) && !is(token(end), '/')) ||
      !is_drug(begin))
    return false;
  std::uint32_t next = end;
  while (next < tokens_.list.size() && (is_join(token(next)) || is(token(next), '/'))) ++next;
  return next > end && next + 1 < tokens_.list.size() && is_drug(next) && is_general(low_word(next + 1));
}

}  // namespace eligo::grammar::registry
