// Limits: their numbers and units, and what they are limits of. See sentence_builder.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
namespace {

std::string_view ucum_time(std::string_view word) {
  if (word == "day") return "d";
  if (word == "week") return "wk";
  if (word == "month") return "mo";
  if (word == "year") return "a";
  if (word == "hour") return "h";
  return "min";
}

// `VAS >= 40 mm`: a scale that is drawn as a line.
bool is_length_of_scale(std::string_view own, std::string_view unit) {
  return own == "{score}" && (unit == "mm" || unit == "cm");
}

bool is_score_unit(std::string_view unit) { return unit == "{score}" || unit == "{class}" || unit == "1"; }

}  // namespace

// ---------------------------------------------------------------- limits

SentenceBuilder::Number SentenceBuilder::limit(std::size_t node) const {
  Number made;
  for (std::uint32_t i = at(node).begin; i < at(node).end; ++i) {
    const Token& part = token(i);
    if (part.part == Part::number) made.value = part.value;
    if (part.part == Part::unit || part.part == Part::time || part.part == Part::years_old) made.unit = &part;
    if (part.part == Part::upper_limit) made.side = "ULN";
    if (part.part == Part::lower_limit) made.side = "LLN";
  }
  if (made.unit == nullptr && made.side.empty() && !made.value.empty()) {
    made.unit = shared_.unit;
    made.side = shared_.side;
  }
  return made;
}

std::optional<ast::Duration> SentenceBuilder::duration(std::string_view number, const Token* unit) const {
  if (!is_whole(number)) return std::nullopt;
  if (unit == nullptr) return std::nullopt;
  if (unit->value == "hour" && std::stoul(std::string(number)) % 24 == 0 && number != "0") {
    return ast::Duration{{std::to_string(std::stoul(std::string(number)) / 24), {}}, ast::TimeUnit::day, {}};
  }
  const auto kind = time_unit(unit->value);
  if (!kind) return std::nullopt;
  return ast::Duration{{std::string(number), {}}, *kind, {}};
}

// The UCUM code of a limit's unit; `` for none; nullopt for one that is none.
std::optional<std::string> SentenceBuilder::ucum(const Number& number) const {
  if (number.unit == nullptr) return std::string{};
  if (number.unit->part == Part::years_old) return std::nullopt;
  if (number.unit->part == Part::time) return std::string(ucum_time(number.unit->value));
  if (number.unit->entry == nullptr || number.unit->entry->detail == "foreign") return std::nullopt;
  return number.unit->entry->value;
}

// ---------------------------------------------------------------- subjects

namespace {

std::string_view own_unit(const Entry& entry) {
  return std::string_view(entry.detail).substr(0, entry.detail.find(' '));
}

}  // namespace

bool SentenceBuilder::fits(const Entry& entry, const Number& number) const {
  const ast::Concept* fact = lexicon_.fact(entry.value);
  const std::string_view own = fact != nullptr ? std::string_view(fact->unit.text) : own_unit(entry);
  const bool score =
      fact != nullptr ? fact->kind == ast::ConceptKind::score || is_score_unit(own) : is_score_unit(own);
  // a limit of normal is in the fact's own unit, which the language must have
  if (!number.side.empty())
    return own != "{score}" && own != "{class}" && !own.empty() && lexicon_.quantity(own) != "foreign";
  const auto unit = ucum(number);
  if (!unit) return false;
  if (unit->empty()) return score || !lexicon_.bare_unit(entry.value, number.value).empty();
  if (score)
    return *unit == "1" || *unit == "%" ||
           (fact == nullptr && entry.value == "pain_score" && is_length_of_scale(own, *unit));
  const std::string_view wanted = lexicon_.quantity(*unit);
  const std::string_view have = lexicon_.quantity(own);
  const bool time = number.unit->part == Part::time || wanted == "time";
  const bool own_time = own == "d" || own == "wk" || own == "a" || own == "s" || own == "ms" || own == "mo";
  if (time || own_time) return time && own_time;
  if (fact == nullptr) return true;  // a fact of the draft takes the unit that is written
  if (wanted == have && !wanted.empty()) return true;
  return fact->molar_mass && (wanted == "mass-concentration" || wanted == "substance-concentration");
}

namespace {

constexpr const char* kOfPredicted = ", % predicted";

// `FEV1 > 50 % of predicted`: another fact than a volume, and than a part of something else.
bool is_of_predicted(const auto& number) {
  return number.unit != nullptr && number.unit->entry != nullptr && number.unit->entry->detail == "predicted";
}

}  // namespace

