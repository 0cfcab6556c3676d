// See compared_tokens.hpp.
#include "grammar/registry/compared_tokens.hpp"

#include <algorithm>
#include <span>

#include "grammar/registry/dated_numbers.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::string_view kAhead = " next coming following upcoming subsequent ";
constexpr std::string_view kBehind = " last past preceding former recent latest ";
// Between a number and its time, and nothing to its length.
constexpr std::string_view kBesides =
    " consecutive successive continuous calendar previous preceding prior completed complete full "
    "gestational additional elapsed ";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_joint_count(const Token& token) { return token.value == "counted"; }

// One pass over the tokens; what is made so far is looked back at.
class Maker {
 public:
  Maker(std::string_view text, const Tokens& from, const Lexicon& lexicon)
      : text_(text), from_(from), lexicon_(lexicon) {}

  Tokens run() {
    made_.list.reserve(from_.list.size() + 4);
    for (at_ = 0; at_ < from_.list.size(); ++at_) {
      put_counts(from_.list[at_].begin);
      step();
    }
    put_counts(static_cast<std::uint32_t>(text_.size()));
    made_.parts.resize(made_.list.size());
    for (std::size_t i = 0; i < made_.list.size(); ++i) {
      made_.parts[i] = static_cast<char>(made_.list[i].part);
      made_.present.add(made_.parts[i]);
    }
    return std::move(made_);
  }

 private:
  char part(std::size_t ahead = 0) const {
    return at_ + ahead < from_.parts.size() ? from_.parts[at_ + ahead] : '\0';
  }
  const Token& token(std::size_t ahead = 0) const { return from_.list[at_ + ahead]; }
  std::string word(const Token& token) const {
    return lowered(text_.substr(token.begin, token.end - token.begin));
  }
  char back(std::size_t before = 1) const {
    return made_.list.size() >= before ? static_cast<char>(made_.list[made_.list.size() - before].part)
                                       : '\0';
  }
  Token& last() { return made_.list.back(); }
  const Token& last() const { return made_.list.back(); }
  void put(const Token& token) { made_.list.push_back(token); }
  void put(Part part, std::uint32_t begin, std::uint32_t end, std::string_view value) {
    put({part, begin, end, nullptr, value, end});
  }

  // `at least one`, `one or more`: left out of the parts, for a reading they say nothing.
  void put_counts(std::uint32_t until) {
    for (; joint_ < from_.joints.size() && from_.joints[joint_].begin < until; ++joint_) {
      const Token& joint = from_.joints[joint_];
      if (!is_joint_count(joint)) continue;
      constexpr std::uint32_t one = 3;
      put(Part::stop, joint.begin, joint.begin, {});  // what is counted stands behind it
      if (lower(text_[joint.begin]) == 'o') {
        put(Part::number, joint.begin, joint.begin + one, "1");
        put(Part::or_more, joint.begin + one, joint.end, ">=");
      } else {
        put(Part::comparator, joint.begin, joint.end - one, ">=");
        put(Part::number, joint.end - one, joint.end, "1");
      }
    }
  }

  void step() {
    switch (part()) {
      case 'n':
        return number();
      case 'c':
        return comparator();
      case 'N':
        return doubtful();
      case '1':
      case 'p':
        if (part(1) == 'n' && put_extreme()) return;
        break;
      case 'w':
        if (is_digit(text_[token().begin]) ? put_glued_unit() : put_twice()) return;
        break;
      case 'u':
        if (text_.substr(token().begin, token().end - token().begin) == "mM")
          return put(Part::unit, token().begin, token().end, "mmol/L");
        break;
      case '#':
        if (back() == 'M' && is_time(0)) return put_time(0);  // `3 or more years`
        break;
      case '-':
        if (is_minus()) return put_negative();
        if (hangs()) return;
        break;
      case '(':
        if (is_bracketed_range()) return put_bracketed_range();
        if (part(1) == 'l' && part(2) == ')' && part(3) == 'n') {  // `physical status (ASA) 1 or 2`
          put(token(1));
          at_ += 2;
          return;
        }
        break;
      default:
        break;
    }
    put(token());
  }

  // ---- signs

