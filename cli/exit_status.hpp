// What the command tells its caller. The numbers are part of the contract: docs/cli.md, "Exit status".
#pragma once

namespace eligo::cli {

enum class ExitStatus : int {
  done = 0,
  verdict_met = 1,  // only with --fail-on
  usage = 2,
  bad_rules = 3,     // also: `fmt --check` found a file that is not in canonical layout
  bad_data = 4,      // nothing usable
  some_refused = 5,  // done, but some records were refused; goes before verdict_met
};

}  // namespace eligo::cli
