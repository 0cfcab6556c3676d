// See draft_text.hpp.
#include "grammar/registry/draft_text.hpp"

#include <algorithm>
#include <array>

namespace eligo::grammar::registry {

bool names_patients(std::string_view line) {
  static constexpr std::array<std::string_view, 8> kPersons = {
      "Patient", "Subject", "Participant", "Women", "Female", "The patient", "The subject", "Pregnan"};
  return std::any_of(kPersons.begin(), kPersons.end(), [&](auto word) { return line.starts_with(word); });
}

std::string_view without_last_marks(std::string_view text) {
  const auto is_mark = [](char c) { return c == ' ' || c == '.' || c == ',' || c == ';'; };
  while (!text.empty() && is_mark(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view ways_to_read(std::string_view number) {
  const std::size_t mark = number.find_last_of(".,");
  if (mark == std::string_view::npos) return {};
  const bool thousands = number.size() - mark == 4;
  if (number.find_first_of(".,") != mark) return thousands ? "a decimal mark or a mark of thousands" : "";
  return thousands ? "a decimal mark or a mark of thousands" : "a decimal mark or a list";
}

bool compares_values(const DraftLine& line) {
  // a measured number without a sign is no limit
  return std::any_of(line.comparisons.begin(), line.comparisons.end(), [](const Comparison& one) {
    return one.kind == ComparisonKind::value && !one.foreign_unit && (one.op != "=" || one.unit.empty());
  });
}

bool ends_in_or(std::string_view line) {
  line = without_last_marks(line);
  return line.size() > 3 && (line.ends_with(" or") || line.ends_with(" OR") || line.ends_with(" Or") ||
                             line.ends_with(" and/or"));
}

std::string account_of(std::span<const DraftLine> lines, std::span<const std::uint32_t> members) {
  std::string text = "bytes ";
  bool first = true;
  for (const auto member : members) {
    for (const DraftSpan& span : lines[member].spans) {
      if (span.kind == SpanKind::no_op) continue;
      if (!first) text += ", ";
      first = false;
      text += std::to_string(span.span.begin);
      text += '-';
      text += std::to_string(span.span.end);
      text += ' ';
      text += to_string(span.kind);
    }
  }
  if (first)
    text += std::to_string(lines[members.front()].span.begin) + '-' +
            std::to_string(lines[members.back()].span.end);
  return text;
}

std::string identifier(std::string_view id) {
  std::string made;
  for (const char c : id) {
    const bool keep = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
    made += keep ? c : '-';
  }
  return made.empty() ? "DRAFT" : made;
}

}  // namespace eligo::grammar::registry
