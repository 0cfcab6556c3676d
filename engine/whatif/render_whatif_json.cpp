// JSON of a what-if. See render_whatif.hpp.
#include <nlohmann/json.hpp>

#include "engine/render_json.hpp"
#include "engine/whatif/render_whatif.hpp"

namespace eligo::engine {

using Json = nlohmann::ordered_json;

namespace {

// Rarer combinations are counted together.
constexpr std::size_t listed_combinations = 100;

Json render(const VerdictCounts& counts) {
  Json json = Json::object();
  for (std::size_t v = counts.size(); v-- > 0;)
    json[std::string(to_string(static_cast<Verdict>(v)))] = counts[v];
  return json;
}

Json json_ids(const TrialWhatIf& trial, const CriterionIndices& criteria) {
  Json ids = Json::array();
  for (const std::size_t c : criteria) ids.push_back(id_of(trial, c));
  return ids;
}

Json gained(std::uint64_t eligible, std::uint64_t not_ineligible) {
  return {{"eligible", eligible}, {"not_ineligible", not_ineligible}};
}

Json render_criteria(const TrialWhatIf& trial) {
  Json criteria = Json::array();
  for (std::size_t c = 0; c < trial.steps.size(); ++c) {
    const AttritionStep& step = trial.steps[c];
    const VerdictCounts& without = trial.without[c];
    criteria.push_back({{"criterion", id_of(trial, c)},
                        {"label", trial.trial->criteria[c].label},
                        {"fails", step.fail},
                        {"unknown", step.unknown},
                        {"excluded", step.excluded},
                        {"remaining", step.remaining},
                        {"remaining_unknown", step.unknown_left},
                        {"passing", step.passing},
                        {"fails_alone", step.fails_alone},
                        {"gained", gained(without[3] - trial.verdicts[3], trial.verdicts[0] - without[0])},
                        {"verdicts_without", render(without)}});
  }
  return criteria;
}

Json render_pairs(const TrialWhatIf& trial) {
  Json pairs = Json::array();
  for (const PairCost& pair : trial.pairs) {
    pairs.push_back({{"criteria", json_ids(trial, {pair.first, pair.second})},
                     {"gained", gained(pair.eligible, pair.not_ineligible)},
                     {"needs_both", pair.needs_both}});
  }
  return pairs;
}

Json render(const TrialWhatIf& trial, const SmallestSets& found) {
  Json sets = Json::array();
  for (const auto& set : found.sets)
    sets.push_back({{"criteria", json_ids(trial, set.criteria)}, {"patients", set.count}});
  return {{"target", found.target},        {"reachable", found.reachable}, {"exhaustive", found.exhaustive},
          {"criteria_needed", found.size}, {"sets_in_all", found.in_all},  {"sets", std::move(sets)}};
}

Json render_combinations(const TrialWhatIf& trial) {
  Json listed = Json::array();
  std::uint64_t others = 0;
  std::uint64_t patients = 0;
  for (const Combination& of : trial.combinations) {
    if (listed.size() < listed_combinations) {
      listed.push_back({{"criteria", json_ids(trial, of.criteria)}, {"patients", of.patients}});
    } else {
      ++others;
      patients += of.patients;
    }
  }
  return {{"combinations", std::move(listed)},
          {"others", {{"combinations", others}, {"patients", patients}}}};
}

Json render_curve(const TrialWhatIf& trial, std::size_t index) {
  const Limit& limit = trial.limits.limits[index];
  const Curve& curve = trial.curves[index];
  Json steps = Json::array();
  for (const CurveStep& step : curve.steps()) {
    const auto at = shown(limit, step.limit);
    steps.push_back(
        {{"limit", at.text}, {"exact", at.exact}, {"at", render(step.at)}, {"above", render(step.above)}});
  }
  return {{"criterion", id_of(trial, limit.criterion)},
          {"comparison", limit.comparison},
          {"limit", limit.value.show(12).text},
          {"unit", limit.unit},
          {"below", render(curve.below())},
          {"steps", std::move(steps)},
          {"unplaced", curve.unplaced()}};
}

Json render_scenario(const TrialWhatIf& trial, const ScenarioResult& scenario) {
  Json changes = Json::array();
  for (const Change& change : scenario.changes) {
    changes.push_back({{"criterion", id_of(trial, change.criterion)},
                       {"expression", change.expression ? Json(*change.expression) : Json()}});
  }
  Json moved = Json::object();
  for (std::size_t v = 4; v-- > 0;)
    moved[std::string(to_string(static_cast<Verdict>(v)))] = render(scenario.moved[v]);
  return {
      {"changes", std::move(changes)}, {"verdicts", render(scenario.verdicts)}, {"moved", std::move(moved)}};
}

Json render(const TrialWhatIf& trial) {
  Json curves = Json::array();
  for (std::size_t i = 0; i < trial.curves.size(); ++i) curves.push_back(render_curve(trial, i));
  Json scenarios = Json::array();
  for (const auto& scenario : trial.scenarios) scenarios.push_back(render_scenario(trial, scenario));
  return {{"trial", trial.trial->id},
          {"title", trial.trial->title},
          {"unpublished", trial.trial->unpublished},
          {"verdicts", render(trial.verdicts)},
          {"criteria", render_criteria(trial)},
          {"pairs", render_pairs(trial)},
          {"smallest_sets",
           {{"eligible", render(trial, trial.eligible)},
            {"not_ineligible", render(trial, trial.not_ineligible)}}},
          {"failing_together", render_combinations(trial)},
          {"curves", std::move(curves)},
          {"no_curve", json_ids(trial, trial.limits.multiples)},
          {"scenarios", std::move(scenarios)}};
}

}  // namespace

std::string render_whatif_json(const WhatIf& whatif, const Program& program) {
  Json trials = Json::array();
  for (const auto& trial : whatif.trials) trials.push_back(render(trial));
  const Json json{{"as_of", patients::to_string(whatif.as_of)},
                  {"engine", "eligo " + std::string(version())},
                  {"rules_sha256", program.digest.hexadecimal()},
                  {"rows", whatif.rows},
                  {"rejected", whatif.rejected},
                  {"trials", std::move(trials)}};
  return json.dump(2, ' ', true, Json::error_handler_t::replace);
}

}  // namespace eligo::engine
