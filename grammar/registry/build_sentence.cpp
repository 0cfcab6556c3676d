// Clauses and their joins. See sentence_builder.hpp.
#include <algorithm>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

ast::ExpressionPtr make_expression(ast::Expression::Node node) {
  auto made = std::make_unique<ast::Expression>();
  made->node = std::move(node);
  return made;
}

ast::ExpressionPtr negated(ast::ExpressionPtr operand) {
  const bool plain = std::holds_alternative<ast::History>(operand->node);
  return make_expression(ast::Not{std::move(operand), plain});
}

ast::ExpressionPtr joined(bool all, std::vector<ast::ExpressionPtr> operands) {
  if (operands.size() == 1) return std::move(operands.front());
  // operands of the same connective are one list
  std::vector<ast::ExpressionPtr> flat;
  for (auto& operand : operands) {
    auto* same_and = all ? std::get_if<ast::And>(&operand->node) : nullptr;
    auto* same_or = all ? nullptr : std::get_if<ast::Or>(&operand->node);
    if (same_and != nullptr)
      for (auto& inner : same_and->operands) flat.push_back(std::move(inner));
    else if (same_or != nullptr)
      for (auto& inner : same_or->operands) flat.push_back(std::move(inner));
    else
      flat.push_back(std::move(operand));
  }
  if (all) return make_expression(ast::And{std::move(flat)});
  return make_expression(ast::Or{std::move(flat)});
}

std::string SentenceBuilder::text_of(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t stop = end - begin == 1 ? token(begin).name_end : token(end - 1).end;
  if (tokens_.even) {
    std::string_view written = text_.substr(token(begin).begin, stop - token(begin).begin);
    written.remove_prefix(written.starts_with(' ') ? 1 : 0);
    return std::string(written);
  }
  std::string made(stop - token(begin).begin, ' ');
  std::size_t size = 0;
  for (std::uint32_t i = token(begin).begin; i < stop; ++i) {
    const char c = text_[i] == '\n' ? ' ' : text_[i];
    if (c == ' ' && (size == 0 || made[size - 1] == ' ')) continue;
    made[size++] = c == '"' || c == '`' || c == '\\' ? '\'' : c;
  }
  made.resize(size);
  return made;
}

std::string SentenceBuilder::lower_text(std::uint32_t begin, std::uint32_t end) const {
  std::string made = text_of(begin, end);
  for (char& c : made) c = kLower[static_cast<unsigned char>(c)];
  return made;
}

const std::string& SentenceBuilder::make_low_word(std::uint32_t index) const {
  if (low_words_.empty()) low_words_.resize(tokens_.list.size());
  std::string& word = low_words_[index];
  const Token& one = token(index);
  if (tokens_.even && text_[one.begin] != ' ') {
    word.resize(one.name_end - one.begin);
    std::transform(text_.begin() + one.begin, text_.begin() + one.name_end, word.begin(), lower);
  } else {
    word = lower_text(index, index + 1);
  }
  return word;
}

bool SentenceBuilder::has_part(std::uint32_t begin, std::uint32_t end, Part part) const {
  for (std::uint32_t i = begin; i < end; ++i)
    if (token(i).part == part) return true;
  return false;
}

ast::ExpressionPtr SentenceBuilder::clause(std::size_t node) {
  switch (at(node).tag) {
    case Tag::measure:
      return measure(node);
    case Tag::serology:
      return serology(node);
    case Tag::history:
      return history(node);
    case Tag::phrase:
      return phrase(node);
    case Tag::since:
      return since(node);
    case Tag::other_trial:
      return other_trial(node);
    default:
      return nullptr;
  }
}

