// The smallest sets of criteria without which enough patients remain: branch and bound, by growing size.
//
// A patient counts once all bits of its blockers are chosen, so what can still be reached with k more
// criteria is bounded by the patients with at most k bits left. See patterns.hpp.
#include <algorithm>

#include "engine/whatif/patterns.hpp"

namespace eligo::engine {

namespace {

constexpr std::size_t kept_sets = 5;

// Blockers not chosen yet, one behind the other, with their counts.
struct Items {
  std::vector<std::uint64_t> bits;
  std::vector<std::uint64_t> counts;
};

class Search {
 public:
  Search(const BitCounts& blockers, std::uint64_t target, std::uint64_t effort)
      : words_(blockers.words()), target_(target), effort_(effort), chosen_(blockers.words()) {
    for (std::size_t i = 0; i < blockers.size(); ++i) {
      const auto bits = blockers.bits(i);
      all_.bits.insert(all_.bits.end(), bits.begin(), bits.end());
      all_.counts.push_back(blockers.count(i));
    }
  }

  SmallestSets run() {
    result_.target = target_;
    std::uint64_t total = 0;
    for (const std::uint64_t count : all_.counts) total += count;
    result_.reachable = total >= target_;
    if (!result_.reachable) return std::move(result_);
    for (result_.size = 0;; ++result_.size) {
      std::uint64_t reached = 0;
      const Items items = narrowed(all_, result_.size, words_ * 64, false, reached);
      descend(items, reached, result_.size);
      if (!result_.exhaustive || result_.in_all > 0) break;
    }
    if (!result_.exhaustive) {
      result_.in_all = 0;
      result_.sets.clear();
    }
    return std::move(result_);
  }

 private:
  // The items that `slots` more criteria can complete, once `criterion` is taken (or else left out for good).
  Items narrowed(const Items& from, std::size_t slots, std::size_t criterion, bool taken,
                 std::uint64_t& reached) {
    Items to;
    const std::size_t word = criterion / 64;
    const std::uint64_t bit = word < words_ ? std::uint64_t{1} << (criterion % 64) : 0;
    for (std::size_t i = 0; i < from.counts.size(); ++i) {
      const std::uint64_t* bits = from.bits.data() + i * words_;
      const bool has = word < words_ && (bits[word] & bit) != 0;
      if (has && !taken) continue;
      const std::size_t left = bits_in({bits, words_}) - (has ? 1 : 0);
      if (left == 0) reached += from.counts[i];
      if (left == 0 || left > slots) continue;
      to.bits.insert(to.bits.end(), bits, bits + words_);
      if (has) to.bits[to.bits.size() - words_ + word] &= ~bit;
      to.counts.push_back(from.counts[i]);
    }
    looked_ += from.counts.size() + 1;
    if (looked_ > effort_) result_.exhaustive = false;
    return to;
  }

  void descend(const Items& items, std::uint64_t reached, std::size_t slots) {
    if (!result_.exhaustive) return;
    std::uint64_t bound = reached;
    for (const std::uint64_t count : items.counts) bound += count;
    if (bound < target_) return;
    // What is reached with criteria to spare was reached with fewer before.
    if (slots == 0 || items.counts.empty()) return keep(reached);
    const std::size_t criterion = weightiest(items);
    for (const bool taken : {true, false}) {
      std::uint64_t now = reached;
      const std::size_t left = slots - (taken ? 1 : 0);
      const Items rest = narrowed(items, left, criterion, taken, now);
      std::uint64_t& word = chosen_[criterion / 64];
      const std::uint64_t bit = std::uint64_t{1} << (criterion % 64);
      if (taken) word |= bit;
      descend(rest, now, left);
      if (taken) word &= ~bit;
    }
  }

  std::size_t weightiest(const Items& items) const {
    std::vector<std::uint64_t> weights(words_ * 64);
    for (std::size_t i = 0; i < items.counts.size(); ++i) {
      for_each_index({items.bits.data() + i * words_, words_},
                     [&](std::size_t c) { weights[c] += items.counts[i]; });
    }
    return static_cast<std::size_t>(std::ranges::max_element(weights) - weights.begin());
  }

  void keep(std::uint64_t reached) {
    if (reached < target_) return;
    ++result_.in_all;
    result_.sets.push_back({indices_of(chosen_), reached});
    std::ranges::sort(result_.sets, [](const SmallestSets::Set& a, const SmallestSets::Set& b) {
      return a.count != b.count ? a.count > b.count : a.criteria < b.criteria;
    });
    if (result_.sets.size() > kept_sets) result_.sets.pop_back();
  }

  std::size_t words_;
  std::uint64_t target_;
  std::uint64_t effort_;
  std::uint64_t looked_ = 0;
  Items all_;
  std::vector<std::uint64_t> chosen_;
  SmallestSets result_;
};

}  // namespace

SmallestSets smallest_sets(const BitCounts& blockers, std::uint64_t target, std::uint64_t effort) {
  return Search(blockers, target, effort).run();
}

}  // namespace eligo::engine
