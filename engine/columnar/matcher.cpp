// See matcher.hpp. From rows to the masks of predicates; masks.cpp goes on from there.
#include "engine/columnar/matcher.hpp"

#include <algorithm>
#include <bit>

#include "engine/columnar/simd.hpp"

namespace eligo::engine::columnar {

namespace {

std::size_t words_for(std::size_t rows) { return (rows + word_bits - 1) / word_bits; }

}  // namespace

Matcher::Matcher(const Plan& plan, std::size_t capacity, bool strict, RowSource source)
    : plan_(plan),
      strict_(strict),
      capacity_(words_for(capacity) * word_bits),
      columns_(*plan.cohort, plan.trial_ids, plan.as_of, capacity_),
      unreadable_(capacity_),
      codes_(plan, columns_, unreadable_, capacity_),
      decoder_(*plan.cohort),
      source_(std::move(source)),
      tally_(plan.trials),
      plain_(capacity_),
      rejected_(capacity_),
      uncounted_(capacity_),
      live_(words_for(capacity)),
      scratch_(words_for(capacity)),
      readable_(plan.checks.size()),
      last_readable_(plan.checks.size(), 0),
      unreadable_keys_(plan.checks.size()),
      readable_texts_(plan.checks.size()),

      bound_(capacity_),
      evaluators_(capacity_),
      index_(capacity_),
      byte_index_(capacity_),