// Clauses that `or` joins must stand by themselves: none with a time that may be meant for all of them, no
// age among other things, none that goes on from the one in front (`with A or with B`).
bool SentenceBuilder::can_alternate(const std::vector<Expr>& clauses,
                                    const std::vector<std::uint32_t>& begins) const {
  std::size_t ages = 0;
  std::size_t timed = 0;
  std::size_t untimed = 0;
  for (const Expr& one : clauses) {
    const ast::Expression* inner = one.get();
    if (const auto* no = std::get_if<ast::Not>(&inner->node)) inner = no->operand.get();
    if (std::holds_alternative<ast::AgeTest>(inner->node) ||
        std::holds_alternative<ast::SexTest>(inner->node))
      ++ages;
    if (const auto* history = std::get_if<ast::History>(&inner->node))
      ++(std::holds_alternative<std::monostate>(history->time) ? untimed : timed);
    if (const auto* trial = std::get_if<ast::OtherTrial>(&inner->node)) ++(trial->within ? timed : untimed);
  }
  if (ages > 0 && ages < clauses.size()) return false;
  if (timed > 0 && untimed > 0) {
    // only a time at the end may be meant for all
    const auto* last = std::get_if<ast::History>(&clauses.back()->node);
    const auto* last_trial = std::get_if<ast::OtherTrial>(&clauses.back()->node);
    const bool now = last != nullptr && std::holds_alternative<ast::WithinWindow>(last->time) &&
                     std::get<ast::WithinWindow>(last->time).length.count.text == "0";
    if (!now && ((last != nullptr && !std::holds_alternative<std::monostate>(last->time)) ||
                 (last_trial != nullptr && last_trial->within)))
      return false;
  }
  for (std::size_t i = 1; i < begins.size(); ++i)
    if (token(begins[i]).part == Part::with) return false;
  return true;
}

bool is_illness(const ast::Expression& one) {
  const auto* history = std::get_if<ast::History>(&one.node);
  return history != nullptr &&
         (history->kind == ast::HistoryKind::diagnosis || history->kind == ast::HistoryKind::active ||
          history->kind == ast::HistoryKind::onset);
}

bool about_pregnancy(const ast::ExpressionPtr& one) {
  const ast::Expression* inner = one.get();
  if (const auto* no = std::get_if<ast::Not>(&inner->node)) inner = no->operand.get();
  if (const auto* test = std::get_if<ast::Measurement>(&inner->node))
    return test->subject.names.size() == 1 && test->subject.names.front().text.ends_with("pregnancy test");
  const auto* history = std::get_if<ast::History>(&inner->node);
  return history != nullptr &&
         std::all_of(history->subject.names.begin(), history->subject.names.end(), [](const ast::Name& name) {
           return name.text == "pregnancy" || name.text == "lactation";
         });
}

// One sex restricts; both, or a word for either, do not.
ast::ExpressionPtr SentenceBuilder::sex_test(const SentenceParts& parts) {
  const auto says = [&](ast::Sex sex) {
    return std::any_of(parts.sexes.begin(), parts.sexes.end(),
                       [&](const SaidSex& said) { return said.sex == sex; });
  };
  const bool female = says(ast::Sex::female);
  if (female == says(ast::Sex::male) || parts.no_meaning) return nullptr;
  for (const SaidSex& said : parts.sexes) cover(at(said.node).begin, at(said.node).end, SpanKind::predicate);
  built_.has_fact = true;
  // `Pregnant women`: the condition says it
  const bool pregnancy =
      !parts.made.empty() && std::all_of(parts.made.begin(), parts.made.end(), about_pregnancy);
  const bool childbearing = has_part(0, static_cast<std::uint32_t>(tokens_.list.size()), Part::childbearing);
  if (pregnancy || (female && childbearing)) return nullptr;
  return make_expression(ast::SexTest{female ? ast::Sex::female : ast::Sex::male});
}

// `positive for HIV, hepatitis B or X`: the last one is an entry of the list, not a thing of its own.
bool SentenceBuilder::goes_on_positive(const SentenceNodes& nodes, std::size_t node) const {
  if (nodes[node].tag != Tag::history || nodes[node].begin == 0) return false;
  std::size_t before = node;
  for (std::size_t i = 0; i < node; i = nodes[i].next)
    if (nodes[i].tag == Tag::serology) before = i;
  if (before == node || token(nodes[before].begin).part == Part::serology ||
      token(nodes[before].begin).part == Part::condition)
    return false;
  const Part first = token(nodes[node].begin).part;
  const Part in_front = token(nodes[node].begin - 1).part;
  const bool own = first == Part::history || first == Part::active || first == Part::treated ||
                   first == Part::no || first == Part::not_ || in_front == Part::lead ||
                   in_front == Part::verb || in_front == Part::with || in_front == static_cast<Part>(';') ||
                   in_front == static_cast<Part>('.');
  return !own;
}

