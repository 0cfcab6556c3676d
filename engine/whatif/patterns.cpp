// See patterns.hpp; the set search is in smallest_sets.cpp.
#include "engine/whatif/patterns.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>

#include "engine/evaluate.hpp"

namespace eligo::engine {

// ---- BitCounts

std::size_t BitCounts::slot_of(std::span<const std::uint64_t> wanted) const {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : wanted) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29U;
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  // Few words: a call of memcmp would take longer.
  const auto differs = [&](const std::uint64_t* known) {
    std::uint64_t difference = 0;
    for (std::size_t w = 0; w < words_; ++w) difference |= known[w] ^ wanted[w];
    return difference != 0;
  };
  while (slots_[slot] != 0 && differs(bits_.data() + (slots_[slot] - 1) * words_)) slot = (slot + 1) & mask;
  return slot;
}

void BitCounts::place_all(std::size_t slots) {
  slots_.assign(slots, 0);
  for (std::size_t i = 0; i < counts_.size(); ++i)
    slots_[slot_of(bits(i))] = static_cast<std::uint32_t>(i + 1);
}

void BitCounts::reserve(std::size_t size) {
  bits_.reserve(size * words_);
  counts_.reserve(size);
  const std::size_t slots = std::bit_ceil(2 * (size + 1));
  if (slots > slots_.size()) place_all(slots);
}

void BitCounts::add(std::span<const std::uint64_t> wanted, std::uint64_t count) {
  constexpr std::size_t least = 64;
  if (2 * (counts_.size() + 1) > slots_.size()) place_all(std::max(least, 2 * slots_.size()));
  const std::size_t slot = slot_of(wanted);
  if (slots_[slot] == 0) {
    bits_.insert(bits_.end(), wanted.begin(), wanted.end());
    counts_.push_back(0);
    slots_[slot] = static_cast<std::uint32_t>(counts_.size());
  }
  counts_[slots_[slot] - 1] += count;
}

void BitCounts::add(const BitCounts& other) {
  reserve(std::max(size(), other.size()));
  for (std::size_t i = 0; i < other.size(); ++i) add(other.bits(i), other.count(i));
}

std::uint64_t BitCounts::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

// ---- PatternCounts

// A trial without criteria has patterns of one word too.
PatternCounts::PatternCounts(std::size_t criteria, bool unpublished)
    : criteria_(criteria),
      unpublished_(unpublished),
      patterns_(3 * std::max<std::size_t>(words_of(criteria), 1)) {}

Blockers PatternCounts::blockers() const {
  const std::size_t words = patterns_.words() / 3;
  Blockers blockers{BitCounts(words), BitCounts(words), BitCounts(words)};
  for (BitCounts* of : {&blockers.eligible, &blockers.settled, &blockers.possible})
    of->reserve(patterns_.size());
  std::vector<std::uint64_t> merged(words);
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    const auto bits = patterns_.bits(i);
    const std::uint64_t count = patterns_.count(i);
    const auto with = [&](std::size_t part) {
      for (std::size_t w = 0; w < words; ++w) merged[w] = bits[w] | bits[part * words + w];
      return std::span<const std::uint64_t>(merged);
    };
    blockers.eligible.add(with(1), count);
    blockers.settled.add(with(2), count);
    blockers.possible.add(bits.first(words), count);
  }
  return blockers;
}

std::size_t first_index(std::span<const std::uint64_t> bits) {
  for (std::size_t w = 0; w < bits.size(); ++w)
    if (bits[w] != 0) return 64 * w + static_cast<std::size_t>(std::countr_zero(bits[w]));
  return 64 * bits.size();
}

std::size_t bits_in(std::span<const std::uint64_t> bits) {
  std::size_t count = 0;
  for (const std::uint64_t word : bits) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

CriterionIndices indices_of(std::span<const std::uint64_t> bits) {
  CriterionIndices indices;
  for_each_index(bits, [&](std::size_t index) { indices.push_back(index); });
  return indices;
}

std::uint64_t count_within(const BitCounts& counts, const CriterionIndices& set) {
  std::vector<std::uint64_t> outside(counts.words(), ~std::uint64_t{0});
  for (const std::size_t i : set) outside[i / 64] &= ~(std::uint64_t{1} << (i % 64));
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto bits = counts.bits(i);
    std::uint64_t left = 0;
    for (std::size_t w = 0; w < bits.size(); ++w) left |= bits[w] & outside[w];
    sum += left == 0 ? counts.count(i) : 0;
  }
  return sum;
}

