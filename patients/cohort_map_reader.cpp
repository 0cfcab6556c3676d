// JSON to a CohortMap. See cohort_map.hpp; tests: tests/patients/cohort_map_test.cpp.
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "patients/cohort_map.hpp"
#include "patients/json_tree.hpp"
#include "patients/record_reader.hpp"
#include "patients/record_words.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

std::string ticked(std::string_view text) { return "`" + printable(text) + "`"; }

std::string suggestion(std::string_view word, std::span<const std::string_view> names) {
  const std::string_view near = nearest(word, names);
  return near.empty() ? "" : "; did you mean " + ticked(near) + "?";
}

std::string listed(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + ticked(words[i]);
  }
  return text;
}

class MapReader {
 public:
  explicit MapReader(std::string_view json) : json_(json) {}

  CohortMapResult run() {
    const bool whole = tree_.parse(json_, 0);
    for (const auto& trouble : tree_.problems()) {
      const bool twice = trouble.trouble == JsonTrouble::duplicate_key;
      result_.problems.push_back(
          {{trouble.pointer, trouble.byte}, twice ? "stands twice; keep one of the two" : trouble.message});
    }
    if (whole && result_.problems.empty()) read_root();
    return std::move(result_);
  }

 private:
  using Reader = void (MapReader::*)(const JsonNode& node, const std::string& pointer);
  struct Key {
    std::string_view name;
    Reader read;
  };

  void problem(const JsonNode& node, const std::string& pointer, std::string message) {
    result_.problems.push_back({place(node, pointer), std::move(message)});
  }
  static MapPlace place(const JsonNode& node, const std::string& pointer) { return {pointer, node.begin}; }
  static std::string below(const std::string& pointer, std::string_view token) {
    std::string out = pointer;
    append_pointer(out, token);
    return out;
  }

  void read_root() {
    const std::size_t rest = json_.find_first_not_of(" \t\r\n", tree_.end());
    if (rest != std::string_view::npos) {
      result_.problems.push_back({{"", rest}, "text after the end of the map"});
      return;
    }
    static constexpr std::array<Key, 9> keys{{{"note", &MapReader::read_note},
                                              {"separator", &MapReader::read_separator},
                                              {"empty", &MapReader::read_empty},
                                              {"decimal_comma", &MapReader::read_decimal_comma},
                                              {"dates", &MapReader::read_dates},
                                              {"complete", &MapReader::read_complete},
                                              {"by_header", &MapReader::read_by_header},
                                              {"facts", &MapReader::read_facts},
                                              {"not_used", &MapReader::read_not_used}}};
    read_object(tree_.root(), "", keys);
  }

  template <std::size_t N>
  void read_object(const JsonNode& node, const std::string& pointer, const std::array<Key, N>& keys) {
    if (node.kind != JsonKind::object) return problem(node, pointer, "an object is expected here");
    tree_.for_each_child(node, [&](const JsonNode& child) {
      const auto key = std::ranges::find(keys, child.key, &Key::name);
      const std::string at = below(pointer, child.key);
      if (key != keys.end()) return (this->*key->read)(child, at);
      std::array<std::string_view, N> names{};
      std::ranges::transform(keys, names.begin(), &Key::name);
      const std::string near = suggestion(child.key, names);
      problem(child, at,
              "unknown key " + ticked(child.key) + (near.empty() ? "; known are " + listed(names) : near));
    });
  }

  // ---- scalars and lists

  void read_note(const JsonNode& node, const std::string& pointer) { text_of(node, pointer); }

  std::string text_of(const JsonNode& node, const std::string& pointer) {
    if (node.kind != JsonKind::string) problem(node, pointer, "a text in quotes is expected here");
    return std::string(node.text);
  }

  bool bool_of(const JsonNode& node, const std::string& pointer) {
    const bool is_bool = node.kind == JsonKind::true_ || node.kind == JsonKind::false_;
    if (!is_bool) problem(node, pointer, "`true` or `false` is expected here");
    return node.kind == JsonKind::true_;
  }

  // What a cell could hold: a text, a number as written, true or false.
  std::optional<std::string> cell_of(const JsonNode& node) {
    if (node.kind == JsonKind::string || node.kind == JsonKind::number) return std::string(node.text);
    if (node.kind == JsonKind::true_) return "true";
    if (node.kind == JsonKind::false_) return "false";
    return std::nullopt;
  }

  std::string value_of(const JsonNode& node, const std::string& pointer) {
    const auto cell = cell_of(node);
    if (!cell) problem(node, pointer, "a text, a number, `true` or `false` is expected here");
    return cell.value_or("");
  }

  // A list, or one item in place of a list of one.
  template <class Take>
  void each_item(const JsonNode& node, const std::string& pointer, Take take) {
    if (node.kind != JsonKind::array) return take(node, pointer);
    std::size_t index = 0;
    tree_.for_each_child(node,
                         [&](const JsonNode& item) { take(item, below(pointer, std::to_string(index++))); });
  }

