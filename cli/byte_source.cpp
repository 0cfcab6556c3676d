// See byte_source.hpp; tests: tests/cli/cases/packed.case.
#include "cli/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

namespace eligo::cli {
namespace {

constexpr std::size_t packed_block = std::size_t{1} << 17U;
constexpr int largest_window = 25;  // of Zstandard, as a power of two
constexpr std::string_view gzip_mark = "\x1F\x8B";
constexpr std::string_view zstandard_mark = "\x28\xB5\x2F\xFD";
constexpr std::string_view cut_short = "the archive ends too early; it is damaged or not whole";

}  // namespace

Packing packing_of_name(std::string_view path) {
  if (path.ends_with(".gz")) return Packing::gzip;
  return path.ends_with(".zst") ? Packing::zstandard : Packing::none;
}

// One step of unpacking: takes from `in`, gives to `out`, both shortened by what was used.
class ByteSource::Unpacker {
 public:
  struct Block {
    char* data = nullptr;
    std::size_t size = 0;
  };
  Unpacker() = default;
  virtual ~Unpacker() = default;
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  // The error, or nothing.
  virtual std::string step(Block& in, Block& out) = 0;
  // Has a packed part ended exactly here?
  virtual bool is_between_parts() const = 0;
};

class ByteSource::Gzip : public Unpacker {
 public:
  Gzip() { ::inflateInit2(&stream_, 15 + 16); }
  ~Gzip() override { ::inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  std::string step(Block& in, Block& out) override {
    if (between_parts_) ::inflateReset(&stream_);
    between_parts_ = false;
    stream_.next_in = reinterpret_cast<Bytef*>(in.data);  // zlib's own type of byte
    stream_.avail_in = static_cast<uInt>(in.size);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(out.size, std::numeric_limits<uInt>::max()));
    const auto room = stream_.avail_out;
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    in.data += in.size - stream_.avail_in;
    in.size = stream_.avail_in;
    out.data += room - stream_.avail_out;
    out.size -= room - stream_.avail_out;
    between_parts_ = status == Z_STREAM_END;
    if (status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR) return {};
    return std::string("the gzip archive is damaged") +
           (stream_.msg == nullptr ? "" : std::string(" (") + stream_.msg + ')');
  }
  bool is_between_parts() const override { return between_parts_; }

 private:
  z_stream stream_{};
  bool between_parts_ = false;
};

class ByteSource::Zstandard : public Unpacker {
 public:
  Zstandard() : stream_(::ZSTD_createDCtx()) {
    ::ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, largest_window);
  }
  ~Zstandard() override { ::ZSTD_freeDCtx(stream_); }
  Zstandard(const Zstandard&) = delete;
  Zstandard& operator=(const Zstandard&) = delete;

  std::string step(Block& in, Block& out) override {
    ZSTD_inBuffer from{in.data, in.size, 0};
    ZSTD_outBuffer to{out.data, out.size, 0};
    const std::size_t status = ::ZSTD_decompressStream(stream_, &to, &from);
    in.data += from.pos;
    in.size -= from.pos;
    out.data += to.pos;
    out.size -= to.pos;
    if (from.pos > 0 || to.pos > 0) between_parts_ = status == 0;
    if (::ZSTD_isError(status) == 0U) return {};
    if (::ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge) {
      return "the Zstandard archive needs more than 32 MiB to unpack; pack it without `--long` or `--ultra`";
    }
    return std::string("the Zstandard archive is damaged (") + ::ZSTD_getErrorName(status) + ')';
  }
  bool is_between_parts() const override { return between_parts_; }

 private:
  ZSTD_DCtx* stream_;
  bool between_parts_ = false;
};

ByteSource::ByteSource() = default;

ByteSource::~ByteSource() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

std::ptrdiff_t ByteSource::fail(std::string message) {
  error_ = std::move(message);
  return -1;
}

bool ByteSource::open(const std::string& path) {
  descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) fail(std::strerror(errno));
  if (failed() || !look_ahead()) return false;
  const std::string_view start(block_.data(), end_);
  if (start.starts_with(gzip_mark)) {
    packing_ = Packing::gzip;
    unpacker_ = std::make_unique<Gzip>();
  } else if (start.starts_with(zstandard_mark)) {
    packing_ = Packing::zstandard;
    unpacker_ = std::make_unique<Zstandard>();
  } else if (path != "-" && packing_of_name(path) != Packing::none) {
    fail(std::string("it is no ") + (packing_of_name(path) == Packing::gzip ? "gzip" : "Zstandard") +
         " archive, as its name says");
  }
  return !failed();
}

std::ptrdiff_t ByteSource::read_raw(char* into, std::size_t size) {
  while (true) {
    const ssize_t got = ::read(descriptor_, into, size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(std::strerror(errno));
    taken_.fetch_add(static_cast<std::uint64_t>(got), std::memory_order_relaxed);
    return got;
  }
}

// As many bytes as a mark has, however small the pieces a pipe gives.
bool ByteSource::look_ahead() {
  block_.resize(packed_block);
  while (end_ < zstandard_mark.size()) {
    const std::ptrdiff_t got = read_raw(block_.data() + end_, block_.size() - end_);
    if (got < 0) return false;
    if (got == 0) break;
    end_ += static_cast<std::size_t>(got);
  }
  return true;
}

std::optional<ByteSource::Facts> ByteSource::facts() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  constexpr std::int64_t second = 1'000'000'000;
  return Facts{static_cast<std::uint64_t>(status.st_size),
               std::int64_t{status.st_mtim.tv_sec} * second + status.st_mtim.tv_nsec};
}

bool ByteSource::seek(std::uint64_t position) {
  begin_ = end_ = 0;
  if (::lseek(descriptor_, static_cast<off_t>(position), SEEK_SET) < 0) fail(std::strerror(errno));
  taken_ = position;
  return !failed();
}

std::ptrdiff_t ByteSource::read(char* into, std::size_t size) {
  if (failed()) return -1;
  if (unpacker_) return unpack(into, size);
  if (begin_ == end_) return read_raw(into, size);
  const std::size_t count = std::min(size, end_ - begin_);
  std::memcpy(into, block_.data() + begin_, count);
  begin_ += count;
  return static_cast<std::ptrdiff_t>(count);
}

// Makes sure that there are packed bytes, unless the file has ended; false on failure.
bool ByteSource::fill() {
  if (begin_ < end_ || ended_) return true;
  const std::ptrdiff_t got = read_raw(block_.data(), block_.size());
  if (got < 0) return false;
  begin_ = 0;
  end_ = static_cast<std::size_t>(got);
  ended_ = got == 0;
  return true;
}

std::ptrdiff_t ByteSource::unpack(char* into, std::size_t size) {
  Unpacker::Block out{into, size};
  while (out.size > 0) {
    if (!fill()) return -1;
    if (ended_ && unpacker_->is_between_parts()) break;
    Unpacker::Block in{block_.data() + begin_, end_ - begin_};
    const std::size_t room = out.size;
    std::string error = unpacker_->step(in, out);
    begin_ = end_ - in.size;
    if (!error.empty()) return fail(std::move(error));
    if (ended_ && out.size == room) return fail(std::string(cut_short));
    if (out.size == 0 || out.size < room) break;  // hand over what there is
  }
  return static_cast<std::ptrdiff_t>(size - out.size);
}

}  // namespace eligo::cli
