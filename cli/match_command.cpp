// `eligo match`: the rows of a cohort file (or records, match_records.hpp) against trials, verdicts as CSV in
// the order of the rows. Contract: docs/cohorts.md. Tests: tests/cli/cases/match.case,
// tests/oracle/compare_cohort.py.
//
// Two engines say the same: the columnar one, and the plain one (each row becomes a record and is judged like
// one), which defines what the other must say.
#include <algorithm>

#include "cli/cohort_file.hpp"
#include "cli/commands.hpp"
#include "cli/match_pipeline.hpp"
#include "cli/match_records.hpp"
#include "cli/match_report.hpp"
#include "cli/output.hpp"
#include "cli/plain_lines.hpp"
#include "cli/rules_loading.hpp"
#include "engine/cohort_row.hpp"
#include "patients/instruction_set.hpp"

namespace eligo::cli {
namespace {

using Trials = std::vector<const engine::Trial*>;

// ---- the plain engine

class PlainMatcher {
 public:
  PlainMatcher(const MatchArguments& arguments, const engine::Program& program, const Trials& trials,
               const CohortFile& cohort)
      : arguments_(arguments), program_(program), cohort_(cohort), lines_(arguments, program, trials) {}

  void judge(CohortFile::Item item, MatchedRows& out) {
    out.clear();
    out.filled.resize(cohort_.columns().size());
    engine::BoundRow row;
    row.row = std::move(item.row);
    engine::bind_row(row, program_.vocabulary, arguments_.as_of, item.line);
    if (row.row.rejected) return out.rejected.push_back(*row.row.rejected);
    note_cells(item, row.row.unreadable, out);
    if (arguments_.strict && !row.row.unreadable.empty()) {
      const std::size_t column = row.row.unreadable.front();
      out.rejected.push_back(
          {item.line, static_cast<std::uint32_t>(column + 1),
           strict_reason(item.cells[column].substr(0, longest_example), cohort_.columns()[column].header)});
      return;
    }
    if (arguments_.check_ids) out.ids.push_back({row.row.record->id, item.line});
    lines_.write(row, out);
  }

 private:
  void note_cells(const CohortFile::Item& item, const std::vector<std::size_t>& unreadable,
                  MatchedRows& out) const {
    for (std::size_t i = 0; i < item.cells.size(); ++i) {
      if (!cohort_.is_empty(i, item.cells[i])) ++out.filled[i];
    }
    for (const std::size_t column : unreadable)
      out.unreadable.push_back({column, std::string(item.cells[column].substr(0, longest_example))});
  }

  const MatchArguments& arguments_;
  const engine::Program& program_;
  const CohortFile& cohort_;
  PlainLines lines_;
};

void match_plainly(const MatchArguments& arguments, const engine::Program& program, const Trials& trials,
                   CohortFile& cohort, MatchReport& report) {
  PlainMatcher matcher(arguments, program, trials, cohort);
  MatchedRows rows;
  rows.tally = engine::CohortTally(trials);
  PipelinePosition position;
  while (auto item = cohort.next()) {
    matcher.judge(std::move(*item), rows);
    position.rows += rows.rows + rows.rejected.size();
    position.bytes = cohort.csv().bytes();
    if (!report.take(rows, position)) break;
  }
}

// ---- the columnar engine

void match_in_columns(const MatchArguments& arguments, const engine::Program& program, const Trials& trials,
                      CohortFile& cohort, MatchReport& report) {
  const engine::columnar::Plan plan =
      engine::columnar::make_plan(program, trials, cohort.plan(), arguments.as_of);
  patients::CohortBlocks blocks(cohort.csv(), cohort.columns().size());
  if (const Checkpoint* from = report.goes_on_from()) {
    if (!cohort.seek(from->at.bytes)) return;
    blocks.go_on(from->at.bytes, from->at.line);
  }
  const FileColumns file{&cohort.columns(), &cohort.transform()};
  PipelineSettings settings;
  settings.threads = arguments.threads;
  settings.batch_rows = arguments.batch_rows;
  settings.strict = arguments.strict;
  settings.detail = arguments.detail;
  settings.count_cells = !arguments.summary.empty();
  settings.keep_ids = arguments.check_ids;
  run_pipeline(plan, file, blocks, settings, [&](const MatchedRows& rows, const PipelinePosition& position) {
    return report.take(rows, position);
  });
  if (!blocks.failed()) return;
  report.erase_progress();
  cohort.complain_of_source();
}

}  // namespace

ExitStatus run_match(const MatchArguments& arguments) {
  if (arguments.describe && is_of_records(arguments.input, arguments.cohort))
    return wrong_usage(
        "match", "`--describe` is for cohort files (CSV); `eligo screen` shows what is wrong with records");
  if (arguments.describe) return run_describe(arguments);
  if (arguments.scan_only) return run_scan(arguments);
  const LoadedRules rules = load_rules(arguments.rules, true);
  if (!rules.program) return rules.status;
  const ChosenTrials chosen = choose_trials(*rules.program, arguments.trials);
  if (!chosen.error.empty()) return wrong_usage("match", chosen.error);
  if (!patients::choose_instruction_set(arguments.simd))
    return wrong_usage("match", "no instruction set " + in_ticks(arguments.simd) + " on this machine");
  Trials trials;
  for (const auto& id : chosen.ids) trials.push_back(rules.program->find_trial(id));

  if (is_of_records(arguments.input, arguments.cohort))
    return match_records(arguments, *rules.program, trials);
  CohortFile cohort(arguments.cohort, arguments.columns, arguments.block_bytes);
  if (!cohort.open(rules.program->vocabulary)) return ExitStatus::bad_data;
  const auto planned = plan_resumption(arguments, *rules.program, trials, cohort);
  if (const auto* refused = std::get_if<ExitStatus>(&planned)) return *refused;
  MatchReport report(arguments, *rules.program, trials, {cohort.columns(), cohort.source(), &cohort},
                     std::get<Resumption>(planned));
  if (!report.open()) return ExitStatus::bad_data;
  const auto match = arguments.plain ? match_plainly : match_in_columns;
  match(arguments, *rules.program, trials, cohort, report);
  return cohort.failed() ? report.give_up() : report.finish();
}

}  // namespace eligo::cli
