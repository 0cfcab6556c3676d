// POSIX files written beside their target. See output_file.hpp.
#include "cli/output_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "cli/output.hpp"
#include "cli/text_digest.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t buffer_limit = std::size_t{1} << 16U;
constexpr std::size_t direct_limit = buffer_limit / 4;  // a text so long is worth a call of its own
constexpr std::uint64_t tail_length = 4096;

bool is_standard(const std::string& path) { return path.empty() || path == "-"; }

// The mode of a file that is made anew, or that of the one to be replaced.
mode_t mode_for(const std::string& target) {
  struct stat status {};
  if (::stat(target.c_str(), &status) == 0) return status.st_mode & 07777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

}  // namespace

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  const Packing packing = packing_of_name(path_);
  if (packing != Packing::none) packer_ = std::make_unique<Packer>(packing);
}

OutputFile::~OutputFile() {
  close();
  if (!beside_.empty() && !kept_) ::unlink(beside_.c_str());
}

bool OutputFile::open() {
  if (is_standard(path_)) {
    descriptor_ = STDOUT_FILENO;
    return true;
  }
  target_ = behind_links(path_);
  struct stat status {};
  if (::stat(target_.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) error_number_ = errno;
    return descriptor_ >= 0;
  }
  return open_beside();
}

bool OutputFile::open_partial() {
  target_ = behind_links(path_);
  struct stat status {};
  if (::stat(target_.c_str(), &status) == 0 && ::access(target_.c_str(), W_OK) != 0) {
    error_number_ = errno;
    return false;
  }
  const std::string name = target_ + ".partial";
  while (error_number_ == 0) {
    descriptor_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      error_number_ = errno;
      break;
    }
    // Whoever had the lock may have given the file its final name since it was opened.
    struct stat locked {};
    if (::fstat(descriptor_, &locked) == 0 && ::stat(name.c_str(), &status) == 0 &&
        locked.st_ino == status.st_ino && locked.st_dev == status.st_dev)
      break;
    close();
  }
  if (error_number_ == EWOULDBLOCK)
    problem_ = "another run is writing it; wait for its end, or choose another name";
  if (error_number_ != 0) return false;
  beside_ = name;
  return true;
}

bool OutputFile::begin(const Mark& kept) {
  struct stat status {};
  const bool whole = ::fstat(descriptor_, &status) == 0 &&
                     static_cast<std::uint64_t>(status.st_size) >= kept.size &&
                     (kept.size == 0 || tail_digest(kept.size) == kept.tail);
  if (!whole) {
    problem_ = in_ticks(beside_) + " is not what the stopped run left; start anew without `--resume`";
    error_number_ = EINVAL;
    kept_ = true;
    return false;
  }
  const auto size = static_cast<off_t>(kept.size);
  if (::ftruncate(descriptor_, size) != 0 || ::lseek(descriptor_, size, SEEK_SET) < 0 ||
      ::fchmod(descriptor_, mode_for(target_)) != 0)
    error_number_ = errno;
  written_ = kept.size;
  return error_number_ == 0;
}

// Of the last bytes in front of `size`.
std::string OutputFile::tail_digest(std::uint64_t size) const {
  std::string tail(std::min(size, tail_length), '\0');
  const ssize_t got = ::pread(descriptor_, tail.data(), tail.size(), static_cast<off_t>(size - tail.size()));
  return got == static_cast<ssize_t>(tail.size()) ? text_digest(tail) : std::string();
}

OutputFile::Mark OutputFile::mark() {
  if (!is_open()) return {};
  flush(false);
  return {written_, tail_digest(written_)};
}

bool OutputFile::open_beside() {
  struct stat status {};
  if (::stat(target_.c_str(), &status) == 0 && ::access(target_.c_str(), W_OK) != 0) {
    error_number_ = errno;
    return false;
  }
  std::string name = target_ + ".XXXXXX";
  descriptor_ = ::mkstemp(name.data());
  if (descriptor_ < 0) {
    error_number_ = errno;
    return false;
  }
  beside_ = std::move(name);
  if (::fchmod(descriptor_, mode_for(target_)) != 0) error_number_ = errno;
  return error_number_ == 0;
}

void OutputFile::write(std::string_view text) {
  if (!is_open()) return;
  if (buffer_.empty() && text.size() >= direct_limit && !packer_) return write_out(text);
  buffer_ += text;
  if (buffer_.size() >= buffer_limit) flush(false);
}

void OutputFile::flush(bool is_last) {
  if (packer_) {
    packed_.clear();
    packer_->pack(buffer_, is_last, packed_);
    write_out(packed_);
  } else {
    write_out(buffer_);
  }
  buffer_.clear();
}

void OutputFile::write_out(std::string_view bytes) {
  while (!bytes.empty() && error_number_ == 0) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      error_number_ = errno;
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(written));
      written_ += static_cast<std::uint64_t>(written);
    }
  }
}

void OutputFile::close() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  descriptor_ = -1;
}

bool OutputFile::commit() {
  if (descriptor_ < 0) return false;
  flush(true);
  if (is_standard(path_)) return error_number_ == 0 || error_number_ == EPIPE;
  // Closed, and so unlocked, only under its final name.
  if (!beside_.empty() && error_number_ == 0 && ::rename(beside_.c_str(), target_.c_str()) != 0)
    error_number_ = errno;
  close();
  if (error_number_ == 0) beside_.clear();
  return error_number_ == 0;
}

std::string OutputFile::error() const {
  const std::string what = is_standard(path_) ? "the output" : in_ticks(path_);
  return "cannot write " + what + ": " + (problem_.empty() ? std::strerror(error_number_) : problem_);
}

bool is_ordinary(const std::string& path) {
  struct stat status {};
  return !is_standard(path) && (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode));
}

std::string behind_links(const std::string& path) {
  std::error_code unresolved;
  const auto resolved = std::filesystem::canonical(path, unresolved);
  return unresolved ? path : resolved.string();
}

std::string csv_text(std::string_view text) {
  constexpr std::string_view formula = "=+-@\t\r";
  std::string safe;
  if (!text.empty() && formula.find(text.front()) != std::string_view::npos) safe = "'";
  safe += text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace eligo::cli
