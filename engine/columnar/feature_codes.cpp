// See feature_codes.hpp.
#include "engine/columnar/feature_codes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <numeric>

#include "engine/columnar/simd.hpp"
#include "engine/time_window.hpp"

namespace eligo::engine::columnar {

using patients::Decimal;
using patients::Form;
using patients::no_day;
using patients::PartialDate;
using patients::Rational;
using patients::TypedColumn;

namespace {

// The smallest number (in units of 10^-number_scale) of the recorded unit that, in the canonical unit, is at
// least `limit` (or above it). Numbers beyond all limits where there is none.
std::int64_t cut(const Rational& factor, const Rational& limit, bool above) {
  const auto reached = [&](std::int64_t number) {
    const auto value = multiply(Rational(Decimal(number, patients::number_scale)), factor);
    const auto order = value ? compare(*value, limit) : std::nullopt;
    return !order || (above ? *order > 0 : *order >= 0);
  };
  std::int64_t low = 0;
  std::int64_t high = patients::largest_number + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (reached(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

std::size_t count_cuts(const std::vector<std::int64_t>& cuts, std::int64_t number) {
  return static_cast<std::size_t>(std::ranges::count_if(cuts, [&](std::int64_t at) { return number >= at; }));
}

// Codes of a feature that is regular by itself: how many; where all are numbered as they come, only the one
// that means none.
struct RegularCodes {
  std::uint32_t operator()(const DateFeature& feature) const {
    return static_cast<std::uint32_t>(feature.days.size() + 2);
  }
  std::uint32_t operator()(const ValueFeature& feature) const {
    return static_cast<std::uint32_t>(feature.cuts() + 2);
  }
  template <class Other>
  std::uint32_t operator()(const Other&) const {
    return 1;
  }
};

}  // namespace

FeatureCodes::FeatureCodes(const Plan& plan, const patients::TypedColumns& columns, std::size_t capacity)
    : plan_(plan),
      columns_(columns),
      features_(plan.features.size()),
      dates_(plan.dates.size()),
      ranges_(plan.ranges.size()),
      cuts_(plan.features.size()),
      all_rows_(capacity) {
  std::iota(all_rows_.begin(), all_rows_.end(), 0U);
  for (FeatureId id = 0; id < features_.size(); ++id) {
    State& state = features_[id];
    if (const auto* code = std::get_if<CodeFeature>(&plan.features[id])) {
      state.codes = columns[code->column].code.data();
      continue;
    }
    state.own.resize(capacity);
    state.codes = state.own.data();
    state.numbering.start(std::visit(RegularCodes{}, plan.features[id]), raw_codes(plan.features[id]));
  }
  note_needs();
  for (std::size_t i = 0; i < dates_.size(); ++i) {
    if (plan.dates[i].offset_columns.empty()) continue;
    dates_[i].own_first.resize(capacity);
    dates_[i].own_last.resize(capacity);
  }
  for (auto& range : ranges_) {
    range.first.resize(capacity);
    range.last.resize(capacity);
  }
}

// Dates and ranges that some feature reads.
void FeatureCodes::note_needs() {
  date_is_needed_.resize(dates_.size());
  range_is_needed_.resize(ranges_.size());
  for (const Feature& feature : plan_.features) {
    if (const auto* date = std::get_if<DateFeature>(&feature)) date_is_needed_[date->date] = true;
    if (const auto* date = std::get_if<RawDateFeature>(&feature)) date_is_needed_[date->date] = true;
    if (const auto* relation = std::get_if<RelationFeature>(&feature))
      range_is_needed_[relation->a] = range_is_needed_[relation->b] = true;
  }
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    if (!range_is_needed_[i]) continue;
    if (plan_.ranges[i].date != no_date) date_is_needed_[plan_.ranges[i].date] = true;
    if (plan_.ranges[i].end != no_date) date_is_needed_[plan_.ranges[i].end] = true;
  }
}

void FeatureCodes::compute(std::span<std::uint8_t> odd) {
  odd_ = odd;
  rows_ = columns_.rows();
  compute_dates();
  compute_ranges();
  for (FeatureId id = 0; id < plan_.features.size(); ++id) {
    std::visit([&](const auto& feature) { code(id, feature); }, plan_.features[id]);
  }
}

void FeatureCodes::widen(State& state, std::uint32_t codes) {
  const auto bits = static_cast<unsigned>(std::bit_width(codes - 1));
  if (bits <= state.bits) return;
  state.bits = bits;
  ++state.epoch;
}

// Numbers the raw codes of some rows. If the numbers run out, all begin anew; rows of a batch with too many
// different ones are odd.
template <class RawOf>
void FeatureCodes::number_rows(State& state, std::span<const std::uint32_t> rows, RawOf raw_of) {
  for (bool again = false;; again = true) {
    bool all = true;
    for (const std::uint32_t row : rows) {
      const std::uint8_t id = state.numbering.of(raw_of(row));
      state.own[row] = id;
      if (id != 0) continue;
      all = false;
      if (again) odd_[row] = 1;
    }
    if (all || again) break;
    state.numbering.restart();
    ++state.epoch;
  }
  widen(state, state.numbering.next());
}

template <class RawOf>
void FeatureCodes::number_all(State& state, RawOf raw_of) {
  number_rows(state, {all_rows_.data(), rows_}, raw_of);
}

// ---- dates

void FeatureCodes::compute_dates() {
  const std::size_t rows = rows_;
  for (std::size_t i = 0; i < dates_.size(); ++i) {
    if (!date_is_needed_[i]) continue;
    const DateSource& source = plan_.dates[i];
    DateValues& values = dates_[i];
    if (source.offset_columns.empty()) {
      const TypedColumn& column = columns_[source.column];
      values.first = column.first.data();
      values.last = column.last_days();
      values.irregular = column.irregular;
      continue;
    }
    values.irregular.clear();
    for (std::size_t row = 0; row < rows; ++row) {
      std::int32_t first = no_day;
      std::int32_t last = no_day;
      for (const std::size_t event : source.offset_columns) {
        first = std::max(first, columns_[event].first[row]);
        last = std::max(last, columns_[event].last_days()[row]);
      }
      if (first != no_day) {
        const auto moved = [&](std::int32_t day) {
          return patients::add(Day{day}, {source.offset_days, patients::TimeUnit::day}).number;
        };
        last = first == last ? moved(first) : moved(last);
        first = moved(first);
      }
      if (source.column != no_column && columns_[source.column].first[row] != no_day) {
        first = columns_[source.column].first[row];
        last = columns_[source.column].last_days()[row];
      }
      values.own_first[row] = first;
      values.own_last[row] = last;
      if (first != last) values.irregular.push_back(static_cast<std::uint32_t>(row));
    }
    values.first = values.own_first.data();
    values.last = values.own_last.data();
  }
}

std::optional<PartialDate> FeatureCodes::date_at(DateId date, std::size_t row) const {
  if (date == no_date || dates_[date].first[row] == no_day) return std::nullopt;
  return PartialDate{Day{dates_[date].first[row]}, Day{dates_[date].last[row]}, patients::DatePrecision::day};
}

void FeatureCodes::compute_ranges() {
  const std::size_t rows = rows_;
  const std::int32_t as_of = plan_.as_of.number;
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    if (!range_is_needed_[i]) continue;
    const RangeSource& source = plan_.ranges[i];
    std::int32_t* first = ranges_[i].first.data();
    std::int32_t* last = ranges_[i].last.data();
    if (source.course || source.date == no_date) {
      for (std::size_t row = 0; row < rows; ++row) {
        const auto date = date_at(source.date, row);
        const bool ongoing = source.ongoing != no_column && columns_[source.ongoing].code[row] == 2;
        const DayRange range = source.course
                                   ? possible_end(date, date_at(source.end, row), ongoing, plan_.as_of)
                                   : possible_days(date, plan_.as_of);
        first[row] = range.first.number;
        last[row] = range.last.number;
      }
      continue;
    }
    // The same as possible_days().
    const std::int32_t* date_first = dates_[source.date].first;
    const std::int32_t* date_last = dates_[source.date].last;
    for (std::size_t row = 0; row < rows; ++row) {
      const bool known = date_first[row] != no_day;
      first[row] = known ? date_first[row] : patients::first_day.number;
      last[row] = known ? std::min(date_last[row], as_of) : as_of;
    }
  }
}

// ---- features

void FeatureCodes::code(FeatureId id, const CodeFeature& feature) {
  const TypedColumn& column = columns_[feature.column];
  widen(features_[id], std::max(feature.codes, static_cast<std::uint32_t>(column.dictionary.size() + 1)));
}

void FeatureCodes::code(FeatureId id, const TrialFeature& feature) {
  const std::size_t rows = rows_;
  State& state = features_[id];
  const std::uint8_t* from = columns_[feature.column].code.data();
  std::uint8_t* codes = state.own.data();
  const auto own = static_cast<std::uint8_t>(feature.trial + 2);
  for (std::size_t row = 0; row < rows; ++row)
    codes[row] = static_cast<std::uint8_t>((from[row] != 0 ? 1U : 0U) + (from[row] == own ? 1U : 0U));
  widen(state, 3);
}

void FeatureCodes::code(FeatureId id, const SectionFeature& feature) {
  const std::size_t rows = rows_;
  State& state = features_[id];
  const std::uint8_t* from = columns_[feature.column].code.data();
  std::uint8_t* codes = state.own.data();
  const auto bit = static_cast<unsigned>(feature.section);
  for (std::size_t row = 0; row < rows; ++row) {
    // The code is one more than the bits, and 0 where the cell is empty.
    const unsigned bits = from[row] - (from[row] != 0 ? 1U : 0U);
    codes[row] = static_cast<std::uint8_t>((bits >> bit) & 1U);
  }
  widen(state, 2);
}

void FeatureCodes::code(FeatureId id, const FilledFeature& feature) {
  const std::size_t rows = rows_;
  State& state = features_[id];
  std::uint8_t* codes = state.own.data();
  std::fill_n(codes, rows_, std::uint8_t{0});
  const auto add = [&](const std::vector<std::uint8_t>& values) {
    const std::uint8_t* from = values.data();
    for (std::size_t row = 0; row < rows; ++row)
      codes[row] = static_cast<std::uint8_t>(codes[row] | (from[row] != 0 ? 1U : 0U));
  };
  for (const std::size_t column : feature.columns) {
    const TypedColumn& from = columns_[column];
    if (!from.first.empty()) {
      mark_unequal({from.first.data(), rows_}, no_day, {codes, rows_});
    } else {
      add(!from.form.empty() ? from.form : from.code);
    }
  }
  widen(state, 2);
}

// A single day has the number of turning days up to it, plus one; an empty date has none of either.
void FeatureCodes::code(FeatureId id, const DateFeature& feature) {
  State& state = features_[id];
  const DateValues& values = dates_[feature.date];
  std::vector<std::int32_t> limits{no_day + 1};
  limits.insert(limits.end(), feature.days.begin(), feature.days.end());
  count_at_most({values.first, rows_}, limits, {state.own.data(), rows_});
  const auto places = static_cast<std::uint32_t>(feature.days.size() + 1);
  const auto place = [&](std::int32_t day) {
    return static_cast<std::uint32_t>(
        std::ranges::count_if(feature.days, [&](std::int32_t turn) { return day >= turn; }));
  };
  widen(state, places + 1);
  number_rows(state, values.irregular,
              [&](std::uint32_t row) { return place(values.first[row]) * places + place(values.last[row]); });
}

void FeatureCodes::code(FeatureId id, const RawDateFeature& feature) {
  const std::size_t rows = rows_;
  const DateValues& values = dates_[feature.date];
  for (const std::uint32_t row : values.irregular) odd_[row] = 1;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto day = static_cast<std::uint32_t>(values.first[row] - patients::first_day.number);
    features_[id].own[row] =
        static_cast<std::uint8_t>(values.first[row] == no_day ? 0xFFU : day >> (8 * feature.byte));
  }
  widen(features_[id], 256);
}

// Limits in the recorded unit; none if the unit does not convert, for then no limit is compared with.
const FeatureCodes::Cuts& FeatureCodes::cuts(FeatureId id, const ValueFeature& feature, std::size_t unit) {
  auto& known = cuts_[id];
  if (known.size() <= unit) known.resize(unit + 1);
  Cuts& result = known[unit];
  if (result.known) return result;
  result.known = true;
  const std::string& text = unit == 0 ? feature.unit : columns_[feature.unit_column].dictionary[unit - 1];
  const patients::Analyte& analyte = plan_.program->vocabulary[feature.concept_id].analyte;
  std::optional<Rational> factor;
  if (text == analyte.unit) {
    factor = Rational(Decimal(1));
  } else if (const auto conversion = patients::conversion(text, analyte); conversion.conversion) {
    factor = conversion.conversion->factor;
  }
  // Every number is at least this, what is not a number is below.
  result.at.push_back(0);
  for (const Rational& limit : feature.canonical) {
    if (!factor) break;
    result.at.push_back(cut(*factor, limit, false));
    result.at.push_back(cut(*factor, limit, true));
  }
  if (feature.detects) result.at.push_back(1);
  std::ranges::sort(result.at);
  return result;
}

// Rows that hold neither nothing nor an exact number.
std::span<const std::uint32_t> FeatureCodes::irregular_rows(const TypedColumn& column) {
  const std::size_t rows = rows_;
  if (!column.only_texts) return column.irregular;
  texts_.clear();
  for (std::uint32_t row = 0; row < rows; ++row)
    if (column.form[row] != static_cast<std::uint8_t>(Form::empty)) texts_.push_back(row);
  return texts_;
}

void FeatureCodes::code(FeatureId id, const ValueFeature& feature) {
  State& state = features_[id];
  const TypedColumn& from = columns_[feature.column];
  const std::uint8_t* units =
      feature.unit_column == no_column ? nullptr : columns_[feature.unit_column].code.data();
  const bool one_unit = units == nullptr ||
                        std::all_of(units, units + rows_, [&](std::uint8_t unit) { return unit == *units; });
  if (from.only_texts) {
    std::fill_n(state.own.begin(), rows_, std::uint8_t{0});
  } else if (one_unit) {
    const std::size_t unit = units == nullptr || rows_ == 0 ? 0 : *units;
    count_at_most({from.number.data(), rows_}, cuts(id, feature, unit).at, {state.own.data(), rows_});
  } else {
    for (std::size_t row = 0; row < rows_; ++row)
      state.own[row] =
          static_cast<std::uint8_t>(count_cuts(cuts(id, feature, units[row]).at, from.number[row]));
  }
  const auto places = static_cast<std::uint32_t>(feature.cuts() + 2);
  widen(state, places);
  number_rows(state, irregular_rows(from), [&](std::uint32_t row) -> std::uint32_t {
    const auto form = static_cast<Form>(from.form[row]);
    if (form == Form::text) return from.code[row];
    const std::size_t unit = units == nullptr ? 0 : units[row];
    const auto place = static_cast<std::uint32_t>(count_cuts(cuts(id, feature, unit).at, from.censored[row]));
    const auto kind = static_cast<std::uint32_t>(form) - static_cast<std::uint32_t>(Form::less);
    return first_number_code + kind * places + place;
  });
}

void FeatureCodes::code(FeatureId id, const RatioFeature& feature) {
  const std::size_t rows = rows_;
  const TypedColumn& value = columns_[feature.column];
  const TypedColumn& limit = columns_[feature.limit_column];
  State& state = features_[id];
  widen(state, static_cast<std::uint32_t>(2 + 2 * feature.multiples.size()));
  constexpr auto exact = static_cast<std::uint8_t>(Form::exact);
  std::uint8_t* codes = state.own.data();
  const std::uint8_t* forms = value.form.data();
  const std::uint8_t* limit_forms = limit.form.data();
  for (std::size_t row = 0; row < rows; ++row) {
    const unsigned is_exact = forms[row] == exact ? 1U : 0U;
    codes[row] = static_cast<std::uint8_t>(is_exact & (limit_forms[row] != 0 ? 1U : 0U));
  }
  for (const std::uint32_t row : irregular_rows(value)) {
    if (limit.form[row] == 0) continue;
    state.own[row] = 1;
    if (value.form[row] == static_cast<std::uint8_t>(Form::text)) odd_[row] = 1;
  }
  for (const Decimal& multiple : feature.multiples) add_places(state.own, multiple, value, limit);
}

// Adds to each code that is not 0 whether the value reaches so many times its limit, and whether it is above.
void FeatureCodes::add_places(std::vector<std::uint8_t>& codes, const Decimal& multiple,
                              const TypedColumn& value, const TypedColumn& limit) {
  const std::size_t rows = rows_;
  __extension__ using Wide = __int128;
  static constexpr std::array<std::int64_t, 7> powers{1, 10, 100, 1000, 10000, 100000, 1000000};
  const bool is_deep = multiple.scale() < 0 || multiple.scale() >= static_cast<std::int16_t>(powers.size());
  if (is_deep) {
    for (std::size_t row = 0; row < rows; ++row)
      odd_[row] = static_cast<std::uint8_t>(odd_[row] | (codes[row] != 0 ? 1U : 0U));
    return;
  }
  const std::int64_t power = powers[static_cast<std::size_t>(multiple.scale())];
  const std::int64_t mantissa = multiple.mantissa();
  std::uint8_t* code = codes.data();
  const std::int64_t* numbers = value.number.data();
  const std::int64_t* references = limit.number.data();
  // Numbers up to this can be multiplied by both without going over.
  const std::int64_t safe = std::numeric_limits<std::int64_t>::max() /
                            std::max(power, std::max<std::int64_t>(std::abs(mantissa), 1));
  for (std::size_t row = 0; row < rows; ++row) {
    // Exact numbers are not below 0, and others have theirs in `censored`.
    const std::int64_t number = numbers[row] >= 0 ? numbers[row] : value.censored[row];
    const std::int64_t reference = references[row];
    unsigned place = 0;
    if (number <= safe && reference <= safe) {
      place = static_cast<unsigned>(number * power >= reference * mantissa) +
              static_cast<unsigned>(number * power > reference * mantissa);
    } else {
      const Wide left = static_cast<Wide>(number) * power;
      const Wide right = static_cast<Wide>(reference) * mantissa;
      place = static_cast<unsigned>(left >= right) + static_cast<unsigned>(left > right);
    }
    code[row] = static_cast<std::uint8_t>(code[row] + (code[row] != 0 ? place : 0));
  }
}

void FeatureCodes::code(FeatureId id, const AgeFeature& feature) {
  const TypedColumn& from = columns_[feature.column];
  constexpr std::int64_t one = 1'000'000;  // 10^number_scale
  number_all(features_[id], [&](std::uint32_t row) -> std::uint32_t {
    if (from.form[row] == 0 || from.number[row] < 0) return 0;
    const std::int64_t completed = from.number[row] / one;
    if (completed > oldest_age) odd_[row] = 1;
    return static_cast<std::uint32_t>(1 + std::min(completed, static_cast<std::int64_t>(oldest_age)));
  });
}

void FeatureCodes::code(FeatureId id, const RelationFeature& feature) {
  const auto& a = feature.last_of_a ? ranges_[feature.a].last : ranges_[feature.a].first;
  const RangeValues& b = ranges_[feature.b];
  const std::int32_t reach = feature.reach;
  const auto places = static_cast<std::uint32_t>(2 * reach + 1);
  number_all(features_[id], [&](std::uint32_t row) {
    const auto step = [&](std::int32_t other) {
      return static_cast<std::uint32_t>(std::clamp(a[row] - other - feature.shift, -reach, reach) + reach);
    };
    return step(b.first[row]) * places + step(b.last[row]);
  });
}

}  // namespace eligo::engine::columnar
