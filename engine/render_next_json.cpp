// JSON of what is missing. See work_list.hpp; shapes: docs/next.md.
#include <nlohmann/json.hpp>

#include "engine/render_json.hpp"
#include "engine/work_list.hpp"

namespace eligo::engine {

using Json = nlohmann::ordered_json;

namespace {

Json optional_day(const std::optional<patients::Day>& day) {
  return day ? Json(patients::to_string(*day)) : Json();
}

Json render(const Question& question, std::int64_t cost) {
  return {{"key", question.key},
          {"fact", question.name},
          {"question", question.words},
          {"kind", to_string(question.kind)},
          {"do", question.how},
          {"cost", cost},
          {"not_before", optional_day(question.not_before)}};
}

Json render_fact(const TrialNext& trial, const NextFact& fact) {
  Json json = render(fact.question, fact.cost);
  Json criteria = Json::array();
  for (const std::size_t i : fact.criteria) criteria.push_back(trial.trial->criteria[i].id);
  json["criteria"] = std::move(criteria);
  json["can_make_eligible"] = fact.can_qualify;
  json["can_make_ineligible"] = fact.can_exclude;
  json["alone"] = fact.qualifies_alone || fact.excludes_alone;
  return json;
}

Json render_set(const TrialNext& trial, const MinimalSet& set) {
  Json facts = Json::array();
  for (const std::size_t i : set.facts) facts.push_back(trial.facts[i].question.key);
  Json favourable = Json::array();
  for (const auto& test : set.favourable) favourable.push_back({{"test", test.test}, {"truth", test.truth}});
  return {{"cost", set.cost},
          {"not_before", optional_day(set.not_before)},
          {"facts", std::move(facts)},
          {"favourable", std::move(favourable)}};
}

Json render_trial(const TrialNext& trial) {
  Json facts = Json::array();
  for (const auto& fact : trial.facts) facts.push_back(render_fact(trial, fact));
  Json sets = Json::array();
  for (const auto& set : trial.sets) sets.push_back(render_set(trial, set));
  return {{"trial", trial.trial->id},
          {"verdict", to_string(trial.verdict)},
          {"never_eligible_for", trial.closed},
          {"facts", std::move(facts)},
          {"sets", std::move(sets)},
          {"sets_in_all", trial.set_count},
          {"exhaustive", trial.exhaustive}};
}

Json render_patient(const PatientNext& patient) {
  Json json{{"patient", patient.patient ? Json(*patient.patient) : Json()}};
  if (patient.refusal) {
    json["error"] = {
        {"at", patient.refusal->at}, {"byte", patient.refusal->byte}, {"message", patient.refusal->message}};
    return json;
  }
  if (!patient.unplaced.empty()) json["unplaced"] = patient.unplaced;
  json["trials"] = Json::array();
  for (const auto& trial : patient.trials) json["trials"].push_back(render_trial(trial));
  return json;
}

Json render_item(const WorkItem& item, bool of_patient) {
  Json json;
  if (of_patient) json["patient"] = item.patient;
  json.update(render(item.question, item.cost));
  if (!of_patient) {
    json.erase("not_before");
    json["patients"] = item.patients;
  }
  json["decides"] = item.decides;
  json["bears_on"] = item.bears_on;
  if (of_patient) json["trials"] = item.trials;
  return json;
}

}  // namespace

std::string render_next(const std::vector<PatientNext>& patients, const Program& program,
                        patients::Day as_of) {
  Json json{{"as_of", patients::to_string(as_of)},
            {"engine", "eligo " + std::string(version())},
            {"rules_sha256", program.digest.hexadecimal()}};
  json["patients"] = Json::array();
  for (const auto& patient : patients) json["patients"].push_back(render_patient(patient));
  const auto list = work_list(patients);
  json["work_list"] = Json::array();
  for (const auto& item : list) json["work_list"].push_back(render_item(item, true));
  json["facts"] = Json::array();
  for (const auto& item : facts_to_ask(list)) json["facts"].push_back(render_item(item, false));
  return json.dump(2, ' ', true, Json::error_handler_t::replace);
}

}  // namespace eligo::engine
