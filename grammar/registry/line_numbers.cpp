// Lines with numbers that say in other words what the grammar of sentences reads: two windows in front of a
// limit, limits with nothing between them, a length of time with two ends, a dose, a score on a scale. See
// line_reader.hpp.
//
// Each reading puts the words into an order that the grammar knows, and checks what comes back; none leaves
// out a word that could change the meaning.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kMostNumbered = 90;  // tokens; a longer line is more than one criterion

bool understood(const ReadLine& line) {
  return line.expression != nullptr &&
         (line.line_class == LineClass::compiled || line.line_class == LineClass::compiled_new_concept);
}

// One limit, or limits that are all asked for.
bool is_limits(const ast::Expression& one) {
  if (std::holds_alternative<ast::Measurement>(one.node)) return true;
  const auto* all = std::get_if<ast::And>(&one.node);
  return all != nullptr && std::all_of(all->operands.begin(), all->operands.end(),
                                       [](const auto& each) { return is_limits(*each); });
}

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

class LineReader::Numbers {
 public:
  Numbers(LineReader& line, std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion)
      : line_(line),
        begin_(begin),
        end_(end),
        tokens_(tokens),
        stop_(end_before(tokens)),
        parts_(std::string_view(tokens.parts).substr(0, stop_)),
        exclusion_(exclusion) {}

  ReadLine run() {
    constexpr std::array kReadings = {
        &Numbers::in_two_windows, &Numbers::in_a_row,         &Numbers::under_denied_label,
        &Numbers::of_patients,    &Numbers::ill_between,      &Numbers::on_a_scale,
        &Numbers::as_judged,      &Numbers::dose,             &Numbers::regardless,
        &Numbers::alternatives,   &Numbers::for_weeks_before, &Numbers::with_a_word_more,
        &Numbers::whose,          &Numbers::equated,          &Numbers::with_comma_in_number, &Numbers::with_plain_word,
        &Numbers::illness_with_limits, &Numbers::of_those_in_brackets,
        &Numbers::scored,         &Numbers::under_general_label, &Numbers::named_in_brackets,
        &Numbers::age_and_criteria, &Numbers::age_and_plan,   &Numbers::without_allowed_kind,
        &Numbers::with_than,      &Numbers::permitted_otherwise, &Numbers::on_full_scale,
        &Numbers::on_either_scale, &Numbers::several, &Numbers::one_of_the_following, &Numbers::failed,
        &Numbers::state_or_limit};
    for (const auto reading : kReadings) {
      ReadLine made = (this->*reading)();
      if (!understood(made)) continue;
      const bool is_new = made.line_class == LineClass::compiled_new_concept;
      made.spans = {{begin_, end_, is_new ? SpanKind::new_concept : SpanKind::predicate}};
      return made;
    }
    return {};
  }

 private:
  std::string words(std::size_t begin, std::size_t end) const { return line_.words_at(tokens_, begin, end); }
  std::string low(std::size_t i) const { return lowered(words(i, i + 1)); }
  bool only(std::size_t begin, std::size_t end, std::string_view allowed) const {
    return parts_.substr(begin, end - begin).find_first_not_of(allowed) == std::string_view::npos;
  }
  bool has(std::string_view parts, std::size_t from = 0) const {
    return parts_.find_first_of(parts, from) != std::string_view::npos;
  }

  // As a whole line.
  ReadLine read_words(const std::string& text) const {
    if (text.empty()) return {};
    LineReader inner(text, line_.lexicon_, line_.facts_);
    inner.rewordings_ = line_.rewordings_ + 1;
    const auto size = static_cast<std::uint32_t>(text.size());
    ReadLine made = inner.read(0, size, exclusion_, {}, tokenize(text, 0, size, line_.lexicon_));
    return understood(made) ? std::move(made) : ReadLine{};
  }
  // As one sentence.
  ReadLine read_sentence(const std::string& text) const {
    if (text.empty()) return {};
    LineReader inner(text, line_.lexicon_, line_.facts_);
    ReadLine made = inner.sentence(0, static_cast<std::uint32_t>(text.size()), exclusion_);
    return understood(made) ? std::move(made) : ReadLine{};
  }

  std::optional<ast::Duration> duration_at(std::size_t number) const {
    const auto unit = time_unit(tokens_.list[number + 1].value);
    if (!unit || !is_whole(tokens_.list[number].value)) return std::nullopt;
    return ast::Duration{{tokens_.list[number].value, {}}, *unit, {}};
  }

  static ReadLine together(ReadLine first, ReadLine second, bool all) {
    std::vector<ast::ExpressionPtr> both;
    both.push_back(std::move(first.expression));
    both.push_back(std::move(second.expression));
    first.expression = joined(all, std::move(both));
    if (second.line_class == LineClass::compiled_new_concept) first.line_class = second.line_class;
    first.notes.insert(first.notes.end(), second.notes.begin(), second.notes.end());
    return first;
  }

