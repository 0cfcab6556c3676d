// See counter.hpp.
#include "engine/whatif/counter.hpp"

#include <algorithm>
#include <bit>

#include "engine/whatif/limit_counter.hpp"

namespace eligo::engine {

using columnar::Matcher;

namespace {

constexpr std::size_t block = 64;
using Square = std::array<std::uint64_t, block>;

// Bit j of word i and bit i of word j change places (Hacker's Delight, 7-3).
void transpose(Square& square) {
  std::uint64_t mask = 0x00000000FFFFFFFFU;
  for (std::size_t width = block / 2; width != 0; width /= 2, mask ^= mask << width) {
    for (std::size_t row = 0; row < block; row = (row + width + 1) & ~width) {
      const std::uint64_t moved = ((square[row] >> width) ^ square[row + width]) & mask;
      square[row] ^= moved << width;
      square[row + width] ^= moved;
    }
  }
}

// Statuses of all criteria but one: what stands before it and what behind it.
class OthersOf {
 public:
  OthersOf(const Matcher& matcher, std::size_t trial, std::size_t criteria)
      : matcher_(matcher), trial_(trial), words_(matcher.live().size()), behind_(criteria + 1, none()) {
    for (std::size_t c = criteria; c-- > 0;) behind_[c] = with(behind_[c + 1], c);
    before_ = none();
  }

  // Asked in ascending order.
  const OtherCriteria& of(std::size_t criterion) {
    for (; next_ < criterion; ++next_) before_ = with(before_, next_);
    others_ = before_;
    const OtherCriteria& behind = behind_[criterion + 1];
    for (std::size_t w = 0; w < words_; ++w) {
      others_.fail[w] |= behind.fail[w];
      others_.unknown[w] |= behind.unknown[w];
      others_.open[w] |= behind.open[w];
    }
    return others_;
  }

 private:
  OtherCriteria none() const {
    const std::vector<std::uint64_t> zero(words_);
    return {zero, zero, zero};
  }
  OtherCriteria with(OtherCriteria sum, std::size_t criterion) const {
    for (std::size_t w = 0; w < words_; ++w) {
      sum.fail[w] |= matcher_.failed(trial_, criterion)[w];
      sum.unknown[w] |= matcher_.unknown(trial_, criterion)[w];
      sum.open[w] |= matcher_.open(trial_, criterion)[w];
    }
    return sum;
  }

  const Matcher& matcher_;
  std::size_t trial_;
  std::size_t words_;
  std::vector<OtherCriteria> behind_;
  OtherCriteria before_;
  OtherCriteria others_;
  std::size_t next_ = 0;
};

}  // namespace

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

void WhatIfCounts::add(const WhatIfCounts& other) {
  for (std::size_t t = 0; t < patterns.size(); ++t) {
    patterns[t].add(other.patterns[t]);
    for (std::size_t i = 0; i < curves[t].size(); ++i) curves[t][i].add(other.curves[t][i]);
  }
  for (std::size_t s = 0; s < transitions.size(); ++s)
    for (std::size_t before = 0; before < 4; ++before)
      for (std::size_t after = 0; after < 4; ++after)
        transitions[s][before][after] += other.transitions[s][before][after];
}

WhatIfCounter::WhatIfCounter(const WhatIfPlan& plan) : plan_(plan), counts_(plan) {
  for (std::size_t t = 0; t < plan.trials; ++t) {
    auto& limits = limits_.emplace_back();
    for (const Limit& limit : plan.limits[t].limits)
      limits.push_back(std::make_unique<LimitCounter>(*plan.plan, t, limit));
  }
}

WhatIfCounter::~WhatIfCounter() = default;

void WhatIfCounter::count(Matcher& matcher, const patients::CellGrid& grid) {
  for (std::size_t t = 0; t < plan_.trials; ++t) {
    count_patterns(matcher, t);
    count_limits(matcher, grid, t);
  }
  for (std::size_t s = 0; s < plan_.scenarios.size(); ++s) count_scenario(matcher, s);
}

void WhatIfCounter::count_patterns(const Matcher& matcher, std::size_t trial) {
  PatternCounts& patterns = counts_.patterns[trial];
  const std::size_t width = patterns.patterns().words();
  const std::size_t part = width / 3;
  std::vector<std::uint64_t> keys(block * width);
  for (std::size_t word = 0; word < matcher.live().size(); ++word) {
    for (std::size_t chunk = 0; chunk < part; ++chunk) {
      std::array<Square, 3> squares{};
      const std::size_t first = chunk * block;
      for (std::size_t c = first; c < std::min(patterns.criteria(), first + block); ++c) {
        squares[0][c - first] = matcher.failed(trial, c)[word];
        squares[1][c - first] = matcher.unknown(trial, c)[word];
        squares[2][c - first] = matcher.open(trial, c)[word];
      }
      for (std::size_t p = 0; p < squares.size(); ++p) {
        transpose(squares[p]);
        for (std::size_t row = 0; row < block; ++row) keys[row * width + p * part + chunk] = squares[p][row];
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
  OthersOf others(matcher, trial, plan_.plan->trials[trial]->criteria.size());
  for (std::size_t i = 0; i < limits.size(); ++i)
    limits_[trial][i]->count(matcher, grid, others.of(limits[i].criterion));
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
  for (std::size_t t = 0; t < limits_.size(); ++t)
    for (std::size_t i = 0; i < limits_[t].size(); ++i) limits_[t][i]->finish(counts_.curves[t][i]);
  return std::move(counts_);
}

}  // namespace eligo::engine
