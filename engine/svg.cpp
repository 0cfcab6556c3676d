// See svg.hpp.
#include "engine/svg.hpp"

#include <algorithm>
#include <cstdio>

#include "patients/record_reader.hpp"

namespace eligo::engine {

namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

// Bytes of the first `count` characters.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (is_continuation(text[at])) continue;
    if (count == 0) break;
    --count;
  }
  return at;
}

std::string attribute(std::string_view name, double value) {
  return " " + std::string(name) + "=\"" + number(value) + "\"";
}

std::string tip_of(std::string_view tip) {
  return tip.empty() ? "" : "<title>" + escape_xml(tip) + "</title>";
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string out;
  for (const char c : patients::printable(text)) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\'') {
      out += "&#39;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string number(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.2f", value);
  std::string text = buffer;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

double text_width(std::string_view text, double size) {
  double width = 0;
  for (const char c : text) {
    if (is_continuation(c)) continue;
    const bool narrow = std::string_view("iljtfI.,:;'|()[] ").find(c) != std::string_view::npos;
    const bool wide =
        (c >= 'A' && c <= 'Z') || c == 'm' || c == 'w' || static_cast<unsigned char>(c) >= 0x80U;
    const bool full = static_cast<unsigned char>(c) >= 0xE3U;  // ideographs and beyond
    width += full ? 1.0 : narrow ? 0.32 : wide ? 0.72 : 0.56;
  }
  return width * size;
}

std::string shortened(std::string_view text, std::size_t length) {
  if (characters(text) <= length) return std::string(text);
  std::string_view kept = text.substr(0, bytes_of(text, length - 1));
  while (!kept.empty() && kept.back() == ' ') kept.remove_suffix(1);
  return std::string(kept) + "\u2026";
}

std::string fitted(std::string_view text, double size, double width) {
  std::size_t length = characters(text);
  std::string shown(text);
  while (length > 2 && text_width(shown, size) > width) shown = shortened(text, --length);
  return shown;
}

std::vector<std::string> broken(std::string_view text, std::size_t length) {
  std::vector<std::string> lines;
  while (characters(text) > length) {
    const std::size_t most = bytes_of(text, length);
    std::size_t at = text.substr(0, most + 1).rfind(' ');
    if (at == std::string_view::npos || at == 0) at = most;
    lines.emplace_back(text.substr(0, at));
    text.remove_prefix(at);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  if (!text.empty() || lines.empty()) lines.emplace_back(text);
  return lines;
}

void Svg::rectangle(double x, double y, double width, double height, std::string_view fill,
                    std::string_view tip) {
  out_ += "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) +
          attribute("height", height) + " fill=\"" + std::string(fill) + "\"";
  out_ += tip.empty() ? "/>\n" : ">" + tip_of(tip) + "</rect>\n";
}

void Svg::line(double x1, double y1, double x2, double y2, std::string_view colour, std::string_view dashes) {
  out_ += "<line" + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) + attribute("y2", y2) +
          " stroke=\"" + std::string(colour) + "\"" +
          (dashes.empty() ? "" : " stroke-dasharray=\"" + std::string(dashes) + "\"") + "/>\n";
}

void Svg::text(double x, double y, double size, std::string_view colour, std::string_view words,
               Weight weight, std::string_view tip) {
  out_ += "<text" + attribute("x", x) + attribute("y", y) + attribute("font-size", size) + " fill=\"" +
          std::string(colour) + "\"" + (weight == Weight::bold ? " font-weight=\"bold\"" : "") + ">" +
          tip_of(tip) + escape_xml(words) + "</text>\n";
}

// The edge is drawn beneath: not every program knows `paint-order`.
void Svg::edged(double x, double y, double size, std::string_view colour, std::string_view edge,
                std::string_view words) {
  out_ += "<text" + attribute("x", x) + attribute("y", y) + attribute("font-size", size) + " fill=\"" +
          std::string(edge) + "\" stroke=\"" + std::string(edge) +
          "\" stroke-width=\"3\" stroke-linejoin=\"round\" font-weight=\"bold\" aria-hidden=\"true\">" +
          escape_xml(words) + "</text>\n";
  text(x, y, size, colour, words, Weight::bold);
}

void Svg::headed(double x, double y, double size, std::string_view colour, std::string_view head,
                 std::string_view words) {
  out_ += "<text" + attribute("x", x) + attribute("y", y) + attribute("font-size", size) + " fill=\"" +
          std::string(colour) + "\"><tspan font-weight=\"bold\">" + escape_xml(head) + "</tspan>" +
          escape_xml(words) + "</text>\n";
}

void Svg::anchored(double x, double y, double size, std::string_view colour, std::string_view words,
                   Anchor anchor, Weight weight) {
  out_ += "<text" + attribute("x", x) + attribute("y", y) + attribute("font-size", size) + " fill=\"" +
          std::string(colour) + "\"" + (weight == Weight::bold ? " font-weight=\"bold\"" : "") +
          (anchor == Anchor::end      ? " text-anchor=\"end\""
           : anchor == Anchor::middle ? " text-anchor=\"middle\""
                                      : "") +
          ">" + escape_xml(words) + "</text>\n";
}

void Svg::upwards(double x, double y, double size, std::string_view colour, std::string_view words) {
  out_ += "<text transform=\"translate(" + number(x) + " " + number(y) + ") rotate(-90)\"" +
          attribute("font-size", size) + " fill=\"" + std::string(colour) + "\">" + escape_xml(words) +
          "</text>\n";
}

void Svg::disc(double x, double y, double radius, std::string_view fill) {
  out_ += "<circle" + attribute("cx", x) + attribute("cy", y) + attribute("r", radius) + " fill=\"" +
          std::string(fill) + "\"/>\n";
}

void Svg::path(std::string_view points, std::string_view colour, double width, std::string_view dashes) {
  out_ += "<path d=\"" + std::string(points) + "\" fill=\"none\" stroke=\"" + std::string(colour) + "\"" +
          attribute("stroke-width", width) +
          (dashes.empty() ? "" : " stroke-dasharray=\"" + std::string(dashes) + "\"") + "/>\n";
}

void Svg::begin_group(std::string_view tip) { out_ += "<g>" + tip_of(tip) + "\n"; }

void Svg::badge(double x, double y, std::string_view words) {
  const double wide = words.size() < 3 ? 16 : text_width(words, 10) + 12;
  out_ += "<rect" + attribute("x", x - wide / 2) + attribute("y", y - 8) + attribute("width", wide) +
          " height=\"16\" rx=\"8\" fill=\"#1d2329\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>\n<text" +
          attribute("x", x) + attribute("y", y + 3.5) +
          " font-size=\"10\" fill=\"#ffffff\" font-weight=\"bold\" text-anchor=\"middle\">" +
          escape_xml(words) + "</text>\n";
}

}  // namespace eligo::engine
