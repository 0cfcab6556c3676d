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

ReadLine LineReader::clauses(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) {
  if (end == begin || end - begin > kLongestClause || frames_ >= kMostClauses) return {};
  const char first = lower(text_[begin]);
  const auto may_hold = [&](std::string_view sign) { return tokens.pairs.may_hold(sign); };
  ReadLine made;
  if (may_hold(" Gy ")) made = question_with_dose(begin, end, exclusion);
  if (exclusion) {
    if (made.expression == nullptr && first == 'o' && may_hold(" such as ")) made = other_kinds(begin, end);
    if (made.expression == nullptr && may_hold(" completed ")) made = enrolled_or_completed(begin, end);
    return made;
  }
  if (made.expression == nullptr && may_hold("donor") && any_of_parts(tokens, "n."))
    made = donor_at_length(begin, end);
  return made;
}

}  // namespace eligo::grammar::registry
