// Reading header cells. See cohort_columns.hpp; tests: tests/patients/cohort_rows_test.cpp.
#include "patients/cohort_columns.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

#include "patients/record_reader.hpp"
#include "patients/record_words.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

constexpr std::array<std::string_view, member_count> member_words{
    "value",    "name",    "code",   "system",       "id",       "unit",       "comparator",
    "low",      "high",    "status", "verification", "severity", "controlled", "type",
    "response", "ongoing", "date",   "onset",        "start",    "end",        "by"};
constexpr std::array<std::string_view, person_field_count> person_words{
    "id", "birth_date", "sex", "age", "age.unit", "age.date", "complete"};
constexpr std::int32_t largest_offset = 100000;  // days; beyond any study

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Letter case, and blanks, underscores and hyphens, do not make another spelling.
std::string folded(std::string_view name) {
  std::string out = lower(name);
  std::ranges::replace(out, '_', ' ');
  std::ranges::replace(out, '-', ' ');
  return out;
}

std::optional<std::int32_t> whole_number(std::string_view text, std::int32_t least, std::int32_t most) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (value < least || value > most) return std::nullopt;
  return value;
}

template <std::size_t N>
std::optional<std::size_t> index_in(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

// A header cell that names a fact, taken apart.
struct Parts {
  Section section = Section::observations;
  std::string name;
  std::string fact;
  std::string canonical_unit;
  std::int32_t ordinal = 1;
  std::string event;  // as written; empty: none
  std::int32_t days = 0;
  std::string unit;  // in brackets
  Member member = Member::value;
};

class HeaderReader {
 public:
  explicit HeaderReader(const NameLookup& lookup) : lookup_(lookup) {}

  std::optional<Parts> read(std::string_view text) const {
    Parts parts;
    if (text.ends_with(']')) {
      const auto open = text.find('[');
      if (open == std::string_view::npos || open == 0) return std::nullopt;
      parts.unit = trimmed(text.substr(open + 1, text.size() - open - 2));
      if (parts.unit.empty()) return std::nullopt;
      text = trimmed(text.substr(0, open));
    }
    if (!read_fact(text, parts)) return std::nullopt;
    const bool unit_fits = parts.section == Section::observations && parts.member == Member::value;
    if (!parts.unit.empty() && !unit_fits) return std::nullopt;
    return parts;
  }

  KnownName known(std::string_view name) const { return lookup_(name); }

 private:
  // A name that holds dots is a name before it is a member of another.
  bool read_fact(std::string_view text, Parts& parts) const {
    if (read_entry(text, parts) && !parts.name.empty()) return true;
    const auto dot = text.rfind('.');
    if (dot == std::string_view::npos) return false;
    const auto word = index_in(member_words, lower(text.substr(dot + 1)));
    if (!word || !read_entry(text.substr(0, dot), parts)) return false;
    parts.member = static_cast<Member>(*word);
    if (parts.name.empty()) return has_member(parts.section, parts.member);
    return parts.member != Member::name && has_member(parts.section, parts.member);
  }

  // NAME, NAME#N, NAME@EVENT+N, SECTION#N.
  bool read_entry(std::string_view text, Parts& parts) const {
    if (const auto at = text.find('@'); at != std::string_view::npos) {
      if (!read_offset(text.substr(at + 1), parts)) return false;
      text = text.substr(0, at);
    }
    const auto hash = text.rfind('#');
    std::string_view name = text;
    if (hash != std::string_view::npos) {
      const auto ordinal = whole_number(text.substr(hash + 1), 1, 1000000);
      if (!ordinal) return false;
      parts.ordinal = *ordinal;
      name = text.substr(0, hash);
    }
    if (hash != std::string_view::npos && parts.event.empty() && read_section(name, parts)) return true;
    return read_name(name, parts);
  }

  static bool read_section(std::string_view name, Parts& parts) {
    const auto section = index_in(words::sections, lower(name));
    if (!section || static_cast<Section>(*section) == Section::attestations) return false;
    parts.section = static_cast<Section>(*section);
    parts.name.clear();
    return true;
  }

  bool read_name(std::string_view name, Parts& parts) const {
    name = trimmed(name);
    if (name.empty()) return false;
    const KnownName known = lookup_(name);
    if (!known.section) return false;
    if (!parts.event.empty() && *known.section != Section::observations) return false;
    parts.section = *known.section;
    parts.name = name;
    parts.fact = known.fact;
    parts.canonical_unit = known.unit;
    return true;
  }

  bool read_offset(std::string_view text, Parts& parts) const {
    const auto plus = text.rfind('+');
    if (plus == std::string_view::npos) return false;
    const auto days = whole_number(text.substr(plus + 1), 0, largest_offset);
    const std::string_view event = trimmed(text.substr(0, plus));
    const KnownName known = lookup_(event);
    if (!days || !known.section || !has_member(*known.section, Member::date)) return false;
    parts.event = event;
    parts.days = *days;
    return true;
  }

  const NameLookup& lookup_;
};

// Which entry a column belongs to: spelling, ordinal and offset of its name.
using EntryKey = std::tuple<Section, std::string, std::int32_t, std::string, std::int32_t>;

class Planner {
 public:
  Planner(std::span<const std::string_view> header, const NameLookup& lookup)
      : header_(header), reader_(lookup) {}

  CohortPlanResult run() {
    for (std::size_t i = 0; i < header_.size(); ++i) read_column(i);
    note_separate_spellings();
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (parts_[i]) add_to_entry(i, *parts_[i]);
    }
    for (auto& entry : plan_.entries) settle_unit(entry);
    for (const auto& [entry, column] : offsets_) settle_offset(entry, column);
    if (!plan_.person[static_cast<std::size_t>(PersonField::id)]) {
      problem(0, "no column `id`: every row needs one");
    }
    return std::move(result_);
  }

 private:
  void problem(std::size_t column, std::string message) {
    result_.problems.push_back({static_cast<std::uint32_t>(column), std::move(message)});
  }

  void read_column(std::size_t index) {
    const std::string_view text = trimmed(header_[index]);
    CohortColumn& column = plan_.columns.emplace_back();
    column.header = text;
    column.origin = static_cast<std::uint32_t>(index + 1);
    parts_.emplace_back();
    if (const auto field = index_in(person_words, lower(text))) {
      column.use = ColumnUse::person;
      column.field = static_cast<PersonField>(*field);
      auto& slot = plan_.person[*field];
      if (slot) problem(index + 1, "the column `" + column.header + "` stands twice");
      slot = index;
      return;
    }
    parts_[index] = reader_.read(text);
  }

  static EntryKey key_of(const Parts& parts, const std::string& spelling) {
    return {parts.section, spelling, parts.ordinal, folded(parts.event), parts.days};
  }

  // `ALT` beside `alt` are two entries; `ALT` beside `alt.unit` is one.
  void note_separate_spellings() {
    std::map<std::pair<EntryKey, Member>, std::set<std::string>> spellings;
    for (const auto& parts : parts_) {
      if (parts) spellings[{key_of(*parts, folded(parts->name)), parts->member}].insert(parts->name);
    }
    for (const auto& [key, names] : spellings) {
      if (names.size() > 1) separate_.insert(std::get<1>(key.first));
    }
  }

  void add_to_entry(std::size_t index, const Parts& parts) {
    const std::string fold = folded(parts.name);
    const EntryKey key = key_of(parts, separate_.contains(fold) ? parts.name : fold);
    const auto [found, is_new] = index_of_.try_emplace(key, plan_.entries.size());
    if (is_new) {
      plan_.entries.emplace_back();
      plan_.entries.back().section = parts.section;
      plan_.entries.back().name = parts.name;
      if (!parts.event.empty()) offsets_.emplace_back(found->second, index);
    }
    CohortEntry& entry = plan_.entries[found->second];
    CohortColumn& column = plan_.columns[index];
    column.use = ColumnUse::fact;
    column.entry = found->second;
    column.member = parts.member;
    for (const std::size_t other : entry.columns) {
      if (plan_.columns[other].member != parts.member) continue;
      problem(index + 1, "the columns `" + printable(plan_.columns[other].header) + "` and `" +
                             printable(column.header) +
                             "` hold the same; a second entry is written `NAME#2`");
      return;
    }
    entry.columns.push_back(index);
    if (parts.member == Member::value) entry.unit = parts.unit;
  }

  // Without any statement of a unit the file states the canonical one.
  void settle_unit(CohortEntry& entry) {
    bool has_unit_column = false;
    for (const std::size_t column : entry.columns) {
      has_unit_column = has_unit_column || plan_.columns[column].member == Member::unit;
    }
    if (has_unit_column || !entry.unit.empty() || entry.columns.empty()) return;
    entry.unit = parts_[entry.columns.front()]->canonical_unit;
    entry.unit_by_convention = !entry.unit.empty();
  }

  void settle_offset(std::size_t entry, std::size_t column) {
    EventOffset offset;
    offset.days = parts_[column]->days;
    const std::string event = reader_.known(parts_[column]->event).fact;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i] && parts_[i]->fact == event && parts_[i]->member == Member::date)
        offset.columns.push_back(i);
    }
    plan_.entries[entry].offset = std::move(offset);
  }

  std::span<const std::string_view> header_;
  HeaderReader reader_;
  CohortPlanResult result_;
  CohortPlan& plan_ = result_.plan;
  std::vector<std::optional<Parts>> parts_;
  std::set<std::string> separate_;
  std::map<EntryKey, std::size_t> index_of_;
  std::vector<std::pair<std::size_t, std::size_t>> offsets_;  // entry, its first column
};

}  // namespace

