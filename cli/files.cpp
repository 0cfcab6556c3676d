// POSIX files and std::filesystem folders. See files.hpp.
#include "cli/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <system_error>

#include "cli/output.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace fs = std::filesystem;

namespace {

// A file descriptor that is closed when it goes; standard input is not.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

std::string failure(std::string_view what, const std::string& path, int error) {
  return "cannot " + std::string(what) + ' ' + in_ticks(display_name(path)) + ": " + std::strerror(error);
}

std::string too_large(const std::string& path, std::size_t limit) {
  return in_ticks(display_name(path)) + " is larger than " + std::to_string(limit >> 20U) + " MiB";
}

// Room for the whole file where its size is known; an end beyond the limit is found while reading.
void reserve_size(int descriptor, std::string& text, std::size_t limit) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < 0) return;
  text.reserve(std::min(static_cast<std::size_t>(status.st_size) + 1, limit));
}

bool is_rule_file(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  std::error_code error;
  return !name.starts_with('.') && entry.path().extension() == ".elig" && entry.is_regular_file(error);
}

int write_text(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

// Fills the file made beside `path` and gives it the old one's mode and owner. 0, or an error number.
int fill_beside(int descriptor, const std::string& path, std::string_view text) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return errno;
  if (const int error = write_text(descriptor, text); error != 0) return error;
  // Another owner's file stays theirs where that is allowed; where it is not, the mode still must.
  if (::fchown(descriptor, status.st_uid, status.st_gid) != 0 && errno != EPERM) return errno;
  return ::fchmod(descriptor, status.st_mode & 07777U) == 0 ? 0 : errno;
}

}  // namespace

std::string display_name(std::string_view path) {
  return path == "-" ? "<stdin>" : patients::printable(path);
}

bool is_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

FileText read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return {std::nullopt, failure("read", path, errno)};
  std::string text;
  reserve_size(file.number(), text, limit);
  std::size_t used = 0;
  while (true) {
    text.resize(std::max(text.capacity(), used + (std::size_t{1} << 16U)));
    const ssize_t got = ::read(file.number(), text.data() + used, text.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {std::nullopt, failure("read", path, errno)};
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > limit) return {std::nullopt, too_large(path, limit)};
  }
  text.resize(used);
  return {std::move(text), {}};
}

RuleFiles find_rule_files(const std::string& folder) {
  std::error_code error;
  RuleFiles found;
  fs::recursive_directory_iterator it(folder, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (it->path().filename().string().starts_with('.')) {
      it.disable_recursion_pending();
    } else if (is_rule_file(*it)) {
      found.paths.push_back(it->path().string());
    }
  }
  if (error) found.error = "cannot read the folder " + in_ticks(folder) + ": " + error.message();
  std::ranges::sort(found.paths);
  return found;
}

RuleFiles expand_rule_paths(const std::vector<std::string>& paths) {
  RuleFiles result;
  std::set<std::string> seen;
  const auto add = [&](const std::string& path) {
    std::error_code error;
    const fs::path resolved = path == "-" ? fs::path(path) : fs::weakly_canonical(path, error);
    if (seen.insert(error ? path : resolved.string()).second) result.paths.push_back(path);
  };
  for (const auto& path : paths) {
    if (path == "-" || !is_folder(path)) {
      add(path);
      continue;
    }
    RuleFiles below = find_rule_files(path);
    if (!below.error.empty()) return below;
    if (below.paths.empty()) return {{}, "there are no .elig files below " + in_ticks(path)};
    for (const auto& file : below.paths) add(file);
  }
  return result;
}

std::optional<std::string> replace_file(const std::string& path, std::string_view text) {
  std::error_code unresolved;
  const fs::path resolved = fs::canonical(path, unresolved);
  if (unresolved) return "cannot write " + in_ticks(path) + ": " + unresolved.message();
  const std::string target = resolved.string();
  if (::access(target.c_str(), W_OK) != 0) return failure("write", path, errno);
  std::string beside = target + ".XXXXXX";
  const Descriptor file(::mkstemp(beside.data()));
  if (file.number() < 0) return failure("write", path, errno);
  int error = fill_beside(file.number(), target, text);
  if (error == 0 && ::rename(beside.c_str(), target.c_str()) != 0) error = errno;
  if (error == 0) return std::nullopt;
  ::unlink(beside.c_str());
  return failure("write", path, error);
}

}  // namespace eligo::cli
