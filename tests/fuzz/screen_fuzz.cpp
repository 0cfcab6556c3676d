// Any bytes as a record, screened against the shipped rules and rendered: no crash, and a verdict that agrees
// with the truths-only evaluation.
#include <cstdint>
#include <cstdlib>

#include "eligo.hpp"

using namespace eligo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const engine::Compiled rules = engine::compile(shipped_rules());
  const patients::Day as_of = *patients::parse_day("2026-11-25");
  patients::RecordReader reader({reinterpret_cast<const char*>(data), size});
  while (auto read = reader.next()) {
    const auto result = engine::screen(*rules.program, std::move(*read), as_of);
    if (engine::render_screen(result, {*rules.program, as_of}).empty()) std::abort();
    if (result.refusal) continue;
    const auto bound = engine::bind(*result.record, rules.program->vocabulary);
    const auto plain = engine::verdicts(*rules.program, bound.bound, as_of);
    for (std::size_t i = 0; i < plain.size(); ++i) {
      if (plain[i].verdict != result.trials[i].result.verdict) std::abort();
      for (const auto& criterion : result.trials[i].criteria) {
        const bool unknown = criterion.result.status == engine::Status::unknown;
        if (unknown == criterion.causes.empty() || criterion.reason.empty()) std::abort();
      }
    }
  }
  return 0;
}
