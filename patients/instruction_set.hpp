// Which vector instructions run: the best that the machine has, or one that a test asks for.
//
// Loops are compiled once for each set with Highway, whose headers alone are used: its library reads the
// machine's timer whenever a program starts. Thread-safe; choosing is for tests and for the start of a
// command. Tests: tests/patients/cell_kernels_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::patients {

// In ascending order; `portable` runs anywhere.
enum class InstructionSet : unsigned char { portable, ssse3, sse4, avx2, avx512, avx512vbmi2 };
constexpr std::size_t instruction_set_count = 6;
std::string_view to_string(InstructionSet set);  // "avx2"

// Those that this machine has, best first.
std::vector<InstructionSet> instruction_sets();

// The set that runs.
InstructionSet instruction_set();

// Runs this one from now on; empty: the best. False: the machine has no such set.
bool choose_instruction_set(std::string_view name);

// One function for each set; null where it was not compiled.
template <class Function>
class Variants {
 public:
  constexpr explicit Variants(std::array<Function, instruction_set_count> variants) : variants_(variants) {}
  Function chosen() const {
    for (auto set = static_cast<std::size_t>(instruction_set()); set > 0; --set)
      if (variants_[set] != nullptr) return variants_[set];
    return variants_[0];
  }

 private:
  std::array<Function, instruction_set_count> variants_;
};

}  // namespace eligo::patients

// The variants of a function of HWY_NAMESPACE; to be used where HWY_ONCE holds.
#define ELIGO_VARIANTS(function)                                                            \
  ::eligo::patients::Variants<decltype(&HWY_STATIC_DISPATCH(function))> {                   \
    {                                                                                       \
      HWY_CHOOSE_FALLBACK(function), HWY_CHOOSE_SSSE3(function), HWY_CHOOSE_SSE4(function), \
          HWY_CHOOSE_AVX2(function), HWY_CHOOSE_AVX3(function)                              \
    }                                                                                       \
  }
