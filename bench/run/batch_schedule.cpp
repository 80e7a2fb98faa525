#include <bench/run/batch_schedule.hpp>

#include <sched.h>

namespace barriers::bench {

std::uint32_t batch_schedule::await(std::size_t number) const noexcept {
  while (true) {
    // known <- appended
    const std::uint32_t batch = entries_[number].load(std::memory_order::acquire);
    if (batch != entry::none) {
      return batch;
    }
    sched_yield();
  }
}

}  // namespace barriers::bench
