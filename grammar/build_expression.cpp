// Connectives, and comments among operands. See builder.hpp.
#include <algorithm>

#include "grammar/builder.hpp"

namespace eligo::grammar {

ast::ExpressionPtr Builder::expression(NodeIndex node) const {
  // A chain of one operand, and a parenthesis, are what they hold.
  while ((at(node).tag == Tag::expression || at(node).tag == Tag::group) &&
         at(node + 1).next == at(node).next) {
    if (at(node).tag == Tag::group) {
      ast::ExpressionPtr inner = expression(node + 1);
      inner->span = span(node);
      return inner;
    }
    ++node;
  }
  auto result = std::make_unique<ast::Expression>();
  result->span = span(node);
  result->node = node_of(node);
  return result;
}

ast::Expression::Node Builder::node_of(NodeIndex node) const {
  switch (at(node).tag) {
    case Tag::expression:
      return chain(node);
    case Tag::not_:
      return ast::Not{expression(node + 1)};
    case Tag::no_:
      return absence(node);
    case Tag::if_:
      return conditional(node);
    case Tag::plain:
      return plain(node);
    case Tag::quantified:
      return quantified(node);
    case Tag::selected:
      return selected(node);
    case Tag::history:
      return history_predicate(node);
    case Tag::counted:
      return counted(node);
    case Tag::age:
      return age(node);
    case Tag::sex:
      return ast::SexTest{slice(node)[0] == 'f' ? ast::Sex::female : ast::Sex::male};
    case Tag::attest:
      return ast::Attest{name(node + 1)};
    case Tag::unencoded:
      return ast::Unencoded{text(node + 1)};
    default:
      break;
  }
  ast::OtherTrial result;
  if (node + 1 < at(node).next) result.within = duration_in(node + 1);
  return result;
}

ast::Expression::Node Builder::chain(NodeIndex node) const {
  const NodeIndex second = at(node + 1).next;
  const Tag connective = at(second).tag;
  std::vector<ast::ExpressionPtr> operands;
  operands.push_back(expression(node + 1));
  for (NodeIndex next = second; next < at(node).next; next = at(next).next) {
    if (at(next).tag != connective) mixed(node, next);
    operands.push_back(expression(next + 1));
  }
  if (connective == Tag::and_operand) return ast::And{std::move(operands)};
  return ast::Or{std::move(operands)};
}

namespace {

// At most `limit` bytes on one line.
std::string shortened(std::string_view text, std::size_t limit) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank) result += c;
    if (blank && !result.empty() && result.back() != ' ') result += ' ';
  }
  if (result.size() <= limit) return result;
  while (limit > 0 && (static_cast<unsigned char>(result[limit]) & 0xC0) == 0x80) --limit;
  return result.substr(0, limit) + "…";
}

}  // namespace

// Names both readings, with the operands as written.
void Builder::mixed(NodeIndex chain, NodeIndex odd) const {
  struct Operand {
    bool joined_by_and;
    std::string text;
  };
  std::vector<Operand> operands;
  for (const NodeIndex child : children(chain)) {
    const bool first = operands.empty();
    if (operands.size() == 4) {
      operands.push_back({operands.back().joined_by_and, "…"});
      break;
    }
    operands.push_back(
        {!first && at(child).tag == Tag::and_operand, shortened(slice(first ? child : child + 1), 32)});
  }
  const auto reading = [&](bool tight_and) {
    std::string result;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const bool joined = i > 0 && operands[i].joined_by_and == tight_and;
      const bool joins = i + 1 < operands.size() && operands[i + 1].joined_by_and == tight_and;
      if (i > 0) result += operands[i].joined_by_and ? " and " : " or ";
      if (joins && !joined) result += '(';
      result += operands[i].text;
      if (joined && !joins) result += ')';
    }
    return result;
  };
  const std::uint32_t begin = at(odd).begin;
  const std::uint32_t length = at(odd).tag == Tag::and_operand ? 3 : 2;
  throw SyntaxError{"E103",
                    {begin, begin + length},
                    "`and` is mixed with `or` without parentheses",
                    "write `" + reading(true) + "` or `" + reading(false) + '`'};
}

