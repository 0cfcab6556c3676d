#include "engine/bind.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace eligo::engine {

using patients::DataDiagnostic;
using patients::DataSeverity;
using patients::Decimal;
using patients::Naming;
using patients::Place;
using patients::printable;
using patients::Rational;
using patients::Section;

bool BindResult::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const DataDiagnostic& d) { return d.severity == DataSeverity::error; });
}

namespace {

class Binder {
 public:
  Binder(const patients::PatientRecord& record, const Vocabulary& vocabulary)
      : record_(record), vocabulary_(vocabulary) {}

  BindResult run() {
    result_.bound.record = &record_;
    bind_observations();
    bind_section(record_.conditions, result_.bound.conditions, FactKind::condition, Section::conditions);
    bind_procedures();
    bind_section(record_.medications, result_.bound.medications, FactKind::medication, Section::medications);
    bind_attestations();
    return std::move(result_);
  }

 private:
  // Long enough to recognise; a diagnostic stays readable whatever the data holds.
  static std::string clipped(std::string_view text) {
    constexpr std::size_t longest = 80;
    if (text.size() <= longest) return printable(text);
    std::size_t cut = longest;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    return printable(text.substr(0, cut)) + "…";
  }

  void report(std::string_view code, DataSeverity severity, const Place& place, std::string message) {
    result_.diagnostics.push_back(
        {code, severity, place.pointer, place.byte, std::move(message), place.line, place.column});
  }

  static std::string code_words(const Naming& naming) { return naming.code + " (" + naming.system + ")"; }

  void unplaced(Section section, const Place& place, const Naming& naming) {
    // The reader has said that an entry has neither name nor code.
    if (naming.name.empty() && naming.code.empty()) {
      result_.bound.unplaced.push_back({section, "an entry without a name"});
      return;
    }
    const std::string text = naming.name.empty() ? code_words(naming) : naming.name;
    result_.bound.unplaced.push_back({section, clipped(text)});
    std::string message = naming.name.empty() ? "the code `" : "the name `";
    message += clipped(text) + "` is not in the vocabulary";
    const auto elsewhere = naming.name.empty() ? std::nullopt : vocabulary_.find(naming.name);
    if (elsewhere) {
      message = "`" + clipped(text) + "` is of kind " + std::string(to_string(vocabulary_[*elsewhere].kind)) +
                " and does not belong in `" + std::string(patients::to_string(section)) +
                "`: move it to its own section; no criterion sees this entry";
      report("D601", DataSeverity::warning, place, std::move(message));
      return;
    }
    const auto near =
        naming.name.size() > 200 ? std::vector<std::string>{} : vocabulary_.nearest(naming.name, 1);
    message += near.empty() || naming.name.empty()
                   ? "; no criterion sees this entry"
                   : "; did you mean `" + near.front() + "`? no criterion sees this entry";
    report("D601", DataSeverity::warning, place, std::move(message));
  }

  bool related(ConceptId a, ConceptId b) const {
    return vocabulary_.is_under(a, b) || vocabulary_.is_under(b, a);
  }

  static bool is_kind(FactKind found, FactKind asked) {
    const auto value = [](FactKind kind) {
      return kind == FactKind::observation || kind == FactKind::serology;
    };
    return found == asked || (value(found) && value(asked));
  }

