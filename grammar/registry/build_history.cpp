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
  if (exclusion_ && !(token(at(child).begin).part == Part::not_ &&
                      (has_word(words, "have") || has_word(words, "has") || has_word(words, "had"))))
    parts.sure = false;
  read_cues(at(child).begin, at(child).end, parts.cues);
  if (words.find("history") != std::string::npos || words.find("known") != std::string::npos)
    parts.cues.history = true;
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
  return parts;
}

// ---------------------------------------------------------------- readings

// One name for the whole list where its entries share words; else one each.
std::optional<std::vector<SentenceBuilder::Item>> SentenceBuilder::history_items(const HistoryParts& parts) {
  std::vector<Item> made;
  std::vector<TokenSpan> names;
  if (parts.cues.history)
    for (const std::size_t i : parts.items) names.push_back({at(i).begin, at(i).end});
  if (!parts.late_cue && mixes_times(names, parts.cues)) return std::nullopt;
  const auto first_item = at(parts.items.front());
  const bool shared = parts.items.size() > 1 && !parts.late_cue && !are_drugs(parts) &&
                      (!parts.each_known || parts.own || parts.differs ||
                       shares_general(first_item, at(parts.items.back())) ||
                       (parts.object && has_part(at(parts.items.front()), Part::to)) ||
                       token(first_item.begin).part == Part::vague || names_state(first_item.begin));
  if (shared) {
    // one name for the whole of it: who looks it up sees the words as they stand
    const auto last = at(parts.items.back());
    if (last.end - first_item.begin > 18 || parts.items.size() > 3) return std::nullopt;
    // `acute hepatitis, hepatitis B and HIV infection`: facts that a record holds each by itself
    const auto facts = std::count_if(parts.items.begin(), parts.items.end(),
                                     [&](std::size_t i) { return is_known_fact(at(i).begin, at(i).end); });
    if (facts > 1 && !parts.own && !parts.object) return std::nullopt;
    // `allergy to A or B` is an allergy, `renal or hepatic disease` a disease
    bool linked = parts.own;
    for (std::uint32_t i = first_item.begin; i < first_item.end; ++i)
      linked =
          linked || token(i).part == Part::prep || token(i).part == Part::of || token(i).part == Part::to;
    for (const std::size_t child : parts.items) {
      const auto other = kind_of(at(child).begin, at(child).end);
      const auto end_kind = kind_of(last.begin, last.end);
      // of `penicillin or latex allergy` the first is no entry of its own
      const bool alone = other == Part::condition || at(child).end - at(child).begin > 1;
      if (!linked && other && end_kind && alone &&
          (*other == Part::condition) != (*end_kind == Part::condition))
        return std::nullopt;
    }
    // `no data on dysfunction, insufficiency and gout`: absent together, or each?
    if (parts.negative && parts.has_and && parts.items.size() > 2 && !linked) return std::nullopt;
    // `nasal or oral ulcer based on A and B`: the ulcer
    const auto owner = std::find_if(parts.items.begin(), parts.items.end() - 1, [&](std::size_t i) {
      return has_part(at(i), Part::prep) || has_part(at(i), Part::to);
    });
    const SentenceNode teller = linked ? first_item : owner != parts.items.end() - 1 ? at(*owner) : last;
    const auto kind = kind_of(teller.begin, teller.end);
    if (!kind && !parts.otherwise) return std::nullopt;
    // `investigational agents or devices`: no illness, whatever the last is
    if (!kind && parts.otherwise == Part::condition && !names_no_other(first_item.begin, last.end))
      return std::nullopt;
    // `A and B or C`: which belong together?
    if (parts.has_and && parts.has_or && exclusion_ && !parts.negative && !linked &&
        (kind ? kind : parts.otherwise) != Part::condition)
      return std::nullopt;
    if (parts.has_and && exclusion_ && !parts.negative && parts.items.size() == 2 && !linked &&
        kind_of(first_item.begin, first_item.end))
      return std::nullopt;
    auto whole =
        item(first_item.begin, last.end, kind ? kind : parts.otherwise, kind ? kind : parts.otherwise);
    if (!whole) return std::nullopt;
    const bool timed = !std::holds_alternative<std::monostate>(parts.time);
    whole->sudden = timed && std::all_of(parts.items.begin(), parts.items.end(), [&](std::size_t child) {
                      return is_sudden(lower_text(at(child).begin, at(child).end));
                    });
    made.push_back(std::move(*whole));
  } else {
    for (const std::size_t child : parts.items) {
      // a `previous implant` was put in
      const bool done = parts.cues.history && is_implant(at(child).begin, at(child).end);
      auto one = item(at(child).begin, at(child).end, parts.otherwise,
                      done ? std::optional(Part::procedure) : std::nullopt);
      if (!one) return std::nullopt;
      made.push_back(std::move(*one));
    }
  }
  return made;
}

