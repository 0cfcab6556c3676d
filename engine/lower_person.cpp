// Age, sex, attestations, other trials, and sentences that the language does not express. See lowering.hpp.
#include "engine/lowering.hpp"
#include "engine/names.hpp"
#include "grammar/format.hpp"

namespace eligo::engine {

namespace {

Comparator comparator(ast::Comparator comparator) { return static_cast<Comparator>(comparator); }
static_assert(static_cast<int>(ast::Comparator::less) == static_cast<int>(Comparator::less) &&
              static_cast<int>(ast::Comparator::less_equal) == static_cast<int>(Comparator::less_equal) &&
              static_cast<int>(ast::Comparator::greater) == static_cast<int>(Comparator::greater) &&
              static_cast<int>(ast::Comparator::greater_equal) ==
                  static_cast<int>(Comparator::greater_equal) &&
              static_cast<int>(ast::Comparator::equal) == static_cast<int>(Comparator::equal));

// Mean Gregorian lengths in hundredths of a day; only to tell that a range runs backward.
std::int64_t hundredths_of_a_day(const Duration& duration) {
  switch (duration.unit) {
    case patients::TimeUnit::day:
      return 100LL * duration.count;
    case patients::TimeUnit::week:
      return 700LL * duration.count;
    case patients::TimeUnit::month:
      return 3044LL * duration.count;
    case patients::TimeUnit::year:
      return 36525LL * duration.count;
  }
  return 0;
}

void warn_if_constant(Lowering& lowering, Comparator comparator, const Duration& limit, ast::Span span) {
  if (limit.count != 0) return;
  if (comparator == Comparator::greater_equal)
    lowering.warning("W503", span, "this test always holds: every age is at least 0",
                     "leave it out, or correct the limit");
  if (comparator == Comparator::less)
    lowering.warning("W503", span, "this test never holds: no age is below 0",
                     "leave it out, or correct the limit");
}

}  // namespace

Lowered lower_node(Lowering& lowering, const ast::AgeTest& age, const ast::Expression& whole) {
  AgePredicate predicate;
  const auto high = lowering.duration(age.high);
  if (!high) return std::nullopt;
  if (age.comparator) {
    predicate.bounds = {{comparator(*age.comparator), *high}};
    warn_if_constant(lowering, predicate.bounds.front().comparator, *high, whole.span);
  } else {
    const auto low = lowering.duration(*age.low);
    if (!low) return std::nullopt;
    if (hundredths_of_a_day(*low) > hundredths_of_a_day(*high))
      return lowering.error("E306", whole.span, "this range of ages is empty: it ends before it begins",
                            "write the lower age first");
    predicate.bounds = {{Comparator::greater_equal, *low}, {Comparator::less_equal, *high}};
  }
  return lowering.add(std::move(predicate), grammar::format(whole));
}

Lowered lower_node(Lowering& lowering, const ast::SexTest& sex, const ast::Expression& whole) {
  const bool female = sex.sex == ast::Sex::female;
  return lowering.add(SexPredicate{female ? patients::Sex::female : patients::Sex::male},
                      grammar::format(whole));
}

Lowered lower_node(Lowering& lowering, const ast::Attest& attest, const ast::Expression& whole) {
  const auto name = lowering.resolve(attest.name);
  if (!name) return std::nullopt;
  if (name->kind != FactKind::attestation)
    return lowering.wrong_kind(attest.name, name->kind, "not something that a person attests");
  if (name->is_set)
    return lowering.error("E301", attest.name.span, quoted(attest.name.text) + " is a value set",
                          "attest one fact at a time");
  return lowering.add(AttestPredicate{name->members.front()}, grammar::format(whole));
}

Lowered lower_node(Lowering& lowering, const ast::Unencoded& unencoded, const ast::Expression& whole) {
  return lowering.add(UnencodedPredicate{unencoded.text.text}, grammar::format(whole));
}

Lowered lower_node(Lowering& lowering, const ast::OtherTrial& other, const ast::Expression& whole) {
  OtherTrialPredicate predicate{lowering.own_id(), std::nullopt};
  if (other.within) {
    predicate.within = lowering.duration(*other.within);
    if (!predicate.within) return std::nullopt;
  }
  return lowering.add(std::move(predicate), grammar::format(whole));
}

}  // namespace eligo::engine
