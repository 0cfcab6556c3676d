// See match_pipeline.hpp.
#include "cli/match_pipeline.hpp"

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "cli/verdict_lines.hpp"
#include "engine/columnar/matcher.hpp"

namespace eligo::cli {

namespace {

using engine::columnar::Matcher;
using engine::columnar::Plan;
using engine::columnar::RowNote;
using patients::BlockRows;
using patients::CellGrid;
using patients::CohortBlock;

// What one thread needs to judge blocks.
class BlockJudge {
 public:
  BlockJudge(const Plan& plan, const PipelineSettings& settings)
      : plan_(plan),
        settings_(settings),
        matcher_(plan, settings.batch_rows, settings.strict),
        lines_(plan.trials, settings.criteria),
        rows_(plan.cohort->columns.size()),
        grid_(plan.cohort->columns.size(), settings.batch_rows) {}

  void judge(const CohortBlock& block, MatchedRows& out) {
    out.clear();
    if (settings_.count_cells) out.filled.resize(plan_.cohort->columns.size());
    rows_.start(block);
    const Matcher::LineOf line_of = [this](std::size_t row) { return rows_.lines()[row]; };
    while (rows_.next(grid_)) {
      matcher_.judge(grid_, line_of);
      lines_.append(out.verdicts, matcher_, grid_, id_column());
      note(out);
      if (settings_.count_cells) matcher_.add_filled(out.filled);
    }
  }

  const engine::CohortTally& tally() const { return matcher_.tally(); }

 private:
  std::size_t id_column() const {
    return *plan_.cohort->person[static_cast<std::size_t>(patients::PersonField::id)];
  }

  // Rejected rows of the splitter and of the matcher, in the order of the file.
  void note(MatchedRows& out) {
    auto split = rows_.rejected().begin();
    std::size_t rejected = 0;
    for (const RowNote& note : matcher_.notes()) {
      for (; split != rows_.rejected().end() && split->before_row <= note.row; ++split)
        out.rejected.push_back(split->problem);
      if (note.rejected) {
        out.rejected.push_back(*note.rejected);
        ++rejected;
      }
      for (const std::size_t column : note.counted ? note.unreadable : std::vector<std::size_t>{})
        out.unreadable.push_back(
            {column, std::string(grid_.cell(column, note.row).substr(0, longest_example))});
    }
    for (; split != rows_.rejected().end(); ++split) out.rejected.push_back(split->problem);
    out.rows += matcher_.rows() - rejected;
  }

  const Plan& plan_;
  const PipelineSettings& settings_;
  Matcher matcher_;
  VerdictLines lines_;
  BlockRows rows_;
  CellGrid grid_;
};

// Blocks in, results out, in order.
class Pipeline {
 public:
  Pipeline(const Plan& plan, patients::CohortBlocks& blocks, const PipelineSettings& settings,
           const TakeRows& take)
      : plan_(plan), blocks_(blocks), settings_(settings), take_(take), tally_(plan.trials) {}

  engine::CohortTally run() {
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < settings_.threads; ++i) others.emplace_back([this] { work(); });
    work();
    for (auto& thread : others) thread.join();
    return std::move(tally_);
  }

 private:
  struct Result {
    MatchedRows rows;
    std::uint64_t end = 0;
  };

  void work() {
    BlockJudge judge(plan_, settings_);
    CohortBlock block;
    auto result = std::make_unique<Result>();
    while (read(block)) {
      judge.judge(block, result->rows);
      result->end = block.end;
      result = hand_over(block.sequence, std::move(result));
    }
    const std::lock_guard lock(order_);
    tally_.add(judge.tally());
  }

  bool read(CohortBlock& block) {
    const std::lock_guard lock(reading_);
    return !stopped_ && blocks_.next(block);
  }

  // Takes the result in its turn, or leaves it for whoever has the one before. Gives a used one back.
  std::unique_ptr<Result> hand_over(std::uint64_t sequence, std::unique_ptr<Result> result) {
    std::unique_lock lock(order_);
    // The thread that is next in order never waits, so this ends.
    room_.wait(lock, [&] { return sequence == next_ || waiting_.size() < 4 * settings_.threads; });
    waiting_.emplace(sequence, std::move(result));
    std::unique_ptr<Result> used;
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      used = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      position_.bytes = used->end;
      position_.rows += used->rows.rows + used->rows.rejected.size();
      if (!stopped_ && !take_(used->rows, position_)) stopped_ = true;
      ++next_;
    }
    room_.notify_all();
    return used ? std::move(used) : std::make_unique<Result>();
  }

  const Plan& plan_;
  patients::CohortBlocks& blocks_;
  const PipelineSettings& settings_;
  const TakeRows& take_;
  engine::CohortTally tally_;
  std::mutex reading_;
  std::mutex order_;
  std::condition_variable room_;
  std::map<std::uint64_t, std::unique_ptr<Result>> waiting_;
  std::uint64_t next_ = 0;
  PipelinePosition position_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace

engine::CohortTally run_pipeline(const Plan& plan, patients::CohortBlocks& blocks,
                                 const PipelineSettings& settings, const TakeRows& take) {
  return Pipeline(plan, blocks, settings, take).run();
}

}  // namespace eligo::cli
