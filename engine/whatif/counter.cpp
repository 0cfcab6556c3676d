// See counter.hpp.
#include "engine/whatif/counter.hpp"

#include <algorithm>
#include <bit>

#include "engine/whatif/limit_counter.hpp"
#include "engine/whatif/run_each.hpp"

namespace eligo::engine {

using columnar::Matcher;

WhatIfPlan make_whatif_plan(const columnar::Plan& plan, std::size_t trials) {
  WhatIfPlan made;
  made.plan = &plan;
  made.trials = trials;
  for (std::size_t t = 0; t < trials; ++t) made.limits.push_back(limits_of(*plan.trials[t], *plan.program));
  return made;
}

WhatIfCounts::WhatIfCounts(const WhatIfPlan& plan) : transitions(plan.scenarios.size()) {
  for (std::size_t t = 0; t < plan.trials; ++t) {
    const Trial& trial = *plan.plan->trials[t];
    patterns.emplace_back(trial.criteria.size(), trial.unpublished);
    curves.emplace_back(plan.limits[t].limits.size());
  }
}

WhatIfCounts add_up(std::vector<WhatIfCounts> parts, std::size_t threads) {
  WhatIfCounts sum = std::move(parts.front());
  parts.erase(parts.begin());
  run_each(sum.patterns.size(), threads, [&](std::size_t t) {
    for (const WhatIfCounts& part : parts) {
      sum.patterns[t].add(part.patterns[t]);
      for (std::size_t i = 0; i < sum.curves[t].size(); ++i) sum.curves[t][i].add(part.curves[t][i]);
    }
  });
  for (const WhatIfCounts& part : parts)
    for (std::size_t s = 0; s < sum.transitions.size(); ++s)
      for (std::size_t before = 0; before < 4; ++before)
        for (std::size_t after = 0; after < 4; ++after)
          sum.transitions[s][before][after] += part.transitions[s][before][after];
  return sum;
}

WhatIfCounter::WhatIfCounter(const WhatIfPlan& plan) : plan_(plan), counts_(plan), packed_(plan.trials) {
  for (std::size_t t = 0; t < plan.trials; ++t) {
    auto& limits = limits_.emplace_back();
    for (const Limit& limit : plan.limits[t].limits)
      limits.push_back(std::make_unique<LimitCounter>(*plan.plan, t, limit, ages_of(limit)));
  }
}

// The table of ages in the unit of this limit; none for other limits.
const AgeTable* WhatIfCounter::ages_of(const Limit& limit) {
  const auto* age = std::get_if<AgePredicate>(&plan_.plan->program->predicates[limit.predicate]);
  if (age == nullptr) return nullptr;
  const patients::TimeUnit unit = age->bounds[limit.bound].limit.unit;
  for (const auto& table : ages_)
    if (table->unit() == unit) return table.get();
  return ages_.emplace_back(std::make_unique<AgeTable>(plan_.plan->as_of, unit)).get();
}

WhatIfCounter::~WhatIfCounter() = default;

void WhatIfCounter::count(Matcher& matcher, const patients::CellGrid& grid) {
  note_plain_rows(matcher);
  for (std::size_t t = 0; t < plan_.trials; ++t) {
    count_patterns(matcher, t);
    count_limits(matcher, grid, t);
  }
  for (std::size_t s = 0; s < plan_.scenarios.size(); ++s) count_scenario(matcher, s);
}

void WhatIfCounter::note_plain_rows(const Matcher& matcher) {
  plain_.assign(matcher.live().size(), 0);
  for (std::size_t row = 0; row < matcher.rows(); ++row)
    plain_[row / 64] |= std::uint64_t{matcher.is_plain(row)} << (row % 64);
}

void WhatIfCounter::count_patterns(const Matcher& matcher, std::size_t trial) {
  constexpr std::size_t half = PackedPatterns::most_criteria;
  const std::size_t criteria = counts_.patterns[trial].criteria();
  if (criteria > half) return count_wide_patterns(matcher, trial);
  std::array<const std::uint64_t*, half> failed{};
  std::array<const std::uint64_t*, half> unknown{};
  std::array<const std::uint64_t*, half> open{};
  for (std::size_t c = 0; c < criteria; ++c) {
    failed[c] = matcher.failed(trial, c).data();
    unknown[c] = matcher.unknown(trial, c).data();
    open[c] = matcher.open(trial, c).data();
  }
  for (std::size_t word = 0; word < matcher.live().size(); ++word) {
    BitSquare statuses{};
    for (std::size_t c = 0; c < criteria; ++c) {
      statuses[c] = failed[c][word] | open[c][word];
      statuses[c + half] = unknown[c][word];
    }
    packed_[trial].add(statuses, matcher.live()[word]);
  }
}

void WhatIfCounter::count_wide_patterns(const Matcher& matcher, std::size_t trial) {
  PatternCounts& patterns = counts_.patterns[trial];
  const std::size_t width = patterns.patterns().words();
  const std::size_t part = width / 3;
  std::vector<std::uint64_t> keys(block_rows * width);
  for (std::size_t word = 0; word < matcher.live().size(); ++word) {
    for (std::size_t chunk = 0; chunk < part; ++chunk) {
      std::array<BitSquare, 3> squares{};
      const std::size_t first = chunk * block_rows;
      for (std::size_t c = first; c < std::min(patterns.criteria(), first + block_rows); ++c) {
        squares[0][c - first] = matcher.failed(trial, c)[word];
        squares[1][c - first] = matcher.unknown(trial, c)[word];
        squares[2][c - first] = matcher.open(trial, c)[word];
      }
      for (std::size_t p = 0; p < squares.size(); ++p) {
        transpose(squares[p]);
        for (std::size_t row = 0; row < block_rows; ++row)
          keys[row * width + p * part + chunk] = squares[p][row];
      }
    }
    for (std::uint64_t rows = matcher.live()[word]; rows != 0; rows &= rows - 1) {
      const auto row = static_cast<std::size_t>(std::countr_zero(rows));
      patterns.add({keys.data() + row * width, width}, 1);
    }
  }
}

void WhatIfCounter::count_limits(Matcher& matcher, const patients::CellGrid& grid, std::size_t trial) {
  const auto& limits = plan_.limits[trial].limits;
  if (limits.empty()) return;
  others_.count(matcher, trial, plan_.plan->trials[trial]->criteria.size());
  for (std::size_t i = 0; i < limits.size(); ++i) {
    if (i == 0 || limits[i].criterion != limits[i - 1].criterion)
      others_.leave_out(matcher, trial, limits[i].criterion);
    limits_[trial][i]->count(matcher, grid, others_.others, plain_);
  }
}

void WhatIfCounter::count_scenario(const Matcher& matcher, std::size_t index) {
  const Scenario& scenario = plan_.scenarios[index];
  const Trial& form = *plan_.plan->trials[scenario.form];
  const auto& before = matcher.verdicts(scenario.trial);
  for (std::size_t w = 0; w < matcher.live().size(); ++w) {
    std::uint64_t fail = 0;
    std::uint64_t unknown = 0;
    std::uint64_t open = form.unpublished ? ~std::uint64_t{0} : 0;
    auto dropped = scenario.dropped.begin();
    for (std::size_t c = 0; c < form.criteria.size(); ++c) {
      if (dropped != scenario.dropped.end() && *dropped == c) {
        ++dropped;
        continue;
      }
      fail |= matcher.failed(scenario.form, c)[w];
      unknown |= matcher.unknown(scenario.form, c)[w];
      open |= matcher.open(scenario.form, c)[w];
    }
    const std::array<std::uint64_t, 4> after{fail, ~fail & open, ~fail & ~open & unknown,
                                             ~fail & ~open & ~unknown};
    for (std::size_t v = 0; v < 4; ++v) {
      const std::uint64_t was = matcher.live()[w] & ((v & 1U) != 0 ? before.low[w] : ~before.low[w]) &
                                ((v & 2U) != 0 ? before.high[w] : ~before.high[w]);
      for (std::size_t a = 0; a < 4; ++a)
        counts_.transitions[index][v][a] += static_cast<std::uint64_t>(std::popcount(was & after[a]));
    }
  }
}

WhatIfCounts WhatIfCounter::finish() {
  for (std::size_t t = 0; t < packed_.size(); ++t) packed_[t].move_to(counts_.patterns[t]);
  for (std::size_t t = 0; t < limits_.size(); ++t)
    for (std::size_t i = 0; i < limits_[t].size(); ++i) limits_[t][i]->finish(counts_.curves[t][i]);
  return std::move(counts_);
}

}  // namespace eligo::engine
