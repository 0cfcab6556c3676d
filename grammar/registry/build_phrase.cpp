// A clause as one name with every word of it, or as a list of such names. See sentence_builder.hpp.
//
// `Infection that requires treatment in hospital` is a condition to be looked up, whatever its last words
// say. That holds only where the words after the head belong to it and turn nothing (phrase_entries.cpp).
#include <algorithm>
#include <utility>

#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
// `refractory to steroids`: the state, though no noun is there.
bool SentenceBuilder::resists(std::uint32_t i) const {
  if (i + 1 >= tokens_.list.size()) return false;
  const std::string_view word = low_word(i);
  if (word == "refractory to" || word == "resistant to" || word == "dependent on") return true;
  if (i + 2 >= tokens_.list.size()) return false;
  const std::string_view link = low_word(i + 1);
  if (word == "dependent") return link == "on" || link == "upon";
  return (link == "to" || link == "to the") &&
         (word == "refractory" || word == "resistant" || word == "unresponsive");
}

// The head of a name must be able to stand for the whole of it.
bool SentenceBuilder::heads_phrase(const PhraseEntry& entry) const {
  if (resists(entry.begin)) return true;
  std::uint32_t head = entry.tail;
  for (std::uint32_t i = entry.begin; i < entry.tail; ++i) {
    if (i > entry.begin && (is_link(token(i).part) || is(token(i), '('))) {
      head = i;
      break;
    }
  }
  while (head == entry.tail && head > entry.begin + 1 &&
         ((token(head - 1).part == Part::vague && is_treated(lower_text(head - 1, head))) ||
          is(token(head - 1), ',')))
    --head;
  // `asthma diagnosed by a physician`
  while (head < entry.tail && head > entry.begin + 1 && token(head - 1).part == Part::history &&
         low_word(head - 1).ends_with("ed"))
    --head;
  if (head == entry.begin || is_no_name(entry.begin)) return false;
  const Part first = token(entry.begin).part;
  if (lower_text(entry.begin, entry.begin + 1).starts_with("expecting")) return false;
  if (is_link(first) || first == Part::amount || first == Part::age_group || first == Part::example ||
      first == Part::stop || ((first == Part::grade || first == Part::roman) && !own_numbers_) ||
      is(token(entry.begin), '('))
    return false;
  if (is_finding(entry.begin) || is_finding(entry.tail - 1)) return entry.tail - entry.begin > 1;
  const Part last = token(head - 1).part;
  // `severely limited life expectancy by another illness`
  if (last == Part::observation && token(head - 1).value == "expected_survival" &&
      says(entry.begin, head, {"limited", "reduced", "shortened"}))
    return head < entry.end;
  if (last == Part::vague || last == Part::active || last == Part::history || last == Part::observation)
    return false;
  const std::string word = lower_text(head - 1, head);
  // `hospitalised with pneumonia` is a state, `banked their cells` is none
  if (last == Part::word && word.size() > 4 && word.ends_with("ed") && !lexicon_.kind_of_head(word) &&
      !(head == entry.begin + 1 && head < entry.tail && is_link(token(head).part) &&
        kind_of(head + 1, entry.tail) == Part::condition))
    return false;
  // `failure to complete`
  if (word == "failure" && head < entry.end && token(head).part == Part::to) return false;
  return !is_no_condition(word) && (!is_about_the_text(word) || is_plain_noun(word));
}

