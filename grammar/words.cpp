// Tested in tests/grammar/words_test.cpp.
#include "grammar/words.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

#include "grammar/unicode.hpp"

namespace eligo::grammar {
namespace {

using enum WordClass;

constexpr std::array kReserved = {
    ReservedWord{"LLN", limit},       ReservedWord{"ULN", limit},          ReservedWord{"above", limit},
    ReservedWord{"active", test},     ReservedWord{"age", test},           ReservedWord{"ago", window},
    ReservedWord{"all", selector},    ReservedWord{"and", connective},     ReservedWord{"any", selector},
    ReservedWord{"as", connective},   ReservedWord{"attest", test},        ReservedWord{"below", limit},
    ReservedWord{"diagnosis", test},  ReservedWord{"else", connective},    ReservedWord{"every", selector},
    ReservedWord{"exactly", limit},   ReservedWord{"except", test},        ReservedWord{"failed", test},
    ReservedWord{"female", test},     ReservedWord{"first", selector},     ReservedWord{"highest", selector},
    ReservedWord{"if", connective},   ReservedWord{"indeterminate", test}, ReservedWord{"latest", selector},
    ReservedWord{"lowest", selector}, ReservedWord{"male", test},          ReservedWord{"negative", test},
    ReservedWord{"no", connective},   ReservedWord{"not", connective},     ReservedWord{"onset", test},
    ReservedWord{"or", connective},   ReservedWord{"positive", test},      ReservedWord{"received", test},
    ReservedWord{"relapsed", test},   ReservedWord{"responded", test},     ReservedWord{"since", window},
    ReservedWord{"then", connective}, ReservedWord{"unencoded", test},     ReservedWord{"with", test},
    ReservedWord{"within", window},
};

constexpr std::array kStatements = {
    StatementWord{"trial", ""},
    StatementWord{"inclusion", ""},
    StatementWord{"exclusion", ""},
    StatementWord{"note", ""},
    StatementWord{"criteria", "not"},
    StatementWord{"define", ""},
    StatementWord{"observation", "", true},
    StatementWord{"score", "", true},
    StatementWord{"serology", "", true},
    StatementWord{"condition", "", true},
    StatementWord{"procedure", "", true},
    StatementWord{"medication", "", true},
    StatementWord{"attestation", "", true},
    StatementWord{"drug", "class", true},
    StatementWord{"value", "set", true},
    StatementWord{"extend", "", true},
};

constexpr std::array<std::string_view, 10> kProperties = {"unit",    "range", "molar",   "nucleic", "under",
                                                          "members", "code",  "synonym", "type",    "note"};

// Where the reserved words of each lower-case letter begin; capitals (ULN, LLN) stand before them.
constexpr auto kFirstByLetter = [] {
  std::array<unsigned char, 27> starts{};
  for (std::size_t letter = 0; letter < 27; ++letter) {
    unsigned char at = 0;
    while (at < kReserved.size() && kReserved[at].text[0] < static_cast<char>('a' + letter)) ++at;
    starts[letter] = at;
  }
  return starts;
}();

// Not keywords, but so surely meant as such that they end a name: `a AND b` is an error, not a name of three
// words.
constexpr std::array<std::string_view, 6> kCapitalised = {"AND", "And", "NOT", "Not", "OR", "Or"};

bool is_reserved(std::string_view word) {
  const char first = word[0];
  if (first < 'a' || first > 'z') {
    return word == "ULN" || word == "LLN" ||
           (word.size() <= 3 &&
            std::find(kCapitalised.begin(), kCapitalised.end(), word) != kCapitalised.end());
  }
  const auto letter = static_cast<std::size_t>(first - 'a');
  for (std::size_t i = kFirstByLetter[letter]; i < kFirstByLetter[letter + 1]; ++i) {
    if (kReserved[i].text == word) return true;
  }
  return false;
}

constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The ASCII characters inside a word, looked up: names are read more often than anything else.
constexpr auto kInsideWord = [] {
  std::array<bool, 256> inside{};
  for (std::size_t c = 0; c < 128; ++c) {
    const char letter = static_cast<char>(c);
    inside[c] = is_ascii_letter(letter) || is_digit(letter) || letter == '_';
  }
  return inside;
}();

// Bytes of the word character at `at`; 0 if there is none. `first`: at the start of a word.
std::size_t word_character(std::string_view text, std::size_t at, bool first) {
  if (at >= text.size()) return 0;
  const char c = text[at];
  if (is_ascii_letter(c)) return 1;
  if (static_cast<unsigned char>(c) < 0x80) return !first && (is_digit(c) || c == '_') ? 1 : 0;
  const CodePoint point = decode(text, at);
  return point.valid && is_foreign_letter(point.value) ? point.length : 0;
}

bool next_word_is(std::string_view rest, std::string_view word) {
  rest.remove_prefix(blank_length(rest));
  return rest.starts_with(word) && word_length(rest) == word.size();
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// Edit distance, for words of a few letters.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace

std::span<const ReservedWord> reserved_words() { return kReserved; }
std::span<const StatementWord> statement_words() { return kStatements; }
std::span<const std::string_view> property_words() { return kProperties; }

bool is_property_word(std::string_view word) {
  return std::find(kProperties.begin(), kProperties.end(), word) != kProperties.end();
}

const StatementWord* statement_at(std::string_view line) {
  if (line.empty() || line[0] < 'a' || line[0] > 'v') return nullptr;
  for (const StatementWord& word : kStatements) {
    if (word.first[0] != line[0] || !line.starts_with(word.first)) continue;
    if (word_length(line) != word.first.size()) continue;
    if (word.second.empty() || next_word_is(line.substr(word.first.size()), word.second)) return &word;
  }
  return nullptr;
}

std::size_t word_length(std::string_view text) {
  std::size_t end = word_character(text, 0, true);
  if (end == 0) return 0;
  for (;;) {
    while (end < text.size() && kInsideWord[static_cast<unsigned char>(text[end])]) ++end;
    if (const std::size_t next = word_character(text, end, false)) {
      end += next;
      continue;
    }
    const bool joins = end < text.size() && (text[end] == '-' || text[end] == '\'');
    const std::size_t next = joins ? word_character(text, end + 1, false) : 0;
    if (next == 0) return end;
    end += 1 + next;
  }
}

std::size_t blank_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      ++at;
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x80) break;
    const CodePoint point = decode(text, at);
    if (!point.valid || !is_foreign_space(point.value)) break;
    at += point.length;
  }
  return at;
}

