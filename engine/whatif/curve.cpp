// See curve.hpp.
#include "engine/whatif/curve.hpp"

#include <algorithm>
#include <cstdlib>

namespace eligo::engine {

namespace {

// What does not compare exactly is too large for any limit that a criterion can write.
std::strong_ordering order_of(const patients::Rational& a, const patients::Rational& b) {
  if (const auto order = compare(a, b)) return *order;
  const double left = std::strtod(a.show(17).text.c_str(), nullptr);
  const double right = std::strtod(b.show(17).text.c_str(), nullptr);
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

}  // namespace

void Curve::add(const TruthSteps& steps, const VerdictByTruth& verdicts, std::uint64_t count) {
  const auto n = static_cast<std::int64_t>(count);
  const auto at = [&](std::size_t piece) {
    return static_cast<std::size_t>(verdicts[static_cast<std::size_t>(steps.truths[piece])]);
  };
  base_[at(0)] += n;
  for (std::size_t i = 0; i < steps.at.size(); ++i) {
    const std::size_t before = at(2 * i);
    const std::size_t here = at(2 * i + 1);
    const std::size_t after = at(2 * i + 2);
    if (before == here && here == after) continue;
    Turn turn{steps.at[i], {}, {}};
    turn.here[before] -= n;
    turn.here[here] += n;
    turn.after[here] -= n;
    turn.after[after] += n;
    turns_.push_back(turn);
  }
  constexpr std::size_t many = 65536;
  if (turns_.size() < std::max(many, 2 * sorted_)) return;
  put_together(turns_);
  sorted_ = turns_.size();
}

void Curve::add_unplaced(Verdict verdict, std::uint64_t count) {
  unplaced_ += count;
  add_constant(verdict, count);
}

void Curve::add(const Curve& other) {
  for (std::size_t v = 0; v < base_.size(); ++v) base_[v] += other.base_[v];
  turns_.insert(turns_.end(), other.turns_.begin(), other.turns_.end());
  unplaced_ += other.unplaced_;
}

void Curve::put_together(std::vector<Turn>& turns) {
  std::ranges::stable_sort(turns, [](const Turn& a, const Turn& b) { return order_of(a.at, b.at) < 0; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    if (kept == 0 || order_of(turns[kept - 1].at, turns[i].at) != 0) {
      turns[kept++] = turns[i];
      continue;
    }
    for (std::size_t v = 0; v < 4; ++v) {
      turns[kept - 1].here[v] += turns[i].here[v];
      turns[kept - 1].after[v] += turns[i].after[v];
    }
  }
  turns.resize(kept);
}

VerdictCounts Curve::below() const {
  VerdictCounts counts{};
  for (std::size_t v = 0; v < counts.size(); ++v) counts[v] = static_cast<std::uint64_t>(base_[v]);
  return counts;
}

std::vector<CurveStep> Curve::steps() const {
  std::vector<Turn> turns = turns_;
  put_together(turns);
  std::vector<CurveStep> steps;
  Change now = base_;
  for (const Turn& turn : turns) {
    CurveStep step;
    step.limit = turn.at;
    for (std::size_t v = 0; v < now.size(); ++v) {
      now[v] += turn.here[v];
      step.at[v] = static_cast<std::uint64_t>(now[v]);
      now[v] += turn.after[v];
      step.above[v] = static_cast<std::uint64_t>(now[v]);
    }
    const bool changes = turn.here != Change{} || turn.after != Change{};
    if (changes) steps.push_back(step);
  }
  return steps;
}

}  // namespace eligo::engine
