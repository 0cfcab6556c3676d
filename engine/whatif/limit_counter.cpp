// See limit_counter.hpp.
#include "engine/whatif/limit_counter.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace eligo::engine {

using columnar::Matcher;
using columnar::no_column;
using patients::CellGrid;

namespace {

constexpr std::array<Truth, 3> truths{Truth::false_, Truth::unknown, Truth::true_};
constexpr std::size_t most_kinds = 50'000;

bool bit_at(std::span<const std::uint64_t> words, std::size_t row) {
  return ((words[row / 64] >> (row % 64)) & 1U) != 0;
}

Verdict verdict_of(bool fail, bool open, bool unknown) {
  return fail      ? Verdict::ineligible
         : open    ? Verdict::incomplete
         : unknown ? Verdict::candidate
                   : Verdict::eligible;
}

// Two bits for the verdict of each truth, that of `false` lowest.
VerdictByTruth verdicts_at(std::size_t index) {
  return {static_cast<Verdict>(index % 4), static_cast<Verdict>(index / 4 % 4),
          static_cast<Verdict>(index / 16)};
}

constexpr std::int64_t power_of_ten(int exponent) {
  return exponent == 0 ? 1 : 10 * power_of_ten(exponent - 1);
}

bool has_only_absolute_limits(const MeasurementPredicate& predicate) {
  const auto& bounds = std::get<std::vector<ValueBound>>(predicate.test);
  return std::ranges::all_of(
      bounds, [](const ValueBound& bound) { return std::holds_alternative<AbsoluteLimit>(bound.limit); });
}

}  // namespace

LimitCounter::LimitCounter(const columnar::Plan& plan, std::size_t trial, const Limit& limit,
                           const AgeTable* ages)
    : plan_(plan),
      trial_(trial),
      limit_(limit),
      predicate_(plan.program->predicates[limit.predicate]),
      ages_(ages) {
  const columnar::PredicatePlan& of = plan.predicates[plan.slot_of[limit.predicate]];
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
  if (const auto* age = std::get_if<AgePredicate>(&predicate_)) {
    const auto column = plan.cohort->person[static_cast<std::size_t>(patients::PersonField::birth_date)];
    birth_column_ = column.value_or(no_column);
    if (column) key_by_ = Key::age;
    is_one_unit_ = std::ranges::all_of(age->bounds, [&](const AgeBound& bound) {
      return bound.limit.unit == age->bounds[limit.bound].limit.unit;
    });
    return;
  }
  find_value(of);
}

// The columns of the only value that the predicate rests on, if there is one.
void LimitCounter::find_value(const columnar::PredicatePlan& of) {
  const auto& measurement = std::get<MeasurementPredicate>(predicate_);
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

void LimitCounter::count(Matcher& matcher, const CellGrid& grid, const OtherCriteria& others,
                         const std::vector<std::uint64_t>& plain) {
  read_columns(matcher);
  set_verdicts(matcher, others);
  for (std::size_t word = 0; word < plain.size(); ++word)
    count_word(matcher, grid, others, word, plain[word]);
}

void LimitCounter::read_columns(const Matcher& matcher) {
  if (key_by_ == Key::age) {
    first_day_ = matcher.columns()[birth_column_].first.data();
    last_day_ = matcher.columns()[birth_column_].last_days();
  }
  if (key_by_ != Key::value) return;
  value_ = &matcher.columns()[value_column_];
  if (unit_column_ != no_column) unit_ = matcher.columns()[unit_column_].code.data();
  if (comparator_column_ != no_column) comparator_ = matcher.columns()[comparator_column_].code.data();
}

// The verdict of every row if the predicate were false, unknown, true.
void LimitCounter::set_verdicts(Matcher& matcher, const OtherCriteria& others) {
  const std::size_t words = matcher.live().size();
  const bool unpublished = plan_.trials[trial_]->unpublished;
  for (const Truth truth : truths) {
    const auto& masks = matcher.assume(trial_, limit_.criterion, limit_.predicate, truth);
    Bits& bits = verdicts_[static_cast<std::size_t>(truth)];
    bits.low.resize(words);
    bits.high.resize(words);
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t possible = ~masks.fail[w];
      const std::uint64_t incomplete = unpublished ? ~std::uint64_t{0} : masks.open[w] | others.open[w];
      const std::uint64_t candidate = ~incomplete & (masks.unknown[w] | others.unknown[w]);
      bits.low[w] = possible & ~candidate;
      bits.high[w] = possible & ~incomplete;
    }
  }
}

