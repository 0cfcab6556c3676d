// Conditions, procedures and drugs that a patient has, had or takes. See sentence_builder.hpp.
#include <algorithm>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

// ---------------------------------------------------------------- parts of the clause

void SentenceBuilder::read_negation(std::size_t child, HistoryParts& parts) const {
  parts.negative = true;
  // in an exclusion, only what somebody has not had is clear
  std::string words = lower_text(at(child).begin, at(child).end);
  if (at(child).begin > 0 && token(at(child).begin - 1).part == Part::lead)
    words += ' ' + lower_text(at(child).begin - 1, at(child).begin);
  if (exclusion_ && (has_word(words, "must") || has_word(words, "may") || has_word(words, "should") ||
                     has_word(words, "cannot")))
    parts.sure = false;
  if (exclusion_ && (has_word(words, "have no") || has_word(words, "has no"))) parts.sure = false;
  if (exclusion_ && !(token(at(child).begin).part == Part::not_ &&
                      (has_word(words, "have") || has_word(words, "has") || has_word(words, "had"))))
    parts.sure = false;
  read_cues(at(child).begin, at(child).end, parts.cues);
  if (words.find("history") != std::string::npos) parts.cues.history = true;
  parts.none_known = parts.none_known || words.find("known") != std::string::npos;
  if (words.find("evidence") != std::string::npos || words.find("presence") != std::string::npos ||
      words.find("sign") != std::string::npos)
    parts.cues.active = true;
  if (words.find("have no") != std::string::npos || words.find("has no") != std::string::npos)
    parts.cues.lead = true;
}

// The cue in front of the items, or that of those behind it.
void SentenceBuilder::read_cue(std::size_t child, HistoryParts& parts) const {
  if (parts.items.empty()) return read_cues(at(child).begin, at(child).end, parts.cues);
  parts.late_cue = true;
  // `with A, with a history of B`: both at once?
  if (exclusion_ && token(at(child).begin - 1).part == static_cast<Part>(',') &&
      low_word(at(child).begin).starts_with("with"))
    parts.sure = false;
  // `history of A or receiving B`: is B of the past, too?
  if (parts.cues.history && low_word(at(child).begin) == "receiving") parts.sure = false;
  parts.group_cues.emplace_back();
  read_cues(at(child).begin, at(child).end, parts.group_cues.back());
}

// When it was; `diagnosed at least 2 years ago` is how long it has lasted.
void SentenceBuilder::read_time(std::size_t child, HistoryParts& parts) const {
  const Token& sign = token(at(child).begin);
  if (sign.part == Part::comparator && sign.value.starts_with('>') && parts.lasting == 0) {
    parts.lasting = child;
    return;
  }
  const auto read = window(child);
  if (!read || !std::holds_alternative<std::monostate>(parts.time))
    parts.sure = false;
  else
    parts.time = *read;
}

// `a history, within 3 years, of X`
void SentenceBuilder::read_time_in_cue(std::size_t child, HistoryParts& parts) const {
  for (std::size_t i = child + 1; i < at(child).next; i = at(i).next) {
    if (at(i).tag != Tag::window) continue;
    if (parts.items.empty())
      read_time(i, parts);
    else
      parts.sure = false;
  }
}

