#include "engine/render_draft.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "grammar/format.hpp"
#include "grammar/phrases.hpp"
#include "grammar/registry/names_used.hpp"

namespace eligo::engine {
namespace {

using Json = nlohmann::ordered_json;
namespace registry = grammar::registry;

std::string_view name_of(registry::Section section) {
  if (section == registry::Section::inclusion) return "inclusion";
  return section == registry::Section::exclusion ? "exclusion" : "none";
}

std::string_view name_of(registry::Line::Kind kind) {
  switch (kind) {
    case registry::Line::Kind::criterion:
      return "criterion";
    case registry::Line::Kind::section_heading:
      return "section_heading";
    case registry::Line::Kind::scope_heading:
      return "scope_heading";
    case registry::Line::Kind::label_heading:
      return "label_heading";
  }
  return "criterion";
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json render(const registry::Comparison& one) {
  Json json{{"kind", registry::to_string(one.kind)}, {"subject", one.subject}, {"words", one.words}};
  json["operator"] = one.op;
  json["value"] = text_or_null(one.value);
  json["unit"] = text_or_null(one.unit);
  json["unit_words"] = text_or_null(one.unit_words);
  json["window"] = Json();
  if (one.window)
    json["window"] = {
        {"relation", one.window->relation}, {"value", one.window->number}, {"unit", one.window->unit}};
  json["begin"] = one.span.begin;
  json["end"] = one.span.end;
  return json;
}

// The new facts of an expression; their names have but the first words of a long phrase.
Json facts_of(const registry::DraftLine& line, const std::map<std::string, registry::DraftFact>& facts) {
  Json json = Json::array();
  if (line.expression == nullptr || facts.empty()) return json;
  std::map<std::string, int> used;
  registry::names_used(*line.expression, used);
  for (const auto& [name, times] : used)
    if (const auto fact = facts.find(name); fact != facts.end())
      json.push_back({{"name", name},
                      {"kind", grammar::phrases::of(fact->second.kind)},
                      {"phrase", fact->second.phrase}});
  return json;
}

Json render(const registry::DraftLine& line, const std::map<std::string, registry::DraftFact>& facts) {
  Json json{{"section", name_of(line.section)}, {"kind", name_of(line.kind)}};
  json["criterion"] = text_or_null(line.criterion);
  json["group"] = text_or_null(line.group);
  json["begin"] = line.span.begin;
  json["end"] = line.span.end;
  json["text"] = line.text;
  json["class"] = registry::to_string(line.line_class);
  json["expression"] = line.expression == nullptr ? Json() : Json(grammar::format(*line.expression));
  json["facts"] = facts_of(line, facts);
  json["spans"] = Json::array();
  for (const auto& span : line.spans)
    json["spans"].push_back(
        {{"begin", span.span.begin}, {"end", span.span.end}, {"class", registry::to_string(span.kind)}});
  json["comparisons"] = Json::array();
  for (const auto& one : line.comparisons) json["comparisons"].push_back(render(one));
  json["notes"] = line.notes;
  json["warnings"] = line.warnings;
  return json;
}

}  // namespace

std::string render_draft(const registry::Record& record, const registry::Draft& draft) {
  Json json{{"trial", text_or_null(record.id)}, {"title", record.title}};
  json["lines"] = Json::array();
  std::size_t number = 0;
  for (const auto& line : draft.lines) {
    Json one{{"line", ++number}};
    one.update(render(line, draft.facts));
    json["lines"].push_back(std::move(one));
  }
  json["warnings"] = draft.warnings;
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

}  // namespace eligo::engine
