// See instruction_set.hpp.
#include "patients/instruction_set.hpp"

#include <algorithm>
#include <atomic>

namespace eligo::patients {
namespace {

constexpr std::array<std::string_view, instruction_set_count> names{"portable", "ssse3",  "sse4",
                                                                    "avx2",     "avx512", "avx512vbmi2"};

bool has(InstructionSet set) {
#if defined(__x86_64__)
  switch (set) {
    case InstructionSet::portable:
      return true;
    case InstructionSet::ssse3:
      return __builtin_cpu_supports("ssse3") != 0;
    case InstructionSet::sse4:
      return __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("pclmul") != 0 &&
             __builtin_cpu_supports("aes") != 0;
    case InstructionSet::avx2:
      return has(InstructionSet::sse4) && __builtin_cpu_supports("avx2") != 0 &&
             __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0 &&
             __builtin_cpu_supports("fma") != 0;
    case InstructionSet::avx512:
      return has(InstructionSet::avx2) && __builtin_cpu_supports("avx512f") != 0 &&
             __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
             __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512cd") != 0;
    case InstructionSet::avx512vbmi2:
      return has(InstructionSet::avx512) && __builtin_cpu_supports("avx512vbmi2") != 0 &&
             __builtin_cpu_supports("popcnt") != 0;
  }
  return false;
#else
  return set == InstructionSet::portable;
#endif
}

InstructionSet best() { return instruction_sets().front(); }

std::atomic<InstructionSet>& running() {
  static std::atomic<InstructionSet> set = best();
  return set;
}

}  // namespace

std::string_view to_string(InstructionSet set) { return names[static_cast<std::size_t>(set)]; }

std::vector<InstructionSet> instruction_sets() {
  std::vector<InstructionSet> sets;
  for (std::size_t i = instruction_set_count; i-- > 0;) {
    if (has(static_cast<InstructionSet>(i))) sets.push_back(static_cast<InstructionSet>(i));
  }
  return sets;
}

InstructionSet instruction_set() { return running().load(std::memory_order_relaxed); }

bool choose_instruction_set(std::string_view name) {
  if (name.empty()) {
    running() = best();
    return true;
  }
  for (const InstructionSet set : instruction_sets()) {
    if (to_string(set) != name) continue;
    running() = set;
    return true;
  }
  return false;
}

}  // namespace eligo::patients