// A measurement that the lexicon does not know, by its own words.
std::optional<ast::Measurement> SentenceBuilder::new_measurement(std::size_t new_subject,
                                                                 const Number& first) {
  ast::Measurement made;
  const auto begin = at(new_subject).begin;
  auto end = at(new_subject).end;
  while (end - begin > 1 && token(end - 1).part == Part::of) --end;  // `a diameter of more than 2 cm`
  for (auto i = begin; i < end; ++i) {
    const Part part = token(i).part;
    if (part != Part::word && part != Part::of && part != Part::prep && part != Part::grade &&
        part != Part::vague && part != Part::amount)
      return std::nullopt;
  }
  if (end - begin > 6 || !acceptable_name(begin, end) || !first.side.empty()) return std::nullopt;
  auto unit = ucum(first);
  if (!unit || (first.unit != nullptr && first.unit->part == Part::time)) return std::nullopt;
  const std::string last = lower_text(end - 1, end);
  static constexpr std::array<std::string_view, 9> kScores = {
      "scale", "index", "questionnaire", "test", "inventory", "assessment", "ratio", "score", "points"};
  if (unit->empty() || *unit == "1") {
    const std::string after =
        token(end - 1).end < text_.size()
            ? lower_text(end - 1,
                         std::min<std::uint32_t>(end + 1, static_cast<std::uint32_t>(tokens_.list.size())))
            : last;
    const bool score = std::any_of(kScores.begin(), kScores.end(),
                                   [&](auto word) { return after.find(word) != std::string::npos; });
    if (!score) return std::nullopt;
    // a score is a whole number for the language of rules
    unit = first.value.find('.') == std::string::npos ? "{score}" : "1";
  }
  const std::string name = text_of(begin, end) + (is_of_predicted(first) ? kOfPredicted : "");
  const auto fact = facts_.get(ast::ConceptKind::observation, name, *unit);
  made.subject.names.push_back(fact.name);
  built_.has_new_fact = built_.has_new_fact || fact.is_new;
  return made;
}

// The fact that a value of the entry is of.
NewFacts::Made SentenceBuilder::measured_fact(const Entry& entry, const Number& first,
                                              const std::string& unit) {
  if (lexicon_.fact(entry.value) != nullptr) return facts_.get(entry, unit);
  // `DLCO > 50 % (corrected for anemia)`
  const bool corrected = entry.value == "dlco" && text_.find("corrected for") != std::string_view::npos;
  const std::string phrase = (corrected ? "corrected " : "") + entry.phrase;
  if (is_of_predicted(first)) return facts_.get(ast::ConceptKind::observation, phrase + kOfPredicted, unit);
  return corrected ? facts_.get(ast::ConceptKind::observation, phrase, unit) : facts_.get(entry, unit);
}

std::optional<ast::Measurement> SentenceBuilder::measurement(const std::vector<std::size_t>& subjects,
                                                             std::size_t new_subject, const Number& first) {
  if (new_subject != 0) return new_measurement(new_subject, first);
  ast::Measurement made;
  for (const std::size_t node : subjects) {
    const Entry& entry = *token(at(node).begin).entry;
    if (!fits(entry, first)) return std::nullopt;
    if (entry.value == "transaminases") {
      for (const std::string_view one : {"alt", "ast"})
        if (const ast::Concept* fact = lexicon_.fact(one); fact != nullptr)
          made.subject.names.push_back({fact->phrase.text, {}, false});
      continue;
    }
    const auto unit = ucum(first);
    const bool own = lexicon_.fact(entry.value) != nullptr;
    const std::string wanted(own ? std::string_view{}
                             : is_length_of_scale(own_unit(entry), *unit) ||
                                     (!unit->empty() && !is_score_unit(own_unit(entry)))
                                 ? std::string_view(*unit)
                                 : own_unit(entry));
    if (unit->empty() && first.side.empty()) {
      const std::string_view bare = lexicon_.bare_unit(entry.value, first.value);
      if (!assumed_unit_.empty() && assumed_unit_ != bare) return std::nullopt;
      if (assumed_unit_.empty() && !bare.empty())
        built_.notes.push_back("No unit is written; read as " + std::string(bare) + '.');
      assumed_unit_ = bare;
    }
    const auto fact = measured_fact(entry, first, wanted);
    plain_score_ = plain_score_ || wanted == "{score}";
    // `ALT (SGPT) and SGPT`: one measurement, however often it is named
    const auto& names = made.subject.names;
    if (std::none_of(names.begin(), names.end(), [&](const auto& one) { return one.text == fact.name.text; }))
      made.subject.names.push_back(fact.name);
    built_.has_new_fact = built_.has_new_fact || fact.is_new;
  }
  return made;
}

std::optional<ast::Limit> SentenceBuilder::absolute(const ast::Measurement& about,
                                                    const Number& number) const {
  if (!number.side.empty()) {
    ast::NormalLimit normal;
    if (!number.value.empty() && number.value != "1" && number.value != "1.0")
      normal.multiple = ast::Number{number.value, {}};
    normal.side = number.side == "ULN" ? ast::NormalSide::upper : ast::NormalSide::lower;
    return normal;
  }
  auto unit = ucum(number);
  if (!unit || number.value.empty()) return std::nullopt;
  if (*unit == "1") unit->clear();
  if (unit->empty() && !assumed_unit_.empty()) *unit = assumed_unit_;
  // a performance status in per cent is the same number
  if (*unit == "%") {
    const ast::Concept* fact = lexicon_.fact_called(about.subject.names.front().text);
    if (plain_score_ || (fact != nullptr && fact->kind == ast::ConceptKind::score)) unit->clear();
  }
  return ast::AbsoluteLimit{{number.value, {}}, {*unit, {}}};
}

}  // namespace eligo::grammar::registry
