// The codes of a plan's features for the rows of a batch. Internal to engine/columnar.
//
// What a feature cannot code (a text where a number is compared with a limit of its row, an age beyond all
// ages) marks its row odd. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/columnar/plan.hpp"
#include "patients/typed_columns.hpp"

namespace eligo::engine::columnar {

class FeatureCodes {
 public:
  // Both must outlive the codes.
  FeatureCodes(const Plan& plan, const patients::TypedColumns& columns, std::size_t capacity);

  void compute(std::span<std::uint8_t> odd);
  std::span<const std::uint16_t> of(FeatureId feature) const {
    // The code of a column needs no copy.
    if (const auto* code = std::get_if<CodeFeature>(&plan_.features[feature]))
      return {columns_[code->column].code.data(), rows_};
    return {codes_[feature].data(), rows_};
  }

 private:
  struct DateValues {
    std::span<const std::int32_t> first;
    std::span<const std::int32_t> last;
    bool partial = false;
    std::vector<std::int32_t> own_first;  // of computed dates
    std::vector<std::int32_t> own_last;
  };
  struct RangeValues {
    std::vector<std::int32_t> first;
    std::vector<std::int32_t> last;
  };
  // Limits of a value in some unit, in units of 10^-number_scale.
  struct Cuts {
    bool known = false;
    std::vector<std::int64_t> at;
  };

  void compute_dates();
  void compute_ranges();
  std::optional<patients::PartialDate> date_at(DateId date, std::size_t row) const;
  const Cuts& cuts(FeatureId id, const ValueFeature& feature, std::size_t unit);

  void code(FeatureId id, const CodeFeature& feature);
  void code(FeatureId id, const TrialFeature& feature);
  void code(FeatureId id, const SectionFeature& feature);
  void code(FeatureId id, const FilledFeature& feature);
  void code(FeatureId id, const DateFeature& feature);
  void code(FeatureId id, const RawDateFeature& feature);
  void code(FeatureId id, const ValueFeature& feature);
  void code(FeatureId id, const RatioFeature& feature);
  void code(FeatureId id, const AgeFeature& feature);
  void code(FeatureId id, const RelationFeature& feature);

  const Plan& plan_;
  const patients::TypedColumns& columns_;
  std::size_t capacity_;
  std::size_t rows_ = 0;
  std::span<std::uint8_t> odd_;
  std::vector<std::vector<std::uint16_t>> codes_;
  std::vector<DateValues> dates_;
  std::vector<RangeValues> ranges_;
  std::vector<std::vector<Cuts>> cuts_;  // by feature and unit
  std::vector<std::uint8_t> low_counts_;
  std::vector<std::uint8_t> high_counts_;
};

}  // namespace eligo::engine::columnar
