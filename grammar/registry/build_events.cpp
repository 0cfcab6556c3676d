// What a named condition, procedure or drug is tested for; times since one; other trials. See
// sentence_builder.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/sentence_builder.hpp"
#include "grammar/registry/word_set.hpp"

namespace eligo::grammar::registry {
namespace {

// What happens on a day rather than lasts: counted from its onset.
const WordSet& sudden_words() {
  static const WordSet kWords(
      " relapse relapses infarction infarctions stroke strokes embolism embolisms thrombosis attack attacks "
      "accident "
      "accidents hemorrhage hemorrhages haemorrhage haemorrhages bleeding bleedings fracture fractures "
      "trauma traumas "
      "injury injuries event events episode episodes seizure seizures arrest arrests tia tias mi stemi "
      "nstemi dvt syncope ketoacidosis firing "
      "firings ");
  return kWords;
}
constexpr std::array<std::string_view, 3> kSuddenNames = {"coronary syndrome", "cerebral ischemia",
                                                          "unstable angina"};

constexpr std::array<std::string_view, 5> kOngoing = {"chronic ", "ongoing ", "long-term ", "long term ",
                                                      "continuous "};

// `Chronic immunosuppressive therapy` is one that goes on.
bool goes_on(const std::vector<ast::Name>& names) {
  return std::all_of(names.begin(), names.end(), [](const ast::Name& name) {
    return std::any_of(kOngoing.begin(), kOngoing.end(), [&](auto word) {
      return (name.text[0] | 0x20) == word[0] &&
             std::string_view(name.text).substr(1).starts_with(word.substr(1));
    });
  });
}

}  // namespace

bool is_sudden(std::string_view written) {
  const std::string name = lowered(written);
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  for (auto from = name.begin(); from != name.end();) {
    from = std::find_if(from, name.end(), letter);
    const auto to = std::find_if_not(from, name.end(), letter);
    if (sudden_words().contains({from, to})) return true;
    from = to;
  }
  return std::any_of(kSuddenNames.begin(), kSuddenNames.end(), [&](auto words) {
    return has_word(name, words) || has_word(name, std::string(words) + 's');
  });
}

// A treatment that goes on for some time.
bool is_course(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kCourses = {"treatment",
                                                                "radiation",
                                                                "dialysis",
                                                                "irradiation",
                                                                "oscillatory ventilation",
                                                                "invasive ventilation",
                                                                "mechanical ventilation",
                                                                "ECMO",
                                                                "life support",
                                                                "oxygenation"};
  return name.ends_with("therapy") ||
         std::any_of(kCourses.begin(), kCourses.end(), [&](auto word) { return name.ends_with(word); });
}

// ---------------------------------------------------------------- cues

void SentenceBuilder::read_cues(std::uint32_t begin, std::uint32_t end, Cues& cues) const {
  for (std::uint32_t i = begin; i < end; ++i) {
    const Token& part = token(i);
    if (part.part == Part::history) {
      // `known active X` is active; `history of active X` was
      const std::string& words = low_word(i);
      // `had active X` says how it was found to be
      if (words == "had" && i + 1 < end && token(i + 1).part == Part::active) continue;
      const bool past =
          words.find("histor") != std::string::npos || words.find("prior") != std::string::npos ||
          words.find("previous") != std::string::npos || words.find("past") != std::string::npos ||
          words.find("had") != std::string::npos || words.find("ever") != std::string::npos ||
          words.find("experienced") != std::string::npos || words.find("suffered") != std::string::npos ||
          words == "s/p" || words.find("status") != std::string::npos;
      cues.before = !cues.history && !cues.known && !cues.active &&
                    stands_among(" prior previous previously past ", words);
      (past ? cues.history : cues.known) = true;
      cues.diagnosed = cues.diagnosed || words.find("diagnos") != std::string::npos;
    }
    if (part.part == Part::active) cues.active = true;
    if (part.part == Part::treated) {
      static constexpr std::array<std::string_view, 6> kSteady = {"chronic",    "regular", "long term",
                                                                  "continuous", "daily",   "long-term"};
      cues.undated = !cues.treated && (low_word(i) == "treatment with" || low_word(i) == "therapy with");
      cues.treated = true;
      cues.exposed = cues.exposed || low_word(i).find("expos") != std::string::npos;
      for (const std::string_view word : kSteady)
        if (cues.steady.empty() && low_word(i).find(word) != std::string::npos) cues.steady = word;
      cues.past = cues.past || part.value == "past";
      cues.now = cues.now || part.value == "now";
      cues.any_time = cues.any_time || part.value == "any";
    }
    if (part.part == Part::with) cues.lead = true;
    if (part.part == Part::lead) {
      const std::string words = ' ' + low_word(i) + ' ';
      cues.history = cues.history || words.find(" had ") != std::string::npos;
      for (const std::string_view has : {" with ", " have ", " has ", " having ", " in ", " on ",
                                         " demonstrate", " exhibit", " show", " suffering "})
        cues.lead = cues.lead || words.find(has) != std::string::npos;
    }
  }
}

// `At the time of screening`, `at enrolment`; `before screening` says something else.
bool SentenceBuilder::says_present(std::size_t node) const {
  if (!has_part(at(node), Part::anchor)) return false;
  const std::string& first = low_word(at(node).begin);
  return first == "at" || first == "upon" || first == "during" || first == "as of" ||
         first.starts_with("at time") || first.starts_with("at the time") || first.starts_with("on the day");
}

// What was found at present is so now, unless the sentence speaks of the past or of a diagnosis.
void SentenceBuilder::read_present(HistoryParts& parts) const {
  if (parts.at_present && !parts.cues.history && !parts.cues.diagnosed && !parts.cues.past &&
      std::holds_alternative<std::monostate>(parts.time))
    parts.cues.active = true;
}

// What is asked of illnesses: false if it cannot be said.
bool SentenceBuilder::read_illness(const Group& group, const Cues& cues, const ast::TimeTest& time,
                                   ast::History& made) const {
  const std::vector<ast::Name>& names = group.names;
  const bool timed = !std::holds_alternative<std::monostate>(time);
  // `treated for X`: not what X says; but somebody may have `undergone surgery or severe trauma`
  if (cues.treated && !(cues.past && timed && std::all_of(names.begin(), names.end(), [](auto& name) {
                          return is_sudden(name.text);
                        })))
    return false;
  const bool state = std::any_of(names.begin(), names.end(), [](const ast::Name& name) {
    return name.text == "pregnancy" || name.text == "lactation";
  });
  // an illness in remission is not active
  const bool rests = std::any_of(names.begin(), names.end(),
                                 [](const ast::Name& name) { return has_word(name.text, "remission"); });
  made.kind = !rests && ((cues.active && !cues.history) || state || (group.present && !cues.history) ||
                         (group.vague && !cues.history && !cues.known))
                  ? ast::HistoryKind::active
                  : ast::HistoryKind::diagnosis;
  if (timed) {
    if (state) return false;
    // `uncontrolled hypertension or stroke` as one name: the first of them goes on
    constexpr std::string_view kStates = " uncontrolled poorly decompensated chronic unstable severe ";
    const bool sudden =
        group.sudden || std::all_of(names.begin(), names.end(), [&](const ast::Name& name) {
          const std::string phrase = lowered(facts_.phrase(name.text));
          const bool goes_on = stands_among(kStates, phrase.substr(0, phrase.find(' ')));
          return is_sudden(name.text) && !(goes_on && (has_word(phrase, "or") || has_word(phrase, "and")));
        });
    const auto* within = std::get_if<ast::WithinWindow>(&time);
    // `diagnosed within 6 months`: then it began, whatever has become of it
    const bool diagnosed =
        cues.diagnosed || std::any_of(names.begin(), names.end(), [](const ast::Name& name) {
          return has_word(name.text, "diagnosed") || has_word(name.text, "diagnosis");
        });
    if (sudden || diagnosed) {
      made.kind = ast::HistoryKind::onset;
      made.time = time;
    } else {
      if (within == nullptr) return false;
      made.kind = ast::HistoryKind::diagnosis;
      made.time = ast::ActiveWithin{within->length};
    }
  }
  return true;
}

// The same of drugs and procedures.
bool SentenceBuilder::read_treatment(const Group& group, const Cues& cues, const ast::TimeTest& time,
                                     ast::History& made) const {
  const std::vector<ast::Name>& names = group.names;
  const Part kind = group.kind;
  const bool timed = !std::holds_alternative<std::monostate>(time);
  // `history of long-term use` is more than having received it
  // `presence of antibodies` is a finding, no drug
  const bool finding =
      cues.active && !cues.now && std::any_of(names.begin(), names.end(), [](const ast::Name& name) {
        return has_word(name.text, "antibodies") || has_word(name.text, "Antibodies") ||
               has_word(name.text, "antibody");
      });
  // `treatment with A` among exclusions: now, or ever?
  const bool past = cues.past && !(exclusion_ && cues.undated);
  const bool ever = cues.history ? !cues.now : (past || group.received) && !cues.active;
  if (timed) {
    if (!cues.steady.empty()) return false;  // `continuous use within 6 months`: more than once
    made.kind = ast::HistoryKind::event;
    made.time = time;
  } else if (ever) {
    made.kind = ast::HistoryKind::received;
  } else if (!finding && (cues.active || cues.now || goes_on(names)) && !cues.history &&
             (kind == Part::medication || std::all_of(names.begin(), names.end(), [](const ast::Name& name) {
                return is_course(name.text);
              }))) {
    if (kind == Part::procedure) {
      made.kind = ast::HistoryKind::active;
    } else {
      made.kind = ast::HistoryKind::event;
      made.time = ast::WithinWindow{{{"0", {}}, ast::TimeUnit::day, {}}};
    }
  } else {
    return false;
  }
  return true;
}

// A procedure has a day and no end: what goes on (dialysis, ventilation, a course of radiotherapy) is a
// state.
ast::Name SentenceBuilder::going_on(const ast::Name& procedure) {
  const std::string phrase = facts_.phrase(procedure.text);
  const auto made = facts_.get(ast::ConceptKind::condition,
                               lowered(phrase).starts_with("ongoing") ? phrase : "ongoing " + phrase);
  built_.has_new_fact = built_.has_new_fact || made.is_new;
  return made.name;
}

// `Chronic use of A` is more than having A today, which the record knows: the rest is asked.
ast::ExpressionPtr SentenceBuilder::and_used(Expr today, const std::vector<ast::Name>& drugs,
                                             std::string_view how, bool all) {
  std::string question = std::string(how) + " use of";
  for (std::size_t i = 0; i < drugs.size(); ++i)
    question += (i == 0 ? " " : all ? " and " : " or ") + facts_.phrase(drugs[i].text);
  const auto asked = facts_.get(ast::ConceptKind::attestation, without_quotes(std::move(question)));
  built_.has_attestation = true;
  std::vector<Expr> both;
  both.push_back(std::move(today));
  both.push_back(make_expression(ast::Attest{asked.name}));
  return joined(true, std::move(both));
}

ast::ExpressionPtr SentenceBuilder::one_kind(Group group, const Cues& cues, const ast::TimeTest& time,
                                             const std::vector<ast::Name>& except, bool all) {
  std::vector<ast::Name>& names = group.names;
  ast::History made;
  made.subject.quantifier = names.size() == 1 ? ast::Subject::Quantifier::one
                            : all             ? ast::Subject::Quantifier::all
                                              : ast::Subject::Quantifier::any;
  if (!(group.kind == Part::condition ? read_illness(group, cues, time, made)
                                      : read_treatment(group, cues, time, made)))
    return nullptr;
  if (group.kind == Part::procedure && made.kind == ast::HistoryKind::active) {
    if (!except.empty()) return nullptr;  // nothing but a procedure lies under a procedure
    for (ast::Name& name : names) name = going_on(name);
  }
  made.subject.names = std::move(names);
  made.subject.except = except;
  for (const ast::Name& name : except) {
    for (const ast::Name& subject : made.subject.names) facts_.put_under(name, subject);
  }
  const bool steady =
      group.kind == Part::medication && !cues.steady.empty() && made.kind == ast::HistoryKind::event;
  const std::vector<ast::Name> drugs = steady ? made.subject.names : std::vector<ast::Name>{};
  Expr test = make_expression(std::move(made));
  return steady ? and_used(std::move(test), drugs, cues.steady, all) : std::move(test);
}

// A treatment with a clause of its own about what can, will or must be done with it.
bool SentenceBuilder::is_conditional(std::uint32_t begin, std::uint32_t end) const {
  return has_part(begin, end, Part::not_) || says(begin, end, {"cannot", "must", "will"});
}

// In the order in which the kinds come. `by_state`: what is so now stands apart from what was once found.
std::vector<SentenceBuilder::Group> SentenceBuilder::groups_of(const std::vector<Item>& items,
                                                               bool by_state) {
  std::vector<Group> groups;
  for (const Item& one : items) {
    const bool present = by_state && one.present;
    auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
      return group.kind == one.kind && group.present == present && group.received == one.received;
    });
    if (found == groups.end())
      found = groups.insert(groups.end(), {one.kind, present, one.received, false, false, {}});
    if (std::none_of(found->names.begin(), found->names.end(),
                     [&](const ast::Name& name) { return name.text == one.name.text; }))
      found->names.push_back(one.name);
    found->vague = one.vague && items.size() == 1;
    found->sudden = one.sudden && items.size() == 1;
  }
  return groups;
}

