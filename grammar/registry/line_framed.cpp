// Lines that say what the other readings know, within a frame of their own: `patients may not be receiving …`
// among exclusions, a last sentence that asks for nothing, brackets and marks that are out of place. See
// line_reader.hpp.
//
// The frame is taken off (framed_words.hpp) and the rest is read as any line is.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongestFramed = 1200;  // in bytes
constexpr int kMostFrames = 3;

// How a line may be put into other words, and letters without which it is not.
struct Rewording {
  std::string (*words)(const std::string&);
  std::string_view sign;
};
// Limits, in any line.
constexpr std::array<Rewording, 36> kOfLimits = {{{of_score_on_scale, " on "},
                                                  {of_score_on_scale, " in the "},
                                                  {of_score_on_scale, " from the "},
                                                  {of_grade_on_scale, "rade"},
                                                  {of_grade_on_scale, "tage"},
                                                  {of_grade_on_scale, "evel"},
                                                  {of_factor_behind, " x "},
                                                  {of_factor_behind, " * "},
                                                  {of_extreme, "inimum "},
                                                  {of_extreme, "aximum "},
                                                  {without_second_bound, "inimum"},
                                                  {without_second_bound, " or higher"},
                                                  {of_written_range, "ge;"},
                                                  {of_written_range, "ge."},
                                                  {of_written_range, "(incl"},
                                                  {of_written_range, " range "},
                                                  {of_written_range, "_"},
                                                  {of_written_range, "+ "},
                                                  {of_written_range, " limit"},
                                                  {of_written_range, "required"},
                                                  {of_written_range, "of whether"},
                                                  {of_value_despite, "despite "},
                                                  {of_distance, "distance "},
                                                  {without_range_again, "(>"},
                                                  {with_even_marks, "ractory, "},
                                                  {with_even_marks, "ppendix "},
                                                  {with_even_marks, "between "},
                                                  {with_even_marks, "rding to \""},
                                                  {of_scale_behind, "score "},
                                                  {of_visual_scale, "VAS ("},
                                                  {of_performance_scale, "erformance s"},
                                                  {of_typed_value, "qual to"},
                                                  {of_typed_value, "> than"},
                                                  {of_typed_value, "< than"},
                                                  {of_typed_value, " = "},
                                                  {without_si_remark, "SI unit"}}};
constexpr std::array<Rewording, 14> kOfExclusions = {{{of_denied_duty, " not "},
                                                      {of_two_clauses, ", or with positive "},
                                                      {without_refusal, " recruit "},
                                                      {without_refusal, "xclude"},
                                                      {of_use_until_now, "over the last "},
                                                      {of_freedom, "unless the "},
                                                      {of_recent_return, "ecurrent "},
                                                      {of_abnormalities, "bnormalit"},
                                                      {of_normal_exceeded, "than normal"},
                                                      {of_time_in_front, " since "},
                                                      {of_time_in_front, " from "},
                                                      {of_time_in_front, " of "},
                                                      {of_time_in_front, " after "},
                                                      {of_time_in_front, "ast "}}};
constexpr std::array<Rewording, 17> kOfInclusions = {{{without_admission, " eligible"},
                                                      {without_admission, " will be "},
                                                      {of_absent_state, "on-"},
                                                      {of_absent_state, "onsmok"},
                                                      {of_lower_and_upper, "but "},
                                                      {without_admission, "llowed"},
                                                      {of_time_passed, "since "},
                                                      {of_control, " control with "},
                                                      {without_age_of_women, "potential ("},
                                                      {of_age_and_graft, "inimum "},
                                                      {of_age_and_graft, "donor source"},
                                                      {of_case_otherwise, ", in which case "},
                                                      {of_case_otherwise, "; if "},
                                                      {of_finding_old, " old"},
                                                      {of_criteria_of_diagnosis, "iagnosis of "},
                                                      {of_women_excluded, "that are "},
                                                      {of_women_excluded, "who are "}}};

}  // namespace

// The line read in other words by all readings there are; they stand for the whole of it.
ReadLine LineReader::read_again(const std::string& words, std::uint32_t begin, std::uint32_t end,
                                bool exclusion) {
  if (words.empty() || frames_ >= kMostFrames) return {};
  LineReader inner(words, lexicon_, facts_);
  inner.frames_ = frames_ + 1;
  const auto size = static_cast<std::uint32_t>(words.size());
  ReadLine made = inner.read(0, size, exclusion, {}, tokenize(words, 0, size, lexicon_));
  if (made.expression == nullptr || made.line_class == LineClass::unencoded ||
      made.line_class == LineClass::partly)
    return {};
  const SpanKind kind = made.line_class == LineClass::attestation            ? SpanKind::attestation
                        : made.line_class == LineClass::compiled_new_concept ? SpanKind::new_concept
                                                                             : SpanKind::predicate;
  made.spans = {{begin, end, kind}};
  return made;
}

