// See record_columns.hpp.
#include "patients/record_columns.hpp"

#include <algorithm>
#include <optional>

#include "patients/json_tree.hpp"
#include "patients/record_words.hpp"

namespace eligo::patients {
namespace {

// More entries of one name, or by code, go through the definition: the features that compare the dates of
// entries grow with their square.
constexpr std::size_t most_entries = 6;
constexpr std::size_t most_columns = 3000;
constexpr std::size_t most_idle = 32;

constexpr std::uint32_t bit(Member member) { return 1U << static_cast<unsigned>(member); }
constexpr std::uint32_t bit(PersonField field) { return 1U << static_cast<unsigned>(field); }

std::optional<Member> member_of(Section section, std::string_view key) {
  for (std::size_t i = 0; i < member_count; ++i) {
    const auto member = static_cast<Member>(i);
    if (to_string(member) != key) continue;
    // A history entry has no member `value` in a record.
    const bool has_value = section == Section::observations || section == Section::attestations;
    if (!has_member(section, member) || (member == Member::value && !has_value)) return std::nullopt;
    return member;
  }
  return std::nullopt;
}

// A member that is passed over: a scalar, with a name that is found by its bytes.
bool is_idle(const JsonNode& node) {
  return node.kind < JsonKind::array && node.kind != JsonKind::null &&
         node.key.size() <= RecordColumns::longest_idle && node.key.find('\\') == std::string_view::npos;
}

// Lays the columns out.
class Layout {
 public:
  explicit Layout(RecordColumns& out) : out_(out) {}

  void person(PersonField field, std::string header) {
    out_.plan.person[static_cast<std::size_t>(field)] = out_.plan.columns.size();
    CohortColumn& column = out_.plan.columns.emplace_back();
    column.header = std::move(header);
    column.use = ColumnUse::person;
    column.field = field;
  }

  void entry(Section section, RecordColumns::Name& name, std::uint32_t members) {
    RecordColumns::Entry& entry = name.entries.emplace_back();
    entry.column.fill(RecordColumns::none);
    if (section == Section::observations) {
      // Without a column for it the convention's unit would be assumed.
      members |= bit(Member::value) | bit(Member::unit);
    } else {
      members |= bit(Member::value);
    }
    CohortEntry& planned = out_.plan.entries.emplace_back();
    planned.section = section;
    planned.name = name.text;
    std::string prefix = name.text.empty() ? std::string(to_string(section)) : name.text;
    if (name.text.empty() || name.entries.size() > 1) prefix += '#' + std::to_string(name.entries.size());
    for (std::size_t i = 0; i < member_count; ++i) {
      const auto member = static_cast<Member>(i);
      if ((members & bit(member)) == 0 || (member == Member::name)) continue;
      entry.column[i] = static_cast<std::uint32_t>(out_.plan.columns.size());
      planned.columns.push_back(out_.plan.columns.size());
      CohortColumn& column = out_.plan.columns.emplace_back();
      column.header = member == Member::value ? prefix : prefix + '.' + std::string(to_string(member));
      column.use = ColumnUse::fact;
      column.entry = out_.plan.entries.size() - 1;
      column.member = member;
    }
  }

  bool is_full() const { return out_.plan.columns.size() >= most_columns; }

 private:
  RecordColumns& out_;
};

}  // namespace

void RecordSurvey::add(std::string_view line) {
  JsonTree tree;
  if (!tree.parse(line, 0) || !tree.problems().empty() || tree.root().kind != JsonKind::object) return;
  tree.for_each_child(tree.root(), [&](const JsonNode& member) {
    if (member.key == "birth_date") person_ |= bit(PersonField::birth_date);
    if (member.key == "sex") person_ |= bit(PersonField::sex);
    if (member.key == "complete") person_ |= bit(PersonField::complete);
    if (member.key == "age" && member.kind == JsonKind::object) {
      person_ |= bit(PersonField::age);
      tree.for_each_child(member, [&](const JsonNode& part) {
        if (part.key == "unit") person_ |= bit(PersonField::age_unit);
        if (part.key == "date") person_ |= bit(PersonField::age_date);
      });
    }
    const auto section = std::ranges::find(words::sections, member.key);
    if (section != words::sections.end())
      add_section(tree, member, static_cast<Section>(section - words::sections.begin()));
  });
}

void RecordSurvey::add_section(const JsonTree& tree, const JsonNode& node, Section section) {
  ordinals_.clear();
  if (section == Section::attestations) {
    if (node.kind == JsonKind::object)
      tree.for_each_child(node, [&](const JsonNode& member) { add_attestation(tree, member); });
  } else if (node.kind == JsonKind::array) {
    tree.for_each_child(node, [&](const JsonNode& element) { add_entry(tree, element, section); });
  }
}

void RecordSurvey::add_entry(const JsonTree& tree, const JsonNode& node, Section section) {
  if (node.kind != JsonKind::object) return;
  std::string_view name;
  Members members = 0;
  auto& idle = sections_[static_cast<std::size_t>(section)].idle;
  tree.for_each_child(node, [&](const JsonNode& part) {
    const auto member = member_of(section, part.key);
    if (member == Member::name) {
      name = part.text;
    } else if (member && !(member == Member::verification && part.text == usual_verification)) {
      members |= bit(*member);
    } else if (!member && is_idle(part) && idle.size() < most_idle &&
               std::ranges::find(idle, part.key) == idle.end()) {
      idle.emplace_back(part.key);
    }
  });
  note(section, name, members);
}

void RecordSurvey::add_attestation(const JsonTree& tree, const JsonNode& node) {
  Members members = 0;
  tree.for_each_child(node, [&](const JsonNode& part) {
    if (const auto member = member_of(Section::attestations, part.key)) members |= bit(*member);
  });
  note(Section::attestations, node.key, members);
}

void RecordSurvey::note(Section section, std::string_view name, Members members) {
  SectionSurvey& of = sections_[static_cast<std::size_t>(section)];
  auto found = of.names.find(name);
  if (found == of.names.end()) {
    const std::size_t order = of.names.size();
    found = of.names.emplace(std::string(name), NameSurvey{order, {}}).first;
  }
  auto used = ordinals_.find(name);
  if (used == ordinals_.end()) used = ordinals_.emplace(std::string(name), 0).first;
  const std::size_t ordinal = used->second++;
  if (ordinal >= most_entries) return;
  auto& entries = found->second.entries;
  if (ordinal >= entries.size()) entries.push_back(0);
  entries[ordinal] |= members;
}

RecordColumns RecordSurvey::columns() const {
  static constexpr std::array<std::string_view, person_field_count> headers{
      "id", "birth_date", "sex", "age", "age.unit", "age.date", "complete"};
  RecordColumns out;
  Layout layout(out);
  for (std::size_t i = 0; i < person_field_count; ++i) {
    const auto field = static_cast<PersonField>(i);
    if ((person_ & bit(field)) != 0) layout.person(field, std::string(headers[i]));
  }
  for (std::size_t s = 0; s < section_count; ++s) {
    std::vector<const std::pair<const std::string, NameSurvey>*> names;
    for (const auto& name : sections_[s].names) names.push_back(&name);
    std::ranges::sort(names, {}, [](const auto* name) { return name->second.order; });
    for (const auto* name : names) {
      if (layout.is_full()) break;
      RecordColumns::Name& made = out.names[s].emplace_back();
      made.text = name->first;
      for (const Members members : name->second.entries) layout.entry(static_cast<Section>(s), made, members);
    }
    out.idle[s] = sections_[s].idle;
  }
  return out;
}

}  // namespace eligo::patients
