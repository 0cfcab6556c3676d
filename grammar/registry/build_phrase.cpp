// A clause as one name with every word of it, or as a list of such names. See sentence_builder.hpp.
//
// `Infection that requires treatment in hospital` is a condition to be looked up, whatever its last words
// say. That holds only where the words after the head belong to it and turn nothing, so most of this unit
// says which words may stand where.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::uint32_t kMostTokens = 45;
constexpr std::size_t kLongestPhrase = 190;  // in bytes; the language allows names of 200

bool is(const Token& token, char mark) { return token.part == static_cast<Part>(mark); }
bool is_join(const Token& token) {
  return token.part == Part::and_ || token.part == Part::or_ || token.part == Part::and_or || is(token, ',');
}
bool is_link(Part part) {
  return part == Part::prep || part == Part::of || part == Part::to || part == Part::with ||
         part == Part::since || part == Part::before;
}

// Heads that name no illness, whoever has them.
bool is_no_condition(std::string_view word) {
  static constexpr std::string_view kWords =
      " use usage intake patients patient subjects subject people persons person women men study "
      "participation team "
      "workers age gender history admission hospitalization consent criteria enrollment enrolment members "
      "language "
      "individuals controls participants volunteers contraception staff donors possibility likelihood chance "
      "need "
      "expectation plan plans potential washout withdrawal imminent period duration time partner caregiver "
      "parent "
      "parents spouse access completion inclusion exclusion requirement requirements indication indications "
      "data "
      "information sample samples measurement assessment evaluation score scores level levels status number "
      "volume ";
  return kWords.find(' ' + std::string(word) + ' ') != std::string_view::npos;
}

bool is_treated(std::string_view word) {
  return word == "treated" || word == "controlled" || word == "untreated" || word == "uncontrolled" ||
         word == "stable" || word == "unstable";
}

