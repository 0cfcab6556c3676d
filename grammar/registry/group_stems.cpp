// See group_stems.hpp.
#include "grammar/registry/group_stems.hpp"

#include <string>

#include "grammar/registry/headings.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/stem_subjects.hpp"

namespace eligo::grammar::registry {
namespace {

bool begins(std::string_view low, std::initializer_list<std::string_view> fronts) {
  for (const std::string_view front : fronts)
    if (low.starts_with(front)) return true;
  return false;
}

// One clause: nothing that turns or restricts the list.
bool is_plain(std::string_view low) {
  return !holds_any(low,
                    {"unless", "except", "within", " if any", "other than", ". ", "; ", " but ", "only"});
}

}  // namespace

namespace {

// Where a last clause begins that only says how a value is calculated, or what a word means; npos: there is
// none.
std::size_t last_clause(std::string_view low) {
  const std::size_t sentence = low.rfind(". ");
  return sentence == std::string_view::npos ? 0 : sentence + 2;
}

GroupStem read_calculation(std::string_view low) {
  const std::size_t from = last_clause(low);
  const std::string_view clause = low.substr(from);
  if (!holds_any(clause, {" is calculated ", " is determined ", " is estimated ", " will be calculated "}) ||
      !holds_any(clause, {" equation", " formula"}) ||
      holds_any(clause,
                {"unless", "except", "exclu", "eligib", " must ", ">", "<", " least", "than 1.", "; "}))
    return {};
  return {GroupStem::Kind::calculated, from == 0 ? 0 : from - 2};
}

}  // namespace

bool is_formula(std::string_view entry) {
  const std::string low = lowered(entry);
  return low.find('=') != std::string::npos && low.find_first_of("<>") == std::string::npos &&
         holds_any(low, {"height", "weight", "age)"}) && holds_any(low, {" x ", " * ", "/", "×"}) &&
         !holds_any(low, {">=", "<=", "≥", "≤", "must", "eligib"});
}

bool is_of_sex(std::string_view entry) {
  return begins(lowered(entry.substr(0, 12)),
                {"man ", "men ", "male ", "males ", "woman ", "women ", "female ", "females "});
}

bool is_of_women_who_cannot_bear(std::string_view entry) {
  const std::string low = lowered(entry);
  return begins(low, {"woman of non", "women of non", "female of non", "females of non", "woman not of child",
                      "women not of child"}) &&
         holds_any(low, {"childbearing potential", "child-bearing potential"}) &&
         !holds_any(low, {" must ", "agree", "negative", "test", " should ", ". "});
}

GroupStem read_group_stem(std::string_view text) {
  constexpr std::size_t longest = 400;
  if (text.size() > longest || !text.ends_with(':')) return {};
  std::string low = lowered(text);
  // `not limited to` turns nothing
  if (const auto at = low.find(", but not limited to"); at != std::string::npos)
    low.erase(at, std::string_view(", but not limited to").size());
  if (const GroupStem calculated = read_calculation(low); calculated.kind != GroupStem::Kind::none)
    return calculated;
  if (begins(low, {"be willing to avoid pregnancy", "willing to avoid pregnancy",
                   "willingness to avoid pregnancy"}) &&
      (low.ends_with("based on 1 of the following criteria:") ||
       low.ends_with("based on one of the following criteria:") ||
       low.ends_with("based on the criteria below:") || low.ends_with("based on the following criteria:")) &&
      is_plain(low))
    return {GroupStem::Kind::by_sex, 0};
  const std::size_t include = low.find(" includ");
  if (begins(low, {"patients must not have any ", "patient must not have any ", "subjects must not have any ",
                   "participants must not have any ", "must not have any "}) &&
      is_plain(low)) {
    if (low.ends_with("any of the following:")) return {GroupStem::Kind::denied, 0};
    if (include != std::string::npos &&
        (low.ends_with("including:") || low.ends_with("including the following:")))
      return {GroupStem::Kind::denied, include};
  }
  if (low == "none of the following:") return {GroupStem::Kind::denied, 0};
  for (const std::string_view end :
       {" are eligible if:", " are eligible if they meet the following criteria:",
        " are eligible if all of the following are met:"})
    if (low.ends_with(end) &&
        begins(low, {"patients who are ", "patients with ", "subjects who are ", "subjects with ",
                     "participants with ", "participants who are "}) &&
        is_plain(low.substr(0, low.size() - end.size())))
      return {GroupStem::Kind::guarded, low.size() - end.size()};
  for (const std::string_view end :
       {" must have:", " must be:", " must have the following:", " must have all of the following:",
        " must meet the following criteria:", " must meet all of the following criteria:"})
    if (low.ends_with(end) && subject_of(words_of(low, 40)) == Subject::some &&
        is_plain(low.substr(0, low.size() - end.size())))
      return {GroupStem::Kind::guarded, low.size() - end.size()};
  // `Women must have a negative test; a woman of childbearing potential is any woman …:`
  for (const std::string_view who : {"; a woman of child", "; a female of child"})
    if (const std::size_t at = low.find(who); at != std::string::npos && low.rfind("; ") == at &&
                                              low.find(" is any ", at) != std::string::npos &&
                                              low.ends_with("meets the following criteria:"))
      return {GroupStem::Kind::defined, at};
  if (begins(low, {"a woman of child", "a female of child", "women of child", "females of child"}) &&
      holds_any(low, {" is any ", " are any ", " is defined as any "}) &&
      low.ends_with("meets the following criteria:") && low.find(". ") == std::string::npos &&
      low.find("; ") == std::string::npos)
    return {GroupStem::Kind::defined, 0};
  // `Note: acceptable methods of contraception are listed below:`
  if (begins(low, {"note: acceptable forms of ", "note: acceptable methods of ", "acceptable forms of ",
                   "acceptable methods of "}) &&
      holds_any(low, {"birth control", "contraception"}) &&
      (low.ends_with(" are listed below:") || low.ends_with(" are the following:") ||
       low.ends_with(" control are:") || low.ends_with(" contraception are:")) &&
      low.size() < 90)
    return {GroupStem::Kind::defined, 0};
  return {};
}

bool goes_on_defining(std::string_view entry) {
  const std::string low = lowered(entry.substr(0, 24));
  if (begins(low, {"has not undergone", "has not been naturally", "has had menses", "is not postmenopausal"}))
    return true;
  // a method of contraception, and nothing that is asked of somebody
  const std::string whole = lowered(entry);
  return begins(low, {"one barrier", "barrier", "hormonal", "intrauterine", "oral contracept", "condom",
                      "diaphragm", "male condom", "female condom", "implant", "injectable", "spermicid",
                      "abstinence", "true abstinence", "sexual abstinence", "vasectom", "tubal"}) &&
         !holds_any(whole, {" must ", "pregnan", "eligible", "exclu", "agree"});
}

}  // namespace eligo::grammar::registry