std::optional<SentenceBuilder::Item> SentenceBuilder::phrase_item(std::uint32_t begin, std::uint32_t end,
                                                                  Part kind) {
  begin = behind_type_of(begin, end);
  const Part last = token(end - 1).part;
  const bool ends_in_how = last == Part::vague && end - begin > 2 && is_treated(lower_text(end - 1, end)) &&
                           (own_clause(begin, end) < end || kind_of(begin, end - 1) ||
                            (is(token(end - 2), ',') && kind_of(begin, end - 2)));
  if (is_link(last) || (last == Part::vague && !ends_in_how) || last == Part::stop || last == Part::no ||
      last == Part::example || last == Part::not_ || last == Part::lead || last == Part::verb ||
      last == Part::unclear)
    return std::nullopt;
  if (breaks_off(end)) return std::nullopt;
  if (low_word(begin) == "undergo") return std::nullopt;  // `must undergo a test`
  if (last == Part::positive && token(end - 1).end - token(end - 1).begin == 1) return std::nullopt;
  if (exclusion_ && !in_exception_ && is_cured(low_word(begin))) return std::nullopt;
  if (end - begin == 1) return item(begin, end, kind);
  if (is_no_name(begin) || is_piece_of_name(begin, end)) return std::nullopt;
  if (hides_limit(begin, end)) return std::nullopt;
  if (holds_time(begin, end) || (holds_active(begin, end) && holds_past(begin, end))) return std::nullopt;
  if (kind == Part::condition ? names_nothing(begin, end) || is_no_illness(begin, end)
                              : is_no_treatment(begin, end))
    return std::nullopt;
  Item made;
  made.begin = begin;
  made.end = end;
  made.kind = kind;
  made.vague = (names_state(begin) || holds_active(begin, end)) && token(end - 1).part != Part::history;
  made.present = names_present_state(begin, end) || is_passing_infection(begin, end) ||
                 (kind == Part::condition && names_recent_or_implant(begin, end));
  const auto fact = facts_.get(concept_kind_of(kind), text_of(begin, end));
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
    // `bevacizumab-containing`
    const std::string& word = low_word(i);
    const auto kind = lexicon_.kind_of_head(word);
    const bool holds_drug = (word.ends_with("-containing") || word.ends_with("-based")) &&
                            lexicon_.kind_of_head(word.substr(0, word.find('-'))) == Part::medication;
    if ((kind && *kind != Part::condition) || holds_drug) return false;
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
        part == Part::example || part == Part::confirm || part == Part::verb)
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

bool SentenceBuilder::is_finding(std::uint32_t i) const {
  return token(i).part == Part::positive && token(i).end - token(i).begin > 1;
}

// `X confirmed by MRI`, `X according to the criteria of a society`: an illness, whatever X is called.
bool SentenceBuilder::is_established(const PhraseEntry& entry) const {
  bool established = false;
  bool linked = false;
  for (std::uint32_t i = entry.begin + 1; i + 1 < entry.end && !established; ++i) {
    const Part part = token(i).part;
    if (linked) {
      const std::string& next = low_word(i + 1);
      established =
          next == "criteria" || next == "definition" || next == "classification" || next == "guidelines";
    }
    if (part != Part::history && part != Part::verb && part != Part::prep && part != Part::stop) continue;
    const std::string& word = low_word(i);
    const std::string& next = low_word(i + 1);
    const bool how = next == "by" || next == "on" || next == "with" || next == "via" || next == "using" ||
                     next == "through" || next == "according to";
    established =
        established || word.ends_with("diagnosed by") || word.ends_with("confirmed by") ||
        (part == Part::history && how && (word.ends_with("diagnosed") || word.ends_with("confirmed")));
    if (word == "according to" || word == "defined by" || word == "as defined by" || word == "based on" ||
        word == "per") {
      linked = true;
      established = established || next == "criteria" || next == "definition";
    }
  }
  return established && names_no_other(entry.begin, entry.tail) &&
         !says(entry.begin, entry.begin + 1, {"definition", "maintains", "standard", "imaging", "criteria"});
}

// The kind of an entry. A positive test is a finding, and somebody `hospitalised with pneumonia` is ill.
std::optional<Part> SentenceBuilder::phrase_kind(const PhraseEntry& entry) const {
  if (is_finding(entry.begin) || is_finding(entry.tail - 1) || resists(entry.begin)) return Part::condition;
  std::uint32_t stop = entry.tail;
  while (stop > entry.begin + 1 &&
         ((token(stop - 1).part == Part::vague && is_treated(lower_text(stop - 1, stop))) ||
          is(token(stop - 1), ',')))
    --stop;
  for (std::uint32_t i = entry.begin + 1; i < stop; ++i)
    if (token(i).part == Part::before || token(i).part == Part::since) stop = i;
  if (const auto kind = kind_of(entry.begin, stop)) return kind;
  const std::string first = lower_text(entry.begin, entry.begin + 1);
  if (first.size() > 4 && first.ends_with("ed") && entry.tail - entry.begin > 2 &&
      is_link(token(entry.begin + 1).part) && kind_of(entry.begin + 2, entry.tail) == Part::condition)
    return Part::condition;
  // `coronavirus (SARS-CoV-2) infection`: the head is behind the bracket
  for (std::uint32_t i = entry.begin + 1; i + 1 < entry.tail; ++i) {
    if (is_link(token(i).part)) break;
    if (is(token(i), ')') && !is_link(token(i + 1).part)) return kind_of(i + 1, entry.tail);
  }
  return is_established(entry) ? std::optional(Part::condition) : std::nullopt;
}

