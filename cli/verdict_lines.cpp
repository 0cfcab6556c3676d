// See verdict_lines.hpp.
#include "cli/verdict_lines.hpp"

#include <algorithm>
#include <cstring>

#include "cli/output_file.hpp"

namespace eligo::cli {

namespace {

constexpr std::array<std::string_view, 4> verdict_words{",ineligible", ",incomplete", ",candidate",
                                                        ",eligible"};
constexpr std::array<std::string_view, 4> status_words{",pass", ",fail", ",unknown", ",fail"};

// Whether a CSV file can hold the text as it is.
bool is_plain(std::string_view text) {
  constexpr std::string_view formula = "=+-@\t\r";
  if (text.empty() || formula.find(text.front()) != std::string_view::npos) return false;
  return std::ranges::none_of(text, [](char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; });
}

}  // namespace

VerdictLines::VerdictLines(const std::vector<const engine::Trial*>& trials, bool criteria)
    : trials_(trials.size()) {
  for (std::size_t t = 0; criteria && t < trials.size(); ++t)
    for (std::size_t c = 0; c < trials[t]->criteria.size(); ++c) criteria_.emplace_back(t, c);
  for (std::size_t count = 1; count <= group; ++count) {
    verdict_tables_.push_back(table(count, verdict_words));
    status_tables_.push_back(table(count, status_words));
  }
  status_groups_.resize((criteria_.size() + group - 1) / group);
}

VerdictLines::Table VerdictLines::table(std::size_t count, const std::array<std::string_view, 4>& words) {
  Table made(std::size_t{1} << (2 * count));
  for (std::size_t index = 0; index < made.size(); ++index) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view word = words[(index >> (2 * i)) & 3U];
      std::ranges::copy(word, made[index].text.begin() + made[index].size);
      made[index].size = static_cast<std::uint8_t>(made[index].size + word.size());
    }
  }
  return made;
}

// Two bits for each criterion of a group: failed, unknown.
void VerdictLines::group_criteria(const engine::columnar::Matcher& matcher) {
  for (std::size_t g = 0; g < status_groups_.size(); ++g) {
    auto& rows = status_groups_[g];
    rows.assign(matcher.rows(), 0);
    const std::size_t end = std::min(criteria_.size(), (g + 1) * group);
    for (std::size_t i = g * group; i < end; ++i) {
      const auto failed = matcher.failed(criteria_[i].first, criteria_[i].second);
      const auto unknown = matcher.unknown(criteria_[i].first, criteria_[i].second);
      const auto shift = static_cast<unsigned>(2 * (i - g * group));
      for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto bit = [row](std::span<const std::uint64_t> words) {
          return static_cast<unsigned>((words[row / 64] >> (row % 64)) & 1U);
        };
        rows[row] = static_cast<std::uint8_t>(rows[row] | (bit(failed) | bit(unknown) << 1U) << shift);
      }
    }
  }
}

void VerdictLines::append(std::string& out, const engine::columnar::Matcher& matcher,
                          const patients::CellGrid& grid, std::size_t id_column) {
  group_criteria(matcher);
  const std::size_t groups = (trials_ + group - 1) / group + status_groups_.size();
  std::size_t used = out.size();
  for (std::size_t row = 0; row < matcher.rows(); ++row) {
    if (matcher.is_rejected(row)) continue;
    const std::string_view id = grid.cell(id_column, row);
    const std::size_t most = 2 * id.size() + 4 + (groups + 1) * longest;
    if (out.size() < used + most) out.resize(std::max(2 * out.size(), used + 64 * most));
    if (is_plain(id)) {
      std::memcpy(out.data() + used, id.data(), id.size());
      used += id.size();
    } else {
      const std::string safe = csv_text(id);
      std::memcpy(out.data() + used, safe.data(), safe.size());
      used += safe.size();
    }
    const auto put = [&](const Words& words) {
      std::memcpy(out.data() + used, words.text.data(), longest);
      used += words.size;
    };
    for (std::size_t t = 0; t < trials_; t += group) {
      const std::size_t count = std::min(group, trials_ - t);
      std::size_t index = 0;
      for (std::size_t i = 0; i < count; ++i)
        index |= static_cast<std::size_t>(matcher.verdicts(t + i)[row]) << (2 * i);
      put(verdict_tables_[count - 1][index]);
    }
    for (std::size_t g = 0; g < status_groups_.size(); ++g) {
      const std::size_t count = std::min(group, criteria_.size() - g * group);
      put(status_tables_[count - 1][status_groups_[g][row]]);
    }
    out[used++] = '\n';
  }
  out.resize(used);
}

}  // namespace eligo::cli
