// Clauses about treatments, trials and donors that say more than one thing, or say it with a number that the
// finer readings take for a limit. See line_reader.hpp.
#include <algorithm>
#include <utility>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongestClause = 420;  // in bytes
constexpr int kMostClauses = 3;              // frames around it

// One fact, or any of some, as something that happened in a time.
bool is_event(const ast::Expression& one) {
  if (const auto* either = std::get_if<ast::Or>(&one.node))
    return std::all_of(either->operands.begin(), either->operands.end(),
                       [](const ast::ExpressionPtr& part) { return is_event(*part); });
  const auto* history = std::get_if<ast::History>(&one.node);
  return history != nullptr && history->kind == ast::HistoryKind::event &&
         !std::holds_alternative<std::monostate>(history->time);
}

}  // namespace

// Two readings, of which all or either is asked for; they stand for the whole line.
ReadLine LineReader::of_two(bool all, ReadLine first, ReadLine second) {
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(first.expression));
  both.push_back(std::move(second.expression));
  first.expression = joined(all, std::move(both));
  if (second.line_class == LineClass::compiled_new_concept) {
    first.line_class = second.line_class;
    first.spans = std::move(second.spans);
  }
  return first;
}

// `Other immunosuppressants such as A or B within 6 months` among exclusions: those, or A or B.
ReadLine LineReader::other_kinds(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  const std::size_t such = low.find(" such as ");
  const std::size_t time = low.rfind(" within ");
  if (!low.starts_with("other ") || such == std::string::npos || time == std::string::npos || time < such ||
      low.find(" within ") != time ||
      holds_any(low, {" and ", ";", ". ", "(", "unless", "except", " not "}) || low.find(',') < such)
    return {};
  const std::string window = whole.substr(time);
  ReadLine general = read_again(whole.substr(0, such) + window, begin, end, true);
  ReadLine kinds =
      read_again("Treatment with " + whole.substr(such + 9, time - such - 9) + window, begin, end, true);
  if (general.expression == nullptr || kinds.expression == nullptr || !is_event(*general.expression) ||
      !is_event(*kinds.expression))
    return {};
  return either_of(std::move(general), std::move(kinds));
}

// `Enrolled in another cell therapy trial or has completed such within 3 months` among exclusions: the one as
// a state of now, the other as what happened, each with all its words.
ReadLine LineReader::enrolled_or_completed(std::uint32_t begin, std::uint32_t end) {
  std::string whole = trimmed(plain_text(text_, begin, end));
  if (const std::string plain = without_idle_brackets(whole); !plain.empty()) whole = plain;
  const std::string low = lowered(whole);
  std::string_view rest = low;
  take_people(rest);
  take(rest, {"who "});
  take(rest, {"has ", "have ", "is ", "are "});
  take(rest, {"currently ", "been "});
  const std::size_t from = low.size() - rest.size();
  if (!take(rest, {"enrolled in ", "participating in "})) return {};
  const std::size_t done = low.find(" or has completed ");
  const std::size_t did = low.find(" or have completed ");
  const std::size_t at = std::min(done, did);
  const std::size_t time = at == std::string::npos ? at : low.find(" within ", at);
  if (time == std::string::npos || holds_any(low, {"unless", "except", ";", ". ", " not ", " and "}))
    return {};
  const std::string trial = whole.substr(low.size() - rest.size(), at - (low.size() - rest.size()));
  const std::size_t named = low.find("completed ", at) + 10;
  const std::string which = low.substr(named, time - named);
  if (which != "the aforesaid" && which != "such" && which != "it" && which != "one" && which != "the same" &&
      which != "such a trial" && which != "such a study")
    return {};
  if (!holds_any(lowered(trial), {"trial", "study", "studies"})) return {};
  ReadLine now =
      read_renamed("Requires supplemental oxygen", whole.substr(from, at - from), begin, end, true);
  ReadLine before =
      read_renamed("Major surgery" + whole.substr(time), "completed " + trial, begin, end, true);
  if (now.expression == nullptr || before.expression == nullptr || !is_event(*before.expression)) return {};
  return either_of(std::move(now), std::move(before));
}

// What is asked of a person without the dose in it, `radiation that precludes the use of 3 Gy`, is asked with
// it, too.
ReadLine LineReader::question_with_dose(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  std::string words = plain_text(text_, begin, end);
  const std::size_t unit = words.find(" Gy ");
  std::size_t number = unit;
  while (number != std::string::npos && number > 0 &&
         (is_digit(words[number - 1]) || words[number - 1] == '.'))
    --number;
  if (unit == std::string::npos || number == unit || number == 0 || words[number - 1] != ' ') return {};
  words.erase(number, unit + 4 - number);
  if (std::any_of(words.begin(), words.end(), is_digit)) return {};
  const ReadLine made = read_again(words, begin, end, exclusion);
  if (made.expression == nullptr || !std::holds_alternative<ast::Attest>(made.expression->node)) return {};
  return question_as_written({begin, end});
}

