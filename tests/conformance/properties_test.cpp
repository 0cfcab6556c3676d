// Laws on generated input: three-valued logic on random trees, and at the level of records that learning more
// never flips what was decided. Source: docs/semantics.md, "Truth". Tables of the same rules: *.table.
#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <random>

#include "engine/bind.hpp"
#include "engine/evaluate.hpp"
#include "engine/truth.hpp"
#include "tests/conformance/shipped_program.hpp"

using namespace eligo;
using engine::Cause;
using engine::Outcome;

namespace {

// ---------------------------------------------------------------- trees

struct Tree {
  enum class Kind { leaf, not_, and_, or_, if_, if_else, at_least } kind = Kind::leaf;
  std::size_t leaf = 0;
  int needed = 0;
  std::vector<Tree> children;
};

using Leaves = std::vector<Outcome>;

Outcome evaluate(const Tree& tree, const Leaves& leaves) {
  const auto child = [&](std::size_t i) { return evaluate(tree.children[i], leaves); };
  switch (tree.kind) {
    case Tree::Kind::leaf:
      return leaves[tree.leaf];
    case Tree::Kind::not_:
      return !child(0);
    case Tree::Kind::and_:
      return child(0) & child(1);
    case Tree::Kind::or_:
      return child(0) | child(1);
    case Tree::Kind::if_:
      return !child(0) | child(1);
    case Tree::Kind::if_else:
      return choose(child(0), child(1), child(2));
    case Tree::Kind::at_least:
      break;
  }
  engine::AtLeastCounter counter(tree.needed);
  for (const auto& operand : tree.children) counter.add(evaluate(operand, leaves));
  return counter.result();
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class T>
  const T& of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

  Outcome outcome() {
    switch (below(3)) {
      case 0:
        return Outcome::no();
      case 1:
        return Outcome::yes();
      default:
        return Outcome::unknown(static_cast<Cause>(below(engine::cause_count)));
    }
  }

  Tree tree(int depth, std::size_t leaf_count) {
    Tree tree;
    if (depth == 0 || one_in(4)) {
      tree.leaf = below(leaf_count);
      return tree;
    }
    tree.kind = static_cast<Tree::Kind>(1 + below(6));
    std::size_t children = 2;
    if (tree.kind == Tree::Kind::not_) children = 1;
    if (tree.kind == Tree::Kind::if_else) children = 3;
    if (tree.kind == Tree::Kind::at_least) children = 2 + below(3);
    tree.needed = static_cast<int>(1 + below(children));
    for (std::size_t i = 0; i < children; ++i) tree.children.push_back(this->tree(depth - 1, leaf_count));
    return tree;
  }

 private:
  std::mt19937_64 engine_;
};

bool sound(const Outcome& outcome) { return outcome.is_unknown() != outcome.causes.empty(); }

std::vector<Outcome> all_outcomes() {
  return {Outcome::no(), Outcome::yes(), Outcome::unknown(Cause::missing),
          Outcome::unknown(Cause::attestation)};
}

// ---------------------------------------------------------------- records

patients::PartialDate date(const std::string& text) { return *patients::PartialDate::parse(text); }

const patients::Day as_of = date("2026-11-25").first;
const std::vector<std::string> dates{"2026-11-25", "2026-11-18", "2026-11-10", "2026-11",
                                     "2026-08-25", "2026-08",    "2026-05-25", "2026",
                                     "2025-11-25", "2025",       "2020-01-01"};

std::optional<patients::PartialDate> some_date(Random& random) {
  if (random.one_in(3)) return std::nullopt;
  return date(random.of(dates));
}
template <class T>
std::optional<T> some(Random& random, std::size_t count) {
  if (random.one_in(2)) return std::nullopt;
  return static_cast<T>(random.below(count));
}

const std::vector<std::string> conditions{"hematologic_disease", "hematologic_malignancy",
                                          "immune_thrombocytopenia"};
const std::vector<std::string> medications{"glucocorticoid", "prednisone", "rituximab"};
const std::vector<std::string> attested{"informed_consent", "poor_compliance"};

patients::Condition condition(Random& random) {
  patients::Condition entry;
  entry.naming.name = random.of(conditions);
  entry.status = some<patients::ConditionStatus>(random, random.one_in(6) ? 4 : 3);
  entry.severity = some<patients::Severity>(random, 3);
  entry.onset = some_date(random);
  if (!entry.status && random.one_in(2)) entry.end = date("2026-11-25");
  if (random.one_in(6)) entry.verification = static_cast<patients::Verification>(random.below(4));
  return entry;
}
patients::Procedure procedure(Random& random) {
  patients::Procedure entry;
  entry.naming.name = random.one_in(3) ? "splenectomy" : "hsct";
  if (entry.naming.name == "hsct" && random.one_in(2))
    entry.type = random.one_in(2) ? "allogeneic" : "autologous";
  entry.absent = random.one_in(8);
  entry.date = some_date(random);
  entry.response = some<patients::Response>(random, 3);
  return entry;
}
patients::Medication medication(Random& random) {
  patients::Medication entry;
  entry.naming.name = random.of(medications);
  entry.absent = random.one_in(8);
  entry.start = some_date(random);
  if (random.one_in(3))
    entry.end = date("2026-11-25");
  else if (random.one_in(3))
    entry.ongoing = true;
  entry.response = some<patients::Response>(random, 3);
  return entry;
}
patients::Observation observation(Random& random) {
  patients::Observation entry;
  entry.naming.name = "ecog";
  entry.value = std::get<patients::Decimal>(patients::Decimal::parse(std::to_string(random.below(4))));
  if (random.one_in(4)) entry.comparator = patients::Comparator::less_equal;
  entry.date = some_date(random);
  return entry;
}

patients::PatientRecord record(Random& random) {
  patients::PatientRecord made;
  made.id = "P";
  for (std::size_t i = 1; i < 5; ++i) made.complete[i] = random.one_in(3);
  for (auto n = random.below(3); n > 0; --n) made.conditions.push_back(condition(random));
  for (auto n = random.below(3); n > 0; --n) made.procedures.push_back(procedure(random));
  for (auto n = random.below(3); n > 0; --n) made.medications.push_back(medication(random));
  for (auto n = random.below(3); n > 0; --n) made.observations.push_back(observation(random));
  if (random.one_in(2)) made.birth_date = date(random.one_in(2) ? "2008" : "2008-11");
  return made;
}

// A day that the date can mean and that is not after the as-of date.
patients::Day day_in(Random& random, const std::optional<patients::PartialDate>& known, patients::Day from) {
  const auto first = known ? known->first : from;
  const auto last = std::max(first, std::min(known ? known->last : as_of, as_of));
  return {first.number +
          static_cast<std::int32_t>(random.below(static_cast<std::size_t>(last.number - first.number) + 1))};
}
void settle(Random& random, std::optional<patients::PartialDate>& known) {
  if (known && known->first > as_of) return;
  known = patients::PartialDate::of(day_in(random, known, date("2019-01-01").first));
}
template <class T>
void give(Random& random, std::optional<T>& known, std::size_t count) {
  if (!known) known = static_cast<T>(random.below(count));
}

// One more thing is known. What it adds never contradicts what the record says already.
void learn(Random& random, patients::PatientRecord& known) {
  const auto pick = [&](auto& list) -> auto* {
    return list.empty() ? nullptr : &list[random.below(list.size())];
  };
  switch (random.below(6)) {
    case 0:
      known.complete[1 + random.below(4)] = true;
      break;
    case 1: {
      const auto& name = random.of(attested);
      const auto same = [&](const auto& given) { return given.name == name; };
      if (std::none_of(known.attestations.begin(), known.attestations.end(), same))
        known.attestations.push_back({name, random.one_in(2), "", {}, {}});
      break;
    }
    case 2:
      if (auto* entry = pick(known.conditions);
          entry != nullptr && entry->status != patients::ConditionStatus::absent) {
        if (!entry->end && random.one_in(2))
          give(random, entry->status, 3);  // not `absent`: the entry says otherwise
        else if (random.one_in(2))
          give(random, entry->severity, 3);
        else
          settle(random, entry->onset);
      }
      break;
    case 3:
      if (auto* entry = pick(known.procedures); entry != nullptr && !entry->absent) {
        if (entry->type.empty() && entry->naming.name == "hsct")
          entry->type = random.one_in(2) ? "allogeneic" : "autologous";
        else if (random.one_in(2))
          give(random, entry->response, 3);
        else
          settle(random, entry->date);
      }
      break;
    case 4:
      if (auto* entry = pick(known.medications); entry != nullptr && !entry->absent) {
        if (random.one_in(3))
          give(random, entry->response, 3);
        else if (!entry->end && !entry->ongoing && random.one_in(2))
          entry->ongoing = true;
        else if (!entry->end && !entry->ongoing && entry->start && entry->start->is_exact())
          entry->end = patients::PartialDate::of(day_in(random, {}, entry->start->first));
        else
          settle(random, entry->start);
      }
      break;
    default:
      if (auto* entry = pick(known.observations))
        settle(random, entry->date);
      else if (!known.birth_date)
        known.birth_date = date("2007-05-05");
      else
        settle(random, known.birth_date);
  }
}

const std::vector<std::string> expressions{
    "diagnosis of hematologic disease",
    "active hematologic disease",
    "active hematologic malignancy",
    "no diagnosis of hematologic malignancy",
    "diagnosis of hematologic disease except immune thrombocytopenia",
    "diagnosis of hematologic malignancy with status remission",
    "diagnosis of ITP with severity severe",
    "diagnosis of hematologic disease active within 5 years",
    "more than 6 months since onset of ITP",
    "onset of hematologic disease within 6 months",
    "received HSCT",
    "received allogeneic HSCT",
    "HSCT within 3 months",
    "no HSCT less than 3 months ago",
    "7 to 21 days since allogeneic HSCT",
    "at least 3 months since HSCT",
    "at least 3 months since first HSCT",
    "more than 1 HSCT",
    "more than 1 allogeneic HSCT",
    "exactly 1 HSCT",
    "at most 1 HSCT",
    "splenectomy failed",
    "no splenectomy within 6 months",
    "received glucocorticoid",
    "glucocorticoid failed",
    "rituximab failed within 3 months",
    "no rituximab within 3 months",
    "at least 3 months since rituximab",
    "received glucocorticoid except prednisone",
    "age >= 18 years",
    "ECOG <= 2",
    "ECOG <= 1 within 14 days",
    "any ECOG > 1",
    "every ECOG > 1",
    "highest ECOG <= 2",
    "first ECOG <= 1",
    "ECOG on day 7 after HSCT <= 2",
    "ECOG on day 7 ± 3 after allogeneic HSCT <= 2",
    "attest informed_consent",
    "if received HSCT then attest poor_compliance else diagnosis of ITP",
    "at least 2 of (received HSCT, active hematologic disease, ECOG <= 1)",
    "onset of hematologic disease on or after HSCT"};

const std::vector<engine::Compiled>& programs() {
  static const std::vector<engine::Compiled> made = [] {
    std::vector<engine::Compiled> list;
    for (const auto& expression : expressions) {
      list.push_back(engine::compile_expression(expression, conformance::shipped_program()));
      if (!list.back().ok()) throw std::runtime_error(conformance::render_all(list.back().diagnostics));
    }
    return list;
  }();
  return made;
}

Outcome evaluate(const engine::Program& program, const patients::PatientRecord& known) {
  const auto bound = engine::bind(known, program.vocabulary);
  const auto& trial = program.trials.at(0);
  engine::Evaluator evaluator(program, bound.bound, as_of);
  return evaluator.evaluate(trial, trial.criteria.at(0).root);
}

std::string describe(const patients::PatientRecord& known) {
  const auto shown = [](const auto& d) { return d ? to_string(*d) : std::string("-"); };
  std::string text = "complete " + known.complete.to_string() + ", born " + shown(known.birth_date);
  for (const auto& c : known.conditions)
    text += "; condition " + c.naming.name + " " + (c.status ? std::string(to_string(*c.status)) : "-") +
            " " + std::string(to_string(c.verification)) + " " +
            (c.severity ? std::string(to_string(*c.severity)) : "-") + " from " + shown(c.onset) + " to " +
            shown(c.end);
  for (const auto& p : known.procedures)
    text += "; procedure " + p.naming.name + " " + p.type + (p.absent ? " absent" : "") + " on " +
            shown(p.date) + " " + (p.response ? std::string(to_string(*p.response)) : "-");
  for (const auto& m : known.medications)
    text += "; course " + m.naming.name + (m.absent ? " absent" : "") + " from " + shown(m.start) + " to " +
            shown(m.end) + (m.ongoing ? " ongoing " : " ") +
            (m.response ? std::string(to_string(*m.response)) : "-");
  for (const auto& o : known.observations)
    text += "; ecog " + (o.comparator ? std::string(to_string(*o.comparator)) : "") +
            std::get<patients::Decimal>(o.value).to_string() + " on " + shown(o.date);
  return text;
}

}  // namespace

