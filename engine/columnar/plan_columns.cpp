// Which columns of the file a predicate depends on. See plan.hpp.
#include <algorithm>

#include "engine/columnar/plan.hpp"

namespace eligo::engine::columnar {

namespace {

class Columns {
 public:
  explicit Columns(const Plan& plan) : plan_(plan) {}

  void operator()(const CodeFeature& feature) { add(feature.column); }
  void operator()(const TrialFeature& feature) { add(feature.column); }
  void operator()(const SectionFeature& feature) { add(feature.column); }
  void operator()(const FilledFeature& feature) {
    for (const std::size_t column : feature.columns) add(column);
  }
  void operator()(const DateFeature& feature) { add_date(feature.date); }
  void operator()(const RawDateFeature& feature) { add_date(feature.date); }
  void operator()(const ValueFeature& feature) {
    add(feature.column);
    add(feature.unit_column);
  }
  void operator()(const RatioFeature& feature) {
    add(feature.column);
    add(feature.limit_column);
  }
  void operator()(const AgeFeature& feature) { add(feature.column); }
  void operator()(const UnreadableFeature&) {}
  void operator()(const RelationFeature& feature) {
    add_range(feature.a);
    add_range(feature.b);
  }

  std::vector<std::size_t> take() {
    std::ranges::sort(columns_);
    columns_.erase(std::unique(columns_.begin(), columns_.end()), columns_.end());
    return std::move(columns_);
  }

 private:
  void add(std::size_t column) {
    if (column != no_column) columns_.push_back(column);
  }
  void add_date(DateId id) {
    if (id == no_date) return;
    add(plan_.dates[id].column);
    for (const std::size_t column : plan_.dates[id].offset_columns) add(column);
  }
  void add_range(RangeId id) {
    const RangeSource& range = plan_.ranges[id];
    add_date(range.date);
    add_date(range.end);
    add(range.ongoing);
  }

  const Plan& plan_;
  std::vector<std::size_t> columns_;
};

}  // namespace

std::size_t column_of(const patients::CohortPlan& cohort, const patients::CohortEntry& entry,
                      patients::Member member) {
  for (const std::size_t index : entry.columns)
    if (cohort.columns[index].member == member) return index;
  return no_column;
}

std::vector<std::size_t> columns_of(const Plan& plan, const PredicatePlan& predicate) {
  Columns columns(plan);
  for (const FeatureId id : predicate.features) std::visit(columns, plan.features[id]);
  return columns.take();
}

}  // namespace eligo::engine::columnar