// `Available haploidentical donor, aged >= 21 years`, `Mismatched sibling donor. Donors must be …` among
// inclusions: every sentence is of the donor.
ReadLine LineReader::donor_at_length(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = plain_text(text_, begin, end);
  const std::string low = lowered(whole);
  if (low.size() > kLongestClause ||
      holds_any(low,
                {" patient",     "subject",   "participant", "recipient", "diagnos", "history of", "relapse",
                 "transplanted", "undergo",   "prior ",      "previous",  "treated", "no ",        "not ",
                 " without ",    " received", "disease",     "leukemia",  "unless",  "except",     ":"}))
    return {};
  std::string_view first = low;
  if (!take(first, {"available ", "availability of ", "hla", "donor", "any donor", "related ", "unrelated ",
                    "matched ", "mismatched ", "haploidentical ", "suitable ", "sibling "}))
    return {};
  for (std::string_view rest = low; !rest.empty();) {
    const std::size_t stop = std::min(rest.find(". "), rest.size());
    if (rest.substr(0, stop).find("donor") == std::string_view::npos) return {};
    rest.remove_prefix(std::min(stop + 2, rest.size()));
  }
  return donor_of_kind(begin, end, {});
}

// `Active infection (including infection with A within 30 days)` among exclusions: what has a time of its own
// keeps out as well.
ReadLine LineReader::or_kind_in_time(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  constexpr std::string_view kIncluding = " (including ";
  const std::size_t open = low.find(kIncluding);
  if (open == std::string::npos || !low.ends_with(')') || low.find('(', open + 2) != std::string::npos ||
      holds_any(low, {"unless", "except", " not ", " no ", ";", ". ", " and ", "without"}))
    return {};
  const std::string kind =
      whole.substr(open + kIncluding.size(), whole.size() - open - kIncluding.size() - 1);
  if (kind.find(" within ") == std::string::npos || kind.find(',') != std::string::npos) return {};
  ReadLine first = read_again(whole.substr(0, open), begin, end, true);
  ReadLine second = read_again(kind, begin, end, true);
  if (first.expression == nullptr || second.expression == nullptr || !is_illness(*first.expression) ||
      !is_illness(*second.expression))
    return {};
  return either_of(std::move(first), std::move(second));
}

// `Use of an implanted device` among exclusions: a state of now with all its words.
ReadLine LineReader::use_of_device(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  if (!take(rest, {"use of "}) || !(low.ends_with(" device") || low.ends_with(" devices")) ||
      holds_any(rest, {",", ";", "(", ". ", " or ", " and ", " not ", " other than ", "intrauterine",
                       "contracepti", "within", " of "}))
    return {};
  return read_renamed("Requires supplemental oxygen", whole, begin, end, true);
}

// `Must be able to be treated with A within 4 days of signing the consent` among inclusions: a time to come.
ReadLine LineReader::treated_in_time(std::uint32_t begin, std::uint32_t end) {
  const std::string low = lowered(trimmed(plain_text(text_, begin, end)));
  std::string_view rest = low;
  take_people(rest);
  take(rest, {"must be ", "is ", "are ", "be "});
  if (!take(rest, {"able to ", "available to "}) ||
      !take(rest, {"be treated with ", "start ", "begin ", "initiate ", "receive the first ", "commence "}) ||
      holds_any(rest, {",", ";", ". ", "unless", "except", " not ", " prior ", " before ", " and ", " or "}))
    return {};
  const std::size_t time = rest.find(" within ");
  if (time == std::string_view::npos) return {};
  std::string_view when = rest.substr(time + 8);
  while (!when.empty() && is_digit(when.front())) when.remove_prefix(1);
  if (!take(when, {" days ", " weeks ", " hours ", " day ", " week "}) ||
      !take(when, {"of ", "after ", "from "}) ||
      !take(when, {"signing ", "the signing ", "signature ", "giving ", "informed consent", "consent",
                   "enrol", "randomi", "screening", "registration", "study entry", "inclusion"}))
    return {};
  return question_as_written({begin, end});
}

