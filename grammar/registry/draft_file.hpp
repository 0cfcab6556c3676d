// The criteria that the lines of a record became, and the file that they make. Internal to grammar/registry/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "grammar/registry/draft.hpp"
#include "grammar/registry/new_facts.hpp"

namespace eligo::grammar::registry {

class DraftFile {
 public:
  // `lines`: how many criteria there are at most.
  DraftFile(NewFacts& facts, std::size_t lines) : facts_(facts) { criteria_.reserve(lines); }

  // Counts one more: `I3`, `E1`.
  std::string next_id(bool exclusion);

  // The criterion `id`, of the lines `members`; `line` is the first one as it stands in the text, `group` the
  // heading that restricts it, if any.
  void add(const std::string& id, const Line& line, const std::string& group,
           std::span<const std::uint32_t> members, ast::ExpressionPtr expression,
           std::vector<DraftLine>& lines);

  // The file, with what the registry's fields say, into `draft`; once.
  void finish(const Record& record, Draft& draft);

 private:
  ast::ExpressionPtr restricted(const std::string& group, ast::ExpressionPtr expression, bool exclusion);

  NewFacts& facts_;
  std::vector<ast::Criterion> criteria_;
  std::map<std::uint32_t, std::size_t> criterion_of_;  // by line
  std::size_t inclusions_ = 0;
  std::size_t exclusions_ = 0;
};

}  // namespace eligo::grammar::registry
