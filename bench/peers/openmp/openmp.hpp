#pragma once

#include <barriers/barrier.hpp>
#include <bench/peers/openmp/openmp.h>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

namespace barriers::peers {

/// The barrier of an OpenMP runtime, behind our interface.
///
/// There is one for each team that the runtime has started, and only its threads may pass it: so
/// `run_team` starts the team, and rank r has to pass in the runtime's thread r. It waits by a
/// policy of its own, whatever `Env` says. It does not tell which rank came last: rank 0 leads
/// every phase, which costs nothing.
template <env::environment Env>
class openmp {
 public:
  using environment = Env;
  using part_of_rank = std::function<void(std::uint32_t rank)>;

  /// What a rank keeps: its number.
  struct local {
    std::uint32_t rank = 0;
  };

  explicit openmp(team_size team) : team_{team}, seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
    }
  }

  openmp(const openmp&) = delete;
  openmp& operator=(const openmp&) = delete;
  ~openmp() { openmp_end(); }

  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }

  /// Calls `part(rank)` in a thread of the runtime for each rank, and returns when all are done.
  /// `part` must not throw. Throws std::runtime_error if the runtime gives fewer threads; no part
  /// has run then.
  void run_team(const part_of_rank& part) {
    std::uint32_t given = 0;
    // The thread that asks becomes rank 0, with all that is done to it: so another one asks.
    std::thread{[&] {
      given = openmp_run_team(team_, &run, &const_cast<part_of_rank&>(part));
    }}.join();
    if (given != team_) {
      throw std::runtime_error("the OpenMP runtime gives " + std::to_string(given) +
                               " threads instead of " + std::to_string(team_) +
                               ": is OMP_THREAD_LIMIT set, or the limit on processes (ulimit -u)?");
    }
  }

  wait_result arrive_and_wait(local& me) noexcept {
    openmp_barrier();
    return wait_result::leader_if(me.rank == 0);
  }

 private:
  static void run(std::uint32_t rank, void* part) noexcept {
    (*static_cast<const part_of_rank*>(part))(rank);
  }

  const std::uint32_t team_;
  seating<Env, local> seats_;
};

}  // namespace barriers::peers
