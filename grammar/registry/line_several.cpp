// More than one limit in a line: with two windows, with nothing between them, as pieces of a list. See
// line_numbers.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_numbers.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

// Gives every measurement of the expression this window; false: one has a window of its own, or there is
// something else that could have one.
bool give_window(ast::Expression& one, const ast::Duration& window) {
  if (auto* test = std::get_if<ast::Measurement>(&one.node)) {
    if (test->fresh_within) return false;
    test->fresh_within = window;
    return true;
  }
  const auto each = [&](std::vector<ast::ExpressionPtr>& operands) {
    return std::all_of(operands.begin(), operands.end(),
                       [&](auto& operand) { return give_window(*operand, window); });
  };
  if (auto* all = std::get_if<ast::And>(&one.node)) return each(all->operands);
  if (auto* any = std::get_if<ast::Or>(&one.node)) return each(any->operands);
  if (auto* choice = std::get_if<ast::If>(&one.node))
    return give_window(*choice->guard, window) && give_window(*choice->then, window) &&
           (choice->otherwise == nullptr || give_window(*choice->otherwise, window));
  const auto* history = std::get_if<ast::History>(&one.node);
  return history != nullptr && std::holds_alternative<std::monostate>(history->time);
}

}  // namespace

// `Within 14 days before registration and within 28 days before treatment: platelets >= 100 x 10^9/L`: as of
// one day, the shorter of the two.
ReadLine LineReader::Numbers::in_two_windows() {
  const std::size_t colon = parts_.find(':');
  const std::size_t second = parts_.find("vnt", 1);
  if (colon == std::string_view::npos || !parts_.starts_with("vnt") || second > colon ||
      parts_.find("vnt", second + 1) < colon || parts_[second - 1] != '&' ||
      !only(3, second - 1, "beS1Twpg") || !only(second + 3, colon, "beS1Twpg"))
    return {};
  const auto one = duration_at(1);
  const auto other = duration_at(second + 1);
  if (!one || !other || one->unit != other->unit || one->unit == ast::TimeUnit::year) return {};
  const bool first_is_shorter = std::stoi(one->count.text) <= std::stoi(other->count.text);
  ReadLine made = read_words(words(colon + 1, stop_));
  if (!understood(made) || !give_window(*made.expression, first_is_shorter ? *one : *other)) return {};
  made.notes.emplace_back("The text has two windows, for two days; both are counted from the as-of date.");
  return made;
}

// Behind `Laboratory tests as follows:`; 0: there is no such label.
std::size_t LineReader::Numbers::label_end() const {
  const std::size_t mark = parts_.find_first_of(":;");
  if (mark == std::string_view::npos || !only(0, mark, "wpVA1q")) return 0;
  const std::string label = lowered(words(0, mark));
  for (const std::string_view word :
       {"laborator", "lab test", "as follows", "function", "hematolog", "blood"})
    if (label.find(word) != std::string::npos) return mark + 1;
  return 0;
}

// `ANC >= 1 x 10^9/L Creatinine < 2 x ULN`: lines that were put into one. Among inclusions each is asked
// for.
ReadLine LineReader::Numbers::in_a_row() {
  if (exclusion_ || has("kKIXZ|\\hjWF(")) return {};
  std::vector<std::string> pieces;
  std::size_t from = label_end();
  bool bare = false;  // somewhere nothing stands between two limits
  for (std::size_t i = from + 1; i < stop_; ++i) {
    const bool ended = is_among(parts_[i - 1], "nuULi") && parts_.find_first_of("cri", from) < i;
    const bool marked = is_among(parts_[i - 1], ";,&") && i > 1 && is_among(parts_[i - 2], "nuULi");
    if (parts_[i] != 'o' || !(ended || marked)) continue;
    bare = bare || ended;
    pieces.push_back(words(from, marked ? i - 1 : i));
    from = i;
  }
  pieces.push_back(words(from, stop_));
  constexpr std::size_t most = 8;
  if (!bare || pieces.size() < 2 || pieces.size() > most) return {};
  ReadLine made;
  for (const std::string& piece : pieces) {
    ReadLine one = read_sentence(piece);
    if (!understood(one) || !is_limits(*one.expression)) return {};
    made = made.expression == nullptr ? std::move(one) : together(std::move(made), std::move(one), true);
  }
  return made;
}

