// What the plain evaluator said of a predicate, by the codes of its features.
//
// A small key indexes a table, a larger one a hash table that forgets everything when it is full, so memory
// is bounded. One thread. Tests: tests/oracle/engine_differential.py.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include "engine/truth.hpp"

namespace eligo::engine::columnar {

// A truth, with as much of its causes as a verdict needs.
enum class Answer : std::uint8_t {
  not_asked,
  no,
  yes,
  attestation,  // unknown, and nothing but an attestation is wanting
  open,         // unknown
};
inline Answer answer_of(const Outcome& outcome) {
  if (outcome.is_false()) return Answer::no;
  if (outcome.is_true()) return Answer::yes;
  return outcome.causes.only(Cause::attestation) ? Answer::attestation : Answer::open;
}

// Keys of up to so many bits index a table: a small one is looked up by vector instructions, of a large one
// only the pages that are touched take memory.
constexpr std::uint32_t small_table_bits = 8;
constexpr std::uint32_t table_bits = 20;
using SmallTable = std::array<std::uint8_t, 256>;

class TableMemo {
 public:
  explicit TableMemo(std::uint32_t bits)
      : mask_((std::uint32_t{1} << bits) - 1),
        answers_(static_cast<Answer*>(std::calloc(std::size_t{1} << bits, sizeof(Answer)))) {
    if (!answers_) throw std::bad_alloc();
  }
  // Of any index: what lies beyond the table is taken back into it.
  Answer& operator[](std::uint32_t index) { return answers_.get()[index & mask_]; }

 private:
  struct Free {
    void operator()(Answer* answers) const { std::free(answers); }
  };
  std::uint32_t mask_;
  std::unique_ptr<Answer, Free> answers_;
};

class WideMemo {
 public:
  WideMemo() : keys_(slots), answers_(slots, Answer::not_asked) {}

  Answer find(std::uint64_t key) const {
    for (std::size_t at = place(key);; at = (at + 1) % slots) {
      if (answers_[at] == Answer::not_asked || keys_[at] == key) return answers_[at];
    }
  }
  void put(std::uint64_t key, Answer answer) {
    if (filled_ == most) {
      answers_.assign(slots, Answer::not_asked);
      filled_ = 0;
    }
    std::size_t at = place(key);
    while (answers_[at] != Answer::not_asked) at = (at + 1) % slots;
    keys_[at] = key;
    answers_[at] = answer;
    ++filled_;
  }

 private:
  static constexpr std::size_t slots = std::size_t{1} << 14U;
  static constexpr std::size_t most = slots / 2;
  static std::size_t place(std::uint64_t key) {
    key *= 0x9E3779B97F4A7C15U;
    return static_cast<std::size_t>(key >> 50U);
  }
  std::vector<std::uint64_t> keys_;
  std::vector<Answer> answers_;
  std::size_t filled_ = 0;
};

}  // namespace eligo::engine::columnar
