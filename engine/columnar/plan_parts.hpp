// What the parts of a plan are put together from: dates, ranges, features of the columns that bear on a
// predicate. Internal to engine/columnar; see plan.cpp.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/columnar/plan.hpp"
#include "engine/predicates/entries.hpp"
#include "patients/typed_columns.hpp"

namespace eligo::engine::columnar {

using Days = std::set<std::int32_t>;

// Adds the days on which the relation of a day to the as-of date turns, seen over a length of time: the first
// for which the day and the length reach it, and the first for which they go beyond it.
void add_turns(Days& days, const patients::Duration& length, patients::Day as_of);
void add_turns(Days& days, const TimeBound& bound, patients::Day as_of);

// The smallest day for which `reached`, which stays true once it is, holds; none if it never does.
template <class Reached>
std::optional<std::int32_t> first_reached(Reached reached) {
  std::int32_t low = patients::first_day.number;
  std::int32_t high = patients::last_day.number;
  if (!reached(patients::Day{high})) return std::nullopt;
  while (low < high) {
    const std::int32_t middle = low + (high - low) / 2;
    if (reached(patients::Day{middle})) {
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

// What the predicate being planned needs, gathered into the plan.
class PlanParts {
 protected:
  PlanParts(const Program& program, const std::vector<const Trial*>& trials,
            const patients::CohortPlan& cohort, patients::Day as_of)
      : program_(program), vocabulary_(program.vocabulary), cohort_(cohort) {
    plan_.program = &program;
    plan_.cohort = &cohort;
    plan_.as_of = as_of;
    plan_.trials = trials;
    plan_.slot_of.assign(program.predicates.size(), 0);
  }

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

  std::size_t person(patients::PersonField field) const {
    return cohort_.person[static_cast<std::size_t>(field)].value_or(no_column);
  }
  std::size_t column(const patients::CohortEntry& entry, patients::Member member) const {
    return column_of(cohort_, entry, member);
  }

  void need_code(std::size_t column) {
    if (column == no_column) return;
    // Texts are numbered by their dictionary.
    std::uint32_t codes = 1;
    const patients::ColumnType type = patients::type_of(cohort_, column);
    if (type == patients::ColumnType::boolean) codes = 3;
    if (type == patients::ColumnType::word) codes = 9;
    need(CodeFeature{column, codes});
  }
  void need_code(const patients::CohortEntry& entry, patients::Member member) {
    need_code(column(entry, member));
  }

  void need_complete(patients::Section section) {
    const std::size_t column = person(patients::PersonField::complete);
    if (column != no_column) need(SectionFeature{column, section});
  }

  DateId date_of(std::size_t column) {
    return column == no_column ? no_date : index_of(plan_.dates, DateSource{column, {}, 0});
  }
  DateId date_of(const patients::CohortEntry& entry) {
    DateSource source{column(entry, patients::Member::date), {}, 0};
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
  RangeId course_of(const patients::CohortEntry& entry) {
    return index_of(plan_.ranges, RangeSource{true, date_of(column(entry, patients::Member::start)),
                                              date_of(column(entry, patients::Member::end)),
                                              column(entry, patients::Member::ongoing)});
  }
  RangeId range_of(const patients::CohortEntry& entry) {
    if (entry.section == patients::Section::medications) return course_of(entry);
    if (entry.section == patients::Section::conditions)
      return days_of(date_of(column(entry, patients::Member::onset)));
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

  bool is_coded(const patients::CohortEntry& entry) const {
    return entry.name.empty() || column(entry, patients::Member::code) != no_column;
  }

  // Could the entry be of the set, or above it (an absence), or below?
  bool bears_on(const patients::CohortEntry& entry, const ConceptSet& set) const {
    if (is_coded(entry)) return true;
    const auto id = vocabulary_.find(entry.name);
    if (!id) return false;
    const auto touches = [&](ConceptId other) {
      return related(*id, other) || related(root(*id), other) || related(*id, root(other)) ||
             related(root(*id), root(other));
    };
    return std::ranges::any_of(set.members, touches) || std::ranges::any_of(set.except, touches);
  }

  void need_naming(const patients::CohortEntry& entry) {
    need_code(entry, patients::Member::name);
    need_code(entry, patients::Member::code);
    need_code(entry, patients::Member::system);
  }

  // Whether there is such an entry, and when it can be seen; `days`: what its times are compared with.
  void need_existence(const patients::CohortEntry& entry, const Days& days) {
    // The code of an only column tells whether it is filled.
    if (entry.columns.size() > 1 || !is_existence(cohort_.columns[entry.columns.front()].member))

      need(FilledFeature{entry.columns});
    need_naming(entry);
    need_code(entry, patients::Member::value);
    need_code(entry, patients::Member::status);
    if (entry.section == patients::Section::conditions) {
      need_code(entry, patients::Member::verification);
      need_date(date_of(column(entry, patients::Member::onset)), days);
    } else if (entry.section == patients::Section::procedures) {
      need_code(entry, patients::Member::type);
      need_date(date_of(entry), days);
    } else {
      need_date(date_of(column(entry, patients::Member::start)), days);
    }
  }

  static bool is_existence(patients::Member member) {
    return member == patients::Member::value || member == patients::Member::status;
  }

  void need_course(const patients::CohortEntry& entry, const Days& days) {
    need_date(date_of(column(entry, patients::Member::start)), days);
    need_date(date_of(column(entry, patients::Member::end)), days);
    need_code(entry, patients::Member::ongoing);
  }

  static patients::Section section_of_kind(FactKind kind) { return section_of(kind); }

  std::vector<const patients::CohortEntry*> entries_of(FactKind kind, const ConceptSet& set) const {
    std::vector<const patients::CohortEntry*> found;
    for (const patients::CohortEntry& entry : cohort_.entries)
      if (entry.section == section_of_kind(kind) && bears_on(entry, set)) found.push_back(&entry);
    return found;
  }

  const Program& program_;
  const Vocabulary& vocabulary_;
  const patients::CohortPlan& cohort_;
  Plan plan_;
  PredicatePlan current_;
  std::map<DateId, Days> date_needs_;
};

}  // namespace eligo::engine::columnar
