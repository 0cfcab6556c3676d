// See cohort_tally.hpp; tests: tests/cli/cases/match.case.
#include "engine/cohort_tally.hpp"

#include <algorithm>
#include <optional>

namespace eligo::engine {

CohortTally::CohortTally(const std::vector<const Trial*>& trials) {
  for (const Trial* trial : trials) {
    trials_.push_back({trial, {}, std::vector<CriterionTally>(trial->criteria.size())});
  }
}

void CohortTally::add(std::size_t trial, const TrialResult& result) {
  TrialTally& tally = trials_[trial];
  ++tally.verdicts[static_cast<std::size_t>(result.verdict)];
  std::optional<std::size_t> first;
  std::size_t failures = 0;
  for (std::size_t i = 0; i < result.criteria.size(); ++i) {
    if (result.criteria[i].status == Status::unknown) ++tally.criteria[i].unknown;
    if (result.criteria[i].status != Status::fail) continue;
    ++tally.criteria[i].fail;
    if (!first) first = i;
    ++failures;
  }
  if (!first) return;
  ++tally.criteria[*first].fail_first;
  if (failures == 1) ++tally.criteria[*first].fail_alone;
}

void CohortTally::add(std::size_t trial, const TrialTally& counts) {
  TrialTally& tally = trials_[trial];
  for (std::size_t i = 0; i < tally.verdicts.size(); ++i) tally.verdicts[i] += counts.verdicts[i];
  for (std::size_t i = 0; i < tally.criteria.size(); ++i) {
    tally.criteria[i].fail += counts.criteria[i].fail;
    tally.criteria[i].unknown += counts.criteria[i].unknown;
    tally.criteria[i].fail_first += counts.criteria[i].fail_first;
    tally.criteria[i].fail_alone += counts.criteria[i].fail_alone;
  }
}

void CohortTally::add(const CohortTally& other) {
  for (std::size_t i = 0; i < other.trials_.size(); ++i) add(i, other.trials_[i]);
}

void CohortTally::clear() {
  for (TrialTally& tally : trials_) {
    tally.verdicts.fill(0);
    std::ranges::fill(tally.criteria, CriterionTally{});
  }
}

std::vector<std::size_t> costliest(const TrialTally& tally, std::size_t count) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < tally.criteria.size(); ++i) {
    if (tally.criteria[i].fail > 0) order.push_back(i);
  }
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return tally.criteria[a].fail > tally.criteria[b].fail; });
  order.resize(std::min(order.size(), count));
  return order;
}

}  // namespace eligo::engine
