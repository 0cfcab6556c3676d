// The second half of Matcher: from the masks of predicates to statuses, verdicts and counts.
//
// For each row exactly one of yes, no and neither holds; `open` is set where neither does and more than an
// attestation is wanting. Truth tables: engine/truth.hpp.
#include <algorithm>
#include <array>
#include <bit>

#include "engine/columnar/matcher.hpp"
#include "engine/columnar/simd.hpp"

namespace eligo::engine::columnar {

namespace {

std::uint64_t bit_of(std::size_t row) { return std::uint64_t{1} << (row % word_bits); }

void put_bit(std::vector<std::uint64_t>& words, std::size_t row, bool value) {
  std::uint64_t& word = words[row / word_bits];
  word = value ? word | bit_of(row) : word & ~bit_of(row);
}

}  // namespace

void Matcher::combine(std::size_t trial) {
  const Trial& of = *plan_.trials[trial];
  for (std::size_t id = 0; id < of.nodes.size(); ++id) {
    const Node& node = of.nodes[id];
    if (node.kind == NodeKind::predicate) {
      node_masks_[id] = &predicates_[plan_.slot_of[node.predicate]].masks;
    } else {
      combine_node(node, nodes_[id]);
      node_masks_[id] = &nodes_[id];
    }
  }
  for (std::size_t c = 0; c < of.criteria.size(); ++c) settle(of.criteria[c], criteria_[trial][c]);
}

void Matcher::settle(const Criterion& criterion, CriterionMasks& masks) const {
  const Masks& root = masks_of(criterion.root);
  const bool inclusion = criterion.kind == CriterionKind::inclusion;
  for (std::size_t w = 0; w < words_; ++w) {
    masks.fail[w] = (inclusion ? root.no[w] : root.yes[w]) & live_[w];
    masks.unknown[w] = ~(root.no[w] | root.yes[w]) & live_[w];
    masks.open[w] = root.open[w] & live_[w];
  }
}

// Children stand before their parents, so the recursion ends; it is as deep as the grammar lets trees be.
void Matcher::combine_below(const Trial& trial, NodeId id, PredicateId assumed) {
  const Node& node = trial.nodes[id];
  if (node.kind == NodeKind::predicate) {
    node_masks_[id] =
        node.predicate == assumed ? &assumed_ : &predicates_[plan_.slot_of[node.predicate]].masks;
    return;
  }
  for (const NodeId child : node.children) combine_below(trial, child, assumed);
  combine_node(node, nodes_[id]);
  node_masks_[id] = &nodes_[id];
}

const Matcher::CriterionMasks& Matcher::assume(std::size_t trial, std::size_t criterion,
                                               PredicateId predicate, Truth truth) {
  const auto all_if = [&](Truth of) { return truth == of ? ~std::uint64_t{0} : 0; };
  const std::size_t words = scratch_.size();
  assumed_.yes.assign(words, all_if(Truth::true_));
  assumed_.no.assign(words, all_if(Truth::false_));
  assumed_.open.assign(words, all_if(Truth::unknown));
  for (auto* mask : {&assumed_criterion_.fail, &assumed_criterion_.unknown, &assumed_criterion_.open})
    mask->resize(words);
  const Criterion& of = plan_.trials[trial]->criteria[criterion];
  combine_below(*plan_.trials[trial], of.root, predicate);
  settle(of, assumed_criterion_);
  return assumed_criterion_;
}

Truth Matcher::truth_of(PredicateId predicate, std::size_t row) const {
  const Masks& masks = predicates_[plan_.slot_of[predicate]].masks;
  if ((masks.yes[row / word_bits] & bit_of(row)) != 0) return Truth::true_;
  return (masks.no[row / word_bits] & bit_of(row)) != 0 ? Truth::false_ : Truth::unknown;
}

const BoundRecord& Matcher::bound_record(std::size_t row, const patients::CohortDecoder& part) {
  if (source_ || bound_[row]) return bound_record(row);
  grid_->cells_of(row, cells_);
  part_ = std::make_unique<BoundRow>();
  read_row(*part_, part, plan_.program->vocabulary, plan_.as_of, cells_, 0);
  return part_->row.rejected ? bound_record(row) : part_->bound.bound;
}

void Matcher::combine_node(const Node& node, Masks& out) {
  const auto child = [&](std::size_t i) -> const Masks& { return masks_of(node.children[i]); };
  switch (node.kind) {
    case NodeKind::predicate:
      return;
    case NodeKind::not_:
      std::copy_n(child(0).no.begin(), words_, out.yes.begin());
      std::copy_n(child(0).yes.begin(), words_, out.no.begin());
      std::copy_n(child(0).open.begin(), words_, out.open.begin());
      return;
    case NodeKind::and_:
    case NodeKind::or_:
      return every_or_some(node, out);
    case NodeKind::if_: {
      const Masks& guard = child(0);
      const Masks& then = child(1);
      for (std::size_t w = 0; w < words_; ++w) {
        const std::uint64_t unsure = ~(guard.yes[w] | guard.no[w]);
        std::uint64_t yes = guard.yes[w] & then.yes[w];
        std::uint64_t no = guard.yes[w] & then.no[w];
        std::uint64_t open = guard.open[w] | then.open[w];
        if (node.children.size() == 3) {
          const Masks& otherwise = child(2);
          yes |= (guard.no[w] & otherwise.yes[w]) | (unsure & then.yes[w] & otherwise.yes[w]);
          no |= (guard.no[w] & otherwise.no[w]) | (unsure & then.no[w] & otherwise.no[w]);
          open = (guard.yes[w] & then.open[w]) | (guard.no[w] & otherwise.open[w]) |
                 (unsure & (open | otherwise.open[w]));
        } else {
          yes |= guard.no[w] | then.yes[w];
        }
        out.yes[w] = yes;
        out.no[w] = no;
        out.open[w] = open & ~(yes | no);
      }
      return;
    }
    case NodeKind::at_least:
      return at_least(node, out);
  }
}

// All operands for `and` to be true and for `or` to be false, else one.
void Matcher::every_or_some(const Node& node, Masks& out) {
  const bool all = node.kind == NodeKind::and_;
  const std::size_t words = words_;
  std::uint64_t* every = (all ? out.yes : out.no).data();
  std::uint64_t* some = (all ? out.no : out.yes).data();
  std::uint64_t* open = out.open.data();
  std::fill_n(every, words, ~std::uint64_t{0});
  std::fill_n(some, words, std::uint64_t{0});
  std::fill_n(open, words, std::uint64_t{0});
  for (const NodeId id : node.children) {
    const Masks& from = masks_of(id);
    const std::uint64_t* each_every = (all ? from.yes : from.no).data();
    const std::uint64_t* each_some = (all ? from.no : from.yes).data();
    const std::uint64_t* each_open = from.open.data();
    for (std::size_t w = 0; w < words; ++w) {
      every[w] &= each_every[w];
      some[w] |= each_some[w];
      open[w] |= each_open[w];
    }
  }
  for (std::size_t w = 0; w < words; ++w) open[w] &= ~(every[w] | some[w]);
}

// Counts of true and of possible operands, bit by bit of the counter, for 64 rows at a time.
void Matcher::at_least(const Node& node, Masks& out) {
  constexpr std::size_t digits = 16;
  using Counter = std::array<std::uint64_t, digits>;
  const auto add = [](Counter& counter, std::uint64_t carry) {
    for (std::size_t i = 0; i < digits && carry != 0; ++i) {
      const std::uint64_t sum = counter[i] ^ carry;
      carry &= counter[i];
      counter[i] = sum;
    }
  };
  // Rows whose counter is at least `needed`.
  const auto reaches = [](const Counter& counter, std::uint32_t needed) {
    std::uint64_t greater = 0;
    std::uint64_t equal = ~std::uint64_t{0};
    for (std::size_t i = digits; i-- > 0;) {
      const bool wanted = ((needed >> i) & 1U) != 0;
      if (!wanted) greater |= equal & counter[i];
      equal &= wanted ? counter[i] : ~counter[i];
    }
    return greater | equal;
  };
  const auto needed = static_cast<std::uint32_t>(std::max(node.count, 0));
  for (std::size_t w = 0; w < words_; ++w) {
    Counter certain{};
    Counter possible{};
    std::uint64_t open = 0;
    for (const NodeId id : node.children) {
      const Masks& from = masks_of(id);
      add(certain, from.yes[w]);
      add(possible, ~from.no[w]);
      open |= from.open[w];
    }
    out.yes[w] = reaches(certain, needed);
    out.no[w] = ~reaches(possible, needed);
    out.open[w] = open & ~(out.yes[w] | out.no[w]);
  }
}

void Matcher::judge_trial(std::size_t trial) {
  static_assert(static_cast<int>(Verdict::ineligible) == 0 && static_cast<int>(Verdict::incomplete) == 1 &&
                static_cast<int>(Verdict::candidate) == 2 && static_cast<int>(Verdict::eligible) == 3);
  const bool unpublished = plan_.trials[trial]->unpublished;
  for (std::size_t w = 0; w < words_; ++w) {
    std::uint64_t failed = 0;
    std::uint64_t unknown = 0;
    std::uint64_t open = 0;
    for (const CriterionMasks& masks : criteria_[trial]) {
      failed |= masks.fail[w];
      unknown |= masks.unknown[w];
      open |= masks.open[w];
    }
    const std::uint64_t incomplete = unpublished ? ~std::uint64_t{0} : open;
    const std::uint64_t candidate = ~incomplete & unknown;
    verdicts_[trial].low[w] = ~failed & ~candidate;
    verdicts_[trial].high[w] = ~failed & ~incomplete;
  }
}

void Matcher::patch_plain_rows() {
  for (std::size_t row = 0; row < rows_; ++row) {
    if (plain_[row] == 0 || rejected_[row] != 0) continue;
    Evaluator& judge = evaluator(row);
    for (std::size_t t = 0; t < plan_.trials.size(); ++t) {
      const TrialResult result = judge.verdict(*plan_.trials[t]);
      const auto verdict = static_cast<unsigned>(result.verdict);
      put_bit(verdicts_[t].low, row, (verdict & 1U) != 0);
      put_bit(verdicts_[t].high, row, (verdict & 2U) != 0);
      for (std::size_t c = 0; c < result.criteria.size(); ++c) {
        put_bit(criteria_[t][c].fail, row, result.criteria[c].status == Status::fail);
        const bool unknown = result.criteria[c].status == Status::unknown;
        put_bit(criteria_[t][c].unknown, row, unknown);
        put_bit(criteria_[t][c].open, row, unknown && !result.criteria[c].causes.only(Cause::attestation));
      }
    }
  }
}

void Matcher::count_trial(std::size_t trial) {
  TrialTally counts;
  counts.criteria.resize(criteria_[trial].size());
  for (std::size_t verdict = 0; verdict < counts.verdicts.size(); ++verdict) {
    for (std::size_t w = 0; w < words_; ++w) {
      const std::uint64_t low = verdicts_[trial].low[w];
      const std::uint64_t high = verdicts_[trial].high[w];
      scratch_[w] = live_[w] & ((verdict & 1U) != 0 ? low : ~low) & ((verdict & 2U) != 0 ? high : ~high);
    }
    counts.verdicts[verdict] = count_bits({scratch_.data(), words_});
  }
  criterion_words_.clear();
  for (const CriterionMasks& masks : criteria_[trial])
    criterion_words_.push_back({masks.fail.data(), masks.unknown.data()});
  count_criteria(criterion_words_, words_, counts.criteria.data());
  tally_.add(trial, counts);
}

}  // namespace eligo::engine::columnar
