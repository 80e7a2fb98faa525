#pragma once

#include <verify/conformance/trying.hpp>

#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

/// What a foreign barrier does where our interface cannot protect it, asked of its class `foreign`.
namespace barriers::verify {

/// Is a barrier for a team of none refused?
template <class Foreign>
bool refuses_team_of_none() {
  try {
    const Foreign none(0);
    return false;
  } catch (const std::exception&) {
    return true;
  }
}

/// Are more arrivals in a phase than the team has ranks refused?
template <class Foreign>
bool refuses_over_arrival() {
  Foreign barrier(2);
  try {
    static_cast<void>(barrier.arrive(3));
    return false;
  } catch (const std::exception&) {
    return true;
  }
}

/// A barrier of two, on a page that goes with it: a rank that still touches it then is ended.
template <class Foreign>
class on_a_page {
 public:
  on_a_page() : page_{mmap(nullptr, size, PROT_READ | PROT_WRITE, anonymous, -1, 0)} {
    static_assert(sizeof(Foreign) <= size);
    if (page_ == MAP_FAILED) {
      throw std::system_error(errno, std::generic_category(), "mmap");
    }
    barrier_ = new (page_) Foreign(2);
  }
  on_a_page(const on_a_page&) = delete;
  on_a_page& operator=(const on_a_page&) = delete;
  ~on_a_page() { munmap(page_, size); }

  void pass() {
    if constexpr (requires { barrier_->arrive_and_wait(); }) {
      barrier_->arrive_and_wait();
    } else {
      static_cast<void>(barrier_->wait());
    }
  }

  void destroy() {
    barrier_->~Foreign();
    mprotect(page_, size, PROT_NONE);
  }

 private:
  static constexpr std::size_t size = 4096;
  static constexpr int anonymous = MAP_PRIVATE | MAP_ANONYMOUS;
  void* page_;
  Foreign* barrier_;
};

inline constexpr std::uint32_t rounds_of_destruction = 2000;

/// May a rank that has left a phase destroy the barrier, though the other may still be leaving?
template <class Foreign>
bool survives_early_destruction() {
  for (std::uint32_t round = 0; round != rounds_of_destruction; ++round) {
    on_a_page<Foreign> shared;
    std::atomic<bool> one_has_left{false};
    const auto leave = [&] {
      shared.pass();
      if (!one_has_left.exchange(true)) {
        shared.destroy();
      }
    };
    const std::jthread other{leave};
    leave();
  }
  return true;
}

/// Runs a probe. Whatever goes wrong in it, it is this guarantee that was broken.
inline peer_verdict probed(bool (*probe)(), const char* guarantee, std::chrono::seconds limit) {
  peer_verdict found = judged(
      [&] { return probe() ? std::set<std::string>{} : std::set<std::string>{guarantee}; }, limit);
  if (found.name == "broken") {
    found.guarantees.insert(guarantee);
  }
  return found;
}

/// What the peer of an entry does in every probe.
template <class Entry>
std::vector<finding> probings_of(std::chrono::seconds hang_timeout) {
  peer_verdict none{"not offered", {}};
  peer_verdict over{"not offered", {}};
  peer_verdict early{"not offered", {}};
  if constexpr (requires { typename peer_barrier<Entry>::foreign; }) {
    using foreign = typename peer_barrier<Entry>::foreign;
    none = probed(&refuses_team_of_none<foreign>, "a team of none is refused", hang_timeout);
    if constexpr (requires(foreign& barrier) { barrier.arrive(3); }) {
      over = probed(&refuses_over_arrival<foreign>, "more arrivals than ranks are refused",
                    hang_timeout);
    }
    early = probed(&survives_early_destruction<foreign>, "whoever has left may destroy the barrier",
                   10 * hang_timeout);
  }
  const std::string peer{Entry::name};
  return {{peer, "team_of_none", 0, 1, none},
          {peer, "over_arrival", 2, 1, over},
          {peer, "early_destruction", 2, rounds_of_destruction, early}};
}

}  // namespace barriers::verify
