// See limit_counter.hpp.
#include "engine/whatif/limit_counter.hpp"

#include <algorithm>
#include <bit>

namespace eligo::engine {

using columnar::Matcher;
using patients::CellGrid;

namespace {

constexpr std::array<Truth, 3> truths{Truth::false_, Truth::unknown, Truth::true_};

bool bit_at(std::span<const std::uint64_t> words, std::size_t row) {
  return ((words[row / 64] >> (row % 64)) & 1U) != 0;
}

Verdict verdict_of(bool fail, bool open, bool unknown) {
  return fail      ? Verdict::ineligible
         : open    ? Verdict::incomplete
         : unknown ? Verdict::candidate
                   : Verdict::eligible;
}

// Two bits for the verdict of each truth, that of `false` lowest.
VerdictByTruth verdicts_at(std::size_t index) {
  return {static_cast<Verdict>(index % 4), static_cast<Verdict>(index / 4 % 4),
          static_cast<Verdict>(index / 16)};
}

}  // namespace

LimitCounter::LimitCounter(const columnar::Plan& plan, std::size_t trial, std::span<const Limit> limits,
                           const AgeTable* ages, SharedKinds& shared)
    : plan_(plan),
      trial_(trial),
      criterion_(limits.front().criterion),
      predicate_(limits.front().predicate),
      kinds_(plan, limits, ages, shared),
      curves_(limits.size()) {}

void LimitCounter::count(Matcher& matcher, const CellGrid& grid, const OtherCriteria& others,
                         const std::vector<std::uint64_t>& plain) {
  kinds_.look_at(matcher);
  set_verdicts(matcher, others);
  for (std::size_t word = 0; word < plain.size(); ++word)
    count_word(matcher, grid, others, word, plain[word]);
}

// The verdict of every row if the predicate were false, unknown, true.
void LimitCounter::set_verdicts(Matcher& matcher, const OtherCriteria& others) {
  const std::size_t words = matcher.live().size();
  const bool unpublished = plan_.trials[trial_]->unpublished;
  for (const Truth truth : truths) {
    const auto& masks = matcher.assume(trial_, criterion_, predicate_, truth);
    Bits& bits = verdicts_[static_cast<std::size_t>(truth)];
    bits.low.resize(words);
    bits.high.resize(words);
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t possible = ~masks.fail[w];
      const std::uint64_t incomplete = unpublished ? ~std::uint64_t{0} : masks.open[w] | others.open[w];
      const std::uint64_t candidate = ~incomplete & (masks.unknown[w] | others.unknown[w]);
      bits.low[w] = possible & ~candidate;
      bits.high[w] = possible & ~incomplete;
    }
  }
}

void LimitCounter::count_word(Matcher& matcher, const CellGrid& grid, const OtherCriteria& others,
                              std::size_t word, std::uint64_t plain) {
  std::uint64_t rows = matcher.live()[word];
  add_constant(Verdict::ineligible, static_cast<std::uint64_t>(std::popcount(rows & others.fail[word])));
  rows &= ~others.fail[word];
  for (std::uint64_t left = rows & plain; left != 0; left &= left - 1)
    count_plain_row(matcher, others, 64 * word + static_cast<std::size_t>(std::countr_zero(left)));
  rows &= ~plain;
  if (rows == 0) return;
  const auto& [no, unknown, yes] = verdicts_;
  const std::uint64_t varies = (no.low[word] ^ unknown.low[word]) | (yes.low[word] ^ unknown.low[word]) |
                               (no.high[word] ^ unknown.high[word]) | (yes.high[word] ^ unknown.high[word]);
  for (std::size_t v = 0; v < 4; ++v) {
    const std::uint64_t low = (v & 1U) != 0 ? no.low[word] : ~no.low[word];
    const std::uint64_t high = (v & 2U) != 0 ? no.high[word] : ~no.high[word];
    add_constant(static_cast<Verdict>(v),
                 static_cast<std::uint64_t>(std::popcount(rows & ~varies & low & high)));
  }
  count_rows(matcher, grid, word, rows & varies);
}

