// See calendar_table.hpp.
#include "cli/calendar_table.hpp"

#include <algorithm>

#include "cli/layout.hpp"
#include "cli/screen_table.hpp"
#include "engine/calendar_words.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using engine::Status;
using engine::Verdict;
using patients::printable;

constexpr std::size_t days_width = 26;  // "2026-11-25 to 2027-11-25" and a gap
constexpr std::string_view indent = "  ";

std::string header(const engine::CalendarOf& of, const Terminal& terminal) {
  const std::string dot(terminal.dot());
  std::string text =
      hanging("", 0,
              "Patient " + printable(of.patient.patient.value_or("(no id)")) + dot + "as of " +
                  patients::to_string(of.calendar.as_of) + dot + engine::days_words(of.calendar.range),
              terminal.width);
  for (const auto& held : of.calendar.held) text += hanging("", 0, printable(held), terminal.width);
  for (const auto& name : of.patient.unplaced)
    text += hanging("", 0, "not in the vocabulary, so no criterion sees it: `" + printable(name) + "`",
                    terminal.width);
  return text;
}

// What stands in the way on these days, or is not known.
std::string standing(const engine::TrialCalendar& trial, const engine::VerdictPeriod& period) {
  if (period.verdict == Verdict::eligible) return {};
  const Status status = period.verdict == Verdict::ineligible ? Status::fail : Status::unknown;
  auto criteria = engine::criteria_with(trial, status, period.days);
  // Those whose change is told below need no second line.
  std::erase_if(criteria, [&](std::size_t i) {
    return status == Status::fail &&
           std::ranges::any_of(period.openings,
                               [&](const engine::Opening& opening) { return opening.criterion == i; });
  });
  if (criteria.empty() && !period.openings.empty()) return {};
  if (criteria.empty()) return trial.trial->unpublished ? "the criteria are not published" : "";
  return std::string(engine::to_string(status)) + ": " + engine::ids_of(trial, criteria);
}

std::string period_text(const engine::TrialCalendar& trial, const engine::VerdictPeriod& period,
                        const Terminal& terminal) {
  const std::string_view verdict = engine::to_string(period.verdict);
  std::string head(indent);
  head += padded(engine::days_words(period.days), days_width);
  const std::string painted = head + terminal.paint(style_of(period.verdict), verdict);
  const std::string what = standing(trial, period);
  std::string text = painted + '\n';
  if (!what.empty())
    text = hanging(painted + std::string(12 - verdict.size(), ' '), head.size() + 12, what, terminal.width);
  for (const auto& opening : period.openings) {
    text += hanging(std::string(indent.size() + days_width, ' '), indent.size() + days_width,
                    std::string(indent.size() + days_width + 2, ' '),
                    printable(engine::opening_words(trial, opening)), terminal.width);
  }
  return text;
}

std::string actions_text(const engine::TrialCalendar& trial, const Terminal& terminal) {
  if (trial.actions.empty()) return {};
  std::string text = std::string(indent) + terminal.paint(Style::bold, "to do") + '\n';
  for (const auto& action : trial.actions) {
    const std::string head = std::string(indent) + padded(engine::days_words(action), days_width);
    text += hanging(head, head.size(), printable(engine::action_words(trial, action)), terminal.width);
  }
  return text;
}

}  // namespace

std::string calendar_table(const engine::CalendarOf& of, const Terminal& terminal) {
  std::string text = header(of, terminal);
  for (const auto& trial : of.calendar.trials) {
    const std::string id = printable(trial.trial->id);
    text += '\n' + hanging(terminal.paint(Style::bold, id) + indent.data(), display_width(id) + indent.size(),
                           "  ", printable(trial.trial->title), terminal.width);
    for (const auto& period : trial.verdicts) text += period_text(trial, period, terminal);
    text += actions_text(trial, terminal);
  }
  return text;
}

}  // namespace eligo::cli
