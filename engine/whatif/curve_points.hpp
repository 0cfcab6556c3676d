// A few limits that tell a curve, for people to read. Tests: tests/engine/whatif_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "engine/whatif/curve.hpp"

namespace eligo::engine {

struct CurvePoint {
  std::string limit;  // "30", "below 12", "above 250"
  VerdictCounts counts{};
  bool present = false;  // the limit as it is
};

// At most about `most`, ascending: both ends, the limit as it is, and between them limits that gain patients
// in about equal parts. Empty if no limit changes anything.
std::vector<CurvePoint> curve_points(const Limit& limit, const Curve& curve, std::size_t most);

// The verdicts with this canonical limit.
VerdictCounts counts_at(const Curve& curve, const std::vector<CurveStep>& steps,
                        const patients::Rational& limit);

}  // namespace eligo::engine
