// See typed_columns.hpp.
#include "patients/typed_columns.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "patients/record_reader.hpp"
#include "patients/record_words.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

constexpr std::uint8_t unknown_word = 0xFF;

// The cell without the blanks around it.
std::string_view trimmed(const char* text, CellExtent cell) {
  return patients::trimmed({text + cell.begin, cell.end - cell.begin});
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
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

// ---- numbers

constexpr std::array<std::int64_t, number_scale + 1> powers{1, 10, 100, 1000, 10000, 100000, 1000000};

// A plain number without sign or exponent, at most `number_scale` decimals: in units of 10^-number_scale; -1
// if it is anything else.
std::int64_t plain_number(std::string_view text) {
  constexpr std::size_t most_digits = 12;  // in front of the point
  std::size_t at = 0;
  std::int64_t value = 0;
  const auto digit = [&] { return at < text.size() ? static_cast<unsigned>(text[at] - '0') : 10U; };
  while (digit() <= 9) value = value * 10 + static_cast<std::int64_t>(digit()), ++at;
  if (at == 0 || at > most_digits || (at > 1 && text[0] == '0')) return -1;
  if (at == text.size()) return value * powers[number_scale];
  if (text[at] != '.') return -1;
  const std::size_t point = at++;
  while (digit() <= 9 && at - point <= number_scale)
    value = value * 10 + static_cast<std::int64_t>(digit()), ++at;
  const std::size_t decimals = at - point - 1;
  if (at != text.size() || decimals == 0) return -1;
  return value * powers[number_scale - decimals];
}

constexpr std::uint64_t each_byte = 0x0101010101010101U;

// The bytes of a word that lie inside a text of `size` (at most eight) bytes.
std::uint64_t inside(std::size_t size) {
  return size >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * size)) - 1;
}

Form take_comparator(std::string_view& text) {
  if (text.empty() || (text[0] != '<' && text[0] != '>')) return Form::exact;
  const bool less = text[0] == '<';
  const bool equal = text.size() > 1 && text[1] == '=';
  text.remove_prefix(equal ? 2 : 1);
  text = patients::trimmed(text);
  if (less) return equal ? Form::less_equal : Form::less;
  return equal ? Form::greater_equal : Form::greater;
}

// ---- words

// Sixteen bytes of `text` are readable.
ShortText short_text(const char* text, std::size_t size) {
  ShortText result;
  std::memcpy(&result.head, text, sizeof result.head);
  std::memcpy(&result.tail, text + sizeof result.head, sizeof result.tail);
  result.head &= inside(size);
  result.tail &= size > 8 ? inside(size - 8) : 0;
  result.size = static_cast<std::uint32_t>(size);
  return result;
}

constexpr std::size_t longest_short = 16;

ShortText short_text(std::string_view text) {
  char padded[longest_short] = {};
  std::ranges::copy(text.substr(0, longest_short), padded);
  ShortText result = short_text(padded, std::min(text.size(), longest_short));
  result.size = static_cast<std::uint32_t>(text.size());
  return result;
}

// Letters in lower case; what else changes makes different texts equal, never equal ones different.
ShortText lower_case(ShortText text) {
  text.head |= each_byte * 0x20;
  text.tail |= each_byte * 0x20;
  return text;
}

// 1 + the index of the word; 0 if it is not in the list.
std::uint8_t find_word(const std::vector<ShortText>& words, const ShortText& word) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<std::uint8_t>(i + 1);
  }
  return 0;
}

std::span<const std::string_view> words_of(const CohortColumn& column) {
  if (column.use == ColumnUse::person)
    return column.field == PersonField::sex ? std::span<const std::string_view>(words::sexes)
                                            : std::span<const std::string_view>(words::age_units);
  switch (column.member) {
    case Member::comparator:
      return words::comparators;
    case Member::status:
      return words::statuses;
    case Member::verification:
      return words::verifications;
    case Member::severity:
      return words::severities;
    default:
      return words::responses;
  }
}

ColumnType type_of_fact(const CohortEntry& entry, Member member) {
  using enum Member;
  switch (member) {
    case value:
      return entry.section == Section::observations ? ColumnType::value : ColumnType::boolean;
    case low:
    case high:
      return ColumnType::number;
    case comparator:
    case status:
    case verification:
    case severity:
    case response:
      return ColumnType::word;
    case controlled:
    case ongoing:
      return ColumnType::boolean;
    case date:
    case onset:
    case start:
    case end:
      return ColumnType::date;
    case id:
      return ColumnType::trial_id;
    case by:
      return ColumnType::presence;
    case name:
    case code:
    case system:
    case unit:
    case type:
      break;
  }
  return ColumnType::text;
}

}  // namespace

