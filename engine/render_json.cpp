#include "engine/render_json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/render_cohort.hpp"

#ifndef ELIGO_VERSION
#error "ELIGO_VERSION comes from the build"
#endif

namespace eligo::engine {

using Json = nlohmann::ordered_json;

std::string_view version() { return ELIGO_VERSION; }

namespace {

// Escaped to ASCII: control characters and marks that reorder text stay harmless on a terminal.
// Bad UTF-8 cannot come from a record that was read, but must not throw if it comes from elsewhere.
std::string text_of(const Json& json, int indent) {
  return json.dump(indent, ' ', true, Json::error_handler_t::replace);
}

Json render(const Evidence& evidence) {
  Json json{{"fact", evidence.fact}, {"value", evidence.value}};
  if (!evidence.unit.empty()) json["unit"] = evidence.unit;
  if (!evidence.converted_value.empty()) {
    json["converted"] = {{"value", evidence.converted_value}, {"unit", evidence.converted_unit}};
  }
  if (!evidence.date.empty()) json["date"] = evidence.date;
  json["source"] = evidence.source;
  return json;
}

Json render(const CauseNote& note) {
  Json json{{"cause", to_string(note.cause)}};
  json["fact"] = note.fact.empty() ? Json() : Json(note.fact);
  json["detail"] = note.detail;
  if (note.until) json["until"] = patients::to_string(*note.until);
  return json;
}

Json render(const Distance& distance) {
  Json json{{"amount", distance.amount}};
  if (!distance.unit.empty()) json["unit"] = distance.unit;
  json["limit"] = distance.limit;
  if (!distance.percent.empty()) json["percent"] = distance.percent;
  return json;
}

template <class Item>
Json render_all(const std::vector<Item>& items) {
  Json json = Json::array();
  for (const auto& item : items) json.push_back(render(item));
  return json;
}

Json render_causes(const CriterionExplanation& explanation) {
  Json json = render_all(explanation.causes);
  // Every cause of the status is named, also one whose node had nothing to add.
  for (std::size_t i = 0; i < cause_count; ++i) {
    const auto cause = static_cast<Cause>(i);
    if (explanation.result.status != Status::unknown || !explanation.result.causes.contains(cause)) continue;
    const bool named = std::any_of(explanation.causes.begin(), explanation.causes.end(),
                                   [&](const CauseNote& note) { return note.cause == cause; });
    if (!named) json.push_back(render(CauseNote{cause, "", "", std::nullopt}));
  }
  return json;
}

Json render_criterion(const Criterion& criterion, const CriterionExplanation& explanation) {
  const auto& result = explanation.result;
  Json json{{"id", criterion.id},
            {"kind", criterion.kind == CriterionKind::inclusion ? "inclusion" : "exclusion"},
            {"label", criterion.label},
            {"status", to_string(result.status)},
            {"applicable", result.applicable},
            {"causes", render_causes(explanation)},
            {"reason", explanation.reason},
            {"evidence", render_all(explanation.evidence)}};
  if (!explanation.distances.empty()) json["distances"] = render_all(explanation.distances);
  if (!explanation.assumptions.empty()) json["assumptions"] = explanation.assumptions;
  if (!criterion.notes.empty()) json["notes"] = criterion.notes;
  return json;
}

Json trial_causes(const TrialResult& result) {
  Json json = Json::array();
  if (result.causes.contains(Cause::unpublished)) {
    json.push_back({{"cause", "unpublished"},
                    {"fact", nullptr},
                    {"detail", "the registry record publishes no criteria"}});
  }
  return json;
}

Json render_refusal(const Refusal& refusal) {
  return {{"at", refusal.at}, {"byte", refusal.byte}, {"message", refusal.message}};
}

Json patient_of(const ScreenResult& result) { return result.patient ? Json(*result.patient) : Json(); }

Json head(const ScreenResult& result, const RenderContext& context) {
  return {{"patient", patient_of(result)},
          {"as_of", patients::to_string(context.as_of)},
          {"engine", "eligo " + std::string(version())},
          {"rules_sha256", context.program.digest.hexadecimal()}};
}

Json render_node(const Trial& trial, const NodeExplanation& explanation) {
  Json json{{"text", trial.nodes[explanation.node].text},
            {"truth", to_string(explanation.outcome.truth)},
            {"decisive", explanation.decisive}};
  const Account& account = explanation.account;
  if (!account.evidence.empty()) json["evidence"] = render_all(account.evidence);
  if (explanation.outcome.is_unknown() && !account.causes.empty())
    json["causes"] = render_all(account.causes);
  if (!account.distances.empty()) json["distances"] = render_all(account.distances);
  if (!account.assumptions.empty()) json["assumptions"] = account.assumptions;
  if (explanation.children.empty()) {
    json["reason"] = sentence(trial, explanation);
    return json;
  }
  json["children"] = Json::array();
  for (const auto& child : explanation.children) json["children"].push_back(render_node(trial, child));
  return json;
}

std::string refused(const ScreenResult& result) {
  return text_of({{"patient", patient_of(result)}, {"error", render_refusal(*result.refusal)}}, -1);
}

// The id of the only criterion that fails.
void name_only_failing(Json& json, const TrialExplanation& trial) {
  if (const auto criterion = only_failing(trial.result))
    json["fails_only"] = trial.trial->criteria[*criterion].id;
}

}  // namespace

std::string render_near(const ScreenResult& result, const std::vector<NearMiss>& misses,
                        const RenderContext& context) {
  if (result.refusal) return refused(result);
  Json json = head(result, context);
  json["near"] = Json::array();
  for (const NearMiss& miss : misses) {
    Json entry{{"trial", miss.trial->trial->id},
               {"verdict", to_string(miss.trial->result.verdict)},
               {"criterion", render_criterion(miss.failing(), miss.explanation())}};
    entry["from"] = miss.from ? Json(patients::to_string(*miss.from)) : Json();
    entry["then"] = miss.from ? Json(to_string(miss.then)) : Json();
    json["near"].push_back(std::move(entry));
  }
  return text_of(json, -1);
}

std::string render_screen(const ScreenResult& result, const RenderContext& context) {
  if (result.refusal) return refused(result);
  Json json = head(result, context);
  if (!result.unplaced.empty()) json["unplaced"] = result.unplaced;
  json["trials"] = Json::array();
  for (const auto& trial : result.trials) {
    Json criteria = Json::array();
    for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
      criteria.push_back(render_criterion(trial.trial->criteria[i], trial.criteria[i]));
    }
    Json entry{{"trial", trial.trial->id},
               {"verdict", to_string(trial.result.verdict)},
               {"causes", trial_causes(trial.result)}};
    name_only_failing(entry, trial);
    entry["criteria"] = std::move(criteria);
    json["trials"].push_back(std::move(entry));
  }
  return text_of(json, -1);
}

