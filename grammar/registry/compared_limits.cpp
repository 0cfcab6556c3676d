// See compared_limits.hpp.
#include "grammar/registry/compared_limits.hpp"

#include <algorithm>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/compared_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

void LimitFinder::add_tests(const std::vector<Subject>& subjects, std::size_t node) {
  const std::size_t first = made_.size();
  std::string_view head_sign;  // of the test that `or 5.6 mmol/L` says once more
  for (std::size_t i = node + 1; i < nodes_[node].next; i = nodes_[i].next) {
    for (const Subject& subject : subjects) add_test(subject, i, nodes_[node], head_sign);
    if (nodes_[i].tag == Tag::compare) head_sign = token(nodes_[i].begin).value;
  }
  share_unit(first);
}

void LimitFinder::read_limit(const SentenceNode& node, Comparison& made) const {
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
      made.foreign_unit = part.entry != nullptr && part.entry->detail == "compared";
    }
  }
}

void LimitFinder::share_unit(std::size_t first) {
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

void LimitFinder::add_test(const Subject& subject, std::size_t test, const SentenceNode& whole,
                           std::string_view head_sign) {
  switch (nodes_[test].tag) {
    case Tag::compare:
      return add_limit(subject, token(nodes_[test].begin).value, test + 1, test + 1, whole);
    case Tag::after: {
      std::uint32_t sign = nodes_[test].end - 1;
      while (token(sign).part != Part::or_more) --sign;  // `7 or more points`
      add_limit(subject, token(sign).value, test + 1, test + 1, whole);
      return take_unit_behind(nodes_[test].end);
    }
    case Tag::from:
      return add_limit(subject, ">=", test, test, whole);
    case Tag::upto:
      if (!made_.empty() && made_.back().op == "=") made_.back().op = ">=";  // `score = 8-15`
      return add_limit(subject, "<=", test, test, whole);
    case Tag::or_limit:
      return add_limit(subject, head_sign, test, test, whole);
    case Tag::before_subject:
      return add_limit(subject, turned_sign(token(nodes_[test].end - 1).value), test + 1, test + 1, whole);
    case Tag::range: {
      if (spans_scale(nodes_[test])) return;
      const std::size_t high = nodes_[test + 1].next;
      add_limit(subject, ">=", test + 1, high, whole);
      return add_limit(subject, "<=", high, high, whole);
    }
    case Tag::values:
      return add_values(subject, nodes_[test], whole);
    case Tag::pair:
      return add_pair(subject, nodes_[test], whole, token(nodes_[test].begin).value);
    default:
      return;
  }
}

void LimitFinder::take_unit_behind(std::uint32_t at) {
  if (!made_.back().unit.empty() || at >= tokens_.parts.size()) return;
  if (token(at).part != Part::time && token(at).part != Part::years_old) return;
  made_.back().unit = token(at).value;
  made_.back().unit_words = words(at, at + 1);
}

void LimitFinder::add_limit(const Subject& subject, std::string_view op, std::size_t limit,
                            std::size_t unit_of, const SentenceNode& whole) {
  Comparison made;
  made.subject = subject.name;
  made.words = subject.words;
  made.op = op;
  read_limit(nodes_[unit_of], made);
  read_limit(nodes_[limit], made);
  if (made.unit.empty()) {
    const TokenRange unit = unknown_unit(tokens_, whole.end);
    made.unit_words = words(unit.begin, unit.end);
  }
  made.span = {token(whole.begin).begin, token(whole.end - 1).end};
  made_.push_back(std::move(made));
}

void LimitFinder::add_pair(const Subject& subject, const SentenceNode& node, const SentenceNode& whole,
                           std::string_view sign) {
  const bool pressure = is_pressure(subject.words);
  std::string_view name = "systolic";
  for (std::uint32_t i = node.begin; i < node.end; ++i) {
    if (token(i).part != Part::number) continue;
    Comparison made;
    made.subject = pressure ? std::string(name) + "_blood_pressure" : subject.name;
    made.words = pressure ? std::string(name) + " blood pressure" : subject.words;
    made.op = sign;
    made.value = token(i).value;
    if (pressure) made.unit = "mm[Hg]";
    made.span = {token(whole.begin).begin, token(whole.end - 1).end};
    made_.push_back(std::move(made));
    if (!pressure) return;
    name = "diastolic";
  }
}

void LimitFinder::add_values(const Subject& subject, const SentenceNode& node, const SentenceNode& whole) {
  const auto first = made_.size();
  const char behind = node.end < tokens_.parts.size() ? tokens_.parts[node.end] : '\0';
  const Token* unit = is_unit_part(token(node.end - 1).part) ? &token(node.end - 1)
                      : behind == 'U' || behind == 't'       ? &token(node.end)
                                                             : nullptr;
  if (node.end > node.begin + 2 && tokens_.parts[node.begin + 1] == '/' && is_pressure(subject.words))
    return add_pair(subject, node, whole, behind == 'M' ? token(node.end).value : "=");
  const bool lowest =
      lowered(subject.words).starts_with("minimum ");  // `minimum life expectancy of 12 weeks`
  for (std::uint32_t i = node.begin; i < node.end; ++i) {
    if (token(i).part != Part::number) continue;
    Comparison made;
    made.subject = subject.name;
    made.words = subject.words;
    made.op = lowest ? ">=" : "=";
    made.value = token(i).value;
    if (unit != nullptr) {
      made.unit = unit->part == Part::upper_limit ? "ULN" : unit->value;
      made.unit_words = plain_text(text_, unit->begin, unit->end);
      made.foreign_unit = unit->entry != nullptr && unit->entry->detail == "compared";
    }
    made.span = {token(whole.begin).begin, token(whole.end - 1).end};
    made_.push_back(std::move(made));
  }
  if (lexicon_.fact(subject.name) != nullptr || subject.name == "age") return;
  // `type 2 diabetes`, `chairs 20`: a number behind words of any kind is no comparison, `stage 2` is one,
  // and so is `PSA 20 ng/mL`
  const bool one = made_.size() == first + 1 && !subject.words.ends_with("+/-");
  const bool measured = one && unit != nullptr && !says_no_limit(*unit);
  if (!measured && !has_grades(subject.words, one)) made_.resize(first);
}

bool LimitFinder::spans_scale(const SentenceNode& range) const {
  std::uint32_t low = range.begin;
  while (token(low).part != Part::number) ++low;
  if (token(low).value != "0" && token(low).value != "1") return false;
  if (range.begin > 0 && lowered(words(range.begin - 1, range.begin)).starts_with("rang")) return true;
  constexpr std::uint32_t most = 4;
  const auto count = static_cast<std::uint32_t>(tokens_.parts.size());
  const std::string behind = lowered(words(range.end, std::min(range.end + most, count)));
  return holds_any(behind, {"scale", "vas", "nrs", "point"});
}

}  // namespace eligo::grammar::registry
