// Lines that say what the other readings know, within a frame of their own: `patients may not be receiving …`
// among exclusions, a last sentence that asks for nothing, brackets and marks that are out of place. See
// line_reader.hpp.
//
// The frame is taken off and the rest is read as any line is. Words are left out only where they ask for
// nothing.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongestFramed = 1200;  // in bytes
constexpr int kMostFrames = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take(std::string_view& low, std::initializer_list<std::string_view> fronts) {
  for (const std::string_view front : fronts)
    if (low.starts_with(front)) {
      low.remove_prefix(front.size());
      return true;
    }
  return false;
}

bool take_people(std::string_view& low) {
  take(low, {"the "});
  return take(low, {"patients ", "patient ", "subjects ", "subject ", "participants ", "participant "});
}

bool forbids(std::string_view& low) {
  return take(low, {"may not ", "must not ", "should not ", "shall not "});
}

// A time that an absence lasts for is one that its opposite falls into: `for 30 days prior to`.
void fall_into(std::string& words) {
  for (std::size_t at = words.find(" for "); at != std::string::npos; at = words.find(" for ", at + 1)) {
    std::size_t digits = at + 5;
    while (digits < words.size() && is_digit(words[digits])) ++digits;
    const std::string_view rest = std::string_view(words).substr(digits);
    const bool time = digits > at + 5 && (rest.starts_with(" day") || rest.starts_with(" week") ||
                                          rest.starts_with(" month") || rest.starts_with(" year"));
    if (time && (rest.find(" prior to ") < 10 || rest.find(" before ") < 10))
      words.replace(at, 5, " within ");
  }
}

// `Patients may not be receiving A` among exclusions: whoever receives A is left out. Nobody lists whom the
// trial wants as those who may not do something.
std::string of_denied_duty(const std::string& whole) {
  const std::string all = lowered(whole);
  std::string_view low = all;
  if (!take_people(low) || !forbids(low)) return {};
  if (holds_any(low, {". ", "; ", " and ", " not ", "unless", "except", " must ", " if ", " but ", " no ",
                      "exclu", " only ", "without", "outpatient", "under study"}))
    return {};
  if (!take(low, {"have a ", "have an ", "have had ", "have been ", "have evidence of ", "have any "}) &&
      !take(low, {"have ", "be ", "require "}))
    return {};
  if (low.starts_with("require ")) low.remove_prefix(8);
  std::string words = whole.substr(whole.size() - low.size());
  for (const std::string_view any : {" any "})
    if (const auto at = words.find(any); at != std::string::npos && at < 12) words.erase(at, any.size() - 1);
  fall_into(words);
  return words;
}

// ---- a last sentence that asks for nothing

bool has_method(std::string_view sentence) {
  return holds_any(sentence, {"contracepti", "birth control", "methods that are at least"});
}

// `Acceptable methods of contraception include …`: what the words in front mean.
bool defines_methods(std::string_view sentence) {
  std::string_view low = sentence;
  if (!take(low, {"acceptable ", "highly effective ", "effective ", "adequate ", "reliable ", "permitted ",
                  "appropriate ", "medically acceptable ", "medically accepted "}))
    return false;
  const std::string_view front = low.substr(0, std::min<std::size_t>(low.size(), 70));
  return has_method(front) && holds_any(low, {" include", " are", " is ", " should be communicated"}) &&
         !holds_any(low, {" must ", "agree", "exclu", "pregnancy test", "eligible", "willing"});
}

// `Patients may not take A during the study`: what is done in the trial.
bool is_conduct(std::string_view sentence) {
  std::string_view low = sentence;
  take(low, {"additionally, ", "in addition, "});
  if (!take_people(low)) return false;
  if (!forbids(low) && !take(low, {"will not "})) return false;
  return take(low, {"receive ", "take ", "use ", "be given "}) && holds_any(low, {"during the "}) &&
         (low.ends_with("study") || low.ends_with("trial") || low.ends_with("study period") ||
          low.ends_with("trial period")) &&
         !holds_any(low, {"prior", "before", "within", "unless", "except"});
}

