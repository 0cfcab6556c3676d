// Conditions, procedures, drugs and other trials. See sentence_builder.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
namespace {

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const bool begins = at == 0 || !letter(text[at - 1]);
    const bool ends = at + word.size() >= text.size() || !letter(text[at + word.size()]);
    if (begins && ends) return true;
  }
  return false;
}

// What happens on a day rather than lasts: counted from its onset.
constexpr std::array<std::string_view, 16> kSudden = {
    "infarction", "stroke",   "embolism", "thrombosis", "attack", "accident", "hemorrhage", "haemorrhage",
    "bleeding",   "fracture", "trauma",   "injury",     "event",  "episode",  "seizure",    "arrest"};

bool is_sudden(std::string_view name) {
  return std::any_of(kSudden.begin(), kSudden.end(), [&](auto word) {
    return has_word(name, word) || has_word(name, std::string(word) + 's');
  });
}

}  // namespace

// ---------------------------------------------------------------- cues

void SentenceBuilder::read_cues(std::uint32_t begin, std::uint32_t end, Cues& cues) const {
  for (std::uint32_t i = begin; i < end; ++i) {
    const Token& part = token(i);
    if (part.part == Part::history) {
      // `known active X` is active; `history of active X` was
      const std::string words = lower_text(i, i + 1);
      const bool past =
          words.find("histor") != std::string::npos || words.find("prior") != std::string::npos ||
          words.find("previous") != std::string::npos || words.find("past") != std::string::npos ||
          words.find("had") != std::string::npos || words.find("ever") != std::string::npos ||
          words.find("experienced") != std::string::npos || words.find("suffered") != std::string::npos;
      (past ? cues.history : cues.known) = true;
    }
    if (part.part == Part::active) cues.active = true;
    if (part.part == Part::treated) {
      cues.treated = true;
      cues.past = cues.past || part.value == "past";
      cues.now = cues.now || part.value == "now";
      cues.any_time = cues.any_time || part.value == "any";
    }
    if (part.part == Part::with) cues.lead = true;
    if (part.part == Part::lead) {
      const std::string words = ' ' + lower_text(i, i + 1) + ' ';
      for (const std::string_view has : {" with ", " have ", " has ", " having ", " in ", " on ",
                                         " demonstrate", " exhibit", " show", " suffering "})
        cues.lead = cues.lead || words.find(has) != std::string::npos;
    }
  }
}

ast::ExpressionPtr SentenceBuilder::one_kind(Part kind, std::vector<ast::Name> names, const Cues& cues,
                                             const ast::TimeTest& time, const std::vector<ast::Name>& except,
                                             bool all, bool vague) {
  ast::History made;
  made.subject.quantifier = names.size() == 1 ? ast::Subject::Quantifier::one
                            : all             ? ast::Subject::Quantifier::all
                                              : ast::Subject::Quantifier::any;
  const bool timed = !std::holds_alternative<std::monostate>(time);
  if (kind == Part::condition) {
    if (cues.treated) return nullptr;  // `treated for X`: not what X says
    const bool state = std::any_of(names.begin(), names.end(), [](const ast::Name& name) {
      return name.text == "pregnancy" || name.text == "lactation";
    });
    made.kind = (cues.active && !cues.history) || state || (vague && !cues.history && !cues.known)
                    ? ast::HistoryKind::active
                    : ast::HistoryKind::diagnosis;
    if (timed) {
      if (state) return nullptr;
      const bool sudden =
          std::all_of(names.begin(), names.end(), [](const ast::Name& name) { return is_sudden(name.text); });
      const auto* within = std::get_if<ast::WithinWindow>(&time);
      if (sudden) {
        made.kind = ast::HistoryKind::onset;
        made.time = time;
      } else {
        if (within == nullptr) return nullptr;
        made.kind = ast::HistoryKind::diagnosis;
        made.time = ast::ActiveWithin{within->length};
      }
    }
  } else {
    if (timed) {
      made.kind = ast::HistoryKind::event;
      made.time = time;
    } else if (cues.history || cues.past) {
      made.kind = ast::HistoryKind::received;
    } else if ((cues.active || cues.now) && kind == Part::medication) {
      made.kind = ast::HistoryKind::event;
      made.time = ast::WithinWindow{{{"0", {}}, ast::TimeUnit::day, {}}};
    } else {
      return nullptr;
    }
  }
  made.subject.names = std::move(names);
  made.subject.except = except;
  for (const ast::Name& name : except) {
    for (const ast::Name& subject : made.subject.names) facts_.put_under(name, subject);
  }
  return make_expression(std::move(made));
}

