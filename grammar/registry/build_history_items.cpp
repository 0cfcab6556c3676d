// What a clause of a patient's history names: each entry by itself, or the list under one name; and what it
// excepts. See sentence_builder.hpp.
#include <algorithm>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

// One name for the whole list, whose entries share words: who looks it up sees the words as they stand.
std::optional<SentenceBuilder::Item> SentenceBuilder::shared_item(const HistoryParts& parts) {
  const auto first_item = at(parts.items.front());
  const auto last = at(parts.items.back());
  if (last.end - first_item.begin > 18 || parts.items.size() > 3) return std::nullopt;
  // `acute hepatitis, hepatitis B and HIV infection`: facts that a record holds each by itself
  const auto facts = std::count_if(parts.items.begin(), parts.items.end(),
                                   [&](std::size_t i) { return is_known_fact(at(i).begin, at(i).end); });
  if (facts > 1 && !parts.own && !parts.object) return std::nullopt;
  // `allergy to A or B` is an allergy, `renal or hepatic disease` a disease
  bool linked = parts.own;
  for (std::uint32_t i = first_item.begin; i < first_item.end; ++i)
    linked = linked || token(i).part == Part::prep || token(i).part == Part::of || token(i).part == Part::to;
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
  auto whole = item(first_item.begin, last.end, kind ? kind : parts.otherwise, kind ? kind : parts.otherwise);
  if (!whole) return std::nullopt;
  const bool timed = !std::holds_alternative<std::monostate>(parts.time);
  whole->sudden = timed && std::all_of(parts.items.begin(), parts.items.end(), [&](std::size_t child) {
                    return is_sudden(lower_text(at(child).begin, at(child).end));
                  });
  return whole;
}

// `Gout, uncontrolled hyperthyroidism or hypothyroidism`: what is said of the last but one may be said of the
// last, one word that is no fact of its own.
bool SentenceBuilder::may_share_front(const SentenceNode& before, const SentenceNode& last) const {
  if (last.end - last.begin != 1 || token(last.begin).part != Part::word || before.end - before.begin < 2 ||
      before.end + 1 != last.begin || has_part(before, static_cast<Part>('(')))
    return false;
  const Part join = token(before.end).part;
  const Part front = token(before.begin).part;
  return (join == Part::or_ || join == Part::and_or || is(token(before.end), '/')) &&
         (front == Part::word || front == Part::vague) && !takes_object(before.begin, before.end) &&
         lexicon_.kind_of_head(low_word(last.begin)) == Part::condition;
}

// One name for the whole list where its entries share words; else one each.
std::optional<std::vector<SentenceBuilder::Item>> SentenceBuilder::history_items(const HistoryParts& parts) {
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
    auto whole = shared_item(parts);
    if (!whole) return std::nullopt;
    return std::vector{std::move(*whole)};
  }
  std::vector<Item> made;
  for (const std::size_t child : parts.items) {
    if (parts.items.size() > 1 && child == *(parts.items.end() - 2) &&
        may_share_front(at(child), at(parts.items.back()))) {
      auto both = item(at(child).begin, at(parts.items.back()).end, parts.otherwise,
                       kind_of(at(child).begin, at(child).end));
      if (!both) return std::nullopt;
      made.push_back(std::move(*both));
      break;
    }
    // a `previous implant` was put in
    const bool done = parts.cues.history && is_implant(at(child).begin, at(child).end);
    auto one = item(at(child).begin, at(child).end, parts.otherwise,
                    done ? std::optional(Part::procedure) : std::nullopt);
    if (!one) return std::nullopt;
    made.push_back(std::move(*one));
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

}  // namespace eligo::grammar::registry
