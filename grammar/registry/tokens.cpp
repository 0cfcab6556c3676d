// See tokens.hpp.
#include "grammar/registry/tokens.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/token_names.hpp"
#include "grammar/registry/written_numbers.hpp"

namespace eligo::grammar::registry {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Between words.
constexpr auto kGaps = [] {
  std::array<bool, 256> made{};
  made[' '] = made['\n'] = made['_'] = true;
  return made;
}();
bool is_gap(char c) { return kGaps[static_cast<unsigned char>(c)]; }

constexpr std::size_t kLongestPhrase = 12;  // in words
constexpr std::size_t kLongestNumber = 18;  // in digits

class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::uint32_t begin, std::uint32_t end, const Lexicon& lexicon)
      : text_(text.substr(0, end)), at_(begin), origin_(begin), lexicon_(lexicon), seen_(scratch()) {
    seen_.assign(end - begin, {});
  }

  Tokens run() {
    constexpr std::size_t usual = 5;  // bytes a token
    made_.reserve((text_.size() - at_) / usual + 1);
    while (skip_blanks(), at_ < text_.size()) step();
    Tokens tokens = put_together(text_, std::move(made_));
    const std::string_view line = text_.substr(origin_);
    tokens.pairs = LetterPairs(line);
    tokens.even = is_even(line) && !has_quotes(line);
    tokens.spelt = std::move(spelt_);
    return tokens;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_gap(text_[at_])) ++at_;
  }

  char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void step() {
    const char c = text_[at_];
    if (is_digit(c) || (c == '.' && is_digit(peek(1)) && !after_digit())) return number();
    if (is_word_char(c)) return words();
    if (c == '<' || c == '>' || c == '=') return comparator();
    if (c == '!' && peek(1) == '=') return push(Part::unclear, 2);
    if (c == '*' && text_.find_first_not_of("*.; ", at_) == std::string_view::npos)
      return push(Part::unclear, 1);  // of a footnote that says more
    if (c == '+' && peek(1) == '/' && peek(2) == '-') return push(Part::word, 3);
    if (const std::size_t length = written_phrase(); length > 0) return;
    if (c == '.' && species()) return;
    static constexpr PartSet kMarks(",;:.()/-\"");
    if (c == '[' || c == '{') return push(static_cast<Part>('('), 1);
    if (c == ']' || c == '}') return push(static_cast<Part>(')'), 1);
    if (c == '+') return push(Part::positive, 1);
    if (c == '~' && !made_.empty() && made_.back().part == Part::roman &&
        (next_sign() == 'I' || next_sign() == 'V'))
      return push(static_cast<Part>('-'), 1);
    if (c == '~' && !made_.empty() &&
        (made_.back().part == Part::number || made_.back().part == Part::unit ||
         made_.back().part == Part::time) &&
        is_digit(next_sign()))
      return push(static_cast<Part>('-'), 1);
    if (kMarks.has(c)) return push(static_cast<Part>(c), 1);
    push(c == '%' || c == '&' || c == '~' || c == '^' || c == '$' ? Part::word : static_cast<Part>(','), 1);
    if (c == '&') made_.back().part = Part::and_;
  }

  // `C. difficile`: no sentence ends behind the letter.
  bool species() {
    static constexpr std::string_view kSpecies =
        " difficile coli pylori aureus pneumoniae albicans cruzi neoformans falciparum vivax gondii "
        "burgdorferi "
        "trachomatis jejuni tuberculosis influenzae fumigatus auris baumannii aeruginosa faecalis ";
    if (made_.empty() || peek(1) != ' ' || made_.back().end != at_) return false;
    Token& letter = made_.back();
    if (letter.end - letter.begin != 1 || text_[letter.begin] < 'A' || text_[letter.begin] > 'Z')
      return false;
    std::size_t end = at_ + 2;
    while (end < text_.size() && is_word_char(text_[end])) ++end;
    if (end == at_ + 2 || !stands_among(kSpecies, text_.substr(at_ + 2, end - at_ - 2))) return false;
    letter.part = Part::word;
    letter.entry = nullptr;
    letter.end = letter.name_end = static_cast<std::uint32_t>(end);
    letter.value = text_.substr(letter.begin, end - letter.begin);
    at_ = end;
    return true;
  }

  char next_sign() const {
    std::size_t i = at_ + 1;
    while (i < text_.size() && text_[i] == ' ') ++i;
    return i < text_.size() ? text_[i] : '\0';
  }

  bool after_digit() const { return at_ > 0 && is_digit(text_[at_ - 1]); }

  void comparator() {
    const WrittenSign sign = written_sign(text_, at_);
    push(sign.clear ? Part::comparator : Part::unclear, sign.end - at_, sign.value);
  }

  void number() {
    const bool compared =
        !made_.empty() && made_.back().part == Part::comparator && made_.back().value != "=";
    WrittenNumber written = written_number(text_, at_, compared, lexicon_);
    // a glued letter makes it a name: 3TC, 5q
    const bool doubtful = written.doubtful || written.digits.size() > kLongestNumber;
    push(doubtful ? Part::doubtful : Part::number, written.end - at_, plain(std::move(written.digits)));
    after_number();
  }

  // Without zeros in front: as it stands in the text, or else kept by itself.
  std::string_view plain(std::string digits) {
    std::size_t zeros = 0;
    while (zeros + 1 < digits.size() && digits[zeros] == '0' && is_digit(digits[zeros + 1])) ++zeros;
    if (text_.substr(at_).starts_with(digits)) return text_.substr(at_ + zeros, digits.size() - zeros);
    return spelt_.emplace_front(digits, zeros);
  }

  // A unit, or a unit of time, behind a number.
  void after_number() {
    std::size_t begin = at_;
    while (begin < text_.size() && text_[begin] == ' ') ++begin;
    // thirty (30) days
    if (begin < text_.size() && text_[begin] == '(' && made_.back().part == Part::number) {
      std::size_t digits = begin + 1;
      while (digits < text_.size() && is_digit(text_[digits])) ++digits;
      if (digits < text_.size() && text_[digits] == ')' &&
          text_.substr(begin + 1, digits - begin - 1) == made_.back().value) {
        at_ = digits + 1;
        made_.back().end = static_cast<std::uint32_t>(at_);
        begin = at_;
        while (begin < text_.size() && text_[begin] == ' ') ++begin;
      }
    }
    if (const std::size_t name = timed_name(begin); name > 0) {
      made_.back().part = Part::word;
      made_.back().end = made_.back().name_end = static_cast<std::uint32_t>(name);
      made_.back().value = text_.substr(made_.back().begin, name - made_.back().begin);
      at_ = name;
      return;
    }
    // 18-year-old, 6-month
    if (begin < text_.size() && text_[begin] == '-' && begin + 1 < text_.size() &&
        !is_digit(text_[begin + 1])) {
      std::size_t behind = begin + 1;
      while (behind < text_.size() && text_[behind] == ' ') ++behind;
      const auto hyphened = lexicon_.unit(text_.substr(behind));
      if (hyphened.entry != nullptr &&
          (hyphened.entry->part == Part::time || hyphened.entry->part == Part::years_old)) {
        at_ = behind;
        return push_entry(hyphened.entry, hyphened.length);
      }
    }
    auto match = lexicon_.unit(text_.substr(begin));
    // `28 d` are days; diopters are written as a capital
    if (match.entry != nullptr && match.length == 1 && text_[begin] == 'd')
      match.entry = lexicon_.unit("days").entry;
    if (match.entry == nullptr) {
      const bool times = at_ < text_.size() && (text_[at_] | 0x20) == 'x' &&
                         (at_ + 1 == text_.size() || !is_word_char(text_[at_ + 1]));
      if (begin == at_ && at_ < text_.size() && is_word_char(text_[at_]) && !times) swallow_name();
      return;
    }
    at_ = begin;
    push_entry(match.entry, match.length + said_again(begin + match.length, *match.entry));
    if (match.entry->part == Part::unit && match.entry->value == "ULN") made_.back().part = Part::upper_limit;
    if (match.entry->part == Part::unit && match.entry->value == "LLN") made_.back().part = Part::lower_limit;
  }

  // `grams per deciliter (g/dL)`, `/uL (microliter)`: the length of a bracket with the same unit once more.
  std::size_t said_again(std::size_t end, const Entry& unit) const {
    constexpr std::size_t longest = 24;
    if (unit.part != Part::unit) return 0;
    std::size_t open = end;
    while (open < text_.size() && text_[open] == ' ') ++open;
    const std::size_t close = text_.substr(open, longest).find(')');
    if (open >= text_.size() || text_[open] != '(' || close == std::string_view::npos) return 0;
    std::string inner(text_.substr(open + 1, close - 1));
    for (const std::string_view front : {"", "/"}) {
      const auto same = lexicon_.unit(inner.insert(0, front));
      if (same.entry != nullptr && same.length == inner.size() && same.entry->value == unit.value)
        return open + close + 1 - end;
    }
    return 0;
  }

  // `6-minute walk distance`, `24-hour urine`: where the time that belongs to the name ends; 0: none does.
  std::size_t timed_name(std::size_t begin) const {
    if (begin < text_.size() && text_[begin] == '-') ++begin;
    const char letter = begin < text_.size() ? lower(text_[begin]) : '\0';
    if (letter != 'm' && letter != 's' && letter != 'h') return 0;
    const auto unit = lexicon_.unit(text_.substr(begin));
    if (unit.entry == nullptr || unit.entry->part != Part::time ||
        (unit.entry->value != "minute" && unit.entry->value != "second" && unit.entry->value != "hour"))
      return 0;
    const std::size_t end = begin + unit.length;
    std::size_t next = end;
    while (next < text_.size() && text_[next] == ' ') ++next;
    const std::string_view rest = text_.substr(next);
    for (const std::string_view named : {"walk", "Walk", "apgar", "Apgar", "APGAR", "urin", "Urin", "chair",
                                         "step test", "creatinine", "protein", "OGTT", "plasma", "tube"})
      if (next > end && rest.starts_with(named)) return end;
    return 0;
  }

  // `3TC`: the number was the beginning of a name.
  void swallow_name() {
    Token& token = made_.back();
    while (at_ < text_.size() && (is_word_char(text_[at_]) || (text_[at_] == '-' && at_ + 1 < text_.size() &&
                                                               is_word_char(text_[at_ + 1]))))
      ++at_;
    token.part = Part::word;
    token.end = token.name_end = static_cast<std::uint32_t>(at_);
    token.value = text_.substr(token.begin, token.end - token.begin);
  }

  // The word or sign at `begin`: where it ends, and which one of the lexicon it is. Words that may begin or
  // go on a phrase are asked for again and again.
  struct Seen {
    std::uint32_t end = 0;
    std::uint32_t id = Lexicon::kUnknown;
  };
  // Kept from line to line, so that not every line asks for memory.
  static std::vector<Seen>& scratch() {
    thread_local std::vector<Seen> kept;
    return kept;
  }
  Seen word_at(std::size_t begin) {
    Seen& seen = seen_[begin - origin_];
    if (seen.end != 0) return seen;
    WordTable::Key key;
    const char* const first = text_.data() + begin;
    const char* const stop = text_.data() + text_.size();
    const char* at = first;
    for (; at != stop; ++at) {
      const unsigned char letter = kWordLetters[static_cast<unsigned char>(*at)];
      if (letter == 0) break;
      key.add_low(letter);
    }
    if (at == first) key.add(*at++);  // a sign by itself
    const auto length = static_cast<std::size_t>(at - first);
    seen = {static_cast<std::uint32_t>(begin + length), lexicon_.id_of({first, length}, key)};
    return seen;
  }

  // Words from here on that could make a phrase, joined by blanks, hyphens or slashes that a phrase has; the
  // longest phrase that they begin with.
  Lexicon::Match collect() {
    Lexicon::Match longest;
    const Seen first = word_at(at_);
    const std::string_view text = text_;
    words_[0] = {text.substr(at_, first.end - at_), false, first.id};
    ends_[0] = first.end;
    const std::size_t most = lexicon_.most_words(first.id);
    std::uint32_t way = lexicon_.begin(first.id);  // through the phrases that begin with these words
    if (way != Lexicon::kUnknown)
      if (const Entry* entry = lexicon_.ends(way, words_[0].text); entry != nullptr) longest = {entry, 1};
    bool any_glued = false;
    std::size_t count = 1;
    for (std::size_t i = first.end; i < text.size() && count < kLongestPhrase; ++count) {
      // behind a glued word another phrase may begin, which `splits` asks for
      const bool goes_on = count < most && (any_glued || way != Lexicon::kUnknown);
      const bool glued = text[i] == '-' && i + 1 < text.size() && is_word_char(text[i + 1]);
      if (!goes_on && !glued) break;
      std::size_t begin = i;
      if (glued) ++begin;
      while (begin < text.size() && is_gap(text[begin])) ++begin;
      if (begin >= text.size()) break;
      const Seen word = word_at(begin);
      any_glued = any_glued || glued;
      words_[count] = {text.substr(begin, word.end - begin), glued, word.id};
      ends_[count] = word.end;
      if (way != Lexicon::kUnknown) way = lexicon_.next(way, word.id);
      if (way != Lexicon::kUnknown)
        if (const Entry* entry = lexicon_.ends(way, {}); entry != nullptr) longest = {entry, count + 1};
      i = word.end;
    }
    ahead_ = std::span(words_).first(count);
    return longest;
  }

  std::size_t written_phrase() {
    const Lexicon::Match match = collect();
    if (match.entry == nullptr) return 0;
    const std::size_t length = ends_[match.words - 1] - at_;
    push_entry(match.entry, length);
    return length;
  }

  // `within a month`, `in the past year`: one of it.
  bool single_time() {
    std::size_t back = made_.size();
    while (back > 0 && made_[back - 1].part == Part::joint) --back;
    if (back == 0 || (made_[back - 1].part != Part::within && made_[back - 1].part != Part::comparator))
      return false;
    std::size_t end = at_;
    while (end < text_.size() && is_word_char(text_[end])) ++end;
    const std::string word = folded(text_.substr(at_, end - at_));
    if (word != "day" && word != "week" && word != "month" && word != "year") return false;
    const auto unit = lexicon_.unit(text_.substr(at_));
    if (unit.entry == nullptr || unit.entry->part != Part::time || unit.length != end - at_) return false;
    push(Part::number, 0);
    made_.back().value = "1";
    push_entry(unit.entry, unit.length);
    return true;
  }

  void words() {
    if (single_time()) return;
    Lexicon::Match match = collect();
    // A phrase may not end inside a hyphenated word, unless what follows says how a test came out.
    while (match.entry != nullptr && match.words < ahead_.size() && ahead_[match.words].glued &&
           !splits(match)) {
      match = shorter(match.words);
    }
    // `under 18 or more than 70`: the comparator is behind the `or`
    if (match.entry != nullptr && match.entry->part == Part::or_more && match.words == 2 &&
        text_.substr(ends_[1]).starts_with(" than"))
      match = shorter(match.words);
    // `for at least one year`: how long, and no word that says nothing
    if (match.entry != nullptr && match.entry->part == Part::joint && match.entry->value == "counted" &&
        time_follows(ends_[match.words - 1]))
      match = shorter(match.words);
    if (match.entry != nullptr) {
      if (!is_capital_name(match)) return push_entry(match.entry, ends_[match.words - 1] - at_);
    }
    if (const std::size_t letters = glued_number(); letters > 0) {
      ahead_[0].text = ahead_[0].text.substr(0, letters);
      ahead_[0].id = lexicon_.id_of(ahead_[0].text);
      return push_entry(lexicon_.longest(ahead_.first(1)).entry, letters);
    }
    std::size_t last = 0;
    while (last + 1 < ahead_.size() && ahead_[last + 1].glued) ++last;
    push(Part::word, ends_[last] - at_);
    if (is_grade_letter()) made_.back().part = Part::roman;
  }

  bool time_follows(std::size_t at) const {
    const auto unit = lexicon_.unit(text_.substr(at));
    return unit.entry != nullptr && unit.entry->part == Part::time;
  }

  // `grade A`, `grade A or B`
  bool is_grade_letter() const {
    const auto is_letter = [&](const Token& token) {
      return token.end - token.begin == 1 && text_[token.begin] >= 'A' && text_[token.begin] <= 'E';
    };
    const std::size_t n = made_.size();
    return n > 1 && is_letter(made_[n - 1]) &&
           (made_[n - 2].part == Part::grade ||
            (n > 2 && made_[n - 3].part == Part::roman && is_letter(made_[n - 3])));
  }

  // `aged18`, `between70`: the blank in front of a number was lost. Letters in front of it; 0: something
  // else.
  std::size_t glued_number() const {
    const std::string_view word = ahead_[0].text;
    if (!is_digit(word.back())) return 0;
    std::size_t letters = 0;
    while (letters < word.size() && !is_digit(word[letters])) ++letters;
    if (letters < 3 || letters == word.size() ||
        !std::all_of(word.begin() + static_cast<std::ptrdiff_t>(letters), word.end(), is_digit))
      return 0;
    const Lexicon::Word first{word.substr(0, letters), false, lexicon_.id_of(word.substr(0, letters))};
    const auto match = lexicon_.longest(std::span(&first, 1));
    if (match.entry == nullptr) return 0;
    const Part part = match.entry->part;
    return part == Part::age || part == Part::between || part == Part::comparator ? letters : 0;
  }

  // A function word in capitals inside a name is still the word; kept apart for two traps: `ALL`, the
  // leukaemia, and the letter of a type.
  bool is_capital_name(const Lexicon::Match& match) const {
    if (match.words != 1 || match.entry->part != Part::joint) return false;
    // `hepatitis A`: no article, unless it begins the sentence
    const bool letter = ahead_[0].text == "A" && !made_.empty() &&
                        (made_.back().part == Part::word || made_.back().part == Part::condition ||
                         made_.back().part == Part::grade || made_.back().part == Part::except);
    return ahead_[0].text == "ALL" || letter;
  }

  Lexicon::Match shorter(std::size_t words) const {
    if (words <= 1) return {};
    return lexicon_.longest(ahead_.first(words - 1));
  }

  bool splits(const Lexicon::Match& match) const {
    const auto next = lexicon_.longest(ahead_.subspan(match.words));
    const Part part = match.entry->part;
    if (next.entry != nullptr && (next.entry->part == Part::positive || next.entry->part == Part::negative))
      return true;
    // `III-IV`
    if (next.entry != nullptr && next.entry->part == Part::roman && part == Part::roman) return true;
    return part == Part::number || part == Part::positive || part == Part::negative;
  }

  void push_entry(const Entry* entry, std::size_t length) {
    push(entry->part, length, entry->value);
    made_.back().entry = entry;
    if (entry->part == Part::number) after_number();
  }

  void push(Part part, std::size_t length) { push(part, length, text_.substr(at_, length)); }

  void push(Part part, std::size_t length, std::string_view value) {
    Token& token = made_.emplace_back();
    token.part = part;
    token.begin = static_cast<std::uint32_t>(at_);
    token.end = static_cast<std::uint32_t>(at_ + length);
    token.name_end = token.end;
    token.value = value;
    at_ += length;
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t origin_;
  const Lexicon& lexicon_;
  std::vector<Seen>& seen_;  // by where a word begins
  std::vector<Token> made_;
  std::forward_list<std::string> spelt_;  // see Tokens
  std::array<Lexicon::Word, kLongestPhrase> words_;
  std::array<std::size_t, kLongestPhrase> ends_{};  // of words_
  std::span<Lexicon::Word> ahead_;                  // those of words_ that are there
};

}  // namespace

Tokens tokenize(std::string_view text, std::uint32_t begin, std::uint32_t end, const Lexicon& lexicon) {
  return Tokenizer(text, begin, end, lexicon).run();
}

}  // namespace eligo::grammar::registry
