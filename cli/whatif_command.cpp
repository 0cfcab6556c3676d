// `eligo whatif`: what the criteria of a trial cost in a cohort, and what other rules would bring, in one
// pass. Contract: docs/whatif.md. Tests: tests/cli/cases/whatif.case, tests/oracle/compare_whatif.py.
#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "cli/cohort_file.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/layout.hpp"
#include "cli/match_pipeline.hpp"
#include "cli/match_records.hpp"
#include "cli/output.hpp"
#include "cli/output_file.hpp"
#include "cli/record_file.hpp"
#include "cli/rules_loading.hpp"
#include "cli/whatif_changes.hpp"
#include "cli/whatif_table.hpp"
#include "engine/whatif/render_whatif.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using Trials = std::vector<const engine::Trial*>;

constexpr std::size_t shown_rejects = 10;

// What is judged: the trials chosen, and behind them every changed form of one.
struct Forms {
  std::deque<engine::Trial> changed;
  Trials trials;
  std::vector<engine::Scenario> scenarios;
  std::vector<std::vector<engine::Change>> changes;  // of each scenario
};

// The trial with all these changes made that have an expression.
const engine::Trial& form_of(const engine::Trial& trial, const ScenarioPlan& scenario,
                             const std::vector<AskedChange>& changes, const LoadedRules& rules,
                             Forms& forms) {
  std::vector<const engine::Trial*> replaced(changes.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < changes.size(); ++i)
    if (changes[i].change.expression) replaced[i] = &*rules.replaced[next++];
  engine::Trial form = trial;
  for (const std::size_t i : scenario.changes)
    if (replaced[i] != nullptr)
      form = engine::with_criterion(form, changes[i].change.criterion, *replaced[i]);
  return forms.changed.emplace_back(std::move(form));
}

void plan_forms(const std::vector<AskedChange>& changes, const std::vector<std::string>& ids,
                const LoadedRules& rules, Forms& forms) {
  for (const auto& id : ids) forms.trials.push_back(rules.program->find_trial(id));
  for (const ScenarioPlan& scenario : scenarios_of(changes, ids.size())) {
    engine::Scenario planned;
    planned.trial = planned.form = scenario.trial;
    bool replaces = false;
    auto& of = forms.changes.emplace_back();
    for (const std::size_t i : scenario.changes) {
      of.push_back(changes[i].change);
      replaces = replaces || changes[i].change.expression;
      if (!changes[i].change.expression) planned.dropped.push_back(changes[i].change.criterion);
    }
    std::ranges::sort(planned.dropped);
    if (replaces) {
      planned.form = forms.trials.size();
      forms.trials.push_back(&form_of(*forms.trials[scenario.trial], scenario, changes, rules, forms));
    }
    forms.scenarios.push_back(std::move(planned));
  }
}

void tell_of_rejected(const std::string& file, const patients::CsvProblem& problem, std::uint64_t number) {
  if (number > shown_rejects + 1) return;
  if (number == shown_rejects + 1) return write_error("further rejected rows are counted only\n");
  write_error(display_name(file) + ':' + std::to_string(problem.line) +
              ": rejected: " + patients::printable(problem.reason) +
              (problem.column == 0 ? "" : " (column " + std::to_string(problem.column) + ")") + "\n");
}

// A cohort file, or a file of records: what is read, and how.
class Cohort {
 public:
  explicit Cohort(const WhatIfArguments& arguments)
      : file_(arguments.cohort, arguments.columns), records_(arguments.cohort) {
    is_of_records_ = is_of_records(arguments.input, arguments.cohort);
  }

  // False if there is nothing usable, which has been said.
  bool open(const engine::Vocabulary& vocabulary) {
    return is_of_records_ ? records_.open() : file_.open(vocabulary);
  }
  const patients::CohortPlan& plan() const { return is_of_records_ ? records_.columns().plan : file_.plan(); }
  FileColumns columns() const {
    if (is_of_records_) return {nullptr, nullptr, &records_.columns()};
    return {&file_.columns(), &file_.transform(), nullptr};
  }
  patients::CohortBlocks blocks() {
    if (is_of_records_) return records_.blocks();
    return patients::CohortBlocks(file_.csv(), file_.columns().size());
  }
  // Once all is read: false if that failed, with a complaint.
  bool is_whole(const patients::CohortBlocks& blocks) const {
    if (is_of_records_ && records_.failed()) records_.complain_of_source();
    if (is_of_records_) return !records_.failed();
    if (blocks.failed()) file_.complain_of_source();
    return !blocks.failed() && !file_.failed();
  }

 private:
  bool is_of_records_ = false;
  CohortFile file_;
  RecordFile records_;
};

