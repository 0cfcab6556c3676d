// A map and a header to a plan and a transform. See cohort_map.hpp; tests:
// tests/patients/cohort_map_test.cpp.
#include "patients/cohort_map.hpp"

#include <algorithm>
#include <charconv>

#include "patients/cohort_rows.hpp"
#include "patients/record_reader.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

using Form = CellRule::Form;

std::string ticked(std::string_view text) { return "`" + printable(text) + "`"; }

Form form_of(const CohortPlan& plan, const CohortColumn& column) {
  if (column.use == ColumnUse::person) {
    if (column.field == PersonField::birth_date || column.field == PersonField::age_date) return Form::date;
    return column.field == PersonField::age ? Form::number : Form::text;
  }
  switch (column.member) {
    case Member::date:
    case Member::onset:
    case Member::start:
    case Member::end:
      return Form::date;
    case Member::low:
    case Member::high:
      return Form::number;
    case Member::value:
      return plan.entries[column.entry].section == Section::observations ? Form::number : Form::text;
    default:
      return Form::text;
  }
}

class Mapper {
 public:
  Mapper(const CohortMap& map, std::span<const std::string_view> header, const MapVocabulary& vocabulary)
      : map_(map), vocabulary_(vocabulary), targets_(map.targets) {
    for (const auto name : header) names_.push_back(trimmed(name));
  }

  MappedCohort run() {
    result_.columns.resize(names_.size());
    for (std::size_t i = 0; i < names_.size(); ++i) result_.columns[i].header = names_[i];
    for (const auto& column : map_.not_used) set_aside(column);
    find_columns();
    if (map_.by_header) add_by_header();
    plan();
    if (result_.problems.empty()) make_rules();
    if (result_.problems.empty()) order_rules();
    if (result_.problems.empty()) check_values();
    if (result_.problems.empty()) finish();
    return std::move(result_);
  }

 private:
  void problem(const MapPlace& place, std::string message) {
    result_.problems.push_back({place, std::move(message)});
  }

  // ---- columns of the file

  std::optional<std::size_t> find_column(const ColumnName& column) {
    if (column.number > names_.size()) {
      problem(column.place, "there is no column " + std::to_string(column.number) + "; the file has " +
                                std::to_string(names_.size()));
      return std::nullopt;
    }
    if (column.number > 0) return column.number - 1;
    const auto found = std::ranges::find(names_, trimmed(column.name));
    if (found == names_.end()) {
      const std::string_view near = nearest(column.name, names_);
      problem(column.place, "the file has no column " + ticked(column.name) +
                                (near.empty() ? "" : "; did you mean " + ticked(near) + "?"));
      return std::nullopt;
    }
    const auto index = static_cast<std::size_t>(found - names_.begin());
    const auto second = std::find(found + 1, names_.end(), *found);
    if (second == names_.end()) return index;
    problem(column.place, "the file has " + ticked(column.name) + " twice, as columns " +
                              std::to_string(index + 1) + " and " +
                              std::to_string(second - names_.begin() + 1) + "; give the number instead");
    return std::nullopt;
  }

  void set_aside(const ColumnName& name) {
    if (const auto column = find_column(name)) result_.columns[*column].fate = FileColumn::Fate::set_aside;
  }

  void find_columns() {
    for (const auto& target : targets_) {
      columns_.push_back(target.source.kind == MapSource::Kind::column ? find_column(target.source.column)
                                                                       : std::nullopt);
      if (!columns_.back()) continue;
      FileColumn& column = result_.columns[*columns_.back()];
      if (column.fate == FileColumn::Fate::set_aside) {
        problem(target.source.column.place,
                "the column " + ticked(column.header) + " stands under `not_used` too; take it out of there");
      }
      column.fate = FileColumn::Fate::used;
    }
  }

