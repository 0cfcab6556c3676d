#include "engine/rules_digest.hpp"

#include <sys/types.h>

#include <sha2.h>

#include <mutex>
#include <utility>

namespace eligo::engine {

struct RulesDigest::State {
  std::vector<std::shared_ptr<const grammar::Source>> sources;
  std::once_flag once;
  std::string text;
};

namespace {

// The text and a NUL behind it, so that no two lists of texts run into each other.
void add(SHA2_CTX& context, std::string_view text) {
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  static constexpr std::uint8_t end = 0;
  SHA256Update(&context, &end, 1);
}

}  // namespace

RulesDigest::RulesDigest(std::vector<std::shared_ptr<const grammar::Source>> sources)
    : state_(std::make_shared<State>()) {
  state_->sources = std::move(sources);
}

const std::string& RulesDigest::hexadecimal() const {
  std::call_once(state_->once, [this] {
    SHA2_CTX context{};
    SHA256Init(&context);
    for (const auto& source : state_->sources) {
      add(context, source->name());
      add(context, source->text());
    }
    state_->text.resize(SHA256_DIGEST_STRING_LENGTH);
    SHA256End(&context, state_->text.data());
    state_->text.resize(SHA256_DIGEST_STRING_LENGTH - 1);
    state_->sources.clear();
  });
  return state_->text;
}

}  // namespace eligo::engine
