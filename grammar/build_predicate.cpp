// What a name and its suffixes make together. See builder.hpp.
#include <algorithm>

#include "grammar/builder.hpp"
#include "grammar/scan.hpp"

namespace eligo::grammar {

// The suffixes of one predicate, sorted by what they say. Each `…_span` is empty where the suffix is absent.
struct Builder::Tail {
  std::vector<ast::Name> except;
  std::vector<ast::Attribute> attributes;
  std::optional<ast::Response> response;
  std::optional<ast::Duration> within;
  ast::TimeTest time;  // other than within
  std::optional<ast::ValueTest> test;
  std::variant<std::monostate, ast::OnDay, ast::Consecutive> timing;
  Span except_span, attribute_span, response_span, within_span, time_span, test_span, timing_span;
};

namespace {

using Present = Span;
bool present(Present span) { return span.end > span.begin; }

void refuse(Span span, const char* what, const char* help) {
  if (present(span)) throw SyntaxError{"E112", span, what, help};
}

void claim(Span& slot, Span span, const char* what) {
  if (present(slot)) throw SyntaxError{"E112", span, what, "join two tests with `and`, and repeat the name"};
  slot = span;
}

bool is_symbol(std::string_view comparator) { return scan::symbol_comparator(comparator) > 0; }

}  // namespace

Builder::Tail Builder::tail(NodeIndex first, NodeIndex end) const {
  Tail result;
  for (NodeIndex node = first; node < end; node = at(node).next) add_suffix(result, node);
  return result;
}

void Builder::add_comparison(Tail& tail, NodeIndex node) const {
  NodeIndex last = node + 1;
  for (const NodeIndex child : children(node)) last = child;
  if (at(last).tag != Tag::ago) {
    claim(tail.test_span, span(node), "second comparison of the same name");
    tail.test = comparison(node);
    return;
  }
  claim(tail.time_span, span(node), "second window in time");
  const std::string_view sign = slice(node + 1);
  const bool timed = at(node).next == node + 5 && at(node + 2).tag == Tag::number &&
                     at(node + 3).tag == Tag::unit &&
                     scan::time_unit(slice(node + 3)) == slice(node + 3).size();
  if (!timed || is_symbol(sign) || sign == "exactly") {
    throw SyntaxError{
        "E112", span(node), "`ago` needs a bound and a duration",
        "write `less than`, `at most`, `at least` or `more than`, as in `less than 3 months ago`"};
  }
  using enum ast::Ago;
  const ast::Ago bound = sign[0] == 'l'            ? less_than
                         : sign[0] == 'm'          ? more_than
                         : sign.ends_with("least") ? at_least
                                                   : at_most;
  tail.time = ast::AgoWindow{bound, duration(node + 2, node + 3)};
}

void Builder::add_suffix(Tail& tail, NodeIndex node) const {
  const auto response = [&] {
    const char second = slice(node)[2];
    return second == 'i'   ? ast::Response::failed
           : second == 's' ? ast::Response::responded
                           : ast::Response::relapsed;
  };
  switch (at(node).tag) {
    case Tag::comparison:
      add_comparison(tail, node);
      break;
    case Tag::range:
      claim(tail.test_span, span(node), "second comparison of the same name");
      tail.test = range(node);
      break;
    case Tag::normal:
      claim(tail.test_span, span(node), "second comparison of the same name");
      tail.test = ast::NormalTest{slice(node)[0] == 'a' ? ast::NormalSide::upper : ast::NormalSide::lower};
      break;
    case Tag::finding:
      claim(tail.test_span, span(node), "second finding of the same name");
      tail.test = ast::FindingTest{slice(node)[0] == 'p'   ? ast::Finding::positive
                                   : slice(node)[0] == 'n' ? ast::Finding::negative
                                                           : ast::Finding::indeterminate};
      break;
    case Tag::response:
      claim(tail.response_span, span(node), "second response of the same name");
      tail.response = response();
      break;
    case Tag::except:
      claim(tail.except_span, span(node), "second `except` of the same name");
      tail.except = names(node);
      break;
    case Tag::attribute:
      if (!present(tail.attribute_span)) tail.attribute_span = span(node);
      tail.attributes.push_back(attribute(node));
      break;
    case Tag::within:
      claim(tail.within_span, span(node), "second `within` of the same name");
      tail.within = duration_in(node);
      break;
    case Tag::active_within:
      claim(tail.time_span, span(node), "second window in time");
      tail.time = ast::ActiveWithin{duration_in(node)};
      break;
    case Tag::on_or_after: {
      claim(tail.time_span, span(node), "second window in time");
      NodeIndex next = node + 1;
      tail.time = ast::OnOrAfter{subject(next, at(node).next)};
      break;
    }
    case Tag::on_day:
      claim(tail.timing_span, span(node), "second `on` of the same name");
      tail.timing = on_day(node);
      break;
    default:
      claim(tail.timing_span, span(node), "second `on` of the same name");
      tail.timing = ast::Consecutive{number(node + 1), span(node)};
      break;
  }
}

ast::Expression::Node Builder::history(ast::HistoryKind kind, ast::Subject subject, Tail tail) const {
  refuse(tail.test_span, "a comparison or finding does not belong behind a diagnosis, event or drug",
         "an observation is tested by its bare name: `platelets < 30 10*9/L`");
  refuse(tail.timing_span, "`on` does not belong behind a diagnosis, event or drug",
         "use `within`, `ago` or `since`");
  if (present(tail.within_span) && present(tail.time_span)) {
    throw SyntaxError{
        "E112", std::max(tail.within_span, tail.time_span, [](Span a, Span b) { return a.begin < b.begin; }),
        "second window in time", "join two tests with `and`, and repeat the name"};
  }
  if (std::holds_alternative<ast::ActiveWithin>(tail.time) && kind != ast::HistoryKind::diagnosis) {
    throw SyntaxError{"E112", tail.time_span, "`active within` belongs behind `diagnosis of`",
                      "write `diagnosis of X active within 5 years`"};
  }
  ast::History result{.kind = kind,
                      .subject = std::move(subject),
                      .attributes = std::move(tail.attributes),
                      .response = tail.response,
                      .time = std::move(tail.time)};
  if (tail.within) result.time = ast::WithinWindow{std::move(*tail.within)};
  if (kind == ast::HistoryKind::onset && std::holds_alternative<std::monostate>(result.time)) {
    throw SyntaxError{"E112", result.subject.span, "`onset of` needs a time",
                      "write `onset of X within 6 months`, `… less than 6 months ago` or `… on or after Y`"};
  }
  if (present(tail.except_span)) result.subject.except = std::move(tail.except);
  return result;
}

ast::Expression::Node Builder::finish(std::optional<ast::Selector> selector, ast::Subject subject,
                                      Tail tail) const {
  if (!tail.test) {
    refuse(tail.timing_span, "`on` needs a test of the value",
           "for example `MAP score on day 7 after allogeneic HSCT >= 0.14`");
    return history(ast::HistoryKind::event, std::move(subject), std::move(tail));
  }
  refuse(tail.attribute_span, "`with` does not belong in the test of an observation", "");
  refuse(tail.response_span, "a response does not belong in the test of an observation", "");
  refuse(tail.time_span, "only `within` may follow the test of an observation",
         "write `platelets < 30 10*9/L within 14 days`");
  if (present(tail.except_span)) subject.except = std::move(tail.except);
  return ast::Measurement{.selector = selector,
                          .subject = std::move(subject),
                          .timing = std::move(tail.timing),
                          .test = std::move(*tail.test),
                          .test_span = tail.test_span,
                          .fresh_within = std::move(tail.within)};
}

ast::Expression::Node Builder::history_predicate(NodeIndex node) const {
  NodeIndex next = node + 1;
  const char head = slice(next)[0];
  const auto kind = head == 'd'   ? ast::HistoryKind::diagnosis
                    : head == 'a' ? ast::HistoryKind::active
                    : head == 'r' ? ast::HistoryKind::received
                                  : ast::HistoryKind::onset;
  next = at(next).next;
  ast::Subject about = subject(next, next);
  return history(kind, std::move(about), tail(next, at(node).next));
}

ast::Expression::Node Builder::plain(NodeIndex node) const {
  NodeIndex next = node + 1;
  if (at(next).next == at(node).next) return ast::Reference{name(next)};
  ast::Subject about = subject(next, next);
  return finish({}, std::move(about), tail(next, at(node).next));
}

ast::Expression::Node Builder::selected(NodeIndex node) const {
  using enum ast::Selector;
  const std::string_view word = slice(node + 1);
  const ast::Selector selector = word == "latest"    ? latest
                                 : word == "any"     ? any
                                 : word == "every"   ? every
                                 : word == "first"   ? first
                                 : word == "highest" ? highest
                                                     : lowest;
  NodeIndex next = at(node + 1).next;
  ast::Subject about = subject(next, next);
  Tail suffixes = tail(next, at(node).next);
  if (!suffixes.test) {
    throw SyntaxError{"E112", span(node), '`' + std::string(word) + "` needs a test of the value",
                      "for example `highest creatinine > 1.2 ULN`"};
  }
  return finish(selector, std::move(about), std::move(suffixes));
}

// `any of (…)` with suffixes is about names; without, it is a connective.
ast::Expression::Node Builder::quantified(NodeIndex node) const {
  const NodeIndex group = node + 1;
  const bool any = at(group).tag == Tag::list_any;
  std::vector<ast::ExpressionPtr> operands = list(group);
  if (at(group).next == at(node).next) {
    if (any) return ast::AnyOf{std::move(operands)};
    return ast::AllOf{std::move(operands)};
  }
  ast::Subject about{.quantifier = any ? ast::Subject::Quantifier::any : ast::Subject::Quantifier::all,
                     .names = {},
                     .except = {},
                     .span = span(group)};
  for (const ast::ExpressionPtr& operand : operands) {
    auto* reference = std::get_if<ast::Reference>(&operand->node);
    if (reference == nullptr) {
      throw SyntaxError{"E112", operand->span, "a list that is tested as a whole holds names only",
                        "test each item inside the list, or leave out what follows the list"};
    }
    about.names.push_back(std::move(reference->name));
  }
  return finish({}, std::move(about), tail(at(group).next, at(node).next));
}

ast::Expression::Node Builder::age(NodeIndex node) const {
  ast::AgeTest result;
  NodeIndex next = node + 1;
  if (at(next).tag == Tag::comparator) {
    result.comparator = comparison(node).comparator;
    result.high = duration(node + 2, node + 3);
    return result;
  }
  const NodeIndex low = next;
  next = at(next).next;
  const bool own_unit = at(next).tag == Tag::time_unit;
  const NodeIndex high = own_unit ? at(next).next : next;
  result.high = duration(high, high + 1);
  result.low = own_unit ? duration(low, next) : ast::Duration{number(low), result.high.unit, span(low)};
  return result;
}

namespace {

template <typename Bound>
Bound bound_of(std::string_view word) {
  switch (word[0]) {
    case 'm':
      return Bound::more_than;
    case 'l':
      return Bound::less_than;
    case 'e':
      return Bound::exactly;
    default:
      return word.ends_with("least") ? Bound::at_least : Bound::at_most;
  }
}

}  // namespace

ast::Expression::Node Builder::since(NodeIndex node, NodeIndex bound) const {
  ast::Since result;
  const NodeIndex number_node = bound + 2;
  if (at(bound + 1).tag == Tag::comparator) {
    result.bound = bound_of<ast::Since::Bound>(slice(bound + 1));
  } else {
    result.bound = ast::Since::Bound::range;
    result.low = number(bound + 1);
  }
  result.length = duration(number_node, node + 1);
  NodeIndex next = node + 2;
  for (; at(next).tag == Tag::first || at(next).tag == Tag::onset; next = at(next).next) {
    (at(next).tag == Tag::first ? result.first : result.onset) = true;
  }
  result.event = subject(next, at(node).next);
  return result;
}

ast::Expression::Node Builder::count(NodeIndex node, NodeIndex bound) const {
  ast::Count result;
  if (at(bound + 1).tag == Tag::comparator) {
    result.bound = bound_of<ast::Count::Bound>(slice(bound + 1));
  } else {
    result.bound = ast::Count::Bound::range;
    result.low = number(bound + 1);
  }
  result.number = number(bound + 2);
  NodeIndex next = node + 1;
  result.event = subject(next, next);
  Tail suffixes = tail(next, at(node).next);
  refuse(suffixes.test_span, "a comparison or finding does not belong behind a count", "");
  refuse(suffixes.timing_span, "`on` does not belong behind a count", "");
  refuse(suffixes.attribute_span, "`with` does not belong behind a count", "");
  refuse(suffixes.response_span, "a response does not belong behind a count", "");
  refuse(suffixes.time_span, "only `within` may follow a count", "write `more than 1 HSCT within 1 year`");
  if (present(suffixes.except_span)) result.event.except = std::move(suffixes.except);
  result.within = std::move(suffixes.within);
  return result;
}

ast::Expression::Node Builder::counted(NodeIndex node) const {
  const NodeIndex bound = node + 1;
  const NodeIndex rest = at(bound).next;
  if (at(rest).tag == Tag::since) return since(rest, bound);
  if (at(rest).tag == Tag::count) return count(rest, bound);
  if (at(bound + 1).tag != Tag::comparator || !slice(bound + 1).ends_with("least")) {
    throw SyntaxError{"E112", span(bound), "only `at least` counts criteria",
                      "write `at least 2 of (…)`, with `not` in front for fewer"};
  }
  return ast::AtLeast{number(bound + 2), list(rest)};
}

}  // namespace eligo::grammar
