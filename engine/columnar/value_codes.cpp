// The half of FeatureCodes that compares numbers with limits, and with reference limits of the same row.
#include <algorithm>
#include <cstdlib>

#include "engine/columnar/feature_codes.hpp"
#include "engine/columnar/simd.hpp"

namespace eligo::engine::columnar {

using patients::Decimal;
using patients::Form;
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

}  // namespace

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
  constexpr auto& powers = patients::powers_of_ten;
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
  const std::int64_t* censored = value.censored.data();
  const std::int64_t* references = limit.number.data();
  // Numbers up to this can be multiplied by both without going over.
  const std::int64_t safe = std::numeric_limits<std::int64_t>::max() /
                            std::max(power, std::max<std::int64_t>(std::abs(mantissa), 1));
  std::int64_t largest = 0;
  for (std::size_t row = 0; row < rows; ++row)
    largest = std::max(std::max(largest, numbers[row]), std::max(censored[row], references[row]));
  if (largest <= safe) {
    const std::size_t size = (rows + 63) / 64 * 64;
    return columnar::add_places({numbers, censored, references, power, mantissa}, {code, size});
  }
  for (std::size_t row = 0; row < rows; ++row) {
    // Exact numbers are not below 0, and others have theirs in `censored`.
    const Wide number = numbers[row] >= 0 ? numbers[row] : censored[row];
    const Wide left = number * power;
    const Wide right = static_cast<Wide>(references[row]) * mantissa;
    const unsigned place = static_cast<unsigned>(left >= right) + static_cast<unsigned>(left > right);
    code[row] = static_cast<std::uint8_t>(code[row] + (code[row] != 0 ? place : 0));
  }
}

}  // namespace eligo::engine::columnar
