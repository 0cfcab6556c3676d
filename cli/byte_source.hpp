// The bytes of a file or of standard input, unpacked if they are packed.
//
// gzip and Zstandard are known by their first bytes, whatever the file is called; several packed parts one
// after the other are one text. Read in blocks: memory does not grow with the file (an archive that asks for
// a window beyond 32 MiB is refused). An archive that is damaged or ends too early is an error; what stood
// before has been handed over by then. Tests: tests/cli/cases/packed.case.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::cli {

enum class Packing : unsigned char { none, gzip, zstandard };

// By a file's name: `.gz`, `.zst`.
Packing packing_of_name(std::string_view path);

class ByteSource {
 public:
  ByteSource();
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // `-` is standard input. False if there is no such file, or its name promises an archive and it is none.
  bool open(const std::string& path);
  // Puts up to `size` bytes at `into` and returns how many: 0 at the end, less than 0 on failure.
  std::ptrdiff_t read(char* into, std::size_t size);
  bool failed() const { return !error_.empty(); }
  const std::string& error() const { return error_; }  // what went wrong, in words

  Packing packing() const { return packing_; }
  // Of a regular file; none of pipes and devices.
  struct Facts {
    std::uint64_t size = 0;     // packed, if it is packed
    std::int64_t modified = 0;  // nanoseconds
  };
  std::optional<Facts> facts() const;
  // How many of those bytes have been read; for any thread.
  std::uint64_t taken() const { return taken_.load(std::memory_order_relaxed); }
  // Goes on at this byte. Regular files that are not packed only; false on failure.
  bool seek(std::uint64_t position);

 private:
  class Unpacker;
  class Gzip;
  class Zstandard;

  std::ptrdiff_t read_raw(char* into, std::size_t size);
  bool look_ahead();
  bool fill();
  std::ptrdiff_t unpack(char* into, std::size_t size);
  std::ptrdiff_t fail(std::string message);

  int descriptor_ = -1;
  std::atomic<std::uint64_t> taken_ = 0;
  Packing packing_ = Packing::none;
  std::string error_;
  std::vector<char> block_;  // bytes of the file that are not handed over yet
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;  // the file
  std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace eligo::cli