// `Must have participated in ABC-123` among inclusions: a trial that its sign names happened, with these
// words.
ReadLine LineReader::took_part_in(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  if (!take_people(rest)) return {};
  take(rest, {"who "});
  take(rest, {"must "});
  if (!take(rest, {"have ", "has "})) return {};
  const std::size_t from = low.size() - rest.size();
  if (!take(rest, {"participated in ", "completed "})) return {};
  take(rest, {"the "});
  take(rest, {"previous ", "parent ", "core "});
  take(rest, {"study ", "trial ", "protocol "});
  const std::size_t stop = std::min(rest.find(' '), rest.size());
  const std::string sign = whole.substr(low.size() - rest.size(), stop);
  const auto count = [&](auto test) { return std::count_if(sign.begin(), sign.end(), test); };
  if (count(is_digit) < 2 || count([](char c) { return c >= 'A' && c <= 'Z'; }) < 2 ||
      count([](char c) { return (c >= 'a' && c <= 'z') || c == ',' || c == '/'; }) > 0)
    return {};
  rest.remove_prefix(stop);
  take(rest, {" study", " trial", " protocol"});
  const std::string part = whole.substr(from, whole.size() - rest.size() - from);
  ReadLine made = read_renamed("Prior splenectomy", part, begin, end, false);
  if (made.expression == nullptr || rest.empty()) return made;
  if (!take(rest, {" and have received ", " and has received ", " and received "})) return {};
  ReadLine given = read_again("Patients must have received " + whole.substr(whole.size() - rest.size()),
                              begin, end, false);
  const auto* event =
      given.expression == nullptr ? nullptr : std::get_if<ast::History>(&given.expression->node);
  if (event == nullptr || event->kind != ast::HistoryKind::received) return {};
  return of_two(true, std::move(made), std::move(given));
}

// `Organ impairment: liver function: AST, ALT and bilirubin > 2 x ULN; kidney function: LIMIT or LIMIT` among
// exclusions: any of the limits, none of which is one that a sound organ has.
ReadLine LineReader::impaired_organs(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  if (take_people(rest)) take(rest, {"with ", "who have ", "having "});
  take(rest, {"functional ", "severe ", "significant ", "any "});
  if (!take(rest,
            {"organ impairment: ", "organ dysfunction: ", "organ insufficiency: ", "organ failure: "}) ||
      holds_any(rest, {"unless", "except", " not ", " no ", "both"}))
    return {};
  std::vector<std::string> limits;
  for (std::size_t from = low.size() - rest.size(); from < whole.size();) {
    const std::size_t stop = std::min(whole.find("; ", from), whole.size());
    std::string limit = whole.substr(from, stop - from);
    from = stop + 2;
    // a list of three and more that each can keep out
    const std::size_t last = limit.find(" and ");
    const auto commas =
        last == std::string::npos
            ? 0
            : std::count(limit.begin(), limit.begin() + static_cast<std::ptrdiff_t>(last), ',');
    if (commas > 0 && limit.find(" and ", last + 1) == std::string::npos &&
        limit.substr(0, last).find_first_of("<>=0123456789") == std::string::npos)
      limit.replace(last, 5, " or ");
    else if (last != std::string::npos)
      return {};
    limits.push_back(std::move(limit));
  }
  if (limits.size() < 2) return {};
  ReadLine made = all_of(limits, begin, end, true);
  if (made.expression == nullptr || made.line_class == LineClass::attestation) return {};
  const auto* either = std::get_if<ast::Or>(&made.expression->node);
  const bool impaired =
      either != nullptr && std::none_of(either->operands.begin(), either->operands.end(),
                                        [](const ast::ExpressionPtr& one) { return is_sound(*one); });
  return impaired ? std::move(made) : ReadLine{};
}

namespace {

// `any other cancer from which the patient has been disease-free for 5 years`: the time; empty: it is none.
std::string time_free_of(std::string_view kind) {
  if (!take(kind, {"any other cancer ", "any other malignancy ", "other cancer ", "other malignancies ",
                   "other cancers "}))
    return {};
  take(kind, {"from ", "for "});
  if (!take(kind, {"which "}) || !take(kind, {"the patient ", "patient ", "the subject ", "patients "}) ||
      !take(kind, {"has been ", "have been "}) ||
      !take(kind, {"disease-free for ", "disease free for ", "free of disease for "}))
    return {};
  take(kind, {"at least ", ">= "});
  const std::size_t digits = std::min(kind.find_first_not_of("0123456789"), kind.size());
  const std::string_view unit = kind.substr(digits);
  const bool years = unit == " years" || unit == " year";
  return digits > 0 && years ? std::string(kind) : std::string{};
}

bool names_cancer(std::string_view kind) {
  return holds_any(kind, {"cancer", "carcinoma", "malignan", "melanoma", "tumor", "tumour", "neoplas"}) &&
         !holds_any(kind, {"unless", "except", " not ", " if ", "provided", ". ", "within", " years"});
}

}  // namespace

