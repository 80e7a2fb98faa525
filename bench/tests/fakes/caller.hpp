#pragma once

#include <barriers/central.hpp>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace barriers::fakes {

/// In each episode each rank asks futex once to wait and twice to wake, without effect; it waits by
/// spinning.
template <env::environment Env>
class caller : public central<Env> {
 public:
  using typename central<Env>::local;
  static constexpr description about{.title = "calls futex three times", .reference = "none"};
  using central<Env>::central;

  wait_result arrive_and_wait(local& me) noexcept {
    call(FUTEX_WAIT_PRIVATE);
    call(FUTEX_WAKE_PRIVATE);
    call(FUTEX_WAKE_PRIVATE);
    return central<Env>::arrive_and_wait(me);
  }

 private:
  static void call(int operation) noexcept {
    std::uint32_t word = 0;
    constexpr std::uint32_t other = 1;
    syscall(SYS_futex, &word, operation, other, nullptr, nullptr, 0);
  }
};

}  // namespace barriers::fakes