ColumnType type_of(const CohortPlan& plan, std::size_t column) {
  const CohortColumn& of = plan.columns[column];
  if (of.use == ColumnUse::ignored) return ColumnType::ignored;
  if (of.use == ColumnUse::fact) return type_of_fact(plan.entries[of.entry], of.member);
  switch (of.field) {
    case PersonField::id:
      return ColumnType::id;
    case PersonField::birth_date:
    case PersonField::age_date:
      return ColumnType::date;
    case PersonField::age:
      return ColumnType::number;
    case PersonField::sex:
    case PersonField::age_unit:
      return ColumnType::word;
    case PersonField::complete:
      break;
  }
  return ColumnType::sections;
}

TypedColumns::TypedColumns(const CohortPlan& plan, std::vector<std::string> trial_ids, Day as_of,
                           std::size_t capacity)
    : plan_(plan), trial_ids_(std::move(trial_ids)), as_of_(as_of), odd_(capacity) {
  heads_.head.resize(capacity);
  heads_.size.resize(capacity);
  tails_.resize(capacity);
  for (std::size_t i = 0; i < std::min(trial_ids_.size(), most_trial_ids); ++i)
    trial_words_.push_back(lower_case(short_text(trial_ids_[i])));
  columns_.resize(plan.columns.size());
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
      for (const std::string_view word : words_of(plan.columns[c])) add_word(column, word);
    }
  }
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

void TypedColumns::read(const CellGrid& grid) {
  rows_ = grid.rows();
  std::fill_n(odd_.begin(), rows_, std::uint8_t{0});
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

void TypedColumns::read_id(const CellGrid& grid, std::size_t index) {
  TypedColumn& column = columns_[index];
  const auto cells = grid.column(index);
  for (std::size_t row = 0; row < rows_; ++row) {
    const std::string_view id = trimmed(grid.text(), cells[row]);
    column.code[row] = id.empty() ? std::uint8_t{0} : std::uint8_t{1};
    if (id.empty() || !is_utf8(id)) odd_[row] = 1;
  }
}

void TypedColumns::read_dates(const CellGrid& grid, std::size_t index) {
  TypedColumn& column = columns_[index];
  column.irregular.clear();
  const auto cells = grid.column(index);
  load_heads(grid, index);
  for (std::size_t row = 0; row < rows_; ++row)
    std::memcpy(&tails_[row], grid.text() + cells[row].begin + sizeof(std::uint64_t), sizeof(std::uint16_t));
  std::int32_t* first = column.first.data();
  std::int32_t* last = column.last.data();
  const bool all = read_full_dates(heads_, tails_, rows_, calendar(), no_day, first);
  std::copy_n(first, rows_, last);
  for (std::size_t row = 0; !all && row < rows_; ++row) {
    if (first[row] != no_day || heads_.size[row] == 0) continue;
    const std::string_view text = trimmed(grid.text(), cells[row]);
    const auto date = text.empty() ? std::nullopt : PartialDate::parse(text);
    if (!date && !text.empty()) odd_[row] = 1;
    if (!date) continue;
    first[row] = date->first.number;
    last[row] = date->last.number;
    if (first[row] != last[row]) column.irregular.push_back(static_cast<std::uint32_t>(row));
  }
  if (plan_.person[static_cast<std::size_t>(PersonField::birth_date)] != index) return;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (first[row] > as_of_.number) odd_[row] = 1;
  }
}

std::uint8_t TypedColumns::text_code(TypedColumn& column, std::string_view text, std::size_t limit,
                                     std::size_t row) {
  const ShortText wanted = short_text(text);
  for (std::size_t i = 0; i < column.dictionary.size(); ++i) {
    const bool same = text.size() <= longest_short ? column.words[i] == wanted : column.dictionary[i] == text;
    if (same) return static_cast<std::uint8_t>(i + 1);
  }
  if (column.dictionary.size() >= limit || !is_utf8(text)) {
    odd_[row] = 1;
    return 0;
  }
  column.dictionary.emplace_back(text);
  add_word(column, text);
  return static_cast<std::uint8_t>(column.dictionary.size());
}

void TypedColumns::add_word(TypedColumn& column, std::string_view word) {
  const ShortText text = short_text(word);
  column.words.push_back(text);
  const bool is_short = text.size <= sizeof text.head;
  // Words of a list differ in their first eight bytes or their length; texts of a dictionary may not.
  const bool may_stand = is_short || column.type == ColumnType::word;
  column.long_words = column.long_words || !is_short;
  column.short_words.push_back(may_stand ? WordHead{text.head, static_cast<std::uint8_t>(text.size)}
                                         : WordHead{~std::uint64_t{0}, 0});
}