// `received at least two prior lines of therapy`
bool SentenceBuilder::lines_of_therapy(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i)
    if (token(i).part == Part::observation && token(i).value == "prior_lines_of_therapy") return true;
  return false;
}

SentenceBuilder::SentenceParts SentenceBuilder::sentence_parts(const SentenceNodes& nodes) {
  SentenceParts parts;
  parts.sure = !nodes.empty();
  std::size_t clause_begin = 0;
  for (std::size_t i = 0; parts.sure && i < nodes.size(); i = nodes[i].next) {
    switch (nodes[i].tag) {
      case Tag::filler:
        parts.sure = moment_is_now(i);
        break;
      case Tag::guard:
        parts.guarded = true;
        // behind a clause it is of that one: there must be no other
        parts.sure = parts.made.empty() || (parts.made.size() == 1 && parts.sexes.empty());
        cover(nodes[i].begin, nodes[i].end, SpanKind::attestation);
        break;
      case Tag::tail_cue: {
        const std::string word = lower_text(nodes[i].begin, nodes[i].end);
        parts.sure = word == "known" || word == "documented" || word == "confirmed" ||
                     word == "evidence of" || word == "presence of" ||
                     (word.ends_with("received") && lines_of_therapy(nodes[i].end, nodes[i + 1].end));
        break;
      }
      case Tag::any_sex:
      case Tag::nothing:
        parts.no_meaning = true;
        break;
      case Tag::sex:
        parts.sexes.push_back({token(nodes[i].begin).value == "female" ? ast::Sex::female : ast::Sex::male, i,
                               parts.made.size()});
        break;
      case Tag::age_join:
        // `diagnosed aged 5 to 10`: the age at another time
        parts.sure = nodes[i].begin > 0 && token(nodes[i].begin - 1).part != Part::history;
        parts.joins.push_back(Join::together);
        clause_begin = nodes[i].end;
        break;
      case Tag::join: {
        Join join = Join::plain;
        if (has_part(nodes[i], Part::and_)) join = Join::and_;
        if (has_part(nodes[i], Part::or_)) join = Join::or_;
        if (has_part(nodes[i], Part::and_or)) join = exclusion_ ? Join::or_ : Join::unclear;
        parts.joins.push_back(join);
        clause_begin = nodes[i].end;
        break;
      }
      default: {
        if (goes_on_positive(nodes, i)) {
          parts.sure = false;
          break;
        }
        parts.begins.push_back(static_cast<std::uint32_t>(clause_begin));
        Expr one = nodes[i].tag == Tag::age ? age(i, clause_begin) : clause(i);
        parts.sure = one != nullptr;
        if (one != nullptr) parts.made.push_back(std::move(one));
      }
    }
  }
  return parts;
}

bool SentenceBuilder::about_performance(const Expr& clause) const {
  const auto* test = std::get_if<ast::Measurement>(&clause->node);
  if (test == nullptr) return false;
  return std::all_of(test->subject.names.begin(), test->subject.names.end(), [&](const ast::Name& name) {
    const ast::Concept* fact = lexicon_.fact_called(name.text);
    return fact != nullptr ? fact->name.text == "ecog" || fact->name.text == "kps"
                           : name.text.starts_with("Lansky");
  });
}