  // The most specific concepts of a naming; empty if it cannot be placed. A name and a code must agree.
  std::vector<ConceptId> place(const Naming& naming, FactKind kind, Section section, const Place& at) {
    std::optional<ConceptId> named;
    if (!naming.name.empty()) named = vocabulary_.find(naming.name);
    if (named && !is_kind(vocabulary_[*named].kind, kind)) named.reset();
    std::vector<ConceptId> coded;
    if (!naming.code.empty()) coded = vocabulary_.find_code(naming.system, naming.code);
    std::erase_if(coded, [&](ConceptId id) { return !is_kind(vocabulary_[id].kind, kind); });
    if (!named && coded.empty()) {
      unplaced(section, at, naming);
      return {};
    }
    if (!named) {
      if (!naming.name.empty()) {
        report("D601", DataSeverity::warning, at,
               "the name `" + clipped(naming.name) + "` is not in the vocabulary; the code `" +
                   clipped(code_words(naming)) + "` places this entry");
      }
      return coded;
    }
    if (coded.empty()) return {*named};
    std::vector<ConceptId> agreeing;
    std::copy_if(coded.begin(), coded.end(), std::back_inserter(agreeing),
                 [&](ConceptId id) { return related(id, *named); });
    if (agreeing.empty()) {
      report("D201", DataSeverity::error, at,
             "the name `" + clipped(naming.name) + "` and the code `" + clipped(code_words(naming)) + "` (" +
                 vocabulary_[coded.front()].phrase + ") do not agree; correct one of them or leave it out");
      return {};
    }
    std::erase_if(agreeing, [&](ConceptId id) { return !vocabulary_.is_under(id, *named); });
    if (agreeing.empty()) agreeing.push_back(*named);
    return agreeing;
  }

  template <class Fact>
  void bind_section(const std::vector<Fact>& facts, std::vector<BoundEntry<Fact>>& entries, FactKind kind,
                    Section section) {
    entries.reserve(facts.size());
    for (const auto& fact : facts) {
      auto concepts = place(fact.naming, kind, section, fact.place);
      if (!concepts.empty()) entries.push_back({&fact, std::move(concepts)});
    }
  }

  void bind_procedures() {
    bind_section(record_.procedures, result_.bound.procedures, FactKind::procedure, Section::procedures);
    for (auto& entry : result_.bound.procedures) {
      if (!entry.fact->type.empty()) apply_type(entry);
    }
  }

  // The recorded type makes the entry one of the type's concept, which must not contradict its code.
  void apply_type(BoundEntry<patients::Procedure>& entry) {
    const auto& concept_ = vocabulary_[entry.concepts.front()];
    const ConceptId root = concept_.type_of.value_or(concept_.id);
    const auto typed = vocabulary_.find_type(root, entry.fact->type);
    if (!typed) {
      report("D602", DataSeverity::warning, entry.fact->place,
             "the type `" + clipped(entry.fact->type) + "` of `" + vocabulary_[root].name +
                 "` is not in the vocabulary; tests that ask for a type leave this entry open");
      return;
    }
    if (concept_.type_of && concept_.id != *typed) {
      report("D602", DataSeverity::warning, entry.fact->place,
             "the type `" + clipped(entry.fact->type) + "` and the name or code (" + concept_.phrase +
                 ") do not agree; tests that ask for a type leave this entry open");
      entry.concepts = {root};
      return;
    }
    entry.concepts = {*typed};
  }

  void bind_attestations() {
    for (const auto& attestation : record_.attestations) {
      const auto id = vocabulary_.find(attestation.name);
      if (id && vocabulary_[*id].kind == FactKind::attestation) {
        result_.bound.attestations.emplace_back(*id, &attestation);
      } else {
        unplaced(Section::attestations, attestation.place, {attestation.name, "", ""});
      }
    }
  }

  void bind_observations() {
    auto& bound = result_.bound.observations;
    bound.reserve(record_.observations.size());
    for (const auto& fact : record_.observations) {
      const auto concepts = place(fact.naming, FactKind::observation, Section::observations, fact.place);
      if (concepts.empty() || std::holds_alternative<std::monostate>(fact.value)) continue;
      BoundObservation observation;
      observation.fact = &fact;
      observation.concept_id = concepts.front();
      read(observation);
      bound.push_back(observation);
    }
    std::stable_sort(bound.begin(), bound.end(), [](const BoundObservation& a, const BoundObservation& b) {
      return a.concept_id < b.concept_id;
    });
  }

  void read(BoundObservation& observation) {
    const auto& concept_ = vocabulary_[observation.concept_id];
    if (concept_.kind == FactKind::serology) {
      read_finding(observation, concept_);
    } else {
      read_quantity(observation, concept_);
    }
  }