// One test a kind, in the order in which the kinds come.
ast::ExpressionPtr SentenceBuilder::test_items(const std::vector<Item>& items, const Cues& cues,
                                               const ast::TimeTest& time,
                                               const std::vector<ast::Name>& except, bool all) {
  std::vector<std::pair<Part, std::vector<ast::Name>>> groups;
  bool vague = false;
  for (const Item& one : items) {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const auto& group) { return group.first == one.kind; });
    auto& names = found != groups.end() ? found->second
                                        : groups.emplace_back(one.kind, std::vector<ast::Name>{}).second;
    if (std::none_of(names.begin(), names.end(),
                     [&](const ast::Name& name) { return name.text == one.name.text; }))
      names.push_back(one.name);
    vague = vague || one.vague;
  }
  if (groups.size() > 1 && !except.empty()) return nullptr;
  std::vector<Expr> made;
  for (auto& [kind, names] : groups) {
    Expr one = one_kind(kind, std::move(names), cues, time, except, all, vague && items.size() == 1);
    if (one == nullptr) return nullptr;
    made.push_back(std::move(one));
  }
  return joined(all, std::move(made));
}

// ---------------------------------------------------------------- clauses

ast::ExpressionPtr SentenceBuilder::history(std::size_t node) {
  std::vector<std::size_t> items;
  std::vector<std::size_t> separators;
  std::vector<ast::Name> except;
  ast::TimeTest time;
  Cues cues;
  bool negative = false;
  bool sure = true;
  bool late_cue = false;
  std::vector<Cues> group_cues;       // of items that have cues of their own: `history of A or current B`
  std::vector<std::size_t> group_of;  // of each item; 0: the cues in front of all
  const std::uint32_t begin = at(node).begin;
  std::size_t except_node = 0;
  std::size_t lasting = 0;
  for_each_child(node, [&](std::size_t child) {
    switch (at(child).tag) {
      case Tag::negation: {
        negative = true;
        // in an exclusion, only what somebody has not had is clear
        std::string words = lower_text(at(child).begin, at(child).end);
        if (at(child).begin > 0 && token(at(child).begin - 1).part == Part::lead)
          words += ' ' + lower_text(at(child).begin - 1, at(child).begin);
        if (exclusion_ && (has_word(words, "must") || has_word(words, "may") || has_word(words, "should") ||
                           has_word(words, "cannot")))
          sure = false;
        if (exclusion_ && !(token(at(child).begin).part == Part::not_ &&
                            (has_word(words, "have") || has_word(words, "has") || has_word(words, "had"))))
          sure = false;
        read_cues(at(child).begin, at(child).end, cues);
        if (words.find("history") != std::string::npos || words.find("known") != std::string::npos)
          cues.history = true;
        if (words.find("evidence") != std::string::npos || words.find("presence") != std::string::npos ||
            words.find("sign") != std::string::npos)
          cues.active = true;
        if (words.find("have no") != std::string::npos || words.find("has no") != std::string::npos)
          cues.lead = true;
        break;
      }
      case Tag::cue:
        if (items.empty()) {
          read_cues(at(child).begin, at(child).end, cues);
        } else {
          late_cue = true;
          group_cues.emplace_back();
          read_cues(at(child).begin, at(child).end, group_cues.back());
        }
        break;
      case Tag::item:
        items.push_back(child);
        group_of.push_back(group_cues.size());
        break;
      case Tag::separator:
        separators.push_back(child);
        break;
      case Tag::window: {
        const auto read = window(child);
        if (!read || !std::holds_alternative<std::monostate>(time))
          sure = false;
        else
          time = *read;
        break;
      }
      case Tag::filler:
        sure = sure && moment_is_now(child);
        if (items.empty()) read_cues(at(child).begin, at(child).end, cues);
        break;
      case Tag::except:
        except_node = child;
        break;
      case Tag::tail_cue:
        cues.history = true;
        break;
      case Tag::lasting:
        lasting = child;
        break;
      default:
        break;
    }
  });
  if (!sure || items.empty()) return nullptr;
  // words in front of the clause: `patients with`
  for (std::uint32_t i = begin; i-- > 0 && (token(i).part == Part::lead || token(i).part == Part::with ||
                                            token(i).part == Part::verb);)
    read_cues(i, i + 1, cues);
  const bool named = cues.history || cues.known || cues.active || cues.lead || negative;
  // What an exclusion names in a few words, and nothing else, is a state of the patient.
  const bool bare = exclusion_ && !negative && items.size() == 1 &&
                    at(items.front()).end - at(items.front()).begin <= 6 && begin == 0 &&
                    std::holds_alternative<std::monostate>(time);
  const std::optional<Part> otherwise = cues.treated    ? std::optional(Part::medication)
                                        : named || bare ? std::optional(Part::condition)
                                                        : std::nullopt;

  bool has_and = false;
  bool has_or = false;
  bool only_commas = true;
  for (const std::size_t node_of : separators) {
    has_and = has_and || has_part(at(node_of), Part::and_);
    has_or = has_or || has_part(at(node_of), Part::or_) || has_part(at(node_of), Part::and_or) ||
             has_part(at(node_of), static_cast<Part>('/'));
    only_commas = only_commas && at(node_of).end - at(node_of).begin == 1 &&
                  token(at(node_of).begin).part == static_cast<Part>(',');
  }
  std::vector<Item> made;
  bool each_known = true;
  bool own = false;
  bool object = false;
  bool differs = false;
  for (const std::size_t child : items) {
    const auto kind = kind_of(at(child).begin, at(child).end);
    const Part first_part = token(at(child).begin).part;
    own = own || own_clause(at(child).begin, at(child).end) != at(child).end;
    // `allergy to A or B`: B is what the allergy is to
    if (child == items.front() && items.size() > 1 && takes_object(at(child).begin, at(child).end))
      object = true;
    if (object && child != items.front() &&
        (at(child).end - at(child).begin == 1 ||
         kind != kind_of(at(items.front()).begin, at(items.front()).end)))
      differs = true;
    // `allergy or intolerance to A`: both are to A
    if (child == items.back() && items.size() > 1 && has_part(at(child), Part::to)) differs = true;
    if (child == items.front() && items.size() > 1 && at(child).end - at(child).begin == 1 &&
        (token(at(child).begin).value == "allergy" || token(at(child).begin).value == "hypersensitivity"))
      differs = true;
    // `drug or alcohol use disorder`: one general word is no entry of a list
    const bool general =
        at(child).end - at(child).begin == 1 && first_part == Part::word && kind && *kind != Part::condition;
    if (general && items.size() > 1) differs = true;
    const bool linked = first_part == Part::of || first_part == Part::prep || first_part == Part::to;
    each_known = each_known && kind.has_value() && !linked;
  }
  const auto first_item = at(items.front());
  if (lasting != 0) {
    // ill for so long: counted from the onset
    if (items.size() != 1 || negative || late_cue || except_node != 0 ||
        !std::holds_alternative<std::monostate>(time))
      return nullptr;
    auto one = item(at(items.front()).begin, at(items.front()).end, otherwise);
    if (!one || one->kind != Part::condition || cues.treated) return nullptr;
    const Token* sign = &token(at(lasting).begin + 1);
    const auto length = duration(token(at(lasting).begin + 2).value, &token(at(lasting).begin + 3));
    if (!length) return nullptr;
    ast::Since since_onset;
    if (sign->value == ">=")
      since_onset.bound = ast::Since::Bound::at_least;
    else if (sign->value == ">")
      since_onset.bound = ast::Since::Bound::more_than;
    else
      return nullptr;
    since_onset.length = *length;
    since_onset.onset = true;
    since_onset.event.names.push_back(one->name);
    built_.has_new_fact = built_.has_new_fact || one->is_new;
    built_.has_fact = true;
    cover(at(node).begin, at(node).end, one->is_new ? SpanKind::new_concept : SpanKind::predicate);
    return make_expression(std::move(since_onset));
  }
  if (late_cue && has_part(at(items.back()), Part::to) &&
      !takes_object(at(items.front()).begin, at(items.front()).end))
    return nullptr;
  if (late_cue &&
      (!each_known || negative || !std::holds_alternative<std::monostate>(time) || except_node != 0))
    return nullptr;
  // a clause of its own needs a name of a known kind in front, and is not taken from what a person has to say
  if (own && (late_cue || !kind_of(at(items.front()).begin, at(items.front()).end) ||
              has_part({{}, begin, at(node).end, 0}, Part::confirm)))
    return nullptr;
  const bool shared = items.size() > 1 && !late_cue &&
                      (!each_known || own || differs || (object && has_part(at(items.front()), Part::to)) ||
                       token(first_item.begin).part == Part::vague);
  if (shared) {
    // one name for the whole of it: who looks it up sees the words as they stand
    const auto last = at(items.back());
    if (last.end - first_item.begin > 18 || items.size() > 3) return nullptr;
    // `allergy to A or B` is an allergy, `renal or hepatic disease` a disease
    bool linked = own;
    for (std::uint32_t i = first_item.begin; i < first_item.end; ++i)
      linked =
          linked || token(i).part == Part::prep || token(i).part == Part::of || token(i).part == Part::to;
    const auto kind = linked ? kind_of(first_item.begin, first_item.end) : kind_of(last.begin, last.end);
    if (!kind && !otherwise) return nullptr;
    if (has_and && exclusion_ && !negative && items.size() == 2 && !linked &&
        kind_of(first_item.begin, first_item.end))
      return nullptr;
    auto whole = item(first_item.begin, last.end, kind ? kind : otherwise, kind ? kind : otherwise);
    if (!whole) return nullptr;
    made.push_back(std::move(*whole));
  } else {
    for (const std::size_t child : items) {
      auto one = item(at(child).begin, at(child).end, otherwise);
      if (!one) return nullptr;
      made.push_back(std::move(*one));
    }
  }
  bool all = false;
  if (made.size() > 1) {
    if (has_and && has_or) return nullptr;
    if (negative) {
      if (has_and) return nullptr;
    } else if (exclusion_) {
      const bool states = std::all_of(made.begin(), made.end(), [](const Item& one) {
        return one.name.text == "pregnancy" || one.name.text == "lactation";
      });
      if (has_and && made.size() == 2 && !states) return nullptr;
    } else {
      if (only_commas || (has_and && made.size() > 2)) return nullptr;
      all = has_and;
    }
    const bool timed = !std::holds_alternative<std::monostate>(time);
    const bool alike =
        std::all_of(made.begin(), made.end(), [&](const Item& one) { return one.kind == made.front().kind; });
    if (timed && !alike) return nullptr;
  }
  if (except_node != 0) {
    bool plain = true;
    std::size_t first_except = 0;
    std::size_t last_except = 0;
    for_each_child(except_node, [&](std::size_t child) {
      if (at(child).tag != Tag::item) return;
      if (first_except == 0) first_except = child;
      last_except = child;
      plain = plain && kind_of(at(child).begin, at(child).end).has_value();
    });
    if (!plain && first_except != last_except) {
      // `basal or squamous cell carcinoma`: one name for all of it
      const auto kind = kind_of(at(last_except).begin, at(last_except).end);
      const auto one =
          kind ? excepted_item(at(first_except).begin, at(last_except).end, kind, kind) : std::nullopt;
      if (!one || one->kind != made.front().kind) return nullptr;
      except.push_back(one->name);
    }
    for_each_child(except_node, [&](std::size_t child) {
      if (at(child).tag != Tag::item || (!except.empty() && !plain)) return;
      const auto one = excepted_item(at(child).begin, at(child).end, made.front().kind, {});
      if (!one || one->kind != made.front().kind) return void(sure = false);
      except.push_back(one->name);
    });
    if (!sure || except.empty() || made.size() != 1) return nullptr;
  }
  // who has not had something of an unknown kind: too little to go by
  if (negative && exclusion_ && !cues.treated && !each_known) return nullptr;
  Expr result;
  if (late_cue) {
    std::vector<Expr> groups;
    for (std::size_t g = 0; g <= group_cues.size(); ++g) {
      std::vector<Item> members;
      for (std::size_t i = 0; i < made.size(); ++i)
        if (group_of[i] == g) members.push_back(made[i]);
      Expr one = members.empty() ? nullptr
                                 : test_items(members, g == 0 ? cues : group_cues[g - 1], time, except, all);
      if (one == nullptr) return nullptr;
      groups.push_back(std::move(one));
    }
    result = joined(all, std::move(groups));
  } else {
    result = test_items(made, cues, time, except, all);
  }
  if (result == nullptr) return nullptr;
  const bool is_new = std::any_of(made.begin(), made.end(), [](const Item& one) { return one.is_new; });
  built_.has_new_fact = built_.has_new_fact || is_new;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, is_new ? SpanKind::new_concept : SpanKind::predicate);
  return negative ? negated(std::move(result)) : std::move(result);
}

