// Verdicts of a cohort against one limit, as steps at the values where something changes.
//
// Entry: Curve::add for each kind of patient, merge, then steps(). Exact ratios in the canonical unit; no
// doubles. One thread. Tests: tests/engine/whatif_test.cpp, tests/oracle/compare_whatif.py.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/evaluate.hpp"
#include "engine/whatif/limits.hpp"
#include "engine/whatif/patterns.hpp"

namespace eligo::engine {

// What a patient's verdict is, by the truth of the predicate whose limit changes.
using VerdictByTruth = std::array<Verdict, 3>;  // by Truth

// From this limit on: at it, and above it up to the next step.
struct CurveStep {
  patients::Rational limit;  // canonical
  VerdictCounts at{};
  VerdictCounts above{};
};

class Curve {
 public:
  void add_constant(Verdict verdict, std::uint64_t count) {
    base_[static_cast<std::size_t>(verdict)] += static_cast<std::int64_t>(count);
  }
  void add(const TruthSteps& steps, const VerdictByTruth& verdicts, std::uint64_t count);
  void add_unplaced(Verdict verdict, std::uint64_t count);  // a number did not fit: the verdict as it is
  void add(const Curve& other);

  VerdictCounts below() const;  // with a limit below all steps
  std::vector<CurveStep> steps() const;
  std::uint64_t unplaced() const { return unplaced_; }

 private:
  using Change = std::array<std::int64_t, 4>;
  struct Turn {
    patients::Rational at;
    Change here{};
    Change after{};
  };
  static void put_together(std::vector<Turn>& turns);

  Change base_{};
  std::vector<Turn> turns_;
  std::size_t sorted_ = 0;  // turns after the last putting together
  std::uint64_t unplaced_ = 0;
};

}  // namespace eligo::engine
