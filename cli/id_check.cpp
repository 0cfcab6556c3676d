// See id_check.hpp.
#include "cli/id_check.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t named_ids = 10;
constexpr std::size_t named_lines = 5;  // of an id

}  // namespace

void IdCheck::add(const std::string& id, std::uint64_t line) {
  Seen& seen = seen_[id];
  if (++seen.rows == 1) {
    seen.line = line;
    return;
  }
  ++duplicates_.rows;
  if (seen.rows == 2) {
    ++duplicates_.ids;
    if (duplicates_.first.size() < named_ids) {
      duplicates_.first.push_back({id, {seen.line}});
      seen.named = duplicates_.first.size();
    }
  }
  if (seen.named == 0) return;
  auto& lines = duplicates_.first[seen.named - 1].lines;
  if (lines.size() < named_lines) lines.push_back(line);
}

}  // namespace eligo::cli
