// Which lines of a record stand under which. Internal to grammar/registry/. Built once a record, in linear
// time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "grammar/registry/draft.hpp"
#include "grammar/registry/lines.hpp"

namespace eligo::grammar::registry {

class ListTree {
 public:
  ListTree() = default;
  // One draft a line; both must outlive this.
  ListTree(std::span<const Line> lines, std::span<const DraftLine> drafts)
      : children_(lines.size()), above_(lines.size()) {
    std::size_t first = 0;  // of those that stand under none, in the section of the line
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
      if (i > 0 && lines[i].section != lines[i - 1].section) first = tops_.size();
      above_[i] = {first, tops_.size()};
      if (lines[i].parent)
        children_[*lines[i].parent].push_back(i);
      else
        tops_.push_back(&drafts[i]);
    }
  }

  // The lines directly under this one, in order.
  const std::vector<std::uint32_t>& children(std::uint32_t line) const { return children_[line]; }

  // The lines in front of this one, of its section without a break, that stand under none.
  std::span<const DraftLine* const> above(std::uint32_t line) const {
    return std::span(tops_).subspan(above_[line].first, above_[line].last - above_[line].first);
  }

 private:
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  std::vector<std::vector<std::uint32_t>> children_;
  std::vector<const DraftLine*> tops_;
  std::vector<Range> above_;
};

}  // namespace eligo::grammar::registry
