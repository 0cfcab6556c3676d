// The parse tree of one statement, in one flat array.
//
// PEGTL's own parse_tree makes a heap node for every rule it tries; here a rule with a tag writes one Node
// when it begins, and what it wrote is dropped again if it fails. Nodes stand in the order of the text, each
// before its children; `next` is where the node's subtree ends. Filled by parse.cpp, read by the builder.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/source.hpp"

namespace eligo::grammar {

enum class Tag : std::uint8_t {
  // tokens
  name,
  number,
  text,
  unit,
  time_unit,
  comparator,
  identifier,
  code,
  word,
  // connectives
  expression,
  and_operand,
  or_operand,
  not_,
  no_,
  group,
  if_,
  else_branch,
  list_any,
  list_all,
  counted_list,
  // predicates
  age,
  sex,
  attest,
  unencoded,
  other_trial,
  history,
  counted,
  selected,
  plain,
  quantified,
  // parts of predicates
  selector,
  bound,
  since,
  count,
  onset,
  first,
  subject_any,
  subject_all,
  except,
  attribute,
  other_than,
  within,
  active_within,
  on_or_after,
  on_day,
  tolerance,
  consecutive,
  response,
  finding,
  normal,
  comparison,
  range,
  normal_limit,
  ago,
  // statements
  trial,
  unpublished,
  note,
  criterion,
  define,
  concept_,
  extend,
  concept_kind,
  property_unit,
  property_range,
  property_step,
  property_open_range,
  molar_mass,
  nucleic_acid,
  under,
  members,
  codes,
  synonyms,
  type_of,
};

struct Node {
  Tag tag;
  std::uint32_t begin;  // offsets into the Source
  std::uint32_t end;
  std::uint32_t next;  // index of the first node that is not inside this one
};

struct Recorder {
  const char* text = nullptr;  // start of the Source's text
  std::vector<Node> nodes;
  std::vector<Span> comments;   // in order; each once, however often the parser passes it
  std::uint32_t token_end = 0;  // end of the last token, before the blanks behind it
  std::uint64_t rules_tried = 0;
  std::vector<std::uint32_t> operands;  // where those begin that are being read, outermost first

  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - text); }
  void clear() {
    nodes.clear();
    comments.clear();
    operands.clear();
    token_end = 0;
  }
};

}  // namespace eligo::grammar
