// `eligo match` of a file of records, one a line: the other input beside cohort files.
//
// The columnar engine reads lines as cells as far as they can be said so (patients/record_rows.hpp); the
// plain one reads every line like `screen`. Both say the same. Tests: tests/cli/cases/ndjson.case,
// tests/oracle/compare_records.py.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_status.hpp"
#include "cli/options.hpp"
#include "engine/program.hpp"

namespace eligo::cli {

// Are records asked for, by the name of the file or by `--input`?
bool is_of_records(MatchArguments::Input input, const std::string& cohort);
ExitStatus match_records(const MatchArguments& arguments, const engine::Program& program,
                         const std::vector<const engine::Trial*>& trials);

}  // namespace eligo::cli