bool ends_name(std::string_view word, std::string_view rest) {
  switch (word.size()) {
    case 2:
      if (word == "at") return next_word_is(rest, "least") || next_word_is(rest, "most");
      if (word == "on") {
        const std::string_view next = rest.substr(blank_length(rest));
        const bool number =
            !next.empty() && (is_digit(next[0]) || (next[0] == '-' && next.size() > 1 && is_digit(next[1])));
        return number || next_word_is(next, "day") || next_word_is(next, "or");
      }
      if (word == "in" && next_word_is(rest, "another")) {
        rest.remove_prefix(blank_length(rest));
        return next_word_is(rest.substr(7), "trial");
      }
      break;
    case 4:
      if (word == "more" || word == "less") return next_word_is(rest, "than");
      break;
    default:
      break;
  }
  return is_reserved(word);
}

std::string_view meant_keyword(std::string_view word) {
  const char first = word.empty() ? '\0' : lower(word[0]);
  if (first < 'a' || first > 'z') return {};
  const auto among = [&](std::size_t begin, std::size_t end) -> std::string_view {
    for (std::size_t i = begin; i < end; ++i) {
      const std::string_view text = kReserved[i].text;
      if (text != word && same_letters(text, word)) return text;
    }
    return {};
  };
  const auto letter = static_cast<std::size_t>(first - 'a');
  const std::string_view capitals = among(0, kFirstByLetter[0]);
  return capitals.empty() ? among(kFirstByLetter[letter], kFirstByLetter[letter + 1]) : capitals;
}

bool reads_as_keyword(std::string_view name) {
  const std::string_view word = name.substr(0, word_length(name));
  if (word.empty()) return false;
  const std::string_view keyword = meant_keyword(word);
  if (keyword.empty()) return false;
  const std::string_view rest = name.substr(word.size());
  if (blank_length(rest) == rest.size()) {
    const bool capitals = std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return word.size() > 3 || !capitals;
  }
  if (keyword == "any" || keyword == "all") return rest.substr(blank_length(rest)) == "of";
  if (keyword == "diagnosis" || keyword == "onset") return next_word_is(rest, "of");
  return keyword == "attest" || keyword == "received" || keyword == "unencoded";
}

bool is_bare_name(std::string_view name) {
  if (name.empty() || statement_at(name) != nullptr || reads_as_keyword(name)) return false;
  const std::string_view opening = name.substr(0, word_length(name));
  if (is_property_word(opening) || opening == "day" || opening == "days" || opening == "week" ||
      opening == "weeks" || opening == "month" || opening == "months" || opening == "year" ||
      opening == "years" || name.starts_with("other than") || opening == "to" || opening == "of") {
    return false;
  }
  for (std::string_view rest = name;;) {
    const std::size_t length = word_length(rest);
    if (length == 0) return false;
    const std::string_view word = rest.substr(0, length);
    rest.remove_prefix(length);
    if (ends_name(word, rest)) return false;
    // What follows the name in the text must not complete an opener.
    if (rest.empty()) return word != "at" && word != "on" && word != "in" && word != "more" && word != "less";
    if (rest[0] != ' ') return false;
    rest.remove_prefix(1);
  }
}

std::string_view nearest_statement_word(std::string_view word) {
  std::string_view nearest;
  std::size_t least = word.size() > 4 ? 3 : 2;
  for (const StatementWord& candidate : kStatements) {
    const std::size_t steps = distance(word, candidate.first);
    if (steps < least) {
      least = steps;
      nearest = candidate.first;
    }
  }
  return nearest;
}

}  // namespace eligo::grammar
