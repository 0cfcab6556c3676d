// See html.hpp.
#include "engine/whatif/html.hpp"

#include <algorithm>
#include <cstdio>

#include "engine/svg.hpp"

namespace eligo::engine {

std::string grouped(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string grouped(std::uint64_t count, std::string_view noun) {
  return grouped(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  const double percent = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (part > 0 && percent < 0.1) return "under 0.1 %";
  if (part < whole && percent > 99.9) return "over 99.9 %";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, part == 0 || part == whole ? "%.0f %%" : "%.1f %%", percent);
  return buffer;
}

std::string wrapped(std::string_view name, std::string_view css_class, std::string_view inner_html) {
  std::string text = "<" + std::string(name);
  if (!css_class.empty()) text += " class=\"" + std::string(css_class) + "\"";
  return text + ">" + std::string(inner_html) + "</" + std::string(name) + ">";
}

std::string element(std::string_view name, std::string_view css_class, std::string_view text) {
  return wrapped(name, css_class, escape_xml(text));
}

std::string bar_html(double part) {
  if (part <= 0) return {};
  return "<i class=\"bar\" style=\"width:" + number(std::max(0.5, 100 * std::min(part, 1.0))) + "%\"></i>";
}

HtmlTable::HtmlTable(std::string_view caption, std::vector<Column> columns) : columns_(std::move(columns)) {
  head_ = "<div class=\"wide\"><table>\n";
  if (!caption.empty()) head_ += element("caption", "", caption) + "\n";
  head_ += "<thead><tr>";
  for (const Column& column : columns_) {
    head_ += std::string("<th scope=\"col\"") + (column.is_number ? " class=\"n\"" : "") +
             (column.has_bars ? " colspan=\"2\"" : "") + ">" + escape_xml(column.head) + "</th>";
  }
  head_ += "</tr></thead>\n<tbody>\n";
}

void HtmlTable::row(const std::vector<Cell>& cells) {
  rows_ += "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string name = i == 0 ? "th" : "td";
    rows_ +=
        "<" + name + (i == 0 ? " scope=\"row\"" : "") + (columns_[i].is_number ? " class=\"n\"" : "") + ">";
    if (!cells[i].lead.empty()) rows_ += element("b", "", cells[i].lead) + " ";
    rows_ += escape_xml(cells[i].text) + "</" + name + ">";
    if (columns_[i].has_bars) rows_ += "<td class=\"b\">" + bar_html(cells[i].bar) + "</td>";
  }
  rows_ += "</tr>\n";
}

std::string svg_element(const std::string& id, double width, double height, std::string_view title,
                        std::string_view description, std::string_view body) {
  return "<svg viewBox=\"0 0 " + number(width) + " " + number(height) + "\" role=\"img\" aria-labelledby=\"" +
         id + "-t " + id +
         "-d\" font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n" +
         "<title id=\"" + id + "-t\">" + escape_xml(title) + "</title>\n<desc id=\"" + id + "-d\">" +
         escape_xml(description) + "</desc>\n" + std::string(body) + "</svg>";
}

}  // namespace eligo::engine