// One test a kind.
ast::ExpressionPtr SentenceBuilder::test_items(const std::vector<Item>& items, const Cues& cues,
                                               const ast::TimeTest& time,
                                               const std::vector<ast::Name>& except, bool all) {
  const bool by_state = !cues.active && std::holds_alternative<std::monostate>(time);
  std::vector<Group> groups = groups_of(items, by_state);
  if (groups.size() > 1 && !except.empty()) return nullptr;
  // `warfarin that cannot be stopped`: now, or ever?
  if (!cues.now && !cues.active && std::holds_alternative<std::monostate>(time) &&
      std::any_of(items.begin(), items.end(), [&](const Item& one) {
        return one.kind != Part::condition && is_conditional(one.begin, one.end);
      }))
    return nullptr;
  std::vector<Expr> made;
  for (Group& group : groups) {
    Expr one = one_kind(std::move(group), cues, time, except, all);
    if (one == nullptr) return nullptr;
    made.push_back(std::move(one));
  }
  return joined(all, std::move(made));
}

// ---------------------------------------------------------------- times and trials

// `At least 3 months after the surgery`, `after LVAD implantation`: must everybody have had it?
bool SentenceBuilder::is_part_of_course(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t from = token(begin).begin;
  constexpr std::uint32_t article = 4;
  if (from >= article && lowered(text_.substr(from - article, article)) == "the ") return true;
  return says(begin, end,
              {"implantation", "transplant", "transplantation", "replacement", "arthroplasty", "amputation",
               "birth", "delivery", "hsct", "sct", "bmt"});
}

