// Words of the record's enumerations, as the format writes them. Entry: record.hpp.
// Tests: tests/patients/record_reader_test.cpp.
#include "patients/record.hpp"

#include "patients/record_words.hpp"

namespace eligo::patients {
namespace {

// Ages beyond the calendar all mean "born before it".
constexpr std::int64_t longest_age = 4000000;

template <class Enum, std::size_t N>
std::string_view word_of(const std::array<std::string_view, N>& words, Enum value) {
  return words[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view to_string(Section section) { return word_of(words::sections, section); }
std::string_view to_string(Comparator comparator) { return word_of(words::comparators, comparator); }
std::string_view to_string(ConditionStatus status) { return word_of(words::statuses, status); }
std::string_view to_string(Verification verification) { return word_of(words::verifications, verification); }
std::string_view to_string(Severity severity) { return word_of(words::severities, severity); }
std::string_view to_string(Response response) { return word_of(words::responses, response); }
std::string_view to_string(Sex sex) { return word_of(words::sexes, sex); }

std::string to_string(const Place& place) {
  if (place.line == 0) return place.pointer;
  const std::string line = "line " + std::to_string(place.line);
  return place.column == 0 ? line + ", by the map" : line + ", column " + std::to_string(place.column);
}

std::int32_t completed_units(const Decimal& value) {
  if (value > Decimal(longest_age)) return static_cast<std::int32_t>(longest_age);
  std::int64_t units = value.mantissa();
  for (int scale = value.scale(); scale > 0 && units != 0; --scale) units /= 10;
  for (int scale = value.scale(); scale < 0 && units != 0; ++scale) units *= 10;
  return static_cast<std::int32_t>(units);
}

}  // namespace eligo::patients
