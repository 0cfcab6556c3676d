// SHA-256 over rule texts, so that a verdict can name the rules it was made with.
#pragma once

#include <string>
#include <string_view>

#include <sys/types.h>

#include <sha2.h>

namespace eligo::engine {

class RulesHash {
 public:
  RulesHash() { SHA256Init(&context_); }

  // The text and a NUL behind it, so that no two lists of texts run into each other.
  void add(std::string_view text) {
    SHA256Update(&context_, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    static constexpr std::uint8_t end = 0;
    SHA256Update(&context_, &end, 1);
  }

  std::string hexadecimal() {
    std::string out(SHA256_DIGEST_STRING_LENGTH, '\0');
    SHA256End(&context_, out.data());
    out.resize(SHA256_DIGEST_STRING_LENGTH - 1);
    return out;
  }

 private:
  SHA2_CTX context_{};
};

}  // namespace eligo::engine