  std::vector<std::string> values_of(const JsonNode& node, const std::string& pointer) {
    std::vector<std::string> values;
    each_item(node, pointer,
              [&](const JsonNode& item, const std::string& at) { values.push_back(value_of(item, at)); });
    return values;
  }

  ColumnName column_of(const JsonNode& node, const std::string& pointer) {
    ColumnName column{std::string(node.text), 0, place(node, pointer)};
    if (node.kind == JsonKind::string) return column;
    const auto* end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, column.number);
    if (node.kind == JsonKind::number && error == std::errc{} && stop == end && column.number > 0)
      return column;
    problem(node, pointer, "a column's name is expected here, or its number from 1");
    return column;
  }

  std::optional<DateFormat> date_format_of(const JsonNode& node, const std::string& pointer) {
    auto format = DateFormat::parse(text_of(node, pointer));
    if (!format && node.kind == JsonKind::string) {
      problem(
          node, pointer,
          ticked(node.text) + " is no date format; write it as in `DD.MM.YYYY`, `MM/DD/YYYY` or `DDMMMYYYY`");
    }
    return format;
  }

  // ---- keys of the map

  void read_separator(const JsonNode& node, const std::string& pointer) {
    const std::string text = text_of(node, pointer);
    if (text == "," || text == ";" || text == "\t" || text == "|") {
      result_.map.separator = text.front();
    } else if (node.kind == JsonKind::string) {
      problem(node, pointer, "the separator is one of `,`, `;`, `|` and `\\t` (a tab)");
    }
  }
  void read_empty(const JsonNode& node, const std::string& pointer) {
    result_.map.empty = values_of(node, pointer);
  }
  void read_decimal_comma(const JsonNode& node, const std::string& pointer) {
    result_.map.decimal_comma = bool_of(node, pointer);
  }
  void read_dates(const JsonNode& node, const std::string& pointer) {
    result_.map.dates = date_format_of(node, pointer);
  }
  void read_by_header(const JsonNode& node, const std::string& pointer) {
    result_.map.by_header = bool_of(node, pointer);
  }
  void read_not_used(const JsonNode& node, const std::string& pointer) {
    each_item(node, pointer, [&](const JsonNode& item, const std::string& at) {
      result_.map.not_used.push_back(column_of(item, at));
    });
  }

  void read_complete(const JsonNode& node, const std::string& pointer) {
    std::string names;
    each_item(node, pointer, [&](const JsonNode& item, const std::string& at) {
      const std::string name = text_of(item, at);
      if (item.kind != JsonKind::string) return;
      if (std::ranges::find(words::sections, name) == words::sections.end()) {
        problem(item, at, ticked(name) + " is no section; the sections are " + listed(words::sections));
      }
      names += (names.empty() ? "" : " ") + name;
    });
    MapTarget target{"complete", {}};
    target.source.kind = MapSource::Kind::constant;
    target.source.text = names;
    target.source.place = place(node, pointer);
    result_.map.targets.push_back(std::move(target));
  }

  void read_facts(const JsonNode& node, const std::string& pointer) {
    if (node.kind != JsonKind::object) return problem(node, pointer, "an object is expected here");
    tree_.for_each_child(node, [&](const JsonNode& child) {
      MapTarget target{std::string(child.key), source_of(child, below(pointer, child.key))};
      if (!target.source.unit.empty()) target.name += " [" + target.source.unit + ']';
      result_.map.targets.push_back(std::move(target));
    });
  }

  // ---- what fills a fact

  MapSource source_of(const JsonNode& node, const std::string& pointer) {
    MapSource source;
    source.place = place(node, pointer);
    if (node.kind == JsonKind::string || node.kind == JsonKind::number) {
      source.column = column_of(node, pointer);
      return source;
    }
    static constexpr std::array<Key, 12> keys{{{"column", &MapReader::source_column},
                                               {"constant", &MapReader::source_constant},
                                               {"line", &MapReader::source_line},
                                               {"unit", &MapReader::source_unit},
                                               {"empty", &MapReader::source_empty},
                                               {"codes", &MapReader::source_codes},
                                               {"otherwise", &MapReader::source_otherwise},
                                               {"decimal_comma", &MapReader::source_decimal_comma},
                                               {"dates", &MapReader::source_dates},
                                               {"days_after", &MapReader::source_days_after},
                                               {"when", &MapReader::source_when},
                                               {"note", &MapReader::read_note}}};
    if (node.kind != JsonKind::object) {
      problem(node, pointer, "a column's name is expected here, or an object");
      return source;
    }
    MapSource* outer = std::exchange(source_, &source);
    read_object(node, pointer, keys);
    source_ = outer;
    check_source(node, pointer, source);
    return source;
  }

  void source_column(const JsonNode& node, const std::string& pointer) {
    source_->column = column_of(node, pointer);
  }
  void source_constant(const JsonNode& node, const std::string& pointer) {
    source_->kind = MapSource::Kind::constant;
    source_->text = value_of(node, pointer);
    if (node.kind == JsonKind::string && node.text.empty()) problem(node, pointer, "the constant is empty");
  }
  void source_line(const JsonNode& node, const std::string& pointer) {
    source_->kind = MapSource::Kind::line;
    source_->text = text_of(node, pointer);
  }
  void source_unit(const JsonNode& node, const std::string& pointer) {
    source_->unit = text_of(node, pointer);
    if (node.kind == JsonKind::string && node.text.empty()) problem(node, pointer, "the unit is empty");
  }
  void source_empty(const JsonNode& node, const std::string& pointer) {
    source_->empty = values_of(node, pointer);
  }
  void source_decimal_comma(const JsonNode& node, const std::string& pointer) {
    source_->decimal_comma = bool_of(node, pointer);
  }
  void source_dates(const JsonNode& node, const std::string& pointer) {
    source_->dates = date_format_of(node, pointer);
  }

  void source_codes(const JsonNode& node, const std::string& pointer) {
    if (node.kind != JsonKind::object) {
      return problem(node, pointer, "an object of cells and what they mean is expected here");
    }
    source_->has_codes = true;
    tree_.for_each_child(node, [&](const JsonNode& child) {
      const std::string at = below(pointer, child.key);
      const bool says_nothing = child.kind == JsonKind::null;
      source_->codes.push_back(
          {std::string(child.key), says_nothing ? "" : value_of(child, at), place(child, at)});
    });
  }

  void source_otherwise(const JsonNode& node, const std::string& pointer) {
    static constexpr std::array<std::string_view, 3> words{"unreadable", "keep", "empty"};
    if (node.kind == JsonKind::object) {
      static constexpr std::array<Key, 1> keys{{{"value", &MapReader::source_other_value}}};
      return read_object(node, pointer, keys);
    }
    const auto word = std::ranges::find(words, node.text);
    if (node.kind != JsonKind::string || word == words.end()) {
      return problem(node, pointer, "expected is " + listed(words) + ", or an object with `value`");
    }
    source_->unlisted = static_cast<Unlisted>(word - words.begin());
  }
  void source_other_value(const JsonNode& node, const std::string& pointer) {
    source_->unlisted = Unlisted::value;
    source_->unlisted_value = value_of(node, pointer);
  }

  void source_days_after(const JsonNode& node, const std::string& pointer) {
    MapAnchor anchor;
    anchor.place = place(node, pointer);
    if (node.kind == JsonKind::object) {
      anchor.source = std::make_shared<const MapSource>(source_of(node, pointer));
    } else {
      anchor.fact = text_of(node, pointer);
      anchor.day = parse_day(anchor.fact);
    }
    source_->days_after = std::move(anchor);
  }

  void source_when(const JsonNode& node, const std::string& pointer) {
    static constexpr std::array<Key, 2> keys{
        {{"column", &MapReader::when_column}, {"is", &MapReader::when_is}}};
    source_->when.emplace();
    read_object(node, pointer, keys);
    if (node.kind == JsonKind::object && (node.children != 2 || source_->when->cells.empty())) {
      problem(node, pointer, "`column` and `is` are needed: a column, and the cells it must have");
    }
  }
  void when_column(const JsonNode& node, const std::string& pointer) {
    source_->when->column = column_of(node, pointer);
  }
  void when_is(const JsonNode& node, const std::string& pointer) {
    source_->when->cells = values_of(node, pointer);
  }

  void check_source(const JsonNode& node, const std::string& pointer, const MapSource& source) {
    constexpr std::array<std::string_view, 3> origins{"column", "constant", "line"};
    constexpr std::array<std::string_view, 5> of_columns{"empty", "codes", "otherwise", "decimal_comma",
                                                         "dates"};
    std::size_t count = 0;
    bool has_codes = false;
    tree_.for_each_child(node, [&](const JsonNode& child) {
      count += static_cast<std::size_t>(std::ranges::count(origins, child.key));
      has_codes = has_codes || child.key == "codes";
    });
    if (count != 1) {
      return problem(node, pointer, "exactly one of " + listed(origins) + " is needed");
    }
    tree_.for_each_child(node, [&](const JsonNode& child) {
      const bool needs_column = std::ranges::find(of_columns, child.key) != of_columns.end();
      if (needs_column && source.kind != MapSource::Kind::column) {
        problem(child, below(pointer, child.key), ticked(child.key) + " goes with `column` only");
      } else if (child.key == "otherwise" && !has_codes) {
        problem(child, below(pointer, child.key), "`otherwise` goes with `codes` only");
      }
    });
  }

  std::string_view json_;
  JsonTree tree_;
  CohortMapResult result_;
  MapSource* source_ = nullptr;  // being read
};

}  // namespace

CohortMapResult read_cohort_map(std::string_view json) { return MapReader(json).run(); }

}  // namespace eligo::patients
