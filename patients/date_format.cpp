// See date_format.hpp; tests: tests/patients/cohort_map_test.cpp.
#include "patients/date_format.hpp"

#include <algorithm>
#include <array>

namespace eligo::patients {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes `least` to `most` digits from the front of `text`; empty if there are fewer.
std::string_view take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  while (count < most && count < text.size() && is_digit(text[count])) ++count;
  if (count < least) return {};
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

// "03" for "Mar"; empty if it is no month.
std::string_view take_month_name(std::string_view& text) {
  static constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
  static constexpr std::array<std::string_view, 12> numbers{"01", "02", "03", "04", "05", "06",
                                                            "07", "08", "09", "10", "11", "12"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool same = text.size() >= 3 && std::ranges::equal(text.substr(0, 3), names[i], [](char a, char b) {
                        return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
                      });
    if (!same) continue;
    text.remove_prefix(3);
    return numbers[i];
  }
  return {};
}

bool is_iso(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-dd";
  if (text.size() != 4 && text.size() != 10) return false;
  return std::ranges::equal(text, form.substr(0, text.size()),
                            [](char c, char wanted) { return wanted == 'd' ? is_digit(c) : c == wanted; });
}

}  // namespace

std::optional<DateFormat> DateFormat::parse(std::string_view pattern) {
  DateFormat format;
  int years = 0;
  int months = 0;
  int days = 0;
  const auto take = [&](std::string_view word, Kind kind, int& count) {
    if (!pattern.starts_with(word)) return false;
    pattern.remove_prefix(word.size());
    format.parts_.push_back({kind});
    ++count;
    return true;
  };
  while (!pattern.empty()) {
    if (take("YYYY", Kind::year, years) || take("MMM", Kind::month_name, months)) continue;
    if (take("MM", Kind::month, months) || take("DD", Kind::day, days)) continue;
    const char c = pattern.front();
    if (is_digit(c) || c == 'Y' || c == 'M' || c == 'D') return std::nullopt;
    format.parts_.push_back({Kind::literal, c});
    pattern.remove_prefix(1);
  }
  if (years != 1 || months != 1 || days != 1) return std::nullopt;
  // The day goes with one literal beside it.
  format.without_day_ = format.parts_;
  auto& parts = format.without_day_;
  const auto day = std::ranges::find(parts, Kind::day, &Part::kind);
  auto neighbour = day + 1;
  if (neighbour == parts.end() && day != parts.begin()) neighbour = day - 1;
  const bool literal = neighbour != parts.end() && neighbour->kind == Kind::literal;
  parts.erase(literal ? std::min(day, neighbour) : day, literal ? std::max(day, neighbour) + 1 : day + 1);
  return format;
}

// Takes one part from the front of `text` into its field; false if it is not there.
bool DateFormat::take(Part part, std::size_t least, std::string_view& text, Fields& fields) {
  switch (part.kind) {
    case Kind::year:
      fields.year = take_digits(text, 4, 4);
      return !fields.year.empty();
    case Kind::month:
      fields.month = take_digits(text, least, 2);
      return !fields.month.empty();
    case Kind::month_name:
      fields.month = take_month_name(text);
      return !fields.month.empty();
    case Kind::day:
      fields.day = take_digits(text, least, 2);
      return !fields.day.empty();
    case Kind::literal:
      break;
  }
  if (!text.starts_with(part.literal)) return false;
  text.remove_prefix(1);
  return true;
}

bool DateFormat::read(const std::vector<Part>& parts, std::string_view text, std::string& out) {
  const auto is_digits = [&](std::size_t i) {
    return i < parts.size() && parts[i].kind != Kind::literal && parts[i].kind != Kind::month_name;
  };
  Fields fields;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool touches = (i > 0 && is_digits(i - 1)) || is_digits(i + 1);
    if (!take(parts[i], touches ? 2 : 1, text, fields)) return false;
  }
  if (!text.empty()) return false;
  out.assign(fields.year);
  for (const std::string_view digits : {fields.month, fields.day}) {
    if (digits.empty()) break;
    out += digits.size() == 1 ? "-0" : "-";
    out += digits;
  }
  return true;
}

bool DateFormat::to_iso(std::string_view text, std::string& out) const {
  if (read(parts_, text, out) || read(without_day_, text, out)) return true;
  if (!is_iso(text)) return false;
  out.assign(text);
  return true;
}

}  // namespace eligo::patients
