// Independent pieces of work on several threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace eligo::engine {

// Calls work(0) … work(count - 1), each once, in any order, on up to `threads` threads. `work` must not
// throw.
template <class Work>
void run_each(std::size_t count, std::size_t threads, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads && i < count; ++i) others.emplace_back(run);
  run();
  for (auto& thread : others) thread.join();
}

}  // namespace eligo::engine
