// `eligo match`: the rows of a cohort file against trials, verdicts as CSV in the order of the rows.
// Contract: docs/cohorts.md. Tests: tests/cli/cases/match.case, tests/oracle/compare_cohort.py.
//
// This is the plain path: each row becomes a record and is judged like one. It defines what faster ones must
// say.
#include <algorithm>

#include "cli/cohort_file.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/id_check.hpp"
#include "cli/layout.hpp"
#include "cli/match_summary.hpp"
#include "cli/output.hpp"
#include "cli/output_file.hpp"
#include "cli/rules_loading.hpp"
#include "engine/bind.hpp"
#include "engine/screen.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using patients::DataSeverity;
using patients::printable;

constexpr std::size_t shown_rejects = 10;  // on standard error, without --rejects
constexpr std::size_t kept_examples = 3;   // of unreadable cells, a column
constexpr std::size_t longest_example = 40;
constexpr std::string_view unreadable_value = "D603";

struct Files {
  OutputFile verdicts;
  OutputFile summary;
  OutputFile rejects;
};

class Matcher {
 public:
  Matcher(const MatchArguments& arguments, const engine::Program& program,
          const std::vector<const engine::Trial*>& trials, const CohortFile& cohort, Files& files)
      : arguments_(arguments),
        program_(program),
        trials_(trials),
        cohort_(cohort),
        files_(files),
        tally_(trials) {
    summary_.as_of = arguments.as_of;
    for (const auto& column : cohort.columns()) {
      const bool set_aside = column.fate == patients::FileColumn::Fate::set_aside;
      summary_.columns.push_back({column.header, column.use, set_aside, 0, 0, {}});
    }
  }

  void write_header() {
    std::string line = "id";
    for (const auto* trial : trials_) line += ',' + csv_text(trial->id);
    for (const auto* trial : trials_) {
      if (!arguments_.criteria) break;
      for (const auto& criterion : trial->criteria) line += ',' + csv_text(trial->id + '.' + criterion.id);
    }
    files_.verdicts.write(line + '\n');
    if (!arguments_.rejects.empty()) files_.rejects.write("line,column,reason\n");
  }

  // False once nobody reads the output.
  bool take(CohortFile::Item item) {
    if (!item.row.rejected) judge(item);
    if (item.row.rejected) reject(*item.row.rejected);
    return files_.verdicts.is_open();
  }

  // Once all rows are taken.
  const engine::CohortSummary& summary() {
    if (arguments_.check_ids) summary_.duplicates = ids_.result();
    return summary_;
  }
  const std::vector<engine::TrialTally>& trials() const { return tally_.trials(); }

 private:
  static void refuse(CohortFile::Item& item, std::uint32_t column, std::string reason) {
    item.row.rejected = patients::CsvProblem{item.line, column, std::move(reason)};
  }

  void judge(CohortFile::Item& item) {
    const patients::PatientRecord& record = *item.row.record;
    if (const auto refusal = engine::refuse_on(record, arguments_.as_of)) {
      return refuse(item, record.birth_place.column, refusal->message);
    }
    const engine::BindResult bound = engine::bind(record, program_.vocabulary);
    for (const auto& problem : bound.diagnostics) {
      if (problem.severity == DataSeverity::error) return refuse(item, problem.column, problem.message);
      if (problem.code == unreadable_value) item.note_unreadable(problem.column);
    }
    note_cells(item);
    if (arguments_.strict && !item.row.unreadable.empty()) {
      const std::size_t column = item.row.unreadable.front();
      return refuse(item, static_cast<std::uint32_t>(column + 1),
                    in_ticks(item.cells[column].substr(0, longest_example)) + " cannot be read as `" +
                        printable(summary_.columns[column].header) + "` (--strict)");
    }
    if (arguments_.check_ids) ids_.add(record.id, item.line);
    write_row(record.id, bound.bound);
  }

  void note_cells(const CohortFile::Item& item) {
    for (std::size_t i = 0; i < item.cells.size(); ++i) {
      if (!cohort_.is_empty(i, item.cells[i])) ++summary_.columns[i].filled;
    }
    for (const std::size_t column : item.row.unreadable) {
      engine::ColumnSummary& of = summary_.columns[column];
      ++of.unreadable;
      const std::string example(item.cells[column].substr(0, longest_example));
      const bool known = std::ranges::find(of.examples, example) != of.examples.end();
      if (of.examples.size() < kept_examples && !known) of.examples.push_back(example);
    }
  }