// Words that speak of the trial, not of a person's health.
bool speaks_of_trial(std::string_view words) {
  return has_word(words, "included") || has_word(words, "excluded") || has_word(words, "eligible") ||
         has_word(words, "ineligible") || has_word(words, "enrolled") || has_word(words, "allowed") ||
         has_word(words, "allowable") || has_word(words, "permitted") || has_word(words, "recruited");
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
    case Part::lead: {
      const std::string word = lower_text(i, i + 1);
      return word.starts_with("who");
    }
    case Part::verb: {
      const std::string word = lower_text(i, i + 1);
      return word.ends_with(" by") || word.ends_with(" as") || word.starts_with("which") ||
             word.starts_with("that");
    }
    case Part::word: {
      const std::string word = lower_text(i, i + 1);
      return word.size() > 4 && word.ends_with("ing") && is_verbal(word) && i > entry && kind_of(entry, i);
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

// What may stand in a name of many words. `tail`: behind a word that begins_tail.
bool SentenceBuilder::fits_phrase(std::uint32_t i, const PhraseState& state) const {
  const Token& one = token(i);
  const bool joined_on = i > state.begin && is_join(token(i - 1));
  const bool next_number = i + 1 < state.end && token(i + 1).part == Part::number;
  switch (one.part) {
    case Part::condition:
      return one.value != "pregnancy" && one.value != "lactation";
    case Part::number:
      return state.graded || (state.tail && i + 1 < state.end && token(i + 1).part == Part::word &&
                              token(i - 1).part != Part::comparator);
    case Part::doubtful:
    case Part::unit:
    case Part::time:
    case Part::years_old:
    case Part::comparator:
    case Part::upper_limit:
    case Part::lower_limit:
    case Part::times:
    case Part::normal_range:
    case Part::between:
    case Part::age:
    case Part::any_sex:
    case Part::childbearing:
    case Part::if_:
    case Part::except:
    case Part::nothing:
    case Part::ago:
      return false;
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
    case Part::not_:
      return state.depth == 0 && !joined_on;
    case Part::history:
    case Part::active:
      return state.tail || !joined_on || only_vague(state.begin, i - 1);
    case Part::trial:
    case Part::partake:
    case Part::sex:
    case Part::lead:
    case Part::verb:
      return state.tail || state.depth > 0;
    case Part::planned:
    case Part::treated:
      if (state.depth > 0) return one.part == Part::planned;
      if (lower_text(i, i + 1).starts_with("is ") || lower_text(i, i + 1).starts_with("are ")) return false;
      return state.tail && (!joined_on || state.planned);
    case Part::confirm:
      return state.tail && state.depth == 0;
    case Part::unclear: {
      const std::string word = lower_text(i, i + 1);
      return state.tail && (word == "may" || word == "might" || word == "could" || word == "considered" ||
                            word == "defined");
    }
    case Part::positive:
    case Part::negative:
      return !lower_text(i, i + 1).ends_with("for") &&
             !has_part({{}, state.begin, state.end, 0}, Part::serology);
    default:
      break;
  }
  if (is(one, ';') || is(one, '.')) return state.depth > 0;
  if (is(one, ':')) return state.depth > 0 || (i > state.begin && token(i - 1).part == Part::example);
  return true;
}

// The entries of the list that the phrase is; nullopt where a word stands in it that could turn it.
std::optional<SentenceBuilder::Phrase> SentenceBuilder::phrase_entries(std::uint32_t begin,
                                                                       std::uint32_t end) const {
  Phrase made;
  if (end - begin > kMostTokens || text_of(begin, end).size() > kLongestPhrase ||
      speaks_of_trial(lower_text(begin, end)))
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
  if (state.depth != 0 || entry.begin >= end) return std::nullopt;
  made.entries.push_back(entry);
  return made;
}

// The head of a name must be able to stand for the whole of it.
bool SentenceBuilder::heads_phrase(const PhraseEntry& entry) const {
  std::uint32_t head = entry.tail;
  for (std::uint32_t i = entry.begin; i < entry.tail; ++i) {
    if (i > entry.begin && (is_link(token(i).part) || is(token(i), '('))) {
      head = i;
      break;
    }
  }
  if (head == entry.begin) return false;
  const Part first = token(entry.begin).part;
  if (is_link(first) || first == Part::amount || first == Part::example || first == Part::stop ||
      first == Part::grade || first == Part::roman || is(token(entry.begin), '('))
    return false;
  const Part last = token(head - 1).part;
  if (last == Part::vague || last == Part::active || last == Part::history || last == Part::observation)
    return false;
  const std::string word = lower_text(head - 1, head);
  // `hospitalised with pneumonia` is a state, `banked their cells` is none
  if (last == Part::word && word.size() > 4 && word.ends_with("ed") && !lexicon_.kind_of_head(word) &&
      !(head == entry.begin + 1 && head < entry.tail && is_link(token(head).part) &&
        has_part({{}, head, entry.tail, 0}, Part::condition)))
    return false;
  // `failure to complete`
  if (word == "failure" && head < entry.end && token(head).part == Part::to) return false;
  return !is_no_condition(word) && (!is_about_the_text(word) || is_plain_noun(word));
}

std::optional<SentenceBuilder::Item> SentenceBuilder::phrase_item(std::uint32_t begin, std::uint32_t end,
                                                                  Part kind) {
  const Part last = token(end - 1).part;
  const bool ends_in_how = last == Part::vague && end - begin > 2 && is_treated(lower_text(end - 1, end)) &&
                           own_clause(begin, end) < end;
  if (is_link(last) || (last == Part::vague && !ends_in_how) || last == Part::stop || last == Part::no ||
      last == Part::not_ || last == Part::lead || last == Part::verb || last == Part::unclear)
    return std::nullopt;
  if (exclusion_ && !in_exception_ && is_cured(lower_text(begin, begin + 1))) return std::nullopt;
  if (end - begin == 1) return item(begin, end, kind);
  Item made;
  made.begin = begin;
  made.end = end;
  made.kind = kind;
  made.vague = names_state(begin);
  const auto concept_kind = kind == Part::procedure    ? ast::ConceptKind::procedure
                            : kind == Part::medication ? ast::ConceptKind::medication
                                                       : ast::ConceptKind::condition;
  const auto fact = facts_.get(concept_kind, text_of(begin, end));
  made.name = fact.name;
  made.is_new = fact.is_new;
  return made;
}

// None of the words is a procedure or a drug, which the head would only say more of.
bool SentenceBuilder::names_no_other(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i) {
    const Part part = token(i).part;
    if (is_link(part)) break;
    if (part == Part::procedure || part == Part::medication) return false;
    if (part != Part::word) continue;
    const auto kind = lexicon_.kind_of_head(lower_text(i, i + 1));
    if (kind && *kind != Part::condition) return false;
  }
  return true;
}

// A time behind a clause of the name's own is surely counted from the name only where the clause is short of
// verbs and negations.
bool SentenceBuilder::time_is_of_name(const Phrase& phrase) const {
  const PhraseEntry& last = phrase.entries.back();
  for (std::uint32_t i = last.tail; i < last.end; ++i) {
    const Part part = token(i).part;
    if (part == Part::stop || part == Part::no || part == Part::not_ || part == Part::unclear ||
        part == Part::example || part == Part::confirm)
      return false;
  }
  return true;
}

// The head is an abbreviation: `moderate ARDS as defined by ...`
bool SentenceBuilder::is_short_name(std::uint32_t begin, std::uint32_t end) const {
  std::uint32_t head = begin;
  while (head + 1 < end && !is_link(token(head + 1).part) && !is(token(head + 1), '(') &&
         !begins_tail(begin, head + 1))
    ++head;
  const std::string word = text_of(head, head + 1);
  return word.size() > 1 &&
         std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) * 2 >
             static_cast<std::ptrdiff_t>(word.size());
}