// `Participation in another trial or treatment with A within 30 days`: the time is meant for both, unless the
// first says when.
void SentenceBuilder::share_window(std::vector<Expr>& clauses,
                                   const std::vector<std::uint32_t>& begins) const {
  if (clauses.size() != 2) return;
  // `in another trial, or in one within 30 days`: the second says both
  if (auto* first = std::get_if<ast::OtherTrial>(&clauses.front()->node);
      first != nullptr && !first->within) {
    const auto* second = std::get_if<ast::OtherTrial>(&clauses.back()->node);
    if (second != nullptr && second->within) return void(clauses.erase(clauses.begin()));
  }
  auto* trial = std::get_if<ast::OtherTrial>(&clauses.front()->node);
  const auto* last = std::get_if<ast::History>(&clauses.back()->node);
  if (trial == nullptr || trial->within || last == nullptr) return;
  const auto* window = std::get_if<ast::WithinWindow>(&last->time);
  if (window == nullptr || window->length.count.text == "0") return;
  if (has_part(begins.front(), begins.back(), Part::active) ||
      says(begins.front(), begins.back(), {"currently", "current", "concurrent", "is", "are"}))
    return;
  trial->within = window->length;
}

// The clauses as their joins put them together; null where that is not certain.
ast::ExpressionPtr SentenceBuilder::joined_clauses(SentenceParts& parts) const {
  const auto has = [&](Join join) {
    return std::find(parts.joins.begin(), parts.joins.end(), join) != parts.joins.end();
  };
  // `ECOG 0-1 and/or Karnofsky >= 70`: one of the scales is there
  const bool scales = has(Join::unclear) && std::all_of(parts.made.begin(), parts.made.end(),
                                                        [&](auto& one) { return about_performance(one); });
  if (has(Join::unclear) && !scales) return nullptr;
  if (parts.made.size() == 1) return std::move(parts.made.front());
  // `, defined as …` says what the clause in front means
  for (std::size_t i = 1; i < parts.begins.size(); ++i)
    if ((exclusion_ && !has(Join::or_) &&
         lower_text(parts.begins[i], parts.begins[i] + 1).starts_with("with")) ||
        (token(parts.begins[i]).part == Part::verb &&
         lower_text(parts.begins[i], parts.begins[i] + 1).starts_with("defined")))
      return nullptr;
  // `diabetes between 30 and 70 years of age`: both of one person
  if (has(Join::together)) return parts.joins.size() == 1 ? joined(true, std::move(parts.made)) : nullptr;
  const bool has_and = has(Join::and_);
  const bool has_or = has(Join::or_) || scales;
  if (has_and && has_or) return nullptr;
  // both at once, or each by itself?
  if (has_and && exclusion_ && parts.made.size() == 2) return nullptr;
  if (has_or && has(Join::plain) && !exclusion_ && parts.joins.back() != Join::or_) return nullptr;
  if (has_or) share_window(parts.made, parts.begins);
  if (has_or && !can_alternate(parts.made, parts.begins)) return nullptr;
  // `A, B or C` is alternatives; `A; B` are two criteria in one line
  return joined(!exclusion_ && !has_or, std::move(parts.made));
}

Built SentenceBuilder::build(const SentenceNodes& nodes) {
  nodes_ = &nodes;
  built_ = {};
  SentenceParts parts = sentence_parts(nodes);
  if (!parts.sure || is_doubtful(nodes, parts)) return {};
  Expr sex = sex_test(parts);
  if (parts.made.empty() && sex == nullptr) {
    const bool both = std::any_of(parts.sexes.begin(), parts.sexes.end(),
                                  [&](const SaidSex& said) { return said.sex != parts.sexes.front().sex; });
    if (!parts.no_meaning && !both) return {};
    built_.understood = true;
    return std::move(built_);
  }
  Expr result;
  if (!parts.made.empty()) {
    result = joined_clauses(parts);
    if (result == nullptr) return {};
  }
  if (parts.guarded) {
    if (exclusion_ || result == nullptr) return {};
    std::vector<Expr> guard;
    guard.push_back(make_expression(ast::SexTest{ast::Sex::female}));
    guard.push_back(make_expression(ast::Attest{{"childbearing potential", {}, false}}));
    result = make_expression(ast::If{joined(true, std::move(guard)), std::move(result), nullptr});
  }
  if (sex != nullptr) {
    std::vector<Expr> operands;
    operands.push_back(std::move(sex));
    if (result != nullptr) operands.push_back(std::move(result));
    result = joined(true, std::move(operands));
  }
  built_.understood = true;
  built_.expression = std::move(result);
  return std::move(built_);
}

}  // namespace eligo::grammar::registry
