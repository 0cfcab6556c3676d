// Random trials over the whole language and random records that they bear on, for property tests.
#pragma once

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <string>

#include "engine/calendar.hpp"
#include "tests/engine/record_of.hpp"

namespace eligo::test {

using patients::Day;
using patients::PartialDate;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  int below(int count) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(count)); }
  int between(int low, int high) { return low + below(high - low + 1); }
  bool one_in(int count) { return below(count) == 0; }
  template <class List>
  const auto& of(const List& list) {
    return list[engine_() % std::size(list)];
  }

 private:
  std::mt19937_64 engine_;
};

// ---------------------------------------------------------------- trials

// D: a span of time, N: a number of days.
inline constexpr std::array leaves{
    "age >= D",
    "age < D",
    "age = D",
    "age 2 to 40 months",
    "age 17 to 18 years",
    "female",
    "ECOG <= 1",
    "ECOG <= 1 within D",
    "any ECOG <= 1 within D",
    "every ECOG <= 1 within D",
    "first ECOG <= 1",
    "first ECOG <= 1 within D",
    "highest ECOG <= 1 within D",
    "lowest ECOG > 0 within D",
    "ECOG on day N after HSCT <= 1",
    "ECOG on day N ± 3 after allogeneic HSCT <= 1",
    "ECOG <= 1 on 2 consecutive days",
    "ECOG <= 1 on 3 consecutive days",
    "HBsAg negative within D",
    "ALT <= 2 ULN within D",
    "diagnosis of hematologic disease",
    "active hematologic disease",
    "diagnosis of ITP with severity severe",
    "diagnosis of hematologic disease active within D",
    "diagnosis of hematologic malignancy active within D except ITP",
    "at least D since onset of ITP",
    "more than D since onset of ITP",
    "onset of hematologic disease within D",
    "received allogeneic HSCT",
    "HSCT within D",
    "no HSCT less than D ago",
    "no allogeneic HSCT within D",
    "N to 60 days since HSCT",
    "exactly N days since first HSCT",
    "at least D since allogeneic HSCT",
    "less than D since first HSCT",
    "more than 1 HSCT",
    "more than 1 HSCT within D",
    "exactly 1 HSCT within D",
    "splenectomy failed",
    "glucocorticoid failed within D",
    "no rituximab within D",
    "rituximab less than D ago",
    "at least D since rituximab",
    "exactly D since glucocorticoid",
    "1 to 13 months since rituximab",
    "in another trial within D",
    "in another trial",
    "attest informed consent",
    "attest poor compliance",
    "onset of hematologic disease on or after HSCT",
    "onset of hematologic disease on or after rituximab",
    "unencoded \"good general state\"",
};

inline std::string span(Random& random) {
  constexpr std::array units{"days", "weeks", "months", "years"};
  const int unit = random.below(4);
  const int most = std::array{200, 30, 14, 2}[static_cast<std::size_t>(unit)];
  return std::to_string(random.between(unit == 3 ? 1 : 2, most)) + " " +
         units[static_cast<std::size_t>(unit)];
}

inline std::string leaf(Random& random) {
  std::string text;
  for (const char* at = random.of(leaves); *at != '\0'; ++at) {
    const bool alone = (text.empty() || text.back() == ' ') && (at[1] == ' ' || at[1] == '\0');
    if (*at == 'D' && alone) {
      text += span(random);
    } else if (*at == 'N' && alone) {
      text += std::to_string(random.between(0, 40));
    } else {
      text += *at;
    }
  }
  return text;
}

inline std::string expression(Random& random, int depth) {
  if (depth == 0 || random.one_in(3)) return leaf(random);
  const auto part = [&] { return "(" + expression(random, depth - 1) + ")"; };
  switch (random.below(6)) {
    case 0:
      return "not " + part();
    case 1:
      return part() + " or " + part();
    case 2:
      return "if " + part() + " then " + part();
    case 3:
      return "if " + part() + " then " + part() + " else " + part();
    case 4:
      return "at least 2 of (" + part() + ", " + part() + ", " + part() + ")";
    default:
      return part() + " and " + part();
  }
}

inline engine::Compiled random_trials(Random& random, int count) {
  auto files = shipped_rules();
  std::string text;
  for (int i = 0; i < count; ++i) {
    text = "trial R" + std::to_string(1000 + i) + " \"random\"\n";
    for (int n = random.between(1, 4); n > 0; --n) {
      const bool inclusion = random.one_in(2);
      text += std::string(inclusion ? "inclusion " : "exclusion ") + std::to_string(n) + " \"c\"\n    " +
              expression(random, 2) + "\n";
    }
    files.push_back({"random" + std::to_string(i) + ".elig", text});
  }
  auto compiled = engine::compile(files);
  for (const auto& diagnostic : compiled.diagnostics)
    if (diagnostic.severity == grammar::Severity::error) UNSCOPED_INFO(grammar::render(diagnostic));
  REQUIRE(compiled.ok());
  return compiled;
}

// ---------------------------------------------------------------- records

inline constexpr std::array conditions{"hematologic_disease", "hematologic_malignancy",
                                       "immune_thrombocytopenia"};
inline constexpr std::array medications{"glucocorticoid", "prednisone", "rituximab"};

