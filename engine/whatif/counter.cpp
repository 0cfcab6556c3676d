// See counter.hpp.
#include "engine/whatif/counter.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <span>

#include "engine/whatif/limit_counter.hpp"
#include "engine/whatif/run_each.hpp"

namespace eligo::engine {

using columnar::Matcher;

WhatIfPlan make_whatif_plan(const columnar::Plan& plan, std::size_t trials) {
  WhatIfPlan made;
  made.plan = &plan;
  made.trials = trials;
  made.learned.resize(plan.program->predicates.size());
  for (std::size_t t = 0; t < trials; ++t) {
    const auto& of = made.limits.emplace_back(limits_of(*plan.trials[t], *plan.program));
    for (const Limit& limit : of.limits)
      if (!made.learned[limit.predicate]) made.learned[limit.predicate] = std::make_shared<SharedKinds>();
  }
  return made;
}

WhatIfCounts::WhatIfCounts(const WhatIfPlan& plan) : transitions(plan.scenarios.size()) {
  for (std::size_t t = 0; t < plan.trials; ++t) {
    const Trial& trial = *plan.plan->trials[t];
    patterns.emplace_back(trial.criteria.size(), trial.unpublished);
    curves.emplace_back(plan.limits[t].limits.size());
  }
}

WhatIfCounter::WhatIfCounter(const WhatIfPlan& plan) : plan_(plan), counts_(plan), packed_(plan.trials) {
  for (std::size_t t = 0; t < plan.trials; ++t) {
    auto& counters = limits_.emplace_back();
    std::span<const Limit> left = plan.limits[t].limits;
    while (!left.empty()) {
      const auto other = std::ranges::find_if_not(
          left, [&](const Limit& limit) { return is_of_one_predicate(limit, left.front()); });
      const auto together = left.first(static_cast<std::size_t>(other - left.begin()));
      const Limit& limit = together.front();
      counters.push_back(std::make_unique<LimitCounter>(*plan.plan, t, together, ages_of(limit),
                                                        *plan.learned[limit.predicate]));
      left = left.subspan(together.size());
    }
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
  const std::size_t criteria = counts_.patterns[trial].criteria();
  if (criteria > PackedPatterns::most_criteria) return count_wide_patterns(matcher, trial);
  const std::span<const std::uint64_t> live(matcher.live());
  for (std::size_t first = 0; first < live.size(); first += columnar::square_columns) {
    const std::size_t words = std::min(columnar::square_columns, live.size() - first);
    columnar::BitSquares fails{};
    columnar::BitSquares unknowns{};
    for (std::size_t c = 0; c < criteria; ++c) {
      const std::uint64_t* failed = matcher.failed(trial, c).data() + first;
      const std::uint64_t* open = matcher.open(trial, c).data() + first;
      const std::uint64_t* unknown = matcher.unknown(trial, c).data() + first;
      for (std::size_t w = 0; w < words; ++w) {
        fails[c * columnar::square_columns + w] = failed[w] | open[w];
        unknowns[c * columnar::square_columns + w] = unknown[w];
      }
    }
    packed_[trial].add(fails, unknowns, live.subspan(first, words));
  }
}

void WhatIfCounter::count_wide_patterns(const Matcher& matcher, std::size_t trial) {
  constexpr std::size_t side = columnar::square_side;
  constexpr std::size_t columns = columnar::square_columns;
  PatternCounts& patterns = counts_.patterns[trial];
  const std::size_t width = patterns.patterns().words();
  const std::span<const std::uint64_t> live(matcher.live());
  std::vector<std::uint64_t> keys(columns * block_rows * width);
  for (std::size_t begin = 0; begin < live.size(); begin += columns) {
    const std::size_t words = std::min(columns, live.size() - begin);
    std::ranges::fill(keys, 0);
    for (std::size_t first = 0; first < patterns.criteria(); first += side) {
      std::array<columnar::BitSquares, 3> squares{};
      for (std::size_t c = first; c < std::min(patterns.criteria(), first + side); ++c) {
        const std::size_t at = (c - first) * columns;
        std::copy_n(matcher.failed(trial, c).data() + begin, words, squares[0].data() + at);
        std::copy_n(matcher.unknown(trial, c).data() + begin, words, squares[1].data() + at);
        std::copy_n(matcher.open(trial, c).data() + begin, words, squares[2].data() + at);
      }
      for (std::size_t p = 0; p < squares.size(); ++p) {
        columnar::transpose_squares(squares[p]);
        // Half a word of each row's key.
        std::uint64_t* key = keys.data() + p * (width / 3) + first / block_rows;
        for (std::size_t w = 0; w < words; ++w) {
          const RowBits rows = rows_of(squares[p], w);
          for (std::size_t row = 0; row < block_rows; ++row)
            key[(w * block_rows + row) * width] |= rows[row] << (first % block_rows);
        }
      }
    }
    for (std::size_t w = 0; w < words; ++w) {
      for (std::uint64_t rows = live[begin + w]; rows != 0; rows &= rows - 1) {
        const std::size_t row = w * block_rows + static_cast<std::size_t>(std::countr_zero(rows));
        patterns.add({keys.data() + row * width, width}, 1);
      }
    }
  }
}

void WhatIfCounter::count_limits(Matcher& matcher, const patients::CellGrid& grid, std::size_t trial) {
  if (limits_[trial].empty()) return;
  others_.count(matcher, trial, plan_.plan->trials[trial]->criteria.size());
  std::optional<std::size_t> criterion;
  for (const auto& counter : limits_[trial]) {
    if (criterion != counter->criterion()) others_.leave_out(matcher, trial, counter->criterion());
    criterion = counter->criterion();
    counter->count(matcher, grid, others_.others, plain_);
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

// What it has counted of a trial.
void WhatIfCounter::take_over(WhatIfCounter& other, std::size_t trial) {
  if (&other != this) {
    packed_[trial].add(other.packed_[trial]);
    counts_.patterns[trial].add(other.counts_.patterns[trial]);
  }
  std::size_t limit = 0;
  for (const auto& counter : other.limits_[trial])
    for (const Curve& curve : counter->finish()) counts_.curves[trial][limit++].add(curve);
}

WhatIfCounts WhatIfCounter::finish(std::span<const std::unique_ptr<WhatIfCounter>> counters,
                                   std::size_t threads) {
  WhatIfCounter& sum = *counters.front();
  run_each(sum.packed_.size(), threads, [&](std::size_t trial) {
    for (const auto& counter : counters) sum.take_over(*counter, trial);
    sum.packed_[trial].move_to(sum.counts_.patterns[trial]);
  });
  auto& transitions = sum.counts_.transitions;
  for (const auto& counter : counters.subspan(1))
    for (std::size_t s = 0; s < transitions.size(); ++s)
      for (std::size_t before = 0; before < 4; ++before)
        for (std::size_t after = 0; after < 4; ++after)
          transitions[s][before][after] += counter->counts_.transitions[s][before][after];
  return std::move(sum.counts_);
}

}  // namespace eligo::engine
