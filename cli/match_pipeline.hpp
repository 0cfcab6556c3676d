// The columnar engine over a cohort file with one or more threads, results in the order of the file.
//
// Threads take turns to read a block, judge it each by itself, and hand the result to a queue that puts
// blocks back in order; whoever completes the next block in order writes it. So nobody waits for a turn to
// write, and memory is bounded by the blocks under way. Tests: tests/cli/cases/match.case,
// tests/oracle/engine_differential.py.
#pragma once

#include <functional>

#include "cli/match_report.hpp"
#include "engine/columnar/matcher.hpp"
#include "engine/columnar/plan.hpp"
#include "patients/cohort_blocks.hpp"
#include "patients/cohort_map.hpp"
#include "patients/record_columns.hpp"

namespace eligo::cli {

// What the file's own columns are, for whoever speaks of them; or how its records are read.
struct FileColumns {
  const std::vector<patients::FileColumn>* columns = nullptr;
  const std::optional<patients::CohortTransform>* transform = nullptr;
  const patients::RecordColumns* records = nullptr;  // then neither of the others
};

// What one thread does with every batch that it has judged, in place of lines of verdicts.
using LookAtBatch = std::function<void(engine::columnar::Matcher& matcher, const patients::CellGrid& grid)>;

struct PipelineSettings {
  std::size_t threads = 1;
  std::size_t batch_rows = 512;
  bool strict = false;
  MatchArguments::Detail detail = MatchArguments::Detail::verdicts;
  bool count_cells = false;
  bool keep_ids = false;
  // Asked once by each thread, at any time; none: lines of verdicts.
  std::function<LookAtBatch()> look;
};

// Calls `take` with consecutive results, by one thread at a time; stops when it says false.
using TakeRows = std::function<bool(const MatchedRows& rows, const PipelinePosition& position)>;
void run_pipeline(const engine::columnar::Plan& plan, const FileColumns& file, patients::CohortBlocks& blocks,
                  const PipelineSettings& settings, const TakeRows& take);

}  // namespace eligo::cli