TEST_CASE("the laws of three-valued logic hold for all operands", "[conformance][property]") {
  for (const auto& a : all_outcomes()) {
    CHECK((!!a) == a);
    CHECK((a & a) == a);
    CHECK((a & Outcome::yes()) == a);
    CHECK((a | Outcome::no()) == a);
    CHECK((a & Outcome::no()) == Outcome::no());
    CHECK((a | Outcome::yes()) == Outcome::yes());
    for (const auto& b : all_outcomes()) {
      CHECK((a & b) == (b & a));
      CHECK((a | b) == (b | a));
      CHECK((!(a & b)) == (!a | !b));
      CHECK((!(a | b)) == (!a & !b));
      CHECK((a & (a | b)).truth == a.truth);
      for (const auto& c : all_outcomes()) {
        CHECK(((a & b) & c) == (a & (b & c)));
        CHECK(((a | b) | c) == (a | (b | c)));
        CHECK((a & (b | c)).truth == ((a & b) | (a & c)).truth);
        CHECK((a | (b & c)).truth == ((a | b) & (a | c)).truth);
        CHECK(sound(choose(a, b, c)));
        CHECK((!choose(a, b, c)) == choose(a, !b, !c));
      }
    }
  }
}

TEST_CASE("deciding an unknown never flips a decided tree; causes stand exactly with unknown",
          "[conformance][property]") {
  Random random(20261125);
  std::size_t wrong = 0;
  for (int i = 0; i < 200000; ++i) {
    constexpr std::size_t leaf_count = 6;
    Leaves leaves;
    for (std::size_t leaf = 0; leaf < leaf_count; ++leaf) leaves.push_back(random.outcome());
    const Tree tree = random.tree(4, leaf_count);
    const Outcome before = evaluate(tree, leaves);
    if (!sound(before)) ++wrong;
    for (auto& leaf : leaves) {
      if (!leaf.is_unknown()) continue;
      const Outcome unknown = leaf;
      for (const bool value : {false, true}) {
        leaf = Outcome::of(value);
        const Outcome after = evaluate(tree, leaves);
        if (!sound(after) || (!before.is_unknown() && !(after == before))) ++wrong;
      }
      leaf = unknown;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("the same with shrinking, for whoever has to read a failure", "[conformance][property]") {
  CHECK(rc::check("deciding one unknown leaf keeps a decided tree", [](std::uint64_t seed) {
    Random random(seed);
    Leaves leaves{random.outcome(), random.outcome(), random.outcome(), random.outcome()};
    const Tree tree = random.tree(3, leaves.size());
    const Outcome before = evaluate(tree, leaves);
    const auto at = *rc::gen::inRange<std::size_t>(0, leaves.size());
    if (leaves[at].is_unknown()) leaves[at] = Outcome::of(*rc::gen::arbitrary<bool>());
    const Outcome after = evaluate(tree, leaves);
    RC_ASSERT(sound(before));
    RC_ASSERT(before.is_unknown() || after == before);
  }));
}

// A decided outcome may become a conflict (an entry turns out to stand beside its own absence), but nothing
// else.
TEST_CASE("a record that says more never flips what was decided", "[conformance][property]") {
  Random random(7);
  std::size_t decided = 0;
  std::size_t conflicts = 0;
  std::size_t wrong = 0;
  std::string shown;
  for (int i = 0; i < 100000; ++i) {
    const auto which = random.below(expressions.size());
    const auto& program = *programs()[which].program;
    patients::PatientRecord known = record(random);
    for (int step = 0; step < 4; ++step) {
      const auto before_record = known;
      const Outcome before = evaluate(program, known);
      learn(random, known);
      const Outcome after = evaluate(program, known);
      if (before.is_unknown()) continue;
      ++decided;
      if (after == before) continue;
      if (after.is_unknown() && after.causes.only(Cause::conflict)) {
        ++conflicts;
        continue;
      }
      if (++wrong <= 12) {
        shown += "\n" + expressions[which] + ": " + std::string(to_string(before.truth)) + " became " +
                 std::string(to_string(after.truth)) + "\n  before: " + describe(before_record) +
                 "\n  after:  " + describe(known);
      }
    }
  }
  INFO(wrong << " of " << decided << " decided outcomes changed, " << conflicts << " became conflicts"
             << shown);
  CHECK(wrong == 0);
  CHECK(decided > 10000);
}
