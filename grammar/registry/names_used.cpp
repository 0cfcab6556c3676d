// See names_used.hpp.
#include "grammar/registry/names_used.hpp"

#include <utility>

namespace eligo::grammar::registry {
namespace {

struct Collect {
  std::map<std::string, int>& used;

  void add(const ast::Name& name) const { ++used[name.text]; }
  void add(const ast::Subject& subject) const {
    for (const auto& name : subject.names) add(name);
    for (const auto& name : subject.except) add(name);
  }
  void add(const std::vector<ast::ExpressionPtr>& operands) const {
    for (const auto& operand : operands) std::visit(*this, operand->node);
  }
  void operator()(const ast::And& node) const { add(node.operands); }
  void operator()(const ast::Or& node) const { add(node.operands); }
  void operator()(const ast::AllOf& node) const { add(node.operands); }
  void operator()(const ast::AnyOf& node) const { add(node.operands); }
  void operator()(const ast::AtLeast& node) const { add(node.operands); }
  void operator()(const ast::Not& node) const { std::visit(*this, node.operand->node); }
  void operator()(const ast::If& node) const {
    std::visit(*this, node.guard->node);
    std::visit(*this, node.then->node);
    if (node.otherwise) std::visit(*this, node.otherwise->node);
  }
  void operator()(const ast::Measurement& node) const { add(node.subject); }
  void operator()(const ast::History& node) const { add(node.subject); }
  void operator()(const ast::Since& node) const { add(node.event); }
  void operator()(const ast::Count& node) const { add(node.event); }
  void operator()(const ast::Attest& node) const { add(node.name); }
  void operator()(const ast::Reference& node) const { add(node.name); }
  void operator()(const ast::AgeTest&) const {}
  void operator()(const ast::SexTest&) const {}
  void operator()(const ast::OtherTrial&) const {}
  void operator()(const ast::Unencoded&) const {}
};

struct Copy {
  using Node = ast::Expression::Node;

  static std::vector<ast::ExpressionPtr> all(const std::vector<ast::ExpressionPtr>& operands) {
    std::vector<ast::ExpressionPtr> made;
    made.reserve(operands.size());
    for (const auto& operand : operands) made.push_back(copy_of(*operand));
    return made;
  }
  Node operator()(const ast::And& node) const { return ast::And{all(node.operands)}; }
  Node operator()(const ast::Or& node) const { return ast::Or{all(node.operands)}; }
  Node operator()(const ast::AllOf& node) const { return ast::AllOf{all(node.operands)}; }
  Node operator()(const ast::AnyOf& node) const { return ast::AnyOf{all(node.operands)}; }
  Node operator()(const ast::AtLeast& node) const { return ast::AtLeast{node.count, all(node.operands)}; }
  Node operator()(const ast::Not& node) const { return ast::Not{copy_of(*node.operand), node.written_no}; }
  Node operator()(const ast::If& node) const {
    return ast::If{copy_of(*node.guard), copy_of(*node.then),
                   node.otherwise ? copy_of(*node.otherwise) : nullptr};
  }
  template <typename Leaf>
  Node operator()(const Leaf& leaf) const {
    return leaf;
  }
};

}  // namespace

void names_used(const ast::Expression& expression, std::map<std::string, int>& used) {
  std::visit(Collect{used}, expression.node);
}

ast::ExpressionPtr copy_of(const ast::Expression& expression) {
  auto made = std::make_unique<ast::Expression>();
  made->node = std::visit(Copy{}, expression.node);
  made->span = expression.span;
  return made;
}

}  // namespace eligo::grammar::registry
