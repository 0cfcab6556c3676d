// See feature_codes.hpp.
#include "engine/columnar/feature_codes.hpp"

#include <algorithm>

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

}  // namespace

FeatureCodes::FeatureCodes(const Plan& plan, const patients::TypedColumns& columns, std::size_t capacity)
    : plan_(plan),
      columns_(columns),
      capacity_(capacity),
      codes_(plan.features.size(), std::vector<std::uint16_t>(capacity)),
      dates_(plan.dates.size()),
      ranges_(plan.ranges.size()),
      cuts_(plan.features.size()),
      low_counts_(capacity),
      high_counts_(capacity) {
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

void FeatureCodes::compute(std::span<std::uint8_t> odd) {
  odd_ = odd;
  rows_ = columns_.rows();
  compute_dates();
  compute_ranges();
  for (FeatureId id = 0; id < plan_.features.size(); ++id) {
    std::visit([&](const auto& feature) { code(id, feature); }, plan_.features[id]);
  }
}

// ---- dates

void FeatureCodes::compute_dates() {
  for (std::size_t i = 0; i < dates_.size(); ++i) {
    const DateSource& source = plan_.dates[i];
    DateValues& values = dates_[i];
    if (source.offset_columns.empty()) {
      const TypedColumn& column = columns_[source.column];
      values.first = {column.first.data(), rows_};
      values.last = {column.last.data(), rows_};
      values.partial = column.partial_dates;
      continue;
    }
    values.partial = false;
    for (std::size_t row = 0; row < rows_; ++row) {
      std::int32_t first = no_day;
      std::int32_t last = no_day;
      for (const std::size_t event : source.offset_columns) {
        first = std::max(first, columns_[event].first[row]);
        last = std::max(last, columns_[event].last[row]);
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
        last = columns_[source.column].last[row];
      }
      values.own_first[row] = first;
      values.own_last[row] = last;
      values.partial = values.partial || first != last;
    }
    values.first = {values.own_first.data(), rows_};
    values.last = {values.own_last.data(), rows_};
  }
}

std::optional<PartialDate> FeatureCodes::date_at(DateId date, std::size_t row) const {
  if (date == no_date || dates_[date].first[row] == no_day) return std::nullopt;
  return PartialDate{Day{dates_[date].first[row]}, Day{dates_[date].last[row]}, patients::DatePrecision::day};
}

void FeatureCodes::compute_ranges() {
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    const RangeSource& source = plan_.ranges[i];
    std::int32_t* first = ranges_[i].first.data();
    std::int32_t* last = ranges_[i].last.data();
    if (source.course || source.date == no_date) {
      for (std::size_t row = 0; row < rows_; ++row) {
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
    const std::int32_t as_of = plan_.as_of.number;
    const DateValues& date = dates_[source.date];
    for (std::size_t row = 0; row < rows_; ++row) {
      const bool known = date.first[row] != no_day;
      first[row] = known ? date.first[row] : patients::first_day.number;
      last[row] = known ? std::min(date.last[row], as_of) : as_of;
    }
  }
}

// ---- features

void FeatureCodes::code(FeatureId /*id*/, const CodeFeature& /*feature*/) {}

void FeatureCodes::code(FeatureId id, const TrialFeature& feature) {
  const auto& from = columns_[feature.column].code;
  const auto own = static_cast<std::uint16_t>(feature.trial + 2);
  for (std::size_t row = 0; row < rows_; ++row)
    codes_[id][row] = from[row] == own ? std::uint16_t{2} : static_cast<std::uint16_t>(from[row] != 0);
}

void FeatureCodes::code(FeatureId id, const SectionFeature& feature) {
  const std::uint16_t* from = columns_[feature.column].code.data();
  std::uint16_t* codes = codes_[id].data();
  const auto bit = static_cast<unsigned>(feature.section);
  for (std::size_t row = 0; row < rows_; ++row) {
    // The code is one more than the bits, and 0 where the cell is empty.
    const unsigned bits = from[row] - (from[row] != 0 ? 1U : 0U);
    codes[row] = static_cast<std::uint16_t>((bits >> bit) & 1U);
  }
}

void FeatureCodes::code(FeatureId id, const FilledFeature& feature) {
  std::uint16_t* codes = codes_[id].data();
  std::fill_n(codes, rows_, std::uint16_t{0});
  const auto add = [&](const auto& values, auto empty) {
    const auto* from = values.data();
    for (std::size_t row = 0; row < rows_; ++row)
      codes[row] = static_cast<std::uint16_t>(codes[row] | (from[row] != empty ? 1U : 0U));
  };
  for (const std::size_t column : feature.columns) {
    const TypedColumn& from = columns_[column];
    if (!from.first.empty()) {
      add(from.first, no_day);
    } else if (!from.form.empty()) {
      add(from.form, std::uint8_t{0});
    } else {
      add(from.code, std::uint16_t{0});
    }
  }
}

void FeatureCodes::code(FeatureId id, const DateFeature& feature) {
  const DateValues& values = dates_[feature.date];
  const std::int32_t* first = values.first.data();
  std::uint16_t* codes = codes_[id].data();
  const std::uint8_t* low = low_counts_.data();
  const auto places = static_cast<unsigned>(feature.days.size() + 1);
  count_at_most(values.first, feature.days, {low_counts_.data(), rows_});
  if (!values.partial) {
    const auto step = static_cast<std::uint16_t>((places + 1) * 2);
    for (std::size_t row = 0; row < rows_; ++row) {
      const auto code = static_cast<std::uint16_t>(1U + low[row] * step);
      codes[row] = first[row] == no_day ? std::uint16_t{0} : code;
    }
    return;
  }
  count_at_most(values.last, feature.days, {high_counts_.data(), rows_});
  for (std::size_t row = 0; row < rows_; ++row) {
    const unsigned between = low[row] * places + high_counts_[row];
    const unsigned inexact = first[row] != values.last[row] ? 1 : 0;
    codes[row] =
        first[row] == no_day ? std::uint16_t{0} : static_cast<std::uint16_t>(1 + between * 2 + inexact);
  }
}

void FeatureCodes::code(FeatureId id, const RawDateFeature& feature) {
  const DateValues& values = dates_[feature.date];
  for (std::size_t row = 0; row < rows_; ++row) {
    if (values.first[row] != values.last[row]) odd_[row] = 1;
    const auto day = static_cast<std::uint32_t>(values.first[row]);
    codes_[id][row] = static_cast<std::uint16_t>(feature.high_half ? day >> 16U : day & 0xFFFFU);
  }
}

// Limits in the recorded unit; none if the unit does not convert, for then no limit is compared with.
const FeatureCodes::Cuts& FeatureCodes::cuts(FeatureId id, const ValueFeature& feature, std::size_t unit) {
  auto& known = cuts_[id];
  if (known.size() <= unit) known.resize(unit + 1);
  Cuts& result = known[unit];
  if (result.known) return result;
  result.known = true;
  const std::string& text = unit == 0 ? feature.unit : columns_[feature.unit_column].dictionary[unit - 1];
  const patients::Analyte& analyte = (*plan_.program).vocabulary[feature.concept_id].analyte;
  std::optional<Rational> factor;
  if (text == analyte.unit) {
    factor = Rational(Decimal(1));
  } else if (const auto conversion = patients::conversion(text, analyte); conversion.conversion) {
    factor = conversion.conversion->factor;
  }
  for (const Rational& limit : feature.canonical) {
    if (!factor) break;
    result.at.push_back(cut(*factor, limit, false));
    result.at.push_back(cut(*factor, limit, true));
  }
  if (feature.detects) result.at.push_back(1);
  std::ranges::sort(result.at);
  return result;
}

void FeatureCodes::code(FeatureId id, const ValueFeature& feature) {
  const TypedColumn& from = columns_[feature.column];
  std::uint16_t* codes = codes_[id].data();
  const auto* units = feature.unit_column == no_column ? nullptr : &columns_[feature.unit_column].code;
  const bool one_unit =
      units == nullptr || std::all_of(units->begin(), units->begin() + static_cast<std::ptrdiff_t>(rows_),
                                      [&](std::uint16_t unit) { return unit == units->front(); });
  const std::span<const std::int64_t> numbers(from.number.data(), rows_);
  if (one_unit) {
    const std::size_t unit = units == nullptr || rows_ == 0 ? 0 : units->front();
    count_at_most(numbers, cuts(id, feature, unit).at, {low_counts_.data(), rows_});
  } else {
    for (std::size_t row = 0; row < rows_; ++row) {
      std::uint8_t count = 0;
      for (const std::int64_t at : cuts(id, feature, (*units)[row]).at)
        count = static_cast<std::uint8_t>(count + (numbers[row] >= at ? 1 : 0));
      low_counts_[row] = count;
    }
  }
  const auto places = static_cast<unsigned>(feature.cuts() + 1);
  const std::uint8_t* forms = from.form.data();
  const std::uint16_t* texts = from.code.data();
  const std::uint8_t* low = low_counts_.data();
  for (std::size_t row = 0; row < rows_; ++row) {
    const unsigned form = forms[row];
    const unsigned number = first_number_code + (form - 1) * places + low[row];
    const bool is_number = form != 0 && form != static_cast<unsigned>(Form::text);
    codes[row] = is_number ? static_cast<std::uint16_t>(number) : texts[row];
  }
}

void FeatureCodes::code(FeatureId id, const RatioFeature& feature) {
  __extension__ using Wide = __int128;
  const TypedColumn& value = columns_[feature.column];
  const TypedColumn& limit = columns_[feature.limit_column];
  constexpr std::int16_t deepest = 6;
  static constexpr std::int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  for (std::size_t row = 0; row < rows_; ++row) {
    codes_[id][row] = 0;
    if (limit.form[row] == 0 || value.form[row] == 0) continue;
    if (value.form[row] == static_cast<std::uint8_t>(Form::text)) {
      odd_[row] = 1;
      continue;
    }
    unsigned place = 1;
    for (const Decimal& multiple : feature.multiples) {
      if (multiple.scale() < 0 || multiple.scale() > deepest) {
        odd_[row] = 1;
        break;
      }
      const Wide left = static_cast<Wide>(value.number[row]) * powers[multiple.scale()];
      const Wide right = static_cast<Wide>(limit.number[row]) * multiple.mantissa();
      place += static_cast<unsigned>(left >= right) + static_cast<unsigned>(left > right);
    }
    codes_[id][row] = static_cast<std::uint16_t>(place);
  }
}

void FeatureCodes::code(FeatureId id, const AgeFeature& feature) {
  const TypedColumn& from = columns_[feature.column];
  constexpr std::int64_t one = 1'000'000;  // 10^number_scale
  for (std::size_t row = 0; row < rows_; ++row) {
    codes_[id][row] = 0;
    if (from.form[row] == 0) continue;
    const std::int64_t completed = from.number[row] / one;
    if (completed > oldest_age) odd_[row] = 1;
    codes_[id][row] =
        static_cast<std::uint16_t>(1 + std::min(completed, static_cast<std::int64_t>(oldest_age)));
  }
}

void FeatureCodes::code(FeatureId id, const RelationFeature& feature) {
  const auto& a = feature.last_of_a ? ranges_[feature.a].last : ranges_[feature.a].first;
  const RangeValues& b = ranges_[feature.b];
  const std::int32_t reach = feature.reach;
  const auto places = static_cast<unsigned>(2 * reach + 1);
  for (std::size_t row = 0; row < rows_; ++row) {
    const auto step = [&](std::int32_t other) {
      return static_cast<unsigned>(std::clamp(a[row] - other - feature.shift, -reach, reach) + reach);
    };
    codes_[id][row] = static_cast<std::uint16_t>(step(b.first[row]) * places + step(b.last[row]));
  }
}

}  // namespace eligo::engine::columnar
