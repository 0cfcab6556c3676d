// See match_report.hpp.
#include "cli/match_report.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "cli/clock.hpp"
#include "cli/files.hpp"
#include "cli/match_summary.hpp"
#include "cli/near_columns.hpp"
#include "cli/output.hpp"
#include "patients/record_reader.hpp"

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

Progress::State begun(const Resumption& resumption) {
  if (!resumption.from) return {};
  const PipelinePosition& at = resumption.from->at;
  return {at.rows, at.bytes, at.bytes};
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
  tally.clear();
}

MatchReport::MatchReport(const MatchArguments& arguments, const engine::Program& program,
                         const std::vector<const engine::Trial*>& trials, const MatchInput& input,
                         const Resumption& resumption)
    : arguments_(arguments),
      program_(program),
      trials_(trials),
      input_(input),
      resumption_(resumption),
      verdicts_(arguments.output),
      summary_file_(arguments.summary),
      rejects_(arguments.rejects),
      tally_(trials),
      progress_(input.source.facts() ? std::optional(input.source.facts()->size) : std::nullopt,
                begun(resumption)),
      rows_before_(begun(resumption).rows),
      next_save_(elapsed() + arguments.save_period),
      saves_(!resumption.path.empty()) {
  summary_.as_of = arguments.as_of;
  for (const auto& column : input.columns) {
    const bool set_aside = column.fate == patients::FileColumn::Fate::set_aside;
    summary_.columns.push_back({column.header, column.use, set_aside, 0, 0, {}});
  }
}

bool MatchReport::open() {
  if (!(saves_ ? open_partial() : open_or_complain(verdicts_))) return false;
  if (!saves_ && !arguments_.rejects.empty() && !open_or_complain(rejects_)) return false;
  if (!arguments_.summary.empty() && !open_summary()) return false;
  if (!resumption_.from) write_header();
  return true;
}

// Nothing is in it before the end, but a killed run shall not leave one name more each time.
bool MatchReport::open_summary() {
  if (!saves_ || !is_ordinary(arguments_.summary)) return open_or_complain(summary_file_);
  if (summary_file_.open_partial() && summary_file_.begin({})) return true;
  complain(summary_file_.error());
  return false;
}

// Both files are locked before anything of a stopped run is dropped.
bool MatchReport::open_partial() {
  const auto each = [this](auto&& does) {
    for (OutputFile* file : {&verdicts_, &rejects_}) {
      if (file == &rejects_ && arguments_.rejects.empty()) continue;
      if (does(*file)) continue;
      complain(file->error());
      return false;
    }
    return true;
  };
  if (resumption_.from) {
    verdicts_.keep();
    rejects_.keep();
    if (!restore()) return false;
  }
  if (!each([](OutputFile& file) { return file.open_partial(); })) return false;
  if (!resumption_.from) ::unlink(resumption_.path.c_str());
  const Checkpoint from = resumption_.from.value_or(Checkpoint{});
  return each(
      [&](OutputFile& file) { return file.begin(&file == &verdicts_ ? from.verdicts : from.rejects); });
}

// The counts of the stopped run, in the order of save().
bool MatchReport::restore() {
  const Checkpoint& from = *resumption_.from;
  std::size_t used = 0;
  const auto next = [&] { return used < from.counts.size() ? from.counts[used++] : (++used, 0); };
  summary_.rows = next();
  summary_.rejected = next();
  for (auto& column : summary_.columns) {
    column.filled = next();
    column.unreadable = next();
  }
  for (std::size_t i = 0; i < trials_.size(); ++i) {
    engine::TrialTally counts = tally_.trials()[i];
    for (auto& count : counts.verdicts) count = next();
    for (auto& of : counts.criteria) of = {next(), next(), next(), next()};
    tally_.add(i, counts);
  }
  bool fits = used == from.counts.size();
  for (const auto& [column, text] : from.examples) {
    fits = fits && column < summary_.columns.size();
    if (fits) summary_.columns[column].examples.push_back(text);
  }
  if (!fits) complain(in_ticks(resumption_.path) + " is damaged; start anew without `--resume`");
  return fits;
}

