// See limit_kinds.hpp.
#include "engine/whatif/limit_kinds.hpp"

#include <algorithm>
#include <numeric>

#include "patients/single_cell.hpp"

namespace eligo::engine {

using columnar::Matcher;
using columnar::no_column;
using patients::CellGrid;

namespace {

bool has_only_absolute_limits(const MeasurementPredicate& predicate) {
  const auto& bounds = std::get<std::vector<ValueBound>>(predicate.test);
  return std::ranges::all_of(
      bounds, [](const ValueBound& bound) { return std::holds_alternative<AbsoluteLimit>(bound.limit); });
}

}  // namespace

LimitKinds::LimitKinds(const columnar::Plan& plan, std::span<const Limit> limits, const AgeTable* ages,
                       SharedKinds& shared)
    : plan_(plan), limits_(limits), ages_(ages), shared_(shared) {
  const columnar::PredicatePlan& of = plan.predicates[plan.slot_of[limits.front().predicate]];
  columns_ = columnar::columns_of(plan, of);
  if (of.by_row) {
    columns_.resize(plan.cohort->columns.size());
    std::iota(columns_.begin(), columns_.end(), std::size_t{0});
    return;
  }
  part_plan_ = *plan.cohort;
  std::erase_if(part_plan_.entries, [&](const patients::CohortEntry& entry) {
    return std::ranges::none_of(
        entry.columns, [&](std::size_t column) { return std::ranges::binary_search(columns_, column); });
  });
  part_.emplace(part_plan_);
  if (const auto* age = std::get_if<AgePredicate>(&predicate())) {
    const auto column = plan.cohort->person[static_cast<std::size_t>(patients::PersonField::birth_date)];
    birth_column_ = column.value_or(no_column);
    if (column) key_by_ = Key::age;
    is_one_unit_ = std::ranges::all_of(age->bounds, [&](const AgeBound& bound) {
      return bound.limit.unit == age->bounds.front().limit.unit;
    });
    kind_of_age_.resize(is_one_unit_ ? ages->size() : AgeTable::most_days + 1);
    return;
  }
  find_value(of);
}

// The columns of the only value that the predicate rests on, if there is one.
void LimitKinds::find_value(const columnar::PredicatePlan& of) {
  const auto& measurement = std::get<MeasurementPredicate>(predicate());
  const bool is_visit = std::holds_alternative<OnDay>(measurement.timing);
  if ((measurement.timing.index() != 0 && !is_visit) || !has_only_absolute_limits(measurement)) return;
  std::vector<const columnar::ValueFeature*> values;
  for (const columnar::FeatureId id : of.features)
    if (const auto* value = std::get_if<columnar::ValueFeature>(&plan_.features[id])) values.push_back(value);
  if (values.size() != 1) return;
  key_by_ = is_visit ? Key::visit : Key::value;
  value_column_ = values.front()->column;
  value_columns_ = {value_column_};
  unit_column_ = values.front()->unit_column;
  if (unit_column_ != no_column) value_columns_.push_back(unit_column_);
  for (const auto& entry : plan_.cohort->entries) {
    if (columnar::column_of(*plan_.cohort, entry, patients::Member::value) != value_column_) continue;
    comparator_column_ = columnar::column_of(*plan_.cohort, entry, patients::Member::comparator);
    if (comparator_column_ != no_column) value_columns_.push_back(comparator_column_);
  }
  for (const std::size_t column : columns_) {
    const bool is_date = patients::type_of(*plan_.cohort, column) == patients::ColumnType::date;
    (is_date ? date_columns_ : other_columns_).push_back(column);
  }
}

void LimitKinds::look_at(const Matcher& matcher) {
  if (key_by_ == Key::age) {
    first_day_ = matcher.columns()[birth_column_].first.data();
    last_day_ = matcher.columns()[birth_column_].last_days();
  }
  if (key_by_ != Key::value) return;
  value_ = &matcher.columns()[value_column_];
  if (unit_column_ != no_column) unit_ = matcher.columns()[unit_column_].code.data();
  if (comparator_column_ != no_column) comparator_ = matcher.columns()[comparator_column_].code.data();
}

std::uint32_t* LimitKinds::shortcut_of_number(std::int64_t number, std::uint32_t unit) {
  constexpr std::int64_t one = patients::powers_of_ten.back();
  constexpr std::size_t integers = 4096;
  constexpr std::size_t slots = 8192;
  const std::int64_t whole = number / one;
  if (unit == 0 && number >= 0 && whole < static_cast<std::int64_t>(integers) && whole * one == number) {
    if (kind_of_integer_.empty()) kind_of_integer_.resize(integers);
    return &kind_of_integer_[static_cast<std::size_t>(whole)];
  }
  if (kind_of_number_.empty()) kind_of_number_.resize(slots);
  const auto hash = (static_cast<std::uint64_t>(number) * 256 + unit) * 0x9E3779B97F4A7C15U;
  // A newcomer takes the place: what is lost is found again by its key.
  NumberSlot& slot = kind_of_number_[(hash >> 32U) % slots];
  if (slot.number != number || slot.unit != unit) slot = {number, unit, 0};
  return &slot.kind;
}

void LimitKinds::add_cells(const CellGrid& grid, std::size_t row, const std::vector<std::size_t>& columns) {
  for (const std::size_t column : columns) {
    key_ += grid.cell(column, row);
    key_ += '\0';
  }
}

// Where the only value decides the visit, it lies in it and is fresh: whatever the days, as long as all are
// exact and have come. False if they are not.
bool LimitKinds::add_visit(const Matcher& matcher, const CellGrid& grid, std::size_t row) {
  key_ = 'v';
  for (const std::size_t column : date_columns_) {
    const auto& date = matcher.columns()[column];
    const bool is_known = date.first[row] != patients::no_day && date.first[row] == date.last_days()[row] &&
                          date.first[row] <= plan_.as_of.number;
    if (!is_known && !grid.cell(column, row).empty()) return false;
    key_ += is_known ? '1' : '0';
  }
  add_cells(grid, row, other_columns_);
  add_cells(grid, row, value_columns_);
  return true;
}

void LimitKinds::make_key(const Matcher& matcher, const CellGrid& grid, std::size_t row, bool decided) {
  key_.clear();
  if (key_by_ == Key::visit && decided && add_visit(matcher, grid, row)) return;
  if (key_by_ == Key::value && decided) {
    // The value counts whatever its date, which is fresh enough.
    key_ = 'v';
    return add_cells(grid, row, value_columns_);
  }
  if (key_by_ == Key::age) {
    const std::int32_t day = first_day_[row];
    if (day != patients::no_day && day == last_day_[row] && day <= plan_.as_of.number) {
      // Other bounds may count in other units: then the day itself tells kinds apart.
      const auto unit = std::get<AgePredicate>(predicate()).bounds.front().limit.unit;
      key_ = is_one_unit_ ? 'a' : 'd';
      key_ += std::to_string(is_one_unit_ ? patients::completed(patients::Day{day}, plan_.as_of, unit) : day);
      return;
    }
  }
  key_ = 'c';
  add_cells(grid, row, columns_);
}

std::optional<LimitKind> LimitKinds::ask(Matcher& matcher, std::size_t row) const {
  const bool is_part = part_ && !matcher.is_plain(row);
  const BoundRecord& record = is_part ? matcher.bound_record(row, *part_) : matcher.bound_record(row);
  LimitKind kind;
  for (const Limit& limit : limits_) {
    auto steps = truth_steps(predicate(), limit.bound, {plan_.program->vocabulary, record, plan_.as_of});
    if (!steps) return std::nullopt;
    kind.push_back(std::move(*steps));
  }
  return kind;
}

// By the key; and from `place`, if there is one, from now on.
std::uint32_t LimitKinds::learn(Matcher& matcher, const CellGrid& grid, std::size_t row, bool decided,
                                std::uint32_t* place) {
  make_key(matcher, grid, row, decided);
  auto found = keys_.find(std::string_view(key_));
  if (found == keys_.end()) {
    auto known = shared_.find(key_);
    if (!known) {
      auto kind = ask(matcher, row);
      known = kind ? std::make_shared<const LimitKind>(std::move(*kind)) : SharedKinds::Known();
      shared_.put(key_, *known);
    }
    if (*known) kinds_.push_back(*known);
    found = keys_.emplace(key_, *known ? static_cast<std::uint32_t>(kinds_.size()) : unplaced).first;
  }
  if (place != nullptr) *place = found->second;
  return found->second;
}

void LimitKinds::clear() {
  kinds_.clear();
  keys_.clear();
  std::ranges::fill(kind_of_age_, 0);
  kind_of_no_day_ = 0;
  kind_of_integer_.clear();
  kind_of_number_.clear();
}

}  // namespace eligo::engine
