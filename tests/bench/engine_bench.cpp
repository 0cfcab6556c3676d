// Costs in process: compiling criteria, reading and binding a record, verdicts, explanations, JSON.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "eligo.hpp"
#include "engine/calendar.hpp"
#include "engine/next.hpp"

using namespace eligo;

namespace {

const engine::Compiled& rules() {
  static const engine::Compiled compiled = engine::compile(shipped_rules());
  return compiled;
}

std::string record_text(const std::string& name = "P-0001") {
  std::ifstream file(std::string(ELIGO_SOURCE_DIR) + "/examples/patients/" + name + ".json");
  return {std::istreambuf_iterator<char>(file), {}};
}

patients::PatientRecord record(const std::string& name = "P-0001") {
  const std::string text = record_text(name);
  auto read = patients::RecordReader(text).next();
  if (!read || !read->record) std::abort();
  return std::move(*read->record);
}

const patients::Day as_of = *patients::parse_day("2026-11-25");

void read_record(benchmark::State& state) {
  const std::string text = record_text();
  for (auto _ : state) {
    patients::RecordReader reader(text);
    benchmark::DoNotOptimize(reader.next());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(read_record);

void bind_record(benchmark::State& state) {
  const auto patient = record();
  for (auto _ : state) benchmark::DoNotOptimize(engine::bind(patient, rules().program->vocabulary));
}
BENCHMARK(bind_record);

// The promise: one bound patient, five trials, verdicts only.
void verdicts_of_one_patient(benchmark::State& state) {
  const auto patient = record();
  const auto bound = engine::bind(patient, rules().program->vocabulary);
  for (auto _ : state) benchmark::DoNotOptimize(engine::verdicts(*rules().program, bound.bound, as_of));
}
BENCHMARK(verdicts_of_one_patient);

// The same from the unbound record: names placed, units converted, then verdicts.
void bind_and_verdicts(benchmark::State& state) {
  const auto patient = record();
  for (auto _ : state) {
    const auto bound = engine::bind(patient, rules().program->vocabulary);
    benchmark::DoNotOptimize(engine::verdicts(*rules().program, bound.bound, as_of));
  }
}
BENCHMARK(bind_and_verdicts);

void explanations_of_one_patient(benchmark::State& state) {
  const auto patient = record();
  const auto bound = engine::bind(patient, rules().program->vocabulary);
  for (auto _ : state) {
    engine::Evaluator evaluator(*rules().program, bound.bound, as_of);
    for (const auto& trial : rules().program->trials) benchmark::DoNotOptimize(evaluator.explain(trial));
  }
}
BENCHMARK(explanations_of_one_patient);

// When is the patient eligible, with reasons and actions: so many years from the as-of date.
void calendar_of(benchmark::State& state, const std::string& name) {
  const auto patient = record(name);
  engine::CalendarOptions options{as_of, as_of, as_of, {}, nullptr};
  options.to = patients::add(as_of, {static_cast<std::int32_t>(state.range(0)), patients::TimeUnit::year});
  std::size_t changes = 0;
  for (auto _ : state) {
    const auto made = engine::calendar(*rules().program, patient, options);
    changes = 0;
    for (const auto& trial : made.trials)
      for (const auto& criterion : trial.criteria) changes += criterion.periods.size() - 1;
  }
  state.counters["changes"] = static_cast<double>(changes);
}
void calendar_of_one_patient(benchmark::State& state) { calendar_of(state, "P-0001"); }
BENCHMARK(calendar_of_one_patient)->Arg(1)->Arg(10)->Arg(100);
// Of whom little is known: nearly every criterion asks for something.
void calendar_of_an_unknown_patient(benchmark::State& state) { calendar_of(state, "P-0008"); }
BENCHMARK(calendar_of_an_unknown_patient)->Arg(1)->Arg(10);

// What is missing for five trials, of a patient of whom little is known.
void next_of_an_unknown_patient(benchmark::State& state) {
  const auto patient = record("P-0008");
  const auto& program = *rules().program;
  const auto bound = engine::bind(patient, program.vocabulary);
  engine::CostTable costs;
  if (!costs.read(eligo::rules::shipped_costs(), program.vocabulary).empty()) std::abort();
  for (auto _ : state)
    for (const auto& trial : program.trials)
      benchmark::DoNotOptimize(engine::next_for(trial, program, bound.bound, costs, {as_of, nullptr, 3}));
}
BENCHMARK(next_of_an_unknown_patient)->Unit(benchmark::kMillisecond);

void compile_shipped_rules(benchmark::State& state) {
  const auto files = shipped_rules();
  for (auto _ : state) benchmark::DoNotOptimize(engine::compile(files));
}
BENCHMARK(compile_shipped_rules);

// Criteria a second: the founding trials again and again under other ids, above the shipped vocabulary.
void compile_criteria(benchmark::State& state) {
  std::vector<engine::RuleText> vocabulary;
  std::vector<engine::RuleText> trials;
  for (auto& file : shipped_rules()) {
    if (file.name.starts_with("vocabulary/")) {
      vocabulary.push_back(file);
      continue;
    }
    for (int copy = 0; copy < 200; ++copy) {
      engine::RuleText text{file.name + std::to_string(copy), file.text};
      const auto at = text.text.find("trial ") + 6;
      text.text.insert(text.text.find(' ', at), "-" + std::to_string(copy));
      trials.push_back(std::move(text));
    }
  }
  std::size_t criteria = 0;
  for (auto _ : state) {
    const auto compiled = engine::compile(trials, vocabulary);
    if (!compiled.ok()) std::abort();
    for (const auto& trial : compiled.program->trials) criteria += trial.criteria.size();
  }
  state.counters["criteria/s"] =
      benchmark::Counter(static_cast<double>(criteria), benchmark::Counter::kIsRate);
}
BENCHMARK(compile_criteria)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
