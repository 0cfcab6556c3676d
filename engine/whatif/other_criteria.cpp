// See other_criteria.hpp.
#include "engine/whatif/other_criteria.hpp"

namespace eligo::engine {

using columnar::Matcher;

void OthersOf::count(const Matcher& matcher, std::size_t trial, std::size_t criteria) {
  const std::size_t words = matcher.live().size();
  for (auto* sums : {&fail_, &unknown_, &open_}) {
    sums->once.assign(words, 0);
    sums->again.assign(words, 0);
  }
  const auto add = [words](Sums& sums, std::span<const std::uint64_t> masks) {
    for (std::size_t w = 0; w < words; ++w) {
      sums.again[w] |= sums.once[w] & masks[w];
      sums.once[w] |= masks[w];
    }
  };
  for (std::size_t c = 0; c < criteria; ++c) {
    add(fail_, matcher.failed(trial, c));
    add(unknown_, matcher.unknown(trial, c));
    add(open_, matcher.open(trial, c));
  }
}

void OthersOf::leave_out(const Matcher& matcher, std::size_t trial, std::size_t criterion) {
  const auto without = [](const Sums& sums, std::span<const std::uint64_t> own,
                          std::vector<std::uint64_t>& out) {
    out.resize(sums.once.size());
    for (std::size_t w = 0; w < out.size(); ++w) out[w] = sums.again[w] | (sums.once[w] & ~own[w]);
  };
  without(fail_, matcher.failed(trial, criterion), others.fail);
  without(unknown_, matcher.unknown(trial, criterion), others.unknown);
  without(open_, matcher.open(trial, criterion), others.open);
}

}  // namespace eligo::engine
