#include "engine/predicates/phrases.hpp"

namespace eligo::engine {

std::string comparison_phrase(Comparator comparator, bool holds, std::string_view limit) {
  const auto phrase = [&](std::string_view words) { return std::string(words) + std::string(limit); };
  switch (comparator) {
    case Comparator::less:
      return holds ? phrase("is below ") : phrase("is not below ");
    case Comparator::less_equal:
      return holds ? phrase("is at most ") : phrase("is above ");
    case Comparator::greater:
      return holds ? phrase("is above ") : phrase("is not above ");
    case Comparator::greater_equal:
      return holds ? phrase("is at least ") : phrase("is below ");
    case Comparator::equal:
      return holds ? phrase("is ") : phrase("is not ");
  }
  return {};
}

void note_missing(Account& account, std::string_view fact, std::string_view subject, std::string_view what) {
  account.causes.push_back({Cause::missing, std::string(fact), std::string(what), std::nullopt});
  account.clauses.push_back({std::string(subject), "", "cannot be judged: " + std::string(what)});
}

std::string_view response_word(patients::Response response) {
  return response == patients::Response::no_response ? "no response" : patients::to_string(response);
}

std::string on_date(const std::optional<patients::PartialDate>& date) {
  if (!date) return " (date not recorded)";
  return (date->precision == patients::DatePrecision::day ? " on " : " in ") + patients::to_string(*date);
}

std::string describe(const TimeBound& bound) {
  using Kind = TimeBound::Kind;
  const std::string length = patients::to_string(bound.length);
  switch (bound.kind) {
    case Kind::within:
      return "within the last " + length;
    case Kind::less_than:
      return "less than " + length + " ago";
    case Kind::at_least:
      return "at least " + length + " ago";
    case Kind::more_than:
      return "more than " + length + " ago";
    case Kind::exactly:
      return "exactly " + length + " ago";
    case Kind::range: {
      if (bound.low.unit == bound.length.unit)
        return std::to_string(bound.low.count) + " to " + length + " ago";
      return patients::to_string(bound.low) + " to " + length + " ago";
    }
  }
  return {};
}

namespace {

std::string join(const std::vector<ConceptId>& ids, const Vocabulary& vocabulary,
                 std::string_view last_word) {
  std::string text;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (i > 0) text += i + 1 == ids.size() ? last_word : ", ";
    text += vocabulary[ids[i]].phrase;
  }
  return text;
}

}  // namespace

std::string describe(const ConceptSet& set, const Vocabulary& vocabulary) {
  std::string text = join(set.members, vocabulary, " or ");
  if (!set.except.empty()) text += " (except " + join(set.except, vocabulary, " and ") + ")";
  return text;
}

}  // namespace eligo::engine
