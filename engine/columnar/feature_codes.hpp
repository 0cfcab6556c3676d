// The codes of a plan's features for the rows of a batch, as bytes. Internal to engine/columnar.
//
// What is regular (a single day, an exact number, a word) has a code by itself. What is not (a partial date,
// a censored value, the relation of two dates) has one of many possible codes, few of which occur: those are
// numbered as they come. The width of a feature grows with what has come; `epoch` tells that codes have
// changed their meaning or width. What cannot be coded marks its row odd. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/columnar/plan.hpp"
#include "engine/columnar/unreadable_cells.hpp"
#include "patients/typed_columns.hpp"

namespace eligo::engine::columnar {

// Numbers for the raw codes that occur, from `first` on.
class Numbering {
 public:
  void start(std::uint32_t first, std::uint32_t raw_codes) {
    first_ = first;
    next_ = first;
    ids_.assign(raw_codes, 0);
    raws_.clear();
  }
  void restart() { start(first_, static_cast<std::uint32_t>(ids_.size())); }
  // 0 if there are no numbers left.
  std::uint8_t of(std::uint32_t raw) {
    std::uint8_t& id = ids_[raw];
    if (id == 0 && next_ <= 255) {
      id = static_cast<std::uint8_t>(next_++);
      raws_.push_back(raw);
    }
    return id;
  }
  // Of each; false if some have none yet.
  bool find_all(std::span<const std::uint32_t> raws, std::uint8_t* numbers) const {
    const std::uint8_t* ids = ids_.data();
    unsigned missing = 0;
    for (std::size_t i = 0; i < raws.size(); ++i) {
      numbers[i] = ids[raws[i]];
      missing |= numbers[i] == 0 ? 1U : 0U;
    }
    return missing == 0;
  }
  std::uint32_t next() const { return next_; }
  bool is_numbered(std::uint32_t code) const { return code >= first_ && code < next_; }
  // Of a numbered code.
  std::uint32_t raw_of(std::uint32_t code) const { return raws_[code - first_]; }

 private:
  std::vector<std::uint8_t> ids_;
  std::vector<std::uint32_t> raws_;
  std::uint32_t first_ = 1;
  std::uint32_t next_ = 1;
};

class FeatureCodes {
 public:
  // All must outlive the codes. `capacity` is a multiple of 64.
  FeatureCodes(const Plan& plan, const patients::TypedColumns& columns, const UnreadableCells& unreadable,
               std::size_t capacity);

  void compute(std::span<std::uint8_t> odd);

  // Of the batch; as long as the capacity, whatever stands behind the rows. Every code has `bits` bits.
  const std::uint8_t* of(FeatureId feature) const { return features_[feature].codes; }
  unsigned bits(FeatureId feature) const { return features_[feature].bits; }
  std::uint32_t epoch(FeatureId feature) const { return features_[feature].epoch; }
  // What the code of a row stands for, the same in every FeatureCodes of the plan; no meaning is the
  // beginning of another.
  void append_meaning(FeatureId feature, std::size_t row, std::string& to) const;

 private:
  struct State {
    const std::uint8_t* codes = nullptr;
    std::vector<std::uint8_t> own;
    Numbering numbering;
    unsigned bits = 0;
    std::uint32_t epoch = 0;
  };
  struct DateValues {
    const std::int32_t* first = nullptr;
    const std::int32_t* last = nullptr;
    std::vector<std::uint32_t> irregular;
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

  void note_needs();
  void compute_dates();
  void compute_ranges();
  std::span<const std::uint32_t> irregular_rows(const patients::TypedColumn& column);
  const Cuts& cuts(FeatureId id, const ValueFeature& feature, std::size_t unit);
  void widen(State& state, std::uint32_t codes);
  template <class RawOf>
  void number_rows(State& state, std::span<const std::uint32_t> rows, RawOf raw_of);
  void number_all(State& state);

  void add_places(std::vector<std::uint8_t>& codes, const patients::Decimal& multiple,
                  const patients::TypedColumn& value, const patients::TypedColumn& limit);

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
  void code(FeatureId id, const UnreadableFeature& feature);

  const Plan& plan_;
  const patients::TypedColumns& columns_;
  const UnreadableCells& unreadable_;
  std::size_t rows_ = 0;
  std::span<std::uint8_t> odd_;
  std::vector<State> features_;
  std::vector<DateValues> dates_;
  std::vector<bool> date_is_needed_;
  std::vector<bool> range_is_needed_;
  std::vector<RangeValues> ranges_;
  std::vector<std::vector<Cuts>> cuts_;  // by feature and unit
  std::vector<std::int32_t> no_days_;    // of a date that is nowhere
  std::vector<std::uint8_t> no_codes_;   // likewise
  std::vector<std::uint32_t> all_rows_;  // 0, 1, 2 …
  std::vector<std::uint32_t> raws_;      // by row
  std::vector<std::uint32_t> texts_;
};

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

}  // namespace eligo::engine::columnar
