// See plan.hpp.
#include "engine/columnar/plan.hpp"

#include <algorithm>

#include "engine/columnar/plan_parts.hpp"

namespace eligo::engine::columnar {

using patients::CohortEntry;
using patients::Duration;
using patients::Member;
using patients::PersonField;
using patients::Section;

void add_turns(Days& days, const Duration& length, Day as_of) {
  add_turn(days, [&](Day day) { return patients::add(day, length) >= as_of; });
  add_turn(days, [&](Day day) { return patients::add(day, length) > as_of; });
}

void add_turns(Days& days, const TimeBound& bound, Day as_of) {
  add_turns(days, bound.length, as_of);
  if (bound.kind == TimeBound::Kind::range) add_turns(days, bound.low, as_of);
}

namespace {

class Planner : PlanParts {
 public:
  Planner(const Program& program, const std::vector<const Trial*>& trials, const patients::CohortPlan& cohort,
          Day as_of)
      : PlanParts(program, trials, cohort, as_of) {}

  Plan run() {
    std::vector<bool> used(program_.predicates.size(), false);
    for (const Trial* trial : plan_.trials)
      for (const Node& node : trial->nodes)
        if (node.kind == NodeKind::predicate) used[node.predicate] = true;
    for (PredicateId id = 0; id < used.size(); ++id) {
      if (!used[id]) continue;
      current_ = {};
      current_.predicate = id;
      std::visit([this](const auto& predicate) { read(predicate); }, program_.predicates[id]);
      settle_dates();
      need(UnreadableFeature{});
      plan_.slot_of[id] = static_cast<std::uint32_t>(plan_.predicates.size());
      plan_.predicates.push_back(std::move(current_));
    }
    add_checks();
    return std::move(plan_);
  }

 private:
  void read(const AgePredicate& predicate) {
    Days births;
    for (const AgeBound& bound : predicate.bounds) {
      for (const std::int32_t count : {bound.limit.count, bound.limit.count + 1}) {
        add_turn(births, [&](Day birth) {
          return patients::completed(birth, plan_.as_of, bound.limit.unit) < count;
        });
      }
    }
    need_date(date_of(person(PersonField::birth_date)), births);
    const std::size_t age = person(PersonField::age);
    if (age == no_column) return;
    need(AgeFeature{age});
    need_code(person(PersonField::age_unit));
    const DateId date = date_of(person(PersonField::age_date));
    if (date == no_date) return;
    for (const std::uint32_t byte : {0U, 1U, 2U}) need(RawDateFeature{date, byte});
  }

  void read(const SexPredicate&) { need_code(person(PersonField::sex)); }

  void read(const MeasurementPredicate& predicate) {
    Days days;
    if (predicate.fresh_within) add_turns(days, *predicate.fresh_within, plan_.as_of);
    const auto* run = std::get_if<Consecutive>(&predicate.timing);
    for (std::int32_t back = 0; run != nullptr && back <= run->days; ++back)
      days.insert(plan_.as_of.number - back);
    std::vector<RangeId> ranges;
    for (const CohortEntry& entry : cohort_.entries) {
      if (entry.section != Section::observations) continue;
      const bool named = !entry.name.empty() && vocabulary_.find(entry.name) == predicate.concept_id;
      if (!named && !is_coded(entry)) continue;
      if (!is_coded(entry) && is_never_of_visit(entry, predicate)) continue;
      need_naming(entry);
      need_value(entry, predicate);
      const DateId date = date_of(entry);
      need_date(date, days);
      ranges.push_back(days_of(date));
    }
    if (const auto* visit = std::get_if<OnDay>(&predicate.timing)) return need_visit(*visit, ranges);
    if (run != nullptr) return need_order(ranges, run->days);
    if (predicate.selector == Selector::latest || predicate.selector == Selector::first) need_order(ranges);
  }

