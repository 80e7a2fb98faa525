#pragma once

#include <barriers/barrier.hpp>

#include <atomic>
#include <thread>

namespace barriers::verify {

/// Rank 0 takes its seat, and waits for a rank that never comes.
template <class Barrier>
void let_rank_0_wait(Barrier& barrier) {
  static std::atomic<bool> seated{false};
  std::thread{[&barrier] {
    participant me{barrier, 0U};
    seated = true;
    seated.notify_one();
    static_cast<void>(me.arrive_and_wait());
  }}.detach();
  seated.wait(false);
}

}  // namespace barriers::verify
