// Widths and wrapping. See layout.hpp.
#include "cli/layout.hpp"

#include <algorithm>

#include "grammar/unicode.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t narrowest_text = 12;

struct Cell {
  std::string_view bytes;
  std::size_t width = 0;
};

Cell cell_at(std::string_view text, std::size_t at) {
  const grammar::CodePoint code_point = grammar::decode(text, at);
  const int width = code_point.valid ? grammar::cell_width(code_point.value) : 1;
  return {text.substr(at, std::max<std::size_t>(code_point.length, 1)),
          static_cast<std::size_t>(std::max(width, 0))};
}

// Bytes of the longest beginning of `text` that takes at most `width` cells; marks stay with their letter.
std::size_t fitting_prefix(std::string_view text, std::size_t width) {
  std::size_t at = 0;
  std::size_t used = 0;
  while (at < text.size()) {
    const Cell cell = cell_at(text, at);
    if (used + cell.width > width) break;
    used += cell.width;
    at += cell.bytes.size();
  }
  return at;
}

// Where the longest end of `text` begins that takes at most `width` cells.
std::size_t fitting_suffix(std::string_view text, std::size_t width) {
  std::size_t left = display_width(text);
  std::size_t at = 0;
  while (at < text.size() && left > width) {
    const Cell cell = cell_at(text, at);
    left -= cell.width;
    at += cell.bytes.size();
  }
  while (at < text.size() && cell_at(text, at).width == 0) at += cell_at(text, at).bytes.size();
  return at;
}

// Takes the next line off `text`.
std::string take_line(std::string_view& text, std::size_t width) {
  const std::size_t fits = fitting_prefix(text, width);
  if (fits == text.size()) {
    std::string line(text);
    text = {};
    return line;
  }
  std::size_t end = text[fits] == ' ' ? fits : text.substr(0, fits).rfind(' ');
  if (end == std::string_view::npos || end == 0) end = std::max(fits, cell_at(text, 0).bytes.size());
  std::string line(text.substr(0, end));
  text.remove_prefix(end);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Cell cell = cell_at(text, at);
    width += cell.width;
    at += cell.bytes.size();
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string shortened(std::string_view text, std::size_t width, std::string_view mark) {
  if (display_width(text) <= width) return std::string(text);
  const std::size_t kept = width - std::min(width, display_width(mark));
  const std::size_t head = fitting_prefix(text, (kept + 1) / 2);
  const std::size_t tail = fitting_suffix(text, kept / 2);
  return std::string(text.substr(0, head)) + std::string(mark) + std::string(text.substr(tail));
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  do {
    lines.push_back(take_line(text, width));
  } while (!text.empty());
  return lines;
}

std::string hanging(std::string_view prefix, std::size_t prefix_width, std::string_view text,
                    std::size_t width) {
  return hanging(prefix, prefix_width, std::string(prefix_width, ' '), text, width);
}

std::string hanging(std::string_view prefix, std::size_t prefix_width, std::string_view hang,
                    std::string_view text, std::size_t width) {
  const auto room = [width](std::size_t used) {
    return std::max(width - std::min(width, used), narrowest_text);
  };
  std::string out = std::string(prefix) + take_line(text, room(prefix_width)) + '\n';
  const std::size_t hang_room = room(display_width(hang));
  while (!text.empty()) out += std::string(hang) + take_line(text, hang_room) + '\n';
  return out;
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace eligo::cli
