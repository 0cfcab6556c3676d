// See match_records.hpp.
#include "cli/match_records.hpp"

#include "cli/match_pipeline.hpp"
#include "cli/match_report.hpp"
#include "cli/output.hpp"
#include "cli/plain_lines.hpp"
#include "cli/record_file.hpp"
#include "engine/cohort_row.hpp"
#include "engine/columnar/plan.hpp"
#include "patients/record_rows.hpp"

namespace eligo::cli {
namespace {

using Trials = std::vector<const engine::Trial*>;
using patients::RecordLines;

// ---- the plain engine

class PlainRecords {
 public:
  PlainRecords(const MatchArguments& arguments, const engine::Program& program, const Trials& trials)
      : arguments_(arguments), program_(program), lines_(arguments, program, trials) {}

  void judge(const RecordLines::Line& line, MatchedRows& out) {
    out.clear();
    if (line.too_long)
      return out.rejected.push_back(patients::too_long(line.number, patients::CsvLimits{}.row));
    engine::BoundRow row;
    engine::read_record_line(row, line.text, program_.vocabulary, arguments_.as_of, line.number);
    if (row.row.rejected) return out.rejected.push_back(*row.row.rejected);
    if (arguments_.strict && !row.row.unreadable.empty())
      return out.rejected.push_back({line.number, 0, engine::unreadable_value_of(row)});
    if (arguments_.check_ids) out.ids.push_back({row.row.record->id, line.number});
    lines_.write(row, out);
  }

 private:
  const MatchArguments& arguments_;
  const engine::Program& program_;
  PlainLines lines_;
};

void match_plainly(const MatchArguments& arguments, const engine::Program& program, const Trials& trials,
                   patients::CohortBlocks& blocks, MatchReport& report) {
  PlainRecords records(arguments, program, trials);
  RecordLines lines;
  MatchedRows rows;
  rows.tally = engine::CohortTally(trials);
  patients::CohortBlock block;
  PipelinePosition position;
  bool wanted = true;
  while (wanted && blocks.next(block)) {
    lines.start(block);
    position.bytes = block.end;
    while (const auto line = wanted ? lines.next() : std::nullopt) {
      records.judge(*line, rows);
      position.rows += rows.rows + rows.rejected.size();
      wanted = report.take(rows, position);
    }
  }
}

// ---- the columnar engine

void match_in_columns(const MatchArguments& arguments, const engine::Program& program, const Trials& trials,
                      const RecordFile& records, patients::CohortBlocks& blocks, MatchReport& report) {
  const engine::columnar::Plan plan =
      engine::columnar::make_plan(program, trials, records.columns().plan, arguments.as_of);
  FileColumns file;
  file.records = &records.columns();
  PipelineSettings settings;
  settings.threads = arguments.threads;
  settings.batch_rows = arguments.batch_rows;
  settings.strict = arguments.strict;
  settings.detail = arguments.detail;
  settings.keep_ids = arguments.check_ids;
  run_pipeline(plan, file, blocks, settings, [&](const MatchedRows& rows, const PipelinePosition& position) {
    return report.take(rows, position);
  });
}

}  // namespace

bool is_of_records(MatchArguments::Input input, const std::string& cohort) {
  if (input != MatchArguments::Input::by_name) return input == MatchArguments::Input::ndjson;
  return is_record_lines_name(cohort);
}

ExitStatus match_records(const MatchArguments& arguments, const engine::Program& program,
                         const Trials& trials) {
  if (!arguments.columns.empty()) return wrong_usage("match", no_columns_of_records);
  if (arguments.resume)
    return wrong_usage(
        "match", "`--resume` is for cohort files (CSV); a file of records is matched from the beginning");
  RecordFile records(arguments.cohort, arguments.block_bytes);
  if (!records.open()) return ExitStatus::bad_data;
  const std::vector<patients::FileColumn> no_columns;
  const Resumption no_resumption;
  MatchReport report(arguments, program, trials, {no_columns, records.source()}, no_resumption);
  if (!report.open()) return ExitStatus::bad_data;
  patients::CohortBlocks blocks = records.blocks();
  if (arguments.plain) {
    match_plainly(arguments, program, trials, blocks, report);
  } else {
    match_in_columns(arguments, program, trials, records, blocks, report);
  }
  if (!records.failed()) return report.finish();
  report.erase_progress();
  records.complain_of_source();
  return report.give_up();
}

}  // namespace eligo::cli
