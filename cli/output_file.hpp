// A result file that appears under its name only once it is whole.
//
// Text goes to a file beside the target, which takes the target's name in commit(); without commit() nothing
// is left behind. `-` and no name are standard output; devices and pipes are written directly. A name that
// ends in `.gz` or `.zst` is packed. Nothing here throws. Tests: tests/cli/cases/match.case, packed.case.
#pragma once

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
  void write(std::string_view text);
  // False once writing failed or the reader of standard output has gone.
  bool is_open() const { return descriptor_ >= 0 && error_number_ == 0; }
  // Writes what is left and puts the file in place. False if it could not all be written. A reader of
  // standard output that has gone away is no failure.
  bool commit();
  std::string error() const;  // "cannot write `FILE`: …"

 private:
  bool open_beside();
  void flush(bool is_last);
  void write_out(std::string_view bytes);
  void close();

  std::string path_;
  std::string target_;  // behind links
  std::string beside_;  // empty: written directly
  std::string buffer_;
  std::unique_ptr<Packer> packer_;  // none: written as it is
  std::string packed_;
  int descriptor_ = -1;
  int error_number_ = 0;
};

// A cell of a CSV file: quoted where it must be. A text that a spreadsheet would take for a formula gets an
// apostrophe in front.
std::string csv_text(std::string_view text);

}  // namespace eligo::cli