void TypedColumns::load_heads(const CellGrid& grid, std::size_t index) {
  static constexpr std::array<std::uint64_t, 9> masks{0,
                                                      0xFF,
                                                      0xFFFF,
                                                      0xFFFFFF,
                                                      0xFFFFFFFF,
                                                      0xFFFFFFFFFF,
                                                      0xFFFFFFFFFFFF,
                                                      0xFFFFFFFFFFFFFF,
                                                      0xFFFFFFFFFFFFFFFF};
  const CellExtent* cells = grid.column(index).data();
  const char* text = grid.text();
  std::uint64_t* heads = heads_.head.data();
  std::uint8_t* sizes = heads_.size.data();
  for (std::size_t row = 0; row < rows_; ++row) {
    const CellExtent cell = cells[row];
    const std::uint32_t size = cell.end - cell.begin;
    std::uint64_t head = 0;
    std::memcpy(&head, text + cell.begin, sizeof head);
    heads[row] = head & masks[std::min(size, 8U)];
    sizes[row] = static_cast<std::uint8_t>(std::min(size, 255U));
  }
}

void TypedColumns::read_numbers(const CellGrid& grid, std::size_t index) {
  TypedColumn& column = columns_[index];
  column.irregular.clear();
  load_heads(grid, index);
  const std::uint8_t* sizes = heads_.size.data();
  std::uint8_t* forms = column.form.data();
  std::uint8_t* codes = column.code.data();
  std::int64_t* numbers = column.number.data();
  // A column of findings holds words and nothing else.
  bool all_words = false;
  if (!column.dictionary.empty()) {
    all_words = match_words(heads_, rows_, column.short_words, codes);
  } else {
    std::fill_n(codes, rows_, std::uint8_t{0});
  }
  static_assert(static_cast<int>(Form::empty) == 0 && static_cast<int>(Form::exact) == 1);
  for (std::size_t row = 0; row < rows_; ++row) forms[row] = sizes[row] != 0 ? 1 : 0;
  if (all_words) {
    std::fill_n(numbers, rows_, std::int64_t{-1});
  } else if (read_short_numbers(heads_, rows_, numbers)) {
    return;
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    if (numbers[row] >= 0 || sizes[row] == 0) continue;
    if (codes[row] != 0) {
      if (column.type == ColumnType::number) odd_[row] = 1;
      forms[row] = static_cast<std::uint8_t>(Form::text);
      column.irregular.push_back(static_cast<std::uint32_t>(row));
    } else {
      read_other(grid, index, row);
    }
  }
}

// A cell that is no plain number: a word, a number with blanks or a comparator, or something else.
void TypedColumns::read_other(const CellGrid& grid, std::size_t index, std::size_t row) {
  TypedColumn& column = columns_[index];
  const CellExtent cell = grid.column(index)[row];
  const char* raw = grid.text() + cell.begin;
  const auto put = [&](Form form, std::uint8_t code) {
    column.form[row] = static_cast<std::uint8_t>(form);
    column.code[row] = code;
    if (form != Form::empty && form != Form::exact)
      column.irregular.push_back(static_cast<std::uint32_t>(row));
  };
  if (cell.end - cell.begin <= longest_short) {
    const auto code = find_word(column.words, short_text(raw, cell.end - cell.begin));
    if (code != 0) {
      if (column.type == ColumnType::number) odd_[row] = 1;
      return put(Form::text, code);
    }
  }
  const bool may_be_censored = column.type == ColumnType::value;
  const std::string_view text = trimmed(grid.text(), cell);
  if (text.empty()) return put(Form::empty, 0);
  std::string_view rest = text;
  const Form form = may_be_censored ? take_comparator(rest) : Form::exact;
  const std::int64_t number = plain_number(rest);
  if (number >= 0) {
    (form == Form::exact ? column.number : column.censored)[row] = number;
    return put(form, 0);
  }
  if (!may_be_censored) odd_[row] = 1;
  put(Form::text, text_code(column, text, largest_value_dictionary, row));
}

