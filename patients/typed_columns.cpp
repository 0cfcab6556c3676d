// See typed_columns.hpp.
#include "patients/typed_columns.hpp"

#include <algorithm>
#include <cstring>

#include "patients/record_words.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

constexpr std::uint8_t unknown_word = 0xFF;

// The cell without the blanks around it.
std::string_view trimmed_cell(const CellGrid& grid, std::size_t column, std::size_t row) {
  return trimmed(grid.cell(column, row));
}

std::uint8_t first_byte(const Cells& cells, std::size_t row) {
  return static_cast<std::uint8_t>(cells.head[row]);
}

// Most texts of a column are few, so a call for each comparison would cost more than the comparison.
bool same_text(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= a.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t one = 0;
    std::uint64_t other = 0;
    std::memcpy(&one, a.data() + at, sizeof one);
    std::memcpy(&other, b.data() + at, sizeof other);
    if (one != other) return false;
  }
  for (; at < a.size(); ++at)
    if (a[at] != b[at]) return false;
  return true;
}

// ---- dates

// Months of the years that dates of patients fall into, as cell_kernels.hpp wants them.
const std::int64_t* calendar() {
  static const auto table = [] {
    std::vector<std::int64_t> months(std::size_t{table_years} * 16);
    for (int year = 0; year < table_years; ++year) {
      for (int month = 1; month <= 12; ++month) {
        const auto first = make_day(first_table_year + year, month, 1);
        std::int64_t days = 28;
        while (make_day(first_table_year + year, month, static_cast<int>(days) + 1)) ++days;
        const auto before = static_cast<std::uint32_t>(first->number - 1);
        months[static_cast<std::size_t>(year) * 16 + static_cast<std::size_t>(month)] =
            days << 32U | static_cast<std::int64_t>(before);
      }
    }
    return months;
  }();
  return table.data();
}

CellHeads::Use use_of(const TypedColumn& column) {
  switch (column.type) {
    case ColumnType::ignored:
      return CellHeads::Use::none;
    case ColumnType::date:
    case ColumnType::text:
    case ColumnType::trial_id:
      return CellHeads::Use::head_and_tail;
    case ColumnType::word:
      return std::ranges::any_of(column.words, [](const ShortText& word) { return word.size > 8; })
                 ? CellHeads::Use::head_and_tail
                 : CellHeads::Use::head;
    default:
      return CellHeads::Use::head;
  }
}

}  // namespace

TypedColumns::TypedColumns(const CohortPlan& plan, std::vector<std::string> trial_ids, Day as_of,
                           std::size_t capacity)
    : plan_(plan), trial_ids_(std::move(trial_ids)), as_of_(as_of), odd_(capacity), unsure_(capacity) {
  met_last_[0].words[0] = 0;  // an empty cell
  for (std::size_t i = 0; i < std::min(trial_ids_.size(), most_trial_ids); ++i)
    trial_words_.push_back(lower_case(short_text(trial_ids_[i])));
  columns_.resize(plan.columns.size());
  std::vector<CellHeads::Use> uses;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    TypedColumn& column = columns_[c];
    column.type = type_of(plan, c);
    const bool numeric = column.type == ColumnType::number || column.type == ColumnType::value;
    if (column.type == ColumnType::date) {
      column.first.resize(capacity);
      column.last.resize(capacity);
    } else if (numeric) {
      column.number.resize(capacity);
      column.censored.resize(capacity);
      column.form.resize(capacity);
      column.code.resize(capacity);
    } else if (column.type != ColumnType::ignored) {
      column.code.resize(capacity);
    }
    if (column.type == ColumnType::word) {
      for (const std::string_view word : words_of(plan.columns[c])) column.words.push_back(short_text(word));
    }
    uses.push_back(use_of(column));
  }
  heads_.emplace(uses, capacity);
  for (const CohortEntry& entry : plan.entries) {
    const auto column_of = [&](Member member) {
      const auto found = std::ranges::find_if(
          entry.columns, [&](std::size_t column) { return plan.columns[column].member == member; });
      return found == entry.columns.end() ? plan.columns.size() : *found;
    };
    const std::size_t end = column_of(Member::end);
    const std::size_t start = std::min(column_of(Member::start), column_of(Member::onset));
    if (end < plan.columns.size() && start < plan.columns.size()) courses_.push_back({start, end});
  }
}