  void need_value(const CohortEntry& entry, const MeasurementPredicate& predicate) {
    const std::size_t value = column(entry, Member::value);
    if (value == no_column) return;
    const bool nucleic = vocabulary_[predicate.concept_id].nucleic_acid;
    const bool finding = vocabulary_[predicate.concept_id].kind == FactKind::serology;
    // A number where only a finding can be read sends its row through the plain path.
    if (finding && !nucleic && !is_coded(entry)) {
      need_code(value);
      return need_code(entry, Member::comparator);
    }
    ValueFeature feature;
    feature.column = value;
    feature.unit_column = column(entry, Member::unit);
    feature.unit = entry.unit;
    feature.concept_id = predicate.concept_id;
    feature.detects = nucleic;
    std::vector<patients::Decimal> upper;
    std::vector<patients::Decimal> lower;
    if (nucleic) upper.emplace_back(1);
    if (const auto* bounds = std::get_if<std::vector<ValueBound>>(&predicate.test)) {
      for (const ValueBound& bound : *bounds) {
        if (const auto* limit = std::get_if<AbsoluteLimit>(&bound.limit)) {
          feature.limits.push_back(limit->number + ' ' + limit->unit);
          feature.canonical.push_back(limit->canonical);
        } else {
          const auto& normal = std::get<NormalLimit>(bound.limit);
          (normal.side == NormalSide::upper ? upper : lower).push_back(normal.multiple);
        }
      }
    }
    need(std::move(feature));
    need_code(entry, Member::comparator);
    need_code(entry, Member::unit);
    need_reference(value, column(entry, Member::high), std::move(upper));
    need_reference(value, column(entry, Member::low), std::move(lower));
  }

  void need_reference(std::size_t value, std::size_t limit, std::vector<patients::Decimal> multiples) {
    if (limit == no_column || multiples.empty()) return;
    need(RatioFeature{value, limit, std::move(multiples)});
  }

  void need_visit(const OnDay& visit, const std::vector<RangeId>& values) {
    Days days;
    for (const std::int32_t day : {visit.day - visit.tolerance, visit.day, visit.day + visit.tolerance}) {
      days.insert(plan_.as_of.number - day);
      days.insert(plan_.as_of.number - day + 1);
    }
    std::vector<RangeId> events;
    for (const CohortEntry* entry : entries_of(FactKind::procedure, visit.event)) {
      need_existence(*entry, days);
      events.push_back(range_of(*entry));
    }
    need_complete(Section::procedures);
    need_order(events);
    for (const RangeId value : values) {
      for (const RangeId event : events) {
        if (events.size() == 1 && is_dated_by(value, event)) continue;
        need_relation(value, event, visit.day, visit.tolerance + 1);
      }
    }
  }

  // Is the value always dated on another day after the only event than the visit's?
  bool is_never_of_visit(const CohortEntry& entry, const MeasurementPredicate& predicate) {
    const auto* visit = std::get_if<OnDay>(&predicate.timing);
    if (visit == nullptr || !entry.offset) return false;
    const auto events = entries_of(FactKind::procedure, visit->event);
    if (events.size() != 1 || !is_dated_by(days_of(date_of(entry)), range_of(*events.front()))) return false;
    return std::abs(entry.offset->days - visit->day) > visit->tolerance;
  }

  // A value whose date is always so many days after that of the only event lies as its date alone tells: a
  // day that is not exact leaves the visit open whatever the value.
  bool is_dated_by(RangeId value, RangeId event) const {
    const RangeSource& from = plan_.ranges[value];
    const RangeSource& to = plan_.ranges[event];
    if (from.course || to.course || from.date == no_date || to.date == no_date) return false;
    const DateSource& source = plan_.dates[from.date];
    const DateSource& dated = plan_.dates[to.date];
    return source.column == no_column && dated.offset_columns.empty() &&
           source.offset_columns == std::vector<std::size_t>{dated.column};
  }

  void read(const ConditionPredicate& predicate) {
    Days onsets;
    if (predicate.onset) add_turns(onsets, *predicate.onset, plan_.as_of);
    if (predicate.active_within) add_turns(onsets, *predicate.active_within, plan_.as_of);
    const bool active = predicate.active || predicate.active_within;
    for (const CohortEntry* entry : entries_of(FactKind::condition, predicate.concepts)) {
      need_existence(*entry, onsets);
      if (active) need_date(date_of(column(*entry, Member::end)), onsets);
      if (predicate.severity_mask != 0) need_code(*entry, Member::severity);
      if (predicate.controlled) need_code(*entry, Member::controlled);
    }
    need_complete(Section::conditions);
  }

  void read(const EventPredicate& predicate) {
    Days days;
    if (predicate.time) add_turns(days, *predicate.time, plan_.as_of);
    for (const CohortEntry* entry : entries_of(predicate.kind, predicate.concepts)) {
      need_existence(*entry, days);
      if (predicate.time && entry->section == Section::medications) need_course(*entry, days);
      if (predicate.response_mask != 0) need_code(*entry, Member::response);
    }
    need_complete(section_of_kind(predicate.kind));
  }

