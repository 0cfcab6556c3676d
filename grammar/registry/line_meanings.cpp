// A limit beside words that say what it means, whom it concerns, or what makes no difference. See
// line_numbers.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_numbers.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

// Which side of a limit is the sound one for organs: `<` of creatinine, `>` of an ejection fraction.
char LineReader::Numbers::sound_side(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kLow = {"creatinine", "total bilirubin", "ALT", "AST",
                                                           "INR"};
  static constexpr std::array<std::string_view, 6> kHigh = {"left ventricular ejection fraction",
                                                            "creatinine clearance",
                                                            "glomerular filtration rate",
                                                            "platelets",
                                                            "neutrophils",
                                                            "hemoglobin"};
  if (std::find(kLow.begin(), kLow.end(), name) != kLow.end()) return '<';
  return std::find(kHigh.begin(), kHigh.end(), name) != kHigh.end() ? '>' : ' ';
}

bool LineReader::Numbers::all_sound(const ast::Expression& one) {
  if (const auto* all = std::get_if<ast::And>(&one.node))
    return std::all_of(all->operands.begin(), all->operands.end(),
                       [](const auto& each) { return all_sound(*each); });
  const auto* test = std::get_if<ast::Measurement>(&one.node);
  const auto* compared = test == nullptr ? nullptr : std::get_if<ast::ComparisonTest>(&test->test);
  if (compared == nullptr) return false;
  const bool low =
      compared->comparator == ast::Comparator::less || compared->comparator == ast::Comparator::less_equal;
  return std::all_of(test->subject.names.begin(), test->subject.names.end(),
                     [&](const ast::Name& name) { return sound_side(name.text) == (low ? '<' : '>'); });
}

bool LineReader::is_sound(const ast::Expression& limits) { return Numbers::all_sound(limits); }

// `No organ dysfunction: LVEF > 45 %; creatinine < 2 mg/dL`: what the values must be, if all lie on the
// sound side.
ReadLine LineReader::Numbers::under_denied_label() {
  const std::size_t colon = parts_.find(':');
  if (exclusion_ || colon == std::string_view::npos || parts_[0] != 'k') return {};
  if (!only(1, colon, "wCQ|AV") || colon < 2) return {};
  const std::string label = lowered(words(0, colon));
  if (!has_word(label, "dysfunction") && !has_word(label, "insufficiency") && !has_word(label, "impairment"))
    return {};
  ReadLine made = read_words(words(colon + 1, stop_));
  if (!understood(made) || !all_sound(*made.expression)) return {};
  made.notes.emplace_back("Read as the limits that say what `" + words(0, colon) + "` means.");
  return made;
}

namespace {

// `creatinine levels above institutional normal` -> `creatinine > ULN`
std::string with_upper_limit(std::string condition) {
  for (const std::string_view normal :
       {" levels above institutional normal", " level above institutional normal",
        " above institutional normal", " levels above normal", " above the institutional normal",
        " above normal"})
    if (condition.ends_with(normal)) return condition.substr(0, condition.size() - normal.size()) + " > ULN";
  return condition;
}

}  // namespace

// `creatinine clearance >= 60 mL/min for patients with creatinine above normal`
ReadLine LineReader::Numbers::of_patients() {
  const std::size_t link = parts_.find('I');
  if (exclusion_ || link == std::string_view::npos || link < 3 || has("kKXZ|;(") || has("I", link + 1))
    return {};
  const std::string said = low(link);
  if (said != "for patients with" && said != "for subjects with" && said != "for participants with")
    return {};
  const std::string condition = with_upper_limit(words(link + 1, stop_));
  ReadLine limit = read_sentence(words(0, link));
  ReadLine guard = read_sentence(condition);
  if (!understood(limit) || !understood(guard) || !is_limits(*limit.expression) ||
      !is_limits(*guard.expression))
    return {};
  if (guard.line_class == LineClass::compiled_new_concept) limit.line_class = guard.line_class;
  limit.expression =
      make_expression(ast::If{std::move(guard.expression), std::move(limit.expression), nullptr});
  return limit;
}