// Reads the whole file; false if that failed, which has been said.
bool count_cohort(const WhatIfArguments& arguments, Cohort& cohort, const engine::WhatIfPlan& plan,
                  engine::WhatIfCounts& counts, engine::WhatIf& totals) {
  patients::CohortBlocks blocks = cohort.blocks();
  const FileColumns file = cohort.columns();
  std::mutex making;
  std::vector<std::unique_ptr<engine::WhatIfCounter>> counters;  // one for each thread
  PipelineSettings settings;
  settings.threads = arguments.threads;
  settings.strict = arguments.strict;
  settings.look = [&]() -> LookAtBatch {
    const std::lock_guard lock(making);
    counters.push_back(std::make_unique<engine::WhatIfCounter>(plan));
    return
        [counter = counters.back().get()](engine::columnar::Matcher& matcher,
                                          const patients::CellGrid& grid) { counter->count(matcher, grid); };
  };
  run_pipeline(*plan.plan, file, blocks, settings, [&](const MatchedRows& rows, const PipelinePosition&) {
    totals.rows += rows.rows;
    for (const auto& problem : rows.rejected) tell_of_rejected(arguments.cohort, problem, ++totals.rejected);
    return true;
  });
  counts = engine::WhatIfCounter::finish(counters, arguments.threads);
  return cohort.is_whole(blocks);
}

std::string rendered(const WhatIfArguments& arguments, const engine::WhatIf& whatif,
                     const engine::Program& program) {
  switch (arguments.format) {
    case WhatIfArguments::Format::json:
      return engine::render_whatif_json(whatif, program) + "\n";
    case WhatIfArguments::Format::html:
      return engine::render_whatif_html(whatif, program);
    case WhatIfArguments::Format::table:
      break;
  }
  Terminal terminal = detect_terminal();
  if (!arguments.output.empty() && arguments.output != "-") terminal.colour = false;
  return whatif_table(whatif, terminal);
}

// Into the file, or else to standard output.
ExitStatus write_results(OutputFile* file, const std::string& text, ExitStatus status) {
  if (file == nullptr) {
    Output output;
    output.write(text);
    return output.finish(status);
  }
  file->write(text);
  if (file->commit()) return status;
  complain(file->error());
  return ExitStatus::bad_data;
}

// Counts, and writes what the counts say.
ExitStatus answer(const WhatIfArguments& arguments, const engine::Program& program, const Forms& forms,
                  std::size_t trials) {
  Cohort cohort(arguments);
  if (!cohort.open(program.vocabulary)) return ExitStatus::bad_data;
  std::optional<OutputFile> file;
  if (!arguments.output.empty() && arguments.output != "-" && !file.emplace(arguments.output).open()) {
    complain(file->error());
    return ExitStatus::bad_data;
  }
  const auto plan = engine::columnar::make_plan(program, forms.trials, cohort.plan(), arguments.as_of);
  engine::WhatIfPlan whatif_plan = engine::make_whatif_plan(plan, trials);
  whatif_plan.scenarios = forms.scenarios;
  engine::WhatIfCounts counts;
  engine::WhatIf totals;
  if (!count_cohort(arguments, cohort, whatif_plan, counts, totals)) return ExitStatus::bad_data;
  if (totals.rows + totals.rejected == 0)
    complain(in_ticks(display_name(arguments.cohort)) + " holds no rows");
  if (totals.rows == 0) return ExitStatus::bad_data;
  engine::WhatIf whatif = engine::whatif_of(whatif_plan, std::move(counts), forms.changes, arguments.threads);
  whatif.file = display_name(arguments.cohort);
  whatif.rows = totals.rows;
  whatif.rejected = totals.rejected;
  return write_results(file ? &*file : nullptr, rendered(arguments, whatif, program),
                       whatif.rejected > 0 ? ExitStatus::some_refused : ExitStatus::done);
}

}  // namespace

ExitStatus run_whatif(const WhatIfArguments& arguments) {
  LoadedRules rules = load_rules(arguments.rules, true);
  if (!rules.program) return rules.status;
  const ChosenTrials chosen = choose_trials(*rules.program, arguments.trials);
  if (!chosen.error.empty()) return wrong_usage("whatif", chosen.error);
  const auto read = read_changes(arguments, *rules.program, chosen.ids);
  if (const auto* problem = std::get_if<std::string>(&read)) return wrong_usage("whatif", *problem);
  if (is_of_records(arguments.input, arguments.cohort) && !arguments.columns.empty())
    return wrong_usage("whatif", no_columns_of_records);
  const auto& changes = std::get<std::vector<AskedChange>>(read);
  const auto replacements = replacements_of(changes, *rules.program, chosen.ids);
  if (!replacements.empty()) rules = load_rules(arguments.rules, true, replacements);
  if (!rules.program) return rules.status;
  Forms forms;
  plan_forms(changes, chosen.ids, rules, forms);
  return answer(arguments, *rules.program, forms, chosen.ids.size());
}

}  // namespace eligo::cli
