// Questions about conditions, procedures and drug courses: that there are none, that there is one of some
// kind, on some day, in some state, or what an entry of the record leaves open.
#include <algorithm>
#include <memory>

#include "engine/predicates/entries.hpp"
#include "engine/predicates/phrases.hpp"
#include "engine/questions.hpp"

namespace eligo::engine::question_parts {

using patients::ConditionStatus;
using patients::Day;
using patients::PartialDate;
using patients::Verification;

namespace {

// What the trial's predicates ask of the entries of related sets.
struct Asked {
  std::vector<ConceptId> concepts;  // members of the sets, none twice
  std::vector<Duration> lengths;
  bool date = false;
  bool end = false;  // of a condition
  bool response = false;
  bool status = false;
  bool severity = false;
  bool controlled = false;
  std::int32_t copies = 1;
};

// What one answer says of every entry that it is about; what is not asked stays open.
struct Details {
  std::optional<Day> date;
  std::optional<Day> end;
  bool ongoing = false;
  std::optional<patients::Response> response;
  std::optional<ConditionStatus> status;
  std::optional<patients::Severity> severity;
  std::optional<bool> controlled;
};

class History {
 public:
  History(FactKind kind, const ConceptSet& set, const Predicates& used, const Context& context)
      : kind_(kind), used_(used), context_(context), vocabulary_(context.vocabulary) {
    asked_.concepts = set.members;
    gather_concepts();
    for (const auto* predicate : used_) std::visit([this](const auto& typed) { gather(typed); }, *predicate);
    std::sort(asked_.concepts.begin(), asked_.concepts.end());
  }

  static Question ask(const std::shared_ptr<const History>& self) {
    const auto& concepts = self->asked_.concepts;
    const auto& vocabulary = self->vocabulary_;
    Question question{Question::Kind::history,
                      vocabulary[self->root(concepts.front())].name,
                      "",
                      self->words(),
                      "look up",
                      {},
                      {},
                      [self](const Predicate& predicate) { return self->concerns(predicate); }};
    for (const ConceptId id : concepts)
      question.key += (question.key.empty() ? "" : "|") + vocabulary[id].name;
    question.answers.push_back({"none", [self](Hypothesis& made) { self->deny(made); }});
    const auto details = self->all_details();
    for (const ConceptId id : self->kinds_of_entry()) {
      for (const auto& detail : details) {
        for (std::int32_t copies = 1; copies <= self->asked_.copies; ++copies) {
          question.answers.push_back({vocabulary[id].name, [self, id, detail, copies](Hypothesis& made) {
                                        for (std::int32_t i = 0; i < copies; ++i) self->add(made, id, detail);
                                      }});
        }
      }
    }
    if (!self->leaves_open()) return question;
    question.how = "clarify";
    for (const ConceptId id : self->kinds_of_entry())
      for (const auto& detail : details)
        question.answers.push_back(
            {"as recorded, and " + vocabulary[id].name,
             [self, id, detail](Hypothesis& made) { self->settle(made, id, detail); }});
    return question;
  }

 private:
  ConceptId root(ConceptId id) const { return vocabulary_[id].type_of.value_or(id); }
  bool related(ConceptId a, ConceptId b) const {
    return vocabulary_.is_under(root(a), root(b)) || vocabulary_.is_under(root(b), root(a));
  }
  bool is_about(ConceptId id) const {
    return std::any_of(asked_.concepts.begin(), asked_.concepts.end(),
                       [&](ConceptId other) { return related(id, other); });
  }
  bool is_about(const ConceptSet& set) const {
    return std::any_of(set.members.begin(), set.members.end(), [&](ConceptId id) { return is_about(id); });
  }
  bool is_about(const std::vector<ConceptId>& concepts) const {
    return std::any_of(concepts.begin(), concepts.end(), [&](ConceptId id) { return is_about(id); });
  }

  bool concerns(const Predicate& predicate) const {
    const auto sets = sets_of(predicate);
    return std::any_of(sets.begin(), sets.end(), [this](const ConceptSet* set) { return is_about(*set); });
  }

  std::string words() const {
    std::string text;
    for (const ConceptId id : asked_.concepts) text += (text.empty() ? "" : ", ") + vocabulary_[id].phrase;
    return text;
  }

  // All sets that hang together with the first one, through sets between them.
  void gather_concepts() {
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto* predicate : used_) {
        for (const ConceptSet* set : sets_of(*predicate)) {
          if (!is_about(*set)) continue;
          for (const ConceptId id : set->members) {
            if (std::find(asked_.concepts.begin(), asked_.concepts.end(), id) != asked_.concepts.end())
              continue;
            asked_.concepts.push_back(id);
            grown = true;
          }
        }
      }
    }
  }

