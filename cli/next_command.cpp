// `eligo next`: what is missing, and what to ask first. Tests: tests/cli/cases/next.case.
#include <utility>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/next_table.hpp"
#include "cli/output.hpp"
#include "cli/records.hpp"
#include "cli/rules_loading.hpp"
#include "engine/work_list.hpp"
#include "rules/shipped_files.hpp"

namespace eligo::cli {
namespace {

// The shipped costs, and a site's lines on top; false after an error, which has been reported.
bool read_costs(const std::string& path, const engine::Vocabulary& vocabulary, engine::CostTable& costs) {
  std::string error = costs.read(rules::shipped_costs(), vocabulary);
  if (!error.empty()) {
    complain("the shipped costs: " + error);
    return false;
  }
  if (path.empty()) return true;
  const FileText file = read_file(path, largest_rule_file);
  if (!file.text) {
    complain(file.error);
    return false;
  }
  error = costs.read(*file.text, vocabulary);
  if (!error.empty()) complain(display_name(path) + ": " + error);
  return error.empty();
}

}  // namespace

ExitStatus run_next(const NextArguments& arguments) {
  const LoadedRules rules = load_rules(arguments.rules, true);
  if (!rules.program) return rules.status;
  const ChosenTrials trials = choose_trials(*rules.program, arguments.trials);
  if (!trials.error.empty()) return wrong_usage("next", trials.error);
  engine::CostTable costs;
  if (!read_costs(arguments.costs, rules.program->vocabulary, costs)) return ExitStatus::bad_data;

  engine::ScreenOptions screening;
  if (!arguments.trials.empty()) screening.trials = trials.ids;
  const engine::NextOptions options{arguments.as_of, nullptr, arguments.sets};
  std::vector<engine::PatientNext> patients;
  const RecordCounts counts = for_each_record(
      arguments.records,
      [&](patients::ReadResult read) {
        return engine::screen(*rules.program, std::move(read), arguments.as_of, screening);
      },
      [&](const engine::ScreenResult& result) {
        patients.push_back(engine::next_of(result, *rules.program, costs, options));
        return true;
      });
  Output output;
  if (arguments.json) {
    output.write(engine::render_next(patients, *rules.program, arguments.as_of) + "\n");
  } else if (!patients.empty()) {
    output.write(next_table(patients, arguments.as_of, detect_terminal()));
  }
  return output.finish(counts.status());
}

}  // namespace eligo::cli