// Pregnancy and lactation, which say the sex themselves.
bool SentenceBuilder::only_states(const std::vector<Item>& made) {
  return std::all_of(made.begin(), made.end(), [](const Item& one) {
    return one.name.text == "pregnancy" || one.name.text == "lactation";
  });
}

// Whether all entries are meant; nullopt where the sentence leaves it open.
std::optional<bool> SentenceBuilder::all_meant(const HistoryParts& parts,
                                               const std::vector<Item>& made) const {
  bool all = false;
  if (made.size() < 2) return all;
  if (parts.has_and && parts.has_or) return std::nullopt;
  if (parts.negative) {
    if (parts.has_and) return std::nullopt;
  } else if (exclusion_) {
    // `A and other B`: B is of more kinds than A
    const bool others = made.size() == 2 && parts.items.size() == 2 &&
                        low_word(at(parts.items.back()).begin) == "other" &&
                        !takes_object(at(parts.items.front()).begin, at(parts.items.front()).end);
    if (parts.has_and && made.size() == 2 && !only_states(made) && !others) return std::nullopt;
  } else {
    if (parts.only_commas || (parts.has_and && made.size() > 2)) return std::nullopt;
    all = parts.has_and;
  }
  const bool timed = !std::holds_alternative<std::monostate>(parts.time);
  // treatments are alike, and so is what happens on a day
  const bool treatments =
      std::all_of(made.begin(), made.end(), [](const Item& one) { return one.kind != Part::condition; });
  const bool events = std::all_of(made.begin(), made.end(), [](const Item& one) {
    return one.kind == Part::procedure || (one.kind == Part::condition && is_sudden(one.name.text));
  });
  const bool alike = treatments || events || std::all_of(made.begin(), made.end(), [&](const Item& one) {
                       return one.kind == made.front().kind;
                     });
  if (timed && !alike) return std::nullopt;
  return all;
}

// The names behind `except`; nullopt where they are not of the kind of what they are taken from.
std::optional<std::vector<ast::Name>> SentenceBuilder::exceptions(const HistoryParts& parts,
                                                                  const std::vector<Item>& made) {
  std::vector<ast::Name> except;
  bool sure = true;
  bool plain = true;
  std::size_t first_except = 0;
  std::size_t last_except = 0;
  for_each_child(parts.except_node, [&](std::size_t child) {
    if (at(child).tag != Tag::item) return;
    if (first_except == 0) first_except = child;
    last_except = child;
    plain = plain && kind_of(at(child).begin, at(child).end).has_value();
  });
  // `curatively treated A, B or C`: all of them are
  const bool cured = first_except != last_except && is_cured(low_word(at(first_except).begin));
  if ((!plain || cured) && first_except != last_except) {
    // `basal or squamous cell carcinoma`: one name for all of it
    const auto kind = kind_of(at(last_except).begin, at(last_except).end);
    const auto one =
        kind ? excepted_item(at(first_except).begin, at(last_except).end, kind, kind) : std::nullopt;
    if (!one || one->kind != made.front().kind) return std::nullopt;
    except.push_back(one->name);
  }
  for_each_child(parts.except_node, [&](std::size_t child) {
    if (at(child).tag != Tag::item || (!except.empty() && (!plain || cured))) return;
    // `other brain diseases except A (B etc.)`: examples of what?
    if (low_word(at(child).end - 1) == ")" && says(at(child).begin, at(child).end, {"etc", "etc."}))
      return void(sure = false);
    const auto one = excepted_item(at(child).begin, at(child).end, made.front().kind, {});
    if (!one || one->kind != made.front().kind) return void(sure = false);
    except.push_back(one->name);
  });
  if (!sure || except.empty() || made.size() != 1) return std::nullopt;
  return except;
}

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

  if (parts.otherwise == Part::condition && !named_as_illness(parts, only)) parts.otherwise.reset();
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
    std::vector<Expr> groups;
    for (std::size_t g = 0; g <= parts.group_cues.size(); ++g) {
      std::vector<Item> members;
      for (std::size_t i = 0; i < made.size(); ++i)
        if (parts.group_of[i] == g) members.push_back(made[i]);
      Expr one = members.empty() ? nullptr
                                 : test_items(members, g == 0 ? parts.cues : parts.group_cues[g - 1],
                                              parts.time, except, *all);
      if (one == nullptr) return nullptr;
      groups.push_back(std::move(one));
    }
    result = joined(*all, std::move(groups));
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