// `At least 4 weeks since chemotherapy` concerns only those who had it.
ast::ExpressionPtr SentenceBuilder::since(std::size_t node) {
  if (exclusion_) return nullptr;
  std::vector<Item> items;
  const Token* sign = nullptr;
  const Token* number = nullptr;
  const Token* unit = nullptr;
  bool sure = true;
  bool prior = false;  // `since prior X`: a treatment
  bool after = false;  // `after X`
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag == Tag::since_bound) {
      const std::string bound = lower_text(at(child).begin, at(child).end);
      prior = bound.ends_with("prior");
      after = bound.ends_with("after") || bound.ends_with("following");
      for (std::uint32_t i = at(child).begin; i < at(child).end; ++i) {
        if (token(i).part == Part::comparator) sign = &token(i);
        if (token(i).part == Part::number) number = &token(i);
        if (token(i).part == Part::time) unit = &token(i);
      }
    }
    if (at(child).tag != Tag::item) return;
    if (after && is_part_of_course(at(child).begin, at(child).end)) return void(sure = false);
    auto one = item(at(child).begin, at(child).end, prior ? std::optional(Part::medication) : std::nullopt);
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

ast::ExpressionPtr SentenceBuilder::ill_for(std::size_t node, const HistoryParts& parts) {
  // ill for so long: counted from the onset
  if (parts.items.size() != 1 || parts.negative || parts.late_cue || parts.own || parts.except_node != 0 ||
      !std::holds_alternative<std::monostate>(parts.time))
    return nullptr;
  auto one = item(at(parts.items.front()).begin, at(parts.items.front()).end, parts.otherwise);
  return one ? ill_since(node, parts, *one) : nullptr;
}