void LimitCounter::count_word(Matcher& matcher, const CellGrid& grid, const OtherCriteria& others,
                              std::size_t word, std::uint64_t plain) {
  std::uint64_t rows = matcher.live()[word];
  curve_.add_constant(Verdict::ineligible,
                      static_cast<std::uint64_t>(std::popcount(rows & others.fail[word])));
  rows &= ~others.fail[word];
  for (std::uint64_t left = rows & plain; left != 0; left &= left - 1)
    count_plain_row(matcher, others, 64 * word + static_cast<std::size_t>(std::countr_zero(left)));
  rows &= ~plain;
  if (rows == 0) return;
  const auto& [no, unknown, yes] = verdicts_;
  const std::uint64_t varies = (no.low[word] ^ unknown.low[word]) | (yes.low[word] ^ unknown.low[word]) |
                               (no.high[word] ^ unknown.high[word]) | (yes.high[word] ^ unknown.high[word]);
  for (std::size_t v = 0; v < 4; ++v) {
    const std::uint64_t low = (v & 1U) != 0 ? no.low[word] : ~no.low[word];
    const std::uint64_t high = (v & 2U) != 0 ? no.high[word] : ~no.high[word];
    curve_.add_constant(static_cast<Verdict>(v),
                        static_cast<std::uint64_t>(std::popcount(rows & ~varies & low & high)));
  }
  const std::uint64_t decided = matcher.decided(limit_.predicate, word);
  const std::array<std::uint64_t, 6> bits{no.low[word],       no.high[word], unknown.low[word],
                                          unknown.high[word], yes.low[word], yes.high[word]};
  for (std::uint64_t left = rows & varies; left != 0; left &= left - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(left));
    std::size_t verdicts = 0;  // two bits for the verdict of each truth
    for (std::size_t i = 0; i < bits.size(); ++i) verdicts |= ((bits[i] >> bit) & 1U) << i;
    count_row(matcher, grid, 64 * word + bit, verdicts, ((decided >> bit) & 1U) != 0);
  }
}

bool LimitCounter::is_exact_number(std::size_t row) const {
  return !value_->only_texts && static_cast<patients::Form>(value_->form[row]) == patients::Form::exact &&
         (comparator_ == nullptr || comparator_[row] == 0);
}

// No value, or an exact one that is of no use (too old, of an unknown unit): no limit changes that.
bool LimitCounter::is_constant_unknown(std::size_t row) const {
  if (key_by_ != Key::value) return false;
  if (value_->only_texts) return value_->code[row] == 0;
  return static_cast<patients::Form>(value_->form[row]) == patients::Form::empty || is_exact_number(row);
}

// Where the kind of a row is kept that is told by a number alone; none if it is not.
std::uint32_t* LimitCounter::shortcut(std::size_t row, bool decided) {
  if (key_by_ == Key::age) {
    const std::int32_t day = first_day_[row];
    if (day == patients::no_day || day != last_day_[row]) return nullptr;
    const std::int64_t days = std::int64_t{plan_.as_of.number} - day;
    if (days < 0 || days > AgeTable::most_days) return nullptr;
    const std::size_t age = is_one_unit_ ? (*ages_)[days] : static_cast<std::size_t>(days);
    if (kind_of_age_.size() <= age) kind_of_age_.resize(age + 1);
    return &kind_of_age_[age];
  }
  if (key_by_ != Key::value || !decided || !is_exact_number(row)) return nullptr;
  return shortcut_of_number(value_->number[row], unit_ == nullptr ? 0 : unit_[row]);
}

std::uint32_t* LimitCounter::shortcut_of_number(std::int64_t number, std::uint32_t unit) {
  constexpr std::int64_t one = power_of_ten(patients::number_scale);
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

void LimitCounter::add_cells(const CellGrid& grid, std::size_t row, const std::vector<std::size_t>& columns) {
  for (const std::size_t column : columns) {
    key_ += grid.cell(column, row);
    key_ += '\0';
  }
}

// Where the only value decides the visit, it lies in it and is fresh: whatever the days, as long as all are
// exact and have come. False if they are not.
bool LimitCounter::add_visit(const Matcher& matcher, const CellGrid& grid, std::size_t row) {
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

void LimitCounter::make_key(const Matcher& matcher, const CellGrid& grid, std::size_t row, bool decided) {
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
      const auto unit = std::get<AgePredicate>(predicate_).bounds[limit_.bound].limit.unit;
      key_ = is_one_unit_ ? 'a' : 'd';
      key_ += std::to_string(is_one_unit_ ? patients::completed(patients::Day{day}, plan_.as_of, unit) : day);
      return;
    }
  }
  key_ = 'c';
  add_cells(grid, row, columns_);
}