void MatchReport::save(const PipelinePosition& position) {
  if (checkpoint_.run.empty())
    checkpoint_.run = run_items(arguments_, program_, trials_, *input_.cohort, resumption_.input);
  checkpoint_.at = {position.bytes, position.line, rows_before_ + position.rows};
  checkpoint_.verdicts = verdicts_.mark();
  if (!arguments_.rejects.empty()) checkpoint_.rejects = rejects_.mark();
  if (!verdicts_.is_open() || (!arguments_.rejects.empty() && !rejects_.is_open())) return;
  std::vector<std::uint64_t>& counts = checkpoint_.counts;
  counts = {summary_.rows, summary_.rejected};
  checkpoint_.examples.clear();
  for (std::size_t i = 0; i < summary_.columns.size(); ++i) {
    const engine::ColumnSummary& column = summary_.columns[i];
    counts.insert(counts.end(), {column.filled, column.unreadable});
    for (const auto& example : column.examples) checkpoint_.examples.emplace_back(i, example);
  }
  for (const auto& trial : tally_.trials()) {
    counts.insert(counts.end(), trial.verdicts.begin(), trial.verdicts.end());
    for (const auto& of : trial.criteria)
      counts.insert(counts.end(), {of.fail, of.unknown, of.fail_first, of.fail_alone});
  }
  if (const int error = write_checkpoint(resumption_.path, checkpoint_); error != 0) {
    progress_.erase();
    complain("cannot write " + in_ticks(resumption_.path) + ": " + std::strerror(error) +
             "; the run goes on, but if it is stopped `--resume` will not go on from here");
    saves_ = false;
    return;
  }
  verdicts_.keep();
  rejects_.keep();
}

void MatchReport::write_header() {
  std::string line = "id";
  for (const auto* trial : trials_) line += ',' + csv_text(trial->id);
  for (const auto* trial : trials_) {
    if (arguments_.detail == MatchArguments::Detail::criteria) {
      for (const auto& criterion : trial->criteria) line += ',' + csv_text(trial->id + '.' + criterion.id);
    } else if (arguments_.detail == MatchArguments::Detail::near) {
      for (const std::string_view column : near_columns)
        line += ',' + csv_text(trial->id + std::string(column));
    }
  }
  verdicts_.write(line + '\n');
  if (!arguments_.rejects.empty()) rejects_.write("line,column,reason\n");
}

bool MatchReport::take(const MatchedRows& rows, const PipelinePosition& position) {
  verdicts_.write(rows.verdicts.text());
  summary_.rows += rows.rows;
  summary_.unread += rows.unread;
  for (const auto& problem : rows.rejected) reject(problem);
  for (const auto& cell : rows.unreadable) note(cell);
  for (const auto& id : rows.ids) ids_.add(id.text, id.line);
  for (std::size_t i = 0; i < rows.filled.size(); ++i) summary_.columns[i].filled += rows.filled[i];
  tally_.add(rows.tally);
  progress_.show({rows_before_ + position.rows, position.bytes, input_.source.taken()});
  if (saves_ && elapsed() >= next_save_) {
    save(position);
    next_save_ = elapsed() + arguments_.save_period;
  }
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
    progress_.erase();
    write_error(display_name(arguments_.cohort) + ':' + line + ": rejected: " + printable(problem.reason) +
                (problem.column == 0 ? "" : " (column " + column + ")") + "\n");
  } else if (summary_.rejected == shown_rejects + 1) {
    progress_.erase();
    write_error("further rejected rows are counted; `--rejects FILE` lists them all\n");
  }
}

bool MatchReport::commit() {
  if (!resumption_.path.empty()) {
    verdicts_.mark();
    rejects_.mark();
    // Gone before the first result has its name: what follows is no state to go on from.
    if (verdicts_.is_open() && (arguments_.rejects.empty() || rejects_.is_open()))
      ::unlink(resumption_.path.c_str());
  }
  const bool rejects = arguments_.rejects.empty() || commit_or_complain(rejects_);
  const bool summary = arguments_.summary.empty() || commit_or_complain(summary_file_);
  return commit_or_complain(verdicts_) && rejects && summary;
}

ExitStatus MatchReport::give_up() {
  progress_.erase();
  if (!resumption_.path.empty() && exists(resumption_.path))
    complain("the run stops; " + in_ticks(resumption_.path) +
             " says how far it came, and `--resume` goes on");
  return ExitStatus::bad_data;
}

ExitStatus MatchReport::finish() {
  progress_.erase();
  if (arguments_.check_ids) summary_.duplicates = ids_.result();
  if (!arguments_.summary.empty())
    summary_file_.write(engine::render_cohort_summary(summary_, tally_.trials(), program_) + '\n');
  if (!commit()) return give_up();
  if (summary_.rows + summary_.rejected == 0) {
    complain(in_ticks(display_name(arguments_.cohort)) + " holds no rows");
    return ExitStatus::bad_data;
  }
  write_error(match_table(summary_, tally_.trials(), display_name(arguments_.cohort), detect_terminal()));
  if (summary_.rows == 0) return ExitStatus::bad_data;
  return summary_.rejected > 0 ? ExitStatus::some_refused : ExitStatus::done;
}

}  // namespace eligo::cli