SentenceBuilder::HistoryParts SentenceBuilder::history_parts(std::size_t node) const {
  HistoryParts parts;
  for_each_child(node, [&](std::size_t child) {
    switch (at(child).tag) {
      case Tag::negation:
        read_negation(child, parts);
        break;
      case Tag::cue:
        read_time_in_cue(child, parts);
        read_cue(child, parts);
        break;
      case Tag::item:
        parts.items.push_back(child);
        parts.group_of.push_back(parts.group_cues.size());
        break;
      case Tag::separator:
        parts.separators.push_back(child);
        break;
      case Tag::window:
        read_time(child, parts);
        break;
      case Tag::filler:
        parts.sure = parts.sure && moment_is_now(child);
        if (parts.items.empty()) read_cues(at(child).begin, at(child).end, parts.cues);
        parts.at_present = parts.at_present || (!parts.items.empty() && says_present(child));
        break;
      case Tag::except:
        parts.except_node = child;
        break;
      case Tag::tail_cue:
        parts.cues.history = true;
        if (token(at(child).begin).part == Part::within && !parts.cues.treated) parts.sure = false;
        // `severe allergic history`, `documented vaccination history`: a history of its own
        if (!parts.items.empty() &&
            (is_adjective(at(parts.items.back()).end - 1) ||
             (parts.cues.known &&
              kind_of(at(parts.items.back()).begin, at(parts.items.back()).end) == Part::procedure)))
          parts.sure = false;
        // `dust with a long history`
        if (!parts.items.empty() && has_part(at(parts.items.back()), Part::with)) parts.sure = false;
        read_cues(at(child).begin, at(child).end, parts.cues);
        break;
      case Tag::lasting:
        parts.lasting = child;
        break;
      case Tag::sex:
        parts.sexed = true;
        break;
      case Tag::examples:
        parts.examples = child;
        parts.sure = parts.sure && are_plain_examples(child) &&
                     (parts.items.empty() ||
                      (!is_too_general(parts.items.back()) && are_kinds(child, at(parts.items.back()))));
        // `infection history including A and B`: these, and not every infection
        if (exclusion_ && token(at(child).begin - 1).part == Part::history) parts.sure = false;
        break;
      default:
        break;
    }
  });
  // words in front of the clause: `patients with`
  for (std::uint32_t i = at(node).begin;
       i-- > 0 &&
       (token(i).part == Part::lead || token(i).part == Part::with || token(i).part == Part::verb);)
    read_cues(i, i + 1, parts.cues);
  // `no known active gout` is of now, `no known gout` of any time
  if (parts.none_known && !parts.cues.active && !parts.cues.now) parts.cues.history = true;
  return parts;
}

// ---------------------------------------------------------------- readings

// Clauses of the names' own, and cues inside the list, leave no doubt.
bool SentenceBuilder::clauses_are_sure(std::size_t node, const HistoryParts& parts) const {
  // `allergies or a history of allergy to A`: the first are to A as well
  if (parts.late_cue && has_part(at(parts.items.back()), Part::to) &&
      std::any_of(parts.items.begin(), parts.items.end() - 1, [&](std::size_t i) {
        return at(i).end - at(i).begin == 1 && is_allergy(token(at(i).begin));
      }))
    return false;
  // `an infection or a history of infection in the knee`
  if (parts.late_cue && takes_object(at(parts.items.back()).begin, at(parts.items.back()).end) &&
      std::any_of(parts.items.begin(), parts.items.end() - 1, [&](std::size_t i) {
        return at(i).end - at(i).begin == 1 &&
               low_word(at(i).begin) == low_word(at(parts.items.back()).begin);
      }))
    return false;
  // `disease that will require surgery within 2 months`
  if (parts.own && !std::holds_alternative<std::monostate>(parts.time) &&
      std::any_of(parts.items.begin(), parts.items.end(), [&](std::size_t i) {
        return has_part(at(i), Part::stop) || has_part(at(i), Part::no) || has_part(at(i), Part::not_);
      }))
    return false;
  if (parts.late_cue && has_part(at(parts.items.back()), Part::to) &&
      !takes_object(at(parts.items.front()).begin, at(parts.items.front()).end))
    return false;
  if (parts.late_cue && (!parts.each_known || parts.negative ||
                         !std::holds_alternative<std::monostate>(parts.time) || parts.except_node != 0))
    return false;
  // a clause of its parts.own needs a name of a known kind in front, and is not taken from what a person has
  // to say
  if (parts.own && (parts.late_cue || !kind_of(at(parts.items.front()).begin, at(parts.items.front()).end) ||
                    has_part(at(node).begin, at(node).end, Part::confirm)))
    return false;
  return true;
}

