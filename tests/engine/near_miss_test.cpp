// Which trials one criterion alone keeps closed, how near it was, and when time cures it.
#include "engine/near_miss.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/record_of.hpp"

using namespace eligo;
using test::day;

namespace {

// "I1 from 2026-12-03 eligible", "I1 never", or "none"; and the nearest distance.
struct Seen {
  std::string miss;
  std::string distance;
};

Seen seen(const std::string& criteria, const std::string& members) {
  const auto compiled = test::trial_of(criteria);
  INFO(criteria);
  engine::ScreenOptions only;
  only.trials = {"T"};
  const auto result = engine::screen(*compiled.program, test::read_members(members), day("2026-11-25"), only);
  REQUIRE_FALSE(result.refusal);
  const auto misses = engine::near_misses(*compiled.program, result, day("2026-11-25"));
  if (misses.empty()) return {"none", ""};
  const auto& miss = misses.front();
  Seen made{miss.failing().id, ""};
  made.miss += miss.from
                   ? " from " + patients::to_string(*miss.from) + " " + std::string(to_string(miss.then))
                   : " never";
  if (const auto* distance = engine::nearest_distance(miss.explanation()))
    made.distance =
        distance->amount + " " + distance->unit + " of " + distance->limit + ", " + distance->percent;
  return made;
}

const char* const platelets_38 =
    R"("sex": "male", "observations": [{"name": "platelets", "value": 38, "unit": "K/uL", "date": "2026-11-20"}])";

}  // namespace

TEST_CASE("near misses") {
  struct Row {
    std::string criteria;
    std::string members;
    std::string miss;
    std::string distance;
  };
  const std::vector<Row> rows{
      {"inclusion 1 \"p\" platelets < 30 10*9/L", platelets_38, "I1 never", "8 10*9/L of 30, 26.7"},
      // In the unit of the criterion.
      {"inclusion 1 \"p\" platelets >= 50000 /uL", platelets_38, "I1 never", "-12000 /uL of 50000, -24"},
      // Two failing criteria are no near miss, and neither is none.
      {"inclusion 1 \"p\" platelets < 30 10*9/L\ninclusion 2 \"f\" female", platelets_38, "none", ""},
      {"inclusion 1 \"p\" platelets < 40 10*9/L", platelets_38, "none", ""},
      // What is unknown beside it does not count as failing, and the verdict then is not better than that.
      {"inclusion 1 \"p\" platelets < 30 10*9/L within 14 days\ninclusion 2 \"e\" ECOG <= 2", platelets_38,
       "I1 from 2026-12-05 incomplete", "8 10*9/L of 30, 26.7"},
      // Of several distances the smallest share of its limit; a limit of nought has no share.
      {"inclusion 1 \"p\" platelets < 30 10*9/L and platelets < 35 10*9/L", platelets_38, "I1 never",
       "3 10*9/L of 35, 8.57"},
      {"inclusion 1 \"p\" platelets <= 0 10*9/L", platelets_38, "I1 never", "38 10*9/L of 0, "},
      // Time cures.
      {"inclusion 1 \"a\" age >= 18 years", R"("birth_date": "2009-02-14")", "I1 from 2027-02-14 eligible",
       "-1 years of 18, -5.56"},
      {"inclusion 1 \"a\" age >= 18 years", R"("birth_date": "2012-02-14")", "I1 never",
       "-4 years of 18, -22.2"},
      {"exclusion 1 \"r\" rituximab within 3 months",
       R"("complete": ["medications"], "medications": [{"name": "rituximab", "start": "2026-09-03", "end": "2026-09-03"}])",
       "E1 from 2026-12-04 eligible", "8 d of 2026-12-03, "},
      {"inclusion 1 \"h\" 7 to 21 days since HSCT",
       R"("complete": ["procedures"], "procedures": [{"name": "hsct", "date": "2026-11-19"}])",
       "I1 from 2026-11-26 eligible", "1 d of 2026-11-26, "},
      {"inclusion 1 \"h\" 7 to 21 days since HSCT",
       R"("complete": ["procedures"], "procedures": [{"name": "hsct", "date": "2026-11-01"}])", "I1 never",
       "-3 d of 2026-11-22, "},
      // More than the most that may be: the limit that was passed.
      {"inclusion 1 \"h\" exactly 1 HSCT",
       R"("complete": ["procedures"], "procedures": [{"name": "hsct", "date": "2025-11-01"}, {"name": "hsct", "date": "2026-02-01"}, {"name": "hsct", "date": "2026-06-01"}])",
       "I1 never", "2  of 1, 200"},
  };
  for (const auto& row : rows) {
    const Seen now = seen(row.criteria, row.members);
    INFO(row.criteria << "\n" << row.members);
    CHECK(now.miss == row.miss);
    CHECK(now.distance == row.distance);
  }
}

TEST_CASE("the only criterion that fails") {
  using engine::Status;
  engine::TrialResult result;
  CHECK_FALSE(engine::only_failing(result));
  result.criteria.resize(3);
  result.criteria[0].status = Status::unknown;
  result.criteria[1].status = Status::fail;
  result.criteria[2].status = Status::pass;
  CHECK(engine::only_failing(result) == 1);
  result.criteria[2].status = Status::fail;
  CHECK_FALSE(engine::only_failing(result));
}
