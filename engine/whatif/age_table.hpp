// Completed units of age at one date, by the age in days. Internal to engine/whatif. Immutable.
#pragma once

#include <cstdint>
#include <vector>

#include "patients/date.hpp"

namespace eligo::engine {

class AgeTable {
 public:
  static constexpr std::int64_t most_days = 60'000;

  AgeTable(patients::Day as_of, patients::TimeUnit unit) : unit_(unit) {
    const auto age_at = [&](std::int64_t days) {
      return patients::completed(patients::Day{static_cast<std::int32_t>(as_of.number - days)}, as_of, unit);
    };
    const std::int32_t most = age_at(most_days);
    units_per_day_ = static_cast<double>(most) / static_cast<double>(most_days);
    // Few steps each: an age begins about as many days after the one before as that took.
    std::int64_t days = 0;
    std::int64_t length = 0;
    for (std::int32_t age = 0; age <= most; ++age) {
      std::int64_t begin = days + length;
      while (begin > days && age_at(begin - 1) >= age) --begin;
      while (age_at(begin) < age) ++begin;
      begins_.push_back(begin);
      length = begin - days;
      days = begin;
    }
    begins_.push_back(most_days + 1);
  }

  // `days`: 0 to most_days. A unit is so nearly as long as all are on average that the guess is at most one
  // off.
  std::size_t operator[](std::int64_t days) const {
    const auto guess = static_cast<std::size_t>(static_cast<double>(days) * units_per_day_);
    const std::size_t age = guess - (begins_[guess] > days ? 1 : 0);
    return age + (begins_[age + 1] <= days ? 1 : 0);
  }
  patients::TimeUnit unit() const { return unit_; }
  std::size_t size() const { return begins_.size() - 1; }  // ages below this

 private:
  patients::TimeUnit unit_;
  double units_per_day_ = 0;
  std::vector<std::int64_t> begins_;  // the age in days at which each begins; one more at the end
};

}  // namespace eligo::engine
