// Decimals: rows of number text, then properties against big integers of boost::multiprecision.
#include <rapidcheck.h>
#include <boost/multiprecision/cpp_int.hpp>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "patients/decimal.hpp"
#include "tests/patients/numbers.hpp"

using namespace eligo::patients;

namespace {

std::string outcome(const std::string& text) {
  const auto parsed = Decimal::parse(text);
  if (const auto* decimal = std::get_if<Decimal>(&parsed)) return decimal->to_string();
  switch (std::get<DecimalError>(parsed)) {
    case DecimalError::not_a_number:
      return "not a number";
    case DecimalError::too_many_digits:
      return "digits";
    case DecimalError::exponent_out_of_range:
      return "exponent";
  }
  return "?";
}

}  // namespace

TEST_CASE("number text is kept as written, or refused", "[decimal]") {
  struct Row {
    std::string text, expected;
  };
  for (const Row& row : std::vector<Row>{{"0", "0"},
                                         {"-0", "0"},
                                         {"0.0", "0.0"},
                                         {"0.1400", "0.1400"},
                                         {"1e3", "1000"},
                                         {"1E+3", "1000"},
                                         {"-12.50", "-12.50"},
                                         {"1.5e1", "15"},
                                         {"1.50e1", "15.0"},
                                         {"61.5", "61.5"},
                                         {"5e-1", "0.5"},
                                         {"123456789012345678", "123456789012345678"},
                                         {"0.123456789012345678", "0.123456789012345678"},
                                         {"000", "not a number"},
                                         {"1234567890123456789", "digits"},
                                         {"1.000000000000000000", "digits"},
                                         {"0.000000000000000000000000000001", "1e-30"},
                                         {"1e30", "1e30"},
                                         {"1e17", "100000000000000000"},
                                         {"1e18", "1e18"},
                                         {"12e17", "1.2e18"},
                                         {"1e31", "exponent"},
                                         {"1e-30", "1e-30"},
                                         {"1e-31", "exponent"},
                                         {"1e400", "exponent"},
                                         {"1e99999999999999999999", "exponent"},
                                         {"0e31", "exponent"},
                                         {"1e0000000000000030", "1e30"},
                                         {"100000000000000000000", "digits"},
                                         {"-", "not a number"},
                                         {"", "not a number"},
                                         {"+1", "not a number"},
                                         {".5", "not a number"},
                                         {"5.", "not a number"},
                                         {"1e", "not a number"},
                                         {"1e+", "not a number"},
                                         {"01", "not a number"},
                                         {"1 ", "not a number"},
                                         {"0x1", "not a number"},
                                         {"NaN", "not a number"},
                                         {"1,5", "not a number"},
                                         {"1_000", "not a number"},
                                         {"--1", "not a number"},
                                         {"1.2.3", "not a number"},
                                         {"\xD9\xA1", "not a number"}}) {
    CAPTURE(row.text);
    CHECK(outcome(row.text) == row.expected);
  }
  CHECK(outcome("0." + std::string(61, '0')) == "exponent");
  CHECK(outcome("0." + std::string(59, '0') + "1") == "1e-60");
}

TEST_CASE("comparison is exact over all scales", "[decimal]") {
  struct Row {
    std::string smaller, larger;
  };
  for (const Row& row : std::vector<Row>{{"29.999999999999999", "30"},
                                         {"0.14", "0.140000000000000001"},
                                         {"-1", "0"},
                                         {"-1e30", "-1"},
                                         {"-30.1", "-30"},
                                         {"1e-30", "1e30"},
                                         {"999999999999999999e30", "1000000000000000000e30"},
                                         {"99999999999999999e12", "1e30"},
                                         {"0", "1e-30"}}) {
    CAPTURE(row.smaller, row.larger);
    const auto a = Decimal::parse(row.smaller);
    const auto b = Decimal::parse(row.larger);
    if (!std::holds_alternative<Decimal>(a) || !std::holds_alternative<Decimal>(b)) continue;
    CHECK(std::get<Decimal>(a) < std::get<Decimal>(b));
    CHECK(std::get<Decimal>(b) > std::get<Decimal>(a));
  }
  CHECK(std::get<Decimal>(Decimal::parse("3.0")) == Decimal(3));
  CHECK(std::get<Decimal>(Decimal::parse("1e3")) == Decimal(1000));
  CHECK(std::get<Decimal>(Decimal::parse("-0.0")) == Decimal(0));
}

TEST_CASE("whole numbers are recognised", "[decimal]") {
  CHECK(Decimal(30, 1).to_whole() == 3);
  CHECK(Decimal(1, -3).to_whole() == 1000);
  CHECK(Decimal(0, 5).to_whole() == 0);
  CHECK_FALSE(Decimal(31, 1).to_whole());
  CHECK_FALSE(Decimal(1, -30).to_whole());
  CHECK(Decimal(1, -30).is_whole());
  CHECK_FALSE(Decimal(1, 30).is_whole());
}

TEST_CASE("comparison agrees with big integers", "[decimal][property]") {
  CHECK(rc::check("compare", [] {
    const Decimal a = *gen_decimal();
    const Decimal b = *rc::gen::oneOf(gen_decimal(), near(a));
    RC_ASSERT((a <=> b) == big_order(big(a), big(b)));
    RC_ASSERT((a == b) == (big(a) == big(b)));
  }));
}

TEST_CASE("text of a decimal reads back as the same decimal", "[decimal][property]") {
  CHECK(rc::check("round trip", [] {
    const Decimal a = *gen_decimal();
    const auto back = Decimal::parse(a.to_string());
    RC_ASSERT(std::holds_alternative<Decimal>(back));
    RC_ASSERT(std::get<Decimal>(back) == a);
  }));
}
