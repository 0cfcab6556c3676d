// Whether a run of `eligo match` can be written down so that another goes on, and where this one begins.
//
// Tests: tests/cli/resume_test.py, tests/cli/cases/resume.case.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/checkpoint.hpp"
#include "cli/cohort_file.hpp"
#include "cli/exit_status.hpp"
#include "cli/options.hpp"
#include "engine/program.hpp"

namespace eligo::cli {

struct Resumption {
  std::string path;                        // of the checkpoint; empty: this run cannot be written down
  std::optional<ByteSource::Facts> input;  // when the run began
  std::optional<Checkpoint> from;          // where to go on; none: at the beginning
};

// What is the same whenever a run goes on.
std::vector<RunItem> run_items(const MatchArguments& arguments, const engine::Program& program,
                               const std::vector<const engine::Trial*>& trials, const CohortFile& cohort,
                               const std::optional<ByteSource::Facts>& input);

// With `--resume`: reads the checkpoint and compares. What stands against it is said on standard error and is
// the exit status. `cohort` is open.
std::variant<Resumption, ExitStatus> plan_resumption(const MatchArguments& arguments,
                                                     const engine::Program& program,
                                                     const std::vector<const engine::Trial*>& trials,
                                                     const CohortFile& cohort);

}  // namespace eligo::cli