// One name for each entry where each is one by itself; else one for all of it.
std::optional<std::vector<SentenceBuilder::Item>> SentenceBuilder::phrase_items(const Phrase& phrase,
                                                                                const HistoryParts& parts) {
  std::optional<Part> kind;
  bool each_known = true;
  bool mixed = false;
  bool takes = false;
  for (const PhraseEntry& entry : phrase.entries) {
    const auto own = kind_of(entry.begin, entry.tail);
    each_known = each_known && own.has_value() && heads_phrase(entry);
    // what one in front is to or about may be of another kind: `allergy to A, to B or to any drug of its
    // class`
    const bool object = kind == Part::condition && own == Part::medication && takes;
    takes = takes || (own == Part::condition && takes_object(entry.begin, entry.tail));
    mixed = mixed || (own && kind && *own != *kind && !object);
    if (own && !object) kind = own;
  }
  if (mixed) return std::nullopt;
  const PhraseEntry& first = phrase.entries.front();
  const PhraseEntry& last = phrase.entries.back();
  if (!heads_phrase(phrase.entries.size() == 1 || takes_object(first.begin, first.end) ? first : last))
    return std::nullopt;
  if (!kind && (!names_no_other(first.begin, first.tail) ||
                (first.tail < first.end && token(first.tail).part == Part::treated)))
    return std::nullopt;
  if (!kind) kind = parts.otherwise;
  if (!kind) return std::nullopt;
  std::vector<Item> made;
  const bool apart = phrase.entries.size() > 1 && each_known && !takes_object(first.begin, first.end) &&
                     !takes_object(last.begin, last.tail) && last.tail == last.end &&
                     token(first.begin).part != Part::vague;
  if (apart) {
    for (const PhraseEntry& entry : phrase.entries) {
      auto one = phrase_item(entry.begin, entry.end, *kind);
      if (!one) return std::nullopt;
      made.push_back(std::move(*one));
    }
    return made;
  }
  auto whole = phrase_item(first.begin, last.end, *kind);
  if (!whole) return std::nullopt;
  made.push_back(std::move(*whole));
  return made;
}

// Whether the joins of the list leave no doubt which of its entries are meant.
bool SentenceBuilder::joins_surely(const Phrase& phrase, bool negative) const {
  if (phrase.entries.size() < 2) return true;
  if (phrase.has_and && phrase.has_or) return false;
  if (negative)
    return !phrase.has_and || (phrase.entries.size() == 2 &&
                               takes_object(phrase.entries.front().begin, phrase.entries.front().tail));
  // `lesions of skin and muscle`: what the first is of
  const PhraseEntry& first = phrase.entries.front();
  if (exclusion_)
    return !phrase.has_and || phrase.entries.size() > 2 || takes_object(first.begin, first.tail);
  return phrase.has_or || (phrase.has_and && phrase.entries.size() == 2);
}

