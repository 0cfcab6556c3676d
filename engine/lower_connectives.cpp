// Connectives: they know nothing of medicine, only of nodes. See lowering.hpp.
#include <unordered_set>
#include <utility>

#include "engine/lowering.hpp"
#include "engine/names.hpp"
#include "grammar/format.hpp"

namespace eligo::engine {

namespace {

using Operands = std::vector<ast::ExpressionPtr>;

// Every operand is lowered, so that all their mistakes are reported at once.
std::optional<std::vector<NodeId>> lower_all(Lowering& lowering, const Operands& operands) {
  std::vector<NodeId> nodes;
  bool good = true;
  for (const auto& operand : operands) {
    const Lowered node = operand ? lowering.lower(*operand) : Lowered{};
    if (node)
      nodes.push_back(*node);
    else
      good = false;
  }
  if (!good) return std::nullopt;
  return nodes;
}

void warn_of_repetition(Lowering& lowering, const std::vector<NodeId>& nodes, const Operands& operands) {
  constexpr int most_warnings = 8;  // enough to find the place in a list of thousands
  int warnings = 0;
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < nodes.size() && warnings < most_warnings; ++i)
    if (!seen.insert(lowering.meaning(nodes[i])).second) {
      ++warnings;
      lowering.warning("W504", operands[i]->span, "this operand says the same as one before it",
                       "leave it out, or correct the name or the limit that should differ");
    }
}

// `X and not X` never holds, `X or not X` never fails.
void warn_if_constant(Lowering& lowering, bool all, const std::vector<NodeId>& nodes, ast::Span span) {
  std::unordered_set<std::uint64_t> meanings;
  for (NodeId node : nodes) meanings.insert(lowering.meaning(node));
  for (NodeId node : nodes) {
    const Node& candidate = lowering.node(node);
    if (candidate.kind != NodeKind::not_ || !meanings.contains(lowering.meaning(candidate.children.front())))
      continue;
    lowering.warning("W503", span,
                     all ? "this can never be true: it asks for a test and its opposite"
                         : "this can never be false: it allows a test and its opposite",
                     "leave one of them out");
    return;
  }
}

Lowered connective(Lowering& lowering, bool all, const Operands& operands, const ast::Expression& whole) {
  auto nodes = lower_all(lowering, operands);
  if (!nodes || nodes->empty()) return std::nullopt;
  warn_of_repetition(lowering, *nodes, operands);
  warn_if_constant(lowering, all, *nodes, whole.span);
  return lowering.join(all, std::move(*nodes), grammar::format(whole));
}

}  // namespace

Lowered lower_node(Lowering& lowering, const ast::And& node, const ast::Expression& whole) {
  return connective(lowering, true, node.operands, whole);
}
Lowered lower_node(Lowering& lowering, const ast::Or& node, const ast::Expression& whole) {
  return connective(lowering, false, node.operands, whole);
}
Lowered lower_node(Lowering& lowering, const ast::AllOf& node, const ast::Expression& whole) {
  return connective(lowering, true, node.operands, whole);
}
Lowered lower_node(Lowering& lowering, const ast::AnyOf& node, const ast::Expression& whole) {
  return connective(lowering, false, node.operands, whole);
}

Lowered lower_node(Lowering& lowering, const ast::AtLeast& node, const ast::Expression& whole) {
  const auto count = lowering.whole(node.count, "a count");
  auto nodes = lower_all(lowering, node.operands);
  if (!count || !nodes) return std::nullopt;
  const auto offered = static_cast<std::int32_t>(nodes->size());
  if (*count < 1 || *count > offered)
    return lowering.error("E404", node.count.span,
                          "at least " + node.count.text + " of " + std::to_string(offered) +
                              (*count < 1 ? " always holds" : " can never hold"),
                          "write a count from 1 to " + std::to_string(offered));
  warn_of_repetition(lowering, *nodes, node.operands);
  if (nodes->size() == 1) return nodes->front();
  return lowering.add(NodeKind::at_least, std::move(*nodes), grammar::format(whole), *count);
}

Lowered lower_node(Lowering& lowering, const ast::Not& node, const ast::Expression& whole) {
  const auto* name = std::get_if<ast::Reference>(&node.operand->node);
  const auto* event = std::get_if<ast::History>(&node.operand->node);
  const bool bare = node.written_no && event != nullptr && is_bare_event(*event);
  Lowered operand;
  if (node.written_no && name != nullptr)
    operand = lower_bare_event(lowering, name->name, *node.operand);
  else if (bare)
    operand = lower_bare_event(lowering, event->subject.names.front(), *node.operand);
  else
    operand = lowering.lower(*node.operand);
  if (!operand) return operand;
  return lowering.add(NodeKind::not_, {*operand}, grammar::format(whole));
}

Lowered lower_node(Lowering& lowering, const ast::If& node, const ast::Expression& whole) {
  const Lowered guard = lowering.lower(*node.guard);
  const Lowered then = lowering.lower(*node.then);
  const Lowered otherwise = node.otherwise ? lowering.lower(*node.otherwise) : Lowered{};
  if (!guard || !then || (node.otherwise && !otherwise)) return std::nullopt;
  std::vector<NodeId> children{*guard, *then};
  if (otherwise) children.push_back(*otherwise);
  return lowering.add(NodeKind::if_, std::move(children), grammar::format(whole));
}

}  // namespace eligo::engine
