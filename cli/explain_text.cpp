// Header, criteria and notes of one trial. See explain_text.hpp; the trees are in explain_tree.cpp.
#include "cli/explain_text.hpp"

#include <array>

#include "cli/layout.hpp"
#include "cli/screen_table.hpp"
#include "engine/near_miss.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using engine::Status;
using patients::printable;

constexpr std::string_view indent = "    ";

std::string indented(const std::string& text, const Terminal& terminal) {
  return hanging(indent, indent.size(), text, terminal.width);
}

std::string notes_text(const std::vector<std::string>& notes, std::string_view before,
                       const Terminal& terminal) {
  std::string text;
  for (const auto& note : notes) {
    const std::string prefix = std::string(before) + "note: ";
    text += hanging(prefix, prefix.size(), printable(note), terminal.width);
  }
  return text;
}

std::string counts_text(const engine::TrialResult& result) {
  std::array<std::size_t, 3> counts{};
  for (const auto& criterion : result.criteria) ++counts[static_cast<std::size_t>(criterion.status)];
  std::string text;
  for (const Status status : {Status::fail, Status::unknown, Status::pass}) {
    text += (text.empty() ? "" : ", ") + std::to_string(counts[static_cast<std::size_t>(status)]) + ' ' +
            std::string(engine::to_string(status));
  }
  return text;
}

std::string header(const engine::ScreenResult& result, const engine::TrialExplanation& trial,
                   patients::Day as_of, const Terminal& terminal) {
  const std::string patient = result.patient ? printable(*result.patient) : "(no id)";
  const std::string dot(terminal.dot());
  std::string text = hanging("", 0,
                             "Patient " + patient + dot + "trial " + printable(trial.trial->id) + dot +
                                 "as of " + patients::to_string(as_of),
                             terminal.width);
  text += hanging("", 0, printable(trial.trial->title), terminal.width);
  const std::string_view verdict = engine::to_string(trial.result.verdict);
  const std::string counts = trial.trial->criteria.empty() ? "no criteria" : counts_text(trial.result);
  text += "Verdict: " + terminal.paint(style_of(trial.result.verdict), verdict) + " (" + counts + ")\n";
  if (const auto only = engine::only_failing(trial.result)) {
    text += hanging("", 0, "Only " + printable(trial.trial->criteria[*only].id) + " keeps the trial closed.",
                    terminal.width);
  }
  if (trial.result.causes.contains(engine::Cause::unpublished)) {
    text += hanging("", 0,
                    "The registry record publishes no criteria: the verdict is never better than incomplete.",
                    terminal.width);
  }
  if (!trial.criteria.empty()) {
    text += hanging("", 0, "An inclusion passes if its tree is true; an exclusion fails if it is.",
                    terminal.width);
  }
  return text + notes_text(trial.trial->notes, "", terminal);
}

std::string criterion_text(const engine::Trial& trial, const engine::Criterion& criterion,
                           const engine::CriterionExplanation& explanation, const Terminal& terminal) {
  const Status status = explanation.result.status;
  const std::string_view kind =
      criterion.kind == engine::CriterionKind::inclusion ? "inclusion" : "exclusion";
  const std::string id = padded(printable(criterion.id), indent.size() - 1) + ' ' + std::string(kind) + "  ";
  const std::string prefix = terminal.paint(Style::bold, id) +
                             terminal.paint(style_of(status), padded(engine::to_string(status), 7)) + "  ";
  std::string text = hanging(prefix, display_width(id) + 9, printable(criterion.label), terminal.width);
  if (!explanation.reason.empty()) text += indented(printable(explanation.reason), terminal);
  if (!explanation.result.applicable) text += indented("(does not apply to this patient)", terminal);
  text += notes_text(criterion.notes, indent, terminal);
  return text + tree_text(trial, explanation.tree, indent, false, terminal);
}

}  // namespace

std::string explain_text(const engine::ScreenResult& result, const engine::TrialExplanation& trial,
                         patients::Day as_of, const Terminal& terminal) {
  std::string text = header(result, trial, as_of, terminal);
  for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
    text += '\n' + criterion_text(*trial.trial, trial.trial->criteria[i], trial.criteria[i], terminal);
  }
  return text;
}

}  // namespace eligo::cli