// `Requires oxygen`: a state of the patient, by its own words.
ast::ExpressionPtr SentenceBuilder::need(std::size_t node, const HistoryParts& parts) {
  const SentenceNode range = at(parts.items.front());
  if (range.end - range.begin < 2 || parts.except_node != 0 || (exclusion_ && parts.negative) ||
      !std::holds_alternative<std::monostate>(parts.time) || token(range.begin + 1).part == Part::to)
    return nullptr;
  const auto entries = phrase_entries(range.begin + 1, range.end);
  if (!entries || (entries->has_and && (exclusion_ || parts.negative))) return nullptr;
  auto made = phrase_item(range.begin, range.end, Part::condition);
  if (!made) return nullptr;
  Cues cues;
  cues.active = true;
  Expr result = test_items({*made}, cues, {}, {}, false);
  if (result == nullptr) return nullptr;
  built_.has_new_fact = built_.has_new_fact || made->is_new;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, SpanKind::new_concept);
  return parts.negative ? negated(std::move(result)) : std::move(result);
}

ast::ExpressionPtr SentenceBuilder::phrase(std::size_t node) {
  HistoryParts parts = history_parts(node);
  if (!parts.sure || parts.items.size() != 1 || parts.late_cue) return nullptr;
  const SentenceNode range = at(parts.items.front());
  if (is(tokens_.list.back(), ':')) return nullptr;
  if (token(range.begin).part == Part::planned && token(range.begin).value == "need")
    return need(node, parts);
  const bool named =
      parts.cues.history || parts.cues.known || parts.cues.active || parts.cues.lead || parts.negative;
  parts.otherwise = parts.cues.treated ? std::optional(Part::medication)
                    : named || (exclusion_ && whole_line_ && at(node).begin == 0)
                        ? std::optional(Part::condition)
                        : std::nullopt;
  if (!exclusion_ && parts.otherwise && !is_short_name(range.begin, range.end) && !parts.negative &&
      !parts.cues.history && !parts.cues.known && !parts.cues.active && !parts.cues.treated)
    parts.otherwise.reset();
  if (exclusion_ && parts.negative) return nullptr;
  const auto entries = phrase_entries(range.begin, range.end);
  if (!entries || !joins_surely(*entries, parts.negative)) return nullptr;
  if (!std::holds_alternative<std::monostate>(parts.time) && !time_is_of_name(*entries)) return nullptr;
  if (token(range.begin).part == Part::active && !entries->has_or) parts.cues.active = true;
  auto made = phrase_items(*entries, parts);
  if (!made) return nullptr;
  const PhraseEntry& last = entries->entries.back();
  // how long a state has been so is no time since the illness began
  if (parts.lasting != 0 &&
      (last.tail < last.end || has_part(range, Part::active) || has_part(range, Part::vague)))
    return nullptr;
  if (parts.except_node != 0 && last.tail < last.end) return nullptr;
  if (parts.lasting != 0) return made->size() == 1 ? ill_since(node, parts, made->front()) : nullptr;
  std::vector<ast::Name> except;
  if (parts.except_node != 0) {
    if (made->size() != 1) return nullptr;
    const auto name = phrase_exception(parts.except_node, made->front().kind);
    if (!name) return nullptr;
    except.push_back(*name);
  }
  const bool all = !exclusion_ && !parts.negative && entries->has_and;
  Expr result = test_items(*made, parts.cues, parts.time, except, all);
  if (result == nullptr) return nullptr;
  const bool is_new = std::any_of(made->begin(), made->end(), [](const Item& one) { return one.is_new; });
  built_.has_new_fact = built_.has_new_fact || is_new;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, is_new ? SpanKind::new_concept : SpanKind::predicate);
  return parts.negative ? negated(std::move(result)) : std::move(result);
}

// What is taken out, as one name. A list in it must be of things alike, for else its last part could stand
// beside the whole.
std::optional<ast::Name> SentenceBuilder::phrase_exception(std::size_t node, Part kind) {
  std::optional<ast::Name> made;
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag != Tag::item) return;
    const auto entries = phrase_entries(at(child).begin, at(child).end);
    if (!entries) return;
    for (const PhraseEntry& entry : entries->entries) {
      const auto own = kind_of(entry.begin, entry.tail);
      if (own ? *own != kind : entries->entries.size() == 1) return;
    }
    in_exception_ = true;
    const auto one = phrase_item(at(child).begin, at(child).end, kind);
    in_exception_ = false;
    if (one) made = one->name;
  });
  return made;
}

}  // namespace eligo::grammar::registry