  std::vector<const ConceptSet*> sets_of(const Predicate& predicate) const {
    std::vector<const ConceptSet*> sets;
    const auto take = [&](FactKind kind, const ConceptSet& set) {
      if (kind == kind_) sets.push_back(&set);
    };
    if (const auto* p = std::get_if<ConditionPredicate>(&predicate)) take(FactKind::condition, p->concepts);
    if (const auto* p = std::get_if<EventPredicate>(&predicate)) take(p->kind, p->concepts);
    if (const auto* p = std::get_if<SincePredicate>(&predicate)) take(p->kind, p->concepts);
    if (const auto* p = std::get_if<CountPredicate>(&predicate)) take(p->kind, p->concepts);
    if (const auto* p = std::get_if<OnsetAfterPredicate>(&predicate)) {
      take(FactKind::condition, p->condition);
      take(p->event_kind, p->event);
    }
    if (const auto* p = std::get_if<MeasurementPredicate>(&predicate))
      if (const auto* visit = std::get_if<OnDay>(&p->timing)) take(FactKind::procedure, visit->event);
    return sets;
  }

  void time(const TimeBound& bound) {
    asked_.date = true;
    asked_.lengths.push_back(bound.length);
    if (bound.kind == TimeBound::Kind::range) asked_.lengths.push_back(bound.low);
  }

  void gather(const ConditionPredicate& p) {
    if (kind_ != FactKind::condition || !is_about(p.concepts)) return;
    asked_.status = asked_.status || p.active || p.status_mask != 0 || p.active_within;
    asked_.severity = asked_.severity || p.severity_mask != 0;
    asked_.controlled = asked_.controlled || p.controlled;
    asked_.end = asked_.end || p.active_within;
    if (p.onset) time(*p.onset);
    if (p.active_within) asked_.lengths.push_back(*p.active_within);
  }
  void gather(const EventPredicate& p) {
    if (kind_ != p.kind || !is_about(p.concepts)) return;
    asked_.response = asked_.response || p.response_mask != 0;
    if (p.time) time(*p.time);
  }
  void gather(const SincePredicate& p) {
    if (kind_ == p.kind && is_about(p.concepts)) time(p.bound);
  }
  void gather(const CountPredicate& p) {
    if (kind_ != p.kind || !is_about(p.concepts)) return;
    asked_.copies = std::clamp(std::max(p.low, p.high.value_or(0) + 1), asked_.copies, 4);
    if (p.within) time({TimeBound::Kind::within, *p.within, {}});
  }
  void gather(const OnsetAfterPredicate& p) {
    if (kind_ == FactKind::condition && is_about(p.condition)) asked_.date = true;
    if (kind_ == p.event_kind && is_about(p.event)) asked_.date = true;
  }
  void gather(const MeasurementPredicate& p) {
    const auto* visit = std::get_if<OnDay>(&p.timing);
    if (visit == nullptr || kind_ != FactKind::procedure || !is_about(visit->event)) return;
    asked_.date = true;
    asked_.lengths.push_back({visit->day, patients::TimeUnit::day});
  }
  template <class Other>
  void gather(const Other&) {}

  // The asked concepts, and every type of a procedure that has types.
  std::vector<ConceptId> kinds_of_entry() const {
    std::vector<ConceptId> kinds = asked_.concepts;
    for (const auto& fact : vocabulary_.concepts()) {
      const bool sibling = fact.type_of && is_about(fact.id);
      if (sibling && std::find(kinds.begin(), kinds.end(), fact.id) == kinds.end()) kinds.push_back(fact.id);
    }
    return kinds;
  }

  std::vector<std::optional<Day>> days(bool asked) const {
    std::vector<std::optional<Day>> list;
    if (!asked) return {Day{context_.as_of.number - 40000}};
    for (const Day day : days_around(asked_.lengths, context_.as_of)) list.emplace_back(day);
    // Beside the days of the other facts, for what is placed in time by them.
    const auto beside = [&](const std::optional<PartialDate>& date) {
      if (!date || date->first > context_.as_of) return;
      for (const std::int32_t by : {-1, 0, 1})
        if (Day{date->first.number + by} <= context_.as_of) list.emplace_back(Day{date->first.number + by});
    };
    for (const auto* predicate : used_) {
      if (!std::holds_alternative<OnsetAfterPredicate>(*predicate)) continue;
      for (const auto& entry : context_.bound.conditions) beside(entry.fact->onset);
      for (const auto& entry : context_.bound.procedures) beside(entry.fact->date);
      break;
    }
    return list;
  }