  void comparator() {
    Token sign = token();
    if (sign.value == "=") {
      if (part(1) == 'n' && (part(2) == 'M' || (part(2) == 'u' && part(3) == 'M')))
        return;                                                                // `= 2 or higher`
      if (!made_.list.empty() && word(last()) == "n") sign.part = Part::word;  // `(n = 20)`
    }
    // `> grade 2`, `greater than stage III`: the scale stands between
    if (part(1) == 'l' && (part(2) == 'n' || (part(2) == 'Y' && !roman(token(2)).empty()))) {
      sign.end = sign.name_end = token(1).end;
      put(sign);
      at_ += 2;
      Token grade = token();
      if (grade.part == Part::roman) grade.value = roman(grade);
      grade.part = Part::number;
      return put(grade);
    }
    // `for at least the past 3 months`: how long
    if (part(1) == 'v' && part(2) == 'n' && is_time(3)) {
      ++at_;
      return put(sign);
    }
    // `minimum age: 18 years`
    if (part(1) == 'a' && part(2) == ':') {
      put(sign);
      put(token(1));
      at_ += 2;
      return;
    }
    put(sign);
  }

  static std::string_view roman_value(std::string_view word) {
    return word == "i" ? "1" : word == "ii" ? "2" : word == "iii" ? "3" : word == "iv" ? "4" : "";
  }
  std::string_view roman(const Token& token) const { return roman_value(word(token)); }

  // `minimum disease duration of 5 years`: the sign stands in front of what it compares.
  bool put_extreme() {
    constexpr std::size_t most = 5;  // words between
    for (std::size_t back = 1; back <= most + 1 && back <= made_.list.size(); ++back) {
      Token& one = made_.list[made_.list.size() - back];
      if (one.part == Part::word || one.part == Part::amount || one.part == Part::of ||
          one.part == Part::condition || one.part == Part::observation || one.part == Part::age) {
        if (one.part != Part::word || word(one) != "minimal") continue;
      } else if (one.part != Part::comparator || !is_extreme(word(one))) {
        return false;
      }
      if (back == 1) return false;
      const std::string_view sign = lower(text_[one.begin + 1]) == 'a' ? "<=" : ">=";
      one.part = Part::word;
      one.entry = nullptr;
      put(Part::comparator, token().begin, token().end, sign);
      return true;
    }
    return false;
  }
  static bool is_extreme(std::string_view word) { return word == "minimum" || word == "maximum"; }

  // `T-score <= -2.5`, `score of -2`
  bool is_minus() const {
    if (part(1) != 'n' || token().end != token(1).begin || made_.list.empty()) return false;
    if (stands_among(" day days ", word(last()))) return false;
    const char before = back();
    if (before == 'c' || before == 'r') return true;
    if (before == '(' || is_among(before, "nNutyw")) return false;
    return text_[token().begin - 1] == ' ';
  }
  void put_negative() {
    Token number = token(1);
    number.begin = token().begin;
    number.value = made_.spelt.emplace_front("-" + std::string(number.value));
    ++at_;
    put(number);
  }

  // `18- and 65-year-olds`, `10- to 13-year-olds`
  bool hangs() const { return back() == 'n' && (part(1) == '&' || part(1) == 'T') && part(2) == 'n'; }

  // `between (16-24) weeks`
  bool is_bracketed_range() const {
    return part(1) == 'n' && (part(2) == '-' || part(2) == 'T') && part(3) == 'n' && part(4) == ')' &&
           (part(5) == 'y' || is_time(5));
  }
  void put_bracketed_range() {
    for (std::size_t i = 1; i < 4; ++i) put(token(i));
    at_ += 5;
    part() == 'y' ? put(token()) : put_time(0);
  }

  // ---- numbers