inline PartialDate partial(Random& random, Day day) {
  const std::string text = to_string(day);
  if (random.one_in(6)) return *PartialDate::parse(text.substr(0, 7));
  if (random.one_in(12)) return *PartialDate::parse(text.substr(0, 4));
  return PartialDate::of(day);
}

class Maker {
 public:
  Maker(Random& random, Day as_of) : random_(random), as_of_(as_of) {}

  patients::PatientRecord record() {
    patients::PatientRecord made;
    made.id = "P";
    for (std::size_t i = 1; i < 5; ++i) made.complete[i] = random_.one_in(2);
    if (random_.one_in(3)) made.sex = static_cast<patients::Sex>(random_.below(4));
    person(made);
    for (int n = random_.below(4); n > 0; --n) made.conditions.push_back(condition());
    for (int n = random_.below(4); n > 0; --n) made.procedures.push_back(procedure());
    for (int n = random_.below(4); n > 0; --n) made.medications.push_back(medication());
    for (int n = random_.below(6); n > 0; --n) made.observations.push_back(observation());
    for (int n = random_.below(3); n > 0; --n) made.trials.push_back(participation());
    for (int n = random_.below(3); n > 0; --n) made.attestations.push_back(attestation());
    return made;
  }

 private:
  // Mostly before the as-of date; clustered, so that facts meet.
  Day day() {
    const int back = random_.one_in(2) ? random_.between(-60, 40) : random_.between(-100, 900);
    return {as_of_.number - back};
  }
  std::optional<PartialDate> date() {
    if (random_.one_in(7)) return std::nullopt;
    return partial(random_, day());
  }
  template <class Word>
  std::optional<Word> some(int count) {
    if (random_.one_in(2)) return std::nullopt;
    return static_cast<Word>(random_.below(count));
  }

  void person(patients::PatientRecord& made) {
    const int kind = random_.below(5);
    if (kind < 3) {
      const Day birth{as_of_.number - 2 - random_.below(random_.one_in(2) ? 900 : 7300)};
      made.birth_date = partial(random_, birth);
    } else if (kind == 3) {
      made.age = patients::RecordedAge{random_.below(30),
                                       static_cast<patients::TimeUnit>(random_.below(4)),
                                       random_.one_in(2) ? date() : std::nullopt,
                                       {}};
    }
  }
  patients::Condition condition() {
    patients::Condition entry;
    entry.naming.name = random_.of(conditions);
    entry.status = some<patients::ConditionStatus>(random_.one_in(4) ? 4 : 3);
    entry.severity = some<patients::Severity>(3);
    entry.onset = date();
    if (random_.one_in(2)) entry.end = date();
    if (random_.one_in(6)) entry.verification = static_cast<patients::Verification>(random_.below(4));
    return entry;
  }
  patients::Procedure procedure() {
    patients::Procedure entry;
    entry.naming.name = random_.one_in(4) ? "splenectomy" : "hsct";
    if (entry.naming.name == "hsct" && !random_.one_in(3))
      entry.type = random_.one_in(3) ? "autologous" : "allogeneic";
    entry.absent = random_.one_in(8);
    entry.date = date();
    entry.response = some<patients::Response>(3);
    return entry;
  }
  patients::Medication medication() {
    patients::Medication entry;
    entry.naming.name = random_.of(medications);
    entry.absent = random_.one_in(8);
    entry.start = date();
    if (random_.one_in(2)) entry.end = date();
    if (!entry.end && random_.one_in(2)) entry.ongoing = true;
    entry.response = some<patients::Response>(3);
    return entry;
  }
  patients::Observation observation() {
    patients::Observation entry;
    const int kind = random_.below(6);
    entry.naming.name = kind == 0 ? "hbsag" : kind == 1 ? "alt" : "ecog";
    if (kind == 0) {
      entry.value = random_.one_in(2) ? "negative" : "positive";
    } else {
      entry.value = std::get<patients::Decimal>(patients::Decimal::parse(std::to_string(random_.below(4))));
      if (random_.one_in(6)) entry.comparator = patients::Comparator::less_equal;
      if (kind == 1) entry.unit = "U/L";
      if (kind == 1 && random_.one_in(2)) entry.high = patients::Decimal(1);
    }
    entry.date = date();
    return entry;
  }
  patients::Participation participation() {
    patients::Participation entry;
    if (!random_.one_in(4)) entry.id = "NCT00000001";
    entry.absent = random_.one_in(8);
    entry.start = date();
    if (random_.one_in(2)) entry.end = date();
    if (!entry.end && random_.one_in(2)) entry.ongoing = true;
    return entry;
  }
  patients::Attestation attestation() {
    patients::Attestation entry;
    entry.name = random_.one_in(2) ? "informed_consent" : "poor_compliance";
    entry.value = random_.one_in(2);
    entry.date = date();
    return entry;
  }

  Random& random_;
  Day as_of_;
};

// Sanitizers are several times slower: fewer cases there.
#ifdef __SANITIZE_ADDRESS__
inline constexpr std::uint64_t slowness = 4;
#else
inline constexpr std::uint64_t slowness = 1;
#endif

// A number from the environment, for longer runs.
inline std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace eligo::test
