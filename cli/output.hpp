// Standard output through one buffer, and messages on standard error.
//
// A reader that has gone away (`eligo … | head`) ends the output quietly; any other failure to write, such as
// a full disk, is a message and exit status 4. Text handed over is written as it is: callers make data
// printable first. One thread. Tests: tests/cli/cases/streams.case.
#pragma once

#include <string>
#include <string_view>

#include "cli/exit_status.hpp"

namespace eligo::cli {

class Output {
 public:
  void write(std::string_view text);
  // False once the reader has gone or writing failed: work whose result nobody reads can stop.
  bool is_open() const { return state_ == State::open; }
  // Writes what is left. The status to exit with: `status`, or bad_data if something could not be written.
  ExitStatus finish(ExitStatus status);

 private:
  enum class State { open, reader_gone, failed };
  void flush();

  std::string buffer_;
  State state_ = State::open;
  int error_ = 0;
};

// Called once, first thing: writing to a closed pipe must not kill the process, and no file that is opened
// later may take the place of a standard stream that the caller has closed.
void prepare_streams();

// Diagnostics that carry their own prefix, written as they are.
void write_error(std::string_view text);
// "eligo: MESSAGE" and a line end; what is not printable in the message is escaped.
void complain(std::string_view message);

// A user's or a file's word in a message: escaped, in back-ticks.
std::string in_ticks(std::string_view text);

}  // namespace eligo::cli
