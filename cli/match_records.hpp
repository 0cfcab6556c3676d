// `eligo match` of a file of records, one a line: the other input beside cohort files.
//
// The columnar engine reads lines as cells as far as they can be said so (patients/record_rows.hpp); the
// plain one reads every line like `screen`. Both say the same. Tests: tests/cli/cases/ndjson.case,
// tests/oracle/compare_records.py.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_status.hpp"
#include "cli/options.hpp"
#include "engine/program.hpp"

namespace eligo::cli {

// Are records asked for, by the name of the file or by `--input`?
bool is_of_records(MatchArguments::Input input, const std::string& cohort);
// Why such a file has no use for a map.
constexpr std::string_view no_columns_of_records =
    "`--columns` is for cohort files; the members of a record say what they are";
ExitStatus match_records(const MatchArguments& arguments, const engine::Program& program,
                         const std::vector<const engine::Trial*>& trials);

}  // namespace eligo::cli
