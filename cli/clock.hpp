// The one place of the program that reads the clock. The engine is always given its as-of date.
#pragma once

#include <chrono>

#include "patients/date.hpp"

namespace eligo::cli {

// Today's date in the local time zone: the default of --as-of, which every command that uses it prints.
patients::Day today();

// Time that only goes forward, from some beginning: for progress and for how often a run is written down.
std::chrono::milliseconds elapsed();

}  // namespace eligo::cli