// `Use of growth factors is allowed` among inclusions behind what nothing denies.
bool is_permission(std::string_view sentence) {
  constexpr std::size_t longest = 110;
  if (sentence.size() > longest || sentence.starts_with("no ") || sentence.starts_with("only ") ||
      holds_any(sentence, {" only", "unless", "except", " if ", "provided", " not ", " no ", " must ",
                           " but ", "however", "long as", "patients ", "subjects ", "participants "}))
    return false;
  return sentence.ends_with(" is allowed") || sentence.ends_with(" are allowed") ||
         sentence.ends_with(" is permitted") || sentence.ends_with(" are permitted");
}

// `Note: a biopsy is not mandatory.` And that nobody need wait for it.
bool is_not_needed(std::string_view sentence) {
  take(sentence, {"note: ", "please note: "});
  // `If a woman becomes pregnant while in the study, she should inform her physician`
  if (sentence.starts_with("if a woman becomes pregnant ") &&
      sentence.find(" should inform ") < sentence.size() && sentence.find(" while ") < sentence.size())
    return true;
  if (holds_any(sentence, {" must ", "eligible", "unless", "except", " if ", " but must", "exclu"}))
    return false;
  return holds_any(sentence, {" is not mandatory", " is not required", " are not required",
                              " are not mandatory", "should not be delayed"});
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '.')) text.remove_prefix(1);
  while (!text.empty() && std::string_view(" .;").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return std::string(text);
}

bool denies(std::string_view low) {
  return low.starts_with("no ") || low.starts_with("absence") || low.starts_with("without") ||
         holds_any(low, {" no ", " not ", "n't ", " without ", " free of ", " absence "});
}

// The line without the sentences at its end that ask for nothing; empty: there are none.
std::string without_remarks(const std::string& whole, bool exclusion) {
  std::string kept = whole;
  bool cut = false;
  while (true) {
    const std::string body = trimmed(kept);
    std::size_t at = body.rfind(". ");
    if (at == std::string::npos || at < 8) break;
    const std::string last = lowered(trimmed(std::string_view(body).substr(at + 2)));
    const std::string front = lowered(body.substr(0, at));
    const bool nothing = defines_methods(last) || is_conduct(last) || is_not_needed(last) ||
                         (!exclusion && is_permission(last) && !denies(front));
    if (!nothing) break;
    kept = body.substr(0, at + 1);
    cut = true;
  }
  return cut ? kept : std::string{};
}

// ---- marks out of place

// `weight > (25 kg)`, `within (3) months`: what stands in brackets stands for itself.
std::string without_idle_brackets(const std::string& whole) {
  std::string words = whole;
  bool changed = false;
  for (std::size_t open = words.find('('); open != std::string::npos; open = words.find('(', open + 1)) {
    const std::size_t close = words.find(')', open);
    if (close == std::string::npos || close == open + 1 || !is_digit(words[open + 1]) || open < 2) continue;
    const std::string_view inner = std::string_view(words).substr(open + 1, close - open - 1);
    const std::string_view front = std::string_view(words).substr(0, open);
    const bool behind_sign = front.ends_with("> ") || front.ends_with("< ") || front.ends_with(">= ") ||
                             front.ends_with("<= ") || front.ends_with("≥ ") || front.ends_with("≤ ");
    const bool alone = std::all_of(inner.begin(), inner.end(), is_digit);
    const std::string_view rest = std::string_view(words).substr(close + 1);
    const bool counts = alone && (front.ends_with(" within ") || front.ends_with(" last ")) &&
                        (rest.starts_with(" day") || rest.starts_with(" week") ||
                         rest.starts_with(" month") || rest.starts_with(" year"));
    if (!counts && !(behind_sign && inner.size() < 12)) continue;
    words.erase(close, 1);
    words.erase(open, 1);
    changed = true;
  }
  return changed ? words : std::string{};
}

