// Lines of the output of `eligo match` by the plain evaluator, one row after the other.
//
// This is what the columnar engine is tested against. One thread. Tests: tests/oracle/engine_differential.py.
#pragma once

#include <vector>

#include "cli/match_report.hpp"
#include "engine/cohort_row.hpp"

namespace eligo::cli {

class PlainLines {
 public:
  // All must outlive this.
  PlainLines(const MatchArguments& arguments, const engine::Program& program,
             const std::vector<const engine::Trial*>& trials)
      : arguments_(arguments), program_(program), trials_(trials) {}

  // A row that was not rejected; `out` becomes its line, and counts it.
  void write(const engine::BoundRow& row, MatchedRows& out);

 private:
  std::string details_of(const engine::Trial& trial, const engine::TrialResult& result,
                         engine::Evaluator& evaluator) const;

  const MatchArguments& arguments_;
  const engine::Program& program_;
  const std::vector<const engine::Trial*>& trials_;
};

}  // namespace eligo::cli
