// Exact ratios: shown text by rows, arithmetic against big rationals.
#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "patients/decimal.hpp"
#include "tests/patients/numbers.hpp"

using namespace eligo::patients;

namespace {

Decimal number(const std::string& text) {
  const auto parsed = Decimal::parse(text);
  REQUIRE(std::holds_alternative<Decimal>(parsed));
  return std::get<Decimal>(parsed);
}

Rational ratio(const std::string& numerator, const std::string& denominator) {
  const auto made = Rational::make(number(numerator), number(denominator));
  REQUIRE(made);
  return *made;
}

}  // namespace

TEST_CASE("ratios are shown exactly or rounded half to even", "[rational]") {
  struct Row {
    std::string numerator, denominator;
    int digits;
    std::string text;
    bool exact;
  };
  for (const Row& row : std::vector<Row>{{"0", "7", 6, "0", true},
                                         {"3395", "10", 6, "339.5", true},
                                         {"1", "3", 6, "0.333333", false},
                                         {"2", "3", 6, "0.666667", false},
                                         {"-2", "3", 3, "-0.667", false},
                                         {"1", "8", 6, "0.125", true},
                                         {"1", "8", 2, "0.12", false},
                                         {"3", "8", 2, "0.38", false},
                                         {"5", "2", 1, "2", false},
                                         {"7", "2", 1, "4", false},
                                         {"2500001", "1000000", 1, "3", false},
                                         {"24", "1", 6, "24", true},
                                         {"30.0", "1", 6, "30", true},
                                         {"999999.5", "1", 6, "1000000", false},
                                         {"1234567", "1", 6, "1234570", false},
                                         {"1000000", "1", 6, "1000000", true},
                                         {"1e-9", "1", 6, "0.000000001", true},
                                         {"1", "113.1179", 4, "0.00884", false},
                                         {"9.99", "1", 2, "10", false},
                                         {"1e30", "1", 6, "1e30", true},
                                         {"123456789012345678", "1", 18, "123456789012345678", true},
                                         {"1e-25", "1", 6, "1e-25", true}}) {
    CAPTURE(row.numerator, row.denominator, row.digits);
    const auto shown = ratio(row.numerator, row.denominator).show(row.digits);
    CHECK(shown.text == row.text);
    CHECK(shown.exact == row.exact);
  }
}

TEST_CASE("what does not fit is no value, never a wrong one", "[rational]") {
  CHECK_FALSE(Rational::make(number("1"), number("0")));
  CHECK_FALSE(divide(ratio("1", "3"), Rational{}));
  const Rational large = ratio("999999999999999989", "1");
  const auto square = multiply(large, large);
  REQUIRE(square);
  CHECK_FALSE(multiply(*square, large));
  CHECK_FALSE(subtract(ratio("1e30", "1"), ratio("1", "1e30")));
  CHECK(compare(ratio("1e30", "1"), ratio("1", "1e30")) == std::strong_ordering::greater);
  CHECK(compare(ratio("-1e30", "1"), ratio("1", "1e30")) == std::strong_ordering::less);
}

TEST_CASE("18 digits survive a molar conversion and a multiple of a limit", "[rational]") {
  const auto factor = ratio("1e7", "113.1179");
  const auto value = multiply(Rational(number("1.23456789012345678")), factor);
  REQUIRE(value);
  const auto limit = multiply(Rational(number("9.87654321098765432")), Rational(number("1.2")));
  REQUIRE(limit);
  CHECK(compare(*value, *limit) == std::strong_ordering::greater);
  CHECK(subtract(*value, *limit));
  CHECK(multiply(*value, Rational(number("1.2"))));
}

TEST_CASE("arithmetic agrees with big rationals", "[rational][property]") {
  CHECK(rc::check("multiply, divide, subtract, compare", [] {
    const Decimal p = *gen_decimal();
    const Decimal q = Decimal(*rc::gen::inRange<std::int64_t>(1, 10000000), 4);
    const Decimal r = *rc::gen::oneOf(gen_decimal(), near(p));
    const auto a = Rational::make(p, q);
    RC_ASSERT(a.has_value());
    const Rational b(r);
    const BigRatio big_a = big(p) / big(q);
    const BigRatio big_b = big(r);
    const auto order = compare(*a, b);
    RC_ASSERT(order.has_value());
    RC_ASSERT(*order == big_order(big_a, big_b));
    RC_ASSERT(a->is_negative() == (big_a < 0));
    if (const auto product = multiply(*a, b)) {
      const auto back = r.is_zero() ? std::optional<Rational>{} : divide(*product, b);
      RC_ASSERT(product->is_zero() == (big_a * big_b == 0));
      if (back) RC_ASSERT(compare(*back, *a) == std::strong_ordering::equal);
    }
    if (const auto difference = subtract(*a, b)) {
      RC_ASSERT(difference->is_negative() == (big_a < big_b));
      RC_ASSERT(difference->is_zero() == (big_a == big_b));
      const auto shown = difference->show(40);
      if (shown.exact) {
        const auto text = Decimal::parse(difference->show(18).text);
        if (difference->show(18).exact && std::holds_alternative<Decimal>(text)) {
          RC_ASSERT(big(std::get<Decimal>(text)) == big_a - big_b);
        }
      }
    }
  }));
}

TEST_CASE("shown text is the nearest number of that many digits", "[rational][property]") {
  CHECK(rc::check("show", [] {
    const Decimal p(*rc::gen::inRange<std::int64_t>(1, 1000000000), 3);
    const Decimal q(*rc::gen::inRange<std::int64_t>(1, 1000000), 2);
    const auto a = Rational::make(p, q);
    RC_ASSERT(a.has_value());
    const int digits = *rc::gen::inRange(1, 15);
    const auto shown = a->show(digits);
    const auto parsed = Decimal::parse(shown.text);
    RC_ASSERT(std::holds_alternative<Decimal>(parsed));
    const BigRatio exact = big(p) / big(q);
    BigRatio error = big(std::get<Decimal>(parsed)) - exact;
    if (error < 0) error = -error;
    RC_ASSERT(shown.exact == (error == 0));
    // Half a unit of the last digit, of the larger power of ten that holds the value.
    BigRatio unit = 1;
    while (unit > exact) unit /= 10;
    while (unit * 10 <= exact) unit *= 10;
    for (int i = 1; i < digits; ++i) unit /= 10;
    RC_ASSERT(error * 2 <= unit);
  }));
}
