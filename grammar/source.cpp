// Lines, columns and carets, computed from byte offsets. Tested in tests/grammar/source_test.cpp.
#include "grammar/source.hpp"

#include <algorithm>

#include "grammar/unicode.hpp"

namespace eligo::grammar {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Texts above 4 GiB cannot be addressed by a Span; the parser refuses far smaller ones.
constexpr std::size_t kAddressable = 0xFFFFFFF0;

// A tab is shown up to the next multiple of this many cells.
constexpr std::size_t kTab = 8;

// Cells of an excerpt at most, and how many of them at least lie behind the caret's first if there is text.
constexpr std::size_t kWidest = 120;
constexpr std::size_t kAhead = 40;
constexpr std::string_view kCut = "…";

struct Shown {
  std::string text;
  std::size_t cells;
};

Shown show(const CodePoint& point, std::string_view bytes, std::size_t cell) {
  if (!point.valid) {
    std::string escape = visible_escape(point.value);
    escape.replace(1, 4, "0x");  // <U+00FF> -> <0xFF>
    return {escape, escape.size()};
  }
  if (point.value == '\t') {
    const std::size_t width = kTab - cell % kTab;
    return {std::string(width, ' '), width};
  }
  if (is_unsafe(point.value)) {
    std::string escape = visible_escape(point.value);
    const std::size_t width = escape.size();
    return {std::move(escape), width};
  }
  return {std::string(bytes), static_cast<std::size_t>(cell_width(point.value))};
}

}  // namespace

Source::Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(0);
  const std::size_t size = std::min(text_.size(), kAddressable);
  for (std::size_t at = text_.find('\n'); at < size; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

std::string_view Source::slice(Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, text_.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text_.size());
  return std::string_view(text_).substr(begin, end - begin);
}

Position Source::position(std::uint32_t offset) const {
  const auto limit = static_cast<std::uint32_t>(std::min(text_.size(), kAddressable));
  offset = std::min(offset, limit);
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line_number = static_cast<std::uint32_t>(after - line_starts_.begin());
  std::size_t at = *std::prev(after);
  if (at == 0 && text_.starts_with(kByteOrderMark)) at = std::min<std::size_t>(kByteOrderMark.size(), offset);
  std::uint32_t column = 1;
  while (at < offset) {
    const CodePoint point = decode(text_, at);
    if (at + point.length > offset) break;
    at += point.length;
    ++column;
  }
  return {line_number, column};
}

std::string_view Source::line(std::uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[number - 1];
  std::size_t end = number < line_starts_.size() ? line_starts_[number] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

Source::Excerpt Source::excerpt(Span span) const {
  const std::uint32_t number = position(span.begin).line;
  const std::string_view text = line(number);
  const std::size_t line_begin = line_starts_[number - 1];
  const std::size_t text_begin =
      line_begin == 0 && text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;

  // The cells that the caret line marks, and how long the line is, as far as that matters.
  std::size_t cells = 0;
  std::size_t first = std::string::npos;
  std::size_t last = 0;
  for (std::size_t at = text_begin; at < text.size();) {
    const CodePoint point = decode(text, at);
    const std::size_t width = show(point, text.substr(at, point.length), cells).cells;
    const std::size_t offset = line_begin + at;
    if (offset + point.length > span.begin && first == std::string::npos) first = cells;
    if (offset < span.end && offset + point.length > span.begin) last = cells + width;
    cells += width;
    at += point.length;
    if (first != std::string::npos && cells > first + kWidest) break;
  }
  if (first == std::string::npos) first = cells;

  const std::size_t from =
      first < kWidest - kAhead || cells <= kWidest ? 0 : std::min(first - kWidest / 2, cells - kWidest);
  const bool cut_behind = cells > from + kWidest;
  const std::size_t text_from = from == 0 ? 0 : from + 1;
  const std::size_t text_to = cut_behind ? from + kWidest - 1 : cells;
  Excerpt result;
  if (from > 0) result.line = kCut;
  bool begun = from == 0;
  std::size_t cell = 0;
  for (std::size_t at = text_begin; at < text.size() && cell < text_to;) {
    const CodePoint point = decode(text, at);
    const Shown shown = show(point, text.substr(at, point.length), cell);
    // A mark whose letter was cut off goes with it.
    const bool inside = begun || (cell >= text_from && shown.cells > 0);
    if (inside && !begun) result.line.append(cell - text_from, ' ');
    if (inside && cell + shown.cells <= text_to) result.line += shown.text;
    begun = inside;
    cell += shown.cells;
    at += point.length;
  }
  if (cut_behind) result.line += kCut;

  last = std::min(last, from + kWidest);
  result.caret = std::string(first - from, ' ') + '^';
  if (last > first + 1) result.caret += std::string(last - first - 1, '~');
  return result;
}

}  // namespace eligo::grammar
