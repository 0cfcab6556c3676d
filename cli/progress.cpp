// See progress.hpp.
#include "cli/progress.hpp"

#include <algorithm>

#include "cli/clock.hpp"
#include "cli/layout.hpp"
#include "cli/output.hpp"

namespace eligo::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_after{300};  // short runs show nothing
constexpr milliseconds period{200};

// "0:07", "12:30", "3:05:00"
std::string clock_text(std::uint64_t seconds) {
  const auto two = [](std::uint64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const std::uint64_t minutes = seconds / 60;
  if (minutes < 60) return std::to_string(minutes) + ':' + two(seconds % 60);
  return std::to_string(minutes / 60) + ':' + two(minutes % 60) + ':' + two(seconds % 60);
}

}  // namespace

Progress::Progress(std::optional<std::uint64_t> file_size, State begun)
    : file_size_(file_size),
      begun_(begun),
      width_(error_line_width()),
      start_(elapsed()),
      next_(start_ + first_after),
      dot_(detect_terminal().dot()) {}

std::string Progress::line(const State& state, milliseconds now) const {
  const auto passed = static_cast<std::uint64_t>(std::max<milliseconds::rep>(1, (now - start_).count()));
  std::string text = std::to_string(state.rows) + " rows";
  text += dot_;
  text += std::to_string((state.bytes - begun_.bytes) / 1000 / passed) + " MB/s";
  if (!file_size_ || *file_size_ == 0) return text;
  const std::uint64_t taken = std::min(state.taken, *file_size_);
  text += dot_;
  text += std::to_string(taken * 100 / *file_size_) + " %";
  const std::uint64_t speed = (taken - std::min(taken, begun_.taken)) / passed;  // bytes a millisecond
  if (speed == 0) return text;
  text += dot_;
  return text + clock_text((*file_size_ - taken) / speed / 1000) + " left";
}

void Progress::show(const State& state) {
  if (width_ == 0) return;
  const milliseconds now = elapsed();
  if (now < next_) return;
  next_ = now + period;
  // A line as wide as the terminal would wrap on some.
  write_error('\r' + shortened(line(state, now), width_ - 1, "") + "\033[K");
  drawn_ = true;
}

void Progress::erase() {
  if (drawn_) write_error("\r\033[K");
  drawn_ = false;
}

}  // namespace eligo::cli