CohortPlanResult plan_cohort(std::span<const std::string_view> header, const NameLookup& lookup) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (is_utf8(header[i]) && header[i].find('\0') == std::string_view::npos) continue;
    CohortPlanResult result;
    result.problems.push_back(
        {static_cast<std::uint32_t>(i + 1), "the header is not UTF-8 text; save the file as UTF-8"});
    return result;
  }
  return Planner(header, lookup).run();
}

std::string_view to_string(Member member) { return member_words[static_cast<std::size_t>(member)]; }

bool has_member(Section section, Member member) {
  using enum Member;
  static constexpr std::array<Member, 9> observation{value,      name, code, system, unit,
                                                     comparator, low,  high, date};
  static constexpr std::array<Member, 10> condition{value,        name,     code,       system, status,
                                                    verification, severity, controlled, onset,  end};
  static constexpr std::array<Member, 8> procedure{value, name, code, system, status, type, date, response};
  static constexpr std::array<Member, 9> medication{value, name, code,    system,  status,
                                                    start, end,  ongoing, response};
  static constexpr std::array<Member, 5> trial{id, status, start, end, ongoing};
  static constexpr std::array<Member, 3> attestation{value, by, date};
  const auto in = [member](const auto& members) {
    return std::ranges::find(members, member) != members.end();
  };
  switch (section) {
    case Section::observations:
      return in(observation);
    case Section::conditions:
      return in(condition);
    case Section::procedures:
      return in(procedure);
    case Section::medications:
      return in(medication);
    case Section::trials:
      return in(trial);
    case Section::attestations:
      break;
  }
  return in(attestation);
}

std::string describe(const CohortPlan& plan, std::size_t column) {
  const CohortColumn& of = plan.columns[column];
  if (of.use == ColumnUse::ignored) return "ignored";
  if (of.use == ColumnUse::person) return std::string(person_words[static_cast<std::size_t>(of.field)]);
  const CohortEntry& entry = plan.entries[of.entry];
  std::string text(to_string(entry.section));
  if (!entry.name.empty()) text += ": " + entry.name;
  if (of.member != Member::value) return text + ", " + std::string(to_string(of.member));
  if (!entry.unit.empty()) text += " in " + entry.unit;
  if (entry.unit_by_convention) text += " by convention";
  if (entry.offset) text += ", dated by event + " + std::to_string(entry.offset->days) + " days";
  return text;
}

}  // namespace eligo::patients
