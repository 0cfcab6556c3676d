// Time since an event, and counts of events: one predicate over one set of concepts. See lowering.hpp.
#include <utility>

#include "engine/lowering.hpp"
#include "engine/names.hpp"
#include "grammar/format.hpp"

namespace eligo::engine {

namespace {

bool fits(FactKind kind, bool onset) {
  return onset ? kind == FactKind::condition : kind == FactKind::procedure || kind == FactKind::medication;
}

std::nullopt_t wrong_event(Lowering& lowering, const ResolvedName& name, bool onset,
                           std::string_view construct) {
  const std::string& written = name.written->text;
  if (!onset && name.kind == FactKind::condition && construct == "`since`")
    return lowering.error("E301", name.written->span, quoted(written) + " is a condition, not an event",
                          "write " + quoted("since onset of " + written));
  if (onset && fits(name.kind, false))
    return lowering.error("E301", name.written->span,
                          quoted(written) + " has no onset: it is a " + std::string(to_string(name.kind)),
                          "write " + quoted("since " + written));
  return lowering.wrong_kind(*name.written, name.kind,
                             onset ? "not a condition" : "not a procedure or a medication");
}

// `all of` makes one predicate for each name, all of which must hold; else one predicate for all.
template <typename Syntax, typename Make>
Lowered over_subject(Lowering& lowering, const Syntax& syntax, const ast::Expression& whole, bool onset,
                     std::string_view construct, Make make) {
  const auto resolved = lowering.resolve(syntax.event);
  if (!resolved) return std::nullopt;
  const std::string text = grammar::format(whole);
  if (!resolved->all || resolved->names.size() == 1) {
    auto set = event_set(lowering, syntax.event, *resolved, onset, construct);
    if (!set) return std::nullopt;
    return lowering.add(make(std::move(*set)), text);
  }
  std::vector<NodeId> nodes;
  for (const ResolvedName& name : resolved->names) {
    auto set = event_set(lowering, syntax.event, {{name}, resolved->except, false}, onset, construct);
    if (!set) return std::nullopt;
    Syntax alone = syntax;
    alone.event.quantifier = ast::Subject::Quantifier::one;
    alone.event.names = {*name.written};
    nodes.push_back(lowering.add(make(std::move(*set)),
                                 grammar::format(ast::Expression{std::move(alone), whole.span, {}})));
  }
  return lowering.join(true, std::move(nodes), text);
}

std::optional<TimeBound> bound(Lowering& lowering, const ast::Since& since, const ast::Expression& whole) {
  TimeBound made;
  const auto length = lowering.duration(since.length);
  if (!length) return std::nullopt;
  made.length = *length;
  switch (since.bound) {
    case ast::Since::Bound::at_least:
      made.kind = TimeBound::Kind::at_least;
      return made;
    case ast::Since::Bound::more_than:
      made.kind = TimeBound::Kind::more_than;
      return made;
    case ast::Since::Bound::at_most:
      made.kind = TimeBound::Kind::within;
      return made;
    case ast::Since::Bound::less_than:
      made.kind = TimeBound::Kind::less_than;
      return made;
    case ast::Since::Bound::exactly:
      made.kind = TimeBound::Kind::exactly;
      return made;
    case ast::Since::Bound::range:
      break;
  }
  made.kind = TimeBound::Kind::range;
  const auto low = lowering.duration(*since.low, since.length.unit);
  if (!low) return std::nullopt;
  made.low = *low;
  if (low->count > length->count)
    return lowering.error("E306", whole.span, "this range of time is empty: it ends before it begins",
                          "write the smaller number first");
  return made;
}

struct Counted {
  std::int32_t low = 0;
  std::optional<std::int32_t> high;
};

std::optional<Counted> counted(Lowering& lowering, const ast::Count& count, const ast::Expression& whole) {
  using Bound = ast::Count::Bound;
  const auto number = lowering.whole(count.number, "a count");
  if (!number) return std::nullopt;
  switch (count.bound) {
    case Bound::at_least:
      if (*number == 0)
        lowering.warning("W503", whole.span, "this test always holds: there are always at least 0",
                         "write at least 1");
      return Counted{*number, std::nullopt};
    case Bound::more_than:
      return Counted{*number + 1, std::nullopt};
    case Bound::at_most:
      return Counted{0, *number};
    case Bound::less_than:
      if (*number == 0)
        return lowering.error("E404", count.number.span, "there are never fewer than 0",
                              "write `no …` for none");
      return Counted{0, *number - 1};
    case Bound::exactly:
      return Counted{*number, *number};
    case Bound::range:
      break;
  }
  const auto low = lowering.whole(*count.low, "a count");
  if (!low) return std::nullopt;
  if (*low > *number)
    return lowering.error("E306", whole.span, "this range of counts is empty: it ends before it begins",
                          "write the smaller number first");
  return Counted{*low, *number};
}

}  // namespace

std::optional<EventSet> event_set(Lowering& lowering, const ast::Subject& subject,
                                  const ResolvedSubject& resolved, bool onset, std::string_view construct) {
  EventSet set;
  set.kind = resolved.names.front().kind;
  set.concepts.except = resolved.except;
  for (const ResolvedName& name : resolved.names) {
    if (!fits(name.kind, onset)) return wrong_event(lowering, name, onset, construct);
    if (name.kind != set.kind)
      return lowering.error("E301", subject.span,
                            "procedures and medications do not mix in " + std::string(construct),
                            "write one test for each and join them with `and` or `or`");
    set.concepts.members.insert(set.concepts.members.end(), name.members.begin(), name.members.end());
  }
  return set;
}

Lowered lower_node(Lowering& lowering, const ast::Since& since, const ast::Expression& whole) {
  const auto made = bound(lowering, since, whole);
  if (!made) return std::nullopt;
  return over_subject(lowering, since, whole, since.onset, "`since`", [&](EventSet set) {
    return SincePredicate{set.kind, std::move(set.concepts), since.first, *made};
  });
}

Lowered lower_node(Lowering& lowering, const ast::Count& count, const ast::Expression& whole) {
  const auto made = counted(lowering, count, whole);
  if (!made) return std::nullopt;
  std::optional<Duration> within;
  if (count.within) {
    within = lowering.duration(*count.within);
    if (!within) return std::nullopt;
  }
  return over_subject(lowering, count, whole, false, "a count", [&](EventSet set) {
    return CountPredicate{set.kind, std::move(set.concepts), made->low, made->high, within};
  });
}

}  // namespace eligo::engine
