// See draft_file.hpp.
#include "grammar/registry/draft_file.hpp"

#include <algorithm>
#include <utility>

#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/names_used.hpp"
#include "grammar/registry/sentence_builder.hpp"
#include "grammar/registry/structured_fields.hpp"

namespace eligo::grammar::registry {

std::string DraftFile::next_id(bool exclusion) {
  return exclusion ? "E" + std::to_string(++exclusions_) : "I" + std::to_string(++inclusions_);
}

void DraftFile::add(const std::string& id, const Line& line, const std::string& group,
                    std::span<const std::uint32_t> members, ast::ExpressionPtr expression,
                    std::vector<DraftLine>& lines) {
  const bool exclusion = line.section == Section::exclusion;
  ast::Criterion made;
  made.kind = exclusion ? ast::CriterionKind::exclusion : ast::CriterionKind::inclusion;
  made.id.text = id.substr(1);
  for (const auto member : members) {
    if (!made.label.text.empty()) made.label.text += " | ";
    made.label.text += lines[member].text;
    lines[member].criterion = id;
  }
  made.label.text = plain_text(made.label.text, 0, static_cast<std::uint32_t>(made.label.text.size()));
  made.comments.before.push_back(account_of(lines, members));
  made.expression = restricted(group, std::move(expression), exclusion);
  for (const auto member : members)
    for (const auto& note : lines[member].notes) made.notes.push_back({{note, {}}, {}});
  for (const auto member : members)
    for (const auto& warning : lines[member].warnings)
      made.notes.push_back(
          {{"Not read: " + plain_text(warning, 0, static_cast<std::uint32_t>(warning.size())) + '.', {}},
           {}});
  if (!line.sure_section)
    made.notes.push_back({{"No heading says whether this line includes or excludes.", {}}, {}});
  for (const auto member : members) criterion_of_[member] = criteria_.size();
  criteria_.push_back(std::move(made));
}

// What stands under `Cohort B:` concerns those only, which a person has to say.
ast::ExpressionPtr DraftFile::restricted(const std::string& group, ast::ExpressionPtr expression,
                                         bool exclusion) {
  if (group.empty() || expression == nullptr || std::holds_alternative<ast::Unencoded>(expression->node))
    return expression;
  const auto fact = facts_.get(ast::ConceptKind::attestation, without_quotes("belongs to: " + group));
  ast::ExpressionPtr guard = make_expression(ast::Attest{fact.name});
  if (!exclusion) return make_expression(ast::If{std::move(guard), std::move(expression), nullptr});
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(guard));
  both.push_back(std::move(expression));
  return joined(true, std::move(both));
}

void DraftFile::finish(const Record& record, Draft& draft) {
  ast::Trial trial;
  trial.id.text = identifier(record.id);
  trial.title.text = plain_text(record.title, 0, static_cast<std::uint32_t>(record.title.size()));
  FieldCriteria fields = field_criteria(record, draft.lines);
  for (const auto& disagreement : fields.disagreements) {
    draft.lines[disagreement.line].notes.push_back(disagreement.text);
    draft.warnings.push_back(disagreement.text);
    if (const auto found = criterion_of_.find(static_cast<std::uint32_t>(disagreement.line));
        found != criterion_of_.end())
      criteria_[found->second].notes.push_back({{disagreement.text, {}}, {}});
  }
  for (std::string& warning : fields.warnings) draft.warnings.push_back(std::move(warning));
  trial.unpublished = criteria_.empty() && fields.criteria.empty();
  std::map<std::string, int> used;
  trial.items.reserve(fields.criteria.size() + criteria_.size());
  for (auto& criterion : fields.criteria) trial.items.emplace_back(std::move(criterion));
  for (const auto kind : {ast::CriterionKind::inclusion, ast::CriterionKind::exclusion}) {
    for (auto& criterion : criteria_) {
      if (criterion.kind != kind) continue;
      names_used(*criterion.expression, used);
      trial.items.emplace_back(std::move(criterion));
    }
  }
  draft.file.head_comments.emplace_back("A draft made from registry text: to be reviewed and completed.");
  std::vector<ast::Concept> declared = facts_.declared(used);
  for (const auto& [name, times] : used)
    if (facts_.is_new(name))
      draft.facts.emplace(
          name, DraftFact{facts_.kind(name).value_or(ast::ConceptKind::condition), facts_.phrase(name)});
  draft.file.items.reserve(declared.size() + 1);
  for (ast::Concept& fact : declared) draft.file.items.emplace_back(std::move(fact));
  draft.file.items.emplace_back(std::move(trial));
}

}  // namespace eligo::grammar::registry
