// Packs text as gzip or Zstandard, piece by piece.
//
// The bytes depend on the text and its pieces alone: no name, no time. Memory: a few MiB. Tests:
// tests/cli/cases/packed.case.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/byte_source.hpp"

namespace eligo::cli {

class Packer {
 public:
  explicit Packer(Packing packing);  // not `none`
  ~Packer();
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  // Appends packed bytes to `out`; the last piece, which may be empty, ends the archive.
  void pack(std::string_view text, bool is_last, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eligo::cli
