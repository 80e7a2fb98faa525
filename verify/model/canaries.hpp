#pragma once

#include "scenario_execution.hpp"
#include "self_test.hpp"

#include <barriers/env/relacy.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

/// Faults that nobody can miss, for two ranks and no barrier at all. A checker that lets one of
/// them pass is not awake: the wrong compiler flags can do that, and then everything passes.
///
/// They are compiled into each executable, with the flags and the code that they vouch for.
namespace barriers::model {
namespace canary {

using enum std::memory_order;
template <class Policy>
using word = typename env::relacy<Policy>::template atomic<std::uint32_t>;
using datum = env::relacy<env::spin>::plain<std::uint32_t>;

/// Rank 0 destroys a word that rank 1 reads.
struct use_after_destroy {
  use_after_destroy(std::uint32_t, std::uint32_t) { shared.emplace(0U); }
  void run(std::uint32_t rank, court&) {
    rank == 0 ? shared.reset() : static_cast<void>(shared->load(relaxed));
  }
  void after(court&) {}
  std::optional<word<env::spin>> shared;
};

/// Rank 0 tells rank 1, with a relaxed store, that it has written.
struct relaxed_arrival {
  relaxed_arrival(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t rank, court&) {
    if (rank == 0) {
      written.write(1U);
      arrived.publish(1U, relaxed);
    } else {
      arrived.await(1U, acquire);
      static_cast<void>(written.read());
    }
  }
  void after(court&) {}
  word<env::spin> arrived{0U};
  datum written;
};

/// The ranks tell each other of two phases with one flag each: the second may come before the other
/// has looked at the first.
struct no_parity {
  no_parity(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t rank, court&) {
    for (const std::uint32_t sense : {1U, 0U}) {
      told[1U - rank].publish(sense, release);
      told[rank].await(sense, acquire);
    }
  }
  void after(court&) {}
  std::array<word<env::spin>, 2> told{word<env::spin>{0U}, word<env::spin>{0U}};
};

/// Both ranks wait, awake, for something that nobody publishes.
struct hang {
  hang(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t, court&) { never.await(1U, acquire); }
  void after(court&) {}
  word<env::spin> never{0U};
};

/// Rank 0 falls asleep, and rank 1 stores without waking it.
struct sleep_without_wake {
  sleep_without_wake(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t rank, court&) {
    rank == 0 ? static_cast<void>(shared.await(1U, acquire)) : shared.store(1U, release);
  }
  void after(court&) {}
  word<env::park> shared{0U};
};

/// A promise is broken.
struct broken_promise {
  broken_promise(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t rank, court& court) { court.expect(rank == 0, "every rank is rank 0"); }
  void after(court&) {}
};

}  // namespace canary

inline std::vector<canary_test> canaries() {
  return {
      {"use after destroy", "ACCESS TO FREED MEMORY",
       scenario_execution<canary::use_after_destroy>::make},
      {"relaxed arrival", "DATA RACE", scenario_execution<canary::relaxed_arrival>::make},
      {"no parity", "LIVELOCK", scenario_execution<canary::no_parity>::make},
      {"hang", "LIVELOCK", scenario_execution<canary::hang>::make},
      {"sleep without wake", "DEADLOCK", scenario_execution<canary::sleep_without_wake>::make},
      {"broken promise", "USER ASSERT FAILED", scenario_execution<canary::broken_promise>::make},
  };
}

}  // namespace barriers::model
