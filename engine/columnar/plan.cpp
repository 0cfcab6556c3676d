// See plan.hpp.
#include "engine/columnar/plan.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/predicates/entries.hpp"
#include "patients/typed_columns.hpp"

namespace eligo::engine::columnar {

using patients::CohortEntry;
using patients::ColumnType;
using patients::Duration;
using patients::Member;
using patients::PersonField;
using patients::Section;

namespace {

using Days = std::set<std::int32_t>;

// The smallest day for which `reached`, which stays true once it is; none if it never is.
template <class Reached>
std::optional<std::int32_t> first_reached(Reached reached) {
  std::int32_t low = patients::first_day.number;
  std::int32_t high = patients::last_day.number;
  if (!reached(Day{high})) return std::nullopt;
  while (low < high) {
    const std::int32_t middle = low + (high - low) / 2;
    if (reached(Day{middle})) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

template <class Reached>
void add_turn(Days& days, Reached reached) {
  if (const auto day = first_reached(reached)) days.insert(*day);
}

void add_turns(Days& days, const Duration& length, Day as_of) {
  add_turn(days, [&](Day day) { return patients::add(day, length) >= as_of; });
  add_turn(days, [&](Day day) { return patients::add(day, length) > as_of; });
}

void add_turns(Days& days, const TimeBound& bound, Day as_of) {
  add_turns(days, bound.length, as_of);
  if (bound.kind == TimeBound::Kind::range) add_turns(days, bound.low, as_of);
}

class Planner {
 public:
  Planner(const Program& program, const std::vector<const Trial*>& trials, const patients::CohortPlan& cohort,
          Day as_of)
      : program_(program), vocabulary_(program.vocabulary), cohort_(cohort) {
    plan_.program = &program;
    plan_.cohort = &cohort;
    plan_.as_of = as_of;
    plan_.trials = trials;
    plan_.slot_of.assign(program.predicates.size(), 0);
  }

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

      plan_.slot_of[id] = static_cast<std::uint32_t>(plan_.predicates.size());
      plan_.predicates.push_back(std::move(current_));
    }
    add_checks();
    return std::move(plan_);
  }

 private:
  // ---- parts

  template <class Item>
  static std::size_t index_of(std::vector<Item>& items, Item item) {
    const auto found = std::find(items.begin(), items.end(), item);
    if (found != items.end()) return static_cast<std::size_t>(found - items.begin());
    items.push_back(std::move(item));
    return items.size() - 1;
  }

  void need(Feature feature) {
    const FeatureId id = index_of(plan_.features, std::move(feature));
    if (std::find(current_.features.begin(), current_.features.end(), id) != current_.features.end()) return;
    current_.features.push_back(id);
  }

  std::size_t person(PersonField field) const {
    return cohort_.person[static_cast<std::size_t>(field)].value_or(no_column);
  }
  std::size_t column(const CohortEntry& entry, Member member) const {
    for (const std::size_t index : entry.columns)
      if (cohort_.columns[index].member == member) return index;
    return no_column;
  }

  void need_code(std::size_t column) {
    if (column == no_column) return;
    // Texts are numbered by their dictionary.
    std::uint32_t codes = 1;
    const ColumnType type = patients::type_of(cohort_, column);
    if (type == ColumnType::boolean) codes = 3;
    if (type == ColumnType::word) codes = 9;
    need(CodeFeature{column, codes});
  }
  void need_code(const CohortEntry& entry, Member member) { need_code(column(entry, member)); }

  void need_complete(Section section) {
    const std::size_t column = person(PersonField::complete);
    if (column != no_column) need(SectionFeature{column, section});
  }

  DateId date_of(std::size_t column) {
    return column == no_column ? no_date : index_of(plan_.dates, DateSource{column, {}, 0});
  }
  DateId date_of(const CohortEntry& entry) {
    DateSource source{column(entry, Member::date), {}, 0};
    if (entry.offset) {
      source.offset_columns = entry.offset->columns;
      source.offset_days = entry.offset->days;
    }
    if (source.column == no_column && source.offset_columns.empty()) return no_date;
    return index_of(plan_.dates, std::move(source));
  }

  // Gathered for each date, since several needs of a predicate for one date are one feature.
  void need_date(DateId date, Days days) {
    if (date == no_date) return;
    days.insert(plan_.as_of.number);
    days.insert(plan_.as_of.number + 1);
    const DateSource source = plan_.dates[date];
    if (source.column == no_column && source.offset_columns.size() == 1) {
      // So many days after another date: the turning days of that one lie as many days before.
      Days before;
      for (const std::int32_t day : days) before.insert(day - source.offset_days);
      return need_date(date_of(source.offset_columns.front()), std::move(before));
    }
    date_needs_[date].merge(days);
  }
  void settle_dates() {
    for (const auto& [date, days] : date_needs_) need(DateFeature{date, {days.begin(), days.end()}});
    date_needs_.clear();
  }

  RangeId days_of(DateId date) {
    return index_of(plan_.ranges, RangeSource{false, date, no_date, no_column});
  }
  RangeId course_of(const CohortEntry& entry) {
    return index_of(plan_.ranges,
                    RangeSource{true, date_of(column(entry, Member::start)),
                                date_of(column(entry, Member::end)), column(entry, Member::ongoing)});
  }
  RangeId range_of(const CohortEntry& entry) {
    if (entry.section == Section::medications) return course_of(entry);
    if (entry.section == Section::conditions) return days_of(date_of(column(entry, Member::onset)));
    return days_of(date_of(entry));
  }

  void need_relation(RangeId a, RangeId b, std::int32_t shift, std::int32_t reach) {
    constexpr std::int32_t farthest = 127;
    if (reach > farthest) {
      current_.by_row = true;
      return;
    }
    need(RelationFeature{a, b, false, shift, reach});
    need(RelationFeature{a, b, true, shift, reach});
  }
  void need_order(const std::vector<RangeId>& ranges, std::int32_t reach = 1) {
    for (std::size_t i = 0; i < ranges.size(); ++i)
      for (std::size_t j = i + 1; j < ranges.size(); ++j) need_relation(ranges[i], ranges[j], 0, reach);
  }

  // ---- entries

  bool related(ConceptId a, ConceptId b) const {
    return vocabulary_.is_under(a, b) || vocabulary_.is_under(b, a);
  }
  ConceptId root(ConceptId id) const { return vocabulary_[id].type_of.value_or(id); }

  bool is_coded(const CohortEntry& entry) const {
    return entry.name.empty() || column(entry, Member::code) != no_column;
  }

  // Could the entry be of the set, or above it (an absence), or below?
  bool bears_on(const CohortEntry& entry, const ConceptSet& set) const {
    if (is_coded(entry)) return true;
    const auto id = vocabulary_.find(entry.name);
    if (!id) return false;
    const auto touches = [&](ConceptId other) {
      return related(*id, other) || related(root(*id), other) || related(*id, root(other)) ||
             related(root(*id), root(other));
    };
    return std::ranges::any_of(set.members, touches) || std::ranges::any_of(set.except, touches);
  }

  void need_naming(const CohortEntry& entry) {
    need_code(entry, Member::name);
    need_code(entry, Member::code);
    need_code(entry, Member::system);
  }

  // Whether there is such an entry, and when it can be seen; `days`: what its times are compared with.
  void need_existence(const CohortEntry& entry, const Days& days) {
    // The code of an only column tells whether it is filled.
    if (entry.columns.size() > 1 || !is_existence(cohort_.columns[entry.columns.front()].member))

      need(FilledFeature{entry.columns});
    need_naming(entry);
    need_code(entry, Member::value);
    need_code(entry, Member::status);
    if (entry.section == Section::conditions) {
      need_code(entry, Member::verification);
      need_date(date_of(column(entry, Member::onset)), days);
    } else if (entry.section == Section::procedures) {
      need_code(entry, Member::type);
      need_date(date_of(entry), days);
    } else {
      need_date(date_of(column(entry, Member::start)), days);
    }
  }

  static bool is_existence(Member member) { return member == Member::value || member == Member::status; }

  void need_course(const CohortEntry& entry, const Days& days) {
    need_date(date_of(column(entry, Member::start)), days);
    need_date(date_of(column(entry, Member::end)), days);
    need_code(entry, Member::ongoing);
  }

  static Section section_of_kind(FactKind kind) { return section_of(kind); }

  std::vector<const CohortEntry*> entries_of(FactKind kind, const ConceptSet& set) const {
    std::vector<const CohortEntry*> found;
    for (const CohortEntry& entry : cohort_.entries)
      if (entry.section == section_of_kind(kind) && bears_on(entry, set)) found.push_back(&entry);
    return found;
  }

  // ---- predicates

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

  const Program& program_;
  const Vocabulary& vocabulary_;
  const patients::CohortPlan& cohort_;
  Plan plan_;
  PredicatePlan current_;
  std::map<DateId, Days> date_needs_;
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
