// See match_pipeline.hpp.
#include "cli/match_pipeline.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "cli/verdict_lines.hpp"
#include "engine/columnar/matcher.hpp"
#include "patients/record_rows.hpp"

namespace eligo::cli {

namespace {

using engine::columnar::Matcher;
using engine::columnar::Plan;
using engine::columnar::RowNote;
using patients::BlockRows;
using patients::CellGrid;
using patients::CohortBlock;

// Rows of a batch: fewer of a file with very many columns, so that the places of its cells stay few.
std::size_t grid_rows(std::size_t columns, const PipelineSettings& settings) {
  constexpr std::size_t most_cells = std::size_t{1} << 19U;
  return std::clamp<std::size_t>(most_cells / std::max<std::size_t>(columns, 1), 1, settings.batch_rows);
}

// What one thread needs to judge blocks.
class BlockJudge {
 public:
  BlockJudge(const Plan& plan, const FileColumns& file, const PipelineSettings& settings)
      : plan_(plan),
        file_(file),
        settings_(settings),
        matcher_(plan, settings.batch_rows, settings.strict),
        lines_(plan.trials, settings.detail),
        rows_(file.columns->size()),
        file_grid_(file.columns->size(), grid_rows(file.columns->size(), settings)),
        made_grid_(file.transform->has_value() ? plan.cohort->columns.size() : 0, file_grid_.capacity()),
        transform_(*file.transform),
        look_(settings.look ? settings.look() : LookAtBatch()) {}

  void share(engine::columnar::SharedAnswers& answers) { matcher_.share(answers); }

  void judge(CohortBlock& block, MatchedRows& out) {
    out.clear();
    matcher_.clear_tally();
    if (settings_.count_cells) out.filled.resize(file_.columns->size());
    rows_.start(block);
    const Matcher::LineOf line_of = [this](std::size_t row) { return rows_.lines()[row]; };
    while (rows_.next(file_grid_)) {
      if (transform_) make_cells();
      const CellGrid& grid = transform_ ? made_grid_ : file_grid_;
      matcher_.judge(grid, line_of);
      if (look_) {
        look_(matcher_, grid);
      } else {
        lines_.append(out.verdicts, matcher_, grid, id_column());
      }
      note(out);
      if (settings_.count_cells) count_cells(out.filled);
      if (settings_.keep_ids) keep_ids(grid, out);
    }
    out.tally = matcher_.tally();
  }

 private:
  std::size_t id_column() const {
    return *plan_.cohort->person[static_cast<std::size_t>(patients::PersonField::id)];
  }

  // The cells that the plan reads, by the map.
  void make_cells() {
    made_text_.clear();
    std::vector<patients::CellExtent> extents;
    for (std::size_t row = 0; row < file_grid_.rows(); ++row) {
      file_grid_.cells_of(row, cells_);
      for (const std::string_view cell : transform_->apply(cells_, rows_.lines()[row])) {
        const auto begin = static_cast<std::uint32_t>(made_text_.size());
        made_text_ += cell;
        extents.push_back({begin, static_cast<std::uint32_t>(made_text_.size())});
      }
    }
    made_text_.append(patients::grid_padding, '\0');
    made_grid_.clear(made_text_.data());
    auto extent = extents.begin();
    for (std::size_t row = 0; row < file_grid_.rows(); ++row) {
      for (std::size_t c = 0; c < made_grid_.columns(); ++c, ++extent)
        made_grid_.set(c, extent->begin, extent->end);
      made_grid_.end_row();
    }
  }

  std::string example(std::size_t column, std::size_t row) const {
    return std::string(file_grid_.cell(column, row).substr(0, longest_example));
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
        if (note.counted) {
          const std::size_t column = note.unreadable.front();
          out.rejected.back().reason =
              strict_reason(example(column, note.row), (*file_.columns)[column].header);
        }
      }
      if (!note.counted) continue;
      for (const std::size_t column : note.unreadable)
        out.unreadable.push_back({column, example(column, note.row)});
    }
    for (; split != rows_.rejected().end(); ++split) out.rejected.push_back(split->problem);
    out.rows += matcher_.rows() - rejected;
  }