ast::ExpressionPtr SentenceBuilder::ill_since(std::size_t node, const HistoryParts& parts, const Item& one) {
  // `currently depressed for 2 years`: an onset long ago does not say that it is so now
  if (says(at(node).begin, at(parts.items.front()).begin, {"currently", "current"})) return nullptr;
  if (one.kind != Part::condition || parts.cues.treated || parts.negative || parts.except_node != 0 ||
      !std::holds_alternative<std::monostate>(parts.time))
    return nullptr;
  const std::uint32_t sign_at =
      at(parts.lasting).begin + (token(at(parts.lasting).begin).part == Part::comparator ? 0 : 1);
  const Token* sign = &token(sign_at);
  const auto length = duration(token(sign_at + 1).value, &token(sign_at + 2));
  if (!length) return nullptr;
  // `diagnosed at least 2 years ago`; of another illness `at least 2 years ago` may mean that it is over
  if (sign_at + 3 < at(parts.lasting).end && !parts.cues.diagnosed && !is_sudden(one.name.text))
    return nullptr;
  ast::Since since_onset;
  if (sign->value == ">=")
    since_onset.bound = ast::Since::Bound::at_least;
  else if (sign->value == ">")
    since_onset.bound = ast::Since::Bound::more_than;
  else
    return nullptr;
  since_onset.length = *length;
  since_onset.onset = true;
  since_onset.event.names.push_back(one.name);
  built_.has_new_fact = built_.has_new_fact || one.is_new;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, one.is_new ? SpanKind::new_concept : SpanKind::predicate);
  return make_expression(std::move(since_onset));
}

