// See record_rows.hpp.
#include "patients/record_rows.hpp"

#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <unordered_map>

#include "patients/record_tokens.hpp"
#include "patients/record_words.hpp"

namespace eligo::patients {
namespace {

namespace ondemand = simdjson::ondemand;
using namespace tokens;

static_assert(grid_padding >= simdjson::SIMDJSON_PADDING);

// Longer lines go through the definition: simdjson needs four times their length.
constexpr std::size_t longest_fast_line = std::size_t{1} << 20U;
constexpr std::string_view present = "true";  // the cell that says an entry is there

constexpr std::uint32_t bit(std::size_t index) { return std::uint32_t{1} << index; }
constexpr std::size_t index_of(Member member) { return static_cast<std::size_t>(member); }

// False if the name is written with escapes.
bool read_key(const ondemand::field& field, std::string_view& out) {
  const char* begin = field.key().raw();
  const char* end = begin;
  while (*end != '"' && *end != '\\') ++end;
  out = {begin, static_cast<std::size_t>(end - begin)};
  return *end == '"';
}

enum RootKey : std::size_t { root_id, root_birth_date, root_sex, root_age, root_complete, root_sections };

}  // namespace

// ---- one record

class RecordRows::Reader {
 public:
  explicit Reader(const RecordColumns& columns) : columns_(columns), cells_(columns.plan.columns.size()) {
    for (std::size_t s = 0; s < section_count; ++s) {
      SectionState& state = sections_[s];
      state.members = members_of(static_cast<Section>(s), columns.idle[s]);
      const auto& names = columns.names[s];
      for (std::uint32_t i = 0; i < names.size(); ++i) state.index.emplace(names[i].text, i);
      state.uses.resize(names.size());
      state.follower.resize(names.size() + 1);
    }
    const std::array<std::string_view, root_sections> root{"id", "birth_date", "sex", "age", "complete"};
    for (std::size_t i = 0; i < root.size(); ++i) root_keys_.add(root[i], i, a_text);
    for (std::size_t s = 0; s < section_count; ++s) root_keys_.add(words::sections[s], root_sections + s, 0);
    age_keys_.add("value", static_cast<std::size_t>(PersonField::age), a_number);
    age_keys_.add("unit", static_cast<std::size_t>(PersonField::age_unit), a_text);
    age_keys_.add("date", static_cast<std::size_t>(PersonField::age_date), a_text);
  }

  void start_grid() {
    made_.resize(std::max<std::size_t>(made_.size(), 4096));
    std::ranges::copy(present, made_.begin());
    used_ = present.size();
  }

  // True: cells() are all that the line says.
  bool read(std::string_view line) {
    std::ranges::fill(cells_, CellExtent{});
    if (line.size() > longest_fast_line) return false;
    reserve(line.size());
    const std::size_t before = used_;
    ++record_;
    may_escape_ = std::memchr(line.data(), '\\', line.size()) != nullptr;
    if (read_record(line)) return true;
    used_ = before;
    std::ranges::fill(cells_, CellExtent{});
    return false;
  }

