// How far a value or a day is from its limit, in words.
#pragma once

#include <string>

#include "engine/account.hpp"

namespace eligo::cli {

// "8 10*9/L above the limit of 30 10*9/L (26.7 %)", "the limit (2026-11-26) lies ahead by 1 day".
std::string distance_text(const engine::Distance& distance);

// "38 K/uL"; scores have no unit to show.
std::string with_unit(const std::string& value, const std::string& unit);

}  // namespace eligo::cli
