// The lines of a record, and what each has become so far. Internal to grammar/registry/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/registry/clean_text.hpp"
#include "grammar/registry/draft.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/lines.hpp"

namespace eligo::grammar::registry {

class RecordLines {
 public:
  // `lexicon` and `facts` must outlive this.
  RecordLines(const Record& record, const Lexicon& lexicon, NewFacts& facts);
  RecordLines(const RecordLines&) = delete;  // the reader and the tokens point into the text
  RecordLines& operator=(const RecordLines&) = delete;
  RecordLines(RecordLines&&) = delete;
  RecordLines& operator=(RecordLines&&) = delete;
  ~RecordLines() = default;

  // ---- as they stand in the text
  std::uint32_t size() const { return static_cast<std::uint32_t>(lines_.size()); }
  const Line& line(std::uint32_t i) const { return lines_[i]; }
  const std::vector<Line>& lines() const { return lines_; }
  const std::vector<Tokens>& tokens() const { return tokens_; }
  std::string_view all_text() const { return clean_.text; }
  bool is_exclusion(std::uint32_t i) const { return lines_[i].section == Section::exclusion; }
  std::string_view words(std::uint32_t i) const {
    return std::string_view(clean_.text).substr(lines_[i].begin, lines_[i].end - lines_[i].begin);
  }
  // No bullet and no indentation in front of the line.
  bool is_flat(std::uint32_t i) const;
  // How far from the left the line begins.
  std::size_t column(std::uint32_t i) const;
  // The heading without its colon; empty where there is none.
  std::string heading_text(const std::optional<std::uint32_t>& heading) const;

  // ---- readings; they change nothing of the line
  ReadLine read(std::uint32_t i, bool exclusion, const Around& around);
  // What the first bytes of a line among inclusions name; what is behind them only leads to a list.
  ReadLine read_front(std::uint32_t i, std::size_t bytes);
  // What a stem names of which its list gives examples.
  ReadLine read_general(std::uint32_t i);
  ReadLine donor_of_kind(std::uint32_t i, std::string_view kind);
  // Whether the line has a reading together with the words around it.
  bool reads_with(std::uint32_t i, bool exclusion, const Around& around);

  // ---- what they became
  std::vector<DraftLine>& drafts() { return drafts_; }
  const std::vector<DraftLine>& drafts() const { return drafts_; }
  const DraftLine& draft(std::uint32_t i) const { return drafts_[i]; }
  const std::string& text(std::uint32_t i) const { return drafts_[i].text; }
  void take(std::uint32_t i, ReadLine read);
  void leave_open(std::uint32_t i);
  void make_no_op(std::uint32_t i);
  void note(std::uint32_t i, std::string_view words) { drafts_[i].notes.emplace_back(words); }
  // The comparisons of the line together with the words around it.
  void compare_with(std::uint32_t i, const Around& around);

  // Its expression once more; null where it has none.
  ast::ExpressionPtr expression(std::uint32_t i) const;
  // The text of these lines, as nothing but text.
  ast::ExpressionPtr unencoded(const std::vector<std::uint32_t>& members) const;

 private:
  bool is_sound_abnormality(std::uint32_t i, const ReadLine& read) const;
  DraftLine begin_draft(const Line& line);

  const Lexicon& lexicon_;
  CleanText clean_;
  std::vector<Line> lines_;
  std::vector<Tokens> tokens_;  // of each line
  std::vector<DraftLine> drafts_;
  LineReader reader_;
};

}  // namespace eligo::grammar::registry