  void count_cells(std::vector<std::uint64_t>& filled) const {
    for (std::size_t column = 0; column < filled.size(); ++column) {
      for (std::size_t row = 0; row < file_grid_.rows(); ++row) {
        if (!matcher_.is_counted(row)) continue;
        const std::string_view cell = file_grid_.cell(column, row);
        const bool empty = transform_ ? transform_->is_empty(column, cell)
                                      : cell.find_first_not_of(" \t\r\n") == std::string_view::npos;
        filled[column] += empty ? 0 : 1;
      }
    }
  }

  void keep_ids(const CellGrid& grid, MatchedRows& out) const {
    for (std::size_t row = 0; row < grid.rows(); ++row) {
      if (!matcher_.is_rejected(row))
        out.ids.push_back({std::string(grid.cell(id_column(), row)), rows_.lines()[row]});
    }
  }

  const Plan& plan_;
  const FileColumns& file_;
  const PipelineSettings& settings_;
  Matcher matcher_;
  VerdictLines lines_;
  BlockRows rows_;
  CellGrid file_grid_;
  CellGrid made_grid_;
  std::optional<patients::CohortTransform> transform_;
  LookAtBatch look_;
  std::string made_text_;
  std::vector<std::string_view> cells_;
};

// The same for blocks of records.
class RecordJudge {
 public:
  RecordJudge(const Plan& plan, const patients::RecordColumns& columns, const PipelineSettings& settings)
      : plan_(plan),
        settings_(settings),
        matcher_(plan, settings.batch_rows, settings.strict,
                 [this](engine::BoundRow& out, std::size_t row) { read(out, row); }),
        lines_(plan.trials, settings.detail),
        rows_(columns),
        grid_(plan.cohort->columns.size(), settings.batch_rows),
        look_(settings.look ? settings.look() : LookAtBatch()) {}

  void share(engine::columnar::SharedAnswers& answers) { matcher_.share(answers); }

  void judge(CohortBlock& block, MatchedRows& out) {
    out.clear();
    matcher_.clear_tally();
    rows_.start(block);
    const Matcher::LineOf line_of = [this](std::size_t row) { return rows_.lines()[row]; };
    while (rows_.next(grid_)) {
      ids_.clear();
      unreadable_.clear();
      matcher_.judge(grid_, line_of);
      for (const auto& [row, id] : ids_) rows_.name_row(grid_, row, id);
      if (look_) {
        look_(matcher_, grid_);
      } else {
        lines_.append(out.verdicts, matcher_, grid_, id_column());
      }
      note(out);
      for (std::size_t row = 0; settings_.keep_ids && row < grid_.rows(); ++row) {
        if (!matcher_.is_rejected(row))
          out.ids.push_back({std::string(grid_.cell(id_column(), row)), rows_.lines()[row]});
      }
    }
    out.tally = matcher_.tally();
  }

 private:
  std::size_t id_column() const {
    return *plan_.cohort->person[static_cast<std::size_t>(patients::PersonField::id)];
  }

  // What the line says by the definition. Of what came to no cells, the id is kept for the output.
  void read(engine::BoundRow& out, std::size_t row) {
    engine::read_record_line(out, rows_.text(row), plan_.program->vocabulary, plan_.as_of,
                             rows_.lines()[row]);
    if (out.row.rejected) return;
    if (std::ranges::binary_search(rows_.unread(), row)) ids_.emplace_back(row, out.row.record->id);
    if (!out.row.unreadable.empty()) unreadable_.emplace(row, engine::unreadable_value_of(out));
  }

  void note(MatchedRows& out) {
    auto split = rows_.rejected().begin();
    std::size_t rejected = 0;
    for (const RowNote& note : matcher_.notes()) {
      if (!note.rejected) continue;
      for (; split != rows_.rejected().end() && split->before_row <= note.row; ++split)
        out.rejected.push_back(split->problem);
      out.rejected.push_back(*note.rejected);
      out.rejected.back().column = 0;
      if (note.counted) out.rejected.back().reason = unreadable_[note.row];
      ++rejected;
    }
    for (; split != rows_.rejected().end(); ++split) out.rejected.push_back(split->problem);
    out.rows += matcher_.rows() - rejected;
    out.unread += rows_.unread().size();
  }

