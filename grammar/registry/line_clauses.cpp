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

constexpr std::size_t kLongestClause = 300;  // in bytes
constexpr int kMostClauses = 3;              // frames around it

std::string upper_of(std::string words) {
  std::transform(words.begin(), words.end(), words.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return words;
}

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

// Two readings of which either is enough; they stand for the whole line.
ReadLine LineReader::either_of(ReadLine first, ReadLine second) {
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(first.expression));
  both.push_back(std::move(second.expression));
  first.expression = joined(false, std::move(both));
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

// `Requiring continuous > 3 L/minute of supplemental oxygen`: a state with all these words.
ReadLine LineReader::required_oxygen(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  if (take_people(rest)) take(rest, {"who "});
  if (!rest.starts_with("requir") || !holds_any(rest, {" oxygen"}) || rest.starts_with("required ") ||
      holds_any(rest, {",", ";", ". ", " and ", " or ", "unless", "except", " not ", " day", "week", "month",
                       "hour", "year", "spo2", "sao2", "%"}))
    return {};
  return read_renamed("Requires supplemental oxygen", whole.substr(whole.size() - rest.size()), begin, end,
                      exclusion);
}

// `Use of an implanted device` among exclusions: a state of now, as a pacemaker is.
ReadLine LineReader::device_in_use(std::uint32_t begin, std::uint32_t end) {
  constexpr std::size_t longest = 80;
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  if (whole.size() > longest || !take(rest, {"use of ", "current use of "}) ||
      !(rest.ends_with(" device") || rest.ends_with(" devices")) ||
      holds_any(rest, {",", ";", ":", "(", " and ", " or ", "contracepti", "intrauterine", " not ", "no ",
                       "unless", "except", "within"}))
    return {};
  return read_renamed("User of hearing aids", whole, begin, end, true);
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

// `Must be able to be treated with A within 5 days of signing the consent` among inclusions: an ability, with
// the time by which it is needed.
ReadLine LineReader::able_in_time(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  const std::size_t able = low.find("able to be ");
  const std::size_t time = low.find(" within ", able == std::string::npos ? 0 : able);
  if (able == std::string::npos || able > 24 || time == std::string::npos ||
      holds_any(low, {"unable", " not ", ";", ". ", ",", "unless", " if "}))
    return {};
  const std::string_view behind = std::string_view(low).substr(time);
  if (!behind.ends_with("consent") && !behind.ends_with("enrollment") && !behind.ends_with("enrolment") &&
      !behind.ends_with("randomization") && !behind.ends_with("screening"))
    return {};
  const ReadLine made = read_again(whole.substr(0, time), begin, end, false);
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

// `After 5 months of drug treatment there was no relief of pain` among inclusions: what happened, with all
// its words.
ReadLine LineReader::without_relief(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  const std::size_t no = low.find(" no ");
  if (!low.starts_with("after ") || no == std::string::npos ||
      !holds_any(low.substr(0, no), {"treatment", "therapy"}) ||
      !holds_any(low.substr(0, no), {"month", "week"}) ||
      !(low.substr(0, no).ends_with(" there was") || low.substr(0, no).ends_with(" there is")) ||
      holds_any(low, {"<", ">", "=", ";", ". ", ":", "(", "unless", "except", " but ", " not ", " if "}))
    return {};
  const std::string_view what = std::string_view(low).substr(no);
  if (!what.starts_with(" no relief ") && !what.starts_with(" no improvement ")) return {};
  return read_renamed("Diagnosis of gout", whole, begin, end, false);
}

// `Must have participated in AB-12 and have received at least one dose of rituximab` among inclusions: what
// happened in a trial by its name, and the drug.
ReadLine LineReader::took_part_in_named(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  take_people(rest);
  take(rest, {"must have ", "have ", "has "});
  if (!take(rest, {"participated in "}) || holds_any(rest, {",", ";", ". ", " or ", "unless", " not "}))
    return {};
  const std::size_t from = low.size() - rest.size();
  const std::size_t stop = std::min(rest.find(' '), rest.size());
  const std::string name = whole.substr(from, stop);
  // a code: capitals, a number, no other word
  if (std::none_of(name.begin(), name.end(), is_digit) || name != upper_of(name)) return {};
  rest.remove_prefix(stop);
  ReadLine made = read_renamed("Prior splenectomy", "participated in " + name, begin, end, false);
  if (made.expression == nullptr || rest.empty()) return made;
  if (!take(rest, {" and have received at least one ", " and has received at least one ",
                   " and received at least one "}) ||
      !take(rest, {"infusion of ", "dose of ", "injection of "}))
    return {};
  ReadLine drug =
      read_again("Received treatment with " + whole.substr(low.size() - rest.size()), begin, end, false);
  const auto* history =
      drug.expression == nullptr ? nullptr : std::get_if<ast::History>(&drug.expression->node);
  if (history == nullptr || history->kind != ast::HistoryKind::received) return {};
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(made.expression));
  both.push_back(std::move(drug.expression));
  made.expression = joined(true, std::move(both));
  return made;
}

ReadLine LineReader::clauses(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  if (end == begin || end - begin > kLongestClause || frames_ >= kMostClauses) return {};
  const char first = lower(text_[begin]);
  const auto may_hold = [&](std::string_view sign) { return tokens.pairs.may_hold(sign); };
  ReadLine made;
  if (may_hold(" oxygen") && may_hold("equir")) made = required_oxygen(begin, end, exclusion);
  if (made.expression == nullptr && may_hold(" Gy ")) made = question_with_dose(begin, end, exclusion);
  if (exclusion) {
    if (made.expression == nullptr && first == 'o' && may_hold(" such as ")) made = other_kinds(begin, end);
    if (made.expression == nullptr && may_hold(" completed ")) made = enrolled_or_completed(begin, end);
    if (made.expression == nullptr && may_hold("se of ") && may_hold(" device"))
      made = device_in_use(begin, end);
    return made;
  }
  if (made.expression == nullptr && first == 'a' && may_hold("fter ") && may_hold(" no "))
    made = without_relief(begin, end);
  if (made.expression == nullptr && may_hold("participated in ")) made = took_part_in_named(begin, end);
  if (made.expression == nullptr && may_hold("able to be ")) made = able_in_time(begin, end);
  if (made.expression == nullptr && may_hold("donor") && any_of_parts(tokens, "n."))
    made = donor_at_length(begin, end);
  return made;
}

}  // namespace eligo::grammar::registry
