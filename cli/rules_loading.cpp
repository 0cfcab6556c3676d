// Reading, compiling and reporting. See rules_loading.hpp.
#include "cli/rules_loading.hpp"

#include <algorithm>

#include "cli/files.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "patients/record_reader.hpp"
#include "rules/shipped_files.hpp"

namespace eligo::cli {
namespace {

constexpr std::string_view vocabulary_folder = "vocabulary/";
constexpr std::size_t few = 8;

engine::RuleText rule_text(const rules::ShippedFile& file) {
  return {std::string(shipped_prefix) + std::string(file.name), std::string(file.text)};
}

LoadedRules failed(std::string_view message) {
  complain(message);
  return {nullptr, ExitStatus::bad_rules, {}};
}

LoadedRules finish(engine::Compiled compiled) {
  report(compiled.diagnostics, Show::errors);
  if (!compiled.ok()) return {nullptr, ExitStatus::bad_rules, {}};
  return {std::move(compiled.program), ExitStatus::done, std::move(compiled.replaced)};
}

// Text in lines, each made safe: the grammar escapes source lines itself, this guards the rest.
std::string printable_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    out += patients::printable(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

std::vector<engine::RuleText> shipped_rules() {
  std::vector<engine::RuleText> files;
  for (const auto& file : rules::shipped_files()) files.push_back(rule_text(file));
  return files;
}

std::vector<engine::RuleText> shipped_vocabulary() {
  std::vector<engine::RuleText> files;
  for (const auto& file : rules::shipped_files()) {
    if (file.name.starts_with(vocabulary_folder)) files.push_back(rule_text(file));
  }
  return files;
}

ReadRules read_rules(const std::vector<std::string>& paths) {
  ReadRules result;
  for (const auto& path : paths) {
    FileText file = read_file(path, largest_rule_file);
    if (file.text) {
      result.files.push_back({display_name(path), std::move(*file.text)});
    } else {
      complain(file.error);
      result.complete = false;
    }
  }
  return result;
}

LoadedRules load_rules(const std::string& path, bool needs_trials,
                       std::span<const engine::Replacement> replacements) {
  if (path.empty()) return finish(engine::compile(shipped_rules(), {}, replacements));
  if (!exists(path)) return failed("there is no rules folder " + in_ticks(path));
  const RuleFiles found = expand_rule_paths({path});
  if (!found.error.empty()) return failed(found.error);
  const ReadRules read = read_rules(found.paths);
  if (!read.complete) return {nullptr, ExitStatus::bad_rules, {}};
  LoadedRules loaded = finish(engine::compile(read.files, shipped_vocabulary(), replacements));
  if (loaded.program && needs_trials && loaded.program->trials.empty()) {
    return failed("there is no trial in the rules below " + in_ticks(path));
  }
  return loaded;
}

void report(std::span<const grammar::Diagnostic> diagnostics, Show show) {
  std::string text;
  for (const auto& diagnostic : diagnostics) {
    if (show == Show::errors && diagnostic.severity != grammar::Severity::error) continue;
    text += printable_lines(grammar::render(diagnostic));
  }
  if (!text.empty()) write_error(text);
}

std::string suggest_trials(const engine::Program& program, std::string_view id) {
  std::vector<std::string_view> ids;
  for (const auto& trial : program.trials) ids.push_back(trial.id);
  std::string nearest = did_you_mean(id, ids);
  if (!nearest.empty() || ids.size() > few) return nearest;
  std::string list = "; there are ";
  for (std::size_t i = 0; i < ids.size(); ++i) {
    list += (i == 0 ? "" : i + 1 == ids.size() ? " and " : ", ") + patients::printable(ids[i]);
  }
  return list;
}

ChosenTrials choose_trials(const engine::Program& program, const std::vector<std::string>& asked) {
  ChosenTrials chosen;
  for (const auto& id : asked) {
    const engine::Trial* trial = program.find_trial(id);
    if (trial == nullptr) return {{}, "no trial " + in_ticks(id) + suggest_trials(program, id)};
    chosen.ids.push_back(trial->id);
  }
  if (asked.empty()) {
    for (const auto& trial : program.trials) chosen.ids.push_back(trial.id);
  }
  std::ranges::sort(chosen.ids);
  chosen.ids.erase(std::unique(chosen.ids.begin(), chosen.ids.end()), chosen.ids.end());
  return chosen;
}

}  // namespace eligo::cli