  void read(const SincePredicate& predicate) {
    Days days;
    add_turns(days, predicate.bound, plan_.as_of);
    std::vector<RangeId> ranges;
    for (const CohortEntry* entry : entries_of(predicate.kind, predicate.concepts)) {
      need_existence(*entry, days);
      if (entry->section == Section::medications) need_course(*entry, days);
      ranges.push_back(range_of(*entry));
    }
    need_complete(section_of_kind(predicate.kind));
    need_order(ranges);
  }

  void read(const CountPredicate& predicate) {
    Days days;
    if (predicate.within) add_turns(days, *predicate.within, plan_.as_of);
    for (const CohortEntry* entry : entries_of(predicate.kind, predicate.concepts)) {
      need_existence(*entry, days);
      if (predicate.within && entry->section == Section::medications) need_course(*entry, days);
    }
    need_complete(section_of_kind(predicate.kind));
  }

  void read(const OnsetAfterPredicate& predicate) {
    std::vector<RangeId> onsets;
    for (const CohortEntry* entry : entries_of(FactKind::condition, predicate.condition)) {
      need_existence(*entry, {});
      onsets.push_back(range_of(*entry));
    }
    for (const CohortEntry* entry : entries_of(predicate.event_kind, predicate.event)) {
      need_existence(*entry, {});
      if (entry->section == Section::medications) need_course(*entry, {});
      const RangeId event = range_of(*entry);
      for (const RangeId onset : onsets) need_relation(onset, event, 0, 1);
    }
    need_complete(Section::conditions);
    need_complete(section_of_kind(predicate.event_kind));
  }

  void read(const OtherTrialPredicate& predicate) {
    Days days;
    add_turns(days, predicate.within.value_or(Duration{0, patients::TimeUnit::day}), plan_.as_of);
    const std::size_t trial = index_of(plan_.trial_ids, predicate.own_id);
    if (trial >= patients::most_trial_ids) current_.by_row = true;
    for (const CohortEntry& entry : cohort_.entries) {
      if (entry.section != Section::trials) continue;
      need(FilledFeature{entry.columns});
      const std::size_t id = column(entry, Member::id);
      if (id != no_column) need(TrialFeature{id, trial});
      need_code(entry, Member::status);
      need_course(entry, days);
    }
    need_complete(Section::trials);
  }

  void read(const AttestPredicate& predicate) {
    for (const CohortEntry& entry : cohort_.entries) {
      if (entry.section != Section::attestations) continue;
      if (vocabulary_.find(entry.name) != predicate.concept_id) continue;
      need_code(entry, Member::value);
      need_date(date_of(entry), {});
    }
  }

  void read(const UnencodedPredicate&) {}

  // ---- what can be read

  void add_checks() {
    for (std::size_t i = 0; i < cohort_.entries.size(); ++i) {
      const CohortEntry& entry = cohort_.entries[i];
      EntryCheck check;
      check.entry = i;
      for (const Member member : {Member::name, Member::code, Member::system, Member::comparator}) {
        if (const std::size_t at = column(entry, member); at != no_column) check.columns.push_back(at);
      }
      const std::size_t value = column(entry, Member::value);
      const std::size_t status = column(entry, Member::status);
      if (entry.section == Section::observations) {
        check.value = value;
        const auto id = vocabulary_.find(entry.name);
        const bool finding = id && vocabulary_[*id].kind == FactKind::serology;
        check.number_is_readable = !is_coded(entry) && !finding;
      } else if (value != no_column && status != no_column) {
        check.columns.push_back(value);
        check.columns.push_back(status);
      }
      if (check.value != no_column || !check.columns.empty()) plan_.checks.push_back(std::move(check));
    }
  }
};

struct RawCodes {
  std::uint32_t operator()(const DateFeature& feature) const {
    const auto places = static_cast<std::uint32_t>(feature.days.size() + 1);
    return places * places;
  }
  std::uint32_t operator()(const ValueFeature& feature) const {
    return first_number_code + 4 * static_cast<std::uint32_t>(feature.cuts() + 2);
  }
  std::uint32_t operator()(const AgeFeature&) const { return oldest_age + 2; }
  std::uint32_t operator()(const RelationFeature& feature) const {
    const auto places = static_cast<std::uint32_t>(2 * feature.reach + 1);
    return places * places;
  }
  template <class Other>
  std::uint32_t operator()(const Other&) const {
    return 0;
  }
};

}  // namespace

std::uint32_t raw_codes(const Feature& feature) { return std::visit(RawCodes{}, feature); }

Plan make_plan(const Program& program, const std::vector<const Trial*>& trials,
               const patients::CohortPlan& cohort, Day as_of) {
  return Planner(program, trials, cohort, as_of).run();
}

}  // namespace eligo::engine::columnar
