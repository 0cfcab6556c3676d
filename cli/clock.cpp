// The clock of the computer, in local time. See clock.hpp.
#include "cli/clock.hpp"

#include <ctime>

namespace eligo::cli {

patients::Day today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  if (localtime_r(&now, &local) == nullptr) return patients::Day{};
  return patients::make_day(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday).value_or(patients::Day{});
}

std::chrono::milliseconds elapsed() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace eligo::cli