  void add_by_header() {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const bool is_mapped = std::ranges::find(targets_, names_[i], &MapTarget::name) != targets_.end();
      if (is_mapped || result_.columns[i].fate != FileColumn::Fate::unmapped) continue;
      MapTarget target{std::string(names_[i]), {}};
      target.source.place.pointer = "/by_header";
      targets_.push_back(std::move(target));
      columns_.emplace_back(i);
    }
  }

  bool is_from_map(std::size_t index) const { return index < map_.targets.size(); }

  // ---- the plan

  void plan() {
    drop_unplaced_headers();
    std::vector<std::string_view> header;
    for (const auto& target : targets_) header.push_back(target.name);
    CohortPlanResult planned = plan_cohort(header, vocabulary_.lookup);
    for (auto& trouble : planned.problems) {
      if (trouble.column == 0) {
        problem({"/facts", 0},
                "nothing is mapped to `id`: every row needs one; `{\"line\": \"row-\"}` makes one");
      } else {
        problem(targets_[trouble.column - 1].source.place, std::move(trouble.message));
      }
    }
    result_.plan = std::move(planned.plan);
    for (std::size_t i = 0; i < targets_.size(); ++i) check_target(i);
  }

  // Headers that the convention cannot place stay unmapped.
  void drop_unplaced_headers() {
    for (std::size_t i = targets_.size(); i-- > map_.targets.size();) {
      const std::vector<std::string_view> header{targets_[i].name};
      const CohortPlanResult alone = plan_cohort(header, vocabulary_.lookup);
      if (!alone.plan.columns.empty() && alone.plan.columns[0].use != ColumnUse::ignored) {
        result_.columns[*columns_[i]].fate = FileColumn::Fate::used;
        continue;
      }
      targets_.erase(targets_.begin() + static_cast<std::ptrdiff_t>(i));
      columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  void check_target(std::size_t index) {
    const MapTarget& target = targets_[index];
    const MapSource& source = target.source;
    const CohortColumn& column = result_.plan.columns[index];
    if (column.use == ColumnUse::ignored) {
      return problem(source.place, why_unplaced(target.name, vocabulary_));
    }
    const bool is_id = column.use == ColumnUse::person && column.field == PersonField::id;
    if (source.kind == MapSource::Kind::line && !is_id) problem(source.place, "`line` fills `id` only");
    if (source.kind == MapSource::Kind::constant && is_id) {
      problem(source.place, "a constant would give every row the same `id`");
    }
    check_form(source, form_of(result_.plan, column), ticked(target.name));
  }

  void check_form(const MapSource& source, Form form, const std::string& what) {
    if (source.dates && form != Form::date)
      problem(source.place, "`dates` is for dates; " + what + " is none");
    if (source.days_after && form != Form::date) {
      problem(source.place, "`days_after` gives a date; " + what + " is none");
    }
    if (source.decimal_comma && form != Form::number) {
      problem(source.place, "`decimal_comma` is for numbers; " + what + " is none");
    }
  }

  // ---- the rules

  void make_rules() {
    rules_->columns = targets_.size();
    rules_->cells.resize(targets_.size());
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      make_rule(i, targets_[i].source, columns_[i], form_of(result_.plan, result_.plan.columns[i]));
    }
    for (const auto& entry : result_.plan.entries) add_entry(entry);
  }

  // `index` of a cell that is already there.
  void make_rule(std::size_t index, const MapSource& source, std::optional<std::size_t> column, Form form) {
    CellRule rule;
    rule.column = column;
    rule.is_line = source.kind == MapSource::Kind::line;
    rule.text = source.text;
    rule.empty = map_.empty;
    rule.empty.insert(rule.empty.end(), source.empty.begin(), source.empty.end());
    for (const auto& code : source.codes) rule.codes.emplace(code.cell, code.value);
    rule.has_codes = source.has_codes;
    rule.unlisted = source.unlisted;
    rule.unlisted_value = source.unlisted_value;
    rule.form = form;
    rule.decimal_comma = source.decimal_comma.value_or(map_.decimal_comma);
    rule.dates = source.dates ? source.dates : map_.dates;
    if (source.days_after) set_anchor(rule, *source.days_after);
    if (source.when) {
      rule.when = find_column(source.when->column);
      rule.when_cells = source.when->cells;
      if (rule.when) use_beside(*rule.when, "decides where others count");
    }
    rules_->cells[index] = std::move(rule);
  }

  void set_anchor(CellRule& rule, const MapAnchor& anchor) {
    rule.is_offset = true;
    if (anchor.day) {
      rule.anchor_day = *anchor.day;
    } else if (anchor.source) {
      rule.anchor = add_anchor(*anchor.source);
    } else {
      rule.anchor = find_fact(anchor);
    }
  }

  std::size_t add_anchor(const MapSource& source) {
    const std::size_t index = rules_->cells.size();
    rules_->cells.emplace_back();
    const auto column =
        source.kind == MapSource::Kind::column ? find_column(source.column) : std::optional<std::size_t>();
    if (column) use_beside(*column, "a day to count from");
    if (source.kind == MapSource::Kind::line) problem(source.place, "`line` fills `id` only");
    check_form(source, Form::date, "this");
    make_rule(index, source, column, Form::date);
    return index;
  }

  // A column that gives no fact by this, but is read.
  void use_beside(std::size_t column, std::string_view use) {
    FileColumn& out = result_.columns[column];
    out.fate = FileColumn::Fate::used;
    if (out.use.find(use) == std::string::npos) out.use += (out.use.empty() ? "" : "; ") + std::string(use);
  }

  std::size_t find_fact(const MapAnchor& anchor) {
    std::vector<std::string_view> dates;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      if (form_of(result_.plan, result_.plan.columns[i]) != Form::date) continue;
      if (targets_[i].name == anchor.fact) return i;
      dates.push_back(targets_[i].name);
    }
    const std::string_view near = nearest(anchor.fact, dates);
    problem(anchor.place, ticked(anchor.fact) +
                              " is neither a day such as 2026-11-25 nor a date of this map" +
                              (near.empty() ? "; a column is written `{\"column\": …}`"
                                            : "; did you mean " + ticked(near) + "?"));
    return 0;
  }

  // Anchors first. A date that counts from itself is an error.
  void order_rules() {
    std::vector<bool> done(rules_->cells.size());
    std::vector<std::size_t> chain;
    for (std::size_t i = 0; i < rules_->cells.size(); ++i) {
      chain.clear();
      for (std::optional<std::size_t> at = i; at && !done[*at]; at = rules_->cells[*at].anchor) {
        if (std::ranges::find(chain, *at) != chain.end()) {
          return problem(targets_[i].source.place, "this date counts from itself; give it a column or a day");
        }
        chain.push_back(*at);
      }
      for (std::size_t k = chain.size(); k-- > 0;) {
        rules_->order.push_back(chain[k]);
        done[chain[k]] = true;
      }
    }
  }

  // 3: tells of its entry; 2: a column that other entries use as well; 1: a constant.
  int weight(std::size_t column) const {
    if (result_.plan.columns[column].member == Member::value) return 3;
    if (!columns_[column]) return 1;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      const CohortColumn& other = result_.plan.columns[i];
      const bool elsewhere =
          other.use == ColumnUse::person || other.entry != result_.plan.columns[column].entry;
      if (columns_[i] == columns_[column] && elsewhere) return 2;
    }
    return 3;
  }

  void add_entry(const CohortEntry& entry) {
    int most = 0;
    for (const std::size_t column : entry.columns) most = std::max(most, weight(column));
    TransformRules::Dependent dependent;
    for (const std::size_t column : entry.columns) {
      (weight(column) == most ? dependent.makers : dependent.rest).push_back(column);
    }
    if (!dependent.rest.empty()) rules_->entries.push_back(std::move(dependent));
  }

  // ---- constants and what codes mean

  void check_values() {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      const MapSource& source = targets_[i].source;
      if (source.kind == MapSource::Kind::constant) check_value(i, source.text, source.place);
      for (const auto& code : source.codes) check_value(i, code.value, code.place);
      if (!source.unit.empty()) check_value(i, "1", source.place);  // does the unit convert?
      if (source.unlisted == Unlisted::value) check_value(i, source.unlisted_value, source.place);
    }
  }

  // Reads a row with this cell alone.
  void check_value(std::size_t column, std::string_view value, const MapPlace& place) {
    if (value.empty()) return;
    const std::string what = ticked(value) + " cannot be read as " + ticked(targets_[column].name);
    if (rules_->cells[column].is_offset) {
      int days = 0;
      const auto end = std::from_chars(value.data(), value.data() + value.size(), days).ptr;
      if (end != value.data() + value.size()) problem(place, ticked(value) + " is no number of days");
      return;
    }
    std::vector<std::string_view> cells(targets_.size());
    cells[*result_.plan.person[static_cast<std::size_t>(PersonField::id)]] = "id";
    cells[column] = value;
    const CohortRow row = CohortDecoder(result_.plan).decode(cells, 1);
    if (row.rejected) return problem(place, what + ": " + row.rejected->reason);
    if (!row.unreadable.empty()) return problem(place, what);
    const std::string complaint = vocabulary_.complaint ? vocabulary_.complaint(*row.record) : std::string();
    if (!complaint.empty()) problem(place, what + ": " + complaint);
  }

  void finish() {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      result_.plan.columns[i].origin = columns_[i] ? static_cast<std::uint32_t>(*columns_[i] + 1) : 0;
      if (!columns_[i]) continue;
      std::string& use = result_.columns[*columns_[i]].use;
      use += (use.empty() ? "" : "; ") + describe(result_.plan, i);
    }
    for (std::size_t i = 0; i < names_.size(); ++i) rules_->empty.push_back(empty_cells(i));
    result_.transform = CohortTransform(rules_);
  }

  // What all uses of a column take for empty; of one that is not used, what the map says of all.
  std::vector<std::string> empty_cells(std::size_t column) const {
    std::optional<std::vector<std::string>> common;
    for (const auto& rule : rules_->cells) {
      if (rule.column != column) continue;
      std::vector<std::string> cells = rule.empty;
      for (const auto& [cell, value] : rule.codes) {
        if (value.empty()) cells.push_back(cell);
      }
      if (common) {
        std::erase_if(*common,
                      [&](const std::string& cell) { return std::ranges::find(cells, cell) == cells.end(); });
      } else {
        common = std::move(cells);
      }
    }
    return common.value_or(map_.empty);
  }

  const CohortMap& map_;
  const MapVocabulary& vocabulary_;
  std::vector<std::string_view> names_;              // of the file's columns
  std::vector<MapTarget> targets_;                   // of the map, then those by header
  std::vector<std::optional<std::size_t>> columns_;  // of each target
  std::shared_ptr<TransformRules> rules_ = std::make_shared<TransformRules>();
  MappedCohort result_;
};

}  // namespace

MappedCohort map_cohort(const CohortMap& map, std::span<const std::string_view> header,
                        const MapVocabulary& vocabulary) {
  for (const auto name : header) {
    for (std::size_t at = 0; at < name.size();) {
      const std::size_t length = utf8_length(name, at);
      if (length == 0) {
        MappedCohort result;
        result.problems.push_back({{}, "the header of the file is not UTF-8 text; save the file as UTF-8"});
        return result;
      }
      at += length;
    }
  }
  return Mapper(map, header, vocabulary).run();
}

}  // namespace eligo::patients