  const Plan& plan_;
  const PipelineSettings& settings_;
  Matcher matcher_;
  VerdictLines lines_;
  patients::RecordRows rows_;
  CellGrid grid_;
  LookAtBatch look_;
  std::vector<std::pair<std::size_t, std::string>> ids_;
  std::map<std::size_t, std::string> unreadable_;  // by row: why
};

// Blocks in, results out, in order.
class Pipeline {
 public:
  Pipeline(const Plan& plan, const FileColumns& file, patients::CohortBlocks& blocks,
           const PipelineSettings& settings, const TakeRows& take)
      : plan_(plan), file_(file), blocks_(blocks), settings_(settings), take_(take) {}

  void run() {
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < settings_.threads; ++i) others.emplace_back([this] { work(); });
    work();
    for (auto& thread : others) thread.join();
  }

 private:
  struct Result {
    MatchedRows rows;
    std::uint64_t end = 0;
    std::uint64_t next_line = 0;
  };

  void work() {
    if (file_.records != nullptr) {
      RecordJudge judge(plan_, *file_.records, settings_);
      work_with(judge);
    } else {
      BlockJudge judge(plan_, file_, settings_);
      work_with(judge);
    }
  }

  template <class Judge>
  void work_with(Judge& judge) {
    if (settings_.threads > 1) judge.share(answers_);
    CohortBlock block;
    auto result = std::make_unique<Result>();
    while (read(block)) {
      judge.judge(block, result->rows);
      result->end = block.end;
      result->next_line = block.next_line;
      result = hand_over(block.sequence, std::move(result));
    }
  }

  bool read(CohortBlock& block) {
    const std::lock_guard lock(reading_);
    return !stopped_ && blocks_.next(block);
  }

  // Leaves the result for whoever takes results, or takes those whose turn has come if nobody does. Gives a
  // used one back, so that its memory stays in use.
  std::unique_ptr<Result> hand_over(std::uint64_t sequence, std::unique_ptr<Result> result) {
    std::unique_lock lock(order_);
    // The thread that is next in order never waits, so this ends.
    room_.wait(lock, [&] { return sequence == next_ || waiting_.size() < 4 * settings_.threads; });
    waiting_.emplace(sequence, std::move(result));
    while (!taking_ && !waiting_.empty() && waiting_.begin()->first == next_) {
      std::unique_ptr<Result> next = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      taking_ = true;
      lock.unlock();
      take(*next);
      lock.lock();
      taking_ = false;
      ++next_;
      used_.push_back(std::move(next));
      room_.notify_all();
    }
    if (used_.empty()) return std::make_unique<Result>();
    result = std::move(used_.back());
    used_.pop_back();
    return result;
  }

  // By one thread at a time.
  void take(const Result& result) {
    position_.bytes = result.end;
    position_.line = result.next_line;
    position_.rows += result.rows.rows + result.rows.rejected.size();
    if (!stopped_ && !take_(result.rows, position_)) stopped_ = true;
  }

  const Plan& plan_;
  const FileColumns& file_;
  patients::CohortBlocks& blocks_;
  const PipelineSettings& settings_;
  const TakeRows& take_;
  engine::columnar::SharedAnswers answers_;
  std::mutex reading_;
  std::mutex order_;
  std::condition_variable room_;
  std::map<std::uint64_t, std::unique_ptr<Result>> waiting_;
  std::vector<std::unique_ptr<Result>> used_;
  std::uint64_t next_ = 0;
  bool taking_ = false;
  PipelinePosition position_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace

void run_pipeline(const Plan& plan, const FileColumns& file, patients::CohortBlocks& blocks,
                  const PipelineSettings& settings, const TakeRows& take) {
  Pipeline(plan, file, blocks, settings, take).run();
}

}  // namespace eligo::cli