      answers_(capacity_),
      predicates_(plan.predicates.size()),
      criteria_(plan.trials.size()),
      verdicts_(plan.trials.size()) {
  for (auto& texts : readable_texts_) texts[0] = 1;  // nothing is readable
  const std::size_t words = words_for(capacity);
  const auto make = [&](Masks& masks) {
    masks.yes.resize(words);
    masks.no.resize(words);
    masks.open.resize(words);
  };
  for (auto& predicate : predicates_) make(predicate.masks);
  std::size_t most_nodes = 0;
  for (std::size_t t = 0; t < plan.trials.size(); ++t) {
    most_nodes = std::max(most_nodes, plan.trials[t]->nodes.size());
    criteria_[t].resize(plan.trials[t]->criteria.size());
    for (auto& masks : criteria_[t]) {
      masks.fail.resize(words);
      masks.unknown.resize(words);
      masks.open.resize(words);
    }
  }
  for (auto& bits : verdicts_) {
    bits.low.resize(words);
    bits.high.resize(words);
  }
  nodes_.resize(most_nodes);
  node_masks_.resize(most_nodes);
  for (auto& masks : nodes_) make(masks);
}

Matcher::~Matcher() = default;

void Matcher::judge(const patients::CellGrid& grid, const LineOf& line_of) {
  grid_ = &grid;
  line_of_ = &line_of;
  rows_ = grid.rows();
  words_ = words_for(rows_);
  for (const std::size_t row : touched_) {
    evaluators_[row].reset();
    bound_[row].reset();
  }
  touched_.clear();
  columns_.read(grid);
  unfit_.clear();
  std::size_t known_unfit = 0;
  do {
    known_unfit = unfit_.size();
    answer_rows();
  } while (unfit_.size() > known_unfit);
  for (std::size_t trial = 0; trial < plan_.trials.size(); ++trial) {
    combine(trial);
    judge_trial(trial);
  }
  patch_plain_rows();
  for (std::size_t trial = 0; trial < plan_.trials.size(); ++trial) count_trial(trial);
}

// Answers every predicate for every row that the columns can tell. A row that turns out unfit while it is
// asked for its class is told by the plain path too, and everything is answered again.
void Matcher::answer_rows() {
  notes_.clear();
  std::fill(rejected_.begin(), rejected_.end(), std::uint8_t{0});
  std::fill(uncounted_.begin(), uncounted_.end(), std::uint8_t{0});
  std::fill(plain_.begin(), plain_.end(), std::uint8_t{0});
  std::ranges::copy(columns_.odd(), plain_.begin());
  for (const std::size_t row : unfit_) plain_[row] = 1;
  unreadable_.start(rows_);
  for (const auto [row, column] : columns_.unreadable()) unreadable_.add(row, column);
  check_entries();
  code_unreadable_rows();
  codes_.compute({plain_.data(), rows_});
  note_rows();
  std::fill(live_.begin(), live_.end(), 0);
  equal_bits({rejected_.data(), words_ * word_bits}, 0, live_);
  if (rows_ % word_bits != 0) live_[words_ - 1] &= (std::uint64_t{1} << (rows_ % word_bits)) - 1;
  for (std::size_t slot = 0; slot < predicates_.size(); ++slot) answer(slot);
}

// ---- predicates

void Matcher::answer(std::size_t slot) {
  const PredicatePlan& of = plan_.predicates[slot];
  PredicateState& state = predicates_[slot];
  if (of.by_row) {
    answer_by_row(slot);
    return pack(slot);
  }
  std::uint32_t epoch = 1;
  for (const FeatureId feature : of.features) epoch += codes_.epoch(feature);
  if (epoch != state.epoch) {
    lay_out(slot);
    state.epoch = epoch;
  }
  if (state.bits <= small_table_bits) {
    answer_by_small_table(slot);
  } else if (state.bits <= table_bits) {
    answer_by_table(slot);
  } else if (state.bits <= word_bits) {
    answer_by_key(slot);
  } else {
    answer_by_long_key(slot);
  }
  pack(slot);
}

// Forgets what was said, since codes have come to mean something else.
void Matcher::lay_out(std::size_t slot) {
  PredicateState& state = predicates_[slot];
  state.bits = 0;
  for (const FeatureId feature : plan_.predicates[slot].features) state.bits += codes_.bits(feature);
  state.small.fill(0);
  state.table.reset();
  state.wide.reset();
  state.long_keys.clear();
  if (state.bits <= small_table_bits) return;
  if (state.bits <= table_bits) {
    state.table = std::make_unique<TableMemo>(state.bits);
  } else if (state.bits <= word_bits) {
    state.wide = std::make_unique<WideMemo>();
  }
}

// The codes of the features of a predicate side by side, as one number of at most eight bits.
std::span<const std::uint8_t> Matcher::small_index(const PredicatePlan& of) {
  const std::size_t size = words_ * word_bits;
  const auto is_constant = [&](FeatureId feature) { return codes_.bits(feature) == 0; };
  const auto first = std::ranges::find_if_not(of.features, is_constant);
  const std::span<std::uint8_t> index(byte_index_.data(), size);
  if (first == of.features.end()) {
    std::ranges::fill(index, std::uint8_t{0});
    return index;
  }
  const auto second = std::find_if_not(first + 1, of.features.end(), is_constant);
  if (second == of.features.end()) return {codes_.of(*first), size};
  std::copy_n(codes_.of(*first), size, index.begin());
  unsigned shift = codes_.bits(*first);
  for (auto feature = second; feature != of.features.end(); ++feature) {
    if (is_constant(*feature)) continue;
    add_code({codes_.of(*feature), size}, shift, index);
    shift += codes_.bits(*feature);
  }
  return index;
}

void Matcher::answer_by_small_table(std::size_t slot) {
  const PredicatePlan& of = plan_.predicates[slot];
  PredicateState& state = predicates_[slot];
  const std::size_t size = words_ * word_bits;
  const std::span<const std::uint8_t> index = small_index(of);
  const bool new_keys = look_up(index, state.small.data(), state.bits, {answers_.data(), size});
  for (std::size_t row = 0; new_keys && row < rows_; ++row) {
    // Codes of odd rows mean nothing.
    if (plain_[row] != 0) continue;
    std::uint8_t& known = state.small[index[row]];
    if (known == 0) known = static_cast<std::uint8_t>(ask(of, row));
    answers_[row] = known;
  }
}

void Matcher::answer_by_table(std::size_t slot) {
  const PredicatePlan& of = plan_.predicates[slot];
  TableMemo& table = *predicates_[slot].table;
  std::fill_n(index_.begin(), rows_, 0U);
  unsigned shift = 0;
  for (const FeatureId feature : of.features) {
    if (codes_.bits(feature) == 0) continue;
    add_code({codes_.of(feature), rows_}, shift, {index_.data(), rows_});
    shift += codes_.bits(feature);
  }
  const std::uint32_t* index = index_.data();
  std::uint8_t* answers = answers_.data();
  unsigned new_keys = 0;
  for (std::size_t row = 0, rows = rows_; row < rows; ++row) {
    const Answer known = table[index[row]];
    new_keys |= known == Answer::not_asked ? 1U : 0U;
    answers[row] = static_cast<std::uint8_t>(known);
  }
  for (std::size_t row = 0; new_keys != 0 && row < rows_; ++row) {
    if (plain_[row] != 0) continue;
    Answer& known = table[index_[row]];
    if (known == Answer::not_asked) known = ask(of, row);
    answers_[row] = static_cast<std::uint8_t>(known);
  }
}

void Matcher::answer_by_key(std::size_t slot) {
  const PredicatePlan& of = plan_.predicates[slot];
  WideMemo& memo = *predicates_[slot].wide;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (plain_[row] != 0) continue;
    std::uint64_t key = 0;
    for (const FeatureId feature : of.features) key = key << codes_.bits(feature) | codes_.of(feature)[row];
    Answer known = memo.find(key);
    if (known == Answer::not_asked) {
      known = ask(of, row);
      if (known != Answer::not_asked) memo.put(key, known);
    }
    answers_[row] = static_cast<std::uint8_t>(known);
  }
}

