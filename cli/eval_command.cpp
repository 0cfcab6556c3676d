// `eligo eval`: one expression for each record of a file. Tests: tests/cli/cases/eval.case.
#include "cli/commands.hpp"
#include "cli/explain_text.hpp"
#include "cli/layout.hpp"
#include "cli/output.hpp"
#include "cli/records.hpp"
#include "cli/rules_loading.hpp"
#include "engine/render_json.hpp"
#include "engine/screen.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using patients::printable;

// A refused record has no explanation.
const engine::CriterionExplanation& expression_of(const engine::ScreenResult& result) {
  static const engine::CriterionExplanation none;
  return result.refusal ? none : result.trials.front().criteria.front();
}

Style style_of(engine::Truth truth) { return truth == engine::Truth::unknown ? Style::yellow : Style::bold; }

std::string text_of(const engine::ScreenResult& result, const Terminal& terminal) {
  const std::string patient = result.patient ? printable(*result.patient) : "(no id)";
  // Why stands on standard error.
  if (result.refusal) return patient + ": " + terminal.paint(Style::red, "refused") + '\n';
  const auto& explanation = expression_of(result);
  const engine::Truth truth = explanation.tree.outcome.truth;
  std::string text = patient + ": " + terminal.paint(style_of(truth), engine::to_string(truth)) + '\n';
  if (!explanation.reason.empty()) text += hanging("    ", 4, printable(explanation.reason), terminal.width);
  return text + tree_text(*result.trials.front().trial, explanation.tree, "    ", false, terminal);
}

// Results one behind the other. JSON: one object, or an array if there are several; so the first one waits.
class Writer {
 public:
  explicit Writer(const EvalArguments& arguments) : arguments_(arguments), terminal_(detect_terminal()) {}

  bool add(const engine::ScreenResult& result) {
    ++count_;
    if (!arguments_.json) {
      output_.write((count_ == 1 ? heading() : "") + '\n' + text_of(result, terminal_));
      return output_.is_open();
    }
    const std::string json = engine::render_eval(result, expression_of(result));
    if (count_ == 1) {
      first_ = json;
      return true;
    }
    if (count_ == 2) output_.write("[" + first_);
    output_.write(",\n" + json);
    return output_.is_open();
  }

  ExitStatus finish(ExitStatus status) {
    if (arguments_.json && count_ == 1) output_.write(first_ + "\n");
    if (arguments_.json && count_ > 1) output_.write("]\n");
    return output_.finish(status);
  }

 private:
  std::string heading() const {
    return hanging("", 0, printable(arguments_.expression), terminal_.width) + "as of " +
           patients::to_string(arguments_.as_of) + '\n';
  }

  const EvalArguments& arguments_;
  Terminal terminal_;
  Output output_;
  std::string first_;
  std::size_t count_ = 0;
};

}  // namespace

ExitStatus run_eval(const EvalArguments& arguments) {
  const LoadedRules rules = load_rules(arguments.rules, false);
  if (!rules.program) return rules.status;
  const engine::Compiled compiled = engine::compile_expression(arguments.expression, *rules.program);
  report(compiled.diagnostics, Show::all);
  if (!compiled.ok()) return ExitStatus::bad_rules;
  Writer writer(arguments);
  const RecordCounts counts = for_each_record(
      {arguments.record},
      [&](patients::ReadResult read) {
        return engine::screen(*compiled.program, std::move(read), arguments.as_of);
      },
      [&](const engine::ScreenResult& result) { return writer.add(result); });
  return writer.finish(counts.status());
}

}  // namespace eligo::cli