// `No other prior malignancy is allowed except for the following: A; B; any other cancer from which the
// patient has been disease-free for 5 years` among inclusions: none within 5 years but A and B.
ReadLine LineReader::no_malignancy_but(std::uint32_t begin, std::uint32_t end) {
  std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  take(rest, {"note: "});
  if (!take(rest, {"no other prior ", "no prior "}) || !take(rest, {"malignancy is ", "malignancies are "}) ||
      !take(rest, {"allowed except ", "allowed, except "}))
    return {};
  take(rest, {"for "});
  if (take(rest, {"the following"})) take(rest, {": ", " "});
  const bool other = low.find("no other prior ") != std::string::npos;
  const std::string_view mark = rest.find("; ") != std::string_view::npos ? "; " : ", ";
  std::string window;
  std::vector<std::string> kinds;
  while (!rest.empty()) {
    const std::size_t stop = std::min(rest.find(mark), rest.size());
    std::string_view kind = rest.substr(0, stop);
    take(kind, {"or ", "and "});
    if (std::string time = time_free_of(kind); !time.empty()) {
      if (!window.empty()) return {};
      window = " within " + time;
    } else {
      if (!names_cancer(kind)) return {};
      kinds.emplace_back(kind);
    }
    rest.remove_prefix(std::min(stop + mark.size(), rest.size()));
  }
  if (kinds.empty()) return {};
  ReadLine made = read_again(
      (other ? "Other prior malignancy" : "Malignancy") + window + " except basal cell carcinoma of the skin",
      begin, end, true);
  auto* history = made.expression == nullptr ? nullptr : std::get_if<ast::History>(&made.expression->node);
  if (history == nullptr || history->subject.names.size() != 1 || history->subject.except.empty()) return {};
  history->subject.except.clear();
  for (const std::string& kind : kinds) {
    history->subject.except.push_back(facts_.get(ast::ConceptKind::condition, kind).name);
    facts_.put_under(history->subject.except.back(), history->subject.names.front());
  }
  made.expression = make_expression(ast::Not{std::move(made.expression), true});
  made.line_class = LineClass::compiled_new_concept;
  made.spans = {{begin, end, SpanKind::new_concept}};
  return made;
}

// `Evidence of engraftment (eg, neutrophils >= 1 x 10^9/L if A was given)` among inclusions: what the example
// says belongs to the name.
ReadLine LineReader::evidence_by_example(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::size_t open = std::min(whole.find(" (eg, "), whole.find(" (e.g., "));
  if (!whole.starts_with("Evidence of ") || open == std::string::npos || !whole.ends_with(')') ||
      whole.find('(', open + 2) != std::string::npos || holds_any(lowered(whole), {"unless", "except", ";"}))
    return {};
  ReadLine made = read_again(whole.substr(0, open), begin, end, false);
  const auto* state =
      made.expression == nullptr ? nullptr : std::get_if<ast::History>(&made.expression->node);
  if (state == nullptr || state->kind != ast::HistoryKind::active || !rename_fact(made, whole.substr(12)))
    return {};
  made.spans = {{begin, end, SpanKind::new_concept}};
  return made;
}

ReadLine LineReader::clauses(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  if (end == begin || end - begin > kLongestClause || frames_ >= kMostClauses) return {};
  const char first = lower(text_[begin]);
  const auto may_hold = [&](std::string_view sign) { return tokens.pairs.may_hold(sign); };
  ReadLine made;
  if (may_hold(" Gy ")) made = question_with_dose(begin, end, exclusion);
  if (exclusion) {
    if (made.expression == nullptr && first == 'o' && may_hold(" such as ")) made = other_kinds(begin, end);
    if (made.expression == nullptr && may_hold(" completed ")) made = enrolled_or_completed(begin, end);
    if (made.expression == nullptr && may_hold("(including ")) made = or_kind_in_time(begin, end);
    if (made.expression == nullptr && first == 'u' && may_hold(" device")) made = use_of_device(begin, end);
    if (made.expression == nullptr && may_hold("organ ")) made = impaired_organs(begin, end);
    return made;
  }
  if (made.expression == nullptr && may_hold("donor") && any_of_parts(tokens, "n."))
    made = donor_at_length(begin, end);
  if (made.expression == nullptr && may_hold(" within ")) made = treated_in_time(begin, end);
  if (made.expression == nullptr && (may_hold("articipated in ") || may_hold("ompleted ")))
    made = took_part_in(begin, end);
  if (made.expression == nullptr && first == 'n' && may_hold(" allowed"))
    made = no_malignancy_but(begin, end);
  if (made.expression == nullptr && first == 'e' && may_hold("(e")) made = evidence_by_example(begin, end);
  return made;
}

}  // namespace eligo::grammar::registry
