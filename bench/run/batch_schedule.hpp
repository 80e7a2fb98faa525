#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace barriers::bench {

/// What slot 0 decides for the team, in order: how many episodes the next batch has; 0 ends a pass.
///
/// Slot 0 decides before it arrives, so that who has passed the barrier finds the decision there:
/// that is what a barrier is for. The barrier may be wrong, though. So nothing is overwritten, and
/// a rank that comes too early waits for the decision: whatever the barrier does, all ranks go the
/// same way, and the workload can say what went wrong.
class decisions {
 public:
  /// For so many batches; then the pass ends by itself.
  explicit decisions(std::size_t most) : made_(most + 1) { made_.back() = 0; }

  /// Writes down the next decision. By slot 0 only.
  void decide(std::uint32_t batch) noexcept {
    if (count_ + 1 != made_.size()) {
      // decided -> known: with it goes all that slot 0 has written for the batch.
      made_[count_++].store(batch, std::memory_order::release);
    }
  }

  /// The decision of that number, from 0; waits for one that is not yet made.
  [[nodiscard]] std::uint32_t await(std::size_t number) const noexcept;

 private:
  class decision : public std::atomic<std::uint32_t> {
   public:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    decision() noexcept : std::atomic<std::uint32_t>{none} {}
    using std::atomic<std::uint32_t>::operator=;
  };

  std::vector<decision> made_;
  std::size_t count_ = 0;
};

}  // namespace barriers::bench