// Bytes may overlap anything, so the loops below hold what they need in locals: only then are they made
// vector instructions.

void TypedColumns::read(const CellGrid& grid) {
  rows_ = grid.rows();
  heads_->load(grid);
  std::fill_n(odd_.begin(), rows_, std::uint8_t{0});
  unreadable_.clear();
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    switch (columns_[c].type) {
      case ColumnType::ignored:
        break;
      case ColumnType::id:
        read_id(grid, c);
        break;
      case ColumnType::date:
        read_dates(grid, c);
        break;
      case ColumnType::number:
      case ColumnType::value:
        read_numbers(grid, c);
        break;
      case ColumnType::word:
        read_words(grid, c);
        break;
      case ColumnType::boolean:
        read_booleans(grid, c);
        break;
      case ColumnType::text:
        read_texts(grid, c);
        break;
      case ColumnType::trial_id:
        read_trial_ids(grid, c);
        break;
      case ColumnType::presence:
        read_presence(grid, c);
        break;
      case ColumnType::sections:
        read_sections(grid, c);
        break;
    }
  }
  for (const Course& course : courses_) check_order(course.start, course.end);
}

// codes[row] = 1 where the cell is filled, beyond blanks; false, and nothing done, if that takes a closer
// look.
bool TypedColumns::mark_filled(const CellGrid& grid, std::size_t index, std::uint8_t* codes) const {
  const std::size_t rows = rows_;
  if (!grid.is_ascii()) return false;
  const Cells cells = heads_->of(index);
  unsigned blank_first = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const unsigned filled = cells.size[row] != 0 ? 1U : 0U;
    codes[row] = static_cast<std::uint8_t>(filled);
    blank_first |= filled & static_cast<unsigned>(first_byte(cells, row) <= ' ');
  }
  return blank_first == 0;
}

void TypedColumns::read_id(const CellGrid& grid, std::size_t index) {
  const std::size_t rows = rows_;
  std::uint8_t* codes = columns_[index].code.data();
  std::uint8_t* odd = odd_.data();
  const bool marked = mark_filled(grid, index, codes);
  for (std::size_t row = 0; row < rows; ++row) {
    if (!marked) {
      const std::string_view id = trimmed_cell(grid, index, row);
      codes[row] = id.empty() ? std::uint8_t{0} : std::uint8_t{1};
      if (!is_utf8(id)) odd[row] = 1;
    }
    odd[row] = static_cast<std::uint8_t>(odd[row] | (codes[row] ^ 1U));
  }
}

void TypedColumns::read_presence(const CellGrid& grid, std::size_t index) {
  const std::size_t rows = rows_;
  std::uint8_t* codes = columns_[index].code.data();
  if (mark_filled(grid, index, codes)) return;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::string_view text = trimmed_cell(grid, index, row);
    codes[row] = text.empty() ? std::uint8_t{0} : std::uint8_t{1};
    if (!is_utf8(text)) odd_[row] = 1;
  }
}

void TypedColumns::read_dates(const CellGrid& grid, std::size_t index) {
  const std::size_t rows = rows_;
  TypedColumn& column = columns_[index];
  column.irregular.clear();
  const Cells cells = heads_->of(index);
  std::int32_t* first = column.first.data();
  if (!read_full_dates(cells, rows_, calendar(), no_day, first)) {
    std::int32_t* last = column.last.data();
    std::copy_n(first, rows_, last);
    for (std::size_t row = 0; row < rows; ++row) {
      if (first[row] != no_day || cells.size[row] == 0) continue;
      const std::string_view text = trimmed_cell(grid, index, row);
      if (text.empty()) continue;
      const auto date = PartialDate::parse(text);
      if (!date && has_form_of_date(text)) odd_[row] = 1;
      if (!date && odd_[row] == 0) list_unreadable(index, row, text);
      if (!date) continue;
      first[row] = date->first.number;
      last[row] = date->last.number;
      if (first[row] != last[row]) column.irregular.push_back(static_cast<std::uint32_t>(row));
    }
  }
  if (plan_.person[static_cast<std::size_t>(PersonField::birth_date)] != index) return;
  std::uint8_t* odd = odd_.data();
  const std::int32_t as_of = as_of_.number;
  for (std::size_t row = 0; row < rows; ++row)
    odd[row] = static_cast<std::uint8_t>(odd[row] | (first[row] > as_of ? 1U : 0U));
}

