#include "cli/draft_summary.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t most_texts = 20;
constexpr std::size_t longest_text = 90;

std::string share(std::size_t part, std::size_t whole) {
  const std::size_t tenths = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

}  // namespace

void DraftSummary::add(const grammar::registry::Draft& draft) {
  using grammar::registry::Line;
  ++records_;
  warnings_ += draft.warnings.size();
  for (const auto& line : draft.lines) {
    warnings_ += line.warnings.size();
    comparisons_ += line.comparisons.size();
    if (line.kind != Line::Kind::criterion) {
      ++headings_;
      continue;
    }
    ++by_class_[static_cast<std::size_t>(line.line_class)];
    if (line.line_class != grammar::registry::LineClass::unencoded) continue;
    std::string text = line.text;
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    while (!text.empty() && (text.back() == '.' || text.back() == ';' || text.back() == ' ')) text.pop_back();
    ++unencoded_[text];
  }
}

std::string DraftSummary::text() const {
  using grammar::registry::LineClass;
  std::size_t lines = 0;
  for (const std::size_t count : by_class_) lines += count;
  std::string out = std::to_string(records_) + " records, " + std::to_string(lines) + " criterion lines, " +
                    std::to_string(headings_) + " headings, " + std::to_string(comparisons_) +
                    " comparisons, " + std::to_string(warnings_) + " warnings\n\n";
  for (std::size_t i = 0; i < by_class_.size(); ++i) {
    std::string name(to_string(static_cast<LineClass>(i)));
    name.resize(22, ' ');
    out += name + padded(std::to_string(by_class_[i]), 8) + padded(share(by_class_[i], lines), 10) + '\n';
  }
  const std::size_t open = by_class_[static_cast<std::size_t>(LineClass::unencoded)] +
                           by_class_[static_cast<std::size_t>(LineClass::partly)];
  out += "\nwithout an unencoded part: " + std::to_string(lines - open) + " of " + std::to_string(lines) +
         " (" + share(lines - open, lines) + ")\n";
  std::vector<std::pair<std::size_t, std::string_view>> texts;
  for (const auto& [text, count] : unencoded_) texts.emplace_back(count, text);
  std::sort(texts.begin(), texts.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  if (texts.size() > most_texts) texts.resize(most_texts);
  if (!texts.empty()) out += "\nnot understood, most frequent first\n";
  for (const auto& [count, text] : texts) {
    std::string shown = patients::printable(text.substr(0, longest_text));
    if (text.size() > longest_text) shown += " ...";
    out += padded(std::to_string(count), 6) + "  " + shown + '\n';
  }
  return out;
}

}  // namespace eligo::cli
