// libFuzzer target: any bytes through the record reader. Holds that reading ends, that every result covers
// bytes in order, that a refused record has an error and a kept one none, and that messages are safe for a
// terminal.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "patients/record_reader.hpp"
#include "patients/unit.hpp"

namespace {

void hold(bool condition) {
  if (!condition) std::abort();
}

void check(const eligo::patients::ReadResult& result, std::size_t size) {
  using eligo::patients::DataSeverity;
  using eligo::patients::printable;
  bool error = false;
  for (const auto& diagnostic : result.diagnostics) {
    error = error || diagnostic.severity == DataSeverity::error;
    hold(diagnostic.byte <= size);
    hold(printable(diagnostic.message) == diagnostic.message);
    (void)printable(diagnostic.pointer);
  }
  hold(error == !result.record.has_value());
  hold(result.begin <= result.end && result.end <= size);
  if (!result.record) return;
  hold(result.id == result.record->id && !result.record->id.empty());
  for (const auto& observation : result.record->observations) {
    hold(observation.place.byte < size);
    (void)eligo::patients::parse_ucum(observation.unit);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  eligo::patients::RecordReader reader(text);
  std::size_t results = 0;
  std::uint64_t last = 0;
  while (const auto result = reader.next()) {
    check(*result, size);
    hold(result->begin >= last);
    last = result->begin;
    hold(++results <= size + 1);
  }
  hold(results > 0);
  return 0;
}