std::uint8_t TypedColumns::text_code(TypedColumn& column, std::string_view text, std::size_t limit,
                                     std::size_t row) {
  const auto found = std::ranges::find(column.dictionary, text);
  if (found != column.dictionary.end())
    return static_cast<std::uint8_t>(found - column.dictionary.begin() + 1);
  if (column.dictionary.size() >= limit || !is_utf8(text)) {
    odd_[row] = 1;
    return 0;
  }
  column.dictionary.emplace_back(text);
  column.words.push_back(short_text(text));
  return static_cast<std::uint8_t>(column.dictionary.size());
}

void TypedColumns::read_numbers(const CellGrid& grid, std::size_t index) {
  const std::size_t rows = rows_;
  TypedColumn& column = columns_[index];
  column.irregular.clear();
  const Cells cells = heads_->of(index);
  std::uint8_t* forms = column.form.data();
  std::uint8_t* codes = column.code.data();
  std::int64_t* numbers = column.number.data();
  // A column of findings holds words and nothing else.
  column.only_texts = column.type == ColumnType::value && !column.words.empty() &&
                      match_words(heads_->with_tails(index, grid), rows_, column.words, codes);
  if (column.only_texts) {
    constexpr auto text = static_cast<std::uint8_t>(Form::text);
    static_assert(static_cast<int>(Form::empty) == 0);
    for (std::size_t row = 0; row < rows; ++row) forms[row] = codes[row] != 0 ? text : std::uint8_t{0};
    return;
  }
  std::fill_n(codes, rows_, std::uint8_t{0});
  static_assert(static_cast<int>(Form::exact) == 1);
  mark_filled_cells(cells, rows_, forms);
  if (read_short_numbers(cells, rows_, numbers)) return;
  for (std::size_t row = 0; row < rows; ++row) {
    if (numbers[row] < 0 && cells.size[row] != 0) read_other(grid, index, row);
  }
}

// A cell that is no plain number: a word, a number with blanks or a comparator, or something else.
void TypedColumns::read_other(const CellGrid& grid, std::size_t index, std::size_t row) {
  TypedColumn& column = columns_[index];
  const auto put = [&](Form form, std::uint8_t code) {
    column.form[row] = static_cast<std::uint8_t>(form);
    column.code[row] = code;
    if (form != Form::empty && form != Form::exact)
      column.irregular.push_back(static_cast<std::uint32_t>(row));
  };
  const bool may_be_censored = column.type == ColumnType::value;
  const std::string_view text = trimmed_cell(grid, index, row);
  if (text.empty()) return put(Form::empty, 0);
  std::string_view rest = text;
  const Form form = may_be_censored ? take_comparator(rest) : Form::exact;
  const std::int64_t number = plain_number(rest);
  if (number >= 0) {
    (form == Form::exact ? column.number : column.censored)[row] = number;
    return put(form, 0);
  }
  if (!may_be_censored) {
    const auto parsed = Decimal::parse(text);
    const auto* error = std::get_if<DecimalError>(&parsed);
    if (error == nullptr || *error != DecimalError::not_a_number) odd_[row] = 1;
    if (odd_[row] == 0) list_unreadable(index, row, text);
    return put(Form::empty, 0);
  }
  put(Form::text, text_code(column, text, largest_value_dictionary, row));
}

