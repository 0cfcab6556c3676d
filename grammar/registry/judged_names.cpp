// Names of an illness that no record has, for somebody judges whether it is there: a contraindication, an
// illness that would interfere with the trial, laboratory values out of their range. They are asked for. See
// sentence_builder.hpp.
#include <algorithm>
#include <array>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
namespace {

bool begins_with_any(std::string_view word, std::span<const std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return word.starts_with(beginning); });
}

// What an illness may do to a trial or to whoever takes part in it.
bool does_to_the_trial(std::string_view word) {
  static constexpr auto kVerbs = std::to_array<std::string_view>(
      {"interfer",      "preclud",  "affect",    "influenc", "mask",  "confound", "compromis",
       "contraindicat", "jeopardi", "make",      "prevent",  "limit", "impact",   "discourag",
       "hinder",        "imped",    "complicat", "obscur",   "bias",  "endanger", "hamper",
       "prohibit",      "impair",   "increase",  "place"});
  return begins_with_any(word, kVerbs);
}

bool is_modal(std::string_view word) {
  return word == "would" || word == "could" || word == "might" || word == "may" || word == "can" ||
         word == "will";
}

}  // namespace

// `Contraindication to A`, `MRI contraindications`
bool SentenceBuilder::is_contraindication(std::uint32_t begin, std::uint32_t end) const {
  static constexpr auto kHeads =
      std::to_array<std::string_view>({"contraindication", "contra-indication", "contradiction"});
  return begins_with_any(low_word(head_of(begin, end)), kHeads);
}

// `Condition that would interfere with the study`, `disease which might, for any reason, affect the results`
bool SentenceBuilder::affects_the_trial(std::uint32_t begin, std::uint32_t end) const {
  if (!tokens_.pairs.may_hold(" that ") && !tokens_.pairs.may_hold(" which ") &&
      !tokens_.pairs.may_hold("ing the "))
    return false;
  const std::string low = lower_text(begin, end);
  if (holds_any(low, {" affecting the ", " interfering with the ", " influencing the ", " impairing the ",
                      " compromising the "}) &&
      holds_any(low, {" participation", " study", " trial", " outcome", " results", " safety"}))
    return true;
  const std::size_t clause = std::min(low.find(" that "), low.find(" which "));
  if (clause == std::string::npos) return false;
  constexpr std::size_t near = 8;  // words
  bool modal = false;
  std::size_t words = 0;
  for (std::size_t at = low.find(' ', clause + 1); at != std::string::npos && words < near; ++words) {
    const std::size_t next = low.find(' ', at + 1);
    std::string_view word = std::string_view(low).substr(at + 1, next - at - 1);
    if (word.ends_with(',')) word.remove_suffix(1);
    if (modal && does_to_the_trial(word)) return true;
    // `which hinders the participation`
    if (words == 0 && word.ends_with('s') && does_to_the_trial(word) &&
        holds_any(low, {"participation", " study", " trial", " compliance"}))
      return true;
    modal = modal || is_modal(word);
    at = next;
  }
  return false;
}

bool SentenceBuilder::is_judged(std::uint32_t begin, std::uint32_t end) const {
  return is_contraindication(begin, end) || is_value_out_of_range(begin, end) ||
         affects_the_trial(begin, end) || low_word(head_of(begin, end)) == "suspicion";
}

// `Comorbid illness`, `condition`
bool SentenceBuilder::is_general_illness(const PhraseEntry& entry) const {
  static constexpr std::string_view kWords =
      " illness illnesses disease diseases condition conditions disorder disorders problem problems "
      "comorbidity "
      "comorbidities medical comorbid concomitant concurrent other any underlying serious severe significant "
      "physical psychiatric psychological mental ";
  for (std::uint32_t i = entry.begin; i < entry.tail; ++i) {
    if (token(i).part == Part::stop) return true;
    if (!stands_among(kWords, low_word(i))) return false;
  }
  return true;
}

// A list is asked for as a whole only where what a contraindication is to goes on, or what one illness does:
// `medical or psychiatric condition that would, in time, affect the outcome`.
bool SentenceBuilder::is_judged(const Phrase& phrase) const {
  if (phrase.entries.size() == 1) return is_judged(phrase.entries.front().begin, phrase.entries.front().end);
  // `medical or surgical contraindication`
  const PhraseEntry& front = phrase.entries.front();
  const PhraseEntry& first = front.end - front.begin == 1 ? phrase.entries[1] : front;
  // not `alcohol dependence or any other factor that may interfere`
  std::size_t illnesses = 0;
  bool doing = false;
  bool general = true;
  for (const PhraseEntry& entry : phrase.entries) {
    if (phrase_kind(entry) != Part::condition) continue;
    ++illnesses;
    general = general && is_general_illness(entry);
    const std::string words = text_of(entry.begin, entry.end);
    doing = doing || words.find(" that ") != std::string::npos || words.find(" which ") != std::string::npos;
  }
  if ((illnesses == 1 || general) && doing && affects_the_trial(front.begin, phrase.entries.back().end))
    return true;
  return is_contraindication(first.begin, first.end) && takes_object(first.begin, first.tail) &&
         std::none_of(phrase.entries.begin() + 1, phrase.entries.end(), [&](const PhraseEntry& entry) {
           return entry.begin != first.begin && phrase_kind(entry) == Part::condition;
         });
}

// `Contraindications (asthma, gastric ulcer)`: what a record holds, in a bracket that gives no examples.
bool SentenceBuilder::lists_illnesses(std::uint32_t begin, std::uint32_t end) const {
  std::uint32_t open = begin;
  while (open < end && !is(token(open), '(')) ++open;
  if (open + 1 >= end || has_part(open, end, Part::example) || says(open, end, {"etc"})) return false;
  const bool limit = has_part(open, end, Part::observation) && has_part(open, end, Part::comparator);
  return limit || has_part(open, end, Part::condition) || has_part(open, end, Part::history);
}

ast::ExpressionPtr SentenceBuilder::asked(std::size_t node, const HistoryParts& parts, std::uint32_t begin,
                                          std::uint32_t end) {
  if (parts.except_node != 0 || parts.lasting != 0 || !std::holds_alternative<std::monostate>(parts.time) ||
      (exclusion_ && parts.negative) || lists_illnesses(begin, end))
    return nullptr;
  while (begin > at(node).begin && token(begin - 1).part == Part::active)
    --begin;  // `active disorder that may …`
  const auto fact = facts_.get(ast::ConceptKind::attestation, without_quotes(text_of(begin, end)));
  built_.has_attestation = true;
  cover(at(node).begin, at(node).end, SpanKind::attestation);
  auto question = make_expression(ast::Attest{fact.name});
  return parts.negative ? negated(std::move(question)) : std::move(question);
}

}  // namespace eligo::grammar::registry
