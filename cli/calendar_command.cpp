// `eligo calendar`: when one patient is eligible, why that changes, and what to do by when.
// Tests: tests/cli/cases/calendar.case.
#include <algorithm>

#include "cli/calendar_table.hpp"
#include "cli/commands.hpp"
#include "cli/one_record.hpp"
#include "cli/output.hpp"
#include "cli/rules_loading.hpp"
#include "engine/render_calendar.hpp"

namespace eligo::cli {
namespace {

std::string rendered(const engine::CalendarOf& of, CalendarArguments::Format format) {
  switch (format) {
    case CalendarArguments::Format::json:
      return engine::render_calendar_json(of) + "\n";
    case CalendarArguments::Format::ics:
      return engine::render_calendar_ics(of);
    case CalendarArguments::Format::svg:
      return engine::render_calendar_svg(of);
    case CalendarArguments::Format::table:
      break;
  }
  return calendar_table(of, detect_terminal());
}

}  // namespace

ExitStatus run_calendar(const CalendarArguments& arguments) {
  const LoadedRules rules = load_rules(arguments.rules, true);
  if (!rules.program) return rules.status;
  const ChosenTrials trials = choose_trials(*rules.program, arguments.trials);
  if (!trials.error.empty()) return wrong_usage("calendar", trials.error);

  engine::ScreenOptions options;
  options.trials = trials.ids;
  const OneRecord one = find_record(arguments.record, arguments.id, [&](patients::ReadResult read) {
    return engine::screen(*rules.program, std::move(read), arguments.as_of, options);
  });
  if (!one.error.empty()) return wrong_usage("calendar", one.error);
  if (!one.found || one.found->refusal) return ExitStatus::bad_data;
  if (const auto refusal = engine::refuse_on(*one.found->record, arguments.from)) {
    return wrong_usage("calendar", "`--from` lies before the birth of the patient; begin the calendar later");
  }

  engine::CalendarOptions asked{arguments.as_of, arguments.from, arguments.to, trials.ids, nullptr};
  const auto record = engine::held_record(*one.found->record, arguments.as_of);
  const engine::Calendar calendar = engine::calendar(*rules.program, record, asked);
  Output output;
  output.write(rendered({*rules.program, *one.found, calendar}, arguments.format));
  return output.finish(ExitStatus::done);
}

}  // namespace eligo::cli
