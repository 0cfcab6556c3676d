// Where the results of `eligo match` go: verdicts, rejects, the summary, and the table at the end.
//
// Results come in blocks in the order of the file, from the plain or the columnar engine alike. One thread at
// a time. Where it can, the run is written down now and then so that another can go on (match_resume.hpp).
// Tests: tests/cli/cases/match.case, tests/cli/resume_test.py.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/checkpoint.hpp"
#include "cli/cohort_file.hpp"
#include "cli/exit_status.hpp"
#include "cli/id_check.hpp"
#include "cli/line_buffer.hpp"
#include "cli/match_resume.hpp"
#include "cli/options.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "engine/cohort_tally.hpp"
#include "engine/render_cohort.hpp"

#include "patients/cohort_csv.hpp"

namespace eligo::cli {

// Longest part of a cell that is quoted in a message or kept as an example, in bytes.
constexpr std::size_t longest_example = 40;

struct UnreadableCell {
  std::size_t column = 0;
  std::string text;
};

// Why a row with an unreadable cell is rejected under --strict.
std::string strict_reason(std::string_view cell, std::string_view header);

// What became of some consecutive rows.
struct MatchedRows {
  LineBuffer verdicts;  // lines of the output
  std::uint64_t rows = 0;
  std::uint64_t unread = 0;                    // records that the fast reader left to the definition
  std::vector<patients::CsvProblem> rejected;  // in order
  std::vector<UnreadableCell> unreadable;      // likewise
  std::vector<std::uint64_t> filled;           // cells, by column; empty: not counted
  struct Id {
    std::string text;
    std::uint64_t line = 0;
  };
  std::vector<Id> ids;        // only with --check-ids
  engine::CohortTally tally;  // of these rows alone

  void clear();
};

// What is read: the columns of a cohort file (none for records), the bytes, and the file that a run may go on
// in (null: none).
struct MatchInput {
  const std::vector<patients::FileColumn>& columns;
  const ByteSource& source;
  const CohortFile* cohort = nullptr;
};

class MatchReport {
 public:
  // All must outlive the report.
  MatchReport(const MatchArguments& arguments, const engine::Program& program,
              const std::vector<const engine::Trial*>& trials, const MatchInput& input,
              const Resumption& resumption);

  // Where a stopped run was, for who reads on from there; null: at the beginning.
  const Checkpoint* goes_on_from() const { return resumption_.from ? &*resumption_.from : nullptr; }
  void erase_progress() { progress_.erase(); }  // before anybody else writes to standard error
  bool open();                                  // false: a file cannot be made; said on standard error
  // `position`: behind these rows; without what a stopped run had done. False once nobody reads the output.
  bool take(const MatchedRows& rows, const PipelinePosition& position);
  ExitStatus finish();
  // In place of finish() when reading failed.
  ExitStatus give_up();

 private:
  bool open_partial();
  bool open_summary();
  bool restore();
  void save(const PipelinePosition& position);
  void write_header();
  void reject(const patients::CsvProblem& problem);
  void note(const UnreadableCell& cell);
  bool commit();

  const MatchArguments& arguments_;
  const engine::Program& program_;
  const std::vector<const engine::Trial*>& trials_;
  MatchInput input_;
  const Resumption& resumption_;
  OutputFile verdicts_;
  OutputFile summary_file_;
  OutputFile rejects_;
  engine::CohortSummary summary_;
  engine::CohortTally tally_;
  IdCheck ids_;
  Progress progress_;
  Checkpoint checkpoint_;
  std::uint64_t rows_before_ = 0;  // by the stopped run
  std::chrono::milliseconds next_save_;
  bool saves_ = false;
};

}  // namespace eligo::cli
