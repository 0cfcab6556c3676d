// The list of `eligo screen --near`: patients whom one criterion alone keeps out of a trial.
//
// Tests: tests/cli/cases/near.case.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "engine/near_miss.hpp"

namespace eligo::cli {

class NearTable {
 public:
  // `rules`: what was screened against, for the header.
  NearTable(const Terminal& terminal, patients::Day as_of, std::string rules);

  void add(const engine::ScreenResult& result, const std::vector<engine::NearMiss>& misses);
  bool empty() const { return patients_ + refused_ == 0; }
  std::string render() const;

 private:
  std::string entry(const engine::NearMiss& miss) const;

  Terminal terminal_;
  patients::Day as_of_;
  std::string rules_;
  std::string entries_;
  std::size_t patients_ = 0;
  std::size_t near_patients_ = 0;
  std::size_t near_trials_ = 0;
  std::size_t refused_ = 0;
};

}  // namespace eligo::cli