  template <class Word>
  static std::vector<std::optional<Word>> words_if(bool asked, int count) {
    if (!asked) return {std::nullopt};
    std::vector<std::optional<Word>> list;
    list.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) list.push_back(static_cast<Word>(i));
    return list;
  }

  std::vector<Details> all_details() const {
    std::vector<Details> list;
    const bool course = kind_ == FactKind::medication;
    for (const auto& response : words_if<patients::Response>(asked_.response, 3))
      for (const auto& status : words_if<ConditionStatus>(asked_.status, 3))
        for (const auto& severity : words_if<patients::Severity>(asked_.severity, 3))
          for (const auto& controlled : words_if<bool>(asked_.controlled, 2))
            for (const auto& date : days(asked_.date))
              for (const auto& end : days(asked_.end && status != ConditionStatus::active))
                list.push_back({date, end, false, response, status, severity, controlled});
    if (course && asked_.date)
      for (const auto& response : words_if<patients::Response>(asked_.response, 3))
        list.push_back({context_.as_of, {}, true, response, {}, {}, {}});
    return list;
  }

  static std::optional<PartialDate> on(const std::optional<Day>& day) {
    return day ? std::optional(PartialDate::of(*day)) : std::nullopt;
  }

  void add(Hypothesis& made, ConceptId id, const Details& details) const {
    if (kind_ == FactKind::condition) {
      auto& fact = made.conditions.emplace_back();
      fact.onset = on(asked_.end ? std::min(*details.date, *details.end) : *details.date);
      fact.status = details.status;
      fact.severity = details.severity;
      fact.controlled = details.controlled;
      if (details.status && *details.status != ConditionStatus::active && asked_.end)
        fact.end = on(details.end);
      made.bound.conditions.push_back({&fact, {id}});
    } else if (kind_ == FactKind::procedure) {
      auto& fact = made.procedures.emplace_back();
      fact.date = on(details.date);
      fact.response = details.response;
      fact.type = vocabulary_[id].type;
      made.bound.procedures.push_back({&fact, {id}});
    } else {
      auto& fact = made.medications.emplace_back();
      fact.start = fact.end = on(details.date);
      if (details.ongoing) fact.end.reset();
      fact.ongoing = details.ongoing;
      fact.response = details.response;
      made.bound.medications.push_back({&fact, {id}});
    }
  }

  // Of no concept that is asked about there is an entry beyond those that stand; where they stand beside
  // their own absence, they fall.
  void deny(Hypothesis& made) const {
    const auto each = [&](auto& entries, auto& store) {
      const auto counted = [&](const auto& entry) {
        return is_counted(*entry.fact, made.as_of) && is_about(entry.concepts);
      };
      const bool disputed = std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
        return is_about(entry.concepts) && !counted(entry) && is_denial(*entry.fact);
      });
      if (disputed) std::erase_if(entries, counted);
      for (const ConceptId id : asked_.concepts) {
        const bool listed = std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
          return counted(entry) && std::any_of(entry.concepts.begin(), entry.concepts.end(),
                                               [&](ConceptId other) { return related(other, id); });
        });
        if (listed) continue;
        auto& fact = store.emplace_back();
        mark_absent(fact);
        entries.push_back({&fact, {id}});
      }
    };
    if (kind_ == FactKind::condition) each(made.bound.conditions, made.conditions);
    if (kind_ == FactKind::procedure) each(made.bound.procedures, made.procedures);
    if (kind_ == FactKind::medication) each(made.bound.medications, made.medications);
  }

  static void mark_absent(patients::Condition& fact) { fact.status = ConditionStatus::absent; }
  static void mark_absent(patients::Procedure& fact) { fact.absent = true; }
  static void mark_absent(patients::Medication& fact) { fact.absent = true; }
  static bool is_denial(const patients::Condition& fact) { return fact.status == ConditionStatus::absent; }
  static bool is_denial(const patients::Procedure& fact) { return fact.absent; }
  static bool is_denial(const patients::Medication& fact) { return fact.absent; }

  bool lacks(const patients::Condition& fact) const {
    return (asked_.status && !fact.status) || (asked_.severity && !fact.severity) ||
           (asked_.controlled && !fact.controlled) || (asked_.date && !is_exact(fact.onset)) ||
           (asked_.end && !is_exact(fact.end)) || fact.verification == Verification::provisional;
  }
  bool lacks(const patients::Procedure& fact) const {
    return (asked_.response && !fact.response) || (asked_.date && !is_exact(fact.date)) || fact.type.empty();
  }
  bool lacks(const patients::Medication& fact) const {
    return (asked_.response && !fact.response) ||
           (asked_.date && !fact.ongoing.value_or(false) && !is_exact(fact.end));
  }
  static bool is_exact(const std::optional<PartialDate>& date) { return date && date->is_exact(); }

  // Is there an entry that lacks something asked for, or stands beside its own absence?
  bool leaves_open() const {
    bool open = false;
    bool denied = false;
    bool counted = false;
    const auto each = [&](const auto& entries) {
      for (const auto& entry : entries) {
        if (!is_about(entry.concepts)) continue;
        denied = denied || is_denial(*entry.fact);
        if (!is_counted(*entry.fact, context_.as_of)) continue;
        counted = true;
        open = open || lacks(*entry.fact);
      }
    };
    if (kind_ == FactKind::condition) each(context_.bound.conditions);
    if (kind_ == FactKind::procedure) each(context_.bound.procedures);
    if (kind_ == FactKind::medication) each(context_.bound.medications);
    return open || (denied && counted);
  }

  // A day among those that an inexact date can mean.
  static void place(std::optional<PartialDate>& date, const std::optional<Day>& day, Day earliest,
                    Day as_of) {
    if (is_exact(date) || !day) return;
    const Day first = std::max(date ? date->first : patients::first_day, earliest);
    const Day last = std::max(first, date ? std::min(date->last, as_of) : as_of);
    date = PartialDate::of(std::clamp(*day, first, last));
  }

  // Every entry is what it leaves open; absences that dispute them fall.
  void settle(Hypothesis& made, ConceptId id, const Details& details) const {
    const auto erase_denials = [&](auto& entries) {
      std::erase_if(entries,
                    [&](const auto& entry) { return is_about(entry.concepts) && is_denial(*entry.fact); });
    };
    if (kind_ == FactKind::condition) {
      erase_denials(made.bound.conditions);
      for (auto& entry : made.bound.conditions) {
        if (!is_about(entry.concepts) || !is_counted(*entry.fact, made.as_of) || !lacks(*entry.fact))
          continue;
        auto& fact = made.conditions.emplace_back(*entry.fact);
        fact.verification = Verification::confirmed;
        if (!fact.status) fact.status = details.status;
        if (!fact.severity) fact.severity = details.severity;
        if (!fact.controlled) fact.controlled = details.controlled;
        if (asked_.date) place(fact.onset, details.date, patients::first_day, made.as_of);
        if (asked_.end)
          place(fact.end, details.end, fact.onset ? fact.onset->first : patients::first_day, made.as_of);
        entry.fact = &fact;
      }
    } else if (kind_ == FactKind::procedure) {
      erase_denials(made.bound.procedures);
      for (auto& entry : made.bound.procedures) {
        if (!is_about(entry.concepts) || !is_counted(*entry.fact, made.as_of) || !lacks(*entry.fact))
          continue;
        auto& fact = made.procedures.emplace_back(*entry.fact);
        if (!fact.response) fact.response = details.response;
        if (asked_.date) place(fact.date, details.date, patients::first_day, made.as_of);
        // Its type, if it has none.
        if (vocabulary_.is_under(id, entry.concepts.front())) {
          fact.type = vocabulary_[id].type;
          entry.concepts = {id};
        }
        entry.fact = &fact;
      }
    } else {
      erase_denials(made.bound.medications);
      for (auto& entry : made.bound.medications) {
        if (!is_about(entry.concepts) || !is_counted(*entry.fact, made.as_of) || !lacks(*entry.fact))
          continue;
        auto& fact = made.medications.emplace_back(*entry.fact);
        if (!fact.response) fact.response = details.response;
        if (asked_.date && !fact.ongoing.value_or(false)) {
          if (details.ongoing && !fact.end) {
            fact.ongoing = true;
          } else {
            place(fact.end, details.date, fact.start ? fact.start->first : patients::first_day, made.as_of);
          }
        }
        entry.fact = &fact;
      }
    }
  }

  FactKind kind_;
  const Predicates& used_;  // this and the context while the answers are made, not when they are applied
  const Context& context_;
  const Vocabulary& vocabulary_;
  Asked asked_;
};

}  // namespace

Question about_history(FactKind kind, const ConceptSet& set, const Predicates& used, const Context& context) {
  return History::ask(std::make_shared<const History>(kind, set, used, context));
}

}  // namespace eligo::engine::question_parts