// A cell that is one of the words, by its bytes, has the code of the word; one with another text `code_of`
// the text.
template <class CodeOf>
void TypedColumns::read_coded(const CellGrid& grid, std::size_t index, const std::vector<ShortText>& words,
                              CodeOf code_of) {
  const Cells cells = heads_->of(index);
  std::uint8_t* codes = columns_[index].code.data();
  if (match_words(cells, rows_, words, codes)) return;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (codes[row] != 0 || cells.size[row] == 0) continue;
    const std::string_view text = trimmed_cell(grid, index, row);
    if (!text.empty()) codes[row] = code_of(text, row);
  }
}

void TypedColumns::read_words(const CellGrid& grid, std::size_t index) {
  const std::vector<ShortText>& words = columns_[index].words;
  read_coded(grid, index, words, [&](std::string_view text, std::size_t row) {
    const std::uint8_t code = find_word(words, short_text(text));
    // A comparator that cannot be read takes the value with it.
    if (code == 0 && plan_.columns[index].member == Member::comparator) odd_[row] = 1;
    if (code == 0) list_unreadable(index, row, text);
    return code;
  });
}

void TypedColumns::read_booleans(const CellGrid& grid, std::size_t index) {
  static const std::vector<ShortText> words{short_text("false"), short_text("true")};
  read_coded(grid, index, words, [&](std::string_view text, std::size_t row) {
    if (same_letters(text, "true")) return std::uint8_t{2};
    if (same_letters(text, "false")) return std::uint8_t{1};
    list_unreadable(index, row, text);
    return std::uint8_t{0};
  });
}

void TypedColumns::read_texts(const CellGrid& grid, std::size_t index) {
  TypedColumn& column = columns_[index];
  read_coded(grid, index, column.words, [&](std::string_view text, std::size_t row) {
    return text_code(column, text, largest_dictionary, row);
  });
}

void TypedColumns::read_trial_ids(const CellGrid& grid, std::size_t index) {
  const std::size_t rows = rows_;
  const Cells cells = heads_->of(index);
  std::uint8_t* codes = columns_[index].code.data();
  std::uint32_t* unsure = unsure_.data();
  const bool none = trial_words_.empty();
  if (none) std::fill_n(codes, rows_, std::uint8_t{0});
  if (!none) match_words(cells, rows_, trial_words_, codes, true);
  const unsigned is_foreign = grid.is_ascii() ? 0U : 1U;
  std::size_t count = 0;
  // Few ids are known ones; what a row holds cannot be foreseen, so nothing branches on it.
  for (std::size_t row = 0; row < rows; ++row) {
    const unsigned size = cells.size[row];
    const unsigned filled = (size + 0xFFFFU) >> 16U;
    const std::uint64_t in_tail = 0 - static_cast<std::uint64_t>(size > 8);
    const std::uint64_t word = (cells.tail[row] & in_tail) | (cells.head[row] & ~in_tail);
    const std::uint64_t last = word >> (8 * (size - 1) & 63U) & 0xFFU;
    const unsigned blank =
        static_cast<unsigned>(first_byte(cells, row) <= ' ') | static_cast<unsigned>(last <= ' ');
    const unsigned like_known = (codes[row] + 0xFFU) >> 8U | static_cast<unsigned>(size > longest_matched);
    const unsigned is_unsure = filled & (like_known | blank | is_foreign);
    codes[row] = static_cast<std::uint8_t>((codes[row] & (0U - is_unsure)) | (filled & (is_unsure - 1U)));
    unsure[count] = static_cast<std::uint32_t>(row);
    count += is_unsure;
  }
  for (const std::uint32_t row : std::span(unsure_).first(count)) {
    const std::string_view text = trimmed(grid.cell(index, row));
    // Most often it is the known one that its first bytes were like.
    const std::size_t like = codes[row];
    if (like != 0 && like <= trial_words_.size() && same_letters(text, trial_ids_[like - 1])) {
      codes[row] = static_cast<std::uint8_t>(like + 1);
      continue;
    }
    codes[row] = text.empty() ? 0 : 1;
    if (!is_utf8(text)) odd_[row] = 1;
    for (std::size_t i = 0; i < trial_words_.size(); ++i) {
      if (same_letters(text, trial_ids_[i])) codes[row] = static_cast<std::uint8_t>(i + 2);
    }
  }
}

