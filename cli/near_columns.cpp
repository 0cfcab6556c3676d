// See near_columns.hpp.
#include "cli/near_columns.hpp"

#include "cli/output_file.hpp"
#include "engine/near_miss.hpp"

namespace eligo::cli {

std::string near_cells(const engine::Criterion& criterion, const engine::CriterionExplanation& explanation) {
  const engine::Distance* distance = engine::nearest_distance(explanation);
  const engine::Distance none;
  const engine::Distance& shown = distance != nullptr ? *distance : none;
  const std::string& reason = explanation.reason.empty() ? criterion.label : explanation.reason;
  return ',' + csv_text(criterion.id) + ',' + shown.amount + ',' + csv_text(shown.unit) + ',' +
         shown.percent + ',' + csv_text(reason);
}

}  // namespace eligo::cli
