// The comparisons of a line for scoring: found by themselves, so that a line whose rest is not understood
// still lists them. See line_reader.hpp.
#include <algorithm>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/compared_limits.hpp"
#include "grammar/registry/compared_tokens.hpp"
#include "grammar/registry/compared_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

using Tag = SentenceTag;

class Finder : private LimitFinder {
 public:
  using LimitFinder::LimitFinder;

  std::vector<Comparison> run() {
    for (std::size_t i = 0; i < nodes_.size(); i = nodes_[i].next) {
      const Tag tag = nodes_[i].tag;
      if (tag == Tag::measure || tag == Tag::age || is_age(i))
        add(i);
      else if (tag == Tag::window)
        add_window(nodes_[i]);
      else if (tag == Tag::length)
        add_length(nodes_[i]);
      else if (is_bare(i))
        add_bare(nodes_[i]);
      else if (tag == Tag::person_age)
        add_around(i);
      last_end_ = nodes_[i].end;
    }
    return std::move(made_);
  }

 private:
  // `men >= 20 years`, `>= 20 years of age`
  bool is_age(std::size_t node) const {
    if (nodes_[node].tag != Tag::person_age) return false;
    bool person = false;
    for (std::uint32_t i = nodes_[node].begin; i < nodes_[node].end; ++i) {
      const Token& part = token(i);
      if (part.part == Part::years_old || part.part == Part::age) return true;
      person = person || part.part == Part::any_sex || part.part == Part::sex || part.part == Part::age_group;
      if (part.part == Part::time && part.value == "year" && person) return true;
    }
    return false;
  }

  // `urine output >= 0.3 mL/h over the last 8 hours`: of what the comparison in front is about
  bool follows_last(std::uint32_t begin) const {
    if (made_.empty() || begin == 0) return false;
    const std::size_t length = begin > last_end_ ? begin - last_end_ : 0;
    return std::string_view(tokens_.parts).substr(last_end_, length).find_first_of(";.#") ==
           std::string_view::npos;
  }

  // The words around a time or a number that has no subject of its own.
  Subject around(const SentenceNode& node, bool behind_first) const {
    TokenRange named = words_in_front(tokens_, last_end_, node.begin);
    if (behind_first || (named.empty() && !follows_last(node.begin)))
      if (const TokenRange behind = words_behind(tokens_, node.end); !behind.empty()) named = behind;
    if (named.empty() && !made_.empty() && follows_last(node.begin))
      return {made_.back().subject, made_.back().words};
    Subject made{words(named.begin, named.end), words(named.begin, named.end)};
    if (named.end - named.begin == 1 && token(named.begin).entry != nullptr &&
        lexicon_.fact(token(named.begin).entry->value) != nullptr)
      made.name = token(named.begin).entry->value;
    return made;
  }

  // `blood loss > 450 mL (donations included) within a month`: nothing else stands between the two.
  bool belongs_to_last(std::uint32_t begin) const {
    if (made_.empty() || made_.back().window || made_.back().value.empty()) return false;
    return std::string_view(tokens_.parts)
               .substr(last_end_, begin - last_end_)
               .find_first_of("&|\\,;.:2CRDsonIkK") == std::string_view::npos;
  }

  // `rituximab within 4 weeks`: the time since then is at most that.
  void add_window(const SentenceNode& node) {
    const auto window = window_of(node);
    if (belongs_to_last(node.begin) && window) {
      for (Comparison& one : made_)
        if (one.span.begin == made_.back().span.begin) one.window = window;
      return;
    }
    add_time(node, "<=", window);
  }

  // `for six months`; `in six months` at the end of a clause
  void add_length(const SentenceNode& node) {
    const std::string how = lowered(words(node.begin, node.begin + 1));
    const bool last = node.end == tokens_.parts.size() || is_among(tokens_.parts[node.end], ".;,)");
    if (how == "in" && last) return add_time(node, "<=", window_of(node));
    add_time(node, how == "by" ? "<=" : "=", std::nullopt);
  }

  // A number by itself, with no sign: `two parents`, `3 months of therapy`
  bool is_bare(std::size_t node) const {
    return nodes_[node].tag == Tag::person_age && node + 1 < nodes_.size() &&
           nodes_[node + 1].tag == Tag::values;
  }

  // What a number by itself is compared by: the word in front of it, or the sign behind it. Empty: by
  // nothing.
  std::string bare_sign(std::uint32_t number) const {
    const char behind = number + 2 < tokens_.parts.size() ? tokens_.parts[number + 2] : '\0';
    if (behind == 'c' && token(number + 2).value == "=") return {};  // `1 mmHg = 0.133 kPa`
    if (number + 2 < tokens_.parts.size() && lowered(words(number + 2, number + 3)).starts_with("scale"))
      return {};  // `a 10-point scale`
    const std::string_view unit = token(number + 1).value;
    if ((unit == "hour" || unit == "minute" || unit == "second") && is_among(behind, "woRV"))
      return {};  // `6-minute walk`, `24-hour urine`: a name
    if (behind == 'c') return turned_sign(token(number + 2).value);
    if (number == 0) return "=";
    const std::string in_front = lowered(words(number - 1, number));
    if (stands_among(" every each q +/- + plus/minus x ", in_front)) return {};
    if (in_front == "after" || in_front == "from")
      return in_front == "from" || (number > 1 && tokens_.parts[number - 2] == '|') ? ">=" : ">";
    if (holds_any(in_front, {"before", "prior to", "advance"})) return "<";
    return tokens_.parts[number - 1] == 'v' ? "<=" : "=";
  }

