// Batches of cohort rows against a plan: the same statuses, verdicts and rejects as the plain path, fast.
//
// Entry: Matcher::judge. Predicates become three bit masks over the batch (true, false, and unknown for more
// than an attestation); connectives are operations on words of those. What a predicate says of a combination
// of codes is asked of the plain evaluator once. Rows that the typed columns are not sure of go through the
// plain path whole, and so do rows with cells that cannot be read unless many have the same such cells. One
// thread a matcher; the plan is shared. Memory is bounded whatever the data. Tests:
// tests/oracle/engine_differential.py.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/cohort_row.hpp"
#include "engine/cohort_tally.hpp"
#include "engine/columnar/feature_codes.hpp"
#include "engine/columnar/memo.hpp"
#include "engine/columnar/plan.hpp"
#include "engine/columnar/shared_answers.hpp"
#include "engine/columnar/simd.hpp"
#include "engine/columnar/unreadable_cells.hpp"
#include "engine/evaluate.hpp"
#include "patients/cohort_grid.hpp"
#include "patients/typed_columns.hpp"

namespace eligo::engine::columnar {

// A row that came to no verdict, or cells of a row that could not be read. A row rejected for nothing but its
// unreadable cells has an empty reason.
struct RowNote {
  std::size_t row = 0;
  std::uint64_t line = 0;
  std::optional<patients::CsvProblem> rejected;
  bool counted = true;                  // false: rejected before its cells could be judged
  std::vector<std::size_t> unreadable;  // columns of the file
};

// Rows of a word of a mask.
inline constexpr std::size_t word_bits = 64;

class Matcher {
 public:
  using LineOf = std::function<std::uint64_t(std::size_t row)>;

  // Fills a fresh `out` by the definition, from what the row of the grid was made of.
  using RowSource = std::function<void(BoundRow& out, std::size_t row)>;

  // `plan` must outlive the matcher. `capacity`: rows of the largest batch. `strict`: a row with a cell that
  // cannot be read is rejected. Without `source` the cells of the grid are what the file says.
  Matcher(const Plan& plan, std::size_t capacity, bool strict, RowSource source = {});
  ~Matcher();

  // Learns from the other matchers of the same plan that share the answers, which must outlive the matcher.
  void share(SharedAnswers& answers) { shared_ = &answers; }

  // Judges every row of the grid; `line_of` gives the line of a row and is asked in ascending order.
  void judge(const patients::CellGrid& grid, const LineOf& line_of);

  // ---- of the batch judged last
  std::size_t rows() const { return rows_; }
  bool is_rejected(std::size_t row) const { return rejected_[row] != 0; }
  // The two bits of each row's Verdict as a number, in words of 64 rows.
  struct VerdictBits {
    std::vector<std::uint64_t> low;
    std::vector<std::uint64_t> high;
  };
  const VerdictBits& verdicts(std::size_t trial) const { return verdicts_[trial]; }
  // Words of 64 rows each; a row in neither mask passes.
  std::span<const std::uint64_t> failed(std::size_t trial, std::size_t criterion) const;
  std::span<const std::uint64_t> unknown(std::size_t trial, std::size_t criterion) const;
  // Of those unknown, the rows where more than an attestation is wanting.
  std::span<const std::uint64_t> open(std::size_t trial, std::size_t criterion) const;
  std::span<const std::uint64_t> live() const { return {live_.data(), words_}; }  // rows with verdict
  // The index of the only criterion of a trial that fails for a row; none if none or several do.
  std::optional<std::size_t> only_failing(std::size_t trial, std::size_t row) const;
  // The masks that a criterion would have if one of its predicates had this truth in every row (`unknown`:
  // for more than an attestation). Rows told by the plain path hold nothing to rely on. Valid until the next
  // call.
  struct CriterionMasks {
    std::vector<std::uint64_t> fail;
    std::vector<std::uint64_t> unknown;
    std::vector<std::uint64_t> open;
  };
  const CriterionMasks& assume(std::size_t trial, std::size_t criterion, PredicateId predicate, Truth truth);
  // Of a predicate in a row; not for rows told by the plain path.
  Truth truth_of(PredicateId predicate, std::size_t row) const;
  // Likewise, the rows of a word in which it is not unknown.
  std::uint64_t decided(PredicateId predicate, std::size_t word) const {
    const Masks& masks = predicates_[plan_.slot_of[predicate]].masks;
    return masks.yes[word] | masks.no[word];
  }
  bool is_plain(std::size_t row) const { return plain_[row] != 0; }
  // The row as the plain path reads it; not for rejected rows.
  const BoundRecord& bound_record(std::size_t row) { return bound_row(row).bound.bound; }
  // The same, but by a decoder of fewer entries: enough for a predicate that rests on no others, and soon
  // made. Valid until the next call.
  const BoundRecord& bound_record(std::size_t row, const patients::CohortDecoder& part);
  const Plan& plan() const { return plan_; }
  const patients::TypedColumns& columns() const { return columns_; }

