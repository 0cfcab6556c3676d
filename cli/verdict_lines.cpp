// See verdict_lines.hpp.
#include "cli/verdict_lines.hpp"

#include <algorithm>
#include <cstring>

#include "cli/near_columns.hpp"
#include "cli/output_file.hpp"
#include "patients/word_bytes.hpp"

namespace eligo::cli {

namespace {

// Ids of up to so many bytes are copied at once; grid_padding bytes behind any are readable.
constexpr std::size_t short_id = 16;
static_assert(short_id <= patients::grid_padding);

constexpr std::array<std::string_view, 4> verdict_words{",ineligible", ",incomplete", ",candidate",
                                                        ",eligible"};
constexpr std::array<std::string_view, 4> status_words{",pass", ",fail", ",unknown", ",fail"};

// Whether a CSV file can surely hold the text as it is. Every byte that cannot stand there lies below '-',
// and so does no byte of a usual id. Of at most short_id bytes; as many are read.
bool is_plain(std::string_view text) {
  constexpr std::uint64_t high_bits = patients::each_byte << 7U;
  const auto first_byte = text.front();
  if (first_byte == '=' || first_byte == '-' || first_byte == '@') return false;
  std::uint64_t low = 0;
  for (std::size_t at = 0; at < short_id; at += sizeof low) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t reached = ((word | high_bits) - patients::each_byte * '-') | word;
    low |= ~reached & high_bits & patients::bytes_inside(text.size() - std::min(at, text.size()));
  }
  return low == 0;
}

template <std::size_t words>
constexpr std::size_t longest_of(const std::array<std::string_view, words>& list) {
  return std::ranges::max(list, {}, &std::string_view::size).size();
}

}  // namespace

VerdictLines::VerdictLines(const std::vector<const engine::Trial*>& trials, MatchArguments::Detail detail)
    : of_(trials), trials_(trials.size()), near_(detail == MatchArguments::Detail::near) {
  const bool criteria = detail == MatchArguments::Detail::criteria;
  static_assert(group * longest_of(verdict_words) <= longest);
  static_assert(group * longest_of(status_words) <= longest_statuses);
  for (std::size_t t = 0; criteria && t < trials.size(); ++t)
    for (std::size_t c = 0; c < trials[t]->criteria.size(); ++c) criteria_.emplace_back(t, c);
  for (std::size_t count = 1; count <= group; ++count) {
    verdict_tables_.push_back(table(count, verdict_words));
    status_tables_.push_back(table(count, status_words));
  }
  const auto add_groups = [this](std::size_t words, const std::vector<Table>& of) {
    for (std::size_t done = 0; done < words; done += group) {
      groups_.emplace_back();
      tables_.push_back(&of[std::min(group, words - done) - 1]);
    }
  };
  add_groups(trials_, verdict_tables_);
  add_groups(criteria_.size(), status_tables_);
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

// Two bits for each trial of a group, its verdict; and for each criterion of one: failed, unknown.
void VerdictLines::fill_groups(const engine::columnar::Matcher& matcher) {
  const std::size_t words = (matcher.rows() + 63) / 64;
  for (auto& rows : groups_) rows.assign(words * 64, 0);
  const auto put = [&](std::size_t group_index, std::size_t place, std::span<const std::uint64_t> low,
                       std::span<const std::uint64_t> high) {
    const auto shift = static_cast<unsigned>(2 * place);
    engine::columnar::add_bits(low.first(words), shift, groups_[group_index]);
    engine::columnar::add_bits(high.first(words), shift + 1, groups_[group_index]);
  };
  for (std::size_t t = 0; t < trials_; ++t)
    put(t / group, t % group, matcher.verdicts(t).low, matcher.verdicts(t).high);
  const std::size_t first = (trials_ + group - 1) / group;
  for (std::size_t i = 0; i < criteria_.size(); ++i) {
    const auto [trial, criterion] = criteria_[i];
    put(first + i / group, i % group, matcher.failed(trial, criterion), matcher.unknown(trial, criterion));
  }
}

void VerdictLines::append(LineBuffer& out, engine::columnar::Matcher& matcher, const patients::CellGrid& grid,
                          std::size_t id_column) {
  fill_groups(matcher);
  const std::size_t verdict_groups = (trials_ + group - 1) / group;
  for (std::size_t row = 0; row < matcher.rows(); ++row) {
    if (matcher.is_rejected(row)) continue;
    const std::string_view id = grid.cell(id_column, row);
    char* const begin = out.room(2 * id.size() + short_id + (groups_.size() + 1) * longest);
    char* to = begin;
    if (!id.empty() && id.size() <= short_id && is_plain(id)) {
      std::memcpy(to, id.data(), short_id);
      to += id.size();
    } else {
      to = std::ranges::copy(csv_text(id), to).out;
    }
    std::size_t g = 0;
    for (; g < verdict_groups; ++g) {
      const Words& words = (*tables_[g])[groups_[g][row]];
      std::memcpy(to, words.text.data(), longest);
      to += words.size;
    }
    for (; g < groups_.size(); ++g) {
      const Words& words = (*tables_[g])[groups_[g][row]];
      std::memcpy(to, words.text.data(), longest_statuses);
      to += words.size;
    }
    if (near_) {
      out.extend(static_cast<std::size_t>(to - begin));
      append_near(out, matcher, row);
      out.append("\n");
      continue;
    }
    *to++ = '\n';
    out.extend(static_cast<std::size_t>(to - begin));
  }
}

void VerdictLines::append_near(LineBuffer& out, engine::columnar::Matcher& matcher, std::size_t row) const {
  for (std::size_t t = 0; t < trials_; ++t) {
    const auto criterion = matcher.only_failing(t, row);
    if (!criterion) {
      out.append(no_near_cells);
    } else {
      out.append(near_cells(of_[t]->criteria[*criterion], matcher.explain(t, *criterion, row)));
    }
  }
}

}  // namespace eligo::cli
