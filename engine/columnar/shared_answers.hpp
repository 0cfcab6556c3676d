// What the plain evaluator said of classes of rows, for the matchers of several threads: each numbers what it
// meets by itself, so classes are told by what their codes mean (see FeatureCodes::append_meaning).
//
// Any number of threads. Memory: bounded; when it is full, what is known stays and nothing is added.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "engine/columnar/memo.hpp"

namespace eligo::engine::columnar {

class SharedAnswers {
 public:
  // not_asked: not known.
  Answer find(const std::string& row_class) const {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(row_class);
    return found == known_.end() ? Answer::not_asked : found->second;
  }
  void put(const std::string& row_class, Answer answer) {
    const std::lock_guard lock(mutex_);
    if (known_.size() < most && row_class.size() <= longest) known_.emplace(row_class, answer);
  }

 private:
  static constexpr std::size_t most = 20'000;
  static constexpr std::size_t longest = 200;  // bytes
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Answer> known_;
};

}  // namespace eligo::engine::columnar