  // `two parents`, `four of the following`: written out, it counts.
  bool counts(std::uint32_t number) const {
    const char letter = text_[token(number).begin];
    if (letter >= '0' && letter <= '9') return false;
    return token(number).value != "1" && is_among(tokens_.parts[number + 1], "wVQACRDosh1+_");
  }
  void add_count(const SentenceNode& node, std::uint32_t number) {
    const Subject subject = around({node.tag, number, number + 1, 0}, true);
    Comparison made;
    made.kind = ComparisonKind::amount;
    made.subject = subject.name;
    made.words = subject.words;
    made.op = "=";
    made.value = token(number).value;
    made.span = {token(number).begin, token(number).end};
    made_.push_back(std::move(made));
  }

  // What stands behind the number says how long, how old or how much; a number alone says nothing here.
  void add_bare(const SentenceNode& node) {
    const auto count = std::count(tokens_.parts.begin() + node.begin, tokens_.parts.begin() + node.end, 'n');
    std::uint32_t number = node.begin;
    while (token(number).part != Part::number) ++number;
    if (count != 1 || number + 1 >= tokens_.parts.size()) return;
    const Token& unit = token(number + 1);
    if (counts(number)) return add_count(node, number);
    if (!is_unit_part(unit.part) || (unit.part == Part::unit && says_no_limit(unit))) return;
    std::string sign = bare_sign(number);
    if (sign.empty()) return;
    std::optional<ComparisonWindow> window;
    if (number == last_end_ + 1 && tokens_.parts[last_end_] == '|' && !made_.empty() && made_.back().window &&
        made_.back().kind == ComparisonKind::time) {  // `within 3 months or 5 half-lives`
      sign = made_.back().op;
      window = ComparisonWindow{std::string(token(number).value), std::string(unit.value),
                                made_.back().window->relation};
    }
    add_time({node.tag, number, number + 2, 0}, sign, window);
    if (unit.part == Part::time) return;
    made_.back().kind = unit.part == Part::years_old ? ComparisonKind::value : ComparisonKind::amount;
    if (unit.part == Part::years_old) made_.back().subject = made_.back().words = "age";
  }

