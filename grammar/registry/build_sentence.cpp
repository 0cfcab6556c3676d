// Clauses and their joins. See sentence_builder.hpp.
#include <algorithm>
#include <utility>

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
  std::string made;
  const std::uint32_t stop = end - begin == 1 ? token(begin).name_end : token(end - 1).end;
  for (std::uint32_t i = token(begin).begin; i < stop; ++i) {
    const char c = text_[i] == '\n' ? ' ' : text_[i];
    if (c == ' ' && (made.empty() || made.back() == ' ')) continue;
    made += c == '"' || c == '`' || c == '\\' ? '\'' : c;
  }
  return made;
}

std::string SentenceBuilder::lower_text(std::uint32_t begin, std::uint32_t end) const {
  std::string made = text_of(begin, end);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return made;
}

bool SentenceBuilder::has_part(const SentenceNode& node, Part part) const {
  for (std::uint32_t i = node.begin; i < node.end; ++i)
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
    case Tag::since:
      return since(node);
    case Tag::other_trial:
      return other_trial(node);
    default:
      return nullptr;
  }
}

namespace {

// What joins two clauses: `;`, `,` and `.` say no more than that there are two.
enum class Join { plain, and_, or_, unclear };

}  // namespace

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

Built SentenceBuilder::build(const SentenceNodes& nodes) {
  nodes_ = &nodes;
  built_ = {};
  std::vector<Expr> made;
  std::vector<Join> joins;
  bool guarded = false;
  bool sure = !nodes.empty();
  bool fresh_join = true;
  std::size_t clause_begin = 0;
  std::vector<std::uint32_t> clause_begins;
  std::size_t last_sex = nodes.size();
  bool age_here = false;
  bool no_meaning = false;
  std::vector<std::pair<ast::Sex, std::size_t>> sexes;
  for (std::size_t i = 0; sure && i < nodes.size(); i = nodes[i].next) {
    switch (nodes[i].tag) {
      case Tag::filler:
        sure = moment_is_now(i);
        break;
      case Tag::guard:
        guarded = true;
        cover(nodes[i].begin, nodes[i].end, SpanKind::attestation);
        break;
      case Tag::any_sex:
      case Tag::nothing:
        no_meaning = true;
        break;
      case Tag::sex: {
        const auto sex = token(nodes[i].begin).value == "female" ? ast::Sex::female : ast::Sex::male;
        sexes.emplace_back(sex, i);
        last_sex = i;
        break;
      }
      case Tag::join: {
        Join join = Join::plain;
        if (has_part(nodes[i], Part::and_)) join = Join::and_;
        if (has_part(nodes[i], Part::or_)) join = Join::or_;
        if (has_part(nodes[i], Part::and_or)) join = exclusion_ ? Join::or_ : Join::unclear;
        joins.push_back(join);
        clause_begin = nodes[i].end;
        fresh_join = true;
        break;
      }
      case Tag::age: {
        clause_begins.push_back(static_cast<std::uint32_t>(clause_begin));
        Expr one = age(i, clause_begin);
        if (one == nullptr)
          sure = false;
        else
          made.push_back(std::move(one));
        age_here = true;
        break;
      }
      default: {
        clause_begins.push_back(static_cast<std::uint32_t>(clause_begin));
        Expr one = clause(i);
        if (one == nullptr)
          sure = false;
        else
          made.push_back(std::move(one));
      }
    }
  }
  (void)fresh_join;
  (void)last_sex;
  if (!sure) return {};
  // one sex restricts; both, or a word for either, do not
  const bool female =
      std::any_of(sexes.begin(), sexes.end(), [](auto& s) { return s.first == ast::Sex::female; });
  const bool male =
      std::any_of(sexes.begin(), sexes.end(), [](auto& s) { return s.first == ast::Sex::male; });
  Expr sex;
  if (female != male && !no_meaning) {
    sex = make_expression(ast::SexTest{female ? ast::Sex::female : ast::Sex::male});
    for (const auto& [which, i] : sexes) cover(nodes[i].begin, nodes[i].end, SpanKind::predicate);
    built_.has_fact = true;
  }
  // `Pregnant women`: the condition says it
  const auto only_pregnancy = [&] {
    return !made.empty() && std::all_of(made.begin(), made.end(), [](const Expr& one) {
      const ast::Expression* inner = one.get();
      if (const auto* no = std::get_if<ast::Not>(&inner->node)) inner = no->operand.get();
      const auto* history = std::get_if<ast::History>(&inner->node);
      return history != nullptr && std::all_of(history->subject.names.begin(), history->subject.names.end(),
                                               [](const ast::Name& name) {
                                                 return name.text == "pregnancy" || name.text == "lactation";
                                               });
    });
  };
  if (sex != nullptr &&
      (only_pregnancy() ||
       (female && has_part({{}, 0, static_cast<std::uint32_t>(tokens_.list.size()), 0}, Part::childbearing))))
    sex = nullptr;
  (void)age_here;
  if (made.empty() && sex == nullptr) {
    if (!no_meaning && !(female && male)) return {};
    built_.understood = true;
    return std::move(built_);
  }
  Expr result;
  if (!made.empty()) {
    bool has_and = false;
    bool has_or = false;
    bool has_plain = false;
    for (const Join join : joins) {
      if (join == Join::unclear) return {};
      has_and = has_and || join == Join::and_;
      has_or = has_or || join == Join::or_;
      has_plain = has_plain || join == Join::plain;
    }
    if (made.size() == 1) {
      result = std::move(made.front());
    } else {
      if (has_and && has_or) return {};
      // `A, B or C` is alternatives; `A; B` are two criteria in one line
      bool all = !exclusion_;
      if (has_or) all = false;
      if (has_and) {
        if (exclusion_ && made.size() == 2) {
          return {};  // both at once, or each by itself?
        }
        all = !exclusion_;
      }
      if (has_or && has_plain && !exclusion_ && joins.back() != Join::or_) return {};
      if (has_or && !can_alternate(made, clause_begins)) return {};
      result = joined(all, std::move(made));
    }
  }
  if (guarded) {
    if (exclusion_ || result == nullptr) return {};
    std::vector<Expr> guard;
    guard.push_back(make_expression(ast::SexTest{ast::Sex::female}));
    guard.push_back(make_expression(ast::Attest{{"childbearing potential", {}, false}}));
    result = make_expression(ast::If{joined(true, std::move(guard)), std::move(result), nullptr});
  }
  if (sex != nullptr) {
    std::vector<Expr> both;
    both.push_back(std::move(sex));
    if (result != nullptr) both.push_back(std::move(result));
    result = joined(true, std::move(both));
  }
  built_.understood = true;
  built_.expression = std::move(result);
  return std::move(built_);
}

}  // namespace eligo::grammar::registry