// One closing bracket more than there are opening ones, at the end; a stray mark behind the last word.
std::string without_stray_marks(const std::string& whole) {
  std::string words = trimmed(whole);
  const bool quoted = words.ends_with('\'') && std::count(words.begin(), words.end(), '\'') == 1;
  const bool closed = words.ends_with(')') && std::count(words.begin(), words.end(), ')') ==
                                                  std::count(words.begin(), words.end(), '(') + 1;
  // in a list, or with more than one clause, it may have been opened anywhere
  if (!quoted && (!closed || holds_any(words, {",", " and", ";"}))) return {};
  words.pop_back();
  return words;
}

// `Age at least 4 years will be allowed`, `all adults aged 18 to 60 years are eligible`.
std::string without_admission(const std::string& whole) {
  const std::string words = trimmed(whole);
  const std::string low = lowered(words);
  if (low.size() > 160 || !(low.starts_with("age") || low.starts_with("all ")) ||
      holds_any(low, {" or older and", "allowed to", " if ", "unless", " not ", "except", "provided"}))
    return {};
  for (const std::string_view tail :
       {" will be allowed", " are allowed", " is allowed", " are eligible", " will be eligible",
        " are eligible for inclusion", " will be eligible for inclusion", " will be included"})
    if (low.ends_with(tail)) return words.substr(0, words.size() - tail.size());
  return {};
}

// `Creatinine clearance < 30 mL/min; creatinine clearance is calculated by …`: how, not how much.
std::string without_formula(const std::string& whole) {
  const std::size_t at = whole.find("; ");
  if (at == std::string::npos || at > 160) return {};
  const std::string rest = lowered(whole.substr(at + 2));
  const std::size_t is = rest.find(" is calculated ");
  if (is == std::string::npos || is > 40 || holds_any(rest, {" must ", "exclu", "eligib", " patients "}))
    return {};
  // it is the same measurement
  if (lowered(whole.substr(0, at)).find(rest.substr(0, std::min<std::size_t>(is, 20))) == std::string::npos)
    return {};
  return whole.substr(0, at);
}

// ---- remarks

// `an investigational agent (not approved by an authority)`, `HIV (patients should be screened for HIV)`:
// what the words in front mean, how it is found out.
std::string without_idle_remark(const std::string& whole) {
  const std::string low = lowered(whole);
  for (const std::string_view open :
       {" (not approved ", " (not yet approved ", " (patient should be screened ",
        " (patients should be screened ", " (subjects should be screened ",
        " (all patients should be screened "}) {
    const std::size_t at = low.find(open);
    if (at == std::string::npos) continue;
    int depth = 0;
    std::size_t close = at + 1;
    for (; close < low.size(); ++close) {
      if (low[close] == '(') ++depth;
      if (low[close] == ')' && --depth == 0) break;
    }
    if (close >= low.size() ||
        holds_any(low.substr(at, close - at), {"unless", "except", "exclu", "eligib", " if "}))
      continue;
    if (open.find("approved") != std::string_view::npos &&
        low.substr(0, at).find("investigational") == std::string::npos)
      continue;
    return whole.substr(0, at) + whole.substr(close + 1);
  }
  return {};
}

// `had undergone or on A over the last 6 months` among exclusions: A within them.
std::string of_use_until_now(const std::string& whole) {
  std::string all = lowered(whole);
  std::string_view low = all;
  take_people(low);
  if (!take(low, {"had undergone or on ", "has undergone or is on ", "have received or on ",
                  "have undergone or are on ", "received or on "}))
    return {};
  if (holds_any(low, {". ", ";", "unless", "except", " not "})) return {};
  const std::size_t at = low.find(" over the last ");
  if (at == std::string_view::npos) return {};
  const std::size_t skipped = all.size() - low.size();
  return whole.substr(skipped, at) + " within " +
         whole.substr(skipped + at + std::string_view(" over the last ").size());
}

