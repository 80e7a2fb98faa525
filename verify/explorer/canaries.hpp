#pragma once

#include "scenario_execution.hpp"
#include "trial.hpp"

#include <barriers/env/explorer.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Faults that nobody can miss, for two ranks and no barrier at all. An explorer that lets one of
/// them pass is not awake.
namespace barriers::explorer {

struct canary {
  std::string verdict;
  trial what;
};

namespace canary_scenario {

using enum std::memory_order;
template <class Policy>
using word = typename env::explorer<Policy>::template atomic<std::uint32_t>;
using datum = env::explorer<env::spin>::plain<std::uint32_t>;

/// Rank 0 destroys a word that rank 1 reads.
struct use_after_destroy {
  use_after_destroy(std::uint32_t, std::uint32_t) { shared.emplace(0U); }
  void run(std::uint32_t rank, court&) {
    rank == 0 ? shared.reset() : static_cast<void>(shared->load(relaxed));
  }
  void after(court&) {}
  std::optional<word<env::spin>> shared;
};

/// Both ranks try, again and again, to take what nobody gives up.
struct never_given_up {
  never_given_up(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t, court& court) {
    while (taken.exchange(1U, acquire) == 1U) {
      court.starts_over();
    }
  }
  void after(court&) {}
  word<env::spin> taken{1U};
};

/// Rank 0 destroys a word and gives back its memory, and only then may rank 1 read it.
struct use_after_free {
  use_after_free(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t rank, court&) {
    if (rank == 0) {
      shared.reset();
      freed.publish(1U, relaxed);
    } else {
      freed.await(1U, relaxed);
      static_cast<void>(kept->load(relaxed));
    }
  }
  void after(court&) {}
  word<env::spin> freed{0U};
  std::unique_ptr<word<env::spin>> shared = std::make_unique<word<env::spin>>(0U);
  const word<env::spin>* kept = shared.get();
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

/// Rank 1 hears that there is something to read, and there is not.
struct nothing_written {
  nothing_written(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t rank, court&) {
    if (rank == 1) {
      static_cast<void>(written.read());
    }
  }
  void after(court&) {}
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

/// Both ranks wait for something that nobody publishes.
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

/// Stores by two ranks pass each other: neither is ordered, so each may come last.
struct stores_pass_stores {
  stores_pass_stores(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t rank, court&) {
    words[rank].store(1U, relaxed);
    words[1U - rank].store(2U, relaxed);
  }
  void after(court& court) {
    court.expect(words[0].load(relaxed) != 1U || words[1].load(relaxed) != 1U,
                 "one of the later stores is the last");
  }
  std::array<word<env::spin>, 2> words{word<env::spin>{0U}, word<env::spin>{0U}};
};

/// A promise is broken.
struct broken_promise {
  broken_promise(std::uint32_t, std::uint32_t) {}
  void run(std::uint32_t rank, court& court) { court.expect(rank == 0, "every rank is rank 0"); }
  void after(court&) {}
};

}  // namespace canary_scenario

inline std::vector<canary> canaries() {
  using namespace canary_scenario;
  return {
      {"use after destroy", {"use after destroy", "spin", &make_scenario<use_after_destroy>}},
      {"use after destroy", {"use after free", "spin", &make_scenario<use_after_free>}},
      {"data race", {"relaxed arrival", "spin", &make_scenario<relaxed_arrival>}},
      {"uninitialised", {"nothing written", "spin", &make_scenario<nothing_written>}},
      {"hang", {"no parity", "spin", &make_scenario<no_parity>}},
      {"hang", {"hang", "spin", &make_scenario<hang>}},
      {"hang", {"never given up", "spin", &make_scenario<never_given_up>}},
      {"hang", {"sleep without wake", "park", &make_scenario<sleep_without_wake>}},
      {"broken promise", {"stores pass stores", "spin", &make_scenario<stores_pass_stores>}},
      {"broken promise", {"broken promise", "spin", &make_scenario<broken_promise>}},
  };
}

}  // namespace barriers::explorer
