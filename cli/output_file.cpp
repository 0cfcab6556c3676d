// POSIX files written beside their target. See output_file.hpp.
#include "cli/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "cli/output.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t buffer_limit = std::size_t{1} << 16U;

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
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

bool OutputFile::open() {
  if (is_standard(path_)) {
    descriptor_ = STDOUT_FILENO;
    return true;
  }
  std::error_code unresolved;
  const auto resolved = std::filesystem::canonical(path_, unresolved);
  target_ = unresolved ? path_ : resolved.string();
  struct stat status {};
  if (::stat(target_.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) error_number_ = errno;
    return descriptor_ >= 0;
  }
  return open_beside();
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
  if (!beside_.empty() && error_number_ == 0 && ::fsync(descriptor_) != 0) error_number_ = errno;
  close();
  if (beside_.empty() || error_number_ != 0) return error_number_ == 0;
  if (::rename(beside_.c_str(), target_.c_str()) != 0) {
    error_number_ = errno;
    return false;
  }
  beside_.clear();
  return true;
}

std::string OutputFile::error() const {
  const std::string what = is_standard(path_) ? "the output" : in_ticks(path_);
  return "cannot write " + what + ": " + std::strerror(error_number_);
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
