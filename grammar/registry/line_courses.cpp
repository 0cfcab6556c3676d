// How long an illness has lasted between two ends, how much of a drug was given, what was tried and failed.
// See line_numbers.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_numbers.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

std::optional<ast::Duration> LineReader::Numbers::duration_at(std::size_t number) const {
  const auto unit = time_unit(tokens_.list[number + 1].value);
  if (!unit || !is_whole(tokens_.list[number].value)) return std::nullopt;
  return ast::Duration{{std::string(tokens_.list[number].value), {}}, *unit, {}};
}

LineReader::Numbers::Ends LineReader::Numbers::ends() const {
  Ends made;
  for (std::size_t i = 1; i < stop_ && made.end == 0; ++i) {
    if (!is_among(parts_[i], "rnc")) continue;
    const std::string_view rest = parts_.substr(i, stop_ - i);
    const bool between = rest.starts_with("r");
    const std::size_t n = i + (between ? 1 : 0);
    const std::string_view at = parts_.substr(n, stop_ - n);
    for (const std::string_view form : {"ntTnt", "nt-nt", "nt&nt", "nTnt", "n-nt", "n&nt"}) {
      if (!at.starts_with(form)) continue;
      if (form.find('&') != std::string_view::npos && !between) continue;
      const std::size_t last = n + form.size();
      const std::string unit = words(last - 1, last);
      const bool own = form[1] == 't';
      made = {i, last, "at least " + words(n, n + 1) + ' ' + (own ? words(n + 1, n + 2) : unit),
              "within " + words(last - 2, last)};
      break;
    }
    for (const std::string_view form : {"cnt&cnt", "cnt,cnt", "cntcnt", "cn&cnt", "cnTcnt"}) {
      if (made.end != 0 || !rest.starts_with(form)) continue;
      const std::size_t last = i + form.size();
      const std::size_t second = last - 3;
      const std::string_view lower = tokens_.list[i].value;
      const std::string_view upper = tokens_.list[second].value;
      if (lower.empty() || upper.empty() || lower[0] != '>' || upper[0] != '<') return {};
      const bool own = form[2] == 't';
      made.begin = i;
      made.end = last;
      made.low = (lower == ">" ? "more than " : "at least ") + words(i + 1, i + 2) + ' ' +
                 (own ? words(i + 2, i + 3) : words(last - 1, last));
      made.high =
          (upper == "<" ? "less than " : "within ") + words(second + 1, last) + (upper == "<" ? " ago" : "");
    }
  }
  return made;
}

ReadLine LineReader::Numbers::ill_between() {
  if (has("kKIXZ|;jN")) return {};
  const Ends found = ends();
  if (found.end == 0 || found.begin == 0) return {};
  // behind it nothing but the day that it is counted back from
  std::size_t after = found.end;
  while (after < stop_ && is_among(parts_[after], "begpT1f,()")) ++after;
  if (after != stop_) {
    const std::string tail = lowered(words(found.end, stop_));
    if (tail != "from diagnosis" && tail != "since diagnosis" && tail != "from diagnosis (inclusive)")
      return {};
  }
  std::size_t name_end = found.begin;
  while (name_end > 0 && is_among(parts_[name_end - 1], "1p,:m")) --name_end;
  std::size_t name = 0;
  while (name < name_end && is_among(parts_[name], "q2")) ++name;
  // `disease duration 2 to 10 years from diagnosis`
  if (name + 1 == name_end && tokens_.list[name].value == "disease_duration")
    return read_sentence(words(0, found.end));
  const std::string thing = illness_lasting(name, name_end);
  if (thing.empty()) return {};
  ReadLine first = read_sentence(thing + " for " + found.low);
  if (!understood(first)) first = read_sentence("Diagnosis of " + thing + " for " + found.low);
  ReadLine second = read_sentence("Diagnosis of " + thing + ' ' + found.high);
  if (!understood(first) || !understood(second) ||
      !std::holds_alternative<ast::Since>(first.expression->node))
    return {};
  const auto* onset = std::get_if<ast::History>(&second.expression->node);
  if (onset == nullptr || onset->kind != ast::HistoryKind::onset) return {};
  if (!exclusion_) return together(std::move(first), std::move(second), true);
  return {};
}

// The illness of which the words say that its duration follows; empty: they say no such thing.
std::string LineReader::Numbers::illness_lasting(std::size_t name, std::size_t name_end) const {
  if (name_end <= name || !only(name, name_end, "wCQl1pnYhoV,-")) return {};
  const std::string whole = words(name, name_end);
  const std::string small = lowered(whole);
  for (const std::string_view front :
       {"duration of ", "date of diagnosis of ", "diagnosis of ", "diagnosed with "})
    if (small.starts_with(front)) return whole.substr(front.size());
  for (const std::string_view end :
       {" disease duration", " duration", " history of", " history", ", course", " diagnosed"})
    if (small.ends_with(end) && small.size() > end.size() + 1) {
      std::string thing = whole.substr(0, whole.size() - end.size());
      return lowered(thing) == "disease" || lowered(thing) == "symptom" ? std::string{} : thing;
    }
  return {};
}

// `History of stroke for 24 weeks before the screening visit` among exclusions: in that time.
ReadLine LineReader::Numbers::for_weeks_before() {
  if (!exclusion_ || parts_.empty() || parts_[0] != 'h' || has("kKIXZ;:jc")) return {};
  const std::size_t time = parts_.find("pnt");
  if (time == std::string_view::npos || low(time) != "for" || !only(time + 3, stop_, "bge1") ||
      !has("bg", time + 3))
    return {};
  ReadLine made = read_words(words(0, time) + " within " + words(time + 1, time + 3));
  const auto* onset = understood(made) ? std::get_if<ast::History>(&made.expression->node) : nullptr;
  return onset != nullptr && onset->kind == ast::HistoryKind::onset ? std::move(made) : ReadLine{};
}

