// How the patients of a cohort fare: verdicts of each trial, and what each criterion costs.
//
// Entry: CohortTally::add, once a patient. "Fails first": the first failing criterion of the rule file;
// "fails alone": the only one, so that without it the patient would not be ineligible. Tests:
// tests/cli/cases/match.case.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/evaluate.hpp"

namespace eligo::engine {

struct CriterionTally {
  std::uint64_t fail = 0;
  std::uint64_t unknown = 0;
  std::uint64_t fail_first = 0;
  std::uint64_t fail_alone = 0;
};

struct TrialTally {
  const Trial* trial = nullptr;
  std::array<std::uint64_t, 4> verdicts{};  // by Verdict
  std::vector<CriterionTally> criteria;     // parallel to trial->criteria
};

class CohortTally {
 public:
  // The trials must outlive the tally.
  explicit CohortTally(const std::vector<const Trial*>& trials = {});
  // `result` is of the trial at this index.
  void add(std::size_t trial, const TrialResult& result);
  // `counts`: of other rows of the same trial.
  void add(std::size_t trial, const TrialTally& counts);
  void add(const CohortTally& other);  // of the same trials
  void clear();                        // back to zero
  const std::vector<TrialTally>& trials() const { return trials_; }

 private:
  std::vector<TrialTally> trials_;
};

// Indices of up to `count` criteria that fail, most often failing first.
std::vector<std::size_t> costliest(const TrialTally& tally, std::size_t count);

}  // namespace eligo::engine
