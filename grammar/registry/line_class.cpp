// What the classes of lines and spans are called. See draft.hpp.
#include <array>

#include "grammar/registry/draft.hpp"

namespace eligo::grammar::registry {

std::string_view to_string(LineClass value) {
  constexpr std::array<std::string_view, 6> kText = {
      "compiled", "compiled_new_concept", "attestation", "no_op", "unencoded", "partly"};
  return kText[static_cast<std::size_t>(value)];
}

std::string_view to_string(SpanKind value) {
  constexpr std::array<std::string_view, 5> kText = {"compiled", "compiled_new_concept", "attestation",
                                                     "no_op", "unencoded"};
  return kText[static_cast<std::size_t>(value)];
}

std::string_view to_string(ComparisonKind value) {
  constexpr std::array<std::string_view, 3> kText = {"value", "time", "amount"};
  return kText[static_cast<std::size_t>(value)];
}

}  // namespace eligo::grammar::registry
