#include "grammar/statements.hpp"

#include <algorithm>
#include <utility>

#include "grammar/scan.hpp"

namespace eligo::grammar {
namespace {

// `inclusoin 4 "label"`: a word, an id and a string are the head of a criterion whose keyword is misspelt.
// Indented, it must be near a keyword; at the margin any word will do.
bool looks_like_statement(std::string_view line, bool indented) {
  const std::size_t word = word_length(line);
  if (word == 0 || is_property_word(line.substr(0, word))) return false;
  if (ends_name(line.substr(0, word), line.substr(word))) return false;  // `and unencoded "…"`
  std::string_view rest = line.substr(word);
  const std::size_t blanks = blank_length(rest);
  if (blanks == 0) return false;
  rest.remove_prefix(blanks);
  const std::size_t id = scan::identifier(rest);
  if (id == 0) return false;
  rest.remove_prefix(id);
  rest.remove_prefix(blank_length(rest));
  if (!rest.starts_with('"')) return false;
  return !indented || !nearest_statement_word(line.substr(0, word)).empty();
}

}  // namespace

Statements split_statements(const Source& source) {
  const std::string_view text = source.text();
  Statements result;
  std::vector<Span> comments;
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < text.size()) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    const std::string_view whole = text.substr(at, line_end - at);
    const std::size_t indent = blank_length(whole);
    std::string_view line = whole.substr(indent);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
      line.remove_suffix(1);
    const auto begin = static_cast<std::uint32_t>(at + indent);
    const auto end = static_cast<std::uint32_t>(at + indent + line.size());
    at = line_end + 1;
    if (line.empty()) {
      if (result.list.empty() && result.head_comments.empty())
        result.head_comments = std::exchange(comments, {});
      continue;
    }
    if (line[0] == '#') {
      comments.push_back({begin, end});
      continue;
    }
    const StatementWord* word = statement_at(line);
    const bool in_concept = !result.list.empty() && result.list.back().word != nullptr &&
                            result.list.back().word->defines_concept;
    const bool own_note = word != nullptr && word->first == "note" && in_concept;
    const bool starts = result.list.empty() || (word != nullptr && !own_note) ||
                        (word == nullptr && looks_like_statement(line, indent > 0));
    if (starts) {
      result.list.push_back({word, {begin, end}, std::move(comments)});
      comments.clear();
    } else {
      // Comment lines that turn out to be inside the statement are found again when it is parsed.
      result.list.back().span.end = end;
      comments.clear();
    }
  }
  result.trailing_comments = std::move(comments);
  if (result.list.empty()) {
    // A file of comments only has one block.
    result.trailing_comments.insert(result.trailing_comments.begin(), result.head_comments.begin(),
                                    result.head_comments.end());
    result.head_comments.clear();
  }
  return result;
}

}  // namespace eligo::grammar
