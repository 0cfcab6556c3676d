// Memory for arrays that are written side by side, on one large page where the system has them: on small ones
// each would lie on pages of its own, more than the processor remembers the places of.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace eligo::patients {

class LargePages {
 public:
  // Zeroed; aligned for anything.
  explicit LargePages(std::size_t bytes) {
    constexpr std::size_t page = std::size_t{1} << 21U;
    const std::size_t size = (bytes + page - 1) / page * page;
    memory_.reset(static_cast<std::byte*>(std::aligned_alloc(page, size)));
    if (!memory_) throw std::bad_alloc();
#if defined(__linux__)
    ::madvise(memory_.get(), size, MADV_HUGEPAGE);
#endif
    std::memset(memory_.get(), 0, bytes);
  }
  std::byte* data() const { return memory_.get(); }

 private:
  struct Free {
    void operator()(std::byte* memory) const { std::free(memory); }
  };
  std::unique_ptr<std::byte[], Free> memory_;
};

}  // namespace eligo::patients
