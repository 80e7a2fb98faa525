#pragma once

#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <new>
#include <system_error>

namespace barriers::promises {

/// Memory that can be forbidden: whoever touches it then is ended by a signal.
class pages {
 public:
  explicit pages(std::size_t size)
      : size_{size}, begin_{mmap(nullptr, size, access, anonymous, -1, 0)} {
    if (begin_ == MAP_FAILED) {
      throw std::system_error(errno, std::generic_category(), "mmap");
    }
  }
  pages(const pages&) = delete;
  pages& operator=(const pages&) = delete;
  ~pages() { munmap(begin_, size_); }

  [[nodiscard]] void* begin() const noexcept { return begin_; }
  void forbid() noexcept { mprotect(begin_, size_, PROT_NONE); }

 private:
  static constexpr int access = PROT_READ | PROT_WRITE;
  static constexpr int anonymous = MAP_PRIVATE | MAP_ANONYMOUS;

  const std::size_t size_;
  void* const begin_;
};

/// A barrier on pages of its own, which nobody may touch once it is destroyed.
template <class Barrier>
class on_pages {
 public:
  /// `make` gives the barrier itself, which may be one that cannot be moved.
  template <class Make>
  explicit on_pages(const Make& make) : pages_{sizeof(Barrier)} {
    barrier_ = new (pages_.begin()) Barrier(make());
  }
  on_pages(const on_pages&) = delete;
  on_pages& operator=(const on_pages&) = delete;
  ~on_pages() { destroy(); }

  Barrier& operator*() const noexcept { return *barrier_; }

  /// The first call destroys the barrier.
  void destroy() {
    if (!is_destroyed_.exchange(true)) {
      barrier_->~Barrier();
      pages_.forbid();
    }
  }

 private:
  pages pages_;
  Barrier* barrier_;
  std::atomic<bool> is_destroyed_{false};
};

}  // namespace barriers::promises
