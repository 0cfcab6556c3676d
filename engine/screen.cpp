#include "engine/screen.hpp"

#include <algorithm>

namespace eligo::engine {

using patients::DataDiagnostic;
using patients::DataSeverity;

std::optional<Refusal> refuse_on(const patients::PatientRecord& record, patients::Day as_of) {
  if (!record.birth_date || record.birth_date->first <= as_of) return std::nullopt;
  return Refusal{"D203", record.birth_place.pointer, record.birth_place.byte,
                 "the birth date " + patients::to_string(*record.birth_date) + " lies after the as-of date " +
                     patients::to_string(as_of)};
}

namespace {

std::optional<Refusal> first_error(const std::vector<DataDiagnostic>& diagnostics) {
  for (const auto& diagnostic : diagnostics) {
    if (diagnostic.severity == DataSeverity::error)
      return Refusal{diagnostic.code, diagnostic.pointer, diagnostic.byte, diagnostic.message};
  }
  return std::nullopt;
}

void keep_warnings(std::vector<DataDiagnostic>& warnings, std::vector<DataDiagnostic>& diagnostics) {
  for (auto& diagnostic : diagnostics) {
    if (diagnostic.severity == DataSeverity::warning) warnings.push_back(std::move(diagnostic));
  }
}

bool is_asked(const Program& program, const Trial& trial, const std::vector<std::string>& ids) {
  return ids.empty() || std::any_of(ids.begin(), ids.end(),
                                    [&](const std::string& id) { return program.find_trial(id) == &trial; });
}

struct FactPlace {
  std::string pointer;
  std::uint64_t byte = 0;
};

// Where the first fact of this name that the criterion saw stands; the record itself if there is none. A type
// ("hsct.allogeneic") is seen under its procedure's name.
FactPlace place_of(const CriterionExplanation& criterion, const std::string& fact,
                   const patients::PatientRecord& record, std::uint64_t start) {
  const std::string name = fact.substr(0, fact.find('.'));
  const auto found = std::find_if(criterion.evidence.begin(), criterion.evidence.end(),
                                  [&](const Evidence& evidence) { return evidence.fact == name; });
  FactPlace place{"", start};
  if (found == criterion.evidence.end()) return place;
  place.pointer = found->source;
  const auto search = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (entry.place.pointer == place.pointer) place.byte = entry.place.byte;
    }
  };
  search(record.observations);
  search(record.conditions);
  search(record.procedures);
  search(record.medications);
  search(record.trials);
  search(record.attestations);
  return place;
}

// A record that contradicts itself is worth a warning of its own.
void warn_of_conflicts(ScreenResult& result, std::uint64_t byte) {
  std::vector<std::string> seen;
  for (const auto& trial : result.trials) {
    for (const auto& criterion : trial.criteria) {
      for (const auto& cause : criterion.causes) {
        if (cause.cause != Cause::conflict) continue;
        std::string message =
            "`" + cause.fact + "`: " + cause.detail + "; criteria that rest on it are unknown";
        if (std::find(seen.begin(), seen.end(), message) != seen.end()) continue;
        seen.push_back(message);
        auto place = place_of(criterion, cause.fact, *result.record, byte);
        result.warnings.push_back(
            {"D605", DataSeverity::warning, std::move(place.pointer), place.byte, std::move(message)});
      }
    }
  }
}

}  // namespace

ScreenResult screen(const Program& program, patients::ReadResult read, patients::Day as_of,
                    const ScreenOptions& options) {
  ScreenResult result;
  result.patient = read.id;
  if (!read.record) {
    result.refusal = first_error(read.diagnostics);
    if (!result.refusal) result.refusal = Refusal{"D101", "", read.begin, "the record cannot be read"};
    keep_warnings(result.warnings, read.diagnostics);
    return result;
  }
  keep_warnings(result.warnings, read.diagnostics);
  auto record = std::make_shared<const patients::PatientRecord>(std::move(*read.record));
  result.record = record;
  result.patient = record->id;
  result.refusal = refuse_on(*record, as_of);
  if (result.refusal) return result;
  BindResult bound = bind(*record, program.vocabulary);
  result.refusal = first_error(bound.diagnostics);
  keep_warnings(result.warnings, bound.diagnostics);
  if (result.refusal) return result;
  for (const auto& fact : bound.bound.unplaced) result.unplaced.push_back(fact.text);
  Evaluator evaluator(program, bound.bound, as_of, options.reference);
  for (const auto& trial : program.trials) {
    if (is_asked(program, trial, options.trials)) result.trials.push_back(evaluator.explain(trial));
  }
  warn_of_conflicts(result, read.begin);
  return result;
}

std::vector<TrialResult> verdicts(const Program& program, const BoundRecord& bound, patients::Day as_of,
                                  const ReferenceTable* reference) {
  Evaluator evaluator(program, bound, as_of, reference);
  std::vector<TrialResult> results;
  results.reserve(program.trials.size());
  for (const auto& trial : program.trials) results.push_back(evaluator.verdict(trial));
  return results;
}

}  // namespace eligo::engine