void TypedColumns::read_words(const CellGrid& grid, std::size_t index) {
  TypedColumn& column = columns_[index];
  const auto cells = grid.column(index);
  load_heads(grid, index);
  std::uint8_t* codes = column.code.data();
  const bool all = match_words(heads_, rows_, column.short_words, codes);
  if (all && !column.long_words) return;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (codes[row] != 0 ? heads_.size[row] <= sizeof(std::uint64_t) : heads_.size[row] == 0) continue;
    const CellExtent cell = cells[row];
    const std::size_t size = cell.end - cell.begin;
    if (size <= longest_short)
      codes[row] = find_word(column.words, short_text(grid.text() + cell.begin, size));
    if (codes[row] != 0) continue;
    const std::string_view text = trimmed(grid.text(), cell);
    codes[row] = find_word(column.words, short_text(text));
    if (codes[row] == 0 && !text.empty()) odd_[row] = 1;
  }
}

void TypedColumns::read_booleans(const CellGrid& grid, std::size_t index) {
  static const std::array<WordHead, 2> words{WordHead{short_text(std::string_view("false")).head, 5},
                                             WordHead{short_text(std::string_view("true")).head, 4}};
  TypedColumn& column = columns_[index];
  load_heads(grid, index);
  std::uint8_t* codes = column.code.data();
  if (match_words(heads_, rows_, words, codes)) return;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (codes[row] != 0 || heads_.size[row] == 0) continue;
    const std::string_view text = trimmed(grid.text(), grid.column(index)[row]);
    if (text.empty()) continue;
    const bool yes = same_letters(text, "true");
    codes[row] = yes ? 2 : 1;
    if (!yes && !same_letters(text, "false")) odd_[row] = 1;
  }
}

void TypedColumns::read_texts(const CellGrid& grid, std::size_t index) {
  TypedColumn& column = columns_[index];
  const auto cells = grid.column(index);
  for (std::size_t row = 0; row < rows_; ++row) {
    const CellExtent cell = cells[row];
    const std::size_t size = cell.end - cell.begin;
    std::uint8_t code = 0;
    if (size != 0 && size <= longest_short)
      code = find_word(column.words, short_text(grid.text() + cell.begin, size));
    if (code == 0 && size != 0) {
      const std::string_view text = trimmed(grid.text(), cell);
      if (!text.empty()) code = text_code(column, text, largest_dictionary, row);
    }
    column.code[row] = code;
  }
}

void TypedColumns::read_trial_ids(const CellGrid& grid, std::size_t index) {
  TypedColumn& column = columns_[index];
  const auto cells = grid.column(index);
  for (std::size_t row = 0; row < rows_; ++row) {
    const CellExtent cell = cells[row];
    column.code[row] = 0;
    if (cell.begin == cell.end) continue;
    const std::string_view text = trimmed(grid.text(), cell);
    if (text.empty()) continue;
    column.code[row] = 1;
    if (!is_utf8(text)) odd_[row] = 1;
    const ShortText word = lower_case(short_text(text));
    for (std::size_t i = 0; i < trial_words_.size(); ++i) {
      if (trial_words_[i] == word && same_letters(text, trial_ids_[i]))
        column.code[row] = static_cast<std::uint8_t>(i + 2);
    }
  }
}

void TypedColumns::read_presence(const CellGrid& grid, std::size_t index) {
  TypedColumn& column = columns_[index];
  const auto cells = grid.column(index);
  for (std::size_t row = 0; row < rows_; ++row) {
    const std::string_view text = trimmed(grid.text(), cells[row]);
    column.code[row] = text.empty() ? std::uint8_t{0} : std::uint8_t{1};
    if (!is_utf8(text)) odd_[row] = 1;
  }
}

// A bit for each section; unknown_word if the text names something else.
std::uint8_t TypedColumns::sections_of(std::string_view text) {
  for (const auto& [known, bits] : section_texts_) {
    if (known == text) return bits;
  }
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
  if (section_texts_.size() < largest_dictionary) section_texts_.emplace_back(text, bits);
  return bits;
}

void TypedColumns::read_sections(const CellGrid& grid, std::size_t index) {
  TypedColumn& column = columns_[index];
  const auto cells = grid.column(index);
  for (std::size_t row = 0; row < rows_; ++row) {
    const std::string_view text = trimmed(grid.text(), cells[row]);
    const std::uint8_t bits = text.empty() ? std::uint8_t{0} : sections_of(text);
    if (bits == unknown_word) odd_[row] = 1;
    column.code[row] =
        text.empty() || bits == unknown_word ? std::uint8_t{0} : static_cast<std::uint8_t>(bits + 1);
  }
}

void TypedColumns::check_order(std::size_t start, std::size_t end) {
  const TypedColumn& from = columns_[start];
  const TypedColumn& to = columns_[end];
  for (std::size_t row = 0; row < rows_; ++row) {
    const bool both = from.first[row] != no_day && to.first[row] != no_day;
    if (both && to.last[row] < from.first[row]) odd_[row] = 1;
  }
}

}  // namespace eligo::patients
