// Cells to facts. See cohort_rows.hpp; tests: tests/patients/cohort_rows_test.cpp.
#include "patients/cohort_rows.hpp"

#include <algorithm>
#include <array>

#include "patients/cohort_cells.hpp"
#include "patients/record_reader.hpp"
#include "patients/record_words.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

// Builds the entries of one row; the scalars are read in cohort_cells.cpp.
class RowReader {
 public:
  RowReader(const CohortPlan& plan, std::span<const std::string_view> cells, std::uint64_t line,
            CohortRow& row)
      : plan_(plan), reader_(plan, cells, line, row), row_(row) {}

  void run() {
    read_person();
    for (const auto& entry : plan_.entries) read_entry(entry);
    if (!row_.rejected) row_.record = std::move(record_);
  }

 private:
  Cell person(PersonField field) const {
    const auto column = plan_.person[static_cast<std::size_t>(field)];
    return column ? reader_.cell(*column) : Cell{};
  }

  void read_person() {
    const Cell id = person(PersonField::id);
    if (!id.is_empty()) row_.id = reader_.raw(id);
    record_.id = row_.id;
    if (id.is_empty()) {
      const auto column = plan_.person[static_cast<std::size_t>(PersonField::id)];
      reader_.reject(column.value_or(0), "no `id`: every row needs one");
    } else {
      reader_.check_text(id);
    }
    const Cell birth = person(PersonField::birth_date);
    record_.birth_date = reader_.date(birth);
    record_.birth_place = reader_.place(birth.column);
    const Cell sex = person(PersonField::sex);
    if (const auto word = reader_.word(sex, words::sexes)) record_.sex = static_cast<Sex>(*word);
    record_.sex_place = reader_.place(sex.column);
    read_age();
    read_complete();
  }

  // An age whose unit or date cannot be read says nothing.
  void read_age() {
    const Cell cell = person(PersonField::age);
    const Cell unit_cell = person(PersonField::age_unit);
    const Cell date_cell = person(PersonField::age_date);
    const auto value = reader_.number(cell);
    const auto unit = reader_.word(unit_cell, words::age_units);
    const auto date = reader_.date(date_cell);
    if (!value) return;
    if (value->is_negative()) return reader_.reject(cell.column, "an age is not negative");
    if ((!unit_cell.is_empty() && !unit) || (!date_cell.is_empty() && !date)) return;
    record_.age =
        RecordedAge{completed_units(*value), unit ? static_cast<TimeUnit>(*unit % 4) : TimeUnit::year, date,
                    reader_.place(cell.column)};
  }