// One name for each entry where each is one by itself; else one for all of it.
std::optional<std::vector<SentenceBuilder::Item>> SentenceBuilder::phrase_items(const Phrase& phrase,
                                                                                const HistoryParts& parts) {
  std::optional<Part> kind;
  bool each_known = true;
  bool mixed = false;
  bool objects = false;  // an entry is what one in front is to or about
  bool takes = false;
  for (const PhraseEntry& entry : phrase.entries) {
    const auto own = phrase_kind(entry);
    each_known = each_known && own.has_value() && heads_phrase(entry);
    // what one in front is to or about may be of another kind: `allergy to A, to B or to any drug of its
    // class`
    const bool object = kind == Part::condition && own == Part::medication && takes;
    takes = takes || (own == Part::condition && takes_object(entry.begin, entry.tail));
    objects = objects || object;
    mixed = mixed || (own && kind && *own != *kind && !object);
    if (own && !object) kind = own;
    std::uint32_t head = entry.begin + 1;
    while (head < entry.tail && !is_link(token(head).part) && !is(token(head), '(')) ++head;
    if (!takes_object(phrase.entries.front().begin, phrase.entries.front().tail) &&
        (is_no_condition(lower_text(head - 1, head)) ||
         (own != Part::medication && !is_link(token(entry.begin).part) &&
          names_nothing(entry.begin, entry.tail))))
      return std::nullopt;
  }
  // `history of gout, arthroplasty or osteotomy`: each was once found, or was done
  const bool once = parts.cues.history && each_known && !objects && phrase.entries.size() > 2 &&
                    phrase.has_or && !phrase.has_and && std::holds_alternative<std::monostate>(parts.time) &&
                    parts.except_node == 0;
  if (mixed && !once) return std::nullopt;
  const PhraseEntry& first = phrase.entries.front();
  const PhraseEntry& last = phrase.entries.back();
  if (!heads_phrase(phrase.entries.size() == 1 || takes_object(first.begin, first.end) ? first : last))
    return std::nullopt;
  if (!kind && (!names_no_other(first.begin, first.tail) ||
                (first.tail < first.end && token(first.tail).part == Part::treated)))
    return std::nullopt;
  if (!kind && !known_only_) kind = parts.otherwise;
  if (!kind) return std::nullopt;
  std::vector<TokenSpan> names;
  if (parts.cues.history)
    for (const PhraseEntry& entry : phrase.entries) names.push_back({entry.begin, entry.end});
  if (mixes_times(names, parts.cues)) return std::nullopt;
  std::vector<Item> made;
  const bool apart = phrase.entries.size() > 1 && each_known && !objects && !share_words(phrase.entries) &&
                     !is_confirmed(last.begin, last.end) && !takes_object(first.begin, first.end) &&
                     !takes_object(last.begin, last.tail) && !resists(last.begin) && last.tail == last.end &&
                     token(first.begin).part != Part::vague && !names_state(first.begin);
  if (apart) {
    // `gout, cardiac anomaly or arrhythmia`
    const bool joined = may_share_front(node_of(*(phrase.entries.end() - 2)), node_of(last));
    for (std::size_t i = 0; i < phrase.entries.size() - (joined ? 1U : 0U); ++i) {
      const PhraseEntry& entry = phrase.entries[i];
      const bool both = joined && i + 2 == phrase.entries.size();
      auto one = phrase_item(entry.begin, both ? last.end : entry.end, mixed ? *phrase_kind(entry) : *kind);
      if (!one) return std::nullopt;
      made.push_back(std::move(*one));
    }
    return made;
  }
  if (mixed) return std::nullopt;
  if (phrase.entries.size() > 1 && !objects && hides_an_entry(phrase)) return std::nullopt;
  auto whole = phrase_item(first.begin, last.end, *kind);
  if (!whole) return std::nullopt;
  const bool timed = !std::holds_alternative<std::monostate>(parts.time);
  whole->sudden =
      timed && std::all_of(phrase.entries.begin(), phrase.entries.end(), [&](const PhraseEntry& entry) {
        return is_sudden(lower_text(entry.begin, entry.tail));
      });
  made.push_back(std::move(*whole));
  return made;
}