  CellExtent append(std::string_view text) {
    reserve(text.size());
    const auto begin = static_cast<std::uint32_t>(used_);
    std::ranges::copy(text, made_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ += text.size();
    return {begin, static_cast<std::uint32_t>(used_)};
  }

  const std::vector<CellExtent>& cells() const { return cells_; }
  const char* text() const { return made_.data(); }

 private:
  struct SectionState {
    KeyTable members;
    std::unordered_map<std::string_view, std::uint32_t> index;  // of names
    struct Use {
      std::uint64_t record = 0;
      std::size_t count = 0;
    };
    std::vector<Use> uses;  // by name, of the record last seen with it
    std::vector<std::uint32_t>
        follower;  // by name: what came next the last time; behind all: what came first
    std::size_t previous = 0;
  };

  // All cells of a record are no longer than its line.
  void reserve(std::size_t size) {
    const std::size_t most = used_ + size + grid_padding;
    if (made_.size() < most) made_.resize(2 * most);
  }

  // Of a text of the line: there is room for all of them, and behind each are bytes to read.
  CellExtent copy(std::string_view text) {
    constexpr std::size_t step = 16;
    char* to = made_.data() + used_;
    std::memcpy(to, text.data(), step);
    if (text.size() > step) std::memcpy(to + step, text.data() + step, text.size() - step);
    const auto begin = static_cast<std::uint32_t>(used_);
    used_ += text.size();
    return {begin, static_cast<std::uint32_t>(used_)};
  }

  bool put(std::uint32_t column, std::string_view text) {
    if (column == RecordColumns::none) return false;
    cells_[column] = copy(text);
    return true;
  }
  bool put(PersonField field, std::string_view text) {
    const auto column = columns_.plan.person[static_cast<std::size_t>(field)];
    return column && put(static_cast<std::uint32_t>(*column), text);
  }

  bool read_record(std::string_view line) {
    ondemand::document document;
    ondemand::object root;
    if (parser_.iterate(line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING).get(document) ||
        document.get_object().get(root))
      return false;
    std::uint32_t seen = 0;
    for (auto item : root) {
      ondemand::field field;
      if (std::move(item).get(field)) return false;
      const Key* key = root_keys_.find(field.key().raw());
      if (key == nullptr || (seen & bit(key->index)) != 0) return false;
      seen |= bit(key->index);
      if (!read_member(key->index, field.value())) return false;
    }
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }

  bool read_member(std::size_t key, ondemand::value& value) {
    if (key == root_age) return read_age(value);
    if (key == root_complete) return read_complete(value);
    if (key >= root_sections) {
      const auto section = static_cast<Section>(key - root_sections);
      SectionState& state = sections_[key - root_sections];
      state.previous = state.uses.size();
      return section == Section::attestations ? read_attestations(value) : read_entries(section, value);
    }
    static constexpr std::array<PersonField, 3> fields{PersonField::id, PersonField::birth_date,
                                                       PersonField::sex};
    Token token;
    return read_token(value.raw_json_token(), may_escape_, token) && token.kind == Kind::text &&
           put(fields[key], token.text);
  }

  bool read_age(ondemand::value& value) {
    ondemand::object object;
    if (value.get_object().get(object)) return false;
    std::uint32_t seen = 0;
    for (auto item : object) {
      ondemand::field field;
      Token token;
      if (std::move(item).get(field)) return false;
      const Key* key = age_keys_.find(field.key().raw());
      if (key == nullptr || (seen & bit(key->index)) != 0) return false;
      seen |= bit(key->index);
      if (!read_token(field.value().raw_json_token(), may_escape_, token) ||
          (key->kinds & kind(token.kind)) == 0)
        return false;
      if (!put(static_cast<PersonField>(key->index), token.text)) return false;
    }
    return true;
  }

  // Words with blanks between them.
  bool read_complete(ondemand::value& value) {
    ondemand::array array;
    if (value.get_array().get(array)) return false;
    const auto column = columns_.plan.person[static_cast<std::size_t>(PersonField::complete)];
    if (!column) return false;
    CellExtent& cell = cells_[*column];
    for (auto element : array) {
      std::string_view raw;
      Token token;
      if (element.raw_json_token().get(raw) || !read_token(raw, may_escape_, token)) return false;
      if (token.kind != Kind::text || token.text.find(' ') != std::string_view::npos) return false;
      if (cell.end != 0) append(" ");
      const CellExtent added = append(token.text);
      cell = {cell.end == 0 ? added.begin : cell.begin, added.end};
    }
    return true;
  }

  bool read_entries(Section section, ondemand::value& value) {
    ondemand::array array;
    if (value.get_array().get(array)) return false;
    for (auto element : array) {
      ondemand::object object;
      if (element.get_object().get(object)) return false;
      seen_ = 0;
      if (!read_members(section, object) || !put_entry(section)) return false;
    }
    return true;
  }

  // Into texts_ and seen_.
  bool read_members(Section section, ondemand::object& object) {
    KeyTable& table = sections_[static_cast<std::size_t>(section)].members;
    std::uint32_t idle = 0;
    for (auto item : object) {
      ondemand::field field;
      Token token;
      if (std::move(item).get(field)) return false;
      const Key* key = table.find(field.key().raw());
      if (key == nullptr || !read_token(field.value().raw_json_token(), may_escape_, token) ||
          (key->kinds & kind(token.kind)) == 0)
        return false;
      const bool says = key->index < member_count;
      std::uint32_t& seen = says ? seen_ : idle;
      const std::uint32_t mask = bit(says ? key->index : key->index - member_count);
      if ((seen & mask) != 0) return false;
      seen |= mask;
      if (says) texts_[key->index] = token.text;
    }
    return true;
  }

  const RecordColumns::Entry* entry_of(Section section, std::string_view name) {
    const auto s = static_cast<std::size_t>(section);
    SectionState& state = sections_[s];
    const auto& names = columns_.names[s];
    std::uint32_t& guess = state.follower[state.previous];
    if (guess >= names.size() || names[guess].text != name) {
      const auto found = state.index.find(name);
      if (found == state.index.end()) return nullptr;
      guess = found->second;
    }
    state.previous = guess;
    auto& use = state.uses[state.previous];
    if (use.record != record_) use = {record_, 0};
    const auto& entries = names[state.previous].entries;
    return use.count < entries.size() ? &entries[use.count++] : nullptr;
  }

  // The entry whose members are in texts_.
  bool put_entry(Section section) {
    const bool named = (seen_ & bit(index_of(Member::name))) != 0;
    const auto* entry = entry_of(section, named ? texts_[index_of(Member::name)] : std::string_view());
    if (entry == nullptr) return false;
    if (section != Section::observations)
      cells_[entry->column[index_of(Member::value)]] = {0, present.size()};
    for (std::uint32_t rest = seen_ & ~bit(index_of(Member::name)); rest != 0; rest &= rest - 1) {
      const auto member = static_cast<std::size_t>(std::countr_zero(rest));
      const std::string_view text = texts_[member];
      if (member == index_of(Member::verification) && text == usual_verification) continue;
      // In a cell this would be a comparator; in a record it is a text.
      if (member == index_of(Member::value) && (text.front() == '<' || text.front() == '>')) return false;
      if (!put(entry->column[member], text)) return false;
    }
    return true;
  }

  bool read_attestations(ondemand::value& value) {
    ondemand::object object;
    if (value.get_object().get(object)) return false;
    for (auto item : object) {
      ondemand::field field;
      std::string_view name;
      if (std::move(item).get(field) || !read_key(field, name)) return false;
      const auto* entry = entry_of(Section::attestations, name);
      if (entry == nullptr || !read_attestation(*entry, field.value())) return false;
    }
    return true;
  }

  bool read_attestation(const RecordColumns::Entry& entry, ondemand::value& value) {
    Token token;
    if (read_token(value.raw_json_token(), may_escape_, token))
      return token.kind == Kind::boolean && put(entry.column[index_of(Member::value)], token.text);
    ondemand::object object;
    if (value.get_object().get(object)) return false;
    seen_ = 0;
    if (!read_members(Section::attestations, object)) return false;
    for (std::uint32_t rest = seen_; rest != 0; rest &= rest - 1) {
      const auto member = static_cast<std::size_t>(std::countr_zero(rest));
      if (!put(entry.column[member], texts_[member])) return false;
    }
    return true;
  }

  const RecordColumns& columns_;
  ondemand::parser parser_;
  std::array<SectionState, section_count> sections_;
  KeyTable root_keys_;
  KeyTable age_keys_;
  std::uint64_t record_ = 0;
  bool may_escape_ = false;                           // the line holds a backslash
  std::array<std::string_view, member_count> texts_;  // of the entry being read, by Member
  std::uint32_t seen_ = 0;                            // which of them
  std::vector<CellExtent> cells_;
  std::vector<char> made_;  // text of the grid's cells
  std::size_t used_ = 0;
};

// ---- grids

RecordRows::RecordRows(const RecordColumns& columns)
    : reader_(std::make_unique<Reader>(columns)),
      id_column_(*columns.plan.person[static_cast<std::size_t>(PersonField::id)]) {}
RecordRows::~RecordRows() = default;

void RecordRows::start(CohortBlock& block) { source_.start(block); }

bool RecordRows::next(CellGrid& grid) {
  lines_.clear();
  texts_.clear();
  rejected_.clear();
  unread_.clear();
  reader_->start_grid();
  grid.clear(reader_->text());
  while (!grid.is_full()) {
    const auto line = source_.next();
    if (!line) break;
    if (line->too_long) {
      rejected_.push_back({grid.rows(), too_long(line->number, CsvLimits{}.row)});
      continue;
    }
    if (!reader_->read(line->text)) unread_.push_back(grid.rows());
    grid.set_row(reader_->cells());
    grid.end_row();
    lines_.push_back(line->number);
    texts_.push_back(line->text);
  }
  grid.rebase(reader_->text());
  return grid.rows() > 0 || !rejected_.empty();
}

void RecordRows::name_row(CellGrid& grid, std::size_t row, std::string_view id) {
  grid.replace(id_column_, row, reader_->append(id));
  grid.rebase(reader_->text());
}

}  // namespace eligo::patients
