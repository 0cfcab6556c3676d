// `eligo check`: compiles rules and reports; silent when all is well. Tests: tests/cli/cases/rules.case.
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/output.hpp"
#include "cli/rules_loading.hpp"

namespace eligo::cli {

ExitStatus run_check(const CheckArguments& arguments) {
  if (arguments.rules.empty()) {
    const engine::Compiled compiled = engine::compile(shipped_rules());
    report(compiled.diagnostics, Show::all);
    return compiled.ok() ? ExitStatus::done : ExitStatus::bad_rules;
  }
  const RuleFiles found = expand_rule_paths(arguments.rules);
  if (!found.error.empty()) {
    complain(found.error);
    return ExitStatus::bad_rules;
  }
  const ReadRules read = read_rules(found.paths);
  const engine::Compiled compiled = engine::compile(read.files, shipped_vocabulary());
  report(compiled.diagnostics, Show::all);
  return compiled.ok() && read.complete ? ExitStatus::done : ExitStatus::bad_rules;
}

}  // namespace eligo::cli
