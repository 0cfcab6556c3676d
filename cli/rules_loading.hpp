// Rules for a command: the shipped ones, or those of a folder on top of the shipped vocabulary.
//
// Problems are written to standard error here. Warnings about rules are the business of `eligo check`; the
// other commands show errors only. Tests: tests/cli/cases/rules.case.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_status.hpp"
#include "engine/compile.hpp"

namespace eligo::cli {

// What the shipped files are called in front of their path inside rules/.
constexpr std::string_view shipped_prefix = "shipped:";

// All shipped files, or only the vocabulary.
std::vector<engine::RuleText> shipped_rules();
std::vector<engine::RuleText> shipped_vocabulary();

// The files of paths that are already expanded. Files that cannot be read are complained of and left out.
struct ReadRules {
  std::vector<engine::RuleText> files;
  bool complete = true;
};
ReadRules read_rules(const std::vector<std::string>& paths);

// The program and what it was made from; `program` is null after an error, which has been reported.
struct LoadedRules {
  std::shared_ptr<const engine::Program> program;
  ExitStatus status = ExitStatus::done;
  std::vector<std::optional<engine::Trial>> replaced;  // one for each replacement
};

// `path` is a folder or a file; empty: the shipped rules. Without any trial it is an error if `needs_trials`.
LoadedRules load_rules(const std::string& path, bool needs_trials,
                       std::span<const engine::Replacement> replacements = {});

// Writes diagnostics as the grammar renders them, errors only if asked for.
enum class Show { errors, all };
void report(std::span<const grammar::Diagnostic> diagnostics, Show show);

// The ids of the trials asked for as the rules write them, sorted, none twice; all if none is asked for. The
// message about an unknown one, if there is one.
struct ChosenTrials {
  std::vector<std::string> ids;
  std::string error;
};
ChosenTrials choose_trials(const engine::Program& program, const std::vector<std::string>& asked);

// The trial ids nearest to `id`, as a question; else the ids there are, if they are few.
std::string suggest_trials(const engine::Program& program, std::string_view id);

}  // namespace eligo::cli
