// Canonical text of expressions. Tested in tests/grammar/format_test.cpp.
#include "grammar/format.hpp"
#include "grammar/layout.hpp"
#include "grammar/phrases.hpp"

namespace eligo::grammar {
namespace {

using ast::Expression;

template <typename Node>
bool is(const Expression& expression) {
  return std::holds_alternative<Node>(expression.node);
}

bool is_chain(const Expression& expression) { return is<ast::And>(expression) || is<ast::Or>(expression); }

// Inside a chain, behind `not`, `then` and `else`: what would be read differently, or with effort, is put in
// parentheses.
bool wants_parentheses(const Expression& expression) {
  return is_chain(expression) || is<ast::If>(expression);
}

// ---------------------------------------------------------------- predicates as chunks

std::string spell(const ast::Duration& duration) {
  return duration.count.text + ' ' + std::string(phrases::of(duration.unit)) +
         (duration.count.text == "1" ? "" : "s");
}

std::string spell(const ast::AbsoluteLimit& limit) {
  return limit.unit.text.empty() ? limit.number.text : limit.number.text + ' ' + limit.unit.text;
}

void add_list(Chunks& chunks, const std::string& head, const std::vector<ast::Name>& names,
              std::string_view close, bool heads_line) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool last = i + 1 == names.size();
    std::string text = (i == 0 ? head : "") + grammar::spell(names[i]);
    text += last ? close : ",";
    chunks.push_back({std::move(text), i == 0 && heads_line});
  }
}

void add_except(Chunks& chunks, const ast::Subject& subject) {
  if (!subject.except.empty()) add_list(chunks, "except ", subject.except, "", true);
}

void add_names(Chunks& chunks, const std::string& head, const ast::Subject& subject) {
  if (subject.quantifier == ast::Subject::Quantifier::one) {
    chunks.push_back({head + grammar::spell(subject.names.front())});
  } else {
    add_list(chunks, head + std::string(phrases::of(subject.quantifier)) + " (", subject.names, ")", false);
  }
}

void add_subject(Chunks& chunks, const std::string& head, const ast::Subject& subject) {
  add_names(chunks, head, subject);
  add_except(chunks, subject);
}

struct TestText {
  std::string operator()(const ast::ComparisonTest& test) const {
    std::string text = std::string(phrases::of(test.comparator)) + ' ';
    if (const auto* limit = std::get_if<ast::AbsoluteLimit>(&test.limit)) return text + spell(*limit);
    const auto& normal = std::get<ast::NormalLimit>(test.limit);
    if (normal.multiple) text += normal.multiple->text + ' ';
    return text + (normal.side == ast::NormalSide::upper ? "ULN" : "LLN");
  }
  std::string operator()(const ast::RangeTest& test) const {
    return test.low.text + " to " + spell(ast::AbsoluteLimit{test.high, test.unit});
  }
  std::string operator()(const ast::NormalTest& test) const {
    return test.side == ast::NormalSide::upper ? "above normal" : "below normal";
  }
  std::string operator()(const ast::FindingTest& test) const {
    return std::string(phrases::of(test.finding));
  }
};

struct AddTiming {
  Chunks& chunks;
  void operator()(std::monostate) const {}
  void operator()(const ast::OnDay& timing) const {
    std::string head = "on day " + timing.day.text;
    if (timing.tolerance) head += " ± " + timing.tolerance->text;
    add_subject(chunks, head + " after ", timing.event);
  }
  void operator()(const ast::Consecutive& timing) const {
    chunks.push_back({"on " + timing.days.text + " consecutive days"});
  }
};

struct AddTime {
  Chunks& chunks;
  void operator()(std::monostate) const {}
  void operator()(const ast::WithinWindow& window) const {
    chunks.push_back({"within " + spell(window.length)});
  }
  void operator()(const ast::ActiveWithin& window) const {
    chunks.push_back({"active within " + spell(window.length)});
  }
  void operator()(const ast::AgoWindow& window) const {
    chunks.push_back({std::string(phrases::of(window.bound)) + ' ' + spell(window.length) + " ago"});
  }
  void operator()(const ast::OnOrAfter& window) const { add_subject(chunks, "on or after ", window.events); }
};

