// A line and what stands under it, as one criterion: a list as its stem means it, or left open where the stem
// or the end of the list is not certain. Internal to grammar/registry/. Tests: tests/draft/lines_test.cpp.
//
// How a list is meant and where it ends is read from words and layout elsewhere: stems, defining_stems,
// group_stems, list_ends, list_doubts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "grammar/registry/group_stems.hpp"
#include "grammar/registry/list_tree.hpp"
#include "grammar/registry/record_lines.hpp"
#include "grammar/registry/stems.hpp"

namespace eligo::grammar::registry {

// What stands in several lines and is one.
struct LineGroup {
  ast::ExpressionPtr expression;  // null: says nothing
  std::vector<std::uint32_t> members;
};

class ListReader {
 public:
  // `lines` must outlive this.
  ListReader(RecordLines& lines, const Lexicon& lexicon);

  // `i` with all that stands under it; `around`: what a heading says of it.
  LineGroup read(std::uint32_t i, const Around& around = {}) { return read(i, around, 0); }

 private:
  using Expr = ast::ExpressionPtr;
  using Lines = std::vector<std::uint32_t>;

  LineGroup read(std::uint32_t i, const Around& around, int depth);
  bool leads_to_limits(std::uint32_t i) const;
  LineGroup read_leading(std::uint32_t i);
  LineGroup read_alone(std::uint32_t i, const Around& around);

  // ---- left open
  void leave(std::uint32_t i, Lines& members);
  LineGroup left_open(std::uint32_t i);
  LineGroup left_in_doubt(std::uint32_t i);
  LineGroup open_until_end(std::uint32_t i, int depth);

  // ---- the list under a stem
  std::vector<const DraftLine*> drafts_of(const Lines& lines) const;
  std::size_t length_of_list(std::uint32_t stem) const;
  bool is_measured(std::uint32_t stem) const;
  LineGroup read_under(std::uint32_t i, const Stem& stem, const Around& around, int depth);
  LineGroup read_entry(std::uint32_t child, bool exclusion, const Stem& stem, const Around& inside,
                       int depth);
  std::optional<LineGroup> read_defined(std::uint32_t i, const Around& around, int depth);

  // ---- lists that are denied, asked of some only, or say what a word means
  std::optional<LineGroup> read_special(std::uint32_t i);
  std::optional<LineGroup> read_by_sex(std::uint32_t i);
  std::optional<ReadLine> read_named(std::uint32_t i, const GroupStem& stem);
  void take_entry(std::uint32_t child, const ast::Expression* guard);

  // ---- notes
  bool stands_over_notes(std::uint32_t i) const;
  LineGroup read_with_notes(std::uint32_t i, const Around& around, int depth);

  RecordLines& lines_;
  const Lexicon& lexicon_;
  ListTree tree_;
  std::vector<bool> in_doubt_;  // by line
};

// As a stem of this kind means them; null for none, and one stands for itself. `count`: of at_least.
ast::ExpressionPtr joined_as(Stem::Kind kind, std::size_t count, std::vector<ast::ExpressionPtr> operands);

}  // namespace eligo::grammar::registry
