// From the flat parse tree of one statement to its syntax tree.
//
// The rules accept any mixture of suffixes behind a name; here is decided what they make together (a
// measurement, a history, a count) and what does not belong. Throws SyntaxError. Tests:
// tests/grammar/parse_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/recorder.hpp"
#include "grammar/source.hpp"
#include "grammar/syntax_error.hpp"

namespace eligo::grammar {

using NodeIndex = std::uint32_t;

// In bytes; see parse.hpp.
inline constexpr std::size_t kLongestName = 200;
inline constexpr std::size_t kLongestString = 4000;

class Builder {
 public:
  Builder(const Source& source, const Recorder& recorder)
      : source_(source), nodes_(recorder.nodes), recorder_(recorder) {}

  ast::ExpressionPtr expression(NodeIndex node) const;

  // Statements; the tree's first node is the statement's.
  ast::Trial trial() const;
  ast::Note note() const;
  ast::Criterion criterion() const;

  // What was recorded of a head before an error; the id is empty if there was none.
  ast::Trial trial_head() const;
  ast::Criterion criterion_head() const;

  ast::Define define() const;
  ast::Concept concept_definition() const;

  // The comments among the tokens of an expression, given to its operands; `head_after` takes one that stands
  // on the line of the head.
  void attach_comments(ast::Expression& root, std::string* head_after) const;

  std::string comment_text(Span comment) const;

  // Whether only blanks stand before `offset` on its line.
  bool begins_line(std::uint32_t offset) const;

 private:
  struct Tail;
  struct Children;

  const Node& at(NodeIndex node) const { return nodes_[node]; }
  std::string_view slice(NodeIndex node) const { return source_.slice({at(node).begin, at(node).end}); }
  Span span(NodeIndex node) const { return {at(node).begin, at(node).end}; }
  Children children(NodeIndex node) const;
  NodeIndex only_child(NodeIndex node) const { return node + 1; }

  // build_parts.cpp
  ast::Name name(NodeIndex node) const;
  ast::Name identifier(NodeIndex node) const;
  ast::Number number(NodeIndex node) const;
  ast::Text text(NodeIndex node) const;
  ast::Unit unit(NodeIndex node) const;
  ast::Duration duration(NodeIndex number_node, NodeIndex unit_node) const;
  ast::Duration duration_in(NodeIndex node) const;  // of a node that holds a number and a time unit
  ast::Subject subject(NodeIndex& next, NodeIndex end) const;
  std::vector<ast::Name> names(NodeIndex node) const;
  ast::Attribute attribute(NodeIndex node) const;
  ast::OnDay on_day(NodeIndex node) const;
  ast::ComparisonTest comparison(NodeIndex node) const;
  ast::RangeTest range(NodeIndex node) const;

  // build_predicate.cpp
  Tail tail(NodeIndex first, NodeIndex end) const;
  void add_suffix(Tail& tail, NodeIndex node) const;
  void add_comparison(Tail& tail, NodeIndex node) const;
  ast::Expression::Node finish(std::optional<ast::Selector> selector, ast::Subject subject, Tail tail) const;
  ast::Expression::Node history(ast::HistoryKind kind, ast::Subject subject, Tail tail) const;
  ast::Expression::Node history_predicate(NodeIndex node) const;
  ast::Expression::Node age(NodeIndex node) const;
  ast::Expression::Node plain(NodeIndex node) const;
  ast::Expression::Node selected(NodeIndex node) const;
  ast::Expression::Node quantified(NodeIndex node) const;
  ast::Expression::Node counted(NodeIndex node) const;
  ast::Expression::Node since(NodeIndex node, NodeIndex bound) const;
  ast::Expression::Node count(NodeIndex node, NodeIndex bound) const;

  // build_expression.cpp
  ast::Expression::Node node_of(NodeIndex node) const;
  ast::Expression::Node chain(NodeIndex node) const;
  ast::Expression::Node absence(NodeIndex node) const;
  ast::Expression::Node conditional(NodeIndex node) const;
  std::vector<ast::ExpressionPtr> list(NodeIndex node) const;
  [[noreturn]] void mixed(NodeIndex chain, NodeIndex odd) const;

  // build_statement.cpp
  void add_property(ast::Concept& result, NodeIndex node) const;
  void add_range(ast::Concept& result, NodeIndex node) const;
  void add_type(ast::Concept& result, NodeIndex node) const;
  void add_codes(std::vector<ast::CodeRange>& codes, NodeIndex node) const;

  const Source& source_;
  const std::vector<Node>& nodes_;
  const Recorder& recorder_;
};

// The nodes directly inside a node.
struct Builder::Children {
  struct Iterator {
    const Node* nodes;
    NodeIndex index;
    NodeIndex operator*() const { return index; }
    Iterator& operator++() {
      index = nodes[index].next;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index < other.index; }
  };
  const Node* nodes;
  NodeIndex first;
  NodeIndex last;
  Iterator begin() const { return {nodes, first}; }
  Iterator end() const { return {nodes, last}; }
};
inline Builder::Children Builder::children(NodeIndex node) const {
  return {nodes_.data(), node + 1, at(node).next};
}

}  // namespace eligo::grammar