// `Recipients of A are eligible, as long as at least 3 months have passed since the transplant` among
// inclusions: at least 3 months since A. It asks those alone who had it, as the expression does.
std::string of_time_passed(const std::string& whole) {
  const std::string low = lowered(whole);
  const std::size_t eligible = low.find(" are eligible");
  if (eligible == std::string::npos || low.size() > 240) return {};
  const std::size_t least = low.find("at least ", eligible);
  const std::size_t passed = low.find(" have passed since ", eligible);
  const std::size_t gone = low.find(" have elapsed since ", eligible);
  const std::size_t verb = std::min(passed, gone);
  if (least == std::string::npos || verb == std::string::npos || verb < least || verb - least > 24) return {};
  const std::string link = low.substr(eligible + 13, least - eligible - 13);
  if (link != ", as long as " && link != " as long as " && link != " if " && link != " provided " &&
      link != " provided that " && link != ", provided that ")
    return {};
  std::string_view front = low;
  front = front.substr(0, eligible);
  take(front, {"recipients of ", "patients with ", "patients who had ", "patients who have had "});
  if (front.size() == eligible || holds_any(front, {",", ";", " and ", " or ", "within"})) return {};
  // what it is counted from is the same thing by its last word
  const std::string named(front);
  const std::string last = named.substr(named.rfind(' ') + 1);
  std::string rest = low.substr(low.find("since ", verb) + 6);
  if (!rest.starts_with("the " + last) && !rest.starts_with(last)) return {};
  rest = rest.substr(rest.find(last) + last.size());
  while (rest.ends_with('.')) rest.pop_back();
  if (!rest.empty() && rest != ", and the patient fulfills other eligibility criteria" &&
      rest != " and the patient fulfills other eligibility criteria")
    return {};
  return low.substr(least, verb - least) + " since " + named;
}

// `History of cancer unless the subject has been free of it for 5 years` among exclusions: within 5 years.
std::string of_freedom(const std::string& whole) {
  const std::string low = lowered(whole);
  const std::size_t unless = low.find(" unless the ");
  if (unless == std::string::npos ||
      !holds_any(low.substr(0, unless), {"cancer", "malignan", "tumor", "tumour"}))
    return {};
  std::string_view rest = std::string_view(low).substr(unless + 12);
  if (!take(rest, {"subject ", "patient ", "participant "}) || !take(rest, {"has been "}) ||
      !take(rest, {"free of the disease for ", "free of disease for ", "disease-free for ",
                   "disease free for ", "free from disease for ", "cancer-free for ", "cancer free for "}))
    return {};
  take(rest, {">= ", "at least "});
  std::size_t digits = 0;
  while (digits < rest.size() && is_digit(rest[digits])) ++digits;
  if (digits == 0 || !rest.substr(digits).starts_with(" years")) return {};
  std::string front = whole.substr(0, unless);
  while (front.ends_with(',')) front.pop_back();
  const std::string_view behind = rest.substr(digits + 6);
  std::string tail;
  if (!behind.empty() && behind != ".") {
    if (!behind.starts_with(". (") && !behind.starts_with(" (")) return {};
    if (behind.find(')') + 2 < behind.size()) return {};
    if (!holds_any(behind, {" is allowed)", " are allowed)", " is permitted)", " are permitted)"})) return {};
    // what is allowed is one more exception
    const std::size_t open = whole.find('(', whole.size() - behind.size());
    tail = whole.substr(open + 1, whole.rfind(" is ") - open - 1);
    if (whole.rfind(" is ") < open || holds_any(lowered(tail), {" and "})) return {};
  }
  if (low.starts_with("prior history")) front.erase(0, 6);
  const std::size_t other = front.find(", other than ");
  std::string excepted = other == std::string::npos ? std::string{} : front.substr(other + 13);
  if (other != std::string::npos) front.erase(other);
  if (!tail.empty()) excepted += (excepted.empty() ? "" : ", ") + tail;
  return front + " within " + std::string(rest.substr(0, digits + 6)) +
         (excepted.empty() ? "" : " except " + excepted);
}

