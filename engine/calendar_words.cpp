// See calendar_words.hpp.
#include "engine/calendar_words.hpp"

namespace eligo::engine {

std::vector<Window> windows(const TrialCalendar& trial) {
  std::vector<Window> found;
  for (std::size_t i = 0; i < trial.verdicts.size(); ++i) {
    const auto& period = trial.verdicts[i];
    if (period.verdict == Verdict::ineligible) continue;
    if (found.empty() || found.back().end != i) found.push_back({period.days, i, i});
    found.back().days.last = period.days.last;
    found.back().end = i + 1;
  }
  return found;
}

std::string opening_words(const TrialCalendar& trial, const Opening& opening) {
  const auto& criterion = trial.criteria[opening.criterion];
  const auto& period = criterion.periods[opening.period];
  std::string text = criterion.criterion->id;
  switch (period.result.status) {
    case Status::pass:
      text += " passes";
      break;
    case Status::fail:
      text += " fails";
      break;
    case Status::unknown:
      text += " is unknown";
      break;
  }
  for (std::size_t i = 0; i < period.reasons.size(); ++i) text += (i == 0 ? ": " : ", ") + period.reasons[i];
  return text;
}

std::string opening_words(const TrialCalendar& trial, const VerdictPeriod& period) {
  std::string text;
  for (const auto& opening : period.openings)
    text += (text.empty() ? "" : "; ") + opening_words(trial, opening);
  return text;
}

std::vector<std::size_t> criteria_with(const TrialCalendar& trial, Status status, DateInterval days) {
  std::vector<std::size_t> always;
  std::vector<std::size_t> sometimes;
  for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
    const DateSet dates = trial.criteria[i].dates(status) & DateSet(days);
    if (dates.empty()) continue;
    (dates == DateSet(days) ? always : sometimes).push_back(i);
  }
  return always.empty() ? sometimes : always;
}

std::string ids_of(const TrialCalendar& trial, const std::vector<std::size_t>& criteria) {
  std::string text;
  for (const std::size_t i : criteria) text += (text.empty() ? "" : ", ") + trial.criteria[i].criterion->id;
  return text;
}

std::string action_words(const TrialCalendar& trial, const Action& action) {
  return std::string(to_string(action.kind)) + " " + action.what + ": " + action.why + " (" +
         ids_of(trial, action.criteria) + ")";
}

std::string days_words(const Action& action) {
  if (!action.bounded) return "from " + to_string(action.days.first);
  return days_words(action.days);
}

std::string days_words(DateInterval days) {
  if (days.first == days.last) return to_string(days.first);
  return to_string(days.first) + " to " + to_string(days.last);
}

}  // namespace eligo::engine
