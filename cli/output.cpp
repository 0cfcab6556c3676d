// Buffered writing to the standard streams. See output.hpp.
#include "cli/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t buffer_limit = 1U << 16U;

// 0, or the error number of the write that failed.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

void Output::write(std::string_view text) {
  if (state_ != State::open) return;
  buffer_ += text;
  if (buffer_.size() >= buffer_limit) flush();
}

void Output::flush() {
  if (state_ != State::open) return;
  error_ = write_all(STDOUT_FILENO, buffer_);
  if (error_ != 0) state_ = error_ == EPIPE ? State::reader_gone : State::failed;
  buffer_.clear();
}

ExitStatus Output::finish(ExitStatus status) {
  flush();
  if (state_ != State::failed) return status;
  complain(std::string("cannot write the output: ") + std::strerror(error_));
  return ExitStatus::bad_data;
}

void prepare_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) != -1) continue;
    // Open the wrong way round, so that using the stream is still an error. The lowest free number is this
    // one.
    if (::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) != stream) return;
  }
}

void write_error(std::string_view text) { write_all(STDERR_FILENO, text); }

void complain(std::string_view message) { write_error("eligo: " + patients::printable(message) + '\n'); }

std::string in_ticks(std::string_view text) { return '`' + patients::printable(text) + '`'; }

}  // namespace eligo::cli
