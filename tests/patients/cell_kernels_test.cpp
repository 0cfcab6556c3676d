// The vector loops against plain ones, on random cells, with every instruction set of this machine.
#include "patients/cell_kernels.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <cstring>
#include <iostream>
#include <random>
#include <string>

#include "patients/cohort_scan.hpp"
#include "patients/date.hpp"
#include "patients/instruction_set.hpp"
#include "patients/single_cell.hpp"

namespace eligo::patients {
namespace {

constexpr std::size_t batch = 64;
constexpr std::int32_t other = -2000000000;

// Runs `check` with each instruction set; says which of the known ones this machine lacks.
template <class Check>
void with_each_set(Check check) {
  for (const std::string_view name : {"portable", "ssse3", "sse4", "avx2", "avx512", "avx512vbmi2"}) {
    if (!choose_instruction_set(name)) {
      std::cout << "skipped: this machine has no " << name << '\n';
      continue;
    }
    INFO("instruction set " << name);
    REQUIRE(to_string(instruction_set()) == name);
    check();
  }
  choose_instruction_set("");
}

struct SomeCells {
  std::vector<std::string> texts;
  std::vector<std::uint64_t> head;
  std::vector<std::uint64_t> tail;
  std::vector<std::uint16_t> size;
  Cells heads() const { return {head.data(), nullptr, size.data()}; }
  Cells with_tails() const { return {head.data(), tail.data(), size.data()}; }
};

template <class Make>
SomeCells cells(Make make) {
  SomeCells result;
  result.head.resize(batch);
  result.tail.resize(batch);
  result.size.resize(batch);
  for (std::size_t i = 0; i < batch; ++i) {
    result.texts.push_back(make());
    // What stands behind a cell must not matter.
    std::string padded = result.texts.back() + (i % 2 == 0 ? ",12.5,2026-01-01,0" : "0123456789012345");
    const std::size_t size = result.texts.back().size();
    std::memcpy(&result.head[i], padded.data(), 8);
    std::memcpy(&result.tail[i], padded.data() + 8, 8);
    result.size[i] = static_cast<std::uint16_t>(size);
  }
  return result;
}

class Random {
 public:
  std::size_t below(std::size_t count) { return generator_() % count; }
  std::string text(std::string_view letters, std::size_t longest) {
    std::string text;
    const std::size_t size = below(longest + 1);
    for (std::size_t i = 0; i < size; ++i)
      text += below(200) == 0 ? static_cast<char>(generator_()) : letters[below(letters.size())];
    return text;
  }