namespace {

// The same limit of the same measurement, from the other side: `<= 1.5 ULN`, `> 1.5 ULN`; `within normal
// limits`, `> ULN`.
bool is_complement(const ast::Expression& one, const ast::Expression& other) {
  if (const auto* range = std::get_if<ast::And>(&one.node))
    return std::any_of(range->operands.begin(), range->operands.end(),
                       [&](const auto& side) { return is_complement(*side, other); });
  const auto* a = std::get_if<ast::Measurement>(&one.node);
  const auto* b = std::get_if<ast::Measurement>(&other.node);
  const auto* first = a == nullptr ? nullptr : std::get_if<ast::ComparisonTest>(&a->test);
  const auto* second = b == nullptr ? nullptr : std::get_if<ast::ComparisonTest>(&b->test);
  if (first == nullptr || second == nullptr || a->subject.names.size() != 1 || b->subject.names.size() != 1 ||
      a->subject.names[0].text != b->subject.names[0].text)
    return false;
  using ast::Comparator;
  const auto pair = std::pair{first->comparator, second->comparator};
  if (pair != std::pair{Comparator::less_equal, Comparator::greater} &&
      pair != std::pair{Comparator::greater_equal, Comparator::less})
    return false;
  const auto text = [](const std::optional<ast::Number>& number) {
    return number ? number->text : std::string{};
  };
  if (const auto* limit = std::get_if<ast::NormalLimit>(&first->limit)) {
    const auto* same = std::get_if<ast::NormalLimit>(&second->limit);
    return same != nullptr && same->side == limit->side && text(same->multiple) == text(limit->multiple);
  }
  const auto& limit = std::get<ast::AbsoluteLimit>(first->limit);
  const auto* same = std::get_if<ast::AbsoluteLimit>(&second->limit);
  return same != nullptr && same->number.text == limit.number.text && same->unit.text == limit.unit.text;
}

}  // namespace

// `creatinine <= 1.5 x ULN or creatinine clearance >= 60 mL/min for patients with creatinine > 1.5 x ULN`:
// whom the second limit is for, the first one says already.
ReadLine LineReader::Numbers::for_the_rest() {
  const std::size_t link = parts_.find('I');
  if (exclusion_ || link == std::string_view::npos || !has("|") || has("kKXZ;(") || has("I", link + 1))
    return {};
  ReadLine rest = read_sentence(with_upper_limit(words(link + 1, stop_)));
  if (!understood(rest)) return {};
  for (std::size_t split = parts_.find('|'); split < link; split = parts_.find('|', split + 1)) {
    ReadLine first = read_sentence(words(0, split));
    ReadLine second = read_sentence(words(split + 1, link));
    if (understood(first) && understood(second) && is_limits(*second.expression) &&
        is_complement(*first.expression, *rest.expression))
      return together(std::move(first), std::move(second), false);
  }
  return {};
}

// `Karnofsky >= 60 for patients >= 16 years of age and Lansky >= 60 for patients < 16 years`: each scale for
// its ages.
ReadLine LineReader::Numbers::of_ages() {
  if (exclusion_ || has("kKIXZ|(jC")) return {};
  ReadLine made;
  for (const Piece& piece : pieces_at(0, "&,;")) {
    const std::size_t link = parts_.find("pqcn", piece.begin);
    if (link >= piece.end || link + 5 != piece.end || !is_among(parts_[link + 4], "yt") || low(link) != "for")
      return {};
    ReadLine limit = read_sentence(words(piece.begin, link));
    ReadLine guard = read_sentence("Age " + words(link + 2, piece.end));
    if (!understood(limit) || !understood(guard) || !is_limits(*limit.expression) ||
        !std::holds_alternative<ast::AgeTest>(guard.expression->node))
      return {};
    limit.expression =
        make_expression(ast::If{std::move(guard.expression), std::move(limit.expression), nullptr});
    made = made.expression == nullptr ? std::move(limit) : together(std::move(made), std::move(limit), true);
  }
  return made;
}

// `liver disease = ALT > 3 x ULN`, `severe anemia Hb < 7 g/dL`: the limit says what the words in front mean.
ReadLine LineReader::Numbers::equated() {
  const std::size_t subject = parts_.find('o');
  if (!exclusion_ || subject == std::string_view::npos || subject == 0 || subject > 6 || has("kKIXZ"))
    return {};
  const bool sign = parts_[subject - 1] == 'c' && tokens_.list[subject - 1].value == "=";
  const std::size_t front = sign ? subject - 1 : subject;
  if (front == 0 || !only(0, front, "wCQq") || !line_.names_told_illness(tokens_, front)) return {};
  return read_words(words(0, front) + ": " + words(subject, stop_));
}

// `bilirubin <= 1.5 x ULN (unless Gilbert's syndrome, for which bilirubin <= 3 x ULN is permitted)`
ReadLine LineReader::Numbers::permitted_otherwise() {
  const std::size_t open = parts_.find("(I");
  if (exclusion_ || open == std::string_view::npos || stop_ == 0 || parts_[stop_ - 1] != ')') return {};
  const std::string inner = words(open + 2, stop_ - 1);
  const std::string small = lowered(inner);
  if (low(open + 1) != "unless") return {};
  for (const std::string_view link : {", for which ", ", in which case "}) {
    const std::size_t at = small.find(link);
    if (at == std::string::npos) continue;
    std::string second = inner.substr(at + link.size());
    for (const std::string_view tail : {" is permitted", " is allowed", " is acceptable"})
      if (lowered(second).ends_with(tail)) second.resize(second.size() - tail.size());
    ReadLine made = read_words(words(0, open) + " (" + second + " if " + inner.substr(0, at) + ")");
    return made.expression != nullptr && std::holds_alternative<ast::If>(made.expression->node)
               ? std::move(made)
               : ReadLine{};
  }
  return {};
}

