// See match_report.hpp.
#include "cli/match_report.hpp"

#include <algorithm>

#include "cli/files.hpp"
#include "cli/match_summary.hpp"
#include "cli/output.hpp"
#include "patients/text.hpp"

namespace eligo::cli {

using patients::printable;

namespace {

constexpr std::size_t shown_rejects = 10;  // on standard error, without --rejects
constexpr std::size_t kept_examples = 3;   // of unreadable cells, a column

bool open_or_complain(OutputFile& file) {
  if (file.open()) return true;
  complain(file.error());
  return false;
}

bool commit_or_complain(OutputFile& file) {
  if (file.commit()) return true;
  complain(file.error());
  return false;
}

}  // namespace

std::string strict_reason(std::string_view cell, std::string_view header) {
  return in_ticks(cell) + " cannot be read as `" + printable(header) + "` (--strict)";
}

void MatchedRows::clear() {
  verdicts.clear();
  rows = 0;
  unread = 0;
  rejected.clear();
  unreadable.clear();
  std::ranges::fill(filled, 0);
  ids.clear();
}

MatchReport::MatchReport(const MatchArguments& arguments, const engine::Program& program,
                         const std::vector<const engine::Trial*>& trials,
                         const std::vector<patients::FileColumn>& columns)
    : arguments_(arguments),
      program_(program),
      trials_(trials),
      verdicts_(arguments.output),
      summary_file_(arguments.summary),
      rejects_(arguments.rejects) {
  summary_.as_of = arguments.as_of;
  for (const auto& column : columns) {
    const bool set_aside = column.fate == patients::FileColumn::Fate::set_aside;
    summary_.columns.push_back({column.header, column.use, set_aside, 0, 0, {}});
  }
}

bool MatchReport::open() {
  if (!open_or_complain(verdicts_)) return false;
  if (!arguments_.summary.empty() && !open_or_complain(summary_file_)) return false;
  if (!arguments_.rejects.empty() && !open_or_complain(rejects_)) return false;
  write_header();
  return true;
}

void MatchReport::write_header() {
  std::string line = "id";
  for (const auto* trial : trials_) line += ',' + csv_text(trial->id);
  for (const auto* trial : trials_) {
    if (!arguments_.criteria) break;
    for (const auto& criterion : trial->criteria) line += ',' + csv_text(trial->id + '.' + criterion.id);
  }
  verdicts_.write(line + '\n');
  if (!arguments_.rejects.empty()) rejects_.write("line,column,reason\n");
}

bool MatchReport::take(const MatchedRows& rows) {
  verdicts_.write(rows.verdicts);
  summary_.rows += rows.rows;
  summary_.unread += rows.unread;
  for (const auto& problem : rows.rejected) reject(problem);
  for (const auto& cell : rows.unreadable) note(cell);
  for (const auto& id : rows.ids) ids_.add(id.text, id.line);
  for (std::size_t i = 0; i < rows.filled.size(); ++i) summary_.columns[i].filled += rows.filled[i];
  return verdicts_.is_open();
}

void MatchReport::note(const UnreadableCell& cell) {
  engine::ColumnSummary& of = summary_.columns[cell.column];
  ++of.unreadable;
  const bool known = std::ranges::find(of.examples, cell.text) != of.examples.end();
  if (of.examples.size() < kept_examples && !known) of.examples.push_back(cell.text);
}

void MatchReport::reject(const patients::CsvProblem& problem) {
  ++summary_.rejected;
  const std::string line = std::to_string(problem.line);
  const std::string column = summary_.columns.empty() ? "" : std::to_string(problem.column);
  if (!arguments_.rejects.empty()) {
    rejects_.write(line + ',' + column + ',' + csv_text(problem.reason) + '\n');
  } else if (summary_.rejected <= shown_rejects) {
    write_error(display_name(arguments_.cohort) + ':' + line + ": rejected: " + printable(problem.reason) +
                (problem.column == 0 ? "" : " (column " + column + ")") + "\n");
  } else if (summary_.rejected == shown_rejects + 1) {
    write_error("further rejected rows are counted; `--rejects FILE` lists them all\n");
  }
}

bool MatchReport::commit() {
  const bool rejects = arguments_.rejects.empty() || commit_or_complain(rejects_);
  const bool summary = arguments_.summary.empty() || commit_or_complain(summary_file_);
  return commit_or_complain(verdicts_) && rejects && summary;
}

ExitStatus MatchReport::finish(const engine::CohortTally& tally) {
  if (arguments_.check_ids) summary_.duplicates = ids_.result();
  if (!arguments_.summary.empty())
    summary_file_.write(engine::render_cohort_summary(summary_, tally.trials(), program_) + '\n');
  if (!commit()) return ExitStatus::bad_data;
  if (summary_.rows + summary_.rejected == 0) {
    complain(in_ticks(display_name(arguments_.cohort)) + " holds no rows");
    return ExitStatus::bad_data;
  }
  write_error(match_table(summary_, tally.trials(), display_name(arguments_.cohort), detect_terminal()));
  if (summary_.rows == 0) return ExitStatus::bad_data;
  return summary_.rejected > 0 ? ExitStatus::some_refused : ExitStatus::done;
}

}  // namespace eligo::cli