// `age over 18 years, weight 40 to 80 kg; platelets > 50 x 10^9/L` among inclusions: each is asked for.
ReadLine LineReader::Numbers::several() {
  if (exclusion_ || has("kKIXZ|\\hjWFCRD*:")) return {};
  const auto pieces = pieces_at(0, ",;&");
  constexpr std::size_t most = 8;
  if (pieces.size() < 2 || pieces.size() > most) return {};
  ReadLine made;
  for (const Piece& piece : pieces) {
    ReadLine one = read_sentence(with_name_in_front(piece));
    if (!understood(one) ||
        !(is_limits(*one.expression) || std::holds_alternative<ast::AgeTest>(one.expression->node)))
      return {};
    made = made.expression == nullptr ? std::move(one) : together(std::move(made), std::move(one), true);
  }
  return made;
}

// `40 kg to 80 kg in weight` as `weight 40 to 80 kg`
std::string LineReader::Numbers::with_name_in_front(const Piece& piece) const {
  const std::string_view form = parts_.substr(piece.begin, piece.end - piece.begin);
  if (form == "nuTnupo" && tokens_.list[piece.begin + 1].value == tokens_.list[piece.begin + 4].value)
    return words(piece.begin + 6, piece.end) + ' ' + words(piece.begin, piece.begin + 1) + " to " +
           words(piece.begin + 3, piece.begin + 5);
  return words(piece.begin, piece.end);
}

// `Blood counts must include at least one of the following: hemoglobin < 9 g/dL, platelets < 50 x 10^9/L or
// transfusion dependence`
ReadLine LineReader::Numbers::one_of_the_following() {
  const std::size_t colon = parts_.find(':');
  if (colon == std::string_view::npos || colon == 0 ||
      parts_.find(':', colon + 1) != std::string_view::npos || has("kKXZj;", colon))
    return {};
  const std::string front = lowered(plain_text(line_.text_, begin_, tokens_.list[colon].begin));
  bool any = false;
  for (const std::string_view lead : {"at least one of the following", "any of the following",
                                      "one or more of the following", "any one of the following"})
    any = any || front.find(lead) != std::string::npos;
  // nothing in front that the entries would have to be read with
  if (!any || !only(0, colon, "wqmVbepA1cno|SZ") ||
      parts_.substr(0, colon).find("oc") != std::string_view::npos)
    return {};
  for (const std::string_view word :
       {"within", "prior", "history", "due", "received", "failed", "not", "may", "unless"})
    if (has_word(front, word)) return {};
  ReadLine made;
  for (const Piece& piece : pieces_at(colon + 1, ",|")) {
    if (!says_itself(piece.begin, piece.end, false) && !only(piece.begin, piece.end, "wR()")) return {};
    ReadLine one = read_words(words(piece.begin, piece.end));
    if (!understood(one)) return {};
    made = made.expression == nullptr ? std::move(one) : together(std::move(made), std::move(one), false);
  }
  return made.expression != nullptr && std::holds_alternative<ast::Or>(made.expression->node)
             ? std::move(made)
             : ReadLine{};
}

// `uncontrolled diabetes (HbA1c >= 8 %) or diabetes requiring insulin` among exclusions: each by itself,
// where each says by itself what it is.
ReadLine LineReader::Numbers::alternatives() {
  if (!exclusion_ || has("kKIXZ*&jFWBay")) return {};
  std::vector<std::size_t> cuts;
  int depth = 0;
  for (std::size_t i = 0; i < stop_; ++i) {
    if (parts_[i] == '(') ++depth;
    if (parts_[i] == ')') --depth;
    if (depth < 0) return {};
    if (depth == 0 && is_among(parts_[i], "|\\;")) cuts.push_back(i);
  }
  constexpr std::size_t most = 6;
  if (depth != 0 || cuts.empty() || cuts.size() > most) return {};
  cuts.push_back(stop_);
  ReadLine made;
  std::size_t from = 0;
  for (const std::size_t cut : cuts) {
    std::size_t begin = from;
    std::size_t end = cut;
    while (begin < end && is_among(parts_[begin], ",;|\\")) ++begin;
    while (end > begin && is_among(parts_[end - 1], ",;|\\")) --end;
    from = cut + 1;
    if (begin == end) continue;
    if (!says_itself(begin, end, made.expression == nullptr)) return {};
    ReadLine one = read_words(words(begin, end));
    if (!understood(one)) return {};
    made = made.expression == nullptr ? std::move(one) : together(std::move(made), std::move(one), false);
  }
  return made;
}