// `psoriasis (PASI > 10 or BSA > 10 %)`: the illness, and one of the limits.
ReadLine LineReader::Numbers::illness_with_limits() {
  const std::size_t open = parts_.find('(');
  if (open == std::string_view::npos || open == 0 || parts_[stop_ - 1] != ')' || !has("|", open) ||
      !only(0, open, "wCQql"))
    return {};
  if (has("kKIXZ;:j&\\") || parts_.find('(', open + 1) != std::string_view::npos ||
      line_.names_told_illness(tokens_, open))
    return {};
  ReadLine illness = read_sentence(words(0, open));
  ReadLine limits = read_sentence(words(open + 1, stop_ - 1));
  const auto* history = understood(illness) ? std::get_if<ast::History>(&illness.expression->node) : nullptr;
  const auto* any = understood(limits) ? std::get_if<ast::Or>(&limits.expression->node) : nullptr;
  if (history == nullptr || any == nullptr ||
      !std::all_of(any->operands.begin(), any->operands.end(),
                   [](const auto& one) { return is_limits(*one); }))
    return {};
  return together(std::move(illness), std::move(limits), true);
}

// `renal function (GFR < 15 mL/min), regardless of dialysis`: what makes no difference.
ReadLine LineReader::Numbers::regardless() {
  const std::size_t tail = parts_.find('Z');
  if (tail == std::string_view::npos || tail < 3 || !low(tail).starts_with("regardless of") ||
      has("nc", tail) || has("kKIX"))
    return {};
  return read_words(words(0, tail));
}

// `pregnancy test (a urine test is acceptable)`: what is allowed of the same test.
ReadLine LineReader::Numbers::without_allowed_kind() {
  const std::size_t open = parts_.find('(');
  const std::size_t close = open == std::string_view::npos ? open : parts_.find(')', open);
  if (exclusion_ || close == std::string_view::npos || open == 0 || parts_[open - 1] != 's' ||
      close + 1 >= stop_)
    return {};
  const std::string inner = lowered(words(open + 1, close));
  if (!inner.ends_with("test is acceptable") && !inner.ends_with("urine or serum") &&
      !inner.ends_with("serum or urine"))
    return {};
  return read_words(words(0, open) + ' ' + words(close + 1, stop_));
}

// `HLA-matched donor, and age 18 to 60 years and meet the criteria for transplantation`: the age, and what a
// person judges.
ReadLine LineReader::Numbers::age_and_criteria() {
  const std::size_t split = parts_.rfind('&');
  if (exclusion_ || split == std::string_view::npos || split + 3 >= stop_ || has("kKIXZ|;,(") || !has("ay") ||
      parts_[split + 1] != 'q' || low(split + 1) != "meet" || !only(split + 2, stop_, "wp1CR"))
    return {};
  if (lowered(words(split + 2, stop_)).find("criteria for") == std::string::npos) return {};
  ReadLine age = read_sentence(words(0, split));
  if (!understood(age) || !std::holds_alternative<ast::AgeTest>(age.expression->node)) return {};
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(age.expression));
  const auto fact = line_.facts_.get(ast::ConceptKind::attestation, without_quotes(words(split + 1, stop_)));
  both.push_back(make_expression(ast::Attest{fact.name}));
  age.expression = joined(true, std::move(both));
  return age;
}

// `18 to 70 years of age with plan to undergo the infusion`
ReadLine LineReader::Numbers::age_and_plan() {
  const std::size_t plan = parts_.find('j');
  if (exclusion_ || plan == std::string_view::npos || plan < 3 || plan + 1 >= stop_ ||
      parts_[plan - 1] != '2' || !only(plan + 1, stop_, "wT") || !low(plan).starts_with("plan") ||
      !stands_among(" infuse infused inject undergo receive ", low(plan + 1)))
    return {};
  ReadLine age = read_sentence(words(0, plan - 1));
  if (!understood(age) || !std::holds_alternative<ast::AgeTest>(age.expression->node)) return {};
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(age.expression));
  const auto fact = line_.facts_.get(ast::ConceptKind::attestation, without_quotes(words(plan, stop_)));
  both.push_back(make_expression(ast::Attest{fact.name}));
  age.expression = joined(true, std::move(both));
  return age;
}

}  // namespace eligo::grammar::registry
