// See distance_text.hpp.
#include "cli/distance_text.hpp"

namespace eligo::cli {

std::string with_unit(const std::string& value, const std::string& unit) {
  return unit.empty() || unit == "1" || unit.starts_with('{') ? value : value + ' ' + unit;
}

std::string distance_text(const engine::Distance& distance) {
  const bool below = distance.amount.starts_with('-');
  const std::string amount = below ? distance.amount.substr(1) : distance.amount;
  if (distance.is_time) {
    if (amount == "0") return "the limit (" + distance.limit + ") is this day";
    return (below ? "past the limit (" : "the limit (") + distance.limit +
           (below ? ") by " : ") lies ahead by ") + amount + (amount == "1" ? " day" : " days");
  }
  const bool is_number = distance.limit.find(' ') == std::string::npos;
  const std::string limit =
      "the limit of " + (is_number ? with_unit(distance.limit, distance.unit) : distance.limit);
  if (amount == "0") return "exactly at " + limit;
  const std::string percent =
      distance.percent.starts_with('-') ? distance.percent.substr(1) : distance.percent;
  return with_unit(amount, distance.unit) + (below ? " below " : " above ") + limit +
         (percent.empty() ? "" : " (" + percent + " %)");
}

}  // namespace eligo::cli