  void read_complete() {
    const Cell cell = person(PersonField::complete);
    std::string_view rest = cell.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const std::string_view word = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (word.empty()) continue;
      const auto found = std::ranges::find(words::sections, word);
      if (found == words::sections.end()) {
        reader_.unreadable(cell);
      } else {
        record_.complete.set(static_cast<std::size_t>(found - words::sections.begin()));
      }
    }
  }

  void read_entry(const CohortEntry& entry) {
    members_.fill({});
    const Cell* first = nullptr;
    for (const std::size_t column : entry.columns) {
      Cell& cell = members_[static_cast<std::size_t>(plan_.columns[column].member)];
      cell = reader_.cell(column);
      if (cell.is_empty()) continue;
      reader_.check_text(cell);
      const bool is_value = plan_.columns[column].member == Member::value;
      const bool in_file = plan_.columns[column].origin > 0;
      if (first == nullptr || (in_file && (is_value || plan_.columns[first->column].origin == 0)))
        first = &cell;
    }
    if (first == nullptr) return;
    const Place place = reader_.place(first->column);
    switch (entry.section) {
      case Section::observations:
        return read_observation(entry, place);
      case Section::conditions:
        return read_condition(entry, place);
      case Section::procedures:
        return read_procedure(entry, place);
      case Section::medications:
        return read_medication(entry, place);
      case Section::trials:
        return read_trial(place);
      case Section::attestations:
        return read_attestation(entry, place);
    }
  }

  const Cell& member(Member which) const { return members_[static_cast<std::size_t>(which)]; }
  std::string text(Member which) const { return std::string(member(which).text); }
  std::optional<PartialDate> date(Member which) { return reader_.date(member(which)); }

  Naming naming(const CohortEntry& entry) const {
    return {entry.name.empty() ? text(Member::name) : entry.name, text(Member::code), text(Member::system)};
  }

  void read_observation(const CohortEntry& entry, const Place& place) {
    Observation out;
    out.naming = naming(entry);
    out.place = place;
    reader_.value(member(Member::value), out);
    read_comparator(out);
    out.unit = member(Member::unit).is_empty() ? entry.unit : text(Member::unit);
    out.unit_by_convention = entry.unit_by_convention && std::holds_alternative<Decimal>(out.value);
    // A finding has no unit.
    if (entry.unit_by_convention && !out.unit_by_convention) out.unit.clear();
    out.low = reader_.number(member(Member::low));
    out.high = reader_.number(member(Member::high));
    out.date = entry.offset ? offset_date(*entry.offset) : std::nullopt;
    if (!member(Member::date).is_empty()) out.date = date(Member::date);
    record_.observations.push_back(std::move(out));
  }

  // A comparator of its own column; a value beside one that cannot be read is not known.
  void read_comparator(Observation& out) {
    const Cell& cell = member(Member::comparator);
    if (cell.is_empty()) return;
    const auto word = reader_.word(cell, words::comparators);
    const auto read = word ? std::optional(static_cast<Comparator>(*word)) : std::nullopt;
    if (read && (!out.comparator || out.comparator == read)) {
      out.comparator = read;
    } else if (std::holds_alternative<Decimal>(out.value)) {
      if (word) reader_.unreadable(cell);
      out.value = text(Member::value) + " " + text(Member::comparator);
      out.comparator.reset();
    }
  }

  // N days after the latest of the row's event dates; a partial date stays an interval.
  std::optional<PartialDate> offset_date(const EventOffset& offset) {
    std::optional<PartialDate> latest;
    for (const std::size_t column : offset.columns) {
      const auto date = reader_.peek_date(reader_.cell(column));
      if (!date) continue;
      if (!latest) latest = PartialDate{date->first, date->last, DatePrecision::day};
      latest->first = std::max(latest->first, date->first);
      latest->last = std::max(latest->last, date->last);
    }
    if (!latest) return std::nullopt;
    const Duration days{offset.days, TimeUnit::day};
    return PartialDate{add(latest->first, days), add(latest->last, days), DatePrecision::day};
  }

  // Is the entry listed, or listed as absent? nullopt: unreadable, or said both ways.
  std::optional<bool> is_absent(const std::optional<std::size_t>& status) {
    const Cell& value_cell = member(Member::value);
    const Cell& status_cell = member(Member::status);
    const auto value = reader_.boolean(value_cell);
    if (!value_cell.is_empty() && !value) return std::nullopt;
    if (!status_cell.is_empty() && !status) return std::nullopt;
    const bool absent = status == static_cast<std::size_t>(ConditionStatus::absent);
    if (value && status && *value == absent) {
      reader_.unreadable(status_cell);
      return std::nullopt;
    }
    return absent || value == false;
  }

  // Whether there is such an entry is not known: the row does not vouch for this section.
  void leave_open(Section section) { record_.complete.reset(static_cast<std::size_t>(section)); }

  void read_condition(const CohortEntry& entry, const Place& place) {
    Condition out;
    out.naming = naming(entry);
    out.place = place;
    const auto status = reader_.word(member(Member::status), words::statuses);
    const auto absent = is_absent(status);
    if (status) out.status = static_cast<ConditionStatus>(*status);
    if (absent == true) out.status = ConditionStatus::absent;
    const Cell& verification = member(Member::verification);
    const auto verified = reader_.word(verification, words::verifications);
    if (verified) out.verification = static_cast<Verification>(*verified);
    if (!verified && !verification.is_empty()) out.verification = Verification::provisional;
    if (const auto word = reader_.word(member(Member::severity), words::severities)) {
      out.severity = static_cast<Severity>(*word);
    }
    out.controlled = reader_.boolean(member(Member::controlled));
    out.onset = date(Member::onset);
    out.end = date(Member::end);
    reader_.check_order(out.onset, out.end, member(Member::end), "onset");
    if (!absent) return leave_open(Section::conditions);
    record_.conditions.push_back(std::move(out));
  }

  template <class Fact>
  void read_response(Fact& out) {
    if (const auto word = reader_.word(member(Member::response), words::responses)) {
      out.response = static_cast<Response>(*word);
    }
  }

  void read_procedure(const CohortEntry& entry, const Place& place) {
    Procedure out;
    out.naming = naming(entry);
    out.place = place;
    out.type = text(Member::type);
    out.date = date(Member::date);
    read_response(out);
    const auto absent = is_absent(reader_.word(member(Member::status), words::statuses));
    if (!absent) return leave_open(Section::procedures);
    out.absent = *absent;
    record_.procedures.push_back(std::move(out));
  }

  // Start, end and ongoing. An end beside an `ongoing` that cannot be read is not known.
  template <class Course>
  void read_course(Course& out) {
    out.start = date(Member::start);
    out.end = date(Member::end);
    out.ongoing = reader_.boolean(member(Member::ongoing));
    reader_.check_order(out.start, out.end, member(Member::end), "start");
    if (!out.ongoing && !member(Member::ongoing).is_empty()) out.end.reset();
  }

  void read_medication(const CohortEntry& entry, const Place& place) {
    Medication out;
    out.naming = naming(entry);
    out.place = place;
    read_course(out);
    read_response(out);
    const auto absent = is_absent(reader_.word(member(Member::status), words::statuses));
    if (!absent) return leave_open(Section::medications);
    out.absent = *absent;
    record_.medications.push_back(std::move(out));
  }

  void read_trial(const Place& place) {
    Participation out;
    out.id = text(Member::id);
    out.place = place;
    read_course(out);
    const auto absent = is_absent(reader_.word(member(Member::status), words::statuses));
    if (!absent) return leave_open(Section::trials);
    out.absent = *absent;
    record_.trials.push_back(std::move(out));
  }

  void read_attestation(const CohortEntry& entry, const Place& place) {
    const auto value = reader_.boolean(member(Member::value));
    const auto given = date(Member::date);
    if (value) record_.attestations.push_back({entry.name, *value, text(Member::by), given, place});
  }

  const CohortPlan& plan_;
  CellReader reader_;
  CohortRow& row_;
  PatientRecord record_;
  std::array<Cell, member_count> members_{};
};

}  // namespace

CohortRow CohortDecoder::decode(std::span<const std::string_view> cells, std::uint64_t line) const {
  CohortRow row;
  RowReader(plan_, cells, line, row).run();
  std::ranges::sort(row.unreadable);
  row.unreadable.erase(std::unique(row.unreadable.begin(), row.unreadable.end()), row.unreadable.end());
  return row;
}

}  // namespace eligo::patients