// Without their first letter, which may be a capital.
constexpr std::array<std::string_view, 3> kFailures = {"ailed", "efractory", "elapsed"};

// `failed`, `refractory to`, `relapsed after`
bool LineReader::Numbers::begins_failure(std::size_t at) const {
  if (parts_[at] == 'w') return low(at) == "failed";
  if (!has("o", at)) return false;  // other treatments that failed are read as illnesses
  return (parts_[at] == 'p' && low(at) == "refractory to") ||
         (parts_[at] == 'Q' && low(at) == "relapsed" && at + 1 < stop_ && parts_[at + 1] == 'S');
}

// `Have failed at least 2 lines of therapy`, `asthma, who have failed 6 weeks of steroids`: what happened,
// with all its words.
ReadLine LineReader::Numbers::failed() {
  if (has("kKIXZj;:vObOg") || !tokens_.pairs.may_hold_any(kFailures)) return {};
  std::size_t at = 0;
  while (at < stop_ && !begins_failure(at)) ++at;
  constexpr std::size_t most = 24;
  if (at + 2 >= stop_ || stop_ - at > most || !only(at + 1, stop_, "wnchpRDCQlVmMSt1T,|&\\()A/-*o"))
    return {};
  // how many treatments there were is part of it; no other measurement is
  for (std::size_t i = 0; i < stop_; ++i)
    if (parts_[i] == 'o' && tokens_.list[i].value != "prior_lines_of_therapy") return {};
  std::size_t front = at;
  while (front > 0 && is_among(parts_[front - 1], "qm,#2")) --front;
  ReadLine illness;
  if (front > 0) {
    if (parts_.substr(front, at - front).find(',') == std::string_view::npos) return {};
    illness = read_words(words(0, front));
    const auto* history =
        understood(illness) ? std::get_if<ast::History>(&illness.expression->node) : nullptr;
    if (history == nullptr || exclusion_) return {};
  }
  ast::History happened;
  happened.kind = ast::HistoryKind::diagnosis;
  const std::string name = without_quotes(words(at, stop_));
  happened.subject.names.push_back(line_.facts_.get(ast::ConceptKind::condition, name).name);
  ReadLine made;
  made.expression = make_expression(std::move(happened));
  made.line_class = LineClass::compiled_new_concept;
  return illness.expression == nullptr ? std::move(made)
                                       : together(std::move(illness), std::move(made), true);
}

// ---- doses
// How much of a drug: `20 mg/day`, `0.5 mg/kg/day`, `> 1 unit/kg/day`.
bool LineReader::Numbers::is_amount(std::size_t number) const {
  const std::uint32_t from = tokens_.list[number].end;
  std::string_view rest = line_.text_.substr(from, end_ - from);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  for (const std::string_view unit : {"mg", "g/", "mcg", "ug", "unit", "IU", "U/kg", "U/day", "milligram"})
    if (rest.starts_with(unit)) return true;
  return false;
}

// `prednisone > 20 mg/day within 2 months`, `steroids for more than 28 days within 6 months`, `currently
// taking prednisone > 10 mg/day`: the drug with its dose or how long it was given, and when.
ReadLine LineReader::Numbers::dose() {
  const std::size_t drug = parts_.find('D');
  if (!exclusion_ || drug == std::string_view::npos || has("kKIXZ;:jaFBy*&,")) return {};
  const std::size_t window = std::min(parts_.find("vnt"), stop_);
  if (window < drug || !only(window, stop_, "vntbeSg1Tp")) return {};
  std::size_t name = 0;
  while (name < drug && is_among(parts_[name], "qmhH2")) ++name;
  if (!only(name, drug, "wDQ")) return {};
  std::size_t end = window;
  while (end > drug + 1 && is_among(parts_[end - 1], "p1")) --end;
  if (!is_dosed(drug, end)) return {};
  const bool dated = window < stop_;
  ReadLine made =
      read_sentence(dated ? words(drug, drug + 1) + ' ' + words(window, stop_) : words(0, drug + 1));
  auto* event = understood(made) ? std::get_if<ast::History>(&made.expression->node) : nullptr;
  if (event == nullptr || event->subject.names.size() != 1 || event->kind != ast::HistoryKind::event ||
      std::holds_alternative<std::monostate>(event->time))
    return {};
  const auto fact = line_.facts_.get(ast::ConceptKind::medication, without_quotes(words(name, end)));
  event->subject.names.front() = fact.name;
  if (fact.is_new) made.line_class = LineClass::compiled_new_concept;
  return made;
}

// Behind the drug: more than so much of it, or for more than so long.
bool LineReader::Numbers::is_dosed(std::size_t drug, std::size_t end) const {
  const std::string_view inner = parts_.substr(drug, end - drug);
  if (inner.find('c') == std::string_view::npos || inner.find('n') == std::string_view::npos ||
      inner.find_first_not_of("DwQpTcnutx1/()#V-m|") != std::string_view::npos)
    return false;
  for (std::size_t i = drug; i < end; ++i) {
    const char next = i + 1 < end ? parts_[i + 1] : ' ';
    if (parts_[i] == 'c' && (tokens_.list[i].value.empty() || tokens_.list[i].value[0] != '>')) return false;
    if (parts_[i] == 'n' && !is_amount(i) && next != 't') return false;
    if (parts_[i] == 't' && (i < 2 || parts_[i - 2] != 'c')) return false;
    if (parts_[i] == '|' && (next == ' ' || low(i + 1) != "equivalent")) return false;
  }
  return true;
}

}  // namespace eligo::grammar::registry