// `A, or with positive B` among exclusions: the marks of the second clause are left out.
std::string of_two_clauses(const std::string& whole) {
  const std::size_t at = whole.find(", or with positive ");
  if (at == std::string::npos || whole.find(" or with ", at + 8) != std::string::npos) return {};
  return whole.substr(0, at) + " or " + whole.substr(at + std::string_view(", or with ").size());
}

// `Strict control of diabetes`, `diabetes control with HbA1c <= 8 %` among inclusions: the limit says how
// strict.
std::string of_control(const std::string& whole) {
  const std::string low = lowered(whole);
  const std::size_t at = low.find(" control with ");
  if (at == std::string::npos || at > 24) return {};
  std::string_view front = low;
  if (!take(front, {"strict ", "good ", "adequate "}) ||
      !take(front, {"diabetes ", "glycemic ", "glycaemic "}))
    return {};
  const std::string limit = whole.substr(at + std::string_view(" control with ").size());
  return lowered(limit).starts_with("hba1c ") ? limit : std::string{};
}

// `Women of childbearing potential (>= 10 years of age) must …`: the age only says who is meant.
std::string without_age_of_women(const std::string& whole) {
  for (const std::string_view open : {"potential (>= ", "potential (>=", "potential (at least "}) {
    const std::size_t at = whole.find(open);
    const std::size_t close = at == std::string::npos ? at : whole.find(')', at);
    if (close == std::string::npos || close - at > 44) continue;
    if (!whole.substr(0, close).ends_with(" years of age")) continue;
    return whole.substr(0, at + std::string_view("potential").size()) + whole.substr(close + 1);
  }
  return {};
}

using Rewording = std::string (*)(const std::string&);
constexpr std::array<Rewording, 4> kOfExclusions = {of_denied_duty, of_two_clauses, of_use_until_now,
                                                    of_freedom};
