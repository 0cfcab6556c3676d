// See token_names.hpp.
#include "grammar/registry/token_names.hpp"

#include <algorithm>
#include <utility>

namespace eligo::grammar::registry {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

class Names {
 public:
  Names(std::string_view text, std::vector<Token> made) : text_(text), made_(std::move(made)) {}

  Tokens finish() {
    Tokens tokens;
    std::size_t kept = 0;  // of made_, at its beginning
    PartSet written;
    for (const Token& token : made_) written.add(static_cast<char>(token.part));
    constexpr std::size_t usual = 8;
    if (written.has(static_cast<char>(Part::joint))) tokens.joints.reserve(usual);
    if (written.has(static_cast<char>(Part::observation))) read_observations();
    if (written.meets("b+")) read_times_and_ages();
    for (std::size_t i = 0; i < made_.size(); ++i) {
      if (is_place(i)) made_[i].part = Part::prep;
      if (made_[i].part == Part::joint) {
        tokens.joints.push_back(made_[i]);
        continue;
      }
      if (is_mark(i, '(') && i + 2 < made_.size() && made_[i + 1].part == Part::joint &&
          is_mark(i + 2, ')')) {
        made_[i + 1].begin = made_[i].begin;
        made_[i + 1].end = made_[i + 2].end;
        tokens.joints.push_back(made_[i + 1]);
        i += 2;
        continue;
      }
      if (made_[i].part == Part::or_more && i + 1 < made_.size() && made_[i + 1].part == Part::number)
        split_or_more(i);
      const std::size_t last = brackets_end(i);
      if (last > i) made_[i].end = made_[last].end;
      if (kept < i) made_[kept] = made_[i];
      ++kept;
      i = last;
    }
    made_.resize(kept);
    tokens.list = std::move(made_);
    tokens.parts.resize(tokens.list.size());
    for (std::size_t i = 0; i < tokens.list.size(); ++i) {
      tokens.parts[i] = static_cast<char>(tokens.list[i].part);
      tokens.present.add(tokens.parts[i]);
    }
    return tokens;
  }

 private:
  // Those that are none here, and their grades.
  void read_observations() {
    bool named = false;
    for (std::size_t i = 0; i < made_.size(); ++i) {
      if (is_aspirin(i))
        make(made_[i], Part::word);
      else if (is_grade_of_name(i, named))
        make(made_[i], Part::grade);
      named = named || made_[i].part == Part::word || made_[i].part == Part::condition;
    }
    read_roman_grades();
  }

  // By what stands behind them: a `before`, a sign of addition.
  void read_times_and_ages() {
    for (std::size_t i = 0; i < made_.size(); ++i) {
      if (is_time_back(i)) made_[i].part = Part::within;
      if (is_and_older(i)) {
        made_[i].part = Part::or_more;
        made_[i].value = ">=";
      }
    }
  }

  static bool is_name(Part part) {
    constexpr PartSet names("osCRDwWUOuae");
    return names.has(static_cast<char>(part));
  }

  // `Age 18+`, `18+ years`
  bool is_and_older(std::size_t i) const {
    if (i == 0 || made_[i].part != Part::positive || text_[made_[i].begin] != '+' ||
        made_[i - 1].part != Part::number || made_[i - 1].end != made_[i].begin)
      return false;
    if (i + 1 < made_.size() && (made_[i + 1].part == Part::years_old || made_[i + 1].value == "year"))
      return true;
    return i + 1 == made_.size() && made_.front().part == Part::age && i < 4;
  }

  // `in the 6 months prior to`: within them.
  bool is_time_back(std::size_t i) const {
    if (made_[i].part != Part::prep || text_.substr(made_[i].begin, 3) != "in ") return false;
    std::size_t number = i + 1;
    while (number < made_.size() && made_[number].part == Part::joint) ++number;
    return number + 2 < made_.size() && made_[number].part == Part::number &&
           made_[number + 1].part == Part::time && made_[number + 2].part == Part::before &&
           text_.substr(made_[number + 2].begin, 6) != "during";
  }

