// See plain_lines.hpp.
#include "cli/plain_lines.hpp"

#include "cli/near_columns.hpp"
#include "engine/near_miss.hpp"

namespace eligo::cli {

std::string PlainLines::details_of(const engine::Trial& trial, const engine::TrialResult& result,
                                   engine::Evaluator& evaluator) const {
  std::string details;
  if (arguments_.detail == MatchArguments::Detail::criteria) {
    for (const auto& criterion : result.criteria) {
      details += ',';
      details += engine::to_string(criterion.status);
    }
  } else if (arguments_.detail == MatchArguments::Detail::near) {
    const auto criterion = engine::only_failing(result);
    if (!criterion) return std::string(no_near_cells);
    const engine::Criterion& failing = trial.criteria[*criterion];
    details = near_cells(failing, evaluator.explain(trial, failing));
  }
  return details;
}

void PlainLines::write(const engine::BoundRow& row, MatchedRows& out) {
  engine::Evaluator evaluator(program_, row.bound.bound, arguments_.as_of);
  std::string line = csv_text(row.row.record->id);
  std::string details;
  for (std::size_t i = 0; i < trials_.size(); ++i) {
    const engine::TrialResult result = evaluator.verdict(*trials_[i]);
    out.tally.add(i, result);
    line += ',';
    line += engine::to_string(result.verdict);
    details += details_of(*trials_[i], result, evaluator);
  }
  line += details;
  line += '\n';
  out.verdicts.append(line);
  out.rows = 1;
}

}  // namespace eligo::cli
