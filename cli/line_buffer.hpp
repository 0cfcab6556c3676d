// Text that grows at its end, in large steps and without being set to zero before it is written. One thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace eligo::cli {

class LineBuffer {
 public:
  // Where the text goes on, with room for `size` bytes there; to be followed by extend().
  char* room(std::size_t size) {
    if (capacity_ - size_ < size) grow(size);
    return text_.get() + size_;
  }
  // Takes in so many bytes that were written there.
  void extend(std::size_t size) { size_ += size; }

  void append(std::string_view text) {
    std::ranges::copy(text, room(text.size()));
    extend(text.size());
  }
  void clear() { size_ = 0; }
  std::string_view text() const { return {text_.get(), size_}; }

 private:
  void grow(std::size_t size) {
    const std::size_t capacity = std::max(2 * capacity_, size_ + size);
    auto text = std::make_unique_for_overwrite<char[]>(capacity);
    std::ranges::copy(this->text(), text.get());
    text_ = std::move(text);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> text_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace eligo::cli