ast::Expression::Node Builder::absence(NodeIndex node) const {
  ast::ExpressionPtr operand = expression(node + 1);
  ast::Subject about;
  const auto from_list = [&](std::vector<ast::ExpressionPtr>& operands, ast::Subject::Quantifier quantifier) {
    const bool names_only = std::all_of(operands.begin(), operands.end(), [](const ast::ExpressionPtr& item) {
      return std::holds_alternative<ast::Reference>(item->node);
    });
    if (!names_only) return;
    about.quantifier = quantifier;
    for (const auto& item : operands)
      about.names.push_back(std::move(std::get<ast::Reference>(item->node).name));
  };
  // `no X` without a suffix asks for the event itself, `not X` for the definition of that name.
  if (auto* reference = std::get_if<ast::Reference>(&operand->node))
    about.names.push_back(std::move(reference->name));
  if (auto* any = std::get_if<ast::AnyOf>(&operand->node))
    from_list(any->operands, ast::Subject::Quantifier::any);
  if (auto* all = std::get_if<ast::AllOf>(&operand->node))
    from_list(all->operands, ast::Subject::Quantifier::all);
  if (!about.names.empty()) {
    about.span = operand->span;
    operand->node = ast::History{.kind = ast::HistoryKind::event,
                                 .subject = std::move(about),
                                 .attributes = {},
                                 .response = {},
                                 .time = {}};
  }
  return ast::Not{std::move(operand), true};
}

ast::Expression::Node Builder::conditional(NodeIndex node) const {
  const NodeIndex guard = node + 1;
  const NodeIndex then = at(guard).next;
  const NodeIndex otherwise = at(then).next;
  ast::If result{.guard = expression(guard), .then = expression(then), .otherwise = {}};
  if (otherwise < at(node).next) result.otherwise = expression(otherwise + 1);
  return result;
}

std::vector<ast::ExpressionPtr> Builder::list(NodeIndex node) const {
  std::vector<ast::ExpressionPtr> result;
  for (const NodeIndex child : children(node)) result.push_back(expression(child));
  return result;
}

// ---------------------------------------------------------------- comments

std::string Builder::comment_text(Span comment) const {
  std::string_view text = source_.slice(comment).substr(1);
  if (text.starts_with(' ')) text.remove_prefix(1);
  return std::string(text);
}

void Builder::attach_comments(ast::Expression& root, std::string* head_after) const {
  if (recorder_.comments.empty()) return;
  // The operands that the formatter puts on lines of their own.
  std::vector<ast::Expression*> operands;
  const auto take = [&](std::vector<ast::ExpressionPtr>& list) {
    for (const auto& operand : list) operands.push_back(operand.get());
  };
  if (auto* conjunction = std::get_if<ast::And>(&root.node)) take(conjunction->operands);
  if (auto* disjunction = std::get_if<ast::Or>(&root.node)) take(disjunction->operands);
  if (operands.empty()) operands.push_back(&root);

  for (const Span comment : recorder_.comments) {
    std::size_t begun = 0;  // operands that begin before the comment
    while (begun < operands.size() && operands[begun]->span.begin < comment.begin) ++begun;
    const std::size_t current = begun == 0 ? 0 : begun - 1;
    const bool behind = begun > 0 && comment.begin >= operands[current]->span.end;
    const std::size_t next = behind && begun < operands.size() ? begun : current;
    if (begins_line(comment.begin)) {
      operands[next]->comments.before.push_back(comment_text(comment));
      continue;
    }
    std::string* after = begun == 0 ? head_after : &operands[current]->comments.after;
    if (after != nullptr && after->empty()) {
      *after = comment_text(comment);
    } else {
      operands[current]->comments.before.push_back(comment_text(comment));
    }
  }
}

}  // namespace eligo::grammar