 private:
  std::mt19937_64 generator_{20261122};
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Millionths of a plain number of at most eight bytes, digit by digit.
std::int64_t number_of(const std::string& text) {
  if (text.empty() || text.size() > 8) return -1;
  std::size_t at = 0;
  std::int64_t value = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) value = value * 10 + (text[at] - '0');
  if (at == 0 || (at > 1 && text[0] == '0')) return -1;
  std::size_t decimals = 0;
  if (at < text.size()) {
    if (text[at++] != '.') return -1;
    for (; at < text.size() && is_digit(text[at]); ++at, ++decimals) value = value * 10 + (text[at] - '0');
    if (at < text.size() || decimals == 0 || decimals > 6) return -1;
  }
  for (; decimals < 6; ++decimals) value *= 10;
  return value;
}

}  // namespace

TEST_CASE("short numbers are read alike, by one and by many") {
  Random random;
  with_each_set([&] {
    for (int round = 0; round < 3000; ++round) {
      constexpr std::string_view alphabets[] = {"0123456789.", "0123456789..,-+ <e", "0019."};
      const std::size_t longest = round % 2 == 0 ? 9 : 4;
      const SomeCells some = cells([&] { return random.text(alphabets[round % 3], longest); });
      std::vector<std::int64_t> numbers(batch);
      const bool all = read_short_numbers(some.heads(), batch, numbers.data());
      bool each = true;
      for (std::size_t i = 0; i < batch; ++i) {
        INFO("cell `" << some.texts[i] << "`");
        const std::int64_t wanted = number_of(some.texts[i]);
        REQUIRE((numbers[i] < 0 ? -1 : numbers[i]) == wanted);
        if (!some.texts[i].empty() && some.texts[i].size() <= 8)
          REQUIRE(short_number(short_text(some.texts[i]).head, some.size[i]) == wanted);
        each = each && (wanted >= 0 || some.texts[i].empty());
      }
      REQUIRE(all == each);
    }
  });
}

TEST_CASE("full dates are read alike, and as PartialDate reads them") {
  std::vector<std::int64_t> months(static_cast<std::size_t>(table_years * 16));
  for (int year = 0; year < table_years; ++year) {
    for (int month = 1; month <= 12; ++month) {
      std::int64_t days = 28;
      while (make_day(first_table_year + year, month, static_cast<int>(days) + 1)) ++days;
      const auto before = static_cast<std::uint32_t>(make_day(first_table_year + year, month, 1)->number - 1);
      months[static_cast<std::size_t>(year * 16 + month)] = days << 32U | static_cast<std::int64_t>(before);
    }
  }
  Random random;
  const auto date = [&]() -> std::string {
    if (random.below(4) == 0) return random.text("0123456789-", 12);
    std::string text = std::to_string(1700 + random.below(600)) + "-00-00";
    const std::size_t month = random.below(15);
    const std::size_t day = random.below(34);
    text[5] = static_cast<char>('0' + month / 10);
    text[6] = static_cast<char>('0' + month % 10);
    text[8] = static_cast<char>('0' + day / 10);
    text[9] = static_cast<char>('0' + day % 10);
    if (random.below(20) == 0) text[random.below(10)] = static_cast<char>(random.below(256));
    return text;
  };
  with_each_set([&] {
    for (int round = 0; round < 3000; ++round) {
      const SomeCells some = cells(date);
      std::vector<std::int32_t> days(batch);
      read_full_dates(some.with_tails(), batch, months.data(), other, days.data());
      for (std::size_t i = 0; i < batch; ++i) {
        INFO("cell `" << some.texts[i] << "`");
        const auto parsed = PartialDate::parse(some.texts[i]);
        std::int32_t wanted = other;
        if (parsed && parsed->precision == DatePrecision::day) {
          const int year = fields(parsed->first).year;
          const bool in_table = year >= first_table_year && year < first_table_year + table_years;
          if (in_table) wanted = parsed->first.number;
        }
        REQUIRE(days[i] == wanted);
        const auto tail = static_cast<std::uint16_t>(some.tail[i]);
        REQUIRE(full_date(some.head[i], tail, some.size[i], months.data(), other) == wanted);
      }
    }
  });
}

TEST_CASE("words are found by their place in the list") {
  const std::vector<std::string> shortest_list{"true", "false", "missing", "f"};
  const std::vector<std::string> short_list{"female", "male", "other", "unknown", "positive", "a"};
  const std::vector<std::string> long_list{"active", "in remission", "in remissiox", "fifteen letters", "no"};
  Random random;
  with_each_set([&] {
    for (int round = 0; round < 1000; ++round) {
      const bool tails = round % 2 == 1;
      const bool any_case = round % 4 >= 2;
      const auto& list = tails ? long_list : round % 3 == 0 ? shortest_list : short_list;
      std::vector<ShortText> words;
      for (const auto& word : list)
        words.push_back(any_case ? lower_case(short_text(word)) : short_text(word));
      // One that is passed over.
      if (round % 3 != 0) words.insert(words.begin() + 1, short_text("entered_in_error"));
      const std::size_t passed_over = round % 3 != 0 ? 1 : 0;
      const SomeCells some = cells([&]() -> std::string {
        if (random.below(3) == 0) return random.text("amlefo", 9);
        if (random.below(9) == 0) return "entered_in_error";
        std::string text = list[random.below(list.size())] + (random.below(5) == 0 ? "x" : "");
        if (random.below(5) == 0) text[0] = static_cast<char>(std::toupper(text[0]));
        return text;
      });
      std::vector<std::uint8_t> codes(batch);
      const bool all =
          match_words(tails ? some.with_tails() : some.heads(), batch, words, codes.data(), any_case);
      bool each = true;
      for (std::size_t i = 0; i < batch; ++i) {
        INFO("cell `" << some.texts[i] << "`");
        const auto found = std::ranges::find_if(list, [&](const std::string& word) {
          return any_case ? same_letters(word, some.texts[i]) : word == some.texts[i];
        });
        const auto place = found - list.begin();
        // Beside letters any_case may take other bytes for each other; such a cell proves nothing.
        const bool letters = std::ranges::all_of(some.texts[i], [](char c) { return c > ' ' && c < 0x7F; });
        if (!any_case || letters || codes[i] == 0)
          REQUIRE(codes[i] == (found == list.end() ? 0
                               : place == 0        ? 1
                                                   : place + 1 + static_cast<std::ptrdiff_t>(passed_over)));
        each = each && (codes[i] != 0 || some.texts[i].empty());
      }
      REQUIRE(all == each);
    }
  });
}

TEST_CASE("separators, line ends and quotes are found where they are") {
  Random random;
  with_each_set([&] {
    for (int round = 0; round < 2000; ++round) {
      const std::string text = random.text(round % 2 == 0 ? "ab,,\n;" : "abcdefgh,\n\"", 400);
      const std::string padded = text + std::string(64, ',');
      const std::string_view inside(padded.data(), text.size());
      const char separator = round % 3 == 0 ? ';' : ',';
      std::vector<std::uint32_t> offsets(text.size() + 128);
      std::vector<std::uint32_t> ends(text.size() + 128);
      const Separators found = find_separators(inside, separator, 7, offsets.data(), ends.data());
      std::size_t count = 0;
      std::size_t lines = 0;
      std::vector<std::uint32_t> structure(text.size() + 128);
      const std::size_t found_structures = find_structure(inside, structure.data());
      std::size_t structures = 0;
      for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ',' || text[i] == '\n' || text[i] == '"') REQUIRE(structure.at(structures++) == i);
        if (text[i] != separator && text[i] != '\n') continue;
        REQUIRE(offsets[count] == i + 7);
        if (text[i] == '\n') REQUIRE(ends[lines++] == count);
        ++count;
      }
      REQUIRE(found.count == count);
      REQUIRE(found.line_ends == lines);
      REQUIRE(count_lines(inside).lines == lines);
      REQUIRE(count_lines(inside).ascii ==
              std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
      REQUIRE(count_lines(inside).quotes == (text.find('"') != std::string::npos));
      REQUIRE(found_structures == structures);
    }
  });
}

