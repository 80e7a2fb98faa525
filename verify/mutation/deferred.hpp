#pragma once

#include <array>
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace barriers::mutation {

/// Something to do later. It holds the closure in itself: under Relacy an allocation is a part of
/// the execution, and a rank that failed gives nothing back.
class deferred {
 public:
  deferred() = default;

  template <class Closure>
    requires std::is_trivially_copyable_v<Closure>
  explicit deferred(Closure closure) {
    static_assert(sizeof(Closure) <= sizeof room_);
    ::new (room_.data()) Closure{closure};
    run_ = [](std::byte* room) { (*std::launder(reinterpret_cast<Closure*>(room)))(); };
  }

  [[nodiscard]] bool is_pending() const { return run_ != nullptr; }

  /// Does it, if it is pending. What is being done is not pending any more.
  void run() {
    if (auto* const now = std::exchange(run_, nullptr)) {
      now(room_.data());
    }
  }

 private:
  alignas(std::max_align_t) std::array<std::byte, 96> room_{};
  void (*run_)(std::byte*) = nullptr;
};

}  // namespace barriers::mutation
