#include <bench/run/batch_schedule.hpp>

#include <sched.h>

namespace barriers::bench {

std::uint32_t decisions::await(std::size_t number) const noexcept {
  while (true) {
    // known <- decided
    const std::uint32_t batch = made_[number].load(std::memory_order::acquire);
    if (batch != decision::none) {
      return batch;
    }
    sched_yield();
  }
}

}  // namespace barriers::bench
