// The statuses of all criteria of a trial but one, for each one in turn. Internal to engine/whatif.
//
// A row fails another criterion if it fails two, or one that is not this: so one pass over the criteria does
// for all of them. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/columnar/matcher.hpp"

namespace eligo::engine {

// Of the other criteria of a trial, in words of rows.
struct OtherCriteria {
  std::vector<std::uint64_t> fail;
  std::vector<std::uint64_t> unknown;
  std::vector<std::uint64_t> open;
};

struct OthersOf {
  OtherCriteria others;

  void count(const columnar::Matcher& matcher, std::size_t trial, std::size_t criteria);
  void leave_out(const columnar::Matcher& matcher, std::size_t trial, std::size_t criterion);

 private:
  struct Sums {
    std::vector<std::uint64_t> once;
    std::vector<std::uint64_t> again;
  };
  Sums fail_;
  Sums unknown_;
  Sums open_;
};

}  // namespace eligo::engine
