// See cohort_file.hpp.
#include "cli/cohort_file.hpp"

#include <algorithm>
#include <utility>

#include "cli/files.hpp"
#include "cli/output.hpp"
#include "engine/cohort_names.hpp"

namespace eligo::cli {

using patients::CsvEvent;

namespace {

constexpr std::size_t largest_map = std::size_t{16} << 20U;

std::size_t line_of(std::string_view text, std::uint64_t byte) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(byte, text.size()));
  return static_cast<std::size_t>(std::count(text.begin(), end, '\n')) + 1;
}

// What a header without `id` asks for.
std::string advice_on(std::span<const std::string_view> header, const patients::CohortPlanResult& planned) {
  const bool lacks_id = !planned.problems.empty() && planned.problems.back().column == 0;
  if (!lacks_id) return {};
  for (const auto& [separator, as_written] :
       {std::pair{';', ";"}, std::pair{'\t', "\\t"}, std::pair{'|', "|"}}) {
    if (header.size() == 1 && header[0].find(separator) != std::string_view::npos) {
      return std::string("the header is one cell; are its columns apart by another separator? a map says `") +
             "\"separator\": \"" + as_written + "\"`";
    }
  }
  return "no column is called `id`; a map (`--columns`) says which it is, or `\"id\": {\"line\": \"row-\"}`";
}

// By their header, and the lines for ids.
patients::CohortMap map_with_lines() {
  patients::CohortMap map;
  map.by_header = true;
  map.targets.push_back({"id", {}});
  map.targets.back().source.kind = patients::MapSource::Kind::line;
  map.targets.back().source.text = "line ";
  return map;
}

}  // namespace

bool is_cohort_name(std::string_view path) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  if (path.ends_with(".zst")) path.remove_suffix(4);
  return path.ends_with(".csv") || path.ends_with(".CSV");
}

bool CohortFile::complain_of_source() const {
  complain("cannot read " + in_ticks(display_name(path_)) + ": " + source_.error());
  return false;
}

void CohortFile::complain_of_map(const std::vector<patients::MapProblem>& problems) const {
  for (const auto& problem : problems) {
    std::string place = display_name(map_) + ':' + std::to_string(line_of(map_text_, problem.place.byte));
    if (!problem.place.pointer.empty()) place += ": " + in_ticks(problem.place.pointer);
    complain(place + ": " + problem.message);
  }
}

bool CohortFile::open(const engine::Vocabulary& vocabulary, bool to_look) {
  patients::CohortMap map;
  if (!map_.empty() && !read_map(map)) return false;
  if (!source_.open(path_)) return complain_of_source();
  patients::CsvLimits limits;
  limits.separator = map.separator;
  limits.block = block_;
  csv_.emplace([this](char* into, std::size_t size) { return source_.read(into, size); }, limits);
  if (!read_header()) return false;
  if (!(map_.empty() ? plan_by_header(vocabulary, to_look) : plan_by_map(map, vocabulary))) return false;
  csv_->expect_cells(csv_->cells().size());
  decoder_.emplace(plan_);
  return true;
}

bool CohortFile::read_map(patients::CohortMap& map) {
  FileText file = read_file(map_, largest_map);
  if (!file.text) {
    complain(file.error);
    return false;
  }
  map_text_ = std::move(*file.text);
  patients::CohortMapResult read = patients::read_cohort_map(map_text_);
  complain_of_map(read.problems);
  map = std::move(read.map);
  return read.problems.empty();
}

bool CohortFile::read_header() {
  const CsvEvent event = csv_->next();
  const std::string file = display_name(path_);
  if (event == CsvEvent::failed) return complain_of_source();
  if (event == CsvEvent::end) {
    complain(in_ticks(file) + " is empty: the first line names the columns");
    return false;
  }
  if (event == CsvEvent::rejected) {
    complain(file + ':' + std::to_string(csv_->problem().line) +
             ": the header cannot be read: " + csv_->problem().reason);
    return false;
  }
  return true;
}

bool CohortFile::plan_by_header(const engine::Vocabulary& vocabulary, bool to_look) {
  patients::CohortPlanResult planned = patients::plan_cohort(csv_->cells(), engine::cohort_names(vocabulary));
  advice_ = advice_on(csv_->cells(), planned);
  if (to_look && planned.problems.size() == 1 && planned.problems[0].column == 0) {
    return plan_by_map(map_with_lines(), vocabulary);
  }
  for (const auto& problem : planned.problems) {
    std::string message = display_name(path_);
    message += ": header";
    if (problem.column > 0) message += ", column " + std::to_string(problem.column);
    message += ": ";
    message += problem.message;
    complain(message);
  }
  if (!planned.problems.empty() && !advice_.empty()) complain(advice_);
  plan_ = std::move(planned.plan);
  columns_ = patients::file_columns(plan_);
  return planned.problems.empty();
}

bool CohortFile::plan_by_map(const patients::CohortMap& map, const engine::Vocabulary& vocabulary) {
  patients::MappedCohort mapped =
      patients::map_cohort(map, csv_->cells(), engine::map_vocabulary(vocabulary));
  complain_of_map(mapped.problems);
  reads_headers_ = map.by_header;
  plan_ = std::move(mapped.plan);
  columns_ = std::move(mapped.columns);
  transform_ = std::move(mapped.transform);
  return mapped.problems.empty();
}

bool CohortFile::is_empty(std::size_t column, std::string_view cell) const {
  if (transform_) return transform_->is_empty(column, cell);
  return cell.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

void CohortFile::Item::note_unreadable(std::uint32_t column) {
  if (column == 0 || std::ranges::find(row.unreadable, column - 1) != row.unreadable.end()) return;
  row.unreadable.push_back(column - 1);
}

std::optional<CohortFile::Item> CohortFile::next() {
  const CsvEvent event = csv_->next();
  if (event == CsvEvent::failed) complain_of_source();
  if (event == CsvEvent::failed || event == CsvEvent::end) return std::nullopt;
  Item item;
  item.number = ++rows_;
  item.line = csv_->line();
  if (event == CsvEvent::rejected) {
    item.row.rejected = csv_->problem();
  } else {
    item.cells = csv_->cells();
    item.row =
        decoder_->decode(transform_ ? transform_->apply(item.cells, item.line) : item.cells, item.line);
  }
  return item;
}

}  // namespace eligo::cli