  void write_row(const std::string& id, const engine::BoundRecord& bound) {
    engine::Evaluator evaluator(program_, bound, arguments_.as_of);
    std::string line = csv_text(id);
    std::string details;
    for (std::size_t i = 0; i < trials_.size(); ++i) {
      const engine::TrialResult result = evaluator.verdict(*trials_[i]);
      tally_.add(i, result);
      line += ',';
      line += engine::to_string(result.verdict);
      for (const auto& criterion : result.criteria) {
        details += ',';
        details += engine::to_string(criterion.status);
      }
    }
    if (arguments_.criteria) line += details;
    files_.verdicts.write(line + '\n');
    ++summary_.rows;
  }

  void reject(const patients::CsvProblem& problem) {
    ++summary_.rejected;
    const std::string line = std::to_string(problem.line);
    const std::string column = std::to_string(problem.column);
    if (!arguments_.rejects.empty()) {
      files_.rejects.write(line + ',' + column + ',' + csv_text(problem.reason) + '\n');
    } else if (summary_.rejected <= shown_rejects) {
      write_error(display_name(arguments_.cohort) + ':' + line + ": rejected: " + printable(problem.reason) +
                  (problem.column == 0 ? "" : " (column " + column + ")") + "\n");
    } else if (summary_.rejected == shown_rejects + 1) {
      write_error("further rejected rows are counted; `--rejects FILE` lists them all\n");
    }
  }

  const MatchArguments& arguments_;
  const engine::Program& program_;
  const std::vector<const engine::Trial*>& trials_;
  const CohortFile& cohort_;
  Files& files_;
  engine::CohortTally tally_;
  engine::CohortSummary summary_;
  IdCheck ids_;
};

bool open_all(const MatchArguments& arguments, Files& files) {
  const auto open = [](OutputFile& file) {
    if (file.open()) return true;
    complain(file.error());
    return false;
  };
  if (!open(files.verdicts)) return false;
  if (!arguments.summary.empty() && !open(files.summary)) return false;
  return arguments.rejects.empty() || open(files.rejects);
}

bool commit_all(const MatchArguments& arguments, Files& files) {
  const auto commit = [](OutputFile& file) {
    if (file.commit()) return true;
    complain(file.error());
    return false;
  };
  const bool rejects = arguments.rejects.empty() || commit(files.rejects);
  const bool summary = arguments.summary.empty() || commit(files.summary);
  return commit(files.verdicts) && rejects && summary;
}

ExitStatus status_of(const engine::CohortSummary& summary) {
  if (summary.rows == 0) return ExitStatus::bad_data;
  return summary.rejected > 0 ? ExitStatus::some_refused : ExitStatus::done;
}

}  // namespace

ExitStatus run_match(const MatchArguments& arguments) {
  if (arguments.describe) return run_describe(arguments);
  const LoadedRules rules = load_rules(arguments.rules, true);
  if (!rules.program) return rules.status;
  const ChosenTrials chosen = choose_trials(*rules.program, arguments.trials);
  if (!chosen.error.empty()) return wrong_usage("match", chosen.error);
  std::vector<const engine::Trial*> trials;
  for (const auto& id : chosen.ids) trials.push_back(rules.program->find_trial(id));

  CohortFile cohort(arguments.cohort, arguments.columns);
  if (!cohort.open(rules.program->vocabulary)) return ExitStatus::bad_data;
  Files files{OutputFile(arguments.output), OutputFile(arguments.summary), OutputFile(arguments.rejects)};
  if (!open_all(arguments, files)) return ExitStatus::bad_data;
  Matcher matcher(arguments, *rules.program, trials, cohort, files);
  matcher.write_header();
  while (auto item = cohort.next()) {
    if (!matcher.take(std::move(*item))) break;
  }
  if (cohort.failed()) return ExitStatus::bad_data;
  if (!arguments.summary.empty()) {
    files.summary.write(engine::render_cohort_summary(matcher.summary(), matcher.trials(), *rules.program) +
                        '\n');
  }
  if (!commit_all(arguments, files)) return ExitStatus::bad_data;
  if (matcher.summary().rows + matcher.summary().rejected == 0) {
    complain(in_ticks(display_name(arguments.cohort)) + " holds no rows");
    return ExitStatus::bad_data;
  }
  write_error(
      match_table(matcher.summary(), matcher.trials(), display_name(arguments.cohort), detect_terminal()));
  return status_of(matcher.summary());
}

}  // namespace eligo::cli