void LimitCounter::count_rows(Matcher& matcher, const CellGrid& grid, std::size_t word, std::uint64_t rows) {
  if (kinds_.is_full() || counted_ >= most_counted) flush();
  const auto& [no, unknown, yes] = verdicts_;
  const std::array<std::uint64_t, 6> bits{no.low[word],       no.high[word], unknown.low[word],
                                          unknown.high[word], yes.low[word], yes.high[word]};
  const std::uint64_t decided = matcher.decided(predicate_, word);
  for (; rows != 0; rows &= rows - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(rows));
    const std::size_t row = 64 * word + bit;
    std::size_t verdicts = 0;  // two bits for the verdict of each truth
    for (std::size_t i = 0; i < bits.size(); ++i) verdicts |= ((bits[i] >> bit) & 1U) << i;
    const bool is_decided = ((decided >> bit) & 1U) != 0;
    if (!is_decided && kinds_.is_constant_unknown(row)) {
      add_constant(verdicts_at(verdicts)[static_cast<std::size_t>(Truth::unknown)], 1);
      continue;
    }
    const std::uint32_t kind = kinds_.of(matcher, grid, row, is_decided);
    if (kind == LimitKinds::unplaced) {
      const Truth now = matcher.truth_of(predicate_, row);
      add_unplaced(verdicts_at(verdicts)[static_cast<std::size_t>(now)]);
      continue;
    }
    std::vector<std::uint32_t>& counts = counts_[verdicts];
    if (counts.size() < kind) counts.resize(std::max<std::size_t>(kind, 2 * counts.size()));
    ++counts[kind - 1];
    ++counted_;
  }
}

// By the definition, all of it.
void LimitCounter::count_plain_row(Matcher& matcher, const OtherCriteria& others, std::size_t row) {
  const Trial& trial = *plan_.trials[trial_];
  const Criterion& criterion = trial.criteria[criterion_];
  VerdictByTruth verdicts{};
  const auto verdict_if = [&](const Outcome& outcome) {
    Evaluator evaluator(*plan_.program, matcher.bound_record(row), plan_.as_of);
    evaluator.assume(predicate_, outcome);
    const CriterionResult result = evaluator.evaluate(trial, criterion);
    const bool unknown = result.status == Status::unknown;
    const bool open = unknown && !result.causes.only(Cause::attestation);
    return verdict_of(result.status == Status::fail, open || bit_at(others.open, row) || trial.unpublished,
                      unknown || bit_at(others.unknown, row));
  };
  for (const Truth truth : truths) {
    const Outcome outcome =
        truth == Truth::unknown ? Outcome::unknown(Cause::missing) : Outcome::of(truth == Truth::true_);
    verdicts[static_cast<std::size_t>(truth)] = verdict_if(outcome);
  }
  if (const auto kind = kinds_.ask(matcher, row)) return add(*kind, verdicts, 1);
  Evaluator evaluator(*plan_.program, matcher.bound_record(row), plan_.as_of);
  const Truth now = evaluator.evaluate(predicate_).truth;
  add_unplaced(verdicts[static_cast<std::size_t>(now)]);
}

void LimitCounter::add(const LimitKind& kind, const VerdictByTruth& verdicts, std::uint64_t count) {
  for (std::size_t i = 0; i < curves_.size(); ++i) curves_[i].add(kind[i], verdicts, count);
}

void LimitCounter::add_constant(Verdict verdict, std::uint64_t count) {
  for (Curve& curve : curves_) curve.add_constant(verdict, count);
}

void LimitCounter::add_unplaced(Verdict verdict) {
  for (Curve& curve : curves_) curve.add_unplaced(verdict, 1);
}

void LimitCounter::flush() {
  for (std::size_t index = 0; index < counts_.size(); ++index) {
    for (std::size_t kind = 0; kind < counts_[index].size(); ++kind) {
      if (counts_[index][kind] > 0) add(kinds_[kind], verdicts_at(index), counts_[index][kind]);
    }
    counts_[index].clear();
  }
  counted_ = 0;
  kinds_.clear();
}

std::vector<Curve> LimitCounter::finish() {
  flush();
  return std::move(curves_);
}

}  // namespace eligo::engine