void Matcher::answer_by_long_key(std::size_t slot) {
  constexpr std::size_t most = 10'000;
  const PredicatePlan& of = plan_.predicates[slot];
  auto& memo = predicates_[slot].long_keys;
  std::string key;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (plain_[row] != 0) continue;
    key.clear();
    for (const FeatureId feature : of.features) key += static_cast<char>(codes_.of(feature)[row]);
    auto found = memo.find(key);
    if (found == memo.end()) {
      if (memo.size() >= most) memo.clear();
      const Answer answer = ask(of, row);
      answers_[row] = static_cast<std::uint8_t>(answer);
      if (answer != Answer::not_asked) memo.emplace(key, answer);
      continue;
    }
    answers_[row] = static_cast<std::uint8_t>(found->second);
  }
}

void Matcher::answer_by_row(std::size_t slot) {
  for (std::size_t row = 0; row < rows_; ++row) {
    if (plain_[row] == 0)
      answers_[row] = static_cast<std::uint8_t>(ask_plainly(plan_.predicates[slot].predicate, row));
  }
}

void Matcher::pack(std::size_t slot) {
  Masks& masks = predicates_[slot].masks;
  const std::span<const std::uint8_t> answers(answers_.data(), words_ * word_bits);
  equal_bits(answers, {ValueBits{static_cast<std::uint8_t>(Answer::yes), masks.yes.data()},
                       ValueBits{static_cast<std::uint8_t>(Answer::no), masks.no.data()},
                       ValueBits{static_cast<std::uint8_t>(Answer::open), masks.open.data()}});
}

// ---- what came out

std::span<const std::uint64_t> Matcher::failed(std::size_t trial, std::size_t criterion) const {
  return criteria_[trial][criterion].fail;
}
std::span<const std::uint64_t> Matcher::unknown(std::size_t trial, std::size_t criterion) const {
  return criteria_[trial][criterion].unknown;
}

std::span<const std::uint64_t> Matcher::open(std::size_t trial, std::size_t criterion) const {
  return criteria_[trial][criterion].open;
}

std::optional<std::size_t> Matcher::only_failing(std::size_t trial, std::size_t row) const {
  std::optional<std::size_t> found;
  for (std::size_t c = 0; c < criteria_[trial].size(); ++c) {
    if (((criteria_[trial][c].fail[row / word_bits] >> (row % word_bits)) & 1U) == 0) continue;
    if (found) return std::nullopt;
    found = c;
  }
  return found;
}

CriterionExplanation Matcher::explain(std::size_t trial, std::size_t criterion, std::size_t row) {
  const Trial& of = *plan_.trials[trial];
  return evaluator(row).explain(of, of.criteria[criterion]);
}

}  // namespace eligo::engine::columnar