// Chunks of a predicate; empty for a connective.
struct PredicateChunks {
  Chunks operator()(const ast::Measurement& node) const {
    Chunks chunks;
    add_subject(chunks, node.selector ? std::string(phrases::of(*node.selector)) + ' ' : "", node.subject);
    std::visit(AddTiming{chunks}, node.timing);
    std::string test = std::visit(TestText{}, node.test);
    if (std::holds_alternative<std::monostate>(node.timing) && chunks.size() == 1) {
      chunks.back().text += ' ' + test;
    } else {
      chunks.push_back({std::move(test)});
    }
    if (node.fresh_within) chunks.push_back({"within " + spell(*node.fresh_within)});
    return chunks;
  }
  Chunks operator()(const ast::AgeTest& node) const {
    std::string text = "age ";
    if (node.comparator) text += std::string(phrases::of(*node.comparator)) + ' ';
    if (node.low)
      text += (node.low->unit == node.high.unit ? node.low->count.text : spell(*node.low)) + " to ";
    return {{text + spell(node.high)}};
  }
  Chunks operator()(const ast::SexTest& node) const { return {{std::string(phrases::of(node.sex))}}; }
  Chunks operator()(const ast::History& node) const {
    Chunks chunks;
    const bool event = node.kind == ast::HistoryKind::event;
    add_names(chunks, event ? "" : std::string(phrases::of(node.kind)) + ' ', node.subject);
    // `except` behind `on or after X` would belong to X.
    const bool except_first = std::holds_alternative<ast::OnOrAfter>(node.time);
    if (except_first) add_except(chunks, node.subject);
    for (const ast::Attribute& attribute : node.attributes) {
      std::string head = "with " + spell_word(attribute.name) + (attribute.other_than ? " other than " : " ");
      for (const ast::Name& value : attribute.values) {
        // Reserved elsewhere, `active` needs no back-ticks as a value.
        const std::string word = value.text == "active" ? value.text : grammar::spell(value);
        chunks.push_back({head + word + (&value == &attribute.values.back() ? "" : ",")});
        head.clear();
      }
    }
    if (node.response) chunks.push_back({std::string(phrases::of(*node.response))});
    std::visit(AddTime{chunks}, node.time);
    if (!except_first) add_except(chunks, node.subject);
    return chunks;
  }
  Chunks operator()(const ast::Since& node) const {
    Chunks chunks;
    std::string bound = node.low ? node.low->text + " to" : std::string(phrases::of(node.bound));
    chunks.push_back({bound + ' ' + spell(node.length)});
    add_subject(chunks,
                std::string("since ") + (node.first ? "first " : "") + (node.onset ? "onset of " : ""),
                node.event);
    return chunks;
  }
  Chunks operator()(const ast::Count& node) const {
    Chunks chunks;
    std::string bound = node.low ? node.low->text + " to" : std::string(phrases::of(node.bound));
    add_subject(chunks, bound + ' ' + node.number.text + ' ', node.event);
    if (node.within) chunks.push_back({"within " + spell(*node.within)});
    return chunks;
  }
  Chunks operator()(const ast::OtherTrial& node) const {
    return {{node.within ? "in another trial within " + spell(*node.within) : "in another trial"}};
  }
  Chunks operator()(const ast::Attest& node) const { return {{"attest " + grammar::spell(node.name)}}; }
  Chunks operator()(const ast::Unencoded& node) const { return {{"unencoded " + quote(node.text.text)}}; }
  Chunks operator()(const ast::Reference& node) const { return {{grammar::spell(node.name)}}; }
  template <typename Connective>
  Chunks operator()(const Connective&) const {
    return {};
  }
};