// `Anaemia, bleeding and clotting disorders`: what stands with the last is said of another.
bool SentenceBuilder::share_words(const std::vector<PhraseEntry>& entries) const {
  return std::any_of(entries.begin(), entries.end() - 1, [&](const PhraseEntry& entry) {
    return shares_general(node_of(entry), node_of(entries.back()));
  });
}

// Whether the joins of the list leave no doubt which of its entries are meant.
bool SentenceBuilder::joins_surely(const Phrase& phrase, bool negative) const {
  if (phrase.entries.size() < 2) return true;
  if (phrase.has_and && phrase.has_or) return false;
  // `without A, previous B`: is B kept out as well?
  if (negative && !phrase.has_and && !phrase.has_or) return false;
  if (negative)
    return !phrase.has_and || (phrase.entries.size() == 2 &&
                               takes_object(phrase.entries.front().begin, phrase.entries.front().tail));
  // `lesions of skin and muscle`: what the first is of
  const PhraseEntry& first = phrase.entries.front();
  if (exclusion_)
    return !phrase.has_and || phrase.entries.size() > 2 || takes_object(first.begin, first.tail);
  return phrase.has_or || (phrase.has_and && phrase.entries.size() == 2);
}

namespace {

// What is done on one day.
bool is_operation(std::string_view word) {
  static constexpr auto kEndings = std::to_array<std::string_view>(
      {"surgery",    "surgeries",    "operation",     "operations", "ectomy",          "ectomies",
       "plasty",     "plasties",     "otomy",         "scopy",      "transplantation", "transplant",
       "resection",  "replacement",  "repair",        "procedure",  "procedures",      "bypass",
       "fusion",     "intervention", "interventions", "biopsy",     "angiography",     "implantation",
       "anesthesia", "anaesthesia"});
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return word.ends_with(ending); });
}

}  // namespace

// `Dialysis or a course of chemotherapy`
bool SentenceBuilder::goes_on_for_long(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i)
    if (is_course(text_of(i, i + 1)) ||
        says(i, i + 1,
             {"rehabilitation", "hemodialysis", "haemodialysis", "regimen", "ventilation", "support",
              "circulation", "ecmo", "training", "program"}))
      return true;
  return false;
}