namespace {

// Illnesses by name: nothing that anybody could be asked to have.
bool are_illnesses(const ast::Expression& one) {
  if (const auto* either = std::get_if<ast::Or>(&one.node))
    return std::all_of(either->operands.begin(), either->operands.end(),
                       [](const ast::ExpressionPtr& part) { return are_illnesses(*part); });
  return is_illness(one);
}

// `no A within 6 months or B`: of which of the two is the time, and is B asked for?
bool has_time_of_one(const ast::Expression& whole) {
  const auto* either = std::get_if<ast::Or>(&whole.node);
  if (either == nullptr) return false;
  return std::any_of(either->operands.begin(), either->operands.end(), [](const ast::ExpressionPtr& part) {
    const auto* history = std::get_if<ast::History>(&part->node);
    return history == nullptr || !std::holds_alternative<std::monostate>(history->time);
  });
}

}  // namespace

// `Subjects to whom A or B was given within 30 days`: no name holds these words.
std::optional<ReadLine> LineReader::given_to(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                             bool exclusion) {
  if (!exclusion || !tokens.pairs.may_hold(" whom ") || frames_ > 0) return std::nullopt;
  const std::string whole = plain_text(text_, begin, end);
  if (!holds_any(whole, {"to whom ", "for whom "}) || !holds_any(whole, {" given", " administered"}))
    return std::nullopt;
  ReadLine made = read_again(of_given(whole), begin, end, true);
  return made.line_class == LineClass::unencoded ? unencoded(begin, end) : std::move(made);
}

// `A, B within 6 months, or C`: each by itself.
ReadLine LineReader::each_behind_comma(const std::string& words, std::uint32_t begin, std::uint32_t end) {
  if (words.find('(') != std::string::npos || words.find(", or ") == std::string::npos ||
      words.find(" within ") == std::string::npos)
    return {};
  std::vector<ast::ExpressionPtr> pieces;
  ReadLine made;
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t comma = std::min(words.find(", ", from), words.size());
    std::string piece = words.substr(from, comma - from);
    from = comma + 2;
    const bool last = from >= words.size();
    if (last && piece.starts_with("or ")) piece.erase(0, 3);
    // a word alone may share its head with the next one
    if (piece.find(' ') == std::string::npos) return {};
    ReadLine one = read_again(piece, begin, end, true);
    if (one.expression == nullptr || !are_illnesses(*one.expression)) return {};
    pieces.push_back(std::move(one.expression));
    if (made.spans.empty() || one.line_class == LineClass::compiled_new_concept) {
      made.line_class = one.line_class;
      made.spans = std::move(one.spans);
    }
  }
  if (pieces.size() < 3) return {};
  made.expression = joined(false, std::move(pieces));
  return made;
}

// `Woman of childbearing potential who has a negative test and who agrees to …`, `man who agrees to …` among
// inclusions: asked of those alone, whoever else is listed beside them.
ReadLine LineReader::who_agrees(std::uint32_t begin, std::uint32_t end) {
  constexpr std::size_t longest = 300;
  if (end - begin > longest) return {};
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  const auto question = [&](std::size_t from) {
    return make_expression(
        ast::Attest{facts_.get(ast::ConceptKind::attestation, without_quotes(whole.substr(from))).name});
  };
  ReadLine made;
  if (take(rest, {"man who ", "men who ", "male who ", "males who "})) {
    if (!rest.starts_with("agree") || holds_any(rest, {"; ", ". ", "unless"})) return {};
    made.line_class = LineClass::attestation;
    made.expression = make_expression(ast::If{make_expression(ast::SexTest{ast::Sex::male}),
                                              question(whole.size() - rest.size()), nullptr});
  } else {
    if (!take(rest, {"woman of ", "women of ", "female of ", "females of "}) ||
        !take(rest, {"childbearing potential who ", "child-bearing potential who "}) ||
        !take(rest, {"has a negative ", "have a negative "}) ||
        holds_any(rest, {"; ", ". ", "unless", " or "}))
      return {};
    const std::size_t agrees = std::min(rest.find(" and who agree"), rest.find(" and agree"));
    if (agrees == std::string_view::npos) return {};
    const std::string test(rest.substr(0, agrees));
    made = read_again("Women of childbearing potential must have a negative " + test, begin, end, false);
    auto* guarded = made.expression == nullptr ? nullptr : std::get_if<ast::If>(&made.expression->node);
    if (guarded == nullptr || guarded->otherwise != nullptr) return {};
    std::vector<ast::ExpressionPtr> both;
    both.push_back(std::move(guarded->then));
    both.push_back(question(low.find("agree", whole.size() - rest.size() + agrees)));
    guarded->then = joined(true, std::move(both));
  }
  made.spans = {{begin, end, SpanKind::attestation}};
  return made;
}

