// A result file that appears under its name only once it is whole.
//
// Text goes to a file beside the target, which takes the target's name in commit(); without commit() nothing
// is left behind. `-` and no name are standard output; devices and pipes are written directly. A name that
// ends in `.gz` or `.zst` is packed. Nothing here throws. Tests: tests/cli/cases/match.case, packed.case,
// resume_test.py.
//
// A process that is killed at any moment leaves the target as it was, or whole. Nothing waits for the disk:
// after a loss of power what was renamed last may be incomplete, as the file system has it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cli/packer.hpp"

namespace eligo::cli {

class OutputFile {
 public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // False if the file cannot be made; error() says why.
  bool open();

  // How much has been written, and the digest of its last bytes.
  struct Mark {
    std::uint64_t size = 0;
    std::string tail;
  };
  // In place of open(), for a run that can go on: the file beside is TARGET.partial, which a killed process
  // leaves. It is locked: false too if another process is writing it. Nothing in it changes before begin(),
  // which keeps what is marked and drops what follows; false if that is not what was marked.
  bool open_partial();
  bool begin(const Mark& kept);
  // Writes out what is left; where writing stands. Means nothing unless is_open() afterwards.
  Mark mark();
  void keep() { kept_ = true; }  // TARGET.partial, also without commit()

  void write(std::string_view text);
  // False once writing failed or the reader of standard output has gone.
  bool is_open() const { return descriptor_ >= 0 && error_number_ == 0; }
  // Writes what is left and puts the file in place. False if it could not all be written. A reader of
  // standard output that has gone away is no failure.
  bool commit();
  std::string error() const;  // "cannot write `FILE`: …"

 private:
  bool open_beside();
  std::string tail_digest(std::uint64_t size) const;
  void flush(bool is_last);
  void write_out(std::string_view bytes);
  void close();

  std::string path_;
  std::string target_;  // behind links
  std::string beside_;  // empty: written directly
  std::string buffer_;
  std::unique_ptr<Packer> packer_;  // none: written as it is
  std::string packed_;
  std::string problem_;  // in words; empty: as error_number_ says
  std::uint64_t written_ = 0;
  bool kept_ = false;
  int descriptor_ = -1;
  int error_number_ = 0;
};

// Is this a regular file, or no file yet? Not so standard output, devices and pipes.
bool is_ordinary(const std::string& path);
// The path with all links followed; as it is if there is no such file.
std::string behind_links(const std::string& path);

// A cell of a CSV file: quoted where it must be. A text that a spreadsheet would take for a formula gets an
// apostrophe in front.
std::string csv_text(std::string_view text);

}  // namespace eligo::cli
