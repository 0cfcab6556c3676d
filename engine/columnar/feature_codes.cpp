// See feature_codes.hpp.
#include "engine/columnar/feature_codes.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "engine/columnar/simd.hpp"

namespace eligo::engine::columnar {

using patients::no_day;
using patients::TypedColumn;

namespace {

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

FeatureCodes::FeatureCodes(const Plan& plan, const patients::TypedColumns& columns,
                           const UnreadableCells& unreadable, std::size_t capacity)
    : plan_(plan),
      columns_(columns),
      unreadable_(unreadable),
      features_(plan.features.size()),
      dates_(plan.dates.size()),
      ranges_(plan.ranges.size()),
      cuts_(plan.features.size()),
      no_days_(capacity, no_day),
      no_codes_(capacity),
      all_rows_(capacity),
      raws_(capacity) {
  std::iota(all_rows_.begin(), all_rows_.end(), 0U);
  for (FeatureId id = 0; id < features_.size(); ++id) {
    State& state = features_[id];
    if (const auto* code = std::get_if<CodeFeature>(&plan.features[id])) {
      state.codes = columns[code->column].code.data();
      continue;
    }
    if (std::holds_alternative<UnreadableFeature>(plan.features[id])) {
      state.codes = unreadable.codes();
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

// By raws_. Most often all have their numbers already.
void FeatureCodes::number_all(State& state) {
  const std::span<const std::uint32_t> raws(raws_.data(), rows_);
  if (state.numbering.find_all(raws, state.own.data())) return;
  number_rows(state, {all_rows_.data(), rows_}, [raws](std::uint32_t row) { return raws[row]; });
}

void FeatureCodes::append_meaning(FeatureId id, std::size_t row, std::string& to) const {
  const State& state = features_[id];
  const Feature& feature = plan_.features[id];
  const auto append_number = [&](char kind, std::uint32_t number) {
    to += kind;
    for (unsigned shift = 0; shift < 32; shift += 8) to += static_cast<char>(number >> shift);
  };
  // Words of a dictionary are numbered as they come, too.
  const auto append_word = [&](std::size_t column, std::uint32_t word) {
    const std::string& text = columns_[column].dictionary[word - 1];
    append_number('w', static_cast<std::uint32_t>(text.size()));
    to += text;
  };
  const std::uint32_t code = state.codes[row];
  if (std::holds_alternative<UnreadableFeature>(feature)) {
    const std::vector<std::size_t>& columns = unreadable_.columns(static_cast<std::uint8_t>(code));
    append_number('u', static_cast<std::uint32_t>(columns.size()));
    for (const std::size_t column : columns) append_number('u', static_cast<std::uint32_t>(column));
    return;
  }
  if (const auto* word = std::get_if<CodeFeature>(&feature)) {
    if (code != 0 && !columns_[word->column].dictionary.empty()) return append_word(word->column, code);
  } else if (state.numbering.is_numbered(code)) {
    const std::uint32_t raw = state.numbering.raw_of(code);
    const auto* value = std::get_if<ValueFeature>(&feature);
    if (value != nullptr && raw != 0 && raw < first_number_code) return append_word(value->column, raw);
    return append_number('r', raw);
  }
  append_number('c', code);
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
          return patients::add(patients::Day{day}, {source.offset_days, patients::TimeUnit::day}).number;
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

void FeatureCodes::compute_ranges() {
  const std::size_t rows = rows_;
  const std::int32_t as_of = plan_.as_of.number;
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    if (!range_is_needed_[i]) continue;
    const RangeSource& source = plan_.ranges[i];
    std::int32_t* first = ranges_[i].first.data();
    std::int32_t* last = ranges_[i].last.data();
    const auto first_of = [&](DateId date) { return date == no_date ? no_days_.data() : dates_[date].first; };
    const auto last_of = [&](DateId date) { return date == no_date ? no_days_.data() : dates_[date].last; };
    const DayLimits limits{no_day, patients::first_day.number, as_of};
    if (source.course) {
      const std::uint8_t* ongoing =
          source.ongoing == no_column ? no_codes_.data() : columns_[source.ongoing].code.data();
      find_course_ends({first_of(source.date), first_of(source.end), last_of(source.end), ongoing}, limits,
                       {first, rows}, {last, rows});
    } else {
      find_days(first_of(source.date), last_of(source.date), limits, {first, rows}, {last, rows});
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

void FeatureCodes::code(FeatureId id, const AgeFeature& feature) {
  const TypedColumn& from = columns_[feature.column];
  constexpr std::int64_t one = 1'000'000;  // 10^number_scale
  for (std::size_t row = 0; row < rows_; ++row) {
    raws_[row] = 0;
    if (from.form[row] == 0 || from.number[row] < 0) continue;
    const std::int64_t completed = from.number[row] / one;
    if (completed > oldest_age) odd_[row] = 1;
    raws_[row] = static_cast<std::uint32_t>(1 + std::min(completed, static_cast<std::int64_t>(oldest_age)));
  }
  number_all(features_[id]);
}

void FeatureCodes::code(FeatureId id, const RelationFeature& feature) {
  const RangeValues& a = ranges_[feature.a];
  const RangeValues& b = ranges_[feature.b];
  relate_days({(feature.last_of_a ? a.last : a.first).data(), b.first.data(), b.last.data(), feature.shift,
               feature.reach},
              {raws_.data(), rows_});
  number_all(features_[id]);
}

void FeatureCodes::code(FeatureId id, const UnreadableFeature&) {
  widen(features_[id], unreadable_.code_count());
}

}  // namespace eligo::engine::columnar