constexpr std::array<Rewording, 4> kOfInclusions = {without_admission, of_time_passed, of_control,
                                                    without_age_of_women};

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
bool is_illness(const ast::Expression& one) {
  if (const auto* either = std::get_if<ast::Or>(&one.node))
    return std::all_of(either->operands.begin(), either->operands.end(),
                       [](const ast::ExpressionPtr& part) { return is_illness(*part); });
  const auto* history = std::get_if<ast::History>(&one.node);
  return history != nullptr &&
         (history->kind == ast::HistoryKind::diagnosis || history->kind == ast::HistoryKind::active ||
          history->kind == ast::HistoryKind::onset);
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
    if (one.expression == nullptr || !is_illness(*one.expression)) return {};
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

// `Aged 18 to 60 years. Gout. Gout patients with tophi`: sentences that are lines of their own.
ReadLine LineReader::each_sentence(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  constexpr std::size_t longest = 300;
  constexpr std::size_t most = 4;
  if (end - begin > longest) return {};
  const std::string whole = plain_text(text_, begin, end);
  std::vector<ast::ExpressionPtr> pieces;
  ReadLine made;
  for (std::size_t from = 0; from < whole.size();) {
    std::size_t stop = std::min(whole.find(". ", from), whole.size());
    const std::string piece = trimmed(std::string_view(whole).substr(from, stop - from));
    const std::string low = lowered(piece);
    from = stop + 2;
    // what points at another sentence, or is an abbreviation or a number of one
    if (low.size() < 10 || pieces.size() == most ||
        holds_any(low, {"this ", "these ", "those ", "they ", "such ", "above", "other ", "above", "however",
                        "also ", "note", "except", "unless", "allowed", "permitted", "will ", "should ",
                        "must ", "may "}))
      return {};
    ReadLine one = read_again(piece, begin, end, exclusion);
    if (one.expression == nullptr || one.line_class == LineClass::attestation) return {};
    pieces.push_back(std::move(one.expression));
    if (made.spans.empty() || one.line_class == LineClass::compiled_new_concept) {
      made.line_class = one.line_class;
      made.spans = std::move(one.spans);
    }
  }
  if (pieces.size() < 2) return {};
  made.expression = joined(!exclusion, std::move(pieces));
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
  std::vector<ast::ExpressionPtr> either;
  either.push_back(std::move(made.expression));
  either.push_back(std::move(other.expression));
  made.expression = joined(false, std::move(either));
  if (other.line_class != LineClass::compiled) made.line_class = LineClass::compiled_new_concept;
  return made;
}

// `No heart failure, infarction within 6 months, or active ulcer` among inclusions: what an exclusion of
// these would say, denied.
ReadLine LineReader::none_of(std::uint32_t begin, std::uint32_t end) {
  constexpr std::size_t longest = 300;
  if (end - begin > longest) return {};
  const std::string whole = plain_text(text_, begin, end);
  const std::string low = lowered(whole);
  if (!low.starts_with("no ") || holds_any(low, {". ",
                                                 ";",
                                                 "unless",
                                                 "except",
                                                 " but ",
                                                 " if ",
                                                 " not ",
                                                 " no ",
                                                 "or with ",
                                                 "without",
                                                 "response",
                                                 "improvement",
                                                 "effect ",
                                                 "change",
                                                 "option",
                                                 "limitation",
                                                 "return ",
                                                 "plan",
                                                 "intention",
                                                 "suspicion",
                                                 "need",
                                                 "alternative",
                                                 "restriction",
                                                 "more than",
                                                 "stable",
                                                 "controlled seiz",
                                                 "limited ",
                                                 "normal",
                                                 "negative",
                                                 "treatment for",
                                                 "other treatment",
                                                 "during",
                                                 "option",
                                                 "confirm",
                                                 "since ",
                                                 "available",
                                                 "remission",
                                                 "evaluation",
                                                 "only",
                                                 "measured",
                                                 "smoker",
                                                 "detection",
                                                 "abnormalities",
                                                 "resection",
                                                 "detected",
                                                 "ruled out",
                                                 "responsive",
                                                 "loss",
                                                 "toxicit",
                                                 "neither",
                                                 " nor "}))
    return {};
  ReadLine made = read_again(whole.substr(3), begin, end, true);
  if (made.expression != nullptr && has_time_of_one(*made.expression)) return {};
  if (made.expression == nullptr) made = each_behind_comma(whole.substr(3), begin, end);
  if (made.expression == nullptr || !is_illness(*made.expression)) return {};
  const bool one = std::holds_alternative<ast::History>(made.expression->node);
  made.expression = make_expression(ast::Not{std::move(made.expression), one});
  return made;
}

ReadLine LineReader::framed(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  if (end - begin > kLongestFramed) return {};
  const std::string whole = plain_text(text_, begin, end);
  ReadLine made;
  for (auto* reworded : exclusion ? kOfExclusions : kOfInclusions)
    if (made.expression == nullptr) made = read_again(reworded(whole), begin, end, exclusion);
  if (made.expression == nullptr && !exclusion) made = none_of(begin, end);
  if (made.expression == nullptr && !exclusion) made = who_agrees(begin, end);
  if (made.expression == nullptr && exclusion) made = limit_if_done(begin, end);
  if (made.expression == nullptr) made = read_again(without_idle_brackets(whole), begin, end, exclusion);
  if (made.expression == nullptr) made = read_again(without_stray_marks(whole), begin, end, exclusion);
  if (made.expression != nullptr) return made;
  made = read_again(without_remarks(whole, exclusion), begin, end, exclusion);
  if (made.expression == nullptr) made = read_again(without_idle_remark(whole), begin, end, exclusion);
  if (made.expression == nullptr) made = read_again(without_formula(whole), begin, end, exclusion);
  if (made.expression != nullptr)
    made.notes.emplace_back("What the text says beside what it asks for is not part of the expression.");
  return made;
}

}  // namespace eligo::grammar::registry