  void number() {
    constexpr std::string_view area = "1.73";  // of a body, which a flow is divided by
    if (token().value == area || says_when(text_, made_.list, std::span(from_.list).subspan(at_))) {
      Token named = token();
      named.part = Part::word;
      named.value = kNoLimit;
      return put(named);
    }
    take_word_in_front();
    if (part(1) == 't' && part(2) == 'g' && part(3) == 'M') {  // `12 months ago or less`
      put(Part::comparator, token().begin, token().begin, token(3).value);
      put(token());
      put(token(1));
      at_ += 3;
      return;
    }
    if (put_weeks_and_days()) return;
    put(token());
    if (put_unit(token().end)) return;
    if (part(1) == '+' && is_and_older()) {
      put(Part::or_more, token(1).begin, token(1).end, ">=");
      ++at_;
      if (is_time(1)) put_time(1), ++at_;
    } else if (part(1) == 't' && part(2) == '1' && part(3) == 'a' &&
               token(1).value == "year") {  // `18 yr. of age`
      put(Part::years_old, token(1).begin, token(3).end, token(1).value);
      at_ += 3;
    } else if (part(1) == ',' && (part(2) == 'y' || is_time(2)) && back(2) == '-' && back(3) == 'n') {
      ++at_;  // `13-17, years`
      if (is_time(1)) put_time(1), ++at_;
    } else if (is_time(2) && is_among(part(1), "whgb") && stands_among(kBesides, word(token(1)))) {
      put_time(2);
      at_ += 2;
    } else if (part(1) == '&' && part(2) == 'n' && part(3) == 'y' && back(2) != 'r') {
      ++at_;  // `18 and 65 years old`
      put(static_cast<Part>('-'), token().begin, token().end, {});
    } else if (part(1) == 'u' && token(1).value == "m" && back(2) == 'v') {  // `within 24 m`
      put(Part::time, token(1).begin, token(1).end, "month");
      ++at_;
    }
  }

  // ---- units and times

  bool is_time(std::size_t ahead) const {
    if (part(ahead) == 't') return true;
    if (part(ahead) != '#') return false;
    const auto unit = lexicon_.unit(text_.substr(token(ahead).begin));
    return unit.entry != nullptr && unit.entry->part == Part::time &&
           unit.length == token(ahead).end - token(ahead).begin;
  }
  void put_time(std::size_t ahead) {
    Token time = token(ahead);
    if (time.part != Part::time) {
      time.part = Part::time;
      time.entry = lexicon_.unit(text_.substr(time.begin)).entry;
      time.value = time.entry->value;
    }
    put(time);
  }

  // A unit that only comparisons know, behind a number that ends at `end`: the tokens that it covers are one.
  bool put_unit(std::size_t end) {
    if (end >= text_.size()) return false;
    std::size_t begin = end;
    while (begin < text_.size() && (text_[begin] == ' ' || text_[begin] == '-')) ++begin;
    const auto unit = lexicon_.unit(text_.substr(begin), true);
    if (unit.entry == nullptr || unit.entry->detail != "compared") return false;
    const auto stop = static_cast<std::uint32_t>(begin + unit.length);
    while (at_ + 1 < from_.list.size() && token(1).begin < stop) ++at_;
    const bool time = unit.entry->value == "half-life";
    put(time ? Part::time : Part::unit, static_cast<std::uint32_t>(begin), stop, unit.entry->value);
    last().entry = unit.entry;
    return true;
  }

  // `800cGy`, `10th percentile`, `15\u00B0-45\u00B0`: for a sentence the number is part of a name.
  bool put_glued_unit() {
    const std::uint32_t stop = token().end;
    const std::size_t made = made_.list.size();
    for (std::uint32_t begin = token().begin; begin < stop;) {
      std::uint32_t end = begin;
      while (end < stop && (is_digit(text_[end]) || text_[end] == '.' || text_[end] == ',')) ++end;
      std::string digits(text_.substr(begin, end - begin));
      std::erase(digits, ',');  // of thousands
      put(Part::number, begin, end, made_.spelt.emplace_front(std::move(digits)));
      if (end == begin || !put_unit(end)) break;
      begin = last().end;
      if (begin >= stop) return true;
      if (text_[begin] != '-') break;
      put(static_cast<Part>('-'), begin, begin + 1, {});
      ++begin;
    }
    made_.list.resize(made);
    return false;
  }

