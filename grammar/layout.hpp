// Lines of canonical text: widths, wrapping, comments. Used by format*.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.hpp"

namespace eligo::grammar {

inline constexpr std::size_t kLineWidth = 100;
inline constexpr std::size_t kIndent = 4;

// A piece of a predicate or a property; a line may be broken in front of it.
struct Chunk {
  std::string text;
  bool heads_line = false;  // if there must be a break at all, then here
};
using Chunks = std::vector<Chunk>;

std::string join(const Chunks& chunks);
std::size_t width_of(std::string_view text);

std::string quote(std::string_view text);       // "…" with escapes
std::string spell(const ast::Name& name);       // bare or in back-ticks
std::string spell_word(const ast::Name& name);  // the same where a single word is wanted

class Lines {
 public:
  void add(std::size_t indent, std::string_view text);
  void add_wrapped(std::size_t indent, const Chunks& chunks);
  void comments_before(std::size_t indent, const ast::Comments& comments);
  void comment_after(const ast::Comments& comments);  // behind the last line
  void blank();                                       // unless there is one, or nothing yet
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// format_expression.cpp: an expression over as many lines as it needs, top-level operands on lines of their
// own.
void layout(Lines& lines, const ast::Expression& expression);

}  // namespace eligo::grammar
