// See work_list.hpp.
#include "engine/work_list.hpp"

#include <algorithm>
#include <tuple>

namespace eligo::engine {

namespace {

WorkItem& item_for(std::vector<WorkItem>& list, std::size_t from, const Question& question) {
  const auto found = std::find_if(list.begin() + static_cast<std::ptrdiff_t>(from), list.end(),
                                  [&](const WorkItem& item) { return item.question.key == question.key; });
  if (found != list.end()) return *found;
  auto& item = list.emplace_back();
  item.question = question;
  return item;
}

void sort(std::vector<WorkItem>& list) {
  const auto rank = [](const WorkItem& item) {
    return std::tuple(-static_cast<std::int64_t>(item.decides), -static_cast<std::int64_t>(item.bears_on),
                      item.cost);
  };
  std::stable_sort(list.begin(), list.end(),
                   [&](const WorkItem& a, const WorkItem& b) { return rank(a) < rank(b); });
}

}  // namespace

std::vector<WorkItem> work_list(const std::vector<PatientNext>& patients) {
  std::vector<WorkItem> list;
  for (const auto& patient : patients) {
    const std::size_t from = list.size();
    for (const auto& trial : patient.trials) {
      for (const auto& fact : trial.facts) {
        WorkItem& item = item_for(list, from, fact.question);
        item.patient = patient.patient.value_or("");
        item.cost = fact.cost;
        ++item.bears_on;
        if (fact.qualifies_alone || fact.excludes_alone) ++item.decides;
        item.trials.push_back(trial.trial->id);
      }
    }
  }
  sort(list);
  return list;
}

std::vector<WorkItem> facts_to_ask(const std::vector<WorkItem>& list) {
  std::vector<WorkItem> facts;
  for (const auto& item : list) {
    WorkItem& fact = item_for(facts, 0, item.question);
    fact.patients = fact.bears_on == 0 ? 1 : fact.patients + 1;
    fact.cost = std::max(fact.cost, item.cost);
    fact.decides += item.decides;
    fact.bears_on += item.bears_on;
  }
  sort(facts);
  return facts;
}

PatientNext next_of(const ScreenResult& result, const Program& program, const CostTable& costs,
                    const NextOptions& options) {
  PatientNext next{result.patient, result.refusal, result.unplaced, {}};
  if (result.refusal || !result.record) return next;
  const BindResult bound = bind(*result.record, program.vocabulary);
  for (const auto& trial : result.trials) {
    const Verdict verdict = trial.result.verdict;
    if (verdict != Verdict::incomplete && verdict != Verdict::candidate) continue;
    next.trials.push_back(next_for(*trial.trial, program, bound.bound, costs, options));
  }
  return next;
}

}  // namespace eligo::engine