// What a text is by quotes, one byte after the other.
struct Quoted {
  QuotedScan scan;
  std::vector<std::uint32_t> separators;  // outside quotes
  std::vector<std::uint32_t> ends;        // by index, those of lines

  explicit Quoted(std::string_view text) {
    enum class At : std::uint8_t { begin, bare, inside, closed, returned } at = At::begin;
    std::size_t lines = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '\n') ++lines;
      if (at == At::inside) {
        scan.lines_inside = scan.lines_inside || c == '\n';
        if (c == '"') at = At::closed;
        continue;
      }
      const bool wrong = (at == At::bare && c == '"') || (at == At::returned && c != '\n') ||
                         (at == At::closed && c != ',' && c != '\n' && c != '\r' && c != '"');
      scan.doubled = scan.doubled || (at == At::closed && c == '"');
      scan.regular = scan.regular && !wrong;
      if (c == ',' || c == '\n') {
        if (c == '\n') ends.push_back(static_cast<std::uint32_t>(separators.size()));
        separators.push_back(static_cast<std::uint32_t>(i));
        at = At::begin;
      } else if (c == '"') {
        at = At::inside;
      } else {
        at = at == At::closed ? At::returned : At::bare;
      }
      if (c != '\n') continue;
      scan.end = i + 1;
      scan.lines = lines;
    }
    scan.ends_inside = at == At::inside;
  }
};