  static std::string folded(std::string_view text) {
    std::string result;
    for (const char c : text) {
      const auto lower = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      if (lower == ' ' || lower == '_' || lower == '-' || lower == '\t') {
        if (!result.empty() && result.back() != ' ') result += ' ';
      } else {
        result += lower;
      }
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
  }

  static std::optional<QualitativeResult> finding(std::string_view text) {
    using enum QualitativeResult;
    static constexpr std::array<std::pair<std::string_view, QualitativeResult>, 8> words{
        {{"positive", positive},
         {"negative", negative},
         {"indeterminate", indeterminate},
         {"detected", positive},
         {"not detected", negative},
         {"reactive", positive},
         {"non reactive", negative},
         {"nonreactive", negative}}};
    const std::string word = folded(text);
    for (const auto& [known, result] : words) {
      if (known == word) return result;
    }
    return std::nullopt;
  }

  void unreadable(BoundObservation& observation, Unreadable reason) {
    observation.reading = reason;
    const auto& fact = *observation.fact;
    const auto* text = std::get_if<std::string>(&fact.value);
    if (reason != Unreadable::not_a_number || text == nullptr) return;
    report("D603", DataSeverity::warning, fact.place,
           "the value `" + clipped(*text) + "` of `" + vocabulary_[observation.concept_id].name +
               "` cannot be read; tests of it are unknown (unconvertible)");
  }

  void read_finding(BoundObservation& observation, const FactConcept& concept_) {
    const auto& fact = *observation.fact;
    if (const auto* text = std::get_if<std::string>(&fact.value)) {
      const auto result = finding(*text);
      if (result) {
        observation.reading = *result;
      } else {
        unreadable(observation, Unreadable::not_a_number);
      }
      return;
    }
    if (!concept_.nucleic_acid) {
      report("D603", DataSeverity::warning, fact.place,
             "the value of `" + concept_.name +
                 "` is a number where `positive`, `negative` or `indeterminate` is expected; tests of it are "
                 "unknown (unconvertible)");
      observation.reading = Unreadable::not_a_number;
      return;
    }
    const auto result = detection(fact);
    if (result) {
      observation.reading = *result;
    } else {
      observation.reading = Interval{};
    }
  }

  // A quantity of virus read as a finding: above its detection limit (the recorded `high`) is positive.
  // Without a recorded limit a plain number above zero was detected; `<x` may or may not have been.
  static std::optional<QualitativeResult> detection(const patients::Observation& fact) {
    using enum QualitativeResult;
    using patients::Comparator;
    const Decimal& value = std::get<Decimal>(fact.value);
    const bool upper_bound = fact.comparator == Comparator::less || fact.comparator == Comparator::less_equal;
    const bool lower_bound =
        fact.comparator == Comparator::greater || fact.comparator == Comparator::greater_equal;
    const Decimal limit = fact.high.value_or(Decimal(0));
    if (lower_bound) {
      if (value > limit || (value == limit && fact.comparator == Comparator::greater)) return positive;
      return std::nullopt;
    }
    if (upper_bound) {
      if (fact.high && value <= limit) return negative;
      return std::nullopt;
    }
    return value > limit ? positive : negative;
  }

  void read_quantity(BoundObservation& observation, const FactConcept& concept_) {
    const auto& fact = *observation.fact;
    if (const auto* text = std::get_if<std::string>(&fact.value)) {
      if (concept_.nucleic_acid) observation.detected = finding(*text);
      read_text(observation, concept_, *text);
      return;
    }
    if (concept_.nucleic_acid) observation.detected = detection(fact);
    const Decimal& number = std::get<Decimal>(fact.value);
    if (number.is_negative() && concept_.analyte.family == patients::UnitFamily::count) {
      report("D202", DataSeverity::error, fact.place,
             "the count `" + concept_.name + "` is negative (" + number.to_string() +
                 "); correct it or leave it out");
    }
    if (!fact.unit.empty()) observation.as_recorded = interval(Rational(number), fact.comparator);
    if (!convert(observation, concept_)) return;
    observation.as_recorded = interval(Rational(number), fact.comparator);
    const auto value = multiply(Rational(number), observation.factor);
    if (!value) {
      unreadable(observation, Unreadable::overflow);
      return;
    }
    observation.reading = interval(*value, fact.comparator);
    warn_out_of_range(fact, concept_);
  }

  static Interval interval(const Rational& value, std::optional<patients::Comparator> comparator) {
    using patients::Comparator;
    Interval result;
    if (!comparator || *comparator == Comparator::greater || *comparator == Comparator::greater_equal)
      result.low = value;
    if (!comparator || *comparator == Comparator::less || *comparator == Comparator::less_equal)
      result.high = value;
    result.low_open = comparator == Comparator::greater;
    result.high_open = comparator == Comparator::less;
    return result;
  }

  // `negative` is below every positive limit, `positive` above zero and no more, `indeterminate` anything.
  static Interval quantity_of(QualitativeResult result) {
    Interval interval;
    if (result == QualitativeResult::indeterminate) return interval;
    interval.low = Rational(Decimal(0));
    interval.low_open = result == QualitativeResult::positive;
    if (result == QualitativeResult::negative) {
      interval.high = interval.low;
      interval.below_every_limit = true;
    }
    return interval;
  }

  // Text in place of a number: findings of a quantity of virus, and Roman classes.
  void read_text(BoundObservation& observation, const FactConcept& concept_, std::string_view text) {
    if (concept_.nucleic_acid) {
      const auto result = finding(text);
      if (result) {
        observation.reading = quantity_of(*result);
        observation.as_recorded = quantity_of(*result);
        return;
      }
    }
    const auto roman =
        concept_.analyte.family == patients::UnitFamily::class_ ? roman_class(text) : std::nullopt;
    if (!roman) {
      unreadable(observation, Unreadable::not_a_number);
      return;
    }
    if (!convert(observation, concept_)) return;
    observation.reading = interval(Rational(Decimal(*roman)), observation.fact->comparator);
  }

  static std::optional<std::int64_t> roman_class(std::string_view text) {
    static constexpr std::array<std::string_view, 10> numerals{"i",  "ii",  "iii",  "iv", "v",
                                                               "vi", "vii", "viii", "ix", "x"};
    const std::string word = folded(text);
    const auto* found = std::find(numerals.begin(), numerals.end(), word);
    if (found == numerals.end()) return std::nullopt;
    return found - numerals.begin() + 1;
  }

  bool convert(BoundObservation& observation, const FactConcept& concept_) {
    const auto& fact = *observation.fact;
    if (fact.unit == concept_.analyte.unit) {
      observation.factor = Rational(Decimal(1));
      return true;
    }
    const auto conversion = patients::conversion(fact.unit, concept_.analyte);
    if (conversion.conversion) {
      observation.factor = conversion.conversion->factor;
      return true;
    }
    using patients::ConversionError;
    switch (conversion.error) {
      case ConversionError::missing_unit:
        unreadable(observation, Unreadable::missing_unit);
        break;
      case ConversionError::unknown_unit:
        unreadable(observation, Unreadable::unknown_unit);
        break;
      case ConversionError::wrong_dimension:
        unreadable(observation, Unreadable::wrong_dimension);
        break;
      case ConversionError::overflow:
        unreadable(observation, Unreadable::overflow);
        break;
    }
    return false;
  }

  void warn_out_of_range(const patients::Observation& fact, const FactConcept& concept_) {
    const auto& value = std::get<Decimal>(fact.value);
    if ((concept_.range_low && value < *concept_.range_low) ||
        (concept_.range_high && value > *concept_.range_high)) {
      report("D604", DataSeverity::warning, fact.place,
             "the value " + value.to_string() + " of `" + concept_.name + "` lies outside its range");
    }
  }

  const patients::PatientRecord& record_;
  const Vocabulary& vocabulary_;
  BindResult result_;
};

}  // namespace

BindResult bind(const patients::PatientRecord& record, const Vocabulary& vocabulary) {
  return Binder(record, vocabulary).run();
}

}  // namespace eligo::engine
