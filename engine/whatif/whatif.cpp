// See whatif.hpp.
#include "engine/whatif/whatif.hpp"

#include <algorithm>

#include "engine/whatif/run_each.hpp"

namespace eligo::engine {

namespace {

// Of about a tenth of a second.
constexpr std::uint64_t search_effort = 5'000'000;

// How many have no bit but one, by that bit; those with none in `none`.
std::vector<std::uint64_t> alone(const BitCounts& counts, std::size_t criteria, std::uint64_t& none) {
  std::vector<std::uint64_t> found(criteria);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::size_t bits = bits_in(counts.bits(i));
    if (bits == 0) none += counts.count(i);
    if (bits == 1) found[first_index(counts.bits(i))] += counts.count(i);
  }
  return found;
}

// verdicts_without() of each criterion, at once.
std::vector<VerdictCounts> without_each(const PatternCounts& patterns, const Blockers& blockers) {
  const std::size_t criteria = patterns.criteria();
  const std::uint64_t all = blockers.possible.total();
  std::uint64_t eligible = 0;
  std::uint64_t settled = 0;
  std::uint64_t possible = 0;
  const auto by_eligible = alone(blockers.eligible, criteria, eligible);
  const auto by_settled = alone(blockers.settled, criteria, settled);
  const auto by_possible = alone(blockers.possible, criteria, possible);
  std::vector<VerdictCounts> without;
  for (std::size_t c = 0; c < criteria; ++c) {
    const std::uint64_t p = possible + by_possible[c];
    const std::uint64_t s = patterns.unpublished() ? 0 : settled + by_settled[c];
    const std::uint64_t e = patterns.unpublished() ? 0 : eligible + by_eligible[c];
    without.push_back({all - p, p - s, s - e, e});
  }
  return without;
}

std::vector<Combination> combinations_of(const BitCounts& failing) {
  std::vector<Combination> found;
  for (std::size_t i = 0; i < failing.size(); ++i)
    found.push_back({indices_of(failing.bits(i)), failing.count(i)});
  std::erase_if(found, [](const Combination& of) { return of.criteria.empty(); });
  std::ranges::sort(found, [](const Combination& a, const Combination& b) {
    return a.patients != b.patients ? a.patients > b.patients : a.criteria < b.criteria;
  });
  return found;
}

std::uint64_t doubled(std::uint64_t count) { return count == 0 ? 1 : 2 * count; }

TrialWhatIf trial_of(const Trial& trial, const PatternCounts& patterns) {
  TrialWhatIf of;
  of.trial = &trial;
  const Blockers blockers = patterns.blockers();
  of.verdicts = verdicts_without(blockers, trial.unpublished, {});
  of.steps = attrition(patterns, blockers);
  of.without = without_each(patterns, blockers);
  of.pairs = pair_costs(blockers, patterns.criteria());
  if (trial.unpublished) {
    // Whatever is left out, nobody becomes eligible.
    of.eligible.target = 1;
    of.eligible.reachable = false;
    for (PairCost& pair : of.pairs) pair.eligible = 0;
    std::erase_if(of.pairs, [](const PairCost& pair) { return pair.not_ineligible == 0; });
  } else {
    of.eligible = smallest_sets(blockers.eligible, doubled(of.verdicts[3]), search_effort);
  }
  of.not_ineligible = smallest_sets(blockers.possible, doubled(of.not_failing()), search_effort);
  of.combinations = combinations_of(blockers.possible);
  return of;
}

}  // namespace

WhatIf whatif_of(const WhatIfPlan& plan, WhatIfCounts counts,
                 const std::vector<std::vector<Change>>& scenarios, std::size_t threads) {
  WhatIf made;
  made.as_of = plan.plan->as_of;
  made.trials.resize(plan.trials);
  run_each(plan.trials, threads, [&](std::size_t t) {
    TrialWhatIf& of = made.trials[t];
    of = trial_of(*plan.plan->trials[t], counts.patterns[t]);
    of.limits = plan.limits[t];
    of.curves = std::move(counts.curves[t]);
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
      if (plan.scenarios[s].trial != t) continue;
      ScenarioResult result{scenarios[s], counts.transitions[s], {}};
      for (const VerdictCounts& from : result.moved)
        for (std::size_t v = 0; v < from.size(); ++v) result.verdicts[v] += from[v];
      of.scenarios.push_back(std::move(result));
    }
  });
  return made;
}

const std::string& id_of(const TrialWhatIf& trial, std::size_t criterion) {
  return trial.trial->criteria[criterion].id;
}

std::string ids_of(const TrialWhatIf& trial, const CriterionIndices& criteria) {
  std::string text;
  for (const std::size_t c : criteria) text += (text.empty() ? "" : " and ") + id_of(trial, c);
  return text;
}

std::string words_of(const Limit& limit) {
  std::string words = limit.comparison + ' ' + limit.value.show().text;
  return limit.unit.empty() ? words : words + ' ' + limit.unit;
}

patients::Rational::Shown shown(const Limit& limit, const patients::Rational& canonical) {
  constexpr int digits = 12;
  const auto value = divide(canonical, limit.unit_factor);
  auto text = value ? value->show(digits) : canonical.show(digits);
  text.exact = text.exact && value.has_value();
  return text;
}

}  // namespace eligo::engine
