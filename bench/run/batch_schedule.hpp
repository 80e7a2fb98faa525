#pragma once

#include <sched.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace barriers::bench {

/// How many episodes each batch of a pass has, as slot 0 decides for the team; 0 ends the pass.
///
/// Slot 0 appends before it arrives, so that a rank behind the barrier finds the entry there: that
/// is what a barrier is for. The barrier may be wrong, though. So nothing is overwritten, and a
/// rank that comes too early waits for the entry: whatever the barrier does, all ranks go the same
/// way, and the workload can say what went wrong.
class batch_schedule {
 public:
  /// For at most so many batches; then the pass ends by itself.
  explicit batch_schedule(std::size_t most) : entries_(most + 1) { entries_.back() = 0; }

  /// By slot 0 only.
  void append(std::uint32_t batch) noexcept {
    if (count_ + 1 != entries_.size()) {
      // appended -> known: with it goes all that slot 0 has written for the batch.
      entries_[count_++].store(batch, std::memory_order::release);
    }
  }

  /// The entry of that number, from 0; waits for one that is not yet there.
  [[nodiscard]] std::uint32_t await(std::size_t number) const noexcept {
    while (true) {
      // known <- appended
      const std::uint32_t batch = entries_[number].load(std::memory_order::acquire);
      if (batch != entry::none) {
        return batch;
      }
      sched_yield();
    }
  }

 private:
  class entry : public std::atomic<std::uint32_t> {
   public:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    entry() noexcept : std::atomic<std::uint32_t>{none} {}
    using std::atomic<std::uint32_t>::operator=;
  };

  std::vector<entry> entries_;
  std::size_t count_ = 0;
};

}  // namespace barriers::bench