VerdictCounts verdicts_without(const Blockers& blockers, bool unpublished, const CriterionIndices& dropped) {
  const std::uint64_t possible = count_within(blockers.possible, dropped);
  const std::uint64_t settled = unpublished ? 0 : count_within(blockers.settled, dropped);
  const std::uint64_t eligible = unpublished ? 0 : count_within(blockers.eligible, dropped);
  static_assert(static_cast<int>(Verdict::ineligible) == 0 && static_cast<int>(Verdict::eligible) == 3);
  return {blockers.possible.total() - possible, possible - settled, settled - eligible, eligible};
}

std::vector<AttritionStep> attrition(const PatternCounts& patterns, const Blockers& blockers) {
  std::vector<AttritionStep> steps(patterns.criteria());
  const BitCounts& all = patterns.patterns();
  const std::size_t words = all.words() / 3;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t out_at = std::min(first_index(all.bits(i).first(words)), steps.size());
    for_each_index(all.bits(i).subspan(words, words), [&](std::size_t c) {
      steps[c].unknown += all.count(i);
      if (c < out_at) steps[c].unknown_left += all.count(i);
    });
  }
  std::vector<std::uint64_t> first_blocked(steps.size());
  for (std::size_t i = 0; i < blockers.eligible.size(); ++i) {
    const std::size_t first = first_index(blockers.eligible.bits(i));
    if (first < steps.size()) first_blocked[first] += blockers.eligible.count(i);
  }
  for (std::size_t i = 0; i < blockers.possible.size(); ++i) {
    const auto failing = blockers.possible.bits(i);
    const std::uint64_t count = blockers.possible.count(i);
    const std::size_t first = first_index(failing);
    if (first >= steps.size()) continue;
    steps[first].excluded += count;
    if (bits_in(failing) == 1) steps[first].fails_alone += count;
    for_each_index(failing, [&](std::size_t c) { steps[c].fail += count; });
  }
  std::uint64_t remaining = blockers.possible.total();
  std::uint64_t passing = remaining;
  for (std::size_t c = 0; c < steps.size(); ++c) {
    steps[c].remaining = remaining -= steps[c].excluded;
    steps[c].passing = passing -= first_blocked[c];
  }
  return steps;
}

std::vector<PairCost> pair_costs(const Blockers& blockers, std::size_t criteria) {
  std::vector<std::uint64_t> eligible_alone(criteria);
  std::vector<std::uint64_t> possible_alone(criteria);
  std::map<std::pair<std::size_t, std::size_t>, PairCost> both;
  const auto read = [&](const BitCounts& counts, std::vector<std::uint64_t>& alone, auto&& add) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const std::size_t size = bits_in(counts.bits(i));
      if (size == 1) alone[first_index(counts.bits(i))] += counts.count(i);
      if (size != 2) continue;
      const auto of = indices_of(counts.bits(i));
      add(both[{of[0], of[1]}], counts.count(i));
    }
  };
  read(blockers.eligible, eligible_alone, [](PairCost& of, std::uint64_t n) { of.eligible += n; });
  read(blockers.possible, possible_alone, [](PairCost& of, std::uint64_t n) { of.needs_both += n; });
  std::vector<PairCost> pairs;
  for (std::size_t a = 0; a < criteria; ++a) {
    for (std::size_t b = a + 1; b < criteria; ++b) {
      const auto found = both.find({a, b});
      PairCost of = found == both.end() ? PairCost{} : found->second;
      of.first = a;
      of.second = b;
      of.eligible += eligible_alone[a] + eligible_alone[b];
      of.not_ineligible = of.needs_both + possible_alone[a] + possible_alone[b];
      if (of.eligible + of.not_ineligible > 0) pairs.push_back(of);
    }
  }
  std::ranges::stable_sort(pairs, [](const PairCost& a, const PairCost& b) {
    return std::pair(a.eligible, a.not_ineligible) > std::pair(b.eligible, b.not_ineligible);
  });
  return pairs;
}

}  // namespace eligo::engine
