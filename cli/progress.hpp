// How far a long run has come, on one line of the terminal that standard error is; nothing where it is none.
//
// Entry: Progress::show, as often as one likes: it looks at the clock and draws a few times a second. erase()
// before anything else is written to standard error. One thread at a time. Tests: tests/cli/resume_test.py.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/terminal.hpp"

namespace eligo::cli {

class Progress {
 public:
  // `begun`: what is there already when the run starts: bytes and rows count, but not for the speed.
  struct State {
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;  // of text
    std::uint64_t taken = 0;  // of the file, which may be packed
  };
  Progress(std::optional<std::uint64_t> file_size, State begun);

  void show(const State& state);
  void erase();

 private:
  std::string line(const State& state, std::chrono::milliseconds now) const;

  std::optional<std::uint64_t> file_size_;
  State begun_;
  std::size_t width_;
  std::chrono::milliseconds start_;
  std::chrono::milliseconds next_;
  std::string_view dot_;
  bool drawn_ = false;
};

}  // namespace eligo::cli