  // `ASA` by itself is the physical status only in front of a grade.
  bool is_aspirin(std::size_t i) const {
    const Token& name = made_[i];
    if (name.part != Part::observation || name.end - name.begin != 3 || name.value != "asa_class")
      return false;
    std::size_t next = i + 1;
    while (next < made_.size() && (made_[next].part == Part::joint || made_[next].part == Part::grade ||
                                   is_mark(next, '(') || is_mark(next, ':')))
      ++next;
    if (next >= made_.size()) return true;
    const Part part = made_[next].part;
    if (part == Part::comparator || part == Part::roman) return false;
    if (part == Part::number && made_[next].value.size() > 1) return true;  // no grade
    const bool dose = next + 1 < made_.size() && made_[next + 1].part == Part::unit;
    return part != Part::number || dose;
  }

  // `Osteoarthritis of Kellgren-Lawrence grade 2 to 3`: the grade belongs to the illness, behind whose words
  // it stands (`named`); not so in `hip surgery, ASA I-II`.
  bool is_grade_of_name(std::size_t i, bool named) const {
    if (!named || !is_graded(made_[i]) || made_[i].value == "ecog" || made_[i].value == "nyha_class")
      return false;
    return made_[i - 1].part != Part::and_ && !is_mark(i - 1, ',') && !is_mark(i - 1, ';');
  }

  // A name that is none here.
  void make(Token& token, Part part) const {
    token.part = part;
    token.entry = nullptr;
    token.value = text_.substr(token.begin, token.end - token.begin);
  }

  // Measured in grades, whatever numerals they are written in.
  static bool is_graded(const Token& token) {
    return token.part == Part::observation && (token.value == "ecog" || token.value == "nyha_class" ||
                                               (token.entry != nullptr && token.entry->detail == "{class}"));
  }

  // `ECOG III-IV`, `NYHA class III or IV`, with nothing else in the clause: the grades are numbers.
  void read_roman_grades() {
    std::size_t i = 0;
    const auto leads = [&](Part part) {
      return part == Part::lead || part == Part::verb || part == Part::active || part == Part::joint;
    };
    while (i < made_.size() && leads(made_[i].part)) ++i;
    if (i >= made_.size() || !is_graded(made_[i])) return;
    std::vector<std::size_t> grades;
    for (std::size_t k = i + 1; k < made_.size(); ++k) {
      static constexpr std::string_view kBetween = "-/,|&\\TVlmcMpr1(). ;";
      const Part part = made_[k].part;
      if (part == Part::roman && roman_number(made_[k]) > 0)
        grades.push_back(k);
      else if (part != Part::joint && !(part == Part::lead && k + 1 == made_.size()) &&
               kBetween.find(static_cast<char>(part)) == std::string_view::npos)
        return;
    }
    static constexpr std::string_view kNumbers = "0123456";
    // `ASA I-II patients`
    if (!grades.empty() && made_.back().part == Part::lead) made_.back().part = Part::joint;
    for (const std::size_t k : grades) {
      made_[k].value = kNumbers.substr(roman_number(made_[k]), 1);
      made_[k].part = Part::number;
      made_[k].entry = nullptr;
    }
  }

  // 0: something else, such as `IIa`.
  std::size_t roman_number(const Token& token) const {
    const std::string_view word = text_.substr(token.begin, token.end - token.begin);
    return word == "I"     ? 1
           : word == "II"  ? 2
           : word == "III" ? 3
           : word == "IV"  ? 4
           : word == "V"   ? 5
           : word == "VI"  ? 6
                           : 0;
  }

  // PLT, LVEF, HBsAg: mostly capitals.
  bool is_abbreviation(const Token& token) const {
    const std::string_view text = text_.substr(token.begin, token.end - token.begin);
    if (text.size() > 10 || text.size() < 2) return false;
    const auto capitals = std::count_if(text.begin(), text.end(), is_upper);
    return 2 * static_cast<std::size_t>(capitals) >= text.size();
  }

  bool is_mark(std::size_t index, char mark) const {
    return index < made_.size() && made_[index].part == static_cast<Part>(mark);
  }