  // `Within 14 days before registration and within 28 days before treatment: platelets >= 100 x 10^9/L`: as of
  // one day, the shorter of the two.
  ReadLine in_two_windows() {
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
  std::size_t label_end() const {
    const std::size_t mark = parts_.find_first_of(":;");
    if (mark == std::string_view::npos || !only(0, mark, "wpVA1q")) return 0;
    const std::string label = lowered(words(0, mark));
    for (const std::string_view word : {"laborator", "lab test", "as follows", "function", "hematolog", "blood"})
      if (label.find(word) != std::string::npos) return mark + 1;
    return 0;
  }

  // `ANC >= 1 x 10^9/L Creatinine < 2 x ULN`: lines that were put into one. Among inclusions each is asked
  // for.
  ReadLine in_a_row() {
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

  // Which side of a limit is the sound one for organs: `<` of creatinine, `>` of an ejection fraction.
  static char sound_side(std::string_view name) {
    if (stands_among(" creatinine `total bilirubin` total_bilirubin ALT AST alt ast INR inr ", name)) return '<';
    if (name == "total bilirubin") return '<';
    if (name == "left ventricular ejection fraction" || name == "creatinine clearance" ||
        name == "glomerular filtration rate" || name == "platelets" || name == "neutrophils" ||
        name == "hemoglobin")
      return '>';
    return ' ';
  }
  static bool all_sound(const ast::Expression& one) {
    if (const auto* all = std::get_if<ast::And>(&one.node))
      return std::all_of(all->operands.begin(), all->operands.end(),
                         [](const auto& each) { return all_sound(*each); });
    const auto* test = std::get_if<ast::Measurement>(&one.node);
    const auto* compared = test == nullptr ? nullptr : std::get_if<ast::ComparisonTest>(&test->test);
    if (compared == nullptr) return false;
    const bool low = compared->comparator == ast::Comparator::less ||
                     compared->comparator == ast::Comparator::less_equal;
    return std::all_of(test->subject.names.begin(), test->subject.names.end(),
                       [&](const ast::Name& name) { return sound_side(name.text) == (low ? '<' : '>'); });
  }

  // `No organ dysfunction: LVEF > 45 %; creatinine < 2 mg/dL`: what the values must be, if all lie on the
  // sound side.
  ReadLine under_denied_label() {
    const std::size_t colon = parts_.find(':');
    if (exclusion_ || colon == std::string_view::npos || parts_[0] != 'k' || has("nc|", 0) == false) return {};
    if (!only(1, colon, "wCQ|AV") || colon < 2) return {};
    const std::string label = lowered(words(0, colon));
    if (!has_word(label, "dysfunction") && !has_word(label, "insufficiency") && !has_word(label, "impairment"))
      return {};
    ReadLine made = read_words(words(colon + 1, stop_));
    if (!understood(made) || !all_sound(*made.expression)) return {};
    made.notes.emplace_back("Read as the limits that say what `" + words(0, colon) + "` means.");
    return made;
  }

  // `creatinine clearance >= 60 mL/min for patients with creatinine above normal`
  ReadLine of_patients() {
    const std::size_t link = parts_.find('I');
    if (exclusion_ || link == std::string_view::npos || link < 3 || has("kKXZ|;(") || has("I", link + 1)) return {};
    const std::string said = low(link);
    if (said != "for patients with" && said != "for subjects with" && said != "for participants with") return {};
    std::string condition = words(link + 1, stop_);
    for (const std::string_view normal : {"above institutional normal", "above normal"})
      if (condition.ends_with(normal))
        condition = condition.substr(0, condition.size() - normal.size()) + "> ULN";
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

  // `asthma duration of 2 to 10 years`, `stroke history of more than 3 months, less than 60 months`, `diagnosis
  // of asthma between 2 and 10 years before screening`
  struct Ends {
    std::size_t begin = 0;  // in tokens, with `between` in front
    std::size_t end = 0;    // 0: there are none
    std::string low;        // `at least 2 years`
    std::string high;       // `within 10 years`
  };
  Ends ends() const {
    Ends made;
    for (std::size_t i = 1; i < stop_ && made.end == 0; ++i) {
      const std::string_view rest = parts_.substr(i, stop_ - i);
      const bool between = rest.starts_with("r");
      const std::size_t n = i + (between ? 1 : 0);
      const std::string_view at = parts_.substr(n, stop_ - n);
      for (const std::string_view form : {"ntTnt", "nt-nt", "nt&nt", "nTnt", "n-nt", "n&nt"}) {
        if (!at.starts_with(form)) continue;
        if (form.find('&') != std::string_view::npos && !between) continue;
        const std::size_t last = n + form.size();
        const std::string unit = words(last - 1, last);
        const bool own = form[1] == 't';
        made = {i, last, "at least " + words(n, n + 1) + ' ' + (own ? words(n + 1, n + 2) : unit),
                "within " + words(last - 2, last)};
        break;
      }
      for (const std::string_view form : {"cnt&cnt", "cnt,cnt", "cntcnt", "cn&cnt", "cnTcnt"}) {
        if (made.end != 0 || !rest.starts_with(form)) continue;
        const std::size_t last = i + form.size();
        const std::size_t second = last - 3;
        const std::string& lower = tokens_.list[i].value;
        const std::string& upper = tokens_.list[second].value;
        if (lower.empty() || upper.empty() || lower[0] != '>' || upper[0] != '<') return {};
        const bool own = form[2] == 't';
        made.begin = i;
        made.end = last;
        made.low = (lower == ">" ? "more than " : "at least ") + words(i + 1, i + 2) + ' ' +
                   (own ? words(i + 2, i + 3) : words(last - 1, last));
        made.high = (upper == "<" ? "less than " : "within ") + words(second + 1, last) +
                    (upper == "<" ? " ago" : "");
      }
    }
    return made;
  }
  ReadLine ill_between() {
    if (has("kKIXZ|;jN")) return {};
    const Ends found = ends();
    if (found.end == 0 || found.begin == 0) return {};
    // behind it nothing but the day that it is counted back from
    std::size_t after = found.end;
    while (after < stop_ && is_among(parts_[after], "begpT1f,()")) ++after;
    if (after != stop_) {
      const std::string tail = lowered(words(found.end, stop_));
      if (tail != "from diagnosis" && tail != "since diagnosis" && tail != "from diagnosis (inclusive)") return {};
    }
    std::size_t name_end = found.begin;
    while (name_end > 0 && is_among(parts_[name_end - 1], "1p,:m")) --name_end;
    std::size_t name = 0;
    while (name < name_end && is_among(parts_[name], "q2")) ++name;
    // `disease duration 2 to 10 years from diagnosis`
    if (name + 1 == name_end && tokens_.list[name].value == "disease_duration")
      return read_sentence(words(0, found.end));
    const std::string thing = illness_lasting(name, name_end);
    if (thing.empty()) return {};
    ReadLine first = read_sentence(thing + " for " + found.low);
    if (!understood(first)) first = read_sentence("Diagnosis of " + thing + " for " + found.low);
    ReadLine second = read_sentence("Diagnosis of " + thing + ' ' + found.high);
    if (!understood(first) || !understood(second) ||
        !std::holds_alternative<ast::Since>(first.expression->node))
      return {};
    const auto* onset = std::get_if<ast::History>(&second.expression->node);
    if (onset == nullptr || onset->kind != ast::HistoryKind::onset) return {};
    if (!exclusion_) return together(std::move(first), std::move(second), true);
    return {};
  }
  // The illness of which the words say that its duration follows; empty: they say no such thing.
  std::string illness_lasting(std::size_t name, std::size_t name_end) const {
    if (name_end <= name || !only(name, name_end, "wCQl1pnYhoV,-")) return {};
    const std::string whole = words(name, name_end);
    const std::string small = lowered(whole);
    for (const std::string_view front : {"duration of ", "date of diagnosis of ", "diagnosis of ", "diagnosed with "})
      if (small.starts_with(front)) return whole.substr(front.size());
    for (const std::string_view end :
         {" disease duration", " duration", " history of", " history", ", course", " diagnosed"})
      if (small.ends_with(end) && small.size() > end.size() + 1) {
        std::string thing = whole.substr(0, whole.size() - end.size());
        return lowered(thing) == "disease" || lowered(thing) == "symptom" ? std::string{} : thing;
      }
    return {};
  }

  // `Score of less than 24 on the Mini-Mental State Examination (MMSE)`: the scale and the limit.
  ReadLine on_a_scale() {
    std::size_t first = 0;
    while (first < stop_ && is_among(parts_[first], "qm2A")) ++first;
    if (first >= stop_ || parts_[first] != 'V' || has("kKIXZ;j:")) return {};
    const std::string what = low(first);
    if (what != "score" && what != "scores" && what != "a score" && what != "score of" && what != "total score")
      return {};
    std::size_t limit = first + 1;
    while (limit < stop_ && is_among(parts_[limit], "1m")) ++limit;
    std::size_t behind = limit;
    while (behind < stop_ && is_among(parts_[behind], "cnrTM-&")) ++behind;
    if (behind == limit || behind + 1 >= stop_ || parts_[behind] != 'p') return {};
    const std::string link = low(behind);
    if (link != "on" && link != "on the" && link != "in" && link != "in the") return {};
    if (!only(behind + 1, stop_, "woVC1()pQ")) return {};
    ReadLine made = read_sentence(words(behind + 1, stop_) + ' ' + words(limit, behind));
    return understood(made) && is_limits(*made.expression) ? std::move(made) : ReadLine{};
  }

  // `Life expectancy of 6 months or more in the opinion of the investigator`: nobody else can say.
  ReadLine as_judged() {
    const std::size_t subject = parts_.find('o');
    if (subject == std::string_view::npos || tokens_.list[subject].value != "expected_survival") return {};
    const std::size_t time = parts_.find("nt", subject);
    if (time == std::string_view::npos) return {};
    std::size_t limit = time + 2;
    if (limit < stop_ && parts_[limit] == 'M') ++limit;
    std::size_t tail = limit;
    while (tail < stop_ && is_among(parts_[tail], ",(")) ++tail;
    if (tail >= stop_) return {};
    std::string said = lowered(words(tail, stop_));
    while (!said.empty() && said.back() == ')') said.pop_back();
    const bool opens =
        std::any_of(kJudged.begin(), kJudged.end(), [&](auto front) { return said.starts_with(front); });
    constexpr std::size_t longest = 60;
    if (!opens || said.size() > longest || has("kKIXZ|&;nc", tail)) return {};
    return read_sentence(words(0, limit));
  }
  static constexpr std::array<std::string_view, 14> kJudged = {
      "in the opinion of", "in the judgment of", "in the judgement of", "in the investigator",
      "as judged by",      "as assessed by",     "as determined by",    "as estimated by",
      "according to the",  "per investigator",   "per provider",        "per physician",   "by the investigator", "in opinion of"};

  // `renal function (GFR < 15 mL/min), regardless of dialysis`: what makes no difference.
  ReadLine regardless() {
    const std::size_t tail = parts_.find('Z');
    if (tail == std::string_view::npos || tail < 3 || !low(tail).starts_with("regardless of") || has("nc", tail) ||
        has("kKIX"))
      return {};
    return read_words(words(0, tail));
  }

  // `History of stroke for 24 weeks before the screening visit` among exclusions: in that time.
  ReadLine for_weeks_before() {
    if (!exclusion_ || parts_.empty() || parts_[0] != 'h' || has("kKIXZ;:jc")) return {};
    const std::size_t time = parts_.find("pnt");
    if (time == std::string_view::npos || low(time) != "for" || !only(time + 3, stop_, "bge1") ||
        !has("bg", time + 3))
      return {};
    ReadLine made = read_words(words(0, time) + " within " + words(time + 1, time + 3));
    const auto* onset = understood(made) ? std::get_if<ast::History>(&made.expression->node) : nullptr;
    return onset != nullptr && onset->kind == ast::HistoryKind::onset ? std::move(made) : ReadLine{};
  }

  // `PT prolongation > 3 seconds`: the measurement with a word more, whose limit has a unit of its kind.
  ReadLine with_a_word_more() {
    const std::size_t limit = parts_.find_first_of("cr");
    if (limit == std::string_view::npos || limit < 2 || has("kKIXZ;:|,(hjbvt")) return {};
    std::size_t name = 0;
    while (name < limit && is_among(parts_[name], "qm")) ++name;
    constexpr std::size_t most = 5;
    if (!only(name, limit, "owV") || limit - name < 2 || limit - name > most) return {};
    const std::size_t subject = parts_.find('o', name);
    if (subject >= limit || parts_.find('o', subject + 1) != std::string_view::npos ||
        !only(limit, stop_, "crnuTx-&"))
      return {};
    const std::string whole = words(name, limit);
    if (says_direction(whole)) return {};
    ReadLine made = read_sentence(words(subject, subject + 1) + ' ' + words(limit, stop_));
    return rename(std::move(made), whole);
  }

  // Words that say where a value lies, or that it was seen: no part of a name.
  static bool says_direction(const std::string& name) {
    const std::string small = lowered(name);
    for (const std::string_view word : {"high", "low", "elevated", "increased", "decreased", "reduced", "abnormal",
                                        "indicate", "indicates", "show", "shows", "shown"})
      if (has_word(small, word)) return true;
    return false;
  }

  // The tests of one measurement as tests of another one with the same unit; no note may have been made.
  ReadLine rename(ReadLine made, const std::string& name) const {
    if (!understood(made) || !made.notes.empty()) return {};
    std::vector<ast::Measurement*> tests;
    if (auto* one = std::get_if<ast::Measurement>(&made.expression->node)) tests.push_back(one);
    if (auto* both = std::get_if<ast::And>(&made.expression->node))
      for (auto& each : both->operands) tests.push_back(std::get_if<ast::Measurement>(&each->node));
    std::string unit;
    for (const ast::Measurement* test : tests) {
      if (test == nullptr || test->subject.names.size() != 1) return {};
      const auto* compared = std::get_if<ast::ComparisonTest>(&test->test);
      const auto* range = std::get_if<ast::RangeTest>(&test->test);
      const auto* absolute = compared == nullptr ? nullptr : std::get_if<ast::AbsoluteLimit>(&compared->limit);
      if (absolute == nullptr && range == nullptr) return {};
      unit = absolute != nullptr ? absolute->unit.text : range->unit.text;
    }
    constexpr std::size_t longest = 120;
    if (tests.empty() || name.size() > longest || name.find_first_of("\"`\\") != std::string::npos) return {};
    const auto fact =
        line_.facts_.get(ast::ConceptKind::observation, name, unit.empty() ? "{score}" : std::string_view(unit));
    for (ast::Measurement* test : tests) test->subject.names.front() = fact.name;
    if (fact.is_new) made.line_class = LineClass::compiled_new_concept;
    return made;
  }

  // `Bath Ankylosing Spondylitis Disease Activity Index (BASDAI) score >= 4`: a scale by its whole name.
  ReadLine scored() {
    std::size_t limit = parts_.find_first_of("crn");
    if (limit == std::string_view::npos || limit < 3 || has("kKIXZ;:hjbvtLUi")) return {};
    std::size_t name = 0;
    while (name < limit && is_among(parts_[name], "qm")) ++name;
    std::size_t name_end = limit;
    while (name_end > name && is_among(parts_[name_end - 1], "1m")) --name_end;
    constexpr std::size_t most = 14;
    if (name_end < name + 2 || name_end - name > most || !only(name, name_end, "wCQV1opFRl()-")) return {};
    const std::string whole = words(name, name_end);
    const std::string small = lowered(whole);
    bool scale = false;
    for (const std::string_view word : {"score", "scores", "scale", "index", "inventory", "questionnaire"})
      scale = scale || has_word(small, word);
    if (!scale || says_direction(whole)) return {};
    // the number, and what the scale goes up to
    std::size_t end = limit;
    while (end < stop_ && is_among(parts_[end], "crnTM-&") && parts_[end] != 'u') ++end;
    if (end < stop_ && parts_[end] == 'u' && tokens_.list[end].value == "1") ++end;
    std::size_t tail = end;
    while (tail < stop_ && is_among(parts_[tail], "pewn.") && parts_[tail] != '.') ++tail;
    if (tail != stop_) return {};
    if (end < stop_) {
      const std::string said = lowered(words(end, stop_));
      const bool full = said.starts_with("on a 100") && (said.ends_with("scale") || said.ends_with("questionnaire"));
      if (!full && !only(end, stop_, "pe")) return {};
    }
    const std::size_t known = parts_.find('o', name);
    if (known < name_end) {
      if (known + 1 < name_end && parts_[known + 1] != ')' && parts_[known + 1] != 'V') return {};
      if (known > name && parts_[known - 1] != '(') return {};
      ReadLine made = read_sentence(words(known, known + 1) + ' ' + words(limit, end));
      return understood(made) && is_limits(*made.expression) ? std::move(made) : ReadLine{};
    }
    return rename(read_sentence("Quizzical score " + words(limit, end)), whole);
  }

  // `a person whose weight is between 40 and 90 kg`
  ReadLine whose() {
    if (stop_ < 4 || parts_[0] != 'q' || parts_[1] != '#' || low(1) != "whose" || parts_[2] != 'o') return {};
    return read_words(words(2, stop_));
  }

  // `liver disease = ALT > 3 x ULN`, `severe anemia Hb < 7 g/dL`: the limit says what the words in front mean.
  ReadLine equated() {
    const std::size_t subject = parts_.find('o');
    if (!exclusion_ || subject == std::string_view::npos || subject == 0 || subject > 6 || has("kKIXZ")) return {};
    const bool sign = parts_[subject - 1] == 'c' && tokens_.list[subject - 1].value == "=";
    const std::size_t front = sign ? subject - 1 : subject;
    if (front == 0 || !only(0, front, "wCQq") || !line_.names_told_illness(tokens_, front)) return {};
    return read_words(words(0, front) + ": " + words(subject, stop_));
  }

  // `Laboratory abnormalities: WBC > 12 x 10^9/L, creatinine > 2 mg/dL` among exclusions.
  ReadLine under_general_label() {
    const std::size_t colon = parts_.find(':');
    if (!exclusion_ || colon == std::string_view::npos || colon == 0 || !only(0, colon, "wVpqQA") || has("kKIXZ"))
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

  // `Estimated filtration rate (eGFR) between 15 and 60 mL/min`: words for a measurement that the brackets name.
  ReadLine named_in_brackets() {
    const std::size_t open = parts_.find('(');
    if (open == std::string_view::npos || open < 2 || open + 3 >= stop_ || parts_[open + 1] != 'o' ||
        parts_[open + 2] != ')' || !is_among(parts_[open + 3], "crnVm1") || !only(0, open, "wVq"))
      return {};
    std::size_t name = 0;
    while (name < open && parts_[name] == 'q') ++name;
    // the first letters of the words, in this order
    std::string letters;
    for (std::size_t i = name; i < open; ++i) letters += low(i).substr(0, 1);
    std::string abbreviation = low(open + 1);
    abbreviation.erase(std::remove(abbreviation.begin(), abbreviation.end(), '-'), abbreviation.end());
    if (letters.size() < 3 || letters != abbreviation) return {};
    return read_words(words(open + 1, open + 2) + ' ' + words(open + 3, stop_));
  }

  // `HLA-matched donor, and age 18 to 60 years and meet the criteria for transplantation`: the age, and what a
  // person judges.
  ReadLine age_and_criteria() {
    const std::size_t split = parts_.rfind('&');
    if (exclusion_ || split == std::string_view::npos || split + 3 >= stop_ || has("kKIXZ|;,(") ||
        !has("ay") || parts_[split + 1] != 'q' || low(split + 1) != "meet" ||
        !only(split + 2, stop_, "wp1CR"))
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
  ReadLine age_and_plan() {
    const std::size_t plan = parts_.find('j');
    if (exclusion_ || plan == std::string_view::npos || plan < 3 || plan + 1 >= stop_ || parts_[plan - 1] != '2' ||
        !only(plan + 1, stop_, "wT") || !low(plan).starts_with("plan"))
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

  // `pregnancy test (a urine test is acceptable)`: what is allowed of the same test.
  ReadLine without_allowed_kind() {
    const std::size_t open = parts_.find('(');
    const std::size_t close = open == std::string_view::npos ? open : parts_.find(')', open);
    if (exclusion_ || close == std::string_view::npos || open == 0 || parts_[open - 1] != 's' || close + 1 >= stop_)
      return {};
    const std::string inner = lowered(words(open + 1, close));
    if (!inner.ends_with("test is acceptable") && !inner.ends_with("urine or serum") &&
        !inner.ends_with("serum or urine"))
      return {};
    return read_words(words(0, open) + ' ' + words(close + 1, stop_));
  }

  // `serum creatinine < 1.5 x ULN or creatinine clearance greater 50 mL/min`: a word is lost.
  ReadLine with_than() {
    std::string text = words(0, stop_);
    for (std::size_t i = 1; i + 1 < stop_; ++i) {
      if (parts_[i] != 'w' || parts_[i + 1] != 'n' || !is_among(parts_[i - 1], "omV")) continue;
      const std::string word = low(i);
      if (word != "greater" && word != "higher" && word != "lower" && word != "less") continue;
      const std::size_t at = text.find(words(i, i + 2));
      if (at == std::string::npos) return {};
      text.insert(at + word.size(), " than");
      return read_words(text);
    }
    return {};
  }

  // `bilirubin <= 1.5 x ULN (unless Gilbert's syndrome, for which bilirubin <= 3 x ULN is permitted)`
  ReadLine permitted_otherwise() {
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
      return made.expression != nullptr && std::holds_alternative<ast::If>(made.expression->node) ? std::move(made)
                                                                                                    : ReadLine{};
    }
    return {};
  }

  // `ECOG 0-2 (Karnofsky >= 60 %)`: the other scale for who is rated by that.
  ReadLine on_either_scale() {
    const std::size_t open = parts_.find("(o");
    if (exclusion_ || open == std::string_view::npos || open < 2 || parts_[stop_ - 1] != ')' || has("kKIXZ|;:") ||
        parts_[0] != 'o' || tokens_.list[0].value != "ecog" || tokens_.list[open + 1].value != "kps")
      return {};
    std::size_t end = stop_ - 1;
    const std::size_t comma = parts_.find(',', open);
    if (comma < end) {
      if (!lowered(words(comma + 1, end)).starts_with("see ")) return {};
      end = comma;
    }
    ReadLine first = read_sentence(words(0, open));
    ReadLine second = read_sentence(words(open + 1, end));
    if (!understood(first) || !understood(second) || !is_limits(*first.expression) ||
        !is_limits(*second.expression))
      return {};
    return together(std::move(first), std::move(second), false);
  }

  // The pieces between these marks outside of brackets, without the joins at their ends.
  struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::vector<Piece> pieces_at(std::size_t from, std::string_view marks) const {
    std::vector<Piece> made;
    int depth = 0;
    std::size_t begin = from;
    for (std::size_t i = from; i <= stop_; ++i) {
      if (i < stop_ && parts_[i] == '(') ++depth;
      if (i < stop_ && parts_[i] == ')') --depth;
      if (i < stop_ && (depth != 0 || !is_among(parts_[i], marks))) continue;
      std::size_t end = i;
      while (begin < end && is_among(parts_[begin], ",;|\\&")) ++begin;
      while (end > begin && is_among(parts_[end - 1], ",;|\\&")) --end;
      if (begin < end) made.push_back({begin, end});
      begin = i + 1;
    }
    return made;
  }

  // `40 kg to 80 kg in weight` as `weight 40 to 80 kg`
  std::string with_name_in_front(const Piece& piece) const {
    const std::string_view form = parts_.substr(piece.begin, piece.end - piece.begin);
    if (form == "nuTnupo" && tokens_.list[piece.begin + 1].value == tokens_.list[piece.begin + 4].value)
      return words(piece.begin + 6, piece.end) + ' ' + words(piece.begin, piece.begin + 1) + " to " +
             words(piece.begin + 3, piece.begin + 5);
    return words(piece.begin, piece.end);
  }

  // `age over 18 years, weight 40 to 80 kg; platelets > 50 x 10^9/L` among inclusions: each is asked for.
  ReadLine several() {
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

  // `Blood counts must include at least one of the following: hemoglobin < 9 g/dL, platelets < 50 x 10^9/L or
  // transfusion dependence`
  ReadLine one_of_the_following() {
    const std::size_t colon = parts_.find(':');
    if (colon == std::string_view::npos || colon == 0 || parts_.find(':', colon + 1) != std::string_view::npos ||
        has("kKXZj;", colon))
      return {};
    const std::string front = lowered(words(0, colon));
    bool any = false;
    for (const std::string_view lead : {"at least one of the following", "any of the following",
                                        "one or more of the following", "any one of the following"})
      any = any || front.find(lead) != std::string::npos;
    // nothing in front that the entries would have to be read with
    if (!any || !only(0, colon, "wqmVbepA1cno|SZ") || parts_.substr(0, colon).find("oc") != std::string_view::npos)
      return {};
    for (const std::string_view word : {"within", "prior", "history", "due", "received", "failed", "not", "may", "unless"})
      if (has_word(front, word)) return {};
    ReadLine made;
    for (const Piece& piece : pieces_at(colon + 1, ",|")) {
      if (!says_itself(piece.begin, piece.end, false) && !only(piece.begin, piece.end, "wR()"))
        return {};
      ReadLine one = read_words(words(piece.begin, piece.end));
      if (!understood(one)) return {};
      made = made.expression == nullptr ? std::move(one) : together(std::move(made), std::move(one), false);
    }
    return made.expression != nullptr && std::holds_alternative<ast::Or>(made.expression->node) ? std::move(made)
                                                                                                  : ReadLine{};
  }

  // `Have failed at least 2 lines of therapy`, `asthma, who have failed 6 weeks of steroids`: what happened, with
  // all its words.
  ReadLine failed() {
    std::size_t at = 0;
    while (at < stop_ && !(parts_[at] == 'w' && low(at) == "failed")) ++at;
    constexpr std::size_t most = 24;
    if (at + 2 >= stop_ || stop_ - at > most || has("kKIXZj;:vObOgo") ||
        !only(at + 1, stop_, "wnchpRDCQlVmMSt1T,|&\\()A/-*"))
      return {};
    std::size_t front = at;
    while (front > 0 && is_among(parts_[front - 1], "qm,#2")) --front;
    ReadLine illness;
    if (front > 0) {
      if (parts_.substr(front, at - front).find(',') == std::string_view::npos) return {};
      illness = read_words(words(0, front));
      const auto* history = understood(illness) ? std::get_if<ast::History>(&illness.expression->node) : nullptr;
      if (history == nullptr || exclusion_) return {};
    }
    ast::History happened;
    happened.kind = ast::HistoryKind::diagnosis;
    const std::string name = without_quotes(words(at, stop_));
    happened.subject.names.push_back(line_.facts_.get(ast::ConceptKind::condition, name).name);
    ReadLine made;
    made.expression = make_expression(std::move(happened));
    made.line_class = LineClass::compiled_new_concept;
    return illness.expression == nullptr ? std::move(made) : together(std::move(illness), std::move(made), true);
  }

  // `score of 30 to 90 on a 100 point scale`
  ReadLine on_full_scale() {
    const std::size_t on = parts_.rfind('p');
    if (on == std::string_view::npos || on < 3 || on + 2 >= stop_ || parts_[on + 1] != 'n' || !has("o")) return {};
    const std::string said = lowered(words(on, stop_));
    if (!said.starts_with("on a 100") || (!said.ends_with("scale") && !said.ends_with("questionnaire"))) return {};
    if (has("kKIXZ|;:") || said.find("analog") != std::string::npos || said.find("mm") != std::string::npos) return {};
    return read_sentence(words(0, on));
  }

  // `creatinine > 2,5 mg/dL`, `WBC < 3, 000 /mL`: behind a sign no list of numbers follows.
  ReadLine with_comma_in_number() {
    std::string text = words(0, stop_);
    std::size_t changed = 0;
    for (std::size_t i = parts_.find("cn,n"); i != std::string_view::npos; i = parts_.find("cn,n", i + 1)) {
      const Token& whole = tokens_.list[i + 1];
      const Token& rest = tokens_.list[i + 3];
      const bool unit = i + 4 < stop_ && parts_[i + 4] == 'u';
      const bool glued = whole.end + 1 == rest.begin;
      const std::string_view digits = line_.text_.substr(rest.begin, rest.end - rest.begin);
      const bool thousands = !glued && unit && digits == "000" && whole.value.size() <= 3;
      const bool decimal = glued && (whole.value == "0" || unit) && digits.find('.') == std::string_view::npos;
      if (thousands == decimal) return {};
      const std::size_t at = text.find(words(i, i + 4));
      const std::size_t comma = text.find(',', at);
      if (at == std::string::npos || comma == std::string::npos) return {};
      if (thousands)
        text.erase(comma + 1, text.find('0', comma) - comma - 1);
      else
        text[comma] = '.';
      ++changed;
    }
    return changed > 0 ? read_words(text) : ReadLine{};
  }

  // `Current fasting glucose > 126 mg/dL`, `normal lymphocyte count (>= 1500 /uL)`: the limit alone.
  ReadLine with_plain_word() {
    if (stop_ < 4 || parts_[1] != 'o') return {};
    const std::string word = low(0);
    if (parts_[0] == 'A' && word == "current") return read_sentence(words(1, stop_));
    if (exclusion_ || parts_[0] != 'i' || word != "normal" || parts_[2] != '(' || parts_[stop_ - 1] != ')' ||
        !only(3, stop_ - 1, "cnuUx"))
      return {};
    return read_sentence(words(1, 2) + ' ' + words(3, stop_ - 1));
  }

  // `psoriasis (PASI > 10 or BSA > 10 %)`: the illness, and one of the limits.
  ReadLine illness_with_limits() {
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
        !std::all_of(any->operands.begin(), any->operands.end(), [](const auto& one) { return is_limits(*one); }))
      return {};
    return together(std::move(illness), std::move(limits), true);
  }

  // `Serum aminotransferase (ALT or AST) levels > 2 x ULN`: the measurements in the brackets.
  ReadLine of_those_in_brackets() {
    const std::size_t open = parts_.find("(o");
    const std::size_t close = open == std::string_view::npos ? open : parts_.find(')', open);
    if (!exclusion_ || close == std::string_view::npos || open == 0 || open > 4 || !only(0, open, "wVqQ") ||
        !only(open + 1, close, "o|\\,/") || close + 2 >= stop_ || !only(close + 1, stop_, "VmcnuUx"))
      return {};
    const std::string front = lowered(words(0, open));
    bool enzymes = false;
    for (const std::string_view word : {"aminotransferase", "aminotransferases", "transaminase", "transaminases",
                                        "enzymes", "enzyme"})
      enzymes = enzymes || has_word(front, word);
    return enzymes ? read_sentence(words(open + 1, close) + ' ' + words(close + 1, stop_)) : ReadLine{};
  }

  // `uncontrolled diabetes (HbA1c >= 8 %) or diabetes requiring insulin` among exclusions: each by itself, where
  // each says by itself what it is.
  ReadLine alternatives() {
    if (!exclusion_ || has("kKIXZ*&j")) return {};
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
  // `resistant to erythropoietin or erythropoietin > 500 mU/mL` among inclusions: a state, or a limit.
  ReadLine state_or_limit() {
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

  // Whether a piece needs no word of another one. The first must have ended where the next begins.
  bool says_itself(std::size_t begin, std::size_t end, bool first) const {
    const std::string_view piece = parts_.substr(begin, end - begin);
    const bool limited = piece.find('n') != std::string_view::npos && piece.find_first_of("cM") != std::string_view::npos;
    const bool classed = piece.ends_with("oY)") || piece.ends_with("on)");
    // a state of now shares no time with what stands behind
    const bool cued = piece.find('A') < 3 && piece.find_first_of("nDh") == std::string_view::npos;
    if (first) return classed || cued || (limited && is_among(piece.back(), ")nuUM"));
    const bool after_state = !has("n", 0) || parts_.find('A') < std::min(parts_.find('|'), std::size_t{4});
    const bool measured = limited && !is_among(piece.front(), "cn") &&
                          (!after_state || piece.find('o') != std::string_view::npos);
    return measured || is_among(piece.front(), "hAHPQ") || piece.find('P') != std::string_view::npos;
  }

  // ---- doses

  // How much of a drug: `20 mg/day`, `0.5 mg/kg/day`, `> 1 unit/kg/day`.
  bool is_amount(std::size_t number) const {
    const std::uint32_t from = tokens_.list[number].end;
    std::string_view rest = line_.text_.substr(from, end_ - from);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    for (const std::string_view unit : {"mg", "g/", "mcg", "ug", "unit", "IU", "U/kg", "U/day", "milligram"})
      if (rest.starts_with(unit)) return true;
    return false;
  }

  // `prednisone > 20 mg/day within 2 months`, `steroids for more than 28 days within 6 months`, `currently taking
  // prednisone > 10 mg/day`: the drug with its dose or how long it was given, and when.
  ReadLine dose() {
    const std::size_t drug = parts_.find('D');
    if (!exclusion_ || drug == std::string_view::npos || has("kKIXZ;:jaFBy*&,")) return {};
    const std::size_t window = std::min(parts_.find("vnt"), stop_);
    if (window < drug || !only(window, stop_, "vntbeSg1Tp")) return {};
    std::size_t name = 0;
    while (name < drug && is_among(parts_[name], "qmhH2")) ++name;
    if (!only(name, drug, "wDQ")) return {};
    std::size_t end = window;
    while (end > drug + 1 && is_among(parts_[end - 1], "p1")) --end;
    if (!is_dosed(drug, end)) return {};
    const bool dated = window < stop_;
    ReadLine made = read_sentence(dated ? words(drug, drug + 1) + ' ' + words(window, stop_) : words(0, drug + 1));
    auto* event = understood(made) ? std::get_if<ast::History>(&made.expression->node) : nullptr;
    if (event == nullptr || event->subject.names.size() != 1 || event->kind != ast::HistoryKind::event ||
        std::holds_alternative<std::monostate>(event->time))
      return {};
    const auto fact = line_.facts_.get(ast::ConceptKind::medication, without_quotes(words(name, end)));
    event->subject.names.front() = fact.name;
    if (fact.is_new) made.line_class = LineClass::compiled_new_concept;
    return made;
  }

  // Behind the drug: more than so much of it, or for more than so long.
  bool is_dosed(std::size_t drug, std::size_t end) const {
    const std::string_view inner = parts_.substr(drug, end - drug);
    if (inner.find('c') == std::string_view::npos || inner.find('n') == std::string_view::npos ||
        inner.find_first_not_of("DwQpTcnutx1/()#V-m|") != std::string_view::npos)
      return false;
    for (std::size_t i = drug; i < end; ++i) {
      const char next = i + 1 < end ? parts_[i + 1] : ' ';
      if (parts_[i] == 'c' && (tokens_.list[i].value.empty() || tokens_.list[i].value[0] != '>')) return false;
      if (parts_[i] == 'n' && !is_amount(i) && next != 't') return false;
      if (parts_[i] == 't' && (i < 2 || parts_[i - 2] != 'c')) return false;
      if (parts_[i] == '|' && (next == ' ' || low(i + 1) != "equivalent")) return false;
    }
    return true;
  }

  LineReader& line_;
  std::uint32_t begin_;
  std::uint32_t end_;
  const Tokens& tokens_;
  std::size_t stop_;        // in tokens, without the marks at the end
  std::string_view parts_;  // up to there
  bool exclusion_;
};

ReadLine LineReader::with_numbers(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                  bool exclusion) {
  constexpr int deepest = 2;
  if (rewordings_ >= deepest || tokens.list.size() > kMostNumbered || !any_of_parts(tokens, "n")) return {};
  return Numbers(*this, begin, end, tokens, exclusion).run();
}

}  // namespace eligo::grammar::registry