// `DLCO < 50 % (if performed within 90 days) or need for oxygen` among exclusions: a limit with a time, or
// what stands behind it.
ReadLine LineReader::limit_if_done(std::uint32_t begin, std::uint32_t end) {
  constexpr std::string_view kIf = " (if performed within ";
  const std::string whole = plain_text(text_, begin, end);
  const std::size_t at = whole.find(kIf);
  const std::size_t close = at == std::string::npos ? at : whole.find(')', at);
  if (close == std::string::npos) return {};
  const std::string limit =
      whole.substr(0, at) +
      whole.substr(at + kIf.size() - std::string_view(" within ").size(), close - at - kIf.size() + 8);
  const std::string rest = whole.substr(close + 1);
  ReadLine made = read_again(limit, begin, end, true);
  if (made.expression == nullptr || !std::holds_alternative<ast::Measurement>(made.expression->node))
    return {};
  if (rest.empty() || rest == ".") return made;
  if (!rest.starts_with(" or ")) return {};
  ReadLine other = read_again(rest.substr(4), begin, end, true);
  if (other.expression == nullptr) return {};
  return either_of(std::move(made), std::move(other));
}

// Two lines that stand for the whole of it.
ReadLine LineReader::of_two_lines(const std::pair<std::string, std::string>& lines, std::uint32_t begin,
                                  std::uint32_t end, bool exclusion) {
  if (lines.first.empty() || lines.second.empty()) return {};
  ReadLine made = read_again(lines.first, begin, end, exclusion);
  if (made.expression == nullptr) return {};
  ReadLine other = read_again(lines.second, begin, end, exclusion);
  if (other.expression == nullptr) return {};
  return of_two(!exclusion, std::move(made), std::move(other));
}

// `At least 4 weeks since prior chemotherapy (6 weeks for mitomycin)`, `… and recovered` among inclusions.
ReadLine LineReader::since_therapies(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  const std::size_t at = low.find(" and recovered");
  if (at == std::string::npos) return of_two_lines(of_longer_wait(whole), begin, end, false);
  if (holds_any(low.substr(at), {" if ", "unless", "except", ";"})) return {};
  std::string second = whole.substr(at + std::string_view(" and ").size());
  if (second.size() == std::string_view("recovered").size()) second += " from prior therapy";
  return of_two_lines({whole.substr(0, at), second}, begin, end, false);
}

// `Chemotherapy within 4 weeks (6 weeks for mitomycin)`, `… or those who have not recovered from …` among
// exclusions.
ReadLine LineReader::within_therapies(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  ReadLine made = of_two_lines(of_unrecovered(whole), begin, end, true);
  if (made.expression == nullptr) made = of_two_lines(of_longer_look_back(whole), begin, end, true);
  return made;
}

namespace {

// Words with which `no …` is more than a list of illnesses that are absent, or something else: what turns or
// restricts what is denied (`no asthma unless …`) …
constexpr auto kTurnsDenial = std::to_array<std::string_view>(
    {". ", ";", "unless", "except", " but ", " if ", " not ", " no ", " nor ", "neither", "or with ",
     "without", "only", "more than", "during", "since ", "available"});
// … what is no illness (`no response to …`, `no need for …`) …
constexpr auto kNamesNoIllness = std::to_array<std::string_view>(
    {"treatment for", "other treatment", "response", "responsive", "improvement", "effect ", "change",
     "option", "alternative", "plan", "intention", "need", "limitation", "limited ", "restriction", "return ",
     "loss", "toxicit", "smoker"});
// … and how an illness was found or how it goes (`no suspicion of …`, `no remission`).
constexpr auto kTellsOfFinding = std::to_array<std::string_view>(
    {"suspicion", "confirm", "ruled out", "evaluation", "measured", "detected", "detection", "normal",
     "negative", "stable", "controlled seiz", "remission", "resection"});

bool says_more_than_absence(std::string_view low) {
  const auto holds = [&](std::string_view words) { return low.find(words) != std::string_view::npos; };
  return std::any_of(kTurnsDenial.begin(), kTurnsDenial.end(), holds) ||
         std::any_of(kNamesNoIllness.begin(), kNamesNoIllness.end(), holds) ||
         std::any_of(kTellsOfFinding.begin(), kTellsOfFinding.end(), holds);
}

}  // namespace

