// See whatif_changes.hpp. Tests: tests/cli/cases/whatif.case.
#include "cli/whatif_changes.hpp"

#include <algorithm>

#include "cli/output.hpp"
#include "cli/rules_loading.hpp"
#include "engine/names.hpp"

namespace eligo::cli {
namespace {

using Found = std::variant<AskedChange, std::string>;

// The criterion that "TRIAL.ID" names, or "ID" where there is one trial only.
Found find_criterion(std::string_view option, std::string_view words, const engine::Program& program,
                     const std::vector<std::string>& trials) {
  const auto dot = words.rfind('.');
  const std::string asked(words.substr(dot == std::string_view::npos ? 0 : dot + 1));
  std::string trial_id = trials.front();
  if (dot != std::string_view::npos) {
    const std::string named(words.substr(0, dot));
    const engine::Trial* trial = program.find_trial(named);
    if (trial == nullptr) return "no trial " + in_ticks(named) + suggest_trials(program, named);
    trial_id = trial->id;
  } else if (trials.size() > 1) {
    return "`" + std::string(option) + "` needs the trial too, such as " +
           in_ticks(trials.front() + "." + std::string(words)) + ", or choose one with `--trial`";
  }
  const auto place = std::ranges::find(trials, trial_id);
  if (place == trials.end()) return in_ticks(trial_id) + " is not among the trials asked for with `--trial`";
  AskedChange found;
  found.trial = static_cast<std::size_t>(place - trials.begin());
  const auto& criteria = program.find_trial(trial_id)->criteria;
  const auto same = [&](const engine::Criterion& of) {
    return engine::fold_name(of.id) == engine::fold_name(asked);
  };
  const auto at = std::ranges::find_if(criteria, same);
  if (at == criteria.end()) {
    std::vector<std::string_view> ids;
    ids.reserve(criteria.size());
    for (const auto& criterion : criteria) ids.emplace_back(criterion.id);
    return in_ticks(trial_id) + " has no criterion " + in_ticks(asked) + did_you_mean(asked, ids);
  }
  found.change.criterion = static_cast<std::size_t>(at - criteria.begin());
  return found;
}

Found relaxed(std::string_view text, const engine::Program& program, const std::vector<std::string>& trials) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  const auto end = begin == std::string_view::npos ? begin : text.find_first_of(blanks, begin);
  const auto rest = end == std::string_view::npos ? end : text.find_first_not_of(blanks, end);
  if (rest == std::string_view::npos)
    return "`--relax` is a criterion and an expression, such as `I7 platelets < 50 10*9/L`, not " +
           in_ticks(text);
  Found found = find_criterion("--relax", text.substr(begin, end - begin), program, trials);
  if (auto* change = std::get_if<AskedChange>(&found)) change->change.expression = text.substr(rest);
  return found;
}

}  // namespace

std::variant<std::vector<AskedChange>, std::string> read_changes(const WhatIfArguments& arguments,
                                                                 const engine::Program& program,
                                                                 const std::vector<std::string>& trials) {
  std::vector<Found> all;
  for (const auto& text : arguments.relaxed) all.push_back(relaxed(text, program, trials));
  for (const auto& text : arguments.dropped) all.push_back(find_criterion("--drop", text, program, trials));
  std::vector<AskedChange> changes;
  for (auto& found : all) {
    if (auto* problem = std::get_if<std::string>(&found)) return std::move(*problem);
    auto& change = std::get<AskedChange>(found);
    const bool again = std::ranges::any_of(changes, [&](const AskedChange& other) {
      return other.trial == change.trial && other.change.criterion == change.change.criterion;
    });
    if (again) {
      std::string name = trials[change.trial];
      const std::string& id = program.find_trial(name)->criteria[change.change.criterion].id;
      name.append(".").append(id);
      return in_ticks(name) + " is changed twice; ask for one change of a criterion at a time";
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<engine::Replacement> replacements_of(const std::vector<AskedChange>& changes,
                                                 const engine::Program& program,
                                                 const std::vector<std::string>& trials) {
  std::vector<engine::Replacement> replacements;
  for (const auto& [trial, change] : changes) {
    if (!change.expression) continue;
    const std::string& id = program.find_trial(trials[trial])->criteria[change.criterion].id;
    replacements.push_back({trials[trial], id, {"--relax " + trials[trial] + "." + id, *change.expression}});
  }
  return replacements;
}

std::vector<ScenarioPlan> scenarios_of(const std::vector<AskedChange>& changes, std::size_t trials) {
  std::vector<ScenarioPlan> scenarios;
  for (std::size_t t = 0; t < trials; ++t) {
    ScenarioPlan all{t, {}};
    for (std::size_t i = 0; i < changes.size(); ++i) {
      if (changes[i].trial != t) continue;
      scenarios.push_back({t, {i}});
      all.changes.push_back(i);
    }
    if (all.changes.size() > 1) scenarios.push_back(std::move(all));
  }
  return scenarios;
}

}  // namespace eligo::cli
