#pragma once

#include <barriers/barrier.hpp>

#include <pthread.h>

#include <cstdint>
#include <string_view>
#include <system_error>

namespace barriers::peers {

/// pthread_barrier_t as the C library has it, behind our interface.
///
/// It waits by a policy of its own, whatever `Env` says. The thread that is told
/// PTHREAD_BARRIER_SERIAL_THREAD leads.
template <env::environment Env>
class pthread {
 public:
  /// Destroyed after the seats, which ensure that no rank is inside.
  class foreign {
   public:
    explicit foreign(std::uint32_t team) {
      if (const int error = pthread_barrier_init(&barrier_, nullptr, team); error != 0) {
        throw std::system_error(error, std::generic_category(), "pthread_barrier_init");
      }
    }
    foreign(const foreign&) = delete;
    foreign& operator=(const foreign&) = delete;
    ~foreign() { pthread_barrier_destroy(&barrier_); }

    bool wait() noexcept {
      return pthread_barrier_wait(&barrier_) == PTHREAD_BARRIER_SERIAL_THREAD;
    }

   private:
    pthread_barrier_t barrier_{};
  };

  using environment = Env;
  static constexpr description about{.title = "pthread_barrier_t of the C library",
                                     .reference = "POSIX.1-2017, pthread_barrier_wait; glibc"};
  static constexpr std::string_view differs =
      "does not spin: a waiting rank sleeps on a futex at once";

  /// What a rank keeps: nothing.
  struct local {};

  explicit pthread(team_size team) : barrier_{team}, seats_{team} {}

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  wait_result arrive_and_wait(local&) noexcept { return wait_result::leader_if(barrier_.wait()); }

 private:
  foreign barrier_;
  seating<Env, local> seats_;
};

}  // namespace barriers::peers