// `No heart failure, infarction within 6 months, or active ulcer` among inclusions: what an exclusion of
// these would say, denied.
ReadLine LineReader::none_of(std::uint32_t begin, std::uint32_t end) {
  constexpr std::size_t longest = 300;
  if (end - begin > longest) return {};
  const std::string whole = plain_text(text_, begin, end);
  const std::string low = lowered(whole);
  if (!low.starts_with("no ") || low.starts_with("no or ") || says_more_than_absence(low)) return {};
  ReadLine made = read_again(whole.substr(3), begin, end, true);
  if (made.expression != nullptr && has_time_of_one(*made.expression)) return {};
  if (made.expression == nullptr) made = each_behind_comma(whole.substr(3), begin, end);
  if (made.expression == nullptr || !are_illnesses(*made.expression)) return {};
  const auto* one_fact = std::get_if<ast::History>(&made.expression->node);
  const bool one = one_fact != nullptr;
  // `no serious gout, asthma and cancer`: serious ones, all of them together, or each?
  if (one && one_fact->subject.names.size() == 1 && low.find(" and ") != std::string::npos) return {};
  made.expression = make_expression(ast::Not{std::move(made.expression), one});
  return made;
}

ReadLine LineReader::framed(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  if (end == begin || end - begin > kLongestFramed || frames_ >= kMostFrames) return {};
  const std::string whole = plain_text(text_, begin, end);
  const auto holds = [&](std::string_view sign) {
    return tokens.pairs.may_hold(sign) && whole.find(sign) != std::string::npos;
  };
  ReadLine made;
  decltype(Rewording::words) tried = nullptr;  // of those with more than one sign, which stand together
  const auto reworded = [&](const Rewording& one) {
    if (made.expression != nullptr || one.words == tried || !holds(one.sign)) return;
    tried = one.words;
    made = read_again(one.words(whole), begin, end, exclusion);
  };
  if (exclusion)
    std::for_each(kOfExclusions.begin(), kOfExclusions.end(), reworded);
  else
    std::for_each(kOfInclusions.begin(), kOfInclusions.end(), reworded);
  if (made.expression == nullptr && (holds(" 2") || holds("B. ") || holds("B) ") || holds("b) ")))
    made = each_numbered(begin, end, exclusion);
  if (made.expression == nullptr && holds("half")) made = time_or_half_lives(begin, end, exclusion);
  if (made.expression == nullptr && !exclusion && holds("pregnant") && holds("ale"))
    made = men_and_women_not_pregnant(begin, end);
  if (std::any_of(whole.begin(), whole.end(), is_digit))
    std::for_each(kOfLimits.begin(), kOfLimits.end(), reworded);
  if (made.expression == nullptr && !exclusion && lower(whole[0]) == 'n') made = none_of(begin, end);
  if (made.expression == nullptr && !exclusion && holds(" old") && holds("; "))
    made = history_and_old_finding(begin, end);
  if (made.expression == nullptr && !exclusion && holds("agree")) made = who_agrees(begin, end);
  if (made.expression == nullptr && !exclusion && holds(" since prior ")) made = since_therapies(begin, end);
  if (made.expression == nullptr && exclusion && holds(" within ") && (holds(" (") || holds("not recovered")))
    made = within_therapies(begin, end);
  if (made.expression == nullptr && exclusion && holds(" (if ")) made = limit_if_done(begin, end);
  if (lower(whole[0]) == 'o') reworded({of_therapy_under_way, "n "});
  reworded({of_other_concurrent, "ther concurrent "});
  reworded({of_other_concurrent, "ther current "});
  reworded({without_idle_brackets, "("});
  reworded({of_scale, "("});
  reworded({with_blanks_at_brackets, "("});
  if (made.expression == nullptr &&
      (whole.ends_with(')') || whole.find('\'') != std::string::npos || holds(")")))
    made = read_again(without_stray_marks(whole), begin, end, exclusion);
  if (made.expression != nullptr) return made;
  if (exclusion && holds(". ") && holds("half")) made = each_sentence(begin, end, exclusion);
  if (made.expression != nullptr) return made;
  if (holds(". ")) made = read_again(without_remarks(whole, exclusion), begin, end, exclusion);
  reworded({without_idle_remark, "approved "});
  reworded({without_idle_remark, "screened "});
  reworded({without_idle_remark, "(features "});
  reworded({without_idle_remark, " determined as "});
  reworded({without_formula, " is calculated "});
  reworded({without_open_examples, "not limited to"});
  if (exclusion) reworded({without_exclusion_again, "xcluded"});
  if (exclusion) reworded({without_exclusion_again, "ligible"});
  if (made.expression != nullptr)
    made.notes.emplace_back("What the text says beside what it asks for is not part of the expression.");
  return made;
}

}  // namespace eligo::grammar::registry