// `At least 4 weeks since chemotherapy` concerns only those who had it.
ast::ExpressionPtr SentenceBuilder::since(std::size_t node) {
  if (exclusion_) return nullptr;
  std::vector<Item> items;
  const Token* sign = nullptr;
  const Token* number = nullptr;
  const Token* unit = nullptr;
  bool sure = true;
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag == Tag::since_bound) {
      for (std::uint32_t i = at(child).begin; i < at(child).end; ++i) {
        if (token(i).part == Part::comparator) sign = &token(i);
        if (token(i).part == Part::number) number = &token(i);
        if (token(i).part == Part::time) unit = &token(i);
      }
    }
    if (at(child).tag != Tag::item) return;
    auto one = item(at(child).begin, at(child).end, std::nullopt);
    if (!one || one->kind == Part::condition) return void(sure = false);
    items.push_back(std::move(*one));
  });
  if (!sure || items.empty() || sign == nullptr || number == nullptr) return nullptr;
  const auto length = duration(number->value, unit);
  if (!length || (sign->value != ">" && sign->value != ">=")) return nullptr;
  const ast::TimeTest time = sign->value == ">" ? ast::TimeTest(ast::WithinWindow{*length})
                                                : ast::TimeTest(ast::AgoWindow{ast::Ago::less_than, *length});
  Expr result = test_items(items, {}, time, {}, false);
  if (result == nullptr) return nullptr;
  const bool is_new = std::any_of(items.begin(), items.end(), [](const Item& one) { return one.is_new; });
  built_.has_new_fact = built_.has_new_fact || is_new;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, is_new ? SpanKind::new_concept : SpanKind::predicate);
  return negated(std::move(result));
}

