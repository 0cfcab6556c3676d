// See near_miss.hpp.
#include "engine/near_miss.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

#include "engine/calendar.hpp"

namespace eligo::engine {

std::optional<std::size_t> only_failing(const TrialResult& result) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < result.criteria.size(); ++i) {
    if (result.criteria[i].status != Status::fail) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

const Distance* nearest_distance(const CriterionExplanation& criterion) {
  // Shares of limits are rounded texts: good enough to say which is the smallest.
  const auto share = [](const Distance& distance) {
    constexpr double none = std::numeric_limits<double>::max();
    return distance.percent.empty() ? none : std::abs(std::strtod(distance.percent.c_str(), nullptr));
  };
  const auto& distances = criterion.distances;
  const auto nearest = std::ranges::min_element(
      distances, {}, [&](const Distance& distance) { return std::pair(distance.is_time, share(distance)); });
  return nearest == distances.end() ? nullptr : &*nearest;
}

namespace {

void look_ahead(const TrialCalendar& calendar, NearMiss& miss) {
  const auto& periods = calendar.criteria[miss.criterion].periods;
  const auto passes = std::ranges::find_if(
      periods, [](const CriterionPeriod& period) { return period.result.status != Status::fail; });
  if (passes == periods.end()) return;
  miss.from = passes->days.first;
  const auto then = std::ranges::find_if(
      calendar.verdicts, [&](const VerdictPeriod& period) { return period.days.last >= *miss.from; });
  miss.then = then->verdict;
}

}  // namespace

std::vector<NearMiss> near_misses(const Program& program, const ScreenResult& result, patients::Day as_of,
                                  std::int32_t days) {
  std::vector<NearMiss> misses;
  const patients::Day end{std::min(as_of.number + days, patients::last_day.number)};
  CalendarOptions options{as_of, as_of, end, {}, nullptr};
  for (const auto& trial : result.trials) {
    const auto criterion = only_failing(trial.result);
    if (!criterion) continue;
    misses.push_back({&trial, *criterion, std::nullopt, trial.result.verdict});
    options.trials.push_back(trial.trial->id);
  }
  if (misses.empty()) return misses;
  const Calendar ahead = calendar(program, held_record(*result.record, as_of), options);
  for (auto& miss : misses) {
    const auto trial = std::ranges::find(ahead.trials, miss.trial->trial, &TrialCalendar::trial);
    if (trial != ahead.trials.end()) look_ahead(*trial, miss);
  }
  return misses;
}

}  // namespace eligo::engine