// `Requires oxygen`: a state of the patient, by its own words.
ast::ExpressionPtr SentenceBuilder::need(std::size_t node, const HistoryParts& parts) {
  const SentenceNode range = at(parts.items.front());
  if (range.end - range.begin < 2 || parts.except_node != 0 || parts.lasting != 0 ||
      (exclusion_ && parts.negative) || !std::holds_alternative<std::monostate>(parts.time) ||
      token(range.begin + 1).part == Part::to)
    return nullptr;
  // `requirement for the use of A`
  const std::uint32_t thing = range.begin + (token(range.begin + 1).part == Part::treated ? 2U : 1U);
  if (thing >= range.end) return nullptr;
  // `undergoing an operation, that does not have A`
  if (has_part(thing, range.end, Part::not_)) return nullptr;
  for (std::uint32_t i = thing; i < range.end; ++i)
    if (token(i).part == Part::planned) return nullptr;  // `during the study`
  const auto entries = phrase_entries(thing, range.end);
  if (!entries || (entries->has_and && (exclusion_ || parts.negative))) return nullptr;
  // `undergoing hip surgery`, `requiring an operation`: it is planned, and nothing has been done yet
  const std::string& front = low_word(range.begin);
  const bool alone =
      !has_part(thing, range.end, Part::no) && !has_part(thing, range.end, static_cast<Part>(','));
  // whatever else somebody is undergoing, but for what goes on for some time
  const bool undergoes = front.ends_with("undergoing") && !has_part(thing, range.end, Part::and_or) &&
                         !goes_on_for_long(thing, range.end);
  if (alone && (undergoes || ((front.ends_with("undergoing") || front.starts_with("requir")) &&
                              is_operation(low_word(head_of(thing, range.end))))))
    return asked(node, parts, range.begin, range.end);
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
  if (!parts.sure || parts.items.size() != 1 || parts.late_cue || tells_how()) return nullptr;
  const SentenceNode range = at(parts.items.front());
  if (is(tokens_.list.back(), ':') || is_join(token(range.end - 1))) return nullptr;
  if (token(range.begin).part == Part::planned && token(range.begin).value == "need")
    return need(node, parts);
  const bool named =
      parts.cues.history || parts.cues.known || parts.cues.active || parts.cues.lead || parts.negative;
  parts.otherwise = parts.cues.exposed   ? std::nullopt
                    : parts.cues.treated ? std::optional(Part::medication)
                    : named || (exclusion_ && whole_line_ && at(node).begin == 0)
                        ? std::optional(Part::condition)
                        : std::nullopt;
  if (exclusion_ && parts.negative) return nullptr;
  if (is_dated_finding(node, parts)) return nullptr;
  const auto entries = phrase_entries(range.begin, range.end);
  if (!entries || !joins_surely(*entries, parts.negative)) return nullptr;
  const bool timed = !std::holds_alternative<std::monostate>(parts.time);
  if (timed && !time_is_of_name(*entries)) return nullptr;
  // `A with b, C within 6 weeks`: whose time is it?
  if (timed && entries->entries.size() > 1 && !entries->has_or && !entries->has_and) return nullptr;
  // `history of A or use of B within 30 days`: whose time is it?
  if (timed && parts.cues.history && entries->entries.size() > 2) return nullptr;
  // one word that nothing tells the kind of
  if (range.end - range.begin == 1 && !named && token(range.begin).part == Part::word &&
      !kind_of(range.begin, range.end))
    return nullptr;
  doubt_kind(parts, range);
  read_present(parts);
  if (token(range.begin).part == Part::active && !entries->has_or) parts.cues.active = true;
  if (!parts.cues.treated && is_judged(*entries))
    return asked(node, parts, entries->entries.front().begin, range.end);
  auto made = phrase_items(*entries, parts);
  if (!made) return nullptr;
  // `arrhythmia with symptoms, infarction within 6 weeks` as one name: the time is of the last
  const PhraseEntry& front = entries->entries.front();
  if (timed && entries->entries.size() > 1 && made->size() == 1 && !made->front().sudden &&
      made->front().kind == Part::condition && !takes_object(front.begin, front.tail) &&
      front.tail < front.end)
    return nullptr;
  const PhraseEntry& last = entries->entries.back();
  // how long a state has been so is no time since the illness began
  if (parts.lasting != 0 &&
      (last.tail < last.end || has_part(range, Part::active) || has_part(range, Part::vague)))
    return nullptr;
  // `tremor for reasons other than A`: the reasons are meant, not the tremor
  if (parts.except_node != 0 &&
      ((range.end - range.begin == 1 && is_general(lower_text(range.begin, range.end))) ||
       last.tail < last.end || is_about_the_text(lower_text(range.end - 1, range.end))))
    return nullptr;
  // `a regular cycle, amenorrhea for 4 months`: which of them?
  if (parts.lasting != 0 && entries->entries.size() > 1 && has_part(range, static_cast<Part>(',')))
    return nullptr;
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
  bool permits = true;
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag != Tag::permission) return;
    const std::string words = lower_text(at(child).begin, at(child).end - 1);
    permits = exclusion_ && words.find("not") == std::string::npos &&
              (words.ends_with("allowed") || words.ends_with("permitted") || words.ends_with("acceptable") ||
               words.ends_with("eligible") || words.ends_with("included"));
  });
  if (!permits) return made;
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag != Tag::item || has_part(at(child), Part::example)) return;
    const auto entries = phrase_entries(at(child).begin, at(child).end);
    if (!entries) return;
    for (const PhraseEntry& entry : entries->entries) {
      const auto own = kind_of(entry.begin, entry.tail);
      if (own ? *own != kind : !names_no_other(entry.begin, entry.tail)) return;
      if (token(entry.begin).part == Part::stop) return;
    }
    in_exception_ = true;
    const auto one = phrase_item(at(child).begin, at(child).end, kind);
    in_exception_ = false;
    if (one) made = one->name;
  });
  return made;
}

}  // namespace eligo::grammar::registry
