// See render_calendar.hpp.
#include <nlohmann/json.hpp>

#include "engine/calendar_words.hpp"
#include "engine/render_calendar.hpp"
#include "engine/render_json.hpp"

namespace eligo::engine {

using Json = nlohmann::ordered_json;

namespace {

Json with_days(DateInterval days) {
  return {{"from", patients::to_string(days.first)}, {"to", patients::to_string(days.last)}};
}

Json render_causes(Causes causes) {
  Json json = Json::array();
  for (std::size_t i = 0; i < cause_count; ++i)
    if (causes.contains(static_cast<Cause>(i))) json.push_back(to_string(static_cast<Cause>(i)));
  return json;
}

Json render_ids(const TrialCalendar& trial, const std::vector<std::size_t>& criteria) {
  Json json = Json::array();
  for (const std::size_t i : criteria) json.push_back(trial.criteria[i].criterion->id);
  return json;
}

Json render_period(const TrialCalendar& trial, const VerdictPeriod& period) {
  Json json = with_days(period.days);
  json["verdict"] = to_string(period.verdict);
  Json because = Json::array();
  for (const auto& opening : period.openings) {
    const auto& criterion = trial.criteria[opening.criterion];
    const auto& opened = criterion.periods[opening.period];
    because.push_back({{"criterion", criterion.criterion->id},
                       {"status", to_string(opened.result.status)},
                       {"reasons", opened.reasons}});
  }
  json["opens_because"] = std::move(because);
  const Status status = period.verdict == Verdict::ineligible ? Status::fail : Status::unknown;
  if (period.verdict != Verdict::eligible)
    json[std::string(to_string(status))] = render_ids(trial, criteria_with(trial, status, period.days));
  return json;
}

Json render_criterion(const CriterionCalendar& of) {
  Json json{{"id", of.criterion->id},
            {"kind", of.criterion->kind == CriterionKind::inclusion ? "inclusion" : "exclusion"},
            {"label", of.criterion->label}};
  json["periods"] = Json::array();
  for (const auto& period : of.periods) {
    Json part = with_days(period.days);
    part["status"] = to_string(period.result.status);
    part["applicable"] = period.result.applicable;
    part["causes"] = render_causes(period.result.causes);
    part["begins_because"] = period.reasons;
    json["periods"].push_back(std::move(part));
  }
  return json;
}

Json render_action(const TrialCalendar& trial, const Action& action) {
  Json json{{"do", to_string(action.kind)}};
  json["fact"] = action.fact.empty() ? Json() : Json(action.fact);
  json["what"] = action.what;
  json["why"] = action.why;
  json["from"] = patients::to_string(action.days.first);
  json["until"] = action.bounded ? Json(patients::to_string(action.days.last)) : Json();
  json["criteria"] = render_ids(trial, action.criteria);
  return json;
}

Json render_trial(const TrialCalendar& trial) {
  Json json{{"trial", trial.trial->id}, {"title", trial.trial->title}};
  json["periods"] = Json::array();
  for (const auto& period : trial.verdicts) json["periods"].push_back(render_period(trial, period));
  json["actions"] = Json::array();
  for (const auto& action : trial.actions) json["actions"].push_back(render_action(trial, action));
  json["criteria"] = Json::array();
  for (const auto& criterion : trial.criteria) json["criteria"].push_back(render_criterion(criterion));
  return json;
}

}  // namespace

std::string render_calendar_json(const CalendarOf& of) {
  Json json;
  json["patient"] = of.patient.patient ? Json(*of.patient.patient) : Json();
  json["as_of"] = patients::to_string(of.calendar.as_of);
  json["from"] = patients::to_string(of.calendar.range.first);
  json["to"] = patients::to_string(of.calendar.range.last);
  json["engine"] = "eligo " + std::string(version());
  json["rules_sha256"] = of.program.digest.hexadecimal();
  if (!of.patient.unplaced.empty()) json["unplaced"] = of.patient.unplaced;
  json["held"] = of.calendar.held;
  json["trials"] = Json::array();
  for (const auto& trial : of.calendar.trials) json["trials"].push_back(render_trial(trial));
  return json.dump(2, ' ', true, Json::error_handler_t::replace);
}

}  // namespace eligo::engine
