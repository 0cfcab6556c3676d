// A source text and the places in it.
//
// Everything that is parsed keeps byte offsets into a Source; lines, columns and carets are computed here and
// nowhere else. Columns count code points, carets count terminal cells (tabs, wide and combining characters).
// A Source owns its text and must outlive every Span into it. Values are immutable: safe to share between
// threads. Tests: tests/grammar/source_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::grammar {

// Half-open range of bytes [begin, end) of one Source.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

// One-based position; `column` counts code points from the start of the line.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

class Source {
 public:
  // `name` is what messages call the text (a path, or "<expression>").
  Source(std::string name, std::string text);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  std::string_view slice(Span span) const;

  // Offsets past the end give the position after the last character.
  Position position(std::uint32_t offset) const;

  // The text of a line (one-based) without its line end.
  std::string_view line(std::uint32_t number) const;

  // The source line made safe for a terminal (tabs to spaces, control characters and bidi marks to visible
  // escapes) and, below it, a line with `^~~~` under the span's part of that line. Of a line of more than 120
  // terminal cells, what stands around the caret, with `…` where it is cut.
  struct Excerpt {
    std::string line;
    std::string caret;
  };
  Excerpt excerpt(Span span) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

}  // namespace eligo::grammar
