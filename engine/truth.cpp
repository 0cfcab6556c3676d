#include "engine/truth.hpp"

#include <array>

namespace eligo::engine {

std::string_view to_string(Truth truth) {
  static constexpr std::array<std::string_view, 3> words{"false", "unknown", "true"};
  return words[static_cast<std::size_t>(truth)];
}

std::string_view to_string(Cause cause) {
  static constexpr std::array<std::string_view, cause_count> words{
      "missing", "stale",       "imprecise", "conflict",   "unconvertible",
      "pending", "attestation", "unencoded", "unpublished"};
  return words[static_cast<std::size_t>(cause)];
}

}  // namespace eligo::engine
