// The comparisons of a line for scoring: found by themselves, so that a line whose rest is not understood
// still lists them. See line_reader.hpp.
#include <algorithm>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/compared_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

using Tag = SentenceTag;

class Finder {
 public:
  Finder(std::string_view text, const Tokens& tokens, const Lexicon& lexicon)
      : text_(text), tokens_(tokens), lexicon_(lexicon), nodes_(find_comparisons(tokens.parts)) {}

  std::vector<Comparison> run() {
    for (std::size_t i = 0; i < nodes_.size(); i = nodes_[i].next) {
      const Tag tag = nodes_[i].tag;
      if (tag == Tag::measure || tag == Tag::age || is_age(i))
        add(i);
      else if (tag == Tag::window)
        add_window(nodes_[i]);
      else if (tag == Tag::length)
        add_length(nodes_[i]);
      else if (tag == Tag::person_age)
        add_around(i);
      last_end_ = nodes_[i].end;
    }
    return std::move(made_);
  }

 private:
  const Token& token(std::size_t index) const { return tokens_.list[index]; }
  std::string words(std::uint32_t begin, std::uint32_t end) const {
    return begin < end ? plain_text(text_, token(begin).begin, token(end - 1).end) : std::string();
  }

  struct Subject {
    std::string name;
    std::string words;
  };

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
    return !made_.empty() && begin > 0 && tokens_.parts.find_first_of(";.#", last_end_) >= begin;
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
    if (how == "for") add_time(node, "=", std::nullopt);
    const bool last = node.end == tokens_.parts.size() || is_among(tokens_.parts[node.end], ".;,)");
    if (how == "in" && last) add_time(node, "<=", window_of(node));
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
      if (token(i).part != Part::time) continue;
      made.unit = token(i).value;
      made.unit_words = words(i, i + 1);
      break;
    }
    made.window = window;
    made.span = {token(node.begin).begin, token(node.end - 1).end};
    made_.push_back(std::move(made));
  }

  // `at least 4 weeks since radiotherapy`, `steroids for more than 3 months`, `2 or more relapses`
  void add_around(std::size_t node) {
    if (node + 1 < nodes_.size() && nodes_[node + 1].tag == Tag::values) return;  // a number by itself
    const std::size_t first = made_.size();
    add_tests({Subject{}}, node);
    if (made_.size() == first) return;
    if (compares_ages(nodes_[node])) {
      for (std::size_t i = first; i < made_.size(); ++i) made_[i].subject = made_[i].words = "age";
      return;
    }
    const ComparisonKind kind = is_time(made_[first].unit) ? ComparisonKind::time : ComparisonKind::amount;
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
    const std::size_t first = made_.size();
    if (nodes_[node].tag == Tag::age || nodes_[node].tag == Tag::person_age)
      subjects.push_back({"age", "age"});
    for (std::size_t i = node + 1; i < nodes_[node].next; i = nodes_[i].next) {
      const SentenceNode& child = nodes_[i];
      if (child.tag == Tag::subject && token(child.begin).entry != nullptr)
        subjects.push_back({token(child.begin).entry->value, words(child.begin, child.end)});
      if (child.tag == Tag::new_subject) {
        const TokenRange named = without_glue(tokens_, {child.begin, child.end});
        subjects.push_back({words(named.begin, named.end), words(named.begin, named.end)});
      }
      if (child.tag == Tag::window) window = window_of(child);
      if (child.tag == Tag::named_scale) name_scale(i, subjects);
    }
    add_tests(subjects, node);
    for (std::size_t i = first; i < made_.size(); ++i) made_[i].window = window;
  }

  void add_tests(const std::vector<Subject>& subjects, std::size_t node) {
    const std::size_t first = made_.size();
    std::string_view head_sign;  // of the test that `or 5.6 mmol/L` says once more
    for (std::size_t i = node + 1; i < nodes_[node].next; i = nodes_[i].next) {
      for (const Subject& subject : subjects) add_test(subject, i, nodes_[node], head_sign);
      if (nodes_[i].tag == Tag::compare) head_sign = token(nodes_[i].begin).value;
    }
    share_unit(first);
  }

  // `performance score >= 50 % (Lansky or Karnofsky)` is about the scales.
  void name_scale(std::size_t node, std::vector<Subject>& subjects) const {
    if (subjects.size() != 1 || subjects[0].name != "performance_status") return;
    subjects.clear();
    for (std::size_t i = node + 1; i < nodes_[node].next; i = nodes_[i].next)
      if (nodes_[i].tag == Tag::subject && token(nodes_[i].begin).entry != nullptr)
        subjects.push_back({token(nodes_[i].begin).entry->value, words(nodes_[i].begin, nodes_[i].end)});
  }

  // `> 1 and < 8 10*9/L`: the unit stands once.
  void share_unit(std::size_t first) {
    const Comparison* with = nullptr;
    for (std::size_t i = first; i < made_.size(); ++i)
      if (!made_[i].unit.empty()) with = &made_[i];
    if (with == nullptr) return;
    const std::string unit = with->unit;
    const std::string unit_words = with->unit_words;
    for (std::size_t i = first; i < made_.size(); ++i) {
      if (!made_[i].unit.empty()) continue;
      made_[i].unit = unit;
      made_[i].unit_words = unit_words;
    }
  }

  void add_test(const Subject& subject, std::size_t test, const SentenceNode& whole,
                std::string_view head_sign) {
    switch (nodes_[test].tag) {
      case Tag::compare:
        return add_limit(subject, token(nodes_[test].begin).value, test + 1, test + 1, whole);
      case Tag::after: {
        std::uint32_t sign = nodes_[test].end - 1;
        while (token(sign).part != Part::or_more) --sign;  // `7 or more points`
        return add_limit(subject, token(sign).value, test + 1, test + 1, whole);
      }
      case Tag::from:
        return add_limit(subject, ">=", test, test, whole);
      case Tag::upto:
        return add_limit(subject, "<=", test, test, whole);
      case Tag::or_limit:
        return add_limit(subject, head_sign, test, test, whole);
      case Tag::before_subject:
        return add_limit(subject, turned_sign(token(nodes_[test].end - 1).value), test + 1, test + 1, whole);
      case Tag::range: {
        const std::size_t high = nodes_[test + 1].next;
        add_limit(subject, ">=", test + 1, high, whole);
        return add_limit(subject, "<=", high, high, whole);
      }
      case Tag::values:
        return add_values(subject, nodes_[test], whole);
      case Tag::pair:
        return add_pair(subject, nodes_[test], whole);
      default:
        return;
    }
  }

  // `unit_of`: a range states the unit of both ends at its end.
  void add_limit(const Subject& subject, std::string_view op, std::size_t limit, std::size_t unit_of,
                 const SentenceNode& whole) {
    Comparison made;
    made.subject = subject.name;
    made.words = subject.words;
    made.op = op;
    read_limit(nodes_[unit_of], made);
    read_limit(nodes_[limit], made);
    made.span = {token(whole.begin).begin, token(whole.end - 1).end};
    made_.push_back(std::move(made));
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

  static bool is_time(std::string_view unit) {
    return time_unit(unit) || unit == "hour" || unit == "minute" || unit == "second";
  }

  static bool is_grade(std::string_view word) {
    return word == "stage" || word == "stages" || word == "grade" || word == "grades" || word == "class" ||
           word == "classes" || word == "category";
  }

  static bool is_pressure(const std::string& words) {
    return words.ends_with("BP") || words.ends_with("essure") || words.ends_with("(BP)");
  }

  // `blood pressure > 160/100 mmHg`; of others (`visual acuity < 6/12`) the number in front
  void add_pair(const Subject& subject, const SentenceNode& node, const SentenceNode& whole) {
    const bool pressure = is_pressure(subject.words);
    std::string_view name = "systolic";
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      if (token(i).part != Part::number) continue;
      Comparison made;
      made.subject = pressure ? std::string(name) + "_blood_pressure" : subject.name;
      made.words = pressure ? std::string(name) + " blood pressure" : subject.words;
      made.op = token(node.begin).value;
      made.value = token(i).value;
      if (pressure) made.unit = "mm[Hg]";
      made.span = {token(whole.begin).begin, token(whole.end - 1).end};
      made_.push_back(std::move(made));
      if (!pressure) return;
      name = "diastolic";
    }
  }

  void read_limit(const SentenceNode& node, Comparison& made) const {
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      const Token& part = token(i);
      if (part.part == Part::number) made.value = part.value;
      if (part.part == Part::upper_limit || part.part == Part::lower_limit) {
        made.unit = part.part == Part::upper_limit ? "ULN" : "LLN";
        made.unit_words = words(i, i + 1);
      }
      if (part.part == Part::unit || part.part == Part::time || part.part == Part::years_old) {
        made.unit = part.value;
        made.unit_words = words(i, i + 1);
      }
    }
  }

  void add_values(const Subject& subject, const SentenceNode& node, const SentenceNode& whole) {
    const auto first = made_.size();
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      if (token(i).part != Part::number) continue;
      Comparison made;
      made.subject = subject.name;
      made.words = subject.words;
      made.op = "=";
      made.value = token(i).value;
      made.span = {token(whole.begin).begin, token(whole.end - 1).end};
      made_.push_back(std::move(made));
    }
    if (lexicon_.fact(subject.name) != nullptr) return;
    // `type 2 diabetes`, `chairs 20`: a number behind words of any kind is no comparison, `stage 2` is one
    const std::string last = lowered(subject.words.substr(subject.words.find_last_of(' ') + 1));
    if (last == "type" || last == "types" || (made_.size() == first + 1 && !is_grade(last)))
      made_.resize(first);
  }

  std::optional<ComparisonWindow> window_of(const SentenceNode& node) const {
    ComparisonWindow made;
    made.relation = "within";
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      const Token& part = token(i);
      if (part.part == Part::number) made.number = part.value;
      if (part.part == Part::time) made.unit = part.value;
      if (part.part == Part::comparator && part.value == "<") made.relation = "less_than_ago";
      if (part.part == Part::comparator && part.value.starts_with('>'))
        return std::nullopt;  // before that time
    }
    if (made.number.empty() || made.unit.empty()) return std::nullopt;
    return made;
  }

  std::string_view text_;
  const Tokens& tokens_;
  const Lexicon& lexicon_;
  SentenceNodes nodes_;
  std::uint32_t last_end_ = 0;  // of the node before
  std::vector<Comparison> made_;
};

}  // namespace

std::vector<Comparison> comparisons_of(std::string_view text, const Tokens& tokens, const Lexicon& lexicon) {
  if (!any_of_parts(tokens, "nU")) return {};  // nothing to compare with
  return Finder(text, tokens, lexicon).run();
}

}  // namespace eligo::grammar::registry
