#pragma once

#include <bench/tests/fakes/rendezvous.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <iterator>
#include <thread>
#include <vector>

namespace barriers::fakes {

/// Each episode takes as long as rank 0 sleeps. Rank 0 measures by another clock than the one under
/// test, and prints in the end the median time of an episode, and the sum.
template <env::environment Env>
class sleeper : public rendezvous<Env> {
  using clock = std::chrono::system_clock;

 public:
  using typename rendezvous<Env>::local;
  static constexpr description about{.title = "sleeps a known time", .reference = "none"};
  static constexpr std::chrono::nanoseconds nap{10'000'000};

  explicit sleeper(team_size team) : rendezvous<Env>{team} { departures_.reserve(100'000); }
  sleeper(const sleeper&) = delete;
  sleeper& operator=(const sleeper&) = delete;

  ~sleeper() {
    std::vector<double> episodes;
    for (std::size_t next = 1; next < departures_.size(); ++next) {
      const std::chrono::duration<double, std::nano> one =
          departures_[next] - departures_[next - 1];
      episodes.push_back(one.count());
    }
    const std::chrono::duration<double, std::nano> all = departures_.back() - departures_.front();
    std::ranges::nth_element(episodes, episodes.begin() + std::ssize(episodes) / 2);
    std::cerr << "sleeper: " << episodes[episodes.size() / 2] << ' ' << all.count() << '\n';
  }

  wait_result arrive_and_wait(local& me) noexcept {
    if (me.rank == 0) {
      std::this_thread::sleep_for(nap);
    }
    const wait_result result = this->meet(me);
    if (me.rank == 0) {
      departures_.push_back(clock::now());
    }
    return result;
  }

 private:
  std::vector<clock::time_point> departures_;
};

}  // namespace barriers::fakes
