// See cohort_transform.hpp; tests: tests/patients/cohort_map_test.cpp.
#include "patients/cohort_transform.hpp"
#include "patients/text.hpp"

#include <algorithm>
#include <charconv>

namespace eligo::patients {
namespace {

constexpr std::int32_t most_days = 1000000;  // beyond any study, within the calendar's arithmetic

// No reader takes this for a value; a person understands it.
std::string_view unreadable(std::string& out, std::string_view text, std::string_view why) {
  out.assign(text);
  out += " (";
  out += why;
  out += ')';
  return out;
}

// A point might be a decimal point after all, or separate thousands: not for us to say.
std::string_view with_point(std::string& out, std::string_view text) {
  if (text.find('.') != std::string_view::npos) return unreadable(out, text, "a point beside decimal commas");
  if (text.find(',') == std::string_view::npos) return text;
  out.assign(text);
  std::ranges::replace(out, ',', '.');
  return out;
}

std::optional<std::int32_t> whole_days(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (value < -most_days || value > most_days) return std::nullopt;
  return value;
}

}  // namespace

CohortTransform::CohortTransform(std::shared_ptr<const TransformRules> rules)
    : rules_(std::move(rules)), out_(rules_->cells.size()), scratch_(rules_->cells.size()) {}

std::span<const std::string_view> CohortTransform::apply(std::span<const std::string_view> cells,
                                                         std::uint64_t line) {
  for (const std::size_t index : rules_->order) out_[index] = make(index, cells, line);
  for (const auto& entry : rules_->entries) {
    const bool told =
        std::ranges::any_of(entry.makers, [this](std::size_t i) { return !trimmed(out_[i]).empty(); });
    if (told) continue;
    for (const std::size_t i : entry.rest) out_[i] = {};
  }
  return {out_.data(), rules_->columns};
}

bool CohortTransform::is_empty(std::size_t file_column, std::string_view cell) const {
  const std::string_view text = trimmed(cell);
  const auto& empty = rules_->empty[file_column];
  return text.empty() || std::ranges::find(empty, text) != empty.end();
}

std::string_view CohortTransform::make(std::size_t index, std::span<const std::string_view> cells,
                                       std::uint64_t line) {
  const CellRule& rule = rules_->cells[index];
  std::string& out = scratch_[index];
  if (rule.when && std::ranges::find(rule.when_cells, trimmed(cells[*rule.when])) == rule.when_cells.end())
    return {};
  if (rule.is_line) {
    out = rule.text;
    out += std::to_string(line);
    return out;
  }
  if (!rule.column) return rule.is_offset ? days_after(index, rule.text) : std::string_view(rule.text);
  const std::string_view text = trimmed(cells[*rule.column]);
  if (text.empty() || std::ranges::find(rule.empty, text) != rule.empty.end()) return {};
  if (rule.has_codes) {
    const auto found = rule.codes.find(text);
    const bool listed = found != rule.codes.end();
    if (!listed && rule.unlisted == Unlisted::unreadable) return unreadable(out, text, "not among the codes");
    if (!listed && rule.unlisted == Unlisted::empty) return {};
    if (listed || rule.unlisted == Unlisted::value) {
      const std::string_view value = listed ? found->second : rule.unlisted_value;
      return rule.is_offset && !value.empty() ? days_after(index, value) : value;
    }
  }
  if (rule.is_offset) return days_after(index, text);
  if (rule.form == CellRule::Form::number && rule.decimal_comma) return with_point(out, text);
  if (rule.form == CellRule::Form::date && rule.dates) {
    return rule.dates->to_iso(text, out) ? std::string_view(out) : unreadable(out, text, "no such date form");
  }
  return cells[*rule.column];
}

std::string_view CohortTransform::days_after(std::size_t index, std::string_view text) {
  const CellRule& rule = rules_->cells[index];
  std::string& out = scratch_[index];
  const auto days = whole_days(text);
  if (!days) return unreadable(out, text, "no number of days");
  std::optional<Day> from = rule.anchor_day;
  if (rule.anchor) from = parse_day(trimmed(out_[*rule.anchor]));
  if (!from) return unreadable(out, text, "days after a day that is not known");
  const Day day{from->number + *days};
  if (day < first_day || day > last_day) return unreadable(out, text, "beyond the calendar");
  out = to_string(day);
  return out;
}

}  // namespace eligo::patients
