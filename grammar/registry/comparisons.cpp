// The comparisons of a line for scoring: found by themselves, so that a line whose rest is not understood
// still lists them. See line_reader.hpp.
#include <algorithm>
#include <utility>

#include "grammar/registry/build_words.hpp"
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
      if (nodes_[i].tag == Tag::measure || nodes_[i].tag == Tag::age || is_age(i)) add(i);
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
      if (child.tag == Tag::new_subject)
        subjects.push_back({words(child.begin, child.end), words(child.begin, child.end)});
      if (child.tag == Tag::window) window = window_of(child);
      if (child.tag == Tag::named_scale) name_scale(i, subjects);
    }
    std::string_view head_sign;  // of the test that `or 5.6 mmol/L` says once more
    for (std::size_t i = node + 1; i < nodes_[node].next; i = nodes_[i].next) {
      for (const Subject& subject : subjects) add_test(subject, i, nodes_[node], head_sign);
      if (nodes_[i].tag == Tag::compare) head_sign = token(nodes_[i].begin).value;
    }
    share_unit(first);
    for (std::size_t i = first; i < made_.size(); ++i) made_[i].window = window;
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
    // a number alone behind words of any kind is no comparison
    if (made_.size() == first + 1 && lexicon_.fact(subject.name) == nullptr) made_.pop_back();
  }

  std::optional<ComparisonWindow> window_of(const SentenceNode& node) const {
    ComparisonWindow made;
    made.relation = "within";
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      const Token& part = token(i);
      if (part.part == Part::number) made.number = part.value;
      if (part.part == Part::time) made.unit = part.value;
      if (part.part == Part::comparator && part.value == "<") made.relation = "less_than_ago";
    }
    if (made.number.empty() || made.unit.empty()) return std::nullopt;
    return made;
  }

  std::string_view text_;
  const Tokens& tokens_;
  const Lexicon& lexicon_;
  SentenceNodes nodes_;
  std::vector<Comparison> made_;
};

}  // namespace

std::vector<Comparison> comparisons_of(std::string_view text, const Tokens& tokens, const Lexicon& lexicon) {
  if (!any_of_parts(tokens, "nU")) return {};  // nothing to compare with
  return Finder(text, tokens, lexicon).run();
}

}  // namespace eligo::grammar::registry