  void add_time(const SentenceNode& node, std::string_view sign,
                const std::optional<ComparisonWindow>& window) {
    const Subject subject = around(node, false);
    Comparison made;
    made.kind = ComparisonKind::time;
    made.subject = subject.name;
    made.words = subject.words;
    made.op = sign;
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      if (token(i).part == Part::comparator) made.op = token(i).value;
      if (token(i).part == Part::number) made.value = token(i).value;
      if (!is_unit_part(token(i).part)) continue;
      made.unit = token(i).part == Part::upper_limit ? "ULN" : token(i).value;
      made.unit_words = words(i, i + 1);
      break;
    }
    made.window = window;
    made.span = {token(node.begin).begin, token(node.end - 1).end};
    made_.push_back(std::move(made));
  }

  // `at least 4 weeks since radiotherapy`, `steroids for more than 3 months`, `2 or more relapses`
  void add_around(std::size_t node) {
    if (is_conversion(nodes_[node])) return;
    const std::size_t first = made_.size();
    add_tests({Subject{}}, node);
    if (made_.size() == first) return;
    if (compares_ages(nodes_[node]) || words(nodes_[node].begin, nodes_[node].end).ends_with('+')) {
      for (std::size_t i = first; i < made_.size(); ++i) made_[i].subject = made_[i].words = "age";
      return;
    }
    const ComparisonKind kind =
        measures_time(made_[first].unit) ? ComparisonKind::time : ComparisonKind::amount;
    const Subject subject = around(nodes_[node], kind == ComparisonKind::amount);
    const bool pressures =
        made_.size() == first + 2 && made_[first].unit == "mm[Hg]" && made_[first].op == made_.back().op;
    for (std::size_t i = first; i < made_.size(); ++i) {
      made_[i].kind = kind;
      made_[i].subject = subject.name;
      made_[i].words = subject.words;
    }
    if (!pressures) return;  // `hypertension (> 160/100 mmHg)`
    made_[first].subject = "systolic_blood_pressure";
    made_.back().subject = "diastolic_blood_pressure";
  }

  void add(std::size_t node) {
    std::vector<Subject> subjects;
    std::optional<ComparisonWindow> window;
    const SentenceNode* again = nullptr;
    const std::size_t first = made_.size();
    if (nodes_[node].tag == Tag::age || nodes_[node].tag == Tag::person_age)
      subjects.push_back({"age", "age"});
    for (std::size_t i = node + 1; i < nodes_[node].next; i = nodes_[i].next) {
      const SentenceNode& child = nodes_[i];
      if (child.tag == Tag::subject && token(child.begin).entry != nullptr)
        subjects.push_back({token(child.begin).entry->value, words(child.begin, child.end)});
      if (child.tag == Tag::new_subject) {
        TokenRange named = without_glue(tokens_, {child.begin, child.end});
        if (named.begin > last_end_ && tokens_.parts[named.begin - 1] == ')')
          named.begin = in_front_of_brackets(named);
        subjects.push_back({words(named.begin, named.end), words(named.begin, named.end)});
      }
      if (child.tag == Tag::window) window = window_of(child);
      if (child.tag == Tag::filler && tokens_.parts[child.begin] == '(') again = &child;
      if (child.tag == Tag::named_scale) name_scale(i, subjects);
    }
    add_tests(subjects, node);
    share_pressures(first, nodes_[node].end);
    if (again != nullptr && made_.size() > first) add_again(*again);
    for (std::size_t i = first; i < made_.size(); ++i) made_[i].window = window;
  }

  // `HbA1c > 47 mmol/mol (> 6.4 %)`: the limit once more, in another unit
  void add_again(const SentenceNode& brackets) {
    Comparison made = made_.back();
    made.value.clear();
    for (std::uint32_t i = brackets.begin; i < brackets.end; ++i)
      if (token(i).part == Part::comparator) made.op = token(i).value;
    read_limit(brackets, made);
    if (!made.value.empty()) made_.push_back(std::move(made));
  }

  // `systolic/diastolic blood pressure > 140/90`: each has its own.
  void share_pressures(std::size_t first, std::uint32_t end) {
    if (made_.size() != first + 2 || made_.back().subject != "diastolic_blood_pressure") return;
    if (end + 1 >= tokens_.parts.size() || tokens_.parts[end] != '/' || tokens_.parts[end + 1] != 'n') return;
    made_.back().value = token(end + 1).value;
    for (std::size_t i = first; i < made_.size(); ++i) made_[i].unit = "mm[Hg]";
  }

  // `gait severity index (GSI) score >= 3`: the name begins in front of the brackets.
  std::uint32_t in_front_of_brackets(const TokenRange& named) const {
    for (std::uint32_t i = named.begin; i < named.end; ++i)
      if (token(i).part != Part::amount && token(i).part != Part::grade) return named.begin;
    std::uint32_t open = named.begin - 1;
    while (open > last_end_ && token(open).part != static_cast<Part>('(')) --open;
    if (token(open).part != static_cast<Part>('(')) return named.begin;
    const TokenRange front = words_in_front(tokens_, last_end_, open);
    return front.empty() ? named.begin : front.begin;
  }

  // `performance score >= 50 % (Lansky or Karnofsky)` is about the scales.
  void name_scale(std::size_t node, std::vector<Subject>& subjects) const {
    if (subjects.size() != 1 || subjects[0].name != "performance_status") return;
    subjects.clear();
    for (std::size_t i = node + 1; i < nodes_[node].next; i = nodes_[i].next)
      if (nodes_[i].tag == Tag::subject && token(nodes_[i].begin).entry != nullptr)
        subjects.push_back({token(nodes_[i].begin).entry->value, words(nodes_[i].begin, nodes_[i].end)});
  }

  // `1 mmHg = 0.133 kPa`
  bool is_conversion(const SentenceNode& node) const {
    return node.begin > 1 && token(node.begin).part == Part::comparator && token(node.begin).value == "=" &&
           is_among(tokens_.parts[node.begin - 1], "utw") && tokens_.parts[node.begin - 2] == 'n';
  }

  // `younger than 20`
  bool compares_ages(const SentenceNode& node) const {
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      if (token(i).part != Part::comparator) continue;
      const std::string sign = words(i, i + 1);
      if (has_word(sign, "older") || has_word(sign, "younger") || has_word(sign, "elder")) return true;
    }
    return false;
  }

  std::optional<ComparisonWindow> window_of(const SentenceNode& node) const {
    ComparisonWindow made;
    made.relation = "within";
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      const Token& part = token(i);
      if (part.part == Part::within)
        if (const std::string_view when = ahead(text_, part); !when.empty())
          made.relation = "within_" + std::string(when);
      if (part.part == Part::number) made.number = part.value;
      if (part.part == Part::time) made.unit = part.value;
      if (part.part == Part::comparator && part.value == "<") made.relation = "less_than_ago";
      if (part.part == Part::comparator && part.value.starts_with('>'))
        return std::nullopt;  // before that time
    }
    if (made.number.empty() || made.unit.empty()) return std::nullopt;
    return made;
  }

  std::uint32_t last_end_ = 0;  // of the node before
};

}  // namespace

std::vector<Comparison> comparisons_of(std::string_view text, const Tokens& tokens, const Lexicon& lexicon) {
  if (!may_compare(text, tokens)) return {};
  return Finder(text, compared_tokens(text, tokens, lexicon), lexicon).run();
}

}  // namespace eligo::grammar::registry
