// By libmd. See text_digest.hpp.
#include "cli/text_digest.hpp"

#include <sys/types.h>

#include <sha2.h>

#include <array>

namespace eligo::cli {

std::string text_digest(std::string_view text) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digest{};
  SHA256Data(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), digest.data());
  return digest.data();
}

}  // namespace eligo::cli
