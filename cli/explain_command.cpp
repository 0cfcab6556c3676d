// `eligo explain`: one patient and one trial, the whole tree. Tests: tests/cli/cases/explain.case.
#include <algorithm>
#include <optional>

#include "cli/cohort_file.hpp"
#include "cli/commands.hpp"
#include "cli/explain_text.hpp"
#include "cli/files.hpp"
#include "cli/layout.hpp"
#include "cli/one_record.hpp"
#include "cli/output.hpp"
#include "cli/rules_loading.hpp"
#include "engine/render_json.hpp"
#include "engine/screen.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t longest_cell = 40;  // in a warning

// What is wrong with a row, or odd about it, by line and column.
void report_row(const std::string& file, const CohortFile& cohort, const CohortFile::Item& item,
                const engine::ScreenResult& result) {
  const auto report = [&](std::uint64_t line, std::string_view what, const std::string& message,
                          std::uint32_t column) {
    write_error(file + ':' + std::to_string(line) + ": " + std::string(what) + ": " +
                patients::printable(message) +
                (column == 0 ? "" : " (column " + std::to_string(column) + ")") + "\n");
  };
  if (item.row.rejected) {
    report(item.row.rejected->line, "rejected", item.row.rejected->reason, item.row.rejected->column);
  } else if (result.refusal) {
    report(item.line, "rejected", result.refusal->message, 0);
  }
  for (const std::size_t column : item.row.unreadable) {
    report(item.line, "warning",
           in_ticks(item.cells[column].substr(0, longest_cell)) + " cannot be read as " +
               in_ticks(cohort.columns()[column].header) + ", taken as unknown",
           static_cast<std::uint32_t>(column + 1));
  }
  for (const auto& warning : result.warnings) {
    report(item.line, "warning[" + std::string(warning.code) + ']', warning.message, warning.column);
  }
}

engine::ScreenResult screen_row(CohortFile::Item& item, const engine::Program& program, patients::Day as_of,
                                const engine::ScreenOptions& options) {
  if (!item.row.rejected) {
    patients::ReadResult read;
    read.id = item.row.id;
    read.record = std::move(item.row.record);
    return engine::screen(program, std::move(read), as_of, options);
  }
  engine::ScreenResult refused;
  refused.refusal = engine::Refusal{"", "", 0, item.row.rejected->reason};
  return refused;
}

OneRecord find_row(const ExplainArguments& arguments, const engine::Program& program,
                   const std::string& trial) {
  OneRecord search;
  engine::ScreenOptions options;
  options.trials = {trial};
  CohortFile cohort(arguments.record, arguments.columns);
  if (!cohort.open(program.vocabulary)) return search;
  while (auto item = cohort.next()) {
    search.see_id(item->row.id);
    if (arguments.id && item->row.id != *arguments.id) continue;
    if (arguments.row && item->number != *arguments.row) continue;
    if (++search.matches > 1) continue;
    search.found = screen_row(*item, program, arguments.as_of, options);
    report_row(display_name(arguments.record), cohort, *item, *search.found);
    if (arguments.row) break;
  }
  if (cohort.failed()) search.records = 0;
  return search;
}

// Why the search did not give exactly one record; empty if it did.
std::string ambiguity(const ExplainArguments& arguments, const OneRecord& search) {
  const std::string file = in_ticks(display_name(arguments.record));
  if (arguments.id && search.matches == 0) {
    return file + " holds no patient " + in_ticks(*arguments.id) + "; it holds " + search.list_of_ids();
  }
  if (arguments.id && search.matches > 1) {
    return file + " holds " + std::to_string(search.matches) + " records of " + in_ticks(*arguments.id);
  }
  if (arguments.row && search.matches == 0) {
    return file + " has no row " + std::to_string(*arguments.row) + "; it has " +
           counted(search.records, "row");
  }
  if (search.matches > 1) {
    return file + " holds " + std::to_string(search.records) + " records; choose one with `--id`" +
           (is_cohort_name(arguments.record) ? " or `--row`: " : ": ") + search.list_of_ids();
  }
  return {};
}

}  // namespace

ExitStatus run_explain(const ExplainArguments& arguments) {
  const LoadedRules rules = load_rules(arguments.rules, true);
  if (!rules.program) return rules.status;
  const engine::Trial* trial = rules.program->find_trial(arguments.trial);
  if (trial == nullptr) {
    return wrong_usage(
        "explain", "no trial " + in_ticks(arguments.trial) + suggest_trials(*rules.program, arguments.trial));
  }
  const bool is_cohort = is_cohort_name(arguments.record) || arguments.row || !arguments.columns.empty();
  engine::ScreenOptions options;
  options.trials = {trial->id};
  const OneRecord result =
      is_cohort ? find_row(arguments, *rules.program, trial->id)
                : find_record(arguments.record, arguments.id, [&](patients::ReadResult read) {
                    return engine::screen(*rules.program, std::move(read), arguments.as_of, options);
                  });
  if (result.records == 0) return ExitStatus::bad_data;
  const std::string error = is_cohort ? ambiguity(arguments, result) : result.error;
  if (!error.empty()) return wrong_usage("explain", error);
  if (result.found->refusal) return ExitStatus::bad_data;

  const engine::TrialExplanation& explanation = result.found->trials.front();
  Output output;
  if (arguments.json) {
    output.write(engine::render_explain(*result.found, explanation, {*rules.program, arguments.as_of}) +
                 "\n");
  } else {
    output.write(explain_text(*result.found, explanation, arguments.as_of, detect_terminal()));
  }
  return output.finish(ExitStatus::done);
}

}  // namespace eligo::cli