// Whether a piece needs no word of another one. The first must have ended where the next begins.
bool LineReader::Numbers::says_itself(std::size_t begin, std::size_t end, bool first) const {
  const std::string_view piece = parts_.substr(begin, end - begin);
  const bool limited =
      piece.find('n') != std::string_view::npos && piece.find_first_of("cM") != std::string_view::npos;
  const bool classed = piece.ends_with("oY)") || piece.ends_with("on)");
  // a state of now shares no time with what stands behind
  const bool cued = piece.find('A') < 3 && piece.find_first_of("nDh") == std::string_view::npos;
  // `on dialysis`, `NYHA class IV`
  const bool graded = piece.front() == 'o' && (piece.ends_with("Y") || piece == "on");
  const bool under_way =
      lowered(words(begin, end)).starts_with("on ") && piece.find_first_of("nvt") == std::string_view::npos;
  if (graded || under_way) return true;
  if (first) return classed || cued || (limited && is_among(piece.back(), ")nuUM"));
  const bool after_state = !has("n", 0) || parts_.find('A') < std::min(parts_.find('|'), std::size_t{4});
  const bool measured = limited && !is_among(piece.front(), "cn") &&
                        (!after_state || piece.find('o') != std::string_view::npos);
  return measured || is_among(piece.front(), "hAHPQ") || piece.find('P') != std::string_view::npos;
}

// `resistant to erythropoietin or erythropoietin > 500 mU/mL` among inclusions: a state, or a limit.
ReadLine LineReader::Numbers::state_or_limit() {
  const std::size_t split = parts_.find('|');
  if (exclusion_ || split == std::string_view::npos || split < 2 || has("kKIXZ;:,j&*\\") ||
      has("|", split + 1) || parts_.substr(0, split).find_first_of("ncvto") != std::string_view::npos)
    return {};
  ReadLine state = read_words(words(0, split));
  ReadLine limit = read_sentence(words(split + 1, stop_));
  const auto* history = understood(state) ? std::get_if<ast::History>(&state.expression->node) : nullptr;
  if (history == nullptr || !understood(limit) || !is_limits(*limit.expression)) return {};
  return together(std::move(state), std::move(limit), false);
}

// `ECOG 0-2 (Karnofsky >= 60 %)`: the other scale for who is rated by that.
ReadLine LineReader::Numbers::on_either_scale() {
  const std::size_t first = parts_.find('o');
  const std::size_t open = parts_.find("(o");
  if (exclusion_ || open == std::string_view::npos || open < first + 2 || parts_[stop_ - 1] != ')' ||
      !only(0, first, "q2mhA1") || has("kKIXZ;:") || has("|", open))
    return {};
  const std::string_view scale = tokens_.list[first].value;
  const std::string_view other = tokens_.list[open + 1].value;
  if (!(scale == "ecog" && other == "kps") && !(scale == "kps" && other == "ecog")) return {};
  std::size_t end = stop_ - 1;
  if (const std::size_t comma = parts_.find(',', open);
      comma < end && lowered(words(comma + 1, end)).starts_with("see "))
    end = comma;
  ReadLine main = read_sentence(words(0, open));
  ReadLine second = read_sentence(words(open + 1, end));
  if (!understood(main) || !understood(second) || !is_limits(*main.expression) ||
      !is_limits(*second.expression))
    return {};
  return together(std::move(main), std::move(second), false);
}

// `Laboratory abnormalities: WBC > 12 x 10^9/L, creatinine > 2 mg/dL` among exclusions.
ReadLine LineReader::Numbers::under_general_label() {
  const std::size_t colon = parts_.find(':');
  if (!exclusion_ || colon == std::string_view::npos || colon == 0 || !only(0, colon, "wVpqQA") ||
      has("kKIXZ"))
    return {};
  const std::string label = lowered(words(0, colon));
  const bool general = has_word(label, "lab") || label.find("laborator") != std::string::npos ||
                       has_word(label, "blood test") || has_word(label, "test results");
  if (!general || line_.names_told_illness(tokens_, colon)) return {};
  ReadLine made = read_sentence(words(colon + 1, stop_));
  const auto* any = understood(made) ? std::get_if<ast::Or>(&made.expression->node) : nullptr;
  const bool each = any != nullptr && std::all_of(any->operands.begin(), any->operands.end(),
                                                  [](const auto& one) { return is_limits(*one); });
  return each || (understood(made) && is_limits(*made.expression)) ? std::move(made) : ReadLine{};
}

}  // namespace eligo::grammar::registry
