// The one place of the program that reads the clock. The engine is always given its as-of date.
#pragma once

#include "patients/date.hpp"

namespace eligo::cli {

// Today's date in the local time zone: the default of --as-of, which every command that uses it prints.
patients::Day today();

}  // namespace eligo::cli