// ---------------------------------------------------------------- lists

// Whether the text of `expression` ends in a comma list, so that a comma behind it would be taken into that
// list.
bool ends_open(const Expression& expression) {
  const auto last = [](const Expression& operand) {
    return !wants_parentheses(operand) && ends_open(operand);
  };
  if (const auto* node = std::get_if<ast::And>(&expression.node)) return last(*node->operands.back());
  if (const auto* node = std::get_if<ast::Or>(&expression.node)) return last(*node->operands.back());
  if (const auto* node = std::get_if<ast::Not>(&expression.node)) return last(*node->operand);
  if (const auto* node = std::get_if<ast::If>(&expression.node))
    return last(node->otherwise ? *node->otherwise : *node->then);
  if (const auto* node = std::get_if<ast::Since>(&expression.node)) return !node->event.except.empty();
  if (const auto* node = std::get_if<ast::Count>(&expression.node))
    return !node->within && !node->event.except.empty();
  const auto* history = std::get_if<ast::History>(&expression.node);
  if (history == nullptr) return false;
  if (const auto* window = std::get_if<ast::OnOrAfter>(&history->time)) return !window->events.except.empty();
  if (!history->subject.except.empty()) return true;
  return !history->attributes.empty() && !history->response &&
         std::holds_alternative<std::monostate>(history->time);
}

struct ListText {
  std::string head;  // "any of "
  const std::vector<ast::ExpressionPtr>* items = nullptr;
};
ListText list_of(const Expression& expression) {
  if (const auto* node = std::get_if<ast::AnyOf>(&expression.node)) return {"any of ", &node->operands};
  if (const auto* node = std::get_if<ast::AllOf>(&expression.node)) return {"all of ", &node->operands};
  if (const auto* node = std::get_if<ast::AtLeast>(&expression.node))
    return {"at least " + node->count.text + " of ", &node->operands};
  return {};
}

// ---------------------------------------------------------------- on one line

std::string flat(const Expression& expression);

std::string flat_operand(const Expression& expression, bool parentheses) {
  return parentheses ? '(' + flat(expression) + ')' : flat(expression);
}

std::string flat_chain(const std::vector<ast::ExpressionPtr>& operands, const char* connective) {
  std::string text;
  for (const auto& operand : operands) {
    if (!text.empty()) text += connective;
    text += flat_operand(*operand, wants_parentheses(*operand));
  }
  return text;
}

std::string flat(const Expression& expression) {
  if (const auto* node = std::get_if<ast::And>(&expression.node)) return flat_chain(node->operands, " and ");
  if (const auto* node = std::get_if<ast::Or>(&expression.node)) return flat_chain(node->operands, " or ");
  if (const auto* node = std::get_if<ast::Not>(&expression.node)) {
    return (node->written_no ? "no " : "not ") +
           flat_operand(*node->operand, wants_parentheses(*node->operand));
  }
  if (const auto* node = std::get_if<ast::If>(&expression.node)) {
    std::string text =
        "if " + flat(*node->guard) + " then " + flat_operand(*node->then, wants_parentheses(*node->then));
    if (node->otherwise)
      text += " else " + flat_operand(*node->otherwise, wants_parentheses(*node->otherwise));
    return text;
  }
  if (const ListText list = list_of(expression); list.items != nullptr) {
    std::string text = list.head + '(';
    for (const auto& item : *list.items) {
      const bool last = &item == &list.items->back();
      text += flat_operand(*item, !last && ends_open(*item)) + (last ? "" : ", ");
    }
    return text + ')';
  }
  return join(std::visit(PredicateChunks{}, expression.node));
}

// ---------------------------------------------------------------- over several lines

// What surrounds an expression on its first and last line.
struct Frame {
  std::size_t indent = 0;
  std::string before;  // "and ", "not "
  std::string after;   // ","
};

void spread(Lines& lines, const Expression& expression, const Frame& frame);