std::string render_explain(const ScreenResult& result, const TrialExplanation& trial,
                           const RenderContext& context) {
  Json json = head(result, context);
  if (!result.unplaced.empty()) json["unplaced"] = result.unplaced;
  json["trial"] = trial.trial->id;
  json["title"] = trial.trial->title;
  if (!trial.trial->notes.empty()) json["notes"] = trial.trial->notes;
  json["verdict"] = to_string(trial.result.verdict);
  json["causes"] = trial_causes(trial.result);
  name_only_failing(json, trial);
  json["criteria"] = Json::array();
  for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
    Json criterion = render_criterion(trial.trial->criteria[i], trial.criteria[i]);
    criterion["tree"] = render_node(*trial.trial, trial.criteria[i].tree);
    json["criteria"].push_back(std::move(criterion));
  }
  return text_of(json, 2);
}

std::string render_eval(const ScreenResult& result, const CriterionExplanation& expression) {
  if (result.refusal) {
    return text_of({{"patient", patient_of(result)}, {"error", render_refusal(*result.refusal)}}, -1);
  }
  Json json{{"truth", to_string(expression.tree.outcome.truth)},
            {"causes", render_causes(expression)},
            {"reason", expression.reason},
            {"evidence", render_all(expression.evidence)}};
  if (!expression.assumptions.empty()) json["assumptions"] = expression.assumptions;
  if (!expression.distances.empty()) json["distances"] = render_all(expression.distances);
  return text_of(json, -1);
}

