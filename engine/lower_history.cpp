// Conditions, procedures and drugs: existence tests, one predicate for each name. See lowering.hpp.
#include <utility>

#include "engine/history_attributes.hpp"
#include "engine/lowering.hpp"
#include "engine/names.hpp"
#include "grammar/format.hpp"

namespace eligo::engine {

namespace {

using ast::HistoryKind;

bool is_event(FactKind kind) { return kind == FactKind::procedure || kind == FactKind::medication; }
bool about_condition(HistoryKind kind) {
  return kind == HistoryKind::diagnosis || kind == HistoryKind::active || kind == HistoryKind::onset;
}

// `received thrombosis`, `no thrombosis`, `diagnosis of HSCT`.
std::nullopt_t wrong_history(Lowering& lowering, const ast::History& syntax, const ResolvedName& name) {
  const std::string& written = name.written->text;
  if (syntax.kind == HistoryKind::event && name.kind == FactKind::condition) {
    const auto* within = std::get_if<ast::WithinWindow>(&syntax.time);
    const bool timed = within != nullptr || std::holds_alternative<ast::AgoWindow>(syntax.time);
    return lowering.error("E301", name.written->span, quoted(written) + " is a condition, not an event",
                          timed ? "write " + quoted("onset of " + written + " within …") + ", or " +
                                      quoted("diagnosis of " + written + " active within …")
                                : "write " + quoted("diagnosis of " + written) + " or " +
                                      quoted("active " + written) + "; after `no`, " +
                                      quoted("no diagnosis of " + written));
  }
  return lowering.wrong_kind(
      *name.written, name.kind,
      about_condition(syntax.kind) ? "not a condition" : "not a procedure or a medication");
}

std::optional<std::optional<TimeBound>> time_bound(Lowering& lowering, const ast::TimeTest& time) {
  if (const auto* within = std::get_if<ast::WithinWindow>(&time)) {
    const auto length = lowering.duration(within->length);
    if (!length) return std::nullopt;
    return TimeBound{TimeBound::Kind::within, *length, {}};
  }
  if (const auto* ago = std::get_if<ast::AgoWindow>(&time)) {
    const auto bound = lower_ago(lowering, *ago);
    if (!bound) return std::nullopt;
    return *bound;
  }
  return std::optional<TimeBound>{};
}

std::optional<ConditionPredicate> condition(Lowering& lowering, const ast::History& syntax) {
  ConditionPredicate made;
  made.active = syntax.kind == HistoryKind::active;
  if (syntax.response)
    return lowering.error("E301", syntax.subject.span,
                          "responses are recorded for procedures and medications, not conditions",
                          "write `with status …` instead");
  if (!condition_attributes(lowering, syntax, made)) return std::nullopt;
  if (const auto* window = std::get_if<ast::ActiveWithin>(&syntax.time)) {
    made.active_within = lowering.duration(window->length);
    if (!made.active_within) return std::nullopt;
    return made;
  }
  const auto bound = time_bound(lowering, syntax.time);
  if (!bound) return std::nullopt;
  made.onset = *bound;
  const std::string& name = syntax.subject.names.front().text;
  if (made.active && made.onset)
    return lowering.error("E301", syntax.subject.span,
                          "`active` asks about the as-of date and takes no window",
                          "write " + quoted("diagnosis of " + name + " active within …") + ", or add " +
                              quoted("and onset of " + name + " within …"));
  if (syntax.kind == HistoryKind::onset && !made.onset)
    return lowering.error("E301", syntax.subject.span, "`onset of` needs a time",
                          "write " + quoted("onset of " + name + " within 6 months"));
  return made;
}

std::optional<EventPredicate> event(Lowering& lowering, const ast::History& syntax) {
  EventPredicate made;
  if (std::holds_alternative<ast::ActiveWithin>(syntax.time))
    return lowering.error("E301", syntax.subject.span, "`active within` is for conditions",
                          "write `within …`: drug courses count from their end");
  const auto bound = time_bound(lowering, syntax.time);
  if (!bound) return std::nullopt;
  made.time = *bound;
  if (syntax.response) made.response_mask = response_mask(*syntax.response);
  return made;
}

ast::History alone(const ast::History& syntax, ast::Name name) {
  ast::History made = syntax;
  made.subject.quantifier = ast::Subject::Quantifier::one;
  made.subject.names = {std::move(name)};
  return made;
}

// Lowers each name by itself and joins them as the subject says; `lower_one(concept, name, text)` makes one
// node.
template <typename LowerOne>
Lowered distribute(Lowering& lowering, const ast::History& syntax, const ast::Expression& whole,
                   const ResolvedSubject& subject, LowerOne lower_one) {
  const std::string text = grammar::format(whole);
  const bool single = subject.names.size() == 1 && subject.names.front().members.size() == 1;
  std::vector<NodeId> names;
  for (const ResolvedName& name : subject.names) {
    std::vector<NodeId> members;
    for (ConceptId member : name.members) {
      auto one_text = [&] {
        ast::Expression one{alone(syntax, lowering.spelling(name, member)), whole.span, {}};
        return grammar::format(one);
      };
      const Lowered made = lower_one(member, name, single ? text : one_text());
      if (!made) return made;
      members.push_back(*made);
    }
    names.push_back(lowering.join(false, std::move(members), text));
  }
  return lowering.join(subject.all, std::move(names), text);
}

Lowered condition_history(Lowering& lowering, const ast::History& syntax, const ast::Expression& whole,
                          const ResolvedSubject& subject) {
  const auto common = condition(lowering, syntax);
  if (!common) return std::nullopt;
  return distribute(lowering, syntax, whole, subject,
                    [&](ConceptId id, const ResolvedName&, std::string text) -> Lowered {
                      ConditionPredicate predicate = *common;
                      predicate.concepts = {{id}, subject.except};
                      return lowering.add(std::move(predicate), std::move(text));
                    });
}

Lowered event_history(Lowering& lowering, const ast::History& syntax, const ast::Expression& whole,
                      const ResolvedSubject& subject) {
  const auto common = event(lowering, syntax);
  if (!common) return std::nullopt;
  return distribute(lowering, syntax, whole, subject,
                    [&](ConceptId id, const ResolvedName& name, std::string text) -> Lowered {
                      EventPredicate predicate = *common;
                      predicate.kind = name.kind;
                      predicate.concepts = {{id}, subject.except};
                      if (!event_attributes(lowering, syntax, *name.written, predicate)) return std::nullopt;
                      return lowering.add(std::move(predicate), std::move(text));
                    });
}

// `onset of X on or after any of (A, B)`: one predicate for each condition and event.
Lowered onset_after(Lowering& lowering, const ast::History& syntax, const ast::Expression& whole,
                    const ResolvedSubject& subject) {
  const ast::Subject& written = std::get<ast::OnOrAfter>(syntax.time).events;
  const auto events = lowering.resolve(written);
  if (!events) return std::nullopt;
  for (const ResolvedName& name : events->names)
    if (!is_event(name.kind))
      return lowering.wrong_kind(*name.written, name.kind, "not a procedure or a medication");
  if (!syntax.attributes.empty() || syntax.response)
    return lowering.error("E301", syntax.subject.span, "`on or after` takes no attributes",
                          "join a second test with `and`");
  return distribute(
      lowering, syntax, whole, subject,
      [&](ConceptId id, const ResolvedName& condition, const std::string&) -> Lowered {
        std::vector<NodeId> nodes;
        for (const ResolvedName& name : events->names) {
          std::vector<NodeId> members;
          for (ConceptId member : name.members) {
            ast::History one = alone(syntax, lowering.spelling(condition, id));
            one.time = ast::OnOrAfter{{ast::Subject::Quantifier::one,
                                       {lowering.spelling(name, member)},
                                       written.except,
                                       written.span}};
            OnsetAfterPredicate predicate{{{id}, subject.except}, name.kind, {{member}, events->except}};
            members.push_back(lowering.add(std::move(predicate),
                                           grammar::format(ast::Expression{std::move(one), whole.span, {}})));
          }
          nodes.push_back(lowering.join(false, std::move(members), grammar::format(whole)));
        }
        return lowering.join(events->all, std::move(nodes), grammar::format(whole));
      });
}

Lowered lower_history(Lowering& lowering, const ast::History& syntax, const ast::Expression& whole) {
  const auto subject = lowering.resolve(syntax.subject);
  if (!subject) return std::nullopt;
  const bool after = std::holds_alternative<ast::OnOrAfter>(syntax.time);
  for (const ResolvedName& name : subject->names) {
    const bool fits =
        about_condition(syntax.kind) || after ? name.kind == FactKind::condition : is_event(name.kind);
    if (!fits) return wrong_history(lowering, syntax, name);
  }
  if (after) return onset_after(lowering, syntax, whole, *subject);
  return about_condition(syntax.kind) ? condition_history(lowering, syntax, whole, *subject)
                                      : event_history(lowering, syntax, whole, *subject);
}

}  // namespace

bool is_bare_event(const ast::History& history) {
  return history.kind == HistoryKind::event && history.subject.quantifier == ast::Subject::Quantifier::one &&
         history.subject.except.empty() && history.attributes.empty() && !history.response &&
         std::holds_alternative<std::monostate>(history.time);
}

std::optional<TimeBound> lower_ago(Lowering& lowering, const ast::AgoWindow& window) {
  const auto length = lowering.duration(window.length);
  if (!length) return std::nullopt;
  switch (window.bound) {
    case ast::Ago::less_than:
      return TimeBound{TimeBound::Kind::less_than, *length, {}};
    case ast::Ago::at_most:
      return TimeBound{TimeBound::Kind::within, *length, {}};
    case ast::Ago::at_least:
      return TimeBound{TimeBound::Kind::at_least, *length, {}};
    case ast::Ago::more_than:
      return TimeBound{TimeBound::Kind::more_than, *length, {}};
  }
  return std::nullopt;
}

Lowered lower_node(Lowering& lowering, const ast::History& syntax, const ast::Expression& whole) {
  if (is_bare_event(syntax)) return lower_node(lowering, ast::Reference{syntax.subject.names.front()}, whole);
  return lower_history(lowering, syntax, whole);
}

Lowered lower_bare_event(Lowering& lowering, const ast::Name& name, const ast::Expression& whole) {
  if (lowering.find_definition(name) != nullptr) return lowering.reference(name);
  ast::History event;
  event.kind = HistoryKind::event;
  event.subject = {ast::Subject::Quantifier::one, {name}, {}, name.span};
  return lower_history(lowering, event, whole);
}

}  // namespace eligo::engine
