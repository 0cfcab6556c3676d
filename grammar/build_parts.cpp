// Names, numbers, durations and the other parts that predicates share. See builder.hpp.
#include "grammar/builder.hpp"
#include "grammar/unicode.hpp"
#include "grammar/words.hpp"

namespace eligo::grammar {
namespace {

// Words joined by one space; comments between the words are left out.
std::string joined(std::string_view text, bool comments) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t blanks = blank_length(text.substr(i));
    if (blanks > 0) {
      if (!result.empty() && result.back() != ' ') result += ' ';
      i += blanks;
    } else if (comments && text[i] == '#') {
      i = std::min(text.find('\n', i), text.size());
    } else {
      result += text[i++];
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

// Most names are one run of ASCII words with single spaces, and need no joining.
bool is_plain(std::string_view text) {
  char last = ' ';
  for (const char c : text) {
    if (static_cast<signed char>(c) < ' ' || c == '#' || (c == ' ' && last == ' ')) return false;
    last = c;
  }
  return last != ' ';
}

}  // namespace

bool Builder::begins_line(std::uint32_t offset) const {
  const std::string_view text = source_.text();
  while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t')) --offset;
  return offset == 0 || text[offset - 1] == '\n';
}

ast::Name Builder::name(NodeIndex node) const {
  std::string_view written = slice(node);
  ast::Name result{.text = {}, .span = span(node)};
  if (!written.empty() && written[0] == '`') {
    written = written.substr(1, written.size() - 2);
    result.quoted = true;
  }
  result.text = is_plain(written) ? std::string(written) : joined(written, !result.quoted);
  if (result.text.size() > kLongestName) {
    throw SyntaxError{"E106", result.span,
                      "name " + quoted(result.text) + " of " + std::to_string(result.text.size()) + " bytes",
                      "a name has at most 200"};
  }
  return result;
}

ast::Number Builder::number(NodeIndex node) const { return {std::string(slice(node)), span(node)}; }

ast::Text Builder::text(NodeIndex node) const {
  const std::string_view written = slice(node).substr(1, slice(node).size() - 2);
  ast::Text result{.text = {}, .span = span(node)};
  result.text.reserve(written.size());
  for (std::string_view rest = written;;) {
    const std::size_t escape = rest.find('\\');
    result.text += rest.substr(0, escape);
    if (escape == std::string_view::npos) break;
    result.text += rest[escape + 1];
    rest.remove_prefix(escape + 2);
  }
  if (result.text.size() > kLongestString) {
    throw SyntaxError{
        "E106", result.span,
        "string " + quoted(result.text) + " of " + std::to_string(result.text.size()) + " bytes",
        "a string has at most 4000"};
  }
  return result;
}

ast::Unit Builder::unit(NodeIndex node) const {
  ast::Unit result{std::string(slice(node)), span(node)};
  if (result.text.size() > kLongestName) {
    throw SyntaxError{"E106", result.span,
                      "unit " + quoted(result.text) + " of " + std::to_string(result.text.size()) + " bytes",
                      "a unit has at most 200"};
  }
  return result;
}

ast::Duration Builder::duration(NodeIndex number_node, NodeIndex unit_node) const {
  ast::Duration result{.count = number(number_node), .span = {at(number_node).begin, at(unit_node).end}};
  switch (slice(unit_node)[0]) {
    case 'd':
      result.unit = ast::TimeUnit::day;
      break;
    case 'w':
      result.unit = ast::TimeUnit::week;
      break;
    case 'm':
      result.unit = ast::TimeUnit::month;
      break;
    default:
      result.unit = ast::TimeUnit::year;
      break;
  }
  return result;
}

ast::Duration Builder::duration_in(NodeIndex node) const { return duration(node + 1, node + 2); }

std::vector<ast::Name> Builder::names(NodeIndex node) const {
  std::vector<ast::Name> result;
  for (const NodeIndex child : children(node)) {
    if (at(child).tag == Tag::name) result.push_back(name(child));
  }
  return result;
}

// Reads a subject and the `except` behind it; `next` moves past both.
ast::Subject Builder::subject(NodeIndex& next, NodeIndex end) const {
  ast::Subject result;
  const NodeIndex node = next;
  result.span = span(node);
  if (at(node).tag == Tag::name) {
    result.names.push_back(name(node));
  } else {
    const bool any = at(node).tag == Tag::subject_any;
    result.quantifier = any ? ast::Subject::Quantifier::any : ast::Subject::Quantifier::all;
    result.names = names(node);
  }
  next = at(node).next;
  if (next < end && at(next).tag == Tag::except) {
    result.except = names(next);
    result.span.end = at(next).end;
    next = at(next).next;
  }
  return result;
}

ast::Attribute Builder::attribute(NodeIndex node) const {
  ast::Attribute result{.name = name(node + 1), .values = {}, .span = span(node)};
  for (NodeIndex i = at(node + 1).next; i < at(node).next; i = at(i).next) {
    if (at(i).tag == Tag::other_than) result.other_than = true;
    if (at(i).tag == Tag::name) result.values.push_back(name(i));
  }
  return result;
}

ast::OnDay Builder::on_day(NodeIndex node) const {
  NodeIndex next = node + 1;
  ast::OnDay result{.day = number(next), .tolerance = {}, .event = {}, .span = span(node)};
  next = at(next).next;
  if (at(next).tag == Tag::tolerance) {
    const NodeIndex behind = at(next + 1).next;
    if (behind < at(next).next && slice(behind)[0] != 'd') {
      throw SyntaxError{"E112", span(behind), "a visit window is counted in days",
                        "write `on day 7 ± 2 after …`"};
    }
    result.tolerance = number(next + 1);
    next = at(next).next;
  }
  result.event = subject(next, at(node).next);
  return result;
}

ast::ComparisonTest Builder::comparison(NodeIndex node) const {
  ast::ComparisonTest result;
  NodeIndex next = node + 1;
  const std::string_view sign = slice(next);
  using enum ast::Comparator;
  switch (sign[0]) {
    case '<':
      result.comparator = sign.size() > 1 ? less_equal : less;
      break;
    case '>':
      result.comparator = sign.size() > 1 ? greater_equal : greater;
      break;
    case '=':
    case 'e':
      result.comparator = equal;
      break;
    case 'm':
      result.comparator = greater;
      break;
    case 'l':
      result.comparator = less;
      break;
    case 'a':
      result.comparator = sign.ends_with("least") ? greater_equal : less_equal;
      break;
    default:
      result.comparator = sign.ends_with("\xA4") ? less_equal : greater_equal;
      break;
  }
  next = at(next).next;
  if (next >= at(node).next) return result;  // an age: its limit is no part of the node
  std::optional<ast::Number> value;
  if (at(next).tag == Tag::number) {
    value = number(next);
    next = at(next).next;
  }
  if (next < at(node).next && at(next).tag == Tag::normal_limit) {
    const auto side = slice(next)[0] == 'U' ? ast::NormalSide::upper : ast::NormalSide::lower;
    result.limit = ast::NormalLimit{std::move(value), side};
  } else {
    ast::AbsoluteLimit limit{.number = std::move(*value), .unit = {}};
    if (next < at(node).next && at(next).tag == Tag::unit) limit.unit = unit(next);
    result.limit = std::move(limit);
  }
  return result;
}

ast::RangeTest Builder::range(NodeIndex node) const {
  ast::RangeTest result{.low = number(node + 1), .high = number(node + 2), .unit = {}};
  if (node + 3 < at(node).next) result.unit = unit(node + 3);
  return result;
}

}  // namespace eligo::grammar