  // `less than twice a week`, `at least once`, `> twice normal`
  bool put_twice() {
    if (back() != 'c') return false;
    const std::string said = word(token());
    if (said != "twice" && said != "once") return false;
    put(Part::number, token().begin, token().end, said == "once" ? "1" : "2");
    if (part(1) == 'i' && word(token(1)) == "normal") {
      put(Part::upper_limit, token(1).begin, token(1).end, "ULN");
      ++at_;
    }
    return true;
  }

  // `23 weeks 6 days`, `36 + 6 weeks`: in days
  bool put_weeks_and_days() {
    const bool written = part(1) == 't' && token(1).value == "week" && part(2) == 'n' && part(3) == 't' &&
                         token(3).value == "day";
    const bool added = part(1) == '+' && part(2) == 'n' && part(3) == 't' && token(3).value == "week";
    if ((!written && !added) || token().value.size() > 2 || token(2).value.size() != 1) return false;
    const int days = std::stoi(std::string(token().value)) * 7 + (token(2).value[0] - '0');
    put(Part::number, token().begin, token(2).begin, made_.spelt.emplace_front(std::to_string(days)));
    put(Part::time, token(2).begin, token(3).end, "day");
    at_ += 3;
    return true;
  }

  // `BMI > 27,5`: behind a sign a decimal mark. `50.000/mm3` is not guessed.
  void doubtful() {
    Token number = token();
    std::string digits(text_.substr(number.begin, number.end - number.begin));
    const std::size_t mark = digits.find_first_of(",.");
    const bool one = mark != std::string::npos && digits.find_first_of(",.", mark + 1) == std::string::npos;
    const std::size_t behind = one ? digits.size() - mark - 1 : 0;
    const bool compared = is_among(back(), "cr");
    if (one && digits[mark] == ',' && behind <= 2 && (compared || is_among(part(1), "uU"))) {
      digits[mark] = '.';
    } else {
      return put(number);
    }
    number.part = Part::number;
    number.value = made_.spelt.emplace_front(std::move(digits));
    put(number);
  }

  // `18+`, but not the degrees of a stain: `2+`
  bool is_and_older() const {
    return token().end == token(1).begin && token().value.size() > 1 && part(2) != 'n';
  }

  // `beyond 20 weeks`, `in the next 6 months`, `for last 2 weeks`
  void take_word_in_front() {
    if (made_.list.empty() || !is_among(back(), "wghebPQVA")) return;
    const std::string in_front = word(last());
    if (in_front == "beyond") {
      last().part = Part::comparator;
      last().value = ">";
      return;
    }
    const bool first = in_front == "first" || in_front == "initial";
    const bool behind = stands_among(kBehind, in_front);
    if (!is_time(1) || !(first || behind || stands_among(kAhead, in_front))) return;
    if (back(2) == 'c' && !first) return made_.list.pop_back();
    const bool led = made_.list.size() > 1 && is_among(back(2), "vpb");
    if (first && !led) return;
    const std::uint32_t end = last().end;
    if (led) made_.list.pop_back();
    last().part = Part::within;
    last().entry = nullptr;
    last().end = last().name_end = end;
  }

  std::string_view text_;
  const Tokens& from_;
  const Lexicon& lexicon_;
  Tokens made_;
  std::size_t at_ = 0;
  std::size_t joint_ = 0;
};

}  // namespace

bool may_compare(std::string_view text, const Tokens& tokens) {
  if (any_of_parts(tokens, "nNUc") || std::any_of(tokens.joints.begin(), tokens.joints.end(), is_joint_count))
    return true;
  return std::any_of(tokens.list.begin(), tokens.list.end(), [&](const Token& token) {
    return token.part == Part::word && is_digit(text[token.begin]);  // `15\u00B0`
  });
}

Tokens compared_tokens(std::string_view text, const Tokens& tokens, const Lexicon& lexicon) {
  return Maker(text, tokens, lexicon).run();
}

std::string_view ahead(std::string_view text, const Token& within) {
  const std::string words = lowered(text.substr(within.begin, within.end - within.begin));
  const std::string_view last = std::string_view(words).substr(words.find_last_of(' ') + 1);
  if (last == "first" || last == "initial") return "first";
  return stands_among(kAhead, last) ? "next" : "";
}

}  // namespace eligo::grammar::registry