void spread_operand(Lines& lines, const Expression& expression, bool parentheses, const Frame& frame) {
  if (!parentheses) return spread(lines, expression, frame);
  const std::string whole = frame.before + '(' + flat(expression) + ')' + frame.after;
  if (frame.indent + width_of(whole) <= kLineWidth) return lines.add(frame.indent, whole);
  lines.add(frame.indent, frame.before + '(');
  spread(lines, expression, {frame.indent + kIndent, "", ""});
  lines.add(frame.indent, ')' + frame.after);
}

void spread_chain(Lines& lines, const std::vector<ast::ExpressionPtr>& operands, const char* connective,
                  const Frame& frame) {
  for (const auto& operand : operands) {
    const bool last = &operand == &operands.back();
    const bool first = &operand == &operands.front();
    spread_operand(lines, *operand, wants_parentheses(*operand),
                   {frame.indent, first ? frame.before : connective, last ? frame.after : ""});
  }
}

void spread_if(Lines& lines, const ast::If& node, const Frame& frame) {
  spread(lines, *node.guard, {frame.indent, frame.before + "if ", ""});
  spread_operand(lines, *node.then, wants_parentheses(*node.then),
                 {frame.indent + kIndent, "then ", node.otherwise ? "" : frame.after});
  if (node.otherwise) {
    spread_operand(lines, *node.otherwise, wants_parentheses(*node.otherwise),
                   {frame.indent + kIndent, "else ", frame.after});
  }
}

void spread(Lines& lines, const Expression& expression, const Frame& frame) {
  const std::string whole = frame.before + flat(expression) + frame.after;
  if (frame.indent + width_of(whole) <= kLineWidth) return lines.add(frame.indent, whole);
  if (const auto* node = std::get_if<ast::And>(&expression.node))
    return spread_chain(lines, node->operands, "and ", frame);
  if (const auto* node = std::get_if<ast::Or>(&expression.node))
    return spread_chain(lines, node->operands, "or ", frame);
  if (const auto* node = std::get_if<ast::If>(&expression.node)) return spread_if(lines, *node, frame);
  if (const auto* node = std::get_if<ast::Not>(&expression.node)) {
    const char* word = node->written_no ? "no " : "not ";
    return spread_operand(lines, *node->operand, wants_parentheses(*node->operand),
                          {frame.indent, frame.before + word, frame.after});
  }
  if (const ListText list = list_of(expression); list.items != nullptr) {
    lines.add(frame.indent, frame.before + list.head + '(');
    for (const auto& item : *list.items) {
      const bool last = &item == &list.items->back();
      spread_operand(lines, *item, !last && ends_open(*item), {frame.indent + kIndent, "", last ? "" : ","});
    }
    return lines.add(frame.indent, ')' + frame.after);
  }
  Chunks chunks = std::visit(PredicateChunks{}, expression.node);
  chunks.front().text.insert(0, frame.before);
  chunks.back().text += frame.after;
  lines.add_wrapped(frame.indent, chunks);
}

}  // namespace

void layout(Lines& lines, const Expression& expression) {
  const auto chain = [&](const std::vector<ast::ExpressionPtr>& operands, const char* connective) {
    for (const auto& operand : operands) {
      lines.comments_before(kIndent, operand->comments);
      const bool first = &operand == &operands.front();
      spread_operand(lines, *operand, wants_parentheses(*operand), {kIndent, first ? "" : connective, ""});
      lines.comment_after(operand->comments);
    }
  };
  if (const auto* node = std::get_if<ast::And>(&expression.node)) return chain(node->operands, "and ");
  if (const auto* node = std::get_if<ast::Or>(&expression.node)) return chain(node->operands, "or ");
  lines.comments_before(kIndent, expression.comments);
  spread(lines, expression, {kIndent, "", ""});
  lines.comment_after(expression.comments);
}

std::string format(const ast::Expression& expression) { return flat(expression); }

}  // namespace eligo::grammar
