// `eligo screen`: patients against trials, as a table, as one JSON array, or one JSON object a line.
// Contract: docs/output.md. Tests: tests/cli/cases/screen.case.
#include <algorithm>

#include "cli/commands.hpp"
#include "cli/near_table.hpp"
#include "cli/output.hpp"
#include "cli/records.hpp"
#include "cli/rules_loading.hpp"
#include "cli/screen_table.hpp"
#include "engine/near_miss.hpp"
#include "engine/render_json.hpp"
#include "engine/screen.hpp"

namespace eligo::cli {
namespace {

bool has_verdict(const engine::ScreenResult& result, engine::Verdict verdict) {
  return std::ranges::any_of(result.trials,
                             [&](const auto& trial) { return trial.result.verdict == verdict; });
}

// Writes results as they come (JSON), or all at the end (table).
class Writer {
 public:
  Writer(const ScreenArguments& arguments, const engine::Program& program, const ChosenTrials& trials)
      : format_(arguments.format),
        near_(arguments.near),
        context_{program, arguments.as_of},
        table_(detect_terminal(), arguments.as_of, trials.ids, source_of(arguments)),
        near_table_(detect_terminal(), arguments.as_of, source_of(arguments)) {
    if (format_ == ScreenArguments::Format::json) output_.write("[");
  }

  // False once nobody reads the output.
  bool add(const engine::ScreenResult& result) {
    std::vector<engine::NearMiss> misses;
    if (near_ && !result.refusal) misses = engine::near_misses(context_.program, result, context_.as_of);
    if (format_ == ScreenArguments::Format::table) {
      if (near_) near_table_.add(result, misses);
      if (!near_) table_.add(result);
      return true;
    }
    if (near_ && !result.refusal && misses.empty()) return true;
    if (format_ == ScreenArguments::Format::json && !first_) output_.write(",\n");
    first_ = false;
    output_.write(near_ ? engine::render_near(result, misses, context_)
                        : engine::render_screen(result, context_));
    if (format_ == ScreenArguments::Format::ndjson) output_.write("\n");
    return output_.is_open();
  }

  ExitStatus finish(ExitStatus status) {
    if (format_ == ScreenArguments::Format::json) output_.write("]\n");
    if (format_ == ScreenArguments::Format::table && !table_.empty()) output_.write(table_.render());
    if (format_ == ScreenArguments::Format::table && !near_table_.empty())
      output_.write(near_table_.render());
    return output_.finish(status);
  }

 private:
  static std::string source_of(const ScreenArguments& arguments) {
    return arguments.rules.empty() ? "shipped rules" : "rules in " + in_ticks(arguments.rules);
  }

  ScreenArguments::Format format_;
  bool near_;
  engine::RenderContext context_;
  ScreenTable table_;
  NearTable near_table_;
  Output output_;
  bool first_ = true;
};

}  // namespace

ExitStatus run_screen(const ScreenArguments& arguments) {
  const LoadedRules rules = load_rules(arguments.rules, true);
  if (!rules.program) return rules.status;
  const ChosenTrials trials = choose_trials(*rules.program, arguments.trials);
  if (!trials.error.empty()) return wrong_usage("screen", trials.error);

  engine::ScreenOptions options;
  if (!arguments.trials.empty()) options.trials = trials.ids;
  Writer writer(arguments, *rules.program, trials);
  bool verdict_met = false;
  const RecordCounts counts = for_each_record(
      arguments.records,
      [&](patients::ReadResult read) {
        return engine::screen(*rules.program, std::move(read), arguments.as_of, options);
      },
      [&](const engine::ScreenResult& result) {
        verdict_met = verdict_met || (arguments.fail_on && has_verdict(result, *arguments.fail_on));
        return writer.add(result);
      });
  ExitStatus status = counts.status();
  if (status == ExitStatus::done && verdict_met) status = ExitStatus::verdict_met;
  return writer.finish(status);
}

}  // namespace eligo::cli
