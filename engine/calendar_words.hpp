// Words and groupings that every rendering of a calendar shares.
#pragma once

#include <string>
#include <vector>

#include "engine/calendar.hpp"

namespace eligo::engine {

// A run of days on which a trial is open (not `ineligible`), and the verdict periods that make it up.
struct Window {
  DateInterval days;
  std::size_t begin = 0;  // of TrialCalendar::verdicts
  std::size_t end = 0;    // behind the last
};
std::vector<Window> windows(const TrialCalendar& trial);

// "I1 fails: day 21 after HSCT on 2026-11-10 has passed"
std::string opening_words(const TrialCalendar& trial, const Opening& opening);
// Of all criteria that open the period, "; " between them; empty for the first period.
std::string opening_words(const TrialCalendar& trial, const VerdictPeriod& period);

// Criteria of a status on every day of `days`; if there is none, those of it on some day.
std::vector<std::size_t> criteria_with(const TrialCalendar& trial, Status status, DateInterval days);
// "I2, E9"
std::string ids_of(const TrialCalendar& trial, const std::vector<std::size_t>& criteria);

// "measure MAP score: day 14 after allogeneic HSCT (I4)"
std::string action_words(const TrialCalendar& trial, const Action& action);
// "2026-11-25", "2026-11-25 to 2026-12-02", "from 2026-11-25"
std::string days_words(const Action& action);
std::string days_words(DateInterval days);

}  // namespace eligo::engine
