// What the columns of a cohort file hold, by their place in the record.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "patients/cohort_columns.hpp"

namespace eligo::patients {

enum class ColumnType : std::uint8_t {
  ignored,
  id,
  date,
  number,
  value,  // a number, or a text in its place
  word,   // of a list
  boolean,
  text,
  trial_id,
  presence,  // only whether it is filled is known
  sections,
};
ColumnType type_of(const CohortPlan& plan, std::size_t column);

// The list of a column of words.
std::span<const std::string_view> words_of(const CohortColumn& column);

}  // namespace eligo::patients
