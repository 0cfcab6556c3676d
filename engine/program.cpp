// Dumps of predicates and trials, lookup of trials, and the catalogue of predicates. See program.hpp.
#include "engine/program.hpp"

#include <algorithm>
#include <array>

namespace eligo::engine {

namespace {

constexpr std::array<std::string_view, 5> comparators{"<", "<=", ">", ">=", "="};
constexpr std::array<std::string_view, 6> selectors{"latest", "any", "every", "first", "highest", "lowest"};
constexpr std::array<std::string_view, 3> findings{"positive", "negative", "indeterminate"};

template <std::size_t N, typename Enumerator>
std::string_view word(const std::array<std::string_view, N>& words, Enumerator value) {
  return words[static_cast<std::size_t>(value)];
}

std::string escaped(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out += '"';
}

// Builds "name(part, part, …)".
class Dumper {
 public:
  Dumper(std::string_view name, const Vocabulary& vocabulary) : out_(name), vocabulary_(vocabulary) {
    out_ += '(';
  }
  void part(std::string_view text) {
    if (!first_) out_ += ", ";
    first_ = false;
    out_ += text;
  }
  void concepts(std::string_view label, const ConceptSet& set) {
    std::string text(label);
    if (!text.empty()) text += ' ';
    names(text, set.members);
    if (!set.except.empty()) {
      text += " except ";
      names(text, set.except);
    }
    part(text);
  }
  void mask(std::string_view label, std::uint8_t bits, std::string_view (*name)(std::uint8_t)) {
    if (bits == 0) return;
    std::string text(label);
    for (std::uint8_t i = 0; i < 8; ++i)
      if ((bits >> i & 1U) != 0) (text += text.size() == label.size() ? " " : "|") += name(i);
    part(text);
  }
  std::string done() { return out_ += ')'; }

 private:
  void names(std::string& text, const std::vector<ConceptId>& ids) const {
    for (std::size_t i = 0; i < ids.size(); ++i) (text += i > 0 ? "|" : "") += vocabulary_[ids[i]].name;
  }

