// See curve_points.hpp.
#include "engine/whatif/curve_points.hpp"

#include <algorithm>

#include "engine/whatif/whatif.hpp"

namespace eligo::engine {

namespace {

std::uint64_t distance(const VerdictCounts& a, const VerdictCounts& b) {
  std::uint64_t sum = 0;
  for (std::size_t v = 0; v < a.size(); ++v) sum += a[v] > b[v] ? a[v] - b[v] : b[v] - a[v];
  return sum;
}

struct Candidate {
  CurvePoint point;
  std::uint64_t way = 0;  // patients moved from the lowest limit up to here
};

}  // namespace

VerdictCounts counts_at(const Curve& curve, const std::vector<CurveStep>& steps,
                        const patients::Rational& limit) {
  VerdictCounts counts = curve.below();
  for (const CurveStep& step : steps) {
    const auto order = compare(step.limit, limit);
    if (order && *order == 0) return step.at;
    if (!order || *order > 0) break;
    counts = step.above;
  }
  return counts;
}

std::vector<CurvePoint> curve_points(const Limit& limit, const Curve& curve, std::size_t most) {
  const std::vector<CurveStep> steps = curve.steps();
  if (steps.empty()) return {};
  std::vector<Candidate> all;
  const auto add = [&](std::string words, const VerdictCounts& counts, bool present) {
    const std::uint64_t way = all.empty() ? 0 : all.back().way + distance(all.back().point.counts, counts);
    all.push_back({{std::move(words), counts, present}, way});
  };
  const auto canonical = multiply(limit.value, limit.unit_factor);
  bool present_told = !canonical;
  const auto tell_present = [&] {
    add(limit.value.show().text, counts_at(curve, steps, *canonical), true);
    present_told = true;
  };
  add("below " + shown(limit, steps.front().limit).text, curve.below(), false);
  for (const CurveStep& step : steps) {
    const auto order = canonical ? compare(step.limit, *canonical) : std::nullopt;
    const bool here = order && *order == 0;
    if (!present_told && order && *order > 0) tell_present();
    add(shown(limit, step.limit).text, step.at, here);
    present_told = present_told || here;
  }
  if (!present_told) tell_present();
  add("above " + shown(limit, steps.back().limit).text, steps.back().above, false);

  const std::uint64_t whole = all.back().way;
  std::vector<CurvePoint> points;
  std::uint64_t told = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool end = i == 0 || (i + 1 == all.size() && all[i].point.counts != points.back().counts);
    const std::uint64_t part = all[i].way * (most - 1) / std::max<std::uint64_t>(whole, 1);
    if (!end && !all[i].point.present && (part <= told || i + 1 == all.size())) continue;
    told = part;
    points.push_back(all[i].point);
  }
  return points;
}

}  // namespace eligo::engine