  // By the plain evaluator.
  CriterionExplanation explain(std::size_t trial, std::size_t criterion, std::size_t row);
  const std::vector<RowNote>& notes() const { return notes_; }             // ascending by row
  bool is_counted(std::size_t row) const { return uncounted_[row] == 0; }  // its cells

  // ---- of all batches
  const CohortTally& tally() const { return tally_; }  // since it was last cleared
  void clear_tally() { tally_.clear(); }

 private:
  struct Masks {
    std::vector<std::uint64_t> yes;
    std::vector<std::uint64_t> no;
    std::vector<std::uint64_t> open;  // unknown, for more than an attestation
  };
  // Memory of a predicate, laid out for the present width of its features.
  struct PredicateState {
    std::uint32_t epoch = 0;
    std::uint32_t bits = 0;
    SmallTable small{};
    std::unique_ptr<TableMemo> table;
    std::unique_ptr<WideMemo> wide;
    std::unordered_map<std::string, Answer> long_keys;
    Masks masks;
  };

  void answer_rows();
  void check_entries();
  void check_row(std::size_t check, std::size_t row);
  void check_texts(std::size_t check);
  std::vector<std::size_t> newly_unreadable(const EntryCheck& check, std::size_t row);
  void code_unreadable_rows();
  bool admit(std::size_t row);
  const std::vector<std::size_t>& unreadable_of(std::size_t row) const {
    return unreadable_.columns(unreadable_.codes()[row]);
  }

  std::uint64_t check_key(const EntryCheck& check, std::size_t row) const;
  void note_rows();
  BoundRow& bound_row(std::size_t row);
  Evaluator& evaluator(std::size_t row);
  Answer ask(const PredicatePlan& of, std::size_t row);
  Answer ask_plainly(PredicateId predicate, std::size_t row);

  void answer(std::size_t slot);
  void lay_out(std::size_t slot);
  std::span<const std::uint8_t> small_index(const PredicatePlan& of);
  void answer_by_small_table(std::size_t slot);
  void answer_by_table(std::size_t slot);
  void answer_by_key(std::size_t slot);
  void answer_by_long_key(std::size_t slot);
  void answer_by_row(std::size_t slot);
  void pack(std::size_t slot);

  void combine(std::size_t trial);
  void settle(const Criterion& criterion, CriterionMasks& masks) const;
  void combine_below(const Trial& trial, NodeId node, PredicateId assumed);
  const Masks& masks_of(NodeId node) const { return *node_masks_[node]; }
  void combine_node(const Node& node, Masks& out);
  void every_or_some(const Node& node, Masks& out);
  void at_least(const Node& node, Masks& out);
  void judge_trial(std::size_t trial);
  void patch_plain_rows();
  void count_trial(std::size_t trial);

  const Plan& plan_;
  bool strict_;
  std::size_t capacity_;
  std::size_t words_ = 0;
  patients::TypedColumns columns_;
  UnreadableCells unreadable_;
  FeatureCodes codes_;
  patients::CohortDecoder decoder_;
  RowSource source_;
  SharedAnswers* shared_ = nullptr;
  CohortTally tally_;

  const patients::CellGrid* grid_ = nullptr;
  const LineOf* line_of_ = nullptr;
  std::size_t rows_ = 0;
  std::vector<std::size_t> unfit_;       // rows that only their class gave away; some more than once
  std::vector<std::uint8_t> plain_;      // rows that go through the plain path
  std::vector<std::uint8_t> rejected_;   // rows without verdict
  std::vector<std::uint8_t> uncounted_;  // rows rejected before their cells counted
  std::vector<std::uint64_t> live_;      // mask of the rows with verdict
  std::vector<std::uint64_t> scratch_;
  std::vector<std::unordered_set<std::uint64_t>> readable_;  // by check: keys known to be readable
  std::vector<std::uint64_t> last_readable_;
  std::vector<std::unordered_map<std::uint64_t, std::vector<std::size_t>>> unreadable_keys_;  // and columns
  std::vector<SmallTable> readable_texts_;  // by check and text: 1 if known to be readable

  std::vector<std::unique_ptr<BoundRow>> bound_;
  std::vector<std::unique_ptr<Evaluator>> evaluators_;
  std::vector<std::size_t> touched_;  // rows with an entry in bound_
  std::vector<std::string_view> cells_;
  std::unique_ptr<BoundRow> part_;  // of a row
  std::vector<std::uint32_t> index_;
  std::vector<std::uint8_t> byte_index_;
  std::string row_class_;

  std::vector<std::uint8_t> answers_;
  std::vector<PredicateState> predicates_;
  std::vector<Masks> nodes_;
  std::vector<const Masks*> node_masks_;  // of a node: its own, or those of its predicate
  std::vector<std::vector<CriterionMasks>> criteria_;
  Masks assumed_;  // of the assumed predicate
  CriterionMasks assumed_criterion_;
  std::vector<VerdictBits> verdicts_;
  std::vector<CriterionWords> criterion_words_;
  std::vector<RowNote> notes_;
};

}  // namespace eligo::engine::columnar