// A bit for each section; unknown_word if the text names something else.
std::uint8_t TypedColumns::sections_of(std::string_view text) {
  std::uint8_t bits = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (word.empty()) continue;
    const auto found = std::ranges::find(words::sections, word);
    if (found == words::sections.end()) return unknown_word;
    bits = static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(found - words::sections.begin()));
  }
  return bits;
}

// What a map gives is no cell of the file; text that is not UTF-8 rejects the row.
void TypedColumns::list_unreadable(std::size_t index, std::size_t row, std::string_view text) {
  const std::uint32_t origin = plan_.columns[index].origin;
  if (origin == 0 || !is_utf8(text)) {
    odd_[row] = 1;
  } else {
    unreadable_.push_back({static_cast<std::uint32_t>(row), origin - 1});
  }
}

// Most cells are one of a few texts, and mostly of different sizes.
void TypedColumns::read_sections(const CellGrid& grid, std::size_t index) {
  const std::size_t rows = rows_;
  const Cells cells = heads_->of(index);
  std::uint8_t* codes = columns_[index].code.data();
  std::uint32_t* unsure = unsure_.data();
  static_assert(longest_met <= grid_padding);
  std::size_t count = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const MetText& met = met_last_[std::min<std::size_t>(cells.size[row], longest_met + 1)];
    const char* cell = grid.text() + grid.extent(index, row).begin;
    std::array<std::uint64_t, longest_met / 8> words;
    std::memcpy(words.data(), cell, longest_met);
    std::uint64_t differs = 0;
    for (std::size_t i = 0; i < words.size(); ++i) differs |= (words[i] & met.inside[i]) ^ met.words[i];
    codes[row] = met.code;
    unsure[count] = static_cast<std::uint32_t>(row);
    count += differs != 0 ? 1 : 0;
  }
  for (const std::uint32_t row : std::span(unsure_).first(count)) codes[row] = read_section(grid, index, row);
}

std::uint8_t TypedColumns::read_section(const CellGrid& grid, std::size_t index, std::size_t row) {
  const std::string_view cell = grid.cell(index, row);
  const auto known = std::ranges::find_if(
      section_texts_, [&](const SectionText& text) { return same_text(text.text, cell); });
  if (known != section_texts_.end()) {
    remember(cell, known->code);
    return known->code;
  }
  const std::string_view text = trimmed(cell);
  const std::uint8_t bits = sections_of(text);
  if (bits == unknown_word) {
    odd_[row] = 1;
    return 0;
  }
  const auto code = text.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(bits + 1);
  if (section_texts_.size() < largest_dictionary) section_texts_.push_back({std::string(cell), code});
  remember(cell, code);
  return code;
}

void TypedColumns::remember(std::string_view cell, std::uint8_t code) {
  if (cell.size() > longest_met) return;
  MetText& met = met_last_[cell.size()];
  met = {{}, {}, code};
  std::memcpy(met.words.data(), cell.data(), cell.size());
  std::memset(met.inside.data(), 0xFF, cell.size());
}

void TypedColumns::check_order(std::size_t start, std::size_t end) {
  const std::size_t rows = rows_;
  const std::int32_t* from = columns_[start].first.data();
  const std::int32_t* to = columns_[end].first.data();
  const std::int32_t* last = columns_[end].last_days();
  std::uint8_t* odd = odd_.data();
  for (std::size_t row = 0; row < rows; ++row) {
    const unsigned known =
        static_cast<unsigned>(from[row] != no_day) & static_cast<unsigned>(to[row] != no_day);
    odd[row] = static_cast<std::uint8_t>(odd[row] | (known & static_cast<unsigned>(last[row] < from[row])));
  }
}

}  // namespace eligo::patients