  // Whether the letters of `inner` stand in `whole` in their order.
  bool abbreviates(const Token& inner, const Token& whole) const {
    std::uint32_t from = whole.begin;
    for (std::uint32_t i = inner.begin; i < inner.end; ++i) {
      while (from < whole.end && (text_[from] | 0x20) != (text_[i] | 0x20)) ++from;
      if (from++ >= whole.end) return false;
    }
    return true;
  }

  // `platelet count (PLT)`, `AST (SGOT)`
  bool stands_for(const Token& inner, const Token& name) const {
    if (same_entry(inner, name) || inner.part == Part::joint) return true;
    if (inner.part == Part::observation && name.part == Part::observation &&
        inner.value == "performance_status")
      return true;
    // `hepatitis C (HBV)`: two things
    if (inner.part == Part::condition && name.part == Part::condition && !abbreviates(inner, name))
      return false;
    return is_abbreviation(inner) && (inner.part == Part::word || inner.part == name.part) &&
           (inner.part == Part::word || name.part != Part::observation);
  }
  static bool same_entry(const Token& a, const Token& b) {
    if (a.part == Part::upper_limit && b.part == Part::upper_limit) return true;
    return a.entry != nullptr && b.entry != nullptr && a.value == b.value;
  }

  // The last token of a name with its other names in brackets: `AST (SGOT)`, and `AST (aspartate
  // transaminase [SGOT])` behind one of these. `i` itself: there are none.
  std::size_t brackets_end(std::size_t i) const {
    std::size_t last = i;
    if (!is_name(made_[i].part)) return last;
    for (;;) {
      const bool opens = is_mark(last + 1, '(') && last + 3 < made_.size();
      if (!opens) return last;
      const bool again = same_entry(made_[last + 2], made_[i]);
      if (is_mark(last + 3, ')') && (again || (last == i && stands_for(made_[last + 2], made_[i]))))
        last += 3;
      else if (again && is_mark(last + 3, '(') && is_mark(last + 5, ')') && is_mark(last + 6, ')') &&
               same_entry(made_[last + 4], made_[i]))
        last += 6;
      else
        return last;
    }
  }

  // `under 18 or above 70`: here `or above` goes with what follows.
  void split_or_more(std::size_t i) {
    const Token whole = made_[i];
    Token& first = made_[i];
    Token second = whole;
    const std::size_t blank = text_.substr(whole.begin, whole.end - whole.begin).find(' ');
    first.part = text_[whole.begin] == 'a' || text_[whole.begin] == 'A' ? Part::and_ : Part::or_;
    first.end = first.name_end =
        whole.begin + static_cast<std::uint32_t>(std::min<std::size_t>(blank, whole.end - whole.begin));
    first.entry = second.entry = nullptr;
    second.begin = first.end;
    second.part = Part::comparator;
    second.value = whole.value == ">=" ? ">" : "<";
    made_.insert(made_.begin() + static_cast<std::ptrdiff_t>(i) + 1, second);
  }

  // `under anaesthesia`, `above the ankle`: no limit.
  bool is_place(std::size_t i) const {
    static constexpr std::array<std::string_view, 5> kPlaces = {"under", "over", "above", "below", "around"};
    if (made_[i].part != Part::comparator) return false;
    const std::string word = folded(text_.substr(made_[i].begin, made_[i].end - made_[i].begin));
    if (std::find(kPlaces.begin(), kPlaces.end(), word) == kPlaces.end()) return false;
    if (i == 0 || made_[i - 1].part == Part::age || made_[i - 1].part == Part::observation) return false;
    std::size_t next = i + 1;
    while (next < made_.size() && made_[next].part == Part::joint) ++next;
    if (next >= made_.size()) return false;
    const Part part = made_[next].part;
    return part == Part::word || part == Part::condition || part == Part::procedure ||
           part == Part::medication || part == Part::vague || part == Part::anchor;
  }

  std::string_view text_;
  std::vector<Token> made_;
};

}  // namespace

Tokens put_together(std::string_view text, std::vector<Token> made) {
  return Names(text, std::move(made)).finish();
}

}  // namespace eligo::grammar::registry
