// See packer.hpp; tests: tests/cli/cases/packed.case.
#include "cli/packer.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <limits>

namespace eligo::cli {
namespace {

constexpr int gzip_level = 6;
constexpr int zstandard_level = 3;
using Room = std::array<char, std::size_t{1} << 15U>;

void append(std::string& out, const Room& room, std::size_t count) { out.append(room.data(), count); }

}  // namespace

struct Packer::State {
  explicit State(Packing packing) {
    if (packing == Packing::zstandard) {
      zstandard = ::ZSTD_createCCtx();
      ::ZSTD_CCtx_setParameter(zstandard, ZSTD_c_compressionLevel, zstandard_level);
      ::ZSTD_CCtx_setParameter(zstandard, ZSTD_c_checksumFlag, 1);
    } else {
      ::deflateInit2(&gzip, gzip_level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    }
  }
  ~State() {
    if (zstandard == nullptr) ::deflateEnd(&gzip);
    ::ZSTD_freeCCtx(zstandard);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void pack_gzip(std::string_view text, bool is_last, std::string& out) {
    while (true) {
      const std::size_t piece = std::min<std::size_t>(text.size(), std::numeric_limits<uInt>::max());
      // zlib's own type of byte; it does not write to its input.
      gzip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
      gzip.avail_in = static_cast<uInt>(piece);
      gzip.next_out = reinterpret_cast<Bytef*>(room.data());
      gzip.avail_out = static_cast<uInt>(room.size());
      const bool ends = is_last && piece == text.size();
      const int status = ::deflate(&gzip, ends ? Z_FINISH : Z_NO_FLUSH);
      append(out, room, room.size() - gzip.avail_out);
      text.remove_prefix(piece - gzip.avail_in);
      if (ends ? status == Z_STREAM_END : text.empty() && gzip.avail_out > 0) return;
    }
  }

  void pack_zstandard(std::string_view text, bool is_last, std::string& out) {
    ZSTD_inBuffer from{text.data(), text.size(), 0};
    while (true) {
      ZSTD_outBuffer to{room.data(), room.size(), 0};
      const std::size_t left =
          ::ZSTD_compressStream2(zstandard, &to, &from, is_last ? ZSTD_e_end : ZSTD_e_continue);
      append(out, room, to.pos);
      if (is_last ? left == 0 : from.pos == from.size) return;
    }
  }

  z_stream gzip{};
  ZSTD_CCtx* zstandard = nullptr;
  Room room{};
};

Packer::Packer(Packing packing) : state_(std::make_unique<State>(packing)) {}
Packer::~Packer() = default;

void Packer::pack(std::string_view text, bool is_last, std::string& out) {
  if (state_->zstandard == nullptr) {
    state_->pack_gzip(text, is_last, out);
  } else {
    state_->pack_zstandard(text, is_last, out);
  }
}

}  // namespace eligo::cli
