#pragma once

#include <barriers/env/requirements.hpp>

#include <atomic>
#include <cstdint>

namespace barriers::env {

/// How far a rank has come, for reports on a team that hangs. Written by the rank alone. It orders
/// nothing, and no checker sees it.
class progress {
  using enum std::memory_order;

 public:
  void arrives() noexcept { step(); }
  void leaves() noexcept { step(); }

  /// The phases that the rank has arrived in.
  [[nodiscard]] std::uint32_t phases() const noexcept { return (steps() + 1U) / 2U; }
  /// Whether it has arrived in the last of them, and not left.
  [[nodiscard]] bool is_inside() const noexcept { return steps() % 2U != 0; }

 private:
  // relaxed: only for somebody to read.
  void step() noexcept { steps_.store(steps() + 1U, relaxed); }
  // relaxed: as above.
  [[nodiscard]] std::uint32_t steps() const noexcept { return steps_.load(relaxed); }

  std::atomic<std::uint32_t> steps_{0U};
};

/// In its place, where each phase counts.
struct no_progress {
  void arrives() const noexcept {}
  void leaves() const noexcept {}
};

}  // namespace barriers::env