namespace {

Json render_tally(const TrialTally& tally) {
  Json verdicts = Json::object();
  for (std::size_t i = 0; i < tally.verdicts.size(); ++i) {
    verdicts[std::string(to_string(static_cast<Verdict>(i)))] = tally.verdicts[i];
  }
  Json criteria = Json::array();
  for (std::size_t i = 0; i < tally.criteria.size(); ++i) {
    const CriterionTally& of = tally.criteria[i];
    criteria.push_back({{"id", tally.trial->criteria[i].id},
                        {"fail", of.fail},
                        {"unknown", of.unknown},
                        {"fail_first", of.fail_first},
                        {"fail_alone", of.fail_alone}});
  }
  return {{"trial", tally.trial->id}, {"verdicts", std::move(verdicts)}, {"criteria", std::move(criteria)}};
}

Json render(const DuplicateIds& duplicates) {
  Json first = Json::array();
  for (const auto& of : duplicates.first) first.push_back({{"id", of.id}, {"lines", of.lines}});
  return {{"ids", duplicates.ids}, {"rows", duplicates.rows}, {"first", std::move(first)}};
}

Json render_column(const ColumnSummary& column) {
  Json json{{"column", column.header}};
  json["use"] = column.use.empty() ? Json() : Json(column.use);
  json["filled"] = column.filled;
  json["unreadable"] = column.unreadable;
  if (!column.examples.empty()) json["examples"] = column.examples;
  return json;
}

}  // namespace

std::string render_cohort_summary(const CohortSummary& summary, const std::vector<TrialTally>& trials,
                                  const Program& program) {
  Json json{{"as_of", patients::to_string(summary.as_of)},
            {"engine", "eligo " + std::string(version())},
            {"rules_sha256", program.digest.hexadecimal()},
            {"rows", summary.rows},
            {"rejected", summary.rejected}};
  json["trials"] = Json::array();
  for (const auto& trial : trials) json["trials"].push_back(render_tally(trial));
  json["columns"] = Json::array();
  json["unmapped"] = Json::array();
  Json set_aside = Json::array();
  for (const auto& column : summary.columns) {
    json["columns"].push_back(render_column(column));
    if (column.use.empty()) (column.set_aside ? set_aside : json["unmapped"]).push_back(column.header);
  }
  if (!set_aside.empty()) json["not_used"] = std::move(set_aside);
  if (summary.unread > 0) json["read_plainly"] = summary.unread;
  if (summary.duplicates) json["duplicate_ids"] = render(*summary.duplicates);
  return text_of(json, 2);
}

namespace {

Json render_values(const std::vector<ColumnDescription::Value>& values) {
  Json json = Json::array();
  for (const auto& value : values) json.push_back({{"value", value.text}, {"count", value.count}});
  return json;
}

Json render(const ColumnDescription& column) {
  Json json{{"column", column.header}};
  json["use"] = column.use.empty() ? Json() : Json(column.use);
  if (!column.why_not.empty()) json["why_not"] = column.why_not;
  json["filled"] = column.filled;
  json["distinct"] = column.distinct;
  if (column.more_distinct) json["more_distinct"] = true;
  json["typical"] = render_values(column.typical);
  if (!column.least.empty()) json["range"] = {column.least, column.most};
  json["unreadable"] = column.unreadable;
  if (column.unreadable > 0) json["unreadable_values"] = render_values(column.unreadable_values);
  if (!column.unit_trouble.empty()) json["unit_trouble"] = column.unit_trouble;
  if (column.rejected > 0) json["rejected"] = {{"rows", column.rejected}, {"reason", column.reject_reason}};
  return json;
}

}  // namespace

std::string render_cohort_description(const CohortDescription& description) {
  Json json{{"rows", description.rows}, {"rejected", description.rejected}};
  if (!description.advice.empty()) json["advice"] = description.advice;
  json["columns"] = Json::array();
  for (const auto& column : description.columns) json["columns"].push_back(render(column));
  return text_of(json, 2);
}

}  // namespace eligo::engine
