// The days on which a patient can have been born, by birth date or by an age recorded in its place.
#pragma once

#include <optional>

#include "engine/context.hpp"
#include "engine/time_window.hpp"

namespace eligo::engine {

// nullopt: neither is recorded, or the age is dated after the as-of date.
std::optional<DayRange> possible_births(const Context& context);

}  // namespace eligo::engine
