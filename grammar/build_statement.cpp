// Statements and the properties of concepts. See builder.hpp.
#include <algorithm>

#include "grammar/builder.hpp"

namespace eligo::grammar {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `C81` or `D45.1`: what may stand at either end of a range. LOINC's hyphen (777-3) joins digits, and is no
// range.
bool is_range_end(std::string_view code) {
  return !code.empty() && is_letter(code[0]) && std::any_of(code.begin(), code.end(), is_digit);
}

void once(bool given, Span span, const char* what) {
  if (given)
    throw SyntaxError{"E113", span, std::string("`") + what + "` is given twice", "leave one of them out"};
}

}  // namespace

ast::Name Builder::identifier(NodeIndex node) const {
  ast::Name result{.text = std::string(slice(node)), .span = span(node)};
  if (result.text.size() > kLongestName) {
    throw SyntaxError{"E106", result.span,
                      "id " + quoted(result.text) + " of " + std::to_string(result.text.size()) + " bytes",
                      "an id has at most 200"};
  }
  return result;
}

ast::Trial Builder::trial() const {
  ast::Trial result;
  result.span = span(0);
  result.id = identifier(1);
  result.title = text(2);
  result.unpublished = at(2).next < at(0).next;
  return result;
}

ast::Trial Builder::trial_head() const {
  ast::Trial result;
  for (NodeIndex node = 0; node < nodes_.size(); ++node) {
    if (at(node).tag == Tag::identifier) result.id = identifier(node);
    if (at(node).tag == Tag::text) result.title = text(node);
  }
  return result;
}

ast::Note Builder::note() const { return {.text = text(1), .comments = {}}; }

ast::Criterion Builder::criterion_head() const {
  ast::Criterion result;
  for (NodeIndex node = 0; node < nodes_.size(); ++node) {
    const std::string_view written = slice(node);
    if (at(node).tag == Tag::word) {
      result.kind = written[0] == 'i' ? ast::CriterionKind::inclusion : ast::CriterionKind::exclusion;
      result.head_span = span(node);
    } else if (at(node).tag == Tag::identifier) {
      result.id = identifier(node);
      result.head_span.end = at(node).end;
    } else if (at(node).tag == Tag::text) {
      result.label = text(node);
      break;
    }
  }
  return result;
}

ast::Criterion Builder::criterion() const {
  ast::Criterion result;
  const NodeIndex word = 1;
  result.kind = slice(word)[0] == 'i' ? ast::CriterionKind::inclusion : ast::CriterionKind::exclusion;
  result.id = identifier(word + 1);
  result.head_span = {at(word).begin, at(word + 1).end};
  result.span = span(0);
  result.label = text(word + 2);
  result.expression = expression(word + 3);
  attach_comments(*result.expression, &result.comments.after);
  return result;
}

ast::Define Builder::define() const {
  ast::Define result;
  result.span = span(0);
  result.name = name(1);
  result.expression = expression(2);
  attach_comments(*result.expression, &result.comments.after);
  return result;
}

ast::Concept Builder::concept_definition() const {
  using enum ast::ConceptKind;
  ast::Concept result;
  result.span = span(0);
  NodeIndex next = 1;
  result.extends = at(0).tag == Tag::extend;
  if (!result.extends) {
    const std::string_view kind = slice(next);
    result.kind = kind[0] == 'o'   ? observation
                  : kind[0] == 'd' ? drug_class
                  : kind[0] == 'v' ? value_set
                  : kind[0] == 'a' ? attestation
                  : kind[0] == 'm' ? medication
                  : kind[0] == 'p' ? procedure
                  : kind[0] == 'c' ? condition
                  : kind[1] == 'c' ? score
                                   : serology;
    next = at(next).next;
  }
  result.name = name(next);
  next = at(next).next;
  if (!result.extends) {
    result.phrase = text(next);
    next = at(next).next;
  }
  for (; next < at(0).next; next = at(next).next) add_property(result, next);
  for (const Span comment : recorder_.comments) {
    if (!begins_line(comment.begin) && result.comments.after.empty()) {
      result.comments.after = comment_text(comment);
    } else {
      result.comments.before.push_back(comment_text(comment));
    }
  }
  return result;
}

void Builder::add_property(ast::Concept& result, NodeIndex node) const {
  const auto add_names = [&](std::vector<ast::Name>& to) {
    for (ast::Name& added : names(node)) to.push_back(std::move(added));
  };
  switch (at(node).tag) {
    case Tag::property_unit:
      once(!result.unit.text.empty(), span(node), "unit");
      result.unit = unit(node + 1);
      break;
    case Tag::property_range:
      add_range(result, node);
      break;
    case Tag::molar_mass:
      once(result.molar_mass.has_value(), span(node), "molar mass");
      result.molar_mass = ast::AbsoluteLimit{number(node + 1), unit(node + 2)};
      break;
    case Tag::nucleic_acid:
      once(result.nucleic_acid, span(node), "nucleic acid");
      result.nucleic_acid = true;
      break;
    case Tag::under:
      add_names(result.parents);
      break;
    case Tag::members:
      add_names(result.members);
      break;
    case Tag::codes:
      add_codes(result.codes, node);
      break;
    case Tag::synonyms:
      for (const NodeIndex child : children(node)) result.synonyms.push_back(text(child));
      break;
    case Tag::type_of:
      add_type(result, node);
      break;
    default:
      result.notes.push_back({.text = text(node + 1), .comments = {}});
      break;
  }
}

void Builder::add_range(ast::Concept& result, NodeIndex node) const {
  once(result.range_low.has_value(), span(node), "range");
  if (at(node + 1).tag == Tag::property_open_range) {
    result.range_low = number(node + 2);
    return;
  }
  result.range_low = number(node + 1);
  result.range_high = number(node + 2);
  if (node + 3 < at(node).next) result.step = number(node + 4);
}

void Builder::add_codes(std::vector<ast::CodeRange>& codes, NodeIndex node) const {
  const NodeIndex system = node + 1;
  for (NodeIndex next = at(system).next; next < at(node).next; next = at(next).next) {
    const std::string_view written = slice(next);
    ast::CodeRange code{.system = {.text = std::string(slice(system)), .span = span(system)},
                        .first = std::string(written),
                        .last = {},
                        .span = span(next)};
    const std::size_t hyphen = written.find('-');
    if (hyphen != std::string_view::npos && is_range_end(written.substr(0, hyphen)) &&
        is_range_end(written.substr(hyphen + 1))) {
      code.first = std::string(written.substr(0, hyphen));
      code.last = std::string(written.substr(hyphen + 1));
    }
    codes.push_back(std::move(code));
  }
}

void Builder::add_type(ast::Concept& result, NodeIndex node) const {
  ast::TypeOf type{
      .name = name(node + 1), .phrase = text(node + 2), .codes = {}, .synonyms = {}, .span = span(node)};
  for (NodeIndex next = at(node + 2).next; next < at(node).next; next = at(next).next) {
    if (at(next).tag == Tag::codes) {
      add_codes(type.codes, next);
    } else {
      for (const NodeIndex child : children(next)) type.synonyms.push_back(text(child));
    }
  }
  result.types.push_back(std::move(type));
}

}  // namespace eligo::grammar