ast::ExpressionPtr SentenceBuilder::other_trial(std::size_t node) {
  ast::OtherTrial made;
  bool negative = false;
  bool sure = true;
  bool taking = false;
  bool past = false;
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag == Tag::negation) negative = true;
    if (at(child).tag == Tag::cue) {
      // `participating (or participated within 30 days) in`: within that time, which is now as well
      for (std::size_t i = child + 1; i < at(child).next; i = at(i).next) {
        if (at(i).tag != Tag::window) continue;
        const auto time = window(i);
        const auto* length = time ? std::get_if<ast::WithinWindow>(&*time) : nullptr;
        if (length == nullptr || made.within) return void(sure = false);
        made.within = length->length;
      }
      for (std::uint32_t i = at(child).begin; i < at(child).end; ++i) {
        taking = taking || token(i).part == Part::partake;
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
  // `other clinical trials within 30 days`: nothing else can be meant by the time
  if (!taking && !(exclusion_ && made.within)) return nullptr;
  if (!sure || (negative && exclusion_)) return nullptr;
  if (!made.within && past) return nullptr;  // ever in a trial: not what `in another trial` says
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, SpanKind::predicate);
  Expr result = make_expression(std::move(made));
  return negative ? negated(std::move(result)) : std::move(result);
}

}  // namespace eligo::grammar::registry
