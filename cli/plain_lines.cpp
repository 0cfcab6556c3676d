// See plain_lines.hpp.
#include "cli/plain_lines.hpp"

#include "engine/evaluate.hpp"

namespace eligo::cli {

void PlainLines::write(const engine::BoundRow& row, MatchedRows& out) {
  engine::Evaluator evaluator(program_, row.bound.bound, arguments_.as_of);
  std::string line = csv_text(row.row.record->id);
  std::string details;
  for (std::size_t i = 0; i < trials_.size(); ++i) {
    const engine::TrialResult result = evaluator.verdict(*trials_[i]);
    out.tally.add(i, result);
    line += ',';
    line += engine::to_string(result.verdict);
    for (const auto& criterion : result.criteria) {
      details += ',';
      details += engine::to_string(criterion.status);
    }
  }
  if (arguments_.criteria) line += details;
  line += '\n';
  out.verdicts.append(line);
  out.rows = 1;
}

}  // namespace eligo::cli