std::optional<TruthSteps> LimitCounter::steps_of(Matcher& matcher, std::size_t row) {
  const bool is_part = part_ && !matcher.is_plain(row);
  const BoundRecord& record = is_part ? matcher.bound_record(row, *part_) : matcher.bound_record(row);
  return truth_steps(predicate_, limit_.bound, {plan_.program->vocabulary, record, plan_.as_of});
}

// 1 + the index of the kind, or `unplaced`.
std::uint32_t LimitCounter::kind_of(Matcher& matcher, const CellGrid& grid, std::size_t row, bool decided) {
  std::uint32_t* known = shortcut(row, decided);
  if (known != nullptr && *known != 0) return *known;
  make_key(matcher, grid, row, decided);
  auto found = keys_.find(std::string_view(key_));
  if (found == keys_.end()) {
    auto steps = steps_of(matcher, row);
    if (steps) kinds_.push_back(std::move(*steps));
    found = keys_.emplace(key_, steps ? static_cast<std::uint32_t>(kinds_.size()) : unplaced).first;
  }
  if (known != nullptr) *known = found->second;
  return found->second;
}

void LimitCounter::count_row(Matcher& matcher, const CellGrid& grid, std::size_t row, std::size_t verdicts,
                             bool decided) {
  if (!decided && is_constant_unknown(row))
    return curve_.add_constant(verdicts_at(verdicts)[static_cast<std::size_t>(Truth::unknown)], 1);
  constexpr std::uint32_t most_counted = 0xFFFFFFFF;
  if (keys_.size() >= most_kinds || counted_ == most_counted) flush();
  const std::uint32_t kind = kind_of(matcher, grid, row, decided);
  if (kind == unplaced) {
    const Truth now = matcher.truth_of(limit_.predicate, row);
    return curve_.add_unplaced(verdicts_at(verdicts)[static_cast<std::size_t>(now)], 1);
  }
  std::vector<std::uint32_t>& counts = counts_[verdicts];
  if (counts.size() < kind) counts.resize(std::max<std::size_t>(kind, 2 * counts.size()));
  ++counts[kind - 1];
  ++counted_;
}

// By the definition, all of it.
void LimitCounter::count_plain_row(Matcher& matcher, const OtherCriteria& others, std::size_t row) {
  const Trial& trial = *plan_.trials[trial_];
  const Criterion& criterion = trial.criteria[limit_.criterion];
  VerdictByTruth verdicts{};
  const auto verdict_if = [&](const Outcome& outcome) {
    Evaluator evaluator(*plan_.program, matcher.bound_record(row), plan_.as_of);
    evaluator.assume(limit_.predicate, outcome);
    const CriterionResult result = evaluator.evaluate(trial, criterion);
    const bool unknown = result.status == Status::unknown;
    const bool open = unknown && !result.causes.only(Cause::attestation);
    return verdict_of(result.status == Status::fail, open || bit_at(others.open, row) || trial.unpublished,
                      unknown || bit_at(others.unknown, row));
  };
  for (const Truth truth : truths) {
    const Outcome outcome =
        truth == Truth::unknown ? Outcome::unknown(Cause::missing) : Outcome::of(truth == Truth::true_);
    verdicts[static_cast<std::size_t>(truth)] = verdict_if(outcome);
  }
  if (const auto steps = steps_of(matcher, row)) return curve_.add(*steps, verdicts, 1);
  Evaluator evaluator(*plan_.program, matcher.bound_record(row), plan_.as_of);
  const Truth now = evaluator.evaluate(limit_.predicate).truth;
  curve_.add_unplaced(verdicts[static_cast<std::size_t>(now)], 1);
}

void LimitCounter::flush() {
  for (std::size_t index = 0; index < counts_.size(); ++index) {
    for (std::size_t kind = 0; kind < counts_[index].size(); ++kind) {
      if (counts_[index][kind] > 0) curve_.add(kinds_[kind], verdicts_at(index), counts_[index][kind]);
    }
    counts_[index].clear();
  }
  counted_ = 0;
  kinds_.clear();
  keys_.clear();
  kind_of_age_.clear();
  kind_of_integer_.clear();
  kind_of_number_.clear();
}

void LimitCounter::finish(Curve& curve) {
  flush();
  curve.add(curve_);
}

}  // namespace eligo::engine