  std::string out_;
  const Vocabulary& vocabulary_;
  bool first_ = true;
};

std::string text_of(const TimeBound& bound) {
  switch (bound.kind) {
    case TimeBound::Kind::within:
      return "within " + to_string(bound.length);
    case TimeBound::Kind::less_than:
      return "less than " + to_string(bound.length);
    case TimeBound::Kind::at_least:
      return "at least " + to_string(bound.length);
    case TimeBound::Kind::more_than:
      return "more than " + to_string(bound.length);
    case TimeBound::Kind::exactly:
      return "exactly " + to_string(bound.length);
    case TimeBound::Kind::range:
      return to_string(bound.low) + " to " + to_string(bound.length);
  }
  return {};
}

std::string text_of(const ValueBound& bound) {
  std::string text(word(comparators, bound.comparator));
  text += ' ';
  if (const auto* normal = std::get_if<NormalLimit>(&bound.limit))
    return text + normal->multiple.to_string() + (normal->side == NormalSide::upper ? " ULN" : " LLN");
  const auto& limit = std::get<AbsoluteLimit>(bound.limit);
  text += limit.number;
  if (limit.unit.empty()) return text;
  text += ' ' + limit.unit;
  static const auto one = patients::Rational(patients::Decimal(1));
  const auto factor = compare(limit.unit_factor, one);
  if (!factor || *factor != 0) text += " [= " + limit.canonical.show(18).text + "]";
  return text;
}

std::string dump_one(const AgePredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("age", vocabulary);
  for (const AgeBound& bound : predicate.bounds)
    out.part(std::string(word(comparators, bound.comparator)) + " " + to_string(bound.limit));
  return out.done();
}

std::string dump_one(const SexPredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("sex", vocabulary);
  out.part(to_string(predicate.sex));
  return out.done();
}

std::string dump_one(const MeasurementPredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("measurement", vocabulary);
  out.part(vocabulary[predicate.concept_id].name);
  out.part(word(selectors, predicate.selector));
  if (const auto* day = std::get_if<OnDay>(&predicate.timing)) {
    std::string text = "day " + std::to_string(day->day);
    if (day->tolerance != 0) text += " ± " + std::to_string(day->tolerance);
    out.concepts(text + " after", day->event);
  }
  if (const auto* run = std::get_if<Consecutive>(&predicate.timing))
    out.part(std::to_string(run->days) + " consecutive days");
  if (const auto* finding = std::get_if<Finding>(&predicate.test)) {
    out.part(word(findings, *finding));
  } else {
    for (const ValueBound& bound : std::get<std::vector<ValueBound>>(predicate.test))
      out.part(text_of(bound));
  }
  if (predicate.fresh_within) out.part("fresh " + to_string(*predicate.fresh_within));
  return out.done();
}

std::string dump_one(const ConditionPredicate& predicate, const Vocabulary& vocabulary) {
  using patients::to_string;
  Dumper out("condition", vocabulary);
  out.concepts("", predicate.concepts);
  if (predicate.active) out.part("active");
  out.mask("status", predicate.status_mask,
           [](std::uint8_t i) { return to_string(static_cast<patients::ConditionStatus>(i)); });
  out.mask("severity", predicate.severity_mask,
           [](std::uint8_t i) { return to_string(static_cast<patients::Severity>(i)); });
  if (predicate.controlled) out.part(*predicate.controlled ? "controlled" : "not controlled");
  if (predicate.onset) out.part("onset " + text_of(*predicate.onset));
  if (predicate.active_within) out.part("active within " + to_string(*predicate.active_within));
  return out.done();
}

std::string dump_one(const EventPredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("event", vocabulary);
  out.concepts(to_string(predicate.kind), predicate.concepts);
  out.mask("response", predicate.response_mask,
           [](std::uint8_t i) { return patients::to_string(static_cast<patients::Response>(i)); });
  if (predicate.time) out.part(text_of(*predicate.time));
  return out.done();
}

std::string dump_one(const SincePredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("since", vocabulary);
  out.part(text_of(predicate.bound));
  out.concepts(
      predicate.first ? "first " + std::string(to_string(predicate.kind)) : to_string(predicate.kind),
      predicate.concepts);
  return out.done();
}

std::string dump_one(const CountPredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("count", vocabulary);
  out.concepts(to_string(predicate.kind), predicate.concepts);
  out.part(">= " + std::to_string(predicate.low));
  if (predicate.high) out.part("<= " + std::to_string(*predicate.high));
  if (predicate.within) out.part("within " + to_string(*predicate.within));
  return out.done();
}

std::string dump_one(const OnsetAfterPredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("onset_after", vocabulary);
  out.concepts("", predicate.condition);
  out.concepts(to_string(predicate.event_kind), predicate.event);
  return out.done();
}

std::string dump_one(const OtherTrialPredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("other_trial", vocabulary);
  out.part("not " + escaped(predicate.own_id));
  if (predicate.within) out.part("within " + to_string(*predicate.within));
  return out.done();
}

std::string dump_one(const AttestPredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("attest", vocabulary);
  out.part(vocabulary[predicate.concept_id].name);
  return out.done();
}

std::string dump_one(const UnencodedPredicate& predicate, const Vocabulary& vocabulary) {
  Dumper out("unencoded", vocabulary);
  out.part(escaped(predicate.text));
  return out.done();
}

void dump_node(std::string& out, const Trial& trial, NodeId id, int depth, const Program& program) {
  const Node& node = trial.nodes[id];
  out.append(static_cast<std::size_t>(depth) * 2, ' ');
  static constexpr std::array<std::string_view, 6> kinds{"", "and", "or", "not", "if", "at least "};
  if (node.kind == NodeKind::predicate) {
    out += dump(program.predicates[node.predicate], program.vocabulary) + "\n";
    return;
  }
  out += word(kinds, node.kind);
  if (node.kind == NodeKind::at_least) out += std::to_string(node.count);
  out += '\n';
  for (NodeId child : node.children) dump_node(out, trial, child, depth + 1, program);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::array<PredicateEntry, std::variant_size_v<Predicate>> catalogue{{
    {"age", "completed years, months, weeks or days at the as-of date", "age 18 to 60 years"},
    {"sex", "recorded sex", "female"},
    {"measurement", "one value test of an observation or a serology", "platelets < 30 10*9/L"},
    {"condition", "a diagnosis, with status, severity, onset or activity", "diagnosis of thrombosis"},
    {"event", "a procedure or drug course, with type, response or time", "received rituximab"},
    {"since", "time since the most recent or first event, or since an onset", "7 to 21 days since HSCT"},
    {"count", "how many procedures or drug courses", "more than 1 HSCT"},
    {"onset_after", "a condition that began on or after an event",
     "onset of mucosal injury on or after HSCT"},
    {"other_trial", "participation in another trial", "in another trial within 1 month"},
    {"attest", "what a named person must confirm", "attest informed consent"},
    {"unencoded", "a sentence that the language does not express: always unknown",
     "unencoded \"good general state\""},
}};

}  // namespace

std::string dump(const Predicate& predicate, const Vocabulary& vocabulary) {
  return std::visit([&](const auto& alternative) { return dump_one(alternative, vocabulary); }, predicate);
}

std::string dump(const Trial& trial, const Program& program) {
  std::string out = "trial " + trial.id + (trial.unpublished ? " (criteria not published)\n" : "\n");
  for (const Criterion& criterion : trial.criteria) {
    out += criterion.id + (criterion.kind == CriterionKind::inclusion ? " inclusion\n" : " exclusion\n");
    dump_node(out, trial, criterion.root, 1, program);
  }
  return out;
}

const Trial* Program::find_trial(std::string_view id) const {
  auto found =
      std::ranges::lower_bound(trials, id, {}, [](const Trial& trial) { return std::string_view(trial.id); });
  if (found != trials.end() && found->id == id) return &*found;
  found = std::ranges::find_if(
      trials, [&](const Trial& trial) { return std::ranges::equal(trial.id, id, {}, lower, lower); });
  return found == trials.end() ? nullptr : &*found;
}

std::span<const PredicateEntry> predicate_catalogue() { return catalogue; }

}  // namespace eligo::engine