ast::ExpressionPtr SentenceBuilder::other_trial(std::size_t node) {
  ast::OtherTrial made;
  bool negative = false;
  bool sure = true;
  bool now = false;
  bool taking = false;
  bool past = false;
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag == Tag::negation) negative = true;
    if (at(child).tag == Tag::cue) {
      for (std::uint32_t i = at(child).begin; i < at(child).end; ++i) {
        taking = taking || token(i).part == Part::partake;
        now = now || (token(i).part == Part::partake && token(i).value == "now") ||
              token(i).part == Part::active;
        past = past || (token(i).part == Part::partake && token(i).value == "past") ||
               token(i).part == Part::history;
      }
    }
    if (at(child).tag == Tag::filler) sure = sure && moment_is_now(child);
    if (at(child).tag != Tag::window) return;
    const auto read = window(child);
    const auto* within = read ? std::get_if<ast::WithinWindow>(&*read) : nullptr;
    if (within == nullptr || made.within) return void(sure = false);
    made.within = within->length;
  });
  if (!sure || !taking || (negative && exclusion_)) return nullptr;
  if (!made.within && past) return nullptr;  // ever in a trial: not what `in another trial` says
  (void)now;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, SpanKind::predicate);
  Expr result = make_expression(std::move(made));
  return negative ? negated(std::move(result)) : std::move(result);
}

}  // namespace eligo::grammar::registry