TEST_CASE("quotes divide a text as one byte after the other does") {
  Random random;
  constexpr std::array cells{
      "", "\"\"", "\"ab\"", "\",\"", "\"a\nb\"", "ab", "\"a\"\"b\"", "\"\"\"\"", "\"abcdefghijklmnop\""};
  constexpr std::array wrong{"a\"b", "\"a\"b", "\"a\"\r", "a\"\"b", "\"a"};
  std::size_t regular = 0;
  std::size_t irregular = 0;
  with_each_set([&] {
    for (int round = 0; round < 1000; ++round) {
      std::string text;
      for (std::size_t count = random.below(60); count > 0; --count) {
        text += random.below(80) == 0 ? wrong[random.below(wrong.size())] : cells[random.below(cells.size())];
        text += random.below(4) != 0 ? "," : random.below(3) == 0 ? "\r\n" : "\n";
      }
      const std::string padded = text + std::string(64, '"');
      const std::string_view given(padded.data(), text.size());
      const Quoted wanted(given);
      const QuotedScan scan = scan_quotes(given, ',');
      INFO(text);
      REQUIRE(scan.regular == wanted.scan.regular);
      ++(scan.regular ? regular : irregular);
      if (!scan.regular) continue;
      REQUIRE(scan.doubled == wanted.scan.doubled);
      REQUIRE(scan.ends_inside == wanted.scan.ends_inside);
      REQUIRE(scan.lines_inside == wanted.scan.lines_inside);
      REQUIRE(scan.end == wanted.scan.end);
      REQUIRE(scan.lines == wanted.scan.lines);
      // In two steps.
      std::vector<std::uint32_t> offsets(text.size() + 256);
      std::vector<std::uint32_t> ends(text.size() + 256);
      bool inside = false;
      const std::size_t first = std::min<std::size_t>(text.size(), 64 * random.below(4));
      const Separators one =
          find_unquoted_separators(given.substr(0, first), ',', 0, offsets.data(), ends.data(), inside);
      const Separators two =
          find_unquoted_separators(given.substr(first), ',', static_cast<std::uint32_t>(first),
                                   offsets.data() + one.count, ends.data() + one.line_ends, inside);
      for (std::size_t i = 0; i < two.line_ends; ++i)
        ends[one.line_ends + i] += static_cast<std::uint32_t>(one.count);
      offsets.resize(one.count + two.count);
      ends.resize(one.line_ends + two.line_ends);
      REQUIRE(inside == wanted.scan.ends_inside);
      REQUIRE(offsets == wanted.separators);
      REQUIRE(ends == wanted.ends);
    }
  });
  REQUIRE(regular > 1000);
  REQUIRE(irregular > 1000);
}

TEST_CASE("filled and long cells are found alike") {
  Random random;
  with_each_set([&] {
    for (int round = 0; round < 200; ++round) {
      const SomeCells some = cells([&] { return random.text("abc", 12); });
      const auto limit = static_cast<std::uint16_t>(random.below(13));
      std::uint64_t longer = 0;
      std::vector<std::uint8_t> filled(batch, 7);
      find_longer_cells(some.heads(), batch, limit, &longer);
      mark_filled_cells(some.heads(), batch, filled.data());
      for (std::size_t i = 0; i < batch; ++i) {
        REQUIRE(((longer >> i) & 1U) == (some.texts[i].size() > limit ? 1 : 0));
        REQUIRE(filled[i] == (some.texts[i].empty() ? 0 : 1));
      }
    }
  });
}

}  // namespace eligo::patients
