// See column_type.hpp.
#include "patients/column_type.hpp"

#include "patients/record_words.hpp"

namespace eligo::patients {
namespace {

ColumnType type_of_fact(const CohortEntry& entry, Member member) {
  using enum Member;
  switch (member) {
    case value:
      return entry.section == Section::observations ? ColumnType::value : ColumnType::boolean;
    case low:
    case high:
      return ColumnType::number;
    case comparator:
    case status:
    case verification:
    case severity:
    case response:
      return ColumnType::word;
    case controlled:
    case ongoing:
      return ColumnType::boolean;
    case date:
    case onset:
    case start:
    case end:
      return ColumnType::date;
    case id:
      return ColumnType::trial_id;
    case by:
      return ColumnType::presence;
    case name:
    case code:
    case system:
    case unit:
    case type:
      break;
  }
  return ColumnType::text;
}

}  // namespace

ColumnType type_of(const CohortPlan& plan, std::size_t column) {
  const CohortColumn& of = plan.columns[column];
  if (of.use == ColumnUse::ignored) return ColumnType::ignored;
  if (of.use == ColumnUse::fact) return type_of_fact(plan.entries[of.entry], of.member);
  switch (of.field) {
    case PersonField::id:
      return ColumnType::id;
    case PersonField::birth_date:
    case PersonField::age_date:
      return ColumnType::date;
    case PersonField::age:
      return ColumnType::number;
    case PersonField::sex:
    case PersonField::age_unit:
      return ColumnType::word;
    case PersonField::complete:
      break;
  }
  return ColumnType::sections;
}

std::span<const std::string_view> words_of(const CohortColumn& column) {
  if (column.use == ColumnUse::person)
    return column.field == PersonField::sex ? std::span<const std::string_view>(words::sexes)
                                            : std::span<const std::string_view>(words::age_units);
  switch (column.member) {
    case Member::comparator:
      return words::comparators;
    case Member::status:
      return words::statuses;
    case Member::verification:
      return words::verifications;
    case Member::severity:
      return words::severities;
    default:
      return words::responses;
  }
}

}  // namespace eligo::patients