// `history of A, or with B`: each group of entries by its own cue.
ast::ExpressionPtr SentenceBuilder::test_groups(const HistoryParts& parts, const std::vector<Item>& made,
                                                const std::vector<ast::Name>& except, bool all) {
  std::vector<Expr> groups;
  for (std::size_t g = 0; g <= parts.group_cues.size(); ++g) {
    std::vector<Item> members;
    for (std::size_t i = 0; i < made.size(); ++i)
      if (parts.group_of[i] == g) members.push_back(made[i]);
    Expr one = members.empty() ? nullptr
                               : test_items(members, g == 0 ? parts.cues : parts.group_cues[g - 1],
                                            parts.time, except, all);
    if (one == nullptr) return nullptr;
    groups.push_back(std::move(one));
  }
  return joined(all, std::move(groups));
}

ast::ExpressionPtr SentenceBuilder::history(std::size_t node) {
  HistoryParts parts = history_parts(node);
  if (!parts.sure || parts.items.empty() || tells_how()) return nullptr;
  const std::uint32_t begin = at(node).begin;
  const bool named =
      parts.cues.history || parts.cues.known || parts.cues.active || parts.cues.lead || parts.negative;
  // What an exclusion names in a few words, and nothing else, is a state of the patient.
  const bool bare = exclusion_ && whole_line_ && !parts.negative && parts.items.size() == 1 &&
                    at(parts.items.front()).end - at(parts.items.front()).begin <= 6 && begin == 0 &&
                    std::holds_alternative<std::monostate>(parts.time);
  // one word that nothing tells the kind of could be anything
  const SentenceNode only = at(parts.items.front());
  const bool letters = only.end - only.begin == 1 && token(only.begin).part == Part::word;
  parts.otherwise = parts.cues.exposed            ? std::nullopt
                    : parts.cues.treated          ? std::optional(Part::medication)
                    : named || (bare && !letters) ? std::optional(Part::condition)
                                                  : std::nullopt;

  doubt_kind(parts, only);
  read_present(parts);
  read_list(parts);
  if (!parts.sure || is_dated_finding(node, parts)) return nullptr;
  if (parts.lasting != 0) return ill_for(node, parts);
  if (!clauses_are_sure(node, parts)) return nullptr;
  if (parts.items.size() == 1 && !parts.cues.treated && is_judged(only.begin, only.end))
    return asked(node, parts, only.begin, parts.examples != 0 ? at(parts.examples).end : only.end);
  auto items = history_items(parts);
  if (!items) return nullptr;
  if (parts.examples != 0 && parts.except_node == 0 && !parts.late_cue && items->size() == 1)
    add_examples(parts, *items);
  const std::vector<Item>& made = *items;
  const auto all = all_meant(parts, made);
  if (!all) return nullptr;
  if (parts.sexed && !only_states(made)) return nullptr;
  std::vector<ast::Name> except;
  if (parts.except_node != 0) {
    auto excepted = exceptions(parts, made);
    if (!excepted) return nullptr;
    except = std::move(*excepted);
  }
  // who has not had something of an unknown kind: too little to go by
  if (parts.negative && exclusion_ && !parts.cues.treated && !parts.each_known) return nullptr;
  Expr result;
  if (parts.late_cue) {
    result = test_groups(parts, made, except, *all);
  } else {
    result = test_items(made, parts.cues, parts.time, except, *all);
  }
  bool is_new = std::any_of(made.begin(), made.end(), [](const Item& one) { return one.is_new; });
  if (result != nullptr && parts.except_node != 0 && parts.examples != 0) {
    auto beside = exclusion_ && !parts.negative ? taken_in(parts.examples) : std::nullopt;
    if (!beside || beside->kind != made.front().kind) return nullptr;
    is_new = is_new || beside->is_new;
    std::vector<Expr> both;
    both.push_back(test_items({*beside}, parts.cues, parts.time, {}, false));
    both.push_back(std::move(result));
    if (both.front() == nullptr) return nullptr;
    result = joined(false, std::move(both));
  }
  if (result == nullptr) return nullptr;
  built_.has_new_fact = built_.has_new_fact || is_new;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, is_new ? SpanKind::new_concept : SpanKind::predicate);
  return parts.negative ? negated(std::move(result)) : std::move(result);
}

}  // namespace eligo::grammar::registry
